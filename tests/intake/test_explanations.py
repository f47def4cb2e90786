"""Explanations of figures: kept as they were said, the later one counts, bad ones are refused."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from cjdata.analysis.variation.explanations import (
    explanations,
    explanations_table,
    standing_explanations,
)
from cjdata.cli import main
from cjdata.domain.errors import RefusedError
from cjdata.domain.periods import Period
from cjdata.intake.explanations import explain
from cjdata.ledger import Journal
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, day

OCTOBER = Period.parse("2003-10")
FIGURE = ("T05", "lambeth", OCTOBER)


def said(store, **instead):
    words = {
        "measure": "T05", "unit": "lambeth", "period": "2003-10", "text": "No desk on Mondays",
        "by": "CJU manager", "known_on": day("2003-11-20"),
    }  # fmt: skip
    return explain(store, **{**words, **instead})


def test_it_is_kept_with_its_parts_from_its_day_on(store):
    said(store, action="A second post", owner="Ch Insp B", due=day("2003-12-15"))
    reader = Reader.open(store)
    (found,) = explanations(reader, day("2003-11-20"))
    assert (found.figure, found.explanation) == (FIGURE, "No desk on Mondays")
    assert (found.action, found.owner) == ("A second post", "Ch Insp B")
    assert found.due == day("2003-12-15")
    assert (found.said_by, found.known_on) == ("CJU manager", day("2003-11-20"))
    assert found.lacks == ()
    assert explanations(reader, day("2003-11-19")) == ()


def test_the_later_counts_and_the_earlier_can_be_seen(store):
    said(store)
    said(store, text="Also a bank holiday", owner="PC C", known_on=day("2003-12-01"))
    said(store, text="Written down last, said first", known_on=day("2003-11-10"))
    said(store, unit="croydon", text="Another borough")
    reader = Reader.open(store)
    now = explanations(reader, day("2003-12-31"))
    assert standing_explanations(now)[FIGURE].explanation == "Also a bank holiday"
    assert standing_explanations(now)[FIGURE].lacks == ("action", "due date")
    before = standing_explanations(explanations(reader, day("2003-11-30")))
    assert before[FIGURE].explanation == "No desk on Mondays"
    table = explanations_table(now)
    lambeth = table[table["unit"] == "lambeth"]
    assert lambeth["explanation"].tolist() == [
        "Written down last, said first", "No desk on Mondays", "Also a bank holiday"
    ]  # fmt: skip
    assert lambeth["superseded"].tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("instead", "message"),
    [
        ({"measure": "T5"}, "there is no measure 'T5'"),
        ({"unit": "lambet"}, "did you mean lambeth"),
        ({"unit": "court-snaresbrook"}, "is not counted for Snaresbrook"),
        ({"period": "October"}, "'October' is not a month"),
        ({"period": "2003-12"}, "had not begun on 2003-11-20"),
        ({"text": " \n\t "}, "its text is empty"),
        ({"text": "x" * 2001}, "2,001 letters, more than 2,000"),
        ({"done": True}, "no action is named"),
        ({"due": day("2003-11-19")}, "lies before the day this is said on"),
        ({"by": "  "}, "say who"),
        ({"known_on": TODAY + dt.timedelta(days=1)}, "in the future"),
    ],
)
def test_what_cannot_be_an_explanation_is_refused_and_nothing_changes(store, instead, message):
    before = store.ledger.read_bytes() if store.ledger.exists() else b""
    with pytest.raises(RefusedError, match=message):
        said(store, **instead)
    assert (store.ledger.read_bytes() if store.ledger.exists() else b"") == before


def test_any_writing_is_kept_as_it_was_written(store):
    text = "<script>alert(1)</script> =1+1 ** \u00a35 \u2013 two\nlines\u00a0\x00x\u202e"
    said(store, text=text)
    (found,) = explanations(Reader.open(store), day("2003-11-20"))
    assert found.explanation == text.replace("\x00", "").replace("\u202e", "")


def test_the_command_says_the_same(store, capsys):
    where = ["--store", str(store.root)]
    call = [
        "explain", "T05", "--unit", "lambeth", "--period", "2003-08/2003-10", "--text", "Why",
        "--by", "CJU manager", "--known-on", "2003-11-20", *where,
    ]  # fmt: skip
    assert main([*call, "--due", "2003-11-30", "--owner", "Me"]) == 0
    assert capsys.readouterr().err == (
        "kept as entry 1: T05 of lambeth, August to October 2003; no action\n"
    )
    assert main([*call, "--due", "2003-11-01"]) == 1
    assert "lies before" in capsys.readouterr().err
    assert main(["explanations", "--format", "json", *where]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["period"], row["due"], row["action"]) == ("2003-08/2003-10", "2003-11-30", "")
    assert (row["label"], row["known_at"]) == ("real", dt.date.today().isoformat())
    assert row["edition"] == Reader.open(store).edition
    assert main(["explanations", "--known-at", "2003-11-19", *where]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert len(list(Journal(store).entries())) == 1


def test_what_is_overdue_can_be_spoken_of_with_its_day_and_be_done(store):
    due = day("2003-11-28")
    said(store, action="A second post", due=due)
    with pytest.raises(RefusedError, match="lies before"):
        said(store, unit="croydon", due=due, known_on=day("2003-12-05"))
    said(store, action="A second post", due=due, done=True, known_on=day("2003-12-05"))
    told = explanations(Reader.open(store), day("2003-12-31"))
    first, last = told
    assert (first.overdue(due), first.overdue(day("2003-11-29"))) == (False, True)
    assert (last.overdue(day("2003-12-31")), last.is_open, first.is_open) == (False, False, True)
    assert last.action_said == "A second post (done)"
    assert explanations_table(told)["done"].tolist() == [False, True]
