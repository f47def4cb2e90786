"""The command line: what the pages do, in the same words.

Data goes to stdout, messages to stderr. Exit 0: done; 1: refused, with the faults named;
2: a call that cannot be used.
"""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

from cjdata import cli_output as output
from cjdata.analysis.answers import (
    figures_answer,
    forecast_answer,
    impact_answer,
    rollout_answer,
    status_answer,
)
from cjdata.demo.store import make_demo_store
from cjdata.domain.errors import (
    CjdataError,
    PeriodError,
    RefusedError,
    StoreMissingError,
    UnknownNameError,
)
from cjdata.domain.periods import Grain
from cjdata.intake.checking import check_files
from cjdata.intake.desk import build as build_snapshot
from cjdata.intake.returns import load_files
from cjdata.intake.verification import verify as read_again
from cjdata.intake.withdrawals import withdraw as take_back
from cjdata.ledger import Journal, Store, StoreKind
from cjdata.ledger.where import store_root
from cjdata.snapshot import files
from cjdata.snapshot.reader import Reader


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except (UnknownNameError, PeriodError, StoreMissingError) as error:
        output.say(str(error))
        return 2
    except CjdataError as error:
        output.say(str(error))
        return 1
    except BrokenPipeError:
        output.stop_writing()
        return 0
    except OSError as error:
        output.say(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 1


def init(arguments: argparse.Namespace) -> int:
    """Make a store: empty, or with illustrative returns."""

    root: Path = arguments.dir
    if arguments.demo:
        make_demo_store(root, progress=output.progress())
        output.say(f"made the demo store {root}: its returns are illustrative, its record is real")
        return 0
    build_snapshot(Store.create(root, StoreKind.LIVE))
    output.say(f"made the live store {root}: load returns with --store {root}")
    return 0


def build(arguments: argparse.Namespace) -> int:
    """Bring the snapshot up to ledger, definitions and record."""

    store = Store.open(store_root(arguments.store))
    made = build_snapshot(store, full=arguments.full, progress=output.progress())
    how = "as it was" if not made.new_entries and made.incremental else "made"
    output.say(f"snapshot {how}: edition {made.edition}, ledger entry {made.head.seq}")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Name every fault of some files; nothing is changed."""

    outcomes = check_files(
        _store_or_none(arguments),
        arguments.file,
        today=dt.date.today(),
        profile=arguments.profile,
    )
    return output.outcomes(outcomes, arguments.format)


def load(arguments: argparse.Namespace) -> int:
    """Accept files of returns or statements, each whole or not at all."""

    outcomes = load_files(
        _store(arguments),
        arguments.file,
        by=arguments.by or _user(),
        known_on=arguments.known_on,
        progress=output.progress() if len(arguments.file) > 1 else None,
        profile=arguments.profile,
    )
    return output.outcomes(outcomes, "text")


def withdraw(arguments: argparse.Namespace) -> int:
    """Take a return back."""

    done = take_back(
        _store(arguments),
        arguments.return_id,
        why=arguments.why,
        by=arguments.by or _user(),
        known_on=arguments.known_on,
    )
    output.say(done.sentence)
    return 0


def figures(arguments: argparse.Namespace) -> int:
    """A measure for units and periods, with state, edition and provenance."""

    answer = figures_answer(
        _store(arguments),
        measure=arguments.measure,
        units=arguments.unit,
        grain=Grain(arguments.grain),
        known_at=arguments.known_at,
        today=dt.date.today(),
    )
    return output.table(answer, arguments.format, arguments.output)


def rollout(arguments: argparse.Namespace) -> int:
    """Who has what, as known at a date."""

    answer = rollout_answer(_store(arguments), arguments.known_at, dt.date.today())
    return output.rollout(answer, arguments.format)


def forecast(arguments: argparse.Namespace) -> int:
    """When each initiative will be everywhere, as known at a date."""
    answer = forecast_answer(_store(arguments), arguments.known_at, dt.date.today())
    return output.forecast(answer, arguments.format)


def impact(arguments: argparse.Namespace) -> int:
    """What an initiative did to a measure where it is in place, as known at a date."""
    answer = impact_answer(
        _store(arguments),
        measure=arguments.measure,
        initiative=arguments.initiative,
        known_at=arguments.known_at,
        today=dt.date.today(),
    )
    return output.mapping(answer, arguments.format)


def status(arguments: argparse.Namespace) -> int:
    """Edition, counts and completeness."""

    answer = status_answer(_store(arguments), arguments.known_at, dt.date.today())
    return output.mapping(answer, arguments.format)


def verify(arguments: argparse.Namespace) -> int:
    """Read everything again and say whether it is what was accepted."""

    report = read_again(_store(arguments), progress=output.progress())
    output.mapping(report.as_dict(), arguments.format)
    return 0 if report.sound else 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m cjdata",
        description="Criminal justice performance: returns in, figures out",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], *, store: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        made.set_defaults(command=run)
        if store:
            made.add_argument(
                "--store", type=Path, metavar="DIR",
                help="the store; by default CJDATA_STORE, else the demo store",
            )  # fmt: skip
        return made

    made = command("init", init, store=False)
    made.add_argument("dir", type=Path, metavar="DIR")
    made.add_argument("--demo", action="store_true", help="fill it with illustrative returns")
    made = command("build", build)
    made.add_argument("--full", action="store_true", help="make it anew, not from the last one")
    made = command("check", check)
    made.add_argument("file", nargs="+", type=Path, metavar="FILE")
    _add_profile(made)
    _add_format(made, "text", "json")
    made = command("load", load)
    made.add_argument("file", nargs="+", type=Path, metavar="FILE")
    _add_profile(made)
    _add_sender(made)
    made = command("withdraw", withdraw)
    made.add_argument("return_id", metavar="RETURN", help="identifier such as R12-3")
    made.add_argument("--why", required=True, metavar="TEXT")
    _add_sender(made)
    made = command("figures", figures)
    made.add_argument("measure", metavar="MEASURE", help="identifier such as T05")
    made.add_argument("--unit", action="append", metavar="U", help="may be given again")
    made.add_argument("--grain", choices=[g.value for g in Grain], default=Grain.MONTH.value)
    _add_known_at(made)
    _add_format(made, "csv", "json")
    made.add_argument("-o", "--output", type=Path, metavar="FILE")
    made = command("rollout", rollout)
    _add_known_at(made)
    _add_format(made, "text", "json")
    made = command("forecast", forecast)
    _add_known_at(made)
    _add_format(made, "text", "json")
    made = command("impact", impact)
    made.add_argument("measure", metavar="MEASURE", help="identifier such as T05")
    made.add_argument("initiative", metavar="INITIATIVE", help="such as case-progression-unit")
    _add_known_at(made)
    _add_format(made, "text", "json")
    made = command("status", status)
    _add_known_at(made)
    _add_format(made, "text", "json")
    made = command("verify", verify)
    _add_format(made, "text", "json")
    return top


def _add_format(made: argparse.ArgumentParser, *formats: str) -> None:
    made.add_argument("--format", choices=formats, default=formats[0])


def _add_profile(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--profile", metavar="P",
        help="another publisher's layout: a name such as cps-outcomes, or a .toml file",
    )  # fmt: skip


def _add_known_at(made: argparse.ArgumentParser) -> None:
    made.add_argument("--known-at", type=_day, metavar="D", help="YYYY-MM-DD")


def _add_sender(made: argparse.ArgumentParser) -> None:
    made.add_argument("--by", metavar="NAME", help="who enters it; by default the user's name")
    made.add_argument("--known-on", type=_day, metavar="D", help="day received, by default today")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date: write it as YYYY-MM-DD, such as 2003-11-30"
        ) from None


def _store(arguments: argparse.Namespace) -> Store:
    store = Store.open(store_root(arguments.store))
    _say_if_behind(store)
    return store


def _store_or_none(arguments: argparse.Namespace) -> Store | None:
    """The store for a check, which can do without one unless it is named."""
    root = store_root(arguments.store)
    if arguments.store is None and not root.exists():
        return None
    return Store.open(root)


def _say_if_behind(store: Store) -> None:

    if files.current(store) is not None and Journal(store).is_behind(Reader.open(store).head):
        output.say(
            f"entries were accepted that the snapshot does not show yet: "
            f"run 'python -m cjdata build --store {store.root}'"
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise RefusedError("say who enters this with --by NAME") from None
