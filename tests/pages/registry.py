"""The pages as `app.py` registers them, read without running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tests.house.repository import ROOT


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the registry."""

    address: str
    script: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return self.address or "overview"


def _registered() -> tuple[Page, ...]:
    tree = ast.parse((ROOT / "app.py").read_text("utf-8"))
    (value,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    return tuple(
        Page(address, script, tuple(p.partition("/")[0] for p in parameters))
        for _, address, _, script, parameters in ast.literal_eval(value)
    )


PAGES = _registered()
BY_ADDRESS = {page.address: page for page in PAGES}
