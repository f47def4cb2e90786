"""Small pieces of SVG, every text and attribute escaped, in one line without blank lines."""

from __future__ import annotations

from functools import cache, lru_cache

from markupsafe import Markup, escape

NAMESPACE = "http://www.w3.org/2000/svg"
PLAIN = "vertical-align:middle;max-width:100%"


def tag(name: str, *children: Markup | str, **attributes: object) -> Markup:
    """One element: `fill_opacity=1` becomes `fill-opacity="1"`, None leaves an attribute out."""
    pairs = "".join(
        [
            f' {_name(key)}="{_written(value)}"'
            for key, value in attributes.items()
            if value is not None
        ]
    )
    if not children:
        return Markup(f"<{name}{pairs}/>")
    inside = "".join([c if isinstance(c, Markup) else escape(c) for c in children])
    return Markup(f"<{name}{pairs}>{inside}</{name}>")


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _written(value: object) -> str:
    """A number with at most two decimals, anything else as it is, escaped."""
    if isinstance(value, str):
        return escaped(value) if len(value) < SHORT else str(escape(value))
    return f"{round(value, 2):g}" if isinstance(value, float) else str(escape(value))


SHORT = 40
"""Longer texts seldom come twice."""


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """A text as markup has it: names and the like, of which a page has hundreds of the same few."""
    return str(escape(text))


def picture(
    label: str, *children: Markup, width: int, height: int, style: str = "", role: str = "img"
) -> Markup:
    """An SVG that says in words what it shows, also under the pointer.

    A picture with links has the role `group`, since the links of an `img` are not read out, and
    leaves the pointer to them.
    """
    said = escape(label)
    title = f"<title>{said}</title>" if role == "img" else ""
    size = "" if style else f' width="{width}" height="{height}"'
    return Markup(
        f'<svg xmlns="{NAMESPACE}" role="{role}" aria-label="{said}" viewBox="0 0 {width} {height}"'
        f'{size} style="{style or PLAIN}">{title}{"".join(children)}</svg>'
    )


def label_text(
    text: str,
    *,
    x: float,
    y: float,
    size: float,
    colour: str,
    weight: int | None = None,
    anchor: str = "middle",
) -> Markup:
    return tag(
        "text",
        text,
        x=x,
        y=y,
        font_size=size,
        fill=colour,
        font_weight=weight,
        text_anchor=anchor,
    )
