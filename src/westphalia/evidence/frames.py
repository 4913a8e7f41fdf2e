"""Frames of speech in a line: which verb of saying, who is its subject, and which tokens it reports.

A frame is read off the tags of a line: "X said (that) …", "…, X said", "…, said X", "X told Y that", "urging Y to",
"according to X", "described as “…” by X", "X: “…”", "X declined to say". Nouns that look like verbs of saying ("the
reports") have no subject before them and are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from westphalia.evidence.phrases import Phrase, ending_at, starting_at
from westphalia.evidence.tokens import Line, Token
from westphalia.evidence.vocabulary import word_set

Way = Literal["before", "after", "inverted", "participle", "by", "according", "headline", "silence", "none"]

_ASIDE = 40
_CONJUNCTIONS = word_set("after before until since as than")
_WEAK = word_set("discuss agree describe call hail praise welcome continue ask")
_BE = word_set("is are was were be been being ’s")
_REFUSED = word_set("declined refused refusing declining decline refuse failed")
_NEGATED = word_set("not never didn’t didn't doesn’t doesn't wouldn’t wouldn't hasn’t hasn't")
_AHEAD = word_set("expected due set likely poised believed understood")
_SAY = word_set("say tell add reveal specify comment confirm elaborate answer disclose discuss explain")
_SILENT_VERBS = word_set("specify elaborate comment")
_THROUGH = word_set("of in on at during after before following via through to ahead with by from")
_CLAUSE_START = frozenset("tdpeynagiorBjJCbhQ#u")
_INVERTIBLE = word_set(
    """say add tell warn write reply insist explain declare argue joke quip stress note claim announce tweet post
    conclude continue fume rage blast storm thunder snap shout sigh gush beam crow predict admit concede comment remark
    observe ask respond retort counter"""
)
_LABELS = word_set("describe call dub brand label hail dismiss denounce condemn slam criticise criticize praise")


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb of saying with its subject and the tokens it reports (`pieces`, as first and last, inclusive).

    `subject` is None where it is taken up from an earlier verb (`shared`) or stays open. `addressee` is who is told,
    `circumstances` the tokens between the verb and its content (outlet, occasion). `ahead` marks what is not said
    yet, `open_end` a colon whose words follow in the next line.
    """

    line: Line
    cue: int
    lemma: str
    way: Way
    subject: Phrase | None
    pieces: tuple[tuple[int, int], ...]
    addressee: Phrase | None = None
    circumstances: tuple[int, int] | None = None
    particle: int | None = None
    shared: bool = False
    ahead: bool = False
    open_end: bool = False
    it: int | None = None
    source: Phrase | None = None

    @property
    def first(self) -> int:
        """The first token of the frame."""
        starts = [self.cue, *(a for a, _ in self.pieces)]
        return min([*starts, self.subject.first] if self.subject else starts)


@dataclass(frozen=True, slots=True)
class _Subject:
    phrase: Phrase | None
    first: int
    shared: bool = False
    it: int | None = None


def _skip_back(line: Line, at: int) -> int:
    """Before the auxiliaries, adverbs, negations and dates that stand between a subject and its verb."""
    while at >= 0 and line.tags[at] in "uvxw":
        at -= 1
    return at


def _aside(line: Line, found: tuple[Phrase, ...], close: int) -> _Subject | None:
    """The subject before an aside that a comma or dash closes: "X, the minister, said"; "the minister, X, said"."""
    mark = line.tags[close]
    for at in range(close - 1, max(-1, close - _ASIDE), -1):
        if line.tags[at] != mark:
            continue
        before = ending_at(found, at - 1)
        if before is None:
            continue
        inner = ending_at(found, close - 1)
        named = inner is not None and inner.first == at + 1 and inner.sort == "person" and before.sort == "office"
        if mark == "," and close - at == 2 and line.tags[at + 1] not in "n#":
            return None
        return _Subject(inner if named else before, before.first)
    return None


