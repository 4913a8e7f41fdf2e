"""Counts of attacks against cases worked by hand, brute-force sums, and a package of distributions.

What the tests cannot see: whether the counts announced are true.
"""

import json
import math
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from readings import document, figure
from westphalia.attacks.counts import (
    dispersion,
    distribution,
    interval,
    moments,
    negative_binomial,
    negative_binomial_size,
    rejects_poisson,
    student_quantile,
    total,
    total_range,
)
from westphalia.attacks.level import crps, level, log_score, month_scatter, next_total
from westphalia.attacks.shares import DownedShare, beta_binomial, downed_share, pooled_share, share_change
from westphalia.check.attacks import check_attack
from westphalia.check.verdict import Verdict
from westphalia.errors import DataError
from westphalia.evidence.claims import DateInterval, Reading
from westphalia.report.attacks import (
    attack_json,
    attack_lines,
    claims_table,
    largest_words,
    months_table,
    scores_table,
    shares_table,
)
from westphalia.simulate.attacks import attack_outcome, scored
from westphalia.world.attacks import (
    KINDS,
    AttackDay,
    AttackMonth,
    attack_month,
    attack_months,
    largest_day,
    months_of,
    read_daily,
    record_month,
)

COUNTS = np.array([0, 2, 4, 10])


