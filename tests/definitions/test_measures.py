"""The measures say what they rest on, and their reasons are those of the form."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pytest

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain
from cjdata.domain.units import UnitKind

CORE = {
    "T01", "T02", "T03", "T04", "T05", "T06", "T08", "T10", "T11",
    "C01", "C03", "C06", "C07", "C09", "C11",
    "W01", "W02", "W03", "W04", "W06",
    "P03", "P05", "P06", "S01", "G01", "G02", "G03", "G04",
}  # fmt: skip
SIZES = {"T": 13, "C": 12, "W": 9, "P": 8, "S": 3, "G": 5}
EVERY = sorted(f"{strand}{n:02d}" for strand, size in SIZES.items() for n in range(1, size + 1))
LONDON_FORCE = "mps"
DAY = dt.timedelta(days=1)


def test_there_are_exactly_the_fifty_measures(catalogue: Catalogue) -> None:
    assert len(EVERY) == 50
    assert sorted(catalogue.measures) == EVERY
    assert {m.id for m in catalogue.measures.values() if m.core} == CORE
    assert len(CORE) == 28, "those to begin with: a survey of an area is none of them"


def test_strands_stand_in_the_order_in_which_they_are_shown(catalogue: Catalogue) -> None:
    strands = list(dict.fromkeys(m.strand for m in catalogue.measures.values()))
    assert strands == [
        "Trials", "Charging", "Witness care", "Processing", "Strategic", "Governance",
    ]  # fmt: skip
    assert [m.id[0] for m in catalogue.measures.values()] == list(
        "T" * 13 + "C" * 12 + "W" * 9 + "P" * 8 + "S" * 3 + "G" * 5
    )


@pytest.mark.parametrize("name", EVERY)
def test_a_measure_is_fully_described(catalogue: Catalogue, name: str) -> None:
    measure = catalogue.measures[name]
    assert all((measure.why, measure.aim, measure.includes, measure.excludes, measure.evidence))
    assert measure.caveats
    assert measure.paired
    assert measure.lag_months is not None
    assert measure.smallest_important is not None or measure.interval == "none"
    assert "own estimate: lag" in measure.evidence.lower()
    if measure.made_from == "returns":
        assert measure.subject
        assert (measure.minimum_denominator > 0) == bool(measure.denominator)
        assert ("own choice" in measure.evidence.lower()) == bool(measure.denominator)


def test_counts_have_no_denominator_and_means_are_no_proportions(catalogue: Catalogue) -> None:
    units = {m.id: m.unit for m in catalogue.measures.values() if m.unit != "pct"}
    assert units == {
        "T07": "count", "C02": "count", "P04": "hours", "P05": "days", "P06": "days",
        "P07": "count", "S01": "count", "G05": "count",
    }  # fmt: skip
    for name, unit in units.items():
        measure = catalogue.measures[name]
        assert measure.interval == "none"
        assert (unit == "count") == (not measure.denominator)
        assert measure.decimals == (0 if unit == "count" else 1)


def test_each_kind_of_component_is_what_it_is_over_time(catalogue: Catalogue) -> None:
    kinds = {c.id: c.kind.value for c in catalogue.components.values() if c.kind.value != "count"}
    own = {name: kind for name, kind in kinds.items() if kind != "proportion"}
    assert own == {
        "charging_sites_in_scope": "roster", "charging_sites_with_prosecutor": "roster",
        "charging_site_days_agreed": "sum", "charging_site_days_covered": "sum",
        "charging_site_hours_agreed": "sum", "charging_site_hours_covered": "sum",
        "hours_arrest_to_charge": "sum", "days_charge_to_first_hearing": "sum",
        "days_arrest_to_sentence": "sum", "warrants_outstanding": "stock",
        "detention_officer_posts": "roster", "detention_officers_in_post": "roster",
    }  # fmt: skip
    assert {c.over_time for c in catalogue.components.values() if c.kind.value in own.values()} == {
        "sum", "last",
    }  # fmt: skip


def test_surveys_count_respondents_so_that_their_interval_is_known(catalogue: Catalogue) -> None:
    for name in ("W08", "W09", "S03"):
        measure = catalogue.measures[name]
        assert (measure.interval, measure.grain) == ("wilson", Grain.QUARTER)
        for collection in catalogue.collections_behind(measure):
            assert collection.frequency == "quarter"


def test_lagged_ratios_and_unlike_units_have_no_interval(catalogue: Catalogue) -> None:
    assert catalogue.measures["S02"].interval == "none"
    unlike = {m.id for m in catalogue.measures.values() if m.unlike_units}
    assert unlike == {"T12"}
    assert catalogue.measures["T12"].interval == "none"


def test_governance_measures_are_made_from_the_record_alone(catalogue: Catalogue) -> None:
    made = {m.id for m in catalogue.measures.values() if m.made_from == "record"}
    assert made == {"G01", "G02", "G03", "G04", "G05"}
    for name in made:
        assert not catalogue.measures[name].components
        assert catalogue.measures[name].counted


def test_where_the_unit_settles_the_tier_no_level_has_both(catalogue: Catalogue) -> None:
    settled = {m.id for m in catalogue.measures.values() if m.tier_by_unit}
    assert settled == {"T07", "T09"}
    one_tier = {UnitKind.BOROUGH, UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT}
    assert all(set(catalogue.measures[m].levels) <= one_tier for m in settled)


def test_the_parts_of_the_ineffective_rate_are_all_its_reasons(catalogue: Catalogue) -> None:
    """Prosecution (T08), court (T09), and what is left: defence, escort contractor."""
    named = {code for m in ("T08", "T09") for code in reasons_of(catalogue, m)}
    every = {r.code: r.party for r in catalogue.reasons.values() if r.outcome == "ineffective"}
    left = {party for code, party in every.items() if code not in named}
    assert left == {"defence", "escort-contractor"}
    assert not set(reasons_of(catalogue, "T08")) & set(reasons_of(catalogue, "T09"))


def test_the_parts_of_the_cracked_rate_do_not_overlap(catalogue: Catalogue) -> None:
    assert set(reasons_of(catalogue, "T13")) == set("ABCD")
    assert not set(reasons_of(catalogue, "T11")) & set(reasons_of(catalogue, "T13"))


def test_decisions_and_outcomes_make_up_their_whole(catalogue: Catalogue) -> None:
    parts = [catalogue.measures[m].components[0] for m in ("C03", "C04", "C05")]
    assert sorted(catalogue.components["decisions_finalised"].sum_of) == sorted(parts)
    whole = [catalogue.measures[m].components[0] for m in ("C12", "C09")]
    assert list(catalogue.components["cases_completed"].sum_of) == whole


def test_the_boroughs_make_up_greater_london_without_the_city(catalogue: Catalogue) -> None:
    assert sum(b.population_2001 or 0 for b in catalogue.boroughs) == 7_164_906


def reasons_of(catalogue: Catalogue, measure: str) -> tuple[str, ...]:
    return catalogue.measures[measure].numerator[0].reasons


def test_crown_court_measures_stand_by_court_and_never_by_borough(catalogue: Catalogue) -> None:
    for name in ("T01", "T02", "T03", "T12", "C10", "W08"):
        levels = catalogue.measures[name].levels
        assert UnitKind.CROWN_COURT in levels
        assert UnitKind.BOROUGH not in levels


def test_trials_measures_divide_by_trials_listed(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        if measure.strand == "Trials" or measure.id in ("W02", "W03"):
            if measure.id not in ("T07", "T12"):
                assert [p.component for p in measure.denominator] == ["trials_listed"]
            assert ("trials_vacated" in measure.components) == (measure.id == "T07")


def test_only_decisions_wait_for_the_lawyers(catalogue: Catalogue) -> None:
    waiting = {m.id: m.exists_from for m in catalogue.measures.values() if m.exists_from}
    lawyers = "lawyers-at-point-of-charge"
    assert waiting == dict.fromkeys(("C02", "C03", "C04", "C05", "C06"), lawyers)


def test_targets_are_as_stated_and_none_is_london_s_own(catalogue: Catalogue) -> None:
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
        ("P06", "target", dt.date(2004, 3, 31), 71.0, england),
        ("S01", "target", march, 1_200_000.0, england),
        ("G01", "target", april, 100.0, LONDON_FORCE),
    ]


def test_a_target_was_said_on_a_day_on_which_its_source_existed(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        for target in measure.targets:
            assert target.said_on == catalogue.sources[target.source].published


@pytest.mark.parametrize(
    ("name", "said", "text"),
    [
        ("C01", dt.date(2003, 5, 8), "20 sites"),
        ("C09", dt.date(2004, 1, 26), "22.0%"),
        ("P05", dt.date(2003, 11, 30), "flexible bail"),
        ("P08", dt.date(2004, 3, 5), "120 posts"),
        ("S01", dt.date(2003, 11, 6), "1.2 million"),
        ("S01", dt.date(2003, 11, 6), "5% more"),
        ("S03", dt.date(2003, 11, 6), "6 points"),
        ("W04", dt.date(2004, 12, 13), "national design"),
        ("G04", dt.date(2004, 11, 4), "eight papers"),
    ],
)
def test_what_a_paper_told_is_no_caveat_before_its_day(
    catalogue: Catalogue, name: str, said: dt.date, text: str
) -> None:
    """The days are those of the papers, by the sources of the domain's record."""
    measure = catalogue.measures[name]
    told = [any(text in c for c in measure.caveats_at(day)) for day in (said - DAY, said)]
    assert told == [False, True]


def test_only_the_list_of_reasons_is_dated_in_what_was_always_known(catalogue: Catalogue) -> None:
    months = "|".join(calendar.month_name[1:])
    dated = {
        found
        for measure in catalogue.measures.values()
        for caveat in measure.caveats
        for found in re.findall(rf"(?:{months}) \d{{4}}", caveat)
    }
    assert dated == {"September 2005"}


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


HINDSIGHT = (
    "the list of September 2005",  # labelled as an anachronism wherever it is used
    "in 2002 to 2004 has been found in print",
    "by the end of March 2004",  # a goal stated in May 2003
    "the code of 2006 were not in force",
    "1.2 million by 2005-06 in November 2003",
)


def test_what_was_told_after_2003_waits_for_its_day(catalogue):
    """Whatever a page says on every date must have been known on the first of them."""
    said = [
        (measure.id, text)
        for measure in catalogue.measures.values()
        for text in (measure.why, measure.includes, measure.excludes, *measure.caveats)
        if any(int(year) > 2003 for year in re.findall(r"\b(?:19|20)\d\d\b", text))
    ]
    assert said
    assert [(name, text) for name, text in said if not any(h in text for h in HINDSIGHT)] == []
