"""The answers to one situation as plain data: places from 0 to 1 on each scale, utilities from -1 to 0."""

from typing import Any

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.compromise import influence
from westphalia.report.settle_dependence import dependence_json
from westphalia.report.settle_lines import issue_lines, limit_lines, origins_line, short_lines
from westphalia.report.settle_origins import estimate_json, origin_json
from westphalia.report.settle_refusals import refusals_json
from westphalia.report.settle_tables import named_packages
from westphalia.report.settle_words import level_names, nearest_level
from westphalia.report.settle_zone import zone_json
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Band, Imposing, Swing, TextAnswer, Trade
from westphalia.situation import load_situation, situations
from westphalia.situation.schema import Text
from westphalia.world.backtest import model_error


def situations_json() -> list[dict[str, Any]]:
    """The situations that ship."""
    return [_heading(name) for name in situations()]


def _heading(name: str) -> dict[str, Any]:
    one = load_situation(name)
    size = {"actors": len(one.actors), "issues": len(one.issues)}
    return {"situation": name, "title": one.title, "date": one.date, "sha256": one.sha256} | size


def settle_json(of: Settlement) -> dict[str, Any]:
    """Every answer of the models, in the order of the tables."""
    every = range(len(of.situation.issues))
    return _top(of) | {
        "in_short": list(short_lines(of)),
        "issues": [_issue(of, q) for q in every],
        "positions": [one for q in every for one in _positions(of, q)],
        "actors": _actors(of),
        "packages": _packages(of),
        "chosen": [_package(of, package) | {"chosen_as": name} for name, package in named_packages(of)],
        "deciders": [_decider(of, v) for v in range(len(of.deciders))],
        "ruled_out": refusals_json(of),
        "zone": zone_json(of),
        "dependence": dependence_json(of),
        "bargain": _bargain(of),
        "texts": texts_json(of),
        "exchanges": [_trade(of, one) for one in of.trades],
        "imposing": [_imposing(of, one) for one in of.imposing],
        "swings": [_swing(of, one) for one in of.swings],
        "no_deal_together": {"lowest": of.joint.lowest, "highest": of.joint.highest},
        "not_modelled": list(limit_lines(of)),
    }


def issue_json(of: Settlement, issue: int) -> dict[str, Any]:
    """One issue alone: positions, what each model implies, and what moves the compromise on it."""
    return _top(of) | {
        "in_short": list(issue_lines(of, issue)),
        "issues": [_issue(of, issue)],
        "positions": _positions(of, issue),
        "actors": _actors(of),
        "swings": [_swing(of, one) for one in of.swings_on(issue)],
        "not_modelled": list(limit_lines(of)),
    }


def _top(of: Settlement) -> dict[str, Any]:
    error = model_error()
    kinds = ("kind", "stated", "inferred", "assumed")
    return {
        "title": of.situation.title,
        "date": of.situation.date,
        "sha256": of.situation.sha256,
        "unit": "places from 0 to 1 on each scale; utilities from -1 to 0",
        "known_how": origins_line(of),
        "origins": [{name: getattr(one, name) for name in kinds} for one in of.origins.kinds],
        "draws": of.number,
        "seed": of.situation.seed,
        "model_error": {
            "half_width": error.half_width, "level": error.level, "held_out": error.held_out, "mae": error.mae,
            "mae_middle": error.mae_middle, "issues": error.issues, "note": error.note, "licence": error.licence,
        },
    }  # fmt: skip


def _issue(of: Settlement, q: int) -> dict[str, Any]:
    issue, found, bargain = of.situation.issues[q], of.points, of.bargain
    return {
        "issue": issue.name,
        "title": issue.title,
        "low": issue.low,
        "high": issue.high,
        "scale": list(issue.scale),
        "status_quo": float(found.status_quo[q]),
        "compromise": float(found.compromise[q]),
        "nearest_level": nearest_level(issue, float(found.compromise[q])),
        "input_band": _band(found.inputs, q),
        "middle_of_draws": _place(found.middle, q),
        "model_band": _band(found.model, q),
        "spread": float(found.spread[q]),
        "plain_mean": float(found.mean[q]),
        "equal_capability": float(found.equal_capability[q]),
        "weighted_median": float(found.median[q]),
        "nash": _place(bargain.nash, q),
        "kalai_smorodinsky": _place(bargain.kalai_smorodinsky, q),
        "challenge": [
            {"reading": name, "place": float(place)}
            for name, place in zip(of.readings.names, of.readings.forecast[q], strict=True)
        ],
    }


def _band(band: Band | None, q: int) -> list[float] | None:
    return None if band is None else [float(band.low[q]), float(band.high[q])]


def _place(point: Float[np.ndarray, " q"] | None, q: int) -> float | None:
    return None if point is None else float(point[q])


def _packages(of: Settlement) -> dict[str, Any]:
    found, drawn = of.agreed, of.agreed.drawn
    return {
        "number": of.grid.number,
        "agreed": int(found.at_mode.sum()),
        "certain": int(found.bounds.certain.sum()),
        "possible": int(found.bounds.possible.sum()),
        "robust": None if found.robust is None else int(found.robust.sum()),
        "frontier": int(of.frontier.sum()),
        "core": None if found.core is None else int(found.core.sum()),
        "empty": None if drawn is None else drawn.empty,
        "surest": None if drawn is None else float(drawn.probability.max()),
        "agreed_over_draws": None if drawn is None else drawn.size_quantiles.tolist(),
        "emptied": _emptied(of),
    }


def _emptied(of: Settlement) -> dict[str, Any] | None:
    emptied = of.agreed.emptied
    if emptied is None:
        return None
    return {
        "by": [[of.deciders[v] for v in one] for one in emptied.vetoes],
        "concession": emptied.concession,
        "missing": _by_actor(of, emptied.missing),
    }


