"""The log of forecasts: what an entry holds, how the chain is sealed, and scores by hand."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecast_logs import CODED, MADE, TODAY, came, sealed_anew, write_log, write_two
from westphalia.bargaining.compromise import compromise
from westphalia.errors import UsageError
from westphalia.report.forecasts import added_line, score_notes, scored_table
from westphalia.settlement import settle
from westphalia.settlement.forecast_intake import add_forecast, add_outcome
from westphalia.settlement.forecast_log import FIRST, Log, Sealed, canonical, read_log
from westphalia.settlement.forecast_scores import scores
from westphalia.settlement.forecasts import Error, Forecast, IssueForecast, Negotiation, Outcome, Weighted
from westphalia.situation import Situation, load_situation
from westphalia.world.backtest import model_error


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    return write_two(tmp_path / "two.yaml")


@pytest.fixture
def log(tmp_path: Path, situation: Path) -> Path:
    return write_log(tmp_path / "log.jsonl", situation)


def test_an_entry_holds_what_its_score_needs(log: Path, situation: Path) -> None:
    ((sealed, made),) = read_log(log).forecasts
    known: Situation = load_situation(str(situation))
    assert (sealed.line, sealed.previous) == (1, FIRST)
    assert made.made == made.entered == MADE
    assert made.situation == Negotiation(title="Two over two things", sha256=known.sha256, file="two.yaml", date=CODED)
    assert (made.model, made.draws, made.inputs_level) == ("compromise", 1000, 0.8)
    error = model_error()
    assert made.error == Error(source=error.source, half_width=error.half_width, level=error.level)
    x, y = made.issues
    # capability 1 and 3, equal salience: three quarters of the way, on y of a scale of 4 to 10
    assert (x.point, y.point) == (0.75, 8.5)
    assert (x.middle, y.middle) == (0.5, 7.0)
    assert (x.no_change, y.no_change) == (0.5, None)
    assert x.distribution == (Weighted(value=0.0, weight=0.25), Weighted(value=1.0, weight=0.75))
    assert x.model_error == (pytest.approx(0.75 - error.half_width, abs=1e-6), 1.0)
    assert y.model_error == (pytest.approx(8.5 - 6 * error.half_width, abs=6e-6), 10.0)


def test_intervals_of_inputs_are_those_of_settle(log: Path, situation: Path) -> None:
    known = load_situation(str(situation))
    drawn = settle(known, 1000).draws
    assert drawn is not None
    low, high = np.quantile(compromise(drawn), (0.1, 0.9), axis=0)
    issues = read_log(log).forecasts[0][1].issues
    for q, issue in enumerate(known.issues):
        ends = issue.value(float(low[q])), issue.value(float(high[q]))
        assert issues[q].inputs == pytest.approx(ends, abs=1e-6)
        assert ends[0] < ends[1]


def test_the_seal_by_hand(log: Path, situation: Path) -> None:
    """SHA-256 of the line without its seal, keys in order, with the seal of the line before in it."""
    add_outcome(log, str(situation), came(), TODAY)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    before = "0" * 64
    for content in lines:
        said = content.pop("sha256")
        assert content["previous"] == before
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert sha256(text.encode()).hexdigest() == said
        before = said
    assert read_log(log).head == before


def test_a_log_is_only_ever_added_to(log: Path, situation: Path) -> None:
    before = log.read_bytes()
    add_outcome(log, str(situation), came(), TODAY)
    after = log.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == before.count(b"\n") + 1


def test_the_same_again_adds_nothing(log: Path, situation: Path) -> None:
    assert add_forecast(log, str(situation), MADE, date(2025, 3, 9)) is None
    add_outcome(log, str(situation), came(), TODAY)
    before = log.read_bytes()
    assert add_outcome(log, str(situation), came(), TODAY) is None
    assert log.read_bytes() == before


def test_a_correction_stands_beside_what_it_corrects_and_counts(log: Path, situation: Path) -> None:
    add_outcome(log, str(situation), came(), TODAY)
    added = add_outcome(log, str(situation), came(value=0.75, correction="misread"), TODAY)
    assert added is not None
    held = read_log(log)
    assert [one.value for _, one in held.outcomes] == [0.7, 0.75]
    assert [one.residual for one in scores(held).scored] == [0.0]


def test_a_situation_is_found_by_its_hash_when_its_file_is_gone(log: Path, situation: Path) -> None:
    digest = load_situation(str(situation)).sha256
    situation.unlink()
    added = add_outcome(log, digest[:8], came(), TODAY)
    assert added is not None
    assert isinstance(added.entry, Outcome)
    assert added.entry.situation == digest


def test_scores_by_hand(log: Path, situation: Path) -> None:
    """x: 0.75 forecast, 0.6 came; y: 8.5 forecast on 4 to 10, 7.0 came."""
    add_outcome(log, str(situation), came(value=0.6), TODAY)
    add_outcome(log, str(situation), came("y", 7.0), TODAY)
    found = scores(read_log(log))
    ahead = found.ahead
    assert ahead is not None
    assert found.known is None
    assert [one.residual for one in found.scored] == pytest.approx([-0.15, -0.25])
    assert (ahead.issues, ahead.negotiations) == (2, 1)
    assert ahead.mae == pytest.approx(0.20)
    assert ahead.hits == 0.0
    # positions 0 and 1 with weights 1/4 and 3/4: off 1/4·o + 3/4·(1−o), less 1/4·3/4
    assert [one.crps for one in found.scored] == pytest.approx([0.45 - 0.1875, 0.5 - 0.1875])
    no_change, middle = ahead.against
    assert (no_change.issues, no_change.model, no_change.other) == (1, pytest.approx(0.15), pytest.approx(0.10))
    assert no_change.difference == pytest.approx(0.05)
    assert (middle.issues, middle.other) == (2, pytest.approx(0.05))
    assert middle.difference == pytest.approx(0.15)
    assert no_change.interval is None  # one negotiation
    assert middle.interval is None
    assert found.without_no_change == ("Two over two things: y",)


@pytest.mark.parametrize(("end", "side"), [(10.0, "≥10"), (4.0, "≤4")])
def test_an_outcome_beyond_the_scale_is_scored_at_its_end_and_said_to_be(
    log: Path, situation: Path, end: float, side: str
) -> None:
    add_outcome(log, str(situation), came(value=1.0), TODAY)
    added = add_outcome(log, str(situation), came("y", end, beyond_scale=True), TODAY)
    assert added is not None
    assert f"{end:g} or beyond on" in added_line("log", added)
    found = scores(read_log(log))
    x, y = found.scored
    assert (x.beyond_scale, y.beyond_scale) == (False, True)
    assert y.residual == pytest.approx((end - 8.5) / 6)
    (note,) = (one for one in score_notes(found) if one.startswith("At least, or at most"))
    assert note.endswith("so the miss is larger: y.")
    shown = list(scored_table(found).columns[3].cells)
    assert shown == ["1", side]


def test_that_it_lay_beyond_is_a_correction(log: Path, situation: Path) -> None:
    add_outcome(log, str(situation), came("y", 10.0), TODAY)
    with pytest.raises(UsageError, match="--correction"):
        add_outcome(log, str(situation), came("y", 10.0, beyond_scale=True), TODAY)


def test_an_outcome_sealed_before_the_mark_was_known_still_reads(log: Path, situation: Path) -> None:
    add_outcome(log, str(situation), came(), TODAY)
    first, second = log.read_bytes().splitlines()
    content = {key: value for key, value in json.loads(second).items() if key != "beyond_scale"}
    log.write_bytes(sealed_anew([first, json.dumps(content).encode()]))
    assert [one.beyond_scale for _, one in read_log(log).outcomes] == [False]


@pytest.mark.parametrize(("on", "known"), [(CODED, True), (date(2025, 3, 1), True), (date(2025, 3, 2), False)])
def test_a_forecast_made_when_the_outcome_was_there_is_none(log: Path, situation: Path, on: date, known: bool) -> None:
    add_outcome(log, str(situation), came(on=on), TODAY)
    found = scores(read_log(log))
    assert [one.known for one in found.scored] == [known]
    assert (found.ahead is None, found.known is None) == (known, not known)
    assert found.open == 1


def test_a_day_somebody_says_makes_no_forecast(tmp_path: Path, situation: Path) -> None:
    """Entered after the outcome, and said to have been made before it."""
    log = tmp_path / "log.jsonl"
    add_forecast(log, str(situation), MADE, date(2025, 5, 2))
    add_outcome(log, str(situation), came(on=date(2025, 5, 1)), TODAY)
    assert [one.known for one in scores(read_log(log)).scored] == [True]


def test_of_forecasts_from_one_coding_the_first_counts(log: Path, situation: Path) -> None:
    (_, made), = read_log(log).forecasts  # fmt: skip
    later = made.model_copy(update={"made": date(2025, 4, 1), "entered": date(2025, 4, 1), "version": "0.0.0"})
    assert not later.says_the_same(made)
    found = scores(_log(made, later, _outcome(made, "x", 0.75)))
    assert [(one.made, one.residual) for one in found.scored] == [(MADE, 0.0)]
    assert found.repeated == 2


def test_whole_negotiations_are_drawn_for_intervals() -> None:
    """One negotiation the model wins by 0.4 on four issues, another it loses by 0.2 on one: never five such issues."""
    one, two = _made("one", dict.fromkeys("uvwx", 0.5), no_change=0.1), _made("two", {"x": 0.7}, no_change=0.5)
    found = scores(_log(one, two, *(_outcome(one, issue, 0.5) for issue in "uvwx"), _outcome(two, "x", 0.5)))
    assert found.ahead is not None
    against = found.ahead.against[0]
    assert against.difference == pytest.approx((-4 * 0.4 + 0.2) / 5)
    assert against.interval is not None
    assert (against.interval.low, against.interval.high) == pytest.approx((-0.4, 0.2))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6), st.floats(0.01, 50.0), st.floats(-20.0, 20.0))
def test_scores_do_not_depend_on_the_units_of_a_scale(values: list[float], length: float, start: float) -> None:
    def found(stretch: float, shift: float) -> tuple[float, ...]:
        made = _made("one", {f"i{k}": 0.3 for k in range(len(values))}, no_change=0.8, stretch=stretch, shift=shift)
        came = [
            _outcome(made, f"i{k}", min(shift + value * stretch, shift + stretch)) for k, value in enumerate(values)
        ]
        group = scores(_log(made, *came)).ahead
        assert group is not None
        return group.mae, group.crps, group.against[0].difference

    assert found(length, start) == pytest.approx(found(1.0, 0.0), abs=1e-6)


def test_canonical_text_is_one_for_one_content() -> None:
    assert canonical({"b": 1.5, "a": "é"}) == '{"a":"é","b":1.5}' == canonical({"a": "é", "b": 1.5})
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})


def test_two_who_add_at_once_both_stand_in_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    situations = [write_two(tmp_path / f"s{k}.yaml", f"Number {k}, two over two things") for k in range(6)]
    with ThreadPoolExecutor(6) as writers:
        added = list(writers.map(lambda one: add_forecast(path, str(one), MADE, TODAY), situations))
    assert sorted(one.line for one in added if one) == list(range(1, 7))
    titles = {made.situation.title for _, made in read_log(path).forecasts}
    assert titles == {f"Number {k}, two over two things" for k in range(6)}


def _made(
    name: str, points: dict[str, float], no_change: float, stretch: float = 1.0, shift: float = 0.0
) -> Forecast:  # fmt: skip
    def value(place: float) -> float:
        return shift + stretch * place

    issues = [
        IssueForecast(
            name=issue, title=issue, scale=(value(0), value(1)), unit=None, point=value(point),
            inputs=(value(0), value(1)), model_error=(value(0), value(1)), no_change=value(no_change),
            distribution=(Weighted(value=value(0.2), weight=0.5), Weighted(value=value(0.9), weight=0.5)),
            middle=value(0.5),
        )
        for issue, point in points.items()
    ]  # fmt: skip
    return Forecast(
        entered=MADE, made=MADE, model="compromise", version="1", draws=10, seed=0, inputs_level=0.8,
        situation=Negotiation(title=name, sha256=sha256(name.encode()).hexdigest(), file=name, date=CODED),
        error=Error(source="s", half_width=0.4, level=0.8), issues=tuple(issues),
    )  # fmt: skip


def _outcome(of: Forecast, issue: str, value: float) -> Outcome:
    return Outcome(
        entered=TODAY, situation=of.situation.sha256, title=of.situation.title, issue=issue, value=value,
        on=date(2025, 5, 1), source="a paper",
    )  # fmt: skip


def _log(*entries: Forecast | Outcome) -> Log:
    return Log("log", tuple(Sealed(k, entry, FIRST, FIRST) for k, entry in enumerate(entries, start=1)))
