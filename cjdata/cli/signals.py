"""Commands on what changed: signals, and what is sent to a unit about them."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from cjdata.analysis.variation.rebases import every_rebase, rebases_table
from cjdata.charts.control_texts import rebase_words
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_output,
    add_sender,
    sender_of,
    store_of,
)
from cjdata.cli.said import hand_out
from cjdata.intake.rebases import rebase as keep_rebase
from cjdata.ledger.store import write_whole
from cjdata.reports.digest import digest as make_digest
from cjdata.reports.digest import html_of, text_of
from cjdata.reports.signal_list import signals_answer


def signals(arguments: argparse.Namespace) -> int:
    """The latest figures that moved by more than their own past explains."""
    answer = signals_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.signals(answer, arguments.format)


def rebase(arguments: argparse.Namespace) -> int:
    """Begin the limits of a control chart anew from a month on, for a reason; or take that back."""
    kept = keep_rebase(
        store_of(arguments),
        measure=arguments.measure,
        unit=arguments.unit,
        start=arguments.start,
        why=arguments.why,
        by=sender_of(arguments),
        known_on=arguments.known_on,
        withdrawn=arguments.withdraw,
    )
    taken_back = "taken back: " if kept.withdrawn else ""
    output.say(f"kept as entry {kept.seq}: {taken_back}{rebase_words(kept)}")
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """Every rebase said by a date, those superseded or taken back too."""
    return hand_out(arguments, lambda reader, day: rebases_table(every_rebase(reader, day)))


def digest(arguments: argparse.Namespace) -> int:
    """The monthly digest of a unit: what moved, what is said of it, who does what by when."""
    store = store_of(arguments)
    found = make_digest(store, arguments.unit, arguments.known_at, dt.date.today())
    text = html_of(found) if arguments.format == "html" else text_of(found)
    if arguments.output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole(arguments.output, text, sync=False)
        output.say(f"{arguments.output}: {found.title}")
    return 0


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("signals", signals)
    add_known_at(made)
    add_format(made, "text", "json")
    made = commands.add("rebase", rebase)
    made.add_argument("measure", metavar="MEASURE", help="identifier such as T05")
    made.add_argument("--unit", required=True, metavar="U")
    made.add_argument("--from", dest="start", required=True, metavar="YYYY-MM")
    made.add_argument("--why", required=True, metavar="TEXT", help="the go-live or other event")
    made.add_argument("--withdraw", action="store_true", help="take a rebase of that month back")
    add_sender(made)
    made = commands.add("rebases", listed)
    add_known_at(made)
    add_format(made, "csv", "json")
    add_output(made)
    made = commands.add("digest", digest)
    made.add_argument("--unit", required=True, metavar="U", help="a borough, court, or mps for all")
    add_known_at(made)
    add_format(made, "text", "html")
    add_output(made)
