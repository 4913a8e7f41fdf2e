"""What follows from immobilised assets: proceeds and cover by year and rate path, and who stands behind the loan."""

from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import AssetsOutcome, Lender
from westphalia.outcome.assets import ENDS, OWN
from westphalia.report.charts import Chart, FanPoint, draw, fan
from westphalia.report.names import Link
from westphalia.report.tables import Cell, Row, Table, label, over
from westphalia.wording import MISSING, PERCENT, SHARE, Unit, currency_unit, listed, percent, tidy_percent, written
from westphalia.world.assets import EUROCLEAR, LOAN_RATE, LOAN_TERMS, LOAN_YEARS, STATEMENTS
from westphalia.world.countries import the

_ERA: Final = "#how-era"
_WINDFALL: Final = "#how-windfall"
_EURO: Final = currency_unit("EUR")
_RATIO: Final = Unit(decimals=2)
_LINKS: Final = (Link("how proceeds are counted", _WINDFALL), Link("how the loan is followed", _ERA))
_ECB: Final = "ecb-rates"
_LOANS: Final = "era-2024"
_NO_RANGE: Final = "The share handed over is the scenario's, so there is no range."
_POINT: Final = 0.01


def path_words(one: AssetsOutcome, p: int) -> str:
    """A rate path in a few words, with its yields: falling to 1.5%."""
    first, last = float(one.yields[p, 0]), float(one.yields[p, -1])
    if one.paths[p] == OWN:
        level = tidy_percent(first)
        return f"own path, {level}" if np.ptp(one.yields[p]) == 0 else f"own path, {level} to {tidy_percent(last)}"
    return {
        "held": f"held at {percent(first)}",
        "as_in_2024": f"{percent(first)}, as in 2024",
        "falling": f"falling to {percent(last)}",
    }[one.paths[p]]


def _heads(one: AssetsOutcome) -> list[str]:
    words = [path_words(one, p) for p in range(len(one.paths))]
    return [f"{words[0]}: this scenario", *words[1:]]


def cover_table(one: AssetsOutcome, ident: str) -> Table:
    """What is due by year, and how often proceeds pay it along each rate path."""
    rows = []
    for t, year in enumerate(one.years.tolist()):
        due = Cell(written(float(one.service.due[t]), _EURO), "", _ERA)
        cells = [_ends(one.service.cover[:, p, t], _RATIO, _ERA) for p in range(len(one.paths))]
        rows.append(Row(str(year), (due, *cells), assumed=year >= one.assumed_from))
    mean = tuple(_ends(one.cover_mean[:, p], _RATIO, _ERA) for p in range(len(one.paths)))
    total = Cell(written(float(one.service.due.sum()), _EURO), "", _ERA)
    return Table(
        id=f"{ident}-cover",
        caption="How often the proceeds pay what is due on the loan, by year and rate path",
        corner="Year",
        columns=("due", *_heads(one)),
        rows=(*rows, Row(_span_words(one), (total, *mean))),
        note=f"Below 1 somebody else pays. Due: interest of {tidy_percent(one.lever.rate)}{_assumed_rate(one)} on what "
        f"is open, and a part of {one.lever.amortisation} equal ones{_assumed_years(one)}. "
        f"{_ends_words(one)}{_lapse(one)}",
        links=_LINKS,
        single_runs=True,
    )


def _span_words(one: AssetsOutcome) -> str:
    return f"{one.years[0]}–{one.years[-1]}"


def _assumed_rate(one: AssetsOutcome) -> str:
    return " (assumed)" if one.lever.rate == LOAN_RATE else ""


def _assumed_years(one: AssetsOutcome) -> str:
    longest = one.lever.amortisation == LOAN_YEARS
    return " (the longest term of the EU's loan, for all: the mildest schedule)" if longest else ""


def _ends_words(one: AssetsOutcome) -> str:
    """What the brackets run over."""
    return f"In brackets: {_span(one)}." if _span(one) else _NO_RANGE


def _span(one: AssetsOutcome) -> str:
    """The span of what the scenario leaves open; empty where it leaves nothing open."""
    low, high = (percent(end) for end in one.share[1:])
    return f"a share handed over of {low} to {high}" if np.ptp(one.share) else ""


def _lapse(one: AssetsOutcome) -> str:
    return f" From {one.lever.lapse} on the assets are released and nothing comes in." if one.lever.lapse else ""


