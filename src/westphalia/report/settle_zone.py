"""What the number of packages agreed hangs on: the worth of no deal, and whether public refusals bind."""

from typing import Any, Final

from westphalia.report.names import Link
from westphalia.report.settle_words import UTILITY, about, actor_title, basis_of_no_deal, share_text
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.wording import listed, written

ZONE: Final = "#how-zone"
_OTHER: Final = {"linear": "squared", "quadratic": "as they are"}


def zone_line(of: Settlement) -> str:
    """The count if going on without a deal cost nothing; empty where it is not coded where every issue goes."""
    number = of.zone.as_status_quo
    if number is None:
        return ""
    return (
        "If no deal were worth what the places are worth that issues go to without one, as if going on cost nothing, "
        f"{about(number) if number else 'none'} would be agreed: what going on costs is "
        f"{basis_of_no_deal(of)}, and it carries the answer."
    )


def zone_table(of: Settlement, ident: str) -> Table:
    """Packages agreed as coded and under the other choices."""
    found, whole = of.zone, of.grid.number
    counts = (
        ("as coded", "enough of anything makes up for anything else", found.as_coded),
        ("public refusals bind", "nothing that a veto rules out in public", found.at_their_word),
        (
            "going on costs nothing",
            "no deal worth what the places are that issues go to without one",
            found.as_status_quo,
        ),
        ("both", "neither refused nor worse than those places", found.both),
        ("another loss", f"distances count {_OTHER[of.situation.loss]}", found.other_loss),
        ("all hold out", "every no-deal value of those who decide at its highest", of.joint.highest),
        ("all are pressed", "every one of them at its lowest", of.joint.lowest),
    )
    rows = [
        Row(head, (label(words), Cell(f"{n:,}", "", ZONE), Cell(share_text(n, whole), "", ZONE)))
        for head, words, n in counts
        if n is not None
    ]
    return Table(
        id=f"{ident}-zone",
        caption="What the number of packages agreed hangs on",
        corner="If",
        columns=("that is", "packages agreed", "share of all"),
        rows=tuple(rows),
        note="Agreed: in this model no worse than no deal for all who must agree. "
        f"{_going_on(of)}Which of the lines is nearest to the truth no model says: whether a refusal binds, and "
        "what going on costs, is known to those who decide, if to anybody.",
        links=(Link("how they are counted", ZONE),),
        single_runs=True,
    )


def _going_on(of: Settlement) -> str:
    """What going on without a deal is taken to cost each who decides, in utility."""
    worth = of.zone.status_quo
    if worth is None:
        return ""
    costs = [
        f"{actor_title(of, v)} {written(float(worth[v] - of.deciding.mode.no_deal[v]), UTILITY)}"
        for v in range(len(of.deciders))
    ]
    return (
        f"As coded, no deal is worse than those places by so much utility: {listed(costs)} ({basis_of_no_deal(of)}). "
    )


def zone_json(of: Settlement) -> dict[str, Any]:
    """The counts as plain data, and what the status quo would be worth to each who decides."""
    found = of.zone
    return {
        "as_coded": found.as_coded,
        "at_their_word": found.at_their_word,
        "as_status_quo": found.as_status_quo,
        "both": found.both,
        "other_loss": found.other_loss,
        "status_quo_worth": None if found.status_quo is None else found.status_quo.tolist(),
    }
