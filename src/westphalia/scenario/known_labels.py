"""Whether the base holds the countries and sectors a trade lever names."""

from collections.abc import Iterator

from westphalia.errors import DataError
from westphalia.scenario.levers import Lever, OptimalTariff, Retaliation, Tariff, TariffWar, TradeLever
from westphalia.scenario.levers.barrier import Barrier
from westphalia.scenario.levers.base import Misplaced, place
from westphalia.scenario.levers.partners import Acting, BetweenPartners
from westphalia.scenario.levers.strategic import Strategic
from westphalia.scenario.places import EVERYBODY, held, sector_mask
from westphalia.world.baseline import Baseline
from westphalia.world.countries import countries
from westphalia.world.table import unknown

Path = tuple[str | int, ...]


def labels_are_held(k: int, lever: Lever, baseline: Baseline) -> None:
    """Refuse a code that stands for no country of the base, and a sector the base does not have."""
    if not isinstance(lever, TradeLever):
        return
    for path, code in _codes(lever):
        _require_country(("levers", k, *path), code, baseline)
    for path, sectors in _sectors(lever):
        for code in () if isinstance(sectors, str) else sectors:
            if code not in baseline.axes.sectors:
                raise _no_sector(("levers", k, *path), code, baseline)
    if isinstance(lever, Tariff):
        _require_rates(("levers", k, "rates"), lever, baseline)


def _codes(lever: TradeLever) -> Iterator[tuple[Path, str]]:
    """Every code of a country or group in a lever, with its path."""
    named: list[tuple[Path, tuple[str, ...]]] = []
    if isinstance(lever, Acting):
        named.append((("imposer",), lever.imposer))
    if isinstance(lever, BetweenPartners | OptimalTariff):
        named.append((("target",), lever.target))
    if isinstance(lever, Tariff):
        named += [(("except", j, "target"), spared.target or ()) for j, spared in enumerate(lever.except_)]
    if isinstance(lever, TariffWar):
        named += [(("players", j), player) for j, player in enumerate(lever.players)]
    if isinstance(lever, Barrier) and lever.diversion is not None:
        named.append((("diversion", "via"), lever.diversion.via or ()))
    return ((path, code) for path, codes in named for code in codes)


def _sectors(lever: TradeLever) -> Iterator[tuple[Path, str | tuple[str, ...]]]:
    """Every choice of sectors in a lever, with its path."""
    if isinstance(lever, BetweenPartners | Retaliation | Strategic):
        yield ("sectors",), lever.sectors or ()
    if isinstance(lever, Tariff):
        yield from ((("except", j, "sectors"), spared.sectors or ()) for j, spared in enumerate(lever.except_))


def _require_country(path: Path, code: str, baseline: Baseline) -> None:
    """Refuse a code of nobody, with the code to write, and a country outside the base."""
    known = baseline.axes.countries
    if code == EVERYBODY or code in known:
        return
    try:
        place(code)
    except ValueError as error:
        raise Misplaced(path, str(error)) from None
    try:
        held(code, known)
    except DataError:
        whose = f"{countries()[code].name} ({code})" if code in countries() else code
        rest = ". It lies in its rest of the world, ROW" if "ROW" in known else ""
        raise Misplaced(path, f"{whose} is no country of base {baseline.name}{rest}. Choose another") from None


def _no_sector(path: Path, code: str, baseline: Baseline) -> Misplaced:
    return Misplaced(path, f"{unknown('sector', code, baseline.axes.sectors.labels)} The base is {baseline.name}")


def _require_rates(path: Path, lever: Tariff, baseline: Baseline) -> None:
    """Rates of their own are for targets or for sectors, each named once and hit by the lever."""
    by_sector = [code for code in lever.rates if code in baseline.axes.sectors]
    if by_sector and len(by_sector) < len(lever.rates):
        raise Misplaced(path, "codes of sectors and of countries stand side by side. Write two levers")
    if by_sector:
        _require_hit_sectors(path, by_sector, lever, baseline)
        return
    of: dict[str, str] = {}
    hit = {label for code in lever.target for label in held(code, baseline.axes.countries)}
    for code in lever.rates:
        _require_country((*path, code), code, baseline)
        for label in held(code, baseline.axes.countries):
            if label not in hit:
                raise Misplaced((*path, code), f"{label} is not among the targets. Add it to target, or drop the rate")
            if label in of:
                raise Misplaced((*path, code), f"{label} also stands under {of[label]}. Name it once")
            of[label] = code


def _require_hit_sectors(path: Path, codes: list[str], lever: Tariff, baseline: Baseline) -> None:
    hit = sector_mask(lever.sectors, baseline)
    for code in codes:
        if not hit[baseline.axes.sectors.index(code)]:
            raise Misplaced((*path, code), f"{code} is not among the lever's sectors. Add it to sectors")
