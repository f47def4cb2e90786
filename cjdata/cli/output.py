"""What the commands print: data to stdout, messages to stderr."""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from cjdata.domain.errors import UnusableCallError
from cjdata.domain.returns import Fault
from cjdata.domain.states import Stage
from cjdata.intake.returns import FileOutcome
from cjdata.ledger.store import write_whole
from cjdata.reports.tables import harmless
from cjdata.returns.told_once import told_once
from cjdata.snapshot.build import Progress


def say(message: str) -> None:
    print(message, file=sys.stderr)


def stop_writing() -> None:
    """Whoever read stdout has gone: let nothing more be written there, at the end either."""
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def progress() -> Progress | None:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None
    bars: dict[str, tqdm[Any]] = {}

    def show(what: str, done: int, of: int) -> None:
        if what not in bars:
            bars[what] = tqdm(total=of, desc=what, file=sys.stderr, leave=False)
        bars[what].update(done - bars[what].n)
        if done >= of:
            bars[what].close()

    return show


def outcomes(found: Sequence[FileOutcome], form: str) -> int:
    """Every file with every fault; exit code 1 where one was refused."""
    if form == "json":
        _print_json({"files": [_outcome(outcome) for outcome in found]})
    for outcome in found if form == "text" else ():
        say(outcome.sentence if outcome.entry or outcome.already else _verdict(outcome))
        for fault in told_once(outcome.faults):
            print(_fault_line(outcome.file, fault))
        for place in outcome.return_ids:
            print(place)
    return 0 if all(outcome.accepted for outcome in found) else 1


def _verdict(outcome: FileOutcome) -> str:
    errors = sum(fault.severity == "error" for fault in outcome.faults)
    warnings = len(outcome.faults) - errors
    counts = f"{errors} errors, {warnings} warnings"
    return f"{outcome.file}: {'can be accepted' if outcome.accepted else 'refused'} ({counts})"


def _fault_line(file: str, fault: Fault) -> str:
    place = ":".join(str(p) for p in (file, fault.sheet, fault.row, fault.column) if p is not None)
    return f"{place}: {fault.severity.value}: {fault.message} [{fault.rule}]"


def _outcome(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "file": outcome.file,
        "accepted": outcome.accepted,
        "faults": [fault.as_dict() for fault in outcome.faults],
        "already": list(outcome.already),
    }


def table(frame: pd.DataFrame, form: str, output: Path | None) -> int:
    """A frame as CSV or JSON, to stdout or a file."""
    if form == "json":
        text = json.dumps(_records(frame), ensure_ascii=False, indent=1) + "\n"
    else:
        text = _for_csv(frame).to_csv(index=False, lineterminator="\n")
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()  # here, where whoever has stopped reading is noticed
    else:
        write_whole(output, text, sync=False)
        say(f"{len(frame)} rows written to {output}")
    return 0


def labelled(frame: pd.DataFrame, *, demo: bool, known_at: dt.date, edition: str) -> pd.DataFrame:
    """A list with what every output says of itself: of which kind of store, as known when."""
    label = "illustrative" if demo else "real"
    return frame.assign(label=label, known_at=known_at.isoformat(), edition=edition)


def form_of(output: Path | None, forms: Sequence[str]) -> str:
    """The form that a file's name asks for; the first where it says nothing."""
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    return suffix if suffix in forms else forms[0]


def refuse_binary_on_terminal(form: str, output: Path | None) -> None:
    """Before anything is worked out: what nobody can read on a screen is not written there."""
    if form in ("xlsx", "parquet") and output is None and sys.stdout.isatty():
        raise UnusableCallError(
            f"{form} is not for a terminal: name a file with -o FILE.{form}, or redirect the output"
        )


def binary(data: bytes, what: str, output: Path | None) -> int:
    """A file that is no text, to a file or to wherever stdout was redirected."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_whole(output, data, sync=False)
        say(f"{what} written to {output}")
    return 0


def _for_csv(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers as JSON would say them, lists as one cell, no text that a spreadsheet would run."""
    texts = {c: frame[c].map(harmless) for c in frame.select_dtypes(["object", "str"])}
    numbers = {
        c: pd.Series([_plain(v) for v in frame[c]], index=frame.index, dtype=object)
        for c in frame.select_dtypes("float")
    }
    return frame.assign(**texts, **numbers)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): _plain(value) for key, value in record.items()}
        for record in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """A value that JSON has: nothing for what is not a number, whole numbers without a point."""
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() else value
    return value


