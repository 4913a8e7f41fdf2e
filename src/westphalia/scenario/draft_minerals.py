"""A position for a minerals deal in a report → a proposed deal, on the terms known on the day of the report.

Terms that became known later, the text signed among them, are named beside it and not used. Revenue is a unit and no
forecast: no figure of reserves or output enters.
"""

import datetime
from typing import Final

from westphalia.evidence.claims import Position
from westphalia.evidence.positions.stance_sides import side_of
from westphalia.scenario.levers import MineralsDeal
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Said, proposal
from westphalia.wording import counted, day, listed, tidy_percent
from westphalia.world.minerals import MineralsPosition, minerals_positions, signed_text

DEAL: Final = "us_ua_mineral_deal"
UNITED_STATES: Final = "USA"
ROYALTY: Final = 0.06
"""Royalties over revenue where a text takes a part of royalties; assumed."""
REVENUE: Final = 1.0
_ROYALTIES: Final = "new licences"
_RUNNING: Final = "all revenue"
"""What a text takes a part of: of new licences royalties and fees, else revenue itself; of all revenue from now on."""
_ENDS: Final = (
    "what the fund invests in, and who gets its profit after ten years",
    "security guarantees, and what the deal does to further support",
    "ports and infrastructure, where a draft names them",
)


def proposes_minerals(position: Position) -> bool:
    """Whether somebody is for a minerals deal; who only rejects one proposes none."""
    return position.issue == "minerals" and position.lever == DEAL and side_of(position.stance) == "for"


def draft_minerals(said: Said) -> Draft:
    """The scenario of the deal a report speaks of; raises LeftOpen where no terms were known by then."""
    on = said.report_date
    known = _known(on)
    if known is None:
        first = next(p for p in minerals_positions() if "us_take" in p.codes)
        raise LeftOpen(
            f"no terms of a minerals deal were known on {day(on)}: the first draft held is of {day(first.date)}"
        )
    share = float(known.codes["us_take"].code)
    title = f"Minerals deal: {_part_words(known, share)} to a fund, for each $1bn of yearly revenue"
    lever = {
        "kind": "minerals_deal",
        "name": "minerals_deal",
        "share": share,
        "royalty": ROYALTY if _takes(known) == _ROYALTIES else 1.0,
        "revenue": REVENUE,
        "lead": 0 if _takes(known) == _RUNNING else _default("lead"),
        "from": on.year,
    }
    against = _against(said)
    notes = (_share_note(known), *_later(on), *_assumed(known), *(_rejection(one) for one in against))
    return proposal(
        ("minerals_deal", f"{share:g}"),
        title,
        lever,
        Basis((said, *against), tuple(dict.fromkeys(notes)), _not_modelled(known)),
    )


def _known(on: datetime.date) -> MineralsPosition | None:
    """The latest text with the United States behind it that says how large its part is and of what, by a day."""
    says = {"us_take", "take_of"}
    held = [p for p in minerals_positions() if p.date <= on and UNITED_STATES in p.actors and says <= p.codes.keys()]
    return held[-1] if held else None


def _takes(known: MineralsPosition) -> str:
    """Of which revenue a text takes its part: a step of the scale."""
    return known.codes["take_of"].code


def _part_words(known: MineralsPosition, share: float) -> str:
    """The part in words: 50% of royalties, or 100% of the revenue."""
    return f"{tidy_percent(share)} of {'royalties' if _takes(known) == _ROYALTIES else 'the revenue'}"


def _default(name: str) -> int:
    return int(MineralsDeal.model_fields[name].default)


def _not_modelled(known: MineralsPosition) -> tuple[str, ...]:
    """What stays out: under a text that takes all revenue nobody says how much of it flows already."""
    running = {
        _RUNNING: "which part of the revenue comes from projects that run already and which from new ones that open "
        "after 10 to 20 years; and the value of reserves",
    }
    return (running.get(_takes(known), "revenue of projects that run already, and the value of reserves"), *_ENDS)


def _share_note(known: MineralsPosition) -> str:
    take, of = known.codes["us_take"], known.codes["take_of"]
    what = "royalties, which is what the state receives" if of.code == _ROYALTIES else "the revenue, none held back"
    return (
        f"share {tidy_percent(float(take.code))}, known on the day of the report: {take.words} ({known.document} of "
        f"{day(known.date)}); {of.words}; taken as a share of {what}"
    )


def _later(on: datetime.date) -> tuple[str, ...]:
    """What the text signed says, where it was signed after the report."""
    text = signed_text()
    if text.date <= on:
        return ()
    told = listed(text.codes[issue].words for issue in ("us_take", "take_of", "past_aid_debt", "guarantee"))
    return (f"known only later, and not used: the text signed on {day(text.date)}: {told}",)


def _assumed(known: MineralsPosition) -> tuple[str, ...]:
    return (
        "revenue of $1bn a year at full output is a unit and no forecast, as no plan of output is held; the value is "
        "proportional to it",
        *_royalty_note(known),
        f"{_lead_words(known)}, then {counted(_default('ramp'), 'year')} of rising output; "
        f"{tidy_percent(MineralsDeal.model_fields['discount'].default)} real discount rate, with 5 to 15% beside it",
        "agreed in the year of the report, which does not say when",
    )


def _royalty_note(known: MineralsPosition) -> tuple[str, ...]:
    if _takes(known) != _ROYALTIES:
        return ()
    return (
        f"royalties of {tidy_percent(ROYALTY)} of revenue are assumed, as the report gives no schedule; 3 to 12% stand "
        "beside it",
    )


def _lead_words(known: MineralsPosition) -> str:
    if _takes(known) == _RUNNING:
        return (
            "revenue from the first year on, as the text does not leave out projects that run already; new ones after "
            "10 to 20 years alone, and running ones at full output at once, are the ends of the range"
        )
    return f"{counted(_default('lead'), 'year')} to the first output, the middle of the 10 to 20 that mines take"


def _against(said: Said) -> tuple[Said, ...]:
    """The positions of the same report against the deal."""
    return tuple(
        Said(one, said.reading)
        for one in said.reading.positions
        if one.issue == "minerals" and one.lever == DEAL and side_of(one.stance) == "against"
    )


def _rejection(one: Said) -> str:
    return f"the report has {one.position.actor} against it ({one.position.stance}): whether it comes is open"
