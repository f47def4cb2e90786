"""Every error that a user can meet, one flat family; each message says what to do next."""

from __future__ import annotations


class CjdataError(Exception):
    """Base of all errors whose message is meant for the user and is shown without a trace."""


class DefinitionError(CjdataError):
    """A definition is wrong: names the file, the key and the reason. Stops the build."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class UnknownNameError(CjdataError):
    """An identifier that the definitions do not have; names the nearest ones."""


class PeriodError(CjdataError):
    """A text that names no period."""


class UnusableCallError(CjdataError):
    """A call that cannot be carried out as it is written; the message says how to write it."""


class StoreMissingError(CjdataError):
    """There is no store at the address, or it has no snapshot yet."""


class StoreDamagedError(CjdataError):
    """Something in the store is not what the ledger says it is; nothing was changed."""


class StoreTooNewError(CjdataError):
    """The store was written by a newer program; nothing was changed."""


class StoreBusyError(CjdataError):
    """Another process is writing to the store; nothing was changed."""


class NotPublishedError(CjdataError):
    """What was accepted is in the ledger, but the snapshot that shows it could not be made."""


class RefusedError(CjdataError):
    """What was asked cannot be accepted, for the reason in the message; nothing was changed."""
