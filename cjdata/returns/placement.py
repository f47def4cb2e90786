"""Which collection a row belongs to, and whether unit, court, reason and period fit it.

Crown Court trials stand by court and are never pooled with a borough's magistrates' trials.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection
from cjdata.domain.periods import Period, first_day, month_of
from cjdata.domain.units import UnitKind
from cjdata.returns.rules import Rule
from cjdata.returns.table import Mask, Table
from cjdata.returns.texts import or_list

KIND_TEXT = {
    UnitKind.BOROUGH: "each borough",
    UnitKind.CROWN_COURT: "each Crown Court",
    UnitKind.MAGISTRATES_COURT: "each magistrates' court",
    UnitKind.AREA: "each criminal justice area",
    UnitKind.FORCE: "the force",
    UnitKind.NATIONAL: "the whole country",
    UnitKind.SITE: "each site",
}
TIER_TEXT = {"magistrates": "a magistrates' court", "crown": "the Crown Court"}
COURT_KINDS = (UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)
TIER_OF_KIND = {
    UnitKind.BOROUGH: "magistrates",
    UnitKind.MAGISTRATES_COURT: "magistrates",
    UnitKind.CROWN_COURT: "crown",
}
"""A borough's trials are the magistrates' ones."""
FREQUENCY_TEXT = {
    1: "month, such as 2003-10",
    3: "quarter, such as 2003-10/2003-12",
    12: "year up to the end of a quarter, such as 2003-04/2004-03",
}
EARLIEST = dt.date(2000, 1, 1)
"""No collection is older than the programmes that this system follows."""

Found = tuple[Rule, str] | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Holds rows against the definitions: one method a question."""

    catalogue: Catalogue

    def collection(self, unit: str, component: str, tier: str) -> Collection | None:
        """The collection of a component that this unit reports, None where that is not settled."""
        fitting = [c for c in self._reported(unit, component) if self._fits(c, unit, tier)]
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, collection: Collection, unit: str, tier: str) -> bool:
        own = collection.court_tier or TIER_OF_KIND.get(self.catalogue.units[unit].kind, tier)
        return tier in ("", own)

    def _reported(self, unit: str, component: str) -> list[Collection]:
        who = self.catalogue.units[unit]
        return [c for c in self._collections(component) if c.is_reported_by(who)]

    def _collections(self, component: str) -> list[Collection]:
        return [
            self.catalogue.collections[c] for c in self.catalogue.components[component].collections
        ]

    def may_not_report(self, unit: str, component: str) -> Found:
        """A unit of a kind that does not send any collection of the component."""
        collections = self._collections(component)
        if self._reported(unit, component) or not collections:
            return None
        who = self.catalogue.units[unit]
        if who.kind is UnitKind.MAGISTRATES_COURT:
            advice = "write the borough as unit and the court in the column court"
            return Rule.UNIT_MAY_NOT_REPORT, f"{who.name} sends no return itself: {advice}"
        if who.kind in {c.reported_by for c in self.catalogue.collections.values()}:
            labels = or_list(list(dict.fromkeys(f"'{c.label}'" for c in collections)))
            message = f"{component} belongs to {labels}, which {who.name} does not send"
            return Rule.NOT_IN_COLLECTION, f"{message}: leave the row out"
        senders = or_list(list(dict.fromkeys(KIND_TEXT[c.reported_by] for c in collections)))
        message = f"{who.name} does not report {component}: {senders} does, one return each"
        return Rule.UNIT_MAY_NOT_REPORT, message

    def wrong_tier(self, unit: str, component: str, tier: str, mixed: bool) -> Found:
        """A court tier that the unit's return of the component cannot have."""
        if self.collection(unit, component, tier) is not None:
            return None
        who, label = self.catalogue.units[unit], self._reported(unit, component)[0].label
        if not tier:
            return Rule.BLANK_CELL, f"{who.name} reports both court tiers: write which one this is"
        if mixed:
            message = (
                f"{who.name} reports both court tiers for one period: "
                "magistrates' and Crown Court figures are never in one return"
            )
            return Rule.TIERS_MIXED, message
        if tier == "crown" and who.kind not in COURT_KINDS:
            message = (
                f"{who.name} cannot report Crown Court figures: "
                "they stand by court, so write the Crown Court as unit"
            )
            return Rule.CROWN_BY_COURT, message
        message = f"'{label}' of {who.name} does not hold figures of {TIER_TEXT[tier]}"
        return Rule.TIER_OF_OTHER_UNIT, message

    def unused_tier(self, collection: str, tier: str) -> Found:
        own = self.catalogue.collections[collection]
        if not tier or own.court_tier is not None:
            return None
        return Rule.TIER_UNUSED, f"'{own.label}' does not tell court tiers apart: it is left out"

    def court(self, unit: str, component: str, tier: str, court: str) -> Found:
        """A court that the row cannot carry."""
        if not court:
            return None
        if "court" not in self.catalogue.components[component].breakdowns:
            message = f"{component} is not broken down by court: leave the court empty"
            return Rule.COURT_NOT_CARRIED, message
        where = self.catalogue.units[court]
        if TIER_OF_KIND[where.kind] != tier:
            message = f"{where.name} is not {TIER_TEXT[tier]}: check court and court_tier"
            return Rule.COURT_OF_OTHER_TIER, message
        if self.catalogue.units[unit].kind in COURT_KINDS and court != unit:
            message = f"{where.name} is not the court that reports: leave the court empty"
            return Rule.COURT_IS_NOT_THE_UNIT, message
        return None

    def reason(self, component: str, tier: str, reason: str) -> Found:
        """A reason code that the row cannot carry."""
        if not reason:
            return None
        what = self.catalogue.components[component]
        if "reason" not in what.breakdowns:
            message = f"{component} is not broken down by reason: leave the reason empty"
            return Rule.REASON_NOT_CARRIED, message
        code = self.catalogue.reasons.get(reason)
        if code is None:
            return None
        if what.outcome and code.outcome != what.outcome:
            message = (
                f"{reason} is a reason of {code.outcome} trials, {component} are {what.outcome}"
            )
            return Rule.REASON_OF_OTHER_OUTCOME, message
        if code.courts == "crown" and tier == "magistrates":
            message = f"{reason} is a reason of the Crown Court only: check reason and court_tier"
            return Rule.REASON_OF_OTHER_TIER, message
        return None

    def period_fit(self, collection: str, text: str) -> Found:
        """A period that the collection does not report."""
        own, period = self.catalogue.collections[collection], Period.parse(text)
        if not own.has_period(period):
            months = own.window_months or (3 if own.frequency == "quarter" else 1)
            kind = FREQUENCY_TEXT.get(months, f"span of {months} months")
            message = f"'{own.label}' is reported for a {kind}: {text} is not one"
            return Rule.PERIOD_LENGTH, message
        starts = own.starts or EARLIEST
        if period.first < month_of(starts):
            message = f"'{own.label}' begins in {starts:%Y-%m}: {text} is before it"
            return Rule.PERIOD_BEFORE_START, message
        return None


