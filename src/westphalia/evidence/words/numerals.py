"""Numerals of a text, in figures and in words, with their scale (thousand, million, bn, tn)."""

import re
from dataclasses import dataclass
from decimal import Decimal

_UNIT_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TEN_WORDS = """twenty thirty forty fifty sixty seventy eighty ninety"""
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), start=2)}
_MULTIPLES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "b": 1e9,
    "bln": 1e9, "billion": 1e9, "billions": 1e9, "mld": 1e9, "trn": 1e12, "tn": 1e12, "tln": 1e12, "t": 1e12,
    "trillion": 1e12, "lakh": 1e5, "crore": 1e7, "lakh crore": 1e12,
}  # fmt: skip
_PARTS = {"half": 0.5, "three": 0.75, "a": 0.25}
_LONE_LETTERS = frozenset("kmbt")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}

_SMALL = "|".join([*_TENS, *_UNITS])
_WORDS = rf"(?:{_SMALL})"
_BIG = "|".join(_MULTIPLES)
_GROUPED = "|".join(
    (
        r"\d{1,2}(?:,\d\d){1,5},\d{3}(?!\d|,\d)",  # 12,34,567
        r"\d{1,3}(?:,\d{3}){1,6}(?!\d|,\d)(?:\.\d+)?",
        r"\d{1,3}(?:\.\d{3}){2,6}(?![\d.]\d|\d)",  # 1.234.567
        r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3}){1,6}(?![\d,.]\d|\d)",
        r"\d{1,3},\d{1,2}(?=[ \u00a0]?(?:%|per ?cent|bn\b|mld\b|[bm]illion|€|euros?\b))",  # 3,5 per cent
        r"\d+(?:\.\d+)?",
    )
)
_CODES = "EUR|USD|GBP|CHF|NOK|SEK|DKK|PLN|CZK|CAD|AUD|JPY|CNY|INR|UAH|RUB"
_NUMERAL = re.compile(
    rf"(?:\b(?=[\daefhnostz])|(?=\d)(?<=\b(?:{_CODES})))(?:(?P<digits>{_GROUPED})(?P<vulgar>[½¼¾])?"
    rf"|(?:(?P<half>(?:half[ -]an?|(?:three[ -]quarters|a quarter) of an?)[ -](?:{_BIG}))"
    rf"|(?P<words>(?:(?:an?[ -](?=(?:{_BIG})\b)(?:{_BIG})|{_WORDS}(?:[ -](?:{_BIG}|{_WORDS}))*)"
    rf"(?:(?:(?<=hundred) and|(?<=thousand) and|(?<=million) and)?[ -](?:{_BIG}|{_WORDS}))*))\b)"
    r")",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(rf"[ -]and[ -]a[ -]half(?:[ -](?P<big>{_BIG}))?\b", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"\d+,\d\d?")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_SCALE = re.compile(
    r"(?P<gap>[\s\u00a0\u202f-]{0,2})(?P<scale>thousands?|millions?|billions?|trillions?|mln|mld|trn|tln|bln|bn|mn|tn|[kmbt]|"
    r"lakh[ -]crore|lakhs?|crores?)\b"
    r"(?!(?:[’']|-(?!(?:a|per|strong|plus|dollar|euro|pound)\b))\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in the text: its value with its scale, and where digits and scale end."""

    start: int
    end: int
    value: float
    digits: float
    scale: float
    in_words: bool
    lone_letter: bool

    def scaled(self, scale: float) -> "Numeral":
        """The same numeral with the scale of a neighbour ("£10-15bn")."""
        value = _product(self.digits, scale)
        return Numeral(self.start, self.end, value, self.digits, scale, self.in_words, self.lone_letter)


def _product(digits: float, scale: float) -> float:
    """The product in decimal, so that 261.6 billion is 261600000000."""
    return float(Decimal(repr(digits)) * Decimal(repr(scale)))


def words_value(words: str) -> float | None:
    """Value of a number in words; None where the words do not make one ("two three")."""
    total, current, last = 0.0, 0.0, 0.0
    for word in re.split(r"[ -]+", words.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in _UNITS:
            if current and (last in _UNITS.values() and last < 20 and last != 0) and last < 100:
                return None
            current, last = current + _UNITS[word], float(_UNITS[word])
        elif word in _TENS:
            if 0 < last < 100:
                return None
            current, last = current + _TENS[word], float(_TENS[word])
        elif _MULTIPLES[word] == 100.0:
            current, last = (current or 1.0) * 100.0, 100.0
        else:
            total, current, last = total + (current or 1.0) * _MULTIPLES[word], 0.0, 1000.0
    return total + current


def _scale_after(text: str, end: int, attached_money: bool) -> tuple[float, int, bool]:
    """Scale word right after a number: factor, where it ends, and whether it is a lone letter."""
    found = _SCALE.match(text, end)
    if found is None:
        return 1.0, end, False
    word = found.group("scale").lower().replace("-", " ")
    lone = word in _LONE_LETTERS
    if lone and (found.group("gap") or (word in "bt" and not attached_money)):
        return 1.0, end, False
    if found.group("gap").strip("\u00a0\u202f ") not in ("", "-"):
        return 1.0, end, False
    return _SCALES.get(word, _SCALES.get(word.rstrip("s"), 1.0)), found.end(), lone


def _digits_value(found: re.Match[str]) -> float:
    digits = found.group("digits")
    if _DECIMAL_COMMA.fullmatch(digits):
        digits = digits.replace(",", ".")
    elif _POINT_GROUPS.fullmatch(digits):
        digits = digits.replace(".", "")
    return float(re.sub(r"[,\s\u00a0\u202f\u2009]", "", digits)) + _VULGAR.get(found.group("vulgar") or "", 0.0)


def _in_words(found: re.Match[str], text: str) -> Numeral | None:
    """A number in words; None where the words do not make one."""
    if found.group("half"):
        words = re.split(r"[ -]", found.group("half").lower())
        value: float | None = _PARTS[words[0]] * _MULTIPLES[words[-1]]
    else:
        value = words_value(found.group("words"))
    if value is None:
        return None
    more, end = _half_more(text, found.end())
    value = _product(value + 0.5, more) if more else value
    return Numeral(found.start(), end, value, value, 1.0, True, False)


def _half_more(text: str, end: int) -> tuple[float, int]:
    """What multiplies a number that goes on "and a half" (0 where it does not), and where that ends."""
    found = _AND_A_HALF.match(text, end)
    if found is None:
        return 0.0, end
    return _MULTIPLES.get((found.group("big") or "").lower(), 1.0), found.end()


def numerals(text: str) -> list[Numeral]:
    """Every numeral of a text in order, whatever it turns out to count."""
    out = []
    for found in _NUMERAL.finditer(text):
        if found.group("digits") is None:
            numeral = _in_words(found, text)
            out += [numeral] if numeral else []
            continue
        digits = _digits_value(found)
        money = found.start() > 0 and text[found.start() - 1] in "$£€¥₹"
        scale, end, lone = _scale_after(text, found.end(), money)
        out.append(Numeral(found.start(), end, _product(digits, scale), digits, scale, False, lone))
    return out
