"""Claims as W3C Web Annotations: what was read, and the place in the text it was read from.

Web Annotation Data Model, W3C Recommendation of 23 February 2017. The text is named by its hash (RFC 6920), so that
no path of a machine is given away and a changed text is another source.
"""

from base64 import urlsafe_b64encode
from typing import Any, Final

from westphalia.ledger.phrases import in_words, who
from westphalia.ledger.records import Record
from westphalia.ledger.selectors import Selector

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
COLLECTION: Final = "urn:westphalia:ledger:annotations"
_SOFTWARE: Final = {"id": "urn:westphalia:software", "type": "Software", "name": "Westphalia"}


def annotation(held: Record, place: Selector) -> dict[str, Any]:
    """A claim as an annotation; a person who accepted it is its creator."""
    made = held["decisions"]
    creator = {"creator": {"type": "Person", "name": made[-1]["by"]}} if held["state"] == "accepted" else {}
    return {
        "id": claim_address(held["id"]),
        "type": "Annotation",
        "motivation": "describing",
        **creator,
        "generator": _SOFTWARE,
        "body": _bodies(held),
        "target": {"source": _source(held["report"]), "selector": _selectors(place)},
    }


def claim_address(name: str) -> str:
    """The stable address of a claim."""
    return f"urn:westphalia:claim:{name}"


def text_address(digest: str) -> str:
    """The address of a text by its hash, after RFC 6920."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"


def _bodies(held: Record) -> list[dict[str, Any]]:
    """The claim in words, its kind and subject as tags, the claims it is linked to."""
    claim = held["claim"]
    tags = [held["kind"], claim.get("issue") or claim.get("measure") or claim.get("type") or claim.get("status")]
    tags += [held["state"]] * (held["state"] != "open") + [held["origin"]] * (held["origin"] != "rules")
    words = {"type": "TextualBody", "purpose": "describing", "value": _said(held), "language": "en"}
    tagged = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in dict.fromkeys(tags)]
    linked = [
        {"type": "SpecificResource", "purpose": "linking", "source": claim_address(link["other"])}
        for link in held["links"]
    ]
    return [words | {"format": "text/plain"}, *tagged, *linked]


def _said(held: Record) -> str:
    """The claim with whoever makes it; the words of an event name its people themselves."""
    by = "" if held["kind"] == "event" else who(held)
    return f"{by}: {in_words(held)}" if by else in_words(held)


def _source(report: Record) -> dict[str, Any]:
    named = report["title"] or report["source_file"]
    published = {"dcterms:publisher": report["outlet"]} if report["outlet"] else {}
    return {
        "id": text_address(report["hash"]),
        "type": "Text",
        "format": "text/plain",
        "dcterms:title": named,
        "dcterms:date": report["date"],
        **published,
    }


def _selectors(place: Selector) -> list[dict[str, Any]]:
    return [
        {"type": "TextQuoteSelector", "exact": place.exact, "prefix": place.prefix, "suffix": place.suffix},
        {"type": "TextPositionSelector", "start": place.start, "end": place.end},
    ]
