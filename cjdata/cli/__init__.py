"""The command line: what the pages do, in the same words.

Data goes to stdout, messages to stderr. Exit 0: done; 1: refused, with the faults named;
2: a call that cannot be used. A module holds the commands of one subject and their options.
"""

from cjdata.cli.main import main

__all__ = ["main"]
