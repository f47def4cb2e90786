"""Who speaks in a source: statements of one body supersede each other, those of two do not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cjdata.domain.programme import Source

BODIES = {"MPA": "MPS", "HMIC": "HMIC"}
"""First word of a source -> body. Papers to the police authority are written by the MPS."""


def body_of(source_text: str, sources: Mapping[str, Source]) -> str:
    """The body that speaks in a source, also in one that is not among the sources.

    Failing both, the words before the first digit or comma; a text that begins with one of
    these, such as a bare date, speaks for itself.
    """
    if source_text in sources:
        return sources[source_text].body
    words = re.split(r"[\d,]", source_text, maxsplit=1)[0].strip()
    return BODIES.get(words.partition(" ")[0], words or source_text.strip())
