"use strict";
(() => {
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const items = all("[data-item]");
  const live = one("#live");
  const flag = one("#flag"), measure = one("#measure"), search = one("#search"), who = one("#who");
  const page = one("[data-document]");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  let timer;

  const say = (text) => {
    live.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { live.textContent = ""; }, 4000);
  };

  // What a person has typed stays in this browser until the row is corrected.
  const keep = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window */ } },
  };

  const texts = new Map(items.map((item) => [item, plain(item.textContent)]));
  const shown = () => items.filter((item) => !item.hidden);

  function filter() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const item of items) {
      const fits = (!flag.value || item.dataset.flags.split(" ").includes(flag.value))
        && (!measure.selectedIndex || item.dataset.measures?.split("\n").includes(measure.value))
        && words.every((word) => texts.get(item).includes(word));
      item.hidden = !fits;
      if (!fits) item.removeAttribute("aria-current");
    }
    const left = shown().length;
    one("#count").textContent = `${left} sur ${items.length} ${left > 1 ? "affichés" : "affiché"}`;
    if (one("#none")) one("#none").hidden = left > 0;
  }

  const current = () => shown().find((item) => item.hasAttribute("aria-current"));

  function choose(item, focus = true) {
    for (const other of items) other.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    if (!focus) return;
    (page ? item : one("th a", item)).focus({ preventScroll: true });
    item.scrollIntoView({ block: page ? "start" : "nearest" });
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current());
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
    if (next < 0 || next >= list.length) say(by > 0 ? "C'était le dernier." : "C'est le premier.");
    else choose(list[next]);
  }

  // Corrections: the YAML in the page is the one source; only three of its lines are completed.
  const yaml = new Map(items.filter((item) => one("[data-yaml]", item)).map((item) => [item, one("[data-yaml]", item).textContent]));
  const quoted = (text) => JSON.stringify(text)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
  const field = (item, name) => one(`[data-field=${name}]`, item);

  function completed(item) {
    const read = field(item, "read"), reason = field(item, "reason").value.trim(), name = who.value.trim();
    return yaml.get(item).split("\n").map((line) => {
      if (line.startsWith("    read: ") && read.value !== read.defaultValue) return `    read: ${quoted(read.value)}`;
      if (line.startsWith("    reason: ")) return `    reason: ${quoted(reason)}`;
      if (line.startsWith("    who: ")) return `    who: ${quoted(name)}`;
      return line;
    }).join("\n");
  }

  const isReady = (item) => Boolean(field(item, "reason").value.trim() && who.value.trim());

  function refresh() {
    for (const item of yaml.keys()) {
      one("[data-yaml]", item).textContent = completed(item);
      one(".state", item).hidden = !isReady(item);
    }
    const ready = [...yaml.keys()].filter(isReady).length;
    one("#download").disabled = !ready;
    one("#download").textContent = `Télécharger les corrections prêtes (${ready})`;
  }

  function remember() {
    const typed = {};
    for (const item of yaml.keys()) {
      const read = field(item, "read"), reason = field(item, "reason").value;
      if (reason || read.value !== read.defaultValue) typed[item.id] = { read: read.value, reason };
    }
    keep.set(`calpae ${page.dataset.document}`, typed);
    keep.set("calpae who", who.value);
  }

  function recall() {
    who.value = keep.get("calpae who") || "";
    const typed = keep.get(`calpae ${page.dataset.document}`) || {};
    for (const item of yaml.keys()) {
      if (!typed[item.id]) continue;
      field(item, "read").value = typed[item.id].read;
      field(item, "reason").value = typed[item.id].reason;
    }
  }

  function confirm(item) {
    const read = field(item, "read"), reason = field(item, "reason");
    read.value = read.defaultValue;
    reason.value ||= one("img", item) ? "lecture confirmée sur l'image" : "lecture confirmée sur le document";
    remember();
    refresh();
    if (who.value.trim()) { step(1); return; }
    who.focus();
    say("Lecture confirmée. Indiquez une fois qui corrige.");
  }

  async function copy(item) {
    const text = completed(item);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "skip";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      choose(item);
    }
    say(isReady(item) ? "Correction copiée : enregistrez-la dans data/corrections/."
      : "Correction copiée : complétez-y le motif (reason) et votre nom (who).");
  }

  function download() {
    const entries = [...yaml.keys()].filter(isReady).map((item) => completed(item).split("\n").slice(1).join("\n"));
    const stem = page.dataset.source.replace(/^.*\//, "").replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}-]+/gu, "-");
    const now = new Date().toISOString().replace(/[-:]/g, "").slice(0, 15);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["corrections:\n", ...entries], { type: "application/yaml" }));
    link.download = `${stem}-${now}.yaml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say("Fichier téléchargé : déplacez-le dans data/corrections/, puis relancez calpae run.");
  }

  function key(event) {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && typing) {
      event.target.blur();
      const item = event.target.closest("[data-item]") || current();
      if (item) choose(item);
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !one("#keys").checked) return;
    const item = current();
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") search.focus();
    else if (page && "cev".includes(event.key) && !item) say("Choisissez d'abord un chiffre (j).");
    else if (page && event.key === "c") copy(item);
    else if (page && event.key === "v") confirm(item);
    else if (page && event.key === "e") field(item, "read").focus();
    else return;
    event.preventDefault();
  }

  function follow() {
    const item = location.hash.startsWith("#r-") ? document.getElementById(location.hash.slice(1)) : null;
    if (!item) return;
    if (item.hidden) { flag.value = search.value = ""; measure.selectedIndex = 0; filter(); }
    choose(item);
  }

  if (!one(".tools")) return;
  one(".tools").hidden = false;
  one(".tools").addEventListener("submit", (event) => event.preventDefault());
  for (const event of ["input", "change"]) for (const control of [flag, measure, search]) control.addEventListener(event, filter);
  document.addEventListener("keydown", key);
  if (page) {
    for (const form of all(".form")) form.hidden = false;
    recall();
    refresh();
    page.addEventListener("input", (event) => {
      if (event.target !== who && !event.target.dataset.field) return;
      remember();
      refresh();
    });
    page.addEventListener("focusin", (event) => {
      const item = event.target.closest("[data-item]");
      if (item && item !== current()) choose(item, false);
    });
    for (const [what, act] of [["[data-copy]", copy], ["[data-confirm]", confirm]])
      for (const button of all(what)) button.addEventListener("click", () => act(button.closest("[data-item]")));
    one("#download").addEventListener("click", download);
    window.addEventListener("hashchange", follow);
    for (const view of all(".around .scroll")) {
      const mark = one("rect", view), width = one("svg", view).viewBox.baseVal.width;
      const middle = (mark.x.baseVal.value + mark.width.baseVal.value / 2) / width;
      view.scrollLeft = middle * view.scrollWidth - view.clientWidth / 2;
    }
    for (const own of all(".scroll .own")) {
      const view = own.closest(".scroll"), cell = own.closest("td");
      view.scrollLeft = cell.offsetLeft + cell.offsetWidth / 2 - view.clientWidth / 2;
    }
  }
  filter();
  follow();
})();
