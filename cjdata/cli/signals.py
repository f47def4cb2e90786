"""Commands on what changed: signals, and what is sent to a unit about them."""

from __future__ import annotations

import argparse
import datetime as dt

from cjdata.cli import output
from cjdata.cli.arguments import Commands, add_format, add_known_at, store_of
from cjdata.reports.signal_list import signals_answer


def signals(arguments: argparse.Namespace) -> int:
    """The latest figures that moved by more than their own past explains."""
    answer = signals_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.signals(answer, arguments.format)


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("signals", signals)
    add_known_at(made)
    add_format(made, "text", "json")
