"""A yearly sum said to be needed to replace a donor's aid, beside what the Kiel Institute published."""

from typing import Final

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.scenario.draft_aid_replacement import replacing, says_replaced, stopping
from westphalia.scenario.proposal import LeftOpen
from westphalia.units import BILLION
from westphalia.wording import currency_unit, day, written
from westphalia.world.aid import EUROPE, donor_name, replacements
from westphalia.world.money import exchange_rate
from westphalia.world.studies import study

_NOW, _NEEDED = "kiel-pb186-europe-now", "kiel-pb186-europe-needed"
_WITHDRAWN: Final = "USA"
_NEAR: Final = 0.05
_RULE: Final = (
    "what the Kiel Institute has Europe, or a donor, give a year to replace US aid, less what it gives; a need is no "
    "measurement and never matches; within a twentieth of it, it depends on the definition"
)


def is_need(figure: Figure) -> bool:
    """Whether a sum of aid is one to be replaced."""
    return figure.measure == "aid" and figure.kind == "money" and says_replaced(figure)


def check_need(figure: Figure, reading: Reading) -> Verdict:
    """The sum beside what Kiel has its givers add; *rounds to* where the sentence says that Kiel is its source."""
    on = reading.document.report_date
    try:
        stopped, givers = stopping(figure), replacing(figure)
    except LeftOpen as reason:
        return _open(figure, f"{reason}.")
    held = _held(givers)
    if stopped != _WITHDRAWN or held is None:
        return _open(
            figure,
            f"Kiel's sums are of aid of {donor_name(_WITHDRAWN)}, replaced by Europe or one of its large donors.",
        )
    if figure.per != "year":
        return _open(figure, "Kiel's sums are yearly, and the report does not say that this one is.")
    who, now, needed = held
    rate = exchange_rate(figure.unit, on).per_euro
    word = _word(figure, (needed - now) * rate)
    return Verdict(
        claim=figure.claim,
        route="table",
        word=word,
        rule=_RULE,
        sentence=_sentence(figure, reading, held),
        comparisons=tuple(
            Comparison(
                label=f"{label} {who}, a year",
                value=value,
                unit="EUR bn",
                as_of=study(_NEEDED).published,
                source=_source(),
            )
            for label, value in (("to be added by", needed - now), ("needed of", needed), ("given by", now))
        ),
        caveats=(
            "a need rests on what is to be replaced, over which years, and on who pays",
            *((f"turned into {figure.unit} at the rate of the report's day",) if figure.unit != "EUR" else ()),
        ),
        sources=(_source(),),
    )


def _source() -> str:
    return study(_NEEDED).source


def _held(givers: tuple[str, ...]) -> tuple[str, float, float] | None:
    """Whose, what is given and what is needed a year, bn EUR; None where Kiel has no such row."""
    if givers in (EUROPE, ("EU27",)):
        return "Europe", study(_NOW).value or 0.0, study(_NEEDED).value or 0.0
    rows = {row.donor: row for row in replacements()}
    if len(givers) == 1 and givers[0] in rows:
        row = rows[givers[0]]
        return donor_name(givers[0]), row.current, row.needed
    return None


def _word(figure: Figure, extra: float) -> Word:
    said = printed(figure).agreement(extra * BILLION) is not None
    if said and "Kiel" in figure.context.text:
        return "rounds to"
    near = abs(figure.value / (extra * BILLION) - 1) <= _NEAR
    return "depends on the definition" if said or near else "cannot be checked"


def _sentence(figure: Figure, reading: Reading, held: tuple[str, float, float]) -> str:
    who, now, needed = held
    published, on = study(_NEEDED).published, reading.document.report_date
    after = ", after the report" if published > on else ""
    money = [written(value, currency_unit("EUR"), 1) for value in (needed, now, needed - now)]
    return (
        f"“{figure.span.text}” a year to replace aid of {donor_name(_WITHDRAWN)} ({day(on)}) is a need, no "
        f"measurement: the Kiel Institute ({day(published)}{after}) has {who} give {money[0]} a year in place of "
        f"{money[1]}, {money[2]} more."
    )


def _open(figure: Figure, why: str) -> Verdict:
    return Verdict(
        claim=figure.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=f"“{figure.span.text}” to replace aid that stops is a need, no measurement, and stays open: {why}",
        sources=(_source(),),
    )
