"""Commands in the documentation and what they print.

A ```console block holds lines `$ command` and, below each, what it prints; `...` stands for anything. Commands run
from a scratch folder that looks like the root of the repository, so paths in the pages are those a reader types. They
run one after the other within this process, which reads the tables once; a command that several pages show runs once.
`python tools/docs_output.py` writes the present output into the pages; tests/contracts/test_docs.py compares.
"""

import doctest
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PROMPT = "$ "
ANYTHING = "..."
LINKED = ("src", "examples", "docs")
TOO_LONG = "westphalia demo"  # run once, by tests/end_to_end
TERMINAL = {"COLUMNS": "100", "NO_COLOR": "1"}
DATABASE = ".sqlite"  # read by some commands without being named
FAULT = "This is a fault of the program"
_Files = tuple[tuple[str, bytes], ...]
_KEPT: dict[tuple[str, _Files], str] = {}
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Step:
    """One command of a page and what the page says it prints."""

    command: str
    printed: str

    @property
    def ours(self) -> bool:
        """Whether it is a command of this project that is run here, and not one of the shell or of make."""
        return self.command.split()[0] == "westphalia" and not self.command.startswith(TOO_LONG)


def pages() -> tuple[Path, ...]:
    """README and all pages of docs."""
    return (ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md")))


def blocks(text: str, language: str) -> Iterator[str]:
    """Bodies of the fenced blocks of one language."""
    return (found["body"] for found in FENCE.finditer(text) if found["language"] == language)


def steps(body: str) -> Iterator[Step]:
    """Commands of a console block with what stands below each."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield Step(command.strip(), printed)


def scratch(folder: Path) -> Path:
    """A folder that looks like the root of the repository and can be written to."""
    for name in LINKED:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    return folder


def output(step: Step, folder: Path) -> str:
    """What a command prints: results first, then progress and errors. What leaves the folder as it was is kept."""
    before = _files(folder)
    known = step.command, tuple(file for file in before if file[0] in step.command or file[0].endswith(DATABASE))
    if known not in _KEPT:
        printed = _printed(step, folder)
        if _files(folder) != before:
            return printed
        _KEPT[known] = printed
    return _KEPT[known]


def _files(folder: Path) -> _Files:
    """The files a page has written so far; what is linked into the folder is the same for all."""
    return tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file())


def _printed(step: Step, folder: Path) -> str:
    """What a command prints when it runs in a folder, by the entry point that the shell's command calls."""
    from westphalia.cli import main

    results, progress = io.StringIO(), io.StringIO()
    called = _called(shlex.split(step.command, comments=True))
    with chdir(folder), called, redirect_stdout(results), redirect_stderr(progress), suppress(SystemExit):
        main()
    printed = results.getvalue() + progress.getvalue()
    if FAULT in printed:
        raise RuntimeError(f"{step.command}\n{printed}")
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


@contextmanager
def _called(arguments: list[str]) -> Iterator[None]:
    """The process as a command finds it: its arguments, a terminal of one width without colours."""
    kept, environment = sys.argv, dict(os.environ)
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        os.environ.pop(name, None)
    os.environ |= TERMINAL
    sys.argv = arguments
    try:
        yield
    finally:
        sys.argv = kept
        os.environ.clear()
        os.environ.update(environment)


def agrees(step: Step, got: str) -> bool:
    """Whether the page tells the truth, white space and `...` aside."""
    want = step.printed.replace("\n\n", "\n<BLANKLINE>\n")
    return doctest.OutputChecker().check_output(step.printed, got, _FLAGS) or doctest.OutputChecker().check_output(
        want, got, _FLAGS
    )


def write_files(text: str, folder: Path) -> None:
    """Write the files a page shows: a scenario whose first line is `# NAME.yaml`, a text below a line `# NAME.txt`."""
    for body in (*blocks(text, "yaml"), *blocks(text, "text")):
        named = re.match(r"# (\S+\.(\w+))\n", body)
        if named:
            kept = body if named[2] == "yaml" else body[named.end() :]
            (folder / named[1]).write_text(kept, encoding="utf-8")


def refreshed(body: str, folder: Path) -> str:
    """A console block with the present output below each command."""
    parts = []
    for step in steps(body):
        printed = renewed(step, output(step, folder)) if step.ours else step.printed
        parts.append(f"{PROMPT}{step.command}\n{printed}")
    return "".join(parts)


def renewed(step: Step, got: str) -> str:
    """What a page says from now on: all of it; as many lines as before where `...` ends them; else what it said."""
    kept, _, last = step.printed.rstrip("\n").rpartition("\n")
    if ANYTHING not in step.printed:
        return got
    if last != ANYTHING or ANYTHING in kept or not kept:
        return step.printed
    return "".join(f"{line}\n" for line in [*got.splitlines()[: len(kept.splitlines())], ANYTHING])


def refresh(page: Path, folder: Path) -> None:
    """Write the present output into a page."""
    text = page.read_text(encoding="utf-8")
    write_files(text, folder)

    def block(found: re.Match[str]) -> str:
        if found["language"] != "console":
            return found.group()
        return f"```console\n{refreshed(found['body'], folder)}```"

    page.write_text(FENCE.sub(block, text), encoding="utf-8")


def main() -> None:
    """Refresh the pages named on the command line, or all."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        with tempfile.TemporaryDirectory() as folder:
            refresh(page, scratch(Path(folder)))
        print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
