"""A duty against the trade model: it is a choice; the model says what follows."""

from typing import Final

from westphalia.check.runs import SOURCE, SPREAD, row, share_range, trade_of
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Figure
from westphalia.outcome import Outcome
from westphalia.world.countries import the

_LONG_RUN: Final = "long run, nobody retaliates, duties handed back to households"


def check_duty(figure: Figure, outcome: Outcome) -> Verdict:
    """What follows for the country that imposes a duty; the duty itself cannot be checked."""
    trade = trade_of(outcome)
    imposer = trade.imposers[0]
    income, wage = trade.income_change(imposer), trade.wage_change(imposer)
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a duty is a choice, not a measurement: the model says what follows from it",
        sentence=(
            f"A duty of {figure.span.text} is a choice, not a measurement. In our model ({_LONG_RUN}) real income of "
            f"{the(imposer)} changes by {share_range(income, trade)}, its real wage by "
            f"{share_range(wage, trade)}."
        ),
        comparisons=(
            row(trade, f"real income of {the(imposer)}, duties handed back", income),
            row(trade, f"real wage in {the(imposer)}", wage),
        ),
        caveats=(SPREAD,),
        sources=(SOURCE,),
    )
