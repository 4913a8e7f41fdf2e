"""Several drafts → one scenario: levers that set the same thing are alternatives, never sums.

Of two that set the same thing for the same country, a government's own plan for its own budget stands before a demand
by another; of two of one kind the later report stands; a duty on some stands for them, and a wider one for the rest; a
need that no government adopted is left out where the budget paths of all who would share it are in.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from jaxtyping import Bool
from pydantic import ValidationError

from westphalia.scenario.faults import invalid
from westphalia.scenario.levers import Aid, Autonomy, DefenceBudget, Embargo, Force, Lever, Tariff, TradeCost
from westphalia.scenario.levers.base import place
from westphalia.scenario.levers.tariff import Exemption
from westphalia.scenario.places import cells, held
from westphalia.scenario.proposal import Draft, reference
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shared_dates import fewer_dates
from westphalia.wording import counted, listed
from westphalia.world.countries import the
from westphalia.world.load import load_baseline

TITLE: Final = "All levers together"
RULE: Final = (
    "Levers that set the same thing for the same country are alternatives and are never added up. A government's own "
    "plan for its own budget stands before a demand by another; of two of one kind the later report stands, of one "
    "report the first; a duty on some stands for them and a wider one for the rest; a sum somebody is said to need is "
    "left out where the budgets of all who would share it are set."
)
_NAMED: Final = 3
_WHO: Final = ("imposer", "target", "persons", "measures", "country", "exporter", "withdrawn", "recipient")
"""Fields that say whom a lever of another kind is about."""
_Barrier = TradeCost | Embargo
Slot = tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """A draft, or the part of one, that is not in the combined scenario, with the reason and what stands in its place.

    `instead` is empty where nothing does.
    """

    title: str
    claims: tuple[str, ...]
    why: str
    instead: str


@dataclass(frozen=True)
class Combination:
    """One scenario of several drafts, what was left out of it by the rule, and what a reader should know.

    `titles` are those of the drafts whose levers are in, in the order of the levers; `scenario` is None where no
    draft is left, or where `notes` say why they fit no one scenario.
    """

    scenario: Scenario | None
    titles: tuple[str, ...]
    left_out: tuple[Alternative, ...]
    notes: tuple[str, ...]


def combined(drafts: Sequence[Draft], demanded: Collection[str] = ()) -> Combination:
    """The scenario of all drafts at once, by `RULE`; `demanded` are the claims that demand something of another."""
    choice = _Choice()
    ground = _common_ground(drafts, choice)
    for draft in sorted(ground, key=lambda one: _order(one, demanded)):
        choice.take(draft)
    kept = [replace(draft, scenario=choice.kept[id(draft)]) for draft in ground if id(draft) in choice.kept]
    return _together(kept, choice)


def _order(draft: Draft, demanded: Collection[str]) -> tuple[int, int, int]:
    """Own plans, then demands and targets of groups, then needs; among duties the narrower; then the later report."""
    lever = draft.lever
    is_demand = any(claim in demanded for claim in lever.claims)
    rank = 2 if isinstance(lever, Autonomy) else 1 if is_demand or _of_group(lever) else 0
    width = int(_cells(lever, draft.scenario.base).sum()) if isinstance(lever, Tariff) else 0
    return rank, width, -draft.scenario.date.toordinal()


def _of_group(lever: Lever) -> bool:
    return isinstance(lever, DefenceBudget) and lever.is_group


def _cells(lever: Tariff, base: str) -> Bool[np.ndarray, "n i s"]:
    return cells(lever.imposer, lever.target, lever.sectors, load_baseline(base), lever.label)


@dataclass
class _Choice:
    """What each choice is set by so far, which drafts stand, and which are left out."""

    kept: dict[int, Scenario] = field(default_factory=dict)
    left_out: list[Alternative] = field(default_factory=list)
    _holders: dict[Slot, Draft] = field(default_factory=dict)
    _duties: list[Draft] = field(default_factory=list)
    _barriers: list[Draft] = field(default_factory=list)

    def take(self, draft: Draft) -> None:
        """Keep a draft, or the part of it that nobody else sets."""
        lever = draft.lever
        if isinstance(lever, Tariff):
            self._take_duty(draft, lever)
        elif isinstance(lever, _Barrier):
            self._take_barrier(draft, lever)
        elif isinstance(lever, DefenceBudget) and lever.is_group:
            self._take_group(draft, lever)
        elif isinstance(lever, Autonomy) and (held := self._all_budgets(lever)):
            self.leave(draft, "left out: the budgets of all who would share it are set", held)
        elif others := self._held(_slots(lever)):
            self.leave(draft, "left out: it sets the same", others)
        else:
            self._keep(draft, lever)

    def leave(self, draft: Draft, why: str, instead: Sequence[Draft]) -> None:
        """Leave a draft out, or say of which part it is."""
        titles = listed(dict.fromkeys(one.scenario.title for one in instead))
        self.left_out.append(Alternative(draft.scenario.title, draft.claims, why, titles))

    def _keep(self, draft: Draft, lever: Lever) -> None:
        self.kept[id(draft)] = draft.scenario.model_copy(update={"levers": (lever,)})
        self._holders |= dict.fromkeys(_slots(lever), draft)

    def _held(self, slots: Collection[Slot]) -> list[Draft]:
        return list({id(d): d for slot in slots if (d := self._holders.get(slot))}.values())

    def _all_budgets(self, lever: Autonomy) -> list[Draft]:
        """Those who set the budget of every ally that would share a sum; nothing where one is free."""
        slots = [("budget", code) for code in place(lever.members)]
        return self._held(slots) if all(slot in self._holders for slot in slots) else []

    def _take_barrier(self, draft: Draft, lever: TradeCost | Embargo) -> None:
        """A cost of trade or an embargo stands where none of the same imposers is on the same trade."""
        mine = lever.cells_hit(load_baseline(draft.scenario.base))
        others = [other for other in self._barriers if _same_trade(other, lever, mine)]
        if others:
            self.leave(draft, "left out: it is a barrier on the same trade", others)
        else:
            self._barriers.append(draft)
            self._keep(draft, lever)

    def _take_group(self, draft: Draft, lever: DefenceBudget) -> None:
        """A group's target holds for the members whose own plan does not stand."""
        own = [code for code in lever.members if ("budget", code) in self._holders]
        if not own:
            self._keep(draft, lever)
            return
        others = self._held([("budget", code) for code in own])
        rest = [code for code in lever.members if code not in own]
        if rest:
            self._keep(draft, lever.model_copy(update={"except_": tuple(sorted((*lever.except_, *own)))}))
            self.leave(draft, f"left out for {_names(own)} alone", others)
        else:
            self.leave(draft, "left out: all its members have paths of their own", others)

    def _take_duty(self, draft: Draft, lever: Tariff) -> None:
        """A duty holds where no narrower or later one of the same imposer does."""
        base = draft.scenario.base
        mine = _cells(lever, base)
        met = [d for d in self._duties if isinstance(d.lever, Tariff) and (mine & _cells(d.lever, base)).any()]
        free = mine & ~np.any([_cells(d.lever, base) for d in met if isinstance(d.lever, Tariff)], axis=0)
        apart = [d for d in met if isinstance(d.lever, Tariff) and not set(lever.imposer) <= set(d.lever.imposer)]
        if met and (apart or not free.any()):
            self.leave(draft, "left out: it is a duty on the same trade", apart or met)
            return
        spared = tuple(Exemption(target=d.lever.target, sectors=d.lever.sectors) for d in met
                       if isinstance(d.lever, Tariff))  # fmt: skip
        self._duties.append(draft)
        self._keep(draft, lever.model_copy(update={"except_": (*lever.except_, *spared)}) if spared else lever)
        if spared:
            self.leave(draft, "left out where another duty hits the same trade", met)


