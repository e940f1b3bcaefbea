"""What is published of nobody: bank details and names of natural persons, in a document's own strings and in rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from extract.model import Document, Table

from .bank import ACCOUNT, IBAN, account_numbers, account_places, without_accounts
from .knowledge import Knowledge
from .persons import SURNAME, Person, find_persons, names_place, naming, persons_in
from .spelling import fold

Row = dict[str, object]
Rows = dict[str, list[Row]]
NAME = "[withheld: name]"
MARKS = (ACCOUNT, IBAN, NAME)
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IDENTIFIERS = frozenset({"document_id", "source", "sha256", "pipeline_version"})
"""Columns that the document does not print."""
SAID_WITH = ("cells", "conventions", "actions")
"""Tables whose rows are said where something is withheld; the others repeat what these hold."""
SHORTEST_SURNAME = 4
SILENT = "what is to be said of this cell is withheld with it"
ANY_SIGN = r"[\W_]*"
"""Between the letters of a name: no spacing and no line's end hides it."""


@dataclass(frozen=True, slots=True, eq=False)
class Private:
    """What one document must not give away, as patterns, and how names are led to.

    `by_civility`: a civility alone makes a name of what follows, in any text.
    """

    names: re.Pattern[str] | None
    accounts: re.Pattern[str] | None
    knowledge: Knowledge
    by_civility: bool = True

    def clean(self, text: str) -> str:
        """The text without names and bank details, a mark in the place of each."""
        quoted = text.replace("\\n", "\n")  # so `repr` shows the end of a line, over which a name may go
        cleaned = _clean(self, quoted)
        return text if cleaned == quoted else cleaned


def find_private(document: Document, knowledge: Knowledge, by_civility: bool = True) -> Private:
    """What the document must not give away, wherever it prints that.

    Without `by_civility` a name in a table is led to by an office: a list of persons is a table like others.
    """
    persons = find_persons(document, knowledge, "any" if by_civility else "office")
    texts = ["\n".join(line.text for line in document.lines), *(c.text for t in document.tables for c in t.cells)]
    numbers = set(chain.from_iterable(map(account_numbers, texts)))
    accounts = "|".join(ANY_SIGN.join(number) for number in sorted(numbers, key=lambda n: (-len(n), n)))
    names = "|".join(chain.from_iterable(map(_spellings, persons)))
    return Private(
        re.compile(names) if names else None,
        re.compile(rf"(?<![^\W_])(?:{accounts})(?![^\W_])") if accounts else None,
        knowledge,
        by_civility,
    )


def _spellings(person: Person) -> Iterator[str]:
    """Patterns of a name: in either order, spaced in any way; its surname alone on a line where that is in capitals."""
    if len(person.words) < 2:
        return
    first, *others = person.words
    for words in (person.words, (*others, first), (others[-1], first, *others[:-1])):
        letters = [letter for word in words for letter in word if letter.isalnum()]
        yield rf"(?i:{ANY_SIGN.join(map(_letter, letters))})(?!\w)"
    surname = " ".join(word for word in person.words if SURNAME.fullmatch(word))
    if len(surname) >= SHORTEST_SURNAME:
        yield rf"(?m:^{re.escape(surname)}$)"


def _letter(letter: str) -> str:
    """A letter with its accent or without."""
    bare = fold(letter)
    return re.escape(letter) if bare == letter.casefold() or len(bare) != 1 else f"[{letter}{letter.swapcase()}{bare}]"


@lru_cache(maxsize=8192)
def _clean(private: Private, text: str) -> str:
    text = without_accounts(text)
    if private.accounts:
        text = private.accounts.sub(ACCOUNT, text)
    text = E_MAIL.sub(NAME, text)
    if private.names:
        ways = naming(private.knowledge)
        text = private.names.sub(lambda m: m[0] if names_place(m.string, m.start(), ways) else NAME, text)
    spans = {span for span, _ in persons_in(text, private.knowledge, "civility")} if private.by_civility else set()
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{NAME}{text[end:]}"
    return text


def withhold_tables(document: Document, private: Private) -> Document:
    """The document with tables that give nothing away, for who looks at them before any interpretation."""
    return replace(document, tables=tuple(_withhold_table(table, private) for table in document.tables))


def _withhold_table(table: Table, private: Private) -> Table:
    hidden = account_places({(cell.at.row, cell.at.column): cell.text for cell in table.cells})
    cells = (
        replace(cell, text=ACCOUNT if (cell.at.row, cell.at.column) in hidden else private.clean(cell.text))
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells), title=private.clean(table.title) if table.title else None)


def withhold(rows: Rows, document: Document, private: Private) -> Rows:
    """The rows with every string that the document prints cleaned, each row concerned with a finding.

    It is the last step before the rows are checked and written. No figure is touched.
    """
    hidden = {
        (table.number, *place)
        for table in document.tables
        for place in account_places({(cell.at.row, cell.at.column): cell.text for cell in table.cells})
    }
    out: Rows = {}
    withheld: dict[tuple[object, ...], object] = {}
    said: list[tuple[Row, str]] = []
    for name, table_rows in rows.items():
        out[name] = []
        for row in table_rows:
            cleaned = _cleaned_row(row, private)
            place = (row.get("table"), row.get("row"), row.get("column"))
            if name == "cells" and place in hidden:
                cleaned["text"] = ACCOUNT
            if name == "cells" and cleaned["text"] != row["text"]:
                withheld[place] = cleaned["text"]
            if name == "findings" and place in withheld and _quotes_what_is_withheld(row, withheld[place]):
                cleaned["message"] = SILENT
            out[name].append(cleaned)
            if name in SAID_WITH or (name == "findings" and row["table"] is None):
                said += [(row, message) for message in _messages(cleaned)]
    for row, message in said:
        out["findings"].append(_finding(document, len(out["findings"]), row, message))
    for convention in out["conventions"]:
        convention["findings"] = len(out["findings"])
    return out


def _quotes_what_is_withheld(finding: Row, cell: object) -> bool:
    """Whether a finding may quote of its cell what no pattern finds: another reader's spelling, or a surname alone."""
    return finding["code"] == "readers_disagree" or cell in MARKS


def _cleaned_row(row: Row, private: Private) -> Row:
    return {column: value if column in IDENTIFIERS else _cleaned(value, private) for column, value in row.items()}


def _cleaned(value: object, private: Private) -> object:
    """A value with every string in it cleaned, however deep it stands."""
    match value:
        case str():
            return private.clean(value)
        case list():
            return [_cleaned(each, private) for each in value]
        case dict():
            return _cleaned_row(value, private)
    return value


def _messages(cleaned: Row) -> Iterator[str]:
    """What is said of a row: how often each mark stands in it, be it that a quoted sentence came without."""
    text = repr(list(cleaned.values()))
    yield from (f"{mark} stands for {times} withheld" for mark in MARKS if (times := text.count(mark)))


def _finding(document: Document, number: int, row: Row, message: str) -> Row:
    return {
        "document_id": document.source.document_id,
        "number": number,
        "source": document.source.name,
        "severity": "warning",
        "code": "private_data_withheld",
        "message": message,
        "table": row.get("table"),
        "row": row.get("row"),
        "column": row.get("column"),
        "page": row.get("page"),
    }
