"""Asks of simulated series whether signals are right as often as they say, and what they find.

Rests on one assumption: a p-value that is right for worlds of many seasons, memories, scatters and
sizes is right for the months of real boroughs.
Run: python -m benchmarks.study_signals [--repeats 2] [-o FILE]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from cjdata.stats.signals import Kind, latest_signals
from cjdata.stats.signals.simulation import World, kinds_of, simulated

REPOSITORY = Path(__file__).resolve().parents[1]
TABLE = REPOSITORY / "docs" / "studies" / "signals.md"
MONTHS = (24, 36, 60)
CALM = World(measures=50, wander=0.0, scatter=0.0, season=0.0)
USUAL = World(measures=50)
FAMILIES = {
    "chance alone": CALM,
    "a season, the measure's": replace(CALM, season=0.3),
    "a season, each series' own": replace(CALM, season=0.2, own_season=True),
    "weak memory (0.3)": replace(USUAL, memory=0.3, wander=0.25),
    "memory (0.6)": replace(USUAL, memory=0.6, wander=0.25),
    "strong memory (0.9)": replace(USUAL, memory=0.9, wander=0.25),
    "slowly moving level (0.98)": replace(USUAL, memory=0.98, wander=0.4),
    "steady drift (0.15 a year)": replace(USUAL, drift=0.15),
    "overdispersion (0.3)": replace(USUAL, wander=0.0, scatter=0.3),
    "15% of months missing": replace(USUAL, missing=0.15),
    "rare (2 in 100)": replace(USUAL, base=0.02),
    "3 cases a month": replace(USUAL, sizes=(3,)),
    "10 cases a month": replace(USUAL, sizes=(10,)),
    "100 cases a month": replace(USUAL, sizes=(100,)),
    "300 cases a month": replace(USUAL, sizes=(300,)),
    "one unit a measure": replace(USUAL, units=1, measures=1600),
}
EXTREMES = {
    "wild wander (0.95, 0.6)": replace(USUAL, memory=0.95, wander=0.6),
    "steep drift (0.3 a year)": replace(USUAL, drift=0.3),
    "huge own season (0.6)": replace(USUAL, season=0.6, own_season=True),
    "3,000 cases a month": replace(USUAL, sizes=(3000,)),
}
CHANGES = (0.3, 0.5, 0.8, 1.2)
SIZES = (10, 30, 100, 300)
SHARES = ((0.45, 0.35, 0.2), (0.6, 0.35, 0.05))


def p_values(
    families: dict[str, World], repeats: int, seed: int, months: tuple[int, ...] = MONTHS
) -> pd.DataFrame:
    """A row per judged point of worlds without change: family, kind, months, p_value, mid_p."""
    return pd.concat(
        [
            _judged(replace(world, kind=kind, months=span), seed + 1000 * place + number).assign(
                family=name, kind=str(kind), months=span
            )
            for place, (name, world) in enumerate(families.items())
            for kind in Kind
            for span in months
            for number in range(repeats)
        ],
        ignore_index=True,
    )


def _judged(world: World, seed: int) -> pd.DataFrame:
    unlike = seed * 10 + MONTHS.index(world.months) + 3 * list(Kind).index(world.kind)
    found = latest_signals(simulated(world, unlike), kinds=kinds_of(world), seed=unlike)
    return found.points[["p_value", "mid_p"]]


def shares_called(points: pd.DataFrame, by: str) -> str:
    """A table of the share of points called at plain levels, a row for each value of `by`."""
    head = [by, "points", "at 1%", "at 5%", "at 20%", "at 5% without the draw"]
    rows = [
        [
            str(name),
            f"{len(group):,}",
            *(f"{(group['p_value'] <= level).mean():.1%}" for level in (0.01, 0.05, 0.2)),
            f"{(group['mid_p'] <= 0.05).mean():.1%}",
        ]
        for name, group in points.groupby(by, sort=False)
    ]
    return _table(head, rows)


def compositions_called(repeats: int) -> str:
    """The share of compositions without change called at 5%, by listings a month."""
    rows = []
    for cases in (5, 15, 50, 200):
        p = pd.concat([_compositions(cases, s, n) for s in SHARES for n in range(2 * repeats)])
        rows.append(
            [str(cases), f"{len(p):,}", f"{(p <= 0.01).mean():.1%}", f"{(p <= 0.05).mean():.1%}"]
        )
    return _table(["listings a month", "compositions", "at 1%", "at 5%"], rows)


def _compositions(cases: int, shares: tuple[float, ...], number: int) -> pd.Series:
    """P-values of 320 boroughs' trials, shares scattered by a Dirichlet distribution, 30 months."""
    chance = np.random.default_rng([cases, number, int(100 * shares[0])])
    mixed = chance.dirichlet(np.array(shares) * 60, (320, 30))
    counts = chance.multinomial(cases, mixed).reshape(-1)
    names = ("effective", "cracked", "ineffective")
    index = pd.MultiIndex.from_product(
        [range(320), range(30), names], names=["unit", "period", "measure"]
    )
    frame = pd.DataFrame({"numerator": counts, "denominator": cases}, index=index).reset_index()
    kinds = dict.fromkeys(names, Kind.PROPORTION)
    found = latest_signals(frame, kinds=kinds, compositions={"trials": names}, seed=number)
    return found.compositions["p_value"]


