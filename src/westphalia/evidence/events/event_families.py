"""What each family of verbs needs to tell of an event: who takes part, which type it is, whether a day is needed."""

from collections.abc import Callable

from westphalia.evidence.claims import EventType
from westphalia.evidence.events.event_attacks import Found, attack, downed, object_type
from westphalia.evidence.events.event_drafts import Clause, united
from westphalia.evidence.events.event_frames import Family, VerbForm, noun_types, objects, verb_forms
from westphalia.evidence.events.event_parties import Party, lands_between, occupant, parties, with_whom
from westphalia.evidence.lines.phrases import Phrase, starting_at
from westphalia.evidence.names.heads import OFFICES
from westphalia.evidence.words.vocabulary import word_set

_PARLIAMENTS = word_set(
    """parliament senate congress house assembly bundestag rada duma sejm council cabinet mps lawmakers senators
    deputies voters knesset riksdag eduskunta"""
)
_PHONE = word_set("phone telephone video videolink")
_PRESS = word_set("reporters journalists mps lawmakers parliament")
SHOWS = word_set("programme program show podcast radio breakfast newsnight broadcaster television tv")
_BLOCS = word_set("eu nato g7 g20 commission european_commission security_council european_council")
_TRUCES = word_set("cease stop halt suspend end pause exchange swap extend resume normalise normalize")
_LEVIES = word_set("duty duties tariff tariffs levy levies measures sanctions ban cap rules law ceasefire truce deal")
_MEASURES = word_set(
    """tariff tariffs duty duties levy levies package packages sanctions aid measures countermeasures ban embargo fund
    funding loan agreement deal deployment withdrawal resignation truce ceasefire candidacy"""
)
_BE = word_set("be been was were is are being")
_NOT_TALK = word_set("to about of out against in")


def _meet(clause: Clause, form: VerbForm) -> Found:
    site = clause.site
    other = clause.other(("", "with", "alongside"))
    if other is not None and site.tag(other.last + 1) == "s":
        other = None
    other = _named(clause, other) or _colleague(clause)
    bloc = clause.subject is not None and clause.subject.head.word in _BLOCS
    if form.lemma == "meet" and other is None and (bloc or clause.is_several()):
        who = parties(site, clause.subject) or _literal(clause)
        return form.type, who, len(who) < 2 and clause.place is None
    if other is None:
        return _met_side(clause, form)
    if other.sort == "outlet" or other.head.tag == "B":
        return None
    who = united(parties(site, clause.subject), parties(site, other))
    if form.lemma == "meet":
        named = other.sort == "person" and clause.subject is not None
        return form.type, who, len(who) < 2 and not named
    if other.sort not in ("person", "office") or len(who) < 2:
        return None
    return form.type, who, form.lemma in ("see", "host", "welcome", "receive")


def _met_side(clause: Clause, form: VerbForm) -> Found:
    """ "Met in Rome with the Italian leadership": the land of those who are no names."""
    site = clause.site
    lead = next((k for k in range(clause.at + 1, clause.end) if site.word(k) == "with"), None)
    if form.lemma != "meet" or lead is None:
        return None
    lands = tuple(lands_between(site, lead + 1, min(lead + 5, clause.end - 1))) if clause.end > lead + 1 else ()
    who = united(parties(site, clause.subject), lands)
    return (form.type, who, True) if lands and len(who) > 1 else None


def _colleague(clause: Clause) -> Phrase | None:
    """The name after "with our colleague,"."""
    site, end = clause.site, clause.end
    if "with" not in clause.words or site.tag(end) != ",":
        return None
    name = starting_at(site.phrases, end + 1)
    return name if name is not None and name.sort == "person" else None


def _named(clause: Clause, other: Phrase | None) -> Phrase | None:
    """The name that stands after an office: "his Dutch counterpart, Pieter Hoekveld"."""
    if other is None or other.sort != "office" or other.plural or clause.site.tag(other.last + 1) != ",":
        return other
    name = starting_at(clause.site.phrases, other.last + 2)
    return name if name is not None and name.sort == "person" and not name.parts else other


def _literal(clause: Clause) -> tuple[Party, ...]:
    """A subject that is no name as the sentence begins with it: "Military planners from 20 of them"."""
    tags = clause.site.line.tags
    if clause.subject is None and tags[:2] in ("Cl", "Jl", "al") and clause.site.word(1).endswith("s"):
        return (Party(clause.site.text(0, 1)),)
    return ()


