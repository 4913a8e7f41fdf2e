"""A figure against the published tables, twice: the edition current on the report's day, and the latest."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import per_cent
from westphalia.wording import day, listed, number, percent
from westphalia.world.countries import the
from westphalia.world.defence import NATO_DEFINITION, DefenceShare, defence_share, measured_states

_SHARE_DECIMALS: Final = 2
_RULE: Final = (
    "the year the report names, else the latest, in the edition current on its day and in the latest edition on the "
    "same definition, rounded as printed; editions are never spliced"
)
_ALLIANCE_SAYS: Final = re.compile(
    r"\b(?:N(?:ATO|ato)[’']s|(?:N(?:ATO|ato)|the alliance[’']s)) (?:own )?"
    r"(?:figures?|definition|reckoning|estimates?|numbers?|data|count|tables?)\b"
)
_MEASURED_ROLES: Final = ("current", "from", None)


def check_table(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdicts on a measured share of defence spending; nothing where no table holds the quantity."""
    if figure.role not in _MEASURED_ROLES or figure.outlook == "expected" or not _has_table(figure):
        return ()
    on = reading.document.report_date
    held = _recent(figure, reading)
    then = _newest(_alliance(held, on))
    if then is None:
        return (_no_edition(figure, on, held),)
    now = _newest([row for row in _alliance(held) if row.year == then.year]) or then
    others = [r for r in held if r.year == then.year and r.definition != NATO_DEFINITION and r.published <= on]
    word = _word(figure, then, others)
    first = _verdict(figure, on, "then", word, (then, *others))
    if now.edition == then.edition:
        return (first,)
    later = printed(figure).agreement(per_cent(now.share), _SHARE_DECIMALS)
    word_now: Word = later or ("superseded since" if word in ("matches", "rounds to") else "not supported")
    return first, _verdict(figure, on, "now", word_now, (now, then))


def where_it_stands(figure: Figure, reading: Reading) -> Comparison | None:
    """For a target: what the one it concerns spends, in the NATO edition current on the report's day."""
    if not _has_table(figure):
        return None
    row = _newest(_alliance(_recent(figure, reading), reading.document.report_date))
    return None if row is None else _comparison(row)


def _has_table(figure: Figure) -> bool:
    return figure.measure == "defence_share" and len(figure.subject) == 1 and figure.subject[0] in measured_states()


def _recent(figure: Figure, reading: Reading) -> list[DefenceShare]:
    """All editions' figures for the year the report names, else for its own year and the year before."""
    year = reading.document.report_date.year
    years = (figure.year,) if figure.year is not None else (year, year - 1)
    return [row for y in years for row in defence_share(figure.subject[0], y)]


def _alliance(rows: Sequence[DefenceShare], on: date = date.max) -> list[DefenceShare]:
    """The rows of NATO's own editions of one definition, published by a day."""
    return [row for row in rows if row.definition == NATO_DEFINITION and row.published <= on]


def _newest(rows: Sequence[DefenceShare]) -> DefenceShare | None:
    """The row of the latest edition, and within it of the latest year."""
    return max(rows, key=lambda row: (row.published, row.year), default=None)


def _word(figure: Figure, row: DefenceShare, others: Sequence[DefenceShare]) -> Word:
    found = printed(figure).agreement(per_cent(row.share), _SHARE_DECIMALS)
    if found:
        return found
    if _ALLIANCE_SAYS.search(figure.context.text):
        return "not supported"
    elsewhere = any(printed(figure).agreement(per_cent(other.share)) for other in others)
    return "depends on the definition" if elsewhere else "not supported"


def _verdict(
    figure: Figure, on: date, known: Literal["then", "now"], word: Word, rows: Sequence[DefenceShare]
) -> Verdict:
    return Verdict(
        claim=figure.claim,
        route="table",
        known=known,
        word=word,
        rule=_RULE,
        sentence=_sentence(figure, on, word, rows),
        comparisons=tuple(_comparison(row) for row in rows),
        caveats=_caveats(figure, rows[0]),
        sources=tuple(dict.fromkeys(row.source for row in rows)),
    )


def _sentence(figure: Figure, on: date, word: Word, rows: Sequence[DefenceShare]) -> str:
    """One line that stands alone: who, what was printed when, what which edition says of which year."""
    row = rows[0]
    claim = f"The {_as_printed(figure)} of GDP printed for {the(figure.subject[0])} on {day(on)}"
    if word == "superseded since":
        return f"{claim} was right then ({_cited(rows[1])}); {_cited(row)}."
    told = {
        "matches": f"keeps to {_cited(row)}" if figure.bound else f"is what {_cited(row)}",
        "rounds to": f"is what NATO's figure rounds to: {_cited(row)}",
        "depends on the definition": f"is not NATO's figure ({_cited(row)}) but that of {listed(_others(rows))}",
        "not supported": f"is not what NATO's table says: {_cited(row)}",
    }
    return f"{claim} {told[word]}."


def _as_printed(figure: Figure) -> str:
    number_printed = number(printed(figure).mantissa, printed(figure).decimals) + "%"
    return {"at_least": "at least ", "at_most": "at most ", None: ""}[figure.bound] + number_printed


def _cited(row: DefenceShare) -> str:
    estimate = ", an estimate" if row.is_estimate else ""
    return (
        f"NATO's edition of {day(row.published)} gives {percent(row.share, _SHARE_DECIMALS)} for {row.year}{estimate}"
    )


def _others(rows: Sequence[DefenceShare]) -> list[str]:
    return [f"{row.edition} ({percent(row.share, _SHARE_DECIMALS)})" for row in rows[1:]]


def _comparison(row: DefenceShare) -> Comparison:
    label = f"{row.edition}, {row.year}{'e' if row.is_estimate else ''}"
    return Comparison(
        label=label, value=row.share, unit="fraction", as_of=row.published, source=row.source, note=row.note or None
    )


def _caveats(figure: Figure, row: DefenceShare) -> tuple[str, ...]:
    notes = []
    if "national_income" in figure.unit:
        notes.append("the report says national income; the table divides by GDP")
    if row.is_estimate:
        notes.append(f"{row.year} was an estimate in {row.edition}")
    notes.append("NATO's definition, which is wider than most national budgets")
    return tuple(notes)


def _no_edition(figure: Figure, on: date, held: Sequence[DefenceShare]) -> Verdict:
    year = f" for {figure.year}" if figure.year is not None else ""
    return Verdict(
        claim=figure.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=(
            f"The {_as_printed(figure)} of GDP printed for {the(figure.subject[0])} cannot be checked: no edition of "
            f"NATO's defence table published by {day(on)} gives its share{year}."
        ),
        comparisons=tuple(_comparison(row) for row in held),
        sources=tuple(dict.fromkeys(row.source for row in held)),
    )
