"""The pages as Streamlit's navigation wants them."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.util import calc_hash

Registry = tuple[tuple[str, str, str, str, tuple[str, ...]], ...]
"""Section, address, title, script and parameters of each page."""


class KnownPage(st.Page):
    """A page that is told from the others by a hash worked out once, not sixty times a run."""

    _known: str | None = None

    def __copy__(self) -> KnownPage:
        same = KnownPage.__new__(KnownPage)
        same.__dict__.update(self.__dict__)
        return same

    @property
    def _script_hash(self) -> str:
        if self._known is None:
            self._known = calc_hash(self._url_path)
        return self._known


def sections(registry: Registry) -> dict[str, list[st.Page]]:
    """The pages of each section, for one run.

    A page is made once a server, as Streamlit follows its path through all links; each run has a
    copy, as Streamlit marks on the page which one may run.
    """
    found: dict[str, list[st.Page]] = {}
    for section, page in _made(registry):
        found.setdefault(section, []).append(copy(page))
    return found


@cache
def _made(registry: Registry) -> tuple[tuple[str, st.Page], ...]:
    return tuple(
        (section, KnownPage(script, title=title, url_path=address or None, default=not address))
        for section, address, title, script, _ in registry
    )
