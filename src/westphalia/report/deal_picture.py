"""The package space as a picture: every package by what two opposed sides gain over no deal, and who accepts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining.preferences import utility
from westphalia.report.charts import (
    BAND,
    BLUE,
    DEEP,
    GREEN,
    ORANGE,
    PALE,
    Chart,
    Mark,
    Patch,
    dot_and_range,
    draw,
    plane,
)
from westphalia.report.plane_labels import labelled
from westphalia.report.settle_tables import KALAI, named_packages
from westphalia.report.tables import ONE_RUN, Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.answers import TextAnswer
from westphalia.wording import Unit, listed, written

ALL: Final = "better than no deal for all who must agree"
BOTH: Final = "both gain, another refuses"
SOME: Final = "one or both lose"
WORD: Final = "of these, nothing ruled out in public"
NO_DEAL: Final = "no deal"
_KINDS: Final = (ALL, BOTH, SOME)
_COLOURS: Final = {ALL: PALE, WORD: DEEP, BOTH: ORANGE, SOME: BAND}
_POINTS: Final = Unit(scale=0.01, decimals=0, signed=True)
_SQUARES: Final = 40
_DIGITS: Final = 2
_MANY: Final = 600
_BARGAINS: Final = ("Nash", KALAI)
_TOGETHER: Final = 0.025
_ACCEPTANCE: Final = "#how-winset"


@dataclass(frozen=True)
class _Named:
    name: str
    gains: Float[np.ndarray, " a"]


def package_space(found: Settlement, ident: str) -> Chart | None:
    """The picture with its table; None where fewer than two decide, so that there is no plane to draw."""
    if len(found.deciding.actors) < 2:
        return None
    across, up = _opposed(found)
    gains = found.utilities - found.mode.no_deal[:, None]
    kinds = _kinds(gains[across], gains[up], found.agreed.at_mode)
    patches, dots = _patches(gains[across], gains[up], kinds), _dots(gains[across], gains[up], found)
    named = _named(found)
    titles = tuple(f"{found.situation.actors[k].title}: gain over no deal, points of 100" for k in (across, up))
    corners = [corner for patch in patches for corner in zip(patch.x, patch.y, strict=True)]
    spots = labelled(_places(named, across, up), corners)
    there = {patch.kind for patch in patches} | ({WORD} if dots else set())
    shown = {name: colour for name, colour in _COLOURS.items() if name in there}
    chart = plane(patches, dots, spots, shown, (titles[0], titles[1]))
    title = "Every package, by what the two most opposed gain over no deal"
    words = _words(found, across, up, kinds)
    return Chart(
        f"{ident}-space", title, words, draw(chart, f"{ident}-space", title, words), _table(found, named, ident)
    )


def _opposed(found: Settlement) -> tuple[int, int]:
    """The two with a veto whose utilities over the packages go apart most; of all who decide where fewer have one."""
    chosen = np.flatnonzero(found.deciding.rule.veto)
    chosen = chosen if len(chosen) > 1 else np.arange(len(found.deciding.actors))
    who = found.deciding.actors[chosen]
    among = np.corrcoef(found.deciding.utilities[chosen])
    pairs = list(combinations(range(len(who)), 2))
    first, second = min(pairs, key=lambda pair: float(among[pair[0], pair[1]]))
    return int(who[first]), int(who[second])


def _kinds(
    across: Float[np.ndarray, " p"], up: Float[np.ndarray, " p"], agreed: Bool[np.ndarray, " p"]
) -> Int[np.ndarray, " p"]:
    """Places in `_KINDS`: agreed, wanted by the two of the axes alone, or neither."""
    return np.where(agreed, 0, np.where((across >= 0) & (up >= 0), 1, 2))


def _patches(across: Float[np.ndarray, " p"], up: Float[np.ndarray, " p"], kinds: Int[np.ndarray, " p"]) -> list[Patch]:
    """Squares of the plane with their number of packages; a square counts as what most of its packages are."""
    (i, x), (j, y) = _binned(across), _binned(up)
    square = i * _SQUARES + j
    numbers = np.stack([np.bincount(square[kinds == k], minlength=_SQUARES**2) for k in range(len(_KINDS))])
    most = numbers.argmax(axis=0)
    return [
        Patch(_edges(x, k // _SQUARES), _edges(y, k % _SQUARES), int(numbers[:, k].sum()), _KINDS[most[k]])
        for k in np.flatnonzero(numbers.sum(axis=0)).tolist()
    ]


def _dots(
    across: Float[np.ndarray, " p"], up: Float[np.ndarray, " p"], found: Settlement
) -> list[tuple[float, float, str]]:
    """The packages agreed that cross no public line of a veto, one dot where they fall together; of many, by point."""
    if found.refusals is None:
        return []
    kept = np.flatnonzero(found.refusals.agreed)
    digits = _DIGITS if len(kept) <= _MANY else 0
    places = np.unique(np.round(100 * np.stack([across[kept], up[kept]], axis=-1), digits), axis=0)
    return [(float(x), float(y), WORD) for x, y in places]


def _binned(values: Float[np.ndarray, " p"]) -> tuple[Int[np.ndarray, " p"], Float[np.ndarray, " e"]]:
    """Which square along one axis, and the edges of the squares in points, of which one lies at zero."""
    low, high = min(float(values.min()), -1e-3), max(float(values.max()), 1e-3)
    width = (high - low) / (_SQUARES - 1)
    start = -np.ceil(-low / width) * width
    edges = start + width * np.arange(_SQUARES + 1)
    return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, _SQUARES - 1), edges * 100


def _edges(edges: Float[np.ndarray, " e"], place: int) -> tuple[float, float]:
    return round(float(edges[place]), 3), round(float(edges[place + 1]), 3)


def _named(found: Settlement) -> list[_Named]:
    """The places with a name: no deal, what the models give, the texts on the table."""
    no_deal = found.mode.no_deal
    compromise = utility(found.mode, found.points.compromise) - no_deal
    places = [_Named(NO_DEAL, np.zeros(len(no_deal))), _Named("compromise", compromise)]
    places += [
        _Named(name, found.utilities[:, package] - no_deal)
        for name, package in named_packages(found)
        if name in _BARGAINS or found.bargain.nash_package is None
    ]
    return places + [_Named(name, text.utility - no_deal) for name, text in texts_by_letter(found)]


def texts_by_letter(found: Settlement) -> list[tuple[str, TextAnswer]]:
    """The texts on the table with the letter each has in the picture, as their titles are too long for it."""
    return [(f"text {letter}", text) for letter, text in zip(ascii_uppercase, found.texts, strict=False)]


def _places(named: Sequence[_Named], across: int, up: int) -> list[tuple[str, float, float]]:
    """Named places in points; those that fall together share one name."""
    together: list[tuple[list[str], float, float]] = []
    for one in named:
        x, y = float(one.gains[across]), float(one.gains[up])
        same = next((place for place in together if max(abs(place[1] - x), abs(place[2] - y)) < _TOGETHER), None)
        if same is None:
            together.append(([one.name], x, y))
        else:
            same[0].append(one.name)
    return [(listed(names), 100 * x, 100 * y) for names, x, y in together]


def _words(found: Settlement, across: int, up: int, kinds: Int[np.ndarray, " p"]) -> str:
    one, other = (found.situation.actors[k].title for k in (across, up))
    deciders = [found.situation.actors[k].title for k in found.deciding.actors if k not in (across, up)]
    agreed = int((kinds == 0).sum())
    kept = 0 if found.refusals is None else int(found.refusals.agreed.sum())
    word = f"; in {kept:,} of them, the dots, nothing is that one of them rules out in public" if found.refusals else ""
    also = f" {listed(deciders)} must agree too." if deciders else ""
    return (
        f"{len(kinds):,} packages, each placed by how much better than no deal it is for {one} (to the right) "
        f"and for {other} (upwards): in the upper right corner both are better off.{also} "
        f"{agreed:,} are better than no deal for all who must agree, at the likeliest coding{word}. "
        "A square has the colour of most of its packages, stronger where there are more. The names are places the "
        "models or texts give; the compromise looks at no veto and may lie where somebody is worse off."
        + "".join(f" T{name[1:]}: {text.title}." for name, text in texts_by_letter(found))
    )


def _table(found: Settlement, named: Sequence[_Named], ident: str) -> Table:
    """What each named place gives everybody who decides, over no deal."""
    actors = [found.situation.actors[k] for k in found.deciding.actors]
    titles = {name: f"{name}: {text.title}" for name, text in texts_by_letter(found)}
    rows = []
    for one in named:
        gains = one.gains[found.deciding.actors]
        refuses = [a.title for a, gain in zip(actors, gains, strict=True) if gain < 0]
        said = label("–" if one.name == NO_DEAL else listed(refuses) or "nobody")
        cells = tuple(Cell(written(float(gain), _POINTS), ONE_RUN, _ACCEPTANCE) for gain in gains)
        rows.append(Row(titles.get(one.name, one.name), (*cells, said)))
    return Table(
        id=f"{ident}-space-table",
        caption="Gain over no deal at the named places, points of 100, at the likeliest coding",
        corner="Place",
        columns=(*(actor.title for actor in actors), "worse than no deal for"),
        rows=tuple(rows),
        note="100 points are the whole way from nothing an actor wants to all it wants on every issue.",
        single_runs=True,
    )


def issue_strip(found: Settlement, ident: str) -> Chart:
    """Each issue's scale with the points of the models on it, and how wide the history of such models makes it."""
    points, issues, nash = found.points, found.situation.issues, found.bargain.nash
    nash = np.full(len(issues), np.nan) if nash is None else nash
    kinds = {"compromise": BLUE, "Nash": GREEN, "status quo": ORANGE}
    marks = []
    for q, issue in enumerate(issues):
        band = 100 * float(points.model.low[q]), 100 * float(points.model.high[q])
        for kind, at in (("compromise", points.compromise), ("Nash", nash), ("status quo", points.status_quo)):
            value = 100 * float(at[q])
            if np.isfinite(value):
                marks.append(Mark(issue.title, "", value, *band, kind))
    used = {kind: colour for kind, colour in kinds.items() if any(mark.kind == kind for mark in marks)}
    title = "Where the models put each issue"
    words = (
        "0 and 100 are the two ends of each scale, named in the table below. Grey: the interval around the compromise "
        "that history asks for, to hold four of five outcomes of EU decisions; it says how little a point says."
    )
    chart = dot_and_range(marks, used, "place on the scale of the issue")
    return Chart(
        f"{ident}-strip", title, words, draw(chart, f"{ident}-strip", title, words), _strip_table(marks, ident)
    )


def _strip_table(marks: Sequence[Mark], ident: str) -> Table:
    rows = tuple(
        Row(f"{mark.row}: {mark.kind}", (Cell(f"{mark.value:.0f}", ONE_RUN, "#how-compromise"),))
        for mark in marks
        if mark.value is not None
    )
    return Table(f"{ident}-strip-table", "Places on the scales, 0 to 100", "Issue", ("place",), rows, single_runs=True)
