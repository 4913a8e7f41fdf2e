"""Everything a ledger knows of one claim, verdict or report, as data and as lines for the terminal."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from westphalia.ledger.lookup import target
from westphalia.ledger.phrases import in_words, one_line, who
from westphalia.ledger.records import Record, record, report_record
from westphalia.ledger.selectors import newer_texts, selector_of, standing
from westphalia.ledger.store import Ledger
from westphalia.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

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

    from westphalia.evidence.document import load_report

    return load_report(path, date.fromisoformat(held["report"]["date"])).text


def print_details(found: Record, console: "Console") -> None:
    """What is known, as short lines; a claim within its sentence."""
    for line in _report_lines(found) if "claims" in found else _claim_lines(found):
        console.print(line, markup=False, soft_wrap=False, style="bold" if line and not line.startswith(" ") else None)


def _report_lines(found: Record) -> list[str]:
    report = found["report"]
    lines = [f"report {report['short']}: {report['title'] or report['source_file']}"]
    lines += [f"  file     {report['source_file']}", f"  day      {report['date']} ({report['status']})"]
    lines += [f"  outlet   {report['outlet']}"] * bool(report["outlet"])
    lines += [f"  hash     {report['hash']}"]
    lines += [f"  holds    {', '.join(counted(n, kind) for kind, n in found['claims'].items())}"]
    lines += [f"  copy of  {report['copy_of']}: counted as one source"] * bool(report["copy_of"])
    lines += [f"  copies   {', '.join(found['copies'])}: counted as one source"] * bool(found["copies"])
    return lines + _newer_lines(found)


def _claim_lines(found: Record) -> list[str]:
    held, place = found["claim"], found["selector"]
    claim, report = held["claim"], held["report"]
    by = who(held)
    lines = [f"{held['kind']} {held['id']}: {held['state']}", f"  {by + ': ' if by else ''}{in_words(held)}"]
    lines += [f"  in the text  {one_line('…{prefix}[{exact}]{suffix}…'.format(**place))}"]
    lines += [f"  report       {report['source_file']}, {report['date']} ({report['status']}), {report['short']}"]
    lines += [f"  read by      {held['origin']}, {claim['rule']}, confidence {claim['confidence']}"]
    lines += [f"  {key:<12} {_plain(value)}" for key, value in claim.items() if _is_shown(key, value)]
    lines += [f"  copied       in {counted(held['copies'], 'other report')} of the same story"] * bool(held["copies"])
    lines += [f"  repeats      {held['twin_of']}"] * bool(held["twin_of"])
    return (
        lines
        + _link_lines(found)
        + _verdict_lines(found)
        + _decision_lines(held)
        + _newer_lines(found)
        + _against(found)
    )


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


def _link_lines(found: Record) -> list[str]:
    return [
        f"  {_ONE[link['kind'], link['way']]:<12} {link['other']}: {found['linked'][link['other']]}"
        for link in found["claim"]["links"]
    ]


def _verdict_lines(found: Record) -> list[str]:
    lines = []
    for row in found["claim"]["verdicts"]:
        said = row["verdict"]
        here = " <" * (row["id"] == found.get("verdict"))
        lines.append(
            f"  verdict      {row['id']}, {said['word']} ({said['route'] or 'no route'}), {row['state']}{here}"
        )
        lines.append(f"               {said['sentence']}")
        lines += _decision_lines(row)
    return lines


def _decision_lines(row: Record) -> list[str]:
    """Every decision, the earlier ones marked as replaced."""
    made = row["decisions"]
    return [
        f"  decision     {one['decision']}ed by {one['by']}, {one['at']}"
        + f": {one['note']}" * bool(one["note"])
        + " (replaced by a later one)" * (number < len(made))
        for number, one in enumerate(made, start=1)
    ]


def _newer_lines(found: Record) -> list[str]:
    held = found.get("report") or found["claim"]["report"]
    return [
        f"  orphaned     {held['source_file']} was read again with another text ({newer['short']}, {newer['date']}); "
        "what was read from this one stays with it"
        for newer in found["newer_texts"]
    ]


def _against(found: Record) -> list[str]:
    """What became of a claim in the text of a file."""
    if "against" not in found:
        return []
    at = found["against"]
    if not at["orphaned"]:
        return [f"  against      {at['file']}: the same text; the claim stands in it"]
    parts = [f"words at their place: {_yes(at['at_place'])}", f"before them: {_yes(at['prefix'])}"]
    parts += [f"after them: {_yes(at['suffix'])}", f"words found in it {at['occurrences']} times"]
    return [f"  against      {at['file']}: orphaned, the text is another ({'; '.join(parts)}). It is not moved."]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