def _subject_before(line: Line, found: tuple[Phrase, ...], verb: int, participle: bool) -> _Subject | None:
    at = _skip_back(line, verb - 1)
    if at < 0:
        return None
    tag = line.tags[at]
    if tag in ",-)" and not participle:
        return _aside(line, found, at) if tag != ")" else _in_brackets(line, found, at)
    if tag in "k" or (tag == "b" and line.tokens[at].word in ("but", "while", "though")):
        return _Subject(None, verb, shared=True)
    if tag == "e":
        return _Subject(None, at, it=at)
    if tag == "h" and line.tokens[at].word in ("who", "which"):
        before = at - 2 if at >= 1 and line.tags[at - 1] == "," else at - 1
        phrase = ending_at(found, before)
        return _Subject(phrase, phrase.first) if phrase else None
    phrase = ending_at(found, at)
    if phrase is None or _governed(line, phrase, participle):
        return None
    return _Subject(_outer(line, found, phrase), phrase.first)


def _outer(line: Line, found: tuple[Phrase, ...], phrase: Phrase) -> Phrase:
    """The person in apposition before a name: "Ukraine's foreign minister, X said" keeps X."""
    return phrase


def _in_brackets(line: Line, found: tuple[Phrase, ...], close: int) -> _Subject | None:
    opening = line.tags.rfind("(", max(0, close - 12), close)
    phrase = ending_at(found, opening - 1) if opening > 0 else None
    return _Subject(phrase, phrase.first) if phrase else None


def _governed(line: Line, phrase: Phrase, participle: bool) -> bool:
    """Whether a preposition or possessive before a phrase keeps it from being a subject."""
    if phrase.first == 0:
        return False
    tag = line.tags[phrase.first - 1]
    if participle and line.tokens[phrase.first - 1].word == "with":
        return False
    return tag in "Pfms" and line.tokens[phrase.first - 1].word not in _CONJUNCTIONS


def _is_noun(line: Line, at: int) -> bool:
    """Whether a word that may be a verb of saying is a noun here: after an article, before another such verb."""
    if at and line.tags[at - 1] in "dsjJaPf#" and line.tokens[at].cue and line.tokens[at].word[-3:] != "ing":
        return line.tags[at - 1] != "P" or True
    return at + 1 < len(line.tags) and line.tags[at + 1] == "c" and line.tokens[at].word.endswith("s")


def _passive(line: Line, verb: int) -> bool:
    at = verb - 1
    while at >= 0 and line.tags[at] in "vx":
        at -= 1
    return at >= 0 and line.tags[at] == "u" and line.tokens[at].word in _BE


def _after_circumstances(line: Line, found: tuple[Phrase, ...], at: int) -> int:
    """Past dates, adverbs and "in a statement", "at a summit in Brussels" that stand between a verb and its words."""
    tags = line.tags
    while at < len(tags):
        if tags[at] in "wv" or (tags[at] == "," and at + 1 < len(tags) and tags[at + 1] in "wvPfQt"):
            at += 1
        elif tags[at] in "Pfm" and line.tokens[at].word in _THROUGH:
            past = _past_prepositional(line, found, at)
            if past is None:
                return at
            at = past
        else:
            return at
    return at


def _past_prepositional(line: Line, found: tuple[Phrase, ...], at: int) -> int | None:
    """Past one prepositional phrase; None where it holds the content itself ("said on defence, …" never does)."""
    tags = line.tags
    end = at + 1
    while end < len(tags) and tags[end] in "djlJCaginorBs#cvk":
        if tags[end] == "c" and tags[end - 1] not in "dlJaPfsj":
            break
        end += 1
    if end < len(tags) and tags[end] == "u":
        phrase = next((p for p in reversed(found) if p.last == end - 1 and p.first > at + 1), None)
        return phrase.first if phrase else end
    return end


