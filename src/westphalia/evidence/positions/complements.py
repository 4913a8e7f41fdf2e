"""What stands after a word of stance: an infinitive, an object with one, a noun phrase, a gerund, a clause."""

import re
from dataclasses import dataclass

from westphalia.evidence.lines.phrases import Phrase, starting_at
from westphalia.evidence.lines.tokens import Token
from westphalia.evidence.positions.clauses import View, object_end
from westphalia.evidence.positions.issues import issue_of
from westphalia.evidence.positions.stances import Frame
from westphalia.evidence.positions.worded import is_worded, wording

_INFINITIVE = re.compile(r"^[wv]*(?P<not>x?)m[vx]*(?P<verb>[lcuCrBj])")
_GERUND = re.compile(r"^[wv]*[lcuB]")
_NOUN = re.compile(r"^[wv]*(?=[dajlJCgnioBr#eycpv])")
_OBJECT = re.compile(r"^[wv]*(?P<whom>[dajlJCgnioBrsPy#ekp]{1,9}?)v*(?P<not>x?)m[vx]*(?P<verb>[lcuCrBj])")
_REPRISAL = re.compile(
    r"\b(?:retaliat\w+|reprisals?|response|reaction|consequences|counter-?measures|action|escalation|strikes?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A complement of a stance word: the tokens of its object, whom it asks, whether it says not, its own stance."""

    start: int
    end: int
    whom: Phrase | Token | None = None
    negated: bool = False
    verb: int | None = None
    stance: str = ""


def complement(view: View, text: str, at: int, frame: Frame) -> Found | None:
    """What stands after a word of stance as its frame asks; None where it does not."""
    tokens, tags = view.tokens, view.tags
    start = at + 1
    for word in frame.particle:
        while start < len(tokens) and tags[start] == "w":
            start += 1
        if start >= len(tokens) or tokens[start].word != word:
            return None
        start += 1
    if frame.kind == "would":
        return _wished(view, text, at) if start < len(tokens) else None
    return _kind(view, text, start, frame.kind) if start < len(tokens) else None


def _wished(view: View, text: str, at: int) -> Found | None:
    """ "Would like to …", "would like a meeting"."""
    if at == 0 or view.tokens[at - 1].word not in ("would", "’d", "'d", "also"):
        return None
    found = (_kind(view, text, at + 1, kind) for kind in "ion")
    return next((one for one in found if one is not None), None)


def _kind(view: View, text: str, start: int, kind: str) -> Found | None:
    rest = view.tags[start : start + 14]
    if kind == "i":
        found = _INFINITIVE.match(rest)
        if found is None:
            return None
        end = object_end(view, start + found.end())
        return Found(start, end, negated=bool(found["not"]), verb=start + found.start("verb"))
    if kind == "o":
        return _with_object(view, start, rest)
    if kind == "g":
        ing = _GERUND.match(rest)
        verb = start + ing.end() - 1 if ing else start
        if ing is None or not view.tokens[verb].word.endswith("ing"):
            return None
        return Found(start, object_end(view, verb + 1), verb=verb)
    if kind == "t":
        return Found(start, object_end(view, start + 1)) if rest[:1] == "t" else None
    if kind == "matter":
        tried = _kind(view, text, start, "i")
        words = text[view.tokens[start].start : view.tokens[tried.end - 1].end] if tried else ""
        return tried if issue_of(words) is not None else None
    if is_worded(kind):
        return _worded(view, text, start, kind)
    if kind == "r":
        end = object_end(view, start)
        words = text[view.tokens[start].start : view.tokens[end - 1].end] if end > start else ""
        return Found(start, end) if _REPRISAL.search(words) else None
    if kind == "n" and _NOUN.match(rest) and view.tokens[start].word not in ("no", "nothing"):
        end = object_end(view, start + 1)
        gerund = start if view.tokens[start].word.endswith("ing") and view.tags[start] in "lc" else None
        return Found(start, end, verb=gerund) if end > start else None
    return None


def _worded(view: View, text: str, start: int, kind: str) -> Found | None:
    if start + 2 >= len(view.tokens):
        return None
    low = view.tokens[start].start
    end = object_end(view, start + 2)
    found = wording(text[low : view.tokens[end - 1].end], kind)
    if found is None:
        return None
    first = view.line.index(low + found.object_start)
    gerund = first if view.tokens[first].word.endswith("ing") else None
    return Found(first, object_end(view, first + 1), verb=gerund, stance=found.stance)


def _with_object(view: View, start: int, rest: str) -> Found | None:
    found = _OBJECT.match(rest)
    if found is None:
        return None
    first = start + found.start("whom")
    whom: Phrase | Token | None = starting_at(view.phrases, first)
    if whom is None and view.tags[first] in "eyp":
        whom = view.tokens[first]
    if whom is None and not re.search(r"[lrBC]", found["whom"]):
        return None
    end = object_end(view, start + found.end())
    return Found(start, end, whom, bool(found["not"]), start + found.start("verb"))
