"""How much hangs on drawing the no-deal values of those who decide each by itself: a table, a sentence, plain data."""

from typing import Any, Final

from westphalia.report.names import Link
from westphalia.report.settle_words import share_text
from westphalia.report.tables import Cell, Row, Table
from westphalia.settlement import Settlement
from westphalia.settlement.dependence import Drawn, dependence

ACCEPTANCE: Final = "#how-acceptance"
_HEADS: Final = ("draws with no package", "agreed: one in ten has fewer", "· half have fewer",
                 "· one in ten has more", "agreed in nine of ten draws")  # fmt: skip


def dependence_table(of: Settlement, ident: str) -> Table | None:
    """Draws without a package, the number agreed, and how many are nearly always; None without draws."""
    found = dependence(of)
    if found is None:
        return None
    return Table(
        id=f"{ident}-dependence",
        caption="If what no deal is worth moved together for all who decide",
        corner="Over draws",
        columns=("each by itself", "all together"),
        rows=tuple(
            Row(head, tuple(Cell(text, "", ACCEPTANCE) for text in pair))
            for head, *pair in zip(_HEADS, _texts(found.alone), _texts(found.together), strict=True)
        ),
        note=f"The same {found.number:,} draws of everything else; by itself, the last row counts all "
        f"{of.number or 0:,}. Together: every value keeps its range, and all are as good or as bad as their ranges go "
        "at once, as if one view of the future lay behind them. Everywhere else each is drawn by itself. No data say "
        "which is nearer to the truth; values may also move against each other, where what going on brings one side it "
        f"takes from another, which is not counted here. {found.in_both:,} packages are agreed in nine of ten draws "
        "either way.",
        links=(Link("how draws are taken", ACCEPTANCE),),
        single_runs=True,
    )


def _texts(drawn: Drawn) -> tuple[str, ...]:
    sizes = (f"{round(float(size)):,}" for size in drawn.size_quantiles)
    return share_text(drawn.empty), *sizes, f"{int(drawn.robust.sum()):,}"


def dependence_json(of: Settlement) -> dict[str, Any] | None:
    """The same as plain data."""
    found = dependence(of)
    if found is None:
        return None
    return {
        "draws": found.number,
        "alone": _drawn_json(found.alone),
        "together": _drawn_json(found.together),
        "robust_in_both": found.in_both,
    }


def _drawn_json(drawn: Drawn) -> dict[str, Any]:
    return {"empty": drawn.empty, "sizes": drawn.size_quantiles.tolist(), "robust": int(drawn.robust.sum())}
