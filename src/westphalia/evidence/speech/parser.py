"""Speech found by a parser that the user has installed, where the rules of this package find nobody who speaks.

A parser gives sentences as words with heads and relations, in the labels of spaCy's English pipelines. It is asked
only about lines that hold a verb of saying or a long quotation without a frame, and it may only add: a frame is kept
where verb, subject and words reported hang together in the parse, the words are whole tokens of the line, and no rule
has read them already. Denied, conditional and possible speech is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from westphalia.evidence.lines.cues import cues
from westphalia.evidence.lines.phrases import Phrase, Sort
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.frame import Frame
from westphalia.evidence.speech.subjects import loose_phrase, main_subject
from westphalia.evidence.words.vocabulary import word_set

LONG_QUOTE = 6  # words; a shorter quotation may be a term
_SELDOM = word_set(
    """muse mutter murmur mumble whisper opine venture profess testify recount attest aver exclaim intone bemoan grumble
    moan speculate enthuse marvel mock scoff sneer vent plead protest lecture preach philosophise philosophize"""
)
_STEMS = tuple(sorted(word.rstrip("e") for word in _SELDOM))
_POSSIBLE = word_set("will would may might could should must can shall ’ll 'll")
_OF_THINGS = word_set("suggest indicate show signal find confirm reveal state mean note underline underscore")
_BESIDE = ("det", "amod", "compound", "nummod", "poss")
_CONTENT = ("ccomp", "csubj", "csubjpass")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_RELATIVE = ("who", "which", "that")
_SORTS: dict[str, Sort] = {"PERSON": "person", "ORG": "institution", "GPE": "country", "NORP": "country"}
_EDGES = ".,;-:k"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed sentence: place, base form, part of speech, the place of its head, relation, entity."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    head: int
    relation: str
    entity: str = ""


class Parser(Protocol):
    """From a text to its sentences; places are code points of that text, heads numbers of words in the sentence."""

    def __call__(self, text: str) -> tuple[tuple[Word, ...], ...]:
        """The parsed sentences of a text."""


class _Tree:
    """A parsed sentence over the tokens of the line it stands in."""

    def __init__(self, words: tuple[Word, ...], line: Line) -> None:
        self.words = words
        self.line = line
        self.children: dict[int, list[int]] = {}
        for at, word in enumerate(words):
            if word.head != at:
                self.children.setdefault(word.head, []).append(at)

    def token(self, at: int) -> int:
        """The token of the line that a word stands in."""
        return min(self.line.index(self.line.start + self.words[at].start), len(self.line.tokens) - 1)

    def of(self, at: int, *relations: str) -> int | None:
        """The first child of a word in one of the relations."""
        return next((k for k in self.children.get(at, ()) if self.words[k].relation in relations), None)

    def below(self, at: int) -> tuple[int, int]:
        """The first and last token under a word, itself included."""
        found, todo = {at}, [at]
        while todo:
            new = [k for k in self.children.get(todo.pop(), ()) if k not in found]
            found.update(new)
            todo.extend(new)
        tokens = [self.token(k) for k in found]
        return min(tokens), max(tokens)

    def subject(self, verb: int) -> int | None:
        """The word that stands for whoever acts in a verb: its subject, the agent of a passive, an antecedent."""
        passive = self.of(verb, "auxpass") is not None
        agent = self.of(verb, "agent") if passive else None
        if passive:
            return self.of(agent, "pobj") if agent is not None else None
        found, word = self.of(verb, "nsubj"), self.words[verb]
        if found is None and word.relation == "conj":
            return self.subject(word.head) if word.head != verb and word.head < verb else None
        if found is None and word.relation == "advcl" and word.text.endswith("ing"):
            return self.of(word.head, "nsubj")
        relative = found is not None and word.relation == "relcl" and self.words[found].text.lower() in _RELATIVE
        return word.head if relative else found

    def plain(self, verb: int) -> bool:
        """Whether the verb tells what was said, not what was not, or might be."""
        beside = [self.words[k] for k in self.children.get(verb, ())]
        held = any(w.relation == "neg" or (w.relation == "aux" and w.text.lower() in _POSSIBLE) for w in beside)
        return not held and not any(w.relation == "mark" and w.text.lower() in ("if", "unless") for w in beside)


def _says(lemma: str) -> bool:
    """Whether a verb says something by itself, and not only where it carries a quotation."""
    cue = cues().get(lemma)
    return cue is not None and "belief" not in cue.takes


def with_parsed(
    parser: Parser, text: str, line: Line, found: tuple[Phrase, ...], ruled: tuple[Frame, ...]
) -> tuple[Frame, ...]:
    """The frames of a line in order, with those that only the parser finds and the subjects that rules left open."""
    if not _is_open(line, found, ruled):
        return ruled
    trees = [_Tree(words, line) for words in parser(text[line.start : line.end])]
    named = [_with_subject(frame, trees, found) if _nobody(frame, found, ruled) else frame for frame in ruled]
    for tree in trees:
        named.extend(frame for frame in _frames(tree, found) if _is_new(frame, named))
    return tuple(sorted(named, key=lambda f: f.cue))


def _long(line: Line, at: int) -> bool:
    return line.tags[at] == "Q" and len(line.tokens[at].word.split()) >= LONG_QUOTE


def _read(frames: tuple[Frame, ...] | list[Frame], at: int) -> bool:
    return any(a <= at <= b for frame in frames for a, b in frame.pieces)


def _is_open(line: Line, found: tuple[Phrase, ...], ruled: tuple[Frame, ...]) -> bool:
    """Whether the rules found a verb of saying without words, words without a verb, or nobody who speaks."""
    if not set(line.tags) - set("Q."):
        return False
    said = not ruled and any(
        (token.cue and _says(token.cue.lemma)) or token.word.startswith(_STEMS) for token in line.tokens
    )
    loose = any(_long(line, at) and not _read(ruled, at) for at in range(len(line.tags)))
    return said or loose or any(_nobody(frame, found, ruled) for frame in ruled)


def _nobody(frame: Frame, found: tuple[Phrase, ...], ruled: tuple[Frame, ...]) -> bool:
    """Whether a frame has no subject and none that it could take up."""
    if frame.subject is not None or frame.it is not None:
        return False
    main = main_subject(frame.line, found)
    return frame is ruled[0] and (main is None or main.first > frame.cue)


def _with_subject(frame: Frame, trees: list[_Tree], found: tuple[Phrase, ...]) -> Frame:
    for tree in trees:
        for verb, word in enumerate(tree.words):
            if word.tag == "VERB" and tree.token(verb) == frame.cue:
                subject = _phrase(tree, tree.subject(verb), frame.lemma, found)
                return replace(frame, subject=subject, shared=False, way="parser") if subject else frame
    return frame


def _is_new(frame: Frame, named: list[Frame]) -> bool:
    """Whether no frame has the verb or any of the words already."""
    taken = any(a <= d and c <= b for f in named for a, b in f.pieces for c, d in frame.pieces)
    return not taken and not any(f.cue == frame.cue for f in named) and not _read(named, frame.cue)


def _frames(tree: _Tree, found: tuple[Phrase, ...]) -> Iterator[Frame]:
    for verb, word in enumerate(tree.words):
        at = tree.token(verb)
        if word.tag != "VERB" or tree.line.tags[at] == "Q" or not tree.plain(verb):
            continue
        framed = _frame(tree, verb, at, found)
        if framed is not None:
            yield framed


def _frame(tree: _Tree, verb: int, at: int, found: tuple[Phrase, ...]) -> Frame | None:
    lemma, head = _lemma(tree, verb, at), tree.subject(verb)
    if head is None:
        return None
    piece = _words(tree, verb, at, tree.token(head), says=lemma in _SELDOM or _says(lemma))
    subject = _phrase(tree, head, lemma, found)
    it = tree.token(head) if tree.line.tags[tree.token(head)] == "e" else None
    if piece is None or (subject is None and it is None) or _overlap(piece, subject):
        return None
    return Frame(tree.line, at, lemma, "parser", subject, (piece,), it=it)


def _lemma(tree: _Tree, verb: int, at: int) -> str:
    cue = tree.line.tokens[at].cue
    return cue.lemma if cue else tree.words[verb].lemma.lower()


def _overlap(piece: tuple[int, int], subject: Phrase | None) -> bool:
    return subject is not None and subject.first <= piece[1] and piece[0] <= subject.last


def _words(tree: _Tree, verb: int, at: int, subject: int, *, says: bool) -> tuple[int, int] | None:
    """The tokens that a verb reports: its clause where it is a verb of saying, or a long quotation under any verb."""
    for child in tree.children.get(verb, ()):
        relation = tree.words[child].relation
        quoted = tree.token(child)
        if relation not in _SUBJECTS and _long(tree.line, quoted):
            return quoted, quoted
        if says and relation in _CONTENT:
            first, last = _trimmed(tree.line, *tree.below(child))
            inside = first <= at <= last or first <= subject <= last
            return None if inside or first > last else (first, last)
    return None


def _trimmed(line: Line, first: int, last: int) -> tuple[int, int]:
    while last >= first and line.tags[last] in _EDGES:
        last -= 1
    while first <= last and line.tags[first] in _EDGES:
        first += 1
    return first, last


def _phrase(tree: _Tree, head: int | None, lemma: str, found: tuple[Phrase, ...]) -> Phrase | None:
    """The noun phrase of the rules that holds a word, else the named entity or the described persons around it."""
    if head is None:
        return None
    at, word = tree.token(head), tree.words[head]
    held = next((phrase for phrase in found if phrase.first <= at <= phrase.last), None)
    if held is not None:
        return held
    if word.entity in _SORTS:
        first, last = _run(tree, head)
        return Phrase(tree.line, tree.token(first), tree.token(last), _SORTS[word.entity])
    if word.tag == "NOUN" and not word.entity and lemma not in _OF_THINGS:
        before = [k for k in tree.children.get(head, ()) if k < head and tree.words[k].relation in _BESIDE]
        return loose_phrase(tree.line, tree.token(min([head, *before])), at)
    return None


def _run(tree: _Tree, head: int) -> tuple[int, int]:
    """The first and last word of the entity that holds a word."""
    first = last = head
    while first > 0 and tree.words[first - 1].entity == tree.words[head].entity:
        first -= 1
    while last + 1 < len(tree.words) and tree.words[last + 1].entity == tree.words[head].entity:
        last += 1
    return first, last
