"""Units left out beside a neighbour that has them: "10 to 15 per cent", "€10-15bn", "62 of 81 drones"."""

import re
from dataclasses import dataclass, replace

from westphalia.evidence.numbers.unit_words import Unit
from westphalia.evidence.words.numerals import Numeral

_LINK = re.compile(
    r"\s?(?P<sign>[-–—])\s?|\s(?P<word>to|and|or)\s(?:then to |then |even |perhaps |nearly |about |around |over )?|"
    r",\s(?P<comma>)"
)
_ACROSS_NAME = re.compile(r"(?:,| and|, and| or)\s(?:the )?[^\W\d_a-z][\w ’'.-]{1,40} (?:only |just |about |around )?")
_OF = re.compile(r"(?: out)? of (?:the |some |about )?")
_SMALL = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A numeral with its unit, if it has one, and whether a neighbour lent it."""

    numeral: Numeral
    unit: Unit | None
    elided: bool = False

    @property
    def start(self) -> int:
        """Where number or currency sign begins."""
        return self.unit.start if self.unit else self.numeral.start


def lend_units(text: str, found: list[tuple[Found, int]], known: frozenset[int]) -> list[tuple[Found, int]]:
    """Numerals, each with the number of its sentence, once neighbours have lent units back and currencies on.

    `known` holds the ends of words known as countries or persons ("France spent 2.1 and Italy 1.5 per cent").
    """
    return _currencies_on(text, _units_back(text, found, known))


def _units_back(text: str, found: list[tuple[Found, int]], known: frozenset[int]) -> list[tuple[Found, int]]:
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        (left, at), (right, of) = out[k], out[k + 1]
        if at != of or right.unit is None:
            continue
        link = _LINK.fullmatch(text, left.numeral.end, right.start)
        if left.unit is None and (link or _may_borrow(text, left, right, known)):
            out[k] = (_borrowed(left.numeral, right), at)
        elif link and left.unit and left.unit.kind == right.unit.kind == "money" and not link.group("comma"):
            out[k] = (_with_scale_of(left, right), at)
    return out


def _may_borrow(text: str, left: Found, right: Found, known: frozenset[int]) -> bool:
    """ "62 of 81 drones", and rates with only a name between them."""
    assert right.unit is not None
    if right.unit.kind == "count":
        return bool(_OF.fullmatch(text, left.numeral.end, right.start))
    if right.unit.kind not in ("rate", "share"):
        return False
    across = _ACROSS_NAME.fullmatch(text, left.numeral.end, right.start)
    return bool(across) and any(left.numeral.end < end < right.start for end in known)


def _borrowed(numeral: Numeral, right: Found) -> Found:
    assert right.unit is not None
    bare = numeral.scale == 1 and right.numeral.scale > 1 and numeral.digits < _SMALL
    unit = replace(right.unit, start=numeral.start, end=numeral.end, tail=numeral.end)
    return Found(numeral.scaled(right.numeral.scale) if bare else numeral, unit, elided=True)


def _with_scale_of(left: Found, right: Found) -> Found:
    bare = left.numeral.scale == 1 and right.numeral.scale > 1 and left.numeral.digits < _SMALL
    return _rescaled(left, right.numeral.scale) if bare else left


def _rescaled(found: Found, scale: float) -> Found:
    return Found(found.numeral.scaled(scale), found.unit, elided=True)


def _currencies_on(text: str, found: list[tuple[Found, int]]) -> list[tuple[Found, int]]:
    """A scaled number without unit takes the currency of its sentence; the number before it may take its scale."""
    out, currency = list(found), dict[int, Unit]()
    for k, (one, at) in enumerate(out):
        if one.unit:
            if one.unit.kind == "money" and not (at in currency and text[one.start - 1] == "("):
                currency[at] = one.unit
            continue
        if at not in currency or one.numeral.scale <= 1:
            continue
        out[k] = (_lent(one.numeral, currency[at]), at)
        before = out[k - 1][0]
        bare = before.unit and before.numeral.scale == 1 and before.numeral.digits < _SMALL
        if bare and _LINK.fullmatch(text, before.numeral.end, one.numeral.start):
            out[k - 1] = (_rescaled(before, one.numeral.scale), at)
    return out


def _lent(numeral: Numeral, unit: Unit) -> Found:
    lent = replace(unit, start=numeral.start, end=numeral.end, tail=numeral.end, rule="money.inherited")
    return Found(numeral, lent, elided=True)
