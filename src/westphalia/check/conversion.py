"""A figure against its own arithmetic: printed conversions against the day's exchange rate."""

from dataclasses import dataclass
from datetime import date, timedelta

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import billions
from westphalia.wording import day, money, number
from westphalia.world.money import exchange_rate

_RATE_DECIMALS = 4
_WEEK = 7
_ABOUT = 0.05


def check_conversion(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdict on a printed conversion, for both of its ends; nothing where the figure is not one."""
    by_id = {f.id: f for f in reading.figures}
    pairs = [(by_id[f.equivalent_of], f) for f in reading.figures if f.equivalent_of in by_id]
    return tuple(_conversion(figure, first, second, reading) for first, second in pairs if figure in (first, second))


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
        f"{money(billions(expected), second.unit, 2)}."
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


def _sum(figure: Figure) -> str:
    return money(billions(figure.value), figure.unit, printed(figure).decimals)
