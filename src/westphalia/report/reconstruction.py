"""What follows from a plan of rebuilding: need, who pays, what stays open, and money that is spoken for already."""

from typing import Any, Final

import numpy as np

from westphalia.outcome import ReconstructionOutcome
from westphalia.report.names import Link, source_anchor
from westphalia.report.tables import NO_RANGE, ONE_PATH, Cell, Row, Table, label
from westphalia.support.reconstruction import need_over_output
from westphalia.wording import MISSING, PERCENT, Unit, currency_unit, tidy_percent, written
from westphalia.world.assets import STATEMENTS, Assessment, Fund, assessments, funds
from westphalia.world.countries import the
from westphalia.world.economies import economies, macro
from westphalia.world.studies import study

_HERE: Final = "#how-reconstruction"
_LINKS: Final = (Link("how the gap is counted", _HERE),)
_TIMES: Final = Unit(decimals=2)


def gap_table(one: ReconstructionOutcome, ident: str) -> Table:
    """What is to be repaired by year, who pays for it, and what has no payer."""
    return Table(
        id=f"{ident}-gap",
        caption=f"Rebuilding {the(one.lever.country)}: the plan by year, who pays, and what has no payer",
        corner="Year",
        columns=(
            "to be repaired",
            "new damage in it",
            "private",
            "public, in sight",
            "gap",
            "gap over GDP",
            "still open",
        ),
        rows=(*(_year_row(one, t) for t in range(len(one.years))), _all_years(one)),
        note=_note(one),
        links=_LINKS,
        single_runs=True,
    )


def _year_row(one: ReconstructionOutcome, t: int) -> Row:
    plan = one.plan
    money = (plan.planned, one.damage, plan.private, plan.public, plan.gap)
    cells = (*(_path(float(x[t]), one) for x in money), _over_gdp(one, t), _path(float(plan.need[t]), one))
    return Row(str(one.years[t]), cells, assumed=bool(one.years[t] >= one.assumed_from))


def _path(value: float, one: ReconstructionOutcome) -> Cell:
    return Cell(written(value, currency_unit(one.lever.currency)), ONE_PATH, _HERE)


def _over_gdp(one: ReconstructionOutcome, t: int) -> Cell:
    if not np.isfinite(one.output[t]):
        return label(MISSING)
    return Cell(written(float(one.plan.gap[t] / one.output[t]), PERCENT), ONE_PATH, _HERE)


def _all_years(one: ReconstructionOutcome) -> Row:
    plan = one.plan
    money = (plan.planned, one.damage, plan.private, plan.public, plan.gap)
    cells = (*(_path(float(x.sum()), one) for x in money), label(MISSING), _path(float(plan.need[-1]), one))
    return Row(f"{one.years[0]}–{one.years[-1]}", cells)


def _note(one: ReconstructionOutcome) -> str:
    lever = one.lever
    need = written(one.need, currency_unit(lever.currency))
    source = f"edition {one.edition} of the damage and needs assessment" if one.edition else "as the scenario has it"
    ends = f" until {lever.until}" if lever.until and lever.damage else ""
    return (
        f"Need of {need} ({source}), worked off in {lever.years} equal yearly parts; new damage of "
        f"{written(lever.damage, currency_unit(lever.currency))} a year{ends} is repaired in its year. Private "
        f"money pays {tidy_percent(round(lever.private, 3))} of it (assumed unless the scenario has a source). The "
        "gaps add up to what is still open at the end. Loans that pay for Ukraine's budget or for arms are no source "
        f"of it. Sums are at the prices of {one.prices_of}{'' if one.edition else ' (assumed)'}, and so is the GDP "
        "they are held against, at the exchange rate of that year: the share does not fall with inflation."
    )


def assessment_table(ident: str) -> Table:
    """The editions of the assessment side by side: need, direct damage, and the need over the year's GDP."""
    return Table(
        id=f"{ident}-assessments",
        caption="What rebuilding is said to need: three editions of one assessment, and the direct damage in them",
        corner="Counted to",
        columns=("need over ten years", "direct damage", "need over GDP of the year", "who says so"),
        rows=tuple(_assessment_row(one) for one in assessments()),
        note="The need grows faster than the direct damage: it also holds losses of other kinds, prices, and building "
        "back better. Editions are not added up; a later one contains the earlier.",
        links=_LINKS,
    )


