"""The committed pages are what the definitions say now, and every word is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cjdata.definitions.document import DOCS, components_page, measures_page
from cjdata.definitions.layers import DATA
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage, State


@pytest.fixture(scope="module")
def terms() -> dict[str, str]:
    """Each term of the glossary in lower case, with its source."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if row[0] not in ("Term", "---")]
    assert all(len(row) == 3 for row in rows)
    return {term.strip().lower(): row[2] for row in rows for term in row[0].split(",")}


@pytest.mark.parametrize(
    ("name", "page"), [("components.md", components_page), ("measures.md", measures_page)]
)
def test_the_page_is_what_the_definitions_say(catalogue: Catalogue, name: str, page) -> None:
    committed = (DOCS / name).read_text(encoding="utf-8")
    assert committed == page(catalogue), "run python -m cjdata.definitions.document"


def test_every_component_and_measure_is_on_its_page(catalogue: Catalogue) -> None:
    components = components_page(catalogue)
    assert all(
        f"`{name}`" in components for name in (*catalogue.components, *catalogue.collections)
    )
    measures = measures_page(catalogue)
    assert all(f"## {name}\n" in measures for name in catalogue.measures)


def test_every_state_and_stage_is_explained(terms: dict[str, str]) -> None:
    for state in (*State, *Stage):
        assert state.label in terms


def test_every_component_and_measure_is_named_in_explained_words(
    catalogue: Catalogue, terms: dict[str, str]
) -> None:
    names = [c.label for c in catalogue.components.values()]
    names += [m.name for m in catalogue.measures.values()]
    for name in names:
        assert any(re.search(rf"\b{re.escape(t)}", name.lower()) for t in terms), name


def test_every_term_has_a_source_mark(terms: dict[str, str]) -> None:
    assert all(source.strip() for source in terms.values())


def test_no_text_refers_to_papers_outside_the_project() -> None:
    files: list[Path] = [*DATA.rglob("*.*"), *DOCS.glob("*.md")]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "domain.md" not in text
        assert "../shared" not in text
        assert "SRC[" not in text
