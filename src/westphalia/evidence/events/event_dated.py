"""Events that their date expression tells of: anniversaries, and what happened years ago."""

from collections.abc import Iterator

from westphalia.evidence.claims import DateInterval
from westphalia.evidence.events.event_clauses import Site, place_in
from westphalia.evidence.events.event_drafts import Draft
from westphalia.evidence.events.event_parties import lands_between, owner, parties
from westphalia.evidence.lines.phrases import ending_at
from westphalia.evidence.words.vocabulary import word_set

_PAST_NOUNS = word_set(
    """invasion war annexation referendum treaty summit revolution coup attack attacks massacre election accord
    agreement crisis uprising landings occupation bombing siege budget-deal ceasefire"""
)
_LONG_AGO = 300  # days


def dated_drafts(site: Site) -> Iterator[Draft]:
    """The anniversaries and past events that the days of a line tell of."""
    for at in site.days_within(0, len(site.line.tags)):
        day = site.day(at)
        if day is None:
            continue
        if day.rule == "anniversary":
            yield _anniversary(site, at, day)
        elif day.rule == "years_on" and day.start == day.end:
            yield _years_on(site, at, day)
        elif _is_long_ago(site, day):
            found = _past_noun(site, at, day) or _since(site, at, day)
            if found:
                yield found


def _is_long_ago(site: Site, day: DateInterval) -> bool:
    on = site.material.document.report_date
    return day.end is not None and (on - day.end).days > _LONG_AGO


def _anniversary(site: Site, at: int, day: DateInterval) -> Draft:
    """ "Ukraine marked the fourth anniversary of …": who marks it, and the day."""
    marked = site.line.tokens[at].word.startswith("mark")
    subject = ending_at(site.phrases, at - 1) if marked else None
    first = subject.first if subject else at
    who = parties(site, subject)
    return Draft("anniversary", site, at, first, at, who, day, None, "happened", "anniversary")


def _years_on(site: Site, at: int, day: DateInterval) -> Draft:
    """ "Three years on from Moscow's invasion": who began it."""
    end = len(site.line.tags)
    stop = next((k for k in range(at + 1, end) if site.tag(k) in ",.;:-Q"), end)
    last = max(at, min(stop - 1, at + 10))
    who = tuple(lands_between(site, at + 1, last))[:1] if last > at else ()
    return Draft("history", site, at, at, last, who, day, None, "happened", "years on")


def _past_noun(site: Site, at: int, day: DateInterval) -> Draft | None:
    """ "Russia's 2022 invasion", "the 1918 armistice", "the invasion of 2022"."""
    for k in (at + 1, at + 2):
        if site.word(k) in _PAST_NOUNS:
            who = owner(site, at) or owner(site, k)
            place = place_in(site, k + 1, min(k + 5, len(site.line.tags)))
            first = at
            while first > 0 and site.tag(first - 1) in "sagd":
                first -= 1
            last = place[1] if place else k
            where = place[0] if place else None
            return Draft("history", site, k, first, last, who, day, where, "happened", f"noun: {site.word(k)}")
    return None


def _since(site: Site, at: int, day: DateInterval) -> Draft | None:
    """ "The first to attend since Winston Churchill in 1944"."""
    phrase = ending_at(site.phrases, at - 1)
    if phrase is None or phrase.sort != "person" or site.word(phrase.first - 1) != "since":
        return None
    who = parties(site, phrase)
    return Draft("history", site, at, phrase.first - 1, at, who, day, None, "happened", "since")
