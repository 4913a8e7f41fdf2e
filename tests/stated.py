"""Readings made from readings by hand: statements, positions and events as a faultless reader would give them."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from briefs import COUNTRIES
from evidence.gold import Gold, golds
from readings import document
from westphalia.evidence.claims import Event, Figure, Position, Reading, Span, Statement
from westphalia.evidence.days.dates import read_dates
from westphalia.evidence.names.registry import build_registry
from westphalia.evidence.numbers.concerns import Reader, read_figures
from westphalia.evidence.words.text import sentences
from westphalia.simulate import all_variants, simulate

if TYPE_CHECKING:
    from westphalia.report.brief import Brief

TWO_REPORTS = Path(__file__).parent / "two_reports"
_STATUS = {"conditional threat": "conditional"}
_OCCURRENCE = {"scheduled, latest": "scheduled", "expected negative": "cancelled"}
# the two oldest readings by hand name a lever and no issue
_ISSUES = {
    "tariff": "tariffs", "defence_spend": "defence_spending", "defence_effort": "defence_spending",
    "war_end": "war_end",
    "guarantee": "security_guarantee", "support": "aid", "territory": "territory", "escalation": "escalation",
    "relations": "relations", "missile": "weapons", "force": "european_force", "table": "negotiations",
    "sanctions": "sanctions", "pace": "negotiations", "mineral": "minerals", "talks": "negotiations",
}  # fmt: skip
_RULE = {"rule": "by hand", "confidence": "high"}


def hand_readings(folder: Path) -> list[Reading]:
    """A reading for every report of a folder that was read by hand; the figures are the reader's own."""
    return [_reading(gold) for gold in golds(folder)]


@cache
def two_readings() -> tuple[Reading, ...]:
    """The two short reports on invented events."""
    return tuple(hand_readings(TWO_REPORTS))


@cache
def stated_brief() -> "Brief":
    """The brief of both, with few runs of the trade model."""
    from westphalia.report.assemble import assemble_brief

    with patch("westphalia.report.assemble.simulate", lambda scenario: simulate(scenario, all_variants()[::9])):
        return assemble_brief(two_readings(), COUNTRIES)


@cache
def stated_page() -> str:
    """Its page."""
    from westphalia.report.brief import render_brief

    return render_brief(stated_brief())


def _reading(gold: Gold) -> Reading:
    doc = document(gold.text, gold.day).model_copy(update={"source_file": gold.name})
    statements = tuple(_statement(doc, s) for s in gold.items["statements"])
    figures, by_hand = _figures(gold)
    positions = tuple(_position(doc, p, by_hand) for p in gold.items["positions"])
    return Reading(
        document=doc, figures=figures, dates=(), statements=statements, positions=positions,
        events=tuple(_event(doc, e) for e in gold.items["events"]),
        terms=tuple(Span(**term["span"]) for term in gold.items["terms"]),
    )  # fmt: skip


def _figures(gold: Gold) -> tuple[tuple[Figure, ...], dict[str, str]]:
    """The reader's figures, and which of them stands where a figure by hand does."""
    text, parts = gold.text, sentences(gold.text)
    registry, dates = build_registry(text, gold.day), read_dates(text, parts, gold.day)
    found = read_figures(Reader(document(text, gold.day), parts, registry, dates))
    return found, {
        str(one.get("id")): ours.id
        for one in gold.items["figures"]
        for ours in found
        if ours.span.start < one["span"]["end"] and one["span"]["start"] < ours.span.end
    }


def _statement(doc: Any, s: dict[str, Any]) -> Statement:
    content = tuple(Span(**span) for span in s["content"])
    whole, status = _whole(doc, content), _STATUS.get(s["status"], s["status"])
    return Statement(
        id=s["id"], mode=s["mode"], content=content, quoted=tuple(Span(**q) for q in s["quoted"]),
        speaker=s.get("speaker"), speaker_mention=_span(s.get("speaker_mention")), cue=_span(s.get("cue")),
        cue_lemma=s.get("cue_lemma"), status=status, via=s.get("via"), addressee=s.get("addressee"),
        disavowed_by=s.get("disavowed_by"), disavows=s.get("disavows"), claim=doc.claim_id(whole), span=whole,
        on_behalf_of=s.get("on_behalf_of"), source_chain=tuple(s.get("source_chain") or ()),
        unresolved=None if s.get("speaker") else "no name in reach", **_RULE,
    )  # fmt: skip


def _span(written: dict[str, Any] | None) -> Span | None:
    return Span(**written) if written else None


def _whole(doc: Any, spans: Iterable[Span]) -> Span:
    several = list(spans)
    return doc.span(min(s.start for s in several), max(s.end for s in several))


def _position(doc: Any, p: dict[str, Any], figures: dict[str, str]) -> Position:
    span, lever = Span(**p["span"]), p.get("lever")
    issue = p.get("issue") or next((i for word, i in _ISSUES.items() if lever and word in lever), "other")
    return Position(
        id=p["id"], actor=p["actor"], stance=p["stance"], object=p["object"], span=span, lever=lever, issue=issue,
        modality=p.get("modality") or "stated", target=p.get("target"), claim=doc.claim_id(span),
        figures=tuple(figures[f] for f in p.get("figures") or () if f in figures),
        statements=tuple(p.get("statements") or ()), note=p.get("note"), **_RULE,
    )  # fmt: skip


def _event(doc: Any, e: dict[str, Any]) -> Event:
    span = Span(**e["span"])
    start, end = _day(e.get("date_start"), last=False), _day(e.get("date_end"), last=True)
    return Event(
        id=e["id"], type=e["type"], what=e["what"], who=tuple(e.get("who") or ()), where=e.get("where"),
        date_expr=_span(e.get("date_expr")), date_start=start, date_end=end, span=span,
        modality=_OCCURRENCE.get(e["modality"], e["modality"]), date_inferred=bool(e.get("date_inferred")),
        claim=doc.claim_id(span), **_RULE,
    )  # fmt: skip


def _day(written: Any, *, last: bool) -> date | None:
    if written is None:
        return None
    text = str(written)
    return date.fromisoformat(text[:10]) if len(text) > 4 else date(int(text), *((12, 31) if last else (1, 1)))
