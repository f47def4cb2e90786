"""The page on returns, opened as a data officer opens it."""

from __future__ import annotations


def test_the_heading_counts_what_is_outstanding(visit, demo_store):
    page = visit(demo_store, "returns-quality")
    assert page.heading.startswith("Eleven of ")
    assert "Inner London Crown Court" in page.below
    assert len(page.rows("Outstanding")) == 11
    assert not page.failures()


def test_the_matrix_says_in_words_what_its_signs_say(visit, demo_store):
    page = visit(demo_store, "returns-quality", collection="trials-magistrates")
    rows = {row[0]: row[1:] for row in page.rows("Who sent what when")}
    assert len(rows) == 32
    assert rows["Ealing"].count("✕ 112 missing for 112 days") == 1
    assert len(rows["Ealing"]) == 12


def test_a_reminder_can_be_copied(visit, demo_store):
    page = visit(demo_store, "returns-quality")
    (code,) = page.app.code
    assert code.value.startswith("Ealing: returns outstanding on 30 November 2003")


def test_an_unknown_collection_is_said_plainly(visit, demo_store):
    page = visit(demo_store, "returns-quality", collection="witnesscare")
    assert "There is no collection" in page.text


def test_an_empty_store_owes_nothing(visit, empty_store):
    page = visit(empty_store, "returns-quality")
    assert page.heading == "No return was due by this date."
    assert not page.failures()