def _assessment_row(one: Assessment) -> Row:
    said = study(one.study)
    href, unit = f"#{source_anchor(said.source)}", currency_unit(one.currency)
    output = macro("UKR").at("gdp_usd_bn", one.as_of.year) if "UKR" in economies() else np.nan
    cells = (
        Cell(written(one.need, unit), NO_RANGE, href),
        Cell(written(one.damage, unit), NO_RANGE, href),
        Cell(f"{written(need_over_output(one.need, output), _TIMES)} times", NO_RANGE, _HERE),
        label(f"{said.publisher} ({said.published_words})"),
    )
    return Row(f"{one.as_of:%B %Y}", cells)


def funds_table(ident: str) -> Table:
    """Money promised to Ukraine that is spoken for, and the need it meets; none of it is counted as rebuilding."""
    return Table(
        id=f"{ident}-funds",
        caption="Money that is spoken for: promised to Ukraine, and not counted here as money for rebuilding",
        corner="What",
        columns=("sum", "years", "what it counts", "counted here", "who says so"),
        rows=tuple(_fund_row(one) for one in funds()),
        note="A loan that pays salaries, pensions or arms repairs no house. Who knows what part of one goes into "
        "rebuilding writes it into repair; it is then counted once.",
        links=_LINKS,
    )


def _fund_row(one: Fund) -> Row:
    years = f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}"
    amount = Cell(written(one.amount, currency_unit(one.currency)), NO_RANGE, f"#{source_anchor(STATEMENTS)}")
    counted = "no: a need, not a source" if one.kind == "need" else "no"
    name = one.words[:1].upper() + one.words[1:]
    return Row(name, (amount, label(years), label(one.counts), label(counted), label(one.said_by)))


def reconstruction_lines(one: ReconstructionOutcome) -> tuple[str, ...]:
    """The need, who pays for it, and the gap in all and in the first year."""
    unit, plan = currency_unit(one.lever.currency), one.plan
    planned, private, public, gap = (float(x.sum()) for x in (plan.planned, plan.private, plan.public, plan.gap))
    first = float(plan.gap[0])
    over = (
        f", {written(first / float(one.output[0]), PERCENT)} of GDP at the prices of {one.prices_of}"
        if np.isfinite(one.output[0])
        else ""
    )
    return (
        f"Rebuilding {the(one.lever.country)}: {written(planned, unit)} over {one.years[0]}–{one.years[-1]}, private "
        f"{written(private, unit)}, public money in sight {written(public, unit)}, no payer for {written(gap, unit)} "
        f"({written(first, unit)} in {one.years[0]}{over})",
    )


def reconstruction_sources(one: ReconstructionOutcome) -> tuple[str, ...]:
    """The sources these tables cite, by identifier."""
    outlook = (macro(one.lever.country, one.outlook).source,) if one.lever.country in economies(one.outlook) else ()
    return (*(study(a.study).source for a in assessments()), STATEMENTS, *outlook)


def reconstruction_json(one: ReconstructionOutcome) -> dict[str, Any]:
    """The same numbers as plain data, bn of the lever's currency."""
    plan = one.plan
    return {
        "country": one.lever.country,
        "unit": f"{one.lever.currency} bn",
        "need": one.need,
        "edition": one.edition,
        "prices_of": one.prices_of,
        "years": one.years.tolist(),
        "planned": plan.planned.tolist(),
        "damage": one.damage.tolist(),
        "private": plan.private.tolist(),
        "public": plan.public.tolist(),
        "gap": plan.gap.tolist(),
        "gap_share_of_gdp": [
            float(g / y) if np.isfinite(y) else None for g, y in zip(plan.gap, one.output, strict=True)
        ],
        "still_open": plan.need.tolist(),
    }
