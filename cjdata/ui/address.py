"""What the address asks for: read and checked once, before any widget, and always shown whole.

A sent address opens the same view; a wrong one gets a plain message and the way back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

import streamlit as st

from cjdata.domain.catalogue import UnitKind, look_up
from cjdata.domain.errors import CjdataError, UnknownNameError
from cjdata.domain.periods import Grain
from cjdata.ui.house import House

LONGEST = 80
"""Letters of a parameter: no identifier has as many."""
REMEMBERED = "view"
"""Session key of the last valid view, so that a change of page keeps date and borough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is being looked at."""

    known_at: dt.date
    unit: str = "southwark"
    measure: str = "T05"
    grain: Grain = Grain.QUARTER
    initiative: str = "justice-for-london-model"
    court: str = "court-snaresbrook"

    def parameters(self, names: Sequence[str]) -> dict[str, str]:
        return {name: str(getattr(self, name)) for name in ("known_at", *names)}

    def link(self, page: str, *names: str, **instead: str) -> str:
        """The address of a page with this view, some of it replaced."""
        return f"{page}?{urlencode({**self.parameters(names), **instead})}"


PARAMETERS = tuple(field.name for field in fields(View))


class AddressError(CjdataError):
    """The address asks for something that there is not."""


def read(house: House, names: Sequence[str]) -> View:
    """The view that the address asks for; what it leaves out is as it was, or the default.

    `names` are the parameters that the page uses besides known_at. Raises AddressError.
    """
    given = st.query_params.to_dict()
    before: dict[str, str] = st.session_state.get(REMEMBERED, {})
    found: dict[str, object] = {"known_at": house.calendar.opening}
    for name, check in _checks(house).items():
        if name in given:
            found[name] = _checked(name, given[name], check)
        elif name in before:
            found[name] = check(before[name])
    view = View(**found)  # type: ignore[arg-type]
    st.session_state[REMEMBERED] = view.parameters(PARAMETERS)
    shown = view.parameters(names)
    if shown != given:
        st.query_params.from_dict(shown)
    return view


def change(name: str, widget: str) -> None:
    """Callback of a widget: put what was chosen into the address."""
    st.query_params[name] = str(st.session_state[widget])


def go_to(day: dt.date) -> None:
    """Callback of the stepper."""
    st.query_params["known_at"] = day.isoformat()


def _checked(name: str, text: str, check: Callable[[str], object]) -> object:
    if len(text) > LONGEST:
        raise AddressError(f"'{text[:40]}…' is too long for a {name.replace('_', ' ')}")
    try:
        return check(text)
    except CjdataError as error:
        raise AddressError(str(error)) from None
    except ValueError:
        raise AddressError(f"'{text[:40]}' is no {name.replace('_', ' ')}") from None


def _checks(house: House) -> dict[str, Callable[[str], object]]:
    catalogue = house.catalogue

    def known_at(text: str) -> dt.date:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise UnknownNameError(
                f"'{text[:40]}' is not a date: write it as YYYY-MM-DD, such as 2003-11-30"
            ) from None
        if not house.calendar.holds(day):
            raise UnknownNameError(f"nothing can be known at {text}: choose a day up to today")
        return day

    def unit(text: str) -> str:
        found = look_up("borough", text, {u.id: u for u in catalogue.boroughs})
        return found.id

    def court(text: str) -> str:
        kinds = (UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)
        return look_up("court", text, {u.id: u for u in catalogue.of_kind(*kinds)}).id

    return {
        "known_at": known_at,
        "unit": unit,
        "measure": lambda text: look_up("measure", text, catalogue.measures).id,
        "grain": Grain,
        "initiative": lambda text: look_up("initiative", text, catalogue.initiatives).id,
        "court": court,
    }
