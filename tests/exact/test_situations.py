"""Situations: reading, hash, the latest position, scales, arrays, and the schema file."""

import json
import pickle
import re
from collections.abc import Mapping
from copy import deepcopy
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

import westphalia.situation
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.situation import load_situation, read_situation, situation_text, situations
from westphalia.situation.arrays import ABSENT, grid_of, ranges_of, rule_of, status_quo, taking_part
from westphalia.situation.estimate import Estimate, Sourced
from westphalia.situation.files import FORMAT, SCHEMA_NAME, schema_text

DOCS = Path(__file__).parents[2] / "docs"
PREFIXES = {
    "Situation": "", "Estimate": "", "Consequences": "consequences.", "StatusQuo": "status_quo.",
    "Refusal": "rules_out.",
}  # fmt: skip
NUMBER = {"low": 1.0, "mode": 1.0, "high": 1.0, "assumed": "for a test"}


def _position(actor: str, issue: str, places: tuple[float, float, float], date: str = "2025-02-01") -> dict[str, Any]:
    low, mode, high = places
    return {
        "actor": actor, "issue": issue, "date": date, "low": low, "mode": mode, "high": high, "source": "a report",
        "salience": {"low": 20.0, "mode": 40.0, "high": 80.0, "assumed": "for a test"},
    }  # fmt: skip


CONTENT: dict[str, Any] = {
    "title": "Two and one who watches",
    "date": "2025-02-24",
    "actors": [
        {"name": "a", "title": "A", "veto": True, "capability": NUMBER,
         "no_deal": {"low": -0.9, "mode": -0.7, "high": -0.5, "assumed": "for a test"}},
        {"name": "b", "title": "B", "votes": 3.0, "capability": NUMBER | {"high": 2.0},
         "no_deal": {"low": -0.7, "mode": -0.7, "high": -0.7, "assumed": "for a test"}},
        {"name": "c", "title": "C", "votes": 1.0, "capability": NUMBER,
         "no_deal": {"low": -0.7, "mode": -0.7, "high": -0.7, "assumed": "for a test"}},
    ],
    "issues": [
        {"name": "x", "title": "X", "low": "none", "high": "all",
         "levels": [{"name": "none", "at": 0.0}, {"name": "all", "at": 1.0}]},
        {"name": "y", "title": "Y", "low": "four", "high": "ten", "scale": [4.0, 10.0],
         "levels": [{"name": "four", "at": 4.0}, {"name": "seven", "at": 7.0}, {"name": "ten", "at": 10.0}],
         "status_quo": {"at": 5.5, "source": "a report"}},
    ],
    "quota": 3.0,
    "positions": [
        _position("a", "x", (0.0, 0.25, 0.5)), _position("b", "x", (1.0, 1.0, 1.0)),
        _position("a", "y", (8.5, 10.0, 10.0), "2025-02-20"), _position("a", "y", (4.0, 4.0, 5.5)),
        _position("b", "y", (5.5, 7.0, 10.0)), _position("c", "y", (7.0, 7.0, 7.0)),
    ],
    "conditions": [{"when": {"x": ["all"]}, "needs": {"y": ["seven", "ten"]}, "why": "for a test"}],
}  # fmt: skip


# reading and hash


def test_a_mapping_and_a_file_are_the_same_situation(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(CONTENT), encoding="utf-8")
    assert load_situation(str(path)) == read_situation(CONTENT)
    assert load_situation(str(path)).sha256 == read_situation(CONTENT).sha256


@pytest.mark.parametrize("name", situations())
def test_those_that_ship_are_read_by_name(name: str) -> None:
    situation = load_situation(name)
    text = situation_text(name)
    assert text.startswith(f"# yaml-language-server: $schema=../{SCHEMA_NAME}\n")
    assert situation == read_situation(parse_yaml(text, name))
    assert situation.date.isoformat()[:4] in name


def test_a_file_of_ones_own_comes_before_one_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = situations()[0]
    (tmp_path / name).write_text(json.dumps(CONTENT), encoding="utf-8")
    assert load_situation(name).title != CONTENT["title"]
    monkeypatch.chdir(tmp_path)
    assert load_situation(name).title == CONTENT["title"]


def _mixed(content: Any, random: Random) -> Any:
    """The same content with the keys of every mapping in another order."""
    if isinstance(content, Mapping):
        keys = list(content)
        random.shuffle(keys)
        return {key: _mixed(content[key], random) for key in keys}
    return [_mixed(one, random) for one in content] if isinstance(content, list) else content


