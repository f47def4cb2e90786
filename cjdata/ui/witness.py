"""Trials lost for want of a witness: by reason, all together, by court, and since when."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cjdata.analysis.process.trials import NOT_GIVEN, Part, Trials
from cjdata.analysis.process.witness_trials import LostTrials, lost_trials
from cjdata.analysis.variation.rebases import Rebase
from cjdata.analysis.variation.since_when import SinceWhen, since_when
from cjdata.charts import words
from cjdata.charts.control_texts import since_words
from cjdata.charts.reason_words import hindsight, reason_name
from cjdata.charts.trials_texts import OUTCOME_WORDS, signed_points
from cjdata.domain.measures import Measure
from cjdata.domain.periods import grain_of
from cjdata.snapshot.turning import turning_day
from cjdata.ui import reads, trials
from cjdata.ui.address import View
from cjdata.ui.flows import trend_of
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns

COURTS_NAMED = 5
TITLE = "Trials lost for want of a witness"
LOST = ("trials_cracked", "trials_ineffective")


def lost_of(house: House, view: View) -> tuple[Trials, LostTrials] | None:
    """The trials of a unit with those lost, the same from one turning day to the next."""
    return _lost_on(house, view.unit, turning_day(house.reader, view.known_at))


@kept
def _lost_on(house: House, unit: str, day: dt.date) -> tuple[Trials, LostTrials] | None:
    found = trials.trials_of(house, unit, day)
    if found is None:
        return None
    return found, lost_trials(house.reader, house.catalogue, found, day)


@kept
def lost_for_witnesses(house: House, view: View) -> str:
    """Trials that cracked or were ineffective for want of a prosecution witness, in counts."""
    both = lost_of(house, view)
    if both is None:
        return ""
    found, lost = both
    late = hindsight(house.catalogue, [part.key for _, _, part in lost.reasons], found.now)
    said = (_since(house, view, lost.followed), _at_courts(house, lost), late)
    notes = [text.removesuffix(".") for text in said if text]
    return " ".join([counts(house, view), *(rendered("note", text=text) for text in notes)])


@kept_between_turns
def counts(house: House, view: View) -> str:
    """The trials lost for want of a witness as a table."""
    both = lost_of(house, view)
    if both is None:
        return ""
    found, lost = both
    if not lost.reasons:
        return rendered("notes", title=TITLE, notes=[_none_lost(found)])
    rows = [
        {
            "name": reason_name(house.catalogue, part.key),
            "below": OUTCOME_WORDS[outcome],
            "address": view.link(
                "performance-trends",
                "unit",
                measure=measure.id,
                grain=grain_of(found.now),
                reason=part.key,
            ),
            **_of_listed(part, found),
        }
        for outcome, measure, part in lost.reasons
    ]
    rows += [
        {
            "name": f"{words.listing(list(codes))} together",
            "below": f"{words.listing([OUTCOME_WORDS[o] for o in outcomes])} for want of a "
            "prosecution witness",
            "address": trend_of(view, lost.followed, found.now)
            if lost.followed is not None and outcomes == ("trials_ineffective",)
            else "",
            **_of_listed(part, found),
        }
        for outcomes, codes, part in lost.sums
    ]
    return rendered(
        "flow",
        title=TITLE,
        aside=f"magistrates' trials, share of {found.listed.denominator or 0:,.0f} listed",
        now=found.now.label,
        rows=rows,
    )


def _none_lost(found: Trials) -> str:
    """That none is recorded, where reasons are; else that nobody can say."""
    reasons = [part for why in found.why for part in why.reasons]
    unknown = sum(part.now for part in reasons if part.key == NOT_GIVEN)
    if any(part.key != NOT_GIVEN for part in reasons):
        rest = f"; of {unknown:,.0f} no reason is given" if unknown else ""
        return f"In {found.now.label} no trial is recorded as lost for that{rest}."
    return (
        f"No return of {found.now.label} says for which reasons trials cracked or were "
        "ineffective: how many were lost cannot be said."
    )


def _since(house: House, view: View, measure: Measure | None) -> str:
    """Since when a unit loses as many trials for want of a witness as it does now."""
    if measure is None:
        return ""
    day = turning_day(house.reader, view.known_at)
    found = _since_when(house, measure.id, view.unit, day, reads.rebases_at(house, view.known_at))
    return f"Since when? {measure.name}, by month: {since_words(found)}"


@kept
def _since_when(
    house: House, measure: str, unit: str, day: dt.date, said: tuple[Rebase, ...]
) -> SinceWhen:
    known = house.catalogue.measures[measure]
    return since_when(house.reader, house.catalogue, known, unit, day, said)


def _of_listed(part: Part, found: Trials) -> dict[str, str]:
    share = part.share_before
    before = "–" if part.before is None else f"{part.before:,.0f}"
    earlier = "" if share is None else f" · {words.figure(share, 'pct', 1)}"
    return {
        "count": f"{part.now:,.0f}",
        "share": words.figure(part.share, "pct", 1),
        "note": "",
        "came": "",
        "came_before": "",
        "before": before + earlier,
        "change": signed_points(part.change) if found.compared else "–",
    }


def _at_courts(house: House, lost: LostTrials) -> str:
    """At which courts, as far as returns say it."""
    if not lost.courts:
        return ""
    said = [f"{house.catalogue.units[court].name} {count:,.0f}" for court, count in lost.courts]
    shown, more = said[:COURTS_NAMED], len(said) - COURTS_NAMED
    rest = f" and {more} more courts" if more > 0 else ""
    told = sum(count for _, count in lost.courts)
    return (
        f"By court: {', '.join(shown)}{rest}; {told:,.0f} of the {lost.total:,.0f} are in returns "
        "that give reasons by court"
    )


def lost_table(house: House, view: View) -> pd.DataFrame:
    """The twin of the trials lost: a row a reason, a sum, and a court."""
    both = lost_of(house, view)
    if both is None:
        return pd.DataFrame()
    found, lost = both
    parts = [((outcome,), (part.key,), part) for outcome, _, part in lost.reasons]
    rows = [
        {
            "unit": found.unit,
            "period": str(found.now),
            "outcomes": ", ".join(outcomes),
            "reasons": ", ".join(codes),
            "court": "",
            "count": part.now,
            "share_of_listed_pct": part.share,
            "year_before": str(found.before),
            "count_year_before": part.before,
            "change_points": part.change if found.compared else None,
        }
        for outcomes, codes, part in [*parts, *lost.sums]
    ]
    every = ", ".join(part.key for _, _, part in lost.reasons)
    rows += [
        {
            "unit": found.unit, "period": str(found.now), "reasons": every, "court": court,
            "count": count,
        }
        for court, count in lost.courts
    ]  # fmt: skip
    return pd.DataFrame(rows)
