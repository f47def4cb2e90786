"""The paper as one HTML file that asks nothing of anybody: to read on a screen, and to print.

Everything is escaped by the template; only graphics of `cjdata.charts` are markup.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from cjdata.charts import words
from cjdata.reports.committee.content import Graphic, Paper, Paragraph, Table


def html_of(paper: Paper) -> bytes:
    """The whole file, in UTF-8."""
    text = _environment().get_template("committee.html").render(paper=paper)
    return text.encode("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("cjdata.reports.committee"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["day"] = words.day
    made.tests.update(
        paragraph=lambda block: isinstance(block, Paragraph),
        table=lambda block: isinstance(block, Table),
        graphic=lambda block: isinstance(block, Graphic),
    )
    return made