def _ends(values: Float[np.ndarray, " v"], unit: Unit, href: str) -> Cell:
    """The centre between the ends; a dash where nothing is due."""
    return over(values.tolist(), float(values[0]), unit, href) if np.isfinite(values).all() else label(MISSING)


def proceeds_table(one: AssetsOutcome, ident: str) -> Table:
    """Yield and proceeds by year along each rate path."""
    heads = _heads(one)
    columns = [f"{what}, {head}" for head in heads for what in ("yield", "proceeds")]
    rows = tuple(
        Row(
            str(year),
            tuple(
                cell
                for p in range(len(one.paths))
                for cell in (
                    Cell(written(float(one.yields[p, t]), SHARE), "", _WINDFALL),
                    _ends(one.proceeds[:, p, t], _EURO, _WINDFALL),
                )
            ),
            assumed=year >= one.assumed_from,
        )
        for t, year in enumerate(one.years.tolist())
    )
    return Table(
        id=f"{ident}-proceeds",
        caption="What the assets yield, and what of it is handed over, by year and rate path",
        corner="Year",
        columns=tuple(columns),
        rows=rows,
        note=f"Yields from {one.assumed_from} on are assumed: no one publishes them ahead. {_ends_words(one)}"
        f"{_lapse(one)}",
        links=_LINKS,
        single_runs=True,
    )


def repayment_table(one: AssetsOutcome, ident: str) -> Table:
    """Along each rate path: what the schedule lacks, and when proceeds alone have repaid the loan."""
    last = int(one.years[-1])
    rows = tuple(
        Row(
            head,
            (
                _ends(one.cover_mean[:, p], _RATIO, _ERA),
                _ends(one.short[:, p], _EURO, _ERA),
                repaid_cell(one, p),
                _ends(one.still_owed[:, p], _EURO, _ERA),
            ),
        )
        for p, head in enumerate(_heads(one))
    )
    return Table(
        id=f"{ident}-repayment",
        caption=f"Does the loan pay for itself? On a schedule, and from proceeds alone, {_span_words(one)}",
        corner="Yield",
        columns=(
            "proceeds over what is due",
            _short_words(one),
            "proceeds alone: repaid in",
            _owed_words(one) if one.lever.lapse else f"still owed at the end of {last}",
        ),
        rows=rows,
        note=f"{break_even_words(one)}{_other_interest(one)} On the schedule nothing left over is kept for a later "
        f"year; from proceeds alone all of it goes into the loan, and interest it does not cover is added. After "
        f"{last} the yield stays (assumed). {_ends_words(one)}{_lapse(one)}{_exclusive(one)}",
        links=_LINKS,
        single_runs=True,
    )


def repaid_cell(one: AssetsOutcome, p: int) -> Cell:
    """The year in which proceeds alone have repaid the loan, with the range; never where they do not at these rates."""
    years = [_year_repaid(one, float(n)) for n in one.repaid_after[:, p]]
    ends = [years[k] for k in np.argsort(one.repaid_after[:, p], kind="stable").tolist()]
    spread = "no spread" if ends[0] == ends[-1] else f"{ends[0]} to {ends[-1]}"
    return Cell(years[0], spread, _ERA)


def _year_repaid(one: AssetsOutcome, count: float) -> str:
    if np.isfinite(count):
        return f"{int(one.years[0]) + round(count) - 1}"
    return f"no, released in {one.lever.lapse}" if one.lever.lapse else "never at these rates"


def break_even_words(one: AssetsOutcome) -> str:
    """Yields at which what is due is just paid, and below which the loan grows for ever."""
    pays, stands = (_ends(values, SHARE, "") for values in (one.break_even, one.standstill))
    return (
        f"A yield of {_said(pays)} just pays what is due in {one.years[0]}; below {_said(stands)} proceeds do not even "
        "pay the interest on the whole loan, and it grows."
    )


def _other_interest(one: AssetsOutcome) -> str:
    """How far the yield that just pays hangs on the interest, which no range covers."""
    if one.lever.rate != LOAN_RATE:
        return ""
    moved = _POINT * one.loan / float(one.share[0] * one.assets[0])
    low, high = (tidy_percent(one.lever.rate + step) for step in (-_POINT, _POINT))
    pays = [written(float(one.break_even[0]) + step * moved, SHARE) for step in (-1, 1)]
    return f" The interest is not in the range: at {low} it would be {pays[0]}, at {high} {pays[1]}."


