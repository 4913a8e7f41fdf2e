"""What the repository may and must hold."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
SHINGLE = 8
SECTIONS = {"Added", "Changed", "Fixed", "Results"}
MACHINE_PATHS = ["/" + name + "/" for name in ("work", "root", "home", "tmp", "Users")]
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("deb", "debian", "org"),
        ("anaconda", "org"), ("proxy", "golang", "org"), ("crates", "io"),
    )
]  # fmt: skip
SECRETS = [
    r"AKIA[0-9A-Z]{16}", r"gh[pousr]_[A-Za-z0-9]{30,}", r"xox[abp]-[A-Za-z0-9-]{10,}", r"sk-[A-Za-z0-9]{20,}",
    r"-----BEGIN [A-Z ]*PRIVATE KEY", r"(?i)(password|passwd|api_key|secret_key)\s*[:=]\s*['\"][^'\"]{6,}['\"]",
]  # fmt: skip
INDEX_OPTIONS = ["--index" + "-url", "--extra-index" + "-url", "trusted" + "-host"]


@cache
def tracked() -> tuple[Path, ...]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return tuple(path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """Tracked text files by name."""
    found = {}
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data:
            found[str(path.relative_to(ROOT))] = data.decode("utf-8")
    return found


def _holding(pattern: str) -> list[str]:
    return [
        f"{name}:{text[: hit.start()].count(chr(10)) + 1}"
        for name, text in texts().items()
        if (hit := re.search(pattern, text))
    ]


def test_the_repository_is_read() -> None:
    assert "pyproject.toml" in texts()
    assert len(tracked()) > 60


@pytest.mark.parametrize("folder", MACHINE_PATHS)
def test_no_path_of_a_machine(folder: str) -> None:
    assert _holding(r"(?<![\w.}/-])" + re.escape(folder)) == []


@pytest.mark.parametrize("host", [*REGISTRIES, *INDEX_OPTIONS])
def test_no_address_of_a_package_registry(host: str) -> None:
    assert _holding(re.escape(host)) == []


@pytest.mark.parametrize("pattern", SECRETS)
def test_no_secret(pattern: str) -> None:
    assert _holding(pattern) == []


def test_files_are_small() -> None:
    assert [path.name for path in tracked() if path.stat().st_size >= 5 * MEGABYTE] == []


def test_nothing_generated_is_tracked() -> None:
    names = {part for path in tracked() for part in path.relative_to(ROOT).parts}
    assert not names & {".venv", "__pycache__", ".hypothesis", ".mypy_cache", "dist", "brief.html", "uv.lock"}


def test_continuous_integration_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    text = texts()[".ci/run"]
    assert "make check" in text
    assert "make test" in text


@pytest.mark.shared
def test_no_text_of_the_two_reports(real_reports: tuple[Path, ...]) -> None:
    theirs = {s for path in real_reports for s in _shingles(path.read_text(encoding="utf-8"))}
    assert len(theirs) > 1000
    copied = {name: sorted(found) for name, text in texts().items() if (found := theirs & _shingles(text))}
    assert copied == {}


def _shingles(text: str) -> set[str]:
    """Runs of text that hold eight words; numbers stand in them and do not count as words."""
    tokens = re.findall(r"\d+(?:[.,]\d+)*\w*|[^\W\d_]+", text.casefold())
    places = [k for k, token in enumerate(tokens) if token.isalpha()]
    return {" ".join(tokens[a : b + 1]) for a, b in zip(places, places[SHINGLE - 1 :], strict=False)}


def test_the_changelog_has_its_sections() -> None:
    headings = re.findall(r"^### (.+)$", texts()["CHANGELOG.md"], flags=re.MULTILINE)
    assert {"Added", "Results"} <= set(headings) <= SECTIONS
    assert not re.search(r"^### .+\n+(?=#|\Z)", texts()["CHANGELOG.md"], flags=re.MULTILINE)
    assert re.search(r"^## Unreleased$", texts()["CHANGELOG.md"], flags=re.MULTILINE)


def test_the_readme_opens_with_the_two_commands() -> None:
    lines = [line for line in texts()["README.md"].splitlines() if line and not line.startswith("```")]
    assert lines[0].startswith("# ")
    assert [line.split("#")[0].strip() for line in lines[1:3]] == ["make demo", "make test"]


@pytest.mark.parametrize("name", ["LICENSE", "CITATION.cff", "CONTRIBUTING.md", "CHANGELOG.md", "README.md"])
def test_the_usual_pages_are_there(name: str) -> None:
    assert len(texts()[name]) > 200
