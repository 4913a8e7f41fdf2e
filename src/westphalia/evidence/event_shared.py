"""Events whose mention leaves out who takes part: "the two leaders met", "the call on Saturday"."""

from dataclasses import replace

from westphalia.evidence.event_drafts import Draft
from westphalia.evidence.event_parties import Party
from westphalia.evidence.vocabulary import word_set

_BARE = word_set(
    "leaders presidents ministers sides pair countries teams delegations negotiators officials men two both parties"
)
_TOGETHER = ("meeting", "talks", "summit", "call", "agreement", "visit")
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
    if draft.who and all(party.name.lower() in _BARE and not party.codes for party in draft.who):
        return _last(draft, earlier, _TOGETHER)
    first = draft.site.word(draft.first)
    pointing = draft.rule.startswith("noun") and first in _THE and not draft.who
    return _last(draft, earlier, (draft.type,)) if pointing else ()


def _last(draft: Draft, earlier: list[Draft], kinds: tuple[str, ...]) -> tuple[Party, ...]:
    """Those of the last event of some kinds, a few sentences before at most, that two or more took part in."""
    for old in reversed(earlier[-8:]):
        if draft.site.number - old.site.number > _NEAR:
            return ()
        if old.type in kinds and len(old.who) > 1:
            return old.who
    return ()
