"""Where the names of places on a plane are written, so that none hides another."""

from collections.abc import Iterable, Sequence
from typing import Final

from westphalia.report.charts import PLANE, Spot

_SIDES: Final = ((False, 0), (True, 0), (False, -15), (False, 15), (True, -15), (True, 15))
_LETTER: Final = 7.5
_HALF: Final = 8.0
_AWAY: Final = 11.0
_DOT: Final = 7.0
_Box = tuple[float, float, float, float]


def labelled(places: Iterable[tuple[str, float, float]], corners: Sequence[tuple[float, float]]) -> list[Spot]:
    """Each place with the side of it on which its name is free of others; `corners` span what is drawn."""
    across, up = ((min(values), max(values)) for values in zip(*corners, strict=True))
    spots: list[Spot] = []
    taken: list[_Box] = []
    for name, x, y in places:
        pixel = PLANE[0] * (x - across[0]) / (across[1] - across[0]), PLANE[1] * (y - up[0]) / (up[1] - up[0])
        boxes = {side: _box(name, pixel, *side) for side in _SIDES}
        free = (side for side, box in boxes.items() if not any(_meet(box, other) for other in taken))
        chosen = next(free, _SIDES[0])
        taken += [boxes[chosen], (pixel[0] - _DOT, pixel[0] + _DOT, pixel[1] - _DOT, pixel[1] + _DOT)]
        spots.append(Spot(name, x, y, *chosen))
    return spots


def _box(name: str, pixel: tuple[float, float], left: bool, lower: int) -> _Box:
    """Where a name would stand, in pixels from the lower left corner, at about 7.5 a letter."""
    width = _LETTER * len(name)
    start = pixel[0] - _AWAY - width if left else pixel[0] + _AWAY
    return start, start + width, pixel[1] - lower - _HALF, pixel[1] - lower + _HALF


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
