"""The days on which an effect may change: between two of them it is the same.

An effect rests on which returns stand and on who has gone live with any initiative, for what came
beside it decides whom it is compared with; the date itself enters nothing.
"""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.rollout.go_lives import last_arrived
from cjdata.domain.catalogue import Catalogue
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day


def effect_day(reader: Reader, catalogue: Catalogue, known_at: dt.date, *, demo: bool) -> dt.date:
    """The last day up to a date on which a figure changed, or what is known of a go-live."""
    arrived = last_arrived(reader, catalogue, known_at, demo=demo)
    return max(turning_day(reader, known_at), arrived)
