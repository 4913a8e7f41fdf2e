"""What somebody is reported to have said: quotations and indirect speech with their speakers."""

import re
from dataclasses import dataclass, replace

from westphalia.evidence.claims import Confidence, Mode, Span, Statement
from westphalia.evidence.lines.cast import Actor
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.tokens import Line
from westphalia.evidence.speech.channels import channel, cited
from westphalia.evidence.speech.disavowals import link_disavowals
from westphalia.evidence.speech.discourse import Discourse, spoken_by
from westphalia.evidence.speech.frame import Frame
from westphalia.evidence.speech.frames import frames
from westphalia.evidence.speech.parser import Parser, with_parsed
from westphalia.evidence.speech.status import status_of
from westphalia.evidence.words.quotes import Quote, is_whole

_ONLY_MARKS = re.compile(r"[\W_]*")
_NEAR = 4  # statements before and after among which one may hold another
_SHORT = 6  # words; a quotation of fewer without a cue is a term


@dataclass(frozen=True, slots=True)
class _Draft:
    """A statement before it is numbered."""

    line: int
    frame: Frame | None
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    speaker: Actor | None
    via: str | None
    continues: bool = False

    @property
    def start(self) -> int:
        return min(span.start for span in self.content)


class _Listener:
    """Goes through the lines of a text and notes what is said in each."""

    def __init__(self, material: Material, parser: Parser | None) -> None:
        self.material = material
        self.parser = parser
        self.discourse = Discourse(material.cast)
        self.drafts: list[_Draft] = []
        self.covered: set[int] = set()
        self.pending: _Draft | None = None
        self.relay: str | None = None
        self.quotes = {quote.start: quote for quote in material.quotes}

    def listen(self) -> list[_Draft]:
        """All statements of the text, in order."""
        for number, line in enumerate(self.material.lines):
            self._line(number, line)
        return sorted(self.drafts, key=lambda d: d.start)

    def _line(self, number: int, line: Line) -> None:
        found = self.material.cast.phrases[number]
        opened, self.pending = self.pending, None
        taken = opened is not None and line.tags[0] == "Q"
        if taken:
            self._take_up(number, line, opened, continues=False)
        speaker: Actor | None = None
        framed = frames(line, found)
        if self.parser is not None:
            framed = with_parsed(self.parser, self.material.text, line, found, framed)
        framed = self._relayed(framed, taken)
        for k, frame in enumerate(framed):
            actor = spoken_by(self.discourse, frame, number, speaker)
            inner = any(a <= frame.cue <= b for outer in framed[:k] for a, b in outer.pieces)
            if frame.way != "by" and not inner:
                speaker = actor or speaker
            self._frame(number, frame, actor)
        self._loose(number, line)

    def _relayed(self, framed: tuple[Frame, ...], taken: bool) -> tuple[Frame, ...]:
        """The frames without a source that only relays what somebody said: "“…,” X said, according to Radio Nord"."""
        self.relay = None
        kept: list[Frame] = []
        for frame in framed:
            if frame.way == "according" and frame.subject is not None and self._relays(frame, kept, taken):
                self.relay = self.material.cast.resolve(frame.subject).name
            else:
                kept.append(frame)
        if taken and self.relay:
            self.drafts[-1] = replace(self.drafts[-1], via=self.relay)
        return tuple(kept)

    def _relays(self, frame: Frame, before: list[Frame], taken: bool) -> bool:
        outlet = frame.subject is not None and frame.subject.sort == "outlet"
        said = [f for f in before if f.way in ("before", "inverted") or (f.way == "after" and f.pieces)]
        if not said:
            return taken and outlet
        between = frame.line.tags[said[-1].cue : frame.cue]
        return ",b" not in between and ",k" not in between

    def _frame(self, number: int, frame: Frame, actor: Actor | None) -> None:
        via, actor = channel(self.material, frame, actor, self._previous_via(number, actor))
        via = via or self.relay
        if frame.open_end:
            self.pending = _Draft(number, frame, (), (), actor, via)
            return
        pieces = self._pieces(frame)
        if not pieces:
            return
        quoted = self._quoted(frame)
        self.covered.update(span.start for span in quoted)
        self.drafts.append(_Draft(number, frame, pieces, quoted, actor, via))
        if actor is not None and actor.name:
            self.discourse.heard(actor, number)

    def _previous_via(self, number: int, actor: Actor | None) -> str | None:
        """The channel of the same speaker's words in the line before, for "he added"."""
        last = self.drafts[-1] if self.drafts else None
        near = last is not None and number - last.line <= 1 and last.via is not None
        same = near and last is not None and actor is not None and last.speaker is not None
        return last.via if same and last and last.speaker and actor and last.speaker.name == actor.name else None

    def _pieces(self, frame: Frame) -> tuple[Span, ...]:
        tokens = frame.line.tokens
        spans = [self.material.span(tokens[a].start, tokens[b].end) for a, b in frame.pieces]
        return tuple(span for span in spans if not _ONLY_MARKS.fullmatch(span.text))

    def _quoted(self, frame: Frame) -> tuple[Span, ...]:
        found = [t for a, b in frame.pieces for t in frame.line.tokens[a : b + 1] if t.tag == "Q"]
        return tuple(self.material.span(t.start, t.end) for t in found if t.start not in self.covered)

    def _loose(self, number: int, line: Line) -> None:
        """Quotations of a line that no verb of saying covers: those that go on, and those whose speaker is open."""
        for token in line.tokens:
            if token.tag != "Q" or token.start in self.covered:
                continue
            quote = self.quotes[token.start]
            last = self.drafts[-1] if self.drafts else None
            if last is not None and self._goes_on(quote, line, last, number):
                self._take_up(number, line, last, continues=True, quote=quote)
            elif is_whole(self.material.text, quote) and len(self._words(quote)) >= _SHORT:
                self._take_up(number, line, None, continues=False, quote=quote)

    def _words(self, quote: Quote) -> list[str]:
        return self.material.text[quote.inner_start : quote.inner_end].split()

    def _goes_on(self, quote: Quote, line: Line, last: _Draft, number: int) -> bool:
        """Whether a quotation takes up the speech before it: reopened, or alone in its sentence after quoted words."""
        if quote.continued:
            return True
        alone = not (set(line.tags) - set("Q."))
        return alone and number - last.line == 1 and is_whole(self.material.text, quote) and last.speaker is not None

    def _take_up(
        self, number: int, line: Line, from_: _Draft | None, *, continues: bool, quote: Quote | None = None
    ) -> None:
        start, end = (quote.start, quote.end) if quote else (line.tokens[0].start, line.tokens[0].end)
        span = self.material.span(start, end)
        self.covered.add(start)
        frame = from_.frame if from_ and not continues else None
        self.drafts.append(
            _Draft(
                number,
                frame,
                (span,),
                (span,),
                from_.speaker if from_ else None,
                from_.via if from_ else None,
                continues,
            )
        )
        if from_ and from_.speaker and from_.speaker.name:
            self.discourse.heard(from_.speaker, number)

    def terms(self) -> tuple[Span, ...]:
        """The quotations that no statement holds."""
        return tuple(self.material.span(q.start, q.end) for q in self.material.quotes if q.start not in self.covered)


