"""Checks of the reason schemes and their codes."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue


def check_reasons(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with schemes and reasons."""
    for code, reason in catalogue.reasons.items():
        schemes = catalogue.schemes
        yield from unknown("reasons", code, "scheme", "scheme", (reason.scheme,), schemes)
    for scheme in catalogue.schemes.values():
        if scheme.starts and scheme.ends and scheme.ends < scheme.starts:
            yield Wrong("schemes", scheme.id, "ends", "is before its start")
