"""Events that nouns tell of: a call, talks between two sides, a visit, a summit, strikes."""

from westphalia.evidence.claims import DateInterval, EventType, Occurrence
from westphalia.evidence.events.event_clauses import (
    Mood,
    Site,
    chain_before,
    occurrence,
    place_in,
    place_of_visit,
    reach,
    subject_of,
)
from westphalia.evidence.events.event_drafts import Draft
from westphalia.evidence.events.event_frames import noun_types, verb_forms
from westphalia.evidence.events.event_mentions import AFTER, BEFORE, DURING, GATHERED, LEADS, TAKES_PLACE, Mention
from westphalia.evidence.events.event_noun_parties import those_of
from westphalia.evidence.events.event_parties import (
    Party,
    is_owned,
    owner_of,
)
from westphalia.evidence.lines.phrases import Phrase, ending_at
from westphalia.evidence.words.vocabulary import word_set

_HELD = word_set(
    """hold holds held holding host hosts hosted hosting attend attends attended attending chair chaired chairs
    chairing have has had having conduct conducted conducting begin began begun begins start started starts resume
    resumed resumes open opened opens join joined joins lead led conclude concluded complete completed use used using
    make made makes making pay paid pays paying convene convened convenes organise organised saw see finish finished
    engage engages engaged co-host co-hosts co-hosted co-hosting co-chair co-chairs co-chaired co-chairing
    participate participates participated participating
    launch launched launches carry carried address addressed addresses"""
)
_PUT_OFF = word_set("cancelled cancels cancel canceled postponed postpones postpone scrapped scraps delayed shelved")
_PLANNED = word_set("due scheduled planned set")
_NO = word_set("no any without never nor")
_OFF = word_set("cancelled canceled postponed scrapped delayed off shelved")
_LOOSE = frozenset("dlJj#aCgiBrsPkvc")
_COMING = word_set("upcoming forthcoming planned scheduled imminent")
_VISITS = word_set("official state working private surprise unannounced two-day three-day four-day first")
_HAVE = word_set("have has had having")
_STRETCH = word_set("day days round rounds hour hours series week weeks session sessions month months")
_BESIDE = word_set("at during in for")
_PRESS = word_set("press news media")
_TOPIC = word_set("on about over regarding concerning")
_SETS_OUT = word_set(
    "off left leaving departed departing heading headed arrived arriving arrives landed travelled traveled flew flying"
)
_CALLS = word_set("phone video telephone conference hour-long minute joint group")
_DATED = ("election", "vote", "protest", "ceremony", "interview")
_HARMED = word_set("killed wounded injured damaged destroyed hit died dead")
_TELLS = word_set("told tell tells telling")


def noun_draft(site: Site, at: int, last: Phrase | None) -> Draft | None:
    """The event a noun tells of; None where nothing says that it takes place."""
    kind = _kind(site, at)
    if site.word(at) == "victory":
        return _victory(site, at)
    if (kind in _DATED and not site.dated and kind != "interview") or not _is_noun(site, at, kind):
        return None
    mention = _mention(site, at, kind, last)
    if site.word(mention.first - 1) in _TELLS or {site.word(mention.first), mention.lead} & _NO:
        return None
    mood, modality = _standing(mention)
    if modality is None:
        return None
    if kind == "attack" and modality == "scheduled":
        return None
    place = _place(mention)
    if place is None and kind == "attack" and site.word(at + 1) == "on":
        place = place_of_visit(site, at + 1)
    who = those_of(mention, last, place[0] if place else "")
    if not _is_told(mention, who, place is not None):
        return None
    start, stop = _extent(mention, place[1] if place else at)
    linked = mention.verb is None and mention.day is None
    where = place[0] if place else None
    return Draft(kind, site, at, start, stop, who, mention.day, where, modality, _rule(mention), mood, linked)


def _place(mention: Mention) -> tuple[str, int] | None:
    """Where it takes place; "in Paris on an official visit" names it before, a topic's place is none."""
    site, at = mention.site, mention.at
    if mention.kind == "visit" and mention.lead == "on" and mention.day is None:
        return place_in(site, max(0, mention.first - 6), mention.first - 1) or place_in(site, at + 1, mention.end)
    found = place_in(site, at + 1, mention.end)
    topic = (
        next((k for k in range(at + 1, found[1]) if site.word(k) in _TOPIC and site.tag(k) == "f"), None)
        if found
        else None
    )
    if found is None or topic is None or found[1] - topic <= 4 or mention.kind == "attack":
        return found
    return None


def _kind(site: Site, at: int) -> EventType:
    """The type of event a noun tells of: a press conference is an interview."""
    kind = noun_types()[site.word(at)]
    return "interview" if kind == "summit" and site.word(at - 1) in _PRESS else kind


def _victory(site: Site, at: int) -> Draft | None:
    """ "Trump's US presidential election victory": whose."""
    first = _noun_first(site, at)
    who = owner_of(site, first)
    if site.word(at - 1) != "election" or not who:
        return None
    days = site.days_within(at + 1, at + 2)
    day = site.day(days[0]) if days else None
    return Draft("election", site, at, first, max([at, *days]), who, day, None, "happened", "noun: victory")


