"""Claims without a figure that compare with all of the past, held against the tables of their topic."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from westphalia.check.superlative import Superlative, superlatives
from westphalia.check.superlative_aid import check_aid_record, check_aid_record_now
from westphalia.check.superlative_attacks import check_attack_record
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Reading

__all__ = ["CHECKS", "check_superlatives", "checked_superlatives"]

CHECKS: Final[Mapping[str, Callable[[Superlative], Verdict | None]]] = MappingProxyType(
    {"attacks": check_attack_record, "aid": check_aid_record}
)
"""By topic: what answers a claim of the topic, and says None to every other."""


def check_superlatives(reading: Reading) -> tuple[Verdict, ...]:
    """A verdict on each claim that something is larger, or smaller, than ever, where some table follows it.

    Keyed by the claim of the statement, position or attack. A claim on a topic that no table follows has none. Where
    months after the report are held, a second verdict, known "now", follows the one of the report's day.
    """
    return tuple(verdict for _, verdicts in checked_superlatives(reading) for verdict in verdicts)


def checked_superlatives(reading: Reading) -> Iterator[tuple[Superlative, tuple[Verdict, ...]]]:
    """Each claim that some table follows with its verdicts: of the report's day, and with what is known now."""
    for one in superlatives(reading):
        first = next(filter(None, (check(one) for check in CHECKS.values())), None)
        if first is not None:
            later = check_aid_record_now(one)
            yield one, (first,) if later is None else (first, later)
