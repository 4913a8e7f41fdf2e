"""The published numbers on attacks: V26 and V28 to V30. V27 is about one day, and days do not ship.

Ours are sums of the monthly table, which rests on the same announcements as the published counts: agreement says that
both were added up alike, not that either happened, and confirms nothing.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from westphalia.attacks.shares import downed_share
from westphalia.check.verification_inputs import Recipe, Recomputed, Setting
from westphalia.errors import DataError
from westphalia.wording import counted, percent
from westphalia.world.attacks import AttackMonth, attack_month

_FEBRUARY, _NOVEMBER, _OCTOBER = date(2025, 2, 1), date(2024, 11, 1), date(2025, 10, 1)
_ANNOUNCED: Final = "both are the Ukrainian Air Force's announcements, added up twice"
ONE_DAY: Final = (
    "what was downed on one day stands in daily rows only, whose terms do not let them ship; "
    "westphalia attacks --daily FILE reads a file of your own"
)


def month(when: date) -> AttackMonth:
    """Drones of one month of the table."""
    held = attack_month("drones", when)
    if held is None:
        raise DataError(f"attacks: {when:%B %Y} is not in the monthly table. Rebuild it with `make world`.")
    return held


def _record_night() -> Recomputed:
    held = month(_FEBRUARY)
    how = (
        f"largest daily count of {held.month:%B %Y}, taken for that of the night named: on which of "
        f"{counted(held.days, 'day')} it fell is not held"
    )
    return Recomputed(float(held.largest), how)


def _of_month(when: date) -> Recomputed:
    held = month(when)
    return Recomputed(
        float(held.launched), f"drones launched in {held.month:%B %Y}, sum of {counted(held.days, 'day')}"
    )


def _november() -> Recomputed:
    return _of_month(_NOVEMBER)


def _october() -> Recomputed:
    return _of_month(_OCTOBER)


def _share_of_october() -> Recomputed:
    held = month(_OCTOBER)
    share = downed_share(held.stopped, held.launched)
    how = (
        f"{held.stopped:,} destroyed or suppressed of {held.launched:,} launched, {percent(share, 2)}, where the "
        f"source says “just under 80%”; reported as {held.regime}"
    )
    without = Setting(f"without the {held.lost} said to be lost", downed_share(held.downed, held.launched))
    return Recomputed(share, how, (without,))


ATTACKS: Final[Mapping[str, Recipe]] = MappingProxyType(
    {
        "V26": Recipe(_record_night, "afp-2025-02-23", same_data=_ANNOUNCED),
        "V28": Recipe(_november, "kyiv-independent-2024-12", same_data=_ANNOUNCED),
        "V29": Recipe(_october, "abc-2025-11", same_data=_ANNOUNCED),
        "V30": Recipe(_share_of_october, "abc-2025-11", same_data=_ANNOUNCED),
    }
)
