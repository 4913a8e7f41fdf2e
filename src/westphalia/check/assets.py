"""A sum of immobilised assets, of loans on them, of damage or rebuilding, against the figures by place and edition.

What a sum counts is read from the words nearest to it. Assets are also compared in another currency, at the range of
rates of a year. One far from every figure held is left alone: it may be a part, a payment or a sum of another kind.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose
from types import MappingProxyType
from typing import Final

from westphalia.check.assets_held import HELD, Known, Topic, cited, earned
from westphalia.check.verdict import Comparison, Printed, Verdict, Word, printed
from westphalia.errors import DataError
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import BILLION
from westphalia.wording import day, listed, money
from westphalia.world.money import exchange_rate

_WORDS: Final[Mapping[Topic, re.Pattern[str]]] = MappingProxyType(
    {
        "assets": re.compile(r"\b(?:frozen|immobili[sz]ed|blocked|seized|sanctioned)\b|\bEuroclear\b", re.IGNORECASE),
        "loan": re.compile(r"\b(?:loans?|lent|lend\w*|borrow\w*|facility)\b|\bERA\b", re.IGNORECASE),
        "rebuilding": re.compile(r"\b(?:rebuild\w*|rebuilt|reconstruct\w*|recovery)\b", re.IGNORECASE),
        "damage": re.compile(r"\b(?:damages?|destruction)\b", re.IGNORECASE),
    }
)
_CONCERNS: Final = re.compile(r"\b(?:Russia|Ukrain|Kremlin|Moscow|Kyiv|Euroclear)", re.IGNORECASE)
_RUSSIAN: Final = re.compile(r"\bRussia|\bEuroclear|\bfrozen|\bimmobili[sz]ed", re.IGNORECASE)
_CLAUSE_ENDS: Final = re.compile(r"[,;]\s")
_EVERYWHERE: Final = re.compile(r"\bG7\b|\b[Ww]est(?:ern)?\b|\ballies\b|\bworldwide\b|\babroad\b")
_PLACES: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "BEL": re.compile(r"\bEuroclear\b|\bBelgi\w+|\bBrussels\b"),
        "CHE": re.compile(r"\bSwiss\b|\bSwitzerland\b"),
        "LUX": re.compile(r"\bLuxembourg\b"),
        "EU27": re.compile(r"\bEU\b|\bEuropean Union\b|\bEurope\b"),
    }
)
_NEAR: Final = 0.25
_DRIFT: Final = 0.07
"""How far a stock may lie beyond the dates held: the largest step between two of them, 191 to 183 to 195 (6.6%)."""
_A_YEAR: Final = tuple(timedelta(days=30 * month) for month in range(13))
_RULE: Final = (
    "the figures held for what the nearest words name, rounded as printed, assets in other currencies at the lowest "
    "and highest reference rate of thirteen days in the year before; a sum further than a quarter from all of them is "
    "left alone"
)


@dataclass(frozen=True)
class _Beside:
    """One figure held as bn of the currency printed: a range where it is of another currency."""

    known: Known
    low: float
    high: float

    @property
    def converted(self) -> bool:
        """Whether it is of another currency than the sum printed."""
        return self.low != self.high


def check_assets(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """A verdict on a sum of assets, income, loans, damage or rebuilding; nothing for another kind, or far from all."""
    if figure.kind != "money" or figure.value <= 0 or not _CONCERNS.search(figure.context.text):
        return ()
    on = reading.document.report_date
    income = _income(figure, on)
    topic = None if income else _topic(figure)
    if topic is None:
        return income
    beside = [one for known in _meant(figure, topic) if (one := _in_currency(known, figure, on, topic))]
    near = [one for one in beside if _is_near(figure, one)]
    return (_verdict(figure, on, near),) if near else ()


def _income(figure: Figure, on: date) -> tuple[Verdict, ...]:
    """What Euroclear earned, where a year's figure is the one printed; parts of a year are not held."""
    clause = _clause(figure)
    flows = earned(clause) if _RUSSIAN.search(clause) else []
    found = [one for one in flows if figure.year in (None, one.as_of.year) and _agreement(figure, one)]
    same = [one for one in found if one.currency == figure.unit]
    near = [beside for one in same if _is_near(figure, beside := _Beside(one, one.amount, one.amount))]
    return (_verdict(figure, on, near),) if near else ()


