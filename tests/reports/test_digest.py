"""The monthly digest: what moved, what was said of it, and what is missing shown as missing."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cjdata.cli import main
from cjdata.domain.errors import UnknownNameError
from cjdata.intake.explanations import explain
from cjdata.ledger import Store
from cjdata.reports.digest import MISSING, digest, html_of, text_of
from tests.planted import plant
from tests.stores import TODAY, day

KNOWN = day("2004-07-31")


@pytest.fixture
def planted(filled_with) -> Store:
    return filled_with(plant)


class Text(HTMLParser):
    """The words of a page, and every tag it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(markup: str) -> Text:
    parser = Text()
    parser.feed(markup)
    return parser


def test_a_digest_names_the_units_signals_and_what_is_missing_of_each(planted: Store):
    found = digest(planted, "lambeth", KNOWN, TODAY)
    assert found.called
    assert all(item.signal.unit.id == "lambeth" for item in found.called)
    text, html = text_of(found), " ".join(read(html_of(found)).words)
    for item in found.called:
        assert item.sentence in text
        assert item.sentence in html
    for missing in MISSING.values():
        assert text.count(missing) == len(found.called) + len(found.beyond_level)
        assert missing in html


def test_what_was_said_by_the_day_stands_with_its_figure(planted: Store):
    explain(
        planted, measure="T10", unit="lambeth", period="2004-06",
        text="Officers <on> the rota & ill",
        action="A desk to warn them", owner="Ch Insp B", due=day("2004-07-25"), by="CJU manager",
        known_on=day("2004-07-20"),
    )  # fmt: skip
    found = digest(planted, "lambeth", KNOWN, TODAY)
    (item,) = [i for i in found.called if i.signal.measure.id == "T10"]
    lines = {name: (text, missing) for name, text, missing in item.lines}
    assert lines["Explanation"][0].startswith("Officers <on> the rota & ill (said by CJU manager")
    assert lines["Action"] == ("A desk to warn them", False)
    assert lines["Owner"] == ("Ch Insp B", False)
    assert lines["Due"] == ("25 July 2004 (date passed)", False)
    html = html_of(found)
    assert "Officers &lt;on&gt; the rota &amp; ill" in html
    assert "Ch Insp B" in text_of(found)
    earlier = digest(planted, "lambeth", day("2004-07-19"), TODAY)
    assert "Ch Insp B" not in text_of(earlier)


def test_a_word_on_a_longer_period_is_marked_as_such(planted: Store):
    explain(
        planted, measure="T10", unit="lambeth", period="2004-04/2004-06", text="A hard quarter",
        by="CJU manager", known_on=day("2004-07-20"),
    )  # fmt: skip
    found = digest(planted, "lambeth", KNOWN, TODAY)
    assert "A hard quarter (said by CJU manager on 20 July 2004, of April to June 2004)" in text_of(
        found
    )


def test_the_force_has_all_and_a_quiet_unit_none(planted: Store):
    everything = digest(planted, "mps", KNOWN, TODAY)
    assert {i.signal.unit.id for i in everything.called} == {"lambeth"}
    quiet = digest(planted, "barnet", KNOWN, TODAY)
    assert quiet.called == ()
    assert quiet.title.startswith("Barnet: no signals")
    assert "No figure is called at this date." in text_of(quiet)


def test_a_live_store_is_not_labelled_and_a_demo_store_is(planted: Store, demo_store: Store):
    assert "Illustrative" not in html_of(digest(planted, "lambeth", KNOWN, TODAY))
    demo = digest(demo_store, "lambeth", day("2004-03-28"), TODAY)
    assert "Illustrative" in html_of(demo)
    assert "Illustrative" in text_of(demo)


def test_the_file_asks_nothing_of_the_network(planted: Store):
    html = html_of(digest(planted, "lambeth", KNOWN, TODAY))
    assert not {"script", "link", "img", "iframe"} & set(read(html).tags)
    assert "http" not in html


def test_an_empty_store_and_an_unknown_unit(empty_live_store: Store):
    found = digest(empty_live_store, "lambeth", KNOWN, TODAY)
    assert "No figure could be looked at" in text_of(found)
    with pytest.raises(UnknownNameError, match="no unit"):
        digest(empty_live_store, "kent", KNOWN, TODAY)


def test_the_command_writes_the_file(planted: Store, tmp_path, capsys):
    file = tmp_path / "digest.html"
    call = ["digest", "--unit", "lambeth", "--known-at", "2004-07-31", "--store", str(planted.root)]
    assert main([*call, "--format", "html", "-o", str(file)]) == 0
    assert "Lambeth: " in capsys.readouterr().err
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert main(call) == 0
    assert "ineffective because a police witness" in capsys.readouterr().out
    assert main(["digest", "--unit", "atlantis", "--store", str(planted.root)]) == 2