def _mode(draft: _Draft) -> Mode:
    if draft.frame is not None and draft.frame.way == "silence":
        return "silence"
    if not draft.quoted:
        return "indirect"
    rest = "".join(span.text for span in draft.content)
    for span in draft.quoted:
        rest = rest.replace(span.text, " ")
    labelled = draft.frame is not None and draft.frame.way == "by"
    return "mixed" if labelled or not _ONLY_MARKS.fullmatch(rest) else "direct"


def _confidence(draft: _Draft) -> Confidence:
    if draft.speaker is None or draft.speaker.name is None:
        return "low"
    if draft.continues or draft.speaker.sort == "pronoun":
        return "medium"
    if draft.frame is not None and (draft.frame.shared or draft.frame.way == "parser"):
        return "medium"
    return "high"


def _cue(material: Material, frame: Frame | None) -> Span | None:
    if frame is None or frame.way in ("headline", "colon"):
        return None
    tokens = frame.line.tokens
    return material.span(tokens[frame.cue].start, tokens[frame.particle if frame.particle else frame.cue].end)


def _mention(material: Material, draft: _Draft) -> Span | None:
    frame = draft.frame
    if frame is None or frame.subject is None:
        return None
    return material.span(frame.subject.start, frame.subject.end)


def _open_reason(draft: _Draft) -> str | None:
    if draft.speaker is None:
        return "no speaker is named with these words"
    return draft.speaker.unresolved if draft.speaker.name is None else None


