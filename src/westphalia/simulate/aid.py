"""Who replaces the aid that a donor withdraws, under each key."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from westphalia.errors import DataError, ScenarioError
from westphalia.outcome.aid import AID_KEYS, CHOSEN, AidOutcome
from westphalia.scenario.levers import AidReplacement
from westphalia.scenario.schema import Scenario
from westphalia.simulate.rates import conversion, units_per_national
from westphalia.support import aid
from westphalia.world.aid import INSTITUTIONS, OTHERS, Amounts, Totals, replacements, tracker
from westphalia.world.countries import countries, members
from westphalia.world.economies import economies, macro


def aid_outcome(lever: AidReplacement, scenario: Scenario) -> AidOutcome:
    """The aid withdrawn, shared under each key, in EUR and at the GDP of the window's last year."""
    release, year = tracker(lever.release), lever.average[1]
    own = release.totals(lever.window, "donor")
    payers = _payers(lever)
    held = tuple(code for code in payers if code in economies(scenario.outlook))
    gdp = _euro_gdp(held, scenario.outlook, year)
    eu_key = np.array([release.eu_key.get(code, 0.0) for code in held])
    bilateral = np.array([0.0 if code == lever.withdrawn else _yearly(own, code, lever) for code in held])
    total = _total(lever, own, scenario.outlook)
    keys = _keys(lever, held, gdp, bilateral)
    by_key, refused = {}, {}
    for name, key in ({CHOSEN: _mix(lever, keys)} | keys).items():
        try:
            by_key[name] = aid.added(total, key, lever.through_eu, eu_key)
        except DataError as error:
            if name == CHOSEN:
                raise ScenarioError(f"levers[{scenario.levers.index(lever)}].key: {error}") from None
            refused[name] = str(error)
    given = release.totals(lever.window, "members")
    stays = given.get(lever.withdrawn, Amounts()) - own[lever.withdrawn]
    return AidOutcome(
        lever=lever,
        year=year,
        donors=held,
        left_out=tuple(
            (c, f"{countries()[c].name} is not in the outlook {scenario.outlook}") for c in payers if c not in held
        ),
        total=total,
        withdrawn=own[lever.withdrawn],
        given=tuple(stays if code == lever.withdrawn else given.get(code, Amounts()) for code in held),
        gdp=gdp,
        bilateral=bilateral,
        charged=eu_key * _yearly(own, INSTITUTIONS, lever),
        eu_key=eu_key,
        by_key=by_key,
        weight={at: total / float(_euro_gdp(held, scenario.outlook, at).sum()) for at in _ends(lever, scenario)},
        refused=refused,
        outlook=scenario.outlook,
    )


def _payers(lever: AidReplacement) -> tuple[str, ...]:
    """Who replaces it, and every member of the EU where a part goes through its institutions.

    The donor that stops is among them only as a member: its part of the EU's budget binds it, its own aid is gone.
    """
    union = members("EU27") if lever.through_eu else ()
    return tuple(dict.fromkeys((*lever.givers, *union)))


def _ends(lever: AidReplacement, scenario: Scenario) -> tuple[int, int]:
    """First and last year in which the accounts hold it."""
    last = scenario.horizon[1]
    return lever.from_ or scenario.horizon[0], last if lever.until is None else min(lever.until, last)


def _yearly(totals: Totals, code: str, lever: AidReplacement) -> float:
    return aid.average(totals.get(code, Amounts()).allocated, lever.window.years)


def _total(lever: AidReplacement, own: Totals, outlook: str) -> float:
    if lever.amount is None:
        return _yearly(own, lever.withdrawn, lever)
    at = np.array([lever.average[1]])
    return lever.amount * float(conversion(lever.currency, "EUR", outlook, at)[0])


def _keys(
    lever: AidReplacement, held: Sequence[str], gdp: Float[np.ndarray, " j"], bilateral: Float[np.ndarray, " j"]
) -> dict[str, Float[np.ndarray, " j"]]:
    """Each key over the donors named; who only carries a part of the EU's has zero in all of them."""
    gives = np.array([code in lever.givers for code in held])
    named = {row.donor: row.extra for row in replacements()}
    extra = np.array([named.get(code, np.nan) if own else 0.0 for code, own in zip(held, gives, strict=True)])
    keys = {
        "income": aid.income_key(gdp),
        "gap": aid.gap_key(bilateral, gdp, lever.target),
        "kiel": aid.published_key(extra, named[OTHERS], gdp),
    }
    return {name: np.asarray(keys[name] * gives) for name in AID_KEYS}


def _mix(lever: AidReplacement, keys: dict[str, Float[np.ndarray, " j"]]) -> Float[np.ndarray, " j"]:
    weights = np.array([lever.key.get(name, 0.0) for name in AID_KEYS])
    used = weights > 0
    return aid.mixed_key(np.stack(list(keys.values()))[used], weights[used])


def _euro_gdp(codes: Sequence[str], outlook: str, year: int) -> Float[np.ndarray, " j"]:
    at = np.array([year])
    return np.array(
        [macro(c, outlook).at("gdp_nac_bn", year) * float(units_per_national(c, "EUR", outlook, at)[0]) for c in codes]
    )