def _days(counts: Sequence[int], begins: date = date(2024, 1, 1), lost: Sequence[int] = ()) -> tuple[AttackDay, ...]:
    given = lost or [0] * len(counts)
    return tuple(
        AttackDay(begins + timedelta(k), n, n // 2, gone) for k, (n, gone) in enumerate(zip(counts, given, strict=True))
    )


def test_scatter_of_four_days_by_hand() -> None:
    """Mean 4, squares 16, 4, 0 and 36 over 3: v = 56/3, k = 16/(56/3 − 4), and the total has variance 4v."""
    mean, variance = moments(COUNTS)
    assert (mean, variance) == (4.0, pytest.approx(56 / 3, rel=1e-14))
    assert dispersion(mean, variance) == pytest.approx(14 / 3, rel=1e-14)
    assert rejects_poisson(mean, variance, 4)
    size = negative_binomial_size(mean, variance)
    assert size == pytest.approx(12 / 11, rel=1e-14)
    chance = total(mean, size, 4)
    x = np.arange(chance.size)
    assert float(chance @ x) == pytest.approx(16, rel=1e-6)
    assert float(chance @ (x - 16) ** 2) == pytest.approx(4 * 56 / 3, rel=1e-4)


def test_counts_by_chance_are_not_rejected() -> None:
    assert not rejects_poisson(4.0, 5.0, 30)
    assert negative_binomial_size(4.0, 4.0) == math.inf


@pytest.mark.parametrize(("mean", "size"), [(4.0, 1.2), (170.0, 2.5), (3.0, 0.15), (6.0, math.inf)])
def test_the_negative_binomial_is_that_of_the_package(mean: float, size: float) -> None:
    x = np.arange(301)
    theirs = stats.poisson.pmf(x, mean) if math.isinf(size) else stats.nbinom.pmf(x, size, size / (size + mean))
    np.testing.assert_allclose(negative_binomial(mean, size, 300), theirs, rtol=1e-9, atol=1e-300)
    for happened in (0, 7, 300):
        assert math.exp(-log_score(mean, size, happened)) == pytest.approx(float(theirs[happened]), rel=1e-9)


def test_a_month_is_the_sum_of_its_days() -> None:
    day = negative_binomial(2.0, 0.8, 400)
    three = np.convolve(np.convolve(day, day), day)[:60]
    np.testing.assert_allclose(total(2.0, 0.8, 3)[:60], three, rtol=1e-9)


@pytest.mark.parametrize(
    ("size", "mean", "none"),
    [(0.75, 30.0, 0.0), (1.3, 100.0, 0.0), (2.5, 170.0, 0.0), (0.2, 5.0, 0.0), (0.5, 20.0, 0.6)],
)
def test_a_range_holds_another_months_total_nine_times_of_ten(size: float, mean: float, none: float) -> None:
    """Days of a known distribution, half of them seen: with the moments taken as known it would be 0.67 to 0.74."""
    rng = np.random.default_rng(4)
    days = rng.negative_binomial(size, size / (size + mean), (1000, 60))
    if none:
        days = np.where(rng.random(days.shape) < none, 0, days + 1)
    seen, ahead = days[:, :30], days[:, 30:].sum(axis=1)
    held = []
    for month, after in zip(seen, ahead.tolist(), strict=True):
        with suppress(DataError):
            low, high = total_range(*moments(month), 30, 0.9)
            held.append(low <= after <= high)
    assert len(held) > 900
    assert np.mean(held) == pytest.approx(0.9, abs=0.03)


def test_a_range_by_hand() -> None:
    """30 days of mean 100 and variance 9,000: s = 0.03, ν = 15.5, t = 1.75, so a factor of exp(1.75 · √0.06)."""
    freedom = 1 / (1 / 29 + 0.03)
    assert student_quantile(0.95, freedom) == pytest.approx(float(stats.t.ppf(0.95, freedom)), rel=1e-4)
    width = math.exp(float(stats.t.ppf(0.95, freedom)) * math.sqrt(0.06))
    assert total_range(100.0, 9000.0, 30, 0.9) == (round(3000 / width), round(3000 * width))


@pytest.mark.parametrize("freedom", [2.0, 3.5, 8.0, 29.0])
def test_the_quantile_of_student_is_that_of_the_package(freedom: float) -> None:
    assert student_quantile(0.95, freedom) == pytest.approx(float(stats.t.ppf(0.95, freedom)), rel=0.02)


def test_an_interval_leaves_as_much_below_as_above() -> None:
    assert interval(np.full(100, 0.01), 0.9) == (4, 94)
    assert interval(np.array([0.0, 1.0]), 0.9) == (1, 1)


def test_a_steady_level_is_followed_and_forecast() -> None:
    """Four equal months: the level is theirs, nothing wanders, its variance is that of four readings."""
    scatter = np.full(4, month_scatter(30, 100.0, 2.0))
    now = level(np.full(4, 100.0), scatter)
    assert now.log_mean == pytest.approx(math.log(100))
    assert now.step == 0.0
    assert now.variance == pytest.approx(scatter[0] / 4)
    mean, size = next_total(now, 30, 2.0)
    assert mean == pytest.approx(3000 * math.exp(now.variance / 2))
    assert size == pytest.approx(1 / (math.exp(now.variance) * (1 + 1 / 60) - 1))


def test_a_level_that_moves_is_caught_up_with_by_hand() -> None:
    """ln 1, ln e, ln e²: steps of 1, little scatter: the step variance is 1 − 0.02, the gain nearly one."""
    now = level(np.exp([0.0, 1.0, 2.0]), np.full(3, 0.01))
    assert now.step == pytest.approx(0.98)
    first = (0.01 + 0.98) / (0.01 + 0.98 + 0.01)
    variance = 0.99 * (1 - first) + 0.98
    second = variance / (variance + 0.01)
    at = first + second * (2 - first)
    assert now.log_mean == pytest.approx(at)
    assert now.variance == pytest.approx(variance * (1 - second))


def test_scores_by_hand() -> None:
    """F is 0.25, 0.75, 1; two happened: 0.25² + 0.75² + 0; five happened: three more counts between at 1."""
    chance = np.array([0.25, 0.5, 0.25])
    assert crps(chance, 2) == pytest.approx(0.0625 + 0.5625)
    assert crps(chance, 5) == pytest.approx(0.0625 + 0.5625 + 3)
    assert crps(np.array([0.0, 0.0, 1.0]), 7) == pytest.approx(5)


def test_a_pooled_share_by_hand() -> None:
    """5 of 10 and 19 of 20: p = 0.8, scatter 1.35, so ρ = (1.35 − 0.16) / (0.16 · 12⅓)."""
    found = pooled_share(np.array([5, 19]), np.array([10, 20]), np.array([1, 1]))
    assert found.share == pytest.approx(0.8)
    assert found.correlation == pytest.approx(1.19 / (0.16 * 37 / 3))


def test_shares_that_differ_no_more_than_by_chance_have_no_correlation() -> None:
    assert pooled_share(np.array([8, 16]), np.array([10, 20]), np.array([0, 0])) == DownedShare(0.8, 0.0)


@pytest.mark.parametrize("rho", [0.0, 0.05, 0.6])
def test_the_beta_binomial_is_that_of_the_package(rho: float) -> None:
    x, p = np.arange(41), 0.85
    scale = (1 - rho) / rho if rho else 0.0
    theirs = stats.betabinom.pmf(x, 40, p * scale, (1 - p) * scale) if rho else stats.binom.pmf(x, 40, p)
    np.testing.assert_allclose(beta_binomial(40, DownedShare(p, rho)), theirs, rtol=1e-9)


def test_all_or_none_downed_is_certain() -> None:
    assert beta_binomial(3, DownedShare(1.0, 0.0)).tolist() == [0, 0, 0, 1]
    assert beta_binomial(3, DownedShare(0.0, 0.2)).tolist() == [1, 0, 0, 0]


def test_a_change_within_one_regime_is_a_difference() -> None:
    assert share_change(np.array([0.9, 0.7, 0.8]), np.array([2, 2, 2])) == pytest.approx(-0.1)


def test_regimes_follow_from_which_figures_are_given() -> None:
    """January none; February on one day of 29; March on all; April none again; May on one day."""
    counts, lost = [4] * 152, [0] * 152
    lost[40] = 1
    lost[60:91] = [1] * 31
    lost[130] = 1
    found = months_of(_days(counts, lost=lost), "drones")
    assert [m.regime for m in found] == ["destroyed only", "lost at times", "destroyed and lost", "merged", "merged"]
    assert [m.lost for m in found] == [None, 1, 31, 0, 1]
    assert not any(m.changed for m in found)


def test_a_month_in_which_a_figure_stops_is_marked() -> None:
    lost = [0] * 31 + [1] * 20 + [0] * 9 + [0] * 31
    found = months_of(_days([4] * 91, lost=lost), "drones")
    assert [(m.regime, m.changed) for m in found] == [
        ("destroyed only", False), ("destroyed and lost", True), ("merged", False),
    ]  # fmt: skip
    outcome = attack_outcome("drones", found)
    assert [one.reporting_changed for one in outcome.months] == [False, True, True]
    assert set(outcome.shares) == {"destroyed only", "merged"}


def test_a_month_holds_what_its_days_add_up_to() -> None:
    (found,) = months_of(_days([0, 2, 4, 10]), "drones")
    assert (found.launched, found.downed, found.days, found.zero_days, found.largest) == (16, 8, 4, 1, 10)
    assert found.variance == pytest.approx(56 / 3)
    assert not found.complete


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_holds_whole_months_in_a_row_each_with_its_regime(kind: str) -> None:
    months = attack_months("drones" if kind == "drones" else "missiles")
    assert (months[0].month, months[-1].month) == (date(2022, 10, 1), date(2026, 5, 1))
    assert all(m.complete for m in months)
    assert all((b.month - a.last_day).days == 1 for a, b in pairwise(months))
    assert all(m.largest <= m.launched and m.stopped <= m.launched for m in months)
    assert (attack_months("drones")[25].month, attack_months("drones")[25].launched) == (date(2024, 11, 1), 2434)


def test_the_regimes_of_the_drones_change_where_the_columns_do() -> None:
    begins = {m.regime: m.month for m in reversed(attack_months("drones"))}
    assert begins == {
        "destroyed only": date(2022, 10, 1), "lost at times": date(2024, 7, 1),
        "destroyed and lost": date(2024, 9, 1), "merged": date(2025, 8, 1),
    }  # fmt: skip
    assert [m.month for m in attack_months("drones") if m.changed] == [date(2025, 7, 1)]


def test_records_count_only_months_that_had_ended() -> None:
    top = largest_day(date(2025, 2, 24))
    assert top is not None
    assert (top.month, top.count) == (date(2024, 12, 1), 193)
    assert largest_day(date(2022, 10, 15)) is None
    month = record_month(date(2025, 2, 24))
    assert month is not None
    assert (month.month, month.launched) == (date(2025, 1, 1), 2629)
    on_its_last_day, after = largest_day(date(2025, 2, 28)), largest_day(date(2025, 3, 1))
    assert on_its_last_day == top
    assert after is not None
    assert after.count == 267


def test_ranges_hold_the_total_and_a_single_day_has_none() -> None:
    for kind in KINDS:
        for one in attack_outcome(kind, attack_months(kind)).months:
            if one.low is None or one.high is None:
                assert (kind, one.counts.month) in {("missiles", date(2023, month, 1)) for month in (1, 2, 3, 4)}
                assert one.why == "a few days hold nearly all"
            else:
                assert one.low <= one.counts.launched <= one.high
                assert one.beyond_chance


def test_only_the_next_month_is_forecast_and_only_its_total() -> None:
    ahead = attack_outcome("drones", attack_months("drones")).following
    assert ahead is not None
    assert ahead.month == date(2026, 6, 1)
    assert ahead.low < 8152 < ahead.high
    assert attack_outcome("drones", attack_months("drones")[:2]).following is None


def _verdict(
    text: str, printed: str, value: float, *, times: Sequence[tuple[str, date, date]] = (), **given: object
) -> Verdict:
    doc = document(text, date(2025, 2, 24))
    fields = {"measure": "intercepted", "subject": ("RUS",), "lever": "ru_drones_launched"} | given
    found = figure(doc, printed, value, "drones", "count", **fields)
    dates = []
    for words, start, end in times:
        at = text.index(words)
        dates.append(DateInterval(span=doc.span(at, at + len(words)), start=start, end=end, rule="test"))
    (verdict,) = check_attack(found, Reading(document=doc, figures=(found,), dates=tuple(dates)))
    return verdict


def test_interceptions_without_a_denominator_stay_a_claim() -> None:
    verdict = _verdict(
        "The ministry said that 84 drones from Ukraine were intercepted.", "84", 84,
        subject=("UKR",), target=("RUS",), lever="ua_drones_intercepted", attributed_to="the ministry",
    )  # fmt: skip
    assert (verdict.route, verdict.word, verdict.comparisons) == (None, "cannot be checked", ())
    assert "no denominator and no share" in verdict.sentence
    assert "the ministry" in verdict.sentence


def test_a_night_is_held_against_the_largest_day_of_its_month() -> None:
    told = {n: _verdict(f"Russia launched {n} drones overnight.", f"{n} drones", n) for n in (267, 200, 900)}
    assert [v.word for v in told.values()] == ["matches", "cannot be checked", "not supported"]
    assert "had 193 (December 2024)" in told[267].sentence
    assert all("claims of the same side" in v.caveats[0] for v in told.values())


@pytest.mark.parametrize(
    ("value", "word", "part"),
    [
        (2434, "matches", "is the table's number launched"),
        (2576, "depends on the definition", "5.8% apart"),
        (4000, "not supported", "fewer"),
    ],
)
def test_a_month_is_held_against_its_total(value: int, word: str, part: str) -> None:
    verdict = _verdict(
        f"Russia launched {value:,} drones in November 2024.", f"{value:,} drones", value,
        times=(("November 2024", date(2024, 11, 1), date(2024, 11, 30)),),
    )  # fmt: skip
    assert verdict.word == word
    assert part in verdict.sentence
    assert verdict.comparisons[0].value == 2434


def test_a_number_of_no_stated_time_and_one_of_the_whole_war_cannot_be_checked() -> None:
    for text in ("Russia launched 57,000 drones.", "Russia launched 57,000 drones since the invasion, often at night."):
        verdict = _verdict(text, "57,000 drones", 57_000)
        assert (verdict.word, verdict.route) == ("cannot be checked", None)


def test_a_month_after_the_table_is_named() -> None:
    verdict = _verdict(
        "Russia launched 9,000 drones in May 2027.", "9,000 drones", 9000,
        times=(("May 2027", date(2027, 5, 1), date(2027, 5, 31)),),
    )  # fmt: skip
    assert verdict.word == "cannot be checked"
    assert "October 2022 to May 2026, and this is about May 2027" in verdict.sentence


def test_the_whole_of_which_some_were_shot_down_is_what_was_launched() -> None:
    verdict = _verdict("They shot down 138 of 267 drones overnight.", "267 drones", 267, lever="ru_drones_intercepted")
    assert verdict.word == "matches"


def test_other_quantities_are_left_alone() -> None:
    doc = document("Spending is 2.3% of GDP.")
    found = figure(doc, "2.3%", 2.3, "percent_of_gdp", "share", measure="defence_share")
    assert check_attack(found, Reading(document=doc, figures=(found,), dates=())) == ()


def test_the_tables_mark_changes_of_reporting_and_say_whose_claim_it_is() -> None:
    found = attack_outcome("drones", attack_months("drones"))
    table = months_table(found, "t")
    marked = [row.head for row in table.rows if row.cells and row.cells[2].spread == "reporting changed"]
    assert marked == ["July 2024", "September 2024", "July 2025", "August 2025"]
    assert "claim by a party to the war" in table.note
    assert "that the level stays; the month after lay in it 26 times of 43" in table.note
    assert sum(not row.cells for row in table.rows) == 4
    assert [row.cells[0].text for row in shares_table(found, "t").rows] == [
        "21 months", "2 months", "10 months", "10 months",
    ]  # fmt: skip
    assert any("no denominator" in cell.text for row in claims_table("t").rows for cell in row.cells)
    assert any("3,160 to 15,735" in line for line in attack_lines(found))


def test_two_months_counted_alike_have_no_range_of_shares() -> None:
    """July and August 2024, 91% and 92%: their scatter is 0 by moments, and a range from it would be chance alone."""
    found = attack_outcome("drones", attack_months("drones"))
    assert found.shares["lost at times"][1] == 2
    for one in found.months:
        few = one.counts.regime == "lost at times" or one.counts.changed
        assert (one.share_range is None) is few
    cells = {row.head: row.cells for row in months_table(found, "t").rows}
    assert cells["August 2024"][2].spread == "no range given"
    assert [row.cells[2].text == "–" for row in shares_table(found, "t").rows] == [False, True, False, False]


@pytest.mark.parametrize(("kind", "sides"), [("drones", (37, 1, 0)), ("missiles", (32, 5, 1))])
def test_past_ranges_of_the_next_month_are_counted_on_the_table_itself(kind: str, sides: tuple[int, int, int]) -> None:
    """Each from the months before it: for drones too wide, for missiles too narrow, and too low."""
    months = attack_months("drones" if kind == "drones" else "missiles")
    found = attack_outcome(months[0].kind, months)
    made = found.scores
    assert made is not None
    assert made.reference is None
    assert made.months == sum(sides) == 38
    assert (made.level.inside, made.level.above, made.level.below) == sides
    for cut in (20, 43):
        ahead = attack_outcome(months[0].kind, months[:cut]).following
        before, after = (attack_outcome(months[0].kind, months[:n]).scores for n in (cut, cut + 1))
        assert ahead is not None
        assert before is not None
        assert after is not None
        assert after.level.inside - before.level.inside == (ahead.low <= months[cut].launched <= ahead.high)
    table = scores_table(found, "t")
    assert table is not None
    assert [cell.text for cell in table.rows[0].cells[2:]] == [str(n) for n in sides]
    said = " ".join(attack_lines(found))
    assert f"Past such ranges held {sides[0]} of 38 totals" in said
    assert ("no movement beyond chance is seen" in said) is (kind == "missiles")


def test_too_few_months_have_no_score() -> None:
    found = attack_outcome("drones", attack_months("drones")[:6])
    assert found.scores is None
    assert scores_table(found, "t") is None
    assert "Past such ranges" not in " ".join(attack_lines(found))


def test_plain_data_name_the_claimant() -> None:
    data = json.loads(json.dumps(attack_json(attack_outcome("missiles", attack_months("missiles")))))
    assert data["claimant"] == "Ukrainian Air Force"
    assert len(data["months"]) == 44
    april = next(m for m in data["months"] if m["month"] == "2023-04")
    assert (april["low"], april["no_range"]) == (None, "a few days hold nearly all")


def test_a_file_of_ones_own_is_scored_and_its_largest_day_named() -> None:
    counts = [(k * 7) % 23 + k % 31 for k in range(366)]
    days = _days(counts)
    found = scored(attack_outcome("drones", months_of(days, "drones")), days)
    made = found.scores
    assert made is not None
    assert made.months == 6
    assert made.undefined == 0
    table = scores_table(found, "t")
    assert table is not None
    assert [row.head for row in table.rows] == ["a level that wanders", "as many as in the last 28 days"]
    top = max(days, key=lambda d: d.launched)
    assert largest_words(days) == f"Largest day of the file: {top.day}, {top.launched} launched, {top.downed} destroyed"


def test_a_forecast_is_held_against_the_28_days_before_its_month() -> None:
    """Seven whole months: one forecast is scored, of July 2023; its reference rests on 3 to 30 June."""
    counts = [(k * 7) % 23 + k % 31 for k in range(212)]
    days = _days(counts, date(2023, 1, 1))
    found = scored(attack_outcome("drones", months_of(days, "drones")), days)
    assert found.scores is not None
    assert found.scores.reference is not None
    assert found.scores.months == 1
    mean, variance = moments(np.array(counts[153:181]))
    size = 31 * negative_binomial_size(mean, variance)
    happened = sum(counts[181:212])
    assert found.scores.reference.log_score == pytest.approx(log_score(31 * mean, size, happened), rel=1e-12)
    assert found.scores.reference.crps == pytest.approx(crps(distribution(31 * mean, size), happened), rel=1e-9)


def _daily(shared: Path, kind: str) -> tuple[AttackDay, ...]:
    return read_daily(
        shared / "data" / "policy" / "attacks_daily_public_counts.csv", "drones" if kind == "drones" else "missiles"
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "year", "size"),
    [("drones", 2024, 0.74), ("drones", 2025, 1.26), ("drones", 2026, 1.66), ("missiles", 2024, 0.15),
     ("missiles", 2025, 0.20)],
)  # fmt: skip
def test_sizes_within_a_year_are_those_noted(shared: Path, kind: str, year: int, size: float) -> None:
    counts = np.array([d.launched for d in _daily(shared, kind) if d.day.year == year])
    assert abs(negative_binomial_size(*moments(counts)) - size) <= 0.005


