"""A figure against the published tables, twice: the edition current on the report's day, and the latest."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from westphalia.check.verdict import Comparison, Verdict, Word, printed
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import per_cent
from westphalia.wording import day, number, percent
from westphalia.world.countries import countries
from westphalia.world.defence import NATO_DEFINITION, DefenceShare, defence_share, measured_states

_SHARE_DECIMALS: Final = 2
_RULE: Final = "latest year of the edition, rounded as printed; editions are never spliced"
_MEASURED_ROLES: Final = ("current", "from", None)


def check_table(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdicts on a measured share of defence spending; nothing where no table holds the quantity."""
    if figure.role not in _MEASURED_ROLES or not _has_table(figure):
        return ()
    on = reading.document.report_date
    held = _recent(figure, reading)
    then = _newest(_alliance(held, on))
    if then is None:
        return (_no_edition(figure, on, held),)
    now = _newest([row for row in _alliance(held) if row.year == then.year]) or then
    others = [r for r in held if r.year == then.year and r.definition != NATO_DEFINITION and r.published <= on]
    word = _word(figure, then, others)
    first = _verdict(figure, "then", word, then, others)
    if now.edition == then.edition:
        return (first,)
    later = printed(figure).agreement(per_cent(now.share), _SHARE_DECIMALS)
    word_now: Word = later or ("superseded since" if word in ("matches", "rounds to") else "not supported")
    return first, _verdict(figure, "now", word_now, now, (then,))


def where_it_stands(figure: Figure, reading: Reading) -> Comparison | None:
    """For a target: what the one it concerns spends, in the NATO edition current on the report's day."""
    if not _has_table(figure):
        return None
    row = _newest(_alliance(_recent(figure, reading), reading.document.report_date))
    return None if row is None else _comparison(row)


def _has_table(figure: Figure) -> bool:
    return figure.measure == "defence_share" and len(figure.subject) == 1 and figure.subject[0] in measured_states()


def _recent(figure: Figure, reading: Reading) -> list[DefenceShare]:
    """All editions' figures for the report's year and the year before."""
    year = reading.document.report_date.year
    return [row for y in (year, year - 1) for row in defence_share(figure.subject[0], y)]


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
    elsewhere = any(printed(figure).agreement(per_cent(other.share)) for other in others)
    return "depends on the definition" if elsewhere else "not supported"


def _verdict(
    figure: Figure, known: Literal["then", "now"], word: Word, row: DefenceShare, others: Sequence[DefenceShare]
) -> Verdict:
    name = countries()[figure.subject[0]].name
    share = percent(row.share, _SHARE_DECIMALS)
    table = f"NATO's table of {day(row.published)} ({row.edition})"
    estimate = ", an estimate" if row.is_estimate else ""
    told = {
        "matches": f"{name}: {figure.span.text} of GDP on defence is what {table} gives for {row.year}{estimate}.",
        "rounds to": f"{name}: {table} gives {share} of GDP for {row.year}{estimate}, which rounds to the printed "
        f"{number(printed(figure).mantissa, printed(figure).decimals)}.",
        "superseded since": f"{name}: right when printed; {table} now gives {share} of GDP for {row.year}{estimate}.",
        "depends on the definition": f"{name}: {table} gives {share} of GDP for {row.year}, not {figure.span.text}; "
        "another source of the same year does give it.",
        "not supported": f"{name}: {table} gives {share} of GDP for {row.year}{estimate}, not {figure.span.text}.",
    }
    return Verdict(
        claim=figure.claim,
        route="table",
        known=known,
        word=word,
        rule=_RULE,
        sentence=told[word],
        comparisons=tuple(_comparison(r) for r in (row, *others)),
        caveats=_caveats(figure, row),
        sources=tuple(dict.fromkeys((row.source, *(r.source for r in others)))),
    )


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
    name = countries()[figure.subject[0]].name
    return Verdict(
        claim=figure.claim,
        route="table",
        word="cannot be checked",
        rule=_RULE,
        sentence=f"{name}: no edition of NATO's defence table published by {day(on)} is held here.",
        comparisons=tuple(_comparison(row) for row in held),
        sources=tuple(dict.fromkeys(row.source for row in held)),
    )
