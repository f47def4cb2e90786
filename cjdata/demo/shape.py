"""What the illustrative returns look like: sizes, levels, seasons, reasons. All of it invented.

Only the ineffective-trial rates are tied to published figures (see `anchors`). The levels of
the other rates lie near what the papers of the time mention where they mention one, and say
nothing about any real borough or court.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST_MONTH_TEXT, LAST_MONTH_TEXT = "2002-04", "2005-03"

VOLUME_BY_CALENDAR_MONTH = (1.03, 1.01, 1.06, 0.98, 1.01, 1.03, 1.04, 0.88, 1.02, 1.05, 1.06, 0.83)
"""January to December: courts sit less in August and over Christmas."""

INEFFECTIVE_SEASON_POINTS = (0.5, -0.1, -0.4, -0.2, -0.2, 0.0, 0.2, 0.9, -0.3, -0.6, -0.4, 1.3)
"""January to December: more trials fail when people are away."""

BOROUGH_SIZE_SPREAD = 0.12
"""Standard deviation of a borough's caseload about its population's share, on the log scale."""
VOLUME_NOISE = 0.06
MEMORY = 0.5
"""How much of one month's departure lives on in the next, in volumes and in rates alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How one rate behaves before any effect: in per cent and percentage points."""

    level: float
    yearly: float = 0.0
    """Drift that all boroughs share, points a year."""
    between: float = 4.0
    """Standard deviation between boroughs, lasting."""
    within: float = 1.6
    """Standard deviation of a borough's own wandering from month to month."""


RATES = {
    "files_accepted_first_time": Rate(level=52.0),
    "cases_dropped": Rate(level=14.5, yearly=-0.3, between=1.5, within=0.6),
    "guilty_pleas_first_hearing": Rate(level=39.0, yearly=0.5),
    "witnesses_attended": Rate(level=71.0, yearly=0.6, between=3.5),
    "witnesses_needs_assessed": Rate(level=24.0, yearly=3.0, between=5.0),
    "updates_on_time": Rate(level=54.0, yearly=1.5, between=5.0, within=1.8),
}

LISTED_A_MONTH = {"magistrates": 2900.0, "crown": 780.0}
"""Trials listed in all London in an ordinary month."""
VACATED_SHARE = {"magistrates": 0.16, "crown": 0.10}
"""Trials vacated for each trial listed."""
CRACKED_RATE = {
    "magistrates": Rate(level=28.0, between=2.5, within=0.8),
    "crown": Rate(level=36.0, between=2.5, within=0.8),
}
INEFFECTIVE_SPREAD = {
    "magistrates": Rate(level=0.0, between=3.2, within=1.1),
    "crown": Rate(level=0.0, between=1.8, within=0.7),
}

FILES_A_MONTH = 4200.0
"""Files for a charging decision in all London once lawyers sit everywhere."""
DECISION_SHARES = {
    "decisions_charged": 0.62,
    "decisions_no_further_action_evidential": 0.19,
    "decisions_no_further_action_public_interest": 0.06,
    "decisions_out_of_court": 0.13,
}
DEFENDANTS_A_FILE = 1.08
CASES_A_MONTH = 13000.0
"""Near the 156,000 cases a year that a press report gave for CPS London."""
PLEA_HEARING_SHARE, ACQUITTED_SHARE = 0.75, 0.10
"""First hearings with a plea for each case; acquittals among cases that were not dropped."""
WITNESSES_A_MONTH = {
    "witnesses_required": 5200.0,
    "witnesses_warned": 4100.0,
    "updates_due": 6400.0,
}

CRACKED_WEIGHTS = {
    "A": 34, "B": 5, "C": 16, "D": 4, "E": 6, "F": 1.5, "G": 0.6, "H": 0.4,
    "I": 12, "J": 13, "K": 4, "L": 3.5,
}  # fmt: skip

INEFFECTIVE_WEIGHTS = {
    "magistrates": {
        "M1": 1.6, "M2": 4.5, "M3": 2.2, "N1": 6.2, "N2": 1.0, "N3": 19.0, "O1": 0.5, "O2": 0.6,
        "P": 0.7, "Q1": 2.6, "Q2": 7.0, "Q3": 0.9, "R": 2.4, "S1": 16.0, "S2": 4.0, "S3": 3.0,
        "S4": 1.0, "T": 0.5, "U1": 0.7, "U2": 0.7, "V": 0.8, "W1": 4.0, "W2": 8.2, "W3": 4.4,
        "W4": 0.7, "W5": 2.0,
    },
    "crown": {
        "M1": 2.6, "M2": 9.0, "M3": 3.5, "N1": 3.0, "N2": 1.5, "N3": 17.0, "O1": 0.8, "O2": 0.4,
        "P": 1.2, "Q1": 3.0, "Q2": 11.0, "Q3": 1.5, "R": 2.0, "S1": 13.0, "S2": 7.0, "S3": 2.0,
        "S4": 0.5, "T": 1.0, "U1": 1.0, "U2": 0.4, "V": 2.0, "W1": 3.0, "W2": 2.0, "W3": 5.5,
        "W4": 0.5, "W5": 1.2, "X": 0.4, "Y": 0.2, "Z": 0.2,
    },
}  # fmt: skip
"""In the order of the national list for the quarter to May 2004 (Hansard, written answers,
22 July 2004) as far as its headings can be matched to these codes; the weights are invented."""
RARE_REASON_WEIGHT = 0.3
"""For a code that the lists above do not name."""
