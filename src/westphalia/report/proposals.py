"""Proposed, not applied: levers and issue positions with their quotations, as YAML to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from westphalia.outcome import Outcome
from westphalia.report.contents import Brief
from westphalia.report.names import Link, scenario_title
from westphalia.report.stances import lever_label
from westphalia.report.wishes import Wish
from westphalia.scenario.files import dump_scenario
from westphalia.scenario.strict_yaml import write_yaml

_NO_LEVER: Final = "this release has no such lever"
_MEASURES: Final = ("tariff_rate", "defence_share")
_HEAD: Final = "# proposed, not applied: read by rules from the reports; check every quotation before use\n"


@dataclass(frozen=True)
class LeverProposal:
    """A position that would move a lever: who, what, and whether it was drafted as a scenario, or why not."""

    wish: Wish
    lever: str
    drafted: tuple[Link, ...]
    why_not: str

    @property
    def label(self) -> str:
        """The lever in words."""
        return lever_label(self.lever)


@dataclass(frozen=True)
class Proposals:
    """Levers with what became of each, and issue positions as data and as YAML."""

    levers: tuple[LeverProposal, ...]
    positions: tuple[Mapping[str, Any], ...]
    yaml: str

    @property
    def drafted(self) -> tuple[LeverProposal, ...]:
        """Positions on a lever that was drafted from them or their figures."""
        return tuple(item for item in self.levers if item.drafted)

    @property
    def waiting(self) -> tuple[LeverProposal, ...]:
        """Positions on a lever from which no scenario was drafted."""
        return tuple(item for item in self.levers if not item.drafted)


def proposals(brief: Brief, found: Sequence[Wish]) -> Proposals:
    """What the positions of the reports propose; a lever already drafted from a figure leads to its scenario."""
    levers = tuple(_lever(wish, brief) for wish in found if wish.lever)
    positions = tuple(row for wish in found for row in issue_positions(wish))
    return Proposals(levers, positions, _HEAD + write_yaml({"issue_positions": positions}) if positions else "")


def _lever(wish: Wish, brief: Brief) -> LeverProposal:
    claims = {wish.claim, *(f.claim for f in wish.figures)}
    drafted = tuple(
        Link(scenario_title(outcome.scenario.title), f"#scenario-{place}")
        for place, outcome in enumerate(brief.outcomes, start=1)
        if claims & _claims(outcome)
    )
    return LeverProposal(wish, wish.lever or "", drafted, "" if drafted else _why_not(wish, brief.undrafted))


def _claims(outcome: Outcome) -> set[str]:
    return {claim for lever in outcome.scenario.levers for claim in lever.claims}


def _why_not(wish: Wish, undrafted: Mapping[str, str]) -> str:
    figures = wish.figures
    said = [undrafted[claim] for claim in (wish.claim, *(f.claim for f in figures)) if claim in undrafted]
    if said:
        return said[0]
    if any(f.measure in _MEASURES for f in figures):
        return "the report does not say enough for a scenario"
    return _NO_LEVER if not figures else f"{_NO_LEVER}; the figure stands with its verdicts above"


def issue_positions(wish: Wish) -> tuple[dict[str, Any], ...]:
    """A position as a bargaining model takes it up, one for each actor."""
    return tuple(
        {
            "issue": wish.issue,
            "actor": party.name,
            **({"country": party.code} if party.code else {}),
            "position": f"{wish.stance}: {wish.object}",
            **({"modality": wish.modality} if wish.modality else {}),
            "date": wish.on,
            "quotation": wish.passage.marked,
            "claims": (wish.claim,),
        }
        for party in wish.actors
    )


def scenario_yaml(outcome: Outcome) -> str:
    """A drafted scenario as a file to save and run."""
    return dump_scenario(outcome.scenario)
