"""Quantities told in words alone: parts of a whole, multiples, single units of time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from westphalia.evidence.claims import Kind
from westphalia.evidence.words.numerals import numerals
from westphalia.evidence.words.vocabulary import any_of

_PARTS = {
    "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "sixth": 1 / 6, "eighth": 0.125, "tenth": 0.1, "half": 0.5,
    "halve": 0.5,
}  # fmt: skip
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_PART = r"(?:third|quarter|fifth|tenth)"
_ABOUT = any_of("about around nearly almost roughly over more_than less_than fewer_than at_least up_to just barely")
_AFTER_PART = any_of(
    """in to since are were was is has have had would will say said says by from on lower higher more less below above
    smaller larger believe back support supported think want and or as at"""
)
_NO_WHOLE = any_of(
    "time battle story fun way night day year world problem point job reason trouble hour century chance match game"
)
_FRACTION = re.compile(
    rf"\b(?:(?P<several>(?:{'|'.join(_COUNTS)})[ -](?:thirds|quarters|fifths|sixths|eighths|tenths))"
    r"(?! majorit|-| of a (?:million|billion))"
    rf"|(?P<whole>(?:an?|one)[ -]{_PART}|(?<!first )(?<!second )(?<!latter )half) of "
    r"(?!\d|a (?:century|mile|year|day|million|billion)\b|the (?:year|century|match|game)\b)"
    rf"|by (?P<change>(?:an? )?{_PART}|(?:an? )?half)(?! (?:of|majority)\b|-)"
    rf"|{_ABOUT} (?P<near>(?:an? |one[ -]){_PART}|half)(?=[,.;:)!?”\"]| {_AFTER_PART}\b)"
    rf"|(?P<half>half) (?:the|its|his|her|their|our|that|those|these) (?!{_NO_WHOLE}\b)"
    r"|(?P<many>one|two|three|four|six|seven|eight|nine|\d) (?:in|out of) (?:every )?"
    r"(?P<out>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|100)\b(?! (?:\d|years?|days?|weeks?|months?)))"
    rf"|, (?:or )?(?P<aside>(?:an?|one)[ -]{_PART})(?=[,)]| –)",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<fold>(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|\d{1,3})-?fold)"
    r"|(?P<verb>(?:doubl|tripl|trebl|quadrupl)(?:ing|ed|es?))(?= (?:of\b|in\b|since|"
    r"between|(?:(?:its|their|his|her|the|our) (?:[\w-]+ )?)?(?:defen[cs]e|military|spending|budgets?|aid|tariffs?|"
    r"exports|imports|duties|levies|share|output|number|sum|size)\b))|"
    r"(?P<as>twice|(?:three|four|five|six|ten|\d{1,2}) times)"
    r"(?= as (?:much|many|high|large|big)\b| (?:what|the (?:amount|level|sum|share|rate|number|average|size))\b)"
    r"|pay(?:s|ing)? (?:for (?:it|this|that) )?(?P<paid>twice))",
    re.IGNORECASE,
)
_TIMES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "twice": 2.0}
_UNIT = r"(?:minute|hour|day|week|month|year|decade)"
_NO_DATE = r"(?![\w’'-]| (?:ago|earlier|before|later|after|or two|when|that|where|which|old)\b)"
_IN_ONE = re.compile(
    r"\b(?P<span>(?:in|within|inside) (?:an?|one|a single|just one|just a|under a) "
    rf"(?P<unit>{_UNIT}))(?!\w|-| (?:of|when|that|where|which|in which|marked|or two)\b| [a-z]+ed\b)",
    re.IGNORECASE,
)
_NEAR_ONE = re.compile(
    r"\b(?:perhaps|maybe|at least|less than|more than|about|around|nearly|almost|up to|barely|roughly) "
    rf"(?P<span>(?:an?|one) (?P<unit>{_UNIT})){_NO_DATE}",
    re.IGNORECASE,
)
_LASTING = any_of(
    "silence notice delay pause break worth truce ceasefire drive walk flight extension talks fighting grace applause"
)
_ONES = re.compile(rf"\b(?P<span>an? (?P<unit>{_UNIT})[’']s) {_LASTING}\b", re.IGNORECASE)
_HALF_ONE = re.compile(
    rf"(?<!and-a-)\b(?:(?P<half>half)(?:[ -]an?)?[ -](?P<of>{_UNIT}|century)|an? (?P<unit>{_UNIT}) and a half)"
    rf"{_NO_DATE}",
    re.IGNORECASE,
)
_LONG = re.compile(rf"(?<![\w-])(?:an? )?(?P<span>(?P<unit>{_UNIT})-long)\b", re.IGNORECASE)
_SINGLE = {_IN_ONE: "in_one", _NEAR_ONE: "near_one", _ONES: "ones", _LONG: "long"}
_FRACTION_KEYS = re.compile(r"[Hh]alf|third|quarter|fifth|tenth|sixth|eighth| (?:in|out of) (?:every )?[tfsen\d]")
_MULTIPLE_KEYS = re.compile(r"fold|oubl|ripl|rebl|uadrupl|twice|Twice| times ")
_UNIT_KEYS = re.compile(r"\b(?:[Mm]inute|[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade)\b")
_HALF_KEY = re.compile(r"[Hh]alf")
_BEFORE_KEY, _AFTER_KEY = 30, 80


@dataclass(frozen=True, slots=True)
class Worded:
    """A quantity told in words: where it stands, its value and unit, and the rule that read it."""

    start: int
    end: int
    value: float
    unit: str
    kind: Kind
    rule: str


def _part_value(words: str) -> float:
    """The value of "two-thirds", "a fifth", "half"."""
    first, *rest = re.split("[ -]", words.lower())
    part = (rest or [first])[-1]
    return _COUNTS.get(first, 1) * (_PARTS.get(part) or _PARTS[part.rstrip("s")])


def _windows(text: str, keys: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches around key words, with where their last key word ends; those that touch are one."""
    start, end, last = 0, -1, 0
    for key in keys.finditer(text):
        if key.start() - _BEFORE_KEY > end:
            if end >= 0:
                yield start, end, last
            start = max(0, key.start() - _BEFORE_KEY)
        end, last = key.end() + _AFTER_KEY, key.end()
    if end >= 0:
        yield start, end, last