def _slots(lever: Lever) -> tuple[Slot, ...]:
    """What a lever sets: the budget of a country, a need shared by it, its soldiers, its aid; else what it is about."""
    if isinstance(lever, Tariff | _Barrier):
        return ()
    if isinstance(lever, DefenceBudget):
        return tuple(("budget", code) for code in lever.members)
    if isinstance(lever, Autonomy):
        return tuple(("need", code) for code in place(lever.members))
    if isinstance(lever, Force):
        return tuple(("soldiers", code) for code in lever.senders)
    if isinstance(lever, Aid):
        return tuple(("aid", code, lever.recipient, lever.form) for code in lever.donors)
    who = (str(getattr(lever, name)) for name in _WHO if hasattr(lever, name))
    return ((lever.kind, *who),)


def _same_trade(standing: Draft, lever: TradeCost | Embargo, mine: Bool[np.ndarray, "n i s"]) -> bool:
    """Whether a barrier that stands has an imposer and some of its trade in common with this one."""
    other, base = standing.lever, load_baseline(standing.scenario.base)
    if not isinstance(other, _Barrier):
        return False
    acting, those = ({label for code in one.imposer for label in held(code, base.axes.countries)}
                     for one in (lever, other))  # fmt: skip
    return bool(acting & those) and bool((other.cells_hit(base) & mine).any())


