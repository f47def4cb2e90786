"""Commands on the rollout: who has what, and when it will be everywhere."""

from __future__ import annotations

import argparse
import datetime as dt

from cjdata.analysis.answers.common import forecast_answer, rollout_answer
from cjdata.cli import output
from cjdata.cli.arguments import Commands, add_format, add_known_at, store_of


def rollout(arguments: argparse.Namespace) -> int:
    """Who has what, as known at a date."""
    answer = rollout_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.rollout(answer, arguments.format)


def forecast(arguments: argparse.Namespace) -> int:
    """When each initiative will be everywhere, as known at a date."""
    answer = forecast_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.forecast(answer, arguments.format)


def add(commands: Commands) -> None:
    """The commands and their options."""
    for name, run in (("rollout", rollout), ("forecast", forecast)):
        made = commands.add(name, run)
        add_known_at(made)
        add_format(made, "text", "json")
