"""Filling in a workbook as its receiver would: cells of its XML, nothing else is touched."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from tests.returns.books import edited

RETURN = "xl/worksheets/sheet1.xml"


def filled(data: bytes, cells: Mapping[str, object], part: str = RETURN) -> bytes:
    """The workbook with these cells set; a number stays one, all else is text."""

    def change(text: bytes) -> bytes:
        page = text.decode()
        for place, value in cells.items():
            found = re.search(rf'<c r="{place}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)', page)
            assert found, f"the sheet has no cell {place}"
            page = page[: found.start()] + _cell(place, found[1], value) + page[found.end() :]
        return page.encode()

    return edited(data, {part: change})


def _cell(place: str, style: str, value: object) -> str:
    if value is None:
        return f'<c r="{place}"{style}/>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"{style}><v>{value}</v></c>'
    text = html.escape(str(value), quote=False)
    return f'<c r="{place}"{style} t="inlineStr"><is><t>{text}</t></is></c>'
