"""The reference says what the code says, and nothing of the code is without a word on what it means."""

import ast
import csv
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "westphalia"
MODELS = ("trade", "defence", "economy", "support", "sanctions", "attacks", "minerals")
_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
GREEK = frozenset(_NAMES.split())
VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}


def _tool() -> ModuleType:
    place = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules[place.name] = module
    place.loader.exec_module(module)
    return module


TOOL = _tool()


@pytest.mark.parametrize("name", TOOL.PAGES)
def test_a_page_of_the_reference_is_not_stale(name: str) -> None:
    page = DOCS / "reference" / name
    assert page.read_text(encoding="utf-8") == TOOL.written(name), f"docs/reference/{name} is stale: make docs"


def test_the_reference_holds_no_other_page() -> None:
    assert {page.name for page in (DOCS / "reference").glob("*.md")} == set(TOOL.PAGES)


def test_a_change_of_the_code_makes_a_page_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    from westphalia.scenario.levers import LEVERS

    before = TOOL.lever_page()
    monkeypatch.setattr(LEVERS["tariff"], "__doc__", "Another duty.")
    LEVERS["tariff"].model_rebuild(force=True)
    changed = TOOL.lever_page()
    monkeypatch.undo()
    LEVERS["tariff"].model_rebuild(force=True)
    assert changed != before == TOOL.lever_page()


@pytest.mark.parametrize(
    ("path", "command"), TOOL.commands(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_says_what_it_is_for(path: str, command: Any) -> None:
    assert command.help
    assert [parameter.name for parameter in command.params if not parameter.help] == []
    assert f"\n## {path}\n" in TOOL.command_page()


def test_every_field_of_a_lever_says_what_it_means() -> None:
    from westphalia.scenario.levers import LEVERS

    page = TOOL.lever_page()
    for kind, lever in LEVERS.items():
        assert f"\n## {kind}\n" in page
        assert [name for name, field in lever.model_fields.items() if name != "kind" and not field.description] == []


def test_every_preset_says_when_where_and_what_is_left_out() -> None:
    from westphalia.scenario.files import load_scenario, presets

    page = TOOL.preset_page()
    for name in presets():
        scenario = load_scenario(name)
        assert f"\n## {name}\n" in page
        assert scenario.reference, name
        assert scenario.not_modelled, name
        assert all(lever.source or lever.assumed or lever.claims for lever in scenario.levers), name


def test_every_field_of_a_table_says_what_it_means() -> None:
    with (SOURCE / "world" / "fields.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    assert [(row["table"], row["field"]) for row in rows if not row["meaning"]] == []


def _letters(text: str) -> set[str]:
    """Greek letters of the equations in a text."""
    return {VARIANTS.get(name, name) for name in re.findall(r"\\([A-Za-z]+)", text)} & GREEK


def _spelt(tree: ast.AST) -> Iterator[str]:
    """Greek names that a model gives its arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in GREEK:
            yield node.arg


@pytest.mark.parametrize("model", MODELS)
def test_every_greek_letter_of_a_model_is_among_the_symbols(model: str) -> None:
    known = _letters((DOCS / "symbols.md").read_text(encoding="utf-8"))
    files = sorted((SOURCE / model).rglob("*.py"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert (_letters(text) | set(_spelt(ast.parse(text)))) - known == set(), file.name


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_greek_letter_of_a_page_is_among_the_symbols(page: Path) -> None:
    known = _letters((DOCS / "symbols.md").read_text(encoding="utf-8"))
    assert _letters(page.read_text(encoding="utf-8")) - known == set()