def _chain(material: Material, frame: Frame | None, speaker: Actor | None, outer: _Draft | None) -> tuple[str, ...]:
    """Who hands the words down, outermost first; nobody where the speaker is the only one."""
    source = cited(material, frame) if frame else None
    above = outer.speaker.name if outer and outer.speaker else None
    own = speaker.name if speaker else None
    chain = tuple(dict.fromkeys(name for name in (above, own, source) if name))
    return chain if len(chain) > 1 else ()


def _statement(
    material: Material, number: int, draft: _Draft, outer: tuple[_Draft, str] | None, before: str | None
) -> Statement:
    frame, speaker = draft.frame, draft.speaker
    start = min(span.start for span in draft.content)
    end = max(span.end for span in draft.content)
    span = material.span(start, end)
    sentence = material.text[material.lines[draft.line].start : material.lines[draft.line].end]
    told = (
        material.cast.resolve(frame.addressee)
        if frame and frame.addressee and frame.addressee.sort != "outlet"
        else None
    )
    return Statement(
        id=f"s{number}",
        mode=_mode(draft),
        content=draft.content,
        quoted=draft.quoted,
        speaker=speaker.name if speaker else None,
        speaker_mention=_mention(material, draft),
        cue=_cue(material, frame),
        cue_lemma=frame.lemma if frame and frame.way != "headline" else None,
        status=status_of(frame, speaker, span.text, sentence) if frame else "asserted",
        via=draft.via,
        addressee=(told.name or material.text[told.phrase.start : told.phrase.end]) if told else None,
        nested_in=outer[1] if outer else None,
        continues=before,
        speaker_pronoun=bool(speaker and speaker.sort == "pronoun"),
        claim=material.document.claim_id(span),
        span=span,
        speaker_code=_only(speaker.codes) if speaker else None,
        on_behalf_of=speaker.behalf if speaker else None,
        source_chain=_chain(material, frame, speaker, outer[0] if outer else None),
        unresolved=_open_reason(draft),
        note="named by a title and his first name" if speaker and speaker.irregular else None,
        rule=frame.way if frame else ("continued" if draft.continues else "quotation"),
        confidence=_confidence(draft),
    )


def _only(codes: tuple[str, ...]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _nested(draft: _Draft, outer: list[tuple[_Draft, str]]) -> tuple[_Draft, str] | None:
    """The statement whose content holds this one's cue, with its identifier."""
    if draft.frame is None:
        return None
    at = draft.frame.line.tokens[draft.frame.cue].start
    others = (pair for pair in outer if pair[0] is not draft)
    holding = [pair for pair in others if any(s.start <= at < s.end for s in pair[0].content)]
    return holding[-1] if holding else None


def read_statements(material: Material, parser: Parser | None = None) -> tuple[tuple[Statement, ...], tuple[Span, ...]]:
    """The statements of a text in order, and the quoted terms that nobody is said to have spoken.

    A parser is asked where the rules find nobody who speaks.
    """
    listener = _Listener(material, parser)
    drafts = listener.listen()
    named = [(draft, f"s{number}") for number, draft in enumerate(drafts, 1)]
    made = []
    for number, (draft, _) in enumerate(named, 1):
        before = named[number - 2][1] if draft.continues and number > 1 else None
        near = named[max(0, number - _NEAR) : number + _NEAR]
        made.append(_statement(material, number, draft, _nested(draft, near), before))
    return link_disavowals(material, _relayed(material, made)), listener.terms()


def _relayed(material: Material, statements: list[Statement]) -> tuple[Statement, ...]:
    """Words told on in what an outlet reports are as unconfirmed as the report: "… – urging him to"."""
    out: list[Statement] = []
    for statement in statements:
        last = out[-1] if out else None
        told_on = last is not None and last.status == "reported, unconfirmed" and statement.rule == "participle"
        line = material.cast.line_at(statement.span.start)
        if told_on and last is not None and material.cast.line_at(last.span.start) == line:
            chain = tuple(dict.fromkeys(name for name in (last.speaker, statement.speaker) if name))
            update = {"status": last.status, "nested_in": last.id, "source_chain": chain}
            statement = statement.model_copy(update=update)
        out.append(statement)
    return tuple(out)