def test_the_hash_is_of_the_content() -> None:
    """Order of keys and defaults written out change nothing; any word or number does."""
    found = read_situation(CONTENT).sha256
    assert len(found) == 64
    assert read_situation(_mixed(CONTENT, Random(1))).sha256 == found
    assert read_situation(CONTENT | {"loss": "linear", "seed": 0, "not_modelled": []}).sha256 == found
    for change in ({"seed": 1}, {"title": "other"}, {"loss": "quadratic"}, {"conditions": []}):
        assert read_situation(CONTENT | change).sha256 != found
    moved = deepcopy(CONTENT)
    moved["positions"][0]["low"] = 0.1
    assert read_situation(moved).sha256 != found


def test_nobody_changes_a_situation_that_others_hold(tmp_path: Path) -> None:
    """One asked for twice is one object: its mappings are read and not written, and it is as it was when copied."""
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(CONTENT), encoding="utf-8")
    situation = load_situation(str(path))
    assert load_situation(str(path)) is situation
    one, before = situation.conditions[0], situation.sha256
    for mapping in (one.when, one.needs, situation.held):
        assert not hasattr(mapping, "__setitem__")
        assert not hasattr(mapping, "pop")
    assert dict(one.when) == {"x": ("all",)}
    assert situation.model_dump(mode="json")["conditions"][0]["needs"] == {"y": ["seven", "ten"]}
    assert hash(one) == hash(read_situation(CONTENT).conditions[0])
    again = read_situation(situation.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert again == situation == deepcopy(situation) == pickle.loads(pickle.dumps(situation))
    assert again.sha256 == before


@pytest.mark.parametrize("name", situations())
def test_those_that_ship_survive_being_written(name: str) -> None:
    situation = load_situation(name)
    for mode in ("json", "python"):
        again = read_situation(situation.model_dump(mode=mode, by_alias=True, exclude_none=True))
        assert (again, again.sha256) == (situation, situation.sha256)


def test_lines_of_a_reason_are_joined() -> None:
    content = deepcopy(CONTENT)
    content["positions"][0]["source"] = "a report,\n  page 3\n"
    assert read_situation(content).positions[0].source == "a report, page 3"
    content["positions"][0]["source"] = "Žluťoučký\u00a0kůň, 欧盟, €"
    assert read_situation(content).positions[0].source == "Žluťoučký\u00a0kůň, 欧盟, €"


def test_weights_as_wide_as_they_may_be_hold() -> None:
    content = deepcopy(CONTENT)
    wide = {"low": 1e-3, "mode": 1.0, "high": 1e3, "assumed": "for a test"}
    content["positions"][0]["salience"] = content["actors"][0]["capability"] = wide
    ranges = ranges_of(read_situation(content))
    assert np.isfinite(ranges.high.salience).all()
    assert np.isfinite(ranges.high.capability).all()


# positions and where they come from


def test_the_latest_position_counts_wherever_it_stands() -> None:
    """Actor a on y: of 20 February, though that of 1 February stands below it; earlier ones are kept."""
    situation = read_situation(CONTENT)
    assert situation.held["a", "y"].values == (8.5, 10.0, 10.0)
    assert len(situation.positions) == 6
    assert len(situation.held) == 5
    turned = CONTENT | {"positions": CONTENT["positions"][::-1]}
    assert read_situation(turned).held == situation.held


def test_only_what_is_held_is_counted() -> None:
    found = [what for what, _ in read_situation(CONTENT).estimates()]
    assert {what: found.count(what) for what in found} == {"position": 5, "salience": 5, "capability": 3, "no deal": 3}


@pytest.mark.parametrize(
    ("origin", "basis"),
    [
        ({"source": "a report"}, "stated"),
        ({"claims": ["0123abcd@5-9"]}, "stated"),
        ({"source": "a report", "inferred": "by analogy"}, "inferred"),
        ({"assumed": "for a test"}, "assumed"),
        ({"source": "a report", "inferred": "by analogy", "assumed": "the rest"}, "assumed"),
    ],
)
def test_a_number_stands_on_its_weakest_leg(origin: dict[str, Any], basis: str) -> None:
    assert Estimate.model_validate({"low": 0.0, "mode": 0.0, "high": 0.0} | origin).basis == basis


def test_a_page_it_was_read_on_is_kept_and_is_no_origin_of_its_own() -> None:
    """The page changes neither the number nor what it stands on."""
    number = {"low": 0.0, "mode": 0.0, "high": 0.0, "source": "minister, 3 February 2025"}
    read = Estimate.model_validate(number | {"url": "https://example.org/minister?day=3"})
    assert read.url == "https://example.org/minister?day=3"
    assert (read.values, read.basis) == ((0.0, 0.0, 0.0), "stated")
    with pytest.raises(ValueError, match="a url without a source"):
        Estimate.model_validate(number | {"source": None, "assumed": "for a test", "url": "https://example.org/"})


# scales and arrays


def test_scales_become_places_and_back() -> None:
    issue = read_situation(CONTENT).issue("y")
    assert [issue.place(value) for value in (4.0, 5.5, 10.0)] == [0.0, 0.25, 1.0]
    assert [issue.value(place) for place in (0.0, 0.25, 1.0)] == [4.0, 5.5, 10.0]
    assert issue.step("seven") == 1


def test_arrays_by_hand() -> None:
    situation = read_situation(CONTENT)
    ranges, rule = ranges_of(situation), rule_of(situation)
    np.testing.assert_allclose(ranges.low.position, [[0, 0.75], [1, 0.25], [ABSENT, 0.5]])
    np.testing.assert_allclose(ranges.mode.position, [[0.25, 1], [1, 0.5], [ABSENT, 0.5]])
    np.testing.assert_allclose(ranges.high.position, [[0.5, 1], [1, 1], [ABSENT, 0.5]])
    np.testing.assert_allclose(ranges.mode.salience, [[1, 1], [1, 1], [0, 1]])
    np.testing.assert_allclose(ranges.low.salience, [[0.5, 0.5], [0.5, 0.5], [0, 0.5]])
    np.testing.assert_allclose(ranges.high.capability, [1, 2, 1])
    np.testing.assert_allclose(ranges.low.no_deal, [-0.9, -0.7, -0.7])
    np.testing.assert_array_equal(rule.veto, [True, False, False])
    np.testing.assert_array_equal(rule.votes, [0, 3, 1])
    assert rule.quota == 3
    np.testing.assert_array_equal(taking_part(situation), [[True, True], [True, True], [False, True]])
    np.testing.assert_array_equal(status_quo(situation), [np.nan, 0.25])


def test_conditions_leave_out_what_they_say() -> None:
    """Of 2 × 3 packages one: all of x at four of y."""
    grid = grid_of(read_situation(CONTENT))
    assert grid.number == 5
    assert grid.feasible.tolist() == [True, True, True, False, True, True]
    np.testing.assert_allclose(grid.levels[1], [0, 0.5, 1])


# the schema


def test_the_schema_file_is_in_step() -> None:
    path = Path(westphalia.situation.__file__).parent / SCHEMA_NAME
    assert path.read_text(encoding="utf-8") == schema_text()


def test_the_schema_names_every_field_that_may_stand_somewhere() -> None:
    schema = json.loads(schema_text())
    parts = {"": schema} | schema["$defs"]
    for model in (FORMAT.root, *FORMAT.parts.values()):
        named = parts["" if model is FORMAT.root else model.__name__]
        assert set(named["properties"]) == set(model.model_fields)
        assert named["additionalProperties"] is False
        assert all("description" in one for one in named["properties"].values()), model


# the page


def _described() -> dict[str, str]:
    """Rows of the tables of fields on the page: field and meaning."""
    rows = [line.split(" | ") for line in (DOCS / "situations.md").read_text(encoding="utf-8").splitlines()]
    return {
        row[0].strip("| `"): unescape(row[1].rstrip("| ")) for row in rows if len(row) == 2 and row[0].startswith("| `")
    }


def _own_fields() -> dict[str, str | None]:
    """Every field with its description, by the name the page gives it; what all numbers share stands there once."""
    found = {}
    for model in (FORMAT.root, *FORMAT.parts.values()):
        shared = set(Estimate.model_fields) if issubclass(model, Sourced) and model is not Estimate else set()
        for name, field in model.model_fields.items():
            if name not in shared:
                found[f"{PREFIXES.get(model.__name__, f'{model.__name__.lower()}s[].')}{name}"] = field.description
    return found


def test_the_page_has_every_field_with_its_description_as_it_stands() -> None:
    described = _described()
    wanted = _own_fields()
    assert len(wanted) > 40
    assert {name: described.get(name) for name in wanted} == wanted


def test_the_page_has_the_situations_that_ship_with_their_numbers() -> None:
    text = (DOCS / "situations.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1] for row in re.findall(r"^\| `([\w-]+)` \| (\d.*) \|$", text, flags=re.MULTILINE)}
    assert tuple(sorted(rows)) == situations()
    for name, row in rows.items():
        situation = load_situation(name)
        day, issues, actors, *_, packages = row.split(" | ")
        assert day == f"{situation.date.day} {situation.date:%B %Y}"
        assert (int(issues), int(actors)) == (len(situation.issues), len(situation.actors))
        assert int(packages.replace(",", "")) == grid_of(situation).number
