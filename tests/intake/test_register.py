"""What is entered of recommendations, decisions, aims and papers; and what is refused."""

# ruff: noqa: E501 (a table of cases, one to a line)

from __future__ import annotations

import json

import pytest

from cjdata.analysis.authority.governance import governance_figures
from cjdata.analysis.authority.monitoring import Held, monitoring_at
from cjdata.analysis.authority.register import Told, register_at
from cjdata.analysis.authority.since import since
from cjdata.cli import main
from cjdata.domain.errors import RefusedError
from cjdata.intake import register as desk
from cjdata.ledger import Journal, Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.stores import day

BAIL, PLAN = "flexible-bail", "improvement-plan"


def put(store: Store, form: type[desk.Entered], on: str, **values: object) -> str:
    return desk.enter(store, desk.entered(form, values), by="A Clerk", known_on=day(on))


def change(store: Store, on: str, what: str, text: str, **more: object) -> str:
    values = {"recommendation": BAIL, "what": what, "text": text, "why": "the committee asked"}
    return put(store, desk.RecommendationChange, on, **(values | more))


def item(store: Store, known_at: str):
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    return register_at(reader, catalogue, day(known_at)).item(BAIL)


def monitored(store: Store, known_at: str):
    return monitoring_at(Reader.open(store), ground_of(store).catalogue, day(known_at))


def test_an_owner_and_a_plan_count_from_their_day_with_who_and_why(store: Store) -> None:
    change(store, "2003-12-11", "owner", "Commander, DoCJ")
    change(store, "2003-12-12", "plan", "Pilot in two boroughs from March 2004")
    assert item(store, "2003-12-10").owner is None
    found = item(store, "2003-12-12")
    assert (found.owner.text, found.owner.by) == ("Commander, DoCJ", "A Clerk")
    assert found.owner.why == "the committee asked"
    assert found.plan.text.startswith("Pilot")
    assert [fault.value for fault in found.neglected] == ["no word for six months"]
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    (row,) = governance_figures(reader, catalogue, day("2003-12-12"), ["G02"]).to_dict("records")
    assert (row["numerator"], row["denominator"]) == (1, 13)


def test_a_later_owner_wins_and_an_empty_one_takes_it_away(store: Store) -> None:
    change(store, "2003-12-11", "owner", "First")
    change(store, "2003-12-20", "owner", "Second")
    change(store, "2004-01-10", "owner", "")
    owners = [item(store, d).owner for d in ("2003-12-11", "2003-12-20", "2004-01-10")]
    assert [o.text if o else None for o in owners] == ["First", "Second", None]
    assert len(item(store, "2004-01-10").changes) == 3, "nothing is lost"


def test_a_report_breaks_the_silence_and_may_say_done(store: Store) -> None:
    for title, on in (("PPRC, report 9", "2003-12-11"), ("PPRC, report 3", "2004-02-01")):
        put(store, desk.PaperEntered, on, paper=title, day=on)
    change(store, "2003-12-11", "reported", "Piloted in Brent", paper="PPRC, report 9")
    found = item(store, "2003-12-11")
    assert not found.is_silent
    assert found.last_progress.paper == "PPRC, report 9"
    change(store, "2004-02-01", "reported", "In use", paper="PPRC, report 3", condition="done")
    assert item(store, "2004-02-01").neglected == ()
    assert item(store, "2004-01-31").condition.value == "in progress"


def test_superseding_is_entered_by_hand(store: Store) -> None:
    put(store, desk.PaperEntered, "2003-12-11", paper="PPRC, report 9", day="2003-12-11")
    bail = "Bail under the Criminal Justice Act 2003"
    change(store, "2004-01-01", "superseded_by", bail, paper="PPRC, report 9")
    assert item(store, "2003-12-31").superseded_by == ""
    assert item(store, "2004-01-01").superseded_by.startswith("Bail under")


def test_a_successor_is_told_by_its_name_and_recommendations_take_no_turns(store: Store) -> None:
    """Bail by files, files by links: links by bail would close the circle, and enters nothing."""
    change(store, "2004-01-01", "superseded_by", "corporate-case-files")
    assert item(store, "2004-01-01").superseded_by == "Corporate case files"
    values = {"what": "superseded_by", "why": "asked"}
    files = values | {"recommendation": "corporate-case-files", "text": "secure-links"}
    put(store, desk.RecommendationChange, "2004-01-02", **files)
    before = Journal(store).head().seq
    links = values | {"recommendation": "secure-links", "text": "Flexible bail to court"}
    with pytest.raises(RefusedError, match=r"a circle: .* Flexible bail to court, superseded by"):
        put(store, desk.RecommendationChange, "2004-01-03", **links)
    assert Journal(store).head().seq == before
    change(store, "2004-01-04", "superseded_by", "")
    put(store, desk.RecommendationChange, "2004-01-05", **links)


