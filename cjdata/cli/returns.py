"""Commands on returns: checked, loaded, withdrawn, and the templates for them."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_output,
    add_sender,
    sender_of,
    store_of,
    store_or_none,
)
from cjdata.domain.errors import UnusableCallError
from cjdata.intake.checking import check_files, definitions_for
from cjdata.intake.returns import load_files
from cjdata.intake.withdrawals import withdraw as take_back
from cjdata.reports.template import template_bytes
from cjdata.reports.template_rows import form_of


def check(arguments: argparse.Namespace) -> int:
    """Name every fault of some files; nothing is changed."""
    outcomes = check_files(
        store_or_none(arguments),
        arguments.file,
        today=dt.date.today(),
        profile=arguments.profile,
        period=arguments.period,
    )
    return output.outcomes(outcomes, arguments.format)


def load(arguments: argparse.Namespace) -> int:
    """Accept files of returns or statements, each whole or not at all."""
    outcomes = load_files(
        store_of(arguments),
        arguments.file,
        by=sender_of(arguments),
        known_on=arguments.known_on,
        progress=output.progress() if len(arguments.file) > 1 else None,
        profile=arguments.profile,
        period=arguments.period,
    )
    return output.outcomes(outcomes, "text")


def withdraw(arguments: argparse.Namespace) -> int:
    """Take a return back."""
    done = take_back(
        store_of(arguments),
        arguments.return_id,
        why=arguments.why,
        by=sender_of(arguments),
        known_on=arguments.known_on,
    )
    output.say(done.sentence)
    return 0


def template(arguments: argparse.Namespace) -> int:
    """Write the workbook to fill in for one return."""
    if arguments.output is not None and arguments.output.suffix.lower() != ".xlsx":
        raise UnusableCallError(f"a template is a workbook: '{arguments.output.name}' is no .xlsx")
    output.refuse_binary_on_terminal("xlsx", arguments.output)
    form = form_of(
        definitions_for(store_or_none(arguments)),
        unit=arguments.unit,
        period=arguments.period,
        collection=arguments.collection,
    )
    return output.binary(template_bytes(form), f"template of {form.key}", arguments.output)


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("check", check)
    made.add_argument("file", nargs="+", type=Path, metavar="FILE")
    _add_profile(made)
    add_format(made, "text", "json")
    made = commands.add("load", load)
    made.add_argument("file", nargs="+", type=Path, metavar="FILE")
    _add_profile(made)
    add_sender(made)
    made = commands.add("withdraw", withdraw)
    made.add_argument("return_id", metavar="RETURN", help="identifier such as R12-3")
    made.add_argument("--why", required=True, metavar="TEXT")
    add_sender(made)
    made = commands.add("template", template)
    made.add_argument("--unit", required=True, metavar="U", help="who sends it, such as lambeth")
    made.add_argument(
        "--period", required=True, metavar="P", help="2003-10, or a quarter 2003-10/2003-12"
    )
    made.add_argument("--collection", required=True, metavar="C", help="such as charging")
    add_output(made)


def _add_profile(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--profile", metavar="P",
        help="another publisher's layout: a name such as cps-outcomes, or a .toml file",
    )  # fmt: skip
    made.add_argument(
        "--period", metavar="YYYY-MM",
        help="with --profile: what a file is for whose name does not tell its month and year",
    )  # fmt: skip
