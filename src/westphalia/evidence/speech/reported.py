"""What follows a verb of saying: who is told, the circumstances, and the clause, infinitive or words reported."""

from dataclasses import replace

from westphalia.evidence.lines.cues import PARTICLES
from westphalia.evidence.lines.phrases import Phrase, starting_at
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.frame import Frame, Subject
from westphalia.evidence.speech.subjects import loose_phrase
from westphalia.evidence.words.vocabulary import word_set

_THROUGH = word_set("of in on at during after before following via through to ahead with by from")
_CLAUSE_START = frozenset("tdpeynagiorBjJCbhQ#u")
_LABELS = word_set("describe call dub brand label hail dismiss denounce condemn slam criticise criticize praise thank")
TELLING = word_set(
    """tell urge ask warn remind assure inform advise promise call_on call_upon appeal_to reassure order caution"""
)
_NEEDS_ADDRESSEE = word_set("urge ask tell advise remind warn caution call_on call_upon appeal_to")
_NOTHING = word_set("nothing little more no so as much something anything farewell goodbye sorry")
_FELT = word_set(
    """confidence hope hopes concern concerns fear fears regret doubt doubts belief surprise alarm optimism scepticism
    accusation accusations claim claims allegation allegations suggestion suggestions charge charges notion idea"""
)
_PROGRAMME = word_set("programme program show newspaper podcast magazine channel radio television tv")
_LOOK = 14


def after_circumstances(line: Line, found: tuple[Phrase, ...], at: int) -> int:
    """Past dates, adverbs and "in a statement", "at a summit in Brussels" that stand between a verb and its words."""
    tags = line.tags
    while at < len(tags):
        if tags[at] == "," and at + 1 < len(tags) and line.tokens[at + 1].word in ("citing", "quoting"):
            closing = tags.find(",", at + 1)
            if closing < 0:
                return at
            at = closing + 1
        elif tags[at] in "wv" or (tags[at] == "," and tags[at + 1 : at + 2] in tuple("wvPfQt")):
            at += 1
        elif (tags[at] in "Pf" and line.tokens[at].word in _THROUGH) or (
            tags[at] == "m" and tags[at + 1 : at + 2] in tuple("dgionrJCaB")
        ):
            at = _past_preposition(line, found, at)
        elif tags[at] == "(" and ")" in tags[at:]:
            at = tags.index(")", at) + 1
        else:
            return at
    return at


def _past_preposition(line: Line, found: tuple[Phrase, ...], at: int) -> int:
    """Past one prepositional phrase; a noun that turns out to be the subject of what follows stays out of it."""
    tags = line.tags
    end = at + 1
    while end < len(tags) and (tags[end] in "djlJCaginorBs#kv" or (tags[end] == "c" and tags[end - 1] in "dlJaPfsj")):
        end += 1
    if tags[end : end + 1] == "u":
        subject = next((p for p in reversed(found) if p.last == end - 1 and p.first > at + 1), None)
        return subject.first if subject else end
    return end


def _past_programme(line: Line, at: int) -> int:
    """Past the rest of a programme's name: "BBC One's Sunday with N programme"."""
    for end in range(at, min(at + 9, len(line.tags))):
        if line.tokens[end].word in _PROGRAMME:
            return end + 1
        if line.tags[end] in "tQ,.:upew":
            return end if line.tags[at] == "s" else at
    return at


def addressee(line: Line, found: tuple[Phrase, ...], lemma: str, at: int) -> tuple[Phrase | None, int]:
    """Who is told, and where the words begin after him: "told Y that", "told me", "told a conference in Z that"."""
    if lemma not in TELLING:
        return None, at
    told, tags = starting_at(found, at), line.tags
    if told is not None:
        if tags[told.last + 1 : told.last + 2] == "u":
            return None, at
        end = told.last + 1
        while tags[end : end + 1] == "C":
            end += 1
        return told, _past_programme(line, end)
    if tags[at : at + 1] == "y":
        return Phrase(line, at, at, "pronoun"), at + 1
    end = at
    while end < len(tags) and tags[end] in "djlJCaBgion#s" and end - at < 6:
        end += 1
    named = end > at and lemma == "tell"
    return (
        (loose_phrase(line, at, end - 1), end) if named and tags[end : end + 1] in tuple("twPfm,.:Qpe") else (None, at)
    )


def frame_after(line: Line, found: tuple[Phrase, ...], verb: int, subject: Subject) -> Frame | None:
    """The words follow the verb: "X said (on Monday) (that) …", "X told Y that …", "X called on Y to …"."""
    cue = line.tokens[verb].cue
    assert cue is not None
    lemma, particle = with_particle(line, verb, cue.lemma)
    at = (particle or verb) + 1
    listener, at = addressee(line, found, lemma, at)
    begin = at
    at = after_circumstances(line, found, at)
    circumstances = (begin, at - 1) if at > begin else None
    frame = Frame(line, verb, lemma, "after", subject.phrase, (), listener, circumstances, particle,
                  subject.shared, it=subject.it, inside=subject.inside)  # fmt: skip
    if lemma in ("appeal", "rule", "go") or (lemma == "ask" and listener is None and "Q" not in line.tags[at : at + 2]):
        return None
    return _with_content(frame, at, cue.takes)


