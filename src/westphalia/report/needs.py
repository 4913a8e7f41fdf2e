"""The €250bn a year and its rivals side by side, each with what it counts, and what our tables give beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from westphalia.outcome import AutonomyOutcome, PerimeterGap
from westphalia.report.comparisons import unit_of
from westphalia.report.names import Link, country_name, source_anchor
from westphalia.report.published import estimate_cell, second_hand_words
from westphalia.report.tables import ONE_PATH, Cell, Row, Table, base_level, label, range_alone
from westphalia.units import per_cent
from westphalia.wording import MISSING, counted, currency_unit, listed, tidy_percent, written
from westphalia.world.countries import the
from westphalia.world.needs import Need, needs
from westphalia.world.studies import study

_HERE: Final = "#how-gap"
_EURO: Final = currency_unit("EUR")
_LENGTHS: Final = {"over four years": 4, "over 25 years": 25}
_RISE: Final = 0.015
_LINKS: Final = (Link("how a gap is counted", _HERE),)


def needs_table(outcome: AutonomyOutcome, ident: str) -> Table:
    """Every published sum as it was published, whose budgets it means, and ours for the same rise; never averaged."""
    return Table(
        id=f"{ident}-needs",
        caption="€250bn a year and its rivals: what each published sum counts, and our tables beside it",
        corner="Who says so",
        columns=("Sum", "What it counts", "Rise, and whose budgets", "Ours: gap to the target", "Ours: points of GDP"),
        rows=tuple(_need_row(need, outcome) for need in needs()),
        note=f"Ours: GDP and shares of {outcome.year}, {outcome.lever.edition}; where the source draws no line, from "
        "the smallest to the largest of the perimeters (next table). A line that fits can nearly always be found, so a "
        "sum near one of them confirms nothing. They count different things over different times: never averaged.",
        links=_LINKS,
    )


def _need_row(need: Need, outcome: AutonomyOutcome) -> Row:
    said = study(need.study)
    href = f"#{source_anchor(said.source)}"
    cells = (
        estimate_cell(said, unit_of(said.unit), href),
        label(f"{need.counts} ({need.flow}). {need.note}"),
        label(f"{_rise_words(need)}; {_whose(need)}"),
        *_ours(need, outcome),
    )
    return Row(
        said.by, cells, note="; ".join(w for w in (said.published_words, second_hand_words(said)) if w), href=href
    )


def _whose(need: Need) -> str:
    return the(need.perimeter_stated) if need.perimeter_stated else "whose is not stated"


def _rise_words(need: Need) -> str:
    """From which share of GDP to which: from about 2% to 3.5%; 1.5 points of GDP in four equal steps."""
    if need.to_share is not None:
        start = f"from {need.from_qualifier} {tidy_percent(need.from_share)} " if need.from_share else ""
        return f"{start}to {tidy_percent(need.to_share)} of GDP"
    if need.points is None:
        return "no share of GDP"
    steps = f", counted here in {_LENGTHS[need.flow]} equal yearly steps" if need.flow in _LENGTHS else ""
    return f"{per_cent(need.points):.2g} points of GDP{steps}"


def _points(need: Need) -> float | None:
    """The rise a sum rests on, as it says or from the shares it names."""
    if need.points is not None or need.from_share is None or need.to_share is None:
        return need.points
    return need.to_share - need.from_share


def _ours(need: Need, outcome: AutonomyOutcome) -> tuple[Cell, Cell]:
    """Gap and points of GDP by our tables, for the rise a sum rests on; words where it counts something else."""
    years, points = _LENGTHS.get(need.flow), _points(need)
    inside = [one for one in outcome.perimeters if need.perimeter_stated in (None, one.code)]
    if need.flow == "a year":
        gap = _spread([one.gap(need.to_share) for one in inside]) if need.to_share else label(MISSING)
        return gap, _spread([one.rise(points) for one in inside]) if points else label(MISSING)
    if years and points:
        # a rise in n equal steps is 1/n of it in the first year and all of it in the last: (n + 1)/2 times in all
        return label(MISSING), _spread([one.rise(points) * (years + 1) / 2 for one in inside])
    if years and need.amount:
        yearly = written(need.amount / years, currency_unit(need.currency))
        return label(f"none: spread evenly, {yearly} a year"), label(MISSING)
    return label("none: not a yearly sum"), label(MISSING)


def _spread(values: Sequence[float]) -> Cell:
    """Least and most over the perimeters, or the one a source states; a dash where nobody in it has a share."""
    if not values:
        return label(MISSING)
    if len(values) == 1:
        return Cell(written(values[0], _EURO), ONE_PATH, _HERE)
    return range_alone(min(values), max(values), _EURO, _HERE)


def perimeters_table(outcome: AutonomyOutcome, ident: str) -> Table:
    """What the members of each perimeter lack to each target, and a rise by the same points of GDP."""
    targets = _targets(outcome)
    return Table(
        id=f"{ident}-perimeters",
        caption=f"Whose Europe: what is missing to a share of GDP, by who is counted, {outcome.year}",
        corner="Counted",
        columns=(
            "GDP",
            *(f"gap to {tidy_percent(target)}" for target in targets),
            f"{per_cent(_RISE):.2g} points of GDP",
        ),
        rows=tuple(_perimeter_row(one, targets) for one in outcome.perimeters),
        note=f"€bn a year. Gap: what each member lacks, none for who is above. Shares: {outcome.lever.edition}; "
        "without a share there, a state adds to the points and not to the gap. The rows are the range.",
        links=_LINKS,
        single_runs=True,
    )


def _perimeter_row(one: PerimeterGap, targets: Sequence[float]) -> Row:
    cells = (
        base_level(float(one.gdp.sum()), _EURO, _HERE),
        *(Cell(written(one.gap(target), _EURO), "", _HERE) for target in targets),
        Cell(written(one.rise(_RISE), _EURO), "", _HERE),
    )
    missing = listed(map(country_name, one.unmeasured))
    note = f"{counted(len(one.members), 'state')}{f'; no share: {missing}' if missing else ''}"
    return Row(_name(one.code), cells, note=note)


def _targets(outcome: AutonomyOutcome) -> tuple[float, ...]:
    """The targets of the published sums and of the scenario, in order."""
    return tuple(sorted({outcome.lever.target, *(need.to_share for need in needs() if need.to_share)}))


def _name(code: str) -> str:
    words = the(code)
    return f"{words[:1].upper()}{words[1:]}"


def needs_lines(outcome: AutonomyOutcome) -> tuple[str, ...]:
    """What a rise to the target, and by points of GDP, is a year, from the smallest perimeter to the largest."""
    found, target = outcome.perimeters, outcome.lever.target
    if not found:
        return ()
    gaps = {one.code: one.gap(target) for one in found if one.is_measured}
    rises = {one.code: one.rise(_RISE) for one in found}
    return (
        f"By who counts as Europe, a year at the GDP of {outcome.year}: gap to {tidy_percent(target)} of GDP "
        f"{_from_to(gaps)}, {per_cent(_RISE):.2g} points of GDP {_from_to(rises)}",
    )


def _from_to(sums: Mapping[str, float]) -> str:
    """The smallest and the largest with whose they are: €253.2bn (EU members of NATO) to €361.0bn (NATO Europe …)."""
    ends = (min(sums, key=sums.__getitem__), max(sums, key=sums.__getitem__)) if sums else ()
    return " to ".join(f"{written(sums[code], _EURO)} ({the(code)})" for code in ends)


def needs_sources() -> tuple[str, ...]:
    """The sources of the published sums, by identifier, for the list of sources."""
    return tuple(dict.fromkeys(study(need.study).source for need in needs()))


def needs_json(outcome: AutonomyOutcome) -> dict[str, Any]:
    """The published sums and what each perimeter lacks, as plain data; EUR bn where it is ours."""
    return {
        "published": [asdict(need) for need in needs()],
        "year": outcome.year,
        "edition": outcome.lever.edition,
        "perimeters": [
            {
                "code": one.code,
                "members": len(one.members),
                "gdp": float(one.gdp.sum()),
                "gap": one.gap(target),
                "points": one.rise(_RISE),
                "target": target,
            }
            for target in _targets(outcome)
            for one in outcome.perimeters
        ],
    }
