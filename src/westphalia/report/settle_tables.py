"""The tables of one situation: models issue by issue, packages, those who decide, texts, pressure, what flips it."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from westphalia.report.names import Link
from westphalia.report.settle_origins import origin_text
from westphalia.report.settle_refusals import LINES, crossed_by
from westphalia.report.settle_words import (
    UTILITY,
    actor_title,
    actor_titles,
    basis_of_no_deal,
    differences,
    issue_heads,
    level_cell,
    level_names,
    must_agree,
    nearest_level,
    place_cell,
    place_text,
    range_cell,
    scale_words,
    share_text,
)
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Imposing, TextAnswer
from westphalia.situation.issue import Issue
from westphalia.wording import MISSING, Unit, counted, listed, written

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
KALAI: Final = "Kalai–Smorodinsky"
ANY: Final = "any point"
AMONG: Final = "among packages"
_THREE: Final = 3
_TIES: Final = (
    f"{KALAI} holds every player to the same part of what it could gain; where several points do, the largest sum of "
    "parts decides, and between equal ones no rule, so that single issues may lie elsewhere."
)


def compromise_table(of: Settlement, ident: str, issues: tuple[int, ...]) -> Table:
    """The compromise issue by issue, between the baselines, with its two bands in two columns."""
    middle = ("middle of the draws",) if of.points.middle is not None else ()
    return Table(
        id=f"{ident}-compromise",
        caption="What the compromise model implies, in points from 0 to 100 or in the unit of the issue",
        corner="Issue",
        columns=("today", "compromise", *middle, "nearest level", "with the error of the model", "plain mean"),
        rows=tuple(_compromise_row(of, q) for q in issues),
        note="In brackets behind the compromise: one draw of the codings in ten lies below, one in ten above. It is at "
        "the likeliest value of every number, half of the draws lie below their middle: the two differ where a range "
        "coded reaches further to one side of its likeliest value than to the other, as at the end of a scale. The "
        "band with the error of the model is another thing: so far off it was on decisions of the EU in four of "
        "five. The two bands are never added, and the second is the least error to expect here.",
        links=(Link("how the compromise is computed", COMPROMISE), Link("where its error is from", ERROR)),
        single_runs=True,
    )


def _compromise_row(of: Settlement, q: int) -> Row:
    issue, found = of.situation.issues[q], of.points
    inputs = found.inputs
    low, high = (inputs.low[q], inputs.high[q]) if inputs else (found.compromise[q],) * 2
    middle = () if found.middle is None else (_alone(of, q, float(found.middle[q]), COMPROMISE),)
    return Row(
        issue_heads(of)[q],
        (
            label(_stands(issue)),
            place_cell(issue, found.compromise[q], low, high, COMPROMISE),
            *middle,
            level_cell(issue, found.compromise[q]),
            range_cell(issue, found.model.low[q], found.model.high[q], ERROR),
            _alone(of, q, float(found.mean[q]), COMPROMISE),
        ),
        note=scale_words(issue) if issue_heads(of)[q] == issue.title else f"{issue.title}. {scale_words(issue)}",
    )


_ASSUMED: Final = {"stated": "", "inferred": "", "assumed": " (assumed)"}


def _stands(issue: Issue) -> str:
    """Where an issue stands today and, where it is another level, where it goes if talks fail."""
    today, without = (
        MISSING if one is None else f"{nearest_level(issue, issue.place(one.at))}{_ASSUMED[one.basis]}"
        for one in (issue.status_quo, issue.without)
    )
    return today if without == today else f"{today}; without agreement {without}"


def _alone(of: Settlement, q: int, place: float, href: str) -> Cell:
    """A place at the likeliest coding alone."""
    issue = of.situation.issues[q]
    if np.isnan(place):
        return label(MISSING)
    return Cell(place_text(issue, place), "", href)


def models_table(of: Settlement, ident: str, issues: tuple[int, ...]) -> Table:
    """The models side by side at the likeliest coding: how far the choice of model alone moves the answer."""
    return Table(
        id=f"{ident}-models",
        caption="The models side by side at the likeliest coding",
        corner="Issue",
        columns=(
            "compromise",
            "equal capability",
            "weighted median",
            f"Nash, {ANY}",
            f"{KALAI}, {ANY}",
            "challenge model",
        ),
        rows=tuple(_models_row(of, q) for q in issues),
        note=f"Nash and {KALAI} are the bargain of {_players(of)}, which nothing validates; here it may settle between "
        f"two levels, among packages it may not, so the two differ. {_TIES} The challenge model is a comparison: "
        f"lowest and highest of {counted(len(of.readings.names), 'reading')} of its published description, which "
        "leaves that much open. Where the columns differ, the model is the answer. All at the likeliest coding alone. "
        "At any point, conditions between issues are not looked at, so it may ask for what cannot be had together, and "
        "its place on one issue is a part of the bargain over all of them.",
        links=(Link("the bargain", NASH), Link("the challenge model", CHALLENGE)),
        single_runs=True,
    )


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
    """How many packages there are, and how many of them are better than no deal for all who must agree, how surely."""
    found, number = of.agreed, of.grid.number

    def row(head: str, count: int, href: str) -> Row:
        return Row(head, (Cell(f"{count:,}", "", href), Cell(share_text(count, number), "", href)))

    rows = [
        row("packages the conditions allow", number, WIN_SET),
        row("agreed, likeliest coding", int(found.at_mode.sum()), WIN_SET),
        row("· anywhere in the ranges", int(found.bounds.certain.sum()), ACCEPTANCE),
        row("· somewhere in the ranges", int(found.bounds.possible.sum()), ACCEPTANCE),
    ]
    if found.robust is not None:
        rows.append(row("· in nine of ten draws", int(found.robust.sum()), ACCEPTANCE))
    rows.append(row("· none better for all of them", int(of.frontier.sum()), PARETO))
    if found.core is not None:
        rows.append(row("beaten by no other package", int(found.core.sum()), WIN_SET))
    return Table(
        id=f"{ident}-packages",
        caption=f"Packages that are better than no deal in this model for {must_agree(of)}",
        corner="Packages",
        columns=("number", "share"),
        rows=tuple(rows),
        note="A package has one level on each issue. “Agreed” is short for: in this model no worse than no deal for "
        f"{'everyone who must agree' if of.rule.quota == 0 else 'every veto and votes enough'}, at no-deal values "
        f"that are {basis_of_no_deal(of)}. This is no forecast and nobody's consent, and shares of packages depend on "
        "the levels coded. Numbers are counts.",
        links=(Link("which packages are agreed", WIN_SET), Link("how sure that is", ACCEPTANCE)),
        single_runs=True,
    )


def named_packages(of: Settlement) -> tuple[tuple[str, int], ...]:
    """Packages worth reading in full: the Nash one, the fairest and the one most often agreed."""
    found = [("Nash", of.bargain.nash_package), (KALAI, of.bargain.kalai_smorodinsky_package)]
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
        rows.append(
            Row("ruled out in public by", tuple(label(crossed_by(of, package), LINES) for _, package in chosen))
        )
    drawn = of.agreed.drawn
    if drawn is not None:
        often = (Cell(share_text(float(drawn.probability[package])), "", ACCEPTANCE) for _, package in chosen)
        rows.append(Row("agreed in so many draws", tuple(often)))
    for v in range(len(of.deciders)):
        gains = (float(of.deciding.utilities[v, package] - of.deciding.mode.no_deal[v]) for _, package in chosen)
        rows.append(Row(f"gain of {actor_title(of, v)}", tuple(Cell(written(one, _GAIN), "", NASH) for one in gains)))
    return Table(
        id=f"{ident}-chosen",
        caption="Some packages in words",
        corner="Issue",
        columns=tuple(f"{name}, {AMONG}" if name in ("Nash", KALAI) else name for name, _ in chosen),
        rows=tuple(rows),
        note="Gains are over no deal, in utility: 1 would be from nothing wanted to everything wanted. Among packages "
        "every issue is at a level; at any point, as in the table of models, it may lie between two. Of equally good "
        "packages the one with the larger gains is named. None of these is a forecast.",
        links=(Link("how they are chosen", NASH),),
        single_runs=True,
    )


_GAIN: Final = Unit(decimals=2, signed=True)


def texts_table(of: Settlement, ident: str) -> Table:
    """Texts on the table: for whom they are better than no deal, who ruled out a part, what is better for all."""
    return Table(
        id=f"{ident}-texts",
        caption="Texts on the table, and what everyone who decides would like better",
        corner="Text",
        columns=(
            "in the model better than no deal for",
            "worse for",
            "ruled out in public by",
            "better than no deal in draws",
            "better for all who decide",
        ),
        rows=tuple(_text_row(of, one) for one in of.texts),
        note="What a text is worth follows from the coding; it says nothing of consent, and who is better off in the "
        "model may have ruled out a part of it in public. Better for all: nobody who decides is worse off, and "
        "together they gain most; named is what would be settled differently. “none” is a text nothing improves on "
        f"for all of them. {' '.join(f'“{one.title}”: {origin_text(one)}.' for one in of.situation.texts)}",
        links=(Link("what is better for all", PARETO), Link("what is ruled out", LINES)),
        single_runs=True,
    )


def _text_row(of: Settlement, one: TextAnswer) -> Row:
    who = [bool(one.accepted[a]) for a in of.deciding.actors]
    names = [actor_title(of, v) for v in range(len(who))]
    better = listed(name for name, yes in zip(names, who, strict=True) if yes) or "nobody"
    worse = listed(name for name, yes in zip(names, who, strict=True) if not yes) or "nobody"
    often = label("its own conditions rule it out") if one.package is None else label(MISSING)
    if one.probability is not None:
        often = Cell(share_text(one.probability), "", ACCEPTANCE)
    cells = (label(better), label(worse), label(ruled_out(of, one), LINES), often)
    return Row(one.title, (*cells, label(better_words(of, one), PARETO)))


def ruled_out(of: Settlement, one: TextAnswer) -> str:
    """Which of those who must agree has ruled out in public what of a text."""
    issues = of.situation.issues
    said: dict[int, list[str]] = {}
    for a, q in one.crosses:
        said.setdefault(a, []).append(f"{issue_heads(of)[q]}: {issues[q].levels[one.steps[q]].name}")
    return "; ".join(f"{of.situation.actors[a].title} ({'; '.join(parts)})" for a, parts in said.items()) or "nobody"


def better_words(of: Settlement, one: TextAnswer) -> str:
    """What would be settled otherwise in the package better for all, and who gains how much."""
    if one.better is None or one.gains is None:
        return "none"
    here = tuple(issue.levels[step].name for issue, step in zip(of.situation.issues, one.steps, strict=True))
    return f"{differences(of, here, level_names(of, one.better))} ({_gains(of, one.gains)})"


def _gains(of: Settlement, gains: Float[np.ndarray, " v"]) -> str:
    """The gain of each who bargains, and from lowest to highest those of the others who decide."""
    players = of.bargain.players
    named = [f"{actor_title(of, int(v))} {written(float(gains[v]), _GAIN)}" for v in np.flatnonzero(players)]
    if players.all():
        return listed(named)
    low, high = (written(float(end), _GAIN) for end in (gains[~players].min(), gains[~players].max()))
    return listed([*named, f"the others {low} to {high}"])


def imposing_table(of: Settlement, ident: str) -> Table:
    """What pressure on those who decide does to the zone of agreement and to the bargain in it."""
    return Table(
        id=f"{ident}-imposing",
        caption="Imposing a deal: no deal made worse for one of those who bargain, for two, or for all",
        corner="For whom, how much worse",
        columns=("packages agreed", "draws without any", "Nash package then"),
        rows=tuple(_imposing_rows(of)),
        note=f"Without pressure: {int(of.agreed.at_mode.sum()):,} packages.{_imposed_by(of)} Between two sides at "
        "the ends of one scale the zone of agreement widens by what both are pressed, and the point moves against "
        "whoever is pressed, the more the stronger the other. Over many issues and among packages it need not. "
        "By how much a given measure makes no deal worse is not known; the steps are assumed.",
        links=(Link("how a deal is imposed", IMPOSING),),
        single_runs=True,
    )


def _imposed_by(of: Settlement) -> str:
    """Of three who bargain, who it is that a deal is imposed by where no deal is made worse for two."""
    if of.bargain.players.sum() != _THREE:
        return ""
    return (
        " Two of three pressed is what is meant by imposing a deal on both sides: the third does it, or somebody else."
    )


def _imposing_rows(of: Settlement) -> Iterator[Row]:
    """Rows by whom no deal is made worse for, each group under its name; the pairs of three in one group."""
    pairs = [one for one in of.imposing if 1 < len(one.raised) < of.bargain.players.sum()]
    rest = [one for one in of.imposing if len(one.raised) in (1, of.bargain.players.sum())]
    for raised in dict.fromkeys(one.raised for one in rest):
        if pairs and len(raised) > 1:
            yield Row(f"two of them, {written(pairs[0].cost, UTILITY)} each")
            yield from (_imposing_row(of, one, actor_titles(of, one.raised)) for one in pairs)
        yield Row("all of them" if len(raised) > 1 else actor_titles(of, raised))
        yield from (_imposing_row(of, one, written(one.cost, UTILITY)) for one in rest if one.raised == raised)


def _imposing_row(of: Settlement, one: Imposing, head: str) -> Row:
    return Row(
        head,
        (
            Cell(f"{one.agreed:,}", "", IMPOSING),
            label(MISSING) if one.empty is None else Cell(share_text(one.empty), "", IMPOSING),
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
