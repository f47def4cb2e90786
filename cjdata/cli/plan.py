"""Commands on the plan: shown as known at a date, checked, loaded."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cjdata.analysis.answers.plan import plan_answer
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_sender,
    sender_of,
    store_of,
    store_or_none,
)
from cjdata.domain.errors import UnusableCallError
from cjdata.intake.checking import check_files
from cjdata.intake.returns import load_files


def plan(arguments: argparse.Namespace) -> int:
    """The plan as known at a date and what in it cannot hold; or check, or load, plan files."""
    if arguments.action != "show" and not arguments.file:
        raise UnusableCallError(f"name the files: python -m cjdata plan {arguments.action} FILE")
    if arguments.action == "show" and arguments.file:
        raise UnusableCallError("say what to do with the files: plan check FILE, or plan load FILE")
    if arguments.action == "check":
        found = check_files(
            store_or_none(arguments),
            arguments.file,
            today=dt.date.today(),
            known_on=arguments.known_on,
        )
        return output.outcomes(found, "json" if arguments.format == "json" else "text")
    if arguments.action == "load":
        loaded = load_files(
            store_of(arguments),
            arguments.file,
            by=sender_of(arguments),
            known_on=arguments.known_on,
        )
        return output.outcomes(loaded, "json" if arguments.format == "json" else "text")
    answer = plan_answer(store_of(arguments), arguments.known_at, dt.date.today())
    if arguments.format == "json":
        return output.mapping(answer, "json")
    _say(answer)
    return 0


def _say(answer: Mapping[str, Any]) -> None:
    print(f"as known at {answer['known_at']}, edition {answer['edition']}")
    for initiative in answer["initiatives"]:
        dated = [m for m in initiative["milestones"] if m["baseline"]]
        owned = sum(bool(m["owner"]) for m in dated)
        print(f"\n{initiative['name']}: {len(dated)} milestones with a date, {owned} with an owner")
        for m in dated:
            print(f"  {m['unit']} {m['milestone']}: {_days(m)}; {m['brag'].replace('_', ' ')}")
            for reason in m["reasons"]:
                print(f"    {reason}")
    print(f"\ncontradictions: {len(answer['contradictions'])}")
    for found in answer["contradictions"]:
        print(f"  {found['first_visible']} {found['kind']}: {found['sentence']}")
        for source in found["sources"]:
            print(f"    {source}")
    sys.stdout.flush()


def _days(milestone: Mapping[str, Any]) -> str:
    said = f"first by {milestone['baseline']}"
    if milestone["current"] != milestone["baseline"]:
        said += f", now by {milestone['current']}"
    actual = milestone["actual"]
    if not actual:
        return said
    after = f"after {actual['not_before']} and " if actual["not_before"] else ""
    return f"{said}, reached {after}by {actual['not_after']}"


def add(commands: Commands) -> None:
    """The command and its options."""
    made = commands.add("plan", plan)
    made.add_argument("action", nargs="?", choices=("show", "check", "load"), default="show")
    made.add_argument("file", nargs="*", type=Path, metavar="FILE")
    add_known_at(made)
    add_sender(made)
    add_format(made, "text", "json")
