"""Commands on reports: brief, demo, read."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from westphalia.cli.options import (
    Country,
    Earlier,
    Json,
    Keep,
    On,
    Output,
    Quiet,
    Reports,
    Sheet,
    SituationOf,
    countries,
    day,
)
from westphalia.cli.output import console, emit, listed, require_place, say, table, warn, write_whole
from westphalia.cli.plugins import ParserName, ProposeWith, plugins, print_proposals, to_keep, with_key
from westphalia.errors import EvidenceError, UsageError, WestphaliaError

if TYPE_CHECKING:
    from westphalia.evidence.claims import Document, Reading
    from westphalia.evidence.speech.parser import Parser
    from westphalia.ledger.store import Ledger
    from westphalia.report.contents import Brief
    from westphalia.report.kept import KeptBrief


def brief(
    reports: Reports, output: Output = Path("brief.html"), on: On = None, country: Country = None, quiet: Quiet = False,
    as_json: Json = False, keep: Keep = None, sheet: Sheet = None, diff: Earlier = None, situation: SituationOf = None,
) -> None:  # fmt: skip
    """Read reports and write one self-contained page: figures with verdicts, and what follows from the levers."""
    from westphalia.report.brief import render_brief
    from westphalia.report.text import print_summary

    inputs = [*reports, *(str(path) for path in (keep, diff, situation) if path is not None)]
    require_place(output, inputs)
    if sheet is not None:
        require_place(sheet, [*inputs, str(output)], option="--sheet")
        _apart(output, sheet)
    made = _make_brief(reports, on, country, quiet, diff, situation)
    write_whole(output, [render_brief(made)])
    if sheet is not None:
        _write_sheet(made, sheet)
    if keep is not None:
        _keep_brief(made, keep, quiet)
    if as_json:
        from westphalia.report.data import brief_json

        emit(brief_json(made))
    elif not quiet:
        print_summary(made, console())
        _print_changes(made)
        for written in filter(None, (output, sheet)):
            say(f"wrote {written}")


def _apart(output: Path, sheet: Path) -> None:
    if sheet.absolute() == output.absolute():
        raise UsageError(f"--sheet: {sheet} is where the page goes. Name another file.")


def _write_sheet(made: "Brief", sheet: Path) -> None:
    from westphalia.report.sheet import render_sheet

    write_whole(sheet, [render_sheet(made)])


def _print_changes(made: "Brief") -> None:
    """What differs from the earlier page, where one was given."""
    if made.changes is None:
        return
    from westphalia.report.change_words import print_lines

    typer.echo("")
    for line in print_lines(made.changes):
        console().print(line, markup=False)


def corrections(as_json: Json = False) -> None:
    """List the published numbers that moved: when, from what to what, and why."""
    from westphalia.report.corrections import corrections as logged
    from westphalia.report.corrections import corrections_json

    rows = corrections_json(logged())
    if rows or as_json:
        table(rows, as_json, "corrections")
    else:
        say("no published number has moved")


def demo(output: Output = Path("brief.html"), quiet: Quiet = False) -> None:
    """The main job on the example reports that come with the package."""
    from westphalia.examples import example_reports

    brief([str(path) for path in example_reports()], output=output, quiet=quiet)


def read(
    reports: Reports, on: On = None, as_json: Json = False, keep: Keep = None, propose_with: ProposeWith = None,
    parser: ParserName = None,
) -> None:  # fmt: skip
    """Read reports: who said what, wants what and met whom, the figures and dates; kept in a ledger if one is named."""
    from westphalia.evidence.read import reading_json
    from westphalia.report.text import print_reading

    unread, added = _Unread(), plugins(propose_with, parser)
    with ExitStack() as stack:
        ledger = stack.enter_context(_opened(keep)) if keep else None
        items = stack.enter_context(listed("reports")) if as_json else None
        for reading in unread.others(reports, day(on), added.parser):
            proposals = added.proposals(reading)
            if ledger:
                say(_kept(ledger, to_keep(reading, proposals)))
            if items:
                items.add(with_key(reading_json(reading), proposals))
            else:
                print_reading(reading, console())
                print_proposals(proposals)
    unread.raise_any()


def _opened(keep: Path) -> "Ledger":
    from westphalia.ledger.store import open_ledger

    return open_ledger(keep)


class _Unread:
    """Reports that could not be read: each told in one line, while the others go on."""

    def __init__(self) -> None:
        self._failed = 0
        self._read = 0

    def others(self, names: Iterable[str], on: date | None, parser: "Parser | None") -> "Iterator[Reading]":
        """The readings of all that can be read, one at a time."""
        from westphalia.evidence.batch import read_reports

        told = read_reports(names, on, tell=say, fail=lambda problem: self._tell(str(problem)))
        for reading in told if parser is None else self._parsed(names, on, parser):
            self._read += 1
            _tell_cautions(reading.document)
            yield reading

    def _parsed(self, names: Iterable[str], on: date | None, parser: "Parser") -> "Iterator[Reading]":
        """Readings with a parser, which is held in memory once and so by one process."""
        from westphalia.evidence.read import reading_of

        for document in self._documents(names, on):
            try:
                yield reading_of(document, parser)
            except EvidenceError as problem:
                self._tell(str(problem))

    def _documents(self, names: Iterable[str], on: date | None) -> "Iterator[Document]":
        from westphalia.evidence.documents.intake import load_reports

        for name in names:
            try:
                yield from load_reports([name], on, partial(self._told_of_folder, Path(name)))
            except EvidenceError as problem:
                self._tell(str(problem))

    def _tell(self, problem: str) -> None:
        self._failed += 1
        warn(problem)

    def _told_of_folder(self, folder: Path, line: str) -> None:
        """What is told of the folder itself is no failure; what is told of a file in it is one."""
        if line.startswith(f"{folder}: "):
            say(line)
        else:
            self._tell(line)

    def raise_any(self) -> None:
        """End with 3 where nothing could be read, with 1 where something could not."""
        if self._failed:
            raise typer.Exit(EvidenceError.exit_code if not self._read else WestphaliaError.exit_code)


def _tell_cautions(document: "Document") -> None:
    """What about a report calls for care, and that it is dated ahead."""
    from westphalia.evidence.documents.hygiene import future

    ahead = future(document, date.today())
    for line in (*filter(None, [ahead]), *(f"{document.source_file}: {notice}" for notice in document.notices)):
        say(line)


def _kept(ledger: "Ledger", reading: "Reading") -> str:
    """Store a reading, and what to say of it."""
    from westphalia.wording import counted

    added, name = ledger.append(reading), reading.document.source_file
    if not added.is_new:
        more = f"{counted(added.claims, 'proposal')} added" if added.claims else "nothing added"
        return f"{name}: held in {ledger.path} before; {more}"
    parts = [f"{name}: {counted(added.claims, 'claim')} and {counted(added.links, 'link')} added to {ledger.path}"]
    parts += [f"a copy of {added.copy_of}: counted as one source"] * bool(added.copy_of)
    parts += ["another text is held under this name; its claims stay with it"] * bool(added.earlier_text)
    return "; ".join(parts)


def _make_brief(
    reports: list[str], on: str | None, country: list[str] | None, quiet: bool, diff: Path | None,
    situation: str | None,
) -> "Brief":  # fmt: skip
    from westphalia.evidence.documents.intake import load_reports
    from westphalia.evidence.read import reading_of
    from westphalia.report.assemble import assemble_brief

    if situation is not None:
        from westphalia.situation import load_situation

        load_situation(situation)  # a fault is told before reports are read
    shown, earlier = countries(country), _earlier(diff)
    documents = list(load_reports(reports, day(on), None if quiet else say))
    if diff is not None and earlier is not None:
        from westphalia.report.changes import require_same_story
        from westphalia.report.kept import kept_reports

        require_same_story(earlier, kept_reports(documents), diff)
    readings = [reading_of(document) for document in documents]
    if not quiet:
        for document in documents:
            _tell_cautions(document)
    made = assemble_brief(readings, shown, (lambda _: None) if quiet else say, situation)
    return made if earlier is None or diff is None else _compared(made, earlier, diff)


def _earlier(diff: Path | None) -> "KeptBrief | None":
    """What the earlier page kept, read before anything is computed."""
    if diff is None:
        return None
    from westphalia.report.kept import read_kept

    return read_kept(diff)


def _compared(made: "Brief", earlier: "KeptBrief", diff: Path) -> "Brief":
    """The brief with what changed, its log carried on from the earlier page."""
    from westphalia.report.changes import changes, logged
    from westphalia.report.corrections import all_corrections
    from westphalia.report.kept import kept_brief

    found = changes(earlier, kept_brief(made), diff.name)
    log = all_corrections(earlier.corrections, made.corrections, logged(found, date.today()))
    return replace(made, changes=found, corrections=log)


def _keep_brief(made: Any, keep: Path, quiet: bool) -> None:
    """Readings and verdicts of a brief, stored in a ledger."""
    from westphalia.ledger.store import open_ledger

    with open_ledger(keep) as ledger:
        for reading in made.readings:
            told = _kept(ledger, reading)
            of_it = [v for figure in reading.figures for v in made.verdicts.get(figure.claim, ())]
            ledger.append_verdicts(reading, of_it)
            if not quiet:
                say(told)
