"""Every lever as what the yearly accounts receive: extra spending, or a change of trade, over the outlook's GDP."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.economy.annual import Spending, TradeEffect
from westphalia.errors import DataError
from westphalia.outcome import AidOutcome, BudgetGroup, ForceOutcome, Outcome, TradePath
from westphalia.outcome.annual import OTHER_END, Case, Shock
from westphalia.scenario.levers import Aid, AidReplacement, Autonomy, DefenceBudget, Force, MineralsDeal, SpendingLever
from westphalia.scenario.schema import Scenario
from westphalia.simulate.force import cost_by_ally
from westphalia.simulate.rates import units_per_national
from westphalia.support.aid import bought_at_home
from westphalia.trade.equilibrium import TradeEquilibrium
from westphalia.wording import listed, percent
from westphalia.world.countries import members, the
from westphalia.world.eu_rules import customs_share_kept
from westphalia.world.multipliers import cuts_multiplier, semi_elasticity

_NAMED: Final = 6
_NOTHING: Final = 1e-4
_Beside = Autonomy | Force | Aid | AidReplacement


@dataclass(frozen=True, eq=False)
class Frame:
    """The axes of the accounts: cases v, countries c, years t, and the outlook's GDP in national currency."""

    scenario: Scenario
    countries: tuple[str, ...]
    years: Int[np.ndarray, " t"]
    gdp: Float[np.ndarray, "c t"]
    cases: tuple[Case, ...]

    def empty(self) -> Float[np.ndarray, "v c t"]:
        """Nothing, in the shape of a shock."""
        return np.zeros((len(self.cases), len(self.countries), len(self.years)))

    def at(self, years: Int[np.ndarray, " u"]) -> Int[np.ndarray, " u"]:
        """Places of years along t."""
        return np.asarray(years - self.years[0])


@dataclass(frozen=True, eq=False)
class SpendingShocks:
    """The shocks of all levers that cost money, and what a reader should know of them."""

    shocks: tuple[Shock, ...]
    notes: tuple[str, ...]


def spending_shocks(outcome: Outcome, frame: Frame) -> SpendingShocks:
    """Extra spending of every lever that costs money.

    What counts inside a defence budget is part of its path and adds nothing where the scenario sets that path; a force
    and military aid are part of a sum that allies share, too. The path stands: where the parts are larger than its
    rise, other defence spending gives way, and a note says so.
    """
    budgeted = {one.country for group in outcome.budgets for one in group.members}
    shared = {code for one in outcome.autonomy for code in one.allies}
    rises = [_budget(g, k, frame) for k, g in enumerate(outcome.budgets)]
    shocks = [Shock(g.lever.label, _spending(g.lever, rises[k], frame)) for k, g in enumerate(outcome.budgets)]
    notes = [_sent(force) for force in outcome.forces if force.short > 0]
    within = _Within(sum(rises, start=frame.empty()), frame.empty(), frame.empty())
    for lever, extra, part in _others(outcome, frame):
        holders = budgeted if isinstance(lever, Autonomy) else budgeted | shared
        inside = [c for c in _inside(lever, part, holders, frame) if extra[:, c].any()]
        if inside:
            names = _some([the(frame.countries[c]) for c in inside])
            held = f"counted inside the defence spending the scenario sets for {names}"
            notes.append(f"{lever.label}: {held}; {_it(lever)} adds nothing there")
            held_by_path = within.sums if isinstance(lever, Autonomy) else within.parts
            held_by_path[:, inside] += part[inside, None] * extra[:, inside]
            extra[:, inside] *= 1 - part[inside, None]
        if isinstance(lever, Autonomy):
            within.rise[:] += extra
        shocks.append(Shock(lever.label, _spending(lever, extra, frame, _domestic(lever, part, inside, frame))))
    shocks += [
        Shock(deal.lever.label, _paid_in(deal.lever, frame)) for deal in outcome.minerals if deal.lever.contributions
    ]
    return SpendingShocks(tuple(shocks), (*notes, *within.larger(frame)))


