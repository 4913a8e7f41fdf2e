"""What those who must agree rule out in public, and the packages left if each is taken at its word."""

from typing import Any, Final

from westphalia.report.names import Link
from westphalia.report.settle_origins import origin_json, short_origin, url_of
from westphalia.report.settle_words import about, issue_heads
from westphalia.report.tables import Cell, Row, Table, label
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
    freed = "".join(
        f"; if {_possessive(_title(of, a))} refusals did not count, {about(int(number))}"
        for a, number in zip(found.vetoes, found.without, strict=True)
        if number > left
    )
    count = f"{about(left) if left else 'none'} of these {'is' if left <= 1 else 'are'} left"
    return f" If all they rule out in public is meant, {count}{freed}."


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def refusals_table(of: Settlement, found: Refusals, ident: str) -> Table:
    """Each thing ruled out, by whom, and how many packages have it."""
    return Table(
        id=f"{ident}-lines",
        caption="What those who must agree rule out in public",
        corner="Who",
        columns=("issue", "levels ruled out", "packages with one of them", "known how", "source, in short"),
        rows=tuple(_row(of, one) for one in found.lines),
        note="In the models enough of one thing makes up for any other; governments say of some things that nothing "
        f"does. Whether they mean it no model knows. Better than no deal for all who must agree, in this model: "
        f"{int(of.agreed.at_mode.sum()):,} packages, of which {int(found.agreed.sum()):,} have nothing they rule out.",
        links=(Link("how lines are counted", LINES),),
        single_runs=True,
    )


def _row(of: Settlement, one: Line) -> Row:
    return Row(
        _title(of, one.actor),
        (
            label(issue_heads(of)[one.issue]),
            label("; ".join(one.refusal.levels)),
            Cell(f"{one.packages:,}", "", LINES),
            label(one.refusal.basis),
            label(short_origin(one.refusal), url_of(one.refusal) or ""),
        ),
        assumed=one.refusal.basis == "assumed",
    )


def crossed_by(of: Settlement, package: int) -> str:
    """Who of those who must agree has ruled out in public a level of a package."""
    found = of.refusals
    if found is None:
        return ""
    return listed(_title(of, a) for v, a in enumerate(found.vetoes) if found.crossed[v, package]) or "nobody"


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
            | origin_json(one.refusal)
            for one in found.lines
        ],
    }
