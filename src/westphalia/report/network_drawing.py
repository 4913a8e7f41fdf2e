"""The network as a picture: names in two columns bent around the lines, so that no two labels can meet."""

from collections.abc import Sequence
from html import escape
from math import hypot, sqrt
from typing import Final

from westphalia.report.charts import FONT, INK, MUTED, VERMILION, Chart
from westphalia.report.network import Bond, Network, Tie
from westphalia.report.parties import Party
from westphalia.report.tables import Row, Table, label
from westphalia.wording import counted, listed

ID: Final = "network"
TITLE: Final = "Who meets, calls or visits whom"
TIES: Final[dict[Tie, tuple[str, str, str]]] = {
    "done": ("done", "", "#00507a"),
    "foreseen": ("expected", "7 5", VERMILION),
    "unconfirmed": ("reported, not confirmed", "1.5 5", MUTED),
}
_WIDTH: Final = 660
_STEP: Final = 50
_TOP: Final = 62
_REACH: Final = 122
_BEND: Final = 0.72
_GAP: Final = 13
_LONGEST: Final = 19
_PULL: Final = 0.4
_APART: Final[dict[Tie, float]] = {"done": -13, "foreseen": 13, "unconfirmed": 39}
_LEGEND: Final = (14, 150, 300)

Seat = tuple[float, float, bool]


def network_chart(found: Network) -> Chart | None:
    """The drawing with its table; nothing where nobody meets anybody."""
    if not found.bonds:
        return None
    shown = [bond for bond in found.bonds if set(bond.pair) <= set(found.parties)]
    words = _description(found, shown)
    return Chart(ID, TITLE, words, _svg(found, shown, words), _table(found.bonds))


def _description(found: Network, shown: Sequence[Bond]) -> str:
    done, foreseen = (sum(b.tie == tie for b in shown) for tie in ("done", "foreseen"))
    doubtful = len(shown) - done - foreseen
    kinds = [f"{done} done (solid)"] * bool(done) + [f"{foreseen} expected (dashed)"] * bool(foreseen)
    kinds += [f"{doubtful} reported, not confirmed (dotted)"] * bool(doubtful)
    left = f" Not drawn, in the table only: {listed(p.name for p in found.left_out)}." if found.left_out else ""
    return (
        f"{counted(len(found.parties), 'name')} and {counted(len(shown), 'line')} between them: {listed(kinds)}. "
        f"A thicker line stands for several occasions; squares are countries and blocs.{left}"
    )


def _svg(found: Network, shown: Sequence[Bond], words: str) -> str:
    seats = dict(zip(found.parties, _seats(len(found.parties)), strict=True))
    height = round(max(y for _, y, _ in seats.values()) + _STEP * 0.7)
    lines = "".join(_line(bond, seats, height) for bond in shown)
    points = "".join(_point(party, *seat) for party, seat in seats.items())
    legend = "".join(_sample(tie, x) for tie, x in zip(_present(shown), _LEGEND, strict=False))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="network" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{ID}-title {ID}-desc" font-family="{FONT}" '
        f'font-size="14"><title id="{ID}-title">{TITLE}</title><desc id="{ID}-desc">{escape(words)}</desc>'
        f"{legend}{lines}{points}</svg>"
    )


def _seats(number: int) -> list[Seat]:
    """Places around the drawing: down the right side, then up the left; rows of one side are a step apart."""
    right = (number + 1) // 2
    sides = [(k, right, True) for k in range(right)] + [(k, number - right, False) for k in range(number - right)]
    return [_seat(k if is_right else size - 1 - k, size, right, is_right) for k, size, is_right in sides]


def _seat(row: int, size: int, tallest: int, is_right: bool) -> Seat:
    half = tallest * _STEP / 2
    y = (row + (tallest - size) / 2 + 0.5) * _STEP - half
    x = _REACH * sqrt(1 - _BEND * (y / half) ** 2)
    return _WIDTH / 2 + (x if is_right else -x), _TOP + half + y, is_right


