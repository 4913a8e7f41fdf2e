"""Scenario files: presets, reading, stacking, changes, writing, schema."""

import json
from pathlib import Path

import numpy as np
import pytest

from strategies import random_baseline
from westphalia.errors import ScenarioError
from westphalia.scenario.files import (
    dump_scenario,
    load_scenario,
    preset_text,
    presets,
    read_scenario,
    schema_text,
)
from westphalia.scenario.levers import LEVERS
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, settled_year
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.world.export import write_world
from westphalia.world.load import load_baseline
from westphalia.world.user_base import World

SCHEMA = Path(__file__).parents[2] / "src" / "westphalia" / "scenario" / "scenario.schema.json"
BASE = """\
title: A duty
date: 2025-01-02
not_modelled: [retaliation]
levers:
  - {kind: tariff, name: duty, imposer: USA, target: ALL, rate: 0.2, claims: [0123abcd@1-4]}
"""


def _file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def base(tmp_path: Path) -> str:
    return _file(tmp_path, "base.yaml", BASE)


def test_presets_are_dated_sourced_and_say_what_they_leave_out() -> None:
    assert {"us-tariff-20", "uk-2.5-no-date"} <= set(presets())
    for name in presets():
        scenario = load_scenario(name)
        assert scenario.reference
        assert len(scenario.not_modelled) >= 3
        for lever in scenario.levers:
            assert lever.source
            assert lever.assumed
        assert preset_text(name).startswith("# yaml-language-server: $schema=../scenario.schema.json\n")


def test_the_tariff_preset_says_what_the_report_says() -> None:
    (lever,) = load_scenario("us-tariff-20").levers
    assert (lever.imposer, lever.target, lever.sectors, lever.rate) == (("USA",), ("ALL",), "goods", 0.2)


def test_the_budget_preset_starts_at_the_edition_current_then() -> None:
    from westphalia.world.defence import share_then

    scenario = load_scenario("uk-2.5-no-date")
    (lever,) = scenario.levers
    then = share_then(lever.country, min(lever.share), scenario.date)
    assert then is not None
    assert lever.edition == then.edition
    assert lever.definition == then.definition
    assert lever.share[min(lever.share)] == round(then.share, 4)
    assert lever.arrival == tuple(range(scenario.date.year + 3, scenario.date.year + 9))