def _said(cell: Cell) -> str:
    return cell.text if cell.spread in ("", "no spread") else f"{cell.text} ({cell.spread})"


def lenders_table(one: AssetsOutcome, ident: str) -> Table:
    """What falls on each lender, in proportion to its loan, in its own currency and over its GDP."""
    return Table(
        id=f"{ident}-lenders",
        caption="Who stands behind the loan: what falls on each lender if proceeds do not pay",
        corner="Lender",
        columns=("loan", "part", _short_words(one), _owed_words(one), f"the last over GDP of {one.gdp_year}"),
        rows=(*(_lender_row(one, lender) for lender in one.lenders), _together(one)),
        note="A contingent liability: it moves no government's accounts here. The first number is this scenario's "
        "path; in brackets the lowest and highest over all rate paths and ends. Each lender's part is that of its loan "
        "at the euro rates of the European Central Bank of the loan's day; its sums in its own currency need no later "
        f"rate. What falls on the EU falls on its budget, hence on its members by income.{_exclusive(one)}",
        links=_LINKS,
        single_runs=True,
    )


def _owed_words(one: AssetsOutcome) -> str:
    return f"or: called in {one.lever.lapse}" if one.lever.lapse else f"owed at the end of {one.years[-1]}"


def _short_words(one: AssetsOutcome) -> str:
    return "either: short on the schedule" if one.lever.lapse else "short on the schedule"


def _exclusive(one: AssetsOutcome) -> str:
    """That lenders who are called on at once do not also pay the schedule; nothing where nobody is called on."""
    if not one.lever.lapse:
        return ""
    return (
        " What is short on the schedule to the last year and what is called when the assets are released are two "
        "readings of the same loan: lenders pay one or the other, never both."
    )


def _lender_row(one: AssetsOutcome, lender: Lender) -> Row:
    own, scale = currency_unit(lender.currency), lender.amount / one.loan
    owed = one.still_owed * scale
    cells = (
        Cell(written(lender.amount, own), "", _ERA),
        Cell(written(lender.part, PERCENT), "", _ERA),
        _over_paths(one.short * scale, own),
        _over_paths(owed, own),
        _over_paths(owed / lender.gdp, SHARE) if np.isfinite(lender.gdp) else label(MISSING),
    )
    name = the(lender.code)
    return Row(f"{name[:1].upper()}{name[1:]}", cells)


def _together(one: AssetsOutcome) -> Row:
    cells = (
        Cell(written(one.loan, _EURO), "", _ERA),
        Cell(written(1.0, PERCENT, 0), "", _ERA),
        _over_paths(one.short, _EURO),
        _over_paths(one.still_owed, _EURO),
        label(MISSING),
    )
    return Row(f"All {len(one.lenders)}", cells)


def _over_paths(values: Float[np.ndarray, "v p"], unit: Unit) -> Cell:
    """The scenario's path at the centre, between the lowest and the highest of all paths and ends."""
    return over(values.ravel().tolist(), float(values[0, 0]), unit, _ERA)


def cover_chart(one: AssetsOutcome, ident: str) -> Chart:
    """The cover ratio as a picture: a panel for each rate path, dashed where the yield is assumed."""
    points = [
        FanPoint(
            path_words(one, p), year, float(one.service.cover[0, p, t]), float(one.service.cover[:, p, t].min()),
            float(one.service.cover[:, p, t].max()), {"just paid": 1.0},
        )
        for p in range(len(one.paths))
        for t, year in enumerate(one.years.tolist())
        if np.isfinite(one.service.cover[:, p, t]).all()
    ]  # fmt: skip
    heading = "Proceeds of immobilised assets over what is due on the loan"
    words = (
        f"Cover ratio by year, a panel for each rate path; at 1, the thin line, proceeds just pay what is due. Dashed "
        f"from {one.assumed_from} on, where the yield is assumed. "
        f"{f'The band: {_span(one)}.' if _span(one) else _NO_RANGE}"
    )
    drawing = draw(fan(points, one.assumed_from, "proceeds over what is due"), f"{ident}-cover-chart", heading, words)
    return Chart(f"{ident}-cover-chart", heading, words, drawing, cover_table(one, ident))


