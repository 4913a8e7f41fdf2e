"""What one scenario's sanctions come to: the duty they are worth, trade and income of both sides, who bears it."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import SanctionsOutcome
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, label, over
from westphalia.sanctions.measures import burden_share
from westphalia.wording import CHANGE, MISSING, PERCENT, Unit, counted, currency_unit, listed, written

_HERE: Final = "#how-sanctions"
_COALITION: Final = "#how-coalition"
_DOLLARS: Final = currency_unit("USD")
_CENTS: Final = Unit(before="$", decimals=2)
_MOST: Final = 12
_NAMED: Final = 6
_GAIN_MOST: Final = "Who gains besides the target, as trade becomes easier: the senders that gain most"
_NEGATIVE: Final = ("A negative loss is a gain.", "A negative gain is a loss.")
Columns = Sequence[tuple[str, Float[np.ndarray, "v n"], Unit]]
_CUSTOMS: Final = {"icio-2022-sanctioned": 2023}
"""Bases that hold goods traded with Russia as customs recorded them in a later year, see docs/bases.md."""


def run_tables(outcome: SanctionsOutcome, ident: str = "sanctions") -> tuple[Table, ...]:
    """Equivalents of the levers, both sides together, and the senders that lose most, or gain where the target does."""
    return equivalents_table(outcome, ident), sides_table(outcome, ident), burden_table(outcome, ident)


def equivalents_table(outcome: SanctionsOutcome, ident: str) -> Table:
    """Each lever at full strength as a duty, by elasticity."""
    elasticities = outcome.equivalents[0].elasticity.tolist()
    return Table(
        id=f"{ident}-levers",
        caption="What each lever is worth as a duty at full strength, and the trade it leaves at given prices",
        corner="Lever",
        columns=tuple(f"{words}, elasticity {e:g}" for words in ("duty", "trade left") for e in elasticities),
        rows=tuple(
            Row(
                one.lever,
                (
                    *(_duty(float(duty)) for duty in one.duty),
                    *(Cell(written(float(np.exp(x)), PERCENT, 0), "", _HERE) for x in one.log_change),
                ),
            )
            for one in outcome.equivalents
        ),
        note="The columns are the range. The run itself takes the elasticity of each sector.",
        links=(Link("how an equivalent is worked out", _HERE),),
        single_runs=True,
    )


def _duty(duty: float) -> Cell:
    return Cell(written(duty, PERCENT, 0), "", _HERE) if np.isfinite(duty) else label("no duty suffices", _HERE)


def sides_table(outcome: SanctionsOutcome, ident: str) -> Table:
    """Trade between the sides, real income of both, and what all states together would take."""
    target, senders = _names(outcome.targets), counted(len(outcome.senders), "sender")

    def row(words: str, values: Float[np.ndarray, " v"], unit: Unit, href: str = _HERE) -> Row:
        return Row(words, (_over_runs(values, unit, href),))

    rows = (
        row("Imports from the target", outcome.imports_new / outcome.imports - 1, CHANGE),
        *_part_rows(outcome, outcome.imports_parts, outcome.imports_parts_new),
        row("Exports to the target", outcome.exports_new / outcome.exports - 1, CHANGE),
        *_part_rows(outcome, outcome.exports_parts, outcome.exports_parts_new),
        row("Real income, target", outcome.target_change, CHANGE),
        row("Real income, senders together", outcome.coalition_change, CHANGE, _COALITION),
        row("Target, if all took part", outcome.global_change, CHANGE, _COALITION),
        row("Potential of the coalition", outcome.potential, PERCENT, _COALITION),
        row("· were nothing to go round", outcome.potential_closed, PERCENT, _COALITION),
        row("Burden, for a dollar", outcome.coalition_burden, _CENTS, _COALITION),
    )
    return Table(
        id=f"{ident}-sides",
        caption=f"{senders} against {target} once all have adjusted, levers as in {outcome.settled_year}: change "
        f"against {_world(outcome)}",
        corner="",
        columns=("change",),
        rows=rows,
        note=_sides_note(outcome),
        links=(Link("how a coalition is counted", _COALITION),),
    )


def _world(outcome: SanctionsOutcome) -> str:
    """The base by name with the year of its trade; trade with Russia may be of another."""
    later = _CUSTOMS.get(outcome.base)
    return f"the base {outcome.base} ({outcome.year}{f', goods traded with Russia of {later}' if later else ''})"


def _part_rows(outcome: SanctionsOutcome, old: Float[np.ndarray, "v p"], new: Float[np.ndarray, "v p"]) -> list[Row]:
    """What becomes of each part of trade, where the base has more than one."""
    if len(outcome.parts) == 1:
        return []
    changes = np.divide(new, old, out=np.full(old.shape, np.nan), where=old > 0) - 1
    return [Row(f"· {name}", (_over_runs(changes[:, p], CHANGE, _HERE),)) for p, name in enumerate(outcome.parts)]


def _runs_without(outcome: SanctionsOutcome) -> str:
    return "any run" if np.isnan(outcome.global_change).all() else "some runs"


def _over_runs(values: Float[np.ndarray, " v"], unit: Unit, href: str) -> Cell:
    """The reference run between the lowest and highest of those that have a value."""
    known = values[np.isfinite(values)]
    if not known.size or not np.isfinite(values[0]):
        return label(MISSING)
    return over(known.tolist(), float(values[0]), unit, href)


def _sides_note(outcome: SanctionsOutcome) -> str:
    size = written(float(outcome.imports[0]), _DOLLARS), written(float(outcome.exports[0]), _DOLLARS)
    aside = f" Left aside: {listed(outcome.left_aside)}." if outcome.left_aside else ""
    failed = "".join(f" {one.variant.closure}, {one.variant.elasticities}: {one.reason}" for one in outcome.failed)
    why = f" No potential in {_runs_without(outcome)}: {outcome.global_reason}." if outcome.global_reason else ""
    why += " No burden: the target gains." if _eased(outcome) else ""
    return (
        "Potential: the target's loss over its loss if all states took part and nothing went round; below, the "
        "same without what goes round the coalition: its size alone. Burden: what the senders lose for each "
        "dollar the target loses. In brackets the "
        f"lowest and highest over closures and elasticities: a spread of models, no probability. "
        f"Trade in {_world(outcome)}: {size[0]} of imports, {size[1]} of exports. Income answers trade alone: "
        f"finance, investment, technology and war are not in it.{why}{aside}{failed}"
    )


def burden_table(outcome: SanctionsOutcome, ident: str) -> Table:
    """The senders that lose most, or where the target gains those that gain most; each with its part."""
    columns = _gains(outcome) if _eased(outcome) else _losses(outcome)
    order = np.argsort(-columns[1][1][0], kind="stable")[:_MOST].tolist()
    rest = len(outcome.senders) - len(order)
    return Table(
        id=f"{ident}-burden",
        caption=_GAIN_MOST if _eased(outcome) else "Who bears it: the senders that lose most",
        corner="Sender",
        columns=tuple(words for words, _, _ in columns),
        rows=tuple(
            Row(
                country_name(outcome.senders[n]),
                tuple(_over_runs(values[:, n], unit, _COALITION) for _, values, unit in columns),
            )
            for n in order
        ),
        note=f"{counted(rest, 'further sender')} not shown. {_NEGATIVE[_eased(outcome)]}" if rest else "",
        links=(Link("how a burden is counted", _COALITION),),
    )


def _eased(outcome: SanctionsOutcome) -> bool:
    """Whether the target gains, so that nobody bears anything for a dollar it loses."""
    return bool(outcome.target_change[0] > 0)


def _losses(outcome: SanctionsOutcome) -> Columns:
    return (
        ("real income", outcome.sender_change, CHANGE),
        ("loss, USD bn", outcome.sender_loss, _DOLLARS),
        ("for a dollar the target loses", outcome.burden, _CENTS),
        ("part of the senders' losses", outcome.burden_share, PERCENT),
    )


def _gains(outcome: SanctionsOutcome) -> Columns:
    parts = np.stack([burden_share(-loss) for loss in outcome.sender_loss])
    return (
        ("real income", outcome.sender_change, CHANGE),
        ("gain, USD bn", -outcome.sender_loss, _DOLLARS),
        ("part of the senders' gains", parts, PERCENT),
    )


def _names(codes: Sequence[str]) -> str:
    more = len(codes) - _NAMED
    shown = [country_name(code) for code in codes[:_NAMED]]
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def run_json(outcome: SanctionsOutcome) -> dict[str, Any]:
    """The same as plain data: along runs, and along senders within each."""
    names = (
        "imports", "imports_new", "imports_parts", "imports_parts_new", "exports", "exports_new", "exports_parts",
        "exports_parts_new", "target_income", "target_change", "global_change",
        "closed_change", "potential", "potential_closed",
        "coalition_change", "coalition_burden", "sender_change", "sender_loss", "burden", "burden_share",
    )  # fmt: skip
    return {
        "unit": "fractions; trade, income and losses in USD bn of the base's year",
        "base": outcome.base,
        "year": outcome.year,
        "settled_year": outcome.settled_year,
        "targets": list(outcome.targets),
        "senders": list(outcome.senders),
        "parts": list(outcome.parts),
        "left_aside": list(outcome.left_aside),
        "equivalents": [
            {
                "lever": one.lever,
                "elasticity": one.elasticity.tolist(),
                "log_change": one.log_change.tolist(),
                "duty": one.duty.tolist(),
            }
            for one in outcome.equivalents
        ],
        "variants": [
            {"closure": v.closure, "elasticities": v.elasticities, "services": v.services} for v in outcome.variants
        ],
        "failed": [{"closure": f.variant.closure, "reason": f.reason} for f in outcome.failed],
        "global_reason": outcome.global_reason,
    } | {name: getattr(outcome, name).tolist() for name in names}