def test_a_paper_read_whole_turns_silence_into_not_reported(store: Store) -> None:
    title = "MPA PPRC 8 May 2003, report 5"
    told = {p.paper: t for p, t in item(store, "2003-12-31").told}
    assert told[title] is Told.NOT_IN_OPENING
    put(store, desk.PaperEntered, "2003-05-08", paper=title, day="2003-05-08", read="whole")
    told = {p.paper: t for p, t in item(store, "2003-12-31").told}
    assert told[title] is Told.NOT_REPORTED


def test_a_review_that_reports_on_the_plan_stills_the_alarm(store: Store) -> None:
    values = {"paper": "Progress on the plan", "day": "2003-08-14"}
    put(store, desk.PaperEntered, "2003-08-14", **values)
    assert monitored(store, "2003-08-14").overdue, "it reports on nothing"
    put(store, desk.PaperEntered, "2003-08-14", reviews=PLAN, **values)
    (cycle,) = monitored(store, "2003-08-14").cycles
    assert cycle.reviews[0].held is Held.LATE
    assert cycle.overdue_days == 0
    assert monitored(store, "2003-08-13").overdue


def test_a_decision_has_a_number_is_overdue_by_its_date_and_is_closed_once(store: Store) -> None:
    first = put(
        store, desk.DecisionMade, "2003-12-11", what="action", text="Name the boroughs",
        owner="DoCJ", due="2004-01-31", recommendation=BAIL,
    )  # fmt: skip
    second = put(store, desk.DecisionMade, "2003-12-11", what="decision", text="Restate the date")
    assert (first, second) == ("D1", "D2")

    def standing(on: str) -> list[str]:
        return [d.standing.value for d in monitored(store, on).decisions]

    assert standing("2003-12-10") == []
    assert standing("2004-01-31") == ["open", "open"]
    assert standing("2004-02-01") == ["overdue", "open"]
    put(store, desk.DecisionClosed, "2004-02-12", number="D1", closes="done", why="report 21")
    assert standing("2004-02-11") == ["overdue", "open"]
    assert standing("2004-02-12") == ["done", "open"]
    with pytest.raises(RefusedError, match="D1 is done already"):
        put(store, desk.DecisionClosed, "2004-03-01", number="D1", closes="done", why="again")

    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    found = since(reader, catalogue, day("2003-12-31"), day("2004-02-12"))
    assert ([d.number for d in found.decided], [d.number for d in found.closed]) == ([], ["D1"])


def test_an_aim_that_moves_is_counted_with_reason_and_approver(store: Store) -> None:
    put(
        store, desk.AimChanged, "2004-02-12", aim="improvement-through-partners", change="text",
        text="Take it up with the London board.", why="the board was set up", approver="PPRC",
    )  # fmt: skip
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    for known_at, count in (("2004-02-11", 0), ("2004-02-12", 1)):
        (row,) = governance_figures(reader, catalogue, day(known_at), ["G05"]).to_dict("records")
        assert row["value"] == count
    (found,) = monitored(store, "2004-02-12").aim_changes
    assert (found.approver, found.by) == ("PPRC", "A Clerk")
    definitions = since(reader, catalogue, day("2004-02-01"), day("2004-02-12")).definitions
    assert [d.kind.value for d in definitions] == ["aim"]


def test_the_panel_has_its_log(store: Store) -> None:
    put(store, desk.PanelChallenge, "2003-12-11", text="Why not in all boroughs at once?")
    assert [c.text for c in monitored(store, "2003-12-11").challenges] == [
        "Why not in all boroughs at once?"
    ]
    assert monitored(store, "2003-12-10").challenges == ()


