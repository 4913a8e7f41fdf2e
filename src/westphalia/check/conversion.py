"""A figure against its own arithmetic: printed conversions against the day's exchange rate."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import BILLION, MILLION_PER_BILLION
from westphalia.wording import currency_unit, day, number, written
from westphalia.world.money import exchange_rate

_RATE_DECIMALS = 4
_WEEK = 7
_NEAR = 8
_ABOUT = 0.05
_MILLION = BILLION / MILLION_PER_BILLION
_SCALES = ((BILLION, "bn"), (_MILLION, "m"))


def check_conversion(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdict on a printed conversion, for both of its ends; nothing where the figure is not one."""
    near = _neighbours(figure, reading)
    by_id = {f.id: f for f in near}
    pairs = [(by_id[f.equivalent_of], f) for f in near if f.equivalent_of in by_id and by_id[f.equivalent_of].value]
    return tuple(_conversion(figure, first, second, reading) for first, second in pairs if figure in (first, second))


def _neighbours(figure: Figure, reading: Reading) -> tuple[Figure, ...]:
    """The figures just before and after one: a sum and what it is converted to stand side by side."""
    at = bisect_left(reading.figures, figure.span.start, key=lambda f: f.span.start)
    return reading.figures[max(0, at - _NEAR) : at + _NEAR + 1]


def _conversion(figure: Figure, first: Figure, second: Figure, reading: Reading) -> Verdict:
    fixings = _fixings(first.unit, second.unit, reading.document.report_date)
    agreeing = [f for f in fixings if _agrees(first, second, f.rate)]
    used = agreeing[0] if agreeing else fixings[0]
    word: Word = "rounds to" if agreeing else "not supported"
    implied, expected = second.value / first.value, first.value * used.rate
    pair = f"{second.unit} per {first.unit}"
    sentence = (
        f"{_sum(first)} printed as {_sum(second)} implies {number(implied, _RATE_DECIMALS)} {pair}; the ECB reference "
        f"rate of {day(used.date)} was {number(used.rate, _RATE_DECIMALS)}, which gives "
        f"{sum_words(expected, second.unit, 2)}."
    )
    return Verdict(
        claim=figure.claim,
        route="arithmetic",
        word=word,
        rule="printed sum × ECB reference rate of the last day before the report, else of its day or the week before, "
        "rounded as printed",
        sentence=sentence,
        comparisons=(
            Comparison(label="implied rate", value=implied, unit=pair, source="printed in the report"),
            Comparison(label="ECB reference rate", value=used.rate, unit=pair, as_of=used.date, source=used.source),
        ),
        caveats=("a newsroom may use another hour's or another bank's rate",),
        sources=(used.source,),
    )


def _agrees(first: Figure, second: Figure, rate: float) -> bool:
    """Whether a sum at a rate gives the other as printed; "about" allows a twentieth more."""
    near = second.approx and abs(first.value * rate - second.value) <= _ABOUT * abs(second.value)
    return near or printed(second).agreement(first.value * rate) is not None


@dataclass(frozen=True)
class _Fixing:
    date: date
    rate: float
    source: str


def _fixings(base: str, quote: str, on: date) -> list[_Fixing]:
    """ECB rates a newsroom may have used: the last before the report's day, then its own and the week before."""
    exchange_rate(base, on)
    days = [on - timedelta(days=k) for k in (1, 0, *range(2, _WEEK + 1))]
    found: dict[date, _Fixing] = {}
    for d in days:
        one, other = exchange_rate(base, d), exchange_rate(quote, d)
        at = min(one.date, other.date)
        found.setdefault(at, _Fixing(at, other.per_euro / one.per_euro, one.source))
    return list(found.values())


def sum_words(amount: float, currency: str, decimals: int | None = None) -> str:
    """An amount in whole units as a newspaper writes it: €4.4bn, £650m, €300."""
    scale, sign = next(((scale, sign) for scale, sign in _SCALES if abs(amount) >= scale), (1.0, ""))
    return written(amount / scale, currency_unit(currency, sign), decimals)


def _sum(figure: Figure) -> str:
    shown = printed(figure)
    named = any(isclose(shown.scale, scale) for scale, _ in _SCALES)
    return sum_words(figure.value, figure.unit, shown.decimals if named else None)
