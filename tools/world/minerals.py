"""The minerals deal: its events, and what each draft or statement says on each issue, coded on ordered scales.

Events, dates, status and addresses come from the timeline of the source folder. The codes are ours, written here beside
the words they were coded from; what the record does not state has no row. A date of the timeline that is neither coded
nor known to say nothing on an issue stops the build.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

Say = Callable[[str], None]

EVENTS = ("date", "event", "says", "status", "url", "provenance")
POSITIONS = ("date", "actor", "document", "issue", "code", "words", "url", "provenance")
QUOTED = "as quoted by the page"
KYIV_15 = "https://kyivindependent.com/ukraine-not-ready-to-sign-mineral-resource-agreement-with-us-zelensky-says"
PRAVDA_23 = "https://www.pravda.com.ua/eng/news/2025/02/23/7499712/"
# dates of the timeline that bring no position: ratified, in force, first cash
NO_POSITION = ("2025-05-08", "2025-05-23", "2025-09-17")
SIGNED = "2025-04-30"
SAID = {
    "2025-02-12": "half of listed resources, as repayment of past aid",
    "2025-02-23": "all resource revenue, into a fund of USD 500 bn",
    "2025-02-26": "half of future revenue of state-owned resources; the USD 500 bn are dropped",
    "2025-04-30": "half of royalties and fees of new projects; no debt, equal votes, no guarantee",
    "2025-05-08": "338 votes to none; profit of the first ten years is reinvested in Ukraine",
    "2025-05-23": "the agreement enters into force",
    "2025-09-17": "first contributions: USD 75 million from each side; three projects aimed at by the end of 2026",
}


class Coded(NamedTuple):
    """One code of one text, with the words it was coded from."""

    actor: str
    document: str
    issue: str
    code: str
    words: str


FIRST, HARDER = ("USA", "first draft"), ("USA", "hardened draft")
FRAMEWORK, TEXT = ("USA|UKR", "framework text"), ("USA|UKR", "signed text")
CODES = {
    "2025-02-12": (
        Coded(*FIRST, "us_take", "0.5", "half of ownership or revenue of listed resources"),
        Coded(*FIRST, "take_of", "all revenue", "revenue of the listed resources, without limit to new projects"),
        Coded(*FIRST, "past_aid_debt", "500bn", "framed as repayment of past aid; the president speaks of USD 500 bn"),
        Coded(*FIRST, "new_aid_capital", "no", "no new contribution of the United States"),
        Coded(*FIRST, "guarantee", "none", "no security guarantee in the draft"),
    ),
    "2025-02-23": (
        Coded(
            *HARDER, "us_take", "1.0",
            "all of the revenue; other accounts of the draft: half of it, into a fund wholly of the United States",
        ),
        Coded(*HARDER, "take_of", "all revenue", "resource revenue, ports among it"),
        Coded(*HARDER, "past_aid_debt", "500bn", "a fund of USD 500 bn, as repayment of past aid"),
        Coded(*HARDER, "new_aid_capital", "no", "no new contribution of the United States"),
        Coded(*HARDER, "guarantee", "none", "no security guarantee in the draft"),
    ),
    "2025-02-26": (
        Coded(*FRAMEWORK, "us_take", "0.5", "the fund gets half of the revenue"),
        Coded(*FRAMEWORK, "take_of", "future revenue", "of future monetisation of state-owned resources"),
        Coded(*FRAMEWORK, "past_aid_debt", "no sum", "the USD 500 bn are dropped; no sum is named"),
        Coded(*FRAMEWORK, "new_aid_capital", "unspecified", "what the United States pays in is left open"),
        Coded(*FRAMEWORK, "governance", "joint", "managed jointly"),
        Coded(*FRAMEWORK, "guarantee", "none", "no explicit commitment to a guarantee"),
    ),
    SIGNED: (
        Coded(*TEXT, "us_take", "0.5", "the fund gets half of royalties and licence fees"),
        Coded(*TEXT, "take_of", "new licences", "of new projects only; no right of first refusal, market terms"),
        Coded(*TEXT, "past_aid_debt", "none", "no debt for past aid"),
        Coded(*TEXT, "new_aid_capital", "yes", "new military aid of the United States counts as paid-in capital"),
        Coded(*TEXT, "governance", "parity", "equal votes of the US and the Ukrainian agency"),
        Coded(*TEXT, "guarantee", "none", "no security guarantee in the agreement"),
        Coded(*TEXT, "order", "deal first", "signed with no guarantee in it and none given before"),
    ),
}  # fmt: skip
# statements that the timeline does not hold, each with the page that reports it
STATEMENTS = (
    ("2025-02-15", KYIV_15, QUOTED, Coded(
        "UKR", "statement", "order", "together",
        "profits can be shared if that is tied to an agreement on security; which guarantee is not said",
    )),
    ("2025-02-23", PRAVDA_23, QUOTED, Coded(
        "UKR", "statement", "past_aid_debt", "none",
        "past aid is no debt: neither USD 500 bn nor the about 100 bn received",
    )),
)  # fmt: skip


def build(source: Path, tables: Path, say: Say) -> None:
    """Write `minerals_events.csv` and `minerals_positions.csv`."""
    with (source / "policy" / "minerals_deal_timeline.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    unknown = [row["date"] for row in rows if row["date"] not in (*CODES, *NO_POSITION)]
    if unknown:
        raise SystemExit(
            f"minerals: {', '.join(unknown)} of the timeline is not coded. Add it to tools/world/minerals.py."
        )
    positions = sorted((*_coded(rows), *(_line(day, url, known, one) for day, url, known, one in STATEMENTS)))
    _write(tables / "minerals_events.csv", EVENTS, (_event(row) for row in rows))
    _write(tables / "minerals_positions.csv", POSITIONS, positions)
    say(f"minerals: {len(rows)} events, {len(positions)} codes of {len({(p[0], p[1]) for p in positions})} positions")


def _coded(rows: Iterable[dict[str, str]]) -> list[tuple[str, ...]]:
    return [
        _line(row["date"], row["url"], row["provenance"], one) for row in rows for one in CODES.get(row["date"], ())
    ]


def _line(day: str, url: str, provenance: str, one: Coded) -> tuple[str, ...]:
    return (day, one.actor, one.document, one.issue, one.code, one.words, url, provenance)


def _event(row: dict[str, str]) -> tuple[str, ...]:
    return (row["date"], row["event"], SAID[row["date"]], row["status"], row["url"], row["provenance"])


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