def planted(repeats: int) -> Iterator[dict[str, float]]:
    """One row per look of 32 units x 10 measures in which a tenth of the points were moved."""
    for size in SIZES:
        for change in CHANGES:
            for number in range(3 * repeats):
                world = World(sizes=(size,), changed=0.1, change=change)
                frame = simulated(world, 50_000 + number)
                points = latest_signals(frame, kinds=kinds_of(world), seed=number).points
                moved = _moved(frame, points)
                called = points["called"].to_numpy(dtype=bool)
                right = called & (moved != 0)
                yield {
                    "size": size,
                    "change": change,
                    "called": called.sum(),
                    "false share": (called & (moved == 0)).sum() / max(called.sum(), 1),
                    "found": right.sum() / max((moved != 0).sum(), 1),
                    "plain": (points["p_value"] <= 0.05)[moved != 0].mean(),
                    "wrong way": (right & (np.sign(points["size"]) != moved)).sum(),
                }


def _moved(frame: pd.DataFrame, points: pd.DataFrame) -> np.ndarray:
    latest = frame.groupby(["measure", "unit"])["moved"].last()
    keys = pd.MultiIndex.from_frame(points[["measure", "unit"]])
    return np.asarray(latest.reindex(keys))


def power_table(looks: pd.DataFrame) -> str:
    """Share of planted changes found, by cases a month and size of change."""
    head = ["cases a month", "change (logit)", "share of 30% becomes", "looks", "called a look",
            "false share", "found at BH 10%", "found at plain 5%"]  # fmt: skip
    rows = []
    for (size, change), group in looks.groupby(["size", "change"]):
        up, down = (1 / (1 + np.exp(-(np.log(0.3 / 0.7) + d))) for d in (change, -change))
        means = (group[name].mean() for name in ("false share", "found", "plain"))
        became = f"{up:.0%} or {down:.0%}"
        called = f"{group['called'].mean():.1f}"
        shares = (f"{mean:.1%}" for mean in means)
        rows.append([f"{size}", f"{change}", became, f"{len(group)}", called, *shares])
    return _table(head, rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def report(repeats: int) -> str:
    """The study as a page."""
    points = p_values(FAMILIES, repeats, seed=1)
    beyond = p_values(EXTREMES, repeats, seed=900_000)
    looks = pd.DataFrame(planted(repeats))
    overall = (points["p_value"] <= 0.05).mean()
    parts = [
        "# How good the signals are",
        "Written by `python -m benchmarks.study_signals`; the method and why is in "
        "`docs/decisions/signals.md`.",
        f"**Without any change, {overall:.2%} of {len(points):,} latest points have a p-value of "
        "5% or less.** Each family is simulated as proportions, rates and means of sums, over 24, "
        "36 and 60 months, 32 units x 50 measures at a time; unless it says otherwise with 3 to "
        "300 cases a month, a season of amplitude 0.2, a rate that wanders with memory 0.5 and "
        "standard deviation 0.15, scatter of 0.1 (logit or log points) and 3% of months missing. "
        "The draw settles ties of counts; *without the draw* half of the tie counts.",
        shares_called(points, "family"),
        shares_called(points, "kind"),
        shares_called(points, "months"),
        "## Beyond what was designed for",
        "Worlds wilder than any borough should be, to see how it breaks.",
        shares_called(beyond, "family"),
        "## Compositions",
        "Three outcomes of one listing, scattered beyond chance, no change; one p-value each.",
        compositions_called(repeats),
        "## Planted changes",
        "32 units x 10 measures, 36 months, one point in ten moved in its latest month, half of "
        "them up. A look's false share is that of unmoved points among the called, 0 where none "
        "is called, which is what the rate of Benjamini-Hochberg speaks of; its mean over looks is "
        f"**{looks['false share'].mean():.1%}**, over those that called any "
        f"{looks.loc[looks['called'] > 0, 'false share'].mean():.1%} (stated: 10% at most). "
        f"{int(looks['wrong way'].sum())} of {int((looks['called']).sum()):,} called points had "
        "the wrong direction.",
        power_table(looks),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=2, help="looks of every kind")
    parser.add_argument("-o", "--output", type=Path, default=TABLE)
    given = parser.parse_args()
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(report(given.repeats), encoding="utf-8")


if __name__ == "__main__":
    main()
