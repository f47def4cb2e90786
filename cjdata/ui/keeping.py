"""Answers that are worked out once a snapshot and view, and shared by everybody who asks the same.

Streamlit's own cache hashes every argument by content at each look: on a page seen before that took
longer than all else that the house does. Arguments here are small and hashable, and what is kept
needs no copy, so that a dictionary does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

MOST = 256
"""Answers kept of one function; the one that was asked for longest ago is dropped first."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Keyed(Protocol):
    """What answers are kept by: something whose key is never used for anything else."""

    @property
    def key(self) -> Hashable: ...


Place = TypeVar("Place", bound=Keyed)


def kept(
    answer: Callable[Concatenate[Place, Asked], Answer],
) -> Callable[Concatenate[Place, Asked], Answer]:
    """Keep the answers of a function by the key of its first argument and by the others.

    What is kept is shared: it must not be changed by anybody. Who asks for what another is working
    out waits for it; an error is not kept.
    """
    answers: OrderedDict[Hashable, Answer] = OrderedDict()
    under_way: dict[Hashable, Lock] = {}
    lock = Lock()

    @wraps(answer)
    def asked(place: Place, /, *args: Asked.args, **named: Asked.kwargs) -> Answer:
        key: tuple[Any, ...] = (place.key, args, tuple(sorted(named.items())))
        with lock:
            if key in answers:
                answers.move_to_end(key)
                return answers[key]
            mine = under_way.setdefault(key, Lock())
        with mine:
            with lock:
                if key in answers:  # another has worked it out meanwhile
                    return answers[key]
            try:
                made = answer(place, *args, **named)
                with lock:
                    answers[key] = made
                    while len(answers) > MOST:
                        answers.popitem(last=False)
            finally:
                with lock:
                    under_way.pop(key, None)
            return made

    return asked
