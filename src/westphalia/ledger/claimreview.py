"""Verdicts as schema.org ClaimReview, once a named person has accepted them; until then at most as a plain Claim."""

from typing import Any, Final

from westphalia.evidence.heads import BODIES
from westphalia.ledger.annotations import claim_address, text_address
from westphalia.ledger.phrases import shortened
from westphalia.ledger.ratings import rating
from westphalia.ledger.records import Record
from westphalia.world.countries import countries

CONTEXT: Final = "https://schema.org"
LONGEST: Final = 74  # Google asks for fewer than 75 characters
_FEWEST_WORDS: Final = 5


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
    """What a figure is said of, in fewer than 75 characters: the phrase around it, else its sentence, cut."""
    content = held["claim"]
    figure, phrase = content["span"]["text"], content["concerns"]
    whole = figure in phrase and len(phrase.split()) >= _FEWEST_WORDS
    return shortened(phrase if whole else content["context"]["text"], figure, LONGEST)


def claim(held: Record) -> dict[str, Any]:
    """A claim without a judgement: who made it, when, and where it appeared."""
    content, report = held["claim"], held["report"]
    speaker = content.get("attributed_to") or report["outlet"]
    author = {"author": _author(speaker, is_outlet=not content.get("attributed_to"))} if speaker else {}
    return {
        "@type": "Claim",
        "@id": claim_address(held["id"]),
        "text": content["context"]["text"],
        **author,
        "datePublished": report["date"],
        "appearance": _appearance(report),
    }


def _author(name: str, is_outlet: bool) -> dict[str, str]:
    return {"@type": "Organization" if is_outlet or _is_body(name) else "Person", "name": name}


def _is_body(name: str) -> bool:
    """Whether a name is that of an institution: a country, a capital, or with a noun such as ministry in it."""
    words = {word.strip(".,'’").casefold() for word in name.split()}
    return bool(words & BODIES) or any(name in known.aliases for known in countries().values())


def _appearance(report: Record) -> dict[str, Any]:
    outlet = {"publisher": {"@type": "Organization", "name": report["outlet"]}} if report["outlet"] else {}
    return {
        "@type": "NewsArticle",
        "headline": report["title"] or report["doc_id"],
        "datePublished": report["date"],
        "identifier": text_address(report["hash"]),
        **outlet,
    }
