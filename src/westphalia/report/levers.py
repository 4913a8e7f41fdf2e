"""A lever as a sentence: who does what to whom, from when to when."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from westphalia.report.names import country_name, sector_name, whom
from westphalia.scenario.levers import (
    Aid,
    AidReplacement,
    Autonomy,
    DefenceBudget,
    Embargo,
    Exclusion,
    Force,
    ImmobilisedAssets,
    Lever,
    Lifting,
    MineralsDeal,
    OilCap,
    OptimalTariff,
    Reconstruction,
    Retaliation,
    SpendingLever,
    Tariff,
    TariffWar,
    TradeCost,
)
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.defence_budget import Definition
from westphalia.scenario.levers.diversion import Diversion
from westphalia.scenario.levers.tariff import Exemption
from westphalia.units import MILLION
from westphalia.wording import listed, money, number, tidy_percent
from westphalia.world.countries import countries, groups, the

_DEFINITIONS: Final[Mapping[Definition, str]] = {
    "nato": "NATO definition",
    "nato-core": "NATO's narrower definition",
    "sipri": "SIPRI's definition",
    "factbook": "the factbook's definition",
    "national": "national definition",
    "as-reported": "definition as the report has it",
}
_DIRECTIONS: Final = {"imports": "imports from", "exports": "exports to", "both": "trade with"}
_SHORT: Final = {code: short for short, codes in {"UK": ("GBR", "UK"), "US": ("USA", "US"), "EU": ("EU27", "EU"),
                                                  "NATO": ("NATO",)}.items() for code in codes}  # fmt: skip
_BY: Final = {"uniform": "one rate for all", "partner": "one rate for each partner", "sector": "one for each sector"}


def lever_words(lever: Lever) -> str:
    """A lever as a sentence."""
    words = _SENTENCES[type(lever)](lever)
    return f"{words[:1].upper()}{words[1:]}."


def lever_heads(handles: Sequence[str]) -> tuple[str, ...]:
    """Short words for the head of a column: gbr_defence → UK defence; the handle where two would share the words."""
    words = [_head(handle) for handle in handles]
    return tuple(handle if words.count(said) > 1 else said for handle, said in zip(handles, words, strict=True))


def _head(handle: str) -> str:
    """A handle in words: a country or group first, as far as it begins with one."""
    first, *rest = handle.split("_")
    code = first.upper()
    named = _SHORT.get(code) or country_name(code)
    return " ".join([first if named == code and code not in _SHORT else named, *rest])


def sectors_words(sectors: str | tuple[str, ...] | None) -> str:
    """Sectors in running text: goods, goods and services, or by name."""
    if sectors is None:
        return "the sectors hit"
    if isinstance(sectors, str):
        return {"goods": "goods", "all": "goods and services"}[sectors]
    return listed(sector_name(code).lower() for code in sectors)


def _tariff(lever: Tariff) -> str:
    rates = [f"{tidy_percent(rate)} on {_named(code)}" for code, rate in lever.rates.items()]
    own = f" ({listed(rates)})" if rates else ""
    spared = f"; exempt: {listed(map(_exempt, lever.except_))}" if lever.except_ else ""
    what = f"{sectors_words(lever.sectors)} from {whom(lever.target)}"
    if lever.basis != "on_top":
        verb = ("raises", "raise") if lever.basis == "total" else ("sets", "set")
        set_to = f"{_verb(lever.imposer, *verb)} the duties on {what} to {tidy_percent(lever.rate)} in all"
        return f"{_who(lever.imposer)} {set_to}{own}{spared}{_when(lever)}"
    adds = f"{_verb(lever.imposer, 'adds', 'add')} {tidy_percent(lever.rate)}{own} to the duties on {what}"
    return f"{_who(lever.imposer)} {adds}{spared}{_when(lever)}"


def _exempt(exemption: Exemption) -> str:
    share = "" if exemption.share == 1 else f"{tidy_percent(exemption.share)} of "
    what = sectors_words(exemption.sectors) if exemption.sectors else "goods"
    return f"{share}{what}{f' from {whom(exemption.target)}' if exemption.target else ''}"


def _retaliation(lever: Retaliation) -> str:
    who = "everybody who is hit" if "ALL" in lever.imposer else _who(lever.imposer)
    one = "ALL" in lever.imposer or len(lever.imposer) == 1
    how = {
        "reciprocal": "with the same additional rate",
        "proportional": f"with {number(lever.factor or 0, 2)} times the rate",
        "rate": f"with {tidy_percent(lever.rate or 0)}",
        "optimal": "with the uniform duty that serves the answering side best",
    }[lever.rule]
    answered = listed(_answered(name) for name in lever.answers)
    return f"{who} {'answers' if one else 'answer'} {answered} {how} on {sectors_words(lever.sectors)}{_when(lever)}"


def _answered(name: str) -> str:
    known = name in countries() or name in groups()
    return f"the duties of {the(name)}" if known else f"“{name}”"


def _trade_cost(lever: TradeCost) -> str:
    between = f"{_DIRECTIONS[lever.direction]} {whom(lever.target)}, {sectors_words(lever.sectors)}"
    if lever.cost is not None:
        size = f"{'dearer' if lever.cost > 0 else 'cheaper'} by {tidy_percent(abs(lever.cost))}"
    else:
        size = f"change by {number(lever.trade_effect or 0, 2, signed=True)} in logs at given prices"
        return f"{_who(lever.imposer)}: {between}: {size}{_rent(lever)}{_round(lever.diversion)}{_when(lever)}"
    return f"{_who(lever.imposer)}: {between} {size}{_rent(lever)}{_round(lever.diversion)}{_when(lever)}"


def _rent(lever: TradeCost) -> str:
    return f"; {tidy_percent(lever.rent_share)} of the barrier stays as rent" if lever.rent_share else ""


def _embargo(lever: Embargo) -> str:
    stops = f"{_verb(lever.imposer, 'stops', 'stop')} {_DIRECTIONS[lever.direction]} {whom(lever.target)}"
    return f"{_who(lever.imposer)} {stops}, {sectors_words(lever.sectors)}{_round(lever.diversion)}{_when(lever)}"


def _round(diversion: Diversion | None) -> str:
    if diversion is None:
        return ""
    via = f" via {listed(the(code) for code in diversion.via)}" if diversion.via else ""
    share, dearer = tidy_percent(diversion.share), tidy_percent(diversion.cost)
    return f"; {share} of the trade may go round{via}, {dearer} dearer"


def _lifting(lever: Lifting) -> str:
    part = "" if lever.share == 1 else f"{tidy_percent(lever.share)} of "
    return f"{part}{listed(f'“{name}”' for name in lever.lifts)} is lifted{_when(lever)}"


def _optimal(lever: OptimalTariff) -> str:
    sets = (
        f"{_verb(lever.imposer, 'sets', 'set')} the duties on {sectors_words(lever.sectors)} from {whom(lever.target)}"
    )
    return f"{_who(lever.imposer)} {sets} that raise own real income most, {_BY[lever.by]}{_when(lever)}"


def _war(lever: TariffWar) -> str:
    sides = listed("+".join(map(the, player)) for player in lever.players)
    return (
        f"tariff war of {sides} on {sectors_words(lever.sectors)}: each sets the duties that serve it best against the "
        f"others', {_BY[lever.by]}{_when(lever)}"
    )


def _budget(lever: DefenceBudget) -> str:
    path = ", ".join(f"{tidy_percent(share)} of GDP in {year}" for year, share in sorted(lever.share.items()))
    spared = f" but {listed(the(code) for code in lever.except_)}" if lever.except_ else ""
    whose = f"every member of {the(lever.country)}{spared}" if lever.is_group else country_name(lever.country)
    begins = f"defence spending of {path}" if path else "defence spending from what the edition says of it"
    goal = ""
    if lever.target is not None:
        first, last = lever.reached[0], lever.reached[-1]
        when = f"in {first}" if first == last else f"in one of the years {first}–{last}, each as likely as another"
        goal = f", then {tidy_percent(lever.target)} of GDP, reached {when}"
    return (
        f"{whose}: {begins}{goal}; "
        f"start from {lever.edition}, {_DEFINITIONS[lever.definition]}, "
        f"{lever.shape.replace('_', '-')} path{_loan(lever)}; {paid_words(lever)}"
    )


def _loan(lever: DefenceBudget) -> str:
    loan = lever.eu_loan
    if loan is None:
        return ""
    size, rate = money(loan.amount, "EUR"), tidy_percent(loan.rate)
    return f", with a loan of the EU of {size} at {rate}, paid out {loan.from_}–{loan.until}"


def paid_words(lever: SpendingLever) -> str:
    """Who pays for what is extra: debt, taxes, cuts of what."""
    cut = {"general": "cuts elsewhere", "aid": "cuts in aid"}[lever.cuts_from]
    words = {"debt": "debt", "tax": "taxes", "cuts": cut}
    parts = [(words[part], lever.paid_by(part)) for part in ("debt", "tax", "cuts") if lever.paid_by(part)]
    if len(parts) == 1:
        return f"paid for by {parts[0][0]}"
    return f"paid for by {listed(f'{name} ({tidy_percent(share)})' for name, share in parts)}"


def _autonomy(lever: Autonomy) -> str:
    keys = {"income": "GDP", "gap": "the gap to the target", "capacity": "capacity to pay", "exposure": "exposure"}
    parts = [f"{keys[name]}{'' if share == 1 else f' ({tidy_percent(share)})'}" for name, share in lever.key.items()]
    cap = f", nobody more than {tidy_percent(lever.cap)} of GDP" if lever.cap is not None else ""
    common = f", {tidy_percent(lever.common)} on common debt of the EU" if lever.common else ""
    return (
        f"{the(lever.members)} spend {money(lever.amount, lever.currency)} a year more on defence, "
        f"shared by {listed(parts)}{cap}{common}{_when(lever)}; {paid_words(lever)}"
    )


def _force(lever: Force) -> str:
    who = listed(the(code) for code in lever.contributors) if lever.contributors else "Europe's allies and Canada"
    named = ", ".join(f"{the(code)} {men:,}" for code, men in lever.sent.items())
    cost = f"{lever.currency} {lever.cost * MILLION:,.0f} a soldier and year"
    return (
        f"{who} keep {lever.deployed:,} soldiers in place{f' ({named})' if named else ''}, {lever.multiple:g} for each "
        f"one there, at {cost}{_when(lever)}; {paid_words(lever)}"
    )


def _aid(lever: Aid) -> str:
    size = (
        money(lever.amount, lever.currency) if lever.amount is not None else f"{tidy_percent(lever.share or 0)} of GDP"
    )
    what = {"military": "military aid", "money": "aid in money"}[lever.form]
    gives = "give" if len(lever.donors) > 1 else "gives"
    gift = f"{the(lever.donor)} {gives} {the(lever.recipient)} {what} of {size} a year more"
    return f"{gift}{_when(lever)}; {paid_words(lever)}"


def _aid_replacement(lever: AidReplacement) -> str:
    keys = {"income": "GDP", "gap": "the gap to the target", "kiel": "Kiel's split"}
    parts = [f"{keys[name]}{'' if share == 1 else f' ({tidy_percent(share)})'}" for name, share in lever.key.items()]
    mean = f"its mean of {lever.window.words}"
    size = f"{mean} a year" if lever.amount is None else f"{money(lever.amount, lever.currency)} a year"
    union = f", {tidy_percent(lever.through_eu)} of it through the EU's institutions" if lever.through_eu else ""
    return (
        f"{listed(the(code) for code in lever.donors)} replace the aid {the(lever.withdrawn)} gives "
        f"{the(lever.recipient)}, {size}, shared by {listed(parts)}{union}{_when(lever)}; {paid_words(lever)}"
    )


def _assets(lever: ImmobilisedAssets) -> str:
    paths = {"held": "as in the last year known", "as_in_2024": "as in 2024", "falling": "falling to 1.5% by 2030"}
    points = ", ".join(f"{year} {tidy_percent(rate)}" for year, rate in (lever.yields or {}).items())
    stock = (
        "Russian assets at Euroclear" if lever.assets is None else f"assets of {money(lever.assets, lever.currency)}"
    )
    lent = "the ERA loans" if lever.loans is None else f"loans of {listed(the(code) for code in lever.loans)}"
    ends = f", until the assets are released in {lever.lapse}" if lever.lapse else ""
    return (
        f"{stock} yield {points or paths[lever.path]}; what is handed over serves {lent} at {tidy_percent(lever.rate)} "
        f"over {lever.amortisation} years, from {lever.from_} on{ends}"
    )


def _reconstruction(lever: Reconstruction) -> str:
    need = "as assessed last" if lever.need is None else f"of {money(lever.need, lever.currency)}"
    ends = f" until {lever.until}" if lever.until and lever.damage else ""
    damage = f", new damage of {money(lever.damage, lever.currency)} a year{ends}" if lever.damage else ""
    return (
        f"{the(lever.country)} is rebuilt over {lever.years} years from {lever.from_} on: need {need}{damage}; private "
        f"money pays {tidy_percent(round(lever.private, 3))}, public money in sight "
        f"{money(lever.repair, lever.currency)} a year"
    )


def _minerals(lever: MineralsDeal) -> str:
    earned = f"{money(lever.revenue, 'USD')} a year" if lever.revenue is not None else "the revenue named by year"
    opens = f", from year {lever.lead + 1} on, full after {lever.ramp}" if lever.revenue is not None else ""
    return (
        f"{part_words(lever)} {'of' if lever.royalty == 1 else 'on'} {earned} go to a joint fund{opens}; agreed in "
        f"{lever.from_}, counted for {lever.years} years at {tidy_percent(lever.discount)}"
    )


def part_words(lever: MineralsDeal) -> str:
    """What goes to the fund in words: 50% of royalties of 6%; where a royalty is all of the revenue, 50% of that."""
    part = tidy_percent(lever.share)
    return f"{part} of the revenue" if lever.royalty == 1 else f"{part} of royalties of {tidy_percent(lever.royalty)}"


def _oil_cap(lever: OilCap) -> str:
    caps = lever.cap if isinstance(lever.cap, dict) else {}
    first = lever.cap_in(lever.from_ or 0)
    later = listed(f"${price:g} from {year}" for year, price in sorted(caps.items()) if year > (lever.from_ or 0))
    return (
        f"a cap of ${first:g} a barrel{f', {later}' if later else ''} on {tidy_percent(lever.capped)} of the oil "
        f"{the(lever.exporter)} sells, ${lever.on_board:g} on board{_when(lever)}"
    )


def _exclusion(lever: Exclusion) -> str:
    keeps = _verb(lever.imposer, "keeps", "keep")
    return f"{_who(lever.imposer)} {keeps} out a class of persons of {the(lever.target)}: {lever.persons}{_when(lever)}"


def _who(codes: tuple[str, ...]) -> str:
    return listed(the(code) for code in codes)


def _named(code: str) -> str:
    return the(code) if code in countries() or code in groups() else sector_name(code).lower()


def _verb(codes: tuple[str, ...], one: str, many: str) -> str:
    return one if len(codes) == 1 else many


def _when(lever: Dated) -> str:
    start = "" if lever.from_ is None else f", from {lever.from_}{'' if lever.until else ' on'}"
    end = f"{'' if start else ','} until {lever.until}" if lever.until else ""
    rising = f", rising over {lever.ramp} years" if lever.ramp else ""
    return f"{start}{end}{rising}"


_SENTENCES: Final[Mapping[type, Callable[[Any], str]]] = {
    Tariff: _tariff,
    Retaliation: _retaliation,
    TradeCost: _trade_cost,
    Embargo: _embargo,
    Lifting: _lifting,
    OptimalTariff: _optimal,
    TariffWar: _war,
    DefenceBudget: _budget,
    Autonomy: _autonomy,
    Force: _force,
    Aid: _aid,
    ImmobilisedAssets: _assets,
    Reconstruction: _reconstruction,
    AidReplacement: _aid_replacement,
    OilCap: _oil_cap,
    Exclusion: _exclusion,
    MineralsDeal: _minerals,
}
