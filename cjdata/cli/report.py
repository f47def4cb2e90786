"""Commands on what is sent out: the committee's paper made, frozen, listed and fetched."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pandas as pd

from cjdata.analysis.answers.asked import asked_of
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_output,
    sender_of,
    store_of,
)
from cjdata.domain.errors import UnusableCallError
from cjdata.ledger.store import write_whole
from cjdata.reports.committee import Form, committee_paper, detail_of, rendered
from cjdata.reports.committee.frozen import FORMS, freeze, frozen_bytes, frozen_papers
from cjdata.snapshot.reader import Reader

STEPS = 4
"""How often a paper that is being made tells how far it has come."""


def committee(arguments: argparse.Namespace) -> int:
    """The committee's paper as known at a date, as PDF or HTML."""
    form = _form(arguments.output)
    if form is None and not arguments.freeze:
        raise UnusableCallError("say where the paper goes with -o FILE.pdf or -o FILE.html")
    if arguments.output is not None and not arguments.output.absolute().parent.is_dir():
        raise UnusableCallError(f"there is no folder {arguments.output.parent}: make it first")
    store = store_of(arguments)
    if arguments.frozen is not None:
        if form is None:
            raise UnusableCallError("say where the frozen paper goes with -o")
        write_whole(arguments.output, frozen_bytes(store, arguments.frozen, form))
        output.say(f"paper {arguments.frozen} as it was frozen: {arguments.output}")
        return 0
    asked = asked_of(store, arguments.known_at, dt.date.today())
    paper = committee_paper(
        asked.reader, asked.catalogue, asked.day, demo=store.demo, tell=_teller()
    )
    forms = {f: rendered(paper, f) for f in (FORMS if arguments.freeze else ()) or (form,) if f}
    if form is not None:
        write_whole(arguments.output, forms[form])
        output.say(
            f"{arguments.output}: as known at {asked.day.isoformat()}, edition {paper.edition}"
        )
    if arguments.freeze:
        kept = freeze(store, detail_of(paper, asked.reader), forms, by=sender_of(arguments))
        output.say(f"frozen as paper {kept.number}, edition {kept.edition}, by {kept.by}")
    return 0


def papers(arguments: argparse.Namespace) -> int:
    """Every paper that was frozen."""
    rows = [
        {
            "paper": p.number,
            "known_at": p.known_at.isoformat(),
            "edition": p.edition,
            "frozen_on": p.frozen_on.isoformat(),
            "by": p.by,
            "headline": p.headline,
        }
        for p in frozen_papers(Reader.open(store_of(arguments)))
    ]
    columns = ["paper", "known_at", "edition", "frozen_on", "by", "headline"]
    return output.table(pd.DataFrame(rows, columns=columns), arguments.format, arguments.output)


def _teller() -> Callable[[str], None]:
    """A progress bar on a terminal, nothing elsewhere."""
    show, steps = output.progress(), count(1)

    def tell(_: str) -> None:
        if show is not None:
            show("making the paper", next(steps), STEPS)

    return tell


def _form(file: Path | None) -> Form | None:
    if file is None:
        return None
    for form in FORMS:
        if file.suffix.lower() == f".{form}":
            return form
    raise UnusableCallError(f"'{file.name}' is neither .pdf nor .html")


def add(commands: Commands) -> None:
    """The commands and their options."""
    kinds = commands.group("report", "What is sent out: the committee's paper.")
    made = kinds.add("committee", committee)
    add_known_at(made)
    add_output(made)
    made.add_argument("--freeze", action="store_true", help="keep it in the ledger as it is now")
    made.add_argument("--by", metavar="NAME", help="who freezes it; by default the user's name")
    made.add_argument(
        "--frozen", type=int, metavar="N", help="not made anew: paper N as it was frozen"
    )
    made = kinds.add("papers", papers)
    add_format(made, "csv", "json")
    add_output(made)
