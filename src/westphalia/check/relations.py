"""What the numbers of one sentence say of each other: relations with the result the others give."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from westphalia.check import grammar
from westphalia.check.operands import Operand, Range, bare
from westphalia.check.sentence import Sentence
from westphalia.check.totals import sums
from westphalia.units import PER_CENT

_HUNDREDTHS: Final = 1 / PER_CENT
_LOOSE: Final = 0.1
_PER_YEAR: Final = {"year": 1.0, "month": 12.0}
_TIMES: Final = {"year": 1.0, "decade": 10.0, "month": 1 / 12}
_SIGN: Final = re.compile(r"[£€$¥]")
_HEDGE: Final = re.compile(r"\b(?:more than|over|nearly|almost|less than|about|roughly) (?:[a-z]+ )?$")
Slots = dict[str, Operand]


@dataclass(frozen=True)
class Relation:
    """A number presented as the result of others: what they give, and what they would give read otherwise."""

    rule: str
    result: Operand
    given: tuple[Operand, ...]
    expected: Range
    otherwise: Range | None = None


def relations(sentence: Sentence) -> list[Relation]:
    """Every relation the words of a sentence state, none for words that do not say what the result is of."""
    found = [r for search, build in _RULES for match in _matches(search, sentence) if (r := build(match, sentence))]
    return [*found, *(Relation("sum of the parts", total, parts, added) for total, parts, added in sums(sentence))]


def _matches(patterns: tuple[re.Pattern[str], ...], sentence: Sentence) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(sentence.text)


def _slots(match: re.Match[str], sentence: Sentence) -> Slots:
    return {name: sentence.operands[mark] for name, mark in match.groupdict().items() if mark in sentence.operands}


def _alike(*several: Operand) -> bool:
    """Whether numbers count the same thing, by their unit and by the sign printed with them."""
    signs = {sign.group() for one in several if (sign := _SIGN.search(one.text))}
    return len({one.unit for one in several}) == 1 and len(signs) < 2


def _change(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    before, after, change = s["a"], s["b"], s["c"]
    if not _alike(before, after) or before.range.low <= 0 or _contradicts(match.group(), before, after):
        return None
    difference = _magnitude(after.range - before.range)
    ratio = (after.range.over(before.range) or Range(0, 0, 0)) - Range(1, 1, 1)
    given = (before, after)
    if change.unit == "percentage_points" or change.unit == before.unit != "percent":
        points = before.unit == "percent"
        fits = points == (change.unit == "percentage_points")
        return Relation("difference of the two levels", change, given, difference) if fits else None
    if change.unit not in ("percent", "fraction"):
        return None
    relative = _magnitude(ratio).times(_HUNDREDTHS if change.unit == "percent" else 1.0)
    otherwise = difference if _alike(before, change) else None
    return Relation("change over the level before", change, given, relative, otherwise)


def _magnitude(change: Range) -> Range:
    """A change without its sign: it is told by the verb."""
    low, high = sorted((abs(change.low), abs(change.high)))
    return Range(abs(change.value), 0.0 if change.low < 0 < change.high else low, high)


def _contradicts(words: str, before: Operand, after: Operand) -> bool:
    rising, falling = grammar.RISING.search(words), grammar.FALLING.search(words)
    if bool(rising) == bool(falling):
        return False
    return (after.range.value > before.range.value) != bool(rising)


def _fold(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    before, after = s["a"], s["b"]
    if not _alike(before, after) or before.range.low <= 0:
        return None
    if "x" in s:
        ratio = after.range.over(before.range)
        return (
            None if ratio is None else Relation("the level after over the level before", s["x"], (before, after), ratio)
        )
    if _HEDGE.search(sentence.text[: match.start()]):
        return None
    times = next(n for stem, n in grammar.MULTIPLES.items() if match["verb"].startswith(stem))
    return Relation(f"{times:g} times the level before", after, (before,), _about(before.range.value * times))


def _about(value: float) -> Range:
    return Range(value, value * (1 - _LOOSE), value * (1 + _LOOSE))


def _share(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    whole, share = s["w"], s["s"]
    part = s["p"] if "p" in s else bare(match["n"])
    if part.unit and not _alike(part, whole):
        return None
    if share.figure is None:
        return _part_of(share, whole, part) if part.figure else None
    ratio = part.range.over(whole.range)
    scale = _HUNDREDTHS if share.unit == "percent" else 1.0
    return None if ratio is None else Relation("share of the whole", share, (part, whole), ratio.times(scale))


def _part(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    if not _alike(s["p"], s["w"]) or _per(s["p"]) not in (_per(s["w"]), "year", None):
        return None
    return _part_of(s["s"], s["w"], s["p"])


def _part_of(share: Operand, whole: Operand, part: Operand) -> Relation:
    if share.unit == "percent":
        expected = (whole.range * share.range).times(PER_CENT)
    else:
        expected = _about(whole.range.value * share.range.value)
    return Relation("part of the whole", part, (share, whole), expected)


def _per(operand: Operand) -> str | None:
    return operand.figure.per if operand.figure else None


def _count(s: Slots) -> Range | None:
    """How many times the sum for each goes into the whole sum."""
    if "n" in s:
        return s["n"].range
    years, per = s["y"], _per(s["r"])
    if years.unit not in _TIMES or per not in _PER_YEAR:
        return None
    return years.range.times(_TIMES[years.unit] * _PER_YEAR[per])


def _rate(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    many = _count(s)
    each = s["t"].range.over(many) if many and _alike(s["t"], s["r"]) and _per(s["t"]) is None else None
    return None if each is None else Relation("the sum divided", s["r"], (s["t"], s.get("n") or s["y"]), each)


def _whole(match: re.Match[str], sentence: Sentence) -> Relation | None:
    s = _slots(match, sentence)
    many = _count(s)
    if many is None or not _alike(s["t"], s["r"]) or _per(s["t"]) is not None:
        return None
    return Relation("the sum for each, times their number", s["t"], (s["r"], s.get("n") or s["y"]), s["r"].range * many)


_Rule = Callable[[re.Match[str], Sentence], Relation | None]
_RULES: Final[tuple[tuple[tuple[re.Pattern[str], ...], _Rule], ...]] = (
    (grammar.CHANGES, _change),
    (grammar.FOLDS, _fold),
    (grammar.SHARES, _share),
    (grammar.PARTS, _part),
    (grammar.RATES, _rate),
    (grammar.TOTALS, _whole),
)