@pytest.mark.shared
def test_the_size_noted_for_missiles_in_2026_is_above_ours(shared: Path) -> None:
    """0.20 is noted beside 0.20 for 2025; the same moments give 0.17 for 2026: the note repeats the year before."""
    counts = np.array([d.launched for d in _daily(shared, "missiles") if d.day.year == 2026])
    assert abs(negative_binomial_size(*moments(counts)) - 0.174) <= 0.0005


@pytest.mark.shared
@pytest.mark.parametrize("kind", KINDS)
def test_the_table_is_the_days_added_up(shared: Path, kind: str) -> None:
    made: tuple[AttackMonth, ...] = months_of(_daily(shared, kind), "drones" if kind == "drones" else "missiles")
    whole = [m for m in made if m.complete]
    held = attack_months("drones" if kind == "drones" else "missiles")
    assert [(m.month, m.launched, m.stopped, m.regime, m.changed) for m in whole] == [
        (m.month, m.launched, m.stopped, m.regime, m.changed) for m in held
    ]
    assert all(abs(a.variance - b.variance) <= 5e-5 for a, b in zip(whole, held, strict=True))


@pytest.mark.shared
def test_the_nights_of_the_two_reports(shared: Path) -> None:
    """V26 and V27 on the days themselves, and 10 November 2024."""
    by_day = {d.day: d for d in _daily(shared, "drones")}
    assert (by_day[date(2025, 2, 23)].launched, by_day[date(2025, 2, 23)].downed) == (267, 138)
    assert by_day[date(2024, 11, 10)].launched == 145
    before = largest_day(date(2024, 11, 11))
    assert before is not None
    assert before.count < 145


@pytest.mark.shared
def test_forecasts_of_months_beat_the_last_28_days_on_both_scores(shared: Path) -> None:
    for kind in KINDS:
        days = _daily(shared, kind)
        made = scored(attack_outcome(kind, months_of(days, kind)), days).scores
        assert made is not None
        assert (made.months, made.undefined) == (38, 0)
        assert made.reference is not None
        assert made.level.log_score < made.reference.log_score
        assert made.level.crps < made.reference.crps


def test_a_share_of_a_month_is_its_downed_over_its_launched() -> None:
    october = attack_month("drones", date(2025, 10, 9))
    assert october is not None
    assert downed_share(october.stopped, october.launched) == pytest.approx(0.8)
    assert distribution(5.0, 2.0).sum() == pytest.approx(1, abs=1e-8)
