"""What all tests share: checked array annotations, the command line, the sibling folder of data, a browser."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jaxtyping import install_import_hook

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for what is started from here: workers and commands run at once
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # hundreds of commands would each compile the whole package anew
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")

CHECKED = (
    "westphalia.axes",
    "westphalia.amounts",
    "westphalia.units",
    "westphalia.world.baseline",
    "westphalia.world.load",
    "westphalia.trade",
    "westphalia.defence",
    "westphalia.economy",
    "westphalia.support",
    "westphalia.sanctions",
    "westphalia.attacks",
    "westphalia.minerals",
    "westphalia.bargaining",
    "westphalia.outcome",
    "westphalia.scenario.levers",
)
install_import_hook(CHECKED, "beartype.beartype")

SHARED = ROOT.parent / "shared"
Command = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class MadeBrief:
    """A brief as the command line made it: the page, what was printed (summary or JSON), what was said on the way."""

    page: str
    path: Path
    printed: str
    progress: str

    @property
    def data(self) -> dict[str, Any]:
        """What was printed with --json."""
        return dict(json.loads(self.printed))


def _environment() -> dict[str, str]:
    """The environment commands run in: ours, without what would change their output."""
    kept = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE", "PYTHONPATH")}
    return kept | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}


def _run(*arguments: object, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("westphalia")
    return subprocess.run(
        [program, *map(str, arguments)],
        cwd=cwd, env=_environment(), capture_output=True, text=True, timeout=300, check=False, **options,
    )  # fmt: skip


@pytest.fixture
def westphalia(tmp_path: Path) -> Command:
    """The real command in a process of its own, in an empty folder."""

    def run(*arguments: object, cwd: Path = tmp_path, **options: Any) -> subprocess.CompletedProcess[str]:
        return _run(*arguments, cwd=cwd, **options)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data and reports beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no folder shared beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def real_reports(shared: Path) -> tuple[Path, ...]:
    """The two real reports, by date."""
    return tuple(sorted((shared / "reports").glob("*.txt")))


Maker = Callable[..., MadeBrief]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes a brief by the command line in a folder of its name, once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    shared_by_all = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(name: str, command: str, *arguments: object) -> MadeBrief:
        folder = shared_by_all / f"made-{name}"
        folder.mkdir(exist_ok=True)
        page, printed, progress = folder / "brief.html", folder / "printed", folder / "progress"
        with _alone(folder / "lock"):
            if not progress.exists():
                done = _run(command, *arguments, "-o", page.name, cwd=folder)
                assert done.returncode == 0, done.stderr
                printed.write_text(done.stdout, encoding="utf-8")
                progress.write_text(done.stderr, encoding="utf-8")
        return MadeBrief(_read(page), page, _read(printed), _read(progress))

    return make


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Nobody else is in here; where the system has no such lock, tests run in one process."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def real_brief(real_reports: tuple[Path, ...], made: Maker) -> MadeBrief:
    """The brief on the two real reports with --json, made once."""
    return made("real", "brief", *real_reports, "--json")


@pytest.fixture(scope="session")
def example_brief(made: Maker) -> MadeBrief:
    """What `demo` makes of the bundled example reports, with the summary, made once."""
    return made("examples", "demo")


@pytest.fixture(scope="session")
def third_brief(made: Maker) -> MadeBrief:
    """The brief on a report written for the tests, with --json and one more country, made once."""
    third = ROOT / "tests" / "evidence" / "texts" / "third.txt"
    return made("third", "brief", third, "--json", "--country", "POL")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's chromium, driven by Playwright. Continuous integration installs it, so there it may not be absent."""
    program = shutil.which("chromium")
    if program is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
