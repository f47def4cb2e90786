"""Answers are worked out once for each key and view, and not for ever."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Barrier, Event, Thread

import pytest

from cjdata.ui.keeping import MOST, kept


@dataclass
class Place:
    key: str


def test_an_answer_is_worked_out_once_for_each_place_and_question():
    asked: list[tuple[str, int]] = []

    @kept
    def double(place: Place, number: int, *, more: int = 0) -> int:
        asked.append((place.key, number))
        return 2 * number + more

    assert [double(Place("a"), 1), double(Place("a"), 1), double(Place("b"), 1)] == [2, 2, 2]
    assert [double(Place("a"), 1, more=5), double(Place("a"), 1, more=5)] == [7, 7]
    assert asked == [("a", 1), ("b", 1), ("a", 1)]


def test_nothing_is_an_answer_too_and_an_error_is_none():
    asked: list[int] = []

    @kept
    def half(place: Place, number: int) -> int | None:
        asked.append(number)
        if number < 0:
            raise ValueError("below nought")
        return None if number % 2 else number // 2

    assert [half(Place("a"), 3), half(Place("a"), 3)] == [None, None]
    for _ in range(2):
        with pytest.raises(ValueError, match="below"):
            half(Place("a"), -1)
    assert asked == [3, -1, -1]


def test_what_was_asked_for_longest_ago_is_dropped():
    asked: list[int] = []

    @kept
    def same(place: Place, number: int) -> int:
        asked.append(number)
        return number

    for number in range(MOST):
        same(Place("a"), number)
    same(Place("a"), 0)
    same(Place("a"), MOST)
    asked.clear()
    same(Place("a"), 0)
    same(Place("a"), 1)
    assert asked == [1]


def test_who_asks_for_what_another_works_out_waits_for_it():
    begun, go_on, asked = Event(), Event(), []

    @kept
    def slow(place: Place) -> int:
        asked.append(place.key)
        begun.set()
        assert go_on.wait(10)
        return 7

    found: list[int] = []
    threads = [Thread(target=lambda: found.append(slow(Place("a")))) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    threads[1].join(0.05)  # it waits: nobody has answered yet
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join()
    assert (found, asked) == ([7, 7], ["a"])


def test_an_error_of_one_is_not_the_error_of_who_waited():
    begun, asked = Event(), []

    @kept
    def second_time(place: Place) -> int:
        asked.append(place.key)
        begun.set()
        if len(asked) == 1:
            raise ValueError("not yet")
        return 7

    with pytest.raises(ValueError, match="not yet"):
        second_time(Place("a"))
    assert second_time(Place("a")) == 7


def test_many_who_ask_at_once_get_their_own_answers():
    begin = Barrier(8)
    wrong: list[int] = []

    @kept
    def square(place: Place, number: int) -> int:
        return number * number

    def ask() -> None:
        begin.wait()
        wrong.extend(n for n in range(2 * MOST) if square(Place("a"), n) != n * n)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
