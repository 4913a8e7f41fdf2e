"""What a numeral counts: money, per cent, time, or the things named after it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from westphalia.evidence.claims import Kind
from westphalia.evidence.words.numerals import Numeral
from westphalia.evidence.words.vocabulary import word_set
from westphalia.world.countries import currencies

_GAP = r"[ \u00a0\u202f]"
_TIME = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "fortnight": "fortnight",
    "month": "month", "year": "year", "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip
_TIME_UNIT = re.compile(
    rf"(?:{_GAP}|-)(?:more{_GAP})?({'|'.join(_TIME)})(s?)(?:-(?:long|old))?(?![\w-])", re.IGNORECASE
)
_PERCENT = re.compile(
    rf"(?P<sign>{_GAP}?[%％])|(?P<words>(?:{_GAP}|-)?per[ \u00a0-]?cent(?!age|ile|\w)|{_GAP}?pct\b|{_GAP}?pc\b)"
)
_POINTS = re.compile(
    rf"(?:{_GAP}|-)?(?:of a{_GAP})?(?:percentage|per{_GAP}?cent|%)(?:{_GAP}|-)points?\b|"
    rf"{_GAP}?pp\b|{_GAP}p\.p\."
)
_BASIS_POINTS = re.compile(rf"(?:{_GAP}|-)basis(?:{_GAP}|-)points?\b|{_GAP}?bps\b")
_OF_INCOME = re.compile(
    r"(?:[\s\u00a0]share)?[\s\u00a0-]of[\s\u00a0-](?:[\w’'.-]+[\s\u00a0]){0,4}?"
    r"(?P<head>GDPs?|gross domestic product|GNI|gross national income|national income|(?:economic |national )output|"
    r"econom(?:y|ies))(?![\w-])|"
    r"[\s\u00a0](?P<direct>GDP|GNI)(?= (?:target|goal|pledge|commitment|level|threshold|mark|benchmark|guideline)\b)"
)
_OF = re.compile(rf"{_GAP}of\b")
_GROUPS = re.compile(
    rf"-(?P<noun>nation|member|country|strong)(?:{_GAP}+(?P<next>[a-z]+))?|"
    rf"{_GAP}(?P<after>strong)(?=[.,;:)!?”\"’]|\s(?:and|but|by|in|at|on|when|will|would|with|is|was|has|today|now)\b|$)"
)
_WORD = re.compile(rf"{_GAP}((?:U\.S\.|[^\W\d_][\w’'-]*|[A-Z]+-?\d+s?))")
_IRREGULAR = word_set(
    """men women people children troops personnel aircraft police staff crew servicemen servicewomen dead wounded
    injured  countrymen fishermen businessmen spokesmen lawmen infantry"""
)
_NOT_NOUNS = word_set(
    """is was has as its this us across less plus previous his does goes says tells means makes takes gives gets
    comes  shows spends wants needs remains versus times perhaps always sometimes towards besides unless whereas
    ours theirs  percentages others serious various famous sides parts halves ways"""
)
_FUNCTION = word_set(
    """of in on to and or from by at with for the a an who whom which that is are was were be been will would could
    should  may might must have has had as than per after before this these those not but if when while into over
    under up down out against  between among about he she it they we you his her its their our my so because
    until since during without within  through via said told says each every all any both then there here now
    also just only even still too very  agreed spoke met agree speak meet discussed"""
)
_MODIFIERS = word_set("police staff crew infantry aircraft")
_ATTRIBUTIVE = word_set("""sanctions arms goods sales customs savings sports drones missiles emissions""")
_PLACES = word_set(
    """regions countries nations cities towns villages states provinces districts counties oblasts islands places
    sites areas  locations capitals"""
)
_PERSONS = word_set("""men women people persons""")
_MEASURES = re.compile(
    rf"(?:{_GAP}|-)?((?:cubic|square|nautical|metric|sq|cu)[ -](?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|"
    r"tons?|tonnes?|km|m|ft)|km|kg|miles?|kilomet(?:re|er)s?|tonnes?|tons?|barrels?|MW|GW|TWh|GWh|hectares?|acres?|bcm)\b"
)
_RUN = word_set("hurdles sprints races finals runners sprinters swimmers athletes metres waves walls")
_HARMED = word_set("dead wounded injured hurt killed missing")


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a numeral: where the marked span begins and ends, and where all its unit words end."""

    kind: Kind
    name: str
    start: int
    end: int
    tail: int
    rule: str


@lru_cache(maxsize=1)
def _money_before() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {symbol: c.code for c in currencies().values() for symbol in c.symbols}
    codes |= {code: code for code in currencies()} | {"Rs": "INR", "Rs.": "INR"}
    ordered = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<![\w$£€])({'|'.join(map(re.escape, ordered))})[ \u00a0]?$"), codes


@lru_cache(maxsize=1)
def _money_after() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {word.lower(): c.code for c in currencies().values() for word in (*c.words, *c.symbols)}
    codes |= {code.lower(): code for code in currencies()} | {"quid": "GBP"}
    letters = sorted((w for w in codes if w[-1].isalpha()), key=len, reverse=True)
    signs = sorted((w for w in codes if not w[-1].isalpha()), key=len, reverse=True)
    either = rf"(?:{'|'.join(map(re.escape, letters))})(?!\w)|(?:{'|'.join(map(re.escape, signs))})(?!\d)"
    return re.compile(rf"(?:{_GAP}|-)?({either})", re.IGNORECASE), codes