def _near(text: str, pattern: re.Pattern[str], keys: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a pattern, which is searched only around words that every match holds."""
    for start, end, last in _windows(text, keys):
        yield from (m for m in pattern.finditer(text, start, end) if m.start() <= last)


def _fractions(text: str) -> Iterator[Worded]:
    for m in _near(text, _FRACTION, _FRACTION_KEYS):
        name = m.lastgroup or ""
        if name == "out":
            many, out_of = (numerals(m.group(g))[0].value for g in ("many", "out"))
            start, end, value = m.start("many"), m.end(), many / out_of
        else:
            (start, end), value = m.span(name), _part_value(m.group(name))
        yield Worded(start, end, round(value, 6), "fraction", "share", "fraction.words")


def _multiples(text: str) -> Iterator[Worded]:
    """ "A fourfold rise", "doubling its spending", "twice as much": how many times as much."""
    for m in _near(text, _MULTIPLE, _MULTIPLE_KEYS):
        words = m.group(m.lastgroup or 0).lower()
        value = next((v for stem, v in _TIMES.items() if words.startswith(stem)), 0.0)
        value = value or numerals(re.split(r"-?fold| ", words)[0])[0].value
        yield Worded(*m.span(m.lastgroup or 0), value, "times", "rate", f"multiple.{m.lastgroup}")


def _single_times(text: str) -> Iterator[Worded]:
    """ "In a day", "perhaps a year", "a minute’s silence", "hour-long"."""
    for pattern, rule in _SINGLE.items():
        for m in _near(text, pattern, _UNIT_KEYS):
            yield Worded(*m.span("span"), 1.0, m.group("unit").lower(), "duration", f"duration.{rule}")


def _half_times(text: str) -> Iterator[Worded]:
    """ "Half an hour", "a year and a half"."""
    for m in _near(text, _HALF_ONE, _HALF_KEY):
        value = 0.5 if m.group("half") else 1.5
        unit = m.group("of") or m.group("unit")
        yield Worded(*m.span(), value, unit.lower(), "duration", "duration.half")


def worded(text: str) -> list[Worded]:
    """Every quantity of a text that is told in words alone."""
    return [*_fractions(text), *_multiples(text), *_single_times(text), *_half_times(text)]
