"""Who wants what: every position with its quotation, gathered by issue and by actor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from westphalia.evidence.claims import Figure, Issue, Position, Reading
from westphalia.evidence.positions.stance_sides import Side, side_of
from westphalia.ledger.doubt import is_unsure, reservation
from westphalia.report.names import Link, claim_anchor
from westphalia.report.parties import Parties, Party, acting_for, split_names
from westphalia.report.passages import Passage, anchor_of, passage
from westphalia.report.stances import SYMBOLS_OF_SIDES, issue_words
from westphalia.wording import listed

UNNAMED: Final = Party("Somebody not named")
_PLAIN: Final = ("stated", "")


@dataclass(frozen=True)
class Wish:
    """One position: who takes which stance on what, in words, with the quotation it was read from."""

    anchor: str
    claim: str
    actors: tuple[Party, ...]
    who: str
    stance: str
    side: Side
    symbol: str
    object: str
    issue: Issue
    lever: str | None
    modality: str
    towards: str
    on: date
    passage: Passage
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]

    @property
    def unsure(self) -> bool:
        """Whether it is not stated outright: reported, expected, conditional or disowned."""
        return is_unsure(self.modality)

    @property
    def told(self) -> str:
        """Stance, object and how far it can be relied on, in one line."""
        return f"{self.stance}: {self.object}{reservation(self.modality)}"

    @property
    def group(self) -> str:
        """The heading the first actor stands under."""
        return self.actors[0].group

    @property
    def countries(self) -> str:
        """Whom persons and institutions act for."""
        return acting_for(self.actors)


@dataclass(frozen=True)
class IssueBlock:
    """All positions on one issue."""

    anchor: str
    issue: Issue
    name: str
    wishes: tuple[Wish, ...]


def wishes(readings: Sequence[Reading], known: Parties) -> tuple[Wish, ...]:
    """Every position in the order of the reports' days; the same one told twice in a report stands once."""
    found: dict[tuple[object, ...], Wish] = {}
    for reading in sorted(readings, key=lambda r: r.document.report_date):
        for position in reading.positions:
            wish = _wish(reading, position, known)
            told = (reading.document.sha256, wish.who, wish.stance, wish.issue, wish.object.casefold())
            found.setdefault(told, wish)
    return tuple(found.values())


def _wish(reading: Reading, position: Position, known: Parties) -> Wish:
    actors = known.of(position.actor) or (UNNAMED,)
    side = side_of(position.stance)
    figures = tuple(f for f in reading.figures if f.id in position.figures)
    return Wish(
        anchor=anchor_of(reading, position),
        claim=position.claim,
        actors=actors,
        who=listed(party.name for party in actors),
        stance=position.stance,
        side=side,
        symbol=SYMBOLS_OF_SIDES[side],
        object=position.object,
        issue=position.issue,
        lever=position.lever,
        modality="" if position.modality in _PLAIN else position.modality,
        towards=listed(party.name for party in known.of(position.target)),
        on=reading.document.report_date,
        passage=passage(reading, position),
        figures=figures,
        links=(*_figure_links(figures), *_statement_links(reading, position)),
    )


def _figure_links(figures: Sequence[Figure]) -> tuple[Link, ...]:
    return tuple(Link(f"figure {f.span.text}", f"#{claim_anchor(f.claim)}") for f in figures)


def _statement_links(reading: Reading, position: Position) -> tuple[Link, ...]:
    behind = [s for s in reading.statements if s.id in position.statements]
    return tuple(Link(f"said by {_speaker(s.speaker)}", f"#{anchor_of(reading, s)}") for s in behind)


def _speaker(names: str | None) -> str:
    return listed(split_names(names)) or "someone not named"


def issue_blocks(found: Sequence[Wish]) -> tuple[IssueBlock, ...]:
    """Positions by issue, the issue most talked about first, `other` last; within one by country, then by day."""
    counts = Counter(wish.issue for wish in found)
    order = sorted(counts, key=lambda issue: (issue == "other", -counts[issue]))
    return tuple(_block(issue, [w for w in found if w.issue == issue], _group_order(found)) for issue in order)


def _block(issue: Issue, found: Sequence[Wish], order: dict[str, int]) -> IssueBlock:
    kept = sorted(found, key=lambda w: (order[w.group], not w.actors[0].is_country, w.who, w.on))
    return IssueBlock(f"issue-{issue.replace('_', '-')}", issue, issue_words(issue), tuple(kept))


def _group_order(found: Sequence[Wish]) -> dict[str, int]:
    """Countries and blocs by the number of their positions; those who act for none come last."""
    counts = Counter(party.group for wish in found for party in wish.actors)
    codes = {party.group: party.code for wish in found for party in wish.actors}
    ranked = sorted(counts, key=lambda group: (codes[group] is None, -counts[group]))
    return {group: place for place, group in enumerate(ranked)}


@dataclass(frozen=True)
class GlanceRow:
    """One actor in the table at a glance: for each issue the positions taken."""

    party: Party
    cells: tuple[tuple[Wish, ...], ...]


@dataclass(frozen=True)
class GlanceGroup:
    """The actors of one country or bloc."""

    name: str
    rows: tuple[GlanceRow, ...]


def glance(found: Sequence[Wish], blocks: Sequence[IssueBlock]) -> tuple[GlanceGroup, ...]:
    """Actors by country and issue: the country itself first, then its persons and institutions."""
    order = _group_order(found)
    actors = dict.fromkeys(party for wish in found for party in wish.actors)
    ranked = sorted(actors, key=lambda p: (order[p.group], not p.is_country))
    rows = [GlanceRow(p, tuple(tuple(w for w in b.wishes if p in w.actors) for b in blocks)) for p in ranked]
    groups = dict.fromkeys(row.party.group for row in rows)
    return tuple(GlanceGroup(name, tuple(r for r in rows if r.party.group == name)) for name in groups)
