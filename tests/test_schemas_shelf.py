"""The published files as files: what is whole, what a note says, and that one run at a time writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import shelf
from schemas.check import check
from schemas.drafts import Drafts
from schemas.files import Held
from schemas.shelf import Shelf
from schemas.store import Store
from schemas.tables import LAWS
from schemas.vocabulary import TABLES
from tests.cli import path_of, root_of
from tests.test_schemas_store import ID, REFUSAL, files
from tests.test_schemas_tables import lawful

NOTE = {"made_from": {"source": "été/a.pdf"}, "figures": 3, "long": "x" * 20_000}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "parquet")


def test_the_tables_are_those_of_the_law_in_its_order() -> None:
    assert tuple(LAWS) == TABLES


def test_a_note_comes_back_and_says_what_pyarrow_reads(store: Store) -> None:
    store.publish(check(lawful()), NOTE)
    store.refuse("e" * 16, [REFUSAL | {"document_id": "e" * 16}], {"code": "encrypted"})
    assert Shelf(root_of(store)).notes() == {ID: NOTE, "e" * 16: {"code": "encrypted"}}
    metadata = pq.read_schema(path_of(store, "conventions", ID)).metadata
    assert json.loads(metadata[b"calpae"]) == NOTE


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=300), max_size=5))
def test_any_note_comes_back(tmp_path_factory: pytest.TempPathFactory, note: dict[str, str]) -> None:
    store = Store(tmp_path_factory.mktemp("note"))
    store.refuse(ID, [REFUSAL], note)
    assert store.notes() == {ID: note}


def test_only_a_mark_and_a_refusal_bear_a_note(store: Store) -> None:
    store.publish(check(lawful()), NOTE)
    noted = [name for name in TABLES if b"calpae" in pq.read_schema(path_of(store, name, ID)).metadata]
    assert noted == ["conventions"]


@pytest.mark.parametrize("table", TABLES)
def test_a_document_of_which_a_file_is_missing_has_no_note(store: Store, table: str) -> None:
    store.publish(check(lawful()), NOTE)
    path_of(store, table, ID).unlink()
    assert not store.notes()


@pytest.mark.parametrize("kept", [0, 3, 8, 100, -1])
def test_half_a_mark_has_no_note(store: Store, kept: int) -> None:
    store.publish(check(lawful()), NOTE)
    mark = path_of(store, "conventions", ID)
    mark.write_bytes(mark.read_bytes()[:kept])
    assert not store.notes()


def test_a_document_that_is_removed_leaves_nothing(store: Store) -> None:
    store.publish(check(lawful()))
    store.remove(ID)
    assert not files(root_of(store))


def test_a_draft_is_not_part_of_the_dataset_before_it_is_placed(store: Store) -> None:
    draft = Drafts(store.drafts).write(check(lawful()), NOTE)
    assert (store.documents(), store.notes()) == ([], {})
    Shelf(root_of(store)).place(draft)
    assert store.documents() == [ID]
    assert not list((root_of(store) / "_writing").iterdir())


def test_a_second_run_is_kept_away_until_the_first_ends(store: Store) -> None:
    other = Shelf(root_of(store))
    with store.hold(), pytest.raises(Held), other.hold():
        pass
    with other.hold():
        pass


def test_a_run_that_was_killed_holds_nothing(store: Store) -> None:
    code = f"""
import sys, time
from pathlib import Path
from schemas.shelf import Shelf
with Shelf(Path({str(root_of(store))!r})).hold():
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(Held), store.hold():
            pass
        process.kill()
    with store.hold():
        pass


def test_to_hold_and_to_read_notes_loads_no_third_party() -> None:
    code = "import sys, schemas.shelf; print(*{'pyarrow', 'pandas', 'numpy'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
    assert shelf.MARK == "conventions"
