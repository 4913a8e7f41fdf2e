"""Published estimates as they were published: in their own digits, by their authors, extra or total, and how read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Comparison
from westphalia.report.tables import NO_RANGE, RANGE_ONLY, Cell, quantity, range_alone
from westphalia.wording import Unit, written

if TYPE_CHECKING:
    from westphalia.world.studies import Flow, Study

_FLOWS: Final[Mapping["Flow", str]] = {"extra": "extra", "total": "in all", "loss": "", "": ""}
_PER: Final = {"year": "a year", "day": "a day", "once": "once", "cumulative": "added up"}
_SHARE: Final = "share of "
_PROVENANCE: Final = {
    "origin named, original not read": "figures taken from another publication's report of it; original not read",
    "as quoted by the source": "figures as the publication linked gives them",
}

_SHORT: Final = {"origin named, original not read": "from another publication's report of it"}


def study_of(comparison: Comparison) -> "Study | None":
    """The published estimate a comparison names, if it names one."""
    from westphalia.world.studies import study

    return None if comparison.study is None else study(comparison.study)


def estimate_cell(study: "Study", unit: Unit, href: str) -> Cell:
    """An estimate in the digits and words in which it was published, with its range where one was."""
    if not study.printed:
        return _worked_out(study, unit, href)
    text = study.printed
    if study.unit.startswith(_SHARE) and text.endswith("%"):
        text += f" of {study.unit.removeprefix(_SHARE)}"
    if study.value is None:
        return Cell(text, RANGE_ONLY, href)
    if study.low is None or study.high is None:
        return Cell(text, NO_RANGE, href)
    return Cell(text, quantity(study.value, study.low, study.high, unit, href).spread, href)


def _worked_out(study: "Study", unit: Unit, href: str) -> Cell:
    """An estimate that no publication puts into digits."""
    if study.value is None:
        return range_alone(study.low, study.high, unit, href)
    if study.low is None or study.high is None:
        return Cell(written(study.value, unit), NO_RANGE, href)
    return quantity(study.value, study.low, study.high, unit, href)


def flow_words(study: "Study") -> str:
    """Whether the sum is extra or a total, and over what time: extra, a year; in all, over 25 years."""
    per = _PER.get(study.per, f"over {study.per}" if study.per else "")
    return ", ".join(words for words in (_FLOWS[study.flow], per) if words)


def provenance_words(provenance: str) -> str:
    """How a source was read, in plain words."""
    return "; ".join(_PROVENANCE.get(part, part) for part in _parts(provenance))


def second_hand_words(study: "Study") -> str:
    """A remark on an estimate that was not read in its own publication."""
    read_there = study.provenance == "as quoted by the source"
    return "" if read_there else _SHORT.get(study.provenance, study.provenance)


def _parts(provenance: str) -> list[str]:
    return [provenance] if provenance in _PROVENANCE else provenance.split("; ")
