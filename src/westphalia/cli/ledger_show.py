"""Everything a ledger knows of one claim, verdict or report, as data and as lines for the terminal."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from westphalia.ledger.lookup import target
from westphalia.ledger.phrases import in_words, one_line, who
from westphalia.ledger.records import Record, record, report_record
from westphalia.ledger.selectors import newer_texts, selector_of, standing
from westphalia.ledger.store import Ledger
from westphalia.report.grid import grid
from westphalia.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

Line = tuple[str, str]
_SKIPPED: Final = ("id", "span", "context", "claim", "content", "quoted", "rule", "confidence", "salience", "concerns")


def details(ledger: Ledger, given: str, against: Path | None) -> Record:
    """A claim with its place in the text, a report with its claims, or a verdict with the claim it is on."""
    name, sort = target(ledger, given)
    if sort == "report":
        return _report_details(ledger, name)
    found: Record = {"verdict": name} if sort == "verdict" else {}
    if sort == "verdict":
        (row,) = ledger.rows("SELECT claim FROM verdicts WHERE id = ?", (name,))
        name = row["claim"]
    held = record(ledger, name)
    place = selector_of(ledger, held)
    found |= {"claim": held, "selector": asdict(place), "newer_texts": newer_texts(ledger, held["report"])}
    found["linked"] = {link["other"]: _line_of(ledger, link["other"]) for link in held["links"]}
    if against is not None:
        at = standing(place, held["report"]["hash"], _text_of(against, held))
        found["against"] = {"file": against.name, **asdict(at), "orphaned": at.orphaned}
    return found


def _report_details(ledger: Ledger, digest: str) -> Record:
    report = report_record(ledger, digest)
    query = "SELECT kind, count(*) AS n FROM claims WHERE report = ? GROUP BY kind ORDER BY kind"
    counts = {row["kind"]: row["n"] for row in ledger.rows(query, (digest,))}
    copies = [
        row["short"] for row in ledger.rows("SELECT short FROM reports WHERE story = ? AND hash <> ?", (digest, digest))
    ]
    return {"report": report, "claims": counts, "copies": copies, "newer_texts": newer_texts(ledger, report)}


def _line_of(ledger: Ledger, name: str) -> str:
    other = record(ledger, name)
    by = who(other)
    return f"{other['day']} {by + ': ' if by else ''}{in_words(other)} ({other['report']['source_file']})"


def _text_of(path: Path, held: Record) -> str:
    """The text of a file, read as a report of the claim's own day."""
    from datetime import date

    from westphalia.evidence.documents.document import load_report

    return load_report(path, date.fromisoformat(held["report"]["date"])).text


def print_details(found: Record, console: "Console") -> None:
    """What is known, a line for each thing, with its name before it."""
    from rich.text import Text

    head, lines = _report_lines(found) if "claims" in found else _claim_lines(found)
    console.print(head, markup=False, style="bold")
    table = grid(headed=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, text in lines:
        table.add_row(name, Text(text))
    console.print(table)


def _report_lines(found: Record) -> tuple[str, list[Line]]:
    report = found["report"]
    lines = [("file", report["source_file"]), ("day", f"{report['date']} ({report['status']})")]
    lines += [("outlet", report["outlet"])] * bool(report["outlet"])
    lines += [("hash", report["hash"])]
    lines += [("holds", ", ".join(counted(n, kind) for kind, n in found["claims"].items()))]
    lines += [("copy of", f"{report['copy_of']}: counted as one source")] * bool(report["copy_of"])
    lines += [("copies", f"{', '.join(found['copies'])}: counted as one source")] * bool(found["copies"])
    return f"report {report['short']}: {report['title'] or report['source_file']}", lines + _newer_lines(found)


def _claim_lines(found: Record) -> tuple[str, list[Line]]:
    held, place = found["claim"], found["selector"]
    claim, report = held["claim"], held["report"]
    by = who(held)
    lines = [(held["kind"], f"{by + ': ' if by else ''}{in_words(held)}")]
    lines += [("in the text", one_line("…{prefix}[{exact}]{suffix}…".format(**place)))]
    lines += [("report", f"{report['source_file']}, {report['date']} ({report['status']}), {report['short']}")]
    lines += [("read by", f"{held['origin']}, {claim['rule']}, confidence {claim['confidence']}")]
    lines += [(key.replace("_", " "), _plain(value)) for key, value in claim.items() if _is_shown(key, value)]
    lines += [("copied", f"in {counted(held['copies'], 'other report')} of the same story")] * bool(held["copies"])
    lines += [("repeats", held["twin_of"])] * bool(held["twin_of"])
    lines += _link_lines(found) + _verdict_lines(found) + _decision_lines(held)
    return f"{held['id']}: {held['state']}", lines + _newer_lines(found) + _against(found)


def _is_shown(key: str, value: object) -> bool:
    return key not in _SKIPPED and value not in (None, [], False, "")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text", value))
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


_ONE: Final = {
    ("contradiction", "to"): "contradicts", ("contradiction", "from"): "contradicts",
    ("supersession", "to"): "supersedes", ("supersession", "from"): "superseded by",
    ("disavowal", "to"): "disowns", ("disavowal", "from"): "disowned by",
    ("conversion", "to"): "converts", ("conversion", "from"): "converted by",
    ("nested", "to"): "said within", ("nested", "from"): "holds",
}  # fmt: skip


def _link_lines(found: Record) -> list[Line]:
    return [
        (_ONE[link["kind"], link["way"]], f"{link['other']}: {found['linked'][link['other']]}")
        for link in found["claim"]["links"]
    ]


def _verdict_lines(found: Record) -> list[Line]:
    lines = []
    for row in found["claim"]["verdicts"]:
        said = row["verdict"]
        here = ", the one asked for" * (row["id"] == found.get("verdict"))
        words = f"{row['id']}: {said['word']} ({said['route'] or 'no route'}), {row['state']}{here}. {said['sentence']}"
        lines += [("verdict", words), *_decision_lines(row)]
    return lines


def _decision_lines(row: Record) -> list[Line]:
    """Every decision, the earlier ones marked as replaced."""
    made = row["decisions"]
    return [
        (
            "decision",
            f"{one['decision']}ed by {one['by']}, {one['at']}"
            + f": {one['note']}" * bool(one["note"])
            + " (replaced by a later one)" * (number < len(made)),
        )
        for number, one in enumerate(made, start=1)
    ]


def _newer_lines(found: Record) -> list[Line]:
    held = found.get("report") or found["claim"]["report"]
    return [
        (
            "orphaned",
            f"{held['source_file']} was read again with another text ({newer['short']}, {newer['date']}); what was "
            "read from this one stays with it",
        )
        for newer in found["newer_texts"]
    ]


def _against(found: Record) -> list[Line]:
    """What became of a claim in the text of a file."""
    if "against" not in found:
        return []
    at = found["against"]
    if not at["orphaned"]:
        return [("against", f"{at['file']}: the same text; the claim stands in it")]
    parts = [f"words at their place: {_yes(at['at_place'])}", f"before them: {_yes(at['prefix'])}"]
    parts += [f"after them: {_yes(at['suffix'])}", f"the words found in it: {at['occurrences']}"]
    return [("against", f"{at['file']}: orphaned, the text is another ({'; '.join(parts)}). It is not moved.")]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
