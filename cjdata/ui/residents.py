"""The section on what residents said, as others publish it."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from cjdata.analysis.figures.residents import ResidentSurvey, resident_survey
from cjdata.charts import words
from cjdata.domain.periods import Period
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

NO_LINE = (
    "As published: how many were asked is not, so there is no interval and no verdict; the windows "
    "of two quarters overlap, so they are neither added up nor drawn as a line."
)


@kept
def survey_of(house: House, view: View) -> ResidentSurvey | None:
    return resident_survey(house.reader, house.catalogue, view.unit, view.known_at)


@kept
def section(house: House, view: View) -> str:
    """The latest share of each question beside London's own; nothing where nothing was loaded."""
    found = survey_of(house, view)
    if found is None:
        return ""
    usual = Counter(a.period for a in found.answers).most_common(1)[0][0]
    rows = []
    for answer in found.answers:
        name = words.opening(answer.question.label.partition(": ")[2] or answer.question.label)
        other = "" if answer.period == usual else window_words(answer.period)
        rows.append(
            [
                {"text": name, "address": "", "below": other},
                _share(answer.share),
                _share(answer.london),
            ]
        )
    return rendered(
        "returns_table",
        title="What residents said",
        aside=window_words(usual),
        heads=[
            {"name": "Question", "tone": ""},
            {"name": house.catalogue.units[found.unit].name, "tone": "end figure"},
            {"name": "London", "tone": "end whole"},
        ],
        rows=rows,
        empty="",
        note=source(house, view),
    )


def window_words(period: Period) -> str:
    """`twelve months to December 2019`."""
    return f"{words.number(period.months)} months to {period.end:%B %Y}"


def _share(share: float | None) -> str:
    return "not available" if share is None else words.figure(share, "pct", 0)


def source(house: House, view: View) -> str:
    """What it is, from which file, and how it is to be read."""
    found = survey_of(house, view)
    assert found is not None, "there is no source of what is not shown"
    last = max(found.answers, key=lambda a: (a.known_on, a.period.last))
    known = f"file {last.file}, known since {words.day(last.known_on)}"
    return f"{found.collection.label}: {found.collection.evidence}; {known}. {NO_LINE}"


def table(house: House, view: View) -> pd.DataFrame:
    """One row a question."""
    found = survey_of(house, view)
    if found is None:
        return pd.DataFrame()
    return pd.DataFrame(
        [
            {
                "component": a.question.id,
                "question": a.question.label,
                "unit": found.unit,
                "period": str(a.period),
                "share_pct": a.share,
                "london_pct": a.london,
                "state": "published" if a.share is not None else "not_available",
                "file": a.file,
                "known_on": a.known_on,
            }
            for a in found.answers
        ]
    )
