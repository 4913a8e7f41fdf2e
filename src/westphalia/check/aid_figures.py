"""A sum of aid to Ukraine against the tracker: by measure, by cut-off, and by whose aid is counted."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from westphalia.check.aid_need import check_need, is_need
from westphalia.check.aid_words import form_of, kind_of, says_europe, says_given, whose_words
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
from westphalia.world.money import exchange_rate

_UKRAINE: Final = "UKR"
_MONTHS: Final = tuple(f"{date(2024, month, 1):%B}" for month in range(1, YEAR_END + 1))
_WEEKEND: Final = 5
_UNTIL: Final = re.compile(
    rf"\b(?:by|to|until|till|through)\W+(?:the\W+end\W+of\W+|end-)?({'|'.join(_MONTHS)})\W+(20\d\d)\b"
)
_UNION: Final = "the EU with its institutions"
_REVISED: Final = 0.05
"""A difference of this size may be a revision between releases (assumed: Europe's sum to February 2025 fell by 2%)."""

_RULE: Final = (
    "the donor's aid in the tracker, from January 2022 to the cut-off nearest the report, or of the year it names, of "
    "the kind that the words of the sum name, rounded as printed; a difference below a twentieth may be a revision "
    "between releases, and one within the exchange rates of the years of a sum, lowest to highest month, is open"
)
_COMMITMENTS: Final = "commitments"
_TYPES: Final[dict[str, Callable[[Amounts], float]]] = {
    "allocations": lambda sums: sums.allocated,
    "military allocations": lambda sums: sums.military,
    "financial allocations": lambda sums: sums.financial,
    "humanitarian allocations": lambda sums: sums.humanitarian,
    _COMMITMENTS: lambda sums: sums.committed,
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
    """A verdict on a sum of aid that somebody is said to have given, or to be replaced; none on other plans."""
    if is_need(figure):
        return (check_need(figure, reading),)
    if not _is_given(figure):
        return ()
    release, on = tracker(), reading.document.report_date
    ways = [_held_against(way, figure, on) for way in _ways(figure, reading, release)]
    if not ways:
        return (_unanswered(figure, release),)
    form = form_of(figure, reading)
    word: Word = "cannot be checked" if form else _word(ways, figure, on)
    return (
        Verdict(
            claim=figure.claim,
            route="table",
            known="now",
            word=word,
            rule=_RULE,
            sentence=_sentence(figure, release, ways, word, on)
            if not form
            else _of_form(figure, release, ways, form, on),
            comparisons=tuple(_comparison(way, release) for way in ways),
            caveats=_caveats(figure, release, on),
            sources=(release.source,),
        ),
    )


def _is_given(figure: Figure) -> bool:
    measured = figure.outlook != "expected" and figure.money_status != "proposed" and figure.direction is None
    to_ukraine = _UKRAINE in figure.target or (not figure.target and "Ukrain" in figure.context.text)
    return figure.measure == "aid" and figure.kind == "money" and measured and to_ukraine and bool(_subject(figure))


def _subject(figure: Figure) -> tuple[str, ...]:
    """Who gives: as read, or Europe where the words say no more than that Europeans do."""
    return figure.subject or (("EU27",) if says_europe(figure) else ())


def _ways(figure: Figure, reading: Reading, release: Tracker) -> Iterator[_Way]:
    """The donor meant first, by the measure the words point to; then other measures, cut-offs and who it is said of."""
    subject, on = _subject(figure), reading.document.report_date
    meant = list(_perimeters(subject, release, says_europe(figure)))
    named = [m.actor for m in place_mentions(whose_words(figure)) if m.actor not in (*subject, _UKRAINE, "RUS")]
    others = [each for code in dict.fromkeys(named) for each in _perimeters((code,), release, False)]
    measures = _measures(figure, reading)
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


def _perimeters(codes: Sequence[str], release: Tracker, europe: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whose aid a subject may mean: a donor; of Europe and the EU, the one the report names first."""
    if tuple(codes) == ("EU27",):
        wider = "Europe with the EU's institutions", (*one_of_each(EUROPE), INSTITUTIONS)
        union = _UNION, (*one_of_each(("EU27",)), INSTITUTIONS)
        yield from (wider, union) if europe else (union, wider)
        yield donor_name(INSTITUTIONS), (INSTITUTIONS,)
    elif all(code in release.donors for code in codes):
        yield listed(donor_name(code) for code in codes), tuple(dict.fromkeys(codes))


def _measures(figure: Figure, reading: Reading) -> tuple[str, ...]:
    kind = kind_of(figure, reading)
    first = f"{kind} allocations" if kind else "allocations"
    order = (_COMMITMENTS, first) if figure.money_status == "pledged" else (first, _COMMITMENTS)
    return tuple(dict.fromkeys((*order, "allocations")))


def _periods(figure: Figure, release: Tracker, on: date) -> list[Period]:
    """The year the report names, or the years before it where the sum is one a year, or all since 2022."""
    if figure.year is not None:
        return _of_year(figure.year, release, on)
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


def _of_year(year: int, release: Tracker, on: date) -> list[Period]:
    """A year as far as it had ended by the report."""
    ended = [month for month in release.months(year) if (year, month) < (on.year, on.month)]
    return [Period(year, year, ended[-1])] if ended and (year == on.year or ended[-1] == YEAR_END) else []


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
    if any(way.word for way in ways) or _at_some_rate(ways, figure, on):
        return "depends on the definition"
    return "cannot be checked" if abs(_apart(_nearest(ways, figure, on), figure, on)) <= _REVISED else "not supported"


def _nearest(ways: Sequence[_Way], figure: Figure, on: date) -> _Way:
    """Of the ways the words of the report may mean, the one nearest to the figure."""
    return min((way for way in ways if way.is_meant), key=lambda way: abs(_apart(way, figure, on)))


def _apart(way: _Way, figure: Figure, on: date) -> float:
    """The figure over the tracker's sum, less one; far apart where the tracker has nothing."""
    rate = 1.0 if figure.unit == "EUR" else exchange_rate(figure.unit, on).per_euro
    return figure.value / (way.value * rate * BILLION) - 1 if way.value else 1.0


def _at_some_rate(ways: Sequence[_Way], figure: Figure, on: date) -> _Way | None:
    """The first way meant whose euros some month's mean rate turns into the figure; years apart have no one rate."""
    if figure.unit == "EUR":
        return None
    for way in ways:
        low, high = (rate * way.value * BILLION for rate in _rates(way.period, figure.unit, on.year, on.month))
        if way.is_meant and printed(figure).agreement(min(max(figure.value, low), high)):
            return way
    return None


def _rates(period: Period, unit: str, year: int, month: int) -> tuple[float, float]:
    """Lowest and highest monthly mean, units for one euro, from a sum's first January to the report or its one year."""
    last = (year, month) if period.first < period.last else min((year, month), (period.last + 1, 1))
    months = range(period.first * YEAR_END, last[0] * YEAR_END + last[1] - 1)
    means = [_monthly_rate(unit, each // YEAR_END, each % YEAR_END + 1) for each in months]
    return (min(means), max(means)) if means else (exchange_rate(unit, date(year, month, 1)).per_euro,) * 2


@lru_cache(maxsize=1024)
def _monthly_rate(unit: str, year: int, month: int) -> float:
    """Mean of a month's reference rates, each weekday with the last one published."""
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    rates = [exchange_rate(unit, on).per_euro for on in days if on.month == month and on.weekday() < _WEEKEND]
    return sum(rates) / len(rates)


def _sentence(figure: Figure, release: Tracker, ways: Sequence[_Way], word: Word, on: date) -> str:
    """One line that stands alone: the figure, whose, which way of counting gives it or is nearest, what is beside."""
    told, shown = _told(figure, ways, word, on)
    source = f"Kiel tracker, release {release.release}"
    beside = f"{_range(shown, figure, on)}{_beside(ways, shown, figure, on)}{_delivered(figure)}"
    return f"{_claim(figure, ways, on)}, {told} ({source}).{beside}"


def _told(figure: Figure, ways: Sequence[_Way], word: Word, on: date) -> tuple[str, _Way]:
    """What is said of the figure, and the sum that is said beside it."""
    first = ways[0]
    said = _said(first, figure, on)
    if word in ("matches", "rounds to"):
        return f"is what the tracker has: {said}", first
    right = [way for way in ways[1:] if way.word]
    if right:
        return f"is not {said}, but {_said(right[0], figure, on)}", right[0]
    at = _at_some_rate(ways, figure, on)
    if word == "depends on the definition" and at:
        return f"is {_said(at, figure, on)} at some rate of exchange of the months it was given in", at
    near = _nearest(ways, figure, on)
    if word == "cannot be checked":
        return f"{_open(ways, figure, on)}, {_REVISE}", near
    tried = listed(_said(way, figure, on) for way in ways if way.is_meant)
    return f"is not what the tracker has: {tried}", near


_REVISE: Final = "which is as much as releases revise, and the release of its day is not held"


def _claim(figure: Figure, ways: Sequence[_Way], on: date) -> str:
    return f"“{figure.span.text}” of aid to Ukraine by {ways[0].who}, {day(on)}"


def _said(way: _Way, figure: Figure, on: date) -> str:
    return f"{way.words} {_money(way, figure.unit, on)}"


def _open(ways: Sequence[_Way], figure: Figure, on: date) -> str:
    """How far the figure is from the nearest sum; where that is another perimeter, the report's own first."""
    near = _nearest(ways, figure, on)
    apart = percent(_apart(near, figure, on), signed=True)
    if near.who == ways[0].who:
        return f"is {apart} off {_said(near, figure, on)}"
    return f"is not {_said(ways[0], figure, on)}; it is {apart} off {_said(near, figure, on)}"


def _beside(ways: Sequence[_Way], shown: _Way, figure: Figure, on: date) -> str:
    """Allocations and commitments of the same donor and months, and the EU alone beside Europe."""
    same = [way for way in ways if (way.who, way.period) == (shown.who, shown.period) and way.measure != shown.measure]
    told = listed(f"{way.measure} {_money(way, figure.unit, on)}" for way in same)
    found = f" Beside that, of {shown.who}, {shown.period.words}: {told}." if told else ""
    union = [way for way in ways if way.who == _UNION and (way.period, way.measure) == (shown.period, shown.measure)]
    if _UNION in (ways[0].who, shown.who) or not union:
        return found
    return f"{found} The EU alone, with its institutions: {shown.measure} {_money(union[0], figure.unit, on)}."


def _delivered(figure: Figure) -> str:
    if figure.money_status == "pledged":
        return " A pledge is no money spent."
    return " What was delivered or paid out is not held." if says_given(figure) else ""


def _range(way: _Way, figure: Figure, on: date) -> str:
    """What the lowest and highest monthly mean rate make of the euros of a sum over years."""
    if figure.unit == "EUR":
        return ""
    low, high = _rates(way.period, figure.unit, on.year, on.month)
    least, most = (written(way.value * rate, currency_unit(figure.unit), 1) for rate in (low, high))
    return (
        f" At monthly mean rates from January {way.period.first} to the report, {low:.3f} to {high:.3f} {figure.unit} "
        f"for one euro, {way.measure} of {way.who} come to {least} to {most}."
    )


def _of_form(figure: Figure, release: Tracker, ways: Sequence[_Way], form: str, on: date) -> str:
    return (
        f"{_claim(figure, ways, on)}, is said to be {form}, and the sums held are not split so: in kind and in cash "
        f"together {_said(ways[0], figure, on)} (Kiel tracker, release {release.release})."
        f"{_beside(ways, ways[0], figure, on)}{_delivered(figure)}"
    )


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
