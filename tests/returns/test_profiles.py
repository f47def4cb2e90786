"""Profiles themselves, and the real files that the two which ship are for."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from cjdata.definitions.profiles import load_profile, read_profile
from cjdata.domain.errors import DefinitionError, PeriodError, UnknownNameError, UnusableCallError
from cjdata.intake.foreign import read_files
from cjdata.returns.checks import check
from tests.returns.layouts import (
    CATALOGUE,
    CPS,
    PAS,
    TODAY,
    read,
)

SHARED = Path(os.environ.get("CJDATA_SHARED", Path(__file__).parents[3] / "shared"))
FOREIGN = SHARED / "data" / "foreign"
real = pytest.mark.skipif(not FOREIGN.exists(), reason=f"no foreign files in {FOREIGN.name}")


def test_an_unknown_profile_names_the_nearest_and_a_wrong_one_its_key(tmp_path: Path):
    with pytest.raises(UnknownNameError, match="cps-outcomes"):
        load_profile("cps-outcome", CATALOGUE)
    path = tmp_path / "mine.toml"
    path.write_text('label = "x"\npublisher = "y"\ncolour = 1\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"profiles/mine\.toml: mine\.colour"):
        read_profile(path, CATALOGUE)


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        ("Homicde Convictions", "did you mean Homicide Convictions"),
        ("Deaths", "no part of its whole"),
    ],
)
def test_percentages_name_figures_of_the_profile(tmp_path: Path, of: str, reason: str):
    path = tmp_path / "mine.toml"
    whole = '["Homicide Convictions", "Homicide Unsuccessful"]'
    path.write_text(
        'label = "x"\npublisher = "y"\n[period]\nsource = "file name"\n'
        '[unit]\ncolumn = "Area"\nkinds = ["area"]\n'
        '[[columns]]\nheading = "Homicide Convictions"\n'
        'component = "prosecutions_convicted_homicide"\n'
        '[[columns]]\nheading = "Homicide Unsuccessful"\n'
        'component = "prosecutions_unsuccessful_homicide"\n'
        '[[columns]]\nheading = "Deaths"\ncomponent = "prosecutions_convicted_motoring_offences"\n'
        f'[[shares]]\nheading = "%"\nof = "{of}"\nwhole = {whole}\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError, match=rf"mine\.toml: shares\.%: .*{reason}"):
        read_profile(path, CATALOGUE)


@real
def test_every_real_file_of_the_prosecutors_reads_and_adds_up():
    files = sorted((FOREIGN / "cps_outcomes").glob("*/*.csv"))
    sheets = read_files(files, CPS, CATALOGUE)
    assert files
    for sheet in sheets:
        result = check(sheet, catalogue=CATALOGUE, known_on=TODAY, today=TODAY)
        assert (result.faults, len(result.rows)) == ((), 42 * 25)


@real
def test_the_real_survey_reads_whole():
    (path,) = (FOREIGN / "public_attitudes").glob("*.csv")
    result = read(path.read_bytes(), path.name, PAS)
    assert result.faults == ()
    assert result.rows["collection"].value_counts().to_dict() == {
        "public-attitudes": 5216,
        "public-attitudes-london": 163,
    }


def test_what_a_sender_says_is_a_period_as_long_as_those_of_the_profile():
    april, year = CPS.period.said("2014-04"), replace(CPS.period, months=12)
    assert str(april) == "2014-04"
    assert str(year.said("2019-03")) == str(year.said("2018-04/2019-03")) == "2018-04/2019-03"
    for text in ("April", "2014-04/2014-06", ""):
        with pytest.raises(PeriodError):
            CPS.period.said(text)
    with pytest.raises(UnusableCallError, match="'Date' names the period of each row"):
        PAS.period.said("2019-03")