def _cut(line: Line, start: int, stops: list[int]) -> int:
    """The last token of a content that begins at `start`: before the next frame or the end of the sentence."""
    end = min([stop for stop in stops if stop > start], default=len(line.tags)) - 1
    while end > start and line.tags[end] in ".,;-kb:":
        end -= 1
    return end


def _participle(token: Token) -> bool:
    return token.cue is not None and token.cue.form == "participle"


def _frame_after(line: Line, found: tuple[Phrase, ...], verb: int, subject: _Subject) -> Frame | None:
    """The words follow the verb: "X said (on Monday) (that) …", "X told Y that …", "X called on Y to …"."""
    token = line.tokens[verb]
    assert token.cue is not None
    lemma, takes, at, particle = token.cue.lemma, token.cue.takes, verb + 1, None
    tags = line.tags
    if lemma in ("call", "appeal", "push") and at < len(tags) and line.tokens[at].word in ("on", "upon", "for"):
        particle, lemma = at, f"{lemma} {line.tokens[at].word}"
        at += 1
    told = starting_at(found, at) if lemma in _TELLING else None
    if told is None and lemma in _TELLING and at < len(tags) and tags[at] == "y":
        at += 1
    if told is not None:
        at = told.last + 1
        at = _past_programme(line, at)
    begin = at
    at = _after_circumstances(line, found, at)
    circumstances = (begin, at - 1) if at > begin else None
    base = Frame(line, verb, lemma, "after", subject.phrase, (), told, circumstances, particle,
                 subject.shared, it=subject.it)  # fmt: skip
    return _with_content(base, found, at, takes, lemma)


_TELLING = word_set("tell urge ask warn remind assure inform advise promise call_on call_upon appeal_to reassure order")


def _past_programme(line: Line, at: int) -> int:
    """Past the rest of a programme's name: "BBC One's Sunday with N programme"."""
    for end in range(at, min(at + 9, len(line.tags))):
        if line.tokens[end].word in ("programme", "program", "show", "newspaper", "podcast", "magazine", "channel"):
            return end + 1
        if line.tags[end] in "tQ,.:upe":
            break
    return at


def _with_content(frame: Frame, found: tuple[Phrase, ...], at: int, takes: frozenset[str], lemma: str) -> Frame | None:
    line, tags = frame.line, frame.line.tags
    if at >= len(tags) or tags[at] == ".":
        return None
    if tags[at] == ":":
        if at + 1 >= len(tags):
            return replace(frame, open_end=True)
        return replace(frame, pieces=((at + 1, len(tags) - 1),))
    colon = tags.find(":Q", at)
    if colon >= 0 and "u" not in tags[at:colon] and colon - at < 14:
        return replace(frame, pieces=((colon + 1, len(tags) - 1),))
    if lemma in _LABELS and lemma != "call on":
        return _label(frame, at)
    if frame.particle is not None or (tags[at] in "mx" and "infinitive" in takes):
        start = _infinitive(line, at)
        if start is not None:
            return replace(frame, pieces=((start, len(tags) - 1),))
        return replace(frame, pieces=((at, len(tags) - 1),)) if lemma == "call for" else None
    if tags[at] == "Q" or (tags[at] in "dvljh" and tags[at + 1 : at + 2] == "Q"):
        return replace(frame, pieces=((at, len(tags) - 1),))
    clause = "clause" in takes and (tags[at] in _CLAUSE_START or (tags[at] in "lvxPfmw" and len(tags) - at > 4))
    noun = "noun" in takes and tags[at] in "dlaginrBjJC#Pft"
    if clause or noun:
        return replace(frame, pieces=((at, len(tags) - 1),))
    return None


def _infinitive(line: Line, at: int) -> int | None:
    """Where "(not) to do" begins within a few tokens."""
    for start in range(at, min(at + 8, len(line.tags))):
        if line.tags[start] == "m" and start + 1 < len(line.tags) and line.tags[start + 1] in "lvcu":
            return start - 1 if start > at and line.tags[start - 1] == "x" else start
        if line.tags[start] in ",.;:tQ":
            return None
    return None


