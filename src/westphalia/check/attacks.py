"""A count of drones or missiles against the monthly table: both are claims, and neither proves the other."""

import re
from datetime import date
from typing import Final

from westphalia.attacks.shares import downed_share
from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.wording import number, percent
from westphalia.world.attacks import SOURCE, AttackMonth, Kind, attack_month, attack_months, largest_day

_RUSSIA: Final = "RUS"
_OF: Final = re.compile(r"\bof (?:the |some |about |nearly )?$", re.I)
_NIGHT: Final = re.compile(
    r"\b(?:overnight|nights?|in a (?:single )?day|single attack|(?:largest|biggest) [\w ]*attack)\b", re.I
)
_LONGER: Final = re.compile(r"\b(?:since|so far|weeks?|months?|years?|total of|altogether)\b", re.I)
_RULE: Final = (
    "a month's count against the month's total, a night's against the largest day of its month: the same number "
    "matches, one within 8% of a month's total is another count of the same announcements"
)
_NEAR: Final = 0.08
_SHORTEST: Final = 27
_CLAIMS: Final = (
    "the table is Ukraine's air force as others digitised it: the report's number and the table's are claims of the "
    "same side, so agreement confirms the quotation and not the event"
)


def check_attack(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """What the monthly table says of a number of drones or missiles; nothing for another quantity."""
    if figure.measure != "intercepted":
        return ()
    kind = _kind(figure)
    if kind is None or figure.subject != (_RUSSIA,):
        return (_one_sided(figure),)
    month = _month(figure, reading)
    when = month or _night(figure, reading)
    held = attack_month(kind, when)
    if held is None:
        return (_not_held(figure, kind, when),)
    if month is not None:
        return (_of_month(figure, held),)
    return (_of_night(figure, held, reading),)


def _kind(figure: Figure) -> Kind | None:
    return {"drones": "drones", "missiles": "missiles"}.get(figure.unit)  # type: ignore[return-value]


def _is_launched(figure: Figure) -> bool:
    """Whether a number counts what was launched: by its deed, or as the whole of which some were shot down."""
    before = figure.context.text[: figure.span.start - figure.context.start]
    return (figure.lever or "").endswith("_launched") or _OF.search(before) is not None


def _times(figure: Figure, reading: Reading) -> list[tuple[date, date]]:
    """The times a figure's sentence names, first and last day."""
    begins, ends = figure.context.start, figure.context.end
    within = (d for d in reading.dates if begins <= d.span.start < ends)
    return [(d.start, d.end) for d in within if d.start is not None and d.end is not None]


def _month(figure: Figure, reading: Reading) -> date | None:
    """The whole month a figure's sentence names; None where it names none, or several."""
    whole = {
        start
        for start, end in _times(figure, reading)
        if start.day == 1 and (end - start).days >= _SHORTEST and (end.year, end.month) == (start.year, start.month)
    }
    return whole.pop() if len(whole) == 1 else None


def _night(figure: Figure, reading: Reading) -> date:
    """The day a sentence names, the end of a night; else that of the report."""
    days = [end for start, end in _times(figure, reading) if (end - start).days <= 1]
    return days[0] if days else reading.document.report_date


def _is_night(figure: Figure, reading: Reading) -> bool:
    """Whether the sentence speaks of one night or day, and of no longer time."""
    times = [(end - start).days for start, end in _times(figure, reading)]
    if any(days > 1 for days in times) or _LONGER.search(figure.context.text):
        return False
    return bool(times) or _NIGHT.search(figure.context.text) is not None


def _one_sided(figure: Figure) -> Verdict:
    """An interception claimed by who was attacked, without what was launched."""
    who = figure.attributed_to or "one side"
    return Verdict(
        claim=figure.claim,
        route=None,
        word="cannot be checked",
        rule="interceptions without the number launched, of attacks no table here counts",
        sentence=(
            f"“{figure.span.text}” cannot be checked: it is a claim by a party to the war ({who}) about interceptions. "
            "Without the number launched there is no denominator and no share, and no independent count is held here."
        ),
        caveats=("kept as a claim: claimant, number and kind",),
    )


def _unknown(figure: Figure, why: str) -> Verdict:
    return Verdict(
        claim=figure.claim,
        route=None,
        word="cannot be checked",
        rule=_RULE,
        sentence=f"“{figure.span.text}” cannot be checked: {why}.",
        caveats=("kept as a claim: claimant, number and kind",),
    )


def _not_held(figure: Figure, kind: Kind, when: date) -> Verdict:
    last = attack_months(kind)[-1].month
    return Verdict(
        claim=figure.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=(
            f"“{figure.span.text}” cannot be checked: the monthly table of {kind} holds "
            f"{attack_months(kind)[0].month:%B %Y} to {last:%B %Y}, and this is about {when:%B %Y}."
        ),
        sources=(SOURCE,),
    )


def _of_month(figure: Figure, held: AttackMonth) -> Verdict:
    """A month's number against the month's total; another count within 8% is a count of other bulletins."""
    launched = _is_launched(figure)
    total, what = (held.launched, "launched") if launched else (held.stopped, "downed")
    apart = figure.normalised / total - 1 if total else float("inf")
    word: Word = printed(figure).agreement(total, 0) or (
        "depends on the definition" if abs(apart) <= _NEAR else "not supported"
    )
    told = {
        "matches": f"is the table's number {what}",
        "rounds to": f"is what the table's {total:,} {what} round to",
        "depends on the definition": f"and the table's {total:,} {what} are two counts of the same announcements, "
        f"{percent(abs(apart))} apart",
        "not supported": f"is not the table's number: it has {total:,} {what}, {percent(abs(apart))} "
        f"{'fewer' if apart > 0 else 'more'}",
    }
    return _verdict(
        figure, held, word,
        f"“{figure.span.text}” {told[word]} for {held.month:%B %Y}{_share_words(held)}.",
        (_comparison(held, what, total),),
    )  # fmt: skip


def _share_words(held: AttackMonth) -> str:
    if not held.launched:
        return ""
    share = percent(downed_share(held.stopped, held.launched), 0)
    return f"; {share} of those launched were announced as downed ({held.regime})"


def _of_night(figure: Figure, held: AttackMonth, reading: Reading) -> Verdict:
    """A night's number against the largest day of its month; which day that was is not held."""
    on = reading.document.report_date
    if not _is_launched(figure):
        return _unknown(
            figure,
            "it counts interceptions of one night, a claim by a party to the war. The table holds months and no day, "
            "and without the number launched that night there is no share",
        )
    if not _is_night(figure, reading):
        return _unknown(
            figure, "the report does not say that it is one night's or one month's, and the table holds no other"
        )
    top, value = held.largest, round(figure.normalised)
    same: Word = "matches" if value == top else "cannot be checked" if value < top else "not supported"
    told = {
        "matches": f"is the largest day of {held.month:%B %Y} in the table",
        "cannot be checked": f"is below the largest day of {held.month:%B %Y} in the table, {top:,}; which day had how "
        "many is not held",
        "not supported": f"is above the largest day of {held.month:%B %Y} in the table, {top:,}: a night that two days "
        "share, another kind counted, or another time meant",
    }
    return _verdict(
        figure, held, same, f"“{figure.span.text}” {told[same]}{_before(held, on)}.",
        (_comparison(held, "launched on its largest day", top),),
    )  # fmt: skip


def _before(held: AttackMonth, on: date) -> str:
    """The largest day of the months that had ended before the report."""
    earlier = largest_day(on, held.kind)
    if earlier is None:
        return ""
    return f". The largest day of the months before the report had {number(earlier.count, 0)} ({earlier.month:%B %Y})"


def _comparison(held: AttackMonth, what: str, value: int) -> Comparison:
    return Comparison(
        label=f"{held.kind} {what}, {held.month:%B %Y}",
        value=value,
        unit=held.kind,
        as_of=held.last_day,
        source=SOURCE,
        note="a claim by the side attacked",
    )


def _verdict(
    figure: Figure, held: AttackMonth, word: Word, sentence: str, comparisons: tuple[Comparison, ...]
) -> Verdict:
    return Verdict(
        claim=figure.claim,
        route="table",
        word=word,
        rule=_RULE,
        sentence=sentence,
        known="now" if comparisons else None,
        comparisons=comparisons,
        caveats=(
            _CLAIMS,
            *(("reporting changed within the month",) if held.changed else ()),
        ),
        sources=(SOURCE,),
    )
