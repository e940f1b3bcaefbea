"""The review pages in a real browser: filters, keyboard, correction, a phone's width; `make test-browser`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from normalize.corrections import load_corrections
from tests.browsing import DESKTOP, PHONE, browser, console, requests, resize
from tests.cli import fill, rows, run
from tests.reviewing import HOSTILE_NAME, hostile, page_of, review

pytestmark = pytest.mark.browser
PDF = "cea-rows.pdf"
NAME = "i.id || i.querySelector('a').textContent"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    fill(root / "raw", **{"cea-rows_pdf": PDF, "cea-rows_docx": "cea-rows.docx", "finistere_docx": "finistere.docx"})
    (root / "raw" / HOSTILE_NAME).write_bytes(hostile())
    assert run(root / "raw", out=root / "parquet").code == 0
    assert review(root / "parquet", root / "raw").code == 0
    return root / "parquet"


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    with browser() as driver:
        yield driver


@pytest.fixture
def driver(window: Any, out: Path) -> Iterator[Any]:
    """The window with nothing kept from the test before; no page may complain or ask for anything but files."""
    resize(window, DESKTOP)
    yield window
    assert console(window) == []
    folder = (out / "_review").as_uri()
    assert [url for url in requests(window) if not url.startswith((f"{folder}/", "data:,", "blob:"))] == []
    window.execute_script("localStorage.clear()")


def test_a_request_or_a_complaint_would_be_seen(window: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<img src='http://127.0.0.1:9/a.png'><script>no()</script>", encoding="utf-8")
    window.get((tmp_path / "a.html").as_uri())
    assert "http://127.0.0.1:9/a.png" in requests(window)
    assert any("no is not defined" in line for line in console(window))


def open_page(driver: Any, out: Path, source: str | None = PDF, fragment: str = "") -> None:
    path = page_of(out, source) if source else out / "_review" / "index.html"
    driver.get("about:blank")
    driver.get(path.as_uri() + fragment)


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def one(driver: Any, what: str) -> Any:
    return driver.find_element("css selector", what)


def choose(driver: Any, select: str, value: str) -> None:
    from selenium.webdriver.support.select import Select

    Select(one(driver, select)).select_by_value(value)


def shown(driver: Any) -> list[str]:
    """The ids of the figures that are seen; on the list of documents their names."""
    script = "return [...document.querySelectorAll('[data-item]')].filter(i => i.offsetHeight).map(i => NAME)"
    return list(driver.execute_script(script.replace("NAME", NAME)))


def current(driver: Any) -> str | None:
    script = f"const i = document.querySelector('[aria-current]'); return i && ({NAME})"
    found: str | None = driver.execute_script(script)
    return found


def test_figures_are_filtered_by_flag_by_measure_and_by_words(driver: Any, out: Path) -> None:
    open_page(driver, out)
    every = shown(driver)
    assert len(every) == 4
    choose(driver, "#flag", "number_with_clause")
    assert shown(driver) == every[:1]
    choose(driver, "#flag", "multiple_numbers")
    assert shown(driver) == every[1:]
    choose(driver, "#measure", "2.2 Référent de parcours")
    assert shown(driver) == [every[2]]
    assert "1 sur 4 affiché" in one(driver, "#count").text
    choose(driver, "#measure", "3.2 Garantie d'activité")
    one(driver, "#search").send_keys("BENEFICIAIRES rsa")
    assert shown(driver) == [every[3]]
    one(driver, "#search").send_keys(" introuvable")
    assert shown(driver) == []
    assert one(driver, "#none").is_displayed()


def test_documents_are_filtered_too_and_opened_by_keyboard(driver: Any, out: Path) -> None:
    open_page(driver, out, None)
    assert len(shown(driver)) == 4
    choose(driver, "#flag", "number_with_clause")
    assert sorted(shown(driver)) == ["cea-rows.docx", "cea-rows.pdf"]
    press(driver, "\ue00c", "j", "j", "k", "j")
    name = current(driver)
    assert name == shown(driver)[1]
    press(driver, "\ue007")
    assert one(driver, "h1").text == name


def test_j_and_k_walk_over_what_is_shown(driver: Any, out: Path) -> None:
    open_page(driver, out)
    every = shown(driver)
    assert current(driver) is None
    walked = []
    for key in "jjjjjkk":
        press(driver, key)
        walked.append(current(driver))
    assert walked == [*every, every[3], every[2], every[1]]
    assert driver.execute_script("return document.activeElement.id") == every[1]
    top = driver.execute_script("return document.activeElement.getBoundingClientRect().top")
    assert 0 <= top < 100
    choose(driver, "#flag", "number_with_clause")
    driver.execute_script("document.activeElement.blur()")
    press(driver, "j")
    assert current(driver) == every[0]


def test_slash_goes_to_the_filter_and_escape_leaves_it(driver: Any, out: Path) -> None:
    open_page(driver, out)
    press(driver, "j", "/")
    assert driver.execute_script("return document.activeElement.id") == "search"
    press(driver, "jck")
    assert one(driver, "#search").get_attribute("value") == "jck"
    press(driver, "\ue00c", "/", "\ue003" * 3, "\ue00c", "k")
    assert len(shown(driver)) == 4
    assert driver.execute_script("return document.activeElement.id") in shown(driver)


def test_shortcuts_can_be_put_out(driver: Any, out: Path) -> None:
    open_page(driver, out)
    one(driver, ".keys summary").click()
    one(driver, "#keys").click()
    driver.execute_script("document.activeElement.blur()")
    press(driver, "j")
    assert current(driver) is None


def pasted(driver: Any) -> str:
    """What the clipboard holds, by way of a field that is pasted into."""
    from selenium.webdriver import ActionChains

    driver.execute_script("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    one(driver, "#paste").click()
    ActionChains(driver).key_down("\ue009").send_keys("v").key_up("\ue009").perform()
    text: str = one(driver, "#paste").get_attribute("value")
    driver.execute_script("document.querySelector('#paste').remove()")
    return text


def test_a_completed_correction_is_copied_as_the_loader_takes_it(driver: Any, out: Path, tmp_path: Path) -> None:
    open_page(driver, out)
    one(driver, "#who").send_keys('Une "relectrice"')
    press(driver, "\ue00c", "j", "j", "e")
    read = driver.execute_script("return document.activeElement")
    read.clear()
    read.send_keys("28\n# deux: lieux")
    press(driver, "\ue004", "le service dit 10 + 18", "\ue00c", "c")
    driver.execute_script("document.activeElement.blur()")
    assert "Correction copiée" in one(driver, "#live").text
    text = pasted(driver)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (correction,) = load_corrections(tmp_path)[page_of(out, PDF).stem]
    row = [row for row in rows(out, "observations") if row["source"] == PDF and row["review"]][1]
    assert (correction.expected, correction.read) == (row["raw"], "28\n# deux: lieux")
    assert (correction.reason, correction.who) == ("le service dit 10 + 18", 'Une "relectrice"')
    assert text == one(driver, f"#{current(driver)} [data-yaml]").get_attribute("textContent")


def test_the_button_copies_what_is_not_complete_and_says_so(driver: Any, out: Path) -> None:
    open_page(driver, out)
    button = one(driver, "[data-copy]")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()
    assert "complétez" in one(driver, "#live").text
    (entry,) = yaml.safe_load(pasted(driver))["corrections"]
    assert (entry["read"], entry["reason"]) == (entry["expected"], "")


def test_ready_corrections_are_kept_and_downloaded_as_one_file(driver: Any, out: Path, tmp_path: Path) -> None:
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    open_page(driver, out)
    assert not one(driver, "#download").is_enabled()
    one(driver, "#who").send_keys("Une relectrice")
    for article in shown(driver)[:2]:
        driver.execute_script("arguments[0].focus()", one(driver, f"#{article}-reason"))
        press(driver, "vu sur la page")
    driver.refresh()
    assert one(driver, "#who").get_attribute("value") == "Une relectrice"
    assert one(driver, "#download").text == "Télécharger les corrections prêtes (2)"
    one(driver, "#download").click()
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, 10).until(lambda _: list(tmp_path.glob("cea-rows-*.yaml")))
    corrections = load_corrections(tmp_path)[page_of(out, PDF).stem]
    assert [c.who for c in corrections] == ["Une relectrice"] * 2
    assert all(c.read == c.expected for c in corrections)


def test_readings_are_confirmed_one_key_each_once_it_is_said_who_does(driver: Any, out: Path) -> None:
    open_page(driver, out)
    every = shown(driver)
    press(driver, "j", "v")
    assert driver.execute_script("return document.activeElement.id") == "who"
    press(driver, "Une relectrice", "\ue00c")
    assert current(driver) == every[0]
    press(driver, "j", "v")
    assert current(driver) == every[2]
    assert one(driver, "#download").text == "Télécharger les corrections prêtes (2)"
    for article in every[:2]:
        text = one(driver, f"#{article} [data-yaml]").get_attribute("textContent")
        (entry,) = yaml.safe_load(text)["corrections"]
        assert (entry["read"], entry["reason"]) == (entry["expected"], "lecture confirmée sur l'image")


def test_a_link_from_the_table_leads_to_its_figure_whatever_is_filtered(driver: Any, out: Path) -> None:
    open_page(driver, out)
    last = shown(driver)[3]
    choose(driver, "#flag", "number_with_clause")
    link = one(driver, f".sheet a[href='#{last}']")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", link)
    link.click()
    assert current(driver) == last
    assert len(shown(driver)) == 4
    open_page(driver, out, fragment=f"#{last}")
    assert current(driver) == last


TOO_WIDE = """
return [...document.querySelectorAll('main *')]
  .filter(e => !e.closest('.scroll, pre') && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 80));
