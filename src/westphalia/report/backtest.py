"""What models of bargaining were worth on decisions of the past, and on one agreement held out: tables and JSON."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from westphalia.report.names import Link
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.units import PER_CENT
from westphalia.wording import Unit, day, tidy_percent, written
from westphalia.world.backtest import BASE, LICENCE, NOTE, SOURCE, VOTES_SOURCE, Backtest, Score, shipped_backtest
from westphalia.world.minerals import Scale

if TYPE_CHECKING:
    from westphalia.settlement.holdout import HoldoutScore, MineralsHoldout
    from westphalia.settlement.holdout_situation import SituationHoldout

_BACKTEST: Final = "#how-backtest"
_BAND: Final = "#how-model-error"
_COUNCIL: Final = "#how-council"
_HOLDOUT: Final = "#how-holdout"
_POINTS: Final = Unit(scale=PER_CENT, decimals=2)
_APART: Final = Unit(scale=PER_CENT, decimals=2, signed=True)
_PLACE: Final = Unit(decimals=2)
_SILENT: Final = "silent"


def backtest_tables(folder: Path | None, ident: str = "backtest") -> tuple[Table, ...]:
    """Errors by model, the band, readings of the Council's rule, the hold-out, and a situation against it.

    With a folder its decisions are scored; without one the scores shipped are shown.
    """
    from westphalia.settlement.holdout import minerals_holdout
    from westphalia.settlement.holdout_situation import situation_holdout

    found, held_out = _scored(folder), minerals_holdout()
    return (
        models_table(found, ident),
        band_table(found, ident),
        readings_table(found, ident),
        holdout_table(held_out, ident),
        holdout_scores_table(held_out, ident),
        situation_holdout_table(situation_holdout(), ident),
    )


def backtest_json(folder: Path | None) -> dict[str, Any]:
    """The same as plain data: errors as shares of a scale."""
    from westphalia.settlement.holdout import minerals_holdout
    from westphalia.settlement.holdout_situation import situation_holdout

    found = _scored(folder)
    return {
        "unit": "share of the scale",
        "shipped": folder is None,
        "counts": asdict(found.counts),
        "models": [asdict(one) for one in found.scores],
        "readings": [asdict(one) for one in found.readings],
        "band": asdict(found.band),
        "note": NOTE,
        "licence": LICENCE,
        "holdout": _holdout_json(minerals_holdout()) | {"situation": _situation_json(situation_holdout())},
    }


def backtest_sources() -> tuple[str, ...]:
    """The sources of the decisions and of the votes."""
    return (SOURCE, VOTES_SOURCE)


def _scored(folder: Path | None) -> Backtest:
    if folder is None:
        return shipped_backtest()
    from westphalia.settlement.backtest import backtest
    from westphalia.settlement.decisions import read_decisions

    return backtest(read_decisions(folder))


def models_table(found: Backtest, ident: str) -> Table:
    """Errors of each model on the decisions it says something on."""
    counts = found.counts
    return Table(
        id=f"{ident}-models",
        caption="How far models of bargaining were from what the European Union decided",
        corner="Model",
        columns=(
            "issues", "mean miss", "root mean square", "median miss", "within 10", "miss beyond the compromise",
            "same, by proposal",
        ),
        rows=tuple(_model_row(one) for one in found.scores),
        note=f"Points of a scale of 100, on {counts.issues} issues of {counts.proposals} proposals, "
        f"{tidy_percent(round(counts.at_the_ends / counts.issues, 2))} of them decided at an end of the scale. In "
        "brackets 95% bootstrap intervals; in the last column whole proposals are drawn. Models with a reference point "
        f"are held against the compromise on the same issues. Left out: {counts.undecided} issues without outcome, "
        f"{counts.too_few} with fewer than three actors, {counts.without_salience} positions without salience. {NOTE}",
        links=(Link("how models are scored", _BACKTEST),),
        single_runs=True,
    )  # fmt: skip


def _model_row(one: Score) -> Row:
    points = (_points(value, _BACKTEST) for value in (one.mae, one.rmse, one.median))
    hits = Cell(tidy_percent(round(one.hits, 2)), "", _BACKTEST)
    if one.model == BASE:
        return Row(one.model, (label(str(one.issues)), *points, hits, label("the measure"), label("the measure")))
    alone = quantity(one.difference, one.low, one.high, _APART, _BACKTEST)
    together = quantity(one.difference, one.clustered_low, one.clustered_high, _APART, _BACKTEST)
    return Row(one.model, (label(str(one.issues)), *points, hits, alone, together))


def band_table(found: Backtest, ident: str) -> Table:
    """The error of the compromise as a band."""
    band = found.band
    rows = (
        Row("80% of outcomes within ±", (_points(band.half_width, _BAND),)),
        Row("one outcome in ten below by", (_points(band.low, _BAND),)),
        Row("one outcome in ten above by", (_points(band.high, _BAND),)),
        Row("held out: inside the band", (_share(band.held_out),)),
        Row("within 1 sd of the positions", (_share(band.one_spread),)),
        Row("within 1.28 sd", (_share(band.wide_spread),)),
        Row("CRPS of weighted positions", (_points(band.crps, _BAND),)),
        Row("CRPS of positions, equal", (_points(band.crps_equal, _BAND),)),
    )
    return Table(
        id=f"{ident}-band",
        caption="The error of the compromise as a band",
        corner="Quantity",
        columns=("value",),
        rows=rows,
        note="Points of a scale of 100, or per cent of the issues. A band this wide stands beside every forecast of "
        "the compromise; held out: how often it holds when it is drawn from other proposals. CRPS compares with the "
        "mean miss of a point: a distribution that scores less says more.",
        links=(Link("how the band is drawn", _BAND),),
        single_runs=True,
    )


def readings_table(found: Backtest, ident: str) -> Table:
    """The compromise under each reading of what the Commission and the Parliament count for."""
    return Table(
        id=f"{ident}-readings",
        caption="What the Commission and the Parliament are taken to count for, and the error of the compromise",
        corner="Each counts as",
        columns=("mean miss", "root mean square"),
        rows=tuple(
            Row(one.reading, (_points(one.mae, _COUNCIL), _points(one.rmse, _COUNCIL))) for one in found.readings
        ),
        note="Points of a scale of 100. The first reading is used. EP: the Parliament; COD: codecision, elsewhere it "
        "is only heard. States count with the votes they had on the day of the decision, from November 2014 with their "
        "people. The data hold no weights: this is an assumption.",
        links=(Link("the rule", _COUNCIL),),
        single_runs=True,
    )


def holdout_table(found: "MineralsHoldout", ident: str) -> Table:
    """Positions of February, the compromise and what was signed, issue by issue."""
    ends = "; ".join(f"{scale.title} from {scale.low} to {scale.high}" for scale in found.scales)
    return Table(
        id=f"{ident}-holdout",
        caption="The minerals agreement, from positions of February 2025",
        corner="Issue",
        columns=("United States", "Ukraine", "compromise", "26 February", "signed 30 April", "miss of the compromise"),
        rows=tuple(_holdout_row(found, scale, q) for q, scale in enumerate(found.scales)),
        note=f"Places from 0 to 1: {ends}. What either side had stated by 23 February. Where one side was silent there "
        "is no compromise: in brackets, where it would lie with equal capability whatever the silent side wants. Where "
        "both spoke, in brackets: capability equal, and as in the index of material capability. The scales were drawn "
        "with the text at hand.",
        links=(Link("how the hold-out is scored", _HOLDOUT),),
        single_runs=True,
    )


def _holdout_row(found: "MineralsHoldout", scale: Scale, q: int) -> Row:
    sides = tuple(_place(value, _SILENT) for value in found.position[:, q])
    texts = (_place(found.framework[q], _SILENT), _place(found.signed[q], _SILENT))
    return Row(scale.title, (*sides, *_settled(found, q, texts)))


def _settled(found: "MineralsHoldout", q: int, texts: tuple[Cell, Cell]) -> tuple[Cell, ...]:
    """The compromise, both texts, and the miss; for a silent side, whether any wish of it fits what was signed."""
    if found.both[q]:
        equal, material, signed = (float(values[q]) for values in (found.equal, found.material, found.signed))
        low, high = sorted((abs(equal - signed), abs(material - signed)))
        point = quantity(equal, min(equal, material), max(equal, material), _PLACE, _HOLDOUT)
        return point, *texts, quantity(abs(equal - signed), low, high, _PLACE, _HOLDOUT)
    if found.stated[q] == 0:
        return label("both silent"), *texts, label("not scored")
    reach = f"none ({written(found.reach_low[q], _PLACE)} to {written(found.reach_high[q], _PLACE)})"
    return label(reach, _HOLDOUT), *texts, label("could be right" if found.reached[q] else "wrong in any case")


def holdout_scores_table(found: "MineralsHoldout", ident: str) -> Table:
    """Each forecast of the agreement: on how many issues, and how far off."""
    one_side = "; ".join(scale.title for scale in found.one_side)
    return Table(
        id=f"{ident}-holdout-scores",
        caption="Forecasts of the minerals agreement against the text signed",
        corner="Forecast",
        columns=("issues", "mean miss", "miss where both had stated a position"),
        rows=tuple(_holdout_score(one) for one in found.scores),
        note=f"Places from 0 to 1. Both sides had stated a position on {int(found.both.sum())} of "
        f"{len(found.scales)} issues; on {len(found.one_side)} one side alone: {one_side}. So few issues rank no "
        "model: the positions of February, as far as stated, do not carry a forecast. The framework text came later "
        "than the positions and is a baseline of no change from then on.",
        links=(Link("how the hold-out is scored", _HOLDOUT),),
        single_runs=True,
    )


def _holdout_score(one: "HoldoutScore") -> Row:
    together = label("says nothing") if one.together is None else _place(one.together)
    head = f"{one.forecast}, later" if one.later else one.forecast
    return Row(head, (label(str(one.issues)), _place(one.mae), together))


def situation_holdout_table(found: "SituationHoldout", ident: str) -> Table:
    """Each model on the minerals issue of the shipped situation, against the text signed."""
    return Table(
        id=f"{ident}-holdout-situation",
        caption="The shipped situation's own minerals issue against the text signed",
        corner="Forecast",
        columns=("place of 100", "miss, points of 100"),
        rows=tuple(
            Row(one.forecast, (_place_points(one.place), _place_points(one.miss))) for one in found.scores
        ),
        note=f"At the likeliest coding of {day(found.date)}. What was signed on 30 April is nearest in words to the "
        f"level “{found.level}”, at {written(found.signed, _POINTS)}. {_standing_words(found)} No test of a forecast: "
        "the scale has three levels and was drawn with the text at hand, by somebody who knew the outcome; the text is "
        "its middle, so that whatever says “middle” is right; and one issue ranks no model.",
        links=(Link("how the hold-out is scored", _HOLDOUT),),
        single_runs=True,
    )  # fmt: skip


def _standing_words(found: "SituationHoldout") -> str:
    """How the compromise, the model shown first elsewhere, does beside the mean of the same positions."""
    from westphalia.settlement.holdout_situation import COMPROMISE, MEAN

    compromise, mean = (found.miss(name) or 0.0 for name in (COMPROMISE, MEAN))
    said = f"The compromise, shown first everywhere, misses by {written(compromise, _POINTS)}"
    other = f"the plain mean of the same positions by {written(mean, _POINTS)}"
    return f"{said}; {other}{': it loses to weighing nobody' if compromise > mean else ''}."


def _situation_json(found: "SituationHoldout") -> dict[str, Any]:
    return asdict(found) | {"date": found.date.isoformat()}


def _place_points(value: float | None) -> Cell:
    return label("says nothing") if value is None else _points(value, _HOLDOUT)


def _points(value: float, href: str) -> Cell:
    return Cell(written(value, _POINTS), "", href)


def _share(value: float) -> Cell:
    return Cell(tidy_percent(round(value, 3)), "", _BAND)


def _place(value: float, missing: str = "") -> Cell:
    return Cell(written(value, _PLACE), "", _HOLDOUT) if value == value else label(missing)


def _holdout_json(found: "MineralsHoldout") -> dict[str, Any]:
    return {
        "unit": "place from 0 to 1",
        "issues": [
            {
                "issue": scale.issue,
                "usa": float(found.position[0, q]),
                "ukr": float(found.position[1, q]),
                "compromise": float(found.equal[q]),
                "compromise_material": float(found.material[q]),
                "reach": [float(found.reach_low[q]), float(found.reach_high[q])],
                "framework": float(found.framework[q]),
                "signed": float(found.signed[q]),
                "sides": int(found.stated[q]),
            }
            for q, scale in enumerate(found.scales)
        ],
        "scores": [asdict(one) for one in found.scores],
    }