@dataclass(frozen=True, eq=False)
class _Within:
    """What rises by a path or a shared sum, and what counts inside it: sums allies share, and a force and aid."""

    rise: Float[np.ndarray, "v c t"]
    sums: Float[np.ndarray, "v c t"]
    parts: Float[np.ndarray, "v c t"]

    def larger(self, frame: Frame) -> Iterator[str]:
        """Where what counts inside is larger than the rise it counts in: a force and aid are part of a shared sum."""
        needed, rise = np.maximum(self.sums, self.parts).mean(axis=0), np.maximum(self.rise.mean(axis=0), 0.0)
        excess = np.where(needed > 0, needed - rise, 0.0)
        states = np.flatnonzero(excess.max(axis=1) > _NOTHING)
        if states.size:
            order = states[np.argsort(-excess[states].max(axis=1))]
            c, t = np.unravel_index(int(excess.argmax()), excess.shape)
            most = f"{percent(needed[c, t], 2)} against {percent(rise[c, t], 2)} of GDP"
            yield (
                f"What counts inside is in some years more than the rise that is to hold it, in "
                f"{_some([the(frame.countries[k]) for k in order])}; most in {the(frame.countries[c])} in "
                f"{frame.years[t]}, {most}. There other defence spending gives way; counted: on_top adds instead"
            )


def _paid_in(lever: MineralsDeal, frame: Frame) -> Spending:
    """First cash of a minerals deal in its year: debt, and no demand at home, since a fund abroad or new receives it.

    Royalties stand in no account: the fund reinvests them. Paid by debt is `assumed`.
    """
    extra = frame.empty()
    here = frame.years == lever.from_
    for code, dollars in lever.contributions.items():
        if code in frame.countries:
            rate = units_per_national(code, "USD", frame.scenario.outlook, frame.years)[here]
            extra[:, frame.countries.index(code), here] = dollars / rate / frame.gdp[frame.countries.index(code), here]
    return Spending(extra=extra, debt=1.0, tax=0.0, cuts=0.0, domestic=0.0, cuts_multiplier=np.zeros(len(frame.cases)))


def _others(
    outcome: Outcome, frame: Frame
) -> Iterator[tuple[_Beside, Float[np.ndarray, "v c t"], Float[np.ndarray, " c"]]]:
    """Levers beside budgets, each with what it would cost by itself and what part of it may count inside a budget."""
    whole = np.ones(len(frame.countries))
    for one in outcome.autonomy:
        yield one.lever, _shared(one.lever, dict(zip(one.allies, one.chosen, strict=True)), frame), whole
    for force in outcome.forces:
        yield force.lever, _in_national(cost_by_ally(force, frame.scenario), force.years, frame), whole
    for aid in outcome.aid:
        yield aid, _aid(aid, frame), 0.0 * whole if aid.form == "money" else whole
    for replaced in outcome.aid_replaced:
        added = dict(zip(replaced.donors, replaced.chosen, strict=True))
        yield replaced.lever, _shared(replaced.lever, added, frame), _arms(replaced, frame)


def _arms(replaced: AidOutcome, frame: Frame) -> Float[np.ndarray, " c"]:
    """Military part of what each country adds: of replaced aid that alone may count inside a defence budget."""
    by_donor = dict(zip(replaced.donors, replaced.arms, strict=True))
    return np.array([by_donor.get(code, 0.0) for code in frame.countries])


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{more} more"] if more > 0 else list(names))


def _sent(force: ForceOutcome) -> str:
    """That the accounts pay for those who can be sent, not for those who are asked for."""
    sent = force.lever.deployed - force.short
    asked = force.lever.deployed
    return f"{force.lever.label}: the accounts hold the {sent:,.0f} soldiers that can be sent, not {asked:,}"


def _inside(lever: _Beside, part: Float[np.ndarray, " c"], budgeted: set[str], frame: Frame) -> list[int]:
    """Places of the countries whose budget path already holds what the lever costs, or a part of it."""
    if lever.counted == "on_top":
        return []
    return [c for c, code in enumerate(frame.countries) if code in budgeted and part[c]]


def _it(lever: _Beside) -> str:
    return "its military part" if isinstance(lever, AidReplacement) else "it"


def _spending(
    lever: SpendingLever,
    extra: Float[np.ndarray, "v c t"],
    frame: Frame,
    domestic: Float[np.ndarray, "v c t"] | float = 1.0,
) -> Spending:
    """As the accounts take it; `domestic` is the part that is demand at home before imports."""
    cuts = cuts_multiplier(lever.cuts_from)
    common = lever.common if isinstance(lever, Autonomy) else 0.0
    return Spending(
        extra=extra,
        debt=lever.paid_by("debt") * (1 - common),
        tax=lever.paid_by("tax") * (1 - common),
        cuts=lever.paid_by("cuts") * (1 - common),
        common=common,
        **_lent(lever, extra, frame),
        domestic=domestic,
        cuts_multiplier=np.array([getattr(cuts, OTHER_END[case.setting]) for case in frame.cases]),
    )


