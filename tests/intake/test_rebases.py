"""Beginning the limits of a chart anew: for a reason, by somebody, as known on a day."""

from __future__ import annotations

import pytest

from cjdata.analysis.variation.rebases import every_rebase, rebases
from cjdata.domain.errors import RefusedError
from cjdata.intake.rebases import rebase
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.stores import day

SAID = {
    "measure": "T05", "unit": "croydon", "start": "2003-06",
    "why": "lawyers at the point of charge",
    "by": "A. Clerk", "known_on": day("2003-10-01"),
}  # fmt: skip


def _of(store: Store, known_at: str):
    return rebases(Reader.open(store), day(known_at))


def test_it_is_kept_with_who_when_and_why(store: Store):
    rebase(store, **SAID)
    (found,) = _of(store, "2003-10-01")
    assert (found.measure, found.unit, str(found.period)) == ("T05", "croydon", "2003-06")
    assert (found.why, found.said_by) == ("lawyers at the point of charge", "A. Clerk")
    assert _of(store, "2003-09-30") == ()


def test_a_later_word_on_the_month_supersedes_and_a_withdrawal_takes_it_back(store: Store):
    rebase(store, **SAID)
    rebase(store, **{**SAID, "why": "the new court listing", "known_on": day("2003-11-01")})
    assert [r.why for r in _of(store, "2003-11-01")] == ["the new court listing"]
    assert [r.why for r in _of(store, "2003-10-15")] == ["lawyers at the point of charge"]
    taken = {**SAID, "why": "the figures were wrong", "known_on": day("2003-12-01")}
    rebase(store, **taken, withdrawn=True)
    assert _of(store, "2003-12-01") == ()
    assert len(every_rebase(Reader.open(store), day("2003-12-01"))) == 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"why": "  \u200b "}, "only for a reason"),
        ({"why": "x" * 501}, "only for a reason"),
        ({"by": " "}, "say who"),
        ({"measure": "T99"}, "no measure"),
        ({"unit": "atlantis"}, "no unit"),
        ({"measure": "T02"}, "not counted for Croydon"),
        ({"start": "June 2003"}, "not a month"),
        ({"start": "2003-11"}, "had not begun"),
        ({"known_on": day("2999-01-01")}, "in the future"),
        ({"withdrawn": True}, "no rebase"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(store: Store, wrong, says):
    with pytest.raises(RefusedError, match=says):
        rebase(store, **{**SAID, **wrong})
    assert every_rebase(Reader.open(store), day("2003-12-31")) == ()
