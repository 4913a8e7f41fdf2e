"""Verdicts of one figure on two pages: whether the word or the finding beneath it changed, and which number moved."""

from collections.abc import Sequence
from typing import Final

from westphalia.report.kept import KeptFigure, KeptVerdict

_NAMED: Final = 3


def verdicts_apart(was: KeptFigure, now: KeptFigure) -> tuple[str, str, bool] | None:
    """The verdicts that differ, before and after, in words, and whether every word stayed; nothing where none does.

    A finding is the sentence to print and the numbers held against. A page that kept none is compared by words alone.
    A figure that reads otherwise is held against the same numbers with another result, so its words alone count.
    """
    pairs = _pairs(was.verdicts, now.verdicts)
    figure_stays = was.printed == now.printed
    apart = [(a, b) for a, b in pairs if _word(a) != _word(b) or (figure_stays and _finding_differs(a, b))]
    if not apart:
        return None
    before = "; ".join(_said(a, b) for a, b in apart if a is not None)
    after = "; ".join(_said(b, a) for a, b in apart if b is not None)
    return before or "none", after or "none", all(_word(a) == _word(b) for a, b in apart)


def _pairs(
    was: Sequence[KeptVerdict], now: Sequence[KeptVerdict]
) -> list[tuple[KeptVerdict | None, KeptVerdict | None]]:
    """Verdicts by route and day known, in their order; one that only one page has stands by itself."""
    rest = list(now)
    pairs: list[tuple[KeptVerdict | None, KeptVerdict | None]] = []
    for verdict in was:
        again = next((v for v in rest if (v.route, v.known) == (verdict.route, verdict.known)), None)
        if again is not None:
            rest.remove(again)
        pairs.append((verdict, again))
    return [*pairs, *((None, verdict) for verdict in rest)]


def _word(verdict: KeptVerdict | None) -> str | None:
    return None if verdict is None else verdict.word


def _finding_differs(one: KeptVerdict | None, other: KeptVerdict | None) -> bool:
    if one is None or other is None or one.sentence is None or other.sentence is None:
        return False
    return (one.sentence, one.held) != (other.sentence, other.held)


def _said(verdict: KeptVerdict, other: KeptVerdict | None) -> str:
    """Route, day known and word, with the numbers that the other page lacks; its sentence where no number moved."""
    head = f"{' '.join(filter(None, (verdict.route or 'no route', verdict.known)))}: {verdict.word}"
    if other is None or not _finding_differs(verdict, other):
        return head
    moved = [f"{held.label} {held.words}" for held in verdict.held if held not in other.held]
    if moved:
        more = [f"{len(moved) - _NAMED} more"] if len(moved) > _NAMED else []
        return f"{head} ({'; '.join([*moved[:_NAMED], *more])})"
    return f"{head} (“{verdict.sentence}”)" if verdict.word == other.word and verdict.held == other.held else head
