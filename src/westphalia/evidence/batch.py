"""Many reports read at once: on several processors, in the order given, a bounded number of them in memory."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Reading
from westphalia.evidence.documents.document import load_report
from westphalia.evidence.documents.intake import Tell, reports_in, standard_input
from westphalia.evidence.read import reading_of

_FEW = 64  # reports that one process reads in the time others take to start
_AT_ONCE = 8  # reports handed to a process in one go
_AHEAD = 3  # such handfuls under way for each process
Fail = Callable[[EvidenceError], None]
_Read = Reading | EvidenceError


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a report is: a file, standard input ("-"), or nowhere, for the reason given."""

    name: str
    problem: EvidenceError | None = None


def read_reports(
    names: Iterable[str | Path],
    on: date | None = None,
    workers: int | None = None,
    tell: Tell | None = None,
    fail: Fail | None = None,
) -> Iterator[Reading]:
    """Readings of reports in the order given, one at a time; `-` is standard input, a folder its reports.

    A report that cannot be read is handed to `fail` in its turn while the others go on; without `fail` it is
    raised. `tell` hears what is left out of a folder. Many reports are read by `workers` processes, by default as
    many as there are processors; what is read does not depend on their number. New processes import the main
    module: a script that calls this keeps its own doings under `if __name__ == "__main__"`.
    """
    for read in _all(_places(names, tell), on, workers or _processors()):
        if isinstance(read, Reading):
            yield read
        elif fail is None:
            raise read
        else:
            fail(read)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _places(names: Iterable[str | Path], tell: Tell | None) -> Iterator[_Place]:
    for name in names:
        if str(name) == "-" or not Path(name).is_dir():
            yield _Place(str(name))
            continue
        try:
            yield from (_Place(str(path)) for path in reports_in(Path(name), tell))
        except EvidenceError as problem:
            yield _Place(str(name), problem)


def _all(places: Iterator[_Place], on: date | None, workers: int) -> Iterator[_Read]:
    first = list(islice(places, _FEW + 1)) if workers > 1 else []
    every = chain(first, places)
    if len(first) <= _FEW:
        return (_read(place, on) for place in every)
    return _side_by_side(every, on, workers)


def _read(place: _Place, on: date | None) -> _Read:
    """The reading of one report, or why it cannot be read."""
    if place.problem:
        return place.problem
    try:
        return reading_of(standard_input(on) if place.name == "-" else load_report(place.name, on))
    except EvidenceError as problem:
        return problem


def _read_some(places: tuple[_Place, ...], on: date | None) -> list[_Read]:
    return [_read(place, on) for place in places]


def _settle() -> None:
    """Leave what every reading shares out of the collection of garbage."""
    gc.freeze()


def _handfuls(places: Iterator[_Place]) -> Iterator[tuple[_Place, ...]]:
    """Places to be read in one go; standard input, which only this process has, by itself."""
    some: list[_Place] = []
    for place in places:
        if place.name == "-" and some:
            yield tuple(some)
            some = []
        some.append(place)
        if len(some) == _AT_ONCE or place.name == "-":
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def _side_by_side(places: Iterator[_Place], on: date | None, workers: int) -> Iterator[_Read]:
    """Readings by several processes in order; what a process that died was to read is read here."""
    under_way: deque[tuple[tuple[_Place, ...], Future[list[_Read]] | None]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _settle)
    try:
        for some in _handfuls(places):
            under_way.append((some, _submitted(pool, some, on)))
            if len(under_way) > workers * _AHEAD:
                yield from _done(*under_way.popleft(), on)
        while under_way:
            yield from _done(*under_way.popleft(), on)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, some: tuple[_Place, ...], on: date | None) -> Future[list[_Read]] | None:
    """The reading of a handful by another process; None where this one is to read it."""
    try:
        return None if some[0].name == "-" else pool.submit(_read_some, some, on)
    except BrokenProcessPool:
        return None


def _done(some: tuple[_Place, ...], future: Future[list[_Read]] | None, on: date | None) -> list[_Read]:
    try:
        return future.result() if future else _read_some(some, on)
    except BrokenProcessPool:
        return _read_some(some, on)
