"""Who says it: the nearest speaker or source of a figure, or nobody where that is unsure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from westphalia.evidence.names.registry import Registry
from westphalia.evidence.numbers.scene import Scene
from westphalia.evidence.words.vocabulary import any_of, word_set

_VERB = any_of(
    r"""said says? saying told tells telling warn(?:ed|s|ing) announc(?:ed|es|ing) pledg(?:ed|es|ing)
    promis(?:ed|es|ing) vow(?:ed|s|ing) added adding claim(?:ed|s|ing) argu(?:ed|es|ing) estimat(?:ed|es|ing|e)
    forecasts? forecasting predict(?:ed|s|ing)? project(?:ed|s|ing)? report(?:ed|s) call(?:ed|s|ing)_(?:on|for)
    urg(?:ed|es|ing) demand(?:ed|s|ing) threaten(?:ed|s|ing) insist(?:ed|s|ing)? stat(?:ed|es) wrote writes
    declined_to_(?:say|specify) did_not_(?:say|specify) declar(?:ed|es|ing) propos(?:ed|es|ing)
    suggest(?:ed|s|ing)? confirm(?:ed|s|ing) reveal(?:ed|s|ing) calculat(?:ed|es|e) found finds put_the puts_the
    put_its reckons? reckoned expects? believes? concluded?"""
)
_ADVERB = any_of("also previously repeatedly already later earlier then now since publicly privately long once")
_SAID = re.compile(rf"\b(?:(?:has|have|had) )?(?:{_ADVERB} )?(?P<verb>{_VERB})\b")
_NO_SPEECH_BEFORE = re.compile(r"(?:\b(?:are|is|was|were|been|being|be|and|the|a|an|to|its|their)|[’']s?)\s$")
_CAP = r"[^\W\d_a-z][\w’'.-]*"
_NAME = rf"{_CAP}(?:[ -](?:(?:of|for|de|van|von|der|bin|al|and|on(?! \w+day\b))(?: the| der)? )?{_CAP})*"
_NAMES = re.compile(_NAME)
_ONLY_NAME = re.compile(
    rf"(?:(?:Sir|Dame|Lord|Mr|Mrs|Ms|Dr)\.? )?{_CAP}(?: (?:(?:de|van|von|der|bin|al) ){{0,2}}{_CAP}){{0,4}}"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s (?:estimated|calculated|reported) by) (?P<np>[^;.“”\"]+?)"
    r"(?=$|[;.“”\"]|, (?!and )[a-z])"
)
_ESTIMATE = any_of("estimates? figures reckoning counts? data calculations? forecasts? projections?")
_BY_ESTIMATE = re.compile(rf"\b[Bb]y (?P<np>(?:the )?{_NAME}?)[’']s? (?:own |latest |last )?{_ESTIMATE}\b")
_WORK = any_of(
    """[Ss]tudy [Aa]nalysis [Rr]eport [Ee]stimates? [Cc]alculations? [Rr]esearch [Mm]odelling [Mm]odeling [Pp]aper
    [Ss]urvey [Ff]orecasts? [Ff]igures [Dd]ata"""
)
_WORKS = any_of(
    r"""has have shows? showed suggests? suggested found finds puts? estimates? estimated said says published
    released warn\w* predict\w* project\w* in last this concluded?"""
)
_STUDY = re.compile(
    rf"\b{_WORK} (?:published |released |compiled )?(?:by|from) "
    rf"(?P<np>(?:[a-z]+ ){{0,3}}[A-Z][^,;.“”\"]+?)(?= {_WORKS}\b|[,;.]|$)"
)
_PERSONS = any_of(
    """economists? analysts? officials? experts diplomats? critics researchers ministers sources? ministry
    government army military spokes(?:man|woman|person) campaigners lawmakers advis[eo]rs? commanders? bank
    institute commission statement lobby association federation chamber watchdog authorities police air_force
    general_staff"""
)
_COMMON = re.compile(
    rf"(?P<np>(?:\b(?:[Ss]ome|[Mm]any|[Ss]everal|[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Ss]enior|[Oo]ne)\s)?"
    rf"(?:[\w’'-]+\s){{0,3}}\b{_PERSONS})\s?$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?<!\w)[Tt]he (?P<title>PM|(?i:prime minister|president|chancellor|premier|(?:[a-z]+ )?(?:minister|"
    r"secretary)))\s?$"
)
_PROPER = re.compile(rf"(?P<np>(?:(?:[Tt]he|[Aa]n?) )?(?:[a-z-]+ )?{_NAME}(?:[’']s? [a-z -]{{3,40}})?)\s?$")
_PRONOUN = re.compile(r"\b(?P<p>[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s?$")
_INVERTED = re.compile(
    rf"[,”\"’'] ?{_VERB} (?!(?:on|in|at|that|by|it|he|she|they|would|will|to|a|an|there)\b)"
    rf"(?P<np>(?:(?:the|an?|[A-Z][\w-]+[’']s) )?(?:[a-z-]+ ){{0,3}}{_CAP}(?: {_CAP}){{0,5}}|[a-z ]{{0,25}}{_PERSONS})"
)
_RELATIVE = re.compile(
    rf"^ (?:of [\w ]{{1,20}} )?(?:that|which) (?P<np>(?:the )?[^,.;]{{2,40}}?) (?:(?:has|have|had) )?"
    rf"(?:{_ADVERB} )?{_VERB}\b"
)
_NOT_A_SOURCE = word_set(
    """The A An This That These Those It In On At By But And If As Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday January February March April May June July August September October November December"""
)
_BREAK = re.compile(r";|, (?:while|whereas|but)\b")
_OPENER = re.compile(r"^(?:but|and|while|as|the|that|with|however|meanwhile)\s", re.IGNORECASE)
_ON_A_DAY = re.compile(r"\s(?:(?:late |early )?on )?\w+day(?: \w+)?$")
_DETERMINER = re.compile(r"(?<!\S)(?:some|many|several|the|an?|its|their|his|her|senior|one)\s", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"^(?:(?:[Oo]n|[Ii]n|[Aa]t|[Bb]y|[Ll]ate|[Ee]arly|[Ll]ast) )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:[’']s)?(?: (?:morning|afternoon|evening|night))?,? (?:a |the )?(?:(?:figures|data|report|statement)$)?"
)
_FRAGMENT = re.compile(
    r"^(?:s|t|re|ve|ll|d|m)\b|^(?:(?:a|an|the|its|their|his|her|this|that|new|latest|one) )*(?:statement|report|study|"
    r"figures|data|letter|speech|interview|research|estimate|estimates|analysis|paper|commission)$|"
    r"^(?:I|It|He|She|They|We|You|There|Here)$|^[^\w]|\d"
)
_GENERIC = word_set("some many several the a an its their his her senior one")
_CROWDS = word_set(
    "experts others economists analysts officials diplomats critics researchers ministers sources campaigners"
)
_LOOK_BACK = 400


def _capitalised(phrase: str) -> list[str]:
    """Names in a phrase, without a preposition or day that opens them."""
    found = [re.sub(r"^(?:By|The|In|On|At|As|But|And) ", "", n.group()) for n in _NAMES.finditer(phrase)]
    return [name for name in found if name not in _NOT_A_SOURCE]


def _names_in(phrase: str, registry: Registry) -> str | None:
    """Names of a source phrase, joined by semicolons: "a study by institute A and the B of C" gives "A; B of C"."""
    names = []
    for part in re.split(r",? and (?=(?:the |[A-Z]))|, (?=(?:the )?[A-Z])", phrase):
        found = _capitalised(part)
        if found:
            names.append(registry.canonical(max(found, key=len)))
    if names:
        return "; ".join(dict.fromkeys(names))
    return phrase.strip() if re.search(rf"\b{_PERSONS}\b", phrase) else None


def _subject(before: str, scene: Scene) -> str | None:
    """The speaker that ends a stretch of the sentence right before a verb of saying, past an apposition."""
    stretch = before = _ON_A_DAY.sub("", before.rstrip())
    if stretch.endswith(","):
        parts = stretch[:-1].rsplit(",", 1)
        if _ONLY_NAME.fullmatch(parts[-1].strip()):
            return scene.registry.canonical(parts[-1].strip())
        if len(parts) < 2:
            return None
        before = parts[0]
    return _noun_phrase(before, scene)


def _noun_phrase(before: str, scene: Scene) -> str | None:
    pronoun = _PRONOUN.search(before)
    if pronoun:
        return _antecedent(scene, scene.sentence.start + pronoun.start(), pronoun.group("p").lower())
    office = _OFFICE.search(before)
    if office:
        title = office.group("title").lower()
        return scene.registry.titles.get("prime minister" if title == "pm" else title, office.group("title"))
    common = _COMMON.search(before)
    if common:
        words = common.group("np").strip()
        start = max((m.start() for m in _DETERMINER.finditer(words)), default=0)
        return _OPENER.sub("", words[start:]) or None
    proper = _PROPER.search(before)
    if proper is None:
        return None
    name = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", proper.group("np").strip())
    if re.search(r"[’']s? [a-z]", name):
        return name
    names = _capitalised(name)
    return scene.registry.canonical(names[-1]) if names else None


def _antecedent(scene: Scene, position: int, pronoun: str) -> str | None:
    """Whom he or she stands for: the last person named in the sentence, or else the first of the sentence before.

    Other pronouns stay open.
    """
    if pronoun not in ("he", "she"):
        return None
    met = scene.registry.people
    people = met[bisect_left(met, (position - _LOOK_BACK + 1,)) : bisect_left(met, (position,))]
    here = [name for at, name in people if at >= scene.sentence.start]
    if here or not people:
        return here[-1] if here else None
    opening = scene.openings[bisect_right(scene.openings, people[-1][0]) - 1]
    return next(name for at, name in people if at >= opening)


def _speaks(text: str, said: re.Match[str]) -> bool:
    return not _NO_SPEECH_BEFORE.search(text, max(0, said.start() - 8), said.start())


def _embedding(scene: Scene) -> str | None:
    """The nearest verb of saying before the figure, with its subject."""
    text = scene.sentence.text
    for said in reversed(list(_SAID.finditer(text, 0, scene.start))):
        if _speaks(text, said) and not _BREAK.search(text, said.end(), scene.start):
            found = _subject(text[: said.start()], scene)
            if found:
                return found
    return None


def _trailing(scene: Scene) -> str | None:
    """A verb of saying after the figure: ", Name said", ", said Name", "that Name had threatened"."""
    text = scene.sentence.text
    relative = _RELATIVE.match(text[scene.tail :])
    if relative:
        return _noun_phrase(relative.group("np"), scene)
    inverted = _INVERTED.search(text, max(0, scene.tail - 1))
    if inverted:
        return _names_in(inverted.group("np"), scene.registry)
    for said in _SAID.finditer(text, scene.tail):
        if _speaks(text, said):
            return _after_comma(scene, said.start())
    return None


def _after_comma(scene: Scene, end: int) -> str | None:
    """The speaker between a comma or closing quote and a verb of saying, if nothing else stands there."""
    text = scene.sentence.text
    stretch = text[scene.tail : end]
    marks = [m.end() for m in re.finditer(r", |[”\"] ", stretch)]
    for start in marks:
        piece = stretch[start:]
        if piece.count(",") > 2 or len(piece) > 110 or re.search(r"\b(?:that|which|who|than|of the|with)\b|\d", piece):
            continue
        found = _subject(text[: scene.tail] + stretch, scene) if "," in piece else _noun_phrase(piece, scene)
        if found:
            return found
    return None


def _whole(name: str | None) -> str | None:
    """A source without the day before it and the stop after it; None for a fragment, a day or a mere paper."""
    kept = _DAY_BEFORE.sub("", (name or "").strip(" .,;:“”\"'’‘"))
    if len(kept) < 2 or _FRAGMENT.match(kept) or all(word in _NOT_A_SOURCE for word in kept.split()):
        return None
    first, _, rest = kept.partition(" ")
    generic = (first.lower() in _GENERIC and bool(rest)) or first.lower() in _CROWDS
    return f"{first.lower()} {rest}".strip() if generic and rest == rest.lower() else kept


def speaker(scene: Scene) -> str | None:
    """Who the sentence gives as the source of the figure; None where it names nobody."""
    return next((name for found in _sources(scene) if (name := _whole(found))), None)


def _sources(scene: Scene) -> Iterator[str | None]:
    """Whom the sentence may give as the source, the surest first."""
    text = scene.sentence.text
    for pattern in (_ACCORDING, _BY_ESTIMATE, _STUDY):
        for found in pattern.finditer(text):
            study = _STUDY.search(found.group("np")) if pattern is _ACCORDING else None
            name = _names_in(study.group("np") if study else found.group("np"), scene.registry)
            yield name
    yield _embedding(scene)
    yield _trailing(scene)
