"""A claim that attacks are larger than ever, beside the counts announced by the side attacked."""

import re
from typing import Final

from westphalia.check.superlative import Superlative
from westphalia.check.verdict import Comparison, Verdict
from westphalia.wording import day
from westphalia.world.attacks import SOURCE, Kind, attack_month, largest_day, record_month

_ATTACKS: Final = re.compile(
    r"\b(?:attacks?|strikes?|raids?|barrages?|assaults?|waves?|bombardments?)\b", re.IGNORECASE
)
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("drones", re.compile(r"\b(?:drones?|UAVs?)\b", re.IGNORECASE)),
    ("missiles", re.compile(r"\bmissiles?\b", re.IGNORECASE)),
)
_RULE: Final = (
    "the largest daily and monthly counts announced by the side attacked before the month of the report; single days "
    "of a month are not held, nor any count of attacks on the other side, so the claim stays a claim"
)


def check_attack_record(one: Superlative) -> Verdict | None:
    """What the monthly counts can and cannot say of such a claim; None where it is about something else."""
    kind = next((kind for kind, words in _KINDS if words.search(one.sentence)), None)
    if kind is None or not _ATTACKS.search(one.sentence):
        return None
    top, month = largest_day(one.on, kind), record_month(one.on, kind)
    if top is None or month is None:
        return None
    reached = attack_month(kind, one.on)
    then = (
        f" In {one.on:%B %Y} as a whole the largest day had {reached.largest}, which may lie after the report."
        if reached is not None
        else ""
    )
    return Verdict(
        claim=one.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=(
            f"“{one.words}” ({day(one.on)}) stays a claim: of {kind} launched at Ukraine, as announced by its air "
            f"force, the largest day before that month had {top.count} ({top.month:%B %Y}), the largest month "
            f"{month.launched:,} ({month.month:%B %Y}).{then} Single days, and attacks on Russia, are not held."
        ),
        comparisons=(
            _row(f"largest day before, in {top.month:%B %Y}", top.count, kind),
            _row(f"largest month before, {month.month:%B %Y}", month.launched, kind),
            *((_row(f"largest day of {one.on:%B %Y}", reached.largest, kind),) if reached is not None else ()),
        ),
        caveats=(
            "counts announced by one party to the war, not confirmed by others",
            "single days come from a daily file a user supplies",
        ),
        sources=(SOURCE,),
    )


def _row(label: str, value: float, kind: Kind) -> Comparison:
    return Comparison(label=label, value=float(value), unit=kind, source=SOURCE, note="as announced")
