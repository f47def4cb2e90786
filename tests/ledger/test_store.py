"""Opening and making a store folder: what is wrong with one is said, and nothing is changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cjdata.domain.errors import (
    CjdataError,
    RefusedError,
    StoreDamagedError,
    StoreMissingError,
    StoreTooNewError,
)
from cjdata.ledger import Store, StoreKind
from cjdata.ledger.store import FORMAT
from cjdata.ledger.where import DEMO_ROOT, store_root
from tests.stores import bytes_below, load, trials


def test_a_store_is_what_it_was_made(tmp_path: Path):
    for kind in StoreKind:
        made = Store.create(tmp_path / kind.value, kind)
        assert Store.open(tmp_path / kind.value) == made
        assert made.demo is (kind is StoreKind.DEMO)


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    before = bytes_below(tmp_path)
    for folder in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(RefusedError, match="is not empty"):
            Store.create(folder, StoreKind.LIVE)
    assert bytes_below(tmp_path) == before


def test_no_store_says_what_to_run(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    for root in (tmp_path / "none", tmp_path, tmp_path / "file"):
        with pytest.raises(StoreMissingError, match="python -m cjdata init"):
            Store.open(root)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'"live"', b"\xff\xfe", b"{}", b'{"format": 1}',
        b'{"format": null, "kind": "live"}', b'{"format": "new", "kind": "live"}',
        b'{"format": 1, "kind": "dead"}', b'{"format": 1, "kind": ["live"]}',
    ],
)  # fmt: skip
def test_a_damaged_store_file_is_named(store: Store, content: bytes):
    (store.root / "store.json").write_bytes(content)
    refused(store.root, StoreDamagedError, r"store\.json cannot be read .*backup")


def test_a_newer_format_is_left_alone(store: Store):
    written = {"format": FORMAT + 1, "kind": "live", "more": "that this program does not know"}
    (store.root / "store.json").write_text(json.dumps(written))
    refused(store.root, StoreTooNewError, "newer version of the program; nothing was changed")


def test_a_missing_store_file_beside_a_ledger_is_damage(store: Store):
    (store.root / "store.json").unlink()
    refused(store.root, StoreDamagedError, r"store\.json is missing: restore it from a backup")


def test_a_missing_ledger_is_damage(store: Store):
    store.ledger.unlink()
    refused(store.root, StoreDamagedError, r"ledger\.jsonl is missing: restore it from a backup")


def refused(root: Path, error: type[CjdataError], message: str) -> None:
    before = bytes_below(root)
    with pytest.raises(error, match=message):
        Store.open(root)
    assert bytes_below(root) == before


def test_folders_that_a_backup_left_out_are_made_again(store: Store):
    for folder in (store.payloads, store.snapshots, store.definitions):
        shutil.rmtree(folder)
    assert load(store, *trials("lambeth", "2003-10", 10, 5, 5), known_on="2003-11-10").accepted


def test_the_store_named_goes_before_the_one_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("CJDATA_STORE", raising=False)
    assert store_root() == DEMO_ROOT
    monkeypatch.setenv("CJDATA_STORE", str(tmp_path / "one"))
    assert store_root() == tmp_path / "one"
    assert store_root(tmp_path / "two") == tmp_path / "two"
