"""Expected sentences of the rollout plan are written by hand from the committee papers."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.rollout.plan import plan_at
from cjdata.charts.plan_texts import plan_heading, plan_subheading, unnamed_words
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.charts.record import MODEL, OFFICERS, catalogue


@pytest.fixture(scope="module")
def live(empty_live_store: Store) -> Reader:
    return Reader.open(empty_live_store)


def test_an_element_counted_in_its_place_does_not_make_the_model(live: Reader) -> None:
    plan = plan_at(live, catalogue(), dt.date(2005, 6, 30))
    model = catalogue().initiatives[MODEL]
    # Reports named eight boroughs with the model by 12 February 2004; all 32 are units alone.
    assert plan_heading(plan, model, catalogue()) == (
        "Eight of 32 are reported with the Justice for London model; of the other 24 only case "
        "progression units are reported."
    )
    assert plan_subheading(plan, model, (), catalogue()) == (
        "Eight of 32 are reported, 24 more only with case progression units; no other has a day."
    )


def test_of_twelve_in_scope_six_are_named(live: Reader) -> None:
    plan = plan_at(live, catalogue(), dt.date(2004, 6, 30))
    officers = catalogue().initiatives[OFFICERS]
    assert plan_heading(plan, officers, catalogue()) == (
        "None of 12 boroughs has a day or a report for custody detention officers, and nothing of "
        "it has an owner."
    )
    assert plan_subheading(plan, officers, (), catalogue()) == (
        "None of 12 is reported; none has a day. Six of those in scope are not named."
    )
    assert unnamed_words(officers, 6) == "not known whether in scope"
    assert unnamed_words(officers, 12) == "not in scope"
