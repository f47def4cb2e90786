"""Lists of what was said by a date, handed out alike by every command that has one."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable

import pandas as pd

from cjdata.cli import output
from cjdata.cli.arguments import day_asked, store_of
from cjdata.snapshot.reader import Reader


def hand_out(arguments: argparse.Namespace, said: Callable[[Reader, dt.date], pd.DataFrame]) -> int:
    """What was said by the day that is asked for, with what every output says of itself."""
    known_at = day_asked(arguments)
    store = store_of(arguments)
    reader = Reader.open(store)
    found = output.labelled(
        said(reader, known_at), demo=store.demo, known_at=known_at, edition=reader.edition
    )
    return output.table(found, arguments.format, arguments.output)
