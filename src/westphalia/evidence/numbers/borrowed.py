"""Units left out because they were said before: "down from 61", "25 of them", "wounding at least 17"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from westphalia.evidence.claims import Kind
from westphalia.evidence.numbers.elision import Found
from westphalia.evidence.numbers.unit_words import Unit
from westphalia.evidence.words.numerals import Numeral
from westphalia.evidence.words.text import Sentence
from westphalia.evidence.words.vocabulary import any_of, word_set

Lent = tuple[Found, int]
_ADVERBS = (
    r"(?:(?:about|around|just|only|nearly|almost|some|at least|at most|as many as|up to|more than|over|under|less than|"
    r"fewer than|barely|even|the|a further|another|roughly|then|perhaps|an estimated) )*$"
)
_GOES_ON = any_of(
    """in by at on before after this last next per a an and or but to from now today previously earlier for under
    during against when if as than were was is are had have who while overnight yesterday today"""
)
_STANDS_ALONE = re.compile(rf"(?:[.,;:)!?”\"’'…](?!\d)|\s[–—-]\s|\s{_GOES_ON}\b|\s*$|\s*\n)")
_COMPARED = re.compile(
    r"(?:\b(?:up|down|rising|falling|compared (?:with|to)|rather than|instead of|as opposed to|versus|vs\.?) "
    rf"(?:from )?|\b(?:from|to|(?<!older )(?<!younger )than|not|against) ){_ADVERBS}"
)
_RATHER = re.compile(
    r"\b(?:up from|down from|compared (?:with|to)|rather than|instead of|as opposed to|versus|vs\.?|not) " + _ADVERBS
)
_WITH_NAME = re.compile(
    r"(?:[’']s)?(?: (?:spends?|spent|at|on|with|got|had|has|is|was|pays?|paid|faces|devotes|devoted|gives|gave|to|"
    rf"will (?:pay|spend|face|get)|would (?:pay|spend|face|get)|managed|manages|only|a mere)){{0,2}} {_ADVERBS}"
)
_NAMED_ON = re.compile(
    rf"(?:,|;|and|while|with|but) (?:the )?[^\W\d_a-z][\w’'-]+ (?:on|at|spends?|spent|has|had|got|pays) {_ADVERBS}"
)
_LIVES_WITH = re.compile(
    r"\b(?:(?:liv(?:e|ed|ing)|cop(?:e|ed|ing)|stick|stuck|happy|content) with|(?:settl(?:e|ed)) (?:for|at)|"
    r"(?:stay|remain|stop|keep it|cap it|capped) at|"
    r"(?:better|worse|more|less|higher|lower|fewer|longer|shorter|bigger|smaller) than) " + _ADVERBS
)
_ENDS = re.compile(r"[.,;:!?”\"’'](?!\d)")
_RANGE = re.compile(r" (?:to|or|and) (?:perhaps |about |around |even )?|[-–]")
_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b")
_OTHERS_WERE = re.compile(r" (?:others|more) (?:were|had|have|failed|fell|did|reached|crashed|got)\b")
_OF_WHICH = re.compile(r"\bof (?:which|whom|them) (?:about |some |at least |only )?$")
_WEAPONS = word_set("drones missiles rockets uavs bombs projectiles jets tanks aircraft shells ships")
_SHOT = re.compile(
    r" (?:(?:were|was|had been|have been) )?"
    r"(?:shot down|downed|intercepted|destroyed|jammed|launched|fired|hit|struck)\b"
)
_PARALLEL = re.compile(r"(?:\band|,|;) (?:then )?$")
_AND_MORE = re.compile(r"(?:\band|,|;|\bplus) (?:then )?(?:another|a further) $")
_AND_NAME = re.compile(r"(?:\band|,|;|\bwhile) (?:the )?(?:[^\W\d_a-z][\w’'-]+ ){1,2}(?:about |around |some |only )?$")
_PREPOSITION = re.compile(r" (?:on|in|from|near|at|over)\b")
_THE_REST = re.compile(r"\b(?:[Tt]he (?:other|remaining)|[Aa]nother|[Aa] further) $")
_WERE = re.compile(r" (?:more )?(?:were|was|had|have|are|went|got|failed|fell|reached|struck|hit)\b")
_OF_ALL = re.compile(r"\bof (?:the |all |those |these )*(?:more than |some |about )?$", re.IGNORECASE)
_HARM = re.compile(
    r"\b(?:wound|injur|kill|captur|detain|arrest|hospitali[sz]|rescu|evacuat|execut|abduct|deport)(?:ed|ing|es|s) "
    + _ADVERBS
)
_TOLL = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|killed|victims|casualties|wounded|injured))\b[^.;]{0,30}?\b(?:to|at|is|was|of|"
    rf"reach(?:ed|es)|hits?|passed) {_ADVERBS}"
)
_MORE = r"(?: (?:others?|more|people))?"
_OTHERS_END = re.compile(rf"{_MORE}(?:[.,;:)!?”\"’'](?!\d)|\s(?:[–—]\s|{_GOES_ON}\b)|\s*$)")
_HARMED = re.compile(
    rf"{_MORE}(?: (?:were|was|have been|had been|has been|are|have|had|remain(?:ed|s)?))?"
    r"(?: (?:also|reportedly|seriously|badly|still|feared|later|confirmed|believed))?"
    r" (?:killed|wounded|injured|hurt|dead|missing|arrested|detained|captured|hospitali[sz]ed|died|trapped|rescued|"
    r"evacuated)\b(?! (?:in action )?(?:soldiers|troops|tanks|drones|territory))"
)
_FORCE = re.compile(
    r"\b(?:force|army|contingent|garrison|brigade|mission|deployment|corps|division)"
    r"(?: (?:could|would|will|may|might))? (?:of|to|at|numbers?|numbered|numbering) " + _ADVERBS
)
_NUMBER_OF = re.compile(
    r"\bnumber of (?:[a-z]+ ){0,2}?(?P<noun>[a-z]{3,}s|troops|personnel|people)\b[^.;,\d]{0,40}?\b(?:from|to|at|is|was|"
    rf"by|reached|exceeded|stood at) {_ADVERBS}"
)
_COMMA = re.compile(r"(?: [a-z’'-]+){0,8}, (?:about |around |some |at least |only |just )?")
_LOOK_BACK, _LOOK_ON, _NAME_BACK = 90, 40, 36
_SENTENCES_BACK, _FIGURES_BACK = 2, 6
_PLAUSIBLE_RATE, _SMALLEST_FORCE, _MILLION = 1000, 100, 1e6


@dataclass(frozen=True, slots=True)
class _Place:
    """A number without a unit: the words around it in its sentence, and the figures before it, nearest first."""

    text: str
    numeral: Numeral
    before: str
    after: str
    same: tuple[Found, ...]
    earlier: tuple[Found, ...]
    known: frozenset[int]

    @property
    def stands_alone(self) -> bool:
        """Whether no noun follows."""
        return _STANDS_ALONE.match(self.after) is not None

    def last(self, *kinds: Kind) -> Unit | None:
        """The unit of the last figure said, if it is of one of the kinds."""
        one = next(iter((*self.same, *self.earlier)), None)
        return one.unit if one and one.unit and one.unit.kind in kinds else None


def _rate(place: _Place) -> Unit | None:
    """ "54 per cent agree, down from 61", "Germany spends 2.4 and France barely 2.1"."""
    units = (one.unit for one in place.same if one.unit and one.unit.kind in ("rate", "share"))
    unit, number = next(units, None), place.numeral
    if unit is None or not unit.name.startswith("percent") or not place.stands_alone:
        return None
    if number.scale > 1 or number.value >= _PLAUSIBLE_RATE or number.in_words:
        return None
    told = _COMPARED.search(place.before) or _NAMED_ON.search(place.before) or _follows_name(place)
    return unit if told else None


def _same(place: _Place) -> Unit | None:
    """ "He would wait 12 days rather than 50"; "30 drones, up from 21"."""
    unit = place.last("duration", "count") if place.same else None
    if unit is None or not place.stands_alone:
        return None
    ranged = place.same[0].elided and _RANGE.fullmatch(place.text, unit.tail, place.numeral.start)
    return unit if ranged or _RATHER.search(place.before) else None


def _parallel(place: _Place) -> Unit | None:
    """ "1,100 troops on Monday and 1,250 on Tuesday", "5,000 soldiers and Britain 10,000", "and another six"."""
    unit = place.last("count") if place.same else None
    if unit is None or not place.stands_alone:
        return None
    if _AND_MORE.search(place.before) or _AND_NAME.search(place.before):
        return unit
    one, other = _PREPOSITION.match(place.text, unit.tail), _PREPOSITION.match(place.after)
    alike = one and other and one.group() == other.group() and _PARALLEL.search(place.before)
    return unit if alike else None


def _lived_with(place: _Place) -> Unit | None:
    """ "A tariff of 15% applied. We can live with 15."."""
    unit = place.last("rate", "duration")
    return unit if unit and _ENDS.match(place.after) and _LIVES_WITH.search(place.before) else None


def _part(place: _Place) -> Unit | None:
    """ "25 of them", "the other 19 were jammed", "Of the 81 drones, 62 were shot down"."""
    counts = [one for one in (*place.same, *place.earlier) if one.unit and one.unit.kind == "count"]
    whole = next((one for one in counts if one.numeral.value >= place.numeral.value), None)
    if whole is None or whole.unit is None:
        return None
    shot = whole.unit.name in _WEAPONS and _SHOT.match(place.after)
    if shot or _OF_WHICH.search(place.before) or _OF_THEM.match(place.after) or _OTHERS_WERE.match(place.after):
        return whole.unit
    if _WERE.match(place.after) and _THE_REST.search(place.before):
        return whole.unit
    ahead = place.text[max(0, whole.start - 24) : whole.start]
    gap = place.text[whole.unit.tail : place.numeral.start]
    return whole.unit if whole in place.same and _OF_ALL.search(ahead) and _COMMA.fullmatch(gap) else None


def _harmed(place: _Place) -> Unit | None:
    """ "Wounding at least 17", "30 others were hurt", "the death toll rose to 41"."""
    if place.numeral.scale > _MILLION or place.before.endswith("of the "):
        return None
    told = _HARM.search(place.before) or _TOLL.search(place.before)
    if _HARMED.match(place.after) or (told and _OTHERS_END.match(place.after)):
        return _counted("persons", place.numeral)
    return None


def _number_of(place: _Place) -> Unit | None:
    """ "The number of peacekeepers will rise to 5,000", "a force of 10,000"."""
    if not place.stands_alone:
        return None
    number = _NUMBER_OF.search(place.before)
    if number:
        noun = number.group("noun")
        return _counted("persons" if noun == "people" else noun, place.numeral)
    force = place.numeral.value >= _SMALLEST_FORCE and _FORCE.search(place.before)
    return _counted("troops", place.numeral) if force else None


def _counted(name: str, numeral: Numeral) -> Unit:
    return Unit("count", name, numeral.start, numeral.end, numeral.end, "count.borrowed")


_RULES: tuple[Callable[[_Place], Unit | None], ...] = (_harmed, _part, _rate, _same, _parallel, _lived_with, _number_of)


def borrow_units(text: str, found: list[Lent], known: frozenset[int], sentences: tuple[Sentence, ...]) -> list[Lent]:
    """Numerals, each with the number of its sentence, once those without a unit took the one said before.

    `known` holds the ends of words known as countries or persons ("and France barely 2.1").
    """
    out: list[Lent] = []
    given = _Given(text, sentences, known)
    for one, at in found:
        unit = None if one.unit else _borrowed(given, one.numeral, at, out)
        if unit:
            own = replace(unit, start=one.numeral.start, end=one.numeral.end, tail=one.numeral.end)
            one = Found(one.numeral, own, elided=True)
        out.append((one, at))
    return out


@dataclass(frozen=True, slots=True)
class _Given:
    """A text with its sentences, and the ends of words known as countries or persons."""

    text: str
    sentences: tuple[Sentence, ...]
    known: frozenset[int]


def _borrowed(given: _Given, numeral: Numeral, at: int, out: list[Lent]) -> Unit | None:
    text, sentences, sentence = given.text, given.sentences, given.sentences[at]
    before = text[max(sentence.start, numeral.start - _LOOK_BACK) : numeral.start]
    after = text[numeral.end : min(sentence.end, numeral.end + _LOOK_ON)]
    recent = [(one, n) for one, n in reversed(out[-_FIGURES_BACK:]) if one.unit]
    same = tuple(one for one, n in recent if n == at)
    earlier = tuple(
        one for one, n in recent if at - _SENTENCES_BACK <= n < at and sentences[n].paragraph == sentence.paragraph
    )
    place = _Place(text, numeral, before, after, same, earlier, given.known)
    return next((unit for rule in _RULES if (unit := rule(place))), None)


def _follows_name(place: _Place) -> bool:
    """Whether a country or person stands right before a number, at most a verb and an adverb between."""
    end = place.numeral.start
    starts = range(max(0, end - _NAME_BACK), end)
    return any(at in place.known and _WITH_NAME.fullmatch(place.text, at, end) for at in starts)
