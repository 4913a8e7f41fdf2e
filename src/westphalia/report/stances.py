"""Stances in words, and which side of a matter they take."""

from typing import Final, Literal

Side = Literal["for", "against", "other"]

SYMBOLS_OF_SIDES: Final[dict[Side, str]] = {"for": "+", "against": "−", "other": "·"}
SIDE_WORDS: Final[dict[Side, str]] = {
    "for": "for it: wants, demands, offers, does it",
    "against": "against it: rejects, rules out, warns",
    "other": "neither: expects, estimates, is said to",
}
_AGAINST: Final = frozenset(("rejects", "urges against", "opposes", "rules out", "warns against", "disavows"))
_FOR: Final = frozenset(
    ("pledges", "wants", "demands", "urges", "proposes", "supports", "approves", "threatens", "plans", "commits",
     "offers", "pushes for", "reaffirms", "prepares")
)  # fmt: skip


def side_of(stance: str) -> Side:
    """Whether a stance is for what it names, against it, or neither."""
    if stance in _AGAINST:
        return "against"
    return "for" if stance in _FOR or stance.startswith("will ") else "other"


def issue_words(issue: str) -> str:
    """An issue as a heading: nato_membership → NATO membership."""
    words = issue.replace("_", " ").replace("nato", "NATO").replace("eu ", "EU ")
    return words[:1].upper() + words[1:]


def lever_label(lever: str) -> str:
    """A lever as words: us_ua_mineral_deal → us ua mineral deal."""
    return lever.replace("_", " ")
