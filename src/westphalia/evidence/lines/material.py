"""What the rules of statements, positions and events look at: one text, prepared once."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from westphalia.evidence.claims import DateInterval, Document, Span
from westphalia.evidence.lines.cast import Cast
from westphalia.evidence.lines.tokens import Line, fixed_places, lines_within, read_lines
from westphalia.evidence.names.bodies import Place
from westphalia.evidence.names.registry import Registry
from westphalia.evidence.words.quotes import Quote, find_quotes
from westphalia.evidence.words.text import Sentence, paragraphs


@dataclass(frozen=True)
class Material:
    """A document with its sentences, dates, registry, quotations, tagged lines and cast."""

    document: Document
    sentences: tuple[Sentence, ...]
    registry: Registry
    dates: tuple[DateInterval, ...]
    quotes: tuple[Quote, ...]
    lines: tuple[Line, ...]
    cast: Cast
    places: list[Place]

    @property
    def text(self) -> str:
        """The stored text."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """The span of the text from start to end."""
        return self.document.span(start, end)

    def inside(self, quote: Quote) -> tuple[Line, ...]:
        """The sentences within a quotation as tagged tokens."""
        return self._inside[quote.start]

    @cached_property
    def quote_at(self) -> dict[int, Quote]:
        """The quotations by where they begin."""
        return {quote.start: quote for quote in self.quotes}

    @cached_property
    def _inside(self) -> dict[int, tuple[Line, ...]]:
        return {q.start: lines_within(self.text, q.inner_start, q.inner_end, self.places) for q in self.quotes}


def _within(quotes: tuple[Quote, ...], sentences: tuple[Sentence, ...]) -> tuple[Quote, ...]:
    """The quotations that begin in one of the sentences."""
    starts = [sentence.start for sentence in sentences]
    at = [bisect_right(starts, quote.start) - 1 for quote in quotes]
    return tuple(q for q, k in zip(quotes, at, strict=True) if k >= 0 and q.start < sentences[k].end)


def prepare(
    document: Document, sentences: tuple[Sentence, ...], registry: Registry, dates: tuple[DateInterval, ...]
) -> Material:
    """A document's quotations, lines and cast beside what is known of it."""
    text = document.text
    quotes = _within(find_quotes(text, paragraphs(text)), sentences)
    places = fixed_places(text, dates, registry)
    lines = read_lines(text, sentences, quotes, places)
    cast = Cast(text, registry, lines, document.report_date)
    return Material(document, sentences, registry, dates, quotes, lines, cast, places)
