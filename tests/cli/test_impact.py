"""The impact command: the shape that is relied on, every question at once, calls it refuses."""

from __future__ import annotations

import json

import pytest

from cjdata.cli import main

EVENT = {"event_time", "estimate", "interval95"}


@pytest.fixture
def run(capsys, demo_store):
    def call(*words: str) -> tuple[int, str, str]:
        code = main(["impact", *words, "--store", str(demo_store.root)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def strictly(text: str):
    """JSON as the standard has it: NaN and Infinity are no numbers."""

    def refuse(constant: str):
        raise AssertionError(f"{constant} in JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("initiative", ["lawyers-at-point-of-charge", "flexible-bail"])
def test_one_question_as_json(run, initiative):
    code, out, _ = run("C07", initiative, "--format", "json")
    told = strictly(out)
    assert code == 0
    assert (told["measure"], told["initiative"], told["demo"]) == ("C07", initiative, True)
    assert told["label"] == "Method demonstration: the outcomes are invented"
    assert told["verdict"] in {
        *("improved", "worsened", "no_important_effect", "cannot_tell", "cannot_separate")
    }
    assert told["reason"]
    assert all(set(event) >= EVENT for event in told["by_event_time"])
    assert (told["estimate"] is None) == (told["interval95"] is None) == (initiative[0] == "f")


def test_every_question_at_once(run):
    """28 core measures, four of governance among them, and eight initiatives."""
    code, out, _ = run("--all", "--format", "json", "--known-at", "2004-06-30")
    told = strictly(out)
    assert code == 0
    assert told["looked_at"] == len(told["impacts"]) == 28 * 8
    assert told["label"].startswith("Method demonstration")
    sure = [i for i in told["impacts"] if i["interval95"] is not None]
    assert len(sure) <= told["estimated"]
    assert told["expected_by_chance"] == pytest.approx(0.05 * told["estimated"])
    assert told["called"] == sum(i["verdict"] in ("improved", "worsened") for i in told["impacts"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name a measure and an initiative"),
        (("T05",), "name a measure and an initiative"),
        (("T05", "--all"), "name none"),
        (("T99", "flexible-bail"), "T99"),
        (("T05", "flexible-bale"), "flexible-bail"),
    ],
)
def test_a_call_that_cannot_be_used(run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
