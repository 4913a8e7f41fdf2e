"""Where every coded number comes from: day, basis and source, in words and as plain data."""

from collections.abc import Sequence
from typing import Any, Final

from westphalia.bargaining.compromise import influence
from westphalia.report.names import Link
from westphalia.report.settle_words import issue_heads, nearest_level, place_cell, shortened
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.settlement import Settlement
from westphalia.situation.estimate import Estimate, Sourced
from westphalia.situation.schema import Position, Refusal
from westphalia.wording import MISSING, PERCENT, Unit, day, written

_SHORT: Final = 70
_COMPROMISE: Final = "#how-compromise"


def url_of(one: Sourced) -> str | None:
    """The address of a source, where one is held."""
    return getattr(one, "url", None)


def origin_text(one: Sourced) -> str:
    """What something rests on, in full: its source or claims, how it is inferred, what is assumed."""
    claims = f"claims {', '.join(one.claims)}" if one.claims else None
    inferred = f"inferred: {one.inferred}" if one.inferred else None
    assumed = f"assumed: {one.assumed}" if one.assumed else None
    return "; ".join(filter(None, (one.source, claims, inferred, assumed)))


def short_origin(one: Sourced) -> str:
    """The same in a few words."""
    return shortened(origin_text(one), _SHORT)


def origin_json(one: Sourced) -> dict[str, Any]:
    """The same as plain data; null is what is not given."""
    return {
        "basis": one.basis,
        "source": one.source,
        "inferred": one.inferred,
        "assumed": one.assumed,
        "claims": list(one.claims),
        "url": url_of(one),
    }


def estimate_json(one: Estimate) -> dict[str, Any]:
    """A coded number with its range, as it stands in the file, and what it rests on."""
    return {"low": one.low, "mode": one.mode, "high": one.high} | origin_json(one)


def positions_table(of: Settlement, ident: str, q: int) -> Table:
    """Who stands where on one issue, how much it matters to each, and how far the compromise follows each."""
    issue, follows = of.situation.issues[q], influence(of.mode)
    rows = []
    for a, actor in enumerate(of.situation.actors):
        held = of.situation.held.get((actor.name, issue.name))
        if held is None:
            continue
        mode, low, high = (float(one.position[a, q]) for one in (of.mode, of.ranges.low, of.ranges.high))
        rows.append(
            Row(
                actor.title,
                (
                    place_cell(issue, mode, low, high, _COMPROMISE),
                    label(nearest_level(issue, mode)),
                    quantity(held.salience.mode, held.salience.low, held.salience.high, Unit(), _COMPROMISE),
                    Cell(written(float(follows[a, q]), PERCENT), "", _COMPROMISE),
                    label(day(held.date)),
                    label(held.basis),
                ),
                assumed=held.basis == "assumed",
            )
        )
    return Table(
        id=f"{ident}-positions",
        caption=f"{issue.title}: who stands where, from {issue.low} to {issue.high}",
        corner="Who",
        columns=("position", "nearest level", "salience", "weight", "as of", "known how"),
        rows=tuple(rows),
        note="In brackets the range coded. Weight: how far the compromise follows a position, capability times "
        f"salience over the sum. {_salience(of, issue.name)} The sources of positions are in the next table, those of "
        "salience in the JSON output and in the situation file.",
        single_runs=True,
        links=(Link("how the compromise is computed", _COMPROMISE),),
    )


def _salience(of: Settlement, issue: str) -> str:
    """For how many the weight of an issue is assumed."""
    known = [one.salience.basis for (_, name), one in of.situation.held.items() if name == issue]
    return f"Salience is assumed for {known.count('assumed')} of {len(known)}."


def sources_table(of: Settlement, ident: str, issues: Sequence[int] | None = None) -> Table:
    """Every position held, issue by issue: its day, whether it was stated, inferred or assumed, and its source."""
    rows = []
    for q in range(len(of.situation.issues)) if issues is None else issues:
        issue = of.situation.issues[q]
        rows.append(Row(issue_heads(of)[q]))
        held = ((actor.title, of.situation.held.get((actor.name, issue.name))) for actor in of.situation.actors)
        for title, one in held:
            if one is not None:
                rows.append(_row(of, title, one))
                rows += [_refusal_row(title, one.rules_out)] if one.rules_out is not None else []
    return Table(
        id=f"{ident}-sources",
        caption="Every position and every public refusal: of which day, known how, and from where",
        corner="Who",
        columns=("position", "day", "known how", "source"),
        rows=tuple(rows),
        note="In brackets the range coded. The sources of salience, capability and no deal are in the situation file "
        "and in the JSON output.",
        links=(Link("how positions enter", _COMPROMISE),),
        single_runs=True,
    )


def _row(of: Settlement, title: str, held: Position) -> Row:
    issue = of.situation.issue(held.issue)
    mode, low, high = (issue.place(value) for value in (held.mode, held.low, held.high))
    return Row(
        title,
        (
            place_cell(issue, mode, low, high, _COMPROMISE),
            label(day(held.date)),
            label(held.basis),
            label(origin_text(held), url_of(held) or ""),
        ),
        assumed=held.basis == "assumed",
    )


def _refusal_row(title: str, refusal: Refusal) -> Row:
    return Row(
        f"{title} rules out",
        (
            label("; ".join(refusal.levels)),
            label(MISSING),
            label(refusal.basis),
            label(origin_text(refusal), url_of(refusal) or ""),
        ),
        assumed=refusal.basis == "assumed",
    )
