"""One reading against the reading by hand of the same text: a score for every kind."""

from collections.abc import Callable
from typing import Any

from tests.evidence.gold import Gold
from tests.evidence.matching import (
    nearness,
    pairs,
    places,
    same_actor,
    same_actors,
    same_day,
    same_free_name,
    same_name,
    same_names,
    same_unit,
    same_word,
    sets_agree,
)  # fmt: skip
from tests.evidence.score import Score

from westphalia.evidence.words.text import sentences

Item = dict[str, Any]
Scores = dict[str, Score]
Pairs = list[tuple[Item, Item]]
MODES = ("direct", "mixed", "indirect", "silence")
KINDS = {
    "figures": ("figures",),
    "dates": ("dates",),
    "quotes": ("quotes",),
    "speakers": ("speakers",),
    "statements": ("statements", *(f"statements {mode}" for mode in MODES), "mode", "status", "via"),
    "positions": ("positions", "stance", "lever", "issue"),
    "events": ("events", "event type", "event dates", "event participants"),
    "disavowals": ("disavowals",),
}
_SHORT = 90
_SAME_KIND = 0.1  # as near as two events in one sentence come that are told in other words


def compare(gold: Gold, ours: Item) -> Scores:
    """The scores of our reading as JSON, kind by kind; kinds that the reading by hand leaves out are absent."""
    out: Scores = {}
    if "figures" in gold.kinds:
        out["figures"] = _figures(gold, ours.get("figures", []))
    if "dates" in gold.kinds:
        out["dates"] = _dates(gold, ours.get("dates", []))
    if "statements" in gold.kinds:
        out |= _statements(gold, ours.get("statements", []))
    if "positions" in gold.kinds:
        out |= _positions(gold, ours.get("positions", []))
    if "events" in gold.kinds:
        out |= _events(gold, ours.get("events", []))
    return out


def _near(a: Item, b: Item) -> float:
    return nearness(places(a), places(b))


def _matched(
    found: list[Item], gold: list[Item], near: Callable[[Item, Item], float]
) -> tuple[Pairs, list[Item], list[Item]]:
    """Pairs, false and missed; what is optional by hand, or beside one that is, is neither."""
    wanted = [item for item in gold if not item.get("optional")]
    both, false, missed = pairs(found, wanted, near)
    optional = [item for item in gold if item.get("optional")]
    return both, [item for item in false if not any(_near(item, one) for one in optional)], missed


