"""From a report to its reading: the pipeline, and its JSON form."""

from bisect import bisect_left, bisect_right
from datetime import date
from pathlib import Path

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Document, Event, Figure, Position, Reading, Statement
from westphalia.evidence.days.dates import read_dates
from westphalia.evidence.documents.document import load_report, make_document
from westphalia.evidence.events.events import read_events
from westphalia.evidence.lines.material import prepare
from westphalia.evidence.names.registry import build_registry
from westphalia.evidence.numbers.concerns import Reader, read_figures
from westphalia.evidence.positions.positions import read_positions
from westphalia.evidence.speech.parser import Parser
from westphalia.evidence.speech.statements import read_statements
from westphalia.evidence.words.language import is_safe_figure, readable
from westphalia.evidence.words.text import Sentence, sentences

_ALWAYS = ("id", "span", "value", "unit", "kind", "concerns", "lever", "salience", "approx", "attributed_to")
_STATEMENT_ALWAYS = ("content", "quoted", "speaker", "speaker_mention", "cue", "cue_lemma", "via", "addressee")
_POSITION_ALWAYS = ("lever", "target", "figures", "statements")
_EVENT_ALWAYS = ("who", "where", "date_expr", "date_start", "date_end")
_GOLD_ORDER = (*_ALWAYS, "role", "bound", "range_with", "per", "equivalent_of")
_RATE = "implied_rate"


def read_report(path: str | Path, date: date | None = None, parser: Parser | None = None) -> Reading:
    """Everything read from a report in a file; `date` is the day it was written, where it prints none."""
    return reading_of(load_report(path, date), parser)


def read_text(text: str, source_file: str, date: date | None = None, parser: Parser | None = None) -> Reading:
    """Everything read from the text of a report."""
    return reading_of(make_document(text, source_file, date), parser)


def reading_of(document: Document, parser: Parser | None = None) -> Reading:
    """Everything read from a document."""
    found = sentences(document.text)
    english = _english(document, found)
    registry = build_registry(document.text, document.report_date)
    dates = read_dates(document.text, english, document.report_date) if english else ()
    figures = _safe(document, english, read_figures(Reader(document, found, registry, dates))) if found else ()
    material = prepare(document, english, registry, dates)
    statements, terms = read_statements(material, parser)
    figures = _attributed(figures, statements)
    positions = read_positions(material, statements, figures)
    events = read_events(material, statements)
    if not (figures or statements or positions or events):
        raise _nothing_read(document, len(found))
    return Reading(
        document=document, figures=figures, dates=dates, statements=statements, positions=positions, events=events,
        terms=terms,
    )  # fmt: skip


def _english(document: Document, found: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs that are in English."""
    parts = readable(document.text)
    starts = [start for start, _ in parts]
    inside = [bisect_right(starts, s.start) - 1 for s in found]
    return tuple(s for s, at in zip(found, inside, strict=True) if at >= 0 and s.end <= parts[at][1])


def _attributed(figures: tuple[Figure, ...], statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """The figures with the speaker of the innermost statement whose words hold them, where one is named."""
    starts = [figure.span.start for figure in figures]
    told: dict[str, str] = {}
    spans = [(c.end - c.start, c, s.speaker) for s in statements if s.speaker for c in s.content]
    for _, content, speaker in sorted(spans, key=lambda span: -span[0]):
        for figure in figures[bisect_left(starts, content.start) : bisect_left(starts, content.end)]:
            if figure.span.end <= content.end:
                told[figure.id] = speaker
    return tuple(
        f.model_copy(update={"attributed_to": told[f.id]}) if f.id in told and f.salience == "core" else f
        for f in figures
    )


def _safe(document: Document, english: tuple[Sentence, ...], figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures that mean the same in every language, and all of those in English sentences."""
    starts = [s.start for s in english]
    return tuple(
        f
        for f in figures
        if ((at := bisect_right(starts, f.span.start) - 1) >= 0 and f.span.end <= english[at].end)
        or is_safe_figure(document.text, f.span.start, f.span.end)
    )


def _nothing_read(document: Document, sentences: int) -> EvidenceError:
    seen = f" ({'; '.join(document.notices)})" if document.notices else ""
    return EvidenceError(
        f"{document.source_file}: no figures, statements or events in {sentences} sentences{seen}, expected a news "
        "report in English. Check that the whole report was saved."
    )


def _figure_json(figure: Figure) -> dict[str, object]:
    content = figure.model_dump(mode="json")
    pair = content.pop("implied_rate_pair")
    rate = content.pop(_RATE)
    out: dict[str, object] = {key: content.pop(key) for key in _GOLD_ORDER}
    if pair:
        quote, base = pair.lower().split("/")
        out[f"{_RATE}_{quote}_per_{base}"] = rate
    out |= content
    return {key: value for key, value in out.items() if value is not None or key in _ALWAYS}


def _claim_json(claim: Statement | Position | Event, always: tuple[str, ...]) -> dict[str, object]:
    """A claim as plain data; what is absent is left out, except the keys that every one has."""
    content = claim.model_dump(mode="json")
    return {key: value for key, value in content.items() if key in always or value not in (None, [], False)}


def figures_json(reading: Reading) -> list[dict[str, object]]:
    """The figures of a reading with the field names of `evidence-gold/1`; what is absent is left out."""
    return [_figure_json(figure) for figure in reading.figures]


def reading_json(reading: Reading) -> dict[str, object]:
    """A reading as plain data: the document without its text, its figures and its dates."""
    document = reading.document
    return {
        "schema": "westphalia-reading/1",
        "doc_id": document.doc_id,
        "source_file": document.source_file,
        "sha256": document.sha256,
        "n_chars": len(document.text),
        "report_date": document.report_date.isoformat(),
        "report_date_status": document.report_date_status,
        "report_date_evidence": list(document.report_date_evidence),
        "title": document.title,
        "outlet": document.outlet,
        "notices": list(document.notices),
        "figures": figures_json(reading),
        "dates": [interval.model_dump(mode="json") for interval in reading.dates],
        "statements": [_claim_json(statement, _STATEMENT_ALWAYS) for statement in reading.statements],
        "positions": [_claim_json(position, _POSITION_ALWAYS) for position in reading.positions],
        "events": [_claim_json(event, _EVENT_ALWAYS) for event in reading.events],
        "terms": [span.model_dump(mode="json") for span in reading.terms],
    }
