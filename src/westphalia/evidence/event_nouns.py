"""Events that nouns tell of: a call, talks between two sides, a visit, a summit, strikes."""

from westphalia.evidence.claims import DateInterval, EventType, Occurrence
from westphalia.evidence.event_clauses import Site, chain_before, occurrence, place_in, reach, subject_of
from westphalia.evidence.event_drafts import Draft
from westphalia.evidence.event_frames import noun_types
from westphalia.evidence.event_parties import Party, is_owned, owner, parties, with_whom
from westphalia.evidence.phrases import Phrase, ending_at
from westphalia.evidence.vocabulary import word_set

_HELD = word_set(
    """hold holds held holding host hosts hosted hosting attend attends attended attending chair chaired chairs
    chairing have has had having conduct conducted begin began begun begins start started starts resume resumed
    open opened opens join joined joins lead led conclude concluded complete completed use used make made makes pay
    paid pays take took taken convene convened convenes organise organised"""
)
_TAKES_PLACE = word_set("place held due begin begins began begun start starts started resume resumes resumed continue")
_OFF = word_set("cancelled canceled postponed scrapped delayed off")
_BEFORE = word_set("before ahead ahead_of")
_AFTER = word_set("after following since")
_DURING = word_set("during in at")
_LOOSE = frozenset("dlJj#aCgiBrsPkv")
_CALLS = word_set("phone video telephone conference hour-long minute joint group")


def noun_draft(site: Site, at: int, last: Phrase | None) -> Draft | None:
    """The event a noun tells of; None where nothing says that it takes place."""
    kind = noun_types()[site.word(at)]
    if not _is_noun(site, at, kind):
        return None
    end = reach(site, at, noun=True)
    first = _noun_first(site, at)
    day_at = _noun_day(site, first, at, end)
    day = site.day(day_at) if day_at is not None else None
    verb, subject = _governor(site, first, last)
    who = _who(site, kind, first, at, end, subject if verb is not None else None, last)
    place = place_in(site, at + 1, end)
    modality = _modality(site, first, at, end, verb, day)
    if modality is None or not _is_told(site, kind, verb, day, who, place, first):
        return None
    start = (
        subject.first
        if verb is not None and subject is not None and subject.last < verb
        else (verb if verb is not None else first)
    )
    marks = [at, *([place[1]] if place else []), *([day_at] if day_at is not None and day_at > at else [])]
    others = [p.last for p in site.phrases if at < p.first < end]
    low = min(start, day_at if day_at is not None and day_at < at and start - day_at <= 2 else start)
    return Draft(
        kind,
        site,
        at,
        low,
        max(*marks, *others[:1], at),
        who,
        day,
        place[0] if place else None,
        modality,
        f"noun: {site.word(at)}",
        linked=verb is None and day is None,
    )


def _is_noun(site: Site, at: int, kind: EventType) -> bool:
    tag, before = site.tag(at - 1), site.word(at - 1)
    if site.tag(at + 1) in ("r", "B") or (
        site.tag(at) == "l" and site.tag(at + 1) == "l" and not site.word(at + 1).endswith("ed")
    ):
        return False
    if kind == "call":
        return before in _CALLS or site.word(at + 1) in ("between", "with") or site.word(at) not in ("call",)
    return not tag or tag in "dalsjJ#wCPgBifck"


def _noun_first(site: Site, at: int) -> int:
    first = at
    while first > 0 and site.tag(first - 1) in "lJj#daCgs-ikw" and at - first < 8:
        held = site.phrase_over(first - 1)
        if site.tag(first - 1) == "s" and held is None:
            other = ending_at(site.phrases, first - 2)
            first = other.first if other else first - 1
            continue
        first -= 1
        if site.tag(first) == "d":
            break
    return first


def _noun_day(site: Site, first: int, at: int, end: int) -> int | None:
    after = site.days_within(at + 1, end)
    if after:
        return after[0]
    inside = site.days_within(first, at)
    if inside:
        return inside[0]
    if first and site.tag(first - 1) == "w":
        return first - 1
    if site.tag(0) == "w" and site.tag(1) == "," and not set(site.line.tags[2:first]) & set("c.;:-hb"):
        return 0
    return None


def _governor(site: Site, first: int, last: Phrase | None) -> tuple[int | None, Phrase | None]:
    """The verb whose object the noun is, and its subject: "held a series of meetings"."""
    at = first - 1
    while at >= 0 and site.tag(at) in _LOOSE and first - at < 6 and site.word(at) not in _HELD:
        at -= 1
    if at < 0 or site.word(at) not in _HELD:
        return None, last
    chain = chain_before(site, at)
    return at, subject_of(site, chain, last)


def _who(
    site: Site, kind: EventType, first: int, at: int, end: int, subject: Phrase | None, last: Phrase | None
) -> tuple[Party, ...]:
    found = [*owner(site, at), *parties(site, subject)]
    if is_owned(site, at) and subject is None:
        found += parties(site, last)
    found += with_whom(site, at + 1, end)
    return tuple({party.name: party for party in found}.values())


def _modality(
    site: Site, first: int, at: int, end: int, verb: int | None, day: DateInterval | None
) -> Occurrence | None:
    words = [site.word(k) for k in range(at + 1, end)]
    if _OFF & set(words):
        return "cancelled"
    if verb is not None:
        chain = chain_before(site, verb)
        return occurrence(site, chain.mood, day) if chain.mood != "none" else None
    for k in range(at + 1, end):
        if site.word(k) in _TAKES_PLACE:
            mood = chain_before(site, k).mood
            return occurrence(site, mood, day)
    lead = site.word(first - 1)
    on = site.material.document.report_date
    if lead in _AFTER:
        return "happened"
    if lead in _BEFORE or (lead == "of" and site.word(first - 2) in ("ahead", "eve")):
        return "happened" if day and day.end and day.end < on else "scheduled"
    if day is None:
        return None
    start, stop = day.start or day.end or on, day.end or day.start or on
    if stop < on:
        return "happened"
    if start > on:
        return "scheduled"
    return "scheduled" if stop > on else "happened"


def _is_told(
    site: Site,
    kind: EventType,
    verb: int | None,
    day: DateInterval | None,
    who: tuple[Party, ...],
    place: object,
    first: int,
) -> bool:
    """Whether enough is said: a day, or who meets whom, or who holds it where."""
    if day is not None:
        return bool(who or place or kind in ("summit", "election", "meeting", "ceremony", "talks"))
    if kind in ("call", "talks", "meeting"):
        return len(who) > 1
    return bool(place) and (kind == "summit" or bool(who))
