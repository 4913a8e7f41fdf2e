"""Attacks that verbs tell of: who strikes, by which arms, and what is hit."""

from westphalia.evidence.claims import EventType
from westphalia.evidence.events.event_drafts import Clause
from westphalia.evidence.events.event_frames import VerbForm, objects
from westphalia.evidence.events.event_parties import Party, lands_between
from westphalia.evidence.words.vocabulary import word_set

Found = tuple[EventType, tuple[Party, ...], bool] | None


_ARMS = word_set(
    """drone drones missile missiles rocket rockets strike strikes attack attacks shelling forces troops jets aircraft
    bombs artillery army military air_force navy"""
)


_TARGETS = word_set(
    """refinery depot depots building buildings tower hospital school power plant station port bridge airport airfield
    village city apartment block substation railway warehouse market church bus train ship tanker base terminal"""
)


_STRIKES = word_set("strike hit bomb attack shell damage destroy target")


def attack(clause: Clause, form: VerbForm) -> Found:
    """A country or its arms that strike, and what tells that arms were used."""
    if clause.chain.mood == "none":
        return None
    passive = clause.site.word(clause.at - 1) in ("been", "was", "were")
    if passive and form.type == "attack":
        return _attacked(clause)
    needed = objects().get(form.lemma)
    armed = needed is not None and "attack" in needed.values()
    if armed and needed is not None and object_type(clause, needed) is None:
        return None
    who, arms = _attacker(clause)
    targets = form.lemma in _STRIKES and bool(clause.words & _TARGETS)
    if not who or not (
        arms or armed or targets or (clause.place and form.lemma in ("bomb", "shell", "bombard", "pound"))
    ):
        return (form.type, who, True) if form.type == "history" and who else None
    return form.type, who, False


def _attacked(clause: Clause) -> Found:
    """ "A refinery had been hit": what stands before the verb is such a target, or arms are named after it."""
    site = clause.site
    before = {site.word(k) for k in range(max(0, clause.chain.first - 6), clause.chain.first)}
    by_arms = bool(clause.words & _ARMS)
    if not before & _TARGETS and not by_arms:
        return None
    who = tuple(lands_between(site, clause.at + 1, clause.end - 1)) if by_arms and clause.end > clause.at + 1 else ()
    return "attack", who, clause.chain.mood != "perfect"


def _attacker(clause: Clause) -> tuple[tuple[Party, ...], bool]:
    """Who attacks, and whether arms are named: "Russian drones", "Ukraine's forces", "Russia"."""
    site, at = clause.site, clause.chain.before
    low = at
    while low >= 0 and site.tag(low) in "lBagsi#CJdjrkP" and at - low < 7:
        low -= 1
    words = {site.word(k) for k in range(low + 1, at + 1)}
    return tuple(lands_between(site, low + 1, at)) if low < at else (), bool(words & _ARMS)


def downed(clause: Clause, form: VerbForm) -> Found:
    """An attack as those tell it who met it: "shot down 52 of 110 Russian drones overnight"."""
    site, at = clause.site, clause.at
    arms = next((k for k in range(at + 1, min(clause.end, at + 9)) if site.word(k) in _ARMS), None)
    if arms is None:
        return None
    return "attack", tuple(lands_between(site, at + 1, arms)), True


def object_type(clause: Clause, nouns: dict[str, EventType]) -> EventType | None:
    """The type that the nouns of a list close behind the verb make; sanctions before all else."""
    words = [clause.site.word(k) for k in range(clause.at + 1, min(clause.end, clause.at + 9))]
    if "no" in words[:3]:
        return None
    kinds = [nouns[word] for word in words if word in nouns]
    if "sanctions" in kinds:
        return "sanctions"
    return kinds[0] if kinds else (nouns.get("") if words else None)
