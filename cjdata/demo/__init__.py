"""The generator of the illustrative returns: what the demo store holds in place of real ones.

A seeded process: the same seed gives the same bytes. See docs/demo-data.md for what is
published in it, what is fitted and what is invented.
"""

from cjdata.demo.arrivals import DemoFile
from cjdata.demo.generate import DEFAULT_SEED, demo_files, demo_go_lives, returns
from cjdata.demo.planted import PLANTED, Effect

__all__ = [
    "DEFAULT_SEED",
    "PLANTED",
    "DemoFile",
    "Effect",
    "demo_files",
    "demo_go_lives",
    "returns",
]
