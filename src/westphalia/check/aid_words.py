"""The words that belong to one sum of aid: which kind it is, whose it may be beside its giver, and how it is given."""

import re
from collections.abc import Iterator
from typing import Final

from westphalia.evidence.claims import Figure, Reading
from westphalia.world.aid import Part

_PART_OF: Final = (
    r"includ\w+|of\W+(?:which|that|it|this|them)|among\W+(?:which|that|it|them)|in\W+addition\W+to|on\W+top\W+of|"
    r"compris\w+|made\W+up\W+of|as\W+well\W+as|alongside|besides?|plus|with|while|whereas|but|after"
)
_CUT: Final = re.compile(rf";|—|–\s|\b(?:{_PART_OF})\b", re.IGNORECASE)
_LIST: Final = re.compile(r",|\band\b", re.IGNORECASE)
_KINDS: Final[dict[Part, re.Pattern[str]]] = {
    "military": re.compile(
        r"\b(?:military|weapons?|weaponry|arms|ammunition|munitions|missiles|tanks|defen[cs]e)\b", re.IGNORECASE
    ),
    "financial": re.compile(
        r"\b(?:financial|financing|budget(?:ary)?|economic|macro-?financial|loans?)\b", re.IGNORECASE
    ),
    "humanitarian": re.compile(r"\bhumanitarian\b", re.IGNORECASE),
}
_GIVEN: Final = re.compile(
    r"\b(?:g[ai]ve[ns]?|giving|deliver\w*|sent|sends?|spent|spends?|paid|pays?|provid\w+|disburs\w+|suppl(?:ied|ies)|"
    r"receiv\w+|handed|donated)\b",
    re.IGNORECASE,
)
_FORM: Final = re.compile(r"\bin[\W_]?(?:kind|cash)\b", re.IGNORECASE)
_EUROPE: Final = re.compile(r"\bEurope(?:an)?s?\b(?!\W+(?:Union|Commission|Council|Parliament|Investment|Peace))")
_UNION: Final = re.compile(r"\bEU\b|\bEuropean\W+(?:Union|Commission|Council)\b|\bBrussels\b")
_OTHERS: Final = re.compile(r"[^.;]{0,20}?\b(?:that|which|by|from)\b(?P<words>[^.;,]*)", re.IGNORECASE)


def kind_of(figure: Figure, reading: Reading) -> Part | None:
    """The one kind of aid that the words of a sum name; None where they name none, or several and so all of it.

    The words behind the sum come first, up to the next sum or to words that name a part of it ("including", "of
    which"); then those before it, from the last such words, the last sum, or the last item of a list.
    """
    behind, before = _own_words(figure, reading)
    for words in (behind, before):
        found = [kind for kind, pattern in _KINDS.items() if pattern.search(words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def form_of(figure: Figure, reading: Reading) -> str | None:
    """In kind or in cash, where the words of a sum say so."""
    match = _FORM.search(" ".join(_own_words(figure, reading)))
    return match.group().lower().replace("-", " ") if match else None


def says_given(figure: Figure) -> bool:
    """Whether a sum is said to be given, delivered or paid, and not only promised or set aside."""
    if figure.money_status in ("pledged", "allocated", "proposed"):
        return False
    return figure.money_status == "delivered" or _GIVEN.search(figure.context.text) is not None


def says_europe(figure: Figure) -> bool:
    """Whether the words before a sum speak of Europe, and not of the European Union."""
    before = figure.context.text[: figure.span.start - figure.context.start]
    text = before if _EUROPE.search(before) or _UNION.search(before) else figure.context.text
    return _EUROPE.search(text) is not None and _UNION.search(text) is None


def whose_words(figure: Figure) -> str:
    """The words behind a sum that say whose it is: that …, which …, by …, from …; empty where there are none."""
    behind = figure.context.text[figure.span.end - figure.context.start :]
    match = _OTHERS.match(behind)
    return match["words"] if match else ""


def _own_words(figure: Figure, reading: Reading) -> tuple[str, str]:
    text, start = figure.context.text, figure.context.start
    spans = [other.span for other in _beside(figure, reading)]
    end = min((s.start for s in spans if s.start >= figure.span.end), default=figure.context.end)
    behind = text[figure.span.end - start : end - start]
    cut = _CUT.search(behind)
    last = max((s.end for s in spans if s.end <= figure.span.start), default=start)
    before = text[last - start : figure.span.start - start]
    before = before[max((match.end() for match in _CUT.finditer(before)), default=0) :]
    if last > start:
        before = before[max((match.end() for match in _LIST.finditer(before)), default=0) :]
    return behind[: cut.start()] if cut else behind, before


def _beside(figure: Figure, reading: Reading) -> Iterator[Figure]:
    """Other sums of the sentence; one that converts another is the same sum."""
    for other in reading.figures:
        same = other.equivalent_of == figure.id or figure.equivalent_of == other.id
        inside = figure.context.start <= other.span.start < figure.context.end
        if other.kind == "money" and inside and other.claim != figure.claim and not same:
            yield other
