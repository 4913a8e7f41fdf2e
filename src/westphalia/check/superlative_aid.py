"""A claim that aid to Ukraine is larger than ever, held against the tracker by measure and by period."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

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
    "the donor's year of the report against every earlier year the tracker holds, whole and up to the same month, by "
    "measure: all above is a match, none is not supported, some depend on the definition"
)


@dataclass(frozen=True)
class _Held:
    """One way to count: its words, the value of the year of the report, and the largest or smallest before."""

    words: str
    now: float
    before: float
    year: int
    holds: bool


def check_aid_record(one: Superlative) -> Verdict | None:
    """What the tracker says of a claim about aid to Ukraine; None where the claim is about something else.

    Commitments, allocations and military allocations answer differently, and so may the year as a whole and the months
    up to the report. Aid before 2022, and what was paid out, the tracker does not hold.
    """
    if not _is_about_aid(one):
        return None
    who = _donors(one)
    if who is None:
        return None
    release = tracker()
    name, codes = who
    year = one.on.year
    if not FIRST_YEAR < year <= release.data_to[0]:
        why = f"it follows aid from {FIRST_YEAR} to month {release.data_to[1]} of {release.data_to[0]}"
        return _unanswered(
            one, release, f"The tracker has no earlier year to compare with, or not yet this one: {why}."
        )
    held = list(_counted(one, release, codes))
    if not held:
        return _unanswered(one, release, "The totals held end before a month that all years have.")
    return Verdict(
        claim=one.claim,
        route="table",
        known="now",
        word=_word(held),
        rule=_RULE,
        sentence=_sentence(one, release, name, held),
        comparisons=tuple(_comparison(row, release) for row in held),
        caveats=_caveats(release, codes, one),
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


def _counted(one: Superlative, release: Tracker, codes: tuple[str, ...]) -> Iterator[_Held]:
    """Every measure over the months up to the report that all years hold, and over whole years."""
    measures: dict[str, Callable[[Amounts], float]] = {"military allocations": lambda sums: sums.military}
    if not _MILITARY.search(one.sentence):
        measures = {"allocations": lambda sums: sums.allocated, **measures, "commitments": lambda sums: sums.committed}
    for through in _ends(one, release):
        periods = [Period(year, year, through) for year in range(FIRST_YEAR, one.on.year + 1)]
        sums = [group_total(release.totals(period, "donor"), codes) for period in periods]
        for words, value in measures.items():
            yield _against(one, f"{words}, {periods[-1].words}", [value(each) for each in sums])


def _ends(one: Superlative, release: Tracker) -> Iterator[int]:
    """The last month before the report up to which all years are held, then the end of the year where it is held."""
    years = range(FIRST_YEAR, one.on.year + 1)
    common = set.intersection(*(set(release.months(year)) for year in years))
    before = [month for month in common if month < one.on.month and month != YEAR_END]
    if before:
        yield max(before)
    if YEAR_END in common:
        yield YEAR_END


def _against(one: Superlative, words: str, values: list[float]) -> _Held:
    *earlier, now = values
    before = max(earlier) if one.direction == "most" else min(earlier)
    holds = now > before if one.direction == "most" else now < before
    return _Held(words, now, before, FIRST_YEAR + earlier.index(before), holds)


def _word(held: list[_Held]) -> Word:
    right = {row.holds for row in held}
    return "depends on the definition" if len(right) > 1 else "matches" if right == {True} else "not supported"


def _sentence(one: Superlative, release: Tracker, name: str, held: list[_Held]) -> str:
    """One line that stands alone: what holds, what does not, with the sums."""
    released = f" of {day(release.released)}" if release.released else ""
    source = f"Kiel tracker, release {release.release}{released}"
    top = "largest" if one.direction == "most" else "smallest"
    right = [_said(row) for row in held if row.holds]
    wrong = [_said(row) for row in held if not row.holds]
    told = f"“{one.words}”: for {name} ({source})"
    if right and wrong:
        split = f"the {top} since {FIRST_YEAR} are {listed(right)}; not so {listed(wrong)}"
        return f"{told} it depends on what is counted: {split}."
    if right:
        return f"{told} every way to count is the {top} since {FIRST_YEAR}: {listed(right)}."
    return f"{told} no way to count is the {top} since {FIRST_YEAR}: {listed(wrong)}."


def _said(row: _Held) -> str:
    now, before = _apart(row)
    return f"{row.words} {now} (before: {before}, {row.year})"


def _apart(row: _Held) -> tuple[str, str]:
    """Both sums with as many decimals as it takes to tell them apart, three at most."""
    pairs = [[written(x, currency_unit("EUR"), decimals) for x in (row.now, row.before)] for decimals in (1, 2, 3)]
    now, before = next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])
    return now, before


def _comparison(row: _Held, release: Tracker) -> Comparison:
    return Comparison(
        label=row.words,
        value=row.now,
        unit="EUR bn",
        as_of=release.released,
        source=release.source,
        note=f"{_apart(row)[1]} in {row.year}: {'beaten' if row.holds else 'not beaten'}",
    )


def _caveats(release: Tracker, codes: tuple[str, ...], one: Superlative) -> tuple[str, ...]:
    single_member = len(codes) == 1 and codes[0] in release.eu_key
    return (
        f"release {release.release}; releases revise earlier years, and the one current on {day(one.on)} is not held",
        "what was paid out or delivered (disbursements) is not held, and neither is aid before 2022",
        *(("its part of the EU's aid is not counted",) if single_member else ()),
        "a government may count in its own currency and by financial year",
        *(("the whole year has months after the report",) if one.on.month < YEAR_END else ()),
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
