"""The tables of one situation: models issue by issue, packages, those who decide, texts, pressure, what flips it."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from jaxtyping import Bool

from westphalia.report.names import Link
from westphalia.report.settle_refusals import LINES, crossed_by
from westphalia.report.settle_words import (
    UTILITY,
    actor_title,
    actor_titles,
    differences,
    issue_heads,
    level_cell,
    level_names,
    nearest_level,
    place_cell,
    range_cell,
    share_text,
)
from westphalia.report.tables import NO_RANGE, ONE_RUN, Cell, Row, Table, label, quantity
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Imposing, TextAnswer
from westphalia.wording import MISSING, PERCENT, Unit, counted, listed, written

COMPROMISE: Final = "#how-compromise"
ERROR: Final = "#how-model-error"
NASH: Final = "#how-nash"
WIN_SET: Final = "#how-winset"
ACCEPTANCE: Final = "#how-acceptance"
PIVOTAL: Final = "#how-pivotal"
CHALLENGE: Final = "#how-challenge"
PARETO: Final = "#how-pareto"
IMPOSING: Final = "#how-imposing"
NO_ZONE: Final = "no zone"


def compromise_table(of: Settlement, ident: str, issues: tuple[int, ...]) -> Table:
    """The compromise issue by issue, between the baselines, with its two bands in two columns."""
    return Table(
        id=f"{ident}-compromise",
        caption="What the compromise model implies, in points from 0 to 100 or in the unit of the issue",
        corner="Issue",
        columns=("without agreement", "compromise", "nearest level", "with the error of the model", "plain mean"),
        rows=tuple(_compromise_row(of, q) for q in issues),
        note="In brackets behind the compromise: one draw of the codings in ten lies below, one in ten above. The band "
        "beside it is another thing: so far off the model was on decisions of the EU in four of five. The two are "
        "never added, and the second is the least error to expect here.",
        links=(Link("how the compromise is computed", COMPROMISE), Link("where its error is from", ERROR)),
    )


def _compromise_row(of: Settlement, q: int) -> Row:
    issue, found = of.situation.issues[q], of.points
    inputs = found.inputs
    low, high = (inputs.low[q], inputs.high[q]) if inputs else (found.compromise[q],) * 2
    return Row(
        issue_heads(of)[q],
        (
            level_cell(issue, found.status_quo[q]),
            place_cell(issue, found.compromise[q], low, high, COMPROMISE),
            level_cell(issue, found.compromise[q]),
            range_cell(issue, found.model.low[q], found.model.high[q], ERROR),
            _alone(of, q, float(found.mean[q]), COMPROMISE),
        ),
    )


def _alone(of: Settlement, q: int, place: float, href: str) -> Cell:
    """A place at the likeliest coding alone."""
    issue = of.situation.issues[q]
    if np.isnan(place):
        return label(MISSING)
    cell = place_cell(issue, place, place, place, href)
    return Cell(cell.text, ONE_RUN, href)


def models_table(of: Settlement, ident: str, issues: tuple[int, ...]) -> Table:
    """The models side by side at the likeliest coding: how far the choice of model alone moves the answer."""
    return Table(
        id=f"{ident}-models",
        caption="The models side by side at the likeliest coding",
        corner="Issue",
        columns=("compromise", "equal capability", "weighted median", "Nash", "Kalai–Smorodinsky", "challenge model"),
        rows=tuple(_models_row(of, q) for q in issues),
        note=f"Nash and Kalai–Smorodinsky are the bargain of {_players(of)}, which nothing validates. "
        f"The challenge model is a comparison: lowest and highest of {counted(len(of.readings.names), 'reading')} of "
        "its published description, which leaves that much open. Where the columns differ, the model is the answer.",
        links=(Link("the bargain", NASH), Link("the challenge model", CHALLENGE)),
    )


def _who(of: Settlement) -> str:
    return actor_titles(of, range(len(of.deciders)))


def _players(of: Settlement) -> str:
    return actor_titles(of, np.flatnonzero(of.bargain.players))


def _models_row(of: Settlement, q: int) -> Row:
    found, bargain, readings = of.points, of.bargain, of.readings.forecast[q]
    pair = (bargain.nash, bargain.kalai_smorodinsky)
    return Row(
        issue_heads(of)[q],
        (
            *(_alone(of, q, float(one[q]), COMPROMISE) for one in (found.compromise, found.equal_capability)),
            _alone(of, q, float(found.median[q]), COMPROMISE),
            *(label(NO_ZONE, NASH) if one is None else _alone(of, q, float(one[q]), NASH) for one in pair),
            range_cell(of.situation.issues[q], float(readings.min()), float(readings.max()), CHALLENGE),
        ),
    )


def packages_table(of: Settlement, ident: str) -> Table:
    """How many packages there are, and how many of them are agreed how surely."""
    found, number = of.agreed, of.grid.number

    def row(head: str, count: int, href: str) -> Row:
        return Row(head, (Cell(f"{count:,}", NO_RANGE, href), Cell(share_text(count, number), NO_RANGE, href)))

    rows = [
        row("packages the conditions allow", number, WIN_SET),
        row("agreed at the likeliest coding", int(found.at_mode.sum()), WIN_SET),
        row("· anywhere in the ranges", int(found.bounds.certain.sum()), ACCEPTANCE),
        row("· somewhere in the ranges", int(found.bounds.possible.sum()), ACCEPTANCE),
    ]
    if found.robust is not None:
        rows.append(row("· in nine of ten draws", int(found.robust.sum()), ACCEPTANCE))
    rows.append(row("· no other better for all of them", int(of.frontier.sum()), PARETO))
    if found.core is not None:
        rows.append(row("beaten by no other package", int(found.core.sum()), WIN_SET))
    return Table(
        id=f"{ident}-packages",
        caption=f"Packages that {_who(of)} would all accept" if of.rule.quota == 0 else "Packages that would be agreed",
        corner="Packages",
        columns=("number", "share"),
        rows=tuple(rows),
        note="A package has one level on each issue. It is agreed when everyone who must agree likes it no less than "
        "no deal. This says what is feasible; it is no forecast, and shares of packages depend on the levels coded.",
        links=(Link("which packages are agreed", WIN_SET), Link("how sure that is", ACCEPTANCE)),
    )


def named_packages(of: Settlement) -> tuple[tuple[str, int], ...]:
    """Packages worth reading in full: the Nash one, the fairest and the one most often agreed."""
    found = [("Nash", of.bargain.nash_package), ("Kalai–Smorodinsky", of.bargain.kalai_smorodinsky_package)]
    drawn = of.agreed.drawn
    if drawn is not None and drawn.probability.max() > 0:
        found.append(("most often agreed", int(np.argmax(drawn.probability))))
    if of.agreed.emptied is not None:
        found.append(("nearest to agreement", of.agreed.emptied.package))
    if of.refusals is not None and of.refusals.agreed.any():
        found.append(("crosses no line", _surest(of, of.refusals.agreed)))
    return tuple((name, package) for name, package in found if package is not None)


def _surest(of: Settlement, chosen: Bool[np.ndarray, " p"]) -> int:
    """Of some packages the one agreed in most draws; without draws the one whose smallest gain is largest."""
    gains = (of.deciding.utilities - of.deciding.mode.no_deal[:, None]).min(axis=0)
    drawn = of.agreed.drawn
    return int(np.argmax(np.where(chosen, gains if drawn is None else drawn.probability, -np.inf)))


def chosen_table(of: Settlement, ident: str) -> Table:
    """A few packages in words, level by level, with how often each is agreed."""
    chosen = named_packages(of)
    names = [level_names(of, package) for _, package in chosen]
    rows = [Row(head, tuple(label(one[q]) for one in names)) for q, head in enumerate(issue_heads(of))]
    if of.refusals is not None:
        rows.append(Row("crosses lines of", tuple(label(crossed_by(of, package), LINES) for _, package in chosen)))
    drawn = of.agreed.drawn
    if drawn is not None:
        often = (Cell(share_text(float(drawn.probability[package])), NO_RANGE, ACCEPTANCE) for _, package in chosen)
        rows.append(Row("agreed in so many draws", tuple(often)))
    for v in range(len(of.deciders)):
        gains = (float(of.deciding.utilities[v, package] - of.deciding.mode.no_deal[v]) for _, package in chosen)
        rows.append(
            Row(f"gain of {actor_title(of, v)}", tuple(Cell(written(one, _GAIN), ONE_RUN, NASH) for one in gains))
        )
    return Table(
        id=f"{ident}-chosen",
        caption="Some packages in words",
        corner="Issue",
        columns=tuple(name for name, _ in chosen),
        rows=tuple(rows),
        note="Gains are over no deal, in utility: 1 would be from nothing wanted to everything wanted. None of these "
        "is a forecast.",
        links=(Link("how they are chosen", NASH),),
    )


_GAIN: Final = Unit(decimals=2, signed=True)


def deciders_table(of: Settlement, ident: str) -> Table:
    """Those who decide: what no deal is to each, what each alone accepts, and what its consent costs the others."""
    found, low, high = of.agreed, of.deciding.ranges.low.no_deal, of.deciding.ranges.high.no_deal
    accepted = (of.deciding.utilities >= of.deciding.mode.no_deal[:, None]).mean(axis=1)
    rows = []
    for v in range(len(of.deciders)):
        cells = [
            quantity(float(of.deciding.mode.no_deal[v]), float(low[v]), float(high[v]), UTILITY, NASH),
            Cell(share_text(float(accepted[v])), ONE_RUN, WIN_SET),
            Cell(f"{int(found.pivots.without[v]):,}", ONE_RUN, PIVOTAL),
        ]
        if found.drawn is not None:
            cells.append(Cell(share_text(float(found.drawn.decisive[v])), NO_RANGE, PIVOTAL))
        rows.append(Row(actor_title(of, v), tuple(cells)))
    return Table(
        id=f"{ident}-deciders",
        caption="Who decides, and who is pivotal",
        corner="Who",
        columns=(
            "worth of no deal", "packages it accepts", "agreed if it were not asked",
            *(("draws in which it alone leaves none",) if found.drawn is not None else ()),
        ),
        rows=tuple(rows),
        note="No deal is worth −1 where nothing wanted comes about and 0 where everything does; in brackets the range "
        f"coded. Agreed at the likeliest coding with everybody: {int(found.at_mode.sum()):,}.",
        links=(Link("who is pivotal", PIVOTAL),),
    )  # fmt: skip


def texts_table(of: Settlement, ident: str) -> Table:
    """Texts on the table: who accepts them, how often they are agreed, and what would be better for all."""
    return Table(
        id=f"{ident}-texts",
        caption="Texts on the table, and what everyone who decides would like better",
        corner="Text",
        columns=("accepted by", "refused by", "agreed in draws", "better for all who decide"),
        rows=tuple(_text_row(of, one) for one in of.texts),
        note="Better: nobody who decides is worse off, and together they gain most; named is what would be settled "
        "differently. “None” is a text nothing improves on for all of them.",
        links=(Link("what is better for all", PARETO),),
    )


def _text_row(of: Settlement, one: TextAnswer) -> Row:
    who = [bool(one.accepted[a]) for a in of.deciding.actors]
    names = [actor_title(of, v) for v in range(len(who))]
    accept = listed(name for name, yes in zip(names, who, strict=True) if yes) or "nobody"
    refuse = listed(name for name, yes in zip(names, who, strict=True) if not yes) or "nobody"
    often = label("its own conditions rule it out") if one.package is None else label(MISSING)
    if one.probability is not None:
        often = Cell(share_text(one.probability), NO_RANGE, ACCEPTANCE)
    return Row(one.title, (label(accept), label(refuse), often, label(better_words(of, one), PARETO)))


def better_words(of: Settlement, one: TextAnswer) -> str:
    """What would be settled otherwise in the package better for all, and who gains how much."""
    if one.better is None or one.gains is None:
        return "none"
    here = tuple(issue.levels[step].name for issue, step in zip(of.situation.issues, one.steps, strict=True))
    gains = listed(f"{actor_title(of, v)} {written(float(gain), _GAIN)}" for v, gain in enumerate(one.gains))
    return f"{differences(of, here, level_names(of, one.better))} ({gains})"


def imposing_table(of: Settlement, ident: str) -> Table:
    """What pressure on those who decide does to the zone of agreement and to the bargain in it."""
    return Table(
        id=f"{ident}-imposing",
        caption="Imposing a deal: no deal made worse for one of those who bargain, or for all",
        corner="For whom, how much worse",
        columns=("packages agreed", "draws without any", "Nash package then"),
        rows=tuple(_imposing_rows(of)),
        note=f"Without pressure: {int(of.agreed.at_mode.sum()):,} packages. Pressure can only add packages; where the "
        "bargain goes among them it goes against whoever is pressed. By how much a given measure makes no deal worse "
        "is not known; the steps are assumed.",
        links=(Link("how a deal is imposed", IMPOSING),),
    )


def _imposing_rows(of: Settlement) -> Iterator[Row]:
    """Rows by whom no deal is made worse for, each group under its name."""
    for raised in dict.fromkeys(one.raised for one in of.imposing):
        yield Row("all of them" if 1 < len(raised) == of.bargain.players.sum() else actor_titles(of, raised))
        yield from (_imposing_row(of, one) for one in of.imposing if one.raised == raised)


def _imposing_row(of: Settlement, one: Imposing) -> Row:
    return Row(
        written(one.cost, UTILITY),
        (
            Cell(f"{one.agreed:,}", ONE_RUN, IMPOSING),
            label(MISSING) if one.empty is None else Cell(share_text(one.empty), NO_RANGE, IMPOSING),
            label(_moved(of, one), IMPOSING),
        ),
    )


def _moved(of: Settlement, one: Imposing) -> str:
    before, after = of.bargain.nash_package, one.nash_package
    if after is None:
        return NO_ZONE
    if before is None:
        return "a first one: " + "; ".join(
            f"{head}: {name}" for head, name in zip(issue_heads(of), level_names(of, after), strict=True)
        )
    return differences(of, level_names(of, before), level_names(of, after))


def positions_table(of: Settlement, ident: str, q: int) -> Table:
    """Who stands where on one issue, how much it matters to each, and how far the compromise follows each."""
    from westphalia.bargaining.compromise import influence

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
                    place_cell(issue, mode, low, high, COMPROMISE),
                    label(nearest_level(issue, mode)),
                    quantity(held.salience.mode, held.salience.low, held.salience.high, Unit(), COMPROMISE),
                    Cell(written(float(follows[a, q]), PERCENT), ONE_RUN, COMPROMISE),
                    label(f"{held.basis}, salience {held.salience.basis}"),
                ),
                assumed=held.basis == "assumed",
            )
        )
    return Table(
        id=f"{ident}-positions",
        caption=f"{issue.title}: who stands where, from {issue.low} to {issue.high}",
        corner="Who",
        columns=("position", "nearest level", "salience", "weight", "known how"),
        rows=tuple(rows),
        note="In brackets the range coded. Weight: how far the compromise follows a position, capability times "
        "salience over the sum.",
        links=(Link("how the compromise is computed", COMPROMISE),),
    )
