"""How each parameter of an address is read: what it may say, and what is wrong with the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from cjdata.analysis.figures.peers import peer_groups
from cjdata.analysis.figures.trend_units import MOST_BESIDE, trend_measures
from cjdata.analysis.known_at import EARLIEST
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import UnknownNameError
from cjdata.domain.measures import Measure
from cjdata.domain.peers import RESERVED
from cjdata.domain.periods import Grain, Period
from cjdata.domain.units import Unit, UnitKind
from cjdata.ui.house import House


def checks(house: House, kinds: Mapping[str, str]) -> dict[str, Callable[[str], object]]:
    """How each parameter is read on a page that takes these kinds of values."""
    catalogue = house.catalogue

    def known_at(text: str) -> dt.date:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise UnknownNameError(
                f"'{text[:40]}' is not a date: write it as YYYY-MM-DD, such as 2003-11-30"
            ) from None
        if not house.calendar.holds(day):
            raise UnknownNameError(
                f"nothing can be known at {text}: choose a day from {EARLIEST} up to today"
            )
        return day

    def measure(text: str) -> str:
        found = look_up("measure", text, catalogue.measures)
        if kinds.get("measure") == "returns" and found not in trend_measures(catalogue):
            raise UnknownNameError(_not_followed(found))
        if kinds.get("measure") == "boroughs" and not _of_boroughs(catalogue, found):
            raise UnknownNameError(f"{found.id}, {found.name}, is not counted for boroughs")
        return found.id

    unit_word, units = _units(house, kinds.get("unit", ""))
    courts = {u.id: u for u in catalogue.of_kind(UnitKind.CROWN_COURT)}

    def unit(text: str) -> str:
        if "court" in kinds and text in courts and text not in units:
            raise UnknownNameError(
                f"{courts[text].name} is a Crown Court, not a {unit_word}: write court={text} "
                "in place of the unit"
            )
        return look_up(unit_word, text, units).id

    return {
        "known_at": known_at,
        "unit": unit,
        "measure": measure,
        "grain": Grain,
        "initiative": lambda text: look_up("initiative", text, catalogue.initiatives).id,
        "court": lambda text: look_up("Crown Court", text, courts).id,
        "reason": lambda text: look_up("reason", text, catalogue.reasons).code,
        "collection": lambda text: look_up("collection", text, catalogue.collections).id,
        "period": lambda text: str(Period.parse(text)),
        "against": lambda text: str(Period.parse(text)),
        "peers": lambda text: _peers(house, text),
        "recommendation": lambda text: (
            look_up("recommendation", text, catalogue.recommendations).id
        ),
        "since": lambda text: known_at(text).isoformat(),
        "beside": lambda text: _several(text, catalogue),
    }


def _not_followed(measure: Measure) -> str:
    """Why no page follows a measure over time: the record makes it, or one area's returns do."""
    if not measure.numerator:
        return f"no return is made for {measure.id}, {measure.name}"
    whole = " or ".join(kind.label for kind in measure.levels)
    return (
        f"{measure.id}, {measure.name}, is returned for a whole {whole} and for no borough or "
        f"court: 'python -m cjdata figures {measure.id}' lists it"
    )


def _peers(house: House, text: str) -> str:
    """What a borough can be compared with: a group counts whenever it was named."""
    if text in RESERVED:
        return text
    groups = peer_groups(house.reader, house.catalogue, house.calendar.today)
    return look_up("group of peers", text, {name: name for name in (*RESERVED, *groups)})


def _several(text: str, catalogue: Catalogue) -> str:
    names = [look_up("unit", name.strip(), catalogue.units).id for name in text.split(",")]
    if len(set(names)) > MOST_BESIDE:
        raise UnknownNameError(f"at most {MOST_BESIDE} units can stand beside the first")
    return ",".join(dict.fromkeys(names))


def _of_boroughs(catalogue: Catalogue, measure: Measure) -> bool:
    return UnitKind.BOROUGH in measure.levels and measure in trend_measures(catalogue)


def _units(house: House, kind: str) -> tuple[str, dict[str, Unit]]:
    """What the units of a page are called, and which there are."""
    kinds = {
        "": ("borough", (UnitKind.BOROUGH,)),
        "london": ("borough", (UnitKind.BOROUGH, UnitKind.FORCE)),
        "measure": ("unit", tuple(UnitKind)),
    }
    word, wanted = kinds[kind]
    found = house.catalogue.of_kind(*wanted)
    return word, {u.id: u for u in found if u.kind is not UnitKind.FORCE or u.members}
