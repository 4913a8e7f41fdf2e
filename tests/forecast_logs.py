"""A situation of two actors over two things, made for logs of forecasts: every number of its forecast is by hand."""

from pathlib import Path

import yaml

TITLE = "Two over two things"


def _sure(value: float) -> dict[str, object]:
    return {"low": value, "mode": value, "high": value, "assumed": "why"}


def _actor(name: str, capability: float) -> dict[str, object]:
    return {
        "name": name,
        "title": name,
        "veto": True,
        "capability": {"low": capability, "mode": capability, "high": 2 * capability, "assumed": "why"},
        "no_deal": _sure(-0.7),
    }


def _position(actor: str, issue: str, low: float, mode: float, high: float) -> dict[str, object]:
    where = {"low": low, "mode": mode, "high": high, "source": "a paper", "date": "2025-02-01"}
    return {"actor": actor, "issue": issue, **where, "salience": _sure(1.0)}


def _levels(low: float, high: float) -> list[dict[str, object]]:
    return [{"name": "none", "at": low}, {"name": "all", "at": high}]


def two_text(title: str = TITLE) -> str:
    """The file of the situation: x from 0 to 1 stands at 0.5, y from 4 to 10 years stands nowhere."""
    ends = {"low": "none", "high": "all"}
    content = {
        "title": title,
        "date": "2025-02-24",
        "actors": [_actor("a", 1.0), _actor("b", 3.0)],
        "issues": [
            {"name": "x", "title": "X", **ends, "status_quo": {"at": 0.5, "assumed": "why"}, "levels": _levels(0, 1)},
            {"name": "y", "title": "Y", **ends, "scale": [4, 10], "unit": "years", "levels": _levels(4, 10)},
        ],
        "positions": [
            _position("a", "x", 0.0, 0.0, 0.0),
            _position("b", "x", 0.9, 1.0, 1.0),
            _position("a", "y", 4.0, 4.0, 6.0),
            _position("b", "y", 8.0, 10.0, 10.0),
        ],
    }
    return yaml.safe_dump(content, sort_keys=False)


def write_two(path: Path, title: str = TITLE) -> Path:
    """The situation as a file."""
    path.write_text(two_text(title), encoding="utf-8")
    return path
