"""The pages tell the truth: commands print what they say, links lead somewhere, nothing goes undocumented."""

import importlib.util
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from jaxtyping import config

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _tool() -> ModuleType:
    place = importlib.util.spec_from_file_location("docs_output", ROOT / "tools" / "docs_output.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    import sys

    sys.modules[place.name] = module
    place.loader.exec_module(module)
    return module


TOOL = _tool()
PAGES = [path for path in TOOL.pages() if path.exists()]


def _text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return TOOL.scratch(tmp_path)


@pytest.fixture
def as_installed() -> Iterator[None]:
    """Commands run as they do for a user: the checks of array annotations are for the tests of the models."""
    config.update("jaxtyping_disable", True)
    yield
    config.update("jaxtyping_disable", False)


@pytest.mark.usefixtures("as_installed")
@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_print_what_the_page_says(page: Path, folder: Path) -> None:
    text = page.read_text(encoding="utf-8")
    TOOL.write_files(text, folder)
    wrong = []
    for body in TOOL.blocks(text, "console"):
        for step in filter(lambda s: s.ours, TOOL.steps(body)):
            got = TOOL.output(step, folder)
            if not TOOL.agrees(step, got):
                wrong.append(f"$ {step.command}\n--- the page says\n{step.printed}--- it prints\n{got}")
    assert not wrong, "\n".join(wrong) + "\nRefresh with: python tools/docs_output.py " + _name(page)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_python_blocks_run(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    text = page.read_text(encoding="utf-8")
    TOOL.write_files(text, folder)
    for body in TOOL.blocks(text, "python"):
        exec(compile(body, _name(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_block_is_of_a_kind_that_is_run_or_read(page: Path) -> None:
    """`text` is a file or a sheet of measurements; what stands in the other kinds is executed, loaded or parsed."""
    opened = re.findall(r"^```(.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(opened) <= {"console", "python", "yaml", "sh", "json", "text"}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_lines_for_the_shell_and_json_are_well_formed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for body in TOOL.blocks(text, "json"):
        json.loads(body)
    lines = [line for body in TOOL.blocks(text, "sh") for line in body.splitlines() if line.startswith("westphalia ")]
    for words in map(shlex.split, lines):
        known = {name for parameter in _commands()[words[1]].params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, words


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_scenarios_and_situations_on_the_page_are_valid(page: Path, tmp_path: Path) -> None:
    from westphalia.scenario.files import load_scenario
    from westphalia.situation import load_situation

    for number, body in enumerate(TOOL.blocks(page.read_text(encoding="utf-8"), "yaml")):
        if re.search(r"^title:", body, flags=re.MULTILINE):
            path = tmp_path / f"{number}.yaml"
            path.write_text(body, encoding="utf-8")
            negotiated = re.search(r"^actors:", body, flags=re.MULTILINE)
            assert load_situation(str(path)).issues if negotiated else load_scenario(str(path)).levers


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\$ )make ([a-z][\w-]*)", page.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    local = [to for to in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in to]
    assert [to for to in local if not (page.parent / to).exists()] == []


def test_every_page_is_reached_from_the_index() -> None:
    linked = {(DOCS / to).resolve() for to in LINK.findall(_text("index.md")) if "://" not in to}
    assert {
        page.name for page in DOCS.rglob("*.md") if page.name != "index.md" and page.resolve() not in linked
    } == set()


def test_the_picture_is_small() -> None:
    assert 20_000 < (DOCS / "brief.png").stat().st_size < 400_000


def _commands() -> dict[str, Any]:
    from typer.main import get_command

    from westphalia.cli import app

    return dict(get_command(app).commands)


def test_every_command_and_option_is_documented() -> None:
    text = _text("commands.md")
    for name, command in _commands().items():
        section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
        assert section, f"docs/commands.md has no section for {name}"
        options = [max(p.opts, key=len) for p in command.params if p.opts and p.opts[0].startswith("-")]
        missing = [option for option in options if option not in section[1]]
        assert missing == [], f"docs/commands.md: {name} lacks {missing}"
        assert f"$ westphalia {name}" in section[1]


def test_no_command_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^\$ westphalia ([a-z]+)", "".join(p.read_text("utf-8") for p in PAGES), re.MULTILINE))
    assert named <= set(_commands())
    assert named >= set(_commands())


def test_every_lever_and_field_is_documented() -> None:
    from westphalia.scenario.levers import Lever

    text = _text("scenarios.md")
    for kind in get_args(get_args(Lever)[0]):
        assert f"`{kind.model_fields['kind'].default}`" in text
        fields = [field.alias or name for name, field in kind.model_fields.items()]
        missing = [name for name in fields if f"`{name}`" not in text]
        assert missing == [], f"docs/scenarios.md: {kind.__name__} lacks {missing}"


def test_every_preset_is_documented() -> None:
    from westphalia.scenario.files import presets

    assert presets()
    assert [name for name in presets() if f"`{name}`" not in _text("scenarios.md")] == []


def test_every_verdict_word_is_documented() -> None:
    from westphalia.check import VOCABULARY

    assert [word for word in VOCABULARY if f"*{word}*" not in _text("first-five-minutes.md")] == []


def test_exit_codes_are_documented() -> None:
    from westphalia.errors import WestphaliaError

    codes = {0, 130} | {kind.exit_code for kind in (WestphaliaError, *WestphaliaError.__subclasses__())}
    table = re.findall(r"^\| (\d+) \|", _text("commands.md"), flags=re.MULTILINE)
    assert {int(code) for code in table} == codes


def test_the_refresh_tool_sees_a_difference(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ westphalia --version\nwestphalia 0\n```\n", encoding="utf-8")
    (step,) = TOOL.steps(next(TOOL.blocks(page.read_text(encoding="utf-8"), "console")))
    assert not TOOL.agrees(step, TOOL.output(step, tmp_path))
    TOOL.refresh(page, tmp_path)
    (step,) = TOOL.steps(next(TOOL.blocks(page.read_text(encoding="utf-8"), "console")))
    assert TOOL.agrees(step, TOOL.output(step, tmp_path))
    shutil.rmtree(tmp_path)
