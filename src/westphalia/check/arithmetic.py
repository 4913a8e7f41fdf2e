"""A figure against its own arithmetic: printed conversions against the day's exchange rate."""

from datetime import timedelta

from westphalia.check.verdict import Comparison, Verdict, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import billions
from westphalia.wording import day, money, number
from westphalia.world.money import exchange_rate

_RATE_DECIMALS = 4


def check_arithmetic(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdict on a printed conversion, for both of its ends; nothing where the figure is not one."""
    by_id = {f.id: f for f in reading.figures}
    pairs = [(by_id[f.equivalent_of], f) for f in reading.figures if f.equivalent_of in by_id]
    return tuple(_conversion(figure, first, second, reading) for first, second in pairs if figure in (first, second))


def _conversion(figure: Figure, first: Figure, second: Figure, reading: Reading) -> Verdict:
    before = reading.document.report_date - timedelta(days=1)
    base, quote = exchange_rate(first.unit, before), exchange_rate(second.unit, before)
    rate = quote.per_euro / base.per_euro
    implied = second.value / first.value
    expected = first.value * rate
    word = printed(second).agreement(expected) or "not supported"
    pair = f"{second.unit} per {first.unit}"
    on = min(base.date, quote.date)
    sentence = (
        f"{money(billions(first.value), first.unit, printed(first).decimals)} printed as "
        f"{money(billions(second.value), second.unit, printed(second).decimals)} implies "
        f"{number(implied, _RATE_DECIMALS)} {pair}; the ECB reference rate of {day(on)} was "
        f"{number(rate, _RATE_DECIMALS)}, which gives {money(billions(expected), second.unit, 2)}."
    )
    return Verdict(
        claim=figure.claim,
        route="arithmetic",
        word=word,
        rule="printed sum × ECB reference rate of the last day before the report, rounded as printed",
        sentence=sentence,
        comparisons=(
            Comparison(label="implied rate", value=implied, unit=pair, source="printed in the report"),
            Comparison(label="ECB reference rate", value=rate, unit=pair, as_of=on, source=base.source),
        ),
        caveats=("a newsroom may use another hour's or another bank's rate",),
        sources=(base.source,),
    )
