"""Any sequence of loads and withdrawals, held against a model in plain dictionaries.

The model knows the rule alone: of the returns said by a day and not taken back by then, the one
of the highest day, then of the highest number, stands.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cjdata.domain.periods import Period
from cjdata.domain.returns import ReturnKey
from cjdata.intake.withdrawals import withdraw
from cjdata.ledger import Store
from cjdata.snapshot.comparison import differing_tables
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.stores import load, trials

UNITS = ("lambeth", "brent")
MONTH = Period.parse("2003-09")
DAYS = [dt.date(2003, 11, d) for d in range(1, 6)]

Load = tuple[str, int, tuple[int, ...]]
"""`load`, day, and what each unit of UNITS sends (0: nothing)."""
Withdraw = tuple[str, int, int]
"""`withdraw`, day, and which of the returns entered so far, counted round."""

steps = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.integers(0, 4), st.tuples(*[st.integers(0, 2)] * 2)).filter(
            lambda step: any(step[2])
        ),
        st.tuples(st.just("withdraw"), st.integers(0, 4), st.integers(0, 5)),
    ),
    min_size=2,
    max_size=5,
)


@dataclass
class Sent:
    unit: str
    content: int
    known_on: dt.date
    seq: int
    withdrawn_on: dt.date | None = None


@dataclass
class Model:
    """Every return ever entered, by its identifier."""

    sent: dict[str, Sent] = field(default_factory=dict)
    seq: int = 0

    def standing(self, unit: str, day: dt.date) -> str | None:
        known = {
            name: (sent.known_on, sent.seq)
            for name, sent in self.sent.items()
            if sent.unit == unit
            and sent.known_on <= day
            and (sent.withdrawn_on is None or sent.withdrawn_on > day)
        }
        return max(known, key=lambda name: known[name], default=None)

    def revised(self, unit: str, day: dt.date) -> bool:
        """Whether another return that was not taken back either had come by that day."""
        known = [
            sent
            for sent in self.sent.values()
            if sent.unit == unit
            and sent.known_on <= day
            and (sent.withdrawn_on is None or sent.withdrawn_on > day)
        ]
        return len(known) > 1

    def load(self, day: dt.date, contents: tuple[int, ...]) -> list[str]:
        """What a load enters: the returns that do not stand on that day as they are."""
        new = [
            (unit, content)
            for unit, content in sorted(zip(UNITS, contents, strict=True))
            if content and self.content_of(self.standing(unit, day)) != content
        ]
        if not new:
            return []
        self.seq += 1
        names = []
        for place, (unit, content) in enumerate(new, start=1):
            names.append(f"R{self.seq}-{place}")
            self.sent[names[-1]] = Sent(unit, content, day, self.seq)
        return names

    def content_of(self, name: str | None) -> int:
        return 0 if name is None else self.sent[name].content

    def withdrawable(self) -> list[str]:
        return [name for name, sent in self.sent.items() if sent.withdrawn_on is None]

    def withdraw(self, name: str, day: dt.date) -> str | None:
        self.seq += 1
        self.sent[name].withdrawn_on = day
        return self.standing(self.sent[name].unit, day)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
@example([("load", 2, (1, 1)), ("load", 2, (2, 1)), ("withdraw", 3, 2), ("load", 0, (2, 0))])
@example([("load", 1, (1, 0)), ("withdraw", 0, 0), ("load", 1, (1, 0)), ("withdraw", 4, 0)])
def test_the_standing_return_is_that_of_the_model(
    empty_live_store: Store, done: list[Load | Withdraw]
):
    with own_copy(empty_live_store) as store:
        model = Model()
        for step in done:
            take(store, model, step)
            assert_as_in_model(store, model)
        assert differing_tables(store, ground_of(store), Reader.open(store).path) == []


def test_an_increment_equals_a_full_rebuild_after_each_step(store: Store):
    model = Model()
    for step in [("load", 2, (1, 1)), ("load", 1, (2, 1)), ("withdraw", 3, 0), ("load", 0, (0, 2))]:
        take(store, model, step)
        assert differing_tables(store, ground_of(store), Reader.open(store).path) == []


class own_copy:  # noqa: N801 - read as a verb phrase where it is used
    """A store of an example's own."""

    def __init__(self, store: Store) -> None:
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        shutil.copytree(store.root, Path(self.folder.name) / "store")

    def __enter__(self) -> Store:
        return Store.open(Path(self.folder.name) / "store")

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()


def take(store: Store, model: Model, step: Load | Withdraw) -> None:
    what, place, how = step
    day = DAYS[place]
    if what == "load":
        rows = [r for u, c in zip(UNITS, how, strict=True) if c for r in rows_of(u, c)]
        assert list(load(store, *rows, known_on=day).return_ids) == model.load(day, how)
        return
    names = model.withdrawable()
    if names:
        name = names[how % len(names)]
        done = withdraw(store, name, why="property", by="model", known_on=day)
        assert done.stands_again == model.withdraw(name, day)


def rows_of(unit: str, content: int) -> list[str]:
    return trials(unit, "2003-09", 10 * content, 5, 5)


def keys() -> Iterator[tuple[str, ReturnKey]]:
    yield from ((unit, ReturnKey("trials-magistrates", unit, MONTH)) for unit in UNITS)


def assert_as_in_model(store: Store, model: Model) -> None:
    reader = Reader.open(store)
    for day in DAYS:
        found = reader.standing([key for _, key in keys()], day)
        shown = reader.figures(["T04"], UNITS, [MONTH], day).set_index("unit")
        for unit, key in keys():
            name = model.standing(unit, day)
            assert (found[key].return_id if key in found else None) == name
            counted = shown.loc[unit, "numerator"]
            assert counted == 10 * model.content_of(name) if name else counted != counted
            assert shown.loc[unit, "revised"] == model.revised(unit, day)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.permutations([(1, (1, 0)), (2, (2, 1)), (3, (3, 2)), (4, (4, 3))]))
def test_the_order_of_loading_does_not_matter_where_the_days_differ(
    empty_live_store: Store, order: list[tuple[int, tuple[int, ...]]]
):
    with own_copy(empty_live_store) as store:
        for place, contents in order:
            sent = zip(UNITS, contents, strict=True)
            rows = [row for unit, content in sent if content for row in rows_of(unit, content)]
            load(store, *rows, known_on=DAYS[place])
        reader = Reader.open(store)
        shown = [
            reader.figures(["T04"], [unit], [key.period], day).iloc[0]["numerator"]
            for day, (unit, key) in itertools.product(DAYS[1:], keys())
        ]
    assert [0 if n != n else n for n in shown] == [10, 0, 20, 10, 30, 20, 40, 30]
