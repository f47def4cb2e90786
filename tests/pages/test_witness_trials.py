"""Trials lost for want of a witness: sums and courts worked out by hand."""

from __future__ import annotations

import pytest

from cjdata.analysis.process.trials import trials as trials_of
from cjdata.analysis.process.witness_trials import lost_trials
from cjdata.definitions import load as definitions
from cjdata.domain.periods import month_text, parse_month
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.planted import reasons
from tests.stores import day, load, trials

CATALOGUE = definitions()
KNOWN = "2003-11-10"


@pytest.fixture
def autumn(store: Store) -> Store:
    """Lambeth, August to October 2003: 100 listed a month, 20 cracked, 30 ineffective."""
    rows = []
    for month, police, other in (("08", 2, 10), ("09", 3, 11), ("10", 4, 12)):
        rows += trials("lambeth", f"2003-{month}", 50, 20, 30)
        given = {"N1": police, "N2": 1, "N3": other, "R": 2, "W1": 30 - police - other - 3}
        rows += reasons("lambeth", f"2003-{month}", given)
        rows += [f"lambeth,2003-{month},trials_cracked,{n},,,{c}" for c, n in (("J", 5), ("A", 15))]
    rows += [
        "lambeth,2003-10,trials_ineffective,4,,court-camberwell-green,N1",
        "lambeth,2003-10,trials_ineffective,8,,court-camberwell-green,N3",
        "lambeth,2003-10,trials_ineffective,4,,court-south-western,N3",
        "lambeth,2003-10,trials_ineffective,11,,court-south-western,W1",
        "lambeth,2003-10,trials_cracked,5,,court-south-western,J",
    ]
    assert load(store, *rows, known_on=KNOWN).accepted
    return store


def test_sums_and_courts_are_those_of_the_returns(autumn: Store):
    reader = Reader.open(autumn)
    found = trials_of(reader, CATALOGUE, "lambeth", day(KNOWN))
    assert found is not None
    lost = lost_trials(reader, CATALOGUE, found, day(KNOWN))
    assert {part.key: part.now for _, _, part in lost.reasons} == {
        "N1": 9, "N2": 3, "N3": 33, "J": 15,
    }  # fmt: skip
    assert [(outcomes, codes, part.now) for outcomes, codes, part in lost.sums] == [
        (("trials_ineffective",), ("N1", "N2", "N3"), 45),
        (("trials_ineffective", "trials_cracked"), ("J", "N1", "N2", "N3"), 60),
    ]
    assert lost.sums[1][2].share == pytest.approx(20.0)  # 60 of 300 listed
    assert lost.sums[1][2].before is None
    assert lost.total == 60
    assert lost.courts == (("court-camberwell-green", 12), ("court-south-western", 9))


def test_the_page_says_them_with_their_reasons(visit, autumn: Store):
    page = visit(autumn, "performance-witness", unit="lambeth", known_at=KNOWN)
    rows = {row[0]: row for row in page.rows("Trials lost for want of a witness")}
    name = "N1, N2 and N3 together ineffective for want of a prosecution witness"
    assert rows[name][1:3] == ["45", "15.0%"]
    name = "J, N1, N2 and N3 together ineffective and cracked for want of a prosecution witness"
    assert rows[name][1:3] == ["60", "20.0%"]
    assert (
        "By court: Camberwell Green Magistrates' Court 12, South Western Magistrates' Court 9; "
        "21 of the 60 are in returns that give reasons by court"
    ) in page.text
    assert not page.failures()


def test_the_page_says_since_when(visit, store: Store):
    """Twelve months of 8 and 10 witnesses missing in 100 trials, then eight of 16 and 18."""
    first = parse_month("2003-01")
    rows = []
    for place, absent in enumerate([8, 10] * 6 + [16, 18] * 4):
        month = month_text(first + place)
        rows += trials("lambeth", month, 60, 20, 20) + trials("croydon", month, 60, 20, 20)
        rows += reasons("lambeth", month, {"N3": absent, "W1": 20 - absent})
        rows += reasons("croydon", month, {"N3": 8 + place % 3, "W1": 12 - place % 3})
    assert load(store, *rows, known_on="2004-09-10").accepted
    page = visit(store, "performance-witness", unit="lambeth", known_at="2004-09-10")
    name = "Since when? Ineffective because of witness issues, magistrates' courts, by month: "
    assert f"{name}worse since January 2004 (" in page.text
    assert "seven or more in a row on one side of the mean" in page.text
    quiet = visit(store, "performance-witness", unit="croydon", known_at="2004-09-10")
    assert f"{name}no change of late, August 2004 lies within what chance makes of" in quiet.text
    early = visit(store, "performance-witness", unit="lambeth", known_at="2004-09-09")
    assert "Since when?" not in early.text
