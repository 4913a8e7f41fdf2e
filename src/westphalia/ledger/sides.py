"""Who differs with whom: contradictions as sides, actors and issues as counts, every story once."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from westphalia.evidence.positions.stance_sides import side_of
from westphalia.ledger.comparables import QUANTITY
from westphalia.ledger.doubt import is_unsure
from westphalia.ledger.links import SAME_STORY_DAYS
from westphalia.ledger.quantity import SETTLED, differ
from westphalia.ledger.records import Record, Selection, record, records
from westphalia.ledger.store import Ledger

_KEYS: Final = f"""
    SELECT DISTINCT comparables.key FROM links JOIN comparables ON comparables.claim = links.from_claim
    WHERE links.kind = 'contradiction' AND comparables.key GLOB '{QUANTITY}|*' ORDER BY comparables.key"""
_GIVEN: Final = "SELECT claim, story, day, value, low, high FROM comparables WHERE key = ? ORDER BY day, value, claim"
_NAME: Final = "lower(replace(parties.word, '’', ''''))"  # two spellings of one name
_PARTIES: Final = f"""
    SELECT {_NAME} AS called, min(parties.word) AS name, claims.kind AS kind, count(*) AS claims,
        min(reports.date) AS first, max(reports.date) AS last
    FROM parties JOIN claims ON claims.id = parties.claim JOIN reports ON reports.hash = claims.report
    WHERE parties.sort = 'name' AND claims.twin_of IS NULL
      AND (:since IS NULL OR claims.day >= :since) AND (:until IS NULL OR claims.day <= :until)
      AND (:code IS NULL OR claims.id IN (SELECT claim FROM parties WHERE sort = 'code' AND word = :code))
    GROUP BY called, claims.kind"""
_STORIES: Final = f"""
    SELECT {_NAME} AS called, count(DISTINCT reports.story) AS sources
    FROM parties JOIN claims ON claims.id = parties.claim JOIN reports ON reports.hash = claims.report
    WHERE parties.sort = 'name' GROUP BY called"""


def contradictions(ledger: Ledger, wanted: Selection) -> Iterator[Record]:
    """Quantities on which reports differ: each value with the claims that give it. Rejected claims are left out."""
    chosen = {row["id"] for row in records(ledger, wanted)}
    for group in conflicts(ledger):
        if not chosen.isdisjoint(group):
            claims = [held for held in (record(ledger, claim) for claim in group) if held["state"] != "rejected"]
            sides = _sides(claims)
            if len(sides) > 1:
                yield {key: claims[0]["claim"].get(key) for key in ("measure", "subject", "target")} | {"sides": sides}


def conflicts(ledger: Ledger) -> list[list[str]]:
    """Claims at odds with each other, directly or through a third: those that are linked, and all that say the same."""
    keys = [row[0] for row in ledger.rows(_KEYS)]
    return [group for key in keys for group in _at_odds(key, list(ledger.rows(_GIVEN, (key,))))]


@dataclass(frozen=True)
class _Told:
    """One value on one day: the stories that give it, and their claims."""

    value: str
    day: date
    range: tuple[float, float]
    stories: frozenset[str]
    claims: tuple[str, ...]

    def excludes(self, other: "_Told", *, settled: bool) -> bool:
        """Whether the two cannot both be right, and are of two stories."""
        near = settled or abs((self.day - other.day).days) <= SAME_STORY_DAYS
        return near and differ(self.range, other.range) and len(self.stories | other.stories) > 1


def _at_odds(key: str, rows: list[sqlite3.Row]) -> list[list[str]]:
    """The claims under one key, grouped by who contradicts whom."""
    groups: list[list[_Told]] = []
    settled = key.endswith(SETTLED)
    for one in _told(rows):
        joined = [group for group in groups if any(one.excludes(other, settled=settled) for other in group)]
        groups = [group for group in groups if group not in joined] + [[*(o for group in joined for o in group), one]]
    return [[claim for one in group for claim in one.claims] for group in groups if len(group) > 1]


def _told(rows: list[sqlite3.Row]) -> list[_Told]:
    under: dict[tuple[str, str], list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        under[row["day"], row["value"]].append(row)
    return [
        _Told(
            value, date.fromisoformat(day), (found[0]["low"], found[0]["high"]),
            frozenset(row["story"] for row in found), tuple(row["claim"] for row in found),
        )
        for (day, value), found in under.items()
    ]  # fmt: skip


def _sides(claims: list[Record]) -> list[dict[str, Any]]:
    """The claims by the value they give, each value with the number of its sources."""
    by_value: dict[tuple[float, str, str | None], list[Record]] = defaultdict(list)
    for held in claims:
        content = held["claim"]
        by_value[content["normalised"], content["unit"], content.get("bound")].append(held)
    return [
        {
            "value": value, "unit": unit, "bound": bound, "claims": sorted(group, key=_order),
            "sources": _sources(group),
        }
        for (value, unit, bound), group in by_value.items()
    ]  # fmt: skip


def _sources(several: list[Record]) -> int:
    """How many stories some claims come from."""
    return len({held["report"]["copy_of"] or held["report"]["hash"] for held in several})


def _order(held: Record) -> tuple[str, str]:
    return held["day"], held["id"]


def actors(ledger: Ledger, wanted: Selection) -> list[Record]:
    """Everybody named: how many figures, statements, positions and events, in how many sources, of which days."""
    values: dict[str, object] = {
        "since": wanted.since and str(wanted.since),
        "until": wanted.until and str(wanted.until),
    }
    values["code"] = wanted.codes[0] if wanted.codes else None
    sources = {row["called"]: row["sources"] for row in ledger.rows(_STORIES)}
    found: dict[str, Record] = {}
    for row in ledger.rows(_PARTIES, values):
        held = found.setdefault(row["called"], _actor(row["name"], sources[row["called"]]))
        held["name"] = min(held["name"], row["name"])
        held[f"{row['kind']}s"] = row["claims"]
        held["first"] = min(held["first"] or row["first"], row["first"])
        held["last"] = max(held["last"] or row["last"], row["last"])
    return sorted(found.values(), key=_by_weight)


def _actor(name: str, sources: int) -> Record:
    counts = dict.fromkeys(("statements", "positions", "events", "figures"), 0)
    return {"name": name, **counts, "sources": sources, "first": None, "last": None}


def _by_weight(held: Record) -> tuple[int, str]:
    return -(held["statements"] + held["positions"] + held["events"] + held["figures"]), held["name"]


def issues(ledger: Ledger, wanted: Selection) -> list[Record]:
    """Every issue somebody takes a position on: how many positions and actors, how many outright for and against."""
    found: dict[str, list[Record]] = defaultdict(list)
    for held in records(ledger, wanted):
        found[held["claim"]["issue"]].append(held)
    rows = [_issue(name, held) for name, held in found.items()]
    return sorted(rows, key=lambda row: (-row["positions"], row["issue"]))


def _issue(name: str, held: list[Record]) -> Record:
    outright = [row["claim"] for row in held if not is_unsure(row["claim"]["modality"])]
    ways = [side_of(claim["stance"]) for claim in outright]
    return {
        "issue": name,
        "positions": len(held),
        "actors": sorted({actor for row in held for actor in row["claim"]["actor"].split("; ")}),
        "for": ways.count("for"),
        "against": ways.count("against"),
        "sources": _sources(held),
        "first": min(row["day"] for row in held),
        "last": max(row["day"] for row in held),
    }
