"""Groups of boroughs: named by hand or by file, all or none; the nearest by a distance on paper."""

from __future__ import annotations

import csv
import io
import json
import math

import pandas as pd
import pytest

from cjdata.analysis.figures.comparison import standings
from cjdata.analysis.figures.peers import chosen_peers, distances, nearest_peers, peer_groups
from cjdata.cli import main
from cjdata.definitions import load as definitions
from cjdata.domain.errors import DefinitionError, RefusedError
from cjdata.intake.desk import build
from cjdata.intake.peers import name_peers, read_groups
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, day, load, trials

BOROUGHS = "data/definitions/units/boroughs.csv"


def test_a_group_counts_from_its_day_on_and_the_later_of_two(store, catalogue):
    name_peers(store, {"Inner ring": ["lambeth", "Camden"]}, by="A", known_on=day("2003-11-01"))
    name_peers(store, {"inner  ring": ["lambeth", "hackney"]}, by="B", known_on=day("2003-12-01"))
    reader = Reader.open(store)
    assert peer_groups(reader, catalogue, day("2003-10-31")) == {}
    assert peer_groups(reader, catalogue, day("2003-11-30"))["inner-ring"].units == (
        "lambeth",
        "camden",
    )
    assert chosen_peers(reader, catalogue, "lambeth", "inner-ring", TODAY) == ("hackney",)
    assert chosen_peers(reader, catalogue, "lambeth", "subregion", TODAY) == catalogue.peers(
        "lambeth"
    )


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ({"A": ["lambeth", "lambet"]}, "'lambet' is no borough: did you mean lambeth"),
        ({"A": ["lambeth", "mps"]}, "'mps' is no borough"),
        ({"A": ["lambeth"]}, "two boroughs or more"),
        ({"A": ["lambeth", "Lambeth"]}, "names a borough twice"),
        ({" ": ["lambeth", "camden"]}, "needs a name of its own"),
        ({"Subregion": ["lambeth", "camden"]}, "needs a name of its own"),
        ({"Nearest": ["lambeth", "camden"]}, "needs a name of its own"),
        ({}, "no group is named"),
        (
            {"A b": ["lambeth", "camden"], "a B": ["brent", "sutton"]},
            "'A b' and 'a B' are one name",
        ),
    ],
)
def test_a_wrong_group_refuses_all_of_them(store, groups, message):
    with pytest.raises(RefusedError, match=message):
        name_peers(store, {**groups, "Good": ["camden", "barnet"]} if groups else {}, by="A")
    assert store.ledger.read_bytes() == b""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", "\ufeffGroup,Unit\nA,lambeth\nA,Barking & Dagenham\nB,camden\nB,barnet\n"),
        ("g.toml", 'A = ["lambeth", "Barking & Dagenham"]\nB = ["camden", "barnet"]\n'),
    ],
)
def test_a_file_names_groups(store, tmp_path, capsys, name, text):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert main(["load-peers", str(file), "--by", "A", "--store", str(store.root)]) == 0
    assert main(["peers", "--store", str(store.root)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["group"], row["unit"], row["said_by"]) for row in rows] == [
        ("A", "lambeth", "A"), ("A", "barking-and-dagenham", "A"),
        ("B", "camden", "A"), ("B", "barnet", "A"),
    ]  # fmt: skip
    assert {(row["label"], row["known_at"]) for row in rows} == {("real", f"{TODAY}")}
    assert {row["edition"] for row in rows} == {Reader.open(store).edition}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("g.csv", b"team,unit\nA,lambeth\n", "columns group and unit"),
        ("g.toml", b"A = [", "is no TOML"),
        ("g.toml", b"A = 3", "is no list of boroughs"),
        ("g.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "is no text|columns group and unit"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, name, data, message):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(RefusedError, match=message):
        read_groups(file)


def test_the_distance_is_the_one_on_paper(catalogue, repository):
    frame = pd.read_csv(repository / BOROUGHS, keep_default_na=False).set_index("id")
    size = frame["population_2001"].astype(float).map(math.log)
    first = frame["priority"].map({"yes": 1.0, "disputed": 0.5, "": 0.0})
    z = [(v - v.mean()) / v.std(ddof=0) for v in (size, first)]
    other = (frame["subregion"] != frame.at["lambeth", "subregion"]).astype(float)
    apart = (sum((v - v["lambeth"]) ** 2 for v in z) + other).pow(0.5).drop("lambeth")
    found = pd.Series(distances(catalogue, "lambeth"))
    pd.testing.assert_series_equal(found.sort_index(), apart.sort_index(), check_names=False)
    assert set(nearest_peers(catalogue, "lambeth")) == set(apart.nsmallest(5).index)


def test_peers_are_pooled_by_summing(store, catalogue):
    for unit, counts in {
        "lambeth": (5, 5, 90), "camden": (80, 10, 10), "hackney": (100, 100, 100)
    }.items():  # fmt: skip
        rows = [r for m in ("2003-08", "2003-09", "2003-10") for r in trials(unit, m, *counts)]
        load(store, *rows, known_on="2003-11-10", name=f"{unit}.csv")
    found = standings(
        Reader.open(store), catalogue, "lambeth", day("2003-11-30"), ("camden", "hackney")
    )
    (rate,) = [s for s in found if s.measure.id == "T05"]
    # 110 of 400 a month: the mean of 10% and 33.3% would be 21.7%
    assert rate.peers == pytest.approx(27.5)
    assert rate.peer_units == ("camden", "hackney")


DEFINED = """
[estates]
name = "Large estates"
units = ["lambeth", "southwark", "tower-hamlets"]
evidence = "council tenants of the Census of 2001"
"""


def test_the_stores_own_definitions_give_groups_that_hold_at_every_date(store, capsys):
    (store.definitions / "peers.toml").write_text(DEFINED, "utf-8")
    build(store)
    reader, own = Reader.open(store), definitions(overlay=store.definitions)
    assert chosen_peers(reader, own, "lambeth", "estates", day("2003-04-01")) == (
        "southwark", "tower-hamlets",
    )  # fmt: skip
    assert main(["peers", "--format", "json", "--store", str(store.root)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["group"], r["unit"], r["said_by"], r["official_family"]) for r in rows] == [
        ("Large estates", unit, "the definitions of this store", False)
        for unit in ("lambeth", "southwark", "tower-hamlets")
    ]
    name_peers(store, {"Estates": ["lambeth", "hackney"]}, by="A")
    assert peer_groups(Reader.open(store), own, TODAY)["estates"].units == ("lambeth", "hackney")


@pytest.mark.parametrize(
    ("typed", "mistyped", "message"),
    [
        (
            "tower-hamlets",
            "tower-hamlet",
            r"peers\.toml: estates\.units: .*did you mean tower",
        ),
        ("tower-hamlets", "mps", "there is no borough 'mps'"),
        ("southwark", "lambeth", "names a borough twice"),
        ('"southwark", "tower-hamlets"', "", "two boroughs or more"),
        ("[estates]", "[nearest]", "is no name of a group"),
        ("[estates]", '["Large Estates"]', "is no name of a group"),
        ("evidence", "because", "because"),
    ],
)
def test_a_wrong_group_of_the_definitions_stops_the_build(tmp_path, typed, mistyped, message):
    (tmp_path / "peers.toml").write_text(DEFINED.replace(typed, mistyped), "utf-8")
    with pytest.raises(DefinitionError, match=message):
        definitions(overlay=tmp_path)


def test_a_name_stands_on_one_line_and_a_cell_too_long_is_a_plain_fault(store, catalogue, tmp_path):
    name_peers(store, {"In\nner\u202e ring": ["lambeth", "camden"]}, by="A")
    (found,) = peer_groups(Reader.open(store), catalogue, TODAY).values()
    assert found.name == "In ner ring"
    file = tmp_path / "groups.csv"
    file.write_text('group,unit\n"' + "x" * 200_000 + '",brent\n', "utf-8")
    with pytest.raises(RefusedError, match="cannot be read as CSV: field larger"):
        read_groups(file)
