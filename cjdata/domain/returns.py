"""What a return is made of, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from cjdata.domain.periods import Period

ROW_COLUMNS = ("unit", "period", "component", "value", "court_tier", "court", "reason", "note")
REQUIRED_COLUMNS = ROW_COLUMNS[:4]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a file, where it stands and what to do about it."""

    rule: str
    severity: Severity
    message: str
    sheet: str | None = None
    row: int | None = None
    """Line in the file, the heading being line 1; None where the fault is about the whole file."""
    column: str | None = None
    value: str | None = None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True, order=True)
class ReturnKey:
    """What a return is complete for; a later return of the same key supersedes it."""

    collection: str
    unit: str
    period: Period

    def __str__(self) -> str:
        return f"{self.collection} {self.unit} {self.period}"