def _speak(clause: Clause, form: VerbForm) -> Found:
    site = clause.site
    if form.lemma == "discuss":
        planned = range(clause.at + 1, clause.day_at or clause.at)
        if any(site.word(k) in noun_types() for k in planned):
            return None
        several = clause.is_several() or (clause.subject is not None and clause.subject.sort == "institution")
        others = with_whom(site, clause.at + 1, clause.end)
        who = united(parties(site, clause.subject), others)
        return ("talks", who, True) if several or (others and len(who) > 1) else None
    direct = form.lemma in ("phone", "telephone", "call")
    other = _named(clause, clause.other(("",) if direct else ("to", "with")))
    if form.lemma == "call":
        if other is None or other.sort == "country":
            return None
        to_talk = site.word(other.last + 1) == "to" and site.word(other.last + 2) in ("discuss", "talk", "congratulate")
        told = other.sort == "person" and clause.chain.mood == "perfect" and site.tag(other.last + 1) == "."
        if site.tag(other.last + 1) != "w" and not (to_talk or told):
            return None
    if other is not None and other.sort in ("person", "office", "country") and other.head.word not in _PRESS:
        who = united(parties(site, clause.subject), parties(site, other))
        return (_speech(clause, form), who, False) if len(who) > 1 else None
    alone = other is None and clause.is_several() and clause.form != "gerund"
    after = clause.at + 1
    if alone and site.word(after) not in _NOT_TALK and (site.word(after) != "for" or site.tag(after + 1) == "#"):
        return _speech(clause, form), parties(site, clause.subject), not clause.words & _PHONE
    return None


def _speech(clause: Clause, form: VerbForm) -> EventType:
    return "call" if clause.words & _PHONE or form.lemma in ("speak", "phone", "telephone", "call") else form.type


def _travel(clause: Clause, form: VerbForm) -> Found:
    site, at = clause.site, clause.at
    who = parties(site, clause.subject)
    if form.lemma in ("visit", "tour"):
        place = starting_at(site.phrases, at + 1) or clause.place or site.tag(at + 1) == "C"
        who = united(who, occupant(site, clause.place[0])) if who and clause.place else who
        return ("visit", who, clause.chain.mood == "plain" and clause.form == "gerund") if place and who else None
    if any(site.word(k) == "polls" for k in range(at, clause.end)):
        return "election", tuple(lands_between(site, clause.first, at)), True
    there = site.word(at + 1) == "there"
    relative = site.tag(clause.chain.before) == "h"
    if not (clause.place or there) or not (who or relative):
        return None
    kind: EventType = "arrival" if site.word(at + 1) == "into" else form.type
    return kind, who, form.lemma not in ("arrive", "land")


def _gather(clause: Clause, form: VerbForm) -> Found:
    if form.lemma == "sit" and clause.site.word(clause.at + 1) != "down":
        return None
    several = clause.is_several() or (clause.subject is not None and clause.subject.head.tag in "Bi")
    if not several and form.lemma != "sit":
        return None
    with_whom = parties(clause.site, clause.other(("with",))) if form.lemma == "sit" else ()
    return form.type, united(parties(clause.site, clause.subject), with_whom), True


def _vote(clause: Clause, form: VerbForm) -> Found:
    subject = clause.subject
    if form.lemma == "elect":
        return None
    if subject is None or subject.sort == "country":
        return _by_voters(clause)
    if subject.head.word.split()[-1] not in _PARLIAMENTS:
        return None
    return form.type, parties(clause.site, subject), True


def _by_voters(clause: Clause) -> Found:
    """ "MEPs voted", a vote; "Germans voted", an election."""
    site, at = clause.site, clause.chain.before
    if site.word(at) in ("meps", "mps", "lawmakers", "senators", "peers"):
        return "vote", (), True
    return ("election", tuple(lands_between(site, at, at)), True) if site.tag(at) in ("a", "g") else None


def _protest(clause: Clause, form: VerbForm) -> Found:
    if clause.place is None and clause.day is None:
        return None
    if clause.subject is not None and not clause.is_several():
        return None
    return form.type, (), clause.place is None


