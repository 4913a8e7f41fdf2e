"""What those who must agree rule out in public, and the packages left if each is taken at its word."""

from typing import Any, Final

from westphalia.report.names import Link
from westphalia.report.settle_words import issue_heads
from westphalia.report.tables import ONE_RUN, Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.refusals import Line, Refusals
from westphalia.wording import listed

LINES: Final = "#how-lines"


def refusals_line(of: Settlement) -> str:
    """How many packages are left if words are meant; nothing where none are coded."""
    found = of.refusals
    if found is None:
        return ""
    left = int(found.agreed.sum())
    freed = listed(
        f"{int(number):,} were {_title(of, a)}'s not"
        for a, number in zip(found.vetoes, found.without, strict=True)
        if number > left
    )
    beside = f" ({freed})" if freed else ""
    return f" If all they rule out in public is meant, {f'{left:,}' if left else 'none'} of these are left{beside}."


def refusals_table(of: Settlement, found: Refusals, ident: str) -> Table:
    """Each thing ruled out, by whom, and how many packages have it."""
    return Table(
        id=f"{ident}-lines",
        caption="What those who must agree rule out in public",
        corner="Who",
        columns=("issue", "levels ruled out", "packages with one of them", "known how"),
        rows=tuple(_row(of, one) for one in found.lines),
        note="In the models enough of one thing makes up for any other; governments say of some things that nothing "
        f"does. Whether they mean it no model knows. Agreed by utility: {int(of.agreed.at_mode.sum()):,} packages, of "
        f"which {int(found.agreed.sum()):,} have nothing anybody rules out.",
        links=(Link("how lines are counted", LINES),),
    )


def _row(of: Settlement, one: Line) -> Row:
    return Row(
        _title(of, one.actor),
        (
            label(issue_heads(of)[one.issue]),
            label("; ".join(one.refusal.levels)),
            Cell(f"{one.packages:,}", ONE_RUN, LINES),
            label(one.refusal.basis),
        ),
        assumed=one.refusal.basis == "assumed",
    )


def crossed_by(of: Settlement, package: int) -> str:
    """Whose lines a package crosses."""
    found = of.refusals
    if found is None:
        return ""
    return listed(_title(of, a) for v, a in enumerate(found.vetoes) if found.crossed[v, package]) or "nobody's"


def _title(of: Settlement, actor: int) -> str:
    return of.situation.actors[actor].title


def refusals_json(of: Settlement) -> dict[str, Any] | None:
    """The same as plain data; null where nothing is coded so."""
    found = of.refusals
    if found is None:
        return None
    actors, issues = of.situation.actor_names, of.situation.issue_names
    return {
        "agreed": int(found.agreed.sum()),
        "agreed_without": [
            {"actor": actors[a], "agreed": int(number)} for a, number in zip(found.vetoes, found.without, strict=True)
        ],
        "lines": [
            {
                "actor": actors[one.actor],
                "issue": issues[one.issue],
                "levels": list(one.refusal.levels),
                "packages": one.packages,
                "known_how": one.refusal.basis,
            }
            for one in found.lines
        ],
    }