def _rule(mention: Mention) -> str:
    eve = mention.lead == "of" and mention.site.word(mention.first - 2) == "eve"
    return f"{'eve' if eve else 'noun'}: {mention.site.word(mention.at)}"


def _is_noun(site: Site, at: int, kind: EventType) -> bool:
    tag, before, after = site.tag(at - 1), site.word(at - 1), site.tag(at + 1)
    if after in ("r", "B") or (site.tag(at) == "l" and after == "l" and not site.word(at + 1).endswith("ed")):
        return site.word(at + 1) in TAKES_PLACE or site.word(at + 1) == "took"
    if before == "question-and-answer":
        return False
    if kind == "call":
        if tag == "d" and after == "w":
            return True
        return before in _CALLS or site.word(at + 1) in ("between", "with") or site.word(at) not in ("call",)
    if site.word(at) == "silence":
        return any(site.word(k).startswith("minute") for k in range(max(0, at - 3), at))
    return not tag or tag in "dalsjJ#wCPgBifckvtb:-"


def _mention(site: Site, at: int, kind: EventType, last: Phrase | None) -> Mention:
    end = reach(site, at, noun=True)
    first = _noun_first(site, at)
    if first == 0 and site.tag(at + 1) == "w" and site.tag(at + 2) in ("l", "c", "u"):
        end = min(end, at + 2)
    verb, subject = _governor(site, first, last)
    return Mention(site, kind, at, first, end, verb, subject, _noun_day(site, first, at, end, verb))


def _noun_first(site: Site, at: int) -> int:
    first, verbs = at, verb_forms()
    while first > 0 and site.tag(first - 1) in "lJj#daCgs-ikwvBo" and at - first < 8:
        word = site.word(first - 1)
        if site.tag(first - 1) == "l" and (word in _HELD or word in _PUT_OFF or (word in verbs and word not in _CALLS)):
            break
        if site.tag(first - 1) == "w" and word.startswith(LEADS):
            return first - 1
        if site.tag(first - 1) == "s" and site.phrase_over(first - 1) is None:
            other = ending_at(site.phrases, first - 2)
            first = other.first if other else first - 1
            continue
        first -= 1
        if site.tag(first) == "d":
            break
    if site.word(first - 1) == "of" and site.word(first - 2) in _STRETCH:
        first -= 2
        while first > 0 and site.tag(first - 1) in "l#dj" and site.word(first - 1) not in _HELD and at - first < 9:
            first -= 1
    return first


def _noun_day(site: Site, first: int, at: int, end: int, verb: int | None) -> int | None:
    after = [k for k in site.days_within(at + 1, end) if site.tag(k + 1) != "s"]
    dated = first + 1 if site.tag(first) == "d" else first
    if site.word(first).split(" ")[0] == "the" and site.day(dated) is not None:
        return dated
    if after:
        return after[0]
    if site.word(first - 1) in _BESIDE and site.day(first - 2) is not None:
        return first - 2
    inside = site.days_within(first, at)
    if inside:
        return inside[0]
    if first and site.day(first - 1) is not None:
        return first - 1
    if verb is not None:
        subject_end = mention_start(site, verb)
        between = site.days_within(subject_end, first)
        if between:
            return between[-1]
    if site.day(0) is not None and site.tag(1) == "," and not set(site.line.tags[2:first]) & set("c.;:-hb"):
        return 0
    return None


def mention_start(site: Site, verb: int) -> int:
    """Where the words between the subject of a verb and the verb begin."""
    at = chain_before(site, verb).before
    while at > 0 and site.tag(at) in "wv":
        at -= 1
    return at + 1


def _governor(site: Site, first: int, last: Phrase | None) -> tuple[int | None, Phrase | None]:
    """The verb whose object the noun is, and its subject: "held a series of meetings"."""
    at = first - 1
    while at >= 0 and site.tag(at) in _LOOSE and first - at < 6 and site.word(at) not in _HELD:
        at -= 1
    if site.word(first - 1) in _PUT_OFF and site.tag(first - 1) == "l":
        at = first - 1
    elif at < 0 or (site.word(at) not in _HAVE and (site.word(at) not in _HELD or site.tag(at) == "u")):
        return None, last
    return at, subject_of(site, chain_before(site, at), last)


def _standing(mention: Mention) -> tuple[Mood, Occurrence | None]:
    """The mood of the verb that tells of the event, and how it stands; None where nothing says that it takes place."""
    site, at, day = mention.site, mention.at, mention.day
    following = range(at + 1, min(len(site.line.tokens), mention.end + 2))
    if any(_is_off(site, k) for k in following) or site.word(mention.first - 1) in _PUT_OFF:
        return "cancelled", "cancelled"
    if mention.verb is not None:
        if _is_urged(mention, mention.verb):
            return "none", None
        mood = chain_before(site, mention.verb).mood
        return mood, _dated(site, occurrence(site, mood, day), mood, day)
    for k in range(at + 1, mention.end):
        if site.word(k) in TAKES_PLACE and not (site.word(k) == "due" and site.tag(k + 2) in "da#"):
            mood = chain_before(site, k).mood
            was = site.word(k - 1) in ("was", "were") or site.word(k - 2) in ("was", "were")
            bare = mood in ("plain", "progressive") and not was and site.word(k) in _PLANNED
            return mood, "scheduled" if bare else occurrence(site, mood, day)
    return "plain", _by_lead(mention)


