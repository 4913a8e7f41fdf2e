"""A situation of two actors over two things, made for logs of forecasts: every number of its forecast is by hand."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from westphalia.settlement.forecast_intake import add_forecast, add_outcome
from westphalia.settlement.forecast_log import FIRST, canonical
from westphalia.settlement.forecasts import Came

CODED, MADE, TODAY = date(2025, 2, 24), date(2025, 3, 1), date(2025, 6, 30)
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
        "date": CODED.isoformat(),
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


def came(issue: str = "x", value: float = 0.7, on: date = date(2025, 5, 1), **more: Any) -> Came:
    """What came about on an issue of the situation."""
    return Came(issue, value, on, more.pop("source", "a paper"), **more)


def write_log(path: Path, situation: Path, *outcomes: Came) -> Path:
    """A log of the situation's forecast and of outcomes."""
    add_forecast(path, str(situation), MADE, MADE)
    for one in outcomes:
        add_outcome(path, str(situation), one, TODAY)
    return path


def sealed_anew(lines: list[bytes]) -> bytes:
    """What somebody who knows the format could write in place of a log."""
    head, written = FIRST, []
    for line in lines:
        content = json.loads(line) | {"previous": head}
        del content["sha256"]
        head = sha256(canonical(content).encode()).hexdigest()
        written.append(f"{canonical(content | {'sha256': head})}\n".encode())
    return b"".join(written)
