"""No key of the JSON output is undocumented."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PAGES = [Path(__file__).parents[2] / "docs" / name for name in ("interfaces.md", "scenarios.md")]
BY_NAME = {
    "verdicts", "not_drafted", "effects", "extra", "share", "financing", "rates", "changes", "by_variant", "by_sector",
    "by_partner", "by_channel", "by_source", "by_lever", "gdp_by_channel", "debt_by_channel", "by_key", "key", "pools",
    "countries", "left_out", "total", "extra_end_by_currency",
}  # fmt: skip
EXAMPLE = Path(__file__).parents[2] / "src/westphalia/examples/reports/2025-06-25-the-hague.txt"
DETAILS = ("--by", "sector", "--by", "partner", "--by", "closure")


def _keys(data: Any) -> Iterator[str]:
    """Every key that is a name of the format, not a claim, country, year, currency, channel or counterfactual."""
    if isinstance(data, list):
        for item in data:
            yield from _keys(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            inner = value.values() if key in BY_NAME and isinstance(value, dict) else [value]
            for item in inner:
                yield from _keys(item)


def _undocumented(data: Any) -> set[str]:
    known = {word for page in PAGES for word in re.findall(r"`([a-z_0-9]+)", page.read_text(encoding="utf-8"))}
    pairs = {key for key in _keys(data) if re.fullmatch(r"implied_rate_[a-z]{3}_per_[a-z]{3}", key)}
    return set(_keys(data)) - known - pairs


@pytest.mark.parametrize(
    "command",
    [("read", str(EXAMPLE)), ("run", "us-tariff-20", "--country", "POL", *DETAILS, "--draws", "2"),
     ("explain", "us-tariff-20"), ("explain", "uk-2.5-by-2027"), ("run", "uk-2.5-no-date"), ("run", "nato-5-by-2035"),
     ("run", "europe-alone-250bn"), ("run", "force-30000"), ("run", "era-yield-falls"),
     ("run", "replace-us-aid"), ("support", "DEU", "FRA"),
     ("sanctions",), ("sanctions", "eu-energy-embargo"),
     ("compare", "uk-2.5-by-2027", "uk-2.5-no-date"),
     ("compare", "uk-2.5-no-date", "force-30000"), ("studies", "--beside", "kiel-2025-02"), ("studies", "--verify"),
     ("settle",), ("settle", "transatlantic-tariffs-2025", "--draws", "3"),
     ("settle", "transatlantic-tariffs-2025", "--draws", "3", "--issue", "cars"), ("settle", "--backtest", "shipped"),
     ("minerals",), ("attacks", "--kind", "missiles"), ("corrections",), ("run", "february-2025"),
     ("studies",), ("levers",), ("presets",), ("validate", "uk-2.5-by-2027"),
     ("brief", str(EXAMPLE), "-o", "page.html")],
)  # fmt: skip
def test_every_key_is_documented(westphalia: Any, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = westphalia(*command, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert _undocumented(json.loads(done.stdout)) == set()


def test_an_undocumented_key_is_found() -> None:
    assert _undocumented({"schema": "x", "surprise": {"span": 1}}) == {"surprise"}


def test_every_key_of_a_log_of_forecasts_is_documented(tmp_path: Path) -> None:
    from datetime import date

    from forecast_logs import write_two
    from westphalia.report.forecasts import check_json, log_json, scores_json
    from westphalia.settlement.forecast_intake import add_forecast, add_outcome
    from westphalia.settlement.forecast_log import read_log
    from westphalia.settlement.forecast_scores import scores
    from westphalia.settlement.forecasts import Came

    path, day = tmp_path / "log.jsonl", date(2025, 3, 1)
    for name in ("one", "two"):
        situation = str(write_two(tmp_path / f"{name}.yaml", name))
        add_forecast(path, situation, day, day)
        for issue, on in (("x", day), ("y", date(2025, 3, 2))):
            add_outcome(path, situation, Came(issue, 4.0 if issue == "y" else 0.5, on, "a paper"), date(2025, 3, 2))
            day = date(2025, 3, 2)
    log = read_log(path)
    found = scores_json(log, scores(log))
    assert found["ahead"]
    assert found["known"]
    assert _undocumented([check_json(log), log_json(log), found]) == set()
