"""Budgets of groups, autonomy, a force, and definitions: every table of one outcome together, for page and terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from westphalia.outcome import (
    AidOutcome,
    AssetsOutcome,
    AutonomyOutcome,
    BudgetGroup,
    ForceOutcome,
    MineralsOutcome,
    Outcome,
    ReconstructionOutcome,
)
from westphalia.report.aid import aid_json, aid_lines, aid_sources, published_table, replacing_table
from westphalia.report.aid_kinds import form_table, measures_table, obtained_table
from westphalia.report.assets import (
    assets_json,
    assets_lines,
    assets_sources,
    cover_chart,
    cover_table,
    lenders_table,
    proceeds_table,
    repayment_table,
)
from westphalia.report.autonomy import autonomy_json, autonomy_lines, fairness_table, who_pays_table
from westphalia.report.charts import Chart
from westphalia.report.definitions import definition_sources, definitions_json, definitions_table
from westphalia.report.force import ceiling_table, force_json, force_lines, frontier_table, pool_table
from westphalia.report.group_budgets import group_json, group_lines, group_members_table, group_yearly_table
from westphalia.report.holdings import holdings_table, income_table, loans_table
from westphalia.report.minerals import (
    distance_table,
    grid_table,
    minerals_json,
    minerals_lines,
    minerals_sources,
    positions_table,
    stream_table,
    timeline_table,
    words_table,
)
from westphalia.report.needs import needs_json, needs_lines, needs_sources, needs_table, perimeters_table
from westphalia.report.pledges import cost_anchor_table, force_sources, pledge_table
from westphalia.report.reconstruction import (
    assessment_table,
    funds_table,
    gap_table,
    reconstruction_json,
    reconstruction_lines,
    reconstruction_sources,
)
from westphalia.report.sanctions_parts import sanctions_json, sanctions_lines, sanctions_parts, sanctions_sources
from westphalia.report.tables import Table


@dataclass(frozen=True)
class Section:
    """The tables of one lever: those shown at once, and those folded away under their captions."""

    heading: str
    open: tuple[Table, ...]
    folded: tuple[Table, ...]
    chart: Chart | None = None


def policy_sections(outcome: Outcome, ident: str) -> tuple[Section, ...]:
    """A section for each budget of a group, each shared sum, each force; then definitions of the single budgets."""
    return (
        *(_group(group, f"{ident}-group-{k}") for k, group in enumerate(_followed(outcome), start=1)),
        *(_autonomy(one, f"{ident}-autonomy-{k}") for k, one in enumerate(outcome.autonomy, start=1)),
        *(_force(one, f"{ident}-force-{k}") for k, one in enumerate(outcome.forces, start=1)),
        *(_aid(one, f"{ident}-aid-{k}") for k, one in enumerate(outcome.aid_replaced, start=1)),
        *(_assets(one, f"{ident}-assets-{k}") for k, one in enumerate(outcome.assets, start=1)),
        *(_rebuilding(one, f"{ident}-rebuilding-{k}") for k, one in enumerate(outcome.rebuilding, start=1)),
        *(_minerals(one, f"{ident}-minerals-{k}") for k, one in enumerate(outcome.minerals, start=1)),
        *(Section(*part) for part in sanctions_parts(outcome, ident)),
        *_definitions(outcome, ident),
    )


def leading_tables(outcome: Outcome, ident: str) -> list[Table]:
    """What the terminal shows: the tables that the page does not fold away."""
    tables = [group_yearly_table(group, f"{ident}-group") for group in _followed(outcome)]
    for one in outcome.autonomy:
        name = f"{ident}-autonomy"
        tables += [who_pays_table(one, name), needs_table(one, name), perimeters_table(one, name)]
    for force in outcome.forces:
        name = f"{ident}-force"
        tables += [pool_table(force, name), ceiling_table(force, name), frontier_table(force, name)]
    for aid in outcome.aid_replaced:
        tables += [replacing_table(aid, f"{ident}-aid"), published_table(aid, f"{ident}-aid")]
    for held in outcome.assets:
        name = f"{ident}-assets"
        tables += [cover_table(held, name), repayment_table(held, name), lenders_table(held, name)]
    for plan in outcome.rebuilding:
        tables += [gap_table(plan, f"{ident}-rebuilding"), funds_table(f"{ident}-rebuilding")]
    for deal in outcome.minerals:
        tables += [stream_table(deal, f"{ident}-minerals"), distance_table(f"{ident}-minerals")]
    return [*tables, *(table for part in sanctions_parts(outcome, ident) for table in part.open)]


def _followed(outcome: Outcome) -> tuple[BudgetGroup, ...]:
    """The budgets that several countries follow and for which somebody has data."""
    return tuple(group for group in outcome.budgets if group.lever.is_group and group.members)


def _group(group: BudgetGroup, ident: str) -> Section:
    return Section(
        "A target for the whole group", (group_yearly_table(group, ident),), (group_members_table(group, ident),)
    )


def _autonomy(one: AutonomyOutcome, ident: str) -> Section:
    fairness = fairness_table(one, ident)
    return Section(
        "Who pays for it, and what others have counted",
        (who_pays_table(one, ident), needs_table(one, ident), perimeters_table(one, ident)),
        () if fairness is None else (fairness,),
    )


def _force(one: ForceOutcome, ident: str) -> Section:
    return Section(
        "The force: who stands behind it, who can send it, what it costs",
        (pool_table(one, ident), ceiling_table(one, ident), frontier_table(one, ident)),
        (cost_anchor_table(ident), pledge_table(ident)),
    )


def _aid(one: AidOutcome, ident: str) -> Section:
    return Section(
        "Aid to Ukraine: who replaces it",
        (replacing_table(one, ident), published_table(one, ident), form_table(one, ident)),
        (measures_table(one, ident), obtained_table(ident)),
    )


def _assets(one: AssetsOutcome, ident: str) -> Section:
    return Section(
        "Immobilised assets: does the loan pay for itself, and on whom does it fall",
        (cover_table(one, ident), repayment_table(one, ident), lenders_table(one, ident)),
        (proceeds_table(one, ident), income_table(ident), loans_table(ident), holdings_table(ident)),
        cover_chart(one, ident),
    )


def _rebuilding(one: ReconstructionOutcome, ident: str) -> Section:
    return Section(
        "Rebuilding: the need, who pays for it, and what stays open",
        (gap_table(one, ident), funds_table(ident)),
        (assessment_table(ident),),
    )


def _minerals(one: MineralsOutcome, ident: str) -> Section:
    return Section(
        "The minerals deal: what it is worth, and who stood where",
        (stream_table(one, ident), positions_table(ident), distance_table(ident)),
        (grid_table(one.grid, ident), timeline_table(ident), words_table(ident)),
    )


def _definitions(outcome: Outcome, ident: str) -> Iterator[Section]:
    tables = tuple(definitions_table(c, y, f"{ident}-{c.lower()}-{y}") for c, y in _measured(outcome))
    if tables:
        yield Section("What counts as defence", (), tables)


def _measured(outcome: Outcome) -> tuple[tuple[str, int], ...]:
    """The country and starting year of every budget of a single country."""
    return tuple(dict.fromkeys((budget.country, budget.start) for budget in outcome.spending))


def policy_lines(outcome: Outcome) -> tuple[str, ...]:
    """What the terminal says of the same: sums of groups, who pays, pool and cost of a force."""
    return (
        *(line for group in _followed(outcome) for line in group_lines(group)),
        *(line for one in outcome.autonomy for line in (*autonomy_lines(one), *needs_lines(one))),
        *(line for one in outcome.forces for line in force_lines(one)),
        *(line for held in outcome.assets for line in assets_lines(held)),
        *(line for plan in outcome.rebuilding for line in reconstruction_lines(plan)),
        *(line for one in outcome.aid_replaced for line in aid_lines(one)),
        *sanctions_lines(outcome),
        *(line for one in outcome.minerals for line in minerals_lines(one)),
    )


def policy_sources(outcome: Outcome) -> tuple[str, ...]:
    """The sources these tables cite, by identifier, for the list of sources."""
    found = [
        *(needs_sources() if outcome.autonomy else ()),
        *(force_sources() if outcome.forces else ()),
        *(source for held in outcome.assets for source in assets_sources(held)),
        *(source for plan in outcome.rebuilding for source in reconstruction_sources(plan)),
        *(source for one in outcome.aid_replaced for source in aid_sources(one)),
        *(minerals_sources() if outcome.minerals else ()),
        *sanctions_sources(outcome),
        *(source for country, year in _measured(outcome) for source in definition_sources(country, year)),
    ]
    return tuple(dict.fromkeys(found))


def policy_json(outcome: Outcome) -> dict[str, Any]:
    """The same numbers as plain data, by kind of lever."""
    return {
        "groups": [group_json(group) for group in _followed(outcome)],
        "autonomy": [autonomy_json(one) | {"needs": needs_json(one)} for one in outcome.autonomy],
        "forces": [force_json(one) for one in outcome.forces],
        "immobilised_assets": [assets_json(held) for held in outcome.assets],
        "reconstruction": [reconstruction_json(plan) for plan in outcome.rebuilding],
        "aid": [aid_json(one) for one in outcome.aid_replaced],
        "minerals": [minerals_json(one) for one in outcome.minerals],
        **sanctions_json(outcome),
        "definitions": [
            {"country": country, "year": year, "rows": definitions_json(country, year)}
            for country, year in _measured(outcome)
        ],
    }
