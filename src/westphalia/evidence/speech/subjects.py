"""The subject of a verb of saying: the noun phrase before it, past auxiliaries, dates and asides."""

import re

from westphalia.evidence.lines.phrases import Phrase, ending_at, starting_at
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.frame import Subject
from westphalia.evidence.words.vocabulary import word_set

_ASIDE = 40
_CONJUNCTIONS = word_set("after before until since as than")
_NAMED = re.compile(r"(?:[JC]|(?<=[JC])[PB])*[JC]$")
_DESCRIBED = re.compile(r"d[jJCagil#]{0,3}[la](?:Pd?[jlJCagi]{0,2}[lgiBrC])?$")


def skip_back(line: Line, at: int) -> int:
    """Before the auxiliaries, adverbs, negations and dates that stand between a subject and its verb."""
    while at >= 0 and line.tags[at] in "uvxw":
        at -= 1
    return at


def loose_phrase(line: Line, first: int, last: int) -> Phrase:
    """A run of other words as a phrase: a name that no rule knows, a noun that seldom speaks."""
    named = all(tag in "JCPBd" for tag in line.tags[first : last + 1])
    return Phrase(line, first, last, "institution" if named else "office")


def _ending(line: Line, found: tuple[Phrase, ...], at: int) -> Phrase | None:
    """The phrase that ends at a token; failing that, a capitalised name, or a noun with an article or in the plural."""
    if at < 0:
        return None
    phrase = ending_at(found, at)
    if phrase is not None:
        return phrase
    head = line.tags[max(0, at - 7) : at + 1]
    named = _NAMED.search(head)
    if named and line.tokens[at].tag == "C":
        first = at + 1 - len(named.group())
        first -= line.tags[first - 1 : first] == "d"
        return loose_phrase(line, first, at)
    described = _DESCRIBED.search(head)
    if described:
        return loose_phrase(line, at + 1 - len(described.group()), at)
    if line.tags[at] == "l" and line.tokens[at].word.endswith("s") and (at == 0 or line.tags[at - 1] in "bk,-wlj"):
        return loose_phrase(line, at, at)
    return None


def _aside(line: Line, found: tuple[Phrase, ...], close: int) -> Subject | None:
    """The subject before an aside that a comma or dash closes: "X, the minister, said"; "the minister, X, said"."""
    mark = line.tags[close]
    inner = ending_at(found, close - 1)
    for at in range(close - 1, max(-1, close - _ASIDE), -1):
        if line.tags[at] != mark:
            continue
        whole = inner is not None and inner.first == at + 1
        before = _ending(line, found, at - 1)
        if inner is not None and whole and inner.sort == "person" and (before is None or before.sort != "person"):
            return Subject(inner, before.first if before else at)
        if before is not None:
            named = before if before.sort == "person" else _described_person(line, found, before)
            return Subject(named or before, (named or before).first)
    return None


def _described_person(line: Line, found: tuple[Phrase, ...], inside: Phrase) -> Phrase | None:
    """The person before a longer aside: "X, president of the N, the association of makers, says"."""
    for phrase in reversed(found):
        if phrase.last >= inside.first or inside.first - phrase.last > _ASIDE:
            continue
        between = line.tags[phrase.last + 1 : inside.first]
        opens = phrase.first == 0 or line.tags[phrase.first - 1] in ",kb-w"
        if phrase.sort == "person" and between.startswith(",") and opens and not set(between) & set("cuQ;:."):
            return phrase
    return None


def _in_brackets(line: Line, found: tuple[Phrase, ...], close: int) -> Subject | None:
    opening = line.tags.rfind("(", max(0, close - 12), close)
    phrase = ending_at(found, opening - 1) if opening > 0 else None
    return Subject(phrase, phrase.first) if phrase else None


def _relative(line: Line, found: tuple[Phrase, ...], at: int) -> Subject | None:
    """The antecedent of "who" or "which"."""
    before = at - 2 if at >= 1 and line.tags[at - 1] == "," else at - 1
    phrase = _ending(line, found, before)
    return Subject(phrase, phrase.first, inside=line.tags[at - 1] == ",") if phrase else None


def _governed(line: Line, phrase: Phrase, participle: bool) -> bool:
    """Whether a preposition or possessive before a phrase keeps it from being a subject."""
    if phrase.first == 0 or line.tags[phrase.first - 1] not in "Pfms":
        return False
    word = line.tokens[phrase.first - 1].word
    return word not in _CONJUNCTIONS and not (participle and word == "with")


def subject_before(line: Line, found: tuple[Phrase, ...], verb: int, participle: bool) -> Subject | None:
    """The subject of the verb at a token; None where the tokens before it name nobody who can speak."""
    at = skip_back(line, verb - 1)
    if at < 0:
        return None
    tag, word = line.tags[at], line.tokens[at].word
    if tag in ",-" and not participle:
        return _aside(line, found, at)
    if tag == ")":
        return _in_brackets(line, found, at)
    if tag == "k" or (tag == "b" and word in ("but", "while", "though")):
        return Subject(None, verb, shared=True)
    if tag == "e":
        return Subject(None, at, it=at)
    if tag == "h" and word in ("who", "which"):
        return _relative(line, found, at)
    phrase = _ending(line, found, at)
    return None if phrase is None or _governed(line, phrase, participle) else Subject(phrase, phrase.first)


def main_subject(line: Line, found: tuple[Phrase, ...]) -> Phrase | None:
    """The first noun phrase of a line that is neither governed by a preposition nor owns what follows."""
    for phrase in found:
        before = line.tags[phrase.first - 1] if phrase.first else ""
        after = line.tags[phrase.last + 1 : phrase.last + 2]
        if (not before or before in ",wvbk-.Q:l") and after != "s" and not _object_of_opening(line, phrase):
            return apposed(line, found, phrase)
    return None


def _object_of_opening(line: Line, phrase: Phrase) -> bool:
    """Whether an opening participle governs a phrase: "Speaking to N, …", "Asked about N, …"."""
    opening = line.tokens[0].word.endswith(("ing", "ed")) and "," not in line.tags[: phrase.first]
    return phrase.first > 0 and opening


def apposed(line: Line, found: tuple[Phrase, ...], phrase: Phrase) -> Phrase:
    """The name in apposition after an office: "said the finance minister, X"."""
    if phrase.sort in ("office", "institution") and line.tags[phrase.last + 1 : phrase.last + 2] == ",":
        named = starting_at(found, phrase.last + 2)
        if named is not None and named.sort == "person" and line.tags[named.last + 1 : named.last + 2] in ("", *",."):
            return named
    return phrase
