"""Every page as `app.py` registers it, and views of it that nobody has asked for before."""

from __future__ import annotations

import ast
import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.server import ROOT
from cjdata.definitions import load

FIRST_DAY = dt.date(2003, 6, 1)
Parameters = dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """An address, and the parameters besides known_at that it takes."""

    address: str
    takes: tuple[str, ...] = ()


def registered() -> tuple[Page, ...]:
    """The registry of `app.py`, read without running it."""
    tree = ast.parse((ROOT / "app.py").read_text("utf-8"))
    (found,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    return tuple(
        Page(address, tuple(name.partition("/")[0] for name in names))
        for _, address, _, _, names in ast.literal_eval(found)
    )


PAGES = registered()


def views(page: Page, begin: int = 0, apart: int = 1) -> Iterator[Parameters]:
    """Views of a page that nobody has asked for before: another day each, other names in turn.

    They begin some days after the first, and are so many days apart.
    """
    catalogue = load()
    names = {
        "initiative": itertools.cycle(catalogue.initiatives),
        "unit": itertools.cycle(unit.id for unit in catalogue.boroughs),
    }
    taken = [name for name in page.takes if name in names]
    for days in itertools.count(begin, apart):
        day = FIRST_DAY + dt.timedelta(days=days)
        yield {"known_at": day.isoformat()} | {name: next(names[name]) for name in taken}
