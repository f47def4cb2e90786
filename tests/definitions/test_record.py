"""The public record says what was said, by whom and when."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from cjdata.definitions import body_of
from cjdata.definitions.layers import DATA
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.periods import Period

Record = tuple[RolloutEvent, ...]


def test_the_file_comes_back_as_it_was_read(record: Record) -> None:
    with (DATA / "record" / "rollout_events.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == EVENT_COLUMNS
        rows = list(reader)
    said = [{c: str(getattr(e, c) or "") for c in EVENT_COLUMNS} for e in record]
    assert said == rows


def test_every_statement_was_made_when_its_source_was_published(
    catalogue: Catalogue, record: Record
) -> None:
    for event in record:
        assert event.said_on == catalogue.sources[event.source].published


def test_two_bodies_speak_of_the_rollout(
    catalogue: Catalogue, record: Record, inspection: dt.date
) -> None:
    bodies = {body_of(e.source, catalogue.sources) for e in record}
    assert bodies == {"MPS", "HMIC"}
    by_inspectors = [e for e in record if body_of(e.source, catalogue.sources) == "HMIC"]
    assert {e.said_on for e in by_inspectors} == {inspection}


def test_26_of_32_is_a_total_that_names_no_borough(record: Record) -> None:
    july = [e for e in record if e.said_on == dt.date(2004, 7, 12) and e.kind == "fact"]
    assert [(e.unit, e.count, e.of) for e in july] == [("mps", 26, 32)]


def test_the_stepper_stops_at_the_reports(catalogue: Catalogue) -> None:
    stops = [s.published.isoformat() for s in catalogue.sources.values() if s.is_report]
    assert stops == [
        "2003-01-09", "2003-05-08", "2003-07-10", "2003-10-09", "2003-11-30", "2003-12-11",
        "2004-02-12", "2004-03-05", "2004-04-22", "2004-07-12", "2004-11-04", "2005-05-12",
    ]  # fmt: skip


def test_every_statement_stands_in_a_report_of_the_stepper(
    catalogue: Catalogue, record: Record
) -> None:
    assert all(catalogue.sources[e.source].is_report for e in record)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("MPA PPRC 9 October 2003, report 20", "MPS"),
        ("MPA press release 03/003, 10 January 2003", "MPA"),
        ("MPA PPRC 1 April 2010, report 3", "MPS"),
        ("HMIC follow-up, 2005", "HMIC"),
        ("Kent Police Authority 3 May 2004, item 4", "Kent Police Authority"),
        ("Borough diary, page 4", "Borough diary"),
        ("4 May 2004", "4 May 2004"),
        ("MPAX note", "MPAX note"),
    ],
)
def test_a_body_is_known_for_every_source(catalogue: Catalogue, source: str, body: str) -> None:
    assert body_of(source, catalogue.sources) == body


@pytest.mark.parametrize(
    ("unit", "measure", "period", "value"),
    [
        ("london", "T02", "2001-04/2001-06", 25.7),
        ("london", "T02", "2004-11/2005-01", 15.7),
        ("london", "T05", "2002-04/2002-06", 39.8),
        ("london", "T05", "2004-11/2005-01", 28.7),
        ("kent", "T05", "2002-04/2002-06", 25.1),
        ("england-and-wales", "T02", "2004-03/2004-05", 17.3),
    ],
)
def test_published_rates_are_as_printed(
    catalogue: Catalogue, unit: str, measure: str, period: str, value: float
) -> None:
    found = [
        a for a in catalogue.actuals if (a.unit, a.measure, a.period) == (unit, measure, period)
    ]
    assert [a.value for a in found] == [value]


def test_published_rates_are_of_rolling_quarters_and_printed_later(catalogue: Catalogue) -> None:
    assert len(catalogue.actuals) == 24 * 4 + 4
    for actual in catalogue.actuals:
        period = Period.parse(actual.period)
        assert period.months == 3
        assert period.end < catalogue.sources[actual.source].published


def test_initiatives_are_those_of_the_programme(catalogue: Catalogue) -> None:
    assert list(catalogue.initiatives) == [
        "justice-for-london-model", "lawyers-at-point-of-charge", "witness-liaison-desk",
        "case-progression-unit", "gatekeeper-supervisor", "custody-detention-officers",
        "flexible-bail", "corporate-case-files",
    ]  # fmt: skip
    model = catalogue.initiatives["justice-for-london-model"]
    assert len(model.elements) == 4
    assert (model.counted_as, model.counted_as_from) == (
        "case-progression-unit",
        dt.date(2004, 4, 22),
    )
    assert catalogue.initiatives["custody-detention-officers"].scope_count == 12


def test_the_target_of_april_2004_is_that_of_the_inspection(catalogue: Catalogue) -> None:
    dated = {i.id for i in catalogue.initiatives.values() if i.target_date}
    assert dated == {
        "justice-for-london-model", "lawyers-at-point-of-charge",
        "witness-liaison-desk", "case-progression-unit",
    }  # fmt: skip
    for name in dated:
        assert catalogue.initiatives[name].target_date == dt.date(2004, 4, 30)
        assert "3.2.4" in catalogue.initiatives[name].evidence
