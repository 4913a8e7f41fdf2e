"""The one form of tables in the terminal: no frame, two spaces between columns."""

from typing import TYPE_CHECKING, Final

from westphalia.report.tables import REMARKS

if TYPE_CHECKING:
    from rich.table import Table

    from westphalia.report.tables import Cell
    from westphalia.report.tables import Table as Page

_HEAD: Final = 30
_GAP: Final = 2


def grid(headed: bool = True, width: int | None = None) -> "Table":
    """A table without columns yet, as wide as its content or as said."""
    from rich.table import Table

    return Table(
        box=None, show_header=headed, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0), width=width
    )


def filled(table: "Page") -> "Table":
    """A table of the page in the terminal: each number with its range, headings of groups in bold, long heads cut."""
    from rich.text import Text

    shown = grid()
    shown.add_column(table.corner, no_wrap=True, max_width=_HEAD, overflow="ellipsis")
    for column in table.columns:
        shown.add_column(column)
    for row in table.rows:
        shown.add_row(Text(row.head, style="" if row.cells else "bold"), *(Text(_written(cell)) for cell in row.cells))
    return shown


def least_width(table: "Page") -> int:
    """The fewest columns of a terminal in which no word and no number of the table is cut."""
    heads = [min(_HEAD, max(map(len, (table.corner, *(row.head for row in table.rows)))))]
    for k, column in enumerate(table.columns):
        texts = [column, *(_written(row.cells[k]) for row in table.rows if row.cells)]
        heads.append(max(len(word) for text in texts for word in text.split(" ")))
    return sum(heads) + _GAP * len(heads)


def _written(cell: "Cell") -> str:
    """A cell with its range; remarks in place of one belong to the page."""
    return cell.text if cell.spread in ("", *REMARKS) else f"{cell.text} ({cell.spread})"
