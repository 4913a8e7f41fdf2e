"""Days of events that their own clause leaves out, and mentions of one event joined."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.events.event_drafts import Draft
from westphalia.evidence.words.vocabulary import word_set

_LONG_AGO = 730  # days
_ALIKE = {"talks": "meeting", "summit": "meeting", "arrival": "visit"}


_ELSEWHEN = word_set("after following ahead upcoming forthcoming planned")
_COMPARED = 40  # mentions of one kind and day, or of the same ones, that a further one is held against


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Each event once: a mention is left out where the same ones meet in another on that day, or it tells no day."""
    dated = {(group(draft), _names(draft)) for draft in drafts if draft.day}
    seen: dict[tuple[object, ...], list[Draft]] = {}
    out: list[Draft] = []
    for draft in map(_aged, drafts):
        keys = _keys(draft)
        known = any(_same(draft, old) for key in keys for old in seen.get(key, [])[-_COMPARED:])
        if known or (draft.day is None and draft.who and (group(draft), _names(draft)) in dated):
            continue
        out.append(draft)
        for key in keys:
            seen.setdefault(key, []).append(draft)
    return out


def _keys(draft: Draft) -> list[tuple[object, ...]]:
    """What mentions of one event share: the kind with the day, and the kind with those who take part."""
    if draft.type == "history":
        return [("history",)]
    found: list[tuple[object, ...]] = [(group(draft), _names(draft))]
    return [*found, (group(draft), *_days(draft.day))] if draft.day else found


def _aged(draft: Draft) -> Draft:
    """What happened two years ago or more is history."""
    on, day = draft.site.material.document.report_date, draft.day
    old = day is not None and day.end is not None and (on - day.end).days > _LONG_AGO
    return replace(draft, type="history") if old and draft.type != "anniversary" else draft


def group(draft: Draft) -> str:
    """The kind of event, where several types tell of one: talks and a summit are meetings."""
    return _ALIKE.get(draft.type, draft.type)


def _same(draft: Draft, old: Draft) -> bool:
    if group(draft) != group(old) or not (draft.who or draft.type == "history"):
        return False
    names, others = _names(draft), _names(old)
    if draft.type == "history" and draft.day and old.day:
        return _overlap(draft.day, old.day) and names <= others
    if draft.day is None:
        return names == others
    return old.day is not None and _days(draft.day) == _days(old.day) and (names <= others or others <= names)


def _names(draft: Draft) -> frozenset[str]:
    return frozenset(party.name for party in draft.who)


def _overlap(one: DateInterval, other: DateInterval) -> bool:
    ends = (one.start, one.end, other.start, other.end)
    return None not in ends and one.start <= other.end and other.start <= one.end  # type: ignore[operator]


def _days(day: DateInterval) -> tuple[date | None, date | None]:
    return day.start, day.end


def inferred(draft: Draft, earlier: Sequence[Draft], report_date: date) -> tuple[date | None, date | None, bool]:
    """The days of an event that tells none: of the event it hangs on, or up to the day of the report."""
    anchor = _anchor(draft, earlier) if draft.linked or draft.type == "ceremony" else None
    if anchor is not None and (anchor.modality == "happened") != (draft.modality == "happened") and _is_apart(draft):
        anchor = None
    if anchor is not None and anchor.day is not None:
        return anchor.day.start, anchor.day.end, True
    if draft.rule.startswith("eve"):
        return report_date + timedelta(days=1), report_date + timedelta(days=1), True
    if draft.modality == "reported, unconfirmed":
        return None, _reported_by(draft, earlier) or report_date, True
    if draft.mood == "perfect" and draft.modality == "happened":
        return None, report_date, True
    return None, None, False


def _is_apart(draft: Draft) -> bool:
    """Whether words say that an event lies on another day than the one it stands beside: after it, still to come."""
    words = {draft.site.word(k) for k in range(max(0, draft.first - 2), draft.at)}
    return bool(words & _ELSEWHEN)


def _reported_by(draft: Draft, earlier: Sequence[Draft]) -> date | None:
    """The last day of the publication that the sentence itself tells of."""
    days = [d.day for d in earlier[-4:] if d.type == "publication" and d.site.line is draft.site.line]
    return days[-1].end if days and days[-1] else None


def _takes_up(draft: Draft) -> bool:
    """Whether a verb takes up an event told before: "will also meet"."""
    return draft.linked and not draft.rule.startswith("noun")


def _anchor(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The dated event a mention hangs on: of the same sentence, of the same ones a few sentences before."""
    for old in reversed(earlier):
        if old.day is None or old.day.start is None or old.day.start != old.day.end:
            continue
        here = draft.site.number - old.site.number
        if here == 0 or (_takes_up(draft) and 0 < here <= 8 and _names(draft) & _names(old)):
            return old
        if here == 1 and draft.type == old.type:
            return old
    return None
