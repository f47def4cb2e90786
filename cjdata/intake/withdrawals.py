"""Taking a return back: it is kept, and stands no longer from the day of the withdrawal on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.domain.errors import RefusedError
from cjdata.domain.periods import Period
from cjdata.domain.returns import ReturnKey
from cjdata.intake.desk import open_desk, said_by
from cjdata.intake.wording import visible
from cjdata.ledger import Draft, Kind, Store
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was taken back and what stands in its place."""

    return_id: str
    key: ReturnKey
    stands_again: str | None
    """The earlier return of the same key that stands now, None where there is none."""

    @property
    def sentence(self) -> str:
        stands = (
            f"{self.stands_again} stands again"
            if self.stands_again
            else "nothing stands for it now: its figures are not received"
        )
        return f"{self.return_id} ({self.key}) is withdrawn; {stands}"


def withdraw(
    store: Store, return_id: str, *, why: str, by: str, known_on: dt.date | None = None
) -> Withdrawal:
    """Withdraw a return; raises RefusedError where there is none of that name, or twice."""
    day = said_by(known_on)
    reason = visible(why).strip()
    if not reason:
        raise RefusedError("say why the return is withdrawn (--why); nothing was changed")
    with open_desk(store) as desk:
        key = _key_of(desk.reader, return_id)
        desk.enter(
            [
                Draft(
                    kind=Kind.WITHDRAWAL,
                    known_on=day,
                    by=by,
                    supersedes=(return_id,),
                    detail={"why": reason},
                )
            ]
        )
    after = Reader.open(store).standing([key], day).get(key)
    again = after.return_id if after is not None else None
    return Withdrawal(return_id=return_id, key=key, stands_again=again)


def _key_of(reader: Reader, return_id: str) -> ReturnKey:
    found = reader.provenance([return_id])
    if found.empty:
        raise RefusedError(
            f"there is no return {return_id}: 'python -m cjdata figures ... --format json' and "
            "the page returns-submit give the identifiers; nothing was changed"
        )
    row = found.iloc[0]
    if bool(row["withdrawn"]):
        raise RefusedError(f"{return_id} is withdrawn already; nothing was changed")
    return ReturnKey(
        str(row["collection"]),
        str(row["unit"]),
        Period(int(row["first_month"]), int(row["last_month"])),
    )
