"""What the server gets ready before anybody asks: all that there is, and nothing that is not."""

from __future__ import annotations

from importlib import resources

import pytest

from cjdata.definitions import load
from cjdata.ledger import Store
from cjdata.snapshot.in_memory import LEVELS, cells_of, hold_all, pieces_of
from cjdata.snapshot.reader import Reader
from cjdata.ui.server import LOOK_AHEAD, looks_ahead
from cjdata.ui.show import compile_templates, environment


def test_every_template_is_found_and_can_be_compiled() -> None:
    compile_templates()
    files = resources.files("cjdata.ui") / "templates"
    there = {file.name for file in files.iterdir() if file.name.endswith(".html")}
    assert set(environment().list_templates()) == there
    assert len(there) > 40


def test_all_cells_and_pieces_of_a_snapshot_are_held(demo_store: Store) -> None:
    reader, catalogue = Reader.open(demo_store), load()
    hold_all(reader, catalogue)
    asked = reader.connection.cursor()
    counts = dict(
        asked.execute(
            "select level, count(*) from cell c join standing s on s.return_no = c.return_no"
            " group by level"
        ).fetchall()
    )
    held = {
        level: sum(
            len(rows["name"]) for rows in cells_of(reader, level).of([*catalogue.components])
        )
        for level in LEVELS
    }
    assert {level: count for level, count in held.items() if count} == counts
    pieces = pieces_of(reader).of([*catalogue.measures])
    total = asked.execute("select count(*) from figure_piece").fetchone()
    assert total is not None
    assert sum(len(rows["name"]) for rows in pieces) >= total[0] > 0


@pytest.mark.parametrize(("said", "looks"), [("0", False), ("1", True), (None, True)])
def test_a_machine_with_little_to_spare_is_spared(
    monkeypatch: pytest.MonkeyPatch, said: str | None, looks: bool
) -> None:
    monkeypatch.delenv(LOOK_AHEAD, raising=False)
    if said is not None:
        monkeypatch.setenv(LOOK_AHEAD, said)
    assert looks_ahead() == looks
