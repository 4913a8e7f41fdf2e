"""Types of the PLOVER ontology for our types of events.

Halterman, A., Bagozzi, B. E., Beger, A., Schrodt, P. A., Scarborough, G. I. (2023): PLOVER and POLECAT: A New Political
Event Ontology and Dataset. The table stands in docs/events.md.
"""

from typing import Literal

from westphalia.evidence.claims import EventType

Plover = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "INVESTIGATE",
]  # fmt: skip
_TYPES: dict[EventType, Plover] = {
    "meeting": "CONSULT",
    "talks": "CONSULT",
    "call": "CONSULT",
    "visit": "CONSULT",
    "arrival": "CONSULT",
    "summit": "CONSULT",
    "agreement": "AGREE",
    "sanctions": "SANCTION",
    "attack": "ASSAULT",
    "protest": "PROTEST",
    "deployment": "MOBILIZE",
}


def plover_type(kind: EventType) -> Plover | None:
    """The PLOVER type of an event; None for ceremonies, elections, publications and others it has no type for."""
    return _TYPES.get(kind)
