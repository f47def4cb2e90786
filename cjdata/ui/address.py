"""What the address asks for: read and checked once, before any widget, and always shown whole.

A sent address opens the same view; a wrong one gets a plain message and the way back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

import streamlit as st

from cjdata.analysis.figures.trend_units import (
    grains_of,
    units_beside,
    units_followed,
)
from cjdata.charts import words
from cjdata.domain.errors import CjdataError
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain
from cjdata.domain.units import Unit, UnitKind
from cjdata.reports.provenance import view_address
from cjdata.ui import reads
from cjdata.ui.house import House, kept
from cjdata.ui.parameters import checks

LONGEST = 100
"""Letters of a parameter: no identifier has as many, nor have three units beside the first."""
REMEMBERED = "view"
"""Session key of the last valid view, so that a change of page keeps date and borough."""
HERE = "here"
"""Session key of where the reader is in this run; `frame` sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is being looked at."""

    known_at: dt.date
    unit: str = "southwark"
    measure: str = "T05"
    grain: Grain = Grain.QUARTER
    initiative: str = "justice-for-london-model"
    court: str = ""
    """A Crown Court in place of the unit's magistrates' courts; empty for these."""
    reason: str = ""
    """One recorded reason in place of all."""
    collection: str = "trials-magistrates"
    period: str = ""
    """Months whose trials are looked at; empty for the latest three."""
    against: str = ""
    """Months that they are held against; empty for the same a year before."""
    peers: str = ""
    """Whom a borough is compared with: `nearest` or a group that somebody named; empty for the
    boroughs of its sub-region."""
    recommendation: str = ""
    """The recommendation whose history is shown; empty for none."""
    beside: str = ""
    """Units seen with the first one, with commas between them; empty for none."""
    since: str = ""
    """The earlier of two dates, as it is written in an address; empty for the report before."""

    @property
    def others(self) -> tuple[str, ...]:
        """The units beside the first."""
        return tuple(self.beside.split(",")) if self.beside else ()

    def parameters(self, names: Sequence[str]) -> dict[str, str]:
        """What stands in the address; a choice that was not made does not."""
        found = {name: str(getattr(self, name)) for name in ("known_at", *names)}
        return {name: text for name, text in found.items() if text}

    def link(self, page: str, *names: str, **instead: str) -> str:
        """The address of a page with this view, some of it replaced."""
        asked = {**self.parameters(names), **instead}
        given = [f"{name}={_quoted(text)}" for name, text in asked.items() if text]
        return f"{page}?{'&'.join(given)}"


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """As `urlencode` writes a value, with commas as they are."""
    return quote_plus(text, safe=",")


LONDON_TOO = "London's boroughs together are unit=mps"
PARAMETERS = tuple(field.name for field in fields(View))
CHOSEN = ("court", "recommendation", "since", "beside")
"""What a page that takes it forgets when nobody has chosen it."""


class AddressError(CjdataError):
    """The address asks for something that there is not."""


def read(house: House, asked: Sequence[str]) -> View:
    """The view that the address asks for; what it leaves out is as it was, or the default.

    `asked` are the parameters that the page uses besides known_at. One may say after a stroke
    which values it takes: `unit` alone is a borough, `unit/london` a borough or London,
    `unit/measure` any unit that the measure is counted for, `measure/returns` a measure that
    returns are made for, `measure/boroughs` one that boroughs have, `grain/usual` months, or
    quarters where months count too few, unless the address names another. A measure returned by
    quarter is never shown by month, whoever asks. Raises AddressError.
    """
    given = st.query_params.to_dict()
    before: dict[str, str] = st.session_state.get(REMEMBERED, {})
    read = _read(house, tuple(asked), tuple(given.items()), tuple(before.items()))
    if read.remembered != before:
        st.session_state[REMEMBERED] = dict(read.remembered)
    if read.shown != given:
        st.query_params.from_dict(read.shown)
    return read.view


@dataclass(frozen=True, slots=True)
class _Read:
    """A view, with what the address shows of it and what is remembered for the next page."""

    view: View
    shown: Mapping[str, str]
    remembered: Mapping[str, str]


@kept
def _read(
    house: House,
    asked: tuple[str, ...],
    in_address: tuple[tuple[str, str], ...],
    remembered: tuple[tuple[str, str], ...],
) -> _Read:
    kinds = dict(_name_and_kind(name) for name in asked)
    view = _view(house, kinds, dict(in_address), dict(remembered))
    not_chosen = {n for n in CHOSEN if n in kinds and not getattr(view, n)}
    known = {**dict(remembered), **view.parameters(PARAMETERS)}
    return _Read(
        view,
        view.parameters(list(kinds)),
        {name: text for name, text in known.items() if name not in not_chosen},
    )


def _view(
    house: House, kinds: Mapping[str, str], given: Mapping[str, str], before: Mapping[str, str]
) -> View:
    """The view that an address asks for after what was seen before it."""
    found: dict[str, object] = {"known_at": house.calendar.opening}
    wrong: list[str] = []
    for name, check in checks(house, kinds).items():
        if given.get(name):
            try:
                found[name] = _checked(name, given[name], check)
            except AddressError as error:
                wrong.append(str(error))
        elif name in before and name not in given:
            with suppress(CjdataError, ValueError):  # what another page takes need not suit here
                found[name] = check(before[name])
    if wrong:
        raise AddressError(_all_of(wrong))
    view = View(**found)  # type: ignore[arg-type]
    if kinds.get("unit") == "measure":
        view = _suited(house, view, given)
    if "beside" in kinds and view.beside:
        view = _with_others(house, view, given)
    if kinds.get("grain") == "usual" and not given.get("grain"):
        usual = reads.usual_grain_of(house, view.known_at, view.measure, view.unit)
        view = replace(view, grain=usual)
    if "grain" in kinds:
        grains = grains_of(house.catalogue, house.catalogue.measures[view.measure])
        view = view if view.grain in grains else replace(view, grain=grains[0])
    return view


def _all_of(faults: Sequence[str]) -> str:
    """What is wrong with an address: one fault as it is, several one after the other."""
    if len(faults) == 1:
        return faults[0]
    ended = [f if f.endswith(("?", ".")) else f"{f}." for f in faults]
    return " ".join(words.opening(f) for f in ended)


def whole_address(page: str) -> str:
    """The address of what is shown now: a colleague who opens it sees the same."""
    served_at = (st.context.url or "").rstrip("/").removesuffix(page)
    asked = urlencode(st.query_params.to_dict(), safe=",")
    return view_address(f"{page}?{asked}" if asked else page, served_at)


def _name_and_kind(asked: str) -> tuple[str, str]:
    name, _, kind = asked.partition("/")
    return name, kind


def _suited(house: House, view: View, given: Mapping[str, str]) -> View:
    """The view with a unit that its measure is counted for; what was asked for is not changed."""
    measure = house.catalogue.measures[view.measure]
    units = [unit.id for unit in followed(house, measure)]
    if view.unit in units:
        return view
    if "unit" in given and "measure" in given:
        unit = house.catalogue.units[view.unit]
        area = f" as an area; {LONDON_TOO}" if unit.kind is UnitKind.AREA else ""
        raise AddressError(f"{measure.id}, {measure.name}, is not counted for {unit.name}{area}")
    return replace(view, unit=units[0])


def followed(house: House, measure: Measure) -> tuple[Unit, ...]:
    """The units that the trends page has the measure of, whenever figures of them came."""
    return units_followed(house.reader, house.catalogue, measure, house.calendar.today)


def _with_others(house: House, view: View, given: Mapping[str, str]) -> View:
    """The view with the units that can stand beside the first, each once."""
    measure = house.catalogue.measures[view.measure]
    units = followed(house, measure)
    of_measure = {u.id for u in units}
    wrong = [house.catalogue.units[name].name for name in view.others if name not in of_measure]
    if wrong and "beside" in given:
        raise AddressError(f"{measure.id}, {measure.name}, is not counted for {wrong[0]}")
    fitting = {u.id for u in units_beside(units, house.catalogue.units[view.unit])}
    return replace(view, beside=",".join(name for name in view.others if name in fitting))


def change_measure(house: House, widget: str) -> None:
    """Callback: another measure, and where a unit has none of it, without that unit."""
    measure = str(st.session_state[widget])
    st.query_params["measure"] = measure
    units = {unit.id for unit in followed(house, house.catalogue.measures[measure])}
    for name in ("unit", "reason"):
        if name in st.query_params and (name == "reason" or st.query_params[name] not in units):
            del st.query_params[name]
            st.session_state.get(REMEMBERED, {}).pop(name, None)
    others = st.query_params.get("beside", "").split(",")
    change_to("beside", ",".join(name for name in others if name in units))


def forget(name: str) -> None:
    """Take a choice out of the address."""
    st.query_params.pop(name, None)
    st.session_state.get(REMEMBERED, {}).pop(name, None)


def change(name: str, widget: str) -> None:
    """Callback of a widget: put what was chosen into the address."""
    change_to(name, str(st.session_state[widget]))


def change_several(name: str, widget: str) -> None:
    """Callback of a widget that takes several: put them into the address."""
    change_to(name, ",".join(st.session_state[widget]))


def change_to(name: str, chosen: str) -> None:
    if chosen:
        st.query_params[name] = chosen
    else:
        forget(name)


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
