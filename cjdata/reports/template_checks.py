"""The formulas by which a template says at once what does not add up.

Assumes the rules of `cjdata.returns.sums`, said in the words of a spreadsheet: what a formula
calls wrong is refused when the return is checked. The check when it is sent is the one that
counts; it knows more than one sheet can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjdata.domain.measures import Component, ComponentKind
from cjdata.reports.template_rows import Line

OK, FILL_IN, LEFT_BLANK = "ok", "fill in", "left blank"
WRONG_MARK = "write a number of 0 or more, [x] or [z]"
NEAR = "0.000001"
Branch = tuple[str, str]
"""A condition and the text shown where it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the cells that formulas speak of stand, such as `$B$6:$B$70`."""

    values: str
    components: str
    courts: str
    reasons: str
    totals: Mapping[str, str]
    """Component -> the cell of its total."""


def check_formula(
    line: Line, cell: str, places: Places, labels: Mapping[str, str], *, may_be_blank: bool
) -> str:
    """What the column Check shows beside a value; `labels` are those of the components."""
    component = line.component
    branches = _own(line, cell)
    if not line.is_detail:
        branches += [*_breakdowns(component, cell, places), *_parts(component, cell, places)]
        branches += _limit(component, cell, places, labels)
    number = _chosen(branches, f'"{OK}"')
    mark = f'IF(OR({cell}="[x]",{cell}="[z]"),"{OK}","{WRONG_MARK}")'
    blank = _when_blank(line, places, may_be_blank)
    return f'=IF({cell}="",{blank},IF(ISNUMBER({cell}),{number},{mark}))'


def validation_formula(line: Line, cell: str) -> str:
    """What a cell of this line may hold."""
    whole = f",{cell}=INT({cell})" if line.is_whole else ""
    most = f",{cell}<=100" if line.component.kind is ComponentKind.PROPORTION else ""
    return f'=IF(ISNUMBER({cell}),AND({cell}>=0{whole}{most}),OR({cell}="[x]",{cell}="[z]"))'


def overall_formula(checks: str) -> str:
    """One sentence on the whole return."""
    is_open = f'COUNTIF({checks},"{FILL_IN}")'
    words = ("?*", OK, FILL_IN, f"{LEFT_BLANK}*")
    wrong = "-".join(f'COUNTIF({checks},"{word}")' for word in words)
    return (
        f'=IF({wrong}>0,{wrong}&" to mend: see the column Check",'
        f'IF({is_open}>0,{is_open}&" still to fill in","{OK}: everything adds up"))'
    )


def _when_blank(line: Line, places: Places, may_be_blank: bool) -> str:
    """Nothing for a detail, a sum where it may be blank and its parts are there, else a request."""
    if line.is_detail:
        return '""'
    parts = _cells(line.component.sum_of, places)
    if not parts or not may_be_blank:
        return f'"{FILL_IN}"'
    blank = ",".join(f'{part}=""' for part in parts)
    added = f'IF({_is_open(parts)},"not available","its parts make "&{_sum(parts)})'
    return f'IF(OR({blank}),"{FILL_IN}","{LEFT_BLANK}: "&{added})'


def _own(line: Line, cell: str) -> list[Branch]:
    branches = [(f"{cell}<0", '"not below 0"')]
    if line.is_whole:
        branches.append((f"{cell}<>INT({cell})", '"whole numbers only"'))
    if line.component.kind is ComponentKind.PROPORTION:
        branches.append((f"{cell}>100", '"not above 100"'))
    return branches


def _breakdowns(component: Component, cell: str, places: Places) -> list[Branch]:
    """Its courts, and its reasons, where any of them is given."""
    branches = []
    for name in component.breakdowns:
        own, other = (
            (places.courts, places.reasons) if name == "court" else (places.reasons, places.courts)
        )
        which = f'{places.components},"{component.id}",{own},"<>",{other},"="'
        added = f"SUMIFS({places.values},{which})"
        given = f'COUNTIFS({which},{places.values},"<>")>0'
        is_open = f'COUNTIFS({which},{places.values},"[x]")>0'
        wrong = f"AND({given},{_disagrees(cell, added, is_open)})"
        branches.append((wrong, f'"does not add up: its {name}s make "&{added}'))
    return branches


def _parts(component: Component, cell: str, places: Places) -> list[Branch]:
    parts = _cells(component.sum_of, places)
    if not parts:
        return []
    added = _sum(parts)
    wrong = _disagrees(cell, added, _is_open(parts))
    return [(wrong, f'"does not add up: its parts make "&{added}')]


def _limit(
    component: Component, cell: str, places: Places, labels: Mapping[str, str]
) -> list[Branch]:
    limit = places.totals.get(component.not_above)
    if limit is None:
        return []
    label = labels[component.not_above].replace('"', '""')
    wrong = f"AND(ISNUMBER({limit}),{cell}-{_number(limit)}>{NEAR}*MAX(1,{cell}))"
    return [(wrong, f'"more than: {label}"')]


def _cells(names: Sequence[str], places: Places) -> list[str]:
    """The cells of all these components, none where one of them is not in the form."""
    found = [places.totals[name] for name in names if name in places.totals]
    return found if len(found) == len(names) else []


def _sum(cells: Sequence[str]) -> str:
    return f"SUM({','.join(cells)})"


def _number(cell: str) -> str:
    """The cell where it holds a number, else 0: a text would spoil the whole formula."""
    return f"SUM({cell})"


def _is_open(cells: Sequence[str]) -> str:
    told = ",".join(f'{cell}="",{cell}="[x]"' for cell in cells)
    return f"OR({told})"


def _disagrees(cell: str, added: str, is_open: str) -> str:
    """More than the total already, or less though nothing is missing."""
    margin = f"{NEAR}*MAX(1,{cell})"
    return f"OR({added}-{cell}>{margin},AND(NOT({is_open}),{cell}-{added}>{margin}))"


def _chosen(branches: Sequence[Branch], otherwise: str) -> str:
    text = otherwise
    for condition, shown in reversed(branches):
        text = f"IF({condition},{shown},{text})"
    return text
