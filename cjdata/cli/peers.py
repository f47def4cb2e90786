"""Commands on groups of boroughs to compare with: loaded from a file, and listed."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from cjdata.analysis.figures.peers import nearest_peers, peer_groups
from cjdata.cli import output
from cjdata.cli.arguments import (
    Commands,
    add_format,
    add_known_at,
    add_output,
    add_sender,
    day_asked,
    sender_of,
    store_of,
)
from cjdata.domain.catalogue import look_up
from cjdata.intake.peers import name_peers, read_groups
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


def load(arguments: argparse.Namespace) -> int:
    """Keep the groups of a file: CSV with the columns group and unit, or TOML."""
    groups = read_groups(arguments.file)
    kept = name_peers(
        store_of(arguments), groups, by=sender_of(arguments), known_on=arguments.known_on
    )
    for entry in kept:
        output.say(f"kept as entry {entry.seq}: {entry.detail['name']}")
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """The groups defined or named by a date; with --nearest-to the nearest boroughs."""
    store, known_at = store_of(arguments), day_asked(arguments)
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    if arguments.nearest_to:
        boroughs = {u.id: u for u in catalogue.boroughs}
        unit = look_up("borough", arguments.nearest_to, boroughs).id
        rows = [("nearest", other, "", "") for other in nearest_peers(catalogue, unit)]
    else:
        rows = [
            (g.name, unit, g.said_by, g.known_on.isoformat() if g.known_on else "")
            for g in peer_groups(reader, catalogue, known_at).values()
            for unit in g.units
        ]
    frame = pd.DataFrame(rows, columns=["group", "unit", "said_by", "said_on"])
    frame = output.labelled(
        frame, demo=store.demo, known_at=known_at, edition=reader.edition
    ).assign(official_family=False)
    return output.table(frame, arguments.format, arguments.output)


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("load-peers", load)
    made.add_argument("file", type=Path, metavar="FILE")
    add_sender(made)
    made = commands.add("peers", listed)
    made.add_argument("--nearest-to", metavar="U", help="a borough such as lambeth")
    add_known_at(made)
    add_format(made, "csv", "json")
    add_output(made)
