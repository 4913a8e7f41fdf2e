"""Who wants what, what was said and when, in the terminal: one line each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from westphalia.evidence.claims import HASH_PREFIX, Reading
from westphalia.evidence.positions.stance_sides import Side
from westphalia.report.diary import Entry
from westphalia.report.doubts import Utterance
from westphalia.report.grid import grid
from westphalia.report.stances import issue_words
from westphalia.report.stated import Stated, stated
from westphalia.report.wishes import Wish

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_STYLES: Final[dict[Side, str]] = {"for": "blue", "against": "red", "other": "dim"}
_MOST_WISHES: Final = 10
_MOST_EVENTS: Final = 8
_MOST_PER_ISSUE: Final = 2
_MARKS: Final = re.compile('[“”"«»„]')
_FLEXIBLE: Final = 2
_FAR: Final = 10**6


def print_stated(held: Stated, console: "Console") -> None:
    """The positions that matter most, the disagreements, and the calendar around the reports, in some thirty lines."""
    if held.wishes:
        _print_rows("Who wants what", _wish_rows(_leading(held)), len(held.wishes), console)
    for dispute in held.disputes:
        one, other = (", ".join(dict.fromkeys(w.who for w in side)) for side in (dispute.one, dispute.other))
        console.print(f"Disagree, {dispute.issue}: {one} against {other}", markup=False)
    for said in (u for u in held.utterances if u.status == "disavowed"):
        console.print(
            f"Disowned: {said.speaker}, {_in_marks(said.words)}", markup=False, no_wrap=True, overflow="ellipsis"
        )
    entries = (*held.diary.dated, *held.diary.undated)
    if entries:
        _print_rows("Calendar", _event_rows(_nearest(entries)), len(entries), console)


def _leading(held: Stated) -> list[Wish]:
    """Positions in dispute first, then in turn those of every issue."""
    disputed = [w for d in held.disputes for w in (*d.one, *d.other)]
    turns = [w for k in range(_MOST_PER_ISSUE) for b in held.blocks for w in b.wishes[k : k + 1]]
    return list(dict.fromkeys((*disputed, *turns)))[:_MOST_WISHES]


def _nearest(entries: Sequence[Entry]) -> list[Entry]:
    """The events whose days lie nearest to their report, in the order of the calendar."""

    def away(entry: Entry) -> int:
        on = entry.start or entry.end
        return abs((on - entry.as_of).days) if on else _FAR

    kept = sorted(entries, key=away)[:_MOST_EVENTS]
    return [entry for entry in entries if entry in kept]


def print_claims(reading: Reading, console: "Console") -> None:
    """Every statement, position and event of one report, each with its place; `--json` has them in full."""
    held = stated([reading])
    hash_part = reading.document.sha256[:HASH_PREFIX]
    _print_items(f"Statements, at {hash_part}@", [_said_item(u) for u in held.utterances], console)
    if held.utterances:
        console.print(held.speakers.sentence, style="dim", markup=False)
    _print_items(f"Positions, at {hash_part}@", [_wish_item(wish) for wish in held.wishes], console)
    _print_items(f"Events, at {hash_part}@", [_event_item(entry) for entry in held.diary.entries], console)
    if held.speakers.terms:
        console.print()
        console.print(f"In quotation marks, nobody's statement: {', '.join(held.speakers.terms)}", markup=False)


Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Item:
    """Two lines of a list: styled words with the place at their end, and what was said, wanted or done."""

    head: Cells
    claim: str
    body: str


def _said_item(said: Utterance) -> _Item:
    chain = f"({said.chain})" if said.chain else ""
    status = "" if said.status == "asserted" else said.status
    behalf = f"(for {said.behalf})" if said.behalf and said.behalf not in said.speaker else ""
    speaker = (said.speaker, "bold" if said.known else "red"), (behalf, "dim")
    head = *speaker, (said.mode, "dim"), (status, "yellow"), (chain, "dim")
    why = "" if said.known else f" [{said.why_open}]"
    return _Item(head, said.claim, _in_marks(said.words) + why)


def _wish_item(wish: Wish) -> _Item:
    stance = f"{wish.symbol} {wish.stance}", _STYLES[wish.side]
    head = (wish.who, "bold"), stance, (issue_words(wish.issue), "dim"), (wish.modality, "yellow")
    return _Item(head, wish.claim, wish.object)


def _event_item(entry: Entry) -> _Item:
    state = "" if entry.state == "happened" else entry.state
    head = (entry.when, "bold"), (f"{entry.mark} {entry.type}", "blue"), (state, "yellow"), (entry.where, "dim")
    who = f" ({entry.names})" if entry.names else ""
    return _Item(head, entry.claims[0], entry.headline + who)


def _print_items(heading: str, items: Sequence[_Item], console: "Console") -> None:
    from rich.text import Text

    if not items:
        return
    console.print()
    console.print(heading, style="bold", markup=False)
    for item in items:
        place = Text("@" + item.claim.partition("@")[2], style="dim")
        head = Text("  ").join(Text(words, style=style) for words, style in item.head if words)
        head.truncate(console.width - place.cell_len - 2, overflow="ellipsis", pad=True)
        console.print(Text.assemble(head, "  ", place), no_wrap=True)
        console.print(Text("    " + item.body), no_wrap=True, overflow="ellipsis")


def _wish_rows(found: Iterable[Wish]) -> list[Cells]:
    return [
        (
            (wish.who, "bold"),
            (f"{wish.symbol} {wish.stance}", _STYLES[wish.side]),
            (f"[{wish.modality}] {wish.object}" if wish.modality else wish.object, ""),
            (issue_words(wish.issue), "dim"),
        )
        for wish in found
    ]


def _event_rows(found: Iterable[Entry]) -> list[Cells]:
    return [
        (
            (entry.when, ""),
            (f"{entry.mark} {entry.type}", "" if entry.state == "happened" else "blue"),
            (entry.headline, ""),
            (entry.where, "dim"),
        )
        for entry in found
    ]


def _in_marks(words: str) -> str:
    """Words of a report in quotation marks, unless they hold some."""
    return words if _MARKS.search(words) else f"“{words}”"


def _print_rows(heading: str, rows: Sequence[Cells], number: int, console: "Console") -> None:
    """A heading that says how many there are, and a line for each; the third column gives way to the others."""
    from rich.text import Text

    console.print()
    shown = "" if len(rows) == number else f" ({len(rows)} of {number}, all on the page)"
    console.print(f"{heading}{shown}", style="bold", markup=False)
    table = _lines(len(rows[0]), console.width)
    for row in rows:
        table.add_row(*(Text(words, style=style) for words, style in row))
    console.print(table)


def _lines(columns: int, width: int) -> "Table":
    table = grid(headed=False, width=width)
    for k in range(columns):
        wide = k == _FLEXIBLE
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=1 if wide else None, max_width=None if wide else 24)
    return table
