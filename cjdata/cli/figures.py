"""Commands that answer from the figures of a store."""

from __future__ import annotations

import argparse
import datetime as dt

from cjdata.analysis.answers.common import figures_answer
from cjdata.cli import output
from cjdata.cli.arguments import Commands, add_known_at, add_output, store_of
from cjdata.domain.periods import Grain
from cjdata.reports.columns import with_value_unit
from cjdata.reports.figures import figures_provenance
from cjdata.reports.provenance import view_address
from cjdata.reports.tables import Form, table_bytes

FORMATS = ("csv", "json", "xlsx", "parquet")


def figures(arguments: argparse.Namespace) -> int:
    """A measure for units and periods, with state, edition and provenance."""
    form = arguments.format or output.form_of(arguments.output, FORMATS)
    output.refuse_binary_on_terminal(form, arguments.output)
    store, grain = store_of(arguments), Grain(arguments.grain)
    answer = figures_answer(
        store,
        measure=arguments.measure,
        units=arguments.unit,
        grain=grain,
        known_at=arguments.known_at,
        today=dt.date.today(),
    )
    answer["view"] = [view_address(page) for page in answer["view"]]
    of = figures_provenance(
        store, answer, measure=arguments.measure, grain=grain, known_at=arguments.known_at
    )
    if form in ("csv", "json"):
        told = with_value_unit(answer, of.measure_units)
        return output.table(told, form, arguments.output)
    return output.binary(
        table_bytes(answer, of, Form(form)), f"{len(answer)} rows", arguments.output
    )


def add(commands: Commands) -> None:
    """The commands and their options."""
    made = commands.add("figures", figures)
    made.add_argument("measure", metavar="MEASURE", help="identifier such as T05")
    made.add_argument("--unit", action="append", metavar="U", help="may be given again")
    made.add_argument("--grain", choices=[g.value for g in Grain], default=Grain.MONTH.value)
    add_known_at(made)
    made.add_argument(
        "--format", choices=FORMATS, help="by default what the name of FILE says, else csv"
    )
    add_output(made)
