"""Stances, issues and levers as a reader sees them: signs and words."""

from typing import Final

from westphalia.evidence.positions.stance_sides import Side

SYMBOLS_OF_SIDES: Final[dict[Side, str]] = {"for": "+", "against": "−", "other": "·"}
SIDE_WORDS: Final[dict[Side, str]] = {
    "for": "for it: wants, demands, offers",
    "against": "against it: rejects, rules out, warns",
    "other": "neither: threatens, disowns, expects, estimates",
}


def issue_words(issue: str) -> str:
    """An issue as a heading: nato_membership → NATO membership."""
    words = issue.replace("_", " ").replace("nato", "NATO").replace("eu ", "EU ")
    return words[:1].upper() + words[1:]


def lever_label(lever: str) -> str:
    """A lever as words: us_ua_mineral_deal → us ua mineral deal."""
    return lever.replace("_", " ")
