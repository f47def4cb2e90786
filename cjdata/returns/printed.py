"""What a template prints and locks, held against what came back: title, labels, the column Check.

Labels are what a person goes by, the columns to their right what is read: sorted or pasted without
these, a figure would stand for something else and nothing else could tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjdata.domain.returns import Fault
from cjdata.returns.grids import Cell, Grid, cell_text
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import column_letters
from cjdata.returns.stamps import OWN_HEADINGS, Stamp
from cjdata.returns.texts import quoted, tidy

WHAT, _ = OWN_HEADINGS
Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Printed:
    """The sheet of a template as it came back."""

    grid: Grid
    top: int
    """Row of the heading, counted from 0."""
    rows: Sequence[Row]
    """Row counted from 1, and the text of each column that is read."""
    stamp: Stamp

    def moved(self) -> dict[int, str]:
        """Rows beside a label that is not theirs -> the label that was printed for them."""
        headings = self._headings()
        if WHAT not in headings:
            return {}
        column = headings.index(WHAT)
        found = {}
        for line, cells in self.rows:
            about = (cells.get("component", ""), cells.get("court", ""), cells.get("reason", ""))
            label, own = self._cell(line - 1, column), self.stamp.labels.get(about)
            if own and tidy(str(label)) not in ("", tidy(own)) and not _is_figure(label):
                found[line] = own
        return found

    def faults(self, moved: Mapping[int, str]) -> Iterator[Fault]:
        """One for each thing that was changed, however many rows have it."""
        headings = self._headings()
        for column in (n for n, text in enumerate(headings) if text in self.stamp.ignored):
            yield from self._figures_beside(column, headings[column])
        if moved:
            line, own = next(iter(moved.items()))
            more = f" (so too in {len(moved) - 1} more rows)" if len(moved) > 1 else ""
            message = (
                f"the label is not the one of this row, which is read as {quoted(own)}: sort and "
                "move whole rows, with the columns to the right, or copy the figures into a new "
                f"template{more}"
            )
            yield self._at(Rule.TEMPLATE_MOVED, message, line - 1, headings.index(WHAT))
        yield from self._title()

    def _title(self) -> Iterator[Fault]:
        """A title of another return, unless the rows say the same: that is told of them."""
        kind, title = self.stamp.title.partition(":")[0], self._cell(0, 0)
        named = {(cells.get("unit"), cells.get("period")) for _, cells in self.rows}
        is_own = named <= {(self.stamp.unit, self.stamp.period)}
        is_title = bool(kind) and str(title).startswith(f"{kind}:")
        if is_own and is_title and tidy(str(title)) != tidy(self.stamp.title):
            message = (
                f"the template is of {quoted(self.stamp.title)}: for another return make another "
                "one with 'python -m cjdata template'"
            )
            yield self._at(Rule.TEMPLATE_OF_ANOTHER, message, 0, 0)

    def _figures_beside(self, column: int, heading: str) -> Iterator[Fault]:
        """Figures that were pasted into a column that is not read."""
        below = range(self.top + 1, len(self.grid.rows))
        found = [place for place in below if _is_figure(self._cell(place, column))]
        if found:
            more = f", as do {len(found) - 1} more figures" if len(found) > 1 else ""
            message = (
                f"{quoted(cell_text(self._cell(found[0], column), is_period=False))} stands in the "
                f"column {quoted(heading)}, which is not read{more}: figures go into 'value'"
            )
            yield self._at(Rule.BESIDE_THE_TABLE, message, found[0], column)

    def _headings(self) -> list[str]:
        return [tidy(str(cell)) for cell in self.grid.rows[self.top]]

    def _cell(self, place: int, column: int) -> Cell:
        row = self.grid.rows[place]
        return row[column] if column < len(row) else ""

    def _at(self, rule: Rule, message: str, place: int, column: int) -> Fault:
        return fault(
            rule,
            message,
            row=place + 1,
            column=f"{column_letters(column)}{place + 1}",
            value=cell_text(self._cell(place, column), is_period=False),
            sheet=self.grid.name,
        )


def _is_figure(cell: Cell) -> bool:
    return tidy(str(cell)).replace(" ", "").replace(".", "", 1).isdecimal()
