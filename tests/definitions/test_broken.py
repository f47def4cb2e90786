"""Each thing that can be wrong with a definition stops loading with file, key and reason."""

# ruff: noqa: E501 (a table of cases, one to a line)

from __future__ import annotations

from pathlib import Path

import pytest

from cjdata.definitions import load, load_record
from cjdata.domain.errors import DefinitionError

UNITS = "definitions/units/units.csv"
COLLECTIONS = "definitions/collections.toml"
COMPONENTS = "definitions/components.toml"
MEASURES = "definitions/measures/trials.toml"
REASONS = "definitions/reasons.csv"
SCHEMES = "definitions/reason_schemes.toml"
AIMS = "definitions/aims.toml"
INITIATIVES = "definitions/initiatives.toml"
SOURCES = "record/sources.csv"
ACTUALS = "record/published_actuals.csv"
EVENTS = "record/rollout_events.csv"

CROWN_LISTED = '{ component = "listed", court_tier = "crown" }'
MAGISTRATES_LISTED = '{ component = "listed", court_tier = "magistrates" }'

# file, text, what it becomes, key in the error, a part of the reason
BROKEN = {
    "unknown member": (UNITS, "|court-southwark", "|court-southwork", "mps.members", "did you mean court-southwark"),
    "member of a court is no borough": (UNITS, ",,,,southwark\n", ",,,,mps\n", "court-tower-bridge.members", "'mps' is no borough"),
    "members in a circle": (UNITS, "Southwark BOCU,\n", "Southwark BOCU,mps\n", ".members", "circle"),
    "alias of two units": (UNITS, "Southwark BOCU", "southwark crown court", "court-southwark.name", "is that of 'southwark' too"),
    "code of two units": (UNITS, "force,,", "force,E09000028,", "southwark.gss", "is that of 'mps' too"),
    "population of none": (UNITS, "244866", "0", "southwark.population_2001", "not above 0"),
    "population in words": (UNITS, "244866", "many", "southwark.population_2001", "is no whole number (it says 'many')"),
    "unit twice": (UNITS, "court-tower-bridge,", "southwark,", "southwark", "stands twice"),
    "unknown kind of unit": (UNITS, ",borough,", ",bureau,", "southwark.kind", "'bureau'"),
    "cell too many": (UNITS, ",,,,southwark\n", ",,,,southwark,\n", "court-tower-bridge", "more or fewer cells"),
    "unknown column": (UNITS, "id,name,kind,gss", "id,name,kind,colour", "southwark.colour", "no such key"),
    "no id column": (UNITS, "id,name", "ident,name", "id", "no such column"),
    "unknown collection": (COMPONENTS, '"cases"', '"case"', "defendants.collections", "did you mean cases"),
    "no collection": (COMPONENTS, '["cases"]', "[]", "defendants.collections", "no collection"),
    "unknown limit": (COMPONENTS, 'not_above = "listed"', 'not_above = "list"', "ineffective.not_above", "no component 'list'"),
    "limit in another counting unit": (COMPONENTS, 'not_above = "listed"', 'not_above = "defendants"', "ineffective.not_above", "counts defendants"),
    "unknown part of a sum": (COMPONENTS, 'counts = "defendants"\n', 'counts = "defendants"\nsum_of = ["people"]\n', "defendants.sum_of", "no component 'people'"),
    "sum in a circle": (COMPONENTS, 'counts = "defendants"\n', 'counts = "defendants"\nsum_of = ["defendants"]\n', "defendants.sum_of", "circle"),
    "limit in a circle": (COMPONENTS, "[ineffective]", 'not_above = "ineffective"\n[ineffective]', ".not_above", "circle"),
    "part from another return": (COMPONENTS, "[ineffective]", 'sum_of = ["odd"]\n[odd]\nlabel = "Odd"\ncounts = "trial listings"\ncollections = ["cases"]\n[ineffective]', "listed.sum_of", "another return"),
    "reasons without an outcome": (COMPONENTS, 'outcome = "ineffective"\n', "", "ineffective.outcome", "broken down by reason"),
    "collection of nothing": (COLLECTIONS, "[cases]", '[custody]\nlabel = "Custody"\nreported_by = "borough"\n[cases]', "custody.id", "no component"),
    "due before the end": (COLLECTIONS, "[cases]", "[cases]\ndue_days = -1", "cases.due_days", "below 0"),
    "unknown frequency": (COLLECTIONS, "[cases]", '[cases]\nfrequency = "week"', "cases.frequency", "'week'"),
    "unknown component": (MEASURES, MAGISTRATES_LISTED, '{ component = "listings" }', "T05.denominator", "no component 'listings'"),
    "unknown reason": (MEASURES, '"N1"', '"N9"', "T05.numerator", "no reason 'N9'"),
    "reason of another outcome": (MEASURES, '"N1"', '"J"', "T05.numerator", "reason J is of cracked trials"),
    "reason of the Crown Court": (MEASURES, '"N1"', '"X"', "T05.numerator", "Crown Court only"),
    "two counting units": (MEASURES, MAGISTRATES_LISTED, '{ component = "defendants" }', "T05.numerator", "trial listings, defendants"),
    "courts pooled by tier": (MEASURES, MAGISTRATES_LISTED, CROWN_LISTED, "T05.numerator", "pools"),
    "courts pooled by silence": (MEASURES, MAGISTRATES_LISTED, '{ component = "listed" }', "T05.numerator", "pools"),
    "tier that no return has": (MEASURES, 'numerator = [{ component = "defendants" }]', 'numerator = [{ component = "defendants" }, { component = "defendants", court_tier = "moon" }]', "C99.numerator.1.court_tier", "'moon'"),
    "unknown pair": (MEASURES, 'paired = ["C99"]', 'paired = ["C9"]', "T05.paired", "no measure 'C9'"),
    "paired with itself": (MEASURES, 'paired = ["C99"]', 'paired = ["T05"]', "T05.paired", "itself"),
    "unknown aim": (MEASURES, 'aim = "partners"\nlevels = ["borough"]\npaired', 'aim = "partner"\nlevels = ["borough"]\npaired', "T05.aim", "did you mean partners"),
    "subject area for an aim": (MEASURES, 'aim = "partners"\nlevels = ["borough"]\npaired', 'aim = "custody"\nlevels = ["borough"]\npaired', "T05.aim", "is no aim"),
    "unknown initiative": (MEASURES, 'exists_from = "model"', 'exists_from = "modell"', "C99.exists_from", "did you mean model"),
    "unknown area of a target": (MEASURES, 'area = "mps"', 'area = "met"', "T05.targets", "no unit 'met'"),
    "unknown source of a target": (MEASURES, 'source = "MPA 1"', 'source = "MPA 2"', "T05.targets", "no source 'MPA 2'"),
    "percentage of nothing": (MEASURES, f"denominator = [{MAGISTRATES_LISTED}]\n", "", "T05.denominator", "empty for a count"),
    "counted in words and in components": (MEASURES, 'why = "Witnesses come twice."', 'why = "Witnesses come twice."\ncounted = "trials"', "T05.counted", "made from the record"),
    "made from the record and from returns": (MEASURES, 'why = "To have a second one."', 'why = "To have a second one."\nmade_from = "record"\ncounted = "cases"', "C99.numerator", "where the record makes it"),
    "made from the record without words": (MEASURES, 'numerator = [{ component = "defendants" }]', 'made_from = "record"', "C99.counted", "what is counted"),
    "unlike units of a derived rate": (MEASURES, 'why = "To have a second one."', 'why = "To have a second one."\nunlike_units = "so it is"', "C99.unlike_units", "official"),
    "tier of a unit of both tiers": (MEASURES, 'why = "To have a second one."\naim = "partners"\nlevels = ["borough"]', 'why = "To have a second one."\ntier_by_unit = true\naim = "partners"\nlevels = ["force"]', "C99.levels", "both court tiers"),
    "tier of the unit and of a part": (MEASURES, 'why = "Witnesses come twice."', 'why = "Witnesses come twice."\ntier_by_unit = true', "T05.tier_by_unit", "no court_tier"),
    "mean of other things than days": (MEASURES, 'unit = "count"\n', 'unit = "days"\ndenominator = [{ component = "defendants" }]\n', "C99.unit", "counts other things"),
    "stock added up": (COMPONENTS, 'counts = "defendants"\n', 'counts = "defendants"\nkind = "stock"\n', "defendants.over_time", "is 'last' for a stock"),
    "reporter unknown": (COLLECTIONS, "[cases]", '[cases]\nreporters = ["southwork"]', "cases.reporters", "did you mean southwark"),
    "reporter of another kind": (COLLECTIONS, "[cases]", '[cases]\nreporters = ["mps"]', "cases.reporters", "is no borough"),
    "no numerator": (MEASURES, 'numerator = [{ component = "defendants" }]', "numerator = []", "C99.numerator", "no component"),
    "interval of a count": (MEASURES, 'unit = "count"', 'unit = "count"\ninterval = "wilson"', "C99.interval", "percentages"),
    "denominator of some reasons": (MEASURES, MAGISTRATES_LISTED, '{ component = "ineffective", court_tier = "magistrates", reasons = ["N1"] }', "T05.denominator", "reasons"),
    "key missing": (MEASURES, 'why = "Witnesses come twice."\n', "", "T05.why", "not given"),
    "key unknown": (MEASURES, 'why = "Witnesses come twice."', 'because = "Witnesses come twice."', "T05.because", "no such key"),
    "key unknown in a part": (MEASURES, MAGISTRATES_LISTED, '{ component = "listed", tier = "crown" }', "T05.denominator.0.tier", "no such key"),
    "direction unknown": (MEASURES, '"decrease"', '"down"', "T05.direction", "'down'"),
    "id in a table": (MEASURES, "[C99]", '[C99]\nid = "C98"', "C99.id", "leave it out"),
    "key outside a table": (MEASURES, "[T05]", 'note = "x"\n[T05]', "note", "outside"),
    "no TOML": (MEASURES, "[T05]", "[T05", "the file", "not TOML"),
    "unknown scheme": (REASONS, "CIT-2005,J", "CIT-2006,J", "J.scheme", "no scheme 'CIT-2006'"),
    "reason twice": (REASONS, "CIT-2005,X", "CIT-2005,J", "J", "stands twice"),
    "nobody known controls it": (REASONS, "police and CPS", "somebody", "J.controllable_by", "'somebody'"),
    "scheme ends before it starts": (SCHEMES, "starts = 2005-09-01", "starts = 2005-09-01\nends = 2005-08-31", "CIT-2005.ends", "before its start"),
    "aim without a source": (AIMS, 'text = "Work with partners."\nsource = "MPA 1"', 'text = "Work with partners."\nsource = "MPA"', "partners.source", "no source 'MPA'"),
    "unknown element": (INITIATIVES, '["desk"]', '["desks"]', "model.elements", "did you mean desk"),
    "elements in a circle": (INITIATIVES, "[desk]", '[desk]\nelements = ["model"]', ".elements", "circle"),
    "unknown counted_as": (INITIATIVES, 'counted_as = "desk"', 'counted_as = "table"', "model.counted_as", "no initiative 'table'"),
    "counted_as without its day": (INITIATIVES, "counted_as_from = 2004-04-22\n", "", "model.counted_as_from", "neither is"),
    "target without a source": (INITIATIVES, 'target_source = "MPA 1"\n', "", "model.target_source", "neither does"),
    "source of a target unknown": (INITIATIVES, 'target_source = "MPA 1"', 'target_source = "MPA 2"', "model.target_source", "no source"),
    "template without going live": (INITIATIVES, "[desk]", '[desk]\nmilestones = [{ id = "staffed", name = "N", action = "A", evidence = "E" }]', "desk.milestones", "none of them is 'live'"),
    "milestone twice": (INITIATIVES, "[desk]", '[desk]\nmilestones = [{ id = "live", name = "N", action = "A", evidence = "E" }, { id = "live", name = "N", action = "A", evidence = "E" }]', "desk.milestones", "stands twice"),
    "milestones in a circle": (INITIATIVES, "[desk]", '[desk]\nmilestones = [{ id = "live", name = "N", action = "A", evidence = "E", after = ["live"] }]', "desk.milestones.after", "circle"),
    "unknown milestone before": (INITIATIVES, "[desk]", '[desk]\nmilestones = [{ id = "live", name = "N", action = "A", evidence = "E", after = ["lives"] }]', "desk.milestones.after", "did you mean live"),
    "unknown aim of an initiative": (INITIATIVES, "[desk]", '[desk]\naims = ["none-such"]', "desk.aims", "no aim"),
    "nobody in scope": (INITIATIVES, "[desk]", "[desk]\nscope_count = 0", "desk.scope_count", "above 0"),
    "source without a date": (SOURCES, "2003-05-08", "", "MPA 1.published", "not given"),
    "published figure of no measure": (ACTUALS, "T05", "T50", "line 2.measure", "no measure 'T50'"),
    "published figure of no unit": (ACTUALS, "mps", "met", "line 2.unit", "no unit 'met'"),
    "published figure of no source": (ACTUALS, "MPA 1", "MPA 2", "line 2.source", "no source"),
    "published figure of no period": (ACTUALS, "2002-04/2002-06", "spring 2002", "line 2.period", "not a month"),
    "published figure above 100%": (ACTUALS, "39.8", "398", "line 2.value", "no percentage"),
    "published figure twice": (ACTUALS, "T05,mps", "T05,mps,2002-04/2002-06,39.9,MPA 1\nT05,mps", "line 3.value", "twice"),
    "event of no unit": (EVENTS, "southwark,model", "southwork,model", "line 2.unit", "did you mean southwark"),
    "event of no initiative": (EVENTS, "southwark,model", "southwark,modell", "line 2.initiative", "did you mean model"),
    "event of no source": (EVENTS, 'MPA 1,"said', 'MPA 2,"said', "line 2.source", "no source"),
    "event of no stage": (EVENTS, "model,live", "model,alive", "line 2.stage", "'alive'"),
    "event that ends before it begins": (EVENTS, "2003-05-08,2003-10-09", "2003-10-09,2003-05-08", "line 2.not_after", "before not_before"),
    "event of more than all": (EVENTS, "26,32", "33,32", "line 3.count", "out of"),
}  # fmt: skip


