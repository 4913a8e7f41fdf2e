"""The number grammar: numerals with their units, bounds, ranges, rates per year and conversions in brackets."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from westphalia.evidence.claims import Kind
from westphalia.evidence.names.gazetteer import Mention
from westphalia.evidence.numbers import unit_words
from westphalia.evidence.numbers.borrowed import borrow_units
from westphalia.evidence.numbers.crowns import crowns
from westphalia.evidence.numbers.elision import Found, lend_units
from westphalia.evidence.numbers.fractions import worded
from westphalia.evidence.numbers.unit_words import Unit
from westphalia.evidence.numbers.votes import lend_votes
from westphalia.evidence.words.name_numerals import is_moment, is_name_part
from westphalia.evidence.words.numerals import Numeral, numerals
from westphalia.evidence.words.text import Sentence, sentence_at

Per = Literal["year", "month", "day"]
Bound = Literal["at_least", "at_most"]
RangeEnd = Literal["from", "to", "low", "high"]

_FROM_BEFORE = re.compile(
    r"\bfrom (?:(?:about|around|some|nearly|over|just over|just under|roughly|the current|its current|today[’']s|"
    r"a current|the present|an|a) )*$"
)
_TO_BEFORE = re.compile(r"\bto (?:(?:about|around|some|nearly|over|at least|roughly|a|an|as much as|more than) )*$")
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|anywhere|anything|var(?:y|ies|ied|ying)) from (?:\S+ )?$")
_BETWEEN_BEFORE = re.compile(r"\bbetween (?:(?:about|around|some) )?$")
_AROUND = re.compile(
    r"(?:\b(?:around|about|roughly|approximately|some|nearly|almost|close to|circa|an? estimated|estimated at|"
    r"estimated|"
    r"in the region of|more or less|just over|just under|just above|just below|up to around)|~|\bc\.) ?(?:a |an |"
    r"the )?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:(?P<hard>at most|no more than|not more than|a maximum of|capped at)|up to|as many as|as much as|under|"
    r"below|(?<!no )(?<!not )less than|"
    r"(?<!no )fewer than) (?:a |an )?$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:(?P<hard>at least|no less than|not less than|a minimum of|no fewer than)|over|upwards of|"
    r"(?<!no )(?<!not )more than|"
    r"well over|above|"
    r"exceeding|in excess of) (?:a |an )?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"[ ]?(?:\+|-plus\b|or more\b|plus\b)(?! \d)")
_OR_SO = re.compile(r" or so\b|-odd\b")
_PER = re.compile(
    r"(?:\s?\([^()]{0,40}\))?,?[\s-]?(?:(?:(?:every|each|per|a|an|/)[\s-]?(?P<unit>year|month|day|annum)\b(?![’'-]))|"
    r"(?P<adverb>annually|yearly|monthly|daily|a-year)\b)"
)
_PER_CENTS = ("percent", "percent_of_gdp", "percent_of_national_income", "fraction", "times")
_PER_UNIT: dict[str, Per] = {
    "year": "year", "annum": "year", "annually": "year", "yearly": "year", "a-year": "year", "month": "month",
    "monthly": "month", "day": "day", "daily": "day", "annual": "year",
}  # fmt: skip
_ANNUAL_BEFORE = re.compile(r"\b(?P<word>annual|yearly|monthly|daily) (?:[a-z]+ ){0,3}$")
_CONVERSION = re.compile(
    r"\s?\((?:or |equal to |equivalent to |the equivalent of |about |around |roughly |approximately |some |"
    r"nearly |over |~|=)*$|"
    r",? (?:or|equivalent to|the equivalent of) (?:about |around |roughly |approximately |some |nearly )?$"
)
_ALSO_IN_BRACKET = re.compile(r"\s?[;,/]\s?(?:or |about |around )*$|\s(?:or|and)\s$")
_CLOSES = re.compile(r"[^()]{0,40}\)")
_SIGN = re.compile(r"(?<![^\s(\[“\":])(?P<sign>[−–-]|[Mm]inus )$|(?<![\d%])(?P<minus>−)$")
_NUMBER_BEFORE = re.compile(r"(?:\d|%|\bper ?cent|[bmtr]n|illion)\s?$")
_ONLY = re.compile(r"(?:\b(?:in|within|after|under|for|than|about|just|least)|-) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as it stands in the text, before anything is said about what it concerns."""

    start: int
    end: int
    tail: int
    value: float
    unit: str
    kind: Kind
    rule: str
    sentence: int
    per: Per | None = None
    approx: bool = False
    bound: Bound | None = None
    range_end: RangeEnd | None = None
    range_with: int | None = None
    equivalent_of: int | None = None
    elided: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The countries and persons a text names, and where their words end."""

    mentions: tuple[Mention, ...]
    ends: frozenset[int]


def _unit_of(text: str, numeral: Numeral, sentence: Sentence, names: Names) -> Unit | Literal[False] | None:
    """Unit of a numeral; None where it has none of its own; False where it is no figure."""
    sure = (
        unit_words.money(text, numeral) or crowns(text, numeral, names.mentions) or unit_words.per_cent(text, numeral)
    )
    opens = numeral.start == sentence.start or text[numeral.start - 1] in "“\"'‘"
    if sure:
        return sure
    if is_name_part(numeral, text, opens, names.ends) or is_moment(numeral, text):
        return False
    if numeral.lone_letter:
        return unit_words.people_or_things(text, numeral)
    if numeral.in_words and numeral.value == 1:
        return _one(text, numeral)
    return unit_words.time(text, numeral) or unit_words.noun(text, numeral)


def _one(text: str, numeral: Numeral) -> Unit | Literal[False] | None:
    """ "One" counts time only after a preposition or before a hyphen: "within one year", "one-year"."""
    unit = unit_words.time(text, numeral)
    if unit and (text[numeral.end] == "-" or _ONLY.search(text, max(0, numeral.start - 12), numeral.start)):
        return unit
    return False


def _candidates(text: str, found: tuple[Sentence, ...], names: Names, taken: list[Amount]) -> list[tuple[Found, int]]:
    """Numerals outside the amounts already taken, each with its unit and the number of its sentence."""
    out: list[tuple[Found, int]] = []
    spans, k, end = sorted((a.start, a.tail) for a in taken), 0, 0
    for numeral in numerals(text):
        while k < len(spans) and spans[k][0] <= numeral.start:
            end, k = max(end, spans[k][1]), k + 1
        if numeral.start < end:
            continue
        at = sentence_at(found, numeral.start)
        unit = _unit_of(text, numeral, found[at], names)
        if unit is not False:
            out.append((Found(numeral, unit), at))
    return out


def _signed(text: str, unit: Unit) -> int:
    """Where a minus before a number begins: a sign that stands alone, no hyphen and no dash of a range."""
    if unit.kind not in ("rate", "share", "money"):
        return unit.start
    found = _SIGN.search(text, max(0, unit.start - 8), unit.start)
    if found is None or _NUMBER_BEFORE.search(text, max(0, found.start() - 10), found.start()):
        return unit.start
    return found.start()


def _plain(text: str, found: Found, sentence: int) -> Amount:
    unit = found.unit
    assert unit is not None
    start = _signed(text, unit)
    return Amount(
        start,
        unit.end,
        unit.tail,
        found.numeral.value if start == unit.start else -found.numeral.value,
        unit.name,
        unit.kind,
        unit.rule,
        sentence,
        elided=found.elided,
    )


def _qualified(text: str, one: Amount) -> Amount:
    """The amount with its bound, its vagueness and its per year."""
    before = text[max(0, one.start - 32) : one.start]
    spatial = one.kind == "duration" or unit_words.is_place_name(one.unit)
    approx = bool(_AROUND.search(before))
    bound: Bound | None = None
    bounds: tuple[tuple[re.Pattern[str], Bound], ...] = ((_AT_MOST, "at_most"), (_AT_LEAST, "at_least"))
    for pattern, name in bounds:
        found = pattern.search(before)
        if found and not (spatial and not found.group("hard")):
            bound, approx = name, approx or not found.group("hard")
    if _OR_MORE.match(text, one.tail):
        bound = "at_least"
    approx = approx or bool(_OR_SO.match(text, one.tail))
    return replace(one, approx=approx, bound=bound, per=_per(text, one))


def _per(text: str, one: Amount) -> Per | None:
    if one.kind == "duration":
        return None
    after = _PER.match(text, one.tail)
    if after:
        return _PER_UNIT[after.group("unit") or after.group("adverb")]
    before = _ANNUAL_BEFORE.search(text[max(0, one.start - 48) : one.start]) if one.kind == "money" else None
    return _PER_UNIT[before.group("word")] if before else None


def _ranged(text: str, found: list[Amount]) -> list[Amount]:
    """Pairs joined by to, and, or a dash: from A to B where something changes, low and high where it does not."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if a.sentence != b.sentence or not _same_sort(a, b) or a.range_end:
            continue
        ends = _range_ends(text, a, b)
        if ends:
            found[k], found[k + 1] = (
                replace(a, range_end=ends[0], range_with=k + 1),
                replace(b, range_end=ends[1], range_with=k),
            )
    return found


