"""The measures say what they rest on, and their reasons are those of the form."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.units import UnitKind

CORE = {
    "T01", "T02", "T03", "T04", "T05", "T06", "T08", "T10", "T11",
    "C01", "C03", "C06", "C07", "C09", "C11",
    "W01", "W02", "W03", "W04", "W06",
}  # fmt: skip


def test_the_measures_are_the_core_ones_of_three_strands(catalogue: Catalogue) -> None:
    assert {m.id for m in catalogue.measures.values() if m.core} == CORE == set(catalogue.measures)


@pytest.mark.parametrize("name", sorted(CORE))
def test_a_measure_is_fully_described(catalogue: Catalogue, name: str) -> None:
    measure = catalogue.measures[name]
    texts = (measure.why, measure.includes, measure.excludes, measure.evidence, measure.subject)
    assert all(texts)
    assert measure.caveats
    assert measure.paired
    assert measure.minimum_denominator > 0
    assert measure.lag_months is not None
    assert measure.smallest_important is not None or measure.interval == "none"
    assert "own choice" in measure.evidence.lower()
    assert "own estimate: lag" in measure.evidence


def test_crown_court_measures_stand_by_court_and_never_by_borough(catalogue: Catalogue) -> None:
    for name in ("T01", "T02", "T03"):
        levels = catalogue.measures[name].levels
        assert UnitKind.CROWN_COURT in levels
        assert UnitKind.BOROUGH not in levels


def test_trials_measures_divide_by_trials_listed(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        if measure.strand == "Trials" or measure.id in ("W02", "W03"):
            assert [p.component for p in measure.denominator] == ["trials_listed"]
            assert "trials_vacated" not in measure.components


def test_only_decisions_wait_for_the_lawyers(catalogue: Catalogue) -> None:
    waiting = {m.id: m.exists_from for m in catalogue.measures.values() if m.exists_from}
    lawyers = "lawyers-at-point-of-charge"
    assert waiting == {"C03": lawyers, "C06": lawyers}


def test_targets_are_as_stated_and_national(catalogue: Catalogue) -> None:
    stated = [
        (m.id, t.kind, t.by, t.value, t.area)
        for m in catalogue.measures.values()
        for t in m.targets
    ]
    april, march = dt.date(2004, 4, 30), dt.date(2006, 3, 31)
    england = "england-and-wales"
    assert stated == [
        ("T02", "interim target", april, 20.4, england),
        ("T02", "target", march, 17.0, england),
        ("T05", "interim target", april, 26.5, england),
        ("T05", "target", march, 23.0, england),
        ("W04", "design intent", dt.date(2004, 12, 13), 100.0, england),
    ]


def test_a_target_was_said_on_a_day_on_which_its_source_existed(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        for target in measure.targets:
            assert target.said_on == catalogue.sources[target.source].published


def test_measures_by_reason_name_the_anachronism(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        if any(part.reasons for part in measure.numerator):
            assert any("September 2005" in caveat for caveat in measure.caveats)


def test_every_aim_of_the_review_is_listed(catalogue: Catalogue) -> None:
    kinds = [aim.kind for aim in catalogue.aims.values()]
    assert kinds.count("aim") == kinds.count("subject area") == 3
    assert catalogue.aims_without_measure == ()


def test_reasons_are_the_41_of_the_form(catalogue: Catalogue) -> None:
    cracked = [r.code for r in catalogue.reasons.values() if r.outcome == "cracked"]
    assert cracked == list("ABCDEFGHIJKL")
    assert len(catalogue.reasons) == 41
    assert [r.code for r in catalogue.reasons.values() if r.courts == "crown"] == ["X", "Y", "Z"]


def test_what_the_police_alone_control_is_a_police_witness(catalogue: Catalogue) -> None:
    police = [r.code for r in catalogue.reasons.values() if r.controllable_by == "police"]
    assert police == ["N1"]
    contractor = [r.code for r in catalogue.reasons.values() if r.controllable_by == "contractor"]
    assert contractor == ["S3"]
    assert all("derived" in r.evidence for r in catalogue.reasons.values())


def test_the_schemes_of_2003_are_known_by_number_only(catalogue: Catalogue) -> None:
    assert catalogue.schemes["CIT-2002-MAG"].categories == 13
    assert catalogue.schemes["CREST-2003-CC"].categories == 15
    assert {r.scheme for r in catalogue.reasons.values()} == {"CIT-2005"}
    assert catalogue.schemes["CIT-2005"].starts == dt.date(2005, 9, 1)
