"""A register of 100,000 invented entries in each format: loading, a second edition, and what differs between them."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from child import PROGRAM, Finished, finished
from rows import Note, Row

LISTS = Path(__file__).with_name("register_lists.py")
ENTRIES = 100_000
LOAD_SECONDS, DIFF_SECONDS, MEGABYTES = 10, 5, 150
FORMS = {"uk": "UK list, XML", "ftm": "FollowTheMoney, JSON lines"}
DAYS = ("2025-01-31", "2025-02-28")


def register(folder: Path) -> Iterable[Row | Note]:
    """Both formats, each in a process of its own for every step."""
    for form, words in FORMS.items():
        for edition in (1, 2):
            finished([sys.executable, LISTS, form, str(ENTRIES), str(edition), folder / f"{form}{edition}"], folder)
        size = (folder / f"{form}1").stat().st_size
        yield Note(f"{words}: {ENTRIES:,} entries", f"{size / 1e6:.0f} MB, {size / ENTRIES:,.0f} bytes each")
        yield from _loads(form, folder)
        yield from _rows("what differs between the two", DIFF_SECONDS, _register("diff", form, folder, "--json"))
        yield from _rows("counts by measure", DIFF_SECONDS, _register("counts", form, folder, "--by", "measure"))


def _loads(form: str, folder: Path) -> Iterator[Row | Note]:
    for edition, day, words in zip((1, 2), DAYS, ("loading it, new register", "loading a second edition"), strict=True):
        run = _register("load", form, folder, f"{form}{edition}", "--as-of", day)
        yield from _rows(words, LOAD_SECONDS, run)
        yield Note("it said", run.output.partition("; ")[2].strip())
        (folder / f"{form}{edition}").unlink()


def _register(command: str, form: str, folder: Path, *options: str) -> Finished:
    given = [PROGRAM, "register", command, *options, "--authority", form.upper(), "--in", f"{form}.sqlite"]
    return finished(given, folder)


def _rows(words: str, seconds: float, run: Finished) -> Iterator[Row]:
    yield Row(words, "s", seconds, run.seconds)
    yield Row("its processor time, which others on the machine disturb less", "s", seconds, run.processor)
    yield Row("its peak memory", "MB", MEGABYTES, run.megabytes)
