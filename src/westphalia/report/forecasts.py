"""A log of forecasts in the terminal and as data: what was added, whether the chain holds, what it says, how it did."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from westphalia.report.grid import grid
from westphalia.settlement.forecast_log import SHOWN, Log, Sealed
from westphalia.settlement.forecast_scores import Against, Group, Scored, Scores
from westphalia.settlement.forecasts import Forecast, IssueForecast, Outcome
from westphalia.wording import MISSING, counted, number, percent
from westphalia.world.backtest import model_error

if TYPE_CHECKING:
    from rich.table import Table

    from westphalia.bargaining.scores import Interval

KNOWN: Final = "not a forecast: outcome was known"
AHEAD: Final = "made ahead"
PUBLISH: Final = (
    "Publish the head: the chain shows that nothing up to a published head was changed, and nothing beyond it. Whoever "
    "holds the file can remove its last lines or seal all of it anew."
)
MODEL_NOTE: Final = (
    "What coded positions imply under one model, not what will happen. Its error was measured on laws of the EU; on "
    "anything else it is the least to expect."
)
_OF: Final = 100.0


def added_line(path: str, sealed: Sealed) -> str:
    """What was added, and the head to publish."""
    return f"{path}, line {sealed.line}: {_what(sealed)} sealed. Head: {sealed.sha256}"


def held_line(path: str) -> str:
    """That nothing was added, because it stands there."""
    return f"{path}: holds just this already; nothing was added."


def check_line(log: Log) -> str:
    """What the chain holds."""
    held = f"{counted(len(log.forecasts), 'forecast')} and {counted(len(log.outcomes), 'outcome')}"
    return f"{log.name}: {held}; every seal and the order hold. Head: {log.head}"


def check_json(log: Log) -> dict[str, Any]:
    """The same as data."""
    return {
        "log": log.name,
        "holds": True,
        "forecasts": len(log.forecasts),
        "outcomes": len(log.outcomes),
        "head": log.head,
    }


def entry_json(sealed: Sealed) -> dict[str, Any]:
    """An entry as it stands in the log, with its line."""
    content = sealed.entry.model_dump(mode="json")
    return {"line": sealed.line, **content, "previous": sealed.previous, "sha256": sealed.sha256}


def log_json(log: Log) -> dict[str, Any]:
    """All entries as data."""
    return {"log": log.name, "head": log.head, "entries": [entry_json(one) for one in log.entries]}


def entry_table(log: Log) -> "Table":
    """The entries, one a row."""
    shown = _headed("line", "entered", "entry", "seal")
    for one in log.entries:
        shown.add_row(str(one.line), str(one.entry.entered), _what(one), f"{one.sha256[:SHOWN]}…")
    return shown


def forecast_table(one: Forecast) -> "Table":
    """A forecast issue by issue, both intervals beside the point, and the forecasts without a model."""
    shown = _headed("issue", "scale", "point", "inputs", "model error", "no change", "middle")
    for issue in one.issues:
        low, high = issue.scale
        scale = f"{low:g} to {high:g}{f' {issue.unit}' if issue.unit else ''}"
        quo = MISSING if issue.no_change is None else _plain(issue.no_change, issue)
        bands = (" to ".join(_plain(end, issue) for end in ends) for ends in (issue.inputs, issue.model_error))
        shown.add_row(issue.name, scale, _plain(issue.point, issue), *bands, quo, _plain(issue.middle, issue))
    return shown


def forecast_note(one: Forecast) -> str:
    """What the intervals of a forecast are."""
    error = one.error
    history = f"{percent(error.level, 0)} of past outcomes ({error.source}, ±{number(_OF * error.half_width)} of 100)"
    return (
        f"Inputs: {percent(one.inputs_level, 0)} of {one.draws:,} draws of what was coded. Model error: what held "
        f"{history}. {MODEL_NOTE}"
    )


def score_table(found: Scores) -> "Table":
    """Scores in hundredths of the scales, of forecasts made ahead and apart from them of those that were not."""
    groups = [(name, one) for name, one in ((AHEAD, found.ahead), (KNOWN, found.known)) if one]
    shown = _headed("errors of 100", *(name for name, _ in groups))
    for head, *cells in zip(*(_measures(one) for _, one in groups), strict=True):
        shown.add_row(head[0], head[1], *(value for _, value in cells))
    return shown


def scored_table(found: Scores) -> "Table":
    """Every issue with an outcome."""
    shown = _headed("issue", "made", "point", "outcome", "of", "off", "CRPS", "no change off", "middle off", "inside")
    for one in found.scored:
        quo = MISSING if one.no_change is None else _off(one.no_change)
        shown.add_row(
            one.issue, f"{one.made}{' *' if one.known else ''}", f"{one.point:.4g}", _came(one), str(one.on),
            _off(one.residual), number(_OF * one.crps), quo, _off(one.middle), _inside(one),
        )  # fmt: skip
    return shown


def score_notes(found: Scores) -> Iterator[str]:
    """What the scores count and what they do not show."""
    error = model_error()
    if found.known:
        yield f"* {KNOWN}. Entered on the day of the outcome or later, or from a coding of then; scored apart."
    if any(one.made < one.entered for one in found.scored):
        yield "Made is the day somebody says; what counts is the day of entry, and that is only as good as the clock."
    yield "Off: outcome less forecast. CRPS: the weighted positions as a distribution, beside errors of a point."
    beyond = [one.issue for one in found.scored if one.beyond_scale]
    if beyond:
        marked = "At least, or at most (≥, ≤): beyond the end of the scale, where it is scored"
        yield f"{marked}, so the miss is larger: {', '.join(beyond)}."
    yield (
        f"Few forecasts prove nothing: the {error.issues} past issues behind the model error give "
        f"{number(_OF * error.mae)} of 100 for the model and {number(_OF * error.mae_middle)} for the middle. Issues "
        "of one negotiation are not independent; intervals draw whole negotiations and need two."
    )
    if found.without_no_change:
        yield f"Stood nowhere, so no change says nothing: {', '.join(found.without_no_change)}."
    if found.open:
        yield f"Without an outcome yet: {counted(found.open, 'issue')}."
    if found.repeated:
        yield f"Forecast again from the same coding, and not counted twice: {counted(found.repeated, 'issue')}."


def scores_json(log: Log, found: Scores) -> dict[str, Any]:
    """Scores as data; errors are shares of the scale."""
    return {"log": log.name, "head": log.head, **asdict(found)}


def _measures(group: Group) -> Iterator[tuple[str, str]]:
    yield "issues", str(group.issues)
    yield "negotiations", str(group.negotiations)
    yield "mean error", number(_OF * group.mae)
    yield "median error", number(_OF * group.median)
    yield "CRPS of the positions", number(_OF * group.crps)
    yield "share within 10", percent(group.hits, 0)
    yield "share inside inputs", percent(group.in_inputs, 0)
    yield "share inside model error", percent(group.in_model_error, 0)
    for one in group.against:
        yield f"{one.name}: mean error", f"{number(_OF * one.other)} ({counted(one.issues, 'issue')})"
        yield f"model less {one.name}", _difference(one)


def _difference(one: Against) -> str:
    return f"{_off(one.difference)}{_between(one.interval)}"


def _between(interval: "Interval | None") -> str:
    return "" if interval is None else f" ({_off(interval.low)} to {_off(interval.high)})"


def _off(share: float) -> str:
    return number(_OF * share, signed=True)


def _came(one: Scored) -> str:
    """What came about; beyond the scale, the end of it and on which side."""
    side = ("≤" if one.outcome < one.point else "≥") if one.beyond_scale else ""
    return f"{side}{one.outcome:.4g}"


def _inside(one: Scored) -> str:
    names = [name for name, inside in (("inputs", one.in_inputs), ("model error", one.in_model_error)) if inside]
    return ", ".join(names) or "neither"


def _what(sealed: Sealed) -> str:
    one = sealed.entry
    if isinstance(one, Outcome):
        again = "" if one.correction is None else f", corrected: {one.correction}"
        beyond = " or beyond" if one.beyond_scale else ""
        return f"outcome of {one.issue} ({one.title}): {one.value:g}{beyond} on {one.on}{again}"
    about = one.situation
    return f"forecast of {counted(len(one.issues), 'issue')} ({about.title}, as of {about.date})"


def _plain(value: float, issue: IssueForecast) -> str:
    """A value with three digits of the scale's length behind it."""
    low, high = issue.scale
    return f"{value:.{_decimals(high - low)}f}"


def _decimals(length: float) -> int:
    return 0 if length > _OF else 1 if length > _OF / 10 else 2 if length > 1 else 3


def _headed(*columns: str) -> "Table":
    shown = grid()
    for column in columns:
        shown.add_column(column)
    return shown
