"""A sum of aid to Ukraine against the tracker: by measure, by cut-off, and by whose aid is counted."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.evidence.names.gazetteer import place_mentions
from westphalia.units import BILLION
from westphalia.wording import currency_unit, day, listed, percent, written
from westphalia.world.aid import (
    EUROPE,
    FIRST_YEAR,
    INSTITUTIONS,
    YEAR_END,
    Amounts,
    Period,
    Tracker,
    donor_name,
    group_total,
    one_of_each,
    tracker,
)
from westphalia.world.money import average_rate, exchange_rate

_UKRAINE: Final = "UKR"
_MILITARY: Final = re.compile(r"\b(?:military|weapons?|arms|ammunition|munitions)\b", re.IGNORECASE)
_HUMANITARIAN: Final = re.compile(r"\bhumanitarian\b", re.IGNORECASE)
_MONTHS: Final = tuple(f"{date(2024, month, 1):%B}" for month in range(1, YEAR_END + 1))
_UNTIL: Final = re.compile(
    rf"\b(?:by|to|until|till|through)\W+(?:the\W+end\W+of\W+|end-)?({'|'.join(_MONTHS)})\W+(20\d\d)\b"
)
_REVISED: Final = 0.05
"""A difference of this size may be a revision between releases (assumed: Europe's sum to February 2025 fell by 2%)."""

_RULE: Final = (
    "the donor's aid in the tracker, from January 2022 to the cut-off nearest the report, or of the year it names, by "
    "measure, rounded as printed; a difference below a twentieth may be a revision between releases"
)
_TYPES: Final[dict[str, Callable[[Amounts], float]]] = {
    "allocations": lambda sums: sums.allocated,
    "military allocations": lambda sums: sums.military,
    "humanitarian allocations": lambda sums: sums.humanitarian,
    "commitments": lambda sums: sums.committed,
}


@dataclass(frozen=True)
class _Way:
    """One way to count: whose aid, which measure over which months, bn EUR; `word` where it gives the figure."""

    who: str
    measure: str
    period: Period
    value: float
    is_meant: bool
    yearly: bool = False
    word: Word | None = None

    @property
    def words(self) -> str:
        """As a label: allocations of Germany, 2024."""
        mean = "mean a year of " if self.yearly else ""
        return f"{self.measure} of {self.who}, {mean}{self.period.words}"


def check_aid(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """A verdict on a sum of aid that somebody is said to have given; nothing for what is planned or not to Ukraine."""
    if not _is_given(figure):
        return ()
    release, on = tracker(), reading.document.report_date
    ways = [_held_against(way, figure, on) for way in _ways(figure, release, on)]
    if not ways:
        return (_unanswered(figure, release),)
    word = _word(ways, figure, on)
    return (
        Verdict(
            claim=figure.claim,
            route="table",
            known="now",
            word=word,
            rule=_RULE,
            sentence=_sentence(figure, release, ways, word, on),
            comparisons=tuple(_comparison(way, release) for way in ways),
            caveats=_caveats(figure, release, on),
            sources=(release.source,),
        ),
    )


def _is_given(figure: Figure) -> bool:
    measured = figure.outlook != "expected" and figure.money_status != "proposed" and figure.direction is None
    to_ukraine = _UKRAINE in figure.target or (not figure.target and "Ukrain" in figure.context.text)
    return figure.measure == "aid" and figure.kind == "money" and measured and to_ukraine and bool(figure.subject)


def _ways(figure: Figure, release: Tracker, on: date) -> Iterator[_Way]:
    """The donor meant first, by the measure the words point to; then other measures, cut-offs and donors named."""
    meant = list(_perimeters(figure.subject, release))
    named = [m.actor for m in place_mentions(figure.context.text) if m.actor not in (*figure.subject, _UKRAINE, "RUS")]
    others = [each for code in dict.fromkeys(named) for each in _perimeters((code,), release)]
    measures = _measures(figure)
    for period in _periods(figure, release, on):
        totals = release.totals(period, "donor")
        yearly = figure.per == "year" and period.first < period.last
        for who, codes in meant:
            sums = group_total(totals, codes).times(1 / period.years if yearly else 1.0)
            for name in measures:
                is_meant = name == measures[0]
                yield _Way(who, name, period, _TYPES[name](sums), is_meant, yearly)
        for who, codes in others:
            yield _Way(who, measures[0], period, _TYPES[measures[0]](group_total(totals, codes)), False)


def _perimeters(codes: Sequence[str], release: Tracker) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whose aid a subject may mean: a donor; of the EU, its members with the institutions, and Europe with them."""
    if tuple(codes) == ("EU27",):
        yield "the EU with its institutions", (*one_of_each(("EU27",)), INSTITUTIONS)
        yield "Europe with the EU's institutions", (*one_of_each(EUROPE), INSTITUTIONS)
        yield donor_name(INSTITUTIONS), (INSTITUTIONS,)
    elif all(code in release.donors for code in codes):
        yield listed(donor_name(code) for code in codes), tuple(dict.fromkeys(codes))


def _measures(figure: Figure) -> tuple[str, ...]:
    text = figure.context.text
    first = "humanitarian allocations" if _HUMANITARIAN.search(text) else "allocations"
    first = "military allocations" if _MILITARY.search(text) else first
    order = ("commitments", first) if figure.money_status == "pledged" else (first, "commitments")
    return tuple(dict.fromkeys((*order, "allocations")))


def _periods(figure: Figure, release: Tracker, on: date) -> list[Period]:
    """The year the report names, or the years before it where the sum is one a year, or all since 2022."""
    if figure.year is not None:
        return [Period(figure.year, figure.year)] if YEAR_END in release.months(figure.year) else []
    if figure.per == "year":
        whole = [year for year in range(FIRST_YEAR, on.year) if YEAR_END in release.months(year)]
        return [Period(whole[-1], whole[-1]), Period(FIRST_YEAR, whole[-1])] if whole else []
    ends = sorted((year, month) for year in range(FIRST_YEAR, release.data_to[0] + 1) for month in release.months(year))
    named = _UNTIL.search(figure.context.text)
    if named and (until := (int(named[2]), _MONTHS.index(named[1]) + 1)) in ends:
        return [Period(FIRST_YEAR, *until)]
    before = [end for end in ends if end < (on.year, on.month)]
    after = [end for end in ends if end >= (on.year, on.month)]
    ends = before[-1:] if before and _months(before[-1], on) == 1 else [*before[-1:], *after[:1]]
    return [Period(FIRST_YEAR, *end) for end in ends if abs(_months(end, on)) * 2 <= YEAR_END]


def _months(end: tuple[int, int], on: date) -> int:
    """Months from a cut-off to the report; a sum more than half a year older, or newer, is another sum."""
    return (on.year - end[0]) * YEAR_END + on.month - end[1]


def _held_against(way: _Way, figure: Figure, on: date) -> _Way:
    rate = 1.0 if figure.unit == "EUR" else exchange_rate(figure.unit, on).per_euro
    return replace(way, word=printed(figure).agreement(way.value * rate * BILLION))


def _word(ways: Sequence[_Way], figure: Figure, on: date) -> Word:
    first = ways[0]
    if first.word:
        return first.word
    if any(way.word for way in ways) or _within_rates(first, figure, on):
        return "depends on the definition"
    return "cannot be checked" if abs(_apart(_nearest(ways, figure, on), figure, on)) <= _REVISED else "not supported"


def _nearest(ways: Sequence[_Way], figure: Figure, on: date) -> _Way:
    """Of the ways the words of the report may mean, the one nearest to the figure."""
    return min((way for way in ways if way.is_meant), key=lambda way: abs(_apart(way, figure, on)))


def _apart(way: _Way, figure: Figure, on: date) -> float:
    """The figure over the tracker's sum, less one; far apart where the tracker has nothing."""
    rate = 1.0 if figure.unit == "EUR" else exchange_rate(figure.unit, on).per_euro
    return figure.value / (way.value * rate * BILLION) - 1 if way.value else 1.0


def _within_rates(way: _Way, figure: Figure, on: date) -> bool:
    """Whether some rate of exchange between 2022 and the report turns the tracker's euros into the figure."""
    if figure.unit == "EUR":
        return False
    rates = [exchange_rate(figure.unit, on).per_euro]
    rates += [average_rate(figure.unit, year) for year in range(FIRST_YEAR, on.year)]
    return min(rates) <= figure.value / (way.value * BILLION or 1.0) <= max(rates)


def _sentence(figure: Figure, release: Tracker, ways: Sequence[_Way], word: Word, on: date) -> str:
    """One line that stands alone: the figure, whose, and which way of counting gives it or comes nearest."""
    first, unit = ways[0], figure.unit
    claim = f"“{figure.span.text}” of aid to Ukraine by {first.who}, {day(on)}"
    source = f"Kiel tracker, release {release.release}"
    said = f"{first.words} {_money(first, unit, on)}"
    if word in ("matches", "rounds to"):
        return f"{claim}, is what the tracker has: {said} ({source})."
    right = [f"{way.words} {_money(way, unit, on)}" for way in ways[1:] if way.word]
    if right:
        return f"{claim}, is not {said}, but {right[0]} ({source})."
    if word == "depends on the definition":
        return f"{claim}, is {said} at some rate of exchange between 2022 and the report ({source})."
    if word == "cannot be checked":
        near = _nearest(ways, figure, on)
        apart = percent(_apart(near, figure, on), signed=True)
        off = f"{apart} off {near.words} {_money(near, unit, on)} ({source})"
        return f"{claim}, is {off}: as much as releases revise, and the release of its day is not held."
    tried = listed(f"{way.words} {_money(way, unit, on)}" for way in ways if way.is_meant)
    return f"{claim}, is not what the tracker has: {tried} ({source})."


def _money(way: _Way, unit: str, on: date) -> str:
    """In euros, and in the figure's own currency at the rate of the report's day."""
    euros = written(way.value, currency_unit("EUR"), 1)
    if unit == "EUR":
        return euros
    return f"{euros} ({written(way.value * exchange_rate(unit, on).per_euro, currency_unit(unit), 1)})"


def _comparison(way: _Way, release: Tracker) -> Comparison:
    return Comparison(
        label=way.words, value=way.value, unit="EUR bn", as_of=release.released, source=release.source, note=way.word
    )


def _caveats(figure: Figure, release: Tracker, on: date) -> tuple[str, ...]:
    notes = [
        f"release {release.release}; releases revise earlier years, and the one current on {day(on)} is not held",
        "what was paid out or delivered (disbursements) is not held",
    ]
    if figure.unit != "EUR":
        notes.append(f"turned into {figure.unit} at the rate of the report's day")
    return tuple(notes)


def _unanswered(figure: Figure, release: Tracker) -> Verdict:
    last = release.data_to
    return Verdict(
        claim=figure.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=(
            f"“{figure.span.text}” of aid cannot be checked: the tracker (release {release.release}) follows "
            f"{len(release.donors)} donors from January {FIRST_YEAR} to month {last[1]} of {last[0]}, and holds no sum "
            "for this donor and time."
        ),
        sources=(release.source,),
    )
