"""What residents said: the youngest window as published, nothing added up."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.analysis.figures.residents import resident_survey
from cjdata.intake.returns import load_files
from cjdata.snapshot.reader import Reader
from tests.stores import BY, TODAY

TRUST = "attitudes_trust_mps"
FILE = """,Date,Survey,Borough,Measure,Proportion,MPS
0,9/30/2019,PAS,Camden,Trust MPS,0.8,0.83
1,12/31/2019,PAS,Camden,Trust MPS,0.71,0.82
2,12/31/2019,PAS,Camden,Listen to concerns,-,0.66
"""


def loaded(store, known_on="2020-03-01"):
    (outcome,) = load_files(
        store, [("attitudes.csv", FILE.encode())], by=BY,
        known_on=dt.date.fromisoformat(known_on), profile="public-attitudes",
    )  # fmt: skip
    assert outcome.accepted, outcome.faults
    return Reader.open(store)


def test_the_youngest_window_stands_as_published(store, catalogue):
    found = resident_survey(loaded(store), catalogue, "camden", TODAY)
    by_question = {a.question.id: a for a in found.answers}
    trust = by_question[TRUST]
    assert (str(trust.period), trust.file) == ("2019-01/2019-12", "attitudes.csv")
    assert (trust.share, trust.london) == (pytest.approx(71), pytest.approx(82))
    assert by_question["attitudes_listen_to_concerns"].share is None


def test_nothing_loaded_yet_or_about_another_borough_is_nothing(store, catalogue):
    assert resident_survey(Reader.open(store), catalogue, "camden", TODAY) is None
    reader = loaded(store)
    assert resident_survey(reader, catalogue, "brent", TODAY) is None
    assert resident_survey(reader, catalogue, "camden", dt.date(2020, 2, 29)) is None


def test_the_real_file_against_pandas(store, catalogue, shared_dir):
    file = shared_dir / "data" / "foreign" / "public_attitudes" / "pas_borough_to_2019.csv"
    load_files(store, [file], by=BY, profile="public-attitudes")
    found = resident_survey(Reader.open(store), catalogue, "southwark", TODAY)
    frame = pd.read_csv(file)
    frame["Date"] = pd.to_datetime(frame["Date"], format="%m/%d/%Y")
    rows = frame[(frame["Borough"] == "Southwark") & (frame["Date"] == frame["Date"].max())]
    assert len(found.answers) == rows["Measure"].nunique()
    (trust,) = [a for a in found.answers if a.question.id == TRUST]
    row = rows[rows["Measure"] == "Trust MPS"].iloc[0]
    assert trust.share == pytest.approx(100 * row["Proportion"])
    assert trust.london == pytest.approx(100 * row["MPS"])
