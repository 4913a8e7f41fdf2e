"""What goes into a log of forecasts: a situation's forecast, once, and the outcome of an issue, once or corrected."""

from datetime import date
from pathlib import Path

from westphalia.errors import UsageError
from westphalia.settlement.forecast_log import DIGITS, SHOWN, Entry, Log, Sealed, append
from westphalia.settlement.forecasts import Came, Forecast, Outcome, forecast, outcome
from westphalia.situation.files import load_situation

__all__ = ["add_forecast", "add_outcome", "forecast_named"]


def add_forecast(log: str | Path, situation: str, made: date, entered: date) -> Sealed | None:
    """The forecast of a situation added to a log; None where the log holds the same one already.

    The situation is one that ships, by its name, or a file. The log is made where absent.
    """
    one = forecast(load_situation(situation), Path(situation).name, made, entered)
    return append(log, lambda held: _unless_held(one, held), create=True)


def add_outcome(log: str | Path, situation: str, came: Came, entered: date) -> Sealed | None:
    """What came about on an issue added to a log; None where the log holds the same already.

    The situation is named as in `add_forecast`, or by the first 8 or more digits of its hash. A second outcome that
    differs from the first needs a correction.
    """
    return append(log, lambda held: _outcome(held, situation, came, entered), create=False)


def forecast_named(log: Log, situation: str) -> Forecast:
    """The first forecast of a situation in a log, by its name, file or hash."""
    by_hash = DIGITS.fullmatch(situation)
    digest = situation if by_hash else load_situation(situation).sha256
    found = {one.situation.sha256: one for _, one in reversed(log.forecasts) if one.situation.sha256.startswith(digest)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise UsageError(f"{log.name}: {len(found)} situations begin with {situation}. Give more digits of the hash.")
    held = dict.fromkeys(f"{one.situation.sha256[:SHOWN]} ({one.situation.title})" for _, one in log.forecasts)
    known = f"Give one it holds by its hash: {'; '.join(held)}." if held else "It holds no forecast."
    raise UsageError(f"{log.name}: no forecast of {situation}, content {digest[:SHOWN]}…. {known}")


def _unless_held(made: Forecast, log: Log) -> Entry | None:
    return None if any(made.says_the_same(one) for _, one in log.forecasts) else made


def _outcome(log: Log, situation: str, came: Came, entered: date) -> Entry | None:
    made = outcome(forecast_named(log, situation), came, entered)
    earlier = [(one.line, held) for one, held in log.outcomes if _same_issue(held, made)]
    if not earlier:
        if came.correction is not None:
            raise UsageError(f"--correction: {log.name} has no outcome of {came.issue} to correct. Leave it out.")
        return made
    line, last = earlier[-1]
    if (last.value, last.on, last.beyond_scale) == (made.value, made.on, made.beyond_scale):
        return None
    if came.correction is None:
        raise UsageError(
            f"{log.name}: line {line} has {last.value:g} on {last.on} as outcome of {came.issue}. If that was wrong, "
            "say why with --correction TEXT; both stay in the log."
        )
    return made


def _same_issue(one: Outcome, other: Outcome) -> bool:
    return (one.situation, one.issue) == (other.situation, other.issue)
