"""The one form of tables in the terminal: no frame, two spaces between columns."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


def grid(headed: bool = True, width: int | None = None) -> "Table":
    """A table without columns yet, as wide as its content or as said."""
    from rich.table import Table

    return Table(box=None, show_header=headed, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0), width=width)