def _same_sort(a: Amount, b: Amount) -> bool:
    if a.kind == b.kind == "money" or a.unit == b.unit:
        return True
    return a.kind == b.kind == "count" or all(one.unit in _PER_CENTS for one in (a, b))


def _range_ends(text: str, a: Amount, b: Amount) -> tuple[RangeEnd, RangeEnd] | None:
    before = text[max(0, a.start - 40) : a.start]
    gap = text[a.tail : b.start] if a.tail <= b.start else ""
    if _FROM_BEFORE.search(before) and _to_gap(gap):
        return ("low", "high") if _RANGING.search(before) else ("from", "to")
    if _TO_BEFORE.search(before) and re.fullmatch(
        r"[^.;]{0,25}?,? from (?:about |around |the current |its current |a current |an? )*", gap
    ):
        return "to", "from"
    if re.fullmatch(r"\s?[-–—]\s?|\sto\s", gap) or (
        re.fullmatch(r"\sand\s(?:about |around )?", gap) and _BETWEEN_BEFORE.search(before)
    ):
        return "low", "high"
    return None


def _to_gap(gap: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?: (?:on|for) defen[cs]e)?(?:,? (?:now|today|currently|this year|last year|in \d{4}|a year|"
            r"(?:share )?of \S+(?: \S+){0,2}))?,? to (?:about |around |nearly |over |at least |as much as |a |an |"
            r"more than |the |some )*",
            gap,
        )
    )


