"""What the illustrative returns look like: sizes, levels, seasons, reasons. All of it invented.

Only the ineffective-trial rates are tied to published figures (see `anchors`); the days of young
offenders and the offences brought to justice start from published levels. The other rates lie
near what the papers of the time mention where they mention one, and say nothing about any real
borough or court.
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
    "victim_personal_statements": Rate(level=11.0, yearly=1.5, between=2.5, within=1.0),
    "victims_referred_on_time": Rate(level=78.0, yearly=1.0, between=4.0),
    "case_files_right_first_time": Rate(level=44.0, yearly=0.8),
    "crown_cases_dropped": Rate(level=14.0, yearly=-0.3, between=1.5, within=0.6),
    "satisfaction_satisfied": Rate(level=57.0, yearly=0.8, between=3.5, within=1.0),
    "witnesses_waiting_two_hours": Rate(level=55.0, yearly=0.8),
    "confidence_confident": Rate(level=40.0, yearly=0.9, between=0.0, within=0.8),
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
PLEA_SHARE = 0.80
"""Guilty pleas, at whatever hearing, among convictions."""
CROWN_CASES_A_MONTH, CROWN_ACQUITTED_SHARE, CROWN_PLEA_SHARE = 1250.0, 0.12, 0.78
COMMITTALS_A_MONTH = 820.0
"""Committals for trial disposed of otherwise than by a trial that cracked."""
PENDING_SHARE = 0.10
"""Decisions that ask for more work, for each file with a prosecutor."""
DAYS_A_MONTH, HOURS_A_DAY = 21, 8
"""Working days; cover from 9 to 5 (MPA PPRC, 8 May 2003, report 5)."""
COVER_KEPT, HOURS_KEPT = 0.95, 0.97
"""Share of agreed site days on which a prosecutor comes, and of the hours of such a day."""
ABSENT_SHARES = {
    "witnesses_absent_police": 0.16,
    "witnesses_absent_professional": 0.07,
    "witnesses_absent_civilian": 0.77,
}
"""Of witnesses who do not attend when required."""
WITNESSES_A_MONTH = {
    "witnesses_required": 5200.0,
    "witnesses_warned": 4100.0,
    "updates_due": 6400.0,
}
VICTIMS_A_MONTH = {"victims_in_charged_cases": 6200.0, "victims_to_refer": 9800.0}

CASE_FILES_A_MONTH, ASSESSED_SHARE = 7600.0, 0.90
OTHER_FILE_CHANCE = 0.55
"""Chance that a file which is not right first time is on time, and that it is sufficient."""
CHARGED_A_MONTH, BAILED_SHARE = 9000.0, 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long something takes, in hours or days."""

    mean: float
    spread: float
    """Standard deviation from one person to the next."""
    between: float
    """Standard deviation between boroughs, lasting, on the log scale."""
    within: float
    """Standard deviation of a borough's own wandering, on the log scale."""


CHARGE_HOURS = Duration(mean=9.6, spread=6.0, between=0.09, within=0.02)
BAIL_DAYS = Duration(mean=7.5, spread=4.0, between=0.12, within=0.03)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedDuration:
    """Days that follow a path over the years."""

    path: tuple[tuple[str, float], ...]
    spread: float


YOUNG_OFFENDER_DAYS = DatedDuration(
    path=(("2002-07", 68.0), ("2003-07", 66.0), ("2004-07", 69.0), ("2005-03", 68.5)), spread=45.0
)
"""The yearly means of England and Wales (Hansard, 26 March 2008, Young Offenders), each in the
middle of its year: London's own are not known."""
YOUNG_OFFENDER_CASES_A_MONTH = 195.0
"""About 1,300 young offenders a year in the Metropolitan Police District (Hansard, 3 March 2009,
Young Offenders: Greater London), each sentenced 1.8 times as in England and Wales."""
OFFICER_POSTS = 10
"""120 posts in 12 boroughs, shared out evenly."""
WARRANTS = 11500.0

OFFENCES_A_MONTH = {"recorded": 62000.0, "brought_to_justice": 10300.0}
"""Brought to justice: 123,665 in the Metropolitan area in 2001-02, provisional (Hansard, written
answers, 19 December 2002). Recorded: invented, so that about one in six is brought to justice."""
JUSTICE_YEARLY = 0.04
JUSTICE_PARTS = {
    "offences_convicted": 0.63,
    "offences_cautioned": 0.24,
    "offences_taken_into_consideration": 0.13,
}
RESPONDENTS_A_MONTH = {
    "satisfaction_opinions": 640.0,
    "witnesses_surveyed": 260.0,
    "confidence_respondents": 330.0,
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
