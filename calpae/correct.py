"""Skeletons of corrections, for a person to complete and save under `data/corrections/`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.store import Store

HOW = """\
# Complete `read` (the text to read instead), `reason` and `who`, delete what needs no correction, and save this as a
# file of its own in data/corrections/. A correction expires: where the document no longer prints `expected`, the
# document is refused and the correction has to be looked at again.
"""
HEAD = "corrections:\n"
"""How a file of corrections begins."""
NOT_IN_YAML = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Signs that JSON leaves in a text as they are, and YAML refuses or takes for a line's end."""


def skeletons(store: Store, document: str, wanted: Mapping[str, int]) -> str | None:
    """A file of corrections for a document's rows at an address, or else for all that are for review; null for none."""
    for document_id in store.documents():
        if document in (document_id, store.read("conventions", document_id).column("source")[0].as_py()):
            rows = store.read("observations", document_id).to_pylist()
            chosen = [row for row in rows if _is_chosen(row, wanted)]
            return HOW + HEAD + "".join(map(skeleton, chosen)) if chosen else None
    return None


def _is_chosen(row: Mapping[str, Any], wanted: Mapping[str, int]) -> bool:
    return all(row[name] == number for name, number in wanted.items()) if wanted else bool(row["review"])


def skeleton(row: Mapping[str, Any]) -> str:
    """One entry of a file of corrections: an observation's place and text, and what a person is to complete."""
    at = ", ".join(f"{name}: {row[name]}" for name in ("table", "row", "column", "part"))
    name = f"{row['document_id']}-{row['table']}-{row['row']}-{row['column']}-{row['part']}"
    what = f"{row['indicator']} | {row['territory']} | {row['period']} {row['period_kind']} | {', '.join(row['flags'])}"
    return f"""\
  # {" ".join(NOT_IN_YAML.sub(" ", what).split())}
  - id: {name}
    document: "{row["document_id"]}"
    at: {{{at}}}
    expected: {quoted(row["raw"])}
    read: {quoted(row["raw"])}
    reason: ""
    who: ""
"""


def quoted(text: str) -> str:
    """A text as a JSON string that YAML reads as the same text."""
    return NOT_IN_YAML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