def _topic(figure: Figure) -> Topic | None:
    """What the words nearest to the sum name."""
    text = figure.context.text
    at = figure.span.start - figure.context.start
    found = [
        (_distance(text, (at, at + len(figure.span.text)), word.span()), topic)
        for topic, words in _WORDS.items()
        for word in words.finditer(text)
    ]
    return min(found)[1] if found else None


def _distance(text: str, sum_: tuple[int, int], word: tuple[int, int]) -> int:
    """Characters between a sum and a word; a comma or semicolon between them counts as a whole sentence."""
    first, second = sorted((sum_, word))
    between = text[first[1] : second[0]]
    return len(between) + len(text) * len(_CLAUSE_ENDS.findall(between))


def _clause(figure: Figure) -> str:
    """The words around a sum between two commas or semicolons."""
    text, at = figure.context.text, figure.span.start - figure.context.start
    before, after = _CLAUSE_ENDS.split(text[:at])[-1], _CLAUSE_ENDS.split(text[at:])[0]
    return before + after


def _meant(figure: Figure, topic: Topic) -> list[Known]:
    """The figures of a topic; of assets, those of the place that the sum's clause names, else all."""
    known = HELD[topic]()
    clause = _clause(figure)
    if topic != "assets" or _EVERYWHERE.search(clause):
        return known
    place = next((code for code, words in _PLACES.items() if words.search(clause)), None)
    return known if place is None else [one for one in known if one.series == place]


def _in_currency(known: Known, figure: Figure, on: date, topic: Topic) -> _Beside | None:
    """A figure held in the currency printed; None where it is of another, and no asset."""
    if known.currency == figure.unit:
        return _Beside(known, known.amount, known.amount)
    if topic != "assets":
        return None
    rates = [rate for back in _A_YEAR if (rate := _rate(known.currency, figure.unit, on - back))]
    return _Beside(known, known.amount * min(rates), known.amount * max(rates)) if rates else None


def _rate(held: str, shown: str, on: date) -> float | None:
    """Units of the currency printed for one of that held; None outside the days with a reference rate."""
    try:
        return exchange_rate(shown, on).per_euro / exchange_rate(held, on).per_euro
    except DataError:
        return None


def _is_near(figure: Figure, one: _Beside) -> bool:
    return one.low * (1 - _NEAR) <= figure.value / BILLION <= one.high * (1 + _NEAR)


def _agreement(figure: Figure, one: Known) -> Word | None:
    shown: Printed = printed(figure)
    return shown.agreement(one.amount * BILLION, one.decimals if isclose(shown.scale, BILLION) else None)


def _verdict(figure: Figure, on: date, near: list[_Beside]) -> Verdict:
    """What the figures near a sum say of it: the same one, rivals of it, its date, one known later, or none."""
    same = [one.known for one in near if not one.converted and _agreement(figure, one.known)]
    best = max(same, key=lambda one: (one.public <= on, one.as_of), default=None)
    word, told, shown = _found(figure, on, near, best)
    later = "" if any(one.known.public <= on for one in shown) else "; known now, nothing held from then"
    ordered = [one for one in shown if one.known is best] + [one for one in shown if one.known is not best]
    return Verdict(
        claim=figure.claim,
        route="table",
        word=word,
        rule=_RULE,
        sentence=f"The {figure.span.text} printed on {day(on)} {told}{later}.",
        comparisons=tuple(_comparison(one, figure.unit) for one in ordered),
        caveats=_caveats(best, ordered, on),
        sources=tuple(dict.fromkeys(one.known.source for one in ordered)),
    )


