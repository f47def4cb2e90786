"""Commands on what is said of figures: explained, and listed."""

from __future__ import annotations

import argparse

from cjdata.analysis.variation.explanations import explanations, explanations_table
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_output,
    add_sender,
    day,
    sender_of,
    store_of,
)
from cjdata.cli.said import hand_out
from cjdata.intake.explanations import explain as keep_explanation


def explain(arguments: argparse.Namespace) -> int:
    """Keep an explanation of a figure, with action, owner and due date."""
    kept = keep_explanation(
        store_of(arguments),
        measure=arguments.measure,
        unit=arguments.unit,
        period=arguments.period,
        text=arguments.text,
        action=arguments.action,
        owner=arguments.owner,
        due=arguments.due,
        done=arguments.done,
        by=sender_of(arguments),
        known_on=arguments.known_on,
    )
    lacks = f"; no {', no '.join(kept.lacks)}" if kept.lacks else ""
    output.say(
        f"kept as entry {kept.seq}: {kept.measure} of {kept.unit}, {kept.period.label}{lacks}"
    )
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """Every explanation of a figure by a date, those that were superseded too."""
    return hand_out(arguments, lambda reader, day: explanations_table(explanations(reader, day)))


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("explain", explain)
    made.add_argument("measure", metavar="MEASURE", help="identifier such as T05")
    made.add_argument("--unit", required=True, metavar="U")
    made.add_argument("--period", required=True, metavar="P", help="YYYY-MM or YYYY-MM/YYYY-MM")
    made.add_argument("--text", required=True, metavar="TEXT", help="why the figure is as it is")
    made.add_argument("--action", default="", metavar="TEXT", help="what is done about it")
    made.add_argument("--owner", default="", metavar="NAME", help="who does it")
    made.add_argument("--due", type=day, metavar="D", help="by when, YYYY-MM-DD")
    made.add_argument("--done", action="store_true", help="the action is done")
    add_sender(made)
    made = commands.add("explanations", listed)
    add_known_at(made)
    add_format(made, "csv", "json")
    add_output(made)
