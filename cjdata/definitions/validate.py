"""Makes records of the vocabulary out of plain entries, or says which key is wrong and why."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from cjdata.definitions.invalid import NOT_GIVEN, UNKNOWN_KEY, why_invalid
from cjdata.definitions.read import Entry
from cjdata.domain.errors import DefinitionError

T = TypeVar("T")


def validated(entry: Entry, adapter: TypeAdapter[T]) -> T:
    """The record of an entry; raises DefinitionError on its first fault.

    A key that is not known comes first: misspelt, it is the cause of one that is not given.
    """
    try:
        return adapter.validate_python(entry.values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        fault = next((f for f in faults if f["type"] in UNKNOWN_KEY), faults[0])
        key = ".".join([entry.key, *map(str, fault["loc"])])
        said = (
            "" if fault["type"] in (*UNKNOWN_KEY, *NOT_GIVEN) else f" (it says {fault['input']!r})"
        )
        reason = f"{why_invalid(dict(fault))}{said}"
        raise DefinitionError(entry.file, key, reason) from error
