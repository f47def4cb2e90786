"""Whether the rows of a template are those it was made for, and all of them.

Assumes rows whose names were read; a file that is no template passes.
"""

from __future__ import annotations

import numpy as np

from cjdata.domain.catalogue import Catalogue
from cjdata.returns.rules import Rule, fault
from cjdata.returns.stamps import Stamp
from cjdata.returns.table import Table
from cjdata.returns.texts import quoted

AGAIN = "make a template for it with 'python -m cjdata template'"


def check_stamp(table: Table, catalogue: Catalogue) -> None:
    """Unit, period, collection and definitions of a template, where the file is one."""
    stamp = table.sheet.stamp
    if stamp is None:
        return
    for column in ("unit", "period", "collection"):
        _check_column(table, stamp, column)
    _check_whole(table, stamp)
    _check_name(table, stamp)
    if stamp.edition != catalogue.edition:
        message = (
            f"the template was made from definitions {quoted(stamp.edition[:12])}, those in force "
            f"are {quoted(catalogue.edition[:12])}: every rule was applied as it is now"
        )
        table.faults.append(fault(Rule.TEMPLATE_EDITION, message, sheet=stamp.sheet))


def _check_column(table: Table, stamp: Stamp, column: str) -> None:
    """One fault for each name other than the template's, at its first row."""
    own = getattr(stamp, column)
    read = table.known(column) & ~table.broken & (table.columns[column] != own)
    for (name,), places in table.distinct([column], read):
        many = f" in {len(places)} rows" if len(places) > 1 else ""
        message = (
            f"this is the template of {stamp.collection} of {stamp.unit} for {stamp.period}, "
            f"and {quoted(str(name))} stands in it{many}: {AGAIN}"
        )
        at = "component" if column == "collection" else column
        table.add(Rule.TEMPLATE_OF_ANOTHER, message, int(np.min(places)), at)


def _check_name(table: Table, stamp: Stamp) -> None:
    """A file that is called as the template of another period: saved again and filled in anew."""
    stem = table.sheet.name.rpartition(".")[0]
    other = stamp.other_period_in(stem)
    if other and not any(f.rule == Rule.TEMPLATE_OF_ANOTHER for f in table.faults):
        message = (
            f"the file is called {quoted(stem)}, and the template in it is for {stamp.period}: "
            f"{AGAIN}, or call it {quoted(stamp.file_stem)}"
        )
        table.faults.append(fault(Rule.TEMPLATE_OF_ANOTHER, message, sheet=stamp.sheet))


def _check_whole(table: Table, stamp: Stamp) -> None:
    """Rows that had to be filled in and were deleted: unlike blank ones they leave no trace.

    Nothing is said where a row is left whose component cannot be told: it may be the one.
    """
    rows = table.columns["component"]
    if not table.known("component").all():
        return
    whole = [
        not court.strip() and not reason.strip()
        for court, reason in zip(table.typed("court"), table.typed("reason"), strict=True)
    ]
    there = set(rows[whole])
    gone = [component for component in stamp.asked if component not in there]
    if gone and table.lines.size:
        names = ", ".join(gone)
        message = (
            f"the template has no row for {names} any more: put it back, with 0 for none or [x] "
            "where it is not available, or copy the figures into a new template"
        )
        table.faults.append(fault(Rule.TEMPLATE_ROW_GONE, message, sheet=stamp.sheet))
