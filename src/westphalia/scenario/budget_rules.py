"""What levers that cost money may ask: editions, dates, countries and prices that fit, no two against each other."""

import datetime
from collections.abc import Sequence
from typing import Final

from westphalia.errors import DataError
from westphalia.scenario.levers import Aid, AidReplacement, Autonomy, DefenceBudget, Force, Lever, SpendingLever
from westphalia.scenario.levers.base import Misplaced, place
from westphalia.scenario.limits import years_of
from westphalia.scenario.starts import WITHOUT_TABLE, edition_share, starts
from westphalia.units import per_cent
from westphalia.wording import listed
from westphalia.world.countries import countries, members
from westphalia.world.defence import edition
from westphalia.world.economies import LAST_YEAR, economies
from westphalia.world.eu_rules import safe_ceiling_eur_bn
from westphalia.world.forces import Personnel, force_states, personnel

Path = tuple[str | int, ...]
_SLACK: Final = 1e-9
_NAMED: Final = 3
_Beside = Autonomy | Force | Aid | AidReplacement


def spending_holds(k: int, lever: Lever, on: datetime.date, outlook: str) -> None:
    """Refuse a lever that costs money where the tables or the calendar do not bear it out."""
    if isinstance(lever, DefenceBudget):
        _edition_fits(k, lever)
        _has_starts(k, lever)
        _rises(k, lever)
        _previous_fits(k, lever)
        _lies_ahead(("levers", k, "reached" if lever.reached else "share"), max(lever.arrival), on)
        _may_borrow(k, lever)
    elif isinstance(lever, SpendingLever):
        _lies_ahead(("levers", k, "from"), lever.from_ or on.year, on)
        _payers_are_known(k, lever, outlook)
        _union_pays_for_members(k, lever)
        _currency_is_quoted(k, lever, outlook)
    if isinstance(lever, Autonomy):
        _sharers_are_known(k, lever, outlook)
    if isinstance(lever, Force):
        _soldiers_are_known(k, lever)
        _prices_are_held(k, lever, outlook)


def spending_agrees(levers: Sequence[Lever]) -> None:
    """Refuse two budgets of one country, sums in different prices side by side, and soldiers sent twice."""
    budgets = [(k, lever) for k, lever in enumerate(levers) if isinstance(lever, DefenceBudget)]
    for place_, (k, lever) in enumerate(budgets):
        for j, other in budgets[:place_]:
            both = [code for code in lever.members if code in other.members]
            if both:
                raise Misplaced(
                    ("levers", k, "country"),
                    f"the budget of {listed(both[:3])} is set by levers[{j}] already, and a country has one path. Drop "
                    "one of the two, or write one path that holds both",
                )
            if lever.price_basis != other.price_basis:
                raise Misplaced(
                    ("levers", k, "price_basis"),
                    f"{lever.price_basis} stands beside {other.price_basis} of levers[{j}], and sums in mixed prices "
                    "cannot be added. Write the same for both",
                )
    _loans_fit_together(budgets)
    _soldiers_are_sent_once(levers)


def _soldiers_are_sent_once(levers: Sequence[Lever]) -> None:
    forces = [(k, lever) for k, lever in enumerate(levers) if isinstance(lever, Force)]
    for at, (k, lever) in enumerate(forces):
        for j, other in forces[:at]:
            both = [code for code in lever.senders if code in other.senders]
            if both and _meet(lever, other):
                raise Misplaced(
                    ("levers", k, "contributors"),
                    f"soldiers of {listed(both[:_NAMED])} are sent by levers[{j}] in the same years; each is sent "
                    "once. Name others, or write one force that is larger",
                )


def _meet(one: Force, other: Force) -> bool:
    """Whether there is a year in which both are in place."""
    years = range(max(lever.from_ or 0 for lever in (one, other)), LAST_YEAR + 1)
    return any(one.strength(year) and other.strength(year) for year in years)


