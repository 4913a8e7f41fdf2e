"""Aid that a donor stops and others are said to make up for → aid withdrawn and replaced."""

import re
from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.evidence.names.gazetteer import Mention, place_mentions
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.units import BILLION
from westphalia.wording import listed, money
from westphalia.world.aid import EUROPE
from westphalia.world.countries import the

NOT_MODELLED: Final = (
    "whether money can stand in for arms and intelligence that one donor alone has",
    "what Ukraine would do with less",
    "the answer of interest rates and of monetary policy",
    "pledges that the outlook already holds",
)
_REPLACES: Final = re.compile(
    r"\b(?:replac\w+|(?:mak(?:e|es|ing)|made)\W+up\W+for|(?:fill|clos|plug)\w*\W+(?:\w+\W+){0,4}?(?:gap|hole|void)|"
    r"compensat\w+\W+for|offset\w*|step\w*\W+in\W+for|substitut\w+\W+for)\b",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(
    r"\b(?:stop\w*|halt\w*|end(?:s|ed|ing)?|cut(?:s|ting)?(?:\W+off)?|suspen\w+|withdr[ae]w\w*|ceas\w+|fr(?:ee|o)z\w*|"
    r"pull\w*\W+out|walk\w*\W+away|drop\w*\W+out|no\W+(?:more|longer)|without)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"(?:\b(?:not|never)|n[’']t)\W+(?:\w+\W+)?$", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"[;:,–—](?=\s)|\band\b(?!\W+(?:the\W+)?[A-Z])|\b(?:[Bb]ut|[Ww]hile|so|then|[Ii]f|[Ww]hen)\b"
)
_WHOSE: Final = re.compile(r"\W+(?:(?:the|all|lost|missing|of|left|by|aid|support|money|from)\W+){0,5}$", re.IGNORECASE)
_IN_ALL: Final = re.compile(
    r"\b(?:to|from|total\w*(?:\W+of)?|in\W+place\W+of|instead\W+of)\W+(?:about\W+|around\W+)?$", re.I
)
_EUROPEAN: Final = re.compile(r"\bEurope(?:an)?s?\b(?!\W+(?:Union|Commission|Council|Parliament))")
_PARTIES: Final = ("UKR", "RUS", "BLR")
_PAST: Final = ("allocated", "delivered")


def says_replaced(figure: Figure) -> bool:
    """Whether the sentence of a sum speaks of making up for aid, and the sum is none that was given."""
    given = figure.outlook == "observed" or figure.money_status in _PAST
    return not given and _REPLACES.search(figure.context.text) is not None


def stopping(figure: Figure) -> str:
    """The donor that stops; raises LeftOpen where the sentence names none, or several."""
    text = figure.context.text
    found = list(dict.fromkeys(m.actor for m in _mentions(text) if _stops(text, m) or _is_replaced(text, m)))
    if not found:
        raise LeftOpen("the report speaks of replacing aid and does not say who stops giving it")
    if len(found) > 1:
        raise LeftOpen(f"several are said to stop, {listed(the(code) for code in found)}; one donor can be withdrawn")
    return found[0]


def replacing(figure: Figure) -> tuple[str, ...]:
    """Who makes up for it, as codes and groups; raises LeftOpen where the sentence does not say."""
    text, stopped = figure.context.text, stopping(figure)
    if _EUROPEAN.search(text):
        return EUROPE
    named = [m for m in _mentions(text) if m.actor != stopped]
    acting = [m.actor for m in named if _REPLACES.search(_clause(text, m)) or _within(figure, text, m)]
    if not acting:
        raise LeftOpen(f"the report does not say who makes up for what {the(stopped)} gave")
    return tuple(dict.fromkeys(acting))


def draft_replacement(place: Place) -> Draft:
    """The scenario of a donor that stops and others who replace the printed sum a year; raises LeftOpen else."""
    figure = place.figure
    withdrawn, donors = stopping(figure), replacing(figure)
    _is_the_sum_to_replace(figure)
    first, billions = figure.year or place.report_date.year + 1, figure.normalised / BILLION
    lever = {
        "kind": "aid_replacement",
        "name": "aid_replacement",
        "withdrawn": withdrawn,
        "amount": billions,
        "currency": figure.unit,
        "donors": donors,
        "from": first,
    }
    whose = "Europe" if donors == EUROPE else listed(the(code) for code in donors)
    notes = (
        f"{the(withdrawn)} stops, and {whose} makes up for the sum the report prints",
        "shared by income: the report gives no key",
        "the military part and what is newly bought are those of the tracker, as its sentence splits nothing",
        f"every year from {first} on",
        "paid by debt: how it is paid was not read in the report",
    )
    title = f"{whose} replaces {money(billions, figure.unit)} a year of aid to Ukraine from {the(withdrawn)}"
    key = ("aid_replacement", withdrawn, figure.unit, f"{billions:.6g}", *donors)
    return proposal(key, title, lever, Basis((place,), notes, NOT_MODELLED))


def _is_the_sum_to_replace(figure: Figure) -> None:
    """Refuse a sum that is none a year, a conversion, and one that says what is given in all."""
    if figure.equivalent_of is not None:
        raise LeftOpen("it is a sum the report gives in another currency as well, drafted from there")
    if figure.per != "year":
        raise LeftOpen("the report does not say that it is to be replaced every year")
    if figure.role in ("from", "to", "current") or _IN_ALL.search(_before(figure)):
        raise LeftOpen("it is what is given in all, and the lever is what has to be replaced")


def _before(figure: Figure) -> str:
    return figure.context.text[: figure.span.start - figure.context.start]


def _mentions(text: str) -> list[Mention]:
    return [m for m in place_mentions(text) if m.actor not in _PARTIES]


def _clause(text: str, mention: Mention) -> str:
    return text[slice(*_bounds(text, mention.start))]


def _bounds(text: str, place: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends."""
    starts = [cut.end() for cut in _CLAUSE.finditer(text, 0, place)]
    end = _CLAUSE.search(text, place)
    return max(starts, default=0), end.start() if end else len(text)


def _stops(text: str, mention: Mention) -> bool:
    """Whether the clause of a name says that something ends, and does not deny it."""
    clause = _clause(text, mention)
    stop = _STOPS.search(clause)
    return stop is not None and not _DENIED.search(clause[: stop.start()]) and not _REPLACES.search(clause)


def _is_replaced(text: str, mention: Mention) -> bool:
    """Whether a name stands right behind the words that replace: replace US aid, make up for America's."""
    found = [match.end() for match in _REPLACES.finditer(text, 0, mention.start)]
    return bool(found) and _WHOSE.fullmatch(text[found[-1] : mention.start]) is not None


def _within(figure: Figure, text: str, mention: Mention) -> bool:
    """Whether a name stands in the clause of the sum."""
    start, end = _bounds(text, figure.span.start - figure.context.start)
    return start <= mention.start < end
