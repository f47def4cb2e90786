"""What of Streamlit the server replaces when it starts: the same results, in less time.

All but the look for components is asked for at every run of every page. tests/ui/test_replaced.py
holds them to what they stand for.
"""

from __future__ import annotations

from functools import cache

from streamlit import util
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

UNSHARED = 2047
"""Bytes that `hashlib` hashes without letting another thread have the interpreter meanwhile."""


def replace() -> None:
    """Let Streamlit use what stands here from now on; asked for before it makes its runtime."""
    BidiComponentManager.discover_and_register_components = find_no_components  # type: ignore[assignment,method-assign]
    util.calc_hash = hash_of
    app_session._populate_theme_msg = write_theme
    app_session._populate_config_msg = write_options


def hash_of(s: bytes | str) -> str:
    """What Streamlit's `calc_hash` gives, taken in pieces.

    Each message is hashed before it is held, and at each large one the loop that sends took the
    interpreter over: it looked for messages before the page was whole, and once more after it.
    """
    view = memoryview(s.encode() if isinstance(s, str) else s)
    hasher = util.create_fast_hasher()
    for start in range(0, len(view), UNSHARED):
        hasher.update(view[start : start + UNSHARED])
    return hasher.hexdigest()


def write_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Write what .streamlit/config.toml says of a theme into a message that says nothing yet.

    Every run tells the browser six sections, and each was looked for among all options: half a
    millisecond, a tenth of a page. A server reads its options once, when it starts.
    """
    theme = _theme(section)
    if theme.ByteSize():  # writing nothing would still say that the section is there
        msg.MergeFrom(theme)


def write_options(msg: Config) -> None:
    """Write what the browser is to know of the server's options, as `write_theme` does."""
    msg.MergeFrom(_options())


def find_no_components(_manager: BidiComponentManager, *, start_file_watching: bool = True) -> None:
    """Find none, as pages use none.

    Streamlit reads the descriptions of all installed packages for it: a fifth of a second before
    the first page.
    """


_written_theme, _written_options = app_session._populate_theme_msg, app_session._populate_config_msg


@cache
def _theme(section: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    _written_theme(theme, section)
    return theme


@cache
def _options() -> Config:
    options = Config()
    _written_options(options)
    return options
