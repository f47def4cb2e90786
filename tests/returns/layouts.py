"""Small files in the two foreign layouts that ship, and the ways to read them."""

from __future__ import annotations

import datetime as dt

from cjdata.definitions import load
from cjdata.definitions.profiles import load_profile
from cjdata.returns.checks import Checked, check
from cjdata.returns.profiles import read_with_profile

TODAY = dt.date(2026, 1, 1)
CATALOGUE = load()
CPS = load_profile("cps-outcomes", CATALOGUE)
PAS = load_profile("public-attitudes", CATALOGUE)
AREAS = ["Avon & Somerset", "Metropolitan and City", "GreaterManchester", "Kent"]
FIGURES = list(CPS.expanded())
APRIL = "principal_offence_category_april_2014.csv"


def cps(*, change: dict[tuple[str, str], str] | None = None, scale: int = 1) -> list[list[str]]:
    """A table of four areas and their total; `change` puts other texts into cells."""
    heading = [""]
    for name in FIGURES:
        heading += [name, name.replace("Number of", "Percentage of")]
    rows = []
    for n, area in enumerate(AREAS, start=1):
        counts = [scale * 1000 * n + place for place in range(len(FIGURES))]
        of = dict(zip(FIGURES, counts, strict=True))
        rows.append(
            [area, *(t for name in FIGURES for t in (f"{of[name]:,}", percentage(name, of)))]
        )
    totals = [
        f"{sum(int(r[2 * p + 1].replace(',', '')) for r in rows):,}" for p in range(len(FIGURES))
    ]
    table = [heading, ["National", *(t for c in totals for t in (c, "-"))], *rows]
    for (row, column), text in (change or {}).items():
        line = next(r for r in table if r[0] == row)
        line[heading.index(column)] = text
    return table


def percentage(name: str, counts: dict[str, int]) -> str:
    """Of a figure among the convictions and unsuccessful outcomes of its group."""
    group = name.removesuffix(" Convictions").removesuffix(" Unsuccessful")
    whole = sum(counts.get(f"{group} {outcome}", 0) for outcome in ("Convictions", "Unsuccessful"))
    return f"{100 * counts[name] / whole:.1f}%"


def as_csv(table: list[list[str]]) -> bytes:
    return "\n".join(",".join(f'"{c}"' for c in row) for row in table).encode()


def read(data: bytes, name: str = APRIL, profile=CPS, said: str | None = None) -> Checked:
    period = None if said is None else profile.period.said(said)
    sheet = read_with_profile(data, name, profile, CATALOGUE, period)
    return check(sheet, catalogue=CATALOGUE, known_on=TODAY, today=TODAY)


def errors(result: Checked) -> list[tuple[int | None, str | None, str]]:
    return [(f.row, f.column, f.rule) for f in result.faults if f.severity == "error"]


PAS_HEADING = ["", "Date", "Survey", "Borough", "Measure", "Proportion", "MPS"]


def pas(*rows: list[str]) -> bytes:
    out = [",".join(PAS_HEADING)]
    for n, row in enumerate(rows):
        out.append(",".join('"' + c.replace('"', '""') + '"' for c in [str(n), *row]))
    return "\n".join(out).encode()


GOOD = [
    ["3/31/2020", "PAS", "City of Westminster", '"Good Job" local', "0.56", "0.67"],
    ["3/31/2020", "PAS", "Hammersmith & Fulham", '"Good Job" local', "58%", "0.67"],
]