def _edition_fits(k: int, lever: DefenceBudget) -> None:
    path = ("levers", k, "edition")
    if lever.definition in WITHOUT_TABLE:
        if not lever.share:
            raise Misplaced(("levers", k, "share"), f"missing. No table holds shares of definition {lever.definition}, "
                            "so write the start, e.g. {2024: 0.0233}")  # fmt: skip
        return
    try:
        held = edition(lever.edition)
    except DataError as error:
        raise Misplaced(path, str(error)) from None
    if held.definition != lever.definition:
        raise Misplaced(("levers", k, "definition"), f"{lever.edition} counts by definition {held.definition}, not "
                        f"{lever.definition}; the two are never mixed. Write {held.definition}")  # fmt: skip


def _has_starts(k: int, lever: DefenceBudget) -> None:
    found = starts(lever)
    if not found.points:
        field = "country" if lever.start is None else "start"
        raise Misplaced(("levers", k, field), f"{_reasons(found.left_out)}. Write share with a start of your own, or "
                        "name another edition or year")  # fmt: skip
    late = [code for code, points in found.points.items() if lever.reached and min(lever.reached) <= max(points)]
    if late:
        year = max(max(found.points[code]) for code in late)
        raise Misplaced(("levers", k, "reached"), f"{min(lever.reached)} is not after the start, {year}. Name a later "
                        "year, or an earlier start")  # fmt: skip


def _reasons(left_out: Sequence[tuple[str, str]]) -> str:
    more = f"; and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
    return "; ".join(reason for _, reason in left_out[:_NAMED]) + more


def _rises(k: int, lever: DefenceBudget) -> None:
    """A path that falls is meant only where the lever says so; in a group it is enough that one member rises."""
    if lever.lower:
        return
    points = starts(lever).points
    today = {code: path[min(path)] for code, path in points.items()}
    if lever.target is not None and all(lever.target < share - _SLACK for share in today.values()):
        code, share = min(today.items(), key=lambda item: item[1])
        raise Misplaced(("levers", k, "target"), f"{_percent(lever.target)} of GDP is below what {code} spends now, "
                        f"{_percent(share)} in {min(points[code])} ({lever.edition}). Raise it, or write lower: true "
                        "where a cut is meant")  # fmt: skip
    for code, path in points.items():
        falls = [year for year, share in path.items() if share < today[code] - _SLACK]
        if falls:
            raise Misplaced(("levers", k, "share", falls[0]), f"{_percent(path[falls[0]])} of GDP is below the start, "
                            f"{_percent(today[code])} in {min(path)}. Raise it, or write lower: true where a cut is "
                            "meant")  # fmt: skip


def _previous_fits(k: int, lever: DefenceBudget) -> None:
    """The plan before begins where the path begins: both would else differ before anything changes."""
    for points in starts(lever).points.values():
        begin = min(points)
        for year, share in lever.previous.items():
            path = ("levers", k, "previous", year)
            if year < begin:
                raise Misplaced(path, f"{year} is before the start, {begin}. Name {begin} or later, or start earlier")
            if year == begin and abs(share - points[begin]) > _SLACK:
                raise Misplaced(path, f"{_percent(share)} of GDP is not the start, {_percent(points[begin])}, which "
                                f"both plans share. Write {points[begin]:g}, or drop the year")  # fmt: skip


def _percent(share: float) -> str:
    return f"{per_cent(share):.4g}%"


def _lies_ahead(path: Path, year: int, on: datetime.date) -> None:
    if year < on.year:
        raise Misplaced(
            path, f"{year} is past on the scenario's date, {on}. Name {on.year} or later, or date it earlier"
        )


def _may_borrow(k: int, lever: DefenceBudget) -> None:
    loan = lever.eu_loan
    if loan is None:
        return
    path, ceiling = ("levers", k, "eu_loan"), safe_ceiling_eur_bn()
    if lever.is_group or lever.country not in members("EU27"):
        raise Misplaced(path, f"{lever.country} is no member state of the EU; its loans go to single members. Drop it")
    if loan.amount > ceiling:
        raise Misplaced(
            (*path, "amount"), f"{loan.amount:g} is above the whole programme, EUR {ceiling:g} bn. Lower it"
        )


def _loans_fit_together(budgets: Sequence[tuple[int, DefenceBudget]]) -> None:
    loans = [(k, lever.eu_loan.amount) for k, lever in budgets if lever.eu_loan]
    total, ceiling = sum(amount for _, amount in loans), safe_ceiling_eur_bn()
    if total > ceiling:
        raise Misplaced(("levers", loans[-1][0], "eu_loan", "amount"), f"all loans add to {total:g}, above the whole "
                        f"programme, EUR {ceiling:g} bn. Lower one of them")  # fmt: skip


