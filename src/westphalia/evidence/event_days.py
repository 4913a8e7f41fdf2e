"""Days of events that their own clause leaves out, and mentions of one event joined."""

from dataclasses import replace
from datetime import date, timedelta

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.event_drafts import Draft

_LONG_AGO = 730  # days
_ALIKE = {"talks": "meeting", "summit": "meeting", "arrival": "visit"}


def distinct(drafts: list[Draft]) -> list[Draft]:
    """Each event once: a mention is left out where the same ones meet in another on that day, or it tells no day."""
    out: list[Draft] = []
    for draft in map(_aged, drafts):
        if not any(_same(draft, old) for old in out):
            out.append(draft)
    return [draft for k, draft in enumerate(out) if draft.day or not any(_told(draft, later) for later in out[k + 1 :])]


def _aged(draft: Draft) -> Draft:
    """What happened two years ago or more is history."""
    on, day = draft.site.material.document.report_date, draft.day
    old = day is not None and day.end is not None and (on - day.end).days > _LONG_AGO
    return replace(draft, type="history") if old and draft.type != "anniversary" else draft


def _group(draft: Draft) -> str:
    return _ALIKE.get(draft.type, draft.type)


def _same(draft: Draft, old: Draft) -> bool:
    if _group(draft) != _group(old) or not (draft.who or draft.type == "history"):
        return False
    names, others = _names(draft), _names(old)
    if draft.type == "history" and draft.day and old.day:
        return _overlap(draft.day, old.day) and names <= others
    if draft.day is None:
        return names == others
    return old.day is not None and _days(draft.day) == _days(old.day) and (names <= others or others <= names)


def _told(draft: Draft, later: Draft) -> bool:
    """Whether a mention without a day is told with one later on."""
    return (
        bool(draft.who) and _group(draft) == _group(later) and later.day is not None and _names(draft) == _names(later)
    )


def _names(draft: Draft) -> frozenset[str]:
    return frozenset(party.name for party in draft.who)


def _overlap(one: DateInterval, other: DateInterval) -> bool:
    ends = (one.start, one.end, other.start, other.end)
    return None not in ends and one.start <= other.end and other.start <= one.end  # type: ignore[operator]


def _days(day: DateInterval) -> tuple[date | None, date | None]:
    return day.start, day.end


def inferred(draft: Draft, earlier: list[Draft], report_date: date) -> tuple[date | None, date | None, bool]:
    """The days of an event that tells none: of the event it hangs on, or up to the day of the report."""
    anchor = _anchor(draft, earlier) if draft.linked or draft.type == "ceremony" else None
    if anchor is not None and anchor.day is not None:
        return anchor.day.start, anchor.day.end, True
    if draft.rule.startswith("eve"):
        return report_date + timedelta(days=1), report_date + timedelta(days=1), True
    if draft.modality == "reported, unconfirmed":
        reports = [d for d in earlier if d.type == "publication" and d.day and d.site.line is draft.site.line]
        end = reports[-1].day.end if reports and reports[-1].day else report_date
        return None, end or report_date, True
    if draft.mood == "perfect" and draft.modality == "happened":
        return None, report_date, True
    return None, None, False


def _takes_up(draft: Draft) -> bool:
    """Whether a verb takes up an event told before: "will also meet"."""
    return draft.linked and not draft.rule.startswith("noun")


def _anchor(draft: Draft, earlier: list[Draft]) -> Draft | None:
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