@pytest.mark.parametrize("name", presets())
def test_writing_and_reading_gives_the_same_hash(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    text = dump_scenario(scenario)
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    again = load_scenario(_file(tmp_path, "copy.yaml", text))
    assert again == scenario
    assert again.sha256 == scenario.sha256


def test_the_shipped_schema_is_the_one_of_the_model() -> None:
    """To write it anew: python -c "from westphalia.scenario.files import schema_text; print(schema_text(), end='')"."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_schema_knows_kinds_fields_and_limits() -> None:
    schema = json.loads(schema_text())
    levers = schema["properties"]["levers"]["items"]["discriminator"]["mapping"]
    assert set(levers) == set(LEVERS)
    tariff = schema["$defs"]["Tariff"]
    assert tariff["properties"]["rate"]["maximum"] == 10
    assert "from" in tariff["properties"]
    assert tariff["additionalProperties"] is False


def test_a_later_file_wins_and_its_levers_are_added(base: str, tmp_path: Path) -> None:
    above = _file(tmp_path, "more.yml", """\
title: Two duties
not_modelled: [retaliation, prices]
levers:
  - {kind: tariff, imposer: CHN, target: USA, rate: 0.1, source: test}
""")  # fmt: skip
    scenario = load_scenario(f"{base}+{above}")
    assert scenario.title == "A duty + Two duties"
    assert scenario.date.year == 2025
    assert scenario.not_modelled == ("retaliation", "prices")
    assert [lever.rate for lever in scenario.levers] == [0.2, 0.1]


def test_a_lever_of_the_same_name_is_changed_and_the_change_is_written_down(base: str, tmp_path: Path) -> None:
    above = _file(tmp_path, "tariff30.yaml", "levers: [{name: duty, rate: 0.3}]\n")
    (lever,) = load_scenario(f"{base}+{above}").levers
    assert lever.rate == 0.3
    assert lever.claims == ("0123abcd@1-4",)
    assert lever.assumed == "rate set to 0.3 (was 0.2)"
    assert load_scenario(f"{base}+{above}").title == "A duty (rate 30%)"


def test_a_changed_lever_with_an_origin_of_its_own_drops_the_old_claim(base: str, tmp_path: Path) -> None:
    above = _file(tmp_path, "tariff30.yaml", "levers: [{name: duty, rate: 0.3, source: a later speech}]\n")
    (lever,) = load_scenario(f"{base}+{above}").levers
    assert (lever.claims, lever.source, lever.assumed) == ((), "a later speech", None)


def test_a_lever_of_another_kind_takes_the_place_of_its_namesake(base: str, tmp_path: Path) -> None:
    above = _file(tmp_path, "other.yaml", """\
levers:
  - {kind: defence_budget, name: duty, country: FRA, share: {2024: 0.02, 2030: 0.03}, definition: nato,
     edition: NATO-2024-06, price_basis: nominal, assumed: test}
""")  # fmt: skip
    (lever,) = load_scenario(f"{base}+{above}").levers
    assert lever.kind == "defence_budget"


def test_presets_stack_too() -> None:
    both = load_scenario("us-tariff-20+uk-2.5-no-date")
    assert [lever.kind for lever in both.levers] == ["tariff", "defence_budget"]
    assert both.title == (
        "Blanket 20% US tariff on goods, nobody retaliates + UK defence to 2.5% of GDP, no date given"
    )
    changed = load_scenario("us-tariff-20+uk-2.5-no-date", ["uk_defence=2.6%"])
    assert changed.title == f"{both.title} (uk_defence.target 2.6%)"
    assert load_scenario("us-tariff-20+us-tariff-20") == load_scenario("us-tariff-20")


def test_the_years_of_the_outlook_are_those_of_its_table() -> None:
    from westphalia.scenario.limits import FIRST_YEAR
    from westphalia.world.economies import LAST_YEAR, macro

    assert macro("USA").years[[0, -1]].tolist() == [FIRST_YEAR, LAST_YEAR]


@pytest.mark.parametrize(
    "override",
    ["duty.rate=30%", "duty.rate=0.3", "levers.duty.rate=0.30", "levers[0].rate=30 %", "duty=30%", " duty.rate = 0.3 "],
)
def test_every_way_to_set_a_rate_gives_the_same_scenario(base: str, override: str) -> None:
    scenario = load_scenario(base, [override])
    assert scenario.levers[0].rate == 0.3
    assert scenario.levers[0].assumed == "rate set to 0.3 (was 0.2)"


def test_a_per_cent_is_the_fraction_a_file_would_hold(base: str) -> None:
    for percent in range(1, 100):
        written = float(f"0.{percent:02d}")
        assert load_scenario(base, [f"duty.rate={percent}%"]).levers[0].rate == written


def test_setting_shows_in_the_title_unless_the_title_is_set(base: str) -> None:
    assert load_scenario(base, ["duty.rate=0.3"]).title == "A duty (rate 30%)"
    assert load_scenario(base, ["duty.rate=0.3", "title=Mine"]).title == "Mine"
    assert load_scenario(base, ["duty.rate=0.3", "duty.rate=40%"]).title == "A duty (rate 40%)"
    assert load_scenario(base, ["duty.target=[CHN, MEX]"]).title == "A duty (target CHN, MEX)"
    assert load_scenario(base, ["duty.source=a speech"]).title == "A duty"
    assert load_scenario(base, ["horizon=[2026, 2030]"]).title == "A duty"


def test_setting_what_stands_already_changes_nothing(base: str) -> None:
    assert load_scenario(base, ["duty.rate=20%"]).sha256 == load_scenario(base).sha256


def test_setting_twice_notes_the_end_only(base: str) -> None:
    (lever,) = load_scenario(base, ["duty.rate=30%", "duty.rate=40%"]).levers
    assert lever.assumed == "rate set to 0.4 (was 0.2)"


def test_parts_of_a_path_can_be_set() -> None:
    scenario = load_scenario("uk-2.5-no-date", ["uk_defence.share.2025=2.4%", "uk_defence=2.6%"])
    (lever,) = scenario.levers
    assert lever.share == {2024: 0.0233, 2025: 0.024}
    assert lever.target == 0.026


def test_several_countries_and_groups_can_be_set(base: str) -> None:
    (lever,) = load_scenario(base, ["duty.target=[CHN, EU27]"]).levers
    assert lever.target == ("CHN", "EU27")


def test_order_of_fields_and_files_does_not_change_the_hash(tmp_path: Path) -> None:
    mapping = parse_yaml(BASE, "base")
    turned = dict(reversed(mapping.items())) | {"levers": [dict(reversed(mapping["levers"][0].items()))]}
    assert read_scenario(turned).sha256 == read_scenario(mapping).sha256


@pytest.mark.parametrize("field", ["title", "date", "rate", "target", "base", "horizon", "seed"])
def test_every_field_moves_the_hash(base: str, field: str) -> None:
    change = {
        "title": "title=Other",
        "date": "date=2025-01-03",
        "rate": "duty.rate=0.21",
        "target": "duty.target=CHN",
        "base": "base=icio-2022-raw",
        "horizon": "horizon=[2025, 2030]",
        "seed": "seed=1",
    }[field]
    assert load_scenario(base, [change]).sha256 != load_scenario(base).sha256


def test_a_file_with_a_plus_in_its_name_is_itself(tmp_path: Path) -> None:
    path = _file(tmp_path, "a+b.yaml", BASE)
    assert load_scenario(path).title == "A duty"


def test_python_objects_read_like_files() -> None:
    scenario = read_scenario(parse_yaml(BASE, "base"))
    assert Scenario.model_validate_json(scenario.model_dump_json(by_alias=True)).sha256 == scenario.sha256


def test_levers_are_held_against_a_world_of_ones_own(tmp_path: Path) -> None:
    """Labels of the folder are codes; those of the shipped bases are not."""
    own = World(random_baseline(3, 3, 2), np.array([4.0, 5.0]), "drawn for a test", "drawn for a test")
    folder = write_world(own, tmp_path / "own")
    lever = {"kind": "tariff", "imposer": "C00", "target": "C01", "sectors": "S01", "rate": 0.1, "assumed": "test"}
    content = {"title": "test", "date": "2025-01-02", "base": str(folder)}
    scenario = read_scenario({**content, "levers": [lever]})
    baseline = load_baseline(scenario.base)
    shock = compiled(scenario, baseline, own.elasticity, settled_year(scenario), Decisions()).shock
    added = shock.tariff_new - baseline.tariff
    np.testing.assert_allclose(added[0, 1], [0.0, 0.1], rtol=0, atol=1e-14)
    assert np.count_nonzero(added) == 1
    for change, complaint in (({"imposer": "USA"}, "USA"), ({"target": "C09"}, "'C09'"), ({"sectors": "C29"}, "'C29'")):
        with pytest.raises(ScenarioError, match=complaint):
            read_scenario({**content, "levers": [lever | change]})
