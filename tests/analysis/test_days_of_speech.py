"""What is kept from one day on which something was said to the next is that of its own day."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from cjdata.analysis.authority.register import (
    Neglect,
    last_entered,
    register_at,
    register_on,
)
from cjdata.analysis.rollout.contradictions import contradictions
from cjdata.analysis.rollout.plan import last_rated, plan_at, plan_on
from cjdata.analysis.rollout.progress import progress
from cjdata.analysis.rollout.stages import rollout
from cjdata.analysis.rollout.statements import known_events, last_said
from cjdata.domain.catalogue import Catalogue
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader


def asked(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> tuple[object, ...]:
    return (
        rollout(reader, catalogue, known_at),
        [progress(reader, catalogue, i, known_at) for i in catalogue.initiatives.values()],
        plan_at(reader, catalogue, known_at),
        contradictions(reader, catalogue, known_at),
    )


@pytest.fixture
def days(empty_live_store: Store, catalogue: Catalogue) -> list[dt.date]:
    """Around every day on which a statement was made, a paper came out or a plan ran out."""
    events = known_events(Reader.open(empty_live_store), dt.date.max)
    turns = {e.said_on for e in events} | {e.not_after for e in events if e.not_after}
    turns |= {source.published for source in catalogue.sources.values()}
    around = {turn + dt.timedelta(days=step) for turn in turns for step in (-1, 0, 1)}
    chosen = random.Random(9).sample(sorted(around), 30)
    return [*chosen, *chosen[::-2]]


def test_an_answer_is_that_of_its_day_whatever_was_asked_before(
    empty_live_store: Store, catalogue: Catalogue, days: list[dt.date]
) -> None:
    reader = Reader.open(empty_live_store)
    for known_at in days:
        nobody_asked = Reader.open(empty_live_store)
        assert asked(reader, catalogue, known_at) == asked(nobody_asked, catalogue, known_at)


def test_nothing_is_said_between_two_days_of_speech(
    empty_live_store: Store, catalogue: Catalogue, days: list[dt.date]
) -> None:
    reader = Reader.open(empty_live_store)
    for known_at in days:
        said = last_said(reader, catalogue, known_at)
        assert said <= known_at
        assert known_events(reader, said) == known_events(reader, known_at)
        assert not [s for s in catalogue.sources.values() if said < s.published <= known_at]


def test_a_plan_seen_later_is_that_of_its_day(
    empty_live_store: Store, catalogue: Catalogue, days: list[dt.date]
) -> None:
    """Between two days on which a rating may change, only what is overdue goes on."""
    reader, kept, overdue = Reader.open(empty_live_store), 0, set()
    for known_at in [*days, *(day + dt.timedelta(days=27) for day in days)]:
        then = last_rated(reader, catalogue, known_at)
        assert then <= known_at
        kept += then < known_at
        now, before = plan_at(reader, catalogue, known_at), plan_on(reader, catalogue, then)
        assert now == plan_on(reader, catalogue, known_at)
        assert [(m.key, m.brag, m.reasons) for m in now.milestones] == [
            (m.key, m.brag, m.reasons) for m in before.milestones
        ]
        overdue |= {m.slippage.low for m in now.milestones if m.slippage}
    assert kept
    assert len(overdue) > 10


def test_a_register_seen_later_is_that_of_its_day(
    demo_store: Store, catalogue: Catalogue, days: list[dt.date]
) -> None:
    """Between two days on which something was entered or said, silence alone goes on."""
    reader, kept, silent = Reader.open(demo_store), 0, set()
    for known_at in [*days, *(day + dt.timedelta(days=27) for day in days)]:
        kept += last_entered(reader, catalogue, known_at) < known_at
        now = register_at(reader, catalogue, known_at)
        assert now == register_on(reader, catalogue, known_at)
        silent.add(len(now.silent))
        wanted = [i for i in now.items if Neglect.NO_WORD in i.neglected]
        assert list(now.silent) == wanted
    assert kept
    assert len(silent) > 1
