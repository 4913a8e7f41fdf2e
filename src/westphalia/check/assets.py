"""A sum of immobilised assets, of loans on them, or of rebuilding, against the figures by place, lender and edition.

What a sum counts is read from the words nearest to it. Only sums of the same currency are compared; one far from every
figure held is left alone, for it may be a part, a payment or a sum of another kind.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isclose
from types import MappingProxyType
from typing import Final, Literal

from westphalia.check.verdict import Comparison, Printed, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import BILLION
from westphalia.wording import day, listed, money
from westphalia.world.assets import EUROCLEAR, STATEMENTS, Holding, assessments, era_loans, funds, holdings
from westphalia.world.countries import the
from westphalia.world.studies import date_words, last_day, study

Topic = Literal["assets", "loan", "rebuilding"]
_WORDS: Final[Mapping[Topic, re.Pattern[str]]] = MappingProxyType(
    {
        "assets": re.compile(r"\b(?:frozen|immobili[sz]ed|blocked|seized|sanctioned)\b|\bEuroclear\b", re.IGNORECASE),
        "loan": re.compile(r"\b(?:loans?|lent|lend\w*|borrow\w*|facility)\b|\bERA\b", re.IGNORECASE),
        "rebuilding": re.compile(r"\b(?:rebuild\w*|rebuilt|reconstruct\w*|recovery)\b", re.IGNORECASE),
    }
)
_CONCERNS: Final = re.compile(r"\b(?:Russia|Ukrain|Kremlin|Moscow|Kyiv|Euroclear)", re.IGNORECASE)
_CLAUSE_ENDS: Final = re.compile(r"[,;]\s")
_NEAR: Final = 0.25
_RULE: Final = (
    "the figures held for what the nearest words name, in the currency printed, rounded as printed; a sum further than "
    "a quarter from all of them is left alone"
)


@dataclass(frozen=True)
class _Known:
    """One figure held: bn of a currency, the day it counts to, and from when on it was public.

    `series` is what later figures of the same thing share; `rivals` says that others estimate the same otherwise.
    """

    label: str
    amount: float
    currency: str
    as_of: date
    public: date
    series: str
    source: str
    note: str = ""
    rivals: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of the amount in bn."""
        return len(f"{self.amount:.3f}".rstrip("0").partition(".")[2])


def check_assets(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """A verdict on a sum of assets, loans or rebuilding; nothing where it is of another kind, or far from all held."""
    topic = _topic(figure)
    if topic is None:
        return ()
    on = reading.document.report_date
    known = [one for one in _HELD[topic]() if one.currency == figure.unit]
    near = [one for one in known if abs(one.amount * BILLION / figure.value - 1) <= _NEAR]
    if not near:
        return ()
    found = [one for one in near if _agreement(figure, one)]
    best = max(found, key=lambda one: (one.public <= on, one.as_of), default=None)
    word = "not supported" if best is None else _word(figure, best, known, on)
    return (
        Verdict(
            claim=figure.claim,
            route="table",
            word=word,
            rule=_RULE,
            sentence=_sentence(figure, on, word, best, _others(word, best, near)),
            comparisons=tuple(
                _comparison(one) for one in ([best] if best else []) + [n for n in near if n is not best]
            ),
            caveats=_caveats(best, near, on),
            sources=tuple(dict.fromkeys(one.source for one in near)),
        ),
    )


def _topic(figure: Figure) -> Topic | None:
    """What the words nearest to the sum name; None where the sentence is about neither Russia nor Ukraine."""
    text = figure.context.text
    if figure.kind != "money" or figure.value <= 0 or not _CONCERNS.search(text):
        return None
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


def _placed() -> list[_Known]:
    return [
        _Known(
            label=f"assets {one.words}, end of {date_words(one.period)}",
            amount=one.amount,
            currency=one.currency,
            as_of=last_day(one.period),
            public=last_day(one.period),
            series=one.place if one.concept == "immobilised" else one.concept,
            source=_source(one),
            note=one.note,
            rivals=one.concept == "total",
        )
        for one in holdings()
        if one.concept != "location 2022"
    ]


def _source(one: Holding) -> str:
    return EUROCLEAR if one.said_by.startswith("Euroclear") else STATEMENTS


def _lent() -> list[_Known]:
    loans = [
        _Known(f"ERA loan of {the(one.lender)}", one.amount, one.currency, one.on, one.on, one.lender, STATEMENTS)
        for one in era_loans()
    ]
    promised = [
        _Known(one.words, one.amount, one.currency, last_day(f"{one.first}"), last_day(f"{one.first - 1}"), one.id,
               STATEMENTS, one.counts)
        for one in funds()
        if one.kind == "support"
    ]  # fmt: skip
    return loans + promised


def _needed() -> list[_Known]:
    return [
        _Known(
            label=f"need over {one.years} years, edition {one.edition} of the assessment",
            amount=one.need,
            currency=one.currency,
            as_of=one.as_of,
            public=study(one.study).published,
            series="need",
            source=study(one.study).source,
            note="recovery and reconstruction, not damage alone",
        )
        for one in assessments()
    ]


_HELD: Final[Mapping[Topic, Callable[[], list[_Known]]]] = MappingProxyType(
    {"assets": _placed, "loan": _lent, "rebuilding": _needed}
)


def _agreement(figure: Figure, one: _Known) -> Word | None:
    shown: Printed = printed(figure)
    return shown.agreement(one.amount * BILLION, one.decimals if isclose(shown.scale, BILLION) else None)


def _word(figure: Figure, best: _Known, known: list[_Known], on: date) -> Word:
    """Right among rival estimates; right for an older edition; or right."""
    if best.rivals:
        return "depends on the definition"
    later = [one for one in known if one.series == best.series and best.as_of < one.as_of and one.public <= on]
    if later and not any(_agreement(figure, one) for one in later):
        return "superseded since"
    return _agreement(figure, best) or "not supported"


def _others(word: Word, best: _Known | None, near: list[_Known]) -> list[_Known]:
    """What stands beside the figure found: its rivals in any currency, what came after it, or all that is near."""
    if best is None:
        return near
    if word == "depends on the definition":
        return [one for one in _placed() if one.rivals and one.label != best.label]
    return [one for one in near if one.series == best.series and one.as_of > best.as_of]


def _sentence(figure: Figure, on: date, word: Word, best: _Known | None, beside: list[_Known]) -> str:
    said = f"The {figure.span.text} printed on {day(on)}"
    others = listed(map(_cited, beside))
    if best is None:
        return f"{said} is none of the figures held: {others}."
    told = {
        "matches": f"is what the table holds: {_cited(best)}",
        "rounds to": f"is what the table's figure rounds to: {_cited(best)}",
        "superseded since": f"was right once ({_cited(best)}); held now: {others}",
        "depends on the definition": f"is one of several estimates of the same: {_cited(best)}"
        f"; others: {others}. They are not averaged",
    }[word]
    return f"{said} {told}."


def _cited(one: _Known) -> str:
    return f"{money(one.amount, one.currency)}, {one.label}"


def _caveats(best: _Known | None, near: list[_Known], on: date) -> tuple[str, ...]:
    found = [one.note for one in ([best] if best else near) if one.note]
    if best is not None and best.public > on:
        found.append("the figure held was published after the report")
    return tuple(dict.fromkeys(found))


def _comparison(one: _Known) -> Comparison:
    return Comparison(
        label=one.label,
        value=one.amount,
        unit=f"{one.currency} bn",
        as_of=one.as_of,
        source=one.source,
        note=one.note or None,
    )
