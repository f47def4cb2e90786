"""How long people wait when many of them look around at once, served by one process.

Each opens a page, looks at it for a while and opens another or steps to another day: half of them
at views that somebody had before, half at fresh ones. What is measured is the time from asking to
the message that the page is finished.
Run it from the repository: python -m benchmarks.people
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.client import PATIENCE, acknowledge_at_once
from benchmarks.machine import described
from benchmarks.registry import PAGES, Page, Parameters, views
from benchmarks.server import serving
from cjdata.demo.store import make_demo_store

PEOPLE, BETWEEN, SECONDS = 120, 10.0, 60.0
P95_LIMIT = 0.200
USUAL, FRESH = 6, 500
"""How many views of each page are asked for again and again, and how many once."""


def views_of(page: Page, many: int) -> list[Parameters]:
    found = views(page)
    return [next(found) for _ in range(many)]


async def asked(socket: ClientConnection, page: str, parameters: Parameters) -> float:
    """Seconds until the page is finished."""
    message = BackMsg()
    message.rerun_script.query_string = urlencode(parameters)
    message.rerun_script.page_name = page
    begun = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        acknowledge_at_once(socket.transport.get_extra_info("socket"))
        data = await asyncio.wait_for(socket.recv(), PATIENCE)
        assert isinstance(data, bytes)
        # Only short messages are read: the client shares the cores with the server.
        if len(data) < 200 and ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            return time.perf_counter() - begun


Views = dict[Page, list[Parameters]]


async def person(port: int, number: int, until: float, fresh: float, every: Views) -> list[float]:
    """One visitor's waits, from the second page on: the first one opens the session."""
    chance = random.Random(number)
    waits = []
    await asyncio.sleep(chance.uniform(0, BETWEEN))
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        compression=None,
        open_timeout=PATIENCE,
    ) as socket:
        while time.monotonic() < until:
            page = chance.choice(PAGES)
            new = chance.random() < fresh and len(every[page]) > USUAL
            view = every[page].pop() if new else chance.choice(every[page][:USUAL])
            waits.append(await asked(socket, page.address, view))
            await asyncio.sleep(BETWEEN * chance.uniform(0.5, 1.5))
    return waits[1:]


async def crowd(port: int, people: int, seconds: float, fresh: float) -> list[float]:
    every = {page: views_of(page, USUAL + FRESH) for page in PAGES}
    until = time.monotonic() + seconds
    waits = await asyncio.gather(*(person(port, n, until, fresh, every) for n in range(people)))
    return [wait for mine in waits for wait in mine]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--seconds", type=float, default=SECONDS)
    options.add_argument("--fresh", type=float, default=0.5, help="share of fresh views")
    options.add_argument("--store", type=Path, help="by default a demo store made for this")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = chosen.store.resolve() if chosen.store else make_demo_store(folder / "demo").root
        (folder / "served").mkdir()
        with serving(folder / "served", store) as served:
            waits = asyncio.run(crowd(served.port, chosen.people, chosen.seconds, chosen.fresh))
    p95 = statistics.quantiles(waits, n=20)[-1]
    sign = "" if p95 <= P95_LIMIT else ", above the limit"
    sys.stdout.write(
        f"{described()}\n{chosen.people} people, {BETWEEN:g} s between clicks, {len(waits)} pages: "
        f"median {1000 * statistics.median(waits):.0f} ms, p95 {1000 * p95:.0f} ms "
        f"(at most {1000 * P95_LIMIT:g} ms{sign})\n"
    )


if __name__ == "__main__":
    main()
