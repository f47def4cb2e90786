"""Faults that Pydantic finds, in the words of whoever filled in the field."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cjdata.definitions.invalid import why_invalid
from cjdata.domain.states import Stage

FITTING = {
    "day": "2003-11-30", "count": "13", "share": "0.5",
    "kind": "plan", "stage": "live", "name": "x",
}  # fmt: skip


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    day: dt.date
    count: int
    share: float
    kind: Literal["plan", "fact", "note"]
    stage: Stage
    name: str = Field(min_length=1, max_length=3)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("day", None, "is not given"),
        ("day", "30 Nov", "is no date: write a day as 2003-11-30"),
        ("day", [], "is no date: write a day as 2003-11-30"),
        ("day", "2003-11-30T10:00", "is no date: write a day as 2003-11-30"),
        ("count", "many", "is no whole number"),
        ("count", 1.5, "is no whole number"),
        ("share", "half", "is no number"),
        ("kind", "plans", "is none of 'plan', 'fact', 'note'"),
        ("name", "", "is not given"),
        ("name", "long", "has more than 3 letters"),
        ("colour", "red", "there is no such key"),
        ("colour", None, "there is no such key"),
        ("name", 3, "input should be a valid string"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_plain_words(key, value, said):
    Line.model_validate(FITTING)
    with pytest.raises(ValidationError) as caught:
        Line.model_validate(FITTING | {key: value})
    assert [why_invalid(dict(fault)) for fault in caught.value.errors()] == [said]


def test_a_missing_value_and_an_unknown_stage_are_told_in_plain_words():
    with pytest.raises(ValidationError) as caught:
        Line.model_validate({k: v for k, v in FITTING.items() if k != "day"} | {"stage": "done"})
    day, stage = (why_invalid(dict(fault)) for fault in caught.value.errors())
    assert day == "is not given"
    assert stage == "is none of " + ", ".join(f"'{one}'" for one in Stage)
