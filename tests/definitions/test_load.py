"""The edition, the overlay and the kinds of file that are read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from cjdata.definitions import load, load_record
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import DefinitionError
from tests.definitions.conftest import SMALL


def rewrite(folder: Path, old: bytes, new: bytes) -> None:
    for path in folder.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(old, new))


def test_the_edition_does_not_depend_on_line_endings(small: Path) -> None:
    before = load(small)
    rewrite(small, b"\n", b"\r\n")
    after = load(small)
    assert asdict(after) == asdict(before)
    assert len(load_record(small)) == 2


def test_the_edition_changes_with_every_file(small: Path) -> None:
    editions = {load(small).edition}
    for name in SMALL:
        path = small / name
        path.write_bytes(path.read_bytes() + b"\n")
        editions.add(load(small).edition)
    assert len(editions) == len(SMALL) + 1


def test_the_edition_of_the_project_is_the_same_each_time(catalogue: Catalogue) -> None:
    assert load().edition == catalogue.edition
    assert len(catalogue.edition) == 64


def test_what_stays_the_same_is_read_once_and_what_changes_anew(small: Path) -> None:
    catalogue, events = load(small), load_record(small)
    assert load(small) is catalogue
    assert load_record(small) is events
    rewrite(small, b"Southwark Crown Court", b"Crown Court at Southwark")
    rewrite(small, b"said, in words", b"said otherwise")
    assert load(small).units["court-southwark"].name == "Crown Court at Southwark"
    assert [e.note for e in load_record(small)] == ["said otherwise", ""]
    rewrite(small, b"southwark,model", b"nowhere,model")
    with pytest.raises(DefinitionError, match="nowhere"):
        load_record(small)


def test_a_byte_order_mark_is_taken_off(small: Path) -> None:
    for path in small.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "southwark" in load(small).units


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A store's own definitions: a borough renamed, another added, and a source of its own."""
    folder = tmp_path / "store" / "definitions"
    (folder / "units").mkdir(parents=True)
    (folder / "record").mkdir()
    (folder / "units" / "own.csv").write_text(
        "id,name,kind\nsouthwark,Southwark Division,borough\nthanet,Thanet,borough\n",
        encoding="utf-8",
    )
    (folder / "record" / "sources.csv").write_text(
        "source,body,published\nKent plan,Kent Police,2003-06-01\n", encoding="utf-8"
    )
    return folder


def test_an_overlay_replaces_and_adds_whole_entries(small: Path, overlay: Path) -> None:
    below, above = load(small), load(small, overlay)
    assert above.units["southwark"].name == "Southwark Division"
    assert above.units["southwark"].population_2001 is None
    assert list(above.units) == [*below.units, "thanet"]
    assert list(above.sources) == ["MPA 1", "Kent plan"]
    assert above.measures == below.measures
    assert above.edition != below.edition


def test_an_overlay_that_is_empty_changes_nothing(small: Path, tmp_path: Path) -> None:
    assert asdict(load(small, tmp_path / "nowhere")) == asdict(load(small))


def test_what_is_the_same_is_read_once(small: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert load(small, tmp_path / "nowhere") is load(small, tmp_path / "empty") is load(small)


def test_events_of_an_overlay_come_after_those_of_the_project(small: Path, overlay: Path) -> None:
    (overlay / "record" / "rollout_events.csv").write_text(
        "unit,initiative,stage,said_on,kind,source\nthanet,desk,live,2003-07-01,fact,Kent plan\n",
        encoding="utf-8",
    )
    assert [e.unit for e in load_record(small, overlay)] == ["southwark", "mps", "thanet"]


def test_what_is_wrong_in_an_overlay_names_the_overlay(small: Path, overlay: Path) -> None:
    (overlay / "aims.toml").write_text('[partners]\nlabel = "x"\n', encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(small, overlay)
    assert caught.value.file == "overlay definitions/aims.toml"


@pytest.mark.parametrize("name", ["aim.toml", "record/source.csv", "units/own.toml"])
def test_a_misspelt_file_of_an_overlay_is_not_passed_over(
    small: Path, overlay: Path, name: str
) -> None:
    load(small, overlay)
    (overlay / name).write_text("", encoding="utf-8")
    with pytest.raises(DefinitionError, match="name that is not read"):
        load(small, overlay)


def test_an_aim_without_a_measure_is_listed(small: Path) -> None:
    assert [aim.id for aim in load(small).aims_without_measure] == ["custody"]
