"""Every figure of every measure held against a second computation from the files alone."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import random
import shutil
from collections.abc import Iterator

import pandas as pd
import pytest

from cjdata.analysis.figures.figures import figures, with_returns
from cjdata.domain.periods import Grain, Period, month_text, parse_month, windows
from cjdata.intake.returns import load_files
from cjdata.ledger import Journal, Kind, Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.snapshot.figures_again import Files
from tests.stores import BY, day, file_of

UNITS = (
    "lambeth", "southwark", "brent", "mps", "london", "court-inner-london", "court-harrow",
    "court-camberwell-green", "court-south-western",
)  # fmt: skip
BOROUGHS = ("lambeth", "southwark", "brent")
MONTHS = [month_text(m) for m in range(parse_month("2003-01"), parse_month("2003-07"))]
DAYS = [day(d) for d in ("2003-02-07", "2003-05-31", "2003-11-30", "2004-06-30")]
COURTS = {
    "lambeth": ("court-camberwell-green", "court-south-western"),
    "southwark": ("court-camberwell-green", "court-tower-bridge"),
    "brent": ("court-brent",),
}
CRACKED, INEFFECTIVE = ("A", "I", "J", "K"), ("M1", "N1", "N3", "Q1", "W3")


def split(rng: random.Random, total: int, names: tuple[str, ...]) -> dict[str, int]:
    shares = dict.fromkeys(names, 0)
    for _ in range(total):
        shares[rng.choice(names)] += 1
    return shares


def component(
    rng: random.Random, unit: str, month: str, name: str, total: int, reasons: tuple[str, ...]
) -> Iterator[str]:
    """One component at any of the levels that a return may give it at."""
    start = f"{unit},{month},trials_{name}"
    how = rng.choice(["total", "total", "court", "reason", "both", "all", "[x]", "[z]", "odd"])
    courts = COURTS.get(unit, ())
    if not courts and how in ("court", "both", "all"):
        how = "total"
    if not reasons and how in ("reason", "both", "all", "odd"):
        how = "total" if not courts else "court"
    if how in ("[x]", "[z]"):
        yield f"{start},{how}" if rng.random() < 0.3 else f"{start},{total}"
        return
    if how in ("total", "all"):
        yield f"{start},{total}"
    if how == "court":
        for court, count in split(rng, total, courts).items():
            if count or rng.random() < 0.5:
                yield f"{start},{count},,{court}"
        if not total:
            yield f"{start},0"
    if how == "reason":
        yield from (
            f"{start},{count},,,{reason}" for reason, count in split(rng, total, reasons).items()
        )
    if how == "odd":
        marks = dict(zip(reasons, ("[x]", "[z]", "[z]"), strict=False))
        mark = rng.choice(reasons)
        yield f"{start},{marks.get(mark, '[z]')},,,{mark}"
        yield from (f"{start},{rng.randint(0, 4)},,,{r}" for r in reasons if r != mark)
    if how in ("both", "all"):
        for court, count in split(rng, total, courts).items():
            for reason, part in split(rng, count, reasons).items():
                if part or rng.random() < 0.3:
                    yield f"{start},{part},,{court},{reason}"
        if how == "both" and not total:
            yield f"{start},0"


def trials_file(rng: random.Random, unit: str, month: str) -> bytes:
    counts = [rng.choice([0, rng.randint(1, 12)]) for _ in range(3)]
    rows = [
        row
        for name, count, reasons in zip(
            ("effective", "cracked", "ineffective"), counts, ((), CRACKED, INEFFECTIVE),
            strict=True,
        )
        for row in component(rng, unit, month, name, count, reasons)
    ]  # fmt: skip
    return file_of(*dict.fromkeys(rows))


PAIRS = {
    "charging": (
        ("charging_sites_with_prosecutor", "charging_sites_in_scope"),
        ("files_accepted_first_time", "files_submitted_for_decision"),
    ),
    "case-outcomes": (
        ("cases_dropped", "cases_unsuccessful"),
        ("guilty_pleas_first_hearing", "first_hearings_with_plea"),
    ),
    "witness-care": (
        ("witnesses_attended", "witnesses_required"),
        ("witnesses_needs_assessed", "witnesses_warned"),
        ("updates_on_time", "updates_due"),
    ),
}


def pairs_file(rng: random.Random, unit: str, month: str, collection: str) -> bytes:
    """Components that cannot exceed another one, some of them marked, some left out."""
    rows = []
    for part, whole in PAIRS[collection]:
        limit = rng.choice([0, rng.randint(1, 30)])
        said = {part: str(rng.randint(0, limit)), whole: str(limit)}
        odd = rng.random()
        if odd < 0.15:
            said[rng.choice([part, whole])] = rng.choice(["[x]", "[z]"])
        elif odd < 0.2:
            del said[part]
        rows += [f"{unit},{month},{name},{value}" for name, value in said.items()]
    if collection == "case-outcomes":
        rows.append(f"{unit},{month},cases_completed,{rng.choice(['[x]', '60', '75'])}")
    if collection == "charging":
        names = ("charged", "no_further_action_evidential", "no_further_action_public_interest",
                 "out_of_court")  # fmt: skip
        rows += [
            f"{unit},{month},decisions_{name},{rng.choice(['[z]', '0', '4', '9'])}"
            for name in names
        ]
    return file_of(*rows)


def in_one(files: list[bytes]) -> bytes:
    """One file of all their rows under one heading."""
    return files[0] + b"".join(file.partition(b"\n")[2] for file in files[1:])


@pytest.fixture(scope="module")
def filled(
    empty_live_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Store, Files]:
    """Half a year of all collections, with what goes missing, comes late and is corrected."""
    root = tmp_path_factory.mktemp("figures") / "store"
    shutil.copytree(empty_live_store.root, root)
    store, rng = Store.open(root), random.Random(32)
    again = Files(ground_of(store).catalogue)
    returns: dict[tuple[dt.date, str, str, int], list[bytes]] = {}
    for month, collection in itertools.product(
        MONTHS, ("trials-magistrates", "trials-crown", *PAIRS)
    ):
        senders = ("court-inner-london", "court-harrow") if "crown" in collection else BOROUGHS
        for unit in senders:
            if rng.random() < 0.1:
                continue
            for revision in range(1 + (rng.random() < 0.15)):
                over = Period.parse(month).end + dt.timedelta(days=5)
                known = next(d for d in DAYS[revision:] if d > over or d == DAYS[-1])
                data = (
                    trials_file(rng, unit, month)
                    if collection.startswith("trials")
                    else pairs_file(rng, unit, month, collection)
                )
                returns.setdefault((known, month, collection, revision), []).append(data)
    by_day: dict[dt.date, list[tuple[str, bytes]]] = {}
    for (known, _, collection, _), files in returns.items():
        by_day.setdefault(known, []).append((collection, in_one(files)))
    for known, sent in sorted(by_day.items()):
        named = [(f"{n}.csv", data) for n, (_, data) in enumerate(sent)]
        outcomes = load_files(store, named, by=BY, known_on=known)
        for outcome, (collection, data) in zip(outcomes, sent, strict=True):
            if outcome.accepted and outcome.entry:
                again.add(known, collection, data)
        accepted = sum(outcome.entry is not None for outcome in outcomes)
        assert accepted > 0.6 * len(outcomes), [o.faults for o in outcomes if not o.accepted][:2]
    return store, again


def differences(frame: pd.DataFrame, again: Files, known_at: dt.date) -> Iterator[str]:
    for row in frame.to_dict("records"):
        period = Period(row["first_month"], row["last_month"])
        wanted = again.figure(row["measure"], row["unit"], period, known_at)
        for name in ("numerator", "denominator", "value"):
            value = getattr(wanted, name)
            found = None if math.isnan(row[name]) else row[name]
            if (value is None) != (found is None) or (
                value is not None and not math.isclose(value, found, abs_tol=1e-9)
            ):
                yield f"{row['measure']} {row['unit']} {period} {known_at} {name} {found}: {wanted}"
        for name in ("state", "received", "expected", "revised"):
            if row[name] != getattr(wanted, name):
                yield f"{row['measure']} {row['unit']} {period} {known_at}: {row[name]}, {wanted}"


def test_every_figure_agrees_with_a_second_computation(filled: tuple[Store, Files]):
    store, again = filled
    reader, catalogue = Reader.open(store), again.catalogue
    assert len(rates_of(again)) >= 20
    wrong: list[str] = []
    states: set[str] = set()
    for known_at, grain in itertools.product(DAYS, Grain):
        spans = windows(grain, parse_month(MONTHS[0]), parse_month(MONTHS[-1]))
        spans = spans[:: max(1, len(spans) // 2)]
        frame = figures(
            reader, catalogue, measures=rates_of(again), units=UNITS, periods=spans,
            known_at=known_at,
        )  # fmt: skip
        states |= set(frame["state"])
        wrong += itertools.islice(differences(frame, again, known_at), 5)
    assert wrong[:10] == []
    assert states == {
        "value", "zero", "incomplete", "not_received", "not_available", "not_applicable",
    }  # fmt: skip


def rates_of(again: Files) -> list[str]:
    """The rates whose parts all come in one collection that the files hold."""
    return [
        measure.id
        for measure in again.catalogue.measures.values()
        if measure.unit == "pct"
        and measure.denominator
        and len(again.collections_of(measure)) == 1
        and again.collections_of(measure) <= {"trials-magistrates", "trials-crown", *PAIRS}
    ]


def test_provenance_names_exactly_the_returns_behind_a_figure(filled: tuple[Store, Files]):
    store, again = filled
    reader, (period,) = (
        Reader.open(store),
        windows(Grain.QUARTER, parse_month("2003-01"), parse_month("2003-03")),
    )
    for known_at in DAYS:
        frame = figures(
            reader, again.catalogue, measures=["T05", "C06"], units=["lambeth", "mps"],
            periods=[period], known_at=known_at,
        )  # fmt: skip
        frame = with_returns(reader, again.catalogue, frame, [period], known_at)
        for row in frame.itertuples():
            used = row.received if row.state in ("value", "zero", "incomplete") else 0
            assert len(row.returns) == used
        names = [name for returns in frame["returns"] for name in returns]
        sources = reader.provenance(names)
        assert set(sources["return_id"]) == set(names)
        assert (sources["known_on"].dt.date <= known_at).all()
        assert set(sources["sender"]) <= {BY}


def test_figures_of_the_demo_store_agree_too(demo_store: Store):
    """Read from the files as received; the demo's bulk loading is held to the same rule."""
    catalogue, journal = ground_of(demo_store).catalogue, Journal(demo_store)
    again = Files(catalogue)
    wanted = {"T05": ["lambeth", "court-camberwell-green"], "T08": ["croydon"], "T01": ["mps"],
              "C03": ["lambeth"], "C01": ["mps"], "W01": ["brent"],
              "C07": ["southwark"]}  # fmt: skip
    spans = [Period.parse("2003-08"), Period.parse("2003-04/2003-06")]
    for entry, _ in journal.entries():
        if entry.kind is Kind.RETURN:
            collections = {item["collection"] for item in entry.detail["returns"]}
            months = {Period.parse(item["period"]) for item in entry.detail["returns"]}
            near = any(m.last >= spans[1].first and m.first <= spans[0].last for m in months)
            if near and len(collections) == 1:
                data = journal.payload(entry.payload_hash["received"])
                again.add(entry.known_on, collections.pop(), data)
    reader = Reader.open(demo_store)
    for known_at in (day("2003-08-31"), day("2003-11-30"), day("2005-08-31")):
        for measure, units in wanted.items():
            frame = figures(
                reader, catalogue, measures=[measure], units=units, periods=spans,
                known_at=known_at,
            )  # fmt: skip
            assert list(differences(frame, again, known_at)) == []
