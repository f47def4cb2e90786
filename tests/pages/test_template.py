"""Templates on the page of returns: what is outstanding is offered first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cjdata.ledger import Store
from cjdata.ui import template
from cjdata.ui.house import open_house
from tests.pages.conftest import Open
from tests.pages.visit import Visit


def opened(visit: Open, store: Store | Path, **parameters: str) -> Visit:
    found = visit(store, "returns-submit", **parameters)
    found.app.session_state["template"] = True
    found.app.run()
    assert found.failures() == []
    return found


def chosen(found: Visit) -> list[str]:
    """What the boxes for unit, collection and period show."""
    boxes = [b for b in found.app.selectbox if str(b.key).startswith("template-")]
    return [box.format_func(box.value) for box in boxes]


def test_a_unit_that_owes_returns_starts_with_them(visit: Open, demo_store: Store):
    found = opened(visit, demo_store)
    house = open_house()
    due = template.owed(house, dt.date(2003, 11, 30))
    unit, collection, period = chosen(found)
    assert period.endswith("· outstanding")
    assert "outstanding" in collection
    (owing,) = (u.id for u in house.catalogue.units.values() if u.name == unit)
    counts = house.reader.outstanding(dt.date(2003, 11, 30), since=0)
    wanted = counts[counts["unit"] == owing]
    label = collection.partition(" · ")[2]
    (own,) = (c.id for c in house.catalogue.collections.values() if c.label == label)
    months = set(wanted[wanted["collection"] == own]["last_month"])
    assert due[owing][own][0].last == max(months)


def test_without_anything_owed_the_last_month_is_offered(visit: Open, empty_store: Path):
    found = opened(visit, empty_store, known_at="2004-01-15")
    unit, collection, period = chosen(found)
    assert (unit, collection, period) == ("Southwark", "Magistrates' trials", "December 2003")


def test_before_a_collection_began_there_is_no_period(visit: Open, empty_store: Path):
    found = opened(visit, empty_store, known_at="2002-03-15")
    assert any("No period of this collection" in c.value for c in found.app.caption)


def test_another_unit_is_offered_its_own_collections(visit: Open, empty_store: Path):
    found = opened(visit, empty_store, known_at="2004-01-15")
    found.app.selectbox(key="template-unit").set_value("court-snaresbrook").run()
    assert found.failures() == []
    assert chosen(found) == ["Snaresbrook Crown Court", "Crown Court trials", "December 2003"]
