"""The register as it is defined: held to the documents, and refused where it is wrong."""

# ruff: noqa: E501 (a table of cases, one to a line)

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from cjdata.definitions import load
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import DefinitionError

RECOMMENDATIONS = "definitions/recommendations.toml"
CYCLES = "definitions/review_cycles.toml"
PAPERS = "record/papers.csv"
REPORTS = "record/recommendation_reports.csv"
VERSIONS = "record/aim_versions.csv"
FINDINGS = "record/findings.csv"
DAYS = "record/days_as_said.csv"

SMALL = {
    RECOMMENDATIONS: """\
[bail]
name = "Bail"
text = "Bail."
made_by = "review"
made_on = 2003-05-08
stood_in = "alone"
source = "MPA 1"
initiative = "desk"
""",
    CYCLES: """\
[plan]
name = "Plan"
committee = "Committee"
endorsed_on = 2003-05-08
every_months = 6
source = "MPA 1"
""",
    PAPERS: """\
paper,day,read,reviews,told_by
MPA 1,2003-05-08,opening,plan,
The review,2003-05-08,no,,MPA 1
""",
    REPORTS: "recommendation,paper,word,condition,text\nbail,MPA 1,progress,in progress,it goes on\n",
    VERSIONS: "aim,set_on,change,text,source\npartners,2003-05-08,first wording on record,Work with partners.,MPA 1\n",
    DAYS: "source,day,words\nMPA 1,2003-05-10,by early May\n",
    FINDINGS: "subject,text,grade,scale,source,paragraph\njudgement,How good?,fair,good|fair|poor,MPA 1,1.2\n",
}

# file, text, what it becomes, key in the error, a part of the reason
BROKEN = {
    "unknown initiative": (RECOMMENDATIONS, '"desk"', '"desks"', "bail.initiative", "did you mean desk"),
    "unknown source": (RECOMMENDATIONS, '"MPA 1"', '"MPA 2"', "bail.source", "no source"),
    "of the inspection and alone": (RECOMMENDATIONS, '"review"', '"inspection"', "bail.stood_in", "inspection"),
    "stood nowhere": (RECOMMENDATIONS, '"alone"', '"lonely"', "bail.stood_in", "'lonely'"),
    "not told, which only a date can say": (RECOMMENDATIONS, '"alone"', '"not told yet"', "bail.stood_in", "say 'not known'"),
    "review without a period": (CYCLES, "= 6", "= 0", "plan.every_months", "below 1"),
    "cycle of no source": (CYCLES, '"MPA 1"', '"MPA 2"', "plan.source", "no source"),
    "review of an unknown plan": (PAPERS, "opening,plan", "opening,plans", "MPA 1.reviews", "did you mean plan"),
    "paper that nobody tells of": (PAPERS, "no,,MPA 1", "no,,", "The review.told_by", "no source"),
    "paper of another day": (PAPERS, "MPA 1,2003-05-08", "MPA 1,2003-05-09", "MPA 1.day", "2003-05-08"),
    "read somehow": (PAPERS, "opening", "quickly", "MPA 1.read", "'quickly'"),
    "report on nothing": (REPORTS, "bail,", "bale,", "line 2.recommendation", "did you mean bail"),
    "report of an unread paper": (REPORTS, "MPA 1", "The review", "line 2.paper", "was not read"),
    "report of no paper": (REPORTS, "MPA 1", "MPA 9", "line 2.paper", "no paper"),
    "version of no aim": (VERSIONS, "partners,", "partner,", "line 2.aim", "did you mean partners"),
    "words of no source": (DAYS, "MPA 1", "MPA 9", "line 2.source", "no source"),
    "a day told twice": (DAYS, "early May\n", "early May\nMPA 1,2003-05-10,in May\n", "line 3.day", "stands twice"),
    "grade off the scale": (FINDINGS, "fair,good", "splendid,good", "line 2.grade", "none of good, fair, poor"),
    "grade without a scale": (FINDINGS, "good|fair|poor", "", "line 2.scale", "neither does"),
}  # fmt: skip


@pytest.fixture
def with_register(small: Path) -> Path:
    for name, text in SMALL.items():
        (small / name).write_text(text, encoding="utf-8", newline="\n")
    return small


