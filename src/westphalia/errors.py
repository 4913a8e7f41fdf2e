"""What can go wrong, as one tree.

Every message names the thing, the value, what was expected and the next step.

::

    WestphaliaError            exit code 1
    ├── UsageError             2   a command or option that does not exist or does not fit
    ├── DataError              3   a table, base or file that cannot be used
    ├── EvidenceError          3   a report that cannot be read
    ├── ScenarioError          3   a scenario or situation that is not valid
    ├── LedgerError            3   a ledger that cannot be used
    ├── NotStored              1   a ledger or register that could not be written just now: locked, or no room left
    ├── NotConverged           1   a solver that stopped before its tolerance
    └── CheckFailed            4   a check or expectation that did not hold
"""

from collections.abc import Iterable
from typing import ClassVar, Final

_SHOWN: Final = 12


class WestphaliaError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code: ClassVar[int] = 1


class UsageError(WestphaliaError):
    """A command or option that does not exist or does not fit."""

    exit_code: ClassVar[int] = 2


class DataError(WestphaliaError):
    """A table, base or file that cannot be used."""

    exit_code: ClassVar[int] = 3


class EvidenceError(WestphaliaError):
    """A report that cannot be read."""

    exit_code: ClassVar[int] = 3


class ScenarioError(WestphaliaError):
    """A scenario or situation that is not valid."""

    exit_code: ClassVar[int] = 3


class LedgerError(WestphaliaError):
    """A ledger that cannot be used."""

    exit_code: ClassVar[int] = 3


class NotStored(WestphaliaError):
    """A ledger or a register that could not be written just now: locked, taken away, or no room left."""

    exit_code: ClassVar[int] = 1


class NotConverged(WestphaliaError):
    """A solver that stopped before its tolerance was reached."""

    exit_code: ClassVar[int] = 1


class CheckFailed(WestphaliaError):
    """A check or expectation that did not hold."""

    exit_code: ClassVar[int] = 4


def nearest(word: str, known: Iterable[str]) -> str:
    """What to write in place of a word that is not known: the nearest two that are, else the first of them all."""
    from difflib import get_close_matches

    known = tuple(known)
    near = get_close_matches(word, known, n=2, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Known: {', '.join(known[:_SHOWN])}{' …' if len(known) > _SHOWN else '.'}"
