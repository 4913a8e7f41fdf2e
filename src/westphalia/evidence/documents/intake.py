"""Reports one after the other: files, folders and standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Document
from westphalia.evidence.documents.content import MAX_BYTES
from westphalia.evidence.documents.document import document_of, load_report

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf")
STANDARD_INPUT = "standard input"
_NAMED = 5
Tell = Callable[[str], None]


def load_reports(names: Iterable[str | Path], on: date | None, tell: Tell | None = None) -> Iterator[Document]:
    """Reports in the order given, one at a time; `-` is standard input, a folder stands for the reports in it.

    Of a folder every .txt, .md, .html, .htm and .pdf file is read, by name; sub-folders are not entered, so that
    what is read can be seen at a glance. What is left out there, and every file there that cannot be read, is told
    in one line each while the others are read; without `tell` the unreadable ones are raised together at the end.
    A file given by its own name must be readable.
    """
    failures: list[str] = []
    for name in names:
        if str(name) == "-":
            yield standard_input(on)
        elif Path(name).is_dir():
            yield from _from_folder(Path(name), on, tell, failures)
        else:
            yield load_report(name, on)
    if failures and tell is None:
        raise EvidenceError("; ".join(failures[:_NAMED]) + f"; and {len(failures)} in all" * (len(failures) > _NAMED))


def standard_input(on: date | None) -> Document:
    """The report on standard input."""
    return document_of(sys.stdin.buffer.read(MAX_BYTES + 1), STANDARD_INPUT, on)


def _from_folder(folder: Path, on: date | None, tell: Tell | None, failures: list[str]) -> Iterator[Document]:
    for path in reports_in(folder, tell):
        try:
            document = load_report(path, on)
        except EvidenceError as problem:
            failures.append(str(problem))
            if tell:
                tell(f"{problem} The other reports of {folder} are read.")
            continue
        yield document


def reports_in(folder: Path, tell: Tell | None = None) -> list[Path]:
    """The reports of a folder, by name; what is left out there is told. A folder without any is an error."""
    paths = _listed(folder)
    reports = [path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file()]
    taken = set(reports)
    others = [path.name for path in paths if path not in taken]
    if not reports:
        raise EvidenceError(
            f"{folder}: a folder without reports, expected files named {', '.join(SUFFIXES)}; sub-folders are not "
            "entered. Give the folder that holds them."
        )
    if others and tell:
        tell(f"{folder}: left out {_list(others)}; read are {', '.join(SUFFIXES)}, and no sub-folders")
    return reports


def _listed(folder: Path) -> list[Path]:
    """What a folder holds, by name, without hidden files."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as problem:
        raise EvidenceError(
            f"{folder}: cannot be listed ({problem.strerror}), expected a folder of reports. Check its permissions."
        ) from None


def _list(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + f" and {len(names) - _NAMED} more" * (len(names) > _NAMED)
