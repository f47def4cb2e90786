"""What replaces a part of Streamlit gives what that part gives."""

from __future__ import annotations

import pytest
from streamlit import config, util
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config
from streamlit.runtime import app_session

from cjdata.ui import replaced
from cjdata.ui.replaced import UNSHARED, hash_of
from tests.house.repository import ROOT

SECTIONS = ("", ".light", ".dark", ".sidebar", ".light.sidebar", ".dark.sidebar")


@pytest.mark.parametrize("size", [0, 1, UNSHARED, UNSHARED + 1, 3 * UNSHARED + 5])
def test_a_hash_in_pieces_is_streamlits(size):
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    at_once = util.create_fast_hasher()
    at_once.update(content)
    assert hash_of(content) == at_once.hexdigest()
    assert hash_of("é" * size) == hash_of(("é" * size).encode())


def themes(write) -> ForwardMsg:
    """What a run tells the browser of its theme, written as Streamlit does it."""
    told = ForwardMsg()
    theme = told.new_session.custom_theme
    write(theme)
    for section in SECTIONS[1:]:
        part = theme
        for name in section[1:].split("."):
            part = getattr(part, name)
        write(part, f"theme{section}")
    return told


@pytest.fixture
def our_settings(monkeypatch):
    """The options that a server of the house reads."""
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)
    for kept in (replaced._theme, replaced._options):
        kept.cache_clear()
    yield
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)
    for kept in (replaced._theme, replaced._options):
        kept.cache_clear()


@pytest.mark.usefixtures("our_settings")
def test_a_theme_written_once_is_what_streamlit_writes():
    theirs = themes(app_session._populate_theme_msg)
    assert theirs.new_session.custom_theme.primary_color == "#12436D"
    for _ in range(2):
        told = themes(replaced.write_theme)
        assert told == theirs
        assert not told.new_session.custom_theme.HasField("dark")


@pytest.mark.usefixtures("our_settings")
def test_options_written_once_are_what_streamlit_writes():
    theirs, ours = Config(), Config()
    app_session._populate_config_msg(theirs)
    assert theirs.toolbar_mode == Config.MINIMAL
    for _ in range(2):
        ours.Clear()
        replaced.write_options(ours)
        assert ours == theirs


def test_nothing_that_is_installed_has_components():
    assert scan_component_manifests() == []


def test_streamlit_uses_what_replaces_its_parts():
    parts = ((util, "calc_hash"), (app_session, "_populate_theme_msg"),
             (app_session, "_populate_config_msg"),
             (BidiComponentManager, "discover_and_register_components"))  # fmt: skip
    theirs = [getattr(module, name) for module, name in parts]
    try:
        replaced.replace()
        used = [getattr(module, name) for module, name in parts]
        assert used == [
            hash_of, replaced.write_theme, replaced.write_options, replaced.find_no_components,
        ]  # fmt: skip
    finally:
        for (module, name), part in zip(parts, theirs, strict=True):
            setattr(module, name, part)
