"""What became of trials in words: heading, what made the change, who can do something about it."""

from __future__ import annotations

from cjdata.analysis.figures.trend import too_few
from cjdata.analysis.process.trials import NOT_GIVEN, UNMAPPED, OutcomeReasons, Part, Trials
from cjdata.charts import words
from cjdata.charts.completeness import returns_words
from cjdata.charts.reason_words import short_name
from cjdata.charts.trend_texts import too_few_words
from cjdata.domain.catalogue import Catalogue

OUTCOME_WORDS = {
    "trials_effective": "effective",
    "trials_cracked": "cracked",
    "trials_ineffective": "ineffective",
}
OURS = ("police", "police and CPS")
"""Controllers of reasons that the police can do something about."""
LEAST_NAMED = 0.5
"""Points below which a reason's part in a change is not named."""


def trials_heading(found: Trials, name: str) -> str:
    """How many trials were ineffective, and how far that is from a year before."""
    part = found.outcomes["trials_ineffective"]
    share = words.figure(part.share, "pct", 1)
    said = (
        f"{name}: {share} of {found.listed.denominator or 0:,.0f} {_court_words(found)} listed "
        f"were ineffective in {found.now.label}"
    )
    if not found.listed.judged:
        return f"{said}, as far as returns have come."
    if not found.compared or part.change is None:
        return f"{said}."
    return f"{said}, {difference_words(part.change)} {before_words(found)}."


def before_words(found: Trials) -> str:
    """`a year before`, or the other period where somebody chose it."""
    return "a year before" if found.is_year_before else f"in {found.before.label}"


def _court_words(found: Trials) -> str:
    return "Crown Court trials" if found.tier == "crown" else "magistrates' trials"


def difference_words(change: float) -> str:
    """`5.9 points lower than`, `the same as`."""
    size = words.figure(abs(change), "count", 1)
    if float(size) == 0:
        return "the same as"
    return f"{size} points {'higher' if change > 0 else 'lower'} than"


def trials_below(found: Trials, catalogue: Catalogue) -> str:
    """Whether the change may be chance, what made it, and how much is the police's to mend."""
    why = found.why[0]
    parts = [_chance(found), _what_made_it(found, why, catalogue), _ours(why)]
    return " ".join(part for part in parts if part)


def _chance(found: Trials) -> str:
    listed = found.listed
    if not listed.judged:
        return f"{returns_words(listed.received, listed.expected)} have come: not judged."
    if not found.compared:
        return f"{found.before.label} is not complete: nothing is compared."
    measure = found.why[0].measure
    if too_few(measure, listed, found.listed_before):
        return f"{too_few_words(measure)}."
    part = found.outcomes["trials_ineffective"]
    interval = part.interval
    if interval is None or part.change is None or not round(part.change, 1):
        return ""
    if interval.told_apart:
        return "That is more than chance makes."
    return "That may be chance."


def _what_made_it(found: Trials, why: OutcomeReasons, catalogue: Catalogue) -> str:
    if not found.compared:
        return ""
    changes = [(part.change, part) for part in why.reasons]
    moved = [(c, part) for c, part in changes if c is not None and abs(c) >= LEAST_NAMED]
    largest = sorted(moved, key=lambda m: -abs(m[0]))[:2]
    if not largest:
        return "No reason moved by half a point of the trials listed."
    said = words.listing(
        [f"{short_name(catalogue, p.key)}, {signed_points(c)}" for c, p in largest]
    )
    return f"What moved most: {said}."


def signed_points(change: float | None) -> str:
    """`+3.1 points`, with a true minus."""
    if change is None:
        return "–"
    return words.signed_change(change, 1, "points")


def _ours(why: OutcomeReasons) -> str:
    total = sum(p.now for p in why.reasons)
    ours = sum(p.now for p in why.controllers if p.key in OURS)
    told = total - sum(p.now for p in why.controllers if p.key == UNMAPPED)
    if not total:
        return ""
    if not told:
        return "Whose they are to mend cannot be said: no return gives a known reason."
    of = f"{total:,.0f}" if told == total else f"{told:,.0f} whose reason is known"
    rest = "" if told == total else f"; of {total - told:,.0f} more no known reason is given"
    return (
        f"{ours:,.0f} of the {of} were for reasons that police, or police and CPS "
        f"together, can do something about{rest}."
    )


def controller_words(key: str) -> str:
    return "unmapped or no reason given" if key == UNMAPPED else key


def party_words(key: str) -> str:
    return controller_words(key).replace("-", " ")


def counts_of(part: Part) -> str:
    return f"{part.now:,.0f} of {part.listed_now:,.0f}"


def is_known(catalogue: Catalogue, code: str) -> bool:
    """Whether a reason can be followed further: a code of a list."""
    return code != NOT_GIVEN and code in catalogue.reasons
