"""Who says it: the nearest speaker or source of a figure, or nobody where that is unsure."""

import re

from westphalia.evidence.registry import Registry
from westphalia.evidence.scene import Scene
from westphalia.evidence.vocabulary import word_set

_VERB = (
    r"(?:said|says?|saying|told|tells|telling|warn(?:ed|s|ing)|announc(?:ed|es|ing)|pledg(?:ed|es|ing)|"
    r"promis(?:ed|es|ing)|vow(?:ed|s|ing)|"
    r"added|adding|claim(?:ed|s|ing)|argu(?:ed|es|ing)|estimat(?:ed|es|ing|e)|forecasts?|forecasting|"
    r"predict(?:ed|s|ing)?|project(?:ed|s|ing)?|report(?:ed|s)|"
    r"call(?:ed|s|ing) (?:on|for)|urg(?:ed|es|ing)|demand(?:ed|s|ing)|threaten(?:ed|s|ing)|insist(?:ed|s|ing)|"
    r"stat(?:ed|es)|wrote|writes|"
    r"declined to (?:say|specify)|did not (?:say|specify)|declar(?:ed|es|ing)|propos(?:ed|es|ing)|suggest(?:ed|s|"
    r"ing)?|confirm(?:ed|s|ing)|"
    r"reveal(?:ed|s|ing)|calculat(?:ed|es|e)|found|finds|put the|puts the|reckons?|expects?|believes?)"
)
_SAID = re.compile(
    rf"\b(?:(?:has|have|had) )?(?:(?:also|previously|repeatedly|already|later|earlier|then|now|since|"
    rf"publicly) )?(?P<verb>{_VERB})\b"
)
_TRANSPARENT = re.compile(r"\b(?:are|is|was|were|been|being|be|and|the|a|an|to)\s$")
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s (?:estimated|calculated|reported) by) (?P<np>[^;.“”\"]+?)(?=$|[;.“”\"]|"
    r", (?!and )[a-z])"
)
_STUDY = re.compile(
    r"\b(?:[Ss]tudy|[Aa]nalysis|[Rr]eport|[Ee]stimates?|[Cc]alculations?|[Rr]esearch|[Mm]odelling|[Mm]odeling|"
    r"[Pp]aper|[Ss]urvey|[Ff]orecasts?|[Ff]igures|[Dd]ata) (?:published |released |compiled )?(?:by|from) "
    r"(?P<np>(?:[a-z]+ ){0,3}[A-Z][^,;.“”\"]+?)(?= (?:has|have|had|shows?|showed|suggests?|suggested|found|finds|"
    r"puts?|estimates?|estimated|said|says|published|released|warn\w*|predict\w*|project\w*)\b|[,;.]|$)"
)
_CAP = r"[^\W\d_a-z][\w’'.-]*"
_NAMES = re.compile(rf"{_CAP}(?: (?:(?:of|for|and|de|van|von|der|the|on) (?:the )?)?{_CAP})*")
_PROPER = re.compile(
    rf"(?P<np>(?:(?:[Tt]he|[Aa]n?) )?(?:[a-z-]+ )?{_CAP}(?:[ -](?:(?:of|for|and|de|van|von|der|bin|"
    rf"al)(?: the)? )?{_CAP})*(?:[’']s? [a-z -]{{3,40}})?)(?:,[^,]{{1,70}},)?\s?$"
)
_COMMON = re.compile(
    r"(?P<np>(?:\b(?:[Ss]ome|[Mm]any|[Ss]everal|[Tt]he|[Aa]n?|[Ii]ts?|[Tt]heir|[Hh]is|[Hh]er|[Tt]wo|[Tt]hree|"
    r"[Ss]enior|[Oo]ne)\s)?(?:[\w’-]+\s){0,3}"
    r"\b(?:economists|analysts|officials?|experts|diplomats?|critics|researchers|ministers|sources?|ministry|"
    r"government|army|military|official|spokes(?:man|woman|person)|"
    r"economist|analyst|campaigners|lawmakers|ministers|adviser|advisers|commanders?|bank|institute|commission|"
    r"statement|lobby|association|federation|chamber|industry|watchdog|authorities|police|air force|"
    r"general staff))\s?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?P<p>[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s?$")
_INVERTED = re.compile(
    rf"[,”\"’'] ?{_VERB} (?P<np>(?:(?:the|an?|[A-Z][\w-]+[’']s) )?(?:[a-z-]+ ){{0,3}}{_CAP}(?: {_CAP}){{0,5}}|"
    rf"[a-z ]{{0,25}}(?:officials?|economists|analysts|ministry|spokes\w+))"
)
_NOT_A_SOURCE = word_set("""The A An This That These Those It In On At But And If As""")
_BREAK = re.compile(r";|, (?:while|whereas|but)\b")


def _names_in(phrase: str, registry: Registry) -> str | None:
    """Names of a source phrase, joined by semicolons: "a study by institute A and the B of C" gives "A; B of C"."""
    parts = re.split(r",? and (?=(?:the |[A-Z]))|, (?=(?:the )?[A-Z])", phrase)
    names = []
    for part in parts:
        found = [n.group() for n in _NAMES.finditer(part) if n.group() not in _NOT_A_SOURCE]
        if found:
            names.append(registry.canonical(re.sub(r"^The ", "", max(found, key=len))))
    if not names:
        text = phrase.strip()
        return (
            text
            if re.search(
                r"\b(?:economists|analysts|officials|experts|sources|researchers|ministry|government|estimates)\b", text
            )
            else None
        )
    return "; ".join(dict.fromkeys(names))


def _subject(before: str, scene: Scene, offset: int) -> str | None:
    """The speaker that ends a stretch of text right before a verb of saying."""
    pronoun = _PRONOUN.search(before)
    if pronoun:
        return _antecedent(scene, offset + pronoun.start(), pronoun.group("p").lower())
    common = _COMMON.search(before)
    if common:
        text = common.group("np").strip()
        return re.sub(r"^(?:but|and|while|as|the|that|with)\s", "", text, flags=re.IGNORECASE) or None
    proper = _PROPER.search(before)
    if proper is None:
        return None
    name = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", proper.group("np").strip())
    if re.search(r"[’']s? [a-z]", name):
        return name
    names = [n.group() for n in _NAMES.finditer(name) if n.group() not in _NOT_A_SOURCE]
    return scene.registry.canonical(names[-1]) if names else None


def _antecedent(scene: Scene, position: int, pronoun: str) -> str | None:
    people = [m for m in scene.mentions if m.sort == "person" and m.start - scene.sentence.start < position]
    if pronoun in ("he", "she") and people:
        return people[-1].person
    return None


def _embedding(scene: Scene) -> str | None:
    """The nearest verb of saying before the figure, with its subject."""
    text = scene.sentence.text
    for said in reversed(list(_SAID.finditer(text, 0, scene.start))):
        if _BREAK.search(text, said.end(), scene.start) or _TRANSPARENT.search(text[: said.start()]):
            continue
        speaker = _subject(text[: said.start()], scene, 0)
        if speaker:
            return speaker
    return None


def _trailing(scene: Scene) -> str | None:
    """A verb of saying after the figure: ", Name said" or ", said Name"."""
    text = scene.sentence.text
    inverted = _INVERTED.search(text, max(0, scene.tail - 1))
    if inverted:
        return _names_in(inverted.group("np"), scene.registry)
    for said in _SAID.finditer(text, scene.tail):
        comma = max(
            text.rfind(", ", scene.tail, said.start()),
            text.rfind("” ", scene.tail, said.start()),
            text.rfind('" ', scene.tail, said.start()),
        )
        if comma >= 0 and said.start() - comma < 70:
            return _subject(text[comma + 2 : said.start()], scene, comma + 2)
    return None


def speaker(scene: Scene) -> str | None:
    """Who the sentence gives as the source of the figure; None where it names nobody."""
    text = scene.sentence.text
    for pattern in (_ACCORDING, _STUDY):
        for found in pattern.finditer(text):
            study = _STUDY.search(found.group("np")) if pattern is _ACCORDING else None
            phrase = study.group("np") if study else found.group("np")
            name = _names_in(phrase, scene.registry)
            if name:
                return name
    return _embedding(scene) or _trailing(scene)