"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("source", [None, PDF, "cea-rows.docx", "finistere.docx", HOSTILE_NAME])
def test_a_page_is_never_wider_than_its_window(
    driver: Any, out: Path, source: str | None, size: tuple[int, int]
) -> None:
    resize(driver, size)
    open_page(driver, out, source)
    driver.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert driver.execute_script("return document.documentElement.scrollWidth") == size[0]
    assert driver.execute_script(TOO_WIDE) == []


def test_pictures_are_seen_and_the_row_is_scrolled_to_its_cell(driver: Any, out: Path) -> None:
    resize(driver, PHONE)
    open_page(driver, out)
    for image in driver.find_elements("css selector", "article img"):
        driver.execute_script("arguments[0].scrollIntoView({behavior: 'instant'}); return arguments[0].decode()", image)
        assert driver.execute_script("return arguments[0].naturalWidth", image) > 20
    for view in driver.find_elements("css selector", ".around .scroll"):
        box, mark = view.rect, view.find_element("css selector", "rect").rect
        assert box["x"] <= mark["x"] + 1 and mark["x"] + mark["width"] <= box["x"] + box["width"] + 4


CONTRAST = """
const light = (colour) => {
  const [r, g, b] = colour.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
const ground = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour.slice(0, 3);
  }
  return [255, 255, 255];
};
const poor = new Set();
for (const e of document.querySelectorAll('body *')) {
  const hasText = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!e.offsetHeight || !hasText || e.matches(':disabled')) continue;
  const lights = [parse(getComputedStyle(e).color).slice(0, 3), ground(e)].map(light).sort((x, y) => y - x);
  if ((lights[0] + .05) / (lights[1] + .05) < 4.5) poor.add(e.className + ': ' + e.textContent.trim().slice(0, 40));
}
return [...poor];
"""


@pytest.mark.parametrize("source", [None, PDF, "cea-rows.docx", "finistere.docx"])
def test_texts_stand_out_from_their_ground(driver: Any, out: Path, source: str | None) -> None:
    open_page(driver, out, source)
    driver.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    press(driver, "j")
    assert driver.execute_script(CONTRAST) == []


def test_printed_code_does_not_run(driver: Any, out: Path) -> None:
    open_page(driver, out, HOSTILE_NAME)
    assert len(shown(driver)) == 2
    choose(driver, "#measure", "1.1 Accueil <script>hacked()</script>")
    press(driver, "\ue00c", "j", "c")
    assert driver.execute_script("return document.querySelectorAll('script, img').length") == 1
    open_page(driver, out, None)
    assert driver.execute_script("return document.querySelectorAll('script, img').length") == 1


def test_paper_shows_the_figures_and_not_the_controls(driver: Any, out: Path) -> None:
    open_page(driver, out)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not any(e.is_displayed() for e in driver.find_elements("css selector", ".tools, .correct, nav"))
        assert all(e.is_displayed() for e in driver.find_elements("css selector", "article, .sheet, article img"))
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
