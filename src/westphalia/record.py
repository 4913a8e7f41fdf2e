"""The run record: what produced a number, so that anybody can produce it again."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from westphalia.evidence.claims import Document
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.situation import Situation
from westphalia.version import __version__

NOTHING: Final = 1e-9
DIGITS: Final = 1e6


class Input(BaseModel):
    """One thing read: a table of the package or a report, with the hash of its bytes or text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: str


class Solved(BaseModel):
    """How well the trade model of one scenario was solved: the worst of its variants."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    base: str
    variants: int
    tolerance: float
    worst_residual: float
    worst_walras_gap: float
    most_sweeps: int
    closures: tuple[str, ...]
    reference: str
    numeraire: str


class RunRecord(BaseModel):
    """Version, hashes and solution quality of one run. Holds no clock: the same inputs give the same record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    tables: tuple[Input, ...]
    reports: tuple[Input, ...]
    scenarios: tuple[Input, ...]
    situations: tuple[Input, ...]
    results_sha256: str
    seeds: tuple[int, ...]
    claims: tuple[str, ...]
    solved: tuple[Solved, ...]


def run_record(
    documents: Iterable[Document],
    outcomes: Iterable[Outcome],
    situations: Iterable[Situation] = (),
    answers: Iterable[np.ndarray] = (),
) -> RunRecord:
    """The record of reading some documents, running some scenarios and answering some situations."""
    runs, weighed = tuple(outcomes), tuple(situations)
    return RunRecord(
        version=__version__,
        tables=table_hashes(),
        reports=tuple(Input(name=d.source_file, sha256=d.sha256) for d in documents),
        scenarios=tuple(Input(name=o.scenario.title, sha256=o.scenario.sha256) for o in runs),
        situations=tuple(Input(name=s.title, sha256=s.sha256) for s in weighed),
        results_sha256=_results_hash(runs, answers),
        seeds=(*(o.scenario.seed for o in runs), *(s.seed for s in weighed)),
        claims=tuple(dict.fromkeys(c for o in runs for lever in o.scenario.levers for c in lever.claims)),
        solved=tuple(_solved(o.scenario.title, o.scenario.base, o.trade) for o in runs if o.trade is not None),
    )


@cache
def table_hashes() -> tuple[Input, ...]:
    """Hash of every table the package ships."""
    tables = sorted(files("westphalia.world").joinpath("tables").iterdir(), key=lambda entry: entry.name)
    return tuple(Input(name=t.name, sha256=sha256(t.read_bytes()).hexdigest()) for t in tables if t.is_file())


def _solved(title: str, base: str, trade: TradeOutcome) -> Solved:
    shown = trade.variants[trade.reference]
    return Solved(
        scenario=title,
        base=base,
        variants=len(trade.variants),
        tolerance=trade.tolerance,
        worst_residual=float(trade.residual.max()),
        worst_walras_gap=float(np.abs(trade.walras_gap).max()),
        most_sweeps=int(trade.sweeps.max()),
        closures=tuple(dict.fromkeys(v.closure for v in trade.variants)),
        reference=f"{shown.closure}, elasticities {shown.elasticities}, services {shown.services:g}",
        numeraire=trade.numeraire,
    )


def _results_hash(outcomes: tuple[Outcome, ...], answers: Iterable[np.ndarray]) -> str:
    """Hash of the results to seven digits: the same on machines whose last bits differ."""
    digest = sha256()
    for outcome in outcomes:
        for values in _results(outcome):
            digest.update(_digits(values))
    for values in answers:
        digest.update(_digits(values))
    return digest.hexdigest()


def _results(outcome: Outcome) -> Iterator[np.ndarray]:
    """The arrays that hold what every lever of a run leads to."""
    if outcome.trade is not None:
        for name in ("exports_new", "real_income_hat", "consumer_price_hat", "revenue_new"):
            yield getattr(outcome.trade, name)
    yield from (budget.spending for group in outcome.budgets for budget in group.members)
    yield from (shared.chosen for shared in outcome.autonomy)
    yield from (replaced.chosen for replaced in outcome.aid_replaced)
    yield from (force.sends for force in outcome.forces)
    yield from (held.proceeds for held in outcome.assets)
    yield from (rebuilt.plan.gap for rebuilt in outcome.rebuilding)
    yield from (capped.revenue for capped in outcome.oil_caps)
    yield from (deal.paid for deal in outcome.minerals)
    if outcome.annual is not None:
        yield from (getattr(outcome.annual.path, name) for name in ("gdp_change", "net_lending", "debt"))


def _digits(values: np.ndarray) -> bytes:
    """Mantissa to seven digits and exponent of every value, as integers; what is next to nothing counts as zero."""
    flat = np.where(np.abs(values) > NOTHING, values, 0.0).ravel()
    exponent = np.floor(np.log10(np.abs(flat), out=np.zeros_like(flat), where=flat != 0))
    return np.stack([np.rint(flat / 10.0**exponent * DIGITS), exponent]).astype("<i8").tobytes()
