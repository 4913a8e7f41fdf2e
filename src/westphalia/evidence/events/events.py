"""Meetings, calls, visits, talks, announcements, sanctions, attacks: who, where, when, expected or done."""

from bisect import bisect_right
from collections.abc import Iterator

from westphalia.evidence.claims import HASH_PREFIX, Event, Statement
from westphalia.evidence.events.event_clauses import Site
from westphalia.evidence.events.event_dated import dated_drafts
from westphalia.evidence.events.event_days import distinct, inferred
from westphalia.evidence.events.event_drafts import Draft, verb_clause
from westphalia.evidence.events.event_frames import noun_types, verb_forms
from westphalia.evidence.events.event_lists import with_lists
from westphalia.evidence.events.event_nouns import noun_draft
from westphalia.evidence.events.event_shared import completed, told_once
from westphalia.evidence.events.event_verbs import draft_of, may_tell
from westphalia.evidence.events.plover import plover_type
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.phrases import Phrase, ending_at

_BACK = 30  # events before one that it may hang on


def read_events(material: Material, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """The events that a text reports, in order."""
    drafts = [draft for site in _sites(material) for draft in _of_line(site)]
    kept = told_once(distinct(completed(drafts)))
    prefix = material.document.sha256[:HASH_PREFIX]
    found = (
        _event(material, prefix, number, draft, kept[max(0, number - _BACK) : number - 1])
        for number, draft in enumerate(kept, 1)
    )
    doubtful = sorted((c.start, c.end) for s in statements if s.status == "reported, unconfirmed" for c in s.content)
    return tuple(_weighed(event, doubtful) for event in found)


def _weighed(event: Event, doubtful: list[tuple[int, int]]) -> Event:
    """An event that an outlet or unnamed people report as done stays unconfirmed."""
    upto = bisect_right(doubtful, (event.span.start, len(event.span.text) + event.span.end))
    inside = any(event.span.end <= end for _, end in doubtful[max(0, upto - 3) : upto])
    if event.modality != "happened" or not inside or event.type in ("history", "anniversary", "publication"):
        return event
    return event.model_copy(update={"modality": "reported, unconfirmed"})


def _sites(material: Material) -> Iterator[Site]:
    """The lines that hold a word that tells of an event."""
    dates = {d.span.start: d for d in material.dates if d.span.text[:5].lower() not in ("since", "until")}
    dates |= {q.start: d for q in material.quotes if (d := dates.get(q.inner_start)) and d.span.end >= q.inner_end - 1}
    verbs, nouns = verb_forms(), noun_types()
    for number, line in enumerate(material.lines):
        if "w" in line.tags or any(t.word in verbs or t.word in nouns for t in line.tokens):
            yield Site(material, line, number, with_lists(line, material.cast.phrases[number]), dates)


def _of_line(site: Site) -> list[Draft]:
    """The events that the words of a line tell, and those of its days."""
    found: list[Draft] = []
    last: Phrase | None = site.phrases[0] if site.phrases else None
    verbs, nouns = verb_forms(), noun_types()
    for at, token in enumerate(site.line.tokens):
        tag, word = token.tag, token.word
        if tag in "cu" and at:
            before = ending_at(site.phrases, at - 1)
            last = before if before and (last is None or before.sort in ("person", "office")) else last
        elif tag == "l" and at and word.endswith("ed") and word not in verbs:
            before = ending_at(site.phrases, at - 1)
            last = before if before and before.sort in ("person", "country") else last
        if tag not in "lcvC":
            continue
        draft: Draft | None = None
        for form in verbs.get(word, ()) if tag != "C" else ():
            clause = verb_clause(site, at, form, last) if may_tell(site, at, form) else None
            draft = draft or (draft_of(clause, form) if clause else None)
            last = clause.subject if clause and clause.subject else last
        if draft is None and word in nouns and tag != "v":
            draft = noun_draft(site, at, last)
        if draft and not any(_holds(old, draft) for old in found):
            found.append(draft)
    return _with_dated(site, found)


def _holds(old: Draft, draft: Draft) -> bool:
    """Whether an event already takes in what a further word tells: a trip its talks, but no deal its talks."""
    if old.day is not None and old.day == draft.day and old.type in ("visit", "arrival") and "noun" in draft.rule:
        return True
    inside = old.first <= draft.at <= old.last and old.day == draft.day
    return inside and not (old.type in ("agreement", "decision", "announcement", "sanctions") and "noun" in draft.rule)


def _with_dated(site: Site, found: list[Draft]) -> list[Draft]:
    """Drafts of words and of days; one whose day is an anniversary is told by that."""
    dated = list(dated_drafts(site))
    kept = [draft for draft in found if draft.day is None or all(draft.day is not other.day for other in dated)]
    return sorted([*kept, *dated], key=lambda draft: draft.first)


def _event(material: Material, prefix: str, number: int, draft: Draft, earlier: list[Draft]) -> Event:
    tokens = draft.site.line.tokens
    span = material.span(tokens[draft.first].start, tokens[draft.last].end)
    day, on = draft.day, material.document.report_date
    start, end, is_inferred = (day.start, day.end, False) if day else inferred(draft, earlier, on)
    names = tuple(party.name for party in draft.who)
    return Event(
        id=f"e{number}", type=draft.type, what=_what(draft, names), who=names, where=draft.where,
        date_expr=day.span if day else None, date_start=start, date_end=end, span=span, modality=draft.modality,
        date_inferred=is_inferred, claim=f"{prefix}@{span.start}-{span.end}", plover=plover_type(draft.type),
        codes=tuple(dict.fromkeys(code for party in draft.who for code in party.codes)), rule=draft.rule,
        confidence="high" if day and draft.who else "medium",
    )  # fmt: skip


def _what(draft: Draft, names: tuple[str, ...]) -> str:
    where = f" in {draft.where}" if draft.where else ""
    return f"{draft.type}: {', '.join(names)}{where}" if names or where else draft.type
