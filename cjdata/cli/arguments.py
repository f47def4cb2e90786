"""What the commands share: how one is made, the options that many take, the store they work on."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cjdata.cli import output
from cjdata.domain.errors import RefusedError, StoreMissingError, UnusableCallError
from cjdata.ledger import Journal, Store
from cjdata.ledger.where import store_root
from cjdata.snapshot import files
from cjdata.snapshot.reader import Reader

Command = Callable[[argparse.Namespace], int]
"""Runs with the words of a call; returns the exit code."""


class Commands:
    """The commands of a program, each with its parser."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._subparsers = top.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, run: Command, *, store: bool = True) -> argparse.ArgumentParser:
        """A command that `run` carries out; its docstring is the help."""
        made = self._subparsers.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.set_defaults(command=run)
        if store:
            made.add_argument(
                "--store", type=Path, metavar="DIR",
                help="the store; by default CJDATA_STORE, else the demo store",
            )  # fmt: skip
        return made

    def group(self, name: str, text: str) -> Commands:
        """Commands under a name of their own, such as `report committee`."""
        return Commands(self._subparsers.add_parser(name, help=text, description=text))


def add_format(made: argparse.ArgumentParser, *formats: str) -> None:
    made.add_argument("--format", choices=formats, default=formats[0])


def add_known_at(made: argparse.ArgumentParser) -> None:
    made.add_argument("--known-at", type=day, metavar="D", help="YYYY-MM-DD")


def add_output(made: argparse.ArgumentParser) -> None:
    made.add_argument("-o", "--output", type=Path, metavar="FILE")


def add_sender(made: argparse.ArgumentParser) -> None:
    made.add_argument("--by", metavar="NAME", help="who enters it; by default the user's name")
    made.add_argument("--known-on", type=day, metavar="D", help="day received, by default today")


def day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date: write it as YYYY-MM-DD, such as 2003-11-30"
        ) from None


def day_asked(arguments: argparse.Namespace) -> dt.date:
    """The day up to which something was said: the one asked for, else today; none to come."""
    today = dt.date.today()
    asked: dt.date = arguments.known_at or today
    if asked > today:
        raise UnusableCallError(
            f"nothing can be known at {asked.isoformat()}: ask for a day up to {today.isoformat()}"
        )
    return asked


def store_of(arguments: argparse.Namespace) -> Store:
    """The store that a call names; says where its snapshot is behind its ledger."""
    store = Store.open(store_root(arguments.store))
    _say_if_behind(store)
    return store


def store_or_none(arguments: argparse.Namespace) -> Store | None:
    """The store for a check, which can do without one unless it is named."""
    root = store_root(arguments.store)
    if arguments.store is None and not root.exists():
        return None
    return Store.open(root)


def sender_of(arguments: argparse.Namespace) -> str:
    """Who enters something: the name given, else the user's."""
    if arguments.by:
        return str(arguments.by)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise RefusedError("say who enters this with --by NAME") from None


def _say_if_behind(store: Store) -> None:
    if files.current(store) is None:
        return
    with suppress(StoreMissingError):  # who reads is told, who writes makes the snapshot anew
        if Journal(store).is_behind(Reader.open(store).head):
            output.say(
                f"entries were accepted that the snapshot does not show yet: "
                f"run 'python -m cjdata build --store {store.root}'"
            )
