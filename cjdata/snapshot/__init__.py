"""The only room that knows DuckDB: one file derived from ledger, definitions and record.

A snapshot is never changed once it can be read; deleting all of them loses nothing.
"""