def _converted(text: str, found: list[Amount]) -> list[Amount]:
    """Sums printed again in another currency, in brackets or after "or"."""
    for k in range(1, len(found)):
        a, b = found[k - 1], found[k]
        if a.kind != "money" or b.kind != "money" or a.unit == b.unit or a.sentence != b.sentence:
            continue
        gap = text[a.tail : b.start]
        link = _CONVERSION.fullmatch(gap)
        if link and ("(" not in gap or _CLOSES.match(text, b.tail)):
            found[k] = replace(b, equivalent_of=k - 1, approx=b.approx or a.approx, bound=a.bound, per=b.per or a.per)
        elif a.equivalent_of is not None and _ALSO_IN_BRACKET.fullmatch(gap):
            base = found[a.equivalent_of]
            found[k] = replace(
                b, equivalent_of=a.equivalent_of, approx=base.approx, bound=base.bound, per=b.per or base.per
            )
    return found


def amounts(text: str, found: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Amount]:
    """Every figure of a text in order; `mentions` are the countries and persons it names."""
    special = [
        Amount(one.start, one.end, one.end, one.value, one.unit, one.kind, one.rule, sentence_at(found, one.start))
        for one in worded(text)
    ]
    names = Names(mentions, frozenset(m.end for m in mentions))
    lent = lend_units(text, _candidates(text, found, names, special), names.ends)
    lent = borrow_units(text, lend_votes(text, lent, [s.start for s in found]), names.ends, found)
    everything = _apart([_plain(text, one, at) for one, at in lent if one.unit] + special)
    steps: tuple[Callable[[str, list[Amount]], list[Amount]], ...] = (_ranged, _converted)
    qualified = [_qualified(text, one) for one in everything]
    for step in steps:
        qualified = step(text, qualified)
    return qualified


def _apart(found: list[Amount]) -> list[Amount]:
    """In order, without overlaps: the earlier and longer stays."""
    kept: list[Amount] = []
    for one in sorted(found, key=lambda a: (a.start, -a.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
