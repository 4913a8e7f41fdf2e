"""What a reader must know of the yearly accounts: the range, what answers and how strongly, what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from westphalia.outcome import AnnualOutcome
from westphalia.outcome.annual import Setting
from westphalia.report.annual_accounts import absent
from westphalia.report.names import CLOSURES, country_name
from westphalia.wording import counted, listed
from westphalia.world.countries import groups, members
from westphalia.world.economies import macro
from westphalia.world.load import sources
from westphalia.world.multipliers import (
    Driver,
    Span,
    cuts_multiplier,
    equipment_share,
    leakage,
    multiplier,
    semi_elasticity,
    tax_multiplier,
)

UNANSWERED: Final = (
    "Interest rates, prices and monetary policy do not answer; added debt costs the average rate on all debt, not that "
    "of new loans."
)
_HELD: Final = (
    "The estimates are of one to two years and are held for all; imports and budgets answer as in Europe, everywhere."
)
_ORDER: Final[tuple[Setting, ...]] = ("low", "central", "high", "budget feels less", "budget feels more")
_AVERAGE: Final[tuple[tuple[Driver, str], ...]] = (("average", "moved by trade"),)
_BY_SOURCE: Final[tuple[tuple[Driver, str], ...]] = (
    ("exports", "led by exports"),
    ("consumption", "led by consumption, as own duties lead it"),
)


@dataclass(frozen=True)
class Assumption:
    """A number the accounts rest on, from low to high, with its source and how far that was read."""

    words: str
    low: float
    central: float
    high: float
    source: str
    status: str

    @property
    def sentence(self) -> str:
        """The number with its range: `imports 0.2 (0.1 to 0.35)`."""
        central, low, high = (f"{x:.3g}" for x in (self.central, self.low, self.high))
        return f"{self.words} {central}" + (f" ({low} to {high})" if low != high else "")


def outlook_words(annual: AnnualOutcome) -> str:
    """Whose outlook stands beside the accounts, and of when."""
    ident = macro(annual.countries[0], annual.outlook).source
    source = next(s for s in sources() if s.id == ident)
    return f"{source.publisher}, {source.title}, {source.edition}"


def range_words(annual: AnnualOutcome) -> str:
    """What the first number is and what its range covers."""
    different = different_cases(annual)
    if different == 1:
        return "One case: nothing is varied."
    number = int(annual.reference.sum())
    shown = f"mean of the {number} reference cases" if number > 1 else "reference case"
    return (
        f"First the {shown} ({_reference_words(annual)}), in brackets the lowest and highest of "
        f"{different:,} cases: {listed(_varied(annual))}. A spread of models, not a probability."
    )


def _reference_words(annual: AnnualOutcome) -> str:
    first = annual.cases[0]
    words = [f"{first.setting} answer"] if spends(annual) else []
    if first.closure is not None:
        words.append(CLOSURES[first.closure])
    if int(annual.reference.sum()) > 1:
        words.append("every date of arrival as likely as another")
    return "; ".join(words)


def _varied(annual: AnnualOutcome) -> list[str]:
    """What differs from case to case."""
    axes = varied_axes(annual)
    words = [f"strength of the answer ({', '.join(axes['answer'])})"] if len(axes["answer"]) > 1 else []
    words += [f"{len(axes['closure'])} closures of the trade model"] if len(axes["closure"]) > 1 else []
    dates = len({case.dates for case in annual.cases})
    return words + ([f"{dates} dates of arrival"] if dates > 1 else [])


def varied_axes(annual: AnnualOutcome) -> dict[str, list[str]]:
    """The values of what is varied; the cases are every combination of them."""
    return {
        "answer": _answers(annual),
        "closure": list(dict.fromkeys(CLOSURES[c.closure] for c in annual.cases if c.closure is not None)),
        "dates_of_arrival": list(dict.fromkeys(", ".join(map(str, c.dates)) for c in annual.cases if c.dates)),
    }


def _answers(annual: AnnualOutcome) -> list[str]:
    """Settings of the answer to spending; where nothing is spent it makes no difference."""
    settings = {str(case.setting) for case in annual.cases} if spends(annual) else set()
    return [setting for setting in _ORDER if setting in settings]


def spends(annual: AnnualOutcome) -> bool:
    """Whether any lever costs money."""
    return any(shock.spending is not None for shock in annual.shocks)


def different_cases(annual: AnnualOutcome) -> int:
    """How many cases differ: without spending, its answer does not tell them apart."""
    if spends(annual):
        return len(annual.cases)
    return len({(case.closure, case.dates) for case in annual.cases})


def assumptions(annual: AnnualOutcome) -> tuple[Assumption, ...]:
    """Every number the answer of output and budget rests on, as far as the levers use it."""
    spending = [s.spending for s in annual.shocks if s.spending is not None]
    found = [_multiplier(annual), _leakage(annual)] if spending else []
    if any(lever.tax for lever in spending):
        found.append(_used(annual, "GDP lost per unit of taxes", "tax_multiplier", tax_multiplier()))
    found += _cuts(annual)
    if spending:
        found.append(
            _used(annual, "part of a change of GDP that the budget feels", "semi_elasticity", semi_elasticity())
        )
    return tuple(found + _trade_answer(annual))


def _used(annual: AnnualOutcome, words: str, name: str, span: Span) -> Assumption:
    """A parameter as the cases have it, with the source of the table it comes from."""
    values = getattr(annual.parameters, name)
    # every reference case has the same, and a mean of them could differ in the last digit
    central = float(values[annual.reference][0])
    return Assumption(words, float(values.min()), central, float(values.max()), span.source, span.status)


def _multiplier(annual: AnnualOutcome) -> Assumption:
    economy, name = annual.economy, "GDP gained per unit spent at home"
    if not isinstance(economy.multiplier, str):
        return _used(annual, f"{name} (set by the scenario)", "multiplier", _own(annual))
    study = multiplier(economy.multiplier)
    span = Span(study.low, study.central, study.high, study.source, study.provenance)
    return _used(annual, f"{name} ({study.words}, {study.horizon})", "multiplier", span)


def _leakage(annual: AnnualOutcome) -> Assumption:
    economy = annual.economy
    if isinstance(economy.multiplier, str) and multiplier(economy.multiplier).nets_imports:
        study = multiplier(economy.multiplier)
        words = "no part taken off for imports, which the study nets already:"
        return Assumption(words, 0.0, 0.0, 0.0, study.source, study.provenance)
    span = _derived_leakage() if economy.leakage is None else _own(annual)
    return _used(annual, "part of the spending that buys imports", "leakage", span)


def _derived_leakage() -> Span:
    """The table's leakage, with what it was derived from."""
    origin = f"derived here: equipment's share of spending ({equipment_share().source}) times the part bought abroad"
    return replace(leakage(), source=origin)


