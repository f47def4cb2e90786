"""What a profile says of another publisher's layout: how its tables become rows of returns.

Plain frozen records. `cjdata.definitions` fills them from `data/profiles/*.toml` and validates
every one; `cjdata.returns` applies them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from cjdata.domain.errors import PeriodError, UnusableCallError
from cjdata.domain.periods import Period
from cjdata.domain.units import STRICT, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """Where the period stands, and how many months it covers."""

    __pydantic_config__: ClassVar = STRICT
    source: Literal["file name", "column"]
    column: str = ""
    formats: tuple[str, ...] = ()
    """How dates of the column are written, such as `%m/%d/%Y`; ISO dates are always read."""
    months: int = 1
    """The period ends in the month that is named and begins this many months before its end."""

    def ending(self, month: int) -> Period:
        return Period(month - self.months + 1, month)

    def said(self, text: str) -> Period:
        """The period that a sender says a file is for: in full, or by the month that it ends in.

        Raises UnusableCallError where each row names its own, PeriodError for another text.
        """
        if self.source == "column":
            message = (
                f"the column '{self.column}' names the period of each row: say none for the file"
            )
            raise UnusableCallError(message)
        given = Period.parse(text)
        if given.months not in (1, self.months):
            many = "one month" if self.months == 1 else f"{self.months} months"
            raise PeriodError(f"'{text.strip()}' is of {given.months} months: a file is of {many}")
        return self.ending(given.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule:
    """Which column names the unit; blank is the column without a heading."""

    __pydantic_config__: ClassVar = STRICT
    column: str
    kinds: tuple[UnitKind, ...]
    complete: bool = False
    """Whether every unit of these kinds should be there; a missing one is a warning."""
    totals: tuple[str, ...] = ()
    """Rows that are the sum of all others: held against it, then left out."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Spelling of the publisher -> unit, where the definitions do not know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRule:
    """A column that names what is counted."""

    __pydantic_config__: ClassVar = STRICT
    column: str
    names: Mapping[str, str]
    """Name of the publisher -> component."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """A column of figures, or several that differ by a `{group}` in heading and component."""

    __pydantic_config__: ClassVar = STRICT
    heading: str
    component: str = ""
    """Blank where a column names it."""
    unit: str = ""
    """The unit that all figures of the column are of, repeated from row to row."""
    scale: Literal["as it is", "proportion", "percent"] = "as it is"
    """Proportions are 0 to 1 or per cent with their sign, percentages 0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule:
    """A column of percentages that follow from columns of figures: held against them, left out."""

    __pydantic_config__: ClassVar = STRICT
    heading: str
    of: str
    """Heading of the figures that it is the share of."""
    whole: tuple[str, ...]
    """Headings of the figures that add up to a hundred per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the files of one publication are read."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    publisher: str
    period: PeriodRule
    unit: UnitRule
    columns: tuple[ColumnRule, ...]
    component: ComponentRule | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    """What stands for `{group}` in a heading -> what it is in a component."""
    shares: tuple[ShareRule, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column -> the texts that it may hold; any other is a fault."""
    ignored: tuple[str, ...] = ()
    """Headings that are left out; `*` stands for any text, blank for a column without one."""
    texts: Mapping[str, Literal["[x]", "[z]", "0"]] = field(default_factory=dict)
    """What a text in place of a figure means, such as `-`."""
    note: str = ""
    evidence: str = ""

    def expanded(self) -> dict[str, ColumnRule]:
        """Every heading of figures that a file has -> its rule, groups filled in."""
        found: dict[str, ColumnRule] = {}
        for rule in self.columns:
            if "{group}" not in rule.heading:
                found[rule.heading] = rule
                continue
            for written, group in self.groups.items():
                found[rule.heading.replace("{group}", written)] = ColumnRule(
                    heading=rule.heading.replace("{group}", written),
                    component=rule.component.replace("{group}", group),
                    unit=rule.unit,
                    scale=rule.scale,
                )
        return found

    def expanded_shares(self) -> dict[str, ShareRule]:
        """Every heading of percentages that a file may have -> its rule, groups filled in."""
        return {
            rule.heading.replace("{group}", group): ShareRule(
                heading=rule.heading.replace("{group}", group),
                of=rule.of.replace("{group}", group),
                whole=tuple(heading.replace("{group}", group) for heading in rule.whole),
            )
            for rule in self.shares
            for group in (self.groups if "{group}" in rule.heading else ("",))
        }
