"""Events that verbs tell of: what each family of verbs needs, who takes part, and how the event stands."""

from westphalia.evidence.claims import EventType, Occurrence
from westphalia.evidence.event_clauses import occurrence
from westphalia.evidence.event_drafts import Clause, Draft
from westphalia.evidence.event_frames import VerbForm, objects
from westphalia.evidence.event_parties import Party, lands_between, parties
from westphalia.evidence.phrases import starting_at
from westphalia.evidence.vocabulary import word_set

_PARLIAMENTS = word_set(
    """parliament senate congress house assembly bundestag rada duma sejm council cabinet mps lawmakers senators
    deputies voters"""
)
_ARMS = word_set(
    """drone drones missile missiles rocket rockets strike strikes attack attacks shelling forces troops jets aircraft
    bombs artillery army military air_force navy"""
)
_PHONE = word_set("phone telephone video")
_PRESS = word_set("reporters journalists")


def draft_of(clause: Clause, form: VerbForm) -> Draft | None:
    """The event a verb tells of; None where its clause lacks what the verb needs."""
    found = _FAMILIES[form.family](clause, form)
    if found is None:
        return None
    kind, who, needs_day = found
    mood = clause.chain.mood
    if clause.form == "base" and mood == "plain" and not clause.is_several():
        return None
    if (needs_day or (clause.form in ("present", "base") and mood == "plain")) and clause.day is None:
        return None
    modality = _modality(clause)
    if modality is None or (not who and clause.day is None):
        return None
    return Draft(
        kind,
        clause.site,
        clause.at,
        *_extent(clause),
        who,
        clause.day,
        clause.place[0] if clause.place else None,
        modality,
        f"{form.family}: {form.lemma}",
        mood,
        _is_linked(clause),
    )


def _modality(clause: Clause) -> Occurrence | None:
    modality = occurrence(clause.site, clause.chain.mood, clause.day)
    on = clause.site.material.document.report_date
    present = clause.form in ("present", "base") and clause.chain.mood == "plain"
    if present and clause.day and (clause.day.end is None or clause.day.end >= on):
        modality = "scheduled"
    if _is_conditional(clause) and modality:
        return "expected" if clause.day else None
    if _is_reported(clause) and modality == "happened":
        return "reported, unconfirmed"
    return modality


def _is_conditional(clause: Clause) -> bool:
    low = max(0, clause.first - 2)
    return any(clause.site.word(k) in ("if", "unless", "whether") for k in range(low, clause.first))


def _is_reported(clause: Clause) -> bool:
    """Whether an outlet reports it: "the Post reported Trump has spoken"."""
    tags, first = clause.site.line.tags, clause.first
    before = first - 2 if clause.site.tag(first - 1) == "t" else first - 1
    return before > 0 and tags[before] == "c" and tags[:before].rstrip("vuw")[-1:] == "o"


def _is_linked(clause: Clause) -> bool:
    """Whether the clause hangs on another one of its sentence or takes up the one before: "also", "after meeting"."""
    site = clause.site
    return clause.form == "gerund" or any(
        site.word(k) in ("also", "then", "later") for k in range(clause.chain.first, clause.at)
    )


def _extent(clause: Clause) -> tuple[int, int]:
    ends = [clause.at]
    if clause.place:
        ends.append(clause.place[1])
    if clause.day_at is not None and clause.day_at > clause.at:
        ends.append(clause.day_at)
    follower = next((p for p in clause.site.phrases if p.first > clause.at and p.first < clause.end), None)
    if follower:
        ends.append(follower.last)
    if len(ends) == 1:
        ends.append(min(clause.end - 1, clause.at + 8))
    first = clause.first
    if clause.day_at is not None and clause.day_at < first and first - clause.day_at <= 2:
        first = clause.day_at
    return first, max(ends)


Found = tuple[EventType, tuple[Party, ...], bool] | None


def _meet(clause: Clause, form: VerbForm) -> Found:
    site = clause.site
    other = clause.other(("", "with", "alongside"))
    if other is not None and site.tag(other.last + 1) == "s":
        other = None
    if form.lemma == "meet" and other is None and clause.is_several():
        who = parties(site, clause.subject)
        return (form.type, who, not (clause.place or clause.form == "base")) if who or clause.day else None
    if other is None or other.sort == "outlet" or other.head.tag == "B":
        return None
    who = (*parties(site, clause.subject), *parties(site, other))
    if form.lemma != "meet" and (other.sort not in ("person", "office") or len(who) < 2):
        return None
    return form.type, who, form.lemma in ("see", "host", "welcome")


