"""A share of drones or missiles said to be downed in a month, against the monthly table: two claims of one side."""

import re
from datetime import date
from typing import Final

from westphalia.attacks.shares import downed_share
from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import per_cent
from westphalia.wording import percent
from westphalia.world.attacks import KINDS, SOURCE, AttackMonth, attack_month

_DOWNED: Final = re.compile(
    r"\b(?:shot down|shoot\w* down|downed|intercept\w*|destroyed|suppressed|brought down)\b", re.IGNORECASE
)
_RUSSIAN: Final = re.compile(r"\bUkrain|\bRussia|\bKyiv\b")
_JUST: Final = re.compile(r"\b(?:just|almost|nearly)\W+(?:\w+\W+)?$", re.IGNORECASE)
_CLOSE: Final = 0.02
_SHORTEST: Final = 27
_RULE: Final = (
    "the share of a whole month that the sentence names, of one kind: destroyed, and lost or suppressed where that is "
    "reported, over launched; without what was lost it depends on the definition"
)


def check_downed(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """A verdict on a share downed of one whole month and kind; nothing for another share."""
    text = figure.context.text
    if figure.unit != "percent" or not (_DOWNED.search(text) and _RUSSIAN.search(text)):
        return ()
    kinds = [kind for kind in KINDS if kind in text.lower()]
    months = _months(figure, reading)
    held = attack_month(kinds[0], months.pop()) if len(kinds) == len(months) == 1 else None
    return (_verdict(figure, held),) if held is not None and held.launched else ()


def _months(figure: Figure, reading: Reading) -> set[date]:
    """First days of the whole months that a figure's sentence names."""
    within = (one for one in reading.dates if figure.context.start <= one.span.start < figure.context.end)
    return {
        one.start
        for one in within
        if one.start is not None and one.end is not None
        if one.start.day == 1 and (one.start.year, one.start.month) == (one.end.year, one.end.month)
        if (one.end - one.start).days >= _SHORTEST
    }


def _agreement(figure: Figure, share: float) -> Word | None:
    """Whether a share gives the printed one; "just under" allows two points and no more."""
    before = figure.context.text[: figure.span.start - figure.context.start]
    if _JUST.search(before) and abs(figure.normalised - share) > _CLOSE:
        return None
    return printed(figure).agreement(per_cent(share))


def _verdict(figure: Figure, held: AttackMonth) -> Verdict:
    whole, downed = (downed_share(number, held.launched) for number in (held.stopped, held.downed))
    found = _agreement(figure, whole)
    other: Word = "depends on the definition" if _agreement(figure, downed) else "not supported"
    without = f"; {percent(downed, 1)} without the {held.lost} said to be lost or suppressed" if held.lost else ""
    return Verdict(
        claim=figure.claim,
        route="table",
        word=found or other,
        rule=_RULE,
        sentence=f"“{figure.span.text}”: of {held.launched:,} {held.kind} launched in {held.month:%B %Y}, "
        f"{held.stopped:,} or {percent(whole, 1)} were announced as downed ({held.regime}){without}.",
        known="now",
        comparisons=tuple(
            Comparison(
                label=f"share of {held.kind} downed{words}, {held.month:%B %Y}",
                value=share,
                unit="fraction",
                as_of=held.last_day,
                source=SOURCE,
                note="a claim by the side attacked",
            )
            for words, share in (("", whole), *(((", without those lost", downed),) if held.lost else ()))
        ),
        caveats=(
            "the report's share and the table's rest on announcements of the same side: agreement confirms the "
            "quotation and not the event",
        ),
        sources=(SOURCE,),
    )
