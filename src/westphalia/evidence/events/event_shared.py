"""Events whose mention leaves out who takes part: "the two leaders met", "the call on Saturday"."""

from dataclasses import replace

from westphalia.evidence.events.event_days import group
from westphalia.evidence.events.event_drafts import Draft, united
from westphalia.evidence.events.event_parties import Party
from westphalia.evidence.words.vocabulary import word_set

_BARE = word_set(
    "leaders presidents ministers sides pair countries teams delegations negotiators officials men two both parties"
)
_TOGETHER = ("meeting", "talks", "summit", "call", "agreement", "visit")
_TALKING = ("meeting", "call", "agreement")
_DEEDS = ("decision", "announcement", "sanctions")
_BACK = 12  # events before one that it may tell again
_NEAR = 6  # sentences
_THE = word_set("the this that")


def completed(drafts: list[Draft]) -> list[Draft]:
    """Drafts with those who take part taken from the event told before, where the mention only points to it."""
    out: list[Draft] = []
    for draft in drafts:
        who = _pointed_at(draft, out)
        out.append(replace(draft, who=who) if who else draft)
    return out


def _pointed_at(draft: Draft, earlier: list[Draft]) -> tuple[Party, ...]:
    if draft.type not in _TOGETHER:
        return ()
    named = tuple(party for party in draft.who if not _is_bare(party))
    if len(named) < len(draft.who) and not any(party.codes for party in named):
        meant = _last(draft, earlier, _TOGETHER)
        return united(meant, named) if meant else ()
    return _last(draft, earlier, (draft.type,)) if points(draft) and not draft.who else ()


def points(draft: Draft) -> bool:
    """Whether a noun with "the" tells it: something already told of, or known to all."""
    site = draft.site
    low = draft.first + (site.tag(draft.first) != "d")
    return draft.rule.startswith("noun") and low <= draft.at and site.word(low) in _THE


def _last(draft: Draft, earlier: list[Draft], kinds: tuple[str, ...]) -> tuple[Party, ...]:
    """Those of the last event of some kinds, a few sentences before at most, that two or more took part in."""
    for old in reversed(earlier[-8:]):
        if draft.site.number - old.site.number > _NEAR:
            return ()
        if old.type in kinds and len(old.who) > 1:
            return old.who
    return ()


def told_once(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only tell an event again: without its day, or by another name of who did it."""
    out: list[Draft] = []
    for draft in drafts:
        at = next((k for k in range(len(out) - 1, max(-1, len(out) - _BACK - 1), -1) if _again(draft, out[k])), None)
        if at is None:
            out.append(draft)
        else:
            out[at] = _joined(out[at], draft)
    return out


def _again(draft: Draft, old: Draft) -> bool:
    if group(draft) != group(old) or draft.modality != old.modality or draft.type == "history":
        return False
    one, other = ({p.name for p in each.who if not _is_bare(p)} for each in (draft, old))
    if draft.day is not None and old.day is not None:
        return _same_deed(draft, old) if (draft.day.start, draft.day.end) == (old.day.start, old.day.end) else False
    if draft.where is not None and draft.where == old.where and group(draft) in _TALKING:
        return not one or not other or bool(one & other)
    return draft.day is None and points(draft) and bool(one & other)


def _same_deed(draft: Draft, old: Draft) -> bool:
    """Whether two tell of one deed of one country on one day: "the US paused aid", "President N paused aid"."""
    codes = {code for p in draft.who for code in p.codes} & {code for p in old.who for code in p.codes}
    if not codes or draft.where != old.where:
        return False
    return (draft.type in _DEEDS and draft.rule == old.rule) or (group(draft) == "visit" and draft.where is not None)


def _joined(old: Draft, draft: Draft) -> Draft:
    """One event of two mentions: the one with a day stays, all who are named take part."""
    kept = draft if old.day is None and draft.day is not None else old
    if group(old) == "visit" or old.type in _DEEDS:
        return kept
    who = united(old.who, draft.who)
    return replace(kept, who=tuple(p for p in who if not _is_bare(p)) or who)


def _is_bare(party: Party) -> bool:
    return not party.codes and party.name.lower() in _BARE
