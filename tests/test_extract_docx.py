"""What is read of a DOCX, and what is refused."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Mapping

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.docx import read_docx
from extract.docx_package import MAX_PART
from extract.model import Cell, Document, Notice, Refused, Source, Table

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: Mapping[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return held.getvalue()


def relations(targets: Mapping[str, str], office: str = OFFICE) -> str:
    items = "".join(
        f'<Relationship Id="{target}" Type="{office}/{kind}" Target="{target}"/>' for target, kind in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{RELS}">{items}</Relationships>'


def types(main: str = "story.xml", content_type: str = WORD) -> str:
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/content/{main}" ContentType="{content_type}"/></Types>'
    )


def packed(body: str, related: Mapping[str, str] | None = None) -> bytes:
    """A DOCX whose main part has no usual name; `related` holds other parts by kind."""
    parts = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations({"content/story.xml": "officeDocument"}),
        "content/story.xml": f"{HEAD}<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    if related:
        targets = {f"{kind}.xml": kind.rstrip("0123456789") for kind in related}
        parts["content/_rels/story.xml.rels"] = relations(targets)
        parts |= {f"content/{kind}.xml": HEAD + text for kind, text in related.items()}
    return zipped(parts)


def read(data: bytes) -> Document:
    return read_docx(data, Source("a.docx", hashlib.sha256(data).hexdigest(), "docx"))


def story(body: str, related: Mapping[str, str] | None = None) -> Document:
    return read(packed(body, related))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if '<' in content else run(content)}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if '<w:p' in content else para(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def texts(read_table: Table) -> list[list[str]]:
    """The texts by row, each where its cell begins; a place without one is "-"."""
    grid = [["-"] * read_table.columns for _ in range(read_table.rows)]
    for one in read_table.cells:
        grid[one.at.row][one.at.column] = one.text
    return grid


def only_cell(content: str, related: Mapping[str, str] | None = None) -> Cell:
    (only,) = story(table(row(cell(content))), related).tables[0].cells
    return only


def text_of(inline: str) -> str:
    return only_cell(para(inline)).text


def notices(document: Document, code: str) -> list[Notice]:
    return [notice for notice in document.notices if notice.code == code]


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.message
    return caught.value.code


def covered_once(document: Document) -> bool:
    for one in document.tables:
        places = [
            (c.at.row + down, c.at.column + right)
            for c in one.cells
            for down in range(c.rowspan)
            for right in range(c.colspan)
        ]
        if len(places) != len(set(places)):
            return False
        if any(r >= one.rows or c >= one.columns for r, c in places):
            return False
    return True


# The grid


def test_a_document_that_python_docx_writes_is_read_with_its_merged_cells() -> None:
    made = python_docx.Document()
    made.add_paragraph("Annexe A")
    grid = made.add_table(rows=3, cols=3)
    for at, one in enumerate(c for r in grid.rows for c in r.cells):
        one.text = str(at)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "merged"
    held = io.BytesIO()
    made.save(held)
    document = read(held.getvalue())
    assert document.reader == "docx"
    assert document.tables[0].title == "Annexe A"
    assert texts(document.tables[0]) == [["merged", "-", "2"], ["-", "-", "5"], ["6", "7", "8"]]
    assert (document.tables[0].cells[0].rowspan, document.tables[0].cells[0].colspan) == (2, 2)
    assert covered_once(document)


def test_a_vertical_merge_is_one_cell_and_a_second_restart_begins_another() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [row(cell("a", restart)), row(cell("", go_on)), row(cell("b", restart)), row(cell("", go_on))]
    merged = story(table(*rows)).tables[0]
    assert [(c.at.row, c.text, c.rowspan) for c in merged.cells] == [(0, "a", 2), (2, "b", 2)]


def test_a_merge_that_nothing_begins_or_of_another_width_stays_a_cell_of_its_own() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = [row(cell("x"), cell("y")), row(cell("z", wide + "<w:vMerge/>"))]
    document = story(table(*rows))
    assert texts(document.tables[0]) == [["x", "y"], ["z", "-"]]
    assert covered_once(document)


def test_places_before_and_after_a_row_stay_empty() -> None:
    short = row(cell("c"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    document = story(table(row(cell("a"), cell("b"), cell("d")), short))
    assert texts(document.tables[0]) == [["a", "b", "d"], ["-", "c", "-"]]


def test_an_old_horizontal_merge_is_one_cell() -> None:
    cells = cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b")
    first, second = story(table(row(*cells))).tables[0].cells
    assert (first.text, first.colspan, second.at.column) == ("a", 2, 2)


def test_ragged_rows_and_empty_rows_keep_their_place_whatever_the_grid_says() -> None:
    document = story(table(row(cell("a")), row(cell(), cell()), row(cell("b"), cell("c"), cell("d"))))
    assert texts(document.tables[0]) == [["a", "-", "-"], ["", "", "-"], ["b", "c", "d"]]


def test_an_absurd_span_does_not_make_an_absurd_table() -> None:
    document = story(table(row(cell("a", '<w:gridSpan w:val="2000000000"/>'), cell("b", '<w:gridSpan w:val="-3"/>'))))
    assert document.tables[0].columns <= 2_000
    assert refused(packed(table(row(*[cell("a", '<w:gridSpan w:val="99999"/>')] * 9)))) == "too_large"


def test_a_nested_table_is_numbered_after_its_parent_and_its_text_leaves_the_cell() -> None:
    inner = table(row(cell("inner" + "")))
    outer = table(row(cell(para("before") + inner + para("after")), cell(inner + para(""))))
    document = story(outer + table(row(cell("next"))))
    assert [t.number for t in document.tables] == [0, 1, 2, 3]
    assert [t.cells[0].text for t in document.tables] == ["before\nafter", "inner", "inner", "next"]
    assert document.tables[0].cells[1].text == ""


def test_rows_cells_and_paragraphs_in_content_controls_are_not_lost() -> None:
    def control(content: str) -> str:
        return f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'

    rows = control(row(control(cell(control(para(control(run("a")))))), cell("b")))
    document = story(control(table(rows)) + control(para("body")))
    assert texts(document.tables[0]) == [["a", "b"]]
    assert [line.text for line in document.lines] == ["body"]


def test_the_paragraph_right_before_a_table_is_its_title() -> None:
    one = table(row(cell("a")))
    document = story(para("Annexe A") + para("") + one + one + para("long " * 50) + one)
    assert [t.title for t in document.tables] == ["Annexe A", None, None]


def test_body_lines_come_in_order_and_hold_nothing_of_the_tables() -> None:
    document = story(
        para("one") + table(row(cell("in"))) + para("") + para(run("two") + "<w:r><w:br/></w:r>" + run("x"))
    )
    assert [(line.text, line.role) for line in document.lines] == [("one", "body"), ("two", "body"), ("x", "body")]


# The text of a cell


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:lastRenderedPageBreak/></w:r>', "a\nb"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a-bc"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>75</w:t></w:r>', "≥75"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Arial" w:char="00E9"/><w:sym w:font="Webdings" w:char="F051"/></w:r>', "é\ufffd"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t></w:r>', "≤"),
        (f'<w:hyperlink r:id="x">{run("a")}</w:hyperlink><w:smartTag>{run("b")}</w:smartTag>', "ab"),
        (f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', "3"),
        (run("4\u202f827") + run(" €"), "4\u202f827 €"),
        ("<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby>", "a"),
    ],
)
def test_the_signs_of_a_run_are_read_as_they_are_printed(inline: str, text: str) -> None:
    assert text_of(inline) == text


def test_paragraphs_of_a_cell_are_joined_by_line_breaks() -> None:
    assert only_cell(para("Pour le 68 :") + para("") + para("95%") + para("")).text == "Pour le 68 :\n\n95%"


def field_sign(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def test_of_a_field_the_result_is_read_and_not_the_code() -> None:
    code = "<w:r><w:instrText> IF </w:instrText></w:r>"
    inner = field_sign("begin") + code + field_sign("separate") + run("hidden") + field_sign("end")
    outer = field_sign("begin") + code + inner + field_sign("separate") + run("12") + field_sign("end")
    assert text_of(run("a ") + outer + run(" b")) == "a 12 b"


def test_a_field_that_never_ends_loses_no_paragraph() -> None:
    assert only_cell(para(run("a") + field_sign("begin")) + para("b")).text == "a\nb"


def test_a_form_field_without_a_result_shows_what_was_chosen() -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="ND"/><w:listEntry w:val="NC"/>'
    choice = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"
    box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    assert text_of(field_sign("begin", choice) + field_sign("end")) == "NC"
    assert text_of(field_sign("begin", box) + field_sign("separate") + field_sign("end")) == "☒"
    assert text_of(field_sign("begin", choice) + field_sign("separate") + run("ND") + field_sign("end")) == "ND"


def test_of_alternate_contents_one_is_read_and_never_both() -> None:
    def either(namespace: str, choice: str, fallback: str) -> str:
        return (
            f'<mc:AlternateContent><mc:Choice Requires="{namespace}">{choice}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )

    box = f"<w:txbxContent>{para('12')}</w:txbxContent>"
    shape = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    picture = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    assert text_of(run("a") + f"<w:r>{either('wps', shape, picture)}</w:r>") == "a\n12"
    assert text_of(f"<w:r>{either('w16se', '<w:tab/>', '<w:t>x</w:t>')}</w:r>") == "x"
    assert text_of(either("wps", run("one"), run("two"))) == "one"


def test_a_text_box_in_the_body_gives_lines_and_its_table_is_a_table() -> None:
    content = f"<w:txbxContent>{para('boxed')}{table(row(cell('a')))}</w:txbxContent>"
    document = story(para(run("body") + f"<w:r><w:pict>{content}</w:pict></w:r>"))
    assert [line.text for line in document.lines] == ["body", "boxed"]
    assert document.tables[0].cells[0].text == "a"


def test_a_formula_does_not_read_as_one_number() -> None:
    def math(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    quotient = f"<m:f><m:num>{math('1')}</m:num><m:den>{math('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{math('10')}</m:e><m:sup>{math('3')}</m:sup></m:sSup>"
    group = f"<m:d><m:e>{math('x')}</m:e></m:d>"
    assert text_of(f"<m:oMath>{quotient}</m:oMath>") == "1/2"
    assert text_of(f"<m:oMathPara><m:oMath>{power}{group}</m:oMath></m:oMathPara>") == "10^3(x)"


def test_a_raised_digit_is_not_glued_to_a_figure_but_letters_are_left_alone() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert text_of(run("12") + run("1", raised)) == "12^1"
    assert text_of(run("1", raised) + run("12")) == "1 12"
    assert text_of(run("1") + run("er", raised) + run(" juillet, m") + run("2", raised)) == "1er juillet, m2"


# Hidden and changed text


def test_hidden_text_is_left_out_and_said_once() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Base"><w:basedOn w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    shown = run("c", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
    hidden = run("a", "<w:vanish/>") + run("b", '<w:rStyle w:val="Secret"/>')
    document = story(para(hidden + shown) + para(run("d"), '<w:pStyle w:val="Base"/>'), {"styles": styles})
    assert [line.text for line in document.lines] == ["c"]
    assert [notice.severity for notice in notices(document, "invisible_text")] == ["info"]


def test_insertions_and_moves_are_read_as_accepted_and_the_cell_is_marked() -> None:
    changed = (
        f"{run('1')}<w:ins>{run('2')}</w:ins><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('4')}</w:moveFrom><w:moveTo>{run('5')}</w:moveTo>"
    )
    document = story(table(row(cell(para(changed)), cell("6"))))
    first, second = document.tables[0].cells
    assert (first.text, first.marks) == ("125", frozenset({"tracked_change"}))
    assert (second.text, second.marks) == ("6", frozenset())
    (notice,) = notices(document, "tracked_change")
    assert notice.severity == "warning"
    assert "4" in notice.message


def test_a_change_of_format_alone_is_no_tracked_change_of_text() -> None:
    document = story(table(row(cell(para(run("a", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"))))))
    assert document.tables[0].cells[0].text == "a"
    assert document.notices == ()


def test_deleted_rows_are_gone_and_inserted_ones_stay() -> None:
    document = story(
        table(row(cell("a")), row(cell("b"), properties="<w:del/>"), row(cell("c"), properties="<w:ins/>"))
        + table(row(cell("d"), properties="<w:del/>"))
        + table(row(cell("e")))
    )
    assert [texts(t) for t in document.tables] == [[["a"], ["c"]], [["e"]]]
    assert [c.marks for c in document.tables[0].cells] == [frozenset(), {"tracked_change"}]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = only_cell(para("6", "<w:rPr><w:del/></w:rPr>") + para("000") + para("x"))
    assert (joined.text, joined.marks) == ("6000\nx", frozenset({"tracked_change"}))
    gone = para("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "<w:rPr><w:del/></w:rPr>")
    assert only_cell(gone + para("a")).text == "a"


def test_deleted_cells_are_gone_and_tracked_merges_are_merged() -> None:
    begin, go_on = '<w:cellMerge w:vMerge="rest"/>', '<w:cellMerge w:vMerge="cont"/>'
    rows = row(cell("a", begin), cell("b", "<w:cellDel/>"), cell("c", "<w:cellIns/>")), row(cell("", go_on), cell("d"))
    document = story(table(*rows))
    assert texts(document.tables[0]) == [["a", "c"], ["-", "d"]]
    assert [c.marks for c in document.tables[0].cells] == [{"tracked_change"}, {"tracked_change"}, frozenset()]


# Around the text


def test_a_note_is_a_line_and_its_call_leaves_the_figure_alone() -> None:
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0">{para("---")}</w:footnote>'
        f'<w:footnote w:id="7">{para("<w:r><w:footnoteRef/></w:r>" + run("Hors Lyon"))}</w:footnote></w:footnotes>'
    )
    call = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document = story(para(run("x") + call) + table(row(cell("a"), cell(para(run("12") + call)))), {"footnotes": notes})
    assert document.tables[0].cells[1].text == "12"
    assert [line.text for line in document.lines if line.role == "note"] == ["Hors Lyon"]
    (notice,) = notices(document, "footnote")
    assert notice.at is not None
    assert (notice.at.table, notice.at.row, notice.at.column) == (0, 0, 1)


def test_a_note_with_a_mark_of_its_own_leaves_no_mark_and_glues_no_digits() -> None:
    call = '<w:r><w:endnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>'
    assert text_of(run("12") + call) == "12"
    assert text_of(run("12") + call + run("5")) == "12 5"


def test_headers_and_footers_are_furniture_each_text_once() -> None:
    def part(kind: str, content: str) -> str:
        return f"<w:{kind} {NAMES}>{content}</w:{kind}>"

    related = {
        "header1": part("hdr", table(row(cell("Préfet"))) + para("Bas-Rhin")),
        "header2": part("hdr", para("Préfet")),
        "header3": part("hdr", para("first page only")),
        "footer1": part("ftr", para("Convention 2022")),
    }
    section = "".join(
        f'<w:{kind}Reference w:type="{type_}" r:id="{part_}.xml"/>'
        for kind, type_, part_ in [
            ("header", "default", "header1"),
            ("header", "default", "header2"),
            ("header", "first", "header3"),
            ("footer", "default", "footer1"),
        ]
    )
    document = story(para("body") + f"<w:sectPr>{section}</w:sectPr>", related)
    assert [(line.text, line.role) for line in document.lines] == [
        ("Préfet", "furniture"),
        ("Bas-Rhin", "furniture"),
        ("body", "body"),
        ("Convention 2022", "furniture"),
    ]
    titled = story(para("body") + f"<w:sectPr>{section}<w:titlePg/></w:sectPr>", related)
    assert "first page only" in [line.text for line in titled.lines]


def test_comments_are_not_printed() -> None:
    comments = f'<w:comments {NAMES}><w:comment w:id="1">{para("why?")}</w:comment></w:comments>'
    inline = '<w:commentRangeStart w:id="1"/>' + run("a") + '<w:r><w:commentReference w:id="1"/></w:r>'
    document = story(para(inline), {"comments": comments})
    assert [line.text for line in document.lines] == ["a"]


def test_a_number_that_word_generates_in_a_cell_is_said_and_a_bullet_is_not() -> None:
    def level(format_: str) -> str:
        return f'<w:lvl w:ilvl="0"><w:numFmt w:val="{format_}"/></w:lvl>'

    numbering = f"<w:numbering {NAMES}>" + "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level(format_)}</w:abstractNum>'
        f'<w:num w:numId="1{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, format_ in enumerate(["decimal", "bullet"])
    )
    related = {"numbering": numbering + "</w:numbering>"}

    def item(number: int) -> str:
        return para("x", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    numbered = story(table(row(cell(item(11)), cell(item(10)))), related)
    assert [c.text for c in numbered.tables[0].cells] == ["x", "x"]
    (notice,) = notices(numbered, "table_geometry")
    assert notice.severity == "info"
    assert notice.at == numbered.tables[0].cells[1].at
    assert story(item(10) + table(row(cell(item(11)))), related).notices == ()


def test_an_embedded_file_that_is_not_opened_is_said() -> None:
    assert notices(story('<w:altChunk r:id="x"/>'), "unplaced_text")


# The package


def test_a_strict_document_reads_like_a_transitional_one() -> None:
    body = table(row(cell("a", '<w:gridSpan w:val="2"/>')), row(cell("b"), cell("c")))
    names = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relations(
                {"content/story.xml": "officeDocument"}, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
            "content/story.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        }
    )
    assert read(data).tables == story(body).tables


def test_without_relationships_the_content_types_name_the_main_part() -> None:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    main = f"<w:document {NAMES}><w:body>{para('a')}</w:body></w:document>"
    document = read(zipped({"[Content_Types].xml": types(content_type=macro), "content/story.xml": main}))
    assert [line.text for line in document.lines] == ["a"]


@pytest.mark.parametrize(
    "parts",
    [
        {"a.txt": "x"},
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
        {
            "[Content_Types].xml": types(
                "book.bin", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            ),
            "_rels/.rels": relations({"content/book.bin": "officeDocument"}),
            "content/book.bin": "no XML",
        },
        {"_rels/.rels": relations({"x.xml": "officeDocument"}), "x.xml": "<html/>"},
        {"_rels/.rels": relations({"missing.xml": "officeDocument"})},
    ],
)
def test_a_zip_that_is_no_docx_is_refused(parts: dict[str, str]) -> None:
    assert refused(zipped(parts)) == "not_a_document"


def test_damaged_files_are_refused_each_by_its_name() -> None:
    data = packed(para("a"))
    assert refused(data[: len(data) // 2]) == "truncated"
    assert refused(data[:-22] + b"PK\x05\x06" + b"\xff" * 18) == "unreadable"
    assert refused(b"\xd0\xcf\x11\xe0") == "not_a_document"
    assert refused(packed("<w:p>")) == "unreadable"
    assert refused(packed(para("a"), {"styles": "<w:styles"})) == "unreadable"


def test_a_doctype_is_refused_in_any_encoding() -> None:
    main = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {NAMES}><w:body>&e;</w:body></w:document>'
    )
    rels = relations({"x.xml": "officeDocument"})
    assert refused(zipped({"_rels/.rels": rels, "x.xml": main})) == "unreadable"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("_rels/.rels", rels)
        package.writestr("x.xml", ('<?xml version="1.0" encoding="UTF-16"?>' + main).encode("utf-16"))
    assert refused(held.getvalue()) == "unreadable"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(packed("<!--" + " " * MAX_PART + "-->")) == "too_large"
    assert refused(packed("<w:p/>" * 2_000_001)) == "too_large"


def test_an_encrypted_or_oddly_packed_part_is_refused() -> None:
    data = bytearray(packed(para("a")))
    at = data.index(b"PK\x01\x02")
    for begin in (6, at + 8):  # the flags of the first part, in its own header and in the directory
        data[begin] |= 1
    assert refused(bytes(data)) == "encrypted"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("_rels/.rels", relations({"x.xml": "officeDocument"}))
    assert refused(held.getvalue()) == "unreadable"


def test_deep_nesting_is_refused_and_moderate_nesting_is_read() -> None:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + para("x") + "</w:tc></w:tr></w:tbl>" * depth

    assert len(story(nested(30)).tables) == 30
    assert refused(packed(nested(31))) == "unreadable"
    assert refused(packed(nested(20_000))) == "unreadable"
    boxes = "<w:p><w:r><w:pict><w:txbxContent>" * 60 + "</w:txbxContent></w:pict></w:r></w:p>" * 60
    assert story(boxes).tables == ()
    wrapped = "<w:sdt><w:sdtContent>" * 120 + para("x") + "</w:sdtContent></w:sdt>" * 120
    assert [line.text for line in story(wrapped).lines] == ["x"]


SAMPLE = packed(
    para("Annexe") + table(row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b")), row(cell("", "<w:vMerge/>"))),
    {"styles": f"<w:styles {NAMES}/>", "footnotes": f"<w:footnotes {NAMES}/>"},
)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_damaged_bytes_end_in_a_document_or_a_refusal(seed: int, damages: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAMPLE)
    for _ in range(damages):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert covered_once(read(bytes(data)))
    except Refused as refusal:
        assert refusal.code in {"truncated", "unreadable", "not_a_document", "encrypted", "too_large"}


WORDS = st.sampled_from(
    ["w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t", "w:ins", "w:del", "w:sdt", "w:txbxContent", "m:f"]
)
EMPTY = st.sampled_from(
    ["<w:br/>", "<w:tcPr><w:vMerge/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>', "<w:fldChar/>", "<w:rPr/>"]
    + ['<w:tcPr><w:hMerge w:val="continue"/><w:vMerge w:val="restart"/></w:tcPr>', "<w:footnoteReference/>", "12"]
)
TREES = st.recursive(
    EMPTY,
    lambda inner: st.builds(
        lambda word, parts: f"<{word}>{''.join(parts)}</{word}>", WORDS, st.lists(inner, max_size=5)
    ),
    max_leaves=60,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_elements_in_any_order_give_a_grid_whose_places_are_covered_once(trees: list[str]) -> None:
    assert covered_once(story(table(*trees)))
