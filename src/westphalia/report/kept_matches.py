"""Which figures of two pages are one: by place in a text that is the same, by words and order in one that was edited.

A report whose name and day stay and whose text does not is the same report, edited: its figures have other places, so
they are paired by printed words and quantity in their order, then by quantity, then by printed words.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from westphalia.report.kept import KeptBrief, KeptFigure, KeptReport

Pair = tuple[KeptFigure, KeptFigure]
Key = Callable[[KeptFigure], object]
_PASSES: Final[tuple[Key, ...]] = (lambda f: (f.printed, f.concerns), lambda f: f.concerns, lambda f: f.printed)
_PREFIX: Final = 8


@dataclass(frozen=True)
class Matches:
    """Reports and figures of two pages: the same, changed, on one page alone.

    `same` are figures that read alike on both pages, `changed` those of an edited report that read otherwise; `moved`
    are the claims of figures, as the later page has them, whose report was edited.
    """

    edited: tuple[KeptReport, ...]
    reports_added: tuple[str, ...]
    reports_gone: tuple[str, ...]
    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    added: tuple[KeptFigure, ...]
    gone: tuple[KeptFigure, ...]
    moved: frozenset[str]


def matches(old: KeptBrief, new: KeptBrief) -> Matches:
    """Every report and figure of two pages, paired as far as it is on both."""
    edited = edited_reports(old.reports, new.reports)
    pairs = _same_place(old.figures, new.figures)
    for was, now in edited:
        pairs += _paired(_of(old.figures, was), _of(new.figures, now))
    left = {was.claim for was, _ in pairs}
    right = {now.claim for _, now in pairs}
    ours = {report.sha256 for report, _ in edited} | {report.sha256 for report in new.reports}
    theirs = {report.sha256 for _, report in edited} | {report.sha256 for report in old.reports}
    return Matches(
        edited=tuple(now for _, now in edited),
        reports_added=tuple(r.file for r in new.reports if r.sha256 not in theirs),
        reports_gone=tuple(r.file for r in old.reports if r.sha256 not in ours),
        same=tuple(pair for pair in pairs if _reads(pair[0]) == _reads(pair[1])),
        changed=tuple(pair for pair in pairs if _reads(pair[0]) != _reads(pair[1])),
        added=tuple(f for f in new.figures if f.claim not in right),
        gone=tuple(f for f in old.figures if f.claim not in left),
        moved=frozenset(f.claim for _, now in edited for f in _of(new.figures, now)),
    )


def edited_reports(old: Iterable[KeptReport], new: Iterable[KeptReport]) -> tuple[tuple[KeptReport, KeptReport], ...]:
    """Reports of one name and day whose texts differ, earlier and later, in the order of the later page."""
    before, after = list(old), list(new)
    kept = {r.sha256 for r in before} & {r.sha256 for r in after}
    free = {(r.file, r.date): r for r in before if r.sha256 not in kept}
    found = ((free.pop((r.file, r.date), None), r) for r in after if r.sha256 not in kept)
    return tuple((was, now) for was, now in found if was is not None)


def _of(figures: Iterable[KeptFigure], report: KeptReport) -> list[KeptFigure]:
    return [f for f in figures if f.claim.partition("@")[0] == report.sha256[:_PREFIX]]


def _reads(figure: KeptFigure) -> tuple[str, str]:
    return figure.printed, figure.concerns


def _same_place(old: Iterable[KeptFigure], new: Iterable[KeptFigure]) -> list[Pair]:
    after = {f.claim: f for f in new}
    return [(f, after[f.claim]) for f in old if f.claim in after]


def _paired(old: Sequence[KeptFigure], new: Sequence[KeptFigure]) -> list[Pair]:
    """Pairs of an edited text, the plainest likeness first, equals in their order."""
    pairs: list[Pair] = []
    for key in _PASSES:
        taken = {f.claim for pair in pairs for f in pair}
        free: dict[object, deque[KeptFigure]] = defaultdict(deque)
        for figure in new:
            if figure.claim not in taken:
                free[key(figure)].append(figure)
        for figure in old:
            if figure.claim not in taken and free[key(figure)]:
                pairs.append((figure, free[key(figure)].popleft()))
    return pairs