def period_ended(text: str, day: dt.date) -> Found:
    """A period that had not ended on the day a return was known."""
    period = Period.parse(text)
    if period.end <= day:
        return None
    began = first_day(period.first) <= day
    what = "has not ended" if began else "lies in the future"
    message = f"{text} {what} on {day.isoformat()}: a return is for a period that is over"
    return Rule.PERIOD_IN_FUTURE, message


def place_rows(table: Table, catalogue: Catalogue, day: dt.date) -> None:
    """Settle collection and court tier of each row; every misfit becomes a fault."""
    place = Placement(catalogue)
    table.check_each(
        ["period"],
        table.known("period") & ~table.broken,
        lambda text: period_ended(text, day),
        at="period",
        opens=["period"],
    )
    _settle_collection(table, place)
    settled = table.known("collection") & ~table.broken
    table.check_each(
        ["collection", "period"],
        settled & table.known("period"),
        place.period_fit,
        at="period",
        opens=["period"],
    )
    table.check_each(
        ["unit", "component", "court_tier", "court"],
        settled & table.known("court"),
        place.court,
        at="court",
        opens=["court"],
    )
    table.check_each(
        ["component", "court_tier", "reason"],
        settled & table.known("reason"),
        place.reason,
        at="reason",
        opens=["reason", "component"],
    )
    courts = table.columns["court"]
    courts[(courts == table.columns["unit"]) & settled] = ""


def _settle_collection(table: Table, place: Placement) -> None:
    """Fill the column `collection` and the court tier that follows from it."""
    named = table.known("unit", "component") & ~table.broken
    named &= ~table.check_each(["unit", "component"], named, place.may_not_report, at="unit")
    named &= table.known("court_tier")
    table.columns["mixed"] = _mixed_tiers(table, named)
    named &= ~table.check_each(
        ["unit", "component", "court_tier", "mixed"],
        named,
        place.wrong_tier,
        at="court_tier",
        opens=["court_tier"],
    )
    table.columns["collection"] = np.full(len(table.lines), None, dtype=object)
    for (unit, component, tier), rows in table.distinct(["unit", "component", "court_tier"], named):
        own = place.collection(unit, component, tier)
        assert own is not None
        table.columns["collection"][rows] = own.id
    table.check_each(["collection", "court_tier"], named, place.unused_tier, at="court_tier")
    for (collection,), rows in table.distinct(["collection"], named):
        tier_of_collection = place.catalogue.collections[collection].court_tier
        table.columns["court_tier"][rows] = tier_of_collection or ""


def _mixed_tiers(table: Table, rows: Mask) -> npt.NDArray[np.object_]:
    """Whether the unit names both court tiers in the period of each row."""
    mixed = np.full(len(table.lines), False, dtype=object)
    for _, places in table.distinct(["unit", "period"], rows & table.known("period")):
        tiers = set(table.columns["court_tier"][places]) - {""}
        mixed[places] = len(tiers) > 1
    return mixed
