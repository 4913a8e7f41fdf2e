"""A stored text as paragraphs, sentences and clauses, all as offsets."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from westphalia.evidence.words.vocabulary import any_of, word_set

LONGEST = 2000  # characters of a sentence; a longer one is cut, so that patterns searched in it stay cheap
_TITLES = word_set(
    "mr mrs ms dr sir st gen sen rep gov lt col capt maj prof rev hon adm vs jan feb mar apr jun jul aug sep sept oct "
    "nov dec approx est fig mt cmdr brig sgt supt messrs"
)
_FIRM_ENDS = word_set("inc ltd co corp jr sr etc dept cf plc bros")
_BEFORE_NUMBERS = word_set("no nos fig figs art sec para p pp vol ch")
_STARTERS = word_set(
    "The He She It They We You But And In On At This That These Those There His Her Its Their Our When While If As "
    "After Before However Asked Both Such What Who How Why Some Many Most Since Until Under With For From By To Yet"
)
_CLOSING = r"\"'”’»)\]"
_OPENING = r"\"'“‘«(\["
# Possessive, and only at the first mark of a run: a megabyte of full stops or of quotation marks takes one pass.
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?=\s++(?:[—–-]\s)?[{_OPENING}]?(?:[A-Z0-9£€$¥]|[^\W\d_a-z]))")
_LAST_WORD = re.compile(r"(?<![^\W\d_])([A-Za-z]+)\.$")
_INITIALS = re.compile(r"(?:^|[\s(“\"‘«\[]|(?<!\w)')(?P<letters>(?:[A-Za-z]\.)+)$")
_NEXT_WORD = re.compile(rf"\s+(?:[—–-]\s)?[{_OPENING}]*(\w+)")
_ASKED = re.compile(
    r"\s+(?:[A-Z][\w'’.-]*\s+){1,4}" + any_of(r"said says asked asks wrote writes added told tells replied shouted \
    posted tweeted declared warned demanded joked quipped insisted responded cried exclaimed wondered") + r"\b"
)  # fmt: skip
_ITEM = re.compile(r"\s*\(?\d{1,2}$")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![^\S\n]*+\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_WRAP_WIDTH = 100
_GAP = re.compile(r"(?<=[^\s\d£€$¥])\s+(?=[^\s\d%])")
_SPACE = re.compile(r"\s")
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
    return list(_paragraphs(text))


@lru_cache(maxsize=2)
def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    pattern = _PARAGRAPH if _is_wrapped(text) else _LINE
    return tuple(found.span() for found in pattern.finditer(text) if found.group().strip())


def _is_abbreviation(before: str, after: str) -> bool:
    """Whether the full stop that ends `before` belongs to a short form, given what comes after it."""
    follows = _NEXT_WORD.match(after)
    next_word = follows.group(1) if follows else ""
    initials = _INITIALS.search(before)
    if initials:
        return len(initials["letters"]) == 2 or next_word not in _STARTERS
    found = _LAST_WORD.search(before)
    word = found.group(1).lower() if found else ""
    if word in _BEFORE_NUMBERS:
        return next_word[:1].isdigit()
    return word in _TITLES or (word in _FIRM_ENDS and next_word not in _STARTERS)


def _ends(block: str, stop: re.Match[str]) -> bool:
    """Whether a mark ends a sentence: not in a short form, an omission in brackets, a list number or before a tag."""
    before, after = block[max(0, stop.start() - 12) : stop.start()], block[stop.end() : stop.end() + 80]
    mark = stop.group()
    if mark == ".":
        return not (_is_abbreviation(before + mark, after) or (stop.start() <= 4 and _ITEM.match(before)))
    if before.endswith(("[", "(")):
        return False
    return mark[0] not in "?!" or mark[-1] in ".?!…" or _ASKED.match(after) is None


def _cuts(block: str) -> list[int]:
    return [stop.end() for stop in _STOP.finditer(block) if _ends(block, stop)]


def _break(window: str) -> int:
    """Where to cut an endless sentence: after a semicolon or comma, else at a gap that no number touches."""
    half = len(window) // 2
    for mark in ("; ", ", "):
        at = window.rfind(mark, half)
        if at >= 0:
            return at + 1
    gaps = [gap.start() for gap in _GAP.finditer(window)]
    return gaps[-1] if gaps else 0


def _pieces(block: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces of bounded length; a run of more characters without a gap is no prose and left out."""
    while end - start > LONGEST:
        at = _break(block[start : start + LONGEST])
        if at:
            yield start, start + at
            start += at
            continue
        gap = _SPACE.search(block, start + LONGEST, end)
        start = gap.end() if gap else end
    yield start, end


def _spans(block: str) -> Iterator[tuple[int, int]]:
    for start, end in pairwise([0, *_cuts(block), len(block)]):
        if end - start <= LONGEST:
            yield start, end
        else:
            yield from _pieces(block, start, end)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; whitespace at their ends is left out.

    None is longer than `LONGEST`: what is, is cut, and a run of that length without a gap in it is left out.
    """
    found = []
    for number, (start, end) in enumerate(paragraphs(text)):
        block = text[start:end]
        for a, b in _spans(block):
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
    return max(0, bisect_right(found, position, key=lambda sentence: sentence.start) - 1)