def test_a_force_may_do_without_a_register(small: Path) -> None:
    assert load(small).recommendations == {}


def test_the_small_register_holds(with_register: Path) -> None:
    found = load(with_register)
    assert list(found.recommendations) == ["bail"]
    assert [len(x) for x in (found.papers, found.recommendation_reports, found.findings)] == [
        2,
        1,
        1,
    ]


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_named_with_file_key_and_reason(with_register: Path, case: str) -> None:
    file, old, new, key, reason = BROKEN[case]
    path = with_register / file
    text = path.read_text("utf-8")
    assert old in text, "the case breaks nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    with pytest.raises(DefinitionError) as caught:
        load(with_register)
    assert caught.value.file == file
    assert key in caught.value.key
    assert reason in caught.value.reason


def paragraphs(shared_dir: Path) -> dict[str, str]:
    """The inspectors' report by paragraph, what stands below a paragraph with it."""
    text = (shared_dir / "reference" / "hmic-2003-bringing-offenders-to-justice.txt").read_text(
        "utf-8"
    )
    parts = re.split(r"^(?:- )?(\d\.\d\.?\d*) ", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


NAMED = {
    "lawyers-at-point-of-charge": "lawyers at the point of charge",
    "witness-liaison-desks": "witness liaison desks",
    "prisoner-handling-teams": "prisoner handling teams",
    "custody-detention-officers": "custody detention officers",
    "flexible-bail": "flexible bail to court",
    "corporate-case-files": "corporate case files",
}


@pytest.mark.parametrize("name", NAMED)
def test_each_stands_in_the_paragraph_that_is_cited(
    catalogue: Catalogue, shared_dir: Path, name: str
) -> None:
    """4.2.3 names six: three that match those of Blueprint for Change, three not developed."""
    held, told = catalogue.recommendations[name], paragraphs(shared_dir)["4.2.3"].lower()
    assert "4.2.3" in held.paragraph
    matched, _, not_developed = told.partition("botj made recommendations for")
    assert NAMED[name] in (matched if held.stood_in == "both" else not_developed)


def test_the_department_is_a_recommendation_of_the_review(
    catalogue: Catalogue, shared_dir: Path
) -> None:
    assert "recommendations made by the review was to establish a docj" in (
        paragraphs(shared_dir)["4.3.3"].lower()
    )
    assert catalogue.recommendations["department-of-criminal-justice"].paragraph == "4.3.3"


def test_the_inspectors_made_four_at_the_paragraphs_cited(
    catalogue: Catalogue, shared_dir: Path
) -> None:
    theirs = [r for r in catalogue.recommendations.values() if r.made_by == "inspection"]
    text = (shared_dir / "reference" / "hmic-2003-bringing-offenders-to-justice.txt").read_text()
    closing = text.rpartition("5. Recommendations\n")[2]
    assert [r.paragraph for r in theirs] == re.findall(r"paragraph (\d\.\d\.\d)", closing)


def test_the_two_judgements_are_those_of_the_report(catalogue: Catalogue, shared_dir: Path) -> None:
    told = paragraphs(shared_dir)
    judgements = [f for f in catalogue.findings if f.subject == "judgement"]
    assert [f.grade for f in judgements] == ["fair", "uncertain"]
    for found in judgements:
        assert f"'{found.grade}'" in told[found.paragraph].lower().replace("*", "")


def test_only_the_inspection_was_read_whole(catalogue: Catalogue) -> None:
    whole = [p.paper for p in catalogue.papers.values() if p.read == "whole"]
    assert whole == ["HMIC inspection of Bringing Offenders to Justice, October 2003"]
    assert sum(p.read == "no" for p in catalogue.papers.values()) == 4


def test_no_paper_is_a_review_of_the_plan_and_none_has_an_owner_made_up(
    catalogue: Catalogue,
) -> None:
    """4.3.4, and the papers as far as they were read: Justice for London is another plan."""
    assert not [p.paper for p in catalogue.papers.values() if p.reviews]
    assert catalogue.review_cycles["improvement-plan"].endorsed_on == dt.date(2003, 1, 9)
