"""The signals as they leave the house: one mapping for JSON, from which the text is printed too.

The names are relied on outside the project; fields may be added, never renamed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.variation.signal_list import Signal
from cjdata.analysis.variation.signals import signals
from cjdata.charts.signal_texts import looked_at_words, not_looked_at_words, signal_sentence
from cjdata.ledger import Store


def signals_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """What was looked at as known at a date, and what was called."""
    asked = asked_of(store, known_at, today)
    found = signals(asked.reader, asked.catalogue, asked.day)
    return {
        **asked.head,
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
