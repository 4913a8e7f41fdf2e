"""Readings by hand beside their reports: JSON in `evidence-gold/1`, or YAML lists of paragraphs, in one form."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

Item = dict[str, Any]
KINDS = ("figures", "dates", "terms", "statements", "positions", "events")


class GoldError(ValueError):
    """A reading by hand that does not fit its text: the file, the item and the string, and what to do."""


@dataclass(frozen=True)
class Gold:
    """One report and its reading by hand, with the field names of `evidence-gold/1`.

    `kinds` are those the file annotates at all; `all_dates` says whether every date expression is listed.
    """

    name: str
    text: str
    day: date
    items: dict[str, list[Item]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    all_dates: bool = True


def golds(folder: Path) -> list[Gold]:
    """Every report of a folder that has a reading by hand, in order of the names."""
    out = [gold for path in sorted(folder.glob("*.yaml")) for gold in _paragraphs(path)]
    for report in sorted(folder.glob("*.txt")):
        beside = (report.with_suffix(".json"), folder / "gold" / f"{report.stem}.json")
        found = next((path for path in beside if path.exists()), None)
        out += [_report(report, found)] if found else []
    return out


def _loaded(path: Path, load: Callable[[str], Any]) -> Any:
    try:
        return load(path.read_text(encoding="utf-8"))
    except (ValueError, yaml.YAMLError) as problem:
        raise GoldError(f"{path.name}: cannot be read: {problem}. Correct the file.") from None


def _report(report: Path, path: Path) -> Gold:
    text = report.read_bytes().decode("utf-8")
    content = _loaded(path, json.loads)
    for item in _spans(content):
        if text[item["start"] : item["end"]] != item["text"]:
            raise GoldError(
                f"{path.name}: {item['text']!r} is not at {item['start']}-{item['end']} of {report.name}, "
                "expected offsets in code points. Correct the span."
            )
    terms = [{"span": trap["span"]} for trap in content.get("traps", []) if "scare quote" in trap["why"]]
    items = {kind: content.get(kind, []) for kind in KINDS} | {"terms": terms}
    items["dates"] = [
        {"span": event["date_expr"], "start": event["date_start"], "end": event["date_end"]}
        for event in items["events"]
        if event.get("date_expr")
    ]
    day = date.fromisoformat(content["report_date"])
    return Gold(report.name, text, day, items, frozenset(KINDS), all_dates=False)


def _spans(content: Any) -> Iterator[Item]:
    if isinstance(content, dict):
        if {"start", "end", "text"} <= content.keys():
            yield content
        else:
            for value in content.values():
                yield from _spans(value)
    elif isinstance(content, list):
        for value in content:
            yield from _spans(value)


def _paragraphs(path: Path) -> list[Gold]:
    content = _loaded(path, yaml.safe_load) or []
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise GoldError(f"{path.name}: expected a list of paragraphs, each with id, date and text.")
    kinds = frozenset(kind for item in content for kind in KINDS if kind in item)
    return [_paragraph(path, number, item, kinds) for number, item in enumerate(content, 1)]


def _paragraph(path: Path, number: int, item: Item, kinds: frozenset[str]) -> Gold:
    name = f"{path.name}#{item.get('id', number)}"
    for key in ("text", "date"):
        if not item.get(key):
            raise GoldError(f"{name}: has no {key}, expected one. Add `{key}:` to the item.")
    text = item["text"]
    placed = {
        "figures": [_valued(one, name) for one in _in_order(item.get("figures"), text, f"{name}, figures")],
        "dates": [_dated(one) for one in _in_order(item.get("dates"), text, f"{name}, dates")],
        "terms": [{"span": span} for one in item.get("terms") or [] for span in _everywhere(one, text, name)],
        "statements": [_statement(one, text, name) for one in item.get("statements") or []],
        "positions": [_spanned(one, text, f"{name}, {one.get('id')}") for one in item.get("positions") or []],
        "events": [_event(one, text, f"{name}, {one.get('id')}") for one in item.get("events") or []],
    }
    placed["figures"] += [
        {"span": span, "optional": True} for one in item.get("optional") or [] for span in _everywhere(one, text, name)
    ]
    day = item["date"] if isinstance(item["date"], date) else date.fromisoformat(str(item["date"]))
    return Gold(name, text, day, placed, kinds)


def _in_order(wanted: list[Item] | None, text: str, where: str) -> list[Item]:
    """Items with their places; the same string listed again without nth stands at its next place."""
    out: list[Item] = []
    for one in wanted or []:
        if "text" not in one:
            raise GoldError(f"{where}: {one} has no text, expected a string of the report. Add `text:` to it.")
        verbatim = one["text"] if isinstance(one["text"], dict) else one
        same = [old["span"]["end"] for old in out if old["span"]["text"] == str(verbatim["text"])]
        span = place(verbatim, text, where, after=max(same, default=0))
        out.append({key: value for key, value in one.items() if key not in ("text", "nth")} | {"span": span})
    return out


def _valued(one: Item, name: str) -> Item:
    try:
        return one | {"value": float(one["value"])}
    except (KeyError, TypeError, ValueError):
        raise GoldError(
            f"{name}, figures: {one['span']['text']!r} has the value {one.get('value')!r}, expected a number. "
            "Write `value:` as 20 or 1.8e+9."
        ) from None


def _dated(one: Item) -> Item:
    return one | {key: None if one.get(key) is None else str(one[key]) for key in ("start", "end")}


def _everywhere(wanted: str | Item, text: str, where: str) -> list[Item]:
    if isinstance(wanted, dict):
        return [place(wanted, text, where)]
    place(wanted, text, where)
    return [_span(text, found.start(), found.end()) for found in re.finditer(re.escape(wanted), text)]


def _statement(one: Item, text: str, name: str) -> Item:
    where = f"{name}, {one.get('id')}"
    content = [place(part, text, where) for part in _many(one.get("content"))]
    quoted = [place(part, text, where, within=content) for part in _many(one.get("quoted"))]
    spans = {key: place(one[key], text, where) if one.get(key) else None for key in ("speaker_mention", "cue")}
    return one | spans | {"content": content or quoted, "quoted": quoted}


def _spanned(one: Item, text: str, where: str) -> Item:
    if not one.get("span"):
        raise GoldError(f"{where}: has no span, expected a string of the text. Add `span:` to it.")
    return one | {"span": place(one["span"], text, where)}


def _event(one: Item, text: str, where: str) -> Item:
    out = _spanned(one, text, where)
    expression = place(one["date_expr"], text, where, within=[out["span"]]) if one.get("date_expr") else None
    days = {key: None if one.get(key) is None else str(one[key]) for key in ("date_start", "date_end")}
    return out | days | {"date_expr": expression}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _span(text: str, start: int, end: int) -> Item:
    return {"start": start, "end": end, "text": text[start:end]}


def place(
    wanted: str | Item, text: str, where: str, after: int = 0, within: list[Item] | None = None
) -> dict[str, Any]:
    """The place of a verbatim string: its nth one where that is given; otherwise the first that stands as words of
    their own after `after`, inside one of `within` where there is such a one."""
    string = str(wanted["text"] if isinstance(wanted, dict) else wanted)
    nth = wanted.get("nth") if isinstance(wanted, dict) else None
    plain = [found.start() for found in re.finditer(re.escape(string), text)]
    if not string or len(plain) < (nth or 1):
        raise GoldError(
            f"{where}: {string!r} stands {len(plain)} times in the text, expected {nth or 1} or more. "
            "Copy it verbatim from the text, with its quotation marks."
        )
    start = plain[nth - 1] if nth else _best(string, text, plain, after, within or [])
    return _span(text, start, start + len(string))


def _best(string: str, text: str, plain: list[int], after: int, within: list[Item]) -> int:
    def rank(start: int) -> tuple[bool, bool, bool, int]:
        end = start + len(string)
        inside = any(outer["start"] <= start and end <= outer["end"] for outer in within)
        return (start < after, not inside, not _own_words(string, text, start), start)

    return min(plain, key=rank)


def _own_words(string: str, text: str, start: int) -> bool:
    before, end = text[:start][-1:], start + len(string)
    cut = string[0].isalnum() and (before.isalnum() or (string[0].isdigit() and before in (".", ",") and start > 0))
    return not cut and not (string[-1].isalnum() and text[end : end + 1].isalnum())