def _sharers_are_known(k: int, lever: Autonomy, outlook: str) -> None:
    """Somebody has an outlook and a share in the edition; with the gap as a key, somebody is below the target."""
    try:
        edition(lever.edition)
    except DataError as error:
        raise Misplaced(("levers", k, "edition"), str(error)) from None
    known = economies(outlook)
    found = [edition_share(code, lever.edition) for code in place(lever.members) if code in known]
    shares = [each.share for each in found if each is not None]
    if not shares:
        raise Misplaced(("levers", k, "members"), f"no member of {lever.members} has a share in {lever.edition}. Name "
                        "another group or edition")  # fmt: skip
    if "gap" in lever.key and min(shares) >= lever.target:
        raise Misplaced(("levers", k, "target"), f"nobody in {lever.members} spends less than {_percent(lever.target)} "
                        "of GDP, so there is no gap to share by. Raise it, or drop the key gap")  # fmt: skip


def _soldiers_are_known(k: int, lever: Force) -> None:
    """Somebody who sends has an army whose size is held; nobody has more men elsewhere than its army counts."""
    named = [*(("contributors", code) for code in lever.contributors), *(("sent", code) for code in lever.sent)]
    held = [(field, army) for field, code in named for army in _armies(code) if army.land_forces]
    if lever.contributors and not held:
        raise Misplaced(("levers", k, "contributors"), f"the size of no army of {listed(lever.contributors)} is held. "
                        "Name others")  # fmt: skip
    for field, army in held:
        if (army.committed or 0) > (army.land_forces or 0):
            raise Misplaced(("levers", k, field), f"{army.iso3} has {army.committed:,} soldiers elsewhere, more than "
                            f"its army of {army.land_forces:,}. Leave it out")  # fmt: skip


def _armies(code: str) -> list[Personnel]:
    return [personnel(each) for each in place(code) if each in force_states()]


def _prices_are_held(k: int, lever: Force, outlook: str) -> None:
    first, last = years_of(outlook)
    if not first <= lever.prices <= last:
        raise Misplaced(("levers", k, "prices"), f"{lever.prices} is not in the outlook {outlook}, {first}–{last}. "
                        "Name a year within it")  # fmt: skip


def _payers_are_known(k: int, lever: _Beside, outlook: str) -> None:
    """A payer named for himself needs an outlook for his GDP; a group needs it of somebody."""
    known = economies(outlook)
    for field, code in _payers(lever):
        codes = [each for each in place(code) if each in known]
        if not codes:
            name = countries()[code].name if code in countries() else code
            raise Misplaced(("levers", k, field), f"{name} ({code}) is not in the outlook {outlook}. Name another")


def _union_pays_for_members(k: int, lever: _Beside) -> None:
    if not isinstance(lever, Autonomy) or not lever.common:
        return
    outside = [code for code in place(lever.members) if code not in members("EU27")]
    if outside:
        raise Misplaced(("levers", k, "common"), f"{lever.common:g} of it on common debt of the EU, and "
                        f"{listed(outside[:4])}{' …' if len(outside) > 4 else ''} of {lever.members} are no members. "
                        "Drop common, or name members such as EU_NATO")  # fmt: skip


def _payers(lever: _Beside) -> list[tuple[str, str]]:
    if isinstance(lever, Autonomy):
        return [("members", lever.members)]
    if isinstance(lever, Aid):
        return [("donor", lever.donor)]
    if isinstance(lever, AidReplacement):
        return [("donors", code) for code in lever.donors]
    return [*(("contributors", code) for code in lever.contributors), *(("sent", code) for code in lever.sent)]


def _currency_is_quoted(k: int, lever: _Beside, outlook: str) -> None:
    if lever.currency not in {countries()[code].currency for code in economies(outlook) if code in countries()}:
        raise Misplaced(("levers", k, "currency"), f"no economy of the outlook {outlook} counts in {lever.currency}. "
                        "Write EUR or USD")  # fmt: skip
