"""Where the record ends: the last day of which anything at all was loaded.

Silence after it says nothing of those who were to report: nobody has loaded what they said.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from cjdata.analysis.authority import decisions, mentions, papers
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import last_day
from cjdata.snapshot.reader import Reader

AIM_TOPIC, CHALLENGE_TOPIC = "aim", "challenge"
TOPICS = (AIM_TOPIC, CHALLENGE_TOPIC, decisions.TOPIC, papers.TOPIC, mentions.TOPIC)


@lru_cache(maxsize=2)
def record_end(reader: Reader, catalogue: Catalogue) -> dt.date:
    """The day of the last paper, statement or entry, or the last one that returns are for.

    Whatever the date looked from, and whenever a return was loaded: one of October 2004 that is
    loaded twenty years after says nothing of the years between.
    """
    every = dt.date.max
    days = [entry.known_on for topic in TOPICS for entry in reader.kept(topic, every)]
    days += [paper.day for paper in papers.papers_at(reader, catalogue, every)]
    days += [event.said_on for event in known_events(reader, every)]
    last_loaded = reader.last_known_on()
    if last_loaded is not None:
        days += [last_day(last) for _, last in reader.reported_months(last_loaded).values()]
    return max(days)
