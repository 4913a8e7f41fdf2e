"""Claims of a ledger as tables for the terminal: every name, number and identifier in full."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

Record = dict[str, Any]
_STATES: Final = {"open": "", "accepted": "accepted", "rejected": "rejected"}
_STYLES: Final = {"accepted": "green", "rejected": "red", "contradicted": "yellow", "disowned": "magenta"}


def timeline_table(rows: Iterable[Record]) -> "Table":
    """Events, statements and positions in the order of their days."""
    table = table_of("Day", "Who", "What", "Id", wide="What")
    last = ""
    for row in rows:
        table.add_row(row["day"] if row["day"] != last else "", _who(row), _what(row), short_id(row["id"]))
        last = row["day"]
    return table


def figure_table(rows: Iterable[Record]) -> "Table":
    """Figures as printed, with what they concern, who gives them and the report."""
    table = table_of("Day", "Figure", "Concerns", "Given by", "Id", wide="Concerns")
    for row in rows:
        claim = row["claim"]
        by = claim["attributed_to"] or row["report"]["source_file"]
        said = with_marks(claim["concerns"], row)
        table.add_row(row["day"], claim["span"]["text"], said, by, short_id(row["id"]))
    return table


def _who(row: Record) -> str:
    claim = row["claim"]
    if row["kind"] == "event":
        return "; ".join(claim["who"])
    return str(claim.get("actor") or claim.get("speaker") or "unresolved")


def _what(row: Record) -> "Text":
    """What was done, said or wanted, in the words of the report, with what is to be known about it."""
    return with_marks(words(row), row)


def words(row: Record) -> str:
    """A claim in one line: what it says in the words of the report."""
    claim = row["claim"]
    if row["kind"] == "figure":
        return f"{claim['span']['text']}: {claim['concerns']}"
    if row["kind"] == "event":
        return f"{claim['type']}, {claim['modality']}: {claim['what']}"
    if row["kind"] == "position":
        return f"{claim['stance']}: {claim['object']}"
    status = "" if claim["status"] == "asserted" else f" ({claim['status']})"
    return " … ".join(" ".join(span["text"].split()) for span in claim["content"]) + status


def with_marks(text: str, row: Record) -> "Text":
    """Words with marks behind: decided, contradicted, disowned, proposed, copied."""
    from rich.text import Text

    marked = Text(text)
    for mark in marks(row):
        marked.append(f" [{mark}]", style=_STYLES.get(mark.split()[0], "dim"))
    return marked


def marks(row: Record) -> list[str]:
    """What is to be known of a claim beside its words."""
    kinds = {(link["kind"], link["way"]) for link in row["links"]}
    found = [row["state"]] * (row["state"] != "open")
    found += ["contradicted"] * (("contradiction", "to") in kinds or ("contradiction", "from") in kinds)
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
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        fixed = column in ("Day", "Id")
        table.add_column(column, no_wrap=fixed, overflow="fold", ratio=None if fixed else 3 if column == wide else 1)
    return table
