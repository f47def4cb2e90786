"""Whether bytes are text, and in which encoding.

Assumes what offices send: UTF-8, with or without a byte order mark, what Excel calls Unicode text
(UTF-16 with its mark), or Windows-1252, which is what is left when it is none of these.
"""

from __future__ import annotations

import codecs

ARCHIVE_START = b"PK\x03\x04"
"""A zip archive, as every .xlsx is."""
WORKBOOK_STARTS = (ARCHIVE_START, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""The other is the compound file that an .xls is, and an .xlsx locked with a password."""
BINARY_STARTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"PAR1", b"\x7fELF")
MARKUP_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<workbook")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"
MARKUP = (
    "this is a web page or XML, whatever its name says: open it in Excel and save it as .xlsx or "
    "CSV"
)
SAMPLE = 65_536
"""Bytes at the start of a file that are looked at for control characters."""


def is_workbook(data: bytes) -> bool:
    return data.startswith(WORKBOOK_STARTS)


def is_markup(data: bytes) -> bool:
    """A web page or XML: what many programs call an Excel file and give the ending .xls."""
    head = data[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(MARKUP_STARTS)


def encoding_of(data: bytes) -> str | None:
    """The encoding under which all of the bytes are text, None where they are not text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(data, "utf-16") else None
    head = data[:SAMPLE]
    controls = len(head) - len(head.translate(None, CONTROLS))
    if data.startswith(BINARY_STARTS) or controls > len(head) // 20:
        return None
    return next((name for name in ("utf-8-sig", "cp1252") if _decodes(data, name)), "latin-1")


def decode(data: bytes) -> str | None:
    """The text of a file, None where it is not text."""
    encoding = encoding_of(data)
    return None if encoding is None else data.decode(encoding)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