def with_particle(line: Line, verb: int, lemma: str) -> tuple[str, int | None]:
    """A verb with the particle after it that changes what it says, and where that stands: "call on", "rule out"."""
    follows = line.tokens[verb + 1].word if verb + 1 < len(line.tokens) else ""
    if follows in PARTICLES.get(lemma, ()):
        return f"{lemma} {follows}", verb + 1
    return lemma, None


def _with_content(frame: Frame, at: int, takes: frozenset[str]) -> Frame | None:
    """The frame with the tokens it reports, from `at` on; None where nothing of the kind the verb takes follows."""
    line, tags, end = frame.line, frame.line.tags, len(frame.line.tags) - 1
    if at == end and tags[at] in ",:":
        return replace(frame, open_end=True)
    if at > end or tags[at] == "." or (_says_nothing(line, at) and frame.lemma not in _LABELS):
        return None
    if tags[at] == ":":
        return replace(frame, pieces=((at + 1, end),))
    colon = tags.find(":Q", at, at + _LOOK)
    if colon >= 0 and not set("uc") & set(tags[at:colon]):
        return replace(frame, pieces=((colon + 1, end),))
    if frame.lemma in _LABELS:
        return _label(frame, at)
    if frame.particle is not None:
        return _after_particle(frame, at)
    if tags[at] in "mx" and "infinitive" in takes:
        start = _infinitive(line, at)
        allowed = frame.addressee is not None or frame.lemma not in _NEEDS_ADDRESSEE
        return replace(frame, pieces=((start, end),)) if start is not None and allowed else None
    if "feeling" in takes:
        felt = next((k for k in range(at, min(at + 4, end)) if line.tokens[k].word in _FELT), None)
        return replace(frame, pieces=((felt + 1, end),)) if felt is not None and tags[felt + 1] == "t" else None
    if tags[at] == "Q" or (tags[at] in "dvljh" and tags[at + 1 : at + 2] == "Q"):
        return replace(frame, pieces=((at, end),))
    return replace(frame, pieces=((at, end),)) if _complete(line, at, takes, frame.addressee is not None) else None


def _says_nothing(line: Line, at: int) -> bool:
    """Whether "nothing", "so" or "as much" is all that is said: "said nothing about it", "said so on Monday"."""
    word, following = line.tokens[at].word, line.tags[at + 1 : at + 2]
    return word in _NOTHING and (following in ("", *".,Pfwk") or word in ("nothing", "so"))


def _complete(line: Line, at: int, takes: frozenset[str], told: bool) -> bool:
    """Whether a clause, or what the verb takes otherwise, begins at a token."""
    tag, rest = line.tags[at], len(line.tags) - at
    if "feeling" in takes:
        return False
    if "belief" in takes:
        return "Q" in line.tags[at:]
    if "estimate" in takes:
        return "#" in line.tags[at : at + 8] and any(t.word == "at" for t in line.tokens[at : at + 5])
    if tag == "t" and ("that" in takes or "clause" in takes):
        return True
    if tag == "b" and line.tokens[at].word != "if":
        return False
    if "clause" in takes and (tag in _CLAUSE_START or (tag in "lvxw" and rest > 4)):
        return rest > 2 or "Q" in line.tags[at:]
    return ("noun" in takes or (told and "clause" in takes)) and tag in "dlaginrBjJC#Pft"


def _after_particle(frame: Frame, at: int) -> Frame | None:
    line, end = frame.line, len(frame.line.tags) - 1
    if frame.lemma in ("call for", "appeal for", "rule out", "go on", "insist on"):
        return replace(frame, pieces=((at, end),)) if frame.lemma != "go on" else None
    start = _infinitive(line, at)
    return replace(frame, pieces=((start, end),)) if start is not None else None


def _infinitive(line: Line, at: int) -> int | None:
    """Where "(not) to do" begins within a few tokens."""
    for start in range(at, min(at + 8, len(line.tags) - 1)):
        if line.tags[start] == "m" and line.tags[start + 1] in "lvcudjQ":
            return start - 1 if start > at and line.tags[start - 1] == "x" else start
        if line.tags[start] in ",.;:tQ":
            return None
    return None


def _label(frame: Frame, at: int) -> Frame | None:
    """The quotation that something is described with: "called it “…”", "described X as “…”"."""
    for start in range(at, min(at + 2 * _LOOK, len(frame.line.tags))):
        if frame.line.tags[start] == "Q":
            return replace(frame, pieces=((start, start),))
        if frame.line.tags[start] in ";.:t" or (frame.line.tags[start] == "c" and frame.line.tags[start - 1] in "knp,"):
            return None
    return None
