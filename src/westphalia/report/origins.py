"""Which sources the budgets and yearly accounts of an outcome rest on."""

from collections.abc import Iterator

from westphalia.outcome import Outcome
from westphalia.world.defence import edition, editions
from westphalia.world.economies import macro
from westphalia.world.load import sources
from westphalia.world.multipliers import DEFAULT_MULTIPLIER, multiplier, multipliers

_PARAMETERS = "policy-parameters"


def accounts_sources(outcome: Outcome) -> tuple[str, ...]:
    """Identifiers in the register: outlook, editions of starting shares, parameters, and the multiplier's study."""
    known = {source.id for source in sources()}
    return tuple(dict.fromkeys(source for source in _named(outcome) if source in known))


def _named(outcome: Outcome) -> Iterator[str]:
    yield from (macro(one.country, one.outlook).source for group in outcome.budgets for one in group.members)
    held = {one.id for one in editions()}
    named = (*(group.lever.edition for group in outcome.budgets), *(one.lever.edition for one in outcome.autonomy))
    yield from (edition(name).source for name in named if name in held)
    if outcome.annual is None:
        return
    yield from (macro(code, outcome.annual.outlook).source for code in outcome.annual.countries[:1])
    yield _PARAMETERS
    chosen = outcome.scenario.economy.multiplier
    if chosen == DEFAULT_MULTIPLIER:
        # the span that stands for all studies leads to each of them
        yield from (study.source for study in multipliers())
    elif isinstance(chosen, str):
        yield multiplier(chosen).source
