"""The command on effects: one measure and initiative, or all of them at once."""

from __future__ import annotations

import argparse
import datetime as dt

from cjdata.analysis.answers.impact import impact_answer, impacts_answer
from cjdata.cli import output
from cjdata.cli.arguments import Commands, add_format, add_known_at, store_of
from cjdata.domain.errors import UnusableCallError


def impact(arguments: argparse.Namespace) -> int:
    """What an initiative did to a measure where it is in place, as known at a date."""
    named = (arguments.measure, arguments.initiative)
    if arguments.all:
        if any(named):
            raise UnusableCallError("--all asks of every measure and initiative: name none")
        answer = impacts_answer(
            store_of(arguments),
            known_at=arguments.known_at,
            today=dt.date.today(),
            progress=output.progress(),
        )
        return output.impacts(answer, arguments.format)
    if not all(named):
        raise UnusableCallError("name a measure and an initiative, or ask for --all")
    answer = impact_answer(
        store_of(arguments),
        measure=arguments.measure,
        initiative=arguments.initiative,
        known_at=arguments.known_at,
        today=dt.date.today(),
    )
    return output.mapping(answer, arguments.format)


def add(commands: Commands) -> None:
    """The command and its options."""
    made = commands.add("impact", impact)
    made.add_argument("measure", nargs="?", metavar="MEASURE", help="identifier such as T05")
    made.add_argument(
        "initiative", nargs="?", metavar="INITIATIVE", help="such as case-progression-unit"
    )
    made.add_argument(
        "--all", action="store_true", help="every core measure against every initiative"
    )
    add_known_at(made)
    add_format(made, "text", "json")
