"""Verdicts as schema.org ClaimReview, once a named person has accepted them; until then at most as a plain Claim."""

import re
from typing import Any, Final

from westphalia.evidence.names.heads import AIDES, BODIES, ORGANISATIONS, OUTLETS, PEOPLE
from westphalia.ledger.annotations import claim_address, text_address
from westphalia.ledger.phrases import one_line, shortened
from westphalia.ledger.ratings import rating
from westphalia.ledger.records import Record
from westphalia.world.countries import countries

CONTEXT: Final = "https://schema.org"
LONGEST: Final = 74  # Google asks for fewer than 75 characters
_FEWEST_WORDS: Final = 5
_DIGIT: Final = re.compile(r"\d")
_UNNAMED: Final = frozenset(("a", "an", "the", "some", "several", "many", "most", "two", "three", "other", "senior"))


def is_published(held: Record, verdict: Record) -> bool:
    """Whether a verdict may go out as a review: accepted, and the claim it is on not rejected."""
    return bool(verdict["state"] == "accepted" and held["state"] != "rejected")


def claim_review(held: Record, verdict: Record) -> dict[str, Any]:
    """An accepted verdict on a claim as a ClaimReview by the person who accepted it."""
    accepted, said = verdict["decisions"][-1], verdict["verdict"]
    return {
        "@type": "ClaimReview",
        "@id": f"urn:westphalia:verdict:{verdict['id']}",
        "claimReviewed": claim_reviewed(held),
        "datePublished": accepted["at"][:10],
        "author": {"@type": "Person", "name": accepted["by"]},
        "reviewRating": rating(said["word"]),
        "reviewBody": said["sentence"],
        "itemReviewed": claim(held),
    }


def claim_reviewed(held: Record) -> str:
    """What a figure is said of, in fewer than 75 characters: the phrase around it, else its sentence, cut.

    Where the words hold other numbers too, the figure stands before them, so that nobody takes the rating for theirs.
    """
    content = held["claim"]
    figure, phrase = one_line(content["span"]["text"]), content["concerns"]
    whole = figure in one_line(phrase) and len(phrase.split()) >= _FEWEST_WORDS
    words = one_line(phrase if whole else content["context"]["text"])
    cut = shortened(words, figure, LONGEST)
    if not _DIGIT.search(cut.replace(figure, "", 1)):
        return cut
    head = f"{figure}: "
    return shortened(head + shortened(words, figure, max(LONGEST - len(head), len(figure) + 2)), figure, LONGEST)


def claim(held: Record) -> dict[str, Any]:
    """A claim without a judgement: who made it, when, and where it appeared."""
    content, report = held["claim"], held["report"]
    return {
        "@type": "Claim",
        "@id": claim_address(held["id"]),
        "text": content["context"]["text"],
        **_made_by(content.get("attributed_to"), report["outlet"]),
        **_published(report),
        "appearance": _appearance(report),
    }


def _made_by(speaker: str | None, outlet: str | None) -> dict[str, Any]:
    """The author of a claim: those it is attributed to if they are named, the outlet if nobody is, else left out."""
    if not speaker:
        return {"author": _organization(outlet)} if outlet else {}
    named = [_author(name) for name in speaker.split("; ") if _is_named(name)]
    return {"author": named if len(named) > 1 else named[0]} if named else {}


def _is_named(name: str) -> bool:
    """Whether a name is somebody's: not "some economists", "a spokesperson for …", "Two officials"."""
    words = name.split()
    if not name[:1].isupper() or words[0].casefold() in _UNNAMED:
        return False
    return _is_body(name) or (len(words) > 1 and _words(name).isdisjoint(AIDES | PEOPLE))


def _author(name: str) -> dict[str, str]:
    return _organization(name) if _is_body(name) else {"@type": "Person", "name": name}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _is_body(name: str) -> bool:
    """Whether a name is an institution's: an outlet, a country, a capital, or with a noun such as ministry in it."""
    known = any(name in country.aliases for country in countries().values())
    return known or name in OUTLETS or not _words(name).isdisjoint(BODIES | {word.casefold() for word in ORGANISATIONS})


def _words(name: str) -> set[str]:
    return {word.strip(".,'’").casefold() for word in name.split()}


def _published(report: Record) -> dict[str, str]:
    """The day of a report; none where it was only inferred."""
    return {} if report["status"] == "inferred" else {"datePublished": report["date"]}


def _appearance(report: Record) -> dict[str, Any]:
    outlet = {"publisher": _organization(report["outlet"])} if report["outlet"] else {}
    return {
        "@type": "NewsArticle",
        "headline": report["title"] or report["doc_id"],
        **_published(report),
        "identifier": text_address(report["hash"]),
        **outlet,
    }
