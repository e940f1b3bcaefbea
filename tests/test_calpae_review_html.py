"""The review pages as a parser sees them: every figure for review has its place, and whatever is printed stays text."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from PIL import Image

from tests.cli import fill, rows, run
from tests.reviewing import HOSTILE_NAME, SCRIPT, articles, hostile, page_of, parsed, review

WITH_PICTURES = ("cea-rows.pdf", "unruled-21.pdf")
SOURCES = (*WITH_PICTURES, "cea-rows.docx", "finistere.docx", HOSTILE_NAME)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    fill(root / "raw", **{name.replace(".", "_"): name for name in SOURCES[:-1]})
    (root / "raw" / HOSTILE_NAME).write_bytes(hostile())
    assert run(root / "raw", out=root / "parquet").code == 0
    assert review(root / "parquet", root / "raw").code == 0
    return root / "parquet"


@pytest.fixture(params=[*SOURCES, None], ids=lambda source: "index" if source is None else source[:12])
def path(request: pytest.FixtureRequest, out: Path) -> Path:
    """Each page in turn."""
    return out / "_review" / "index.html" if request.param is None else page_of(out, request.param)


def for_review(out: Path, source: str) -> list[dict[str, Any]]:
    return [row for row in rows(out, "observations") if row["source"] == source and row["review"]]


def anchor(row: dict[str, Any]) -> str:
    return "r-" + "-".join(str(row[name]) for name in ("table", "row", "column", "part"))


@pytest.mark.parametrize("source", SOURCES)
def test_every_figure_for_review_has_its_article_in_the_order_of_print(source: str, out: Path) -> None:
    expected = [anchor(row) for row in for_review(out, source)]
    assert [article.get("id") for article in articles(parsed(page_of(out, source)))] == expected
    assert expected or source == "finistere.docx"


@pytest.mark.parametrize("source", SOURCES)
def test_an_article_says_what_is_printed_what_was_read_and_every_flag(source: str, out: Path) -> None:
    page = parsed(page_of(out, source))
    for row, article in zip(for_review(out, source), articles(page), strict=True):
        said = " ".join(article.text_content().split())
        for name in ("raw", "indicator", "period_label", "territory", "territory_label"):
            assert row[name] is None or " ".join(row[name].split()) in said, name
        codes = [code.text for code in article.xpath(".//ul[@class='doubts']//code")]
        assert set(row["flags"]) <= set(codes)
        assert set(article.get("data-flags").split()) <= set(codes)
        assert article.get("data-flags")


@pytest.mark.parametrize("source", WITH_PICTURES)
def test_each_has_the_picture_of_its_cell_and_of_its_row_with_words_in_their_stead(source: str, out: Path) -> None:
    path = page_of(out, source)
    for row, article in zip(for_review(out, source), articles(parsed(path)), strict=True):
        close, around = article.xpath(".//figure[@class='close']/img"), article.xpath(".//div[@class='shot']/img")
        assert len(close) == len(around) >= 1
        assert row["raw"] in close[0].get("alt")
        for image in close + around:
            assert len(image.get("alt")) > 20
            with Image.open(path.parent / image.get("src")) as picture:
                shape = picture.width / picture.height
            assert shape == pytest.approx(int(image.get("width")) / int(image.get("height")), rel=0.1)
        for svg in article.xpath(".//*[local-name()='svg']"):
            _, _, width, height = map(float, svg.get("viewbox").split())
            (rect,) = svg
            x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
            assert 0 <= x < x + w <= width + 0.01 and 0 <= y < y + h <= height + 0.01


def test_no_picture_is_kept_that_no_page_shows(out: Path) -> None:
    folder = out / "_review"
    shown = {image for path in folder.glob("*.html") for image in parsed(path).xpath("//img/@src")}
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.png")} == shown


def test_a_document_without_pages_shows_the_cells_text_and_its_printed_row(out: Path) -> None:
    page = parsed(page_of(out, "cea-rows.docx"))
    assert page.xpath("//img") == []
    cells = {
        (c["table"], c["row"], c["column"]): c["text"] for c in rows(out, "cells") if c["source"] == "cea-rows.docx"
    }
    for row, article in zip(for_review(out, "cea-rows.docx"), articles(page), strict=True):
        (quote,) = article.xpath(".//blockquote")
        assert quote.text_content() == cells[row["table"], row["row"], row["column"]]
        (printed,) = article.xpath(".//table[@class='printed']")
        assert [own.text_content() for own in printed.xpath(".//td[@class='own']")] == [
            f"cette cellule {quote.text_content()}"
        ]
        assert row["period_label"] in " ".join(printed.text_content().split())


@pytest.mark.parametrize("source", SOURCES)
def test_the_other_periods_of_its_indicator_stand_beside_a_figure(source: str, out: Path) -> None:
    same = ("table", "measure", "indicator_group", "indicator", "territory")
    observed = [row for row in rows(out, "observations") if row["source"] == source]
    for row, article in zip(for_review(out, source), articles(parsed(page_of(out, source))), strict=True):
        (line, *_) = article.xpath(".//table[@class='beside']/tbody/tr")
        siblings = [r for r in observed if all(r[name] == row[name] for name in same)]
        assert len(line.xpath("./td/div")) == len(siblings)
        assert len(article.xpath(".//table[@class='beside']//div[@class='own']")) == 1


@pytest.mark.parametrize("source", SOURCES)
def test_the_whole_table_is_redrawn_with_words_for_what_is_no_figure(source: str, out: Path) -> None:
    page = parsed(page_of(out, source))
    drawn = page.xpath("//table[@class='sheet']/tbody/tr/td/div")
    observed = [row for row in rows(out, "observations") if row["source"] == source]
    assert len(drawn) == len(observed)
    assert all(len(slot.text_content().split()) >= 2 for slot in drawn)  # a shape, and words or a number
    links = page.xpath("//table[@class='sheet']//a/@href")
    assert sorted(links) == sorted(f"#{anchor(row)}" for row in for_review(out, source))


@pytest.mark.parametrize("source", SOURCES)
def test_every_finding_is_told(source: str, out: Path) -> None:
    told = parsed(page_of(out, source)).xpath("//table[@class='findings']/tbody/tr")
    found = [row for row in rows(out, "findings") if row["source"] == source]
    assert sorted(line.xpath("string(./th/code)") for line in told) == sorted(row["code"] for row in found)
    messages = [line.xpath("string(./td[@lang='en'])") for line in told]
    assert sorted(messages) == sorted(row["message"] for row in found)


@pytest.mark.parametrize("source", SOURCES)
def test_each_article_gives_a_correction_that_yaml_reads(source: str, out: Path) -> None:
    for row, article in zip(for_review(out, source), articles(parsed(page_of(out, source))), strict=True):
        (pre,) = article.xpath(".//pre[@data-yaml]")
        (entry,) = yaml.safe_load(pre.text)["corrections"]
        assert entry["at"] == {name: row[name] for name in ("table", "row", "column", "part")}
        assert (entry["document"], entry["expected"], entry["read"]) == (row["document_id"], row["raw"], row["raw"])


def test_the_index_leads_to_every_page_the_fullest_first(out: Path) -> None:
    index = parsed(out / "_review" / "index.html")
    lines = index.xpath("//tr[@data-item]")
    assert {line.xpath("string(.//a)"): line.xpath("string(.//a/@href)") for line in lines} == {
        source: page_of(out, source).name for source in SOURCES
    }
    numbers = [len(for_review(out, line.xpath("string(.//a)"))) for line in lines]
    assert numbers == sorted(numbers, reverse=True)


def test_ids_are_unique_and_links_and_labels_find_them(path: Path) -> None:
    page = parsed(path)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in ("for", "aria-labelledby"):
        assert set(" ".join(page.xpath(f"//@{name}")).split()) <= set(ids)
    for link in page.xpath("//a/@href"):
        target = urlsplit(link)
        assert not target.scheme and not target.netloc
        assert target.fragment in (ids if not target.path else [""])
        assert not target.path or (path.parent / target.path).is_file()
    for image in page.xpath("//img/@src"):
        assert (path.parent / image).is_file()


def test_controls_are_labelled_and_tables_have_heads(path: Path) -> None:
    page = parsed(path)
    for control in page.xpath("//input | //select | //textarea"):
        assert page.xpath(f"//label[@for='{control.get('id')}']") or control.xpath("ancestor::label"), control.attrib
    assert all(button.text_content().strip() for button in page.xpath("//button"))
    for table in page.xpath("//table"):
        heads = table.xpath(".//th")
        assert heads and all(head.get("scope") in ("col", "row", "rowgroup") for head in heads)
    assert all(image.get("alt") for image in page.xpath("//img"))
    assert page.xpath("/html/@lang") == ["fr"]
    levels = [int(head.tag[1]) for head in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


def test_a_filter_offers_every_flag_and_measure_and_no_other(path: Path) -> None:
    page = parsed(path)
    flags = {flag for item in page.xpath("//*[@data-item]") for flag in item.get("data-flags").split()}
    measures = {m for item in page.xpath("//*[@data-measures]") for m in item.get("data-measures").split("\n")}
    for name, expected in (("flag", flags), ("measure", measures)):
        offered = page.xpath(f"//select[@id='{name}']/option[position() > 1]/@value")
        assert (len(offered), set(offered)) == (len(expected), expected)


def test_what_scrolls_can_be_reached_by_keyboard(path: Path) -> None:
    for region in parsed(path).xpath("//*[@class='scroll']"):
        assert region.get("tabindex") == "0"
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_nothing_runs_and_nothing_is_asked_for_but_what_stands_in_the_page(path: Path) -> None:
    page, source = parsed(path), path.read_text("utf-8")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,), (style,) = (
        re.findall(r"<script>(.*?)</script>", source, re.S),
        re.findall(r"<style>(.*?)</style>", source, re.S),
    )
    for text in (script, style):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert page.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
    assert page.xpath("//iframe | //object | //embed | //base | //link[@rel!='icon']") == []
    assert "http:" not in source.replace("http-equiv", "") and "https:" not in source


def test_printed_code_stays_text(out: Path) -> None:
    page = parsed(page_of(out, HOSTILE_NAME))
    first, second = articles(page)
    assert page.xpath("string(//h1)") == HOSTILE_NAME
    assert first.xpath("string(.//h3)") == '"><img src=x onerror=hacked()>'
    assert first.get("data-measures") == f"1.1 Accueil {SCRIPT}"
    assert first.xpath("string(.//textarea)").strip() == f"13 et 14 </pre>{SCRIPT}"
    assert "{{ 7 * 7 }}" in first.text_content()
    assert "' onclick=hacked() '" in second.text_content()
    index = parsed(out / "_review" / "index.html")
    assert HOSTILE_NAME in index.xpath("//tr[@data-item]/th/a/text()")


def test_pages_stay_light(out: Path) -> None:
    for source in SOURCES:
        path = page_of(out, source)
        figures = sum(row["source"] == source for row in rows(out, "observations"))
        assert path.stat().st_size < 40_000 + 300 * figures + 10_000 * len(for_review(out, source))
    assert all(p.stat().st_size < 60_000 for p in (out / "_review").rglob("*.png"))
