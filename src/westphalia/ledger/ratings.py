"""How the words of a verdict are published as ratings: the map that ClaimReview asks for."""

from typing import Any, Final

from westphalia.check.verdict import Word

BEST: Final = 5
WORST: Final = 1
RATINGS: Final[dict[Word, tuple[int | None, str]]] = {
    "matches": (5, "Matches"),
    "rounds to": (5, "Rounds to the published figure"),
    "superseded since": (4, "Right when printed, superseded since"),
    "depends on the definition": (3, "Depends on the definition"),
    "not supported": (1, "Not supported"),
    "cannot be checked": (None, "Cannot be checked"),
}


def rating(word: Word) -> dict[str, Any]:
    """A verdict's word as a schema.org Rating; without a number where nothing could be checked."""
    value, name = RATINGS[word]
    number = {} if value is None else {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return {"@type": "Rating", **number, "alternateName": name}