REFUSED = {
    "unknown recommendation": (desk.RecommendationChange, {"recommendation": "flexible-bale", "what": "owner", "text": "X", "why": "Y"}, "did you mean flexible-bail"),
    "without a reason": (desk.RecommendationChange, {"recommendation": BAIL, "what": "owner", "text": "X", "why": " "}, "why: is not given"),
    "report without a paper": (desk.RecommendationChange, {"recommendation": BAIL, "what": "reported", "text": "X", "why": "Y"}, "name the paper"),
    "report in a paper that nobody knows": (desk.RecommendationChange, {"recommendation": BAIL, "what": "reported", "text": "X", "why": "Y", "paper": "MPA PPRC 8 May 2003, report 6"}, "there is no paper .* did you mean MPA PPRC 8 May 2003, report 5"),
    "report in a paper still to come": (desk.RecommendationChange, {"recommendation": BAIL, "what": "reported", "text": "X", "why": "Y", "paper": "MPA PPRC 11 December 2003, report 4"}, "there is no paper"),
    "report in a paper that was not read": (desk.RecommendationChange, {"recommendation": BAIL, "what": "reported", "text": "X", "why": "Y", "paper": "Blueprint for Change, Atos KPMG"}, "was not read"),
    "superseded by itself": (desk.RecommendationChange, {"recommendation": BAIL, "what": "superseded_by", "text": "Flexible Bail to court", "why": "Y"}, "the recommendation itself"),
    "superseded by any text": (desk.RecommendationChange, {"recommendation": BAIL, "what": "superseded_by", "text": "corporate-case-file", "why": "Y"}, "did you mean corporate-case-files.*name the paper"),
    "all faults of a change": (desk.RecommendationChange, {"recommendation": "flexible-bale", "what": "superseded_by", "text": "whatever", "why": "Y", "paper": "Nothing"}, "no recommendation 'flexible-bale'.*no paper 'Nothing'"),
    "a paper of the record on another day": (desk.PaperEntered, {"paper": "MPA PPRC 8 May 2003, report 5", "day": "2003-05-09"}, "is of 2003-05-08, not of 2003-05-09"),
    "note that says nothing": (desk.RecommendationChange, {"recommendation": BAIL, "what": "note", "text": "\t", "why": "Y"}, "says nothing"),
    "too long": (desk.RecommendationChange, {"recommendation": BAIL, "what": "note", "text": "x" * 1001, "why": "Y"}, "more than 1000 letters"),
    "before it was recommended": (desk.RecommendationChange, {"recommendation": "inspection-3", "what": "owner", "text": "X", "why": "Y"}, "not recommended before 2003-11-30"),
    "due before it was decided": (desk.DecisionMade, {"what": "action", "text": "X", "due": "2003-01-31"}, "lies before the day"),
    "no date": (desk.DecisionMade, {"what": "action", "text": "X", "due": "31/01/2004"}, "due:"),
    "close what is not there": (desk.DecisionClosed, {"number": "D9", "closes": "done", "why": "X"}, "no decision 'D9'"),
    "aim without approver": (desk.AimChanged, {"aim": "improvement-through-partners", "change": "text", "text": "X", "why": "Y", "approver": ""}, "approver: is not given"),
    "unknown aim": (desk.AimChanged, {"aim": "improvement", "change": "text", "text": "X", "why": "Y", "approver": "Z"}, "no aim"),
    "review of an unknown plan": (desk.PaperEntered, {"paper": "X", "day": "2003-08-14", "reviews": "plan"}, "no plan 'plan'"),
    "paper of the future": (desk.PaperEntered, {"paper": "X", "day": "2999-01-01"}, "in the future"),
    "two faults at once": (desk.AimChanged, {"aim": "", "change": "colour", "text": "", "why": "Y", "approver": "Z"}, "change: .*text: is not given"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_and_changes_nothing(store: Store, case: str) -> None:
    form, values, reason = REFUSED[case]
    with pytest.raises(RefusedError, match=reason) as caught:
        put(store, form, "2003-08-14", **values)
    assert "nothing was changed" in str(caught.value)
    assert Journal(store).head().seq == 0


def test_nobody_enters_without_a_name(store: Store) -> None:
    said = desk.entered(desk.DecisionMade, {"what": "decision", "text": "X"})
    with pytest.raises(RefusedError, match="say who"):
        desk.enter(store, said, by=" ")
    assert Journal(store).head().seq == 0


def test_the_commands_do_what_the_pages_do(store: Store, capsys) -> None:
    where = ("--store", str(store.root))
    by = ("--by", "A Clerk", "--known-on", "2003-12-11", *where)
    calls = [
        ("recommend", BAIL, "--owner", "DoCJ", "--why", "asked", *by),
        ("decide", "Name the boroughs", "--action", "--owner", "DoCJ", "--due", "2004-01-31", *by),
        ("close", "D1", "--why", "named in report 21", *by),
        ("aim", "improvement-through-partners", "--change", "text", "--text", "X", "--why", "Y",
         "--approver", "PPRC", *by),
        ("paper", "Progress", "--day", "2003-07-10", "--reviews", PLAN, "--by", "A Clerk", *where),
        ("challenge", "Why?", *by),
    ]  # fmt: skip
    for call in calls:
        assert main(list(call)) == 0, call
    capsys.readouterr()
    at = ("--known-at", "2003-12-11", "--format", "json", *where)
    assert main(["recommendations", *at]) == 0
    rows = json.loads(capsys.readouterr().out)["recommendations"]
    assert next(r["owner"] for r in rows if r["id"] == BAIL) == "DoCJ"
    assert main(["monitoring", *at]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["plans"][0]["on_time"], found["decisions"][0]["standing"]) == (1, "done")
    assert main(["since", "2003-10-09", *at]) == 0
    assert json.loads(capsys.readouterr().out)["decided"] == ["D1"]
    assert main(["since", "2004-10-09", *at]) == 1
    assert main(["recommend", "nothing", "--owner", "X", "--why", "Y", *by]) == 1
    for command in ("recommendations", "monitoring"):
        assert main([command, "--known-at", "2003-12-11", *where]) == 0
