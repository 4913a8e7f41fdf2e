"""What is said of the consequences of packages in words: against what, from what, whose rows overlap, what is alike."""

from collections.abc import Iterator
from typing import Final

from westphalia.scenario.levers.aid import Aid
from westphalia.scenario.levers.aid_replacement import AidReplacement
from westphalia.settlement.consequences import Consequences, without_place
from westphalia.settlement.terms import Term, no_deal_levels, terms_of
from westphalia.situation.schema import Actor, Situation
from westphalia.wording import day, listed
from westphalia.world.countries import groups, members
from westphalia.world.economies import macro

NOT_FED_BACK: Final = (
    "None of this enters a utility: positions and salience stay as they were coded, so no actor is made to want a "
    "term less because it costs money."
)
_RECEIVERS: Final = (
    "Aid, soldiers and a fund stand with those who pay; what whoever receives them gains, and what peace itself would "
    "be worth, is in no number here."
)


def _issue_words(issue: str) -> str:
    return issue.replace("_", " ")


def term_words(term: Term) -> str:
    """A level with its issue."""
    return f"{_issue_words(term.issue)}: {term.level}"


def base_words(situation: Situation) -> str:
    """The world everything is against."""
    return f"{situation.consequences.base} and the outlook, without any lever"


def row_words(actor: Actor) -> str:
    """An actor as the head of a row; where it stands for a group, first that its members are in the numbers."""
    grouped = actor.country in groups()
    return f"{actor.country}, members included: {actor.title}" if grouped else actor.title


def alike_words(one: Consequences) -> Iterator[str]:
    """Levels of the package that change the same as others of their issue."""
    for found in one.alike:
        yield " = ".join((term_words(found.term), *found.levels))


def no_deal_is_coded(situation: Situation) -> bool:
    """Whether the situation says of any issue that it goes elsewhere if talks fail."""
    return any(issue.no_deal is not None for issue in situation.issues)


def against_words(situation: Situation) -> str:
    """What a package is held against in one place of a sentence."""
    return "no deal" if no_deal_is_coded(situation) else "the status quo"


def basis(situation: Situation, one: Consequences) -> str:
    """What the numbers are, against what, and what is in none of them."""
    first, last = situation.consequences.horizon
    return _sentences(
        f"Base: {base_words(situation)}.",
        _alternative(situation, one),
        f"Real income and exports: the trade model once all have adjusted. GDP, balance and debt: the yearly accounts "
        f"in {last}, pp of GDP; extra spending: mean of {first} to {last}, nominal, at the outlook's rates. In "
        "brackets: lowest to highest of all models. “none”: no lever of the package moves it.",
        _RECEIVERS,
        _later_words(situation),
        _overlap_words(situation),
        _without_words(situation),
    )


def _alternative(situation: Situation, one: Consequences) -> str:
    """What the package is held against beside the base, and what of it is not known."""
    if not no_deal_is_coded(situation):
        own = "The status quo has terms of its own: against it, what they change is taken off, model by model."
        return own if one.standing is not None else ""
    levels = no_deal_levels(situation)
    terms = "; ".join(term_words(term) for term in terms_of(situation, levels) if term.levers)
    between = listed(
        _issue_words(issue.name) for issue in situation.issues
        if issue.without is not None and issue.name not in levels
    )  # fmt: skip
    return _sentences(
        f"No deal is where issues go if talks fail: {terms}; what that changes is taken off, model by model."
        if terms
        else "Where issues go if talks fail no level has levers: no deal is the base.",
        f"It lies between two levels, and nothing is taken off, for: {between}." if between else "",
    )


def _later_words(situation: Situation) -> str:
    published = macro("USA").published
    if published <= situation.date:
        return ""
    return (
        f"Positions are of {day(situation.date)}; levers and the outlook, published on {day(published)}, use what is "
        "known later."
    )


def _overlap_words(situation: Situation) -> str:
    """Groups whose row holds those of other actors."""
    placed = [actor for actor in situation.actors if actor.country is not None]
    found = []
    for actor in placed:
        inside = members(actor.country) if actor.country in groups() else ()
        others = listed(other.title for other in placed if other is not actor and other.country in inside)
        if others:
            found.append(f"The row of {actor.country} holds all its members, {others} among them: do not add rows.")
    return _sentences(*found)


def of_package(one: Consequences) -> str:
    """Its terms: those with levers, those that move nothing here, those without."""
    moving = "; ".join(map(term_words, one.moving)) or "none of its levels has levers"
    idle = "; ".join(map(term_words, one.idle))
    without = listed(_issue_words(term.issue) for term in one.unmoved)
    alike = "; ".join(alike_words(one))
    unknown = "; ".join(dict.fromkeys(one.together.unknown.values()))
    return _sentences(
        f"Terms: {moving}.",
        f"Their levers move none of these numbers: {idle}." if idle else "",
        f"No economic effect modelled: {without}." if without else "",
        _open_ended(one),
        f"Alike: {alike}: the levels joined change the same." if alike else "",
        f"Not known: {unknown}." if unknown else "",
        *(f"{note}." for note in one.together.notes),
    )


def _open_ended(one: Consequences) -> str:
    """Aid without a last year, which runs on whatever is settled."""
    last = one.situation.consequences.horizon[1]
    running = "; ".join(
        term_words(term)
        for term in one.moving
        if any(isinstance(lever, Aid | AidReplacement) and lever.until is None for lever in term.levers)
    )
    return f"Aid runs to {last}, peace or not, as its level has no last year: {running}." if running else ""


def _sentences(*found: str) -> str:
    return " ".join(sentence for sentence in found if sentence)


def _without_words(situation: Situation) -> str:
    left = without_place(situation)
    return f"Without a row, as no country stands for them: {listed(actor.title for actor, _ in left)}." if left else ""
