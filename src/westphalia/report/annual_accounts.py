"""One country's yearly accounts as the page shows them, or those of a group whose every member is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import AnnualOutcome
from westphalia.report.names import country_name
from westphalia.world.countries import groups, members

MOST_IN_FULL: Final = 6
_RATIOS: Final = ("primary_balance", "net_lending", "debt")


@dataclass(frozen=True, eq=False, kw_only=True)
class Account:
    """GDP and extra spending in bn of `currency`, nominal; the rest over GDP. Cases run along `v`, years along `t`.

    `change` holds `extra` and `gdp` over the outlook's GDP, the three ratios against the outlook's, and `offset`, the
    rise of the balance before interest that would hold debt at the outlook's.
    """

    code: str
    name: str
    currency: str
    gdp: Float[np.ndarray, " t"]
    extra: Float[np.ndarray, "v t"]
    outlook: dict[str, Float[np.ndarray, " t"]]
    level: dict[str, Float[np.ndarray, "v t"]]
    change: dict[str, Float[np.ndarray, "v t"]]


def accounts(annual: AnnualOutcome, codes: Sequence[str]) -> tuple[Account, ...]:
    """Those asked for that are held; the first held where none is."""
    held = [code for code in codes if _places(annual, code)] or annual.countries
    return tuple(account(annual, code) for code in held[:MOST_IN_FULL])


def account(annual: AnnualOutcome, code: str) -> Account:
    """The accounts of a country, or of a group all of whose members are held."""
    currency = annual.currencies[annual.place(code)] if code in annual.countries else _shared(members(code))
    return _added_up(annual, _places(annual, code), currency, (code, country_name(code)))


def together(annual: AnnualOutcome) -> Account:
    """All countries of the accounts as one."""
    everybody = list(range(len(annual.countries)))
    name = f"All {len(everybody)} together"
    return _added_up(annual, everybody, _shared(annual.countries), ("", name))


def absent(annual: AnnualOutcome, codes: Sequence[str]) -> dict[str, list[str]]:
    """Those asked for that are not among the accounts, by reason; without those that the accounts name as left out."""
    named, found = dict(annual.left_out), dict[str, list[str]]()
    for code in codes:
        if not _places(annual, code) and code not in named:
            found.setdefault(_why(annual, code), []).append(country_name(code))
    return found


def _why(annual: AnnualOutcome, code: str) -> str:
    inside = sum(member in annual.countries for member in members(code)) if code in groups() else 0
    return f"{inside} of {len(members(code))} members in these accounts" if inside else "touched by no lever"


def _places(annual: AnnualOutcome, code: str) -> list[int]:
    """Places along `c` of a country or of a whole group; none where a member is missing."""
    if code in annual.countries:
        return [annual.place(code)]
    inside = members(code) if code in groups() else ()
    return [annual.place(m) for m in inside] if inside and set(inside) <= set(annual.countries) else []


def _shared(codes: Sequence[str]) -> str:
    """The currency several countries are added up in."""
    return "USD" if "USA" in codes else "EUR"


def _added_up(annual: AnnualOutcome, places: list[int], currency: str, named: tuple[str, str]) -> Account:
    r"""Ratios weighted by GDP with and without the levers, :math:`\sum_c r_c Y_c / \sum_c Y_c`.

    Exchange rates are the outlook's in both, so a change is none of exchange rates.
    """
    rate = 1.0 if len(places) == 1 else annual.rates[currency][places]
    before = annual.baseline.gdp[places] * rate
    after = before * (1 + annual.path.gdp_change[:, places])
    outlook = {name: _mean(getattr(annual.baseline, name)[places], before) for name in _RATIOS}
    level = {name: _mean(getattr(annual.path, name)[:, places], after) for name in _RATIOS}
    extra = (annual.extra[:, places] * before).sum(axis=1)
    change = {
        "extra": extra / before.sum(axis=0),
        "gdp": _mean(annual.path.gdp_change[:, places], before),
        "offset": _mean(annual.offset[:, places], after),
    }
    return Account(
        code=named[0],
        name=named[1],
        currency=currency,
        gdp=before.sum(axis=0),
        extra=extra,
        outlook=outlook,
        level=level,
        change=change | {name: level[name] - outlook[name] for name in _RATIOS},
    )


def _mean(ratio: Float[np.ndarray, "*v c t"], weight: Float[np.ndarray, "*v c t"]) -> Float[np.ndarray, "*v t"]:
    return np.asarray((ratio * weight).sum(axis=-2) / weight.sum(axis=-2))
