"""Frames of speech in a line: which verb of saying, who is its subject, and which tokens it reports.

A frame is read off the tags of a line: "X said (that) …", "…, X said", "…, said X", "X told Y that", "urging Y to",
"according to X", "described as “…” by X", "X: “…”", "X declined to say". Nouns that look like verbs of saying ("the
reports") have no subject before them and are left alone.
"""

from collections.abc import Iterator
from dataclasses import replace

from westphalia.evidence.lines.phrases import Phrase, ending_at, starting_at
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.frame import FORWARD_STOPS, Frame, Subject
from westphalia.evidence.speech.frame_bounds import bounded
from westphalia.evidence.speech.reported import TELLING, addressee, after_circumstances, frame_after, with_particle
from westphalia.evidence.speech.subjects import apposed, main_subject, subject_before
from westphalia.evidence.words.vocabulary import word_set

_BE = word_set("is are was were be been being ’s")
_REFUSED = word_set("declined refused refusing declining decline refuse failed")
_ABLE = word_set("could couldn’t couldn't cannot can’t can't can")
_NEGATED = word_set("not never didn’t didn't doesn’t doesn't wouldn’t wouldn't hasn’t hasn't")
_AHEAD = word_set("expected due set likely poised")
_SAY = word_set("say tell add reveal specify comment confirm elaborate answer disclose discuss explain")
_INVERTIBLE = word_set(
    """say add tell warn write reply insist explain declare argue joke quip stress note claim announce tweet post
    conclude continue fume rage blast storm thunder snap shout sigh gush beam crow predict admit concede comment remark
    observe ask respond retort counter whisper grumble"""
)
_WORKS = word_set("study report analysis survey poll paper estimate research draft document readout statement")
_DECIDING = word_set("agree propose discuss find show put")
_SURE = word_set("confident hopeful optimistic upbeat adamant convinced certain clear worried concerned")


def _is_noun(line: Line, at: int) -> bool:
    """Whether a word that may be a verb of saying is a noun here: after an article, or before another such verb."""
    if at and line.tags[at - 1] in "dsjJaPf#":
        return True
    if line.tags[at - 1 : at] == "l" and line.tokens[at].word.endswith("s") and line.tokens[at].word != "says":
        return True
    if line.tokens[at].word == "states" and line.tags[at + 1 : at + 2] not in ("t", "Q", ":"):
        return True
    return line.tags[at + 1 : at + 2] == "c" and line.tokens[at].word.endswith("s")


def _before_verb(line: Line, verb: int, tags: str) -> int:
    at = verb - 1
    while at >= 0 and line.tags[at] in tags:
        at -= 1
    return at


def _passive(line: Line, verb: int) -> bool:
    at = _before_verb(line, verb, "vx")
    return at >= 0 and line.tags[at] == "u" and line.tokens[at].word in _BE


def _quiet(line: Line, verb: int) -> bool:
    """Whether the subject declines to say: "declined to comment", "did not say"."""
    at = _before_verb(line, verb, "vm")
    if at > 0 and line.tokens[at - 1].word in _ABLE:
        return False
    return at >= 0 and (line.tokens[at].word in _REFUSED or line.tokens[at].word in _NEGATED)


def _negated(line: Line, verb: int) -> bool:
    """Whether something is said not to have been said: "have not announced"."""
    at = _before_verb(line, verb, "vm")
    return at >= 0 and line.tokens[at].word in _NEGATED


