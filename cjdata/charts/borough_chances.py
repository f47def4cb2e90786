"""The chance of each borough to be live by the target, in bands that can be read.

Chances of single boroughs order them; they are rougher than the chance of all, which alone has
been measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjdata.stats.forecast import CompletionForecast

BANDS = ((0.8, "Likely: 80% or more"), (0.5, "Rather yes: 50% to 80%"),
         (0.2, "Rather no: 20% to 50%"), (0.0, "Unlikely: less than 20%"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Band:
    """Boroughs of much the same chance, the likeliest first."""

    label: str
    units: tuple[str, ...]


def chance_bands(forecast: CompletionForecast) -> tuple[Band, ...]:
    """Boroughs named live, then the others by their chance; empty bands are left out."""
    live = tuple(u.unit for u in forecast.units if u.named_live)
    waiting = sorted(
        (u for u in forecast.units if not u.named_live), key=lambda u: (-u.p_by_target, u.unit)
    )
    bands, above = [Band("Named live", live)], 1.1
    for least, label in BANDS:
        units = tuple(u.unit for u in waiting if least <= u.p_by_target < above)
        bands.append(Band(label, units))
        above = least
    return tuple(band for band in bands if band.units)
