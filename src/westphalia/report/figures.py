"""Figures with their verdicts: one card for each, from the quotation to the sentence to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Verdict, Word
from westphalia.evidence.claims import Figure, Measure, Reading
from westphalia.report.comparisons import ROUTES, comparison_table
from westphalia.report.contents import Brief
from westphalia.report.duties import services_reason
from westphalia.report.names import Link, claim_anchor, country_name, scenario_title, source_links, whom
from westphalia.report.strips import strip_chart
from westphalia.report.tables import Table
from westphalia.wording import day, listed
from westphalia.world.countries import the

if TYPE_CHECKING:
    from westphalia.report.charts import Chart

SYMBOLS: Final[dict[Word, str]] = {
    "matches": "=",
    "rounds to": "≈",
    "depends on the definition": "±",
    "superseded since": "→",
    "not supported": "×",
    "cannot be checked": "?",
}

_GENERIC: Final = frozenset(
    ("a", "an", "some", "many", "several", "most", "other", "critics", "analysts", "economists", "experts", "estimates",
     "forecasters", "ministers", "officials", "reports", "researchers", "sources", "studies")
)  # fmt: skip
_CARE: Final = ("not supported", "superseded since", "depends on the definition")
# what a measure states, and whether the subject says for whom
_QUANTITIES: Final[dict[Measure, tuple[str, bool]]] = {
    "tariff_rate": ("duty", True),
    "exports_loss": ("exports lost", True),
    "defence_share": ("defence, share of GDP", True),
    "defence_spending": ("defence spending", True),
    "force_size": ("size of a force", True),
    "intercepted": ("interceptions, as claimed", False),
    "aid": ("support", True),
    "gdp_change": ("change of output", True),
    "war_end_time": ("time to end the war", False),
}
_ROLES: Final = {"from": ", start", "to": ", aim", "target": ", demand", "current": ", today"}


@dataclass(frozen=True)
class Chip:
    """A verdict in one word, with the route it came by."""

    word: Word
    symbol: str
    slug: str
    route: str
    known: str


@dataclass(frozen=True)
class Check:
    """What one route says: the verdict, its numbers, its rule, and the sentence to print."""

    anchor: str
    chip: Chip
    known: str
    sentence: str
    rule: str
    caveats: tuple[str, ...]
    links: tuple[Link, ...]
    table: Table | None
    paired: bool


@dataclass(frozen=True)
class Card:
    """One figure: as printed, where it stands, whom it concerns, and what each route says."""

    anchor: str
    ident: str
    printed: str
    concerns: str
    facts: tuple[str, ...]
    report: str
    report_day: str
    before: str
    marked: str
    after: str
    checks: tuple[Check, ...]
    chart: "Chart | None"
    core: bool

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Every verdict on the figure, in the order of the routes."""
        return tuple(check.chip for check in self.checks)


def figure_cards(brief: Brief) -> tuple[Card, ...]:
    """A card for every figure, in the order of the reports."""
    return tuple(_card(brief, reading, figure) for reading, figure in brief.figures)


def needing_care(cards: Sequence[Card]) -> tuple[tuple[Card, Check], ...]:
    """Figures of substance that a reader should not repeat as they stand, each with the first verdict that says so."""
    found = []
    for card in cards:
        checks = [check for check in card.checks if check.chip.word in _CARE]
        if card.core and checks:
            found.append((card, checks[0]))
    return tuple(found)


def _card(brief: Brief, reading: Reading, figure: Figure) -> Card:
    verdicts = brief.verdicts.get(figure.claim, ())
    before, after = _around(figure)
    return Card(
        anchor=claim_anchor(figure.claim),
        ident=figure.claim,
        printed=figure.span.text,
        concerns=what_it_is(figure),
        facts=_facts(figure),
        report=reading.document.source_file,
        report_day=day(reading.document.report_date),
        before=before,
        marked=figure.span.text,
        after=after,
        checks=tuple(
            check_of(v, f"{claim_anchor(v.claim)}-check-{k}", figure, reading, brief) for k, v in enumerate(verdicts)
        ),
        chart=strip_chart(figure, verdicts),
        core=figure.salience == "core",
    )


