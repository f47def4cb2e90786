"""Libraries that the first page can do without: loaded when one first asks something of them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

LATER = ("pandas", "scipy")
TAKING = Lock()


class StandIn(ModuleType):
    """A library in the modules that imported it, until one of them asks for something in it."""

    def __getattr__(self, name: str) -> Any:
        _take_away(self)
        library = importlib.import_module(self.__name__)
        vars(self).update(vars(library))
        return getattr(library, name)


@contextmanager
def put_off(libraries: Sequence[str] = LATER) -> Iterator[None]:
    """Give the modules that are imported in this block stand-ins for some libraries.

    After it no library is there as if it were loaded: DuckDB, where it finds pandas, asks it at
    once for its missing values.
    """
    stand_ins = {name: StandIn(name) for name in libraries if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for stand_in in stand_ins.values():
            _take_away(stand_in)


def _take_away(stand_in: StandIn) -> None:
    """Let nobody import it any more; another thread may have done so."""
    with TAKING:
        if sys.modules.get(stand_in.__name__) is stand_in:
            del sys.modules[stand_in.__name__]
