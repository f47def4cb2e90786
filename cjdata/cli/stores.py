"""Commands on a store as a whole: made, built, described, verified."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from cjdata.analysis.answers.common import status_answer
from cjdata.cli import output
from cjdata.cli.arguments import Commands, add_format, add_known_at, store_of
from cjdata.demo.store import make_demo_store
from cjdata.intake.desk import build as build_snapshot
from cjdata.intake.verification import verify as read_again
from cjdata.ledger import Store, StoreKind
from cjdata.ledger.where import store_root


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
    made = build_snapshot(store, full=arguments.full, log=True, progress=output.progress())
    how = "as it was" if not made.new_entries and made.incremental else "made"
    output.say(f"snapshot {how}: edition {made.edition}, ledger entry {made.head.seq}")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Edition, counts and completeness."""
    answer = status_answer(store_of(arguments), arguments.known_at, dt.date.today())
    return output.mapping(answer, arguments.format)


def verify(arguments: argparse.Namespace) -> int:
    """Read everything again and say whether it is what was accepted."""
    report = read_again(store_of(arguments), progress=output.progress())
    output.mapping(report.as_dict(), arguments.format)
    return 0 if report.sound else 1


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("init", init, store=False)
    made.add_argument("dir", type=Path, metavar="DIR")
    made.add_argument("--demo", action="store_true", help="fill it with illustrative returns")
    made = commands.add("build", build)
    made.add_argument("--full", action="store_true", help="make it anew, not from the last one")
    made = commands.add("status", status)
    add_known_at(made)
    add_format(made, "text", "json")
    made = commands.add("verify", verify)
    add_format(made, "text", "json")
