"""What changed between two briefs: figures, verdicts, numbers, levers, data and version, and which explains which."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from westphalia.errors import DataError
from westphalia.report.corrections import Correction
from westphalia.report.kept import KeptBrief, KeptFigure, KeptScenario, KeptVerdict
from westphalia.report.kept_numbers import KeptNumber, moved_by
from westphalia.wording import counted, listed

_NAMED: Final = 4
_LEVERS: Final = "its levers differ"
UNEXPLAINED: Final = (
    "neither version, data nor levers differ: the program was changed under one version, or another machine rounds "
    "otherwise"
)


@dataclass(frozen=True)
class NumberMoved:
    """A number on both pages that reads differently, by how much, and what explains it."""

    scenario: str
    what: str
    was: str
    now: str
    by: str
    why: str
    same_levers: bool


@dataclass(frozen=True)
class VerdictMoved:
    """A figure on both pages with other verdicts."""

    printed: str
    concerns: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class Changes:
    """All differences of a page from an earlier one, by kind; `causes` are what could have moved a number."""

    earlier: str
    version: tuple[str, str]
    same_results: bool
    causes: tuple[str, ...]
    tables: tuple[str, ...]
    reports_added: tuple[str, ...]
    reports_gone: tuple[str, ...]
    figures_added: tuple[KeptFigure, ...]
    figures_gone: tuple[KeptFigure, ...]
    verdicts: tuple[VerdictMoved, ...]
    scenarios_added: tuple[KeptScenario, ...]
    scenarios_gone: tuple[KeptScenario, ...]
    scenarios_changed: tuple[tuple[KeptScenario, KeptScenario], ...]
    numbers: tuple[NumberMoved, ...]
    on_one_page: int

    @property
    def nothing(self) -> bool:
        """Whether a reader sees no difference at all."""
        parts = (
            self.figures_added, self.figures_gone, self.verdicts, self.scenarios_added, self.scenarios_gone,
            self.scenarios_changed, self.numbers, self.reports_added, self.reports_gone, self.tables, self.on_one_page,
        )  # fmt: skip
        return self.same_results and self.version[0] == self.version[1] and not any(parts)


def require_same_story(old: KeptBrief, hashes: Iterable[str], path: Path) -> None:
    """Refuse an earlier page that shares no report, by the hash of its text, with those read now."""
    if {report.sha256 for report in old.reports}.isdisjoint(hashes):
        files = listed(report.file for report in old.reports[:_NAMED])
        raise DataError(
            f"{path}: is a brief of other reports ({files}), so nothing can be compared. Give one of these."
        )


def changes(old: KeptBrief, new: KeptBrief, name: str) -> Changes:
    """Every difference of `new` from `old`; numbers are compared as they are written, with their ranges."""
    causes = _causes(old, new)
    before, after = ({s.title: s for s in page.scenarios} for page in (old, new))
    both = [title for title in before if title in after]
    figures_before, figures_after = ({f.claim: f for f in page.figures} for page in (old, new))
    reports_before, reports_after = ({r.sha256: r.file for r in page.reports} for page in (old, new))
    numbers_before, numbers_after = ({n.key: n for n in page.numbers} for page in (old, new))
    lone = [key for key in numbers_before.keys() ^ numbers_after.keys() if key[0] in both]
    same_levers = {title for title in both if before[title].sha256 == after[title].sha256}
    return Changes(
        earlier=name,
        version=(old.version, new.version),
        same_results=old.results == new.results,
        causes=causes,
        tables=_tables(old, new),
        reports_added=tuple(f for sha, f in reports_after.items() if sha not in reports_before),
        reports_gone=tuple(f for sha, f in reports_before.items() if sha not in reports_after),
        figures_added=tuple(f for claim, f in figures_after.items() if claim not in figures_before),
        figures_gone=tuple(f for claim, f in figures_before.items() if claim not in figures_after),
        verdicts=tuple(_verdicts(figures_before, figures_after, causes)),
        scenarios_added=tuple(s for title, s in after.items() if title not in before),
        scenarios_gone=tuple(s for title, s in before.items() if title not in after),
        scenarios_changed=tuple((before[t], after[t]) for t in both if t not in same_levers),
        numbers=tuple(_numbers(numbers_before, numbers_after, causes, same_levers)),
        on_one_page=len(lone),
    )


def _tables(old: KeptBrief, new: KeptBrief) -> tuple[str, ...]:
    """Names of the tables that came, went or hold something else."""
    names = dict.fromkeys((*old.tables, *new.tables))
    return tuple(name for name in names if old.tables.get(name) != new.tables.get(name))


def _causes(old: KeptBrief, new: KeptBrief) -> tuple[str, ...]:
    """What differs beneath both pages, in words: the version, the tables."""
    tables, found = _tables(old, new), []
    if old.version != new.version:
        found.append(f"version {old.version} became {new.version}")
    if tables:
        more = len(tables) - _NAMED
        names = listed([*tables[:_NAMED], counted(more, "other")] if more > 0 else tables)
        found.append(f"{counted(len(tables), 'table')} of data changed ({names})")
    return tuple(found)


def _verdicts(
    before: dict[str, KeptFigure], after: dict[str, KeptFigure], causes: tuple[str, ...]
) -> Iterator[VerdictMoved]:
    for claim, figure in before.items():
        again = after.get(claim)
        if again is not None and again.verdicts != figure.verdicts:
            was, now = _verdict_words(figure.verdicts), _verdict_words(again.verdicts)
            yield VerdictMoved(again.printed, again.concerns, was, now, _why(causes))


def _verdict_words(verdicts: Iterable[KeptVerdict]) -> str:
    said = (f"{' '.join(filter(None, (v.route or 'no route', v.known)))}: {v.word}" for v in verdicts)
    return "; ".join(said) or "none"


Key = tuple[str, str, str]


def _numbers(
    before: dict[Key, KeptNumber], after: dict[Key, KeptNumber], causes: tuple[str, ...], same_levers: set[str]
) -> Iterator[NumberMoved]:
    for key, number in before.items():
        again = after.get(key)
        if again is not None and again.words != number.words:
            same = number.scenario in same_levers
            why = _why(causes if same else (_LEVERS, *causes))
            yield NumberMoved(
                number.scenario, number.what, number.words, again.words, moved_by(number, again), why, same
            )


def _why(causes: tuple[str, ...]) -> str:
    """One cause is the reason; of several these pages cannot tell which; none is said to be none."""
    if not causes:
        return UNEXPLAINED
    return causes[0] if len(causes) == 1 else f"{listed(causes)}; the two pages cannot tell which"


def logged(found: Changes, today: datetime.date) -> tuple[Correction, ...]:
    """Rows for the log: verdicts and numbers that moved though nobody changed what was asked."""
    version = found.version[1]
    moved = [(f"{one.scenario}: {one.what}", one.was, one.now, one.why) for one in found.numbers if one.same_levers]
    judged = [(f"verdict on “{one.printed}”, {one.concerns}", one.was, one.now, one.why) for one in found.verdicts]
    return tuple(
        Correction(date=today, version=version, what=what, was=was, now=now, why=why)
        for what, was, now, why in (*judged, *moved)
    )
