"""Reads what is defined and what is on the public record, and refuses what is wrong with it.

A wrong definition stops everything with its file, key and reason: nothing is repaired or skipped.
"""

from cjdata.definitions.load import load, load_record
from cjdata.definitions.record import body_of

__all__ = ["body_of", "load", "load_record"]
