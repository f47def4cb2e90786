"""Commands on recommendations and on what the authority decides, reads and changes."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from cjdata.analysis.answers.register import monitoring_answer, register_answer, since_answer
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_sender,
    day,
    sender_of,
    store_of,
)
from cjdata.intake import register as desk


def recommendations(arguments: argparse.Namespace) -> int:
    """What became of each recommendation, as known at a date."""
    answer = register_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.mapping(answer, arguments.format)


def monitoring(arguments: argparse.Namespace) -> int:
    """Reviews due and held, decisions, aims and judgements, as known at a date."""
    answer = monitoring_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.mapping(answer, arguments.format)


def since(arguments: argparse.Namespace) -> int:
    """What changed between two dates: change, late or revised data, definitions told apart."""
    answer = since_answer(
        store_of(arguments), arguments.earlier, arguments.known_at, dt.date.today()
    )
    return output.mapping(answer, arguments.format)


def recommend(arguments: argparse.Namespace) -> int:
    """Enter an owner, a plan, a successor, a report or a note on a recommendation."""
    given = vars(arguments)
    what = next(name for name in WHAT if given[name] is not None)
    values = {"recommendation": arguments.recommendation, "what": what, "text": given[what]}
    more = {"why": arguments.why, "paper": arguments.paper, "condition": arguments.condition}
    return _enter(arguments, desk.RecommendationChange, values | more)


def decide(arguments: argparse.Namespace) -> int:
    """Enter a decision of the authority, or an action with owner and date."""
    what = "action" if arguments.action else "decision"
    names = ("text", "owner", "due", "recommendation", "why")
    return _enter(arguments, desk.DecisionMade, {"what": what} | _of(arguments, names))


def close(arguments: argparse.Namespace) -> int:
    """Say that a decision or action is done, or withdrawn."""
    closes = "withdrawn" if arguments.withdrawn else "done"
    return _enter(
        arguments, desk.DecisionClosed, {"closes": closes} | _of(arguments, ("number", "why"))
    )


def aim(arguments: argparse.Namespace) -> int:
    """Enter a change to an aim, with its reason and who approved it."""
    return _enter(
        arguments, desk.AimChanged, _of(arguments, ("aim", "change", "text", "why", "approver"))
    )


def paper(arguments: argparse.Namespace) -> int:
    """Enter a paper that came, how much of it was read and the plan that it reviews."""
    return _enter(
        arguments, desk.PaperEntered, _of(arguments, ("paper", "day", "read", "reviews", "about"))
    )


def challenge(arguments: argparse.Namespace) -> int:
    """Enter what the challenge panel asked, and the answer."""
    return _enter(arguments, desk.PanelChallenge, _of(arguments, ("text", "answer", "why")))


WHAT = ("owner", "plan", "superseded_by", "reported", "note")


def _of(arguments: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(arguments, name) for name in names}


def _enter(arguments: argparse.Namespace, form: type[desk.Entered], values: dict[str, Any]) -> int:
    said = desk.entered(form, values)
    number = desk.enter(
        store_of(arguments), said, by=sender_of(arguments),
        known_on=getattr(arguments, "known_on", None),
    )  # fmt: skip
    output.say(f"entered as {number}")
    return 0


def add(commands: Commands) -> None:
    """The commands and their options."""
    for name, run in (("recommendations", recommendations), ("monitoring", monitoring)):
        made = commands.add(name, run)
        add_known_at(made)
        add_format(made, "text", "json")
    made = commands.add("since", since)
    made.add_argument("earlier", type=day, metavar="D", help="the earlier date, YYYY-MM-DD")
    add_known_at(made)
    add_format(made, "text", "json")
    _add_recommend(commands)
    _add_decisions(commands)
    _add_record(commands)


def _add_recommend(commands: Commands) -> None:
    made = commands.add("recommend", recommend)
    made.add_argument("recommendation", metavar="RECOMMENDATION", help="such as flexible-bail")
    one = made.add_mutually_exclusive_group(required=True)
    for name in WHAT:
        one.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")
    made.add_argument("--why", required=True, metavar="TEXT")
    made.add_argument("--paper", default="", metavar="TITLE", help="the paper that says so")
    made.add_argument(
        "--condition", default="in progress",
        choices=["proposed", "planned", "in progress", "done", "not developed"],
    )  # fmt: skip
    add_sender(made)


def _add_decisions(commands: Commands) -> None:
    made = commands.add("decide", decide)
    made.add_argument("text", metavar="TEXT")
    made.add_argument("--action", action="store_true", help="an action, not a decision")
    made.add_argument("--owner", default="", metavar="NAME")
    made.add_argument("--due", type=day, metavar="D", help="by when, YYYY-MM-DD")
    made.add_argument("--recommendation", default="", metavar="RECOMMENDATION")
    made.add_argument("--why", default="", metavar="TEXT")
    add_sender(made)
    made = commands.add("close", close)
    made.add_argument("number", metavar="NUMBER", help="such as D1")
    made.add_argument("--withdrawn", action="store_true", help="withdrawn, not done")
    made.add_argument("--why", required=True, metavar="TEXT", help="what shows it")
    add_sender(made)


def _add_record(commands: Commands) -> None:
    made = commands.add("aim", aim)
    made.add_argument("aim", metavar="AIM")
    made.add_argument("--change", required=True, choices=["text", "measure", "target", "withdrawn"])
    made.add_argument("--text", required=True, metavar="TEXT", help="as it is from now on")
    made.add_argument("--why", required=True, metavar="TEXT")
    made.add_argument("--approver", required=True, metavar="NAME")
    add_sender(made)
    made = commands.add("paper", paper)
    made.add_argument("paper", metavar="TITLE")
    made.add_argument("--day", required=True, type=day, metavar="D", help="its date, YYYY-MM-DD")
    made.add_argument("--read", default="whole", choices=["whole", "opening", "no"])
    made.add_argument("--reviews", default="", metavar="PLAN", help="such as improvement-plan")
    made.add_argument("--about", default="", metavar="TEXT")
    made.add_argument("--by", metavar="NAME", help="who enters it; by default the user's name")
    made = commands.add("challenge", challenge)
    made.add_argument("text", metavar="TEXT")
    made.add_argument("--answer", default="", metavar="TEXT")
    made.add_argument("--why", default="", metavar="TEXT")
    add_sender(made)