def what_it_is(figure: Figure) -> str:
    """The quantity a figure states, for whom, in a few words; the words around it where the measure is unknown."""
    if figure.measure not in _QUANTITIES:
        if figure.concerns != figure.span.text:
            return figure.concerns
        return "The same sum, converted" if figure.equivalent_of else figure.unit.replace("_", " ")
    words, names_subject = _QUANTITIES[figure.measure]
    if figure.measure == "tariff_rate" and figure.target:
        words += f" on {whom(figure.target)}"
    if figure.measure == "defence_share":
        words += _ROLES.get(figure.role or "", "")
    if figure.equivalent_of:
        words += ", converted"
    if names_subject and figure.subject:
        return f"{listed(country_name(code) for code in figure.subject)}: {words}"
    return words[:1].upper() + words[1:]


def _around(figure: Figure) -> tuple[str, str]:
    """The words of the quotation before and after the figure."""
    start = figure.span.start - figure.context.start
    text = figure.context.text
    if start < 0 or text[start : start + len(figure.span.text)] != figure.span.text:
        return "", ""
    return text[:start], text[start + len(figure.span.text) :]


def _facts(figure: Figure) -> tuple[str, ...]:
    """Whom a figure concerns, who says so, and how it is meant, in short phrases."""
    if figure.measure == "war_end_time" and figure.attributed_to:
        return (f"claimed by {_speaker(figure.attributed_to)}",)
    facts = []
    if figure.subject:
        facts.append("concerns " + listed(the(code) for code in figure.subject))
    if figure.target:
        facts.append("towards " + whom(figure.target))
    facts.append(
        f"according to {_speaker(figure.attributed_to)}" if figure.attributed_to else "not attributed in the report"
    )
    if figure.per:
        facts.append(f"per {figure.per}")
    if status := getattr(figure, "money_status", None):
        facts.append(f"money {status}")
    if figure.no_date:
        facts.append("no date given")
    if figure.approx:
        facts.append("given as approximate")
    return (*facts, *((figure.modality,) if figure.modality else ()))


def _speaker(name: str) -> str:
    """Whom a figure comes from; a generic source in lower case: some economists."""
    first, space, rest = name.partition(" ")
    return first.lower() + space + rest if first.lower() in _GENERIC else name


def check_of(verdict: Verdict, anchor: str, figure: Figure | str, reading: Reading, brief: Brief) -> Check:
    """What one route says of a figure, or of the words of a claim without one."""
    return Check(
        anchor=anchor,
        chip=_chip(verdict),
        known=_known(verdict, reading),
        sentence=scenario_title(verdict.sentence),
        rule=verdict.rule,
        caveats=tuple(caveat.rstrip(".") for caveat in verdict.caveats),
        links=source_links(verdict.sources, brief.sources),
        table=comparison_table(verdict, anchor, figure, brief.sources, _reasons(brief))
        if verdict.comparisons
        else None,
        paired=verdict.known is not None,
    )


def _reasons(brief: Brief) -> dict[str, str]:
    """Why services sold to an imposer rise, by the label of the comparison."""
    trades = [outcome.trade for outcome in brief.outcomes if outcome.trade is not None]
    return {f"exports to {listed(the(c) for c in t.imposers)}, services": services_reason(t) for t in trades}


def _chip(verdict: Verdict) -> Chip:
    known = {"then": "then", "now": "now", None: ""}[verdict.known]
    slug = verdict.word.replace(" ", "-")
    return Chip(verdict.word, SYMBOLS[verdict.word], slug, ROUTES[verdict.route], known)


def _known(verdict: Verdict, reading: Reading) -> str:
    """The day a verdict speaks of: the report's, or that of the latest edition held."""
    if verdict.known == "then":
        return f"As known then, {day(reading.document.report_date)}"
    if verdict.known == "now":
        days = [c.as_of for c in verdict.comparisons if c.as_of]
        return f"As known now, latest edition on the same definition: {day(max(days))}" if days else "As known now"
    return ""
