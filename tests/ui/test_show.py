"""Templates: what they may be given, and what they refuse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from cjdata.ui.show import environment


@dataclass(frozen=True)
class Row:
    name: str


@pytest.mark.parametrize("row", [{"name": "a & b"}, Row("a & b")])
def test_a_row_is_a_dictionary_or_has_attributes(row):
    assert environment().from_string("{{ row.name }}").render(row=row) == "a &amp; b"


def test_a_name_of_a_dictionary_is_never_its_method():
    template = environment().from_string("{{ row.items }}, {{ bare.items() | length }}")
    assert template.render(row={"items": 3}, bare={"name": 1}) == "3, 1"


@pytest.mark.parametrize("row", [{"name": "a"}, Row("a")])
def test_what_is_not_there_is_an_error(row):
    with pytest.raises(UndefinedError):
        environment().from_string("{{ row.nmae }}").render(row=row)


class Drawn(str):
    """A text that is no plain one."""

    def __html__(self) -> str:
        return "<svg/>"


VALUES = (
    "",
    "a & b",
    "<b>it's</b>",
    "&" * 100,
    Markup("<b>"),
    "<b>",
    Drawn("a"),
    1,
    True,
    0.5,
    None,
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_escaped_as_ever(value):
    for _ in range(2):
        assert environment().from_string("{{ value }}").render(value=value) == str(escape(value))