def _silence(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    at = verb - 1
    while at >= 0 and (line.tags[at] in "vmux" or line.tokens[at].word in _REFUSED):
        at -= 1
    subject = subject_before(line, found, at + 1, False)
    declined = any(token.word in _REFUSED for token in line.tokens[max(0, verb - 4) : verb])
    if subject is None or (line.tags[verb + 1 : verb + 2] not in tuple("hPfdb") and not declined):
        return None
    return Frame(line, verb, line.tokens[verb].word, "silence", subject.phrase, ((verb + 1, len(line.tags) - 1),),
                 shared=subject.shared, it=subject.it)  # fmt: skip


def _before(line: Line, found: tuple[Phrase, ...], verb: int, subject: Subject, lemma: str) -> Frame | None:
    """The words come first: "…, X said", "“…” X wrote in Y", and may go on after: "“…,” X said, “…”"."""
    first = subject.first
    while first > 0 and line.tags[first - 1] in "ljaCJBcg#ds" and first > subject.first - 4:
        first -= 1
    end = first - 1
    while end >= 0 and line.tags[end] in ",-vwb":
        end -= 1
    if end < 0 or subject.shared or line.tags[first - 1] not in ",Q-vw":
        return None
    lemma, particle = with_particle(line, verb, lemma)
    listener, after = addressee(line, found, lemma, (particle or verb) + 1)
    told_from = after
    after = after_circumstances(line, found, after)
    rest = line.tags[after:]
    if rest == "," and "Q" not in line.tags[:first]:
        return None
    pieces = [(0, end)]
    if rest[:1] in ("Q", ":") or rest[:2] == ",Q":
        if "Q" not in line.tags[:first] and rest[:1] != ",":
            return None
        pieces.append((after + (rest[0] != "Q"), len(line.tags) - 1))
    elif rest[:2] == ",k" and lemma == "go on":
        pieces.append((after + 2, len(line.tags) - 1))
    elif rest and rest[0] not in FORWARD_STOPS and line.tags[told_from] not in ",.;" and not _after_speech(line, first):
        return None
    circumstances = (told_from, after - 1) if after > told_from else None
    return Frame(line, verb, lemma, "before", subject.phrase, tuple(pieces), listener, circumstances, particle,
                 it=subject.it)  # fmt: skip


def _after_speech(line: Line, first: int) -> bool:
    """Whether a quotation that ends with a stop or comma stands right before a token: "“…,” X said sitting down"."""
    return line.tags[first - 1] == "Q" and line.tokens[first - 1].word[-2:-1] in tuple(",.!?…—")


def _inverted(line: Line, found: tuple[Phrase, ...], verb: int, lemma: str) -> Frame | None:
    """The subject follows the verb: "“…,” said X", "…, warned X"."""
    if verb == 0 or line.tags[verb - 1] not in "Q,-":
        return None
    start = verb + 1
    while start < min(verb + 4, len(line.tags)) and starting_at(found, start) is None and line.tags[start] in "lCJad":
        start += 1
    phrase = starting_at(found, start)
    if phrase is None or phrase.sort == "pronoun":
        return None
    end = _before_verb(line, verb, ",-")
    after = phrase.last + 1
    rest = line.tags[after:]
    if end < 0 or not ("Q" in line.tags[:verb] or rest[:1] in ("", *".,wP")) or rest[:1] in tuple("tum"):
        return None
    pieces = [(0, end)]
    later = rest.find("Q")
    if later >= 0 and not any(tag in "cu" for tag in rest[:later]):
        pieces.append((after + later, len(line.tags) - 1))
    return Frame(line, verb, lemma, "inverted", apposed(line, found, phrase), tuple(pieces),
                 circumstances=(after, len(line.tags) - 1))  # fmt: skip


def _by(line: Line, found: tuple[Phrase, ...], verb: int, lemma: str) -> Frame | None:
    """The passive: "described as “…” by X", "was told by X that …"."""
    if lemma in TELLING and line.tags[verb + 1 : verb + 2] == "f" and line.tokens[verb + 1].word == "by":
        teller = starting_at(found, verb + 2)
        at = teller.last + 1 if teller else 0
        if teller is not None and line.tags[at : at + 1] in ("t", "m"):
            return Frame(line, verb, lemma, "by", teller, ((at, len(line.tags) - 1),))
    quote = line.tags.find("Q", verb, verb + 12)
    for at in range(quote + 1, min(quote + 8, len(line.tags))) if quote >= 0 else ():
        if line.tokens[at].word == "by":
            phrase = starting_at(found, at + 1)
            return Frame(line, verb, lemma, "by", phrase, ((quote, quote),)) if phrase else None
    return None


def _according(line: Line, found: tuple[Phrase, ...]) -> Iterator[Frame]:
    """ "…, according to X", "According to X, …", "…, in the words of X"."""
    for at, token in enumerate(line.tokens[:-2]):
        if token.word == "according" and line.tags[at + 1] == "m":
            source, lemma = at + 2, "according to"
        elif token.word == "words" and line.tokens[at + 1].word == "of":
            source, lemma = at + 2, "in the words of"
        else:
            continue
        phrase = starting_at(found, source)
        pieces = _reported(line, at, phrase) if phrase else None
        if phrase is not None and pieces is not None:
            yield Frame(line, at, lemma, "according", _maker(line, found, phrase), pieces, particle=at + 1)


def _reported(line: Line, at: int, phrase: Phrase) -> tuple[tuple[int, int], ...] | None:
    opening = at == 0 or (at == 2 and line.tags[0] == "P")
    comma = line.tags.find(",", phrase.last)
    if opening:
        return ((comma + 1, len(line.tags) - 1),) if comma >= 0 else None
    end = at - 1
    while end > 0 and line.tags[end] in "dP,":
        end -= 1
    if comma == phrase.last + 1 and comma < len(line.tags) - 4 and line.tags[at - 1] == ",":
        return ((comma + 1, len(line.tags) - 1),) if "h" in line.tags[max(0, at - 3) : at] else ((0, end),)
    return ((0, end),)


def _maker(line: Line, found: tuple[Phrase, ...], phrase: Phrase) -> Phrase:
    """Who made a study: "a recent study by research institute A and B"."""
    if phrase.head.word not in _WORKS:
        return phrase
    for at in range(phrase.last + 1, min(phrase.last + 3, len(line.tags))):
        if line.tokens[at].word in ("by", "from", "of"):
            maker = next((p for p in found if p.first in (at + 1, at + 2) and p.sort != "pronoun"), None)
            named = starting_at(found, maker.last + 1) if maker and maker.sort == "office" else None
            return named or maker or phrase
    return phrase


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


def _colon(line: Line, found: tuple[Phrase, ...], met: list[Frame]) -> Iterator[Frame]:
    """Any words of a subject before a colon and a quotation: "Ms X laughed: “…”", "As one diplomat put it: “…”"."""
    colon = line.tags.index(":Q")
    covered = any(a <= colon + 1 <= b for frame in met for a, b in frame.pieces)
    main = main_subject(line, found)
    if not covered and main is not None and main.last < colon <= 24 and line.tags[main.last + 1] in "luc":
        yield Frame(line, colon, line.tokens[main.last + 1].word, "colon", main, ((colon + 1, len(line.tags) - 1),))


def _sure(line: Line, found: tuple[Phrase, ...]) -> Iterator[Frame]:
    """An adjective that says: "X was adamant that …"."""
    for at in range(2, len(line.tags) - 1):
        if line.tokens[at].word in _SURE and line.tags[at + 1] == "t" and line.tags[at - 1] in "uv":
            subject = subject_before(line, found, at, False)
            if subject is not None and subject.phrase is not None:
                yield Frame(line, at, f"be {line.tokens[at].word}", "after", subject.phrase,
                            ((at + 1, len(line.tags) - 1),))  # fmt: skip


def _plain_verb(line: Line, found: tuple[Phrase, ...]) -> Iterator[Frame]:
    """Any verb between a quotation and a name: "“…,” grumbled X"."""
    for at in range(1, len(line.tags) - 1):
        if line.tags[at] == "l" and line.tags[at - 1] == "Q" and line.tokens[at].word.endswith("ed"):
            framed = _inverted(line, found, at, line.tokens[at].word)
            if framed is not None and framed.subject is not None and framed.subject.sort == "person":
                yield framed


def _at_cue(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    cue = line.tokens[verb].cue
    assert cue is not None
    if cue.lemma in _SAY and _quiet(line, verb):
        return _silence(line, found, verb)
    if cue.form != "participle" and _negated(line, verb):
        return None
    running = cue.form == "participle" and _passive(line, verb)
    if cue.form == "participle" and not running:
        return _participial(line, found, verb)
    if _passive(line, verb) and not running:
        return _by(line, found, verb, cue.lemma)
    bare = _before_verb(line, verb, "vx")
    if cue.form == "base" and bare >= 0 and line.tags[bare] == "m":
        return _expected(line, found, verb)
    subject = None if _is_noun(line, verb) else subject_before(line, found, verb, False)
    if subject is not None and cue.form == "base" and _singular(subject) and line.tags[bare] != "u":
        return None
    if subject is None:
        return _inverted(line, found, verb, cue.lemma) if cue.lemma in _INVERTIBLE else None
    after, before = frame_after(line, found, verb, subject), _before(line, found, verb, subject, cue.lemma)
    chosen = before if before and (after is None or _is_tail(before)) else after or before
    if chosen is None or not _will(line, verb):
        return chosen
    return None if chosen.lemma in _DECIDING else replace(chosen, ahead=True)


def _singular(subject: Subject) -> bool:
    """Whether a subject is one person or thing, after which "call" or "claim" is a noun."""
    phrase = subject.phrase
    return (
        phrase is not None
        and phrase.sort != "pronoun"
        and not phrase.plural
        and phrase.line.tags[phrase.last] in "lrBniog"
    )


def _will(line: Line, verb: int) -> bool:
    at = _before_verb(line, verb, "vx")
    return at >= 0 and line.tokens[at].word in ("will", "’ll", "shall")


def _is_tail(frame: Frame) -> bool:
    """Whether nothing but a stop or further quotation follows a verb that comes after its words."""
    last = frame.circumstances[1] if frame.circumstances else frame.addressee.last if frame.addressee else frame.cue
    if _after_speech(frame.line, frame.pieces[0][1] + 1) and frame.line.tags[frame.cue + 1 : frame.cue + 2] != "t":
        return True
    return len(frame.pieces) > 1 or frame.line.tags[max(last, frame.particle or 0) + 1 :][:1] in ("", *".,;y(")


def _takes_up(line: Line, verb: int) -> bool:
    """Whether a participle takes up the subject of the clause before: "…, saying", "– urging", "by calling it"."""
    before = line.tags[verb - 1] if verb else ""
    cue = line.tokens[verb].cue
    if before == "f" and line.tokens[verb - 1].word == "by":
        return cue is not None and "label" in cue.takes
    if before == "k":
        earlier = any(t.cue is not None and t.cue.form == "participle" for t in line.tokens[: verb - 1])
        return earlier or line.tags[verb - 2 : verb - 1] == ","
    adverb = before == "v" and line.tags[verb - 2 : verb - 1] in (",", "k")
    return (before != "" and before in ",-Q") or line.tags[verb + 1 : verb + 3] == ":Q" or adverb


def _participial(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    """ "…, saying that", "– urging X to", "with X saying": the subject stands before, or is that of the clause."""
    before = line.tags[verb - 1] if verb else ""
    if verb > 2 and line.tokens[verb - 1].word == "as" and line.tokens[verb - 2].word == "quoted":
        quoted = subject_before(line, found, verb - 2, False)
        if quoted is None:
            return None
        return _before(line, found, verb, quoted, "say") or frame_after(line, found, verb, quoted)
    if _takes_up(line, verb):
        subject = Subject(None, verb, shared=True)
    elif before == "u" or not before:
        return None
    else:
        held = subject_before(line, found, verb, True)
        if held is None or held.phrase is None or line.tokens[max(0, held.first - 1)].word not in ("with", "as"):
            return None
        subject = held
    framed = frame_after(line, found, verb, subject)
    return replace(framed, way="participle") if framed else None


def _expected(line: Line, found: tuple[Phrase, ...], verb: int) -> Frame | None:
    """What somebody is expected to say: "is expected to call on X not to …", "is to tell X that"."""
    at = _before_verb(line, verb, "mvx")
    if at < 0 or not (line.tokens[at].word in _AHEAD or line.tokens[at].word in ("is", "are")):
        return None
    subject = (
        subject_before(line, found, at, False) if line.tags[at] != "u" else subject_before(line, found, at + 1, False)
    )
    framed = frame_after(line, found, verb, subject) if subject and not subject.shared else None
    return replace(framed, ahead=True) if framed and framed.lemma not in _DECIDING else None


def frames(line: Line, found: tuple[Phrase, ...]) -> tuple[Frame, ...]:
    """The frames of speech of a line in order, each content cut where the next frame begins."""
    met = [frame for at, token in enumerate(line.tokens) if token.cue and (frame := _at_cue(line, found, at))]
    met.extend(_according(line, found))
    if "t" in line.tags:
        met.extend(_sure(line, found))
    if "Q" in line.tags:
        met.extend(_plain_verb(line, found))
    if ":Q" in line.tags:
        met.extend(_colon(line, found, met))
    headline = _headline(line, found)
    if headline and not any(frame.cue < headline.cue for frame in met):
        met.append(headline)
    met.sort(key=lambda f: f.cue)
    return bounded(met)
