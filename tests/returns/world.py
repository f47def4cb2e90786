"""A small invented catalogue, and files made of lines of text, for the tests of returns."""

from __future__ import annotations

import datetime as dt
import re

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection, Component, ComponentKind
from cjdata.domain.reasons import Reason, ReasonScheme
from cjdata.domain.units import Unit, UnitKind
from cjdata.returns.checks import Checked, check
from cjdata.returns.readers import read_bytes

TODAY = dt.date(2003, 11, 30)
HEADING = "unit,period,component,value,court_tier,court,reason,note"
GOOD_ROWS = ("lambeth,2003-10,trials_listed,40", "croydon,2003-10,trials_listed,30")

UNITS = (
    Unit(id="lambeth", name="Lambeth", kind=UnitKind.BOROUGH, aliases=("LB Lambeth",)),
    Unit(id="southwark", name="Southwark", kind=UnitKind.BOROUGH),
    Unit(id="croydon", name="Croydon", kind=UnitKind.BOROUGH),
    Unit(
        id="kensington-and-chelsea",
        name="Kensington and Chelsea",
        kind=UnitKind.BOROUGH,
        aliases=("RBKC",),
    ),
    Unit(
        id="westminster",
        name="Westminster",
        kind=UnitKind.BOROUGH,
        aliases=("City of Westminster",),
    ),
    Unit(id="mps", name="Metropolitan Police Service", kind=UnitKind.FORCE),
    Unit(
        id="court-camberwell",
        name="Camberwell Green Magistrates' Court",
        kind=UnitKind.MAGISTRATES_COURT,
        members=("lambeth", "southwark"),
    ),
    Unit(
        id="court-tower-bridge",
        name="Tower Bridge Magistrates' Court",
        kind=UnitKind.MAGISTRATES_COURT,
    ),
    Unit(id="court-snaresbrook", name="Snaresbrook Crown Court", kind=UnitKind.CROWN_COURT),
    Unit(id="court-croydon", name="Croydon Crown Court", kind=UnitKind.CROWN_COURT),
)

TRIALS = ("trials-magistrates", "trials-crown")


def _trials(name: str, *breakdowns: str, outcome: str = "", sum_of: tuple[str, ...] = ()):
    return Component(
        id=name,
        label=name.replace("_", " ").capitalize(),
        counts="trial listings",
        collections=TRIALS,
        breakdowns=breakdowns or ("court",),
        outcome=outcome,
        sum_of=sum_of,
    )


def _plain(name: str, collection: str, **more: object):
    label = name.replace("_", " ").capitalize()
    return Component(id=name, label=label, counts="files", collections=(collection,), **more)


COMPONENTS = (
    _trials(
        "trials_listed",
        sum_of=("trials_effective", "trials_cracked", "trials_ineffective"),
    ),
    _trials("trials_effective"),
    _trials("trials_cracked", "court", "reason", outcome="cracked"),
    _trials("trials_ineffective", "court", "reason", outcome="ineffective"),
    _trials("trials_vacated"),
    _plain("files_submitted", "charging"),
    _plain("files_accepted", "charging", not_above="files_submitted"),
    _plain("lawyer_hours", "charging", kind=ComponentKind.SUM),
    _plain("sites", "charging", kind=ComponentKind.ROSTER, over_time="last"),
    _plain("cases_completed", "case-outcomes"),
    _plain("victims_satisfied", "survey", kind=ComponentKind.PROPORTION, over_time="none"),
)

COLLECTIONS = (
    Collection(
        id="trials-magistrates",
        label="Magistrates' trials",
        reported_by=UnitKind.BOROUGH,
        court_tier="magistrates",
        starts=dt.date(2002, 4, 1),
    ),
    Collection(
        id="trials-crown",
        label="Crown Court trials",
        reported_by=UnitKind.CROWN_COURT,
        court_tier="crown",
    ),
    Collection(id="charging", label="Charging decisions", reported_by=UnitKind.BOROUGH),
    Collection(
        id="case-outcomes",
        label="Case outcomes",
        reported_by=UnitKind.BOROUGH,
        court_tier="magistrates",
    ),
    Collection(id="survey", label="Survey", reported_by=UnitKind.BOROUGH, frequency="quarter"),
)


def _reason(code: str, outcome: str, courts: str = "both") -> Reason:
    return Reason(
        scheme="S",
        code=code,
        outcome=outcome,
        label=f"Reason {code}",
        party="prosecution",
        witness="no",
        controllable_by="police",
        courts=courts,
    )


REASONS = (
    _reason("A", "cracked"),
    _reason("B", "cracked"),
    _reason("M1", "ineffective"),
    _reason("N1", "ineffective"),
    _reason("Z", "ineffective", "crown"),
)

CATALOGUE = Catalogue(
    edition="test",
    units={u.id: u for u in UNITS},
    components={c.id: c for c in COMPONENTS},
    collections={c.id: c for c in COLLECTIONS},
    measures={},
    schemes={"S": ReasonScheme(id="S", label="Test scheme")},
    reasons={r.code: r for r in REASONS},
    initiatives={},
    sources={},
    actuals=(),
)


def file_of(*rows: str, heading: str = HEADING) -> bytes:
    """A file of a heading and rows; rows may leave out trailing cells."""
    width = heading.count(",")
    full = [row + "," * (width - re.sub('"[^"]*"', "", row).count(",")) for row in rows]
    return "\n".join([heading, *full, ""]).encode()


def checked(data: bytes, *, known_on: dt.date = TODAY, today: dt.date = TODAY) -> Checked:
    return check(
        read_bytes(data, "return.csv"), catalogue=CATALOGUE, known_on=known_on, today=today
    )


def rules(result: Checked) -> list[str]:
    """The rules that a file breaks, in the order of the file."""
    return [f.rule for f in result.faults]
