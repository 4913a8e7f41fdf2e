"""Which countries a scenario is shown for, and which of them comes first."""

from collections.abc import Sequence
from typing import Final

from westphalia.outcome import Outcome
from westphalia.report.names import inside
from westphalia.scenario.levers import Tariff

_MOST_ADDED: Final = 4


def _named(outcome: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those whose exports a duty hits by name, and those who impose one."""
    duties = [lever for lever in outcome.scenario.levers if isinstance(lever, Tariff)]
    hit = dict.fromkeys(c for duty in duties for c in duty.target if c != "ALL")
    acting = dict.fromkeys(c for duty in duties for c in duty.imposer)
    return tuple(hit), tuple(acting)


def _present(outcome: Outcome, code: str) -> bool:
    labels = outcome.trade.axes.countries.labels if outcome.trade else ()
    return any(inside(label, code) for label in labels)


def absent_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The countries asked for that the base does not hold, so that nothing can be said of them."""
    return tuple(c for c in countries if outcome.trade is not None and not _present(outcome, c))


def shown_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The countries asked for that the base holds, and those a duty names that were not asked for."""
    hit, acting = _named(outcome)
    added = [c for c in dict.fromkeys((*acting, *hit)) if c not in countries][:_MOST_ADDED]
    return tuple(c for c in (*countries, *added) if _present(outcome, c))


def leading_countries(outcome: Outcome, countries: Sequence[str]) -> tuple[str, ...]:
    """The country shown in most detail, then those who act: the first one hit by name, else the first asked for."""
    hit, acting = _named(outcome)
    shown = shown_countries(outcome, countries)
    first = [c for c in hit if c in shown] or list(shown)
    return tuple(dict.fromkeys((*first[:1], *(c for c in acting if c in shown))))
