"""Makes records of the vocabulary out of plain entries, or says which key is wrong and why."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from cjdata.definitions.read import Entry
from cjdata.domain.errors import DefinitionError

T = TypeVar("T")

UNKNOWN_KEY = "unexpected_keyword_argument"
PLAIN = {
    UNKNOWN_KEY: "there is no such key",
    "missing": "is not given",
    "missing_keyword_only_argument": "is not given",
}
"""Kinds of fault that read better in our own words."""


def validated(entry: Entry, adapter: TypeAdapter[T]) -> T:
    """The record of an entry; raises DefinitionError on its first fault.

    A key that is not known comes first: misspelt, it is the cause of one that is not given.
    """
    try:
        return adapter.validate_python(entry.values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        fault = next((f for f in faults if f["type"] == UNKNOWN_KEY), faults[0])
        key = ".".join([entry.key, *map(str, fault["loc"])])
        reason = PLAIN.get(fault["type"]) or f"{fault['msg']}, not {fault['input']!r}"
        raise DefinitionError(entry.file, key, reason) from error
