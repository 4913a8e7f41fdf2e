r"""What immobilised assets earn, and whether that serves the loan the earnings were promised to.

Arrays run along years `t`; several rate paths, or ends of a range, lie along any axes before it (`*b`). Lenders lie
along `j`. Money is in bn of one currency; yields, shares and interest are fractions a year. Proceeds and service of a
year fall at its end. Two readings of one loan stand side by side, because its terms leave both open:

- on a schedule: the loan falls by the same sum each year, and lenders pay what proceeds do not (`service`);
- from proceeds alone: whatever comes in is paid, and interest that it does not cover is added (`payback`).

The two exclude each other: lenders pay what is short on the schedule, or what is called when assets are released.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.errors import DataError

__all__ = [
    "NEVER",
    "Payback",
    "Service",
    "break_even_yield",
    "cover",
    "held_assets",
    "payback",
    "proceeds",
    "repaid_after",
    "service",
    "share_by_lender",
    "standstill_yield",
    "yield_path",
]

NEVER: Final = np.inf
"""Years until a loan is repaid that these proceeds never repay."""

_SETTLED: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Service:
    """A loan served on its schedule, by year: what is due, what proceeds pay of it, what is short and left over."""

    interest: Float[np.ndarray, " t"]
    amortisation: Float[np.ndarray, " t"]
    used: Float[np.ndarray, "*b t"]
    short: Float[np.ndarray, "*b t"]
    over: Float[np.ndarray, "*b t"]
    cover: Float[np.ndarray, "*b t"]
    opening: Float[np.ndarray, " t"]

    @property
    def due(self) -> Float[np.ndarray, " t"]:
        """Interest and amortisation together."""
        return np.asarray(self.interest + self.amortisation)


@dataclass(frozen=True, eq=False)
class Payback:
    """A loan served by proceeds alone, by year; `balance` is at the end of it, `called` what falls on the lenders."""

    opening: Float[np.ndarray, "*b t"]
    interest: Float[np.ndarray, "*b t"]
    used: Float[np.ndarray, "*b t"]
    called: Float[np.ndarray, "*b t"]
    balance: Float[np.ndarray, "*b t"]


def yield_path(years: Int[np.ndarray, " t"], points: dict[int, float]) -> Float[np.ndarray, " t"]:
    """Yield by year through the points given: straight between them, and level before the first and after the last."""
    if not points:
        raise DataError("yields: an empty path. Name at least one year, such as {2026: 0.026}.")
    named = sorted(points)
    return np.asarray(np.interp(years, named, _fraction("yield", np.array([points[year] for year in named]))))


def held_assets(assets: float, years: Int[np.ndarray, " t"], lapse: int | None) -> Float[np.ndarray, " t"]:
    r"""Stock that earns in each year: :math:`A_t = A` until the year before the sanctions lapse, and nothing from it.

    The stock neither grows nor shrinks: what it earns is taken out, what matures is placed again (assumed).
    """
    held = _positive("assets", assets)
    return np.where(_released(years, lapse), 0.0, held)


def proceeds(
    share: float, yields: Float[np.ndarray, "*b t"], assets: Float[np.ndarray, " t"]
) -> Float[np.ndarray, "*b t"]:
    r"""Windfall contribution of a year.

    .. math:: W_t = w\, i_t\, A_t

    w is the share of the interest income that is handed over, after tax and what the depository keeps.
    """
    if not 0 < share <= 1:
        raise DataError(f"windfall share: {share} is not above 0 and at most 1. For 62 per cent write 0.62.")
    return np.asarray(share * _fraction("yield", yields) * _amounts("assets", assets))


def service(flow: Float[np.ndarray, "*b t"], loan: float, rate: float, amortisation: int) -> Service:
    r"""A loan repaid in n equal yearly parts, with proceeds paying what they can of each year's interest and part.

    .. math::
        a_t &= \min(B_{t-1},\; B_0/n), \qquad B_t = B_{t-1} - a_t \\
        D_t &= r B_{t-1} + a_t \\
        u_t &= \min(W_t, D_t), \qquad S_t = D_t - u_t, \qquad O_t = W_t - u_t \\
        c_t &= W_t / D_t

    D is due, u paid by the proceeds W, S short, which the lenders pay, O left over and kept for no later year. The
    cover ratio c is NaN once nothing is due.
    """
    owed = _positive("loan", loan)
    if amortisation < 1:
        raise DataError(f"amortisation: {amortisation} years. Write at least one year.")
    past = np.arange(flow.shape[-1])
    opening = owed * np.maximum(0.0, 1 - past / amortisation)
    interest = _rate(rate) * opening
    part = np.minimum(opening, owed / amortisation)
    due = interest + part
    used = np.minimum(_amounts("proceeds", flow), due)
    return Service(interest, part, used, due - used, flow - used, cover(flow, due), opening)


def cover(flow: Float[np.ndarray, "*b t"], due: Float[np.ndarray, " t"]) -> Float[np.ndarray, "*b t"]:
    r"""Cover ratio :math:`c_t = W_t / (r B_{t-1} + a_t)`; NaN where nothing is due, for then there is none."""
    owed = np.broadcast_to(_amounts("sum due", due), flow.shape)
    return np.asarray(np.divide(flow, owed, out=np.full(flow.shape, np.nan), where=owed > 0))


def payback(
    flow: Float[np.ndarray, "*b t"], loan: float, rate: float, released: Bool[np.ndarray, " t"] | None = None
) -> Payback:
    r"""A loan that only proceeds pay: all of them go into it, and interest they do not cover is added to it.

    .. math:: u_t = \min\big(W_t,\; (1+r) B_{t-1}\big), \qquad B_t = (1+r) B_{t-1} - u_t - C_t

    In the first year in which the assets are `released` the lenders are called on for the whole of what is open with
    the interest of that year, :math:`C_T = (1+r) B_{T-1}`, and nothing is owed afterwards.
    """
    opening, interest, used, called = (np.zeros(flow.shape) for _ in range(4))
    balance = np.zeros(flow.shape)
    owed = np.full(flow.shape[:-1], _positive("loan", loan))
    gone = np.zeros(flow.shape[-1], dtype=bool) if released is None else released
    charged = _rate(rate)
    for t, ends in enumerate(gone):
        opening[..., t] = owed
        interest[..., t] = charged * owed
        due = owed + interest[..., t]
        if ends:
            called[..., t] = due
        else:
            used[..., t] = np.minimum(flow[..., t], due)
        owed = np.maximum(0.0, owed + interest[..., t] - used[..., t] - called[..., t])
        balance[..., t] = owed
    return Payback(opening, interest, used, called, balance)


def repaid_after(path: Payback, flow: Float[np.ndarray, "*b t"], rate: float) -> Float[np.ndarray, "*b"]:
    r"""Years until proceeds alone have repaid the loan, the last payment's counted; `NEVER` where they do not.

    After the last year of the path the proceeds stay what they were in it, W. From a balance B that takes

    .. math:: n = \frac{\ln W - \ln (W - r B)}{\ln (1 + r)}, \qquad n = B / W \text{ at } r = 0

    years, and for ever where :math:`W \le r B`: the interest alone eats all that comes in. A loan that the lenders
    were called on for is never repaid by proceeds.
    """
    length, last, owed = flow.shape[-1], flow[..., -1], path.balance[..., -1]
    cleared = path.balance <= _SETTLED
    inside = cleared.any(axis=-1)
    more = np.full(owed.shape, NEVER)
    pays = last > _rate(rate) * owed
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        years = owed / last if rate == 0 else -np.log1p(-rate * owed / last) / np.log1p(rate)
    more[pays] = np.ceil(years[pays] - _SETTLED)
    found = np.where(inside, cleared.argmax(axis=-1) + 1.0, length + more)
    return np.asarray(np.where(path.called.any(axis=-1), NEVER, found))


def break_even_yield(
    due: Float[np.ndarray, " t"], share: float, assets: Float[np.ndarray, " t"]
) -> Float[np.ndarray, " t"]:
    r"""Yield at which proceeds just pay what is due, :math:`i^*_t = D_t / (w A_t)`; infinite without assets."""
    base = share * _amounts("assets", assets)
    return np.asarray(np.divide(due, base, out=np.full(due.shape, np.inf), where=base > 0))


def standstill_yield(balance: float, rate: float, share: float, assets: float) -> float:
    r"""Yield below which a loan that proceeds alone serve grows for ever, :math:`i^\circ = r B / (w A)`."""
    return _rate(rate) * balance / (share * _positive("assets", assets))


def share_by_lender(loans: Float[np.ndarray, " j"]) -> Float[np.ndarray, " j"]:
    r"""Part of a shortfall that falls on each lender, in proportion to its loan: :math:`L_j / \sum_i L_i`."""
    total = _amounts("loan", loans).sum()
    if not total > 0:
        raise DataError("loans: no lender has lent anything. Name a loan above zero.")
    return np.asarray(loans / total)


def _released(years: Int[np.ndarray, " t"], lapse: int | None) -> Bool[np.ndarray, " t"]:
    return np.zeros(years.shape, dtype=bool) if lapse is None else years >= lapse


def _rate(rate: float) -> float:
    if not 0 <= rate <= 1:
        raise DataError(f"interest on the loan: {rate} is not between 0 and 1. For 3 per cent write 0.03.")
    return rate


def _positive(what: str, value: float) -> float:
    if not 0 < value < np.inf:
        raise DataError(f"{what}: {value} is not an amount above zero.")
    return value


def _fraction(what: str, values: Float[np.ndarray, "*b"]) -> Float[np.ndarray, "*b"]:
    """The values, where every one lies between 0 and 1."""
    _refuse(what, values, ~((values >= 0) & (values <= 1)), "between 0 and 1. For 2.6 per cent write 0.026")
    return values


def _amounts(what: str, values: Float[np.ndarray, "*b"]) -> Float[np.ndarray, "*b"]:
    """The values, where every one is an amount of zero or more."""
    _refuse(what, values, ~((values >= 0) & (values < np.inf)), "zero or more")
    return values


def _refuse(what: str, values: Float[np.ndarray, "*b"], wrong: Bool[np.ndarray, "*b"], expected: str) -> None:
    """Name the first value that is wrong."""
    if wrong.any():
        value = values[tuple(np.argwhere(wrong)[0])]
        raise DataError(f"{what}: {value:g} is not {expected}.")
