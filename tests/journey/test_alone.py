"""The server answers its own pages alone, and shows nothing of its inside."""

from __future__ import annotations

import shutil
import socket
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cjdata.ledger import Store
from tests.journey.server import serving

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["interact", "mcp"])
def test_the_server_offers_agents_nothing(demo_server: str, path: str):
    request = urllib.request.Request(
        f"{demo_server}/_stcore/agent/{path}",
        data=b"{}",
        headers={"Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert "does not serve the agent API" in refused.value.read().decode()


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1", "http://127.0.0.1:{port}", "101"),
        ("evil.example", "http://evil.example:{port}", "403"),
        ("127.0.0.1", "http://evil.example", "403"),
    ],
)
def test_a_page_of_another_host_gets_no_figures(
    demo_server: str, host: str, origin: str, status: str
):
    """Neither by leading its own name to this machine nor by asking from elsewhere."""
    port = urlsplit(demo_server).port
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}:{port}",
        f"Origin: {origin.format(port=port)}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: streamlit",
    ]
    with socket.create_connection(("127.0.0.1", port or 0), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        assert connection.recv(100).split()[1].decode() == status


def test_a_failure_of_ours_shows_no_trace(page: Page, demo_store: Store, tmp_path: Path):
    """The snapshot is destroyed under a server that has opened it and read little of it."""
    root = tmp_path / "store"
    shutil.copytree(demo_store.root, root)
    with serving(root) as server:
        for file in (root / "snapshots").glob("*.duckdb"):
            with file.open("rb+") as opened:
                opened.write(b"\0" * file.stat().st_size)
        page.goto(f"{server}/performance-borough?unit=lambeth")
        stopped = page.locator(".stMain .stopped")
        expect(stopped).to_be_visible()
        expect(stopped.get_by_role("link", name="go to the overview")).to_be_visible()
        text = page.locator("body").inner_text()
        for word in ("Traceback", "duckdb.", "site-packages", ".py"):
            assert word not in text
