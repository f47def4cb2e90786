"""A store of four boroughs in which one figure moved, and is known to have moved."""

from __future__ import annotations

import numpy as np

from cjdata.domain.periods import month_text, parse_month
from cjdata.ledger import Store
from tests.stores import load, trials

LAST = parse_month("2004-06")
MONTHS = range(LAST - 17, LAST + 1)
BOROUGHS = ("lambeth", "croydon", "barnet", "camden")


def reasons(unit: str, period: str, counts: dict[str, int]) -> list[str]:
    return [
        f"{unit},{period},trials_ineffective,{count},magistrates,,{code}"
        for code, count in counts.items()
    ]


def plant(store: Store) -> Store:
    """Four boroughs of 200 trials a month, 40 of them ineffective give or take chance; in the last
    month Lambeth has 120, and Camden has sent nothing."""
    chance = np.random.default_rng(2004)
    rows: list[str] = []
    for month in MONTHS:
        for unit in BOROUGHS:
            if (unit, month) == ("camden", LAST):
                continue
            lost = 120 if (unit, month) == ("lambeth", LAST) else int(chance.binomial(200, 0.2))
            cracked = int(chance.binomial(200 - lost, 0.45))
            rows += trials(unit, month_text(month), 200 - lost - cracked, cracked, lost)
            # from the court, and from police witnesses: the change is all the police's
            court = min(lost, 25)
            rows += reasons(unit, month_text(month), {"N1": lost - court, "W1": court})
    assert load(store, *rows, known_on="2004-07-10").accepted
    return store