def _names(codes: Sequence[str]) -> str:
    more = len(codes) - _NAMED
    known = [the(code) for code in codes[:_NAMED]]
    return listed([*known, counted(more, "other")] if more > 0 else known)


def _common_ground(drafts: Sequence[Draft], choice: _Choice) -> list[Draft]:
    """The drafts with the base and outlook of the first; another's numbers would be against another world."""
    shared = []
    for draft in drafts:
        first, mine = drafts[0].scenario, draft.scenario
        differ = [name for name in ("base", "outlook", "behaviour", "economy")
                  if getattr(mine, name) != getattr(first, name)]  # fmt: skip
        if differ:
            choice.leave(draft, f"left out: its {listed(differ)} is not that of the others", ())
        else:
            shared.append(draft)
    return shared


def _together(kept: Sequence[Draft], choice: _Choice) -> Combination:
    titles, left = tuple(draft.scenario.title for draft in kept), tuple(choice.left_out)
    if not kept:
        return Combination(None, (), left, ())
    first = min(draft.scenario.horizon[0] for draft in kept)
    levers, notes = fewer_dates(tuple(_named_apart(_begun(draft, first) for draft in kept)))
    content = {
        "title": TITLE,
        # the first day: on a later one a lever of an earlier report could lie in the past
        "date": min(draft.scenario.date for draft in kept),
        "reference": reference(tuple(q for draft in kept for q in draft.quotations)),
        "not_modelled": tuple(dict.fromkeys(limit for draft in kept for limit in draft.scenario.not_modelled)),
        "base": kept[0].scenario.base,
        "outlook": kept[0].scenario.outlook,
        "behaviour": kept[0].scenario.behaviour,
        "economy": kept[0].scenario.economy,
        "horizon": (first, max(draft.scenario.horizon[1] for draft in kept)),
        "levers": levers,
    }
    try:
        return Combination(Scenario.model_validate(content), titles, left, notes)
    except ValidationError as error:
        return Combination(None, titles, left, (*notes, str(invalid(error))))


def _begun(draft: Draft, first: int) -> Lever:
    """The lever; without dates it begins with its own horizon, also where the combined one begins earlier."""
    lever, own = draft.lever, draft.scenario.horizon[0]
    if own > first and getattr(lever, "from_", own) is None:
        begun: Lever = lever.model_copy(update={"from_": own})
        return begun
    return lever


def _named_apart(levers: Iterator[Lever]) -> Iterator[Lever]:
    """The levers, each with a name of its own."""
    seen: dict[str, int] = {}
    for lever in levers:
        seen[lever.label] = seen.get(lever.label, 0) + 1
        again = seen[lever.label]
        yield lever if again == 1 else lever.model_copy(update={"name": f"{lever.label}_{again}"})
