"""`make` where something is missing: one line that says what to install, and nothing half made."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; *) echo "Python 3.12.1";; esac\n'
TOO_OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; *) echo "Python 3.9.2";; esac\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """make as a person calls it, not as a part of the make that runs these tests."""
    kept = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "VENV")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=kept, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("target", ["demo", "test"])
@pytest.mark.parametrize(
    ("python", "said"),
    [(NO_VENV, "apt-get install python3-venv"), (TOO_OLD, "Python 3.11 or later is needed; found Python 3.9.2")],
)
def test_what_is_missing_is_said_in_one_line(folder: Path, target: str, python: str, said: str) -> None:
    program = folder / "python"
    program.write_text(python, encoding="utf-8")
    program.chmod(0o755)
    done = _make(folder, target, f"PYTHON={program}")
    assert done.returncode != 0
    assert len(done.stdout.splitlines()) == 1
    assert said in done.stdout
    assert "Error 1" in done.stderr
    assert not (folder / ".venv").exists()


def test_make_alone_says_what_there_is(folder: Path) -> None:
    done = _make(folder)
    assert done.returncode == 0
    assert "make demo" in done.stdout
    assert "make test" in done.stdout