def _in_words(
    tell: Callable[[Mapping[str, Any]], Iterator[str]],
) -> Callable[[Mapping[str, Any], str], int]:
    """What prints an answer: as JSON where that is asked for, else in the lines that are told."""

    @functools.wraps(tell)
    def put_out(answer: Mapping[str, Any], form: str) -> int:
        if form == "json":
            _print_json(answer)
        else:
            for line in tell(answer):
                print(line)
        return 0

    return put_out


@_in_words
def mapping(answer: Mapping[str, Any]) -> Iterator[str]:
    for key, value in answer.items():
        yield from _told(key, value)


def _told(name: str, value: Any, depth: int = 0) -> Iterator[str]:
    """A value under its name in plain words, whatever it is made of, a line a thing."""
    shown = "  " * depth + name.replace("_", " ")
    if isinstance(value, Mapping):
        yield f"{shown}:"
        for key, inner in value.items():
            yield from _told(str(key), inner, depth + 1)
    elif isinstance(value, list):
        yield f"{shown}: {len(value)}"
        for item in value:
            if not isinstance(item, Mapping):
                yield f"{'  ' * (depth + 1)}{_word(item)}"
                continue
            (_, title), *others = item.items()
            yield f"{'  ' * (depth + 1)}{_word(title)}"
            for key, inner in others:
                if inner not in (None, "", [], {}):
                    yield from _told(str(key), inner, depth + 2)
    else:
        yield f"{shown}: {_word(value)}"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in (None, "") else str(value)


def _as_known(answer: Mapping[str, Any]) -> str:
    return f"as known at {answer['known_at']}, edition {answer['edition']}"


@_in_words
def rollout(answer: Mapping[str, Any]) -> Iterator[str]:
    yield _as_known(answer)
    for found in answer["initiatives"]:
        said = f"\n{found['name']}: {found['live']} of {found['of']} live and named"
        if found["reported_live"] > found["live"]:
            said += f", {found['reported_live']} reported without naming them all"
        yield said
        for unit in found["units"]:
            if unit["stage"] != Stage.UNKNOWN:
                due = f", due {unit['due']}" if unit["due"] else ""
                yield f"  {unit['unit']}: {Stage(unit['stage']).label}{due} ({unit['source']})"


@_in_words
def forecast(answer: Mapping[str, Any]) -> Iterator[str]:
    yield _as_known(answer)
    for found in answer["initiatives"]:
        chance = found["p_by_target"]
        said = "" if chance is None else f", chance by {found['target_date']} {chance:.2f}"
        yield f"{found['id']}: {found['verdict'].replace('_', ' ')}{said}"
        yield f"  {found['reason']}"


@_in_words
def impacts(answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["label"]:
        yield answer["label"]
    yield _as_known(answer)
    yield (
        f"{answer['looked_at']} looked at, {answer['estimated']} with an estimate, "
        f"{answer['called']} called; chance alone would let about "
        f"{answer['expected_by_chance']:.0f} intervals leave out nought"
    )
    for found in answer["impacts"]:
        limits = found["interval95"]
        size = "" if found["estimate"] is None else f" {found['estimate']:+.1f}"
        size += "" if limits is None else f" ({limits[0]:+.1f} to {limits[1]:+.1f})"
        said = found["verdict"].replace("_", " ")
        yield f"{found['measure']} {found['initiative']}: {said}{size}"


@_in_words
def signals(answer: Mapping[str, Any]) -> Iterator[str]:
    yield _as_known(answer)
    yield answer["sentence"]
    for title, name in (("Called", "signals"), ("Beyond the plain level only", "beyond_level")):
        if answer[name]:
            yield f"\n{title}:"
        for found in answer[name]:
            yield f"  {found['sentence']}"
    yield f"\n{answer['not_looked_at']}"


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str), flush=True)