def _found(figure: Figure, on: date, near: list[_Beside], best: Known | None) -> tuple[Word, str, list[_Beside]]:
    """Word, what is told, and what stands beside it."""
    if best is not None and not best.rivals and best.public <= on:
        return _same(figure, on, near, best)
    rivals = [one for one in near if one.known.rivals]
    if rivals and _between(figure, rivals):
        return "depends on the definition", _rivals_words(rivals, figure), rivals
    for series in dict.fromkeys(one.known.series for one in near if one.known.drifts):
        held = [one for one in near if one.known.series == series]
        if _between(figure, held) and (len(held) > 1 or held[0].converted):
            return "depends on the definition", f"depends on {_what(held)}: {_told(held, figure)}", held
    if best is not None:
        held = [one for one in near if one.known is best]
        return "cannot be checked", f"is the figure of a later day: {best.cited}", held
    drifting = [one for one in near if one.known.drifts and _may_drift(figure, one)]
    if drifting:
        told = f"is near what is held of other days, and the stock moves between them: {_told(drifting, figure)}"
        return "cannot be checked", told, drifting
    return "not supported", f"is none of the figures held: {_told(near, figure)}", near


def _same(figure: Figure, on: date, near: list[_Beside], best: Known) -> tuple[Word, str, list[_Beside]]:
    """The figure held, or one that a later one of the same series has replaced."""
    later = [one for one in near if one.known.series == best.series and one.known.as_of > best.as_of]
    out = [one.known for one in later if one.known.public <= on]
    shown = [one for one in near if one.known is best or one in later]
    if out and not any(_agreement(figure, one) for one in out):
        return "superseded since", f"was right once ({best.cited}); held now: {cited(out)}", shown
    word = _agreement(figure, best) or "matches"
    told = {"matches": "is what the table holds", "rounds to": "is what the table's figure rounds to"}[word]
    return word, f"{told}: {best.cited}", shown


def _between(figure: Figure, held: Sequence[_Beside]) -> bool:
    """Whether the printed sum, by its rounding, lies between the lowest and the highest of several."""
    shown = printed(figure)
    half = 0.5 * 10.0**-shown.decimals * shown.scale / BILLION
    value = figure.value / BILLION
    return min(one.low for one in held) - half <= value <= max(one.high for one in held) + half


def _may_drift(figure: Figure, one: _Beside) -> bool:
    return one.low * (1 - _DRIFT) <= figure.value / BILLION <= one.high * (1 + _DRIFT)


def _rivals_words(rivals: list[_Beside], figure: Figure) -> str:
    return (
        f"lies among several estimates of the same: {_told(rivals, figure)}; they are not averaged"
        if len(rivals) > 1
        else f"is near the one estimate held: {_told(rivals, figure)}"
    )


def _told(held: Sequence[_Beside], figure: Figure) -> str:
    return "; ".join(f"{one.known.cited}{_rates_words(one, figure.unit)}" for one in held)


def _what(held: Sequence[_Beside]) -> str:
    several = (("the date", len(held) > 1), ("the rate of exchange", held[0].converted))
    return listed(words for words, applies in several if applies)


def _rates_words(one: _Beside, currency: str) -> str:
    if not one.converted:
        return ""
    return f", at the year's rates {money(one.low, currency)} to {money(one.high, currency)}"


def _caveats(best: Known | None, shown: Sequence[_Beside], on: date) -> tuple[str, ...]:
    notes = [one.known.note for one in shown if one.known.note and (best is None or one.known is best)]
    if best is not None and best.public > on:
        notes.append("the figure held was published after the report")
    return tuple(dict.fromkeys(notes))


def _comparison(one: _Beside, currency: str) -> Comparison:
    known = one.known
    words = (known.origin, known.note, _rates_words(one, currency).lstrip(", "))
    return Comparison(
        label=known.label,
        value=known.amount,
        unit=f"{known.currency} bn",
        as_of=known.as_of,
        source=known.source,
        note="; ".join(word for word in words if word),
    )
