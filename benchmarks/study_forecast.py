"""Scores the completion forecast on simulated rollouts and shows it on the real record.

Rests on one assumption: a forecast that is right as often as it says on rollouts of many shapes,
some of them written after its prior of shapes was fixed, is right on rollouts to come.
Run: python benchmarks/study_forecast.py [--rollouts 40] [-o FILE]
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from cjdata.stats.forecast import (
    completion_forecast,
    official_plan_forecast,
    skill,
    straight_line_forecast,
)
from cjdata.stats.rollout_shapes import DESIGN_SHAPES, FRESH_SHAPES, HELD_OUT_SHAPES
from cjdata.stats.rollout_simulation import (
    HELD_OUT_PLAN_STYLES,
    PLAN_STYLES,
    SimulatedRollout,
    simulate_rollout,
)

REPOSITORY = Path(__file__).resolve().parents[1]
TABLE = REPOSITORY / "docs" / "studies" / "completion-forecast.md"
GROUPS = {
    "design": (tuple(DESIGN_SHAPES), 710_000, PLAN_STYLES),
    "held out": (tuple(HELD_OUT_SHAPES), 820_000, PLAN_STYLES + 2 * HELD_OUT_PLAN_STYLES),
    "written last": (tuple(FRESH_SHAPES), 930_000, PLAN_STYLES + HELD_OUT_PLAN_STYLES),
}
"""Shapes, first seed and styles of planning; no seed was used while the forecast was designed."""
HEAD = (
    *("forecasts", "80% covers", "95% covers", "earlier", "later", "median width 80%", "95%"),
    *("Brier", "plan", "straight line", "below the better"),
)
SHARE_LIVE = ([0, 0.1, 0.3, 0.6, 0.9, 1], ["to 10%", "to 30%", "to 60%", "to 90%", "above 90%"])
REPORTS = (
    *("2003-01-09", "2003-05-08", "2003-10-09", "2003-11-30", "2003-12-11"),
    *("2004-02-12", "2004-04-22", "2004-07-12", "2004-11-04"),
)
TARGET = "2004-04-30"
MODEL, UNIT_OF_IT = "justice-for-london-model", "case-progression-unit"
BOROUGHS = (
    *("barking-and-dagenham", "barnet", "bexley", "brent", "bromley", "camden", "croydon"),
    *("ealing", "enfield", "greenwich", "hackney", "hammersmith-and-fulham", "haringey", "harrow"),
    *("havering", "hillingdon", "hounslow", "islington", "kensington-and-chelsea"),
    *("kingston-upon-thames", "lambeth", "lewisham", "merton", "newham", "redbridge"),
    *("richmond-upon-thames", "southwark", "sutton", "tower-hamlets", "waltham-forest"),
    *("wandsworth", "westminster"),
)


def simulated_forecasts(rollouts: int) -> pd.DataFrame:
    """Every forecast on `rollouts` rollouts of each shape, one row each, with its outcome."""
    rows = [
        row | {"group": group}
        for group, (shapes, seed, styles) in GROUPS.items()
        for place, shape in enumerate(shapes)
        for number in range(rollouts)
        for row in _asked(simulate_rollout(seed + 1000 * place + number, shape=shape,
                                           plan_styles=styles))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _asked(rollout: SimulatedRollout) -> Iterator[dict[str, object]]:
    for known in rollout.asked:
        asked = {"units": rollout.units, "known_at": known, "target_date": rollout.target}
        began = time.perf_counter()
        forecast = completion_forecast(rollout.events, **asked, seed=1)
        seconds = time.perf_counter() - began
        (low80, high80), (low95, high95) = forecast.interval80, forecast.interval95
        happened = float(rollout.completed <= rollout.target)
        plan = official_plan_forecast(rollout.events, **asked).p_by_target
        line = straight_line_forecast(rollout.events, **asked).p_by_target
        yield {
            "rollout": f"{rollout.shape}-{rollout.units}-{rollout.completed}",
            "shape": rollout.shape,
            "plans": rollout.plans if rollout.plans == "none" else rollout.optimism,
            "reports": rollout.named,
            "share live": forecast.live / forecast.of,
            "ahead": rollout.target > known,
            "cannot tell": forecast.verdict == "cannot_tell",
            "cover80": low80 <= rollout.completed <= high80,
            "cover95": low95 <= rollout.completed <= high95,
            "before80": rollout.completed < low80,
            "after80": rollout.completed > high80,
            "width80": (high80 - low80).days,
            "width95": (high95 - low95).days,
            "brier": (forecast.p_by_target - happened) ** 2,
            "brier plan": (plan - happened) ** 2,
            "brier line": (line - happened) ** 2,
            "seconds": seconds,
        }


def summary(forecasts: pd.DataFrame, by: str | None, title: str) -> str:
    """A Markdown table of the scores, a row for each value of `by`."""
    head = [title, *HEAD]
    groups = (
        [("all", forecasts)] if by is None else forecasts.groupby(by, observed=True, sort=False)
    )
    lines = [_line(head), _line(["---"] * len(head))]
    return "\n".join(lines + [_line(_scores(str(name), group)) for name, group in groups])


def _scores(name: str, group: pd.DataFrame) -> list[str]:
    brier, plan, line = (group[c].mean() for c in ("brier", "brier plan", "brier line"))
    shares = [f"{group[c].mean():.1%}" for c in ("cover80", "cover95", "before80", "after80")]
    widths = [f"{group[c].median():.0f} days" for c in ("width80", "width95")]
    better = min(plan, line)
    below = f"{skill(brier, better):.0%}" if better > 0 else "–"
    return [
        name,
        f"{len(group)}",
        *shares,
        *widths,
        f"{brier:.3f}",
        f"{plan:.3f}",
        f"{line:.3f}",
        below,
    ]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def real_events(shared: Path) -> dict[str, pd.DataFrame]:
    """The events of the model and of the case progression unit, which a live model implies."""
    events = pd.read_csv(shared / "data" / "published" / "rollout_events.csv")
    model = events[events["initiative"] == MODEL]
    implied = model[model["stage"] == "live"].assign(initiative=UNIT_OF_IT)
    told = pd.concat([events[events["initiative"] == UNIT_OF_IT], implied])
    return {MODEL: model, UNIT_OF_IT: told.sort_values("said_on", kind="stable")}


def real_table(events: pd.DataFrame) -> str:
    """The forecast and the naive ones from every report date, for the 32 boroughs."""
    head = ["known at", "live", "verdict", f"chance by {TARGET}", "median", "80%", "95%",
            "latest plan for all", "straight line"]  # fmt: skip
    rows = [_line(head), _line(["---"] * len(head))]
    for known in REPORTS:
        asked = {"units": BOROUGHS, "known_at": known, "target_date": TARGET}
        f = completion_forecast(events, **asked, seed=1)
        plan, line = (
            official_plan_forecast(events, **asked),
            straight_line_forecast(events, **asked),
        )
        chance = "–" if f.p_by_target is None else f"{f.p_by_target:.2f}"
        between = ["–" if i is None else f"{i[0]} to {i[1]}" for i in (f.interval80, f.interval95)]
        naive = [str(n.completion or "–") for n in (plan, line)]
        rows.append(
            _line([known, f"{f.live}", f.verdict, chance, str(f.median or "–"), *between, *naive])
        )
    return "\n".join(rows)


def report(forecasts: pd.DataFrame, shared: Path | None) -> str:
    """The study as a page."""
    share = pd.cut(forecasts["share live"], SHARE_LIVE[0], labels=SHARE_LIVE[1])
    forecasts = forecasts.assign(**{"share live": share}).sort_values(["group", "share live"])
    ahead = forecasts[forecasts["ahead"]]
    parts = [
        "# How good the completion forecast is",
        "Written by `benchmarks/study_forecast.py`; the method and why is in "
        "`docs/decisions/completion-forecast.md`.",
        f"{forecasts['rollout'].nunique()} simulated rollouts of {forecasts['shape'].nunique()} "
        f"shapes, 8 to 60 units, reports every one to four months, {len(forecasts)} forecasts at "
        "up to five report dates each, from the first go-live to the last report at which not all "
        "were live (a finished rollout is left out: its forecast cannot fail). Seeds were not used "
        "in the design. *Design* shapes were looked at while the prior was set, *held out* ones to "
        "choose among a few settings of it, those *written last* came when the prior of shapes was "
        "fixed; only the weighing of plans was revised after a first look at them. *Earlier* and "
        "*later* are the shares that completed outside the 80% interval on either side. *Plan* "
        "believes the latest plan for all, *straight line* the pace so far; each gives 0 or 1, or "
        f"0.5 when it cannot say. Verdict cannot tell: {forecasts['cannot tell'].mean():.1%}, "
        "all before two units were live, and scored like the others.",
        summary(forecasts, None, "all rollouts"),
        summary(ahead, None, "target still ahead"),
        *(
            summary(forecasts, by, by)
            for by in ("group", "shape", "plans", "reports", "share live")
        ),
    ]
    if shared is not None:
        parts += _real_parts(shared)
    return "\n\n".join(parts) + "\n"


def _real_parts(shared: Path) -> list[str]:
    tables = [f"### {name}\n\n{real_table(e)}" for name, e in real_events(shared).items()]
    return [
        "## The real record",
        "32 boroughs, target 30 April 2004. All had a case progression unit after 12 July and by "
        "4 November 2004. What was counted changed in April 2004 from the full model to case "
        "progression units; a borough named as live with the model is taken to have its case "
        "progression unit live, and a plan for the model as one for its unit. For the model "
        "nothing was said after 12 February 2004. Nothing was set by this record.",
        *tables,
    ]


def find_shared() -> Path | None:
    """The folder of the public record: CJDATA_SHARED, or `shared` beside the repository."""
    folder = Path(os.environ.get("CJDATA_SHARED", REPOSITORY.parent / "shared"))
    return folder if (folder / "data" / "published" / "rollout_events.csv").is_file() else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rollouts", type=int, default=40, help="of each shape")
    parser.add_argument("-o", "--output", type=Path, default=TABLE)
    given = parser.parse_args()
    forecasts = simulated_forecasts(given.rollouts)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(report(forecasts, find_shared()), encoding="utf-8")
    print(summary(forecasts, "group", "group"))
    print(f"median {forecasts['seconds'].median():.3f} s a forecast")


if __name__ == "__main__":
    main()
