"""A small set of definitions in files of its own, to be broken one line at a time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cjdata.definitions import load, load_record
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent

SMALL = {
    "definitions/units/units.csv": """\
id,name,kind,gss,population_2001,aliases,members
mps,Metropolitan Police Service,force,,,,southwark|court-southwark
southwark,Southwark,borough,E09000028,244866,Borough of Southwark|Southwark BOCU,
court-southwark,Southwark Crown Court,crown_court,,,,
court-tower-bridge,Tower Bridge Magistrates' Court,magistrates_court,,,,southwark
""",
    "definitions/collections.toml": """\
[trials-magistrates]
label = "Magistrates' trials"
reported_by = "borough"
court_tier = "magistrates"
[trials-crown]
label = "Crown Court trials"
reported_by = "crown_court"
court_tier = "crown"
[cases]
label = "Cases"
reported_by = "borough"
""",
    "definitions/components.toml": """\
[listed]
label = "Trials listed"
counts = "trial listings"
collections = ["trials-magistrates", "trials-crown"]
[ineffective]
label = "Ineffective trials"
counts = "trial listings"
collections = ["trials-magistrates", "trials-crown"]
breakdowns = ["reason"]
outcome = "ineffective"
not_above = "listed"
[defendants]
label = "Defendants"
counts = "defendants"
collections = ["cases"]
""",
    "definitions/measures/trials.toml": """\
[T05]
name = "Ineffective trial rate, magistrates' courts"
short = "Ineffective"
strand = "Trials"
numerator = [{ component = "ineffective", court_tier = "magistrates", reasons = ["N1"] }]
denominator = [{ component = "listed", court_tier = "magistrates" }]
direction = "decrease"
status = "official"
why = "Witnesses come twice."
aim = "partners"
levels = ["borough"]
paired = ["C99"]
targets = [{ area = "mps", by = 2004-04-30, value = 26.5, kind = "target", source = "MPA 1" }]
[C99]
name = "Cases"
short = "Cases"
strand = "Charging"
numerator = [{ component = "defendants" }]
unit = "count"
direction = "neutral"
status = "derived"
why = "To have a second one."
aim = "partners"
levels = ["borough"]
exists_from = "model"
""",
    "definitions/reason_schemes.toml": '[CIT-2005]\nlabel = "A to Z"\nstarts = 2005-09-01\n',
    "definitions/reasons.csv": """\
scheme,code,outcome,label,party,witness,controllable_by,courts
CIT-2005,J,cracked,Witness absent,prosecution,yes,police and CPS,both
CIT-2005,N1,ineffective,Police absent,prosecution,yes,police,both
CIT-2005,X,ineffective,No jurors,court,no,court,crown
""",
    "definitions/aims.toml": """\
[partners]
label = "Partners"
kind = "aim"
text = "Work with partners."
source = "MPA 1"
[custody]
label = "Custody"
kind = "subject area"
text = "Custody."
source = "MPA 1"
""",
    "definitions/initiatives.toml": """\
[model]
name = "Model"
short = "Model"
recommendation = "Do it."
elements = ["desk"]
target_date = 2004-04-30
target_source = "MPA 1"
counted_as = "desk"
counted_as_from = 2004-04-22
[desk]
name = "Desk"
short = "Desk"
recommendation = "Do it."
""",
    "record/sources.csv": """\
source,body,published,address,is_report
MPA 1,MPS,2003-05-08,,true
""",
    "record/published_actuals.csv": """\
measure,unit,period,value,source
T05,mps,2002-04/2002-06,39.8,MPA 1
""",
    "record/rollout_events.csv": """\
unit,initiative,stage,extent,not_before,not_after,said_on,kind,count,of,source,note
southwark,model,live,,2003-05-08,2003-10-09,2003-10-09,fact,,,MPA 1,"said, in words"
mps,desk,live,,,2004-07-12,2004-07-12,fact,26,32,MPA 1,
""",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder that holds and can be broken."""
    for name, text in SMALL.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """What the project itself defines."""
    return load()


@pytest.fixture(scope="session")
def record(catalogue: Catalogue) -> tuple[RolloutEvent, ...]:
    """The project's own public record."""
    return load_record(catalogue=catalogue)


@pytest.fixture
def inspection() -> dt.date:
    """The close of the inspection, at which the demo store opens."""
    return dt.date(2003, 11, 30)
