"""What was done everywhere at once beside the initiatives, and is in no comparison of boroughs.

Rests on one assumption: a programme that reached all boroughs alike moves those live and those
not yet live alike; where it reached them one by one it cannot be told from the initiative.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.domain.measures import Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A national programme of the time, with the day from which the source says so."""

    text: str
    """As it stands within a sentence."""
    source: str
    said_on: dt.date
    strands: tuple[Strand, ...]
    """What it may have moved."""


PROGRAMMES = (
    Programme(
        text="every criminal justice area had its own target for ineffective trials, together a "
        "cut of 27% over three years",
        source="Hansard, written answers, 6 November 2003, Criminal Justice Boards",
        said_on=dt.date(2003, 11, 6),
        strands=("Trials", "Witness care", "Processing"),
    ),
    Programme(
        text="charging by prosecutors came in nationally: the law was in force from 29 January "
        "2004 and by September 2004 every force charged with prosecutors in some form",
        source="Hansard, written answers, 9 September 2004, Pre-charge Investigations",
        said_on=dt.date(2004, 9, 9),
        strands=("Trials", "Charging", "Processing", "Strategic"),
    ),
    Programme(
        text="No Witness No Justice paid for witness care units nationally from February 2004, "
        "after pilots outside London",
        source="CPS press release 148/04, 13 December 2004",
        said_on=dt.date(2004, 12, 13),
        strands=("Trials", "Witness care"),
    ),
)


def concurrent(strand: Strand, known_at: dt.date) -> tuple[Programme, ...]:
    """The programmes known at a date that may have moved measures of a strand."""
    return tuple(p for p in PROGRAMMES if strand in p.strands and p.said_on <= known_at)
