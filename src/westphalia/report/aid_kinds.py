"""What aid consists of: three measures of it, arms and money, and how arms were obtained."""

from typing import Final

import numpy as np

from westphalia.outcome.aid import AidOutcome
from westphalia.report.aid_notes import loan_words, through_words
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.scenario.levers.aid_replacement import BOUGHT_IN
from westphalia.wording import PERCENT, currency_unit, written
from westphalia.world.aid import MEASURES, PARTS, RELEASE, Amounts, obtained, tracker
from westphalia.world.countries import the

_HOW: Final = "#how-aid"
_EURO: Final = currency_unit("EUR")
NOT_HELD: Final = "not held"
_ORIGINS: Final = {
    "stockpile": "from stocks",
    "procurement": "newly bought",
    "purl": "American arms through NATO",
    "unspecified": "not known",
}


def measures_table(outcome: AidOutcome, ident: str) -> Table:
    """Allocations by type, commitments and disbursements over the window: who stops, and the largest who remain."""
    order = np.argsort(-np.array([given.allocated for given in outcome.given]), kind="stable").tolist()
    stops = Row(f"{country_name(outcome.lever.withdrawn)} (stops)", _measured(outcome.withdrawn))
    rows = [Row(_head(outcome, outcome.donors[j]), _measured(outcome.given[j])) for j in order]
    return Table(
        id=f"{ident}-measures",
        caption=f"Aid to Ukraine in {outcome.lever.window.words}: three measures that are not the same",
        corner="Donor",
        columns=(*PARTS, *MEASURES),
        rows=(stops, *rows),
        note=(
            f"€bn over the whole window, release {outcome.lever.release} of the Kiel tracker, the EU's aid charged to "
            "members. A commitment is promised, an allocation fixed for a purpose; military, financial and "
            "humanitarian are parts of allocations. What was disbursed the tracker does not hold for all, so nothing "
            "stands there. Later releases revise earlier years."
        ),
        links=(Link("how aid is measured", _HOW),),
        single_runs=True,
    )


def _head(outcome: AidOutcome, code: str) -> str:
    name = country_name(code)
    return f"{name}, its part of the EU's" if code == outcome.lever.withdrawn else name


def _measured(given: Amounts) -> tuple[Cell, ...]:
    parts = (getattr(given, name) for name in PARTS)
    sums = (given.measured(measure) for measure in MEASURES)
    return tuple(label(NOT_HELD) if x is None else Cell(written(x, _EURO), "", _HOW) for x in (*parts, *sums))


def form_table(outcome: AidOutcome, ident: str) -> Table:
    """What the sum consists of: arms newly bought, arms from stocks, money; and what of it is demand at home."""
    lever, home = outcome.lever, outcome.domestic
    rows = (
        _form(outcome, "Arms, newly bought", home, home),
        _form(outcome, "Arms, from stocks or from America", outcome.military - home, 0.0),
        _form(outcome, "Money", 1 - outcome.military, 0.0),
    )
    return Table(
        id=f"{ident}-form",
        caption=f"Arms and money: what {written(outcome.total, _EURO)} a year consists of, and what it buys at home",
        corner="Part",
        columns=("a year", "of the whole", "demand at home, before imports"),
        rows=rows,
        note=(
            "All of it is paid for; only arms newly bought make demand, less what the accounts count as imports. "
            "Stocks are paid for at their value, as if filled again. Military part: "
            f"{_origin(lever.in_kind, f'that of {the(lever.withdrawn)}, {lever.window.words}')}; newly bought: "
            f"{_origin(lever.bought_at_home, f'that of all donors in {BOUGHT_IN}')}."
            f"{through_words(outcome)}{loan_words(outcome)}"
        ),
        links=(Link("how aid is replaced", _HOW),),
        single_runs=True,
    )


def _form(outcome: AidOutcome, words: str, part: float, demand: float) -> Row:
    cells = (
        Cell(written(part * outcome.total, _EURO), "", _HOW),
        Cell(written(part, PERCENT, 0), "", _HOW),
        Cell(written(demand * outcome.total, _EURO), "", _HOW),
    )
    return Row(words, cells)


def _origin(given: float | None, default: str) -> str:
    return "as the scenario says" if given is not None else default


def obtained_table(ident: str) -> Table:
    """How military aid of all donors was obtained, by year."""
    last, month = tracker().data_to
    rows = [
        Row(
            f"{row.year}{f' to month {month}' if row.year == last else ''}",
            (
                *(Cell(written(getattr(row, name), _EURO), "", _HOW) for name in _ORIGINS),
                Cell(written(row.bought, PERCENT, 0), "", _HOW),
            ),
        )
        for row in obtained()
    ]
    return Table(
        id=f"{ident}-obtained",
        caption="Military aid of all donors: from stocks, newly bought, or not known",
        corner="Year",
        columns=(*_ORIGINS.values(), "newly bought, of what is known"),
        rows=tuple(rows),
        note=(
            f"€bn, release {RELEASE} of the Kiel tracker. American arms bought through NATO are not bought at home. "
            "From whom the rest was bought is not held."
        ),
        links=(Link("how aid is measured", _HOW),),
        single_runs=True,
    )
