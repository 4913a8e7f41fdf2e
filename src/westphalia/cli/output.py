"""Where results, progress and errors go: standard output, standard error, files written whole or not at all."""

import json
import math
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import typer

from westphalia.errors import UsageError

JSON_VERSION = "1"
OFF_TERMINAL = 120


def emit(data: dict[str, Any]) -> None:
    """Print results as JSON with the version of the schema."""
    typer.echo(_dumped({"schema": f"westphalia/{JSON_VERSION}"} | data))


def _dumped(data: object) -> str:
    return json.dumps(_finite(data), ensure_ascii=False, indent=1, default=_plain, allow_nan=False)


def _finite(data: Any) -> Any:
    """The same with null in place of a number that does not exist, such as the change of a flow that was zero."""
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


class Items:
    """A list within one JSON object, printed item by item, so that none has to be kept."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._begun = False

    def add(self, item: object) -> None:
        """Print one item more."""
        before = "," if self._begun else f'{{\n "schema": "westphalia/{JSON_VERSION}",\n "{self._key}": ['
        self._begun = True
        typer.echo(f"{before}\n{textwrap.indent(_dumped(item), '  ')}", nl=False)

    def close(self) -> None:
        """End the list where it was begun."""
        if self._begun:
            typer.echo("\n ]\n}")


@contextmanager
def listed(key: str) -> Iterator[Items]:
    """A list that is closed whatever happens, so that what was printed is JSON."""
    items = Items(key)
    try:
        yield items
    finally:
        items.close()


def table(rows: list[dict[str, Any]], as_json: bool, name: str) -> None:
    """Print rows as a table, or as JSON under a name."""
    if as_json:
        emit({name: rows})
        return
    from westphalia.report.grid import grid

    shown = grid()
    for column in rows[0]:
        shown.add_column(column)
    for row in rows:
        shown.add_row(*("" if v is None else str(v) for v in row.values()))
    console().print(shown)


def console() -> Any:
    """The terminal as rich sees it; without colours and 120 columns wide where there is none."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else OFF_TERMINAL, soft_wrap=False, highlight=False)


def say(text: str) -> None:
    """Tell on standard error how it goes."""
    typer.echo(text, err=True)


def warn(text: str) -> None:
    """Tell what was wrong, in one line; what a terminal would obey in it is shown as a mark."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))
    typer.echo(f"westphalia: {plain}", err=True)


def fail(text: str, code: int) -> NoReturn:
    """End with one line on standard error and an exit code."""
    warn(text)
    sys.exit(code)


def write_whole(output: Path, pieces: Iterable[str]) -> None:
    """A file whole or not at all: written beside its place and moved there."""
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        part.replace(output)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}). Give another place with -o FILE.") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def require_place(output: Path, inputs: Iterable[str], option: str = "-o") -> None:
    """Refuse a place that cannot take a file before anything is computed, and never write over what is read."""
    if output.is_dir():
        reason = "it is a folder"
    elif not output.parent.is_dir():
        reason = f"there is no folder {output.parent}"
    elif output.exists() and any(output.samefile(name) for name in inputs if Path(name).exists()):
        reason = "it is one of the reports or pages read"
    else:
        return
    raise UsageError(f"{output}: cannot be written ({reason}). Give another place with {option} FILE.")