def _office(clause: Clause, form: VerbForm) -> Found:
    if form.lemma == "swear" and clause.site.word(clause.at + 1) != "in":
        return None
    return form.type, parties(clause.site, clause.subject), clause.chain.mood not in ("perfect", "future")


def _interview(clause: Clause, form: VerbForm) -> Found:
    """A named person who told an outlet on a day, or told one of its programmes."""
    site, at, subject = clause.site, clause.at, clause.subject
    if subject is None or subject.parts or subject.sort not in ("person", "office"):
        return None
    upto = min(at + 7, len(site.line.tokens))
    if form.lemma != "tell":
        on_air = site.word(at + 1) in ("on", "in") and any(site.word(k) in SHOWS for k in range(at + 2, upto))
        return ("interview", parties(site, subject), True) if on_air else None
    outlet = any(site.tag(k) == "o" for k in range(at + 1, min(at + 4, upto)))
    show = any(site.word(k) in SHOWS for k in range(at + 1, upto)) or (
        outlet and site.line.tags[at + 1 : at + 4].find("s") > 0
    )
    who = parties(site, subject)
    if not (outlet or show) or len(who) != 1 or (subject.sort == "office" and subject.head.word not in OFFICES):
        return None
    return "interview", who, True


def _report(clause: Clause, form: VerbForm) -> Found:
    """An outlet that reported on a day, or somebody who posted or wrote in one."""
    site, subject = clause.site, clause.subject
    if subject is not None and subject.sort == "outlet" and form.lemma in ("report", "reveal"):
        dated = clause.day_at is not None and (clause.day_at > clause.at or clause.day_at == 0)
        return ("publication", parties(site, subject), True) if dated else None
    outlet = any(site.tag(k) == "o" for k in range(clause.at + 1, min(clause.end, clause.at + 4)))
    if not outlet or form.lemma not in ("write", "post") or subject is None:
        return None
    return "publication", parties(site, subject), clause.chain.mood != "perfect"


def _history(clause: Clause, form: VerbForm) -> Found:
    day, on = clause.day, clause.site.material.document.report_date
    if day is None or day.end is None or (on - day.end).days < 700 or clause.chain.mood not in ("plain", "perfect"):
        return None
    return "history", parties(clause.site, clause.subject), True


def _by_object(clause: Clause, form: VerbForm) -> Found:
    site, subject = clause.site, clause.subject
    who = parties(site, subject)
    if form.lemma in ("announce", "unveil") and not _is_passive(clause):
        noun = site.tag(clause.at + 1) in "dl#ja" and bool(who) and not _dates_a_plan(clause)
        told = clause.chain.mood in ("plain", "perfect") and clause.form == "past"
        measure = told and any(site.word(k) in _MEASURES for k in range(clause.at + 1, min(clause.end, clause.at + 8)))
        return ("announcement", who, not measure and not _speaks_for_land(clause)) if noun else None
    nouns = objects().get(form.lemma, {})
    if _is_passive(clause):
        return _done_to(clause, nouns | ({"": "announcement"} if form.lemma in ("announce", "unveil") else {}))
    if form.lemma == "conclude" and site.word(clause.at + 1) == "with":
        return None
    if form.lemma == "agree" and not _agrees_on(clause):
        deed = site.word(clause.at + 1) == "to" and site.word(clause.at + 2) in _TRUCES and clause.is_several()
        return ("agreement", who, False) if deed and len(who) > 1 else None
    kind = object_type(clause, nouns)
    if kind == "agreement":
        who = united(who, with_whom(site, clause.at + 1, clause.end))
    if (kind == "announcement" and form.lemma in ("take", "come", "enter")) or form.lemma == "apply":
        return _in_force(clause)
    if kind is None or not who:
        return None
    return kind, who, kind not in ("sanctions", "agreement", "vote") and form.lemma != "lead"


def _dates_a_plan(clause: Clause) -> bool:
    """ "Announced plans to visit Rome in April": the day is that of what is planned."""
    site, upto = clause.site, clause.day_at or 0
    return any(site.word(k) == "to" and site.word(k + 1) in verb_forms() for k in range(clause.at + 1, upto))


