"""What came of something that was entered: told where it was entered, on the page made anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cjdata.charts import words
from cjdata.domain.errors import CjdataError
from cjdata.ui.show import plain

OUTCOME = "outcome"
"""Session key, before the name of the form, of what the next run has to say."""


def entered_or_said_why(enter: Callable[[], str], form: str) -> None:
    """Enter something and show the page anew with what `enter` says of it, or say why not."""
    try:
        said = enter()
    except (CjdataError, OSError) as error:
        st.error(plain(words.opening(why_not(error))))
        return
    _keep(form, said, done=True)
    st.rerun()


def enter_before_the_page(enter: Callable[[], str], form: str) -> None:
    """The same, called back by a button: the page that is made then may not have its form."""
    try:
        _keep(form, enter(), done=True)
    except (CjdataError, OSError) as error:
        _keep(form, words.opening(why_not(error)), done=False)


def _keep(form: str, said: str, *, done: bool) -> None:
    st.session_state[f"{OUTCOME}-{form}"] = said, done


def show_outcome(form: str) -> None:
    """Say once what came of the form."""
    said, done = st.session_state.pop(f"{OUTCOME}-{form}", ("", True))
    if said:
        (st.success if done else st.error)(plain(said))


def why_not(error: CjdataError | OSError) -> str:
    """Why nothing could be entered, in words for whoever entered it."""
    if isinstance(error, OSError):
        return f"the store could not be written ({error.strerror}): nothing was changed."
    return str(error)
