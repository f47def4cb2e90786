"""One call of the command line: its words read, its command run, its end told by an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cjdata.cli import (
    explanations,
    figures,
    impact,
    output,
    peers,
    plan,
    register,
    report,
    returns,
    rollout,
    signals,
    stores,
)
from cjdata.cli.arguments import Commands
from cjdata.domain.errors import (
    CjdataError,
    PeriodError,
    StoreMissingError,
    UnknownNameError,
    UnusableCallError,
)

SUBJECTS = (
    stores, returns, figures, impact, explanations, peers, signals, rollout, plan, register, report,
)  # fmt: skip
"""In the order in which `--help` lists their commands."""

UNUSABLE = (UnknownNameError, PeriodError, StoreMissingError, UnusableCallError)
"""Errors of a call that cannot be used: exit code 2."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except UNUSABLE as error:
        output.say(str(error))
        return 2
    except CjdataError as error:
        output.say(str(error))
        return 1
    except BrokenPipeError:
        output.stop_writing()
        return 0
    except OSError as error:
        output.say(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 1


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m cjdata",
        description="Criminal justice performance: returns in, figures out",
    )
    commands = Commands(top)
    for subject in SUBJECTS:
        subject.add(commands)
    return top