def short(text: str) -> str:
    """A text on one line, cut."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _said(item: Item) -> str:
    spans = item.get("content") or item.get("quoted") or [item.get("span") or item.get("cue") or {"text": ""}]
    return short(" … ".join(span["text"] for span in spans))


def _figures(gold: Gold, ours: list[Item]) -> Score:
    both, false, missed = _matched(ours, gold.items["figures"], _near)
    score = Score(given=len(both) + len(false), wanted=len(both) + len(missed))
    for mine, hand in both:
        close = abs(mine["value"] - hand["value"]) <= 1e-5 * abs(hand["value"])
        if close and same_unit(mine["unit"], hand.get("unit")):
            score.right += 1
        else:
            shown = f"{mine['value']:g} {mine['unit']}, by hand {hand['value']:g} {hand.get('unit')}"
            score.differing.append(f"{gold.name}: {_said(hand)}: {shown}")
    return _listed(score, gold, false, missed)


def _listed(score: Score, gold: Gold, false: list[Item], missed: list[Item]) -> Score:
    score.false += [f"{gold.name}: {_said(item)}" for item in false]
    score.missed += [f"{gold.name}: {_said(item)}" for item in missed]
    return score


def _dates(gold: Gold, ours: list[Item]) -> Score:
    both, false, missed = _matched(ours, gold.items["dates"], _near)
    false = false if gold.all_dates else []
    score = Score(given=len(both) + len(false), wanted=len(both) + len(missed))
    for mine, hand in both:
        if same_day(mine["start"], hand["start"]) and same_day(mine["end"], hand["end"]):
            score.right += 1
        else:
            shown = f"{mine['start']} to {mine['end']}, by hand {hand['start']} to {hand['end']}"
            score.differing.append(f"{gold.name}: {_said(hand)}: {shown}")
    return _listed(score, gold, false, missed)


def _statements(gold: Gold, ours: list[Item]) -> Scores:
    def near(mine: Item, hand: Item) -> float:
        told = mine.get("speaker") and hand.get("speaker")
        return _near(mine, hand) if not told or same_names(mine["speaker"], hand["speaker"]) else 0.0

    theirs = gold.items["statements"]
    both, false, missed = _matched(ours, theirs, near)
    interrupted = [hand for _, hand in both if len(hand["content"]) > 1]
    false = [item for item in false if not any(near(item, hand) for hand in interrupted)]
    out = {"statements": _split(gold, both, false, missed, ours)}
    for mode in MODES:
        of_mode = ([p for p in both if p[1].get("mode") == mode], *(_of(mode, items) for items in (false, missed)))
        out[f"statements {mode}"] = _bare(_split(gold, *of_mode, ours))
    out["mode"] = _field(gold, both, "mode", same_word)
    out["status"] = _field(gold, both, "status", same_word)
    out["via"] = _field(gold, both, "via", same_name)
    out["disavowals"] = _disavowals(gold, ours, both)
    return out | _quotes(gold, ours)


def _of(mode: str, items: list[Item]) -> list[Item]:
    return [item for item in items if item.get("mode") == mode]


def _bare(score: Score) -> Score:
    return Score(score.right, score.given, score.wanted)


def _who(item: Item) -> str:
    return str(item.get("speaker") or item.get("actor") or "nobody")


def _split(gold: Gold, both: Pairs, false: list[Item], missed: list[Item], ours: list[Item]) -> Score:
    """The score of statements or positions; what is missed names what we have in its place."""
    score = Score(len(both), len(both) + len(false), len(both) + len(missed))
    score.false = [f"{gold.name}: {_who(item)}: {_said(item)}" for item in false]
    for item in missed:
        there = next((one for one in ours if _near(one, item)), None)
        instead = f" [ours there: {_who(there)}: {_said(there)}]" if there else ""
        score.missed.append(f"{gold.name}: {_who(item)}: {_said(item)}{instead}")
    return score


def _field(gold: Gold, both: Pairs, key: str, same: Callable[[str, str], bool], free: bool = False) -> Score:
    """Agreement of one field over the pairs where it was given or, unless it is `free`, only where by hand too."""
    score = Score()
    for mine, hand in both:
        value, right = mine.get(key), hand.get(key)
        score.given += value is not None and (right is not None or not free)
        score.wanted += right is not None
        if value is not None and right is not None and same(value, right):
            score.right += 1
        elif right is not None or (value is not None and not free):
            score.differing.append(f"{gold.name}: {_said(hand)}: {value}, by hand {right}")
    return score


def _disavowals(gold: Gold, ours: list[Item], both: Pairs) -> Score:
    by_hand = {mine["id"]: hand["id"] for mine, hand in both}
    optional = {item["id"] for item in gold.items["statements"] if item.get("optional")}
    wanted = {link for link in _links(gold.items["statements"]) if not optional & set(link)}
    links = _links(ours)
    right = {link for link in wanted if any((by_hand.get(a), by_hand.get(b)) == link for a, b in links)}
    content = {item["id"]: _said(item) for item in gold.items["statements"]}
    score = Score(len(right), len(links), len(wanted))
    score.missed = [f"{gold.name}: {content[a]} → {content[b]}" for a, b in sorted(wanted - right)]
    said = {item["id"]: _said(item) for item in ours}
    false = [link for link in sorted(links) if (by_hand.get(link[0]), by_hand.get(link[1])) not in wanted]
    score.false = [f"{gold.name}: {said[a]} → {said[b]}" for a, b in false]
    return score


def _links(statements: list[Item]) -> set[tuple[str, str]]:
    known = {item["id"] for item in statements}
    links = {(item["id"], item["disavows"]) for item in statements if item.get("disavows")}
    links |= {(item["disavowed_by"], item["id"]) for item in statements if item.get("disavowed_by")}
    return {(a, b) for a, b in links if {a, b} <= known}


def _quotations(statements: list[Item]) -> list[Item]:
    """Every quoted span once, with the speakers of the statements it stands in."""
    out: dict[tuple[int, int], Item] = {}
    for item in statements:
        for span in item.get("quoted") or []:
            one = out.setdefault((span["start"], span["end"]), {"span": span, "speakers": [], "optional": True})
            one["speakers"].append(item.get("speaker"))
            one["optional"] &= bool(item.get("optional"))
    return list(out.values())


def _quotes(gold: Gold, ours: list[Item]) -> Scores:
    terms = [term | {"optional": True} for term in gold.items["terms"]]
    both, false, missed = _matched(_quotations(ours), [*_quotations(gold.items["statements"]), *terms], _near)
    score = Score(len(both), len(both) + len(false), len(both) + len(missed))
    for mine, hand in both:
        if mine["span"]["text"] != hand["span"]["text"]:
            score.differing.append(f"{gold.name}: {_said(mine)}, by hand {_said(hand)}")
    speakers = Score()
    for mine, hand in [*both, *(({"speakers": []}, one) for one in missed)]:
        speakers.add(_speaker(gold, mine, hand))
    return {"quotes": _listed(score, gold, false, missed), "speakers": speakers}


def _speaker(gold: Gold, mine: Item, hand: Item) -> Score:
    """Whether the speaker of one quotation is right, wrong (`false`) or not given (`missed`)."""
    given = [name for name in mine["speakers"] if name]
    wanted = [name for name in hand["speakers"] if name]
    score = Score(given=bool(given), wanted=bool(wanted))
    if any(same_names(a, b) for a in given for b in wanted):
        score.right = 1
    elif given:
        score.false = [f"{gold.name}: {_said(hand)}: {given[0]}, by hand {wanted[0] if wanted else 'nobody'}"]
    elif wanted:
        score.missed = [f"{gold.name}: {_said(hand)}: by hand {wanted[0]}"]
    return score


def _positions(gold: Gold, ours: list[Item]) -> Scores:
    speaker = {item.get("id"): item.get("speaker") for item in gold.items["statements"]}

    def near(mine: Item, hand: Item) -> float:
        said = "; ".join(filter(None, (speaker.get(name) for name in hand.get("statements") or [])))
        return _near(mine, hand) if same_actors(mine.get("actor"), hand.get("actor"), said) else 0.0

    both, false, missed = _matched(ours, gold.items["positions"], near)
    return {
        "positions": _split(gold, both, false, missed, ours),
        "stance": _field(gold, both, "stance", lambda a, b: a.casefold() == b.casefold()),
        "lever": _field(gold, both, "lever", same_free_name, free=True),
        "issue": _field(gold, both, "issue", lambda a, b: a == b, free=True),
    }


def _events(gold: Gold, ours: list[Item]) -> Scores:
    bounds = [(one.start, one.end) for one in sentences(gold.text)]

    def sentence(item: Item) -> set[int]:
        start, end = item["span"]["start"], item["span"]["end"]
        return {i for i, (a, b) in enumerate(bounds) if a < end and start < b}

    def near(mine: Item, hand: Item) -> float:
        alike = mine["type"] == hand["type"] and bool(hand.get("who")) and _same_who(mine, hand)
        return _near(mine, hand) + _SAME_KIND * (alike and bool(sentence(mine) & sentence(hand)))

    both, false, missed = _matched(ours, gold.items["events"], near)
    score = Score(len(both), len(both) + len(false), len(both) + len(missed))
    return {"events": _listed(score, gold, false, missed), **_event_fields(gold, both)}


def _same_who(mine: Item, hand: Item) -> bool:
    return sets_agree(mine.get("who") or [], hand.get("who") or [], same_actor)


def _event_fields(gold: Gold, both: Pairs) -> Scores:
    def days(item: Item) -> str:
        return f"{item.get('date_start')} to {item.get('date_end')}"

    def on(mine: Item, hand: Item) -> bool:
        return all(same_day(mine.get(key), hand.get(key)) for key in ("date_start", "date_end"))

    fields: dict[str, tuple[Callable[[Item, Item], bool], Callable[[Item], str]]] = {
        "event type": (lambda a, b: a["type"] == b["type"], lambda item: item["type"]),
        "event dates": (on, days),
        "event participants": (_same_who, lambda item: ", ".join(item.get("who") or []) or "nobody"),
    }
    out = {}
    for name, (same, shown) in fields.items():
        wrong = [(mine, hand) for mine, hand in both if not same(mine, hand)]
        out[name] = Score(len(both) - len(wrong), len(both), len(both))
        out[name].differing = [f"{gold.name}: {_said(b)}: {shown(a)}, by hand {shown(b)}" for a, b in wrong]
    return out
