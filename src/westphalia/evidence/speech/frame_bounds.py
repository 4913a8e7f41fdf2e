"""Where the words that a frame of speech reports begin and end, among the other frames of its line."""

from dataclasses import replace

from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.frame import Frame
from westphalia.evidence.words.vocabulary import word_set

_WEAK = word_set("discuss agree describe call hail praise welcome continue ask thank show find put")
_BACKWARD = ("before", "inverted", "according")
_TAILS = word_set("but while as although though whereas because if since after before and")
_DATELINE = "JCgioaw,.()#"


def bounded(met: list[Frame]) -> tuple[Frame, ...]:
    """The frames of a line, in order, each content cut where the next frame begins; those without content fall away."""
    kept = [frame for frame in met if not _swallowed(frame, met)]
    found = [_bounded(frame, kept) for frame in kept]
    return tuple(frame for frame in found if frame.pieces or frame.open_end)


def _swallowed(frame: Frame, met: list[Frame]) -> bool:
    """Whether a weak verb of saying stands in words that a later one reports: "they agreed to meet, he said"."""
    later = any(o.way in _BACKWARD and any(a <= frame.cue <= b for a, b in o.pieces) for o in met if o is not frame)
    if later and _same_words(frame, met):
        return True
    return later and (frame.lemma in _WEAK or frame.way == "participle")


def _same_words(frame: Frame, met: list[Frame]) -> bool:
    """Whether a later verb of the same speaker reports the same quotation: "X warned of it: “…,” he said"."""
    quotes = {at for a, b in frame.pieces for at in range(a, b + 1) if frame.line.tags[at] == "Q"}
    for other in met:
        again = other.subject is not None and other.subject.sort == "pronoun" and other.way == "before"
        if again and quotes and all(any(a <= at <= b for a, b in other.pieces) for at in quotes):
            return True
    return False


def _content_end(frame: Frame, start: int, stops: list[int]) -> int:
    """The last token of a content that begins at `start`: before the next frame, or before a closing aside."""
    end = min([stop for stop in stops if stop > start], default=len(frame.line.tags)) - 1
    if frame.inside:
        comma = frame.line.tags.find(",", start)
        end = min(end, comma - 1) if comma > start else end
    return end


def _bounded(frame: Frame, met: list[Frame]) -> Frame:
    """A frame whose content ends before the frames that follow it on the same level."""
    pieces, tags = [], frame.line.tags
    for start, end in frame.pieces:
        stops = [_opening(o) for o in met if o.cue > frame.cue and _opening(o) > start + 1 and _parts(o)]
        tails = (o.pieces[0] for o in met if o.way in ("before", "inverted") and o.cue > frame.cue and o.pieces)
        stops += [last + 1 for first, last in tails if first <= frame.cue <= last]
        earlier = [o.cue + 1 for o in met if o.cue < frame.cue and o.way in _BACKWARD]
        backward = frame.way in _BACKWARD and start < frame.cue
        begin = max([start, *earlier]) if backward else start
        begin = _past_dateline(frame.line) if begin == 0 else begin
        last = end if backward else min(_content_end(frame, start, stops), end)
        while last > begin and (tags[last] in ".,;-k:" or frame.line.tokens[last].word in _TAILS):
            last -= 1
        while begin < last and (tags[begin] in ",;-k:" or frame.line.tokens[begin].word in ("but", "while")):
            begin += 1
        if begin <= last:
            pieces.append((begin, last))
    return replace(frame, pieces=tuple(pieces))


def _parts(frame: Frame) -> bool:
    """Whether a later frame ends what an earlier one reports: it opens a clause of its own."""
    if frame.way == "according":
        return True
    return frame.way not in _BACKWARD and frame.line.tags[_opening(frame) - 1] in ",;-kbwvQ."


def _past_dateline(line: Line) -> int:
    """Past "KYIV, June 11 -" at the head of an agency's report."""
    dash = line.tags.find("-", 0, 10)
    colon = line.tags.find(":", 0, 4)
    if colon > 0 and set(line.tags[:colon]) <= set("JCg") and line.tags[colon + 1 : colon + 2] != "Q":
        return colon + 1
    head = line.tags[: max(dash, 0)]
    return dash + 1 if dash > 0 and all(tag in _DATELINE for tag in head) and head[0] in "JCgi" else 0


def _opening(frame: Frame) -> int:
    """Where a later frame begins: at its subject, or at its verb where the subject is shared."""
    if frame.way == "according":
        return frame.cue
    return frame.subject.first if frame.subject and frame.way not in ("by", "inverted") else frame.cue
