"""A claim that aid to Ukraine is larger than ever, held against the tracker by measure and by period."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from westphalia.check.superlative import Superlative
from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.evidence.names.gazetteer import place_mentions
from westphalia.wording import currency_unit, day, listed, written
from westphalia.world.aid import (
    EUROPE,
    FIRST_YEAR,
    INSTITUTIONS,
    YEAR_END,
    Amounts,
    Period,
    Tracker,
    donor_name,
    group_total,
    one_of_each,
    tracker,
)

_GIVEN: Final = re.compile(
    r"\b(?:aid|support\w*|help\w*|assist\w*|back(?:s|ed|ing)|spend\w*|spent|giv(?:e|es|en|ing)|gave|contribut\w*|"
    r"donat\w*|fund(?:s|ed|ing)?|financ\w*|suppl(?:y|ies|ied|ying)|deliver\w*|arms|weapons?|allocat\w*|commit\w*|"
    r"sen(?:d|ds|t|ding)|packages?)\b",
    re.IGNORECASE,
)
_TO_UKRAINE: Final = re.compile(r"\b(?:Ukrain\w*|Kyiv|Kiev)\b")
_OTHER: Final = re.compile(r"\b(?:defen[cs]e\W+(?:spending|budgets?)|exports?|trade|drones?|attacks?|strikes?)\b", re.I)
_MILITARY: Final = re.compile(r"\b(?:military|weapons?|arms|ammunition|munitions|missiles|tanks)\b", re.IGNORECASE)
_OURS: Final = re.compile(r"\b(?:we|our|us|ourselves)\b|\bwe[’']", re.IGNORECASE)
_RECEIVED: Final = re.compile(r"\b(?:receiv\w+|gets?|getting|got)\b", re.IGNORECASE)
_EUROPEAN: Final = re.compile(r"\bEurope(?:ans?)?\b(?!\W+Union)")
_PARTIES: Final = ("UKR", "RUS", "BLR")
_RULE: Final = (
    "the donor's year, the one named or that of the report, against every earlier year the tracker holds, in months "
    "that had ended by the report, or the last whole year, by measure: all above is a match, none is not supported, "
    "some, or promises alone, depend on the definition; a lead within a twentieth, as much as releases revise, is "
    "neither"
)
_REVISED: Final = 0.05
"""A lead within this may be a revision between releases (assumed: Europe's sum to February 2025 fell by 2%)."""

_NAMED_YEAR: Final = re.compile(
    r"\b(?:in|during|throughout|for|over|of)\W+(?:(?:all|the\W+year)\W+(?:of\W+)?)?(20\d\d)\b(?!\W?[-–/]\W?\d)|"
    r"\b(20\d\d)[’']s\b|\b(last\W+year)\b",
    re.IGNORECASE,
)
_CUT: Final = re.compile(r"[,;:–—](?=\s)|\b(?:and|but|while|because|said|says)\b", re.IGNORECASE)
_PAID: Final = re.compile(
    r"\b(?:spen(?:d|ds|t|ding)|pa(?:y|ys|id|ying)|disburs\w+|deliver\w*|sen(?:d|ds|t|ding)|receiv\w+|gets?|getting|got)\b",
    re.IGNORECASE,
)
_PROMISED: Final = re.compile(r"\b(?:commit\w*|pledg\w*|promis\w*|allocat\w*)\b", re.IGNORECASE)
_COMMITMENTS: Final = "commitments"


@dataclass(frozen=True)
class _Held:
    """One way to count: its words, the value of the year in question, and the largest or smallest before.

    `holds` is None where the two lie within a revision of each other; `decides` is false of promises beside a claim
    of money spent.
    """

    words: str
    now: float
    before: float
    year: int
    holds: bool | None
    decides: bool


def check_aid_record(one: Superlative) -> Verdict | None:
    """What the tracker says of a claim about aid to Ukraine; None where the claim is about something else.

    Only months that had ended by the report count: the year so far against the same months of earlier years, else the
    last whole year. Commitments, allocations and military allocations may answer differently. Aid before 2022, and what
    was paid out, the tracker does not hold.
    """
    who = _donors(one) if _is_about_aid(one) else None
    if who is None:
        return None
    release, (year, through) = tracker(), _ended(one)
    if not FIRST_YEAR < year <= min(release.data_to[0], one.on.year):
        why = f"it follows aid from {FIRST_YEAR} to month {release.data_to[1]} of {release.data_to[0]}"
        why = f"The tracker has no earlier year to compare with, or not yet this one: {why}."
        return _unanswered(one, release, why)
    if through is None:
        return _unanswered(one, release, "The totals held end before a month that all years have.")
    return _verdict(one, who, list(_counted(one, who[1], year, through)), None)


def check_aid_record_now(one: Superlative) -> Verdict | None:
    """What months after the report add, as known now; None where none are held, or the claim names an earlier year."""
    who = _donors(one) if _is_about_aid(one) else None
    year = named_year(one) or one.on.year
    after = [month for month in _common(year) if month >= one.on.month]
    if who is None or not after or year != one.on.year or year <= FIRST_YEAR:
        return None
    return _verdict(one, who, list(_counted(one, who[1], year, after[-1])), "now")


def named_year(one: Superlative) -> int | None:
    """The year the claim names: in the clause of its words, to their clause's end, or at the sentence's beginning."""
    end = _CUT.search(one.sentence, one.end)
    begin = one.end - len(one.clause)
    tail = end.start() if end else len(one.sentence)
    found = list(_NAMED_YEAR.finditer(one.sentence, begin, tail))
    opening = _NAMED_YEAR.match(one.sentence.lstrip("“‘\"' "))
    match = found[-1] if found else opening
    if match is None:
        return None
    return one.on.year - 1 if match[3] else int(match[1] or match[2])


def _ended(one: Superlative) -> tuple[int, int | None]:
    """Year and last month of what had ended by the report and all years hold: so far, else the last whole year."""
    year = named_year(one)
    if year is not None and year != one.on.year:
        return year, YEAR_END if YEAR_END in _common(year) else None
    before = [month for month in _common(one.on.year) if month < one.on.month]
    if before:
        return one.on.year, before[-1]
    if year is None and one.on.year - 1 > FIRST_YEAR and YEAR_END in _common(one.on.year - 1):
        return one.on.year - 1, YEAR_END
    return one.on.year, None


def _common(year: int) -> list[int]:
    """Months up to which a year and all before it are held, in order."""
    months = [set(tracker().months(each)) for each in range(FIRST_YEAR, year + 1)]
    return sorted(set.intersection(*months)) if months else []


def _verdict(
    one: Superlative, who: tuple[str, tuple[str, ...]], held: list[_Held], known: Literal["now"] | None
) -> Verdict:
    release = tracker()
    return Verdict(
        claim=one.claim,
        route="table",
        known=known,
        word=_word(held),
        rule=_RULE,
        sentence=_sentence(one, who[0], held, known),
        comparisons=tuple(_comparison(row, release) for row in held),
        caveats=_caveats(release, who[1], one, known),
        sources=(release.source,),
    )


def _is_about_aid(one: Superlative) -> bool:
    near = one.sentence
    about_other = _OTHER.search(one.clause) and not _TO_UKRAINE.search(one.words)
    return bool(_GIVEN.search(near) and _TO_UKRAINE.search(near)) and not about_other


def _donors(one: Superlative) -> tuple[str, tuple[str, ...]] | None:
    """Who gives, in words and as donors: the nearest named in the clause, else "we", else all who give to Ukraine."""
    held = tracker().donors
    if _OURS.search(one.clause) and one.speaker:
        return _as_donors(one.speaker, held)
    if _EUROPEAN.search(one.clause):
        return "Europe with the EU's institutions", (*one_of_each(EUROPE), INSTITUTIONS)
    named = [m.actor for m in place_mentions(one.clause) if m.actor not in _PARTIES]
    for actor in reversed(named):
        if (found := _as_donors(actor, held)) is not None:
            return found
    if _RECEIVED.search(one.clause) and not named:
        return "all donors together", held
    return _as_donors(one.speaker, held) if one.speaker and not named else None


def _as_donors(code: str, held: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    if code == "EU27":
        return "the EU with its institutions", (*one_of_each(("EU27",)), INSTITUTIONS)
    return (donor_name(code), (code,)) if code in held else None


def _counted(one: Superlative, codes: tuple[str, ...], year: int, through: int) -> Iterator[_Held]:
    """Every measure from January to a month, of a year and of every year before it."""
    measures: dict[str, Callable[[Amounts], float]] = {"military allocations": lambda sums: sums.military}
    if not _MILITARY.search(one.sentence):
        measures = {"allocations": lambda sums: sums.allocated, **measures, _COMMITMENTS: lambda sums: sums.committed}
    periods = [Period(each, each, through) for each in range(FIRST_YEAR, year + 1)]
    sums = [group_total(tracker().totals(period, "donor"), codes) for period in periods]
    for words, value in measures.items():
        decides = words != _COMMITMENTS or not _PAID.search(one.clause)
        yield _against(one, f"{words}, {periods[-1].words}", [value(each) for each in sums], decides)


def _against(one: Superlative, words: str, values: list[float], decides: bool) -> _Held:
    *earlier, now = values
    before = max(earlier) if one.direction == "most" else min(earlier)
    holds = None if abs(now - before) <= _REVISED * before else (now > before) == (one.direction == "most")
    return _Held(words, now, before, FIRST_YEAR + earlier.index(before), holds, decides)


def _word(held: list[_Held]) -> Word:
    """Some right and some not depends on what is counted; some not and the rest too close to tell stays open.

    Where promises alone are larger than ever it depends, too: the money spent may follow them, and is not held.
    """
    found = {row.holds for row in held if row.decides}
    if True in found:
        return "matches" if found == {True} else "depends on the definition"
    if None in found:
        return "cannot be checked"
    promised = any(row.holds for row in held if not row.decides)
    return "depends on the definition" if promised else "not supported"


def _sentence(one: Superlative, name: str, held: list[_Held], known: Literal["now"] | None) -> str:
    """One line that stands alone: what holds, what does not, what is too close to tell, with the sums."""
    release, top = tracker(), "largest" if one.direction == "most" else "smallest"
    released = f" of {day(release.released)}" if release.released else ""
    seen = f"with months after {day(one.on)}" if known else f"in months ended by {day(one.on)}"
    told = f"“{one.words}”: for {name} (Kiel tracker, release {release.release}{released}), {seen},"
    promised = [row for row in held if not row.decides]
    beside = f" Beside it {_said_all(promised)}: promises, and no money spent." if promised else ""
    return f"{told} {_counts([row for row in held if row.decides], top)}.{beside}{_not_held(one)}"


def _counts(held: list[_Held], top: str) -> str:
    right, wrong = [r for r in held if r.holds], [r for r in held if r.holds is False]
    close = [r for r in held if r.holds is None]
    near = f"within a twentieth, as much as releases revise, and so neither: {_said_all(close)}" if close else ""
    if right and len(right) == len(held):
        return f"every way to count is the {top} since {FIRST_YEAR}: {_said_all(right)}"
    if wrong and len(wrong) == len(held):
        return f"no way to count is the {top} since {FIRST_YEAR}: {_said_all(wrong)}"
    largest = f"the {top} since {FIRST_YEAR} {'are' if len(right) > 1 else 'is'} {_said_all(right)}" if right else ""
    told = "; ".join(filter(None, (largest, f"not so {_said_all(wrong)}" if wrong else "", near)))
    return f"it depends on what is counted: {told}" if right else f"it stays open: {told}"


def _said_all(held: list[_Held]) -> str:
    return listed(_said(row) for row in held)


def _not_held(one: Superlative) -> str:
    if _PROMISED.search(one.clause):
        return ""
    return " Money spent or delivered (disbursements), which is what was claimed, is not held."


def _said(row: _Held) -> str:
    now, before = _apart(row)
    return f"{row.words} {now} (before: {before}, {row.year})"


def _apart(row: _Held) -> tuple[str, str]:
    """Both sums with as many decimals as it takes to tell them apart, three at most."""
    pairs = [[written(x, currency_unit("EUR"), decimals) for x in (row.now, row.before)] for decimals in (1, 2, 3)]
    now, before = next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])
    return now, before


_STANDING: Final = {True: "beaten", False: "not beaten", None: "too close to tell"}


def _comparison(row: _Held, release: Tracker) -> Comparison:
    return Comparison(
        label=row.words,
        value=row.now,
        unit="EUR bn",
        as_of=release.released,
        source=release.source,
        note=f"{_apart(row)[1]} in {row.year}: {_STANDING[row.holds]}",
    )


def _caveats(
    release: Tracker, codes: tuple[str, ...], one: Superlative, known: Literal["now"] | None
) -> tuple[str, ...]:
    single_member = len(codes) == 1 and codes[0] in release.eu_key
    return (
        f"release {release.release}; releases revise earlier years, and the one current on {day(one.on)} is not held",
        "what was paid out or delivered (disbursements) is not held, and neither is aid before 2022",
        *(("its part of the EU's aid is not counted",) if single_member else ()),
        "a government may count in its own currency and by financial year",
        *(("the period has months after the report",) if known else ()),
    )


def _unanswered(one: Superlative, release: Tracker, why: str) -> Verdict:
    return Verdict(
        claim=one.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=f"“{one.words}” cannot be checked here. {why}",
        sources=(release.source,),
    )