def test_the_small_definitions_hold(small: Path) -> None:
    catalogue = load(small)
    assert [m.id for m in catalogue.measures.values()] == ["T05", "C99"]
    assert len(load_record(small)) == 2


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_named_with_file_key_and_reason(small: Path, case: str) -> None:
    file, old, new, key, reason = BROKEN[case]
    path = small / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the case breaks nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    with pytest.raises(DefinitionError) as caught:
        load_record(small)

    assert caught.value.file == file
    assert key in caught.value.key
    assert reason in caught.value.reason


def test_a_missing_file_is_named(small: Path) -> None:
    (small / COMPONENTS).unlink()
    with pytest.raises(DefinitionError, match=r"components\.toml: the file: is missing"):
        load(small)


def test_a_file_in_another_encoding_is_named(small: Path) -> None:
    path = small / SCHEMES
    path.write_bytes(path.read_bytes() + b'note = "caf\xe9"\n')
    with pytest.raises(DefinitionError, match=r"reason_schemes\.toml: byte \d+: is not UTF-8"):
        load(small)


def test_a_stock_is_not_divided_by_what_is_added_up(small: Path) -> None:
    path = small / COMPONENTS
    text = path.read_text(encoding="utf-8")
    stock = '[ineffective]\nkind = "stock"\nover_time = "last"'
    path.write_text(text.replace("[ineffective]", stock), encoding="utf-8")
    with pytest.raises(DefinitionError, match="joined differently over time: last, sum"):
        load(small)
