"""Who differs with whom: contradictions as sides, actors and issues as counts, every story once."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from westphalia.ledger.comparables import AGAINST, FOR, side_of
from westphalia.ledger.records import Record, Selection, record, records
from westphalia.ledger.store import Ledger

_PAIRS: Final = "SELECT from_claim, to_claim FROM links WHERE kind = 'contradiction' ORDER BY seq"
_PARTIES: Final = """
    SELECT parties.word AS name, claims.kind AS kind, count(*) AS claims, min(claims.day) AS first,
        max(claims.day) AS last
    FROM parties JOIN claims ON claims.id = parties.claim
    WHERE parties.sort = 'name' AND claims.twin_of IS NULL
      AND (:since IS NULL OR claims.day >= :since) AND (:until IS NULL OR claims.day <= :until)
      AND (:code IS NULL OR claims.id IN (SELECT claim FROM parties WHERE sort = 'code' AND word = :code))
    GROUP BY parties.word, claims.kind"""
_STORIES: Final = """
    SELECT parties.word AS name, count(DISTINCT reports.story) AS sources
    FROM parties JOIN claims ON claims.id = parties.claim JOIN reports ON reports.hash = claims.report
    WHERE parties.sort = 'name' GROUP BY parties.word"""


def contradictions(ledger: Ledger, wanted: Selection) -> Iterator[Record]:
    """Quantities on which reports differ: each value with the claims that give it. Rejected claims are left out."""
    chosen = {row["id"] for row in records(ledger, wanted)}
    for group in _groups(ledger):
        if not chosen.isdisjoint(group):
            claims = [held for held in (record(ledger, claim) for claim in group) if held["state"] != "rejected"]
            sides = _sides(claims)
            if len(sides) > 1:
                yield {key: claims[0]["claim"].get(key) for key in ("measure", "subject", "target")} | {"sides": sides}


def _groups(ledger: Ledger) -> list[list[str]]:
    """Claims that contradict each other, directly or through a third, in the order in which they were found."""
    group: dict[str, list[str]] = {}
    for row in ledger.rows(_PAIRS):
        one, other = (group.setdefault(row[way], [row[way]]) for way in ("to_claim", "from_claim"))
        if one is not other:
            one.extend(other)
            group.update(dict.fromkeys(other, one))
    return list({id(members): members for members in group.values()}.values())


def _sides(claims: list[Record]) -> list[dict[str, Any]]:
    """The claims by the value they give, each value with the number of its sources."""
    by_value: dict[tuple[float, str, str | None], list[Record]] = defaultdict(list)
    for held in claims:
        content = held["claim"]
        by_value[content["normalised"], content["unit"], content.get("bound")].append(held)
    return [
        {
            "value": value, "unit": unit, "bound": bound, "claims": sorted(group, key=_order),
            "sources": len({held["report"]["copy_of"] or held["report"]["hash"] for held in group}),
        }
        for (value, unit, bound), group in by_value.items()
    ]  # fmt: skip


def _order(held: Record) -> tuple[str, str]:
    return held["day"], held["id"]


def actors(ledger: Ledger, wanted: Selection) -> list[Record]:
    """Everybody named: how many figures, statements, positions and events, from how many sources, and when."""
    values: dict[str, object] = {
        "since": wanted.since and str(wanted.since),
        "until": wanted.until and str(wanted.until),
    }
    values["code"] = wanted.codes[0] if wanted.codes else None
    sources = {row["name"]: row["sources"] for row in ledger.rows(_STORIES)}
    found: dict[str, Record] = {}
    for row in ledger.rows(_PARTIES, values):
        held = found.setdefault(row["name"], _actor(row["name"], sources[row["name"]]))
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
    """Every issue somebody takes a position on: how many positions and actors, how many for and against."""
    found: dict[str, list[Record]] = defaultdict(list)
    for held in records(ledger, wanted):
        found[held["claim"]["issue"]].append(held)
    rows = [_issue(name, held) for name, held in found.items()]
    return sorted(rows, key=lambda row: (-row["positions"], row["issue"]))


def _issue(name: str, held: list[Record]) -> Record:
    ways = [side_of(row["claim"]["stance"]) for row in held]
    return {
        "issue": name,
        "positions": len(held),
        "actors": sorted({actor for row in held for actor in row["claim"]["actor"].split("; ")}),
        "for": ways.count(FOR),
        "against": ways.count(AGAINST),
        "sources": len({row["report"]["copy_of"] or row["report"]["hash"] for row in held}),
        "first": min(row["day"] for row in held),
        "last": max(row["day"] for row in held),
    }