def _is_urged(mention: Mention, verb: int) -> bool:
    """Whether somebody is only called on to hold it: "urged him to convene a meeting"."""
    site, subject, chain = mention.site, mention.subject, chain_before(mention.site, verb)
    if subject is None or site.word(chain.first) != "to" or subject.last != chain.before:
        return False
    return "c" in site.line.tags[: subject.first]


def _is_off(site: Site, at: int) -> bool:
    return site.word(at) in _OFF and (site.word(at) != "off" or site.word(at - 1) in ("called", "call"))


def _dated(site: Site, modality: Occurrence | None, mood: Mood, day: DateInterval | None) -> Occurrence | None:
    """ "He holds talks in Paris on Monday": today's or a coming day makes the present a plan."""
    on = site.material.document.report_date
    if modality == "happened" and mood == "plain" and day is not None and day.start is not None and day.start > on:
        return "scheduled"
    return modality


def _by_lead(mention: Mention) -> Occurrence | None:
    """How an event stands that only a preposition or a day places: "after talks with", "ahead of the summit"."""
    day, on = mention.day, mention.site.material.document.report_date
    if mention.lead in AFTER:
        return "happened"
    if mention.lead in BEFORE or (mention.lead == "of" and mention.site.word(mention.first - 2) == "eve"):
        return "happened" if day and day.end and day.end < on else "scheduled"
    if day is None and mention.kind == "attack" and mention.lead in ("in", "by"):
        before = {mention.site.word(k) for k in range(max(0, mention.first - 6), mention.first)}
        return "happened" if before & _HARMED else None
    if day is None:
        return _undated(mention)
    start, stop = day.start or day.end or on, day.end or day.start or on
    if stop < on:
        return "happened"
    return "scheduled" if start > on or stop > on else "happened"


def _undated(mention: Mention) -> Occurrence | None:
    """How an event without a day stands: by its adjective, or by the clause it is a circumstance of."""
    site = mention.site
    adjectives = {site.word(k) for k in range(mention.first, mention.at)}
    if adjectives & _COMING:
        return "scheduled"
    if mention.kind == "visit" and mention.lead == "on" and site.word(mention.first) in ("a", "an"):
        return "happened" if adjectives & _VISITS else None
    if mention.lead in ("during", "at", "in") and is_owned(site, mention.at):
        return _of_line(mention)
    if mention.kind == "interview" and mention.lead in ("at", "during", "in"):
        return "happened"
    if mention.kind in GATHERED and mention.lead in ("at", "during"):
        return _of_line(mention)
    spent = mention.kind == "talks" and mention.lead == "in"
    if spent and any(site.word(k) == "spent" for k in range(max(0, mention.first - 7), mention.first)):
        return "happened"
    setting_out = {site.word(k) for k in range(max(0, mention.first - 7), mention.first)}
    if mention.kind in GATHERED and mention.lead == "for" and setting_out & _SETS_OUT:
        return "scheduled"
    return None


def _of_line(mention: Mention) -> Occurrence:
    """What the words around "during his meeting" say of it."""
    words = {t.word for t in mention.site.line.tokens[: mention.end]}
    ahead = words & {"will", "would", "expected", "due"} or "Q" in mention.site.line.tags[mention.end : mention.end + 3]
    return "scheduled" if ahead else "happened"


def _is_told(mention: Mention, who: tuple[Party, ...], placed: bool) -> bool:
    """Whether enough is said: a day, or who meets whom, or who holds it where."""
    if mention.kind == "decision":
        return mention.day is not None and mention.day.start == mention.day.end
    if mention.day is not None:
        known = ("summit", "election", "meeting", "ceremony", "talks", "attack", "call", "decision", "announcement")
        return bool(who or placed or mention.kind in known)
    if mention.kind == "interview":
        return bool(who)
    if mention.kind in ("call", "talks", "meeting", "summit") and len(who) > 1:
        return True
    return placed and (mention.kind in ("summit", "talks", "meeting") or bool(who))


def _extent(mention: Mention, placed: int) -> tuple[int, int]:
    site, at = mention.site, mention.at
    start = mention.first
    if mention.verb is not None:
        start = mention.verb
        if mention.subject is not None and mention.subject.last < mention.verb:
            start = mention.subject.first
    if site.word(start - 1) in (*AFTER, *BEFORE, *DURING):
        start -= 1
    marks = [at, placed]
    if mention.day_at is not None:
        marks.append(mention.day_at)
        start = mention.day_at if mention.day_at < start and start - mention.day_at <= 2 else start
    others = [p.last for p in site.phrases if at < p.first < mention.end]
    return max(0, start), max(*marks, *others[:1], at)
