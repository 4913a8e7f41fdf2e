"""One printable A4 page: figures with verdicts, what follows, all levers by year, sources and how to make it again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from westphalia.outcome import AnnualOutcome
from westphalia.report.annual import annual_chart, annual_table
from westphalia.report.brief import content_policy, stylesheet, template
from westphalia.report.comparisons import ROUTES
from westphalia.report.contents import Brief
from westphalia.report.figures import Card, figure_cards, needing_care
from westphalia.report.fitting import Some, cut, fitting
from westphalia.report.headlines import found, headlines
from westphalia.report.records import record_cards
from westphalia.report.selection import annual_countries
from westphalia.report.tables import Table
from westphalia.report.together import IDENT as TOGETHER
from westphalia.scenario.combined import Alternative
from westphalia.wording import day
from westphalia.world.countries import the

_IDENT: Final = "sheet"
_WIDE: Final = 112
"""Characters that surely fit on a line of the sheet; those of a verdict's column, and of the heading."""
_VERDICTS: Final = 58
_FIGURE_LINES: Final = 16
_SHORT_LINES: Final = 14
_WITHOUT_YEARS: Final = 24
"""Lines that are free where no accounts are shown."""
_SOURCE_LINES: Final = 3
_TITLE: Final = 150
_REPORTS: Final = 3
_COMMAND: Final = 220
_FILE: Final = 60
_IN: Final = 230
"""Characters for the names of what is in all levers together, and for what is left out: two lines each."""
_ROUTE: Final = {
    ROUTES["table"]: "table", ROUTES["arithmetic"]: "arithmetic", ROUTES["study"]: "studies", ROUTES["model"]: "model",
    ROUTES[None]: "no route",
}  # fmt: skip


@dataclass(frozen=True)
class YearByYear:
    """All levers for the country shown first: the years as a table, and a small drawing."""

    heading: str
    held: str
    left_out: str
    table: Table
    svg: str


@dataclass(frozen=True)
class _Line:
    title: str
    words: str


def render_sheet(brief: Brief) -> str:
    """The page as one HTML document that a browser prints on one sheet of A4; what does not fit is counted."""
    style, years = stylesheet("sheet.css"), _years(brief)
    spare = 0 if years is not None else _WITHOUT_YEARS
    cards = _by_care(brief, (*figure_cards(brief), *record_cards(brief)))
    figures = fitting(cards, [_card_lines(card) for card in cards], _FIGURE_LINES + spare // 2)
    unused = 0 if figures.more else _FIGURE_LINES + spare // 2 - sum(map(_card_lines, cards))
    lines = _lines(brief)
    short = fitting(lines, [_said_lines(line) for line in lines], _SHORT_LINES + (spare + 1) // 2 + unused)
    sources = [f"{s.publisher}: {s.title}" if s.publisher else s.title for s in brief.sources]
    reports = [reading.document for reading in brief.readings]
    return template("sheet.html.j2").render(
        brief=brief,
        title=cut(brief.title, _TITLE),
        policy=content_policy(style),
        style=style,
        found=found(brief),
        figures=figures,
        short=short,
        years=years,
        sources=_joined(sources, _SOURCE_LINES * _WIDE),
        reports=Some(
            tuple(f"{cut(one.source_file, _FILE)}, {day(one.report_date)}" for one in reports[:_REPORTS]),
            max(len(reports) - _REPORTS, 0),
        ),
        routes=_ROUTE,
        command=cut(brief.command, _COMMAND),
    )


def _by_care(brief: Brief, cards: Iterable[Card]) -> list[Card]:
    """The figures that matter: those that a reader should not repeat as they stand, then those that move a lever."""
    core = [card for card in cards if card.core]
    careful = {card.anchor for card, _ in needing_care(core)}
    moving = {claim for outcome in brief.outcomes for lever in outcome.scenario.levers for claim in lever.claims}
    return sorted(core, key=lambda card: (card.anchor not in careful, card.ident not in moving))


def _card_lines(card: Card) -> int:
    words = sum(len(chip.word) + len(_ROUTE[chip.route]) + len(chip.known) + 7 for chip in card.chips)
    return max(1, ceil(words / _VERDICTS))


def _lines(brief: Brief) -> list[_Line]:
    """What follows in short, each sentence under its title: all levers together, then a first sentence of each."""
    several = headlines(brief)
    ranked = [
        (0 if h.anchor == TOGETHER else place + 1, _Line(h.title, words))
        for h in several
        for place, words in enumerate(h.lines)
    ]
    return [line for _, line in sorted(ranked, key=lambda pair: pair[0])]


def _said_lines(line: _Line) -> int:
    return ceil((len(line.title) + len(line.words) + 2) / _WIDE)


def _joined(items: Sequence[str], most: int) -> Some[str]:
    """The sources whose names fit, in running text."""
    room, kept = most, 0
    for item in items:
        room -= len(item) + 2
        if room < 0:
            break
        kept += 1
    return Some(tuple(items[:kept]), len(items) - kept)


def _years(brief: Brief) -> YearByYear | None:
    """The accounts of all levers, for the first country that has some; None where nothing moves one."""
    if brief.together is None or (outcome := brief.together.outcome) is None or outcome.annual is None:
        return None
    parts = brief.together.combination
    annual: AnnualOutcome = outcome.annual
    country = annual_countries(outcome, brief.countries)[0]
    return YearByYear(
        heading=f"All levers together, year by year: {the(country)}",
        held=cut("; ".join(dict.fromkeys(parts.titles)), 2 * _WIDE + _IN),
        left_out=cut("; ".join(dict.fromkeys(map(_left_out_words, parts.left_out))), _IN),
        table=_without_last(annual_table(annual, country, _IDENT)),
        svg=annual_chart(annual, country, _IDENT).svg,
    )


def _left_out_words(one: Alternative) -> str:
    """What is left out, and for whom or why."""
    return f"{one.title}, {one.why}"


def _without_last(table: Table) -> Table:
    """The yearly table without what would hold debt, for which the page has no room."""
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
    return replace(table, columns=table.columns[:-1], rows=rows)
