"""The figures of the borough page, against pandas over the files that the demo store received."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import pandas as pd
import pytest

from cjdata.ledger import Store
from tests.pages.conftest import Open

MONTHS = {"2003-11-30": ("2003-08", "2003-10"), "2004-07-12": ("2004-04", "2004-06")}
LATER = {("case-outcomes", "2004-07-12"): ("2004-03", "2004-05")}
"""Case outcomes are due after 20 days: those of June had not come on 12 July."""
RATES = {
    # what the page calls it: file, numerator, denominator
    "Ineffective, magistrates'": ("trials-magistrates", "trials_ineffective", "trials_listed"),
    "Cracked, magistrates'": ("trials-magistrates", "trials_cracked", "trials_listed"),
    "Discontinued": ("case-outcomes", "cases_dropped", "cases_completed"),
    "Attrition": ("case-outcomes", "cases_unsuccessful", "cases_completed"),
    "Witnesses attended": ("witness-care", "witnesses_attended", "witnesses_required"),
}
PERIOD = r" \w+ to \w+ \d{4}$"
"""What a measure says behind its name where its months are not those of the others."""
SAMPLE = ("lambeth", "croydon", "barnet")


def received(store: Store, collection: str, known_at: str) -> pd.DataFrame:
    """The totals of every return of a collection that stands on a day: read as files, not asked.

    Of two returns for one borough and month the later one stands, whole.
    """
    parts = [f.assign(order=order) for order, f in _files(store, collection, known_at)]
    rows = pd.concat(parts)
    rows = rows[rows["court"].isna() & rows["reason"].isna()]
    last = rows.groupby(["unit", "period"])["order"].transform("max")
    return rows[rows["order"] == last]


def _files(store: Store, collection: str, known_at: str) -> Iterator[tuple[int, pd.DataFrame]]:
    entries = [json.loads(line) for line in store.ledger.read_text("utf-8").splitlines()]
    known = [e for e in entries if e["kind"] == "return" and e["known_on"] <= known_at]
    for order, entry in enumerate(sorted(known, key=lambda e: (e["known_on"], e["seq"]))):
        if {r["collection"] for r in entry["detail"]["returns"]} == {collection}:
            data = (store.payloads / entry["payload_hash"]["received"]).read_bytes()
            yield order, pd.read_csv(io.BytesIO(data), dtype={"court": str, "reason": str})


def expected(store: Store, unit: str, name: str, known_at: str) -> tuple[float, float, int]:
    """Numerator, denominator and number of months that came."""
    collection, above, below = RATES[name]
    first, last = LATER.get((collection, known_at), MONTHS[known_at])
    rows = received(store, collection, known_at)
    mine = rows[(rows["unit"] == unit) & rows["period"].between(first, last)]
    mine = mine[mine["component"].isin([above, below])]
    sums = mine.assign(value=pd.to_numeric(mine["value"])).groupby("component")["value"].sum()
    return sums.get(above, 0), sums.get(below, 0), mine["period"].nunique()


@pytest.mark.parametrize("known_at", MONTHS)
@pytest.mark.parametrize("unit", SAMPLE)
def test_the_table_shows_what_the_files_add_up_to(
    visit: Open, demo_store: Store, unit: str, known_at: str
):
    found = visit(demo_store, "performance-borough", unit=unit, known_at=known_at)
    shown = {re.sub(PERIOD, "", row[1]): row[2] for row in found.rows("Where ")}
    for name in RATES:
        above, below, months = expected(demo_store, unit, name, known_at)
        counts = f"{above:,.0f} of {below:,.0f}"
        if months < 3:
            counts += f"; {months} of 3 returns"
        assert shown[name] == f"{100 * above / below:.1f}% {counts}", name


def test_london_is_the_sum_of_the_boroughs(visit: Open, demo_store: Store):
    known_at, (first, last) = "2003-11-30", MONTHS["2003-11-30"]
    rows = received(demo_store, "trials-magistrates", known_at)
    rows = rows[rows["period"].between(first, last)]
    rows = rows[rows["component"].isin(["trials_ineffective", "trials_listed"])]
    sums = rows.assign(value=pd.to_numeric(rows["value"])).groupby("component")["value"].sum()
    came = len(rows[["unit", "period"]].drop_duplicates())
    rate = 100 * sums["trials_ineffective"] / sums["trials_listed"]
    shown = next(
        row for row in visit(demo_store).rows("What the figures") if "Ineffective, mag" in row[0]
    )
    assert shown[1].startswith(
        f"{rate:.1f}% {sums['trials_ineffective']:,.0f} of {sums['trials_listed']:,.0f}; "
        f"{came} of 96 returns on a year ago: "
    )


def test_a_single_return_is_shown_as_what_it_is(visit: Open, live_store):
    """One month of one borough: 70 of 100, one return of three, no verdict and no London."""
    found = visit(live_store, "performance-borough", unit="lambeth")
    shown = {row[1]: row for row in found.rows("Where Lambeth")}
    row = shown["Ineffective, magistrates'"]
    assert row[2] == "70.0% 70 of 100; 1 of 3 returns"
    assert row[-1] == "not judged"
    other = visit(live_store, "performance-borough", unit="croydon")
    missing = {row[1]: row for row in other.rows("Where Croydon")}["Ineffective, magistrates'"]
    assert missing[2] == "– not received"
    assert not re.search(r"\b0\.0%", missing[2])
