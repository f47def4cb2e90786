"""Text as people type it, made comparable; text of a file, made safe to print.

Assumes nothing about a cell: it may hold control characters, any script, or megabytes.
"""

from __future__ import annotations

import re
import unicodedata

QUOTE_LIMIT = 80
"""Longest piece of a cell that is shown in a message."""

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters that no cell may hold; tabs and line breaks are white space."""

NOT_WORD = re.compile(r"[\W_]+")


def tidy(text: str) -> str:
    """Without invisible characters, blanks of every kind reduced to single plain ones."""
    return " ".join(text.translate(INVISIBLE).split())


def tidy_dashes(text: str) -> str:
    """As `tidy`, with every typographic dash and minus sign as a plain hyphen."""
    return tidy(text).translate(DASHES)


def tidy_note(text: str) -> str:
    """A note keeps its line breaks, in one form, and loses blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fold(text: str) -> str:
    """What two spellings of one name have in common: `Kensington & Chelsea` as a slug."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return NOT_WORD.sub("-", plain.replace("'", "").replace("\u2019", "")).strip("-")


def shown(text: str) -> str:
    """A cell as a message shows it: cut, with unprintable characters written out."""
    start = text[: QUOTE_LIMIT + 1]
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in start)
    return safe if len(safe) <= QUOTE_LIMIT else safe[: QUOTE_LIMIT - 1] + "…"


def quoted(text: str) -> str:
    return f"'{shown(text)}'"


def or_list(names: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def and_list(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def number_text(value: float) -> str:
    """A number so that it reads back exactly; whole numbers without a fraction."""
    return str(int(value)) if value == int(value) else repr(value)