def assets_lines(one: AssetsOutcome) -> tuple[str, ...]:
    """What comes in and what is due, whether the loan pays for itself, and on whom it falls otherwise."""
    first, last = int(one.years[0]), int(one.years[-1])
    begins, ends = (_said(_ends(one.proceeds[:, 0, t], _EURO, "")) for t in (0, -1))
    due = [written(float(one.service.due[t]), _EURO) for t in (0, -1)]
    others = listed(
        f"{_repaid_words(one, p)} where the yield is {path_words(one, p)}" for p in range(1, len(one.paths))
    )
    owed = [f"{the(k.code)} {_said(_lender_row(one, k).cells[3])}" for k in one.lenders]
    falls = (
        f"in {one.lever.lapse} lenders are called on for"
        if one.lever.lapse
        else f"at the end of {last} lenders stand behind"
    )
    return (
        f"Assets of {written(one.assets[0], _EURO)}, yield {path_words(one, 0)}: proceeds {begins} in {first} and "
        f"{ends} in {last}, due {due[0]} and {due[1]} on loans of {written(one.loan, _EURO)}",
        f"Proceeds are {_said(_ends(one.cover_mean[:, 0], _RATIO, ''))} times what is due over {first}–{last}; short "
        f"on the schedule {_said(_ends(one.short[:, 0], _EURO, ''))}; from proceeds alone {_repaid_words(one, 0)}, "
        f"{others}",
        break_even_words(one),
        f"From proceeds alone {falls} {_said(_over_paths(one.still_owed, _EURO))}: {listed(owed)} (in brackets over "
        "all rate paths)",
        *((_exclusive(one).strip(),) if one.lever.lapse else ()),
    )


def _repaid_words(one: AssetsOutcome, p: int) -> str:
    cell = repaid_cell(one, p)
    if cell.text[:1].isdigit():
        return f"repaid in {_said(cell)}"
    return "not repaid before the assets are released" if one.lever.lapse else f"repaid {_said(cell)}"


def assets_sources(one: AssetsOutcome) -> tuple[str, ...]:
    """The sources these tables cite, by identifier."""
    own_loans = one.lever.loans is not None
    return (EUROCLEAR, STATEMENTS, *(() if own_loans else (_LOANS, LOAN_TERMS)), _ECB)


def assets_json(one: AssetsOutcome) -> dict[str, Any]:
    """The same numbers as plain data: EUR bn, fractions, calendar years; by path a row for each end of the range."""
    return {
        "unit": "EUR bn",
        "years": one.years.tolist(),
        "assumed_from": one.assumed_from,
        "ends": list(ENDS),
        "assets": one.assets.tolist(),
        "windfall_share": one.share.tolist(),
        "loan": one.loan,
        "due": one.service.due.tolist(),
        "interest": one.service.interest.tolist(),
        "amortisation": one.service.amortisation.tolist(),
        "break_even_yield": [_finite(x) for x in one.break_even],
        "standstill_yield": one.standstill.tolist(),
        "rate_paths": [_path_json(one, p) for p in range(len(one.paths))],
        "lenders": [
            {
                "lender": k.code,
                "loan": k.amount,
                "currency": k.currency,
                "part": k.part,
                "short_own_currency": (one.short[:, 0] * k.amount / one.loan).tolist(),
                "owed_own_currency": (one.still_owed[:, 0] * k.amount / one.loan).tolist(),
                "owed_share_of_gdp": [_finite(x * k.amount / one.loan / k.gdp) for x in one.still_owed[:, 0]],
            }
            for k in one.lenders
        ],
    }


def _path_json(one: AssetsOutcome, p: int) -> dict[str, Any]:
    repaid = [float(n) + float(one.years[0]) - 1 for n in one.repaid_after[:, p]]
    return {
        "path": one.paths[p],
        "yield": one.yields[p].tolist(),
        "proceeds": one.proceeds[:, p].tolist(),
        "cover": [[_finite(x) for x in row] for row in one.service.cover[:, p]],
        "short": one.service.short[:, p].tolist(),
        "left_over": one.service.over[:, p].tolist(),
        "balance_proceeds_alone": one.payback.balance[:, p].tolist(),
        "called": one.payback.called[:, p].tolist(),
        "repaid_in": [int(year) if np.isfinite(year) else None for year in repaid],
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
