"""The signals of one day, kept beside their snapshot, so that a server need not look at its start.

A look takes a third of a second and loads SciPy: half as long as all else that stands before a
first page. Whoever makes a snapshot whole keeps the look that a store opens with; a file that is
missing, or that other code has written, is worked out anew and never trusted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import cjdata
from cjdata.analysis.process.controllers import Controllers
from cjdata.analysis.variation.signal_list import LeftOut, Signal, SignalList
from cjdata.analysis.variation.signals import signals
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.ledger.store import write_whole
from cjdata.snapshot.files import beside
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from cjdata.stats.xmr import Judgement, Rule

NAME = "signals"
RESTS_ON = ("domain", "stats", "snapshot", "analysis")
"""The rooms whose code decides what a look finds."""
PLAIN = ("numerator", "denominator", "value", "expected", "lower", "upper", "size", "counted",
         "p_value", "called")  # fmt: skip
SUMS = ("looked_at", "figures", "expected_by_chance", "at_level", "level", "false_discovery",
        "false_at_most")  # fmt: skip


def keep_signals(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> None:
    """Look as at a day and keep what was found, unless it is kept already."""
    day = turning_day(reader, known_at)
    if _kept(reader, catalogue, day) is None:
        kept = {"code": _code(), "found": _written(signals(reader, catalogue, day))}
        with suppress(OSError):  # it saves time and is not missed
            write_whole(beside(reader.path, NAME), json.dumps(kept), sync=False)


def signals_of(reader: Reader, catalogue: Catalogue, day: dt.date) -> SignalList:
    """What a look as at a turning day finds: from the file where it is kept, else looked for."""
    return _kept(reader, catalogue, day) or signals(reader, catalogue, day)


def _kept(reader: Reader, catalogue: Catalogue, day: dt.date) -> SignalList | None:
    try:
        kept = json.loads(beside(reader.path, NAME).read_text("utf-8"))
        if kept["found"]["known_at"] != day.isoformat() or kept["code"] != _code():
            return None
        return _read(kept["found"], catalogue)
    except (OSError, ValueError, LookupError, TypeError):
        return None


@cache
def _code() -> str:
    """Hash of the code that a look rests on."""
    found = hashlib.sha256()
    for room in RESTS_ON:
        for file in sorted((Path(cjdata.__file__).parent / room).rglob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()


def _written(found: SignalList) -> dict[str, Any]:
    return {
        "known_at": found.known_at.isoformat(),
        "signals": [_signal_written(signal) for signal in found.signals],
        "beyond_level": [_signal_written(signal) for signal in found.beyond_level],
        **{name: getattr(found, name) for name in SUMS},
        "measures": [measure.id for measure in found.measures],
        "left_out": [(left.measure.id, left.why) for left in found.left_out],
        "not_judged": dict(found.not_judged),
    }


def _read(kept: Mapping[str, Any], catalogue: Catalogue) -> SignalList:
    measures = catalogue.measures
    return SignalList(
        known_at=dt.date.fromisoformat(kept["known_at"]),
        signals=tuple(_signal_read(signal, catalogue) for signal in kept["signals"]),
        beyond_level=tuple(_signal_read(signal, catalogue) for signal in kept["beyond_level"]),
        **{name: kept[name] for name in SUMS},
        measures=tuple(measures[name] for name in kept["measures"]),
        left_out=tuple(LeftOut(measure=measures[name], why=why) for name, why in kept["left_out"]),
        not_judged=kept["not_judged"],
    )


def _signal_written(signal: Signal) -> dict[str, Any]:
    by = signal.controllers
    return {
        "measure": signal.measure.id,
        "unit": signal.unit.id,
        "period": (signal.period.first, signal.period.last),
        **{name: getattr(signal, name) for name in PLAIN},
        "judgement": signal.judgement.value,
        "rules": [rule.value for rule in signal.rules],
        "controllers": by and (by.moved, by.by_reason, by.defined),
    }


def _signal_read(kept: Mapping[str, Any], catalogue: Catalogue) -> Signal:
    by = kept["controllers"]
    return Signal(
        measure=catalogue.measures[kept["measure"]],
        unit=catalogue.units[kept["unit"]],
        period=Period(*kept["period"]),
        **{name: kept[name] for name in PLAIN},
        judgement=Judgement(kept["judgement"]),
        rules=tuple(Rule(rule) for rule in kept["rules"]),
        controllers=by
        and Controllers(
            tuple((name, part) for name, part in by[0]), by_reason=by[1], defined=by[2]
        ),
    )