def _domestic(
    lever: _Beside, part: Float[np.ndarray, " c"], inside: Sequence[int], frame: Frame
) -> Float[np.ndarray, "v c t"] | float:
    """Part that is demand at home before imports; where only money is left of replaced aid, nothing."""
    if isinstance(lever, Aid):
        return lever.bought_at_home
    if not isinstance(lever, AidReplacement):
        return 1.0
    by_country = np.array([bought_at_home(float(military), lever.new) for military in part])
    by_country[list(inside)] = 0.0
    return np.asarray(frame.empty() + by_country[:, None])


def _lent(lever: SpendingLever, extra: Float[np.ndarray, "v c t"], frame: Frame) -> dict[str, Any]:
    """The stock of an EU loan over GDP by year and its rate; nothing without one.

    It is paid out in equal parts, and never beyond what the lever has put on debt so far.
    """
    loan = lever.eu_loan if isinstance(lever, DefenceBudget) else None
    if loan is None or not isinstance(lever, DefenceBudget) or lever.country not in frame.countries:
        return {}
    c, paid_out = frame.countries.index(lever.country), loan.until - loan.from_ + 1
    part = np.clip((frame.years - loan.from_ + 1) / paid_out, 0, 1)
    euros = units_per_national(lever.country, "EUR", frame.scenario.outlook, frame.years)
    stock = frame.empty()
    borrowed = np.cumsum(lever.paid_by("debt") * extra[:, c] * frame.gdp[c], axis=-1)
    stock[:, c] = np.minimum(loan.amount * part / euros, np.maximum(borrowed, 0.0)) / frame.gdp[c]
    return {"lent": stock, "lent_at": loan.rate}


def _budget(group: BudgetGroup, k: int, frame: Frame) -> Float[np.ndarray, "v c t"]:
    """Spending above the lever's counterfactual over GDP, on the path of each case's date of arrival."""
    extra = frame.empty()
    arrival = group.lever.arrival
    path = np.array([arrival.index(case.dates[k]) for case in frame.cases])
    for one in group.members:
        if one.country not in frame.countries:
            continue
        over_gdp = one.extra[group.lever.against] * one.prices / one.gdp
        extra[:, frame.countries.index(one.country), frame.at(one.years)] = over_gdp[path]
    return extra


def _shared(lever: Autonomy | AidReplacement, euros: dict[str, float], frame: Frame) -> Float[np.ndarray, "v c t"]:
    """A sum of euros of each ally at each year's rate, as strong as the lever is in the year."""
    strength = np.array([lever.strength(int(y)) for y in frame.years])
    extra = frame.empty()
    for code, sum_ in euros.items():
        if code in frame.countries:
            c = frame.countries.index(code)
            rates = units_per_national(code, "EUR", frame.scenario.outlook, frame.years)
            extra[:, c] = strength * sum_ / rates / frame.gdp[c]
    return extra


def _in_national(
    costs: dict[str, Float[np.ndarray, " u"]], years: Int[np.ndarray, " u"], frame: Frame
) -> Float[np.ndarray, "v c t"]:
    extra = frame.empty()
    for code, cost in costs.items():
        if code in frame.countries:
            c, at = frame.countries.index(code), frame.at(years)
            extra[:, c, at] = cost / frame.gdp[c, at]
    return extra


def _aid(lever: Aid, frame: Frame) -> Float[np.ndarray, "v c t"]:
    """Aid over GDP: a share as it stands, a sum by GDP among the donors at each year's exchange rate."""
    strength = np.array([lever.strength(int(y)) for y in frame.years])
    extra = frame.empty()
    donors = [code for code in members(lever.donor) if code in frame.countries]
    places = [frame.countries.index(code) for code in donors]
    if lever.share is not None:
        extra[:, places] = lever.share * strength
    if lever.share is not None or not donors:
        return extra
    outlook = frame.scenario.outlook
    rates = np.stack([units_per_national(code, lever.currency, outlook, frame.years) for code in donors])
    over_gdp = strength * (lever.amount or 0.0) / (frame.gdp[places] * rates).sum(axis=0)
    extra[:, places] = over_gdp
    return extra


