r"""The published numbers on aid to Ukraine: V18, V19, V20, V23, V24 and V25.

Shares of GDP are over the output of 2024 of the EU, the United Kingdom, Norway, Switzerland and Iceland. Sums of the
tracker are of the release held; the published ones are of the release of their day, and releases rewrite history.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from westphalia.check.verification_inputs import VINTAGE, YEAR, Recipe, Recomputed, Setting, gdp_in
from westphalia.wording import listed, money
from westphalia.world.aid import (
    EUROPE,
    INSTITUTIONS,
    RELEASE,
    Amounts,
    Period,
    donor_name,
    group_total,
    one_of_each,
    replacements,
    tracker,
)
from westphalia.world.countries import members

_TO_FEBRUARY: Final = Period(2022, 2025, 2)
_NOW, _NEEDED = 44.0, 82.0
"""Europe's aid a year as it is and as it would have to be, EUR bn: Kiel Policy Brief 186, rounded by its authors."""

_US_MILITARY: Final = 20.0
"""US military aid a year, EUR bn, as the formula of V20 rounds the tracker's of 2024."""

_TRACKER: Final = "both are sums of Kiel's own tracker, of two of its releases"
_ROUNDED: Final = "the source prints one digit (“just 0.1%”), so its share may lie anywhere up to 0.15%"


def europe_gdp() -> float:
    """Output of the European donors of the tracker in 2024, EUR bn."""
    return float(gdp_in("EUR", one_of_each(EUROPE), YEAR).sum())


def bilateral(needed: bool) -> float:
    """Kiel's sum for Europe less its row of the EU's institutions, EUR bn a year."""
    row = next(each for each in replacements() if each.donor == INSTITUTIONS)
    return _NEEDED - row.needed if needed else _NOW - row.current


def tracked(codes: Iterable[str], period: Period = _TO_FEBRUARY) -> Amounts:
    """Sums of some donors in the release held, the EU's institutions as a donor of their own."""
    return group_total(tracker().totals(period, "donor"), codes)


def _share(needed: bool) -> Recomputed:
    sum_, whole = bilateral(needed), _NEEDED if needed else _NOW
    how = (
        f"bilateral part of {money(whole, 'EUR')} ({money(sum_, 'EUR')}, without the EU's institutions) over GDP of "
        f"{YEAR} of {listed(donor_name(code) for code in EUROPE)}, {money(europe_gdp(), 'EUR')} ({VINTAGE})"
    )
    return Recomputed(sum_ / europe_gdp(), how, (Setting("with the EU's institutions", whole / europe_gdp()),))


def _us_military_over_gdp() -> Recomputed:
    output = float(gdp_in("EUR", members("EU27"), YEAR).sum())
    held = tracked(["USA"], Period(YEAR, YEAR)).military
    mean = tracked(["USA"], Period(2022, YEAR)).military / 3
    how = f"{money(_US_MILITARY, 'EUR')} of US military aid a year over the EU's GDP of {YEAR}, {money(output, 'EUR')}"
    tried = (
        Setting(f"allocations of {YEAR}, release {RELEASE}", held / output),
        Setting(f"mean of 2022–{YEAR}", mean / output),
    )
    return Recomputed(_US_MILITARY / output, f"{how} ({VINTAGE})", tried)


def _how(who: str, what: str) -> str:
    return f"{what} of {who}, {_TO_FEBRUARY.words}, Kiel tracker, release {RELEASE}"


def _united_states() -> Recomputed:
    total = tracked(["USA"])
    return Recomputed(total.allocated, _how("the United States", "allocations"), _commitments(total))


def _us_military() -> Recomputed:
    return Recomputed(tracked(["USA"]).military, _how("the United States", "military allocations"))


def _europe() -> Recomputed:
    total = tracked([*EUROPE, INSTITUTIONS])
    turkey = Setting("with Türkiye", total.allocated + tracked(["TUR"]).allocated)
    how = f"{_how('Europe with the EU’s institutions', 'allocations')}; published from the release of its day"
    return Recomputed(total.allocated, f"{how}, and later releases revise", (turkey, *_commitments(total)))


def _commitments(total: Amounts) -> tuple[Setting, ...]:
    return (Setting("commitments in place of allocations", total.committed),)


SUPPORT: Final[Mapping[str, Recipe]] = MappingProxyType(
    {
        "V18": Recipe(lambda: _share(needed=True), "kiel-pb186"),
        "V19": Recipe(lambda: _share(needed=False), "kiel-pb186", miss=_ROUNDED),
        "V20": Recipe(_us_military_over_gdp, "bruegel-kiel-2025-02"),
        "V23": Recipe(_united_states, "kiel-tracker-29", same_data=_TRACKER),
        "V24": Recipe(_europe, "kiel-tracker-29", same_data=_TRACKER),
        "V25": Recipe(_us_military, "kiel-tracker-29", same_data=_TRACKER),
    }
)
