"""Who takes part in the event that a noun tells of."""

from westphalia.evidence.events.event_clauses import Site, chain_before
from westphalia.evidence.events.event_drafts import united
from westphalia.evidence.events.event_mentions import AFTER, BEFORE, DURING, GATHERED, TAKES_PLACE, Mention
from westphalia.evidence.events.event_parties import Party, is_owned, lands_between, occupant, owner, parties, with_whom
from westphalia.evidence.lines.phrases import Phrase, starting_at
from westphalia.evidence.words.vocabulary import word_set

_REPORTERS = word_set("reporters journalists mps lawmakers parliament lawmakers media correspondents")


_CONSULT = ("call", "talks", "meeting", "visit")


_TELLING = word_set("told tells urged assured warned informed thanked congratulated asked briefed")


def those_of(mention: Mention, last: Phrase | None, place: str) -> tuple[Party, ...]:
    """Those who take part in the event of a noun: its owners, the subject of its verb, and those with or between."""
    site, at = mention.site, mention.at
    subject = parties(site, mention.subject) or _lands_before(mention) if mention.verb is not None else ()
    others = with_whom(site, at + 1, _own_end(mention))
    found = united(owner(site, at), subject, others)
    owned = is_owned(site, at) and mention.verb is None
    alone = mention.kind in _CONSULT and len(found) == 1 and mention.lead in (*BEFORE, *AFTER, *DURING, "for")
    circumstance = mention.lead in ("at", "during") or (mention.lead == "for" and mention.day is None)
    led = (
        mention.kind in (*GATHERED, "call") and not found and circumstance and (mention.day is not None or bool(place))
    )
    led = led or (mention.kind == "visit" and not found and mention.lead in ("during", "on", "after", "before"))
    if owned or led or (alone and others):
        found = united(_doer(mention, last), found)
    if mention.kind == "protest":
        return ()
    if mention.kind == "interview":
        return united(_doer(mention, last), others if site.word(at) == "conference" else ())
    if mention.kind == "visit":
        found = united(found, occupant(site, place))
    return found


def _lands_before(mention: Mention) -> tuple[Party, ...]:
    """The countries in a subject that is no name: "negotiators from Israel and Egypt"."""
    site = mention.site
    at = chain_before(site, mention.verb or 0).before
    low = at
    while low >= 0 and site.tag(low) in "dlJj#aCgikPr" and at - low < 9:
        low -= 1
    return tuple(lands_between(site, low + 1, at)) if low < at else ()


def _own_end(mention: Mention) -> int:
    """Where the noun's own phrase ends: at the verb of the sentence, unless that tells that it takes place."""
    site, at = mention.site, mention.at
    verb = site.line.tags.find("u", at + 1, mention.end)
    held = verb < 0 or any(site.word(k) in TAKES_PLACE for k in range(verb, mention.end))
    return mention.end if held else verb


def _doer(mention: Mention, last: Phrase | None) -> tuple[Party, ...]:
    """Whose event "his meeting" is: of the subject after the comma where the noun opens the sentence."""
    site = mention.site
    by = _named_by(mention)
    if by is not None:
        return parties(site, by)
    if mention.first <= 2 and site.tag(mention.end) == ",":
        following = starting_at(site.phrases, mention.end + 1)
        if site.word(mention.first) == "their" and (following is None or not following.plural):
            return _they(site)
        return united(parties(site, following), _told(site, following))
    return united(parties(site, last), _told(site, last)) if last is not None and last.first < mention.at else ()


def _told(site: Site, speaker: Phrase | None) -> tuple[Party, ...]:
    """Whom somebody tells something there: "told her counterpart during a call"."""
    if speaker is None or site.word(speaker.last + 1) not in _TELLING:
        return ()
    other = starting_at(site.phrases, speaker.last + 2)
    if other is None or other.sort not in ("person", "office", "country") or other.head.word in _REPORTERS:
        return ()
    return parties(site, other)


def _named_by(mention: Mention) -> Phrase | None:
    """The person named last before "his visit" as its doer: "a meeting by the vice premier during his visit"."""
    site = mention.site
    for k in range(mention.first - 1, max(0, mention.first - 8), -1):
        if site.word(k) == "by":
            found = starting_at(site.phrases, k + 1)
            return found if found is not None and found.sort == "person" else None
    return None


def _they(site: Site) -> tuple[Party, ...]:
    """Whom "their" at the head of a sentence means: the last several named before."""
    cast = site.material.cast
    for number in range(site.number - 1, max(-1, site.number - 4), -1):
        several = [p for p in cast.phrases[number] if p.plural and not (p.head.tag == "B" and not p.parts)]
        if several:
            line = cast.lines[number]
            return parties(Site(site.material, line, number, cast.phrases[number], site.dates), several[-1])
    return ()
