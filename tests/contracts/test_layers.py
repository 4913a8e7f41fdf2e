"""Imports point to the definitions, heavy packages are imported where they are used, arrays are checked."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from jaxtyping import TypeCheckError

from westphalia.trade.equilibrium import TradeShock

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "westphalia"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = {"scipy", "pandas", "altair", "jinja2", "vl_convert", "rich"}


def _imported_on_load(module: Path) -> set[str]:
    """Top-level packages a module imports when it is itself imported, type-checking blocks aside."""
    found = set()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_layers_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 30


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_packages_are_imported_where_they_are_used(module: Path) -> None:
    assert not _imported_on_load(module) & HEAVY


def test_help_loads_no_heavy_package() -> None:
    code = f"import sys, westphalia.cli; print(sorted({HEAVY | {'numpy', 'pydantic'}!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_annotations_of_every_model_are_checked() -> None:
    tree = ast.parse((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (checked,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "CHECKED"
    )
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    (models,) = (one["source_modules"] for one in contracts if one["name"].startswith("Models know nothing"))
    assert set(models) <= set(checked)


def test_array_annotations_are_checked_in_this_run() -> None:
    with pytest.raises(TypeCheckError):
        TradeShock(tariff_new=np.zeros((2, 2)))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_stay_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400