def _present(shown: Sequence[Bond]) -> list[Tie]:
    return [tie for tie in TIES if any(bond.tie == tie for bond in shown)]


def _sample(tie: Tie, x: int) -> str:
    words, dashes, colour = TIES[tie]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="M{x},20h34" stroke="{colour}" stroke-width="3" fill="none"{dash} stroke-linecap="round"/>'
        f'<text x="{x + 42}" y="25" fill="{INK}">{words}</text>'
    )


def _line(bond: Bond, seats: dict[Party, Seat], height: int) -> str:
    """A curve between two names, drawn towards the middle; lines of another kind between the same two lie apart."""
    (x1, y1, _), (x2, y2, _) = (seats[party] for party in bond.pair)
    long, apart = max(hypot(x2 - x1, y2 - y1), 1), _APART[bond.tie]
    cx = (x1 + x2) / 2 * (1 - _PULL) + _WIDTH / 2 * _PULL - (y2 - y1) / long * apart
    cy = (y1 + y2) / 2 * (1 - _PULL) + (_TOP + height) / 2 * _PULL + (x2 - x1) / long * apart
    words, dashes, colour = TIES[bond.tie]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    width = min(1.5 + 1.25 * len(bond.events), 8)
    said = f"{bond.pair[0].name} and {bond.pair[1].name}: {occasions(bond)}, {words}"
    return (
        f'<g fill="none"><title>{escape(said)}</title><path d="M{x1:.1f},{y1:.1f}Q{cx:.1f},{cy:.1f} {x2:.1f},{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width:g}"{dash} stroke-linecap="round" stroke-opacity=".85"/></g>'
    )


def _point(party: Party, x: float, y: float, is_right: bool) -> str:
    anchor, at = ("start", x + _GAP) if is_right else ("end", x - _GAP)
    mark = (
        f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{INK}"/>'
        if party.is_country
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6.5" fill="{INK}"/>'
    )
    first, second, is_name = _label(party)
    up = y + 5 if not second else y - 7 if is_name else y - 3
    more = f' fill="{INK}"' if is_name else f' class="minor-label" fill="{MUTED}" font-size="12"'
    below = (
        f'<text x="{at:.1f}" y="{y + 15:.1f}" text-anchor="{anchor}"{more}>{escape(second)}</text>' if second else ""
    )
    return f'{mark}<text x="{at:.1f}" y="{up:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(first)}</text>{below}'


def _label(party: Party) -> tuple[str, str, bool]:
    """Two lines: the name and the country acted for, or a long name in two; whether the second is of the name."""
    name = party.name
    if len(name) <= _LONGEST:
        second = party.group if party.code and not party.is_country else ""
        return name, _cut(second), False
    gap = name.rfind(" ", 0, _LONGEST + 1)
    return (name[:gap], _cut(name[gap + 1 :]), True) if gap > 0 else (_cut(name), "", True)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def occasions(bond: Bond) -> str:
    """The occasions of a bond by kind: 2 meetings and 1 call."""
    kinds = [event.type for event in bond.events]
    return listed(_counted(kinds.count(kind), kind) for kind in dict.fromkeys(kinds))


def _counted(number: int, kind: str) -> str:
    if kind == "talks":
        return "talks" if number == 1 else f"talks ({number} times)"
    return counted(number, kind)


def _table(bonds: Sequence[Bond]) -> Table:
    rows = tuple(
        Row(
            bond.pair[0].name,
            (
                label(bond.pair[1].name),
                label(occasions(bond), f"#{bond.events[0].anchor}"),
                label("; ".join(event.when for event in bond.events)),
                label(TIES[bond.tie][0]),
            ),
        )
        for bond in bonds
    )
    return Table(f"{ID}-table", TITLE, "Who", ("With whom", "What", "When", "Done or expected"), rows)
