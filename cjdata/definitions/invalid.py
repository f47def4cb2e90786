"""Why Pydantic refuses a value, in the words of whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")
NOT_GIVEN = ("missing", "missing_keyword_only_argument", "string_too_short", "too_short")
DATES = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
WHOLE = ("int_type", "int_parsing", "int_from_float", "int_parsing_size")
NUMBERS = ("float_type", "float_parsing", "finite_number")
CHOICES = ("literal_error", "enum")
A_DAY = "write a day as 2003-11-30"


def why_invalid(fault: Mapping[str, Any]) -> str:
    """What is wrong with a value and what would be right, from one of Pydantic's `errors()`.

    It follows the name of the field: `is not given`, `is none of 'done', 'late'`. What is rare
    keeps Pydantic's sentence.
    """
    kind = fault["type"]
    if kind in UNKNOWN_KEY:
        return "there is no such key"
    if kind in NOT_GIVEN or fault["input"] is None:
        return "is not given"
    if kind in DATES:
        return f"is no date: {A_DAY}"
    if kind in WHOLE:
        return "is no whole number"
    if kind in NUMBERS:
        return "is no number"
    if kind in CHOICES:
        return f"is none of {fault['ctx']['expected'].replace(' or ', ', ')}"
    if kind == "string_too_long":
        return f"has more than {fault['ctx']['max_length']} letters"
    message = str(fault["msg"])
    return message[:1].lower() + message[1:]