def money(text: str, numeral: Numeral) -> Unit | None:
    """Money: a symbol or code before the number, or a symbol, code or currency word after it."""
    pattern, codes = _money_before()
    before = pattern.search(text, max(0, numeral.start - 6), numeral.start)
    if before:
        end = numeral.end
        again = _money_after()[0].match(text, end)
        if again and _money_after()[1][again.group(1).lower()] == codes[before.group(1)]:
            end = again.end()
        return Unit("money", codes[before.group(1)], before.start(1), end, end, "money.symbol")
    pattern, codes = _money_after()
    after = pattern.match(text, numeral.end)
    if after is None or (after.group(1).islower() and len(after.group(1)) < 3 and not numeral.scale > 1):
        return None
    return Unit("money", codes[after.group(1).lower()], numeral.start, after.end(), after.end(), "money.word")


def per_cent(text: str, numeral: Numeral) -> Unit | None:
    """Per cent, percentage points, or per cent of GDP or national income.

    The whole unit belongs to the marked span: "2.5% of GDP".
    """
    start = numeral.start
    for pattern, name in ((_POINTS, "percentage_points"), (_BASIS_POINTS, "basis_points")):
        found = pattern.match(text, numeral.end)
        if found:
            return Unit("rate", name, start, found.end(), found.end(), f"percent.{name}")
    found = _PERCENT.match(text, numeral.end)
    if found is None:
        return None
    of = _OF_INCOME.match(text, found.end())
    if of:
        name = f"percent_of_{_income(of.group('head') or of.group('direct'))}"
        return Unit("share", name, start, of.end(), of.end(), "percent.of_income")
    kind: Kind = "share" if _OF.match(text, found.end()) else "rate"
    return Unit(
        kind, "percent", start, found.end(), found.end(), "percent.sign" if found.group("sign") else "percent.words"
    )


def _income(head: str) -> str:
    return "national_income" if "income" in head or head == "GNI" else "gdp"


def time(text: str, numeral: Numeral) -> Unit | None:
    """A length of time: "two minutes", "90-day"."""
    found = _TIME_UNIT.match(text, numeral.end)
    if found is None:
        return None
    unit = _TIME[found.group(1).lower()]
    rule = "duration.hyphen" if text[numeral.end] == "-" else "duration.noun"
    return Unit("duration", unit, numeral.start, found.end(), found.end(), rule)


def noun(text: str, numeral: Numeral) -> Unit | None:
    """The plural noun counted, at most three words on: "84 Ukrainian drones", "two world wars".

    The noun belongs to the span where it follows at once or makes one name with a lower-case word before
    it; of places ("six regions") the number alone is marked.
    """
    group = _GROUPS.match(text, numeral.end)
    if group:
        word = group.group("noun") or group.group("after")
        name = "persons" if word == "strong" else f"{word}s".replace("ys", "ies")
        end = group.end("noun") if group.group("noun") else group.end("after")
        return Unit("count", name, numeral.start, end, end, "count.hyphen")
    measure = _MEASURES.match(text, numeral.end)
    if measure:
        return Unit("count", measure.group(1), numeral.start, measure.end(), measure.end(), "count.measure")
    quoted = text[numeral.end : numeral.end + 1] in ("”", '"', "’")
    found = _head_noun(text, numeral.end + quoted)
    if found is None:
        return None
    head, end, between = found
    name = "persons" if head in _PERSONS or head in _HARMED else head
    near = not quoted and all(word.islower() for word in between) and len(between) < 2 and head not in _PLACES
    return Unit("count", name, numeral.start, end if near else numeral.end, end, "count.noun")


def people_or_things(text: str, numeral: Numeral) -> Unit | None:
    """The plural right after a number with a lone letter, which might be metres too: "3.4m cars"."""
    unit = noun(text, numeral)
    sure = unit is not None and unit.rule == "count.noun" and unit.end > numeral.end and unit.name not in _RUN
    return unit if sure else None


def _head_noun(text: str, at: int) -> tuple[str, int, list[str]] | None:
    between: list[str] = []
    while len(between) < 4:
        word = _WORD.match(text, at)
        if word is None or word.group(1).lower() in _FUNCTION:
            return None
        at = word.end()
        plain = re.sub(r"[’']$", "", word.group(1))
        if plain.lower() in _NOT_NOUNS:
            return None
        if _is_plural(plain):
            after = _WORD.match(text, at)
            low = plain.lower()
            if low in _ATTRIBUTIVE | _HARMED and after and _is_plural(after.group(1)):
                return after.group(1).lower(), after.end(), [*between, plain]
            if plain.lower() in _MODIFIERS and (further := _head_noun(text, at)):
                return further[0], further[1], [*between, plain, *further[2]]
            return plain.lower(), at - (len(word.group(1)) - len(plain)), between
        between.append(plain)
    return None


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in _IRREGULAR:
        return True
    if low in _NOT_NOUNS or low.endswith(("ss", "us", "is", "’s", "'s", "ous")):
        return False
    return (len(low) > 3 and low.endswith("s")) or (len(low) > 2 and word[:-1].isupper() and word[-1] == "s")


def is_place_name(unit: str) -> bool:
    """Whether a unit counts places ("six regions")."""
    return unit in _PLACES
