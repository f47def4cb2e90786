"""What a generator draws is the same whenever it stands as it stood: it is drawn once.

Assumption: what was drawn is shared and must not be changed by anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

import numpy as np

Drawn = TypeVar("Drawn")

MOST = 8
"""Draws kept of one function: a forecast has few different beginnings."""


def drawn_once(
    draw: Callable[[np.random.Generator, int], Drawn],
) -> Callable[[np.random.Generator, int], Drawn]:
    """Keep what a function draws by the state of its generator, which is left as drawing leaves it.

    The generator must be one of `numpy.random.default_rng`.
    """

    @lru_cache(maxsize=MOST)
    def from_state(state: int, increment: int, half: int, rest: int, count: int) -> Any:
        rng = np.random.default_rng(0)
        rng.bit_generator.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": increment},
            "has_uint32": half,
            "uinteger": rest,
        }
        return draw(rng, count), rng.bit_generator.state

    @wraps(draw)
    def asked(rng: np.random.Generator, count: int) -> Drawn:
        now: Any = rng.bit_generator.state
        stands = now["state"]["state"], now["state"]["inc"], now["has_uint32"], now["uinteger"]
        found: Drawn
        found, rng.bit_generator.state = from_state(*stands, count)
        return found

    return asked