def _agrees_on(clause: Clause) -> bool:
    """Whether what is agreed is a thing, no deed to do: "agreed to a truce", "agreed a plan"."""
    site, at = clause.site, clause.at + 1
    if clause.chain.mood == "none":
        return False
    at += site.word(at) in ("to", "on", "upon")
    return site.tag(at) in ("d", "#") or site.word(at) in objects()["agree"]


def _resign(clause: Clause, form: VerbForm) -> Found:
    """Somebody who gives up an office: "resigned", "stepped down as"."""
    site, at, subject = clause.site, clause.at, clause.subject
    if form.lemma == "step" and site.word(at + 1) not in ("down", "aside"):
        return None
    if subject is None or subject.parts or subject.sort not in ("person", "office", "pronoun"):
        return None
    return "decision", parties(site, subject), clause.chain.mood != "perfect" and clause.form != "past"


def _depart(clause: Clause, form: VerbForm) -> Found:
    """Somebody who sets out for a place: "left for Paris", "set off for a summit in Paris"."""
    site, at = clause.site, clause.at
    off = form.lemma != "set" or site.word(at + 1) in ("off", "out")
    goal = at + 1 + (form.lemma == "set")
    if not off or site.word(goal) != "for" or site.tag(goal + 1) not in ("g", "C", "d", "l"):
        return None
    goes = clause.place is not None or site.tag(goal + 1) == "g"
    who = parties(site, clause.subject)
    return ("visit", who, False) if who and goes else None


def _is_passive(clause: Clause) -> bool:
    """ "To be published on Wednesday", "inked on Wednesday" behind a noun, "signed by"."""
    site, at = clause.site, clause.at
    if site.word(at - 1) in _BE or (site.tag(at - 1) in "wv" and site.word(at - 2) in _BE):
        return True
    return (
        clause.form == "past"
        and clause.chain.mood == "plain"
        and site.tag(at + 1) in "wf"
        and (clause.subject is None or clause.subject.sort not in ("person", "country", "institution"))
    )


def _done_to(clause: Clause, nouns: dict[str, EventType]) -> Found:
    """What is done to an object named before the verb, and by whom."""
    site = clause.site
    before = [site.word(k) for k in range(max(0, clause.chain.first - 9), clause.chain.first)]
    kinds = [nouns[word] for word in before if word in nouns]
    if not kinds and "" not in nouns:
        return None
    kind = "sanctions" if "sanctions" in kinds else kinds[-1] if kinds else nouns[""]
    who = with_whom(site, clause.at + 1, min(clause.end + 1, len(site.line.tokens)))
    if kind in ("agreement", "announcement"):
        who = who or _parties_of_deal(clause)
    if not who and kind == "publication" and site.tag(clause.end) == ",":
        who = parties(site, starting_at(site.phrases, clause.end + 1))
    return kind, who, kind != "agreement" or clause.place is None


def _parties_of_deal(clause: Clause) -> tuple[Party, ...]:
    """Whose deal is signed: "the UK-US deal", or the two who stand at the head of the sentence."""
    site, first = clause.site, clause.chain.first
    low = first
    while low > 0 and site.tag(low - 1) in "lJj#daCgsik-B" and first - low < 8:
        low -= 1
    lands = tuple(lands_between(site, low, first - 1)) if low < first else ()
    opening = site.phrases[0] if site.phrases else None
    joined = opening is not None and len(opening.parts) > 1 and opening.first <= 1 and opening.last < first
    return lands or (parties(site, opening) if joined else ())


def _speaks_for_land(clause: Clause) -> bool:
    return clause.subject is not None and clause.subject.sort in ("country", "institution")


def _in_force(clause: Clause) -> Found:
    """ "The 10% duty took effect on Saturday"."""
    site = clause.site
    before = [site.word(k) for k in range(max(0, clause.chain.first - 11), clause.chain.first)]
    if not set(before) & _LEVIES:
        return None
    return "sanctions" if "sanctions" in before else "announcement", (), True


FAMILIES: dict[Family, Callable[[Clause, VerbForm], Found]] = {
    "meet": _meet, "speak": _speak, "travel": _travel, "gather": _gather, "vote": _vote, "attack": attack,
    "protest": _protest, "office": _office, "object": _by_object, "interview": _interview, "report": _report,
    "downed": downed, "history": _history, "resign": _resign, "depart": _depart,
}  # fmt: skip