def _own(annual: AnnualOutcome) -> Span:
    """The origin of what a scenario sets itself."""
    economy = annual.economy
    status = "assumed" if economy.assumed else "named by the scenario"
    return Span(0.0, 0.0, 0.0, economy.source or economy.assumed or "", status)


def _cuts(annual: AnnualOutcome) -> list[Assumption]:
    """What cutting elsewhere takes from output, once for each programme that is cut."""
    found = {}
    for shock in annual.shocks:
        if shock.spending is not None and shock.spending.cuts:
            values = shock.spending.cuts_multiplier
            low, high = float(values.min()), float(values.max())
            central = float(values[annual.reference][0])
            span = cuts_multiplier("aid") if central == cuts_multiplier("aid").central else cuts_multiplier()
            found[low, high] = Assumption(
                f"GDP lost per unit cut elsewhere ({shock.lever})", low, central, high, span.source, span.status
            )
    return list(found.values())


def _trade_answer(annual: AnnualOutcome) -> list[Assumption]:
    if all(shock.trade is None for shock in annual.shocks):
        return []
    average = annual.economy.semi_elasticity == "average"
    spans = [(semi_elasticity(kind), words) for kind, words in (_AVERAGE if average else _BY_SOURCE)]
    return [
        Assumption(f"part of a change of GDP {words} that the budget feels", s.central, s.central, s.central, *_of(s))
        for s, words in spans
    ]


def _of(span: Span) -> tuple[str, str]:
    return span.source, span.status


def answer_words(annual: AnnualOutcome) -> str:
    """How strongly output and budget answer, in one sentence, and what does not answer."""
    found = "; ".join(one.sentence for one in assumptions(annual))
    lags = len(annual.parameters.kernel)
    said = [f"{found[:1].upper()}{found[1:]}."]
    if spends(annual) and lags > 1:
        said.append(f"The answer to spending is spread over {counted(lags, 'year')} (assumed).")
    if spends(annual):
        said.append(_HELD)
    if any(shock.trade is not None for shock in annual.shocks):
        said.append("Trade moves GDP as it moves real income in the trade model.")
    return " ".join((*said, UNANSWERED))


def assumed_words(annual: AnnualOutcome) -> str:
    """From when on the outlook is carried on by us; nothing where it lasts."""
    if annual.years[-1] < annual.assumed_from:
        return ""
    return (
        f"Years from {annual.assumed_from} on are assumed: growth, primary balance, the rate of interest and the rest "
        f"of the debt's movement stay at those of {annual.assumed_from - 1}."
    )


def left_out_words(annual: AnnualOutcome, asked: Sequence[str] = ()) -> str:
    """Countries without accounts, by reason, and those asked for that no lever touches."""
    by_reason: dict[str, list[str]] = {}
    for _, words in annual.left_out:
        name, _, reason = words.rpartition(": ")
        by_reason.setdefault(reason, []).append(name)
    said = [f"{listed(names)}: {reason}" if all(names) else reason for reason, names in by_reason.items()]
    said += [f"{listed(names)}: {reason}" for reason, names in absent(annual, asked).items()]
    return f"Left out: {'; '.join(said)}." if said else ""


def earning_words(annual: AnnualOutcome, shown: Sequence[str]) -> str:
    """Which of some countries earn more interest than they pay, so that their added debt is costed too low."""
    inside = {member for code in shown for member in (members(code) if code in groups() else (code,))}
    earns = annual.baseline.earns_interest
    names = [country_name(code) for code, one in zip(annual.countries, earns, strict=True) if one and code in inside]
    if not names:
        return ""
    return (
        f"{listed(names)}: the state earns more interest than it pays, so what is added to debt is costed below what a "
        "lender would ask."
    )