def own_duties(equilibrium: TradeEquilibrium) -> Float[np.ndarray, " n"]:
    r"""Share of a country's own new duties in those it raises and those its exports meet, on trade as observed.

    .. math:: w_n = \frac{r_n}{r_n + m_n}, \qquad
        r_n = \sum_{is} \Delta t_{nis} x_{nis}, \quad m_n = \sum_{ms} \Delta t_{mns} x_{mns}

    Zero where neither is, as under barriers that are no duties.
    """
    baseline = equilibrium.baseline
    paid = np.maximum((equilibrium.shock.tariff_new - baseline.tariff) * baseline.flow, 0.0).sum(axis=2)
    raised, met = paid.sum(axis=1), paid.sum(axis=0)
    both = raised + met
    return np.asarray(np.divide(raised, both, out=np.zeros_like(both), where=both > 0))


def trade_shock(path: TradePath, own: Float[np.ndarray, " n"], frame: Frame) -> TradeEffect:
    r"""What the trade model's path does to output, to taxed income and to duties, by closure.

    Output follows real income; taxed income is that without the duties handed back (the real wage, since capital
    is paid like labour). Duties are in prices of the observed year, :math:`(R'/\hat P - R)/I`; they count for whoever
    imposes some and where the base knows them all. A member of the EU keeps the collection share of its own; the rest
    lowers what members pay into the EU's budget, by income (`assumed`). The budget answers a loss led by exports, and
    led by consumption for the part `own` (`own_duties`) that the country's own duties have in it (`assumed`).
    """
    output, base, revenue = frame.empty(), frame.empty(), frame.empty()
    eta = np.full((len(frame.cases), len(frame.countries)), _eta(frame, 0.0))
    first = {case.closure: k for k, case in enumerate(frame.cases)}
    rows = {closure: path.closures.index(closure) for closure in first if closure is not None}
    row = np.array([rows[case.closure] for case in frame.cases if case.closure is not None])
    shown, t = _common_years(path, frame)
    imposing = {label for code in path.imposers for label in _labels(path, code)}
    duties = _Duties(path, imposing)
    for c, code in enumerate(frame.countries):
        if code not in path.axes.countries:
            continue
        output[:, c, t] = path.by_year(path.income_change(code))[row][:, shown]
        base[:, c, t] = path.by_year(path.wage_change(code))[row][:, shown]
        eta[:, c] = _eta(frame, float(own[path.axes.countries.index(code)]))
        booked = duties.of(code)
        if booked is not None:
            revenue[:, c, t] = path.by_year(booked)[row][:, shown]
    return TradeEffect(output=output, tax_base=base, revenue=revenue, semi_elasticity=eta)


class _Duties:
    """Change of duties in prices of the observed year over income, by country and run of a path."""

    def __init__(self, path: TradePath, imposing: set[str]) -> None:
        self._path, self._imposing = path, imposing
        self._union = [code for code in members("EU27") if code in path.axes.countries]
        self._change = path.revenue_new / path.consumer_price_hat - path.revenue
        places = [path.axes.countries.index(code) for code in self._union]
        income = path.income[:, places].sum(axis=1)
        # what the Union's budget takes in lowers what its members pay by income, each by the same share of its own
        self._returned = (1 - customs_share_kept()) * self._change[:, places].sum(axis=1) / income if places else 0.0

    def of(self, code: str) -> Float[np.ndarray, " v"] | None:
        """None where the country imposes nothing and the base does not know what it collects."""
        if code in self._union:
            known = any(self._counts(member) for member in self._union)
            return np.asarray(customs_share_kept() * self._own(code) + self._returned) if known else None
        return self._own(code) if self._counts(code) else None

    def _counts(self, code: str) -> bool:
        return code in self._imposing or self._path.knows_duties(code)

    def _own(self, code: str) -> Float[np.ndarray, " v"]:
        k = self._path.axes.countries.index(code)
        return np.asarray(self._change[:, k] / self._path.income[:, k])


def _eta(frame: Frame, own: float) -> float:
    """What the budget feels of a loss: between led by exports and, for its own duties' part, led by consumption."""
    if frame.scenario.economy.semi_elasticity == "average":
        return semi_elasticity("average").central
    return own * semi_elasticity("consumption").central + (1 - own) * semi_elasticity("exports").central


def _labels(path: TradePath, code: str) -> tuple[str, ...]:
    try:
        return tuple(path.axes.countries.labels[k] for k in path.group(code))
    except DataError:
        return ()


def _common_years(path: TradePath, frame: Frame) -> tuple[Int[np.ndarray, " u"], Int[np.ndarray, " u"]]:
    """Places of the years both have, along the path's years and along the accounts'."""
    both: Sequence[int] = np.intersect1d(path.years, frame.years[1:]).tolist()
    return np.searchsorted(path.years, both), np.searchsorted(frame.years, both)