def _speak(clause: Clause, form: VerbForm) -> Found:
    site = clause.site
    direct = form.lemma in ("phone", "telephone")
    if form.lemma == "discuss":
        return _discuss(clause, form)
    other = clause.other(("",) if direct else ("to", "with"))
    if other is not None and other.sort in ("person", "office", "country") and other.head.word not in _PRESS:
        who = (*parties(site, clause.subject), *parties(site, other))
        return (_speech(clause, form), who, False) if len(who) > 1 else None
    if (
        other is None
        and clause.is_several()
        and (clause.form != "gerund")
        and site.word(clause.at + 1) not in ("to", "about", "of", "out")
    ):
        return _speech(clause, form), parties(site, clause.subject), True
    return None


def _speech(clause: Clause, form: VerbForm) -> EventType:
    words = {clause.site.word(k) for k in range(clause.at, clause.end)}
    return "call" if words & _PHONE or form.lemma == "speak" else form.type


def _discuss(clause: Clause, form: VerbForm) -> Found:
    if not clause.is_several() or clause.subject is None:
        return None
    return "talks", parties(clause.site, clause.subject), True


def _travel(clause: Clause, form: VerbForm) -> Found:
    site, at = clause.site, clause.at
    if clause.subject is None and clause.chain.mood == "plain":
        return None
    who = parties(site, clause.subject)
    if form.lemma in ("visit", "tour"):
        return ("visit", who, False) if starting_at(site.phrases, at + 1) or clause.place else None
    if clause.place is None:
        return None
    return form.type, who, form.lemma not in ("arrive", "land", "visit")


def _gather(clause: Clause, form: VerbForm) -> Found:
    if form.lemma == "sit" and clause.site.word(clause.at + 1) != "down":
        return None
    several = clause.is_several() or (clause.subject is not None and clause.subject.head.tag in "Bi")
    if not several and form.lemma != "sit":
        return None
    return form.type, parties(clause.site, clause.subject), True


def _vote(clause: Clause, form: VerbForm) -> Found:
    subject = clause.subject
    if form.lemma == "elect" or subject is None or subject.head.word.split()[-1] not in _PARLIAMENTS:
        return None
    return form.type, parties(clause.site, subject), True


def _attack(clause: Clause, form: VerbForm) -> Found:
    needed = objects().get(form.lemma)
    if needed is not None and "attack" in needed.values() and _object(clause, needed) is None:
        return None
    who, arms = _attacker(clause)
    if not who or not (arms or needed or clause.place):
        return None
    return form.type, who, False


def _attacker(clause: Clause) -> tuple[tuple[Party, ...], bool]:
    """Who attacks, and whether arms are named: "Russian drones", "Ukraine's forces", "Russia"."""
    site, at = clause.site, clause.chain.before
    low = at
    while low >= 0 and site.tag(low) in "lBagsi#CJdjr" and at - low < 6:
        low -= 1
    words = {site.word(k) for k in range(low + 1, at + 1)}
    lands = tuple(lands_between(site, low + 1, at)) if low < at else ()
    return lands, bool(words & _ARMS)


def _protest(clause: Clause, form: VerbForm) -> Found:
    if clause.place is None and clause.day is None:
        return None
    if clause.subject is not None and not clause.is_several():
        return None
    return form.type, (), clause.place is None


def _office(clause: Clause, form: VerbForm) -> Found:
    if form.lemma == "swear" and clause.site.word(clause.at + 1) not in ("in",):
        return None
    return form.type, parties(clause.site, clause.subject), clause.chain.mood != "perfect"


def _object(clause: Clause, nouns: dict[str, EventType]) -> tuple[EventType, int] | None:
    """The first noun of a list in the clause after the verb, close behind it, and the type it makes."""
    for k in range(clause.at + 1, min(clause.end, clause.at + 9)):
        kind = nouns.get(clause.site.word(k))
        if kind:
            return kind, k
    return (nouns[""], clause.at + 1) if "" in nouns and clause.end > clause.at + 1 else None


def _by_object(clause: Clause, form: VerbForm) -> Found:
    site = clause.site
    who = parties(site, clause.subject)
    if form.lemma in ("announce", "unveil"):
        noun = site.tag(clause.at + 1) in "dl#ja" and bool(who)
        return ("announcement", who, clause.chain.mood == "plain") if noun else None
    found = _object(clause, objects().get(form.lemma, {}))
    if found is None or not who:
        return None
    return found[0], who, found[0] not in ("sanctions", "agreement", "vote", "ceremony")


_FAMILIES = {
    "meet": _meet, "speak": _speak, "travel": _travel, "gather": _gather, "vote": _vote, "attack": _attack,
    "protest": _protest, "office": _office, "object": _by_object,
}  # fmt: skip
