"""Throw broken files at the reading and checking of returns: `python -m benchmarks.fuzz_returns`.

Each round takes a good file, spoils it in a few random ways and reads, checks and compares it.
What must hold whatever comes: no exception, every fault with a known rule and bounded texts, and
rows only from a file without errors, which then read back from their normal form.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable

import pandas as pd

from cjdata.definitions import load
from cjdata.domain.catalogue import Catalogue
from cjdata.returns.checks import Checked, check
from cjdata.returns.history import compare
from cjdata.returns.readers import read_bytes
from cjdata.returns.rows import by_key, from_normal_form, to_normal_form
from cjdata.returns.rules import Rule

DAY = dt.date(2003, 11, 30)
TEXT_LIMIT = 600
ORDER = ["collection", "unit", "period", "component", "court_tier", "court", "reason", "line"]
"""Characters of a message: three quoted names and two sentences."""
MESS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r",
    b"\r\n", b"\x1a", b"\xc2\xa0", "−".encode(), "–".encode(), "\u202e".encode(), b"=1+1",
    b"<script>", b"../..", b"[x]", b"[Z ]", b"1,234", b"1,23", b"-1", b"1e400", b"nan", b"9" * 400,
    b"2003-13", b"2003-10/2003-09", b"9999-12", "٣".encode(), b"\xf0\x9f\x98\x80", b"\xed\xa0\x80",
]  # fmt: skip

Spoiler = Callable[[random.Random, bytes], bytes]


def insert_mess(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(MESS) * chance.choice((1, 1, 1, 40)) + data[place:]


def cut_out(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(60) :]


def flip_bytes(chance: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def swap_cells(chance: random.Random, data: bytes) -> bytes:
    cells = data.split(b",")
    first, second = chance.randrange(len(cells)), chance.randrange(len(cells))
    cells[first], cells[second] = cells[second], cells[first]
    return b",".join(cells)


def replace_cell(chance: random.Random, data: bytes) -> bytes:
    cells = data.split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(MESS)
    return b",".join(cells)


def repeat_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    return data + chance.choice(lines)


def write_otherwise(chance: random.Random, data: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "utf-8-sig", "utf-16-le", "utf-7"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def only_noise(chance: random.Random, data: bytes) -> bytes:
    return chance.randbytes(chance.randrange(len(data) + 2))


SPOILERS: tuple[Spoiler, ...] = (
    insert_mess,
    insert_mess,
    cut_out,
    flip_bytes,
    swap_cells,
    replace_cell,
    replace_cell,
    repeat_line,
    write_otherwise,
    only_noise,
)


def spoil(chance: random.Random, data: bytes) -> bytes:
    for spoiler in chance.choices(SPOILERS, k=chance.randrange(1, 5)):
        data = spoiler(chance, data)
    return data


def examine(data: bytes, catalogue: Catalogue) -> Checked:
    """Read, check and compare a file; AssertionError where a promise is broken."""
    result = check(read_bytes(data, "fuzz.csv"), catalogue=catalogue, known_on=DAY, today=DAY)
    for fault in result.faults:
        assert fault.rule in set(Rule)
        assert len(fault.message) <= TEXT_LIMIT, fault
        assert all(len(text or "") <= 80 for text in (fault.value, fault.column)), fault
        assert fault.message.isprintable(), fault
    assert result.accepted or result.rows.empty
    if result.accepted:
        rows = result.rows
        ordered = rows.sort_values(ORDER, ignore_index=True)
        pd.testing.assert_frame_equal(from_normal_form(to_normal_form(rows)), ordered)
        levels = pd.DataFrame(columns=["unit", "component", "court_tier", "month", "value"])
        comparison = compare(rows, previous=by_key(rows), levels=levels)
        assert comparison.changed.empty
        assert comparison.withdrawn.empty
    return result


def fuzz(
    good: bytes, catalogue: Catalogue, *, rounds: int, seed: int, seconds: float = 60.0
) -> Counter[str]:
    """How often each rule was broken, `accepted` for files that were not refused."""
    chance = random.Random(seed)
    met: Counter[str] = Counter()
    ends = time.monotonic() + seconds
    for number in range(rounds):
        data = spoil(chance, good)
        try:
            result = examine(data, catalogue)
        except Exception as error:
            raise AssertionError(f"round {number} of seed {seed}: {data!r}") from error
        met.update({fault.rule for fault in result.faults})
        met["accepted"] += result.accepted
        met["rounds"] += 1
        if time.monotonic() > ends:
            break
    return met


GOOD = b"""unit,period,component,value,court_tier,court,reason,note
lambeth,2003-10,trials_listed,40,magistrates,,,first
lambeth,2003-10,trials_effective,20,magistrates,,,
lambeth,2003-10,trials_cracked,12,magistrates,,,
lambeth,2003-10,trials_ineffective,8,magistrates,,,"said ""late"" twice"
lambeth,2003-10,trials_cracked,7,magistrates,,A,
lambeth,2003-10,trials_cracked,5,magistrates,,B,
court-snaresbrook,2003-10,trials_listed,"1,240",crown,,,
Kensington & Chelsea,2003-09,trials_vacated,[x],,,,
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    begun = time.perf_counter()
    met = fuzz(GOOD, load(), rounds=chosen.rounds, seed=chosen.seed, seconds=chosen.seconds)
    for rule, count in met.most_common():
        print(f"{count:7,}  {rule}")
    print(f"no promise broken in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
