"""What somebody wrote, without what no reader can see: kept else as it was written."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """Without control signs, marks of direction and bytes that were no text; new lines stay."""
    return "".join(s for s in text if s == "\n" or not unicodedata.category(s).startswith("C"))


def on_one_line(text: str) -> str:
    """The same on one line; blank where nothing of it can be seen."""
    return " ".join(visible(text).split())
