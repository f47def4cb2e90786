"""The signals as they leave the house: one mapping for JSON, from which the text is printed too.

The names are relied on outside the project; fields may be added, never renamed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cjdata.analysis.answers.common import settle_known_at
from cjdata.analysis.known_at import calendar
from cjdata.analysis.variation.signal_list import Signal
from cjdata.analysis.variation.signals import signals
from cjdata.charts.signal_texts import looked_at_words, not_looked_at_words, signal_sentence
from cjdata.ledger import Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


def signals_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """What was looked at as known at a date, and what was called."""
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    dates = calendar(reader, catalogue, demo=store.demo, today=today)
    found = signals(reader, catalogue, settle_known_at(known_at, dates))
    return {
        "known_at": found.known_at.isoformat(),
        "edition": reader.edition,
        "demo": store.demo,
        "looked_at": found.looked_at,
        "figures": found.figures,
        "expected_by_chance": found.expected_by_chance,
        "at_level": found.at_level,
        "level": found.level,
        "false_discovery": found.false_discovery,
        "false_at_most": found.false_at_most,
        "sentence": looked_at_words(found),
        "not_looked_at": not_looked_at_words(found),
        "signals": [_signal(s) for s in found.signals],
        "beyond_level": [_signal(s) for s in found.beyond_level],
    }


def _signal(signal: Signal) -> dict[str, Any]:
    found = signal.controllers
    return {
        "measure": signal.measure.id,
        "unit": signal.unit.id,
        "period": str(signal.period),
        "rules": [rule.value for rule in signal.rules],
        "direction": signal.direction,
        "judgement": signal.judgement.value,
        "size": signal.size,
        "counted": signal.counted,
        "numerator": signal.numerator,
        "denominator": signal.denominator,
        "value": signal.value,
        "expected": signal.expected,
        "interval95": [signal.lower, signal.upper],
        "p_value": signal.p_value,
        "controllable_by": list(found.names) if found else [],
        "sentence": signal_sentence(signal),
    }
