"""Entering that the limits of a control chart begin anew, with the event that is the reason.

It rests on a rebase being a claim that the process itself changed: without a go-live on record or
a reason in words it is refused, and one that is in the future too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from cjdata.analysis.variation.rebases import TOPIC, Rebase, every_rebase
from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import PeriodError, RefusedError, UnknownNameError
from cjdata.domain.periods import first_day, month_text, parse_month
from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.intake.keeping import Saying, keep_at
from cjdata.intake.wording import on_one_line
from cjdata.ledger import Kind, Store

LONGEST = 500
"""Letters of a reason: what is longer belongs in a paper."""


Reason = Annotated[
    str, AfterValidator(on_one_line), StringConstraints(min_length=1, max_length=LONGEST)
]


class RebaseDetail(BaseModel):
    """What the ledger keeps of a rebase."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: str
    unit: str
    start: str
    why: Reason
    withdrawn: bool = False

    def kept(self) -> Mapping[str, object]:
        said = self.model_dump()
        return {"from": said.pop("start"), **said}


def rebase(
    store: Store,
    *,
    measure: str,
    unit: str,
    start: str,
    why: str,
    by: str,
    known_on: dt.date | None = None,
    withdrawn: bool = False,
) -> Rebase:
    """Keep a rebase from the month `start` (YYYY-MM) on, or take one back with the reason for it.

    Raises RefusedError where the measure is not counted for the unit, no reason is given, the
    month had not begun on the day it is said, or there is none to withdraw.
    """
    day = said_by(known_on)
    with open_desk(store) as desk:
        detail = _detail(desk.ground.catalogue, measure, unit, start, why, withdrawn)
        month = parse_month(detail.start)
        if first_day(month) > day:
            raise RefusedError(
                f"{detail.start} had not begun on {day.isoformat()}, the day this is said on; "
                "nothing was changed"
            )
        if withdrawn:
            _check_there(desk, detail, month, day)
        saying = Saying(kind=Kind.DECISION, topic=TOPIC, detail=detail.kept())
        (entry,) = keep_at(desk, [saying], by=by, day=day)
    return Rebase(
        measure=detail.measure,
        unit=detail.unit,
        month=month,
        why=detail.why,
        withdrawn=withdrawn,
        said_by=entry.by,
        known_on=day,
        seq=entry.seq,
    )


def _detail(
    catalogue: Catalogue, measure: str, unit: str, start: str, why: str, withdrawn: bool
) -> RebaseDetail:
    try:
        defined = look_up("measure", measure, catalogue.measures)
        meant = look_up("unit", unit, catalogue.units)
        month = month_text(parse_month(start.strip()))
    except (UnknownNameError, PeriodError) as error:
        raise RefusedError(f"{error}; nothing was changed") from None
    if meant.kind not in defined.levels:
        raise RefusedError(
            f"{defined.id}, {defined.name}, is not counted for {meant.name}; nothing was changed"
        )
    try:
        return RebaseDetail(
            measure=defined.id, unit=meant.id, start=month, why=why, withdrawn=withdrawn
        )
    except ValidationError:
        raise RefusedError(
            f"limits begin anew only for a reason: give one in 1 to {LONGEST} letters; "
            "nothing was changed"
        ) from None


def _check_there(desk: Desk, detail: RebaseDetail, month: int, day: dt.date) -> None:
    """That what is to be withdrawn stands on the day."""
    key = detail.measure, detail.unit, month
    last = {(r.measure, r.unit, r.month): r for r in every_rebase(desk.reader, day)}.get(key)
    if last is not None and last.withdrawn:
        raise RefusedError(
            f"the rebase of {detail.measure} of {detail.unit} from {detail.start} was taken back "
            f"by {last.said_by} on {last.known_on.isoformat()}; nothing was changed"
        )
    if last is None:
        raise RefusedError(
            f"no rebase of {detail.measure} of {detail.unit} from {detail.start} stands on "
            f"{day.isoformat()}; nothing was changed"
        )
