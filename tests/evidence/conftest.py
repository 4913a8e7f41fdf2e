"""What the tests of reading share: the two real reports and the readings of them by hand."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

REPORTS = Path(__file__).parents[2] / ".." / "shared" / "reports"
TEXTS = Path(__file__).parent / "texts"
REAL = ("2024-11-11-paris", "2025-02-24-washington")


@cache
def _gold(name: str) -> dict[str, Any]:
    return dict(json.loads((REPORTS / "gold" / f"{name}.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def real() -> Callable[[str], tuple[Path, date, dict[str, Any]]]:
    """A real report by name: its path, its day, and the reading by hand; skipped where they are absent."""

    def get(name: str) -> tuple[Path, date, dict[str, Any]]:
        path = REPORTS / f"{name}.txt"
        if not path.exists():
            pytest.skip("the real reports are not beside the checkout")
        return path, date.fromisoformat(name[:10]), _gold(name)

    return get