def _label(frame: Frame, at: int) -> Frame | None:
    """The quotation that a name or description is given with: "called it “…”", "described X as “…”"."""
    line = frame.line
    for start in range(at, min(at + 14, len(line.tags))):
        if line.tags[start] == "Q":
            return replace(frame, pieces=((start, start),))
        if line.tags[start] in ",;.:tu":
            return None
    return None


def _quiet(line: Line, verb: int) -> bool:
    """Whether the subject declines to say: "declined to comment", "did not say"."""
    at = verb - 1
    while at >= 0 and line.tags[at] in "vm":
        at -= 1
    return at >= 0 and (line.tokens[at].word in _REFUSED or line.tokens[at].word in _NEGATED)


def _silence(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    at = verb - 1
    while at >= 0 and (line.tags[at] in "vmux" or line.tokens[at].word in _REFUSED):
        at -= 1
    subject = _subject_before(line, found, at + 1, False)
    following = line.tags[verb + 1 : verb + 2]
    if subject is None or following not in ("h", "P", "f", "d", "b"):
        return None
    word = line.tokens[verb].word
    return Frame(line, verb, word, "silence", subject.phrase, ((verb + 1, len(line.tags) - 1),),
                 shared=subject.shared, it=subject.it)  # fmt: skip


def _trailing(line: Line, found: tuple[Phrase, ...], verb: int, subject: _Subject, lemma: str) -> Frame | None:
    """The words come first: "…, X said", "“…” X wrote in Y", and may go on after: "“…,” X said, “…”"."""
    first = subject.first
    end = first - 1
    while end >= 0 and line.tags[end] in ",-vwb":
        end -= 1
    if end < 0 or subject.shared or not (line.tags[first - 1] in ",Q-" or "Q" in line.tags[:first]):
        return None
    after = _after_circumstances(line, found, verb + 1)
    told = starting_at(found, verb + 1) if lemma in _TELLING else None
    if told is not None:
        after = _after_circumstances(line, found, _past_programme(line, told.last + 1))
    pieces = [(0, end)]
    rest = line.tags[after:]
    if rest[:1] in ("Q", ":") or rest[:2] == ",Q":
        pieces.append((after + (rest[0] != "Q"), len(line.tags) - 1))
    elif rest[:1] not in ("", ".", ",", "-", ";", "k", "b", "h"):
        return None
    circumstances = (verb + 1, after - 1) if after > verb + 1 else None
    return Frame(line, verb, lemma, "before", subject.phrase, tuple(pieces), told, circumstances, it=subject.it)


def _inverted(line: Line, found: tuple[Phrase, ...], verb: int, lemma: str) -> Frame | None:
    """The subject follows the verb: "“…,” said X", "…, warned X"."""
    if lemma not in _INVERTIBLE or verb == 0 or line.tags[verb - 1] not in "Q,-":
        return None
    phrase = starting_at(found, verb + 1)
    if phrase is None or phrase.sort == "pronoun":
        return None
    end = verb - 1
    while end >= 0 and line.tags[end] in ",-":
        end -= 1
    quoted = "Q" in line.tags[:verb]
    after = phrase.last + 1
    rest = line.tags[after:]
    if end < 0 or not (quoted or rest[:1] in ("", ".", ",", "w", "P")):
        return None
    if rest[:1] in ("t", "u") or rest[:1] == "m":
        return None
    pieces = [(0, end)]
    later = rest.find("Q")
    if later >= 0 and not any(tag in "cu" for tag in rest[:later]):
        pieces.append((after + later, len(line.tags) - 1))
    person = _apposed(line, found, phrase)
    return Frame(line, verb, lemma, "inverted", person, tuple(pieces), circumstances=(after, len(line.tags) - 1))


def _apposed(line: Line, found: tuple[Phrase, ...], phrase: Phrase) -> Phrase:
    """The name in apposition after an office: "said the finance minister, X"."""
    if phrase.sort == "office" and line.tags[phrase.last + 1 : phrase.last + 2] == ",":
        named = starting_at(found, phrase.last + 2)
        if (
            named is not None
            and named.sort == "person"
            and line.tags[named.last + 1 : named.last + 2] in (",", ".", "")
        ):
            return named
    return phrase


def _by(line: Line, found: tuple[Phrase, ...], verb: int, lemma: str) -> Frame | None:
    """The passive: "described as “…” by X", "branded “…” by X"."""
    quote = line.tags.find("Q", verb, verb + 12)
    if quote < 0:
        return None
    for at in range(quote + 1, min(quote + 8, len(line.tags))):
        if line.tokens[at].word == "by":
            phrase = starting_at(found, at + 1)
            return Frame(line, verb, lemma, "by", phrase, ((quote, quote),)) if phrase else None
    return None


def _according(line: Line, found: tuple[Phrase, ...]) -> Iterator[Frame]:
    for at, token in enumerate(line.tokens[:-2]):
        if token.word != "according" or line.tags[at + 1] != "m":
            continue
        phrase = starting_at(found, at + 2)
        if phrase is None:
            continue
        end = phrase.last
        if at and line.tags[at - 1] == ",":
            pieces = ((0, at - 2),)
        elif at == 0:
            comma = line.tags.find(",", end)
            if comma < 0:
                continue
            pieces = ((comma + 1, len(line.tags) - 1),)
        else:
            pieces = ((0, at - 1),)
        yield Frame(line, at, "according to", "according", _source(line, found, phrase), pieces, particle=at + 1)


def _source(line: Line, found: tuple[Phrase, ...], phrase: Phrase) -> Phrase:
    """Who made a study: "a recent study by research institute A and B"."""
    if phrase.head.word in _WORKS:
        for at in range(phrase.last + 1, min(phrase.last + 3, len(line.tags))):
            if line.tokens[at].word in ("by", "from", "of"):
                maker = next((p for p in found if p.first in (at + 1, at + 2) and p.sort != "pronoun"), None)
                if maker is not None and maker.sort == "office":
                    named = starting_at(found, maker.last + 1)
                    maker = named or maker
                return maker or phrase
    return phrase


_WORKS = word_set("study report analysis survey poll paper estimate research draft document readout statement")


def _headline(line: Line, found: tuple[Phrase, ...]) -> Frame | None:
    """A line that opens with a name and a colon: "Rutte: “…”"."""
    colon = line.tags.find(":")
    if colon <= 0 or colon > 6 or colon + 1 >= len(line.tags):
        return None
    phrase = ending_at(found, colon - 1)
    if phrase is None or phrase.first > 1 or phrase.sort not in ("person", "institution", "office"):
        return None
    if line.tags[colon + 1] != "Q" and phrase.sort != "person":
        return None
    return Frame(line, colon, ":", "headline", phrase, ((colon + 1, len(line.tags) - 1),))


def _at_cue(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    token = line.tokens[verb]
    cue = token.cue
    assert cue is not None
    if cue.lemma in _SAY and _quiet(line, verb):
        return _silence(line, found, verb)
    if _passive(line, verb) and cue.form != "participle":
        return _by(line, found, verb, cue.lemma)
    if cue.form == "participle":
        return _participial(line, found, verb)
    if cue.form == "base" and verb and line.tags[verb - 1] in "mvx":
        return _expected(line, found, verb)
    subject = None if _is_noun(line, verb) else _subject_before(line, found, verb, False)
    if subject is None:
        return _inverted(line, found, verb, cue.lemma)
    after = _frame_after(line, found, verb, subject)
    trailing = _trailing(line, found, verb, subject, cue.lemma)
    return trailing if trailing and (after is None or _is_tail(line, trailing)) else after or trailing


def _is_tail(line: Line, frame: Frame) -> bool:
    """Whether nothing but a stop or further quotation follows a verb that comes after its words."""
    end = (
        frame.circumstances[1] + 1
        if frame.circumstances
        else (frame.addressee.last if frame.addressee else frame.cue) + 1
    )
    return len(frame.pieces) > 1 or line.tags[end : end + 1] in ("", ".", ",", ";")


def _participial(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    """ "…, saying that", "– urging X to", "with X saying": the subject stands right before, or is that of the clause."""
    before = line.tags[verb - 1] if verb else ""
    if (before and before in ",-Qk") or (before == "v" and line.tags[verb - 2 : verb - 1] in (",", "k")):
        subject = _Subject(None, verb, shared=True)
    elif before == "u" or not before:
        return None
    else:
        held = _subject_before(line, found, verb, True)
        if held is None or held.phrase is None or line.tokens[max(0, held.first - 1)].word not in ("with", "as"):
            return None
        subject = held
    framed = _frame_after(line, found, verb, subject)
    return replace(framed, way="participle") if framed else None


def _expected(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    """What somebody is expected to say: "is expected to call on X not to …"."""
    at = verb - 1
    while at >= 0 and line.tags[at] in "mvx":
        at -= 1
    if at < 0 or line.tokens[at].word not in _AHEAD:
        return None
    subject = _subject_before(line, found, at, False)
    framed = _frame_after(line, found, verb, subject) if subject and not subject.shared else None
    return replace(framed, ahead=True) if framed else None


def frames(line: Line, found: tuple[Phrase, ...]) -> tuple[Frame, ...]:
    """The frames of speech of a line in order, each content cut where the next frame begins."""
    met = [frame for at, token in enumerate(line.tokens) if token.cue and (frame := _at_cue(line, found, at))]
    met.extend(_according(line, found))
    headline = _headline(line, found)
    if headline and not any(frame.cue < headline.cue for frame in met):
        met.append(headline)
    met.sort(key=lambda f: f.cue)
    met = [frame for frame in met if not _swallowed(frame, met)]
    bounded = [_bounded(frame, met) for frame in met]
    return tuple(frame for frame in bounded if frame.pieces or frame.open_end)


_BACKWARD = ("before", "inverted", "according")


def _swallowed(frame: Frame, met: list[Frame]) -> bool:
    """Whether a weak verb of saying stands in words that a later one reports: "they agreed to meet, the office said"."""
    later = any(o.way in _BACKWARD and any(a <= frame.cue <= b for a, b in o.pieces) for o in met if o is not frame)
    return later and (frame.lemma in _WEAK or frame.way == "participle")


def _bounded(frame: Frame, met: list[Frame]) -> Frame:
    """A frame whose content ends before the frames that follow it on the same level."""
    pieces = []
    for start, end in frame.pieces:
        stops = [_opening(o) for o in met if o.cue > frame.cue and _opening(o) > start + 1 and o.way not in _BACKWARD]
        earlier = [o.cue for o in met if o.cue < frame.cue and o.way in _BACKWARD]
        begin = max([start, *(cue + 1 for cue in earlier)]) if frame.way in _BACKWARD and start < frame.cue else start
        last = min(_cut(frame.line, start, stops), end) if start > frame.cue or frame.way == "headline" else end
        while last > begin and frame.line.tags[last] in ".,;-k:":
            last -= 1
        while begin < last and (frame.line.tags[begin] in ",;-k:" or frame.line.tokens[begin].word in ("but", "while")):
            begin += 1
        if begin <= last:
            pieces.append((begin, last))
    return replace(frame, pieces=tuple(pieces))


def _opening(frame: Frame) -> int:
    """Where a later frame begins: at its subject, or at its verb where the subject is shared."""
    return frame.subject.first if frame.subject and frame.way not in ("by", "inverted") else frame.cue
