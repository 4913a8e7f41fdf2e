"""Those who decide: what no deal is to each, what is better for each alone, and what asking it costs the others."""

from westphalia.bargaining.power import LARGEST_LISTED, voting_power
from westphalia.bargaining.preferences import issue_shares
from westphalia.report.names import Link
from westphalia.report.settle_tables import NASH, PIVOTAL, WIN_SET
from westphalia.report.settle_words import UTILITY, actor_title, share_text
from westphalia.report.tables import Cell, Row, Table, quantity
from westphalia.settlement import Settlement


def deciders_table(of: Settlement, ident: str) -> Table:
    """A row for each who decides; the power of votes where there is a quota."""
    found = of.agreed
    listed = of.rule.quota > 0 and len(of.deciders) <= LARGEST_LISTED
    power = tuple(voting_power(of.deciding.rule).tolist()) if listed else ()
    heaviest = float(issue_shares(of.deciding.mode.salience).max())
    return Table(
        id=f"{ident}-deciders",
        caption="Who decides, and who is pivotal",
        corner="Who",
        columns=(
            "worth of no deal", "packages better than that for it", "agreed if it were not asked",
            *(("power of its votes",) if power else ()),
            *(("draws in which it alone leaves none",) if found.drawn is not None else ()),
        ),
        rows=tuple(_row(of, v, power) for v in range(len(of.deciders))),
        note="No deal is worth −1 where nothing wanted comes about and 0 where everything does; in brackets the range "
        f"coded. Agreed at the likeliest coding with everybody: {int(found.at_mode.sum()):,}. How many packages are "
        "better than no deal for somebody says little: it depends on the levels coded, and no issue weighs more than "
        f"{share_text(heaviest)} with anybody here, so that the rest can make up for any of them; what nothing makes "
        f"up for is in what is ruled out in public.{' Power of votes: Shapley–Shubik.' if power else ''}",
        links=(Link("who is pivotal", PIVOTAL),),
        single_runs=True,
    )  # fmt: skip


def _row(of: Settlement, v: int, power: tuple[float, ...]) -> Row:
    mode, low, high = (
        float(one.no_deal[v]) for one in (of.deciding.mode, of.deciding.ranges.low, of.deciding.ranges.high)
    )
    better = float((of.deciding.utilities[v] >= mode).mean())
    cells = [
        quantity(mode, low, high, UTILITY, NASH),
        Cell(share_text(better), "", WIN_SET),
        Cell(f"{int(of.agreed.pivots.without[v]):,}", "", PIVOTAL),
    ]
    if power:
        cells.append(Cell(share_text(power[v]), "", PIVOTAL))
    if of.agreed.drawn is not None:
        cells.append(Cell(share_text(float(of.agreed.drawn.decisive[v])), "", PIVOTAL))
    return Row(actor_title(of, v), tuple(cells))
