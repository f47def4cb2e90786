"""What a check reports, and the questions that several checks ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from cjdata.domain.catalogue import nearest


class Wrong(NamedTuple):
    """One thing wrong: in which kind of definition, which entry, which key, and why."""

    kind: str
    id: str
    key: str
    reason: str


def unknown(
    kind: str, entry: str, key: str, what: str, names: Iterable[str], known: Mapping[str, object]
) -> Iterator[Wrong]:
    """A wrong for each name that is not defined, with the nearest ones; blank names are passed."""
    for name in names:
        if name and name not in known:
            near = nearest(name, known)
            hint = f": did you mean {', '.join(near)}?" if near else ""
            yield Wrong(kind, entry, key, f"there is no {what} '{name}'{hint}")


def cycles(kind: str, key: str, follows: Mapping[str, Iterable[str]]) -> Iterator[Wrong]:
    """A wrong where entries refer to each other in a circle."""
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        circle = list(error.args[1])
        yield Wrong(kind, circle[0], key, f"goes round in a circle: {' -> '.join(circle)}")
