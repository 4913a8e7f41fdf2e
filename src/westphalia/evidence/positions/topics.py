"""What a position is about: its own words first, then what they take up from the lines before."""

import re
from functools import cache

from westphalia.evidence.claims import Issue
from westphalia.evidence.lines.material import Material
from westphalia.evidence.positions.issues import issue_of, issues_in

_ASIDE = re.compile(
    r",? (?:including|among them|ahead of|during|following|amid|at an? (?:\w+ )?(?:summit|meeting|conference))\b|"
    r", (?:such as|as|with|at|and|but|which|who|while|after|according)\b| - | – |—|; | (?:if|unless|provided) "
)
_REFERRING = re.compile(
    r"^(?:to )?(?:it|this|that|them|(?:the|this|that|these|those|its|their|his|such) (?:\w+ )?(?:plan|proposal|idea|"
    r"deal|offer|measure|move|text|scheme|accord|agreement|pact|draft|package|force|mission|loan|bill)s?)\b|"
    r"\b(?:approve|reject|accept|sign|ratify|support|oppose|back|adopt|implement|finali[sz]e) (?:it|them|this|that)\b",
    re.IGNORECASE,
)
_VAGUE: frozenset[Issue] = frozenset(("relations", "other", "escalation"))
_PRONOUN = re.compile(r"(?:it|this|that|them)\b", re.IGNORECASE)
_BACK = 5
_WEAK: frozenset[Issue] = frozenset(("relations", "negotiations", "other", "escalation"))


def refers(words: str) -> bool:
    """Whether an object takes up what was named before: "it", "the plan", "approve them"."""
    return _REFERRING.search(words) is not None


def own_issue(words: str, span: str, about: str) -> Issue | None:
    """The issue that a position's own words name: the object before any aside, the object, the span, what is meant."""
    kernel = _ASIDE.split(words, maxsplit=1)[0]
    if _PRONOUN.match(words):
        own = issue_of(kernel)
        return None if own in _WEAK else own
    said = issue_of(kernel) or issue_of(words) or issue_of(span) or (issue_of(about) if about else None)
    if said in _VAGUE:
        said = next((issue for issue in issues_in(words) if issue not in _VAGUE), said)
    return "frozen_assets" if said == "aid" and "loan" in kernel and issue_of(words) == "frozen_assets" else said


class Topics:
    """The issues that the lines of a text name, looked up where a position names none."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._of_line = cache(self._named)

    def taken_up(self, position: int) -> tuple[Issue, str]:
        """The issue that words at a place take up, and the words that name it; "other" where nothing does."""
        number = self.material.cast.line_at(position)
        scores: dict[Issue, float] = {}
        for at in {*range(max(0, number - _BACK), number + 1), 0, min(1, number)}:
            weight = 1 / (1 + abs(number - at)) + (0.4 if at < 2 else 0)
            for issue in self._of_line(at):
                if issue == "other":
                    continue
                scores[issue] = scores.get(issue, 0.0) + weight * (0.5 if issue in _WEAK else 1)
        if not scores:
            return "other", ""
        best = max(scores, key=lambda issue: scores[issue])
        return best, self._words(best, number)

    def _words(self, issue: Issue, number: int) -> str:
        """The nearest line back that names an issue."""
        back = (at for at in range(number, max(-1, number - _BACK - 1), -1) if issue in self._of_line(at))
        return self._line(next(back, 0))

    def _line(self, number: int) -> str:
        line = self.material.lines[number]
        return self.material.text[line.start : line.end]

    def _named(self, number: int) -> tuple[Issue, ...]:
        return issues_in(self._line(number))
