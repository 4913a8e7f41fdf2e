"""A stored text as paragraphs, sentences and clauses, all as offsets."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from westphalia.evidence.vocabulary import word_set

_ABBREVIATIONS = word_set(
    """mr mrs ms dr sir st gen sen rep gov lt col capt maj prof rev hon vs no nos jan feb mar apr jun jul aug sep
    sept  oct nov dec approx est inc ltd co corp jr sr etc dept adm cf fig mt"""
)
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?(?:[A-Z0-9£€$¥]|[^\W\d_a-z]))")
_LAST_WORD = re.compile(r"([A-Za-z]+)\.$")
_INITIALS = re.compile(r"(?:^|[\s(“\"'‘])(?:[A-Za-z]\.)+$")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_WRAP_WIDTH = 100
_CLAUSE = re.compile(
    r"[;:()\[\]“”\"]|\s[–—-]\s|—|,(?!\d)|"
    r"\b(?:and|but|while|whereas|although|though|that|who|which|after|before|because|when|if|as|since|whether)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: offsets in the stored text, its words, and the paragraph it stands in."""

    start: int
    end: int
    text: str
    paragraph: int


def _is_wrapped(text: str) -> bool:
    """Whether single line ends are mere wrapping: no long line, and some paragraph of several lines."""
    lines = text.split("\n")
    pairs = sum(1 for a, b in pairwise(lines) if len(a.strip()) > 40 and b.strip())
    return pairs > 1 and max(map(len, lines)) <= _WRAP_WIDTH


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs: lines, or blocks between blank lines where the text is wrapped."""
    pattern = _PARAGRAPH if _is_wrapped(text) else _LINE
    return [found.span() for found in pattern.finditer(text) if found.group().strip()]


def _is_abbreviation(before: str) -> bool:
    if _INITIALS.search(before):
        return True
    word = _LAST_WORD.search(before)
    return word is not None and word.group(1).lower() in _ABBREVIATIONS


def _cuts(block: str) -> list[int]:
    cuts = []
    for stop in _STOP.finditer(block):
        if stop.group() == "." and _is_abbreviation(block[max(0, stop.start() - 12) : stop.end()]):
            continue
        cuts.append(stop.end())
    return cuts


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; whitespace at their ends is left out."""
    found = []
    for number, (start, end) in enumerate(paragraphs(text)):
        block = text[start:end]
        edges = [0, *_cuts(block), len(block)]
        for a, b in pairwise(edges):
            piece = block[a:b]
            words = piece.strip()
            if words:
                at = start + a + piece.index(words[0])
                found.append(Sentence(at, at + len(words), words, number))
    return tuple(found)


def clause_bounds(sentence: Sentence, position: int) -> tuple[int, int]:
    """Offsets in the text of the clause of the sentence that holds a position."""
    inside = position - sentence.start
    left, right = 0, len(sentence.text)
    for mark in _CLAUSE.finditer(sentence.text):
        if mark.end() <= inside:
            left = mark.end()
        elif mark.start() > inside:
            right = mark.start()
            break
    return sentence.start + left, sentence.start + right


def sentence_at(found: tuple[Sentence, ...], position: int) -> int:
    """Index of the sentence that holds a position, or of the last one before it."""
    return max(0, bisect_right([s.start for s in found], position) - 1)
