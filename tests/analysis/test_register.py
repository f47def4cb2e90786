"""What became of each recommendation: held to what the papers and the inspectors say.

Expectations are read from the inspection report (4.1.9, 4.2.3, 4.3.3) and the dossier of papers.
"""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.authority.register import Neglect, Register, Told, register_at
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.register import Condition, StoodIn
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

SHARED = ["lawyers-at-point-of-charge", "prisoner-handling-teams", "witness-liaison-desks"]
ALONE = ["custody-detention-officers", "flexible-bail", "corporate-case-files"]
NOT_KNOWN = ["department-of-criminal-justice", "warrants-backlog", "secure-links"]
INSPECTION = dt.date(2003, 11, 30)


@pytest.fixture(scope="module")
def reader(demo_store: Store) -> Reader:
    return Reader.open(demo_store)


@pytest.fixture(scope="module")
def at_inspection(reader: Reader, catalogue: Catalogue) -> Register:
    return register_at(reader, catalogue, INSPECTION)


def names(items: object) -> list[str]:
    return [i.recommendation.id for i in items]  # type: ignore[attr-defined]


def test_nothing_is_recommended_before_the_report_came(
    reader: Reader, catalogue: Catalogue
) -> None:
    assert register_at(reader, catalogue, dt.date(2003, 1, 8)).items == ()
    first = register_at(reader, catalogue, dt.date(2003, 1, 9))
    assert names(first.items) == [*SHARED, *ALONE, "department-of-criminal-justice"]
    assert len(register_at(reader, catalogue, dt.date(2003, 11, 29)).items) == 9


def test_the_groups_are_those_of_the_inspectors(at_inspection: Register) -> None:
    held = {s: names(at_inspection.group(s).items) for s in StoodIn}
    assert held[StoodIn.BOTH] == SHARED
    assert held[StoodIn.ALONE] == ALONE
    assert held[StoodIn.NOT_KNOWN] == NOT_KNOWN
    assert len(held[StoodIn.INSPECTION]) == 4


def test_where_each_stood_is_not_told_before_the_inspectors_told_it(
    reader: Reader, catalogue: Catalogue, at_inspection: Register
) -> None:
    """4.2.3 is of 30 November 2003: the day before, nothing of it is known of any of the nine."""
    before = register_at(reader, catalogue, INSPECTION - dt.timedelta(days=1))
    assert (before.grouped, at_inspection.grouped) == (False, True)
    assert names(before.group(StoodIn.NOT_TOLD).items) == [*SHARED, *ALONE, *NOT_KNOWN]
    told = [(i.recommendation.paragraph, i.recommendation.note) for i in before.items]
    assert told == [("", "")] * 9
    assert {i.recommendation.source for i in before.items if i.recommendation.source} == {
        "MPA press release 03/003, 10 January 2003"
    }
    assert at_inspection.group(StoodIn.NOT_TOLD).items == ()


def test_the_names_of_a_programme_are_known_once_a_paper_on_it_has_come(
    reader: Reader, catalogue: Catalogue
) -> None:
    """Blueprint for Change came on 13 March 2003, Operation Emerald on 22 April 2004."""
    for on, count in (("2003-03-12", 1), ("2003-03-13", 2), ("2004-04-21", 2), ("2004-04-22", 3)):
        item = register_at(reader, catalogue, dt.date.fromisoformat(on)).item(SHARED[0])
        assert item is not None
        assert len(item.recommendation.names) == count, on


def test_only_what_the_other_review_shared_was_reported_on(at_inspection: Register) -> None:
    """4.1.9: carried forward are only those that coincide with Blueprint for Change."""
    both, alone = (at_inspection.group(s) for s in (StoodIn.BOTH, StoodIn.ALONE))
    assert (both.reported, both.ever_reported, len(both.items)) == (3, 3, 3)
    assert (alone.reported, alone.ever_reported, len(alone.items)) == (0, 0, 3)


def test_without_word_for_six_months_at_the_inspection(at_inspection: Register) -> None:
    """The three not developed, and two named in January 2003 and never again."""
    assert names(at_inspection.silent) == [*ALONE, "warrants-backlog", "secure-links"]


def test_what_the_inspectors_found_is_no_report_of_progress(at_inspection: Register) -> None:
    item = at_inspection.item("flexible-bail")
    assert item is not None
    assert item.last_heard is not None
    assert (item.last_heard.body, item.last_heard.day) == ("HMIC", INSPECTION)
    assert item.last_progress is None
    assert item.condition is Condition.NOT_DEVELOPED


def test_the_department_was_there_before_it_was_recommended(at_inspection: Register) -> None:
    item = at_inspection.item("department-of-criminal-justice")
    assert item is not None
    assert item.done
    assert item.neglected == ()


def test_no_owner_and_no_plan_is_on_record_for_any(at_inspection: Register) -> None:
    """4.2.3: no evidence of an implementation or action plan for the review's recommendations."""
    assert len(at_inspection.neglected) == 12
    for item in at_inspection.neglected:
        assert {Neglect.NO_OWNER, Neglect.NO_PLAN} <= set(item.neglected)


def test_six_months_end_on_the_day_and_silence_begins_after_it(
    reader: Reader, catalogue: Catalogue
) -> None:
    """Named on 10 January 2003 and not again: silent from 11 July."""
    for day, silent in ((10, False), (11, True)):
        item = register_at(reader, catalogue, dt.date(2003, 7, day)).item("secure-links")
        assert item is not None
        assert item.is_silent is silent


def test_detention_officers_were_overtaken_within_months(
    reader: Reader, catalogue: Catalogue
) -> None:
    item = register_at(reader, catalogue, dt.date(2004, 3, 5)).item("custody-detention-officers")
    assert item is not None
    assert item.condition is Condition.PLANNED
    assert item.superseded_by.startswith("Designated detention officers")
    assert not item.is_silent


def test_prisoner_teams_are_done_when_all_32_are_reported(
    reader: Reader, catalogue: Catalogue
) -> None:
    for day, done in (("2004-11-03", False), ("2004-11-04", True)):
        found = register_at(reader, catalogue, dt.date.fromisoformat(day))
        item = found.item("prisoner-handling-teams")
        assert item is not None
        assert item.done is done


def test_not_reported_and_not_read_are_told_apart(at_inspection: Register) -> None:
    item = at_inspection.item("secure-links")
    assert item is not None
    told = {paper.paper: what for paper, what in item.told}
    assert told["MPA press release 03/003, 10 January 2003"] is Told.REPORTED
    assert told["MPA PPRC 8 May 2003, report 5"] is Told.NOT_IN_OPENING
    inspection = "HMIC inspection of Bringing Offenders to Justice, October 2003"
    assert told[inspection] is Told.NOT_REPORTED
    assert told["Minutes of the PPRC throughout 2003"] is Told.NOT_READ
    assert "MPA PPRC 11 December 2003, report 4" not in told, "not written yet"
