"""Where Russian assets lie, what Euroclear earned on them, who lends on it: figures side by side, never added up."""

from typing import Final

from westphalia.report.names import Link, source_anchor
from westphalia.report.tables import NO_RANGE, Cell, Row, Table, label
from westphalia.wording import MISSING, SHARE, currency_unit, written
from westphalia.world.assets import EUROCLEAR, STATEMENTS, EraLoan, Holding, Income, era_loans, holdings, incomes
from westphalia.world.countries import the

_LINKS: Final = (Link("how proceeds are counted", "#how-windfall"),)
_CONCEPTS: Final = {
    "immobilised": "immobilised there",
    "total": "estimate of all that is immobilised",
    "location 2022": "where reserves lay in 2022",
}
_EURO: Final = currency_unit("EUR")
_TINY: Final = 0.001


def holdings_table(ident: str) -> Table:
    """Every figure for assets by place, each with what it counts."""
    return Table(
        id=f"{ident}-holdings",
        caption="Russian central bank assets abroad: figures by place and date, kept apart by what they count",
        corner="Where",
        columns=("assets", "at the end of", "what it counts", "who says so"),
        rows=tuple(_holding_row(one) for one in sorted(holdings(), key=lambda h: tuple(_CONCEPTS).index(h.concept))),
        note="The totals of 260, 280 and 300 are competing estimates of one thing: never averaged. Where reserves lay "
        "in 2022 is not what was immobilised there, so the two add up to nothing.",
        links=_LINKS,
    )


def _holding_row(one: Holding) -> Row:
    amount = (
        label("at most €10,000")
        if one.amount < _TINY
        else Cell(written(one.amount, currency_unit(one.currency)), NO_RANGE, f"#{source_anchor(STATEMENTS)}")
    )
    counts = f"{_CONCEPTS[one.concept]}{f'; {one.note}' if one.note else ''}"
    words = one.words.removeprefix("in ").removeprefix("at ")
    return Row(f"{words[:1].upper()}{words[1:]}", (amount, label(one.period), label(counts), label(one.said_by)))


def income_table(ident: str) -> Table:
    """Euroclear's years: assets, interest, tax, contribution, and the yield and share that follow."""
    return Table(
        id=f"{ident}-income",
        caption="Euroclear: what Russian assets earned, what was taxed and what was handed over",
        corner="Year",
        columns=("assets at its end", "interest", "yield", "tax", "handed over", "share of the interest"),
        rows=tuple(_income_row(one) for one in incomes()),
        note="Yield: interest over the assets at the end of the year, since their mean is not published. Handed over: "
        "the windfall contribution booked for the year, paid later; a part of it may stay with the depository as a "
        "buffer.",
        links=_LINKS,
    )


def _income_row(one: Income) -> Row:
    money = [_money(x) for x in (one.assets, one.interest, one.tax, one.windfall)]
    rates = [_rate(x) for x in (one.gross_yield, one.share)]
    return Row(str(one.year), (money[0], money[1], rates[0], money[2], money[3], rates[1]))


def _money(value: float | None) -> Cell:
    return label(MISSING) if value is None else Cell(written(value, _EURO), NO_RANGE, f"#{source_anchor(EUROCLEAR)}")


def _rate(value: float | None) -> Cell:
    return label(MISSING) if value is None else Cell(written(value, SHARE), NO_RANGE, "#how-windfall")


def loans_table(ident: str) -> Table:
    """Each lender's loan and what is known of its payment."""
    return Table(
        id=f"{ident}-loans",
        caption="The loans on the proceeds (ERA), by lender, each in its own currency",
        corner="Lender",
        columns=("loan", "day or month", "what is known of its payment", "who says so"),
        rows=tuple(_loan_row(one) for one in era_loans()),
        note="Lent, not given: proceeds are to repay them. Paid to Ukraine's budget and in part for arms, none of it "
        "counted as money for rebuilding.",
        links=(Link("how the loan is followed", "#how-era"),),
    )


def _loan_row(one: EraLoan) -> Row:
    name = the(one.lender)
    cells = (
        Cell(written(one.amount, currency_unit(one.currency)), NO_RANGE, f"#{source_anchor(STATEMENTS)}"),
        label(f"{one.on:%B %Y}"),
        label(one.note or "not held"),
        label(one.said_by),
    )
    return Row(f"{name[:1].upper()}{name[1:]}", cells)
