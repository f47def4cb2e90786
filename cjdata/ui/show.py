"""Putting a result on the page: one template, one element.

Templates escape everything that they are given; only graphics of `cjdata.charts` are markup.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from cjdata.charts import words
from cjdata.charts.svg import SHORT, escaped
from cjdata.domain.measures import Measure
from cjdata.domain.states import Direction
from cjdata.ui.sending import send_markup

MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")
"""Every sign that Markdown or Streamlit's additions to it could read as more than itself."""


def written(value: object) -> str:
    """A value as HTML has it, as `escape` gives it: that takes ten times as long, and most texts of
    a page are the same few names and figures."""
    if type(value) is Markup:
        return value
    if type(value) is str and len(value) < SHORT:
        return escaped(value)
    return escape(value)


class EscapedOnce(Template):
    """A template that writes its values with `written`."""

    @classmethod
    def from_code(cls, *args: Any, **named: Any) -> Template:
        made = super().from_code(*args, **named)
        made.root_render_func.__globals__["escape"] = written
        return made


class Templates(Environment):
    """Looks a name up in a dictionary before it asks for an attribute, which there is hardly ever:
    sections are given rows as dictionaries, and a miss costs four times as much as a hit."""

    template_class = EscapedOnce

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    made = Templates(
        loader=PackageLoader("cjdata.ui"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else every use of a template asks the disk whether it is still that
    )
    made.filters.update(
        day=words.day,
        day_short=words.day_short,
        number=words.number,
        value=_value,
        better=_better,
        zip=zip,
    )
    return made


@cache
def _template(name: str) -> Template:
    """A template, asked for once: Jinja keeps an account of who was asked for last."""
    return environment().get_template(f"{name}.html")


def compile_templates() -> None:
    """Compile every template, which else whoever comes first to a page waits for."""
    for name in environment().list_templates():
        environment().get_template(name)


def rendered(template: str, **context: Any) -> str:
    """A template as one line of HTML: a blank line would end it for the browser's reader.

    It is given its context alone, without what Jinja lends every template: no template asks for
    that, and to lay it beside the context takes longer than most templates.
    """
    found = _template(template)
    text = "".join(found.root_render_func(found.new_context(context, shared=True)))
    return " ".join([stripped for line in text.splitlines() if (stripped := line.strip())])


def show(*sections: str) -> None:
    """Put rendered sections on the page, one below the other: an element, however many they are."""
    send_markup(below_one_another(*sections))


def below_one_another(*sections: str) -> str:
    """Sections with the space between them that elements of the page have."""
    found = [section for section in sections if section]
    return found[0] if len(found) == 1 else f"<div class='sections'>{''.join(found)}</div>"


def stopped(title: str, message: str, page: str | None) -> str:
    """A plain message in place of a page, with the way back."""
    end = "" if message.endswith(("?", ".", "!")) else "."
    return rendered("stopped", title=title, message=f"{words.opening(message)}{end}", page=page)


def beside(first: str, second: str) -> str:
    """Two sections side by side, one above the other where the page is narrow."""
    return f"<div class='beside'>{first}{second}</div>"


def plain(text: str) -> str:
    """A text of somebody else's for elements that read Markdown: shown as it was written."""
    return MARKDOWN.sub(r"\\\g<0>", text)


@cache
def stylesheet() -> str:
    text = (resources.files(__package__) / "style.css").read_text("utf-8")
    return f"<style>{text}</style>"


def _value(figure: float | None, measure: Measure) -> str:
    return words.figure(figure, measure.unit, measure.decimals if measure.unit == "pct" else 0)


def _better(measure: Measure) -> str:
    return {
        Direction.INCREASE: "higher is better",
        Direction.DECREASE: "lower is better",
        Direction.NEUTRAL: "context, not judged",
    }[measure.direction]
