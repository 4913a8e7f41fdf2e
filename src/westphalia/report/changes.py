"""What changed between two briefs: figures, verdicts, numbers, levers, data and version, and which explains which."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from westphalia.errors import DataError
from westphalia.report.corrections import Correction
from westphalia.report.kept import KeptBrief, KeptFigure, KeptReport, KeptScenario
from westphalia.report.kept_matches import Matches, edited_reports, matches
from westphalia.report.kept_numbers import KeptNumber, moved_by
from westphalia.report.kept_verdicts import verdicts_apart
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
    """A figure on both pages with other verdicts, or with another finding under the `same_word`."""

    printed: str
    concerns: str
    was: str
    now: str
    why: str
    same_word: bool
    same_text: bool


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
    reports_edited: tuple[str, ...]
    figures_changed: tuple[tuple[KeptFigure, KeptFigure], ...]
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
            self.reports_edited, self.figures_changed,
        )  # fmt: skip
        return self.same_results and self.version[0] == self.version[1] and not any(parts)


def require_same_story(old: KeptBrief, reports: Iterable[KeptReport], path: Path) -> None:
    """Refuse an earlier page that shares no report with those read now, by the hash of its text or by name and day."""
    now = list(reports)
    same_text = {report.sha256 for report in old.reports} & {report.sha256 for report in now}
    if not same_text and not edited_reports(old.reports, now):
        files = listed(report.file for report in old.reports[:_NAMED])
        raise DataError(
            f"{path}: is a brief of other reports ({files}), so nothing can be compared. Give one of these."
        )


def changes(old: KeptBrief, new: KeptBrief, name: str) -> Changes:
    """Every difference of `new` from `old`; numbers are compared as they are written, with their ranges."""
    causes, found = _causes(old, new), matches(old, new)
    before, after = ({s.title: s for s in page.scenarios} for page in (old, new))
    both = [title for title in before if title in after]
    numbers_before, numbers_after = ({n.key: n for n in page.numbers} for page in (old, new))
    lone = [key for key in numbers_before.keys() ^ numbers_after.keys() if key[0] in both]
    changed = {title for title in both if not _same_levers(before[title], after[title])}
    # where nobody changed a text, levers that differ were drafted from other data or by another version
    other_asked = changed if found.edited or found.reports_added or found.reports_gone or not causes else set()
    return Changes(
        earlier=name,
        version=(old.version, new.version),
        same_results=old.results == new.results,
        causes=(*_edits(found), *causes),
        tables=_tables(old, new),
        reports_added=found.reports_added,
        reports_gone=found.reports_gone,
        reports_edited=tuple(report.file for report in found.edited),
        figures_changed=found.changed,
        figures_added=found.added,
        figures_gone=found.gone,
        verdicts=tuple(_verdicts(found, causes)),
        scenarios_added=tuple(s for title, s in after.items() if title not in before),
        scenarios_gone=tuple(s for title, s in before.items() if title not in after),
        scenarios_changed=tuple((before[t], after[t]) for t in both if t in changed),
        numbers=tuple(_numbers(numbers_before, numbers_after, causes, other_asked)),
        on_one_page=len(lone),
    )


def _same_levers(was: KeptScenario, now: KeptScenario) -> bool:
    """Whether two scenarios do the same; the claims they cite move with every edit of a text and count for nothing."""
    if was.asked is None or now.asked is None:
        return was.sha256 == now.sha256 or was.levers == now.levers
    return was.asked == now.asked


def _edits(found: Matches) -> tuple[str, ...]:
    return (f"the text of {listed(report.file for report in found.edited)} changed",) if found.edited else ()


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


def _verdicts(found: Matches, causes: tuple[str, ...]) -> Iterator[VerdictMoved]:
    """Figures whose verdicts differ in a word or in what they rest on."""
    for was, now in (*found.same, *found.changed):
        apart = verdicts_apart(was, now)
        if apart is not None:
            before, after, same_word = apart
            same_text = now.claim not in found.moved
            why = _why(causes if same_text else (*_edits(found), *causes))
            printed = now.printed if was.printed == now.printed else f"{was.printed} → {now.printed}"
            yield VerdictMoved(printed, now.concerns, before, after, why, same_word, same_text)


Key = tuple[str, str, str]


def _numbers(
    before: dict[Key, KeptNumber], after: dict[Key, KeptNumber], causes: tuple[str, ...], other_asked: set[str]
) -> Iterator[NumberMoved]:
    for key, number in before.items():
        again = after.get(key)
        if again is not None and again.words != number.words:
            same = number.scenario not in other_asked
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
    judged = [
        (f"verdict on “{one.printed}”, {one.concerns}", one.was, one.now, one.why)
        for one in found.verdicts
        if one.same_text
    ]
    return tuple(
        Correction(date=today, version=version, what=what, was=was, now=now, why=why)
        for what, was, now, why in (*judged, *moved)
    )
