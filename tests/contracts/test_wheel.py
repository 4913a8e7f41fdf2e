"""The wheel as a stranger gets it: built, installed in a clean environment, run far from the repository."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LIMIT = 15_000_000


def _run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("westphalia-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a clean environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "environment"
    _run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    quiet = ("--quiet", "--disable-pip-version-check")
    _run(folder / "bin" / "python", "-m", "pip", "install", *quiet, wheel, cwd=folder.parent)
    return folder / "bin" / "westphalia"


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < LIMIT


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"westphalia"}
    assert not [name for name in names if re.search(r"(^|/)(tests?|shared|__pycache__)/|\.pyc$", name)]


@pytest.mark.parametrize(
    "part",
    ["py.typed", "examples/reports/", "world/tables/icio-2022.npz", "world/sources.csv", "scenario/presets/",
     "report/templates/"],
)  # fmt: skip
def test_the_wheel_holds_what_the_commands_need(wheel: Path, part: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.startswith(f"westphalia/{part}")]


def test_the_wheel_names_no_registry_and_no_machine(wheel: Path) -> None:
    forbidden = re.compile("|".join([r"py" + r"pi\.org", r"python" + r"hosted", r"npm" + r"js\.", "/" + "work/main"]))
    with zipfile.ZipFile(wheel) as archive:
        texts = {n: archive.read(n).decode("utf-8", "ignore") for n in archive.namelist() if not n.endswith(".npz")}
    assert [name for name, text in texts.items() if forbidden.search(text)] == []


def test_brief_runs_from_the_wheel_and_writes_one_page_that_fetches_nothing(program: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    shutil.copy(max((ROOT / "src" / "westphalia" / "examples" / "reports").glob("*.txt")), report)
    done = _run(program, "brief", report, "-o", "page.html", cwd=tmp_path)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert page.rstrip().endswith("</html>")
    assert done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"report.txt", "page.html"}
    fetched = re.findall(
        r"<(?:script|link|img|iframe|source|use|image)[^>]*(?:src|href)=[\"']((?:https?:)?//[^\"']+)", page
    )
    assert fetched == []
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", page)


def test_the_examples_come_with_the_wheel(program: Path, tmp_path: Path) -> None:
    code = "from westphalia.examples import example_reports; print(len(example_reports()))"
    assert int(_run(program.with_name("python"), "-c", code, cwd=tmp_path).stdout) >= 3


def test_the_code_that_runs_is_the_wheels(program: Path, tmp_path: Path) -> None:
    code = "import westphalia; print(westphalia.__file__)"
    where = _run(program.with_name("python"), "-c", code, cwd=tmp_path).stdout
    assert str(program.parents[1]) in where
