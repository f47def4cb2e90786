"""The graphics for print: what they draw lies where the record says, and is told in words."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cjdata.analysis.rollout.progress import progress
from cjdata.analysis.rollout.stages import rollout
from cjdata.charts.paper_map import paper_map
from cjdata.charts.paper_progress import BOTTOM, TOP, paper_progress, progress_words
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

MODEL = "justice-for-london-model"


@pytest.fixture(scope="module")
def of_july(empty_live_store: Store, catalogue):
    reader = Reader.open(empty_live_store)
    return progress(reader, catalogue, catalogue.initiatives[MODEL], dt.date(2004, 7, 12))


def test_each_report_of_the_record_is_a_point_at_its_height(of_july):
    drawn = paper_progress(of_july, None)
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="7"', drawn)
    heights = [round(32 * (BOTTOM - float(y)) / (BOTTOM - TOP)) for _, y in circles]
    # reported: 9 January, 8 May, 9 October, 11 December 2003; 12 February, 22 April, 12 July 2004
    assert [n for i, n in enumerate(heights) if i == 0 or n != heights[i - 1]] == [
        0, 1, 2, 8, 13, 26,
    ]  # fmt: skip
    across = [float(x) for x, _ in circles]
    assert across == sorted(across)
    for text in ("target: 32 by 30 Apr 2004", "32 planned", "10 planned", "9 Oct 2003"):
        assert text in drawn


def test_the_label_of_a_plan_covers_no_count_and_no_line(empty_live_store, catalogue):
    reader, day = Reader.open(empty_live_store), dt.date(2004, 3, 1)
    drawn = paper_progress(progress(reader, catalogue, catalogue.initiatives[MODEL], day), None)
    texts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)<', drawn)
    placed = {text: (float(x), float(y), "end" in more) for x, y, more, text in texts}
    line = re.search(r'd="M([\d.]+) [^"]*"[^>]*stroke-dasharray="2 5"', drawn)
    assert line is not None
    for told in ("10 planned", "9 Oct 2003", "4 planned", "11 Dec 2003"):
        x, y, at_end = placed[told]
        wide = len(told) * 10.0  # a letter of 21 pixels is about half as wide
        left, right = (x - wide, x) if at_end else (x, x + wide)
        assert not left < float(line[1]) < right
        for number in ("2", "8", "1"):
            for a, b, more, text in texts:
                if text == number and "700" in more:
                    apart = float(a) < left or float(a) - 10 > right
                    assert apart or abs(float(b) - y) > 16


def test_the_words_say_all_that_is_drawn(of_july):
    told = progress_words(of_july, None)
    assert "26 on 12 July 2004" in told
    assert "Plan of 12 July 2004: 32 by 31 July 2004." in told
    assert "Target: 32 by 30 April 2004." in told


def test_nothing_is_drawn_where_nothing_was_said(empty_live_store, catalogue):
    reader, day = Reader.open(empty_live_store), dt.date(2000, 1, 1)
    told = progress(reader, catalogue, catalogue.initiatives[MODEL], day)
    assert paper_progress(told, None) == ""


def test_a_map_in_black_still_tells_the_stages_by_their_signs(empty_live_store, catalogue):
    statuses = rollout(Reader.open(empty_live_store), catalogue, dt.date(2003, 11, 30))
    (model,) = (s for s in statuses if s.initiative.id == MODEL)
    drawn = paper_map(model, catalogue)
    # one live, one in progress, four planned, each once more in the key
    assert [drawn.count(sign) for sign in "●◐○"] == [2, 2, 5]
    assert "<a " not in drawn