def _package(of: Settlement, package: int) -> dict[str, Any]:
    drawn, of_deciders = of.agreed.drawn, of.deciding
    gains = of_deciders.utilities[:, package] - of_deciders.mode.no_deal
    return {
        "levels": [
            {"issue": issue, "level": level}
            for issue, level in zip(of.situation.issue_names, level_names(of, package), strict=True)
        ],
        "agreed": bool(of.agreed.at_mode[package]),
        "probability": None if drawn is None else float(drawn.probability[package]),
        "gains": _by_actor(of, gains),
        "crosses_lines_of": _crossed(of, package),
    }


def _by_actor(of: Settlement, values: Float[np.ndarray, " v"]) -> list[dict[str, Any]]:
    return [{"actor": name, "utility": float(value)} for name, value in zip(of.deciders, values, strict=True)]


def _crossed(of: Settlement, package: int) -> list[str] | None:
    found = of.refusals
    if found is None:
        return None
    return [of.situation.actor_names[a] for v, a in enumerate(found.vetoes) if found.crossed[v, package]]


def _decider(of: Settlement, v: int) -> dict[str, Any]:
    found, ranges = of.agreed, of.deciding.ranges
    return {
        "actor": of.deciders[v],
        "veto": bool(of.deciding.rule.veto[v]),
        "votes": float(of.deciding.rule.votes[v]),
        "no_deal": [float(one.no_deal[v]) for one in (ranges.low, ranges.mode, ranges.high)],
        "agreed_without": int(found.pivots.without[v]),
        "decisive": None if found.drawn is None else float(found.drawn.decisive[v]),
        "hangs_on": float(of.bargain.price[v]),
    }


def _bargain(of: Settlement) -> dict[str, Any]:
    found = of.bargain
    return {
        "room": found.room,
        "players": [name for name, plays in zip(of.deciders, found.players, strict=True) if plays],
        "gains": None if found.nash_gains is None else _by_actor(of, found.nash_gains),
    }


def texts_json(of: Settlement) -> list[dict[str, Any]]:
    """Every text on the table: for whom it is better than no deal, who ruled out what of it, and what it rests on."""
    return [_text(of, one, text) for one, text in zip(of.texts, of.situation.texts, strict=True)]


def _text(of: Settlement, one: TextAnswer, text: Text) -> dict[str, Any]:
    names, issues = of.situation.actor_names, of.situation.issues
    return {
        "title": one.title,
        "date": text.date,
        "feasible": one.package is not None,
        "agreed": one.agreed,
        "probability": one.probability,
        "accepted_by": [name for name, yes in zip(names, one.accepted, strict=True) if yes],
        "ruled_out_by": [
            {"actor": names[a], "issue": issues[q].name, "level": issues[q].levels[one.steps[q]].name}
            for a, q in one.crosses
        ],
        "better": None if one.better is None else _package(of, one.better),
        "better_by": None if one.gains is None else _by_actor(of, one.gains),
    } | origin_json(text)


def _trade(of: Settlement, one: Trade) -> dict[str, Any]:
    actors, issues = of.situation.actor_names, of.situation.issue_names
    return {
        "actors": [actors[a] for a in one.actors],
        "issues": [issues[q] for q in one.exchange.issues],
        "moves": list(one.exchange.moves),
        "places": [float(one.exchange.settlement[q]) for q in one.exchange.issues],
        "gain": one.exchange.gain,
        "effect": [{"actor": name, "utility": float(x)} for name, x in zip(actors, one.exchange.effect, strict=True)],
    }


def _imposing(of: Settlement, one: Imposing) -> dict[str, Any]:
    return {
        "on": [of.deciders[v] for v in one.raised],
        "cost": one.cost,
        "agreed": one.agreed,
        "empty": one.empty,
        "nash": None if one.nash is None else one.nash.tolist(),
        "nash_package": None if one.nash_package is None else _package(of, one.nash_package),
    }


def _swing(of: Settlement, one: Swing) -> dict[str, Any]:
    names = of.situation.issue_names
    return {
        "kind": one.kind,
        "actor": of.situation.actor_names[one.actor],
        "issue": None if one.issue is None else names[one.issue],
        "values": list(one.values),
        "on": names[one.on],
        "compromise": list(one.compromise),
        "agreed": list(one.agreed),
        "flips_at": one.flips_at,
        "package_at": one.package_at,
    }


def _positions(of: Settlement, q: int) -> list[dict[str, Any]]:
    """Who stands where on one issue, and what both numbers rest on."""
    follows, ranges, name = influence(of.mode), of.ranges, of.situation.issue_names[q]
    ends = ranges.low, ranges.mode, ranges.high
    return [
        {
            "actor": actor.name,
            "issue": name,
            "place": [float(one.position[a, q]) for one in ends],
            "salience": [float(one.salience[a, q]) for one in ends],
            "weight": float(follows[a, q]),
            "known_how": held.basis,
            "date": held.date,
            "salience_coded": estimate_json(held.salience),
        }
        | origin_json(held)
        for a, actor in enumerate(of.situation.actors)
        if (held := of.situation.held.get((actor.name, name))) is not None
    ]


def _actors(of: Settlement) -> list[dict[str, Any]]:
    """What each actor can bring to bear and what no deal is worth to it, as coded, and what both rest on."""
    return [
        {
            "actor": actor.name,
            "title": actor.title,
            "veto": actor.veto,
            "votes": actor.votes,
            "capability_coded": estimate_json(actor.capability),
            "no_deal_coded": estimate_json(actor.no_deal),
        }
        for actor in of.situation.actors
    ]
