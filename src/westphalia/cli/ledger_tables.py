"""Claims of a ledger as tables for the terminal: every name, number and identifier in full."""

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Final

from westphalia.ledger.doubt import days
from westphalia.ledger.phrases import in_words, one_line, who
from westphalia.ledger.records import Record
from westphalia.report.grid import grid

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_FLEXIBLE: Final = ("Who", "What", "Concerns", "Given by", "Position", "Source", "Name", "Actors", "Quantity")
_STYLES: Final = {"accepted": "green", "rejected": "red", "contradicted": "yellow", "disowned": "magenta"}


def timeline_table(rows: Iterable[Record]) -> "Table":
    """Events, statements and positions in the order of their days."""
    table = table_of("Day", "Who", "What", "Id", wide="What")
    last = ""
    for row in rows:
        on = _days(row)
        table.add_row(on if on != last else "", who(row), with_marks(in_words(row), row), short_id(row["id"]))
        last = on
    return table


def _days(row: Record) -> str:
    """The day of a claim; of an event all the days it may have been."""
    return days(row["claim"], row["report"]["date"])


def figure_table(rows: Iterable[Record], contradicted: Container[str]) -> "Table":
    """Figures as printed, with what they concern, who gives them and the report; what others contradict is marked."""
    table = table_of("Day", "Figure", "Concerns", "Given by", "Id", wide="Concerns")
    for row in rows:
        claim = row["claim"]
        said = with_marks(one_line(claim["concerns"]), row, row["id"] in contradicted)
        table.add_row(row["day"], one_line(claim["span"]["text"]), said, source(row), short_id(row["id"]))
    return table


def position_table(rows: Iterable[Record]) -> "Table":
    """Positions on one issue: who, for or against, in what words."""
    table = table_of("Day", "Who", "Position", "Source", "Id", wide="Position")
    for row in rows:
        table.add_row(
            row["day"], who(row), with_marks(in_words(row), row), row["report"]["source_file"], short_id(row["id"])
        )
    return table


def record_table(rows: Iterable[Record]) -> "Table":
    """Everything those of one name say, want or do, day by day."""
    table = table_of("Day", "", "Who", "What", "Id", wide="What")
    for row in rows:
        table.add_row(_days(row), row["kind"], who(row), with_marks(in_words(row), row), short_id(row["id"]))
    return table


def actor_table(rows: Iterable[Record]) -> "Table":
    """Everybody named, with counts."""
    counts = ("statements", "positions", "events", "figures", "sources")
    table = table_of("Name", *counts, "First", "Last", wide="Name")
    for row in rows:
        table.add_row(row["name"], *(str(row[c] or "") for c in counts), row["first"], row["last"])
    return table


def issue_table(rows: Iterable[Record]) -> "Table":
    """Issues with how many positions, for and against, and whose."""
    counts = ("positions", "for", "against", "sources")
    table = table_of("Issue", *counts, "Actors", wide="Actors")
    for row in rows:
        table.add_row(row["issue"], *(str(row[c] or "") for c in counts), "; ".join(row["actors"]))
    return table


def contradiction_table(groups: Iterable[Record]) -> "Table":
    """Each quantity on which reports differ: every value, who gives it, when, in how many sources."""
    table = table_of("Quantity", "Value", "Given by", "Day", "Id", wide="Given by")
    for group in groups:
        first = _quantity(group)
        for side in group["sides"]:
            for held in side["claims"]:
                claim = held["claim"]
                by = with_marks(source(held), {**held, "links": []})
                table.add_row(first, one_line(claim["span"]["text"]), by, held["day"], short_id(held["id"]))
                first = ""
        table.add_section()
    return table


def _quantity(group: Record) -> str:
    parties = " on ".join(", ".join(group[key]) for key in ("subject", "target") if group[key])
    return f"{group['measure'].replace('_', ' ')}, {parties}" if parties else group["measure"].replace("_", " ")


def source(row: Record) -> str:
    """Who gives a figure, and the report it stands in."""
    by, report = row["claim"]["attributed_to"], row["report"]["source_file"]
    return f"{by}, in {report}" if by else str(report)


def with_marks(text: str, row: Record, contradicted: bool = False) -> "Text":
    """Words with marks behind: decided, contradicted, disowned, proposed, copied."""
    from rich.text import Text

    marked = Text(text)
    for mark in ["contradicted"] * contradicted + marks(row):
        marked.append(f" [{mark}]", style=_STYLES.get(mark.split()[0], "dim"))
    return marked


def marks(row: Record) -> list[str]:
    """What is to be known of a claim beside its words."""
    kinds = {(link["kind"], link["way"]) for link in row["links"]}
    found = [row["state"]] * (row["state"] != "open")
    found += ["superseded"] * (("supersession", "from") in kinds)
    found += ["disowned"] * (("disavowal", "from") in kinds)
    found += [row["origin"]] * (row["origin"] != "rules")
    return found + [f"+{row['copies']} cop{'y' if row['copies'] == 1 else 'ies'}"] * bool(row["copies"])


def short_id(name: str) -> str:
    """An identifier with one letter for its kind: enough to name the claim."""
    place, _, kind = name.partition("/")
    return name if "." in kind else f"{place}/{kind[:1]}"


def table_of(*columns: str, wide: str) -> "Table":
    """A table without frame whose cells are never cut; the wide column takes what room there is."""
    table = grid()
    for column in columns:
        flexible = column in _FLEXIBLE
        share = (3 if column == wide else 1) if flexible else None
        table.add_column(column, no_wrap=not flexible, overflow="fold", ratio=share)
    return table
