"""Sanctions by hand: equivalents, coalition, burden, the cap on oil; tables against their source; drafts from words."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from readings import document
from westphalia.check.oil_readings import implied_by_two_caps, oil_readings
from westphalia.evidence.claims import Document, Position, Reading
from westphalia.outcome import SanctionsOutcome
from westphalia.report.levers import lever_words
from westphalia.report.names import country_name
from westphalia.report.oil_cap import exclusion_line, oil_cap_lines, oil_cap_table
from westphalia.report.sanctions import effects_table, published_tables
from westphalia.report.sanctions_run import run_json, run_tables
from westphalia.sanctions.measures import (
    FADES_IN,
    ad_valorem_equivalent,
    burden,
    burden_share,
    coalition_potential,
    iceberg_equivalent,
    left_after_lifting,
    log_effect,
    trade_left,
)
from westphalia.sanctions.oil import (
    export_revenue,
    lost_share,
    net_price,
    price_on_board,
    revenue_per_dollar_of_cap,
    revenue_per_point_capped,
    setting_behind,
)
from westphalia.scenario.draft import draft
from westphalia.scenario.files import load_scenario, read_scenario
from westphalia.scenario.levers import Lifting, OilCap
from westphalia.scenario.schema import Scenario
from westphalia.simulate import all_variants, settled
from westphalia.simulate.sanctions import sanctions_outcome
from westphalia.world.load import sources
from westphalia.world.sanctions import (
    energy_trade,
    gravity_effects,
    oil_facts,
    resolved,
    sanctions_effect,
    sanctions_effects,
    shown_elasticities,
)

DOCS = Path(__file__).parents[2] / "docs"
ELASTICITIES = np.array([3.0, 4.0, 6.0])
ONE_SECTOR = {"date": "2025-01-01", "base": "goods-2023-194"}


def one(value: float) -> np.ndarray:
    return np.array([value])


# Equivalents, coalition, burden


def test_a_third_less_trade_is_a_duty_of_12_per_cent_at_four() -> None:
    """0.64 to the power −1/3, −1/4, −1/6."""
    beta = np.full(3, log_effect(one(-0.36))[0])
    duty = ad_valorem_equivalent(beta, ELASTICITIES)
    np.testing.assert_allclose(duty, [0.64 ** (-1 / e) - 1 for e in (3, 4, 6)], rtol=1e-12)
    assert np.round(100 * duty).tolist() == [16, 12, 8]
    np.testing.assert_allclose(iceberg_equivalent(beta, ELASTICITIES), duty + 1, rtol=1e-15)
    np.testing.assert_allclose(trade_left(duty, ELASTICITIES), 0.64, rtol=1e-12)


def test_the_complete_sanction_is_44_per_cent_and_marked_unconfirmed() -> None:
    measured, complete = gravity_effects()
    assert (measured.confirmed, complete.confirmed) == (True, False)
    assert round(1 - np.exp(measured.log_change), 12) == 0.36
    assert round(100 * float(ad_valorem_equivalent(one(complete.log_change), one(4.0))[0])) == 44
    assert shown_elasticities() == (3.0, 4.0, 6.0)
    rows = published_tables()[1].rows
    assert [["unconfirmed" in cell.text for cell in row.cells] for row in rows] == [[False] * 3, [True] * 3]


def test_an_infinite_cost_leaves_no_trade() -> None:
    assert trade_left(one(np.inf), one(4.0))[0] == 0


def test_the_example_of_the_page() -> None:
    page = (DOCS / "sanctions.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    exec(blocks[0], {})
    for printed in ("11.8%", "40%", "120.45", "131.4", "0.9125", "0.219"):
        assert printed in page
    beta = log_effect(one(-0.36))
    assert round(100 * float(ad_valorem_equivalent(beta, one(4.0))[0]), 1) == 11.8
    assert round(float(export_revenue(one(72.0), one(5.0))[0]), 6) == 131.4


def test_potential_and_burden_where_nothing_is_lost_are_not_zero_but_unknown() -> None:
    assert np.isnan(coalition_potential(one(0.01), one(0.0)))[0]
    assert np.isnan(burden(one(1.0), 0.0))[0]
    assert np.isnan(burden_share(np.array([-1.0, 0.0]))).all()


def test_a_gain_bears_nothing_and_lightens_nobody() -> None:
    np.testing.assert_allclose(burden_share(np.array([3.0, 1.0, -2.0])), [0.75, 0.25, 0.0])


def test_an_effect_fades_as_a_lifting_with_a_ramp_of_eight_years() -> None:
    lever = Lifting(lifts=("sanctions",), from_=2026, ramp=FADES_IN, assumed="a test")
    years = np.arange(1, 12)
    np.testing.assert_allclose(left_after_lifting(years), [lever.left(2025 + int(y)) for y in years], rtol=1e-12)
    assert left_after_lifting(np.array([0, 4, 8, 20])).tolist() == [1.0, 0.5, 0.0, 0.0]


# The cap on oil


def test_a_cap_that_does_not_bind_takes_nothing() -> None:
    board = price_on_board(one(82.0), one(32.0), one(0.0))
    assert board[0] == 50
    assert net_price(board, one(60.0), one(1.0), board)[0] == 50
    assert revenue_per_dollar_of_cap(board, one(60.0), one(1.0), one(5.0))[0] == 0
    assert revenue_per_point_capped(board, one(60.0), one(5.0))[0] == 0


def test_what_a_dollar_and_a_point_take_are_the_differences_of_revenue() -> None:
    board, capped, volume, shadow = one(72.0), one(0.4), one(5.0), one(75.0)

    def revenue(cap: float, share: np.ndarray) -> float:
        return float(export_revenue(net_price(board, one(cap), share, shadow), volume)[0])

    dollar = revenue(60.0, capped) - revenue(59.0, capped)
    assert dollar == pytest.approx(float(revenue_per_dollar_of_cap(board, one(60.0), capped, volume)[0]), rel=1e-9)

    def taken(share: np.ndarray) -> float:
        return revenue(np.inf, share) - revenue(60.0, share)

    point = taken(capped + 0.01) - taken(capped)
    assert point == pytest.approx(float(revenue_per_point_capped(board, one(60.0), volume)[0]), rel=1e-9)


def test_the_setting_behind_two_losses_gives_them_back() -> None:
    price, capped = setting_behind((60.0, 30.0), (0.11, 0.40))
    for cap, lost in ((60.0, 0.11), (30.0, 0.40)):
        paid = net_price(one(price), one(cap), one(capped), one(price))
        assert lost_share(paid, one(price))[0] == pytest.approx(lost, rel=1e-12)
    assert implied_by_two_caps() == (price, capped)


def _cap(**fields: Any) -> Scenario:
    given = {"kind": "oil_cap", "cap": 60.0, "world_price": 82.0, "discount": 8.0, "freight": 2.0, "capped": 0.5,
             "volume": 5.0, "from": 2025, "assumed": "a test"}  # fmt: skip
    return read_scenario({"title": "A cap", "date": "2025-01-01", "levers": [given | fields]})


def test_a_cap_by_year_in_a_run() -> None:
    (cap,) = settled(_cap(cap={2025: 60.0, 2027: 47.6}, until=2028)).oil_caps
    assert cap.years.tolist() == [2025, 2026, 2027, 2028]
    assert cap.cap.tolist() == [60, 60, 47.6, 47.6]
    np.testing.assert_allclose(cap.lost, 0.365 * 5 * 0.5 * (72 - cap.cap), rtol=1e-12)
    np.testing.assert_allclose(cap.lost_by_share[[0, -1]], [np.zeros(4), 0.365 * 5 * (72 - cap.cap)], atol=1e-12)
    assert (cap.gdp > 1000).all()


def test_a_shadow_price_changes_revenue_but_not_what_the_cap_takes() -> None:
    (plain,), (shadowed,) = settled(_cap()).oil_caps, settled(_cap(shadow_price=90.0)).oil_caps
    assert (shadowed.without > plain.without).all()
    np.testing.assert_allclose(shadowed.lost, plain.lost, rtol=1e-12)


@pytest.mark.parametrize("shadow", [None, 74.0])
def test_a_point_more_capped_takes_the_slope_of_what_is_taken(shadow: float | None) -> None:
    """50 on board, a cap of 45, half capped, 5 m barrels a day: $4.6bn taken, 0.091 a point, whatever others pay."""
    (cap,) = settled(_cap(cap=45.0, world_price=60.0, shadow_price=shadow)).oil_caps
    (more,) = settled(_cap(cap=45.0, world_price=60.0, shadow_price=shadow, capped=0.51)).oil_caps
    np.testing.assert_allclose(cap.lost, 4.5625, rtol=1e-12)
    np.testing.assert_allclose(cap.per_point, 0.09125, rtol=1e-12)
    np.testing.assert_allclose(more.lost - cap.lost, cap.per_point, rtol=1e-9)


def test_a_cap_and_a_rule_move_no_account() -> None:
    rule = {"kind": "exclusion", "imposer": "GBR", "target": "RUS", "persons": "members of parliament", "assumed": "x"}
    scenario = _cap()
    both = read_scenario({"title": "Both", "date": "2025-01-01", "levers": [rule, scenario.levers[0].model_dump()]})
    outcome = settled(both)
    assert (outcome.trade, outcome.annual, outcome.budgets) == (None, None, ())
    assert "about zero, as no trade, payment or asset is touched" in exclusion_line(outcome.exclusions[0])
    assert "It moves no account" in oil_cap_lines(outcome.oil_caps[0])[0]
    row = oil_cap_table(outcome.oil_caps[0], "t").rows[0]
    assert row.cells[2].text == "$11.0bn"
    assert row.cells[2].spread == "0.0 to 21.9"


# Tables


def test_every_effect_is_that_of_the_source_table(shared: Path) -> None:
    """Same number of rows; every number of the source stands among ours."""
    with (shared / "data" / "policy" / "sanctions_effect_estimates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    said = [number for row in rows for number in re.findall(r"\d+(?:\.\d+)?", row["value"])]
    ours = {f"{abs(end) * scale:.10g}" for e in sanctions_effects() for end in _ends(e.estimate) for scale in (1, 100)}
    assert [number for number in said if f"{float(number):.10g}" not in ours] == []
    assert len(sanctions_effects()) == 23


def _ends(estimate: Any) -> Iterator[float]:
    yield from (end for end in (estimate.value, estimate.low, estimate.high) if end is not None)


def test_a_share_of_another_effect_is_resolved_and_has_no_fall_of_its_own() -> None:
    applied = sanctions_effect("applied-2022")
    assert (applied.of, applied.estimate.value) == ("doubled", 0.8)
    assert resolved(applied) == pytest.approx(-0.0384)
    (cell,) = [row.cells[0] for row in effects_table().rows if row.cells and "around 80%" in row.cells[0].text]
    assert cell.text == "around 80% of −4.8%: about −3.8%"


def test_the_effects_run_from_0_3_to_14_per_cent_and_each_has_its_scenario() -> None:
    of_target = [e for e in sanctions_effects() if e.metric == "income" and e.id != "allied-embargo-cost"]
    incomes = [end for effect in of_target for end in _ends(effect.estimate)]
    assert (max(incomes), min(incomes)) == (-0.003, -0.14)
    assert all(e.episode and e.senders and e.covers and e.horizon for e in sanctions_effects())
    assert "average" in effects_table().note


def test_a_published_fall_says_that_it_is_one_and_a_number_of_ours_is_not_laid_to_a_source() -> None:
    cells = [row.cells[0] for row in effects_table().rows if row.cells]
    texts = [cell.text for cell in cells]
    assert {"down by 7.4% of exports", "down by 11% of oil revenue", "down by €160m a day", "−0.3%"} <= set(texts)
    assert "57.9%" in texts  # a share of another effect, no fall
    assert [cell.spread for cell in cells if "about −3.8%" in cell.text] == ["one path"]


def test_energy_facts_and_oil_facts_name_known_sources_and_no_single_month() -> None:
    known = {source.id for source in sources()}
    assert {fact.source for fact in (*energy_trade(), *oil_facts())} <= known
    assert not [fact for fact in energy_trade() if re.fullmatch(r"\d{4}-\d{2}", fact.period)]
    assert all(abs(fact.value) <= 1 for fact in energy_trade() if fact.unit.startswith(("share", "change")))


def test_the_two_readings_stand_at_published_prices() -> None:
    found = {(reading.effect.id, reading.on_board): reading.lost for reading in oil_readings()}
    assert not found["urals-discount", 50.0].any()
    assert not found["cap-60", 50.0].any()
    np.testing.assert_allclose(found["cap-60", 74.0], np.linspace(0, 1, 5) * (1 - 60 / 74), rtol=1e-12)
    np.testing.assert_allclose(found["cap-30", 50.0], np.linspace(0, 1, 5) * 0.4, rtol=1e-12)


# A scenario's sanctions by themselves


@pytest.fixture(scope="module")
def embargo() -> SanctionsOutcome:
    return sanctions_outcome(load_scenario("eu-energy-embargo"), all_variants()[:2])


def test_both_sides_of_the_preset(embargo: SanctionsOutcome) -> None:
    assert embargo.targets == ("RUS",)
    assert (len(embargo.senders), len(embargo.variants)) == (27, 2)
    assert ((embargo.potential > 0) & (embargo.potential < 1)).all()
    assert (embargo.target_change > embargo.global_change).all()
    np.testing.assert_allclose(embargo.burden.sum(axis=1), embargo.coalition_burden, rtol=1e-9)


def test_potential_without_a_way_round_is_the_size_of_the_coalition_alone(embargo: SanctionsOutcome) -> None:
    """The leak stood in the numerator alone: a tenth goes round the coalition, nothing round all states."""
    closed = load_scenario("eu-energy-embargo")
    levers = (closed.levers[0].model_copy(update={"diversion": None}), *closed.levers[1:])
    alone = sanctions_outcome(closed.model_copy(update={"levers": levers}), all_variants()[:2])
    np.testing.assert_allclose(embargo.potential_closed, alone.potential, rtol=1e-7)
    np.testing.assert_array_equal(alone.potential_closed, alone.potential)
    assert (embargo.potential_closed > embargo.potential).all()
    heads = [row.head for row in run_tables(embargo)[1].rows]
    assert heads[heads.index("Potential of the coalition") + 1] == "· were nothing to go round"


def test_the_reference_run_is_that_of_the_whole_scenario(embargo: SanctionsOutcome) -> None:
    """The run of the scenario itself is another route to the same equilibrium."""
    scenario = load_scenario("eu-energy-embargo")
    trade = settled(scenario, embargo.variants[:1]).trade
    assert trade is not None
    assert embargo.target_change[0] == pytest.approx(float(trade.income_change("RUS")[0]), rel=1e-7)
    assert embargo.coalition_change[0] == pytest.approx(float(trade.income_change("EU27")[0]), rel=1e-7)


def test_margins_on_goods_go_with_them_and_parts_add_up(embargo: SanctionsOutcome) -> None:
    """Left alone, margins would rise by 9% while the goods they carry fall by two thirds."""
    assert embargo.parts == ("goods", "margins on goods", "other services")
    change = embargo.imports_parts_new / embargo.imports_parts - 1
    np.testing.assert_allclose(change[0], [-0.660, -0.704, 0.137], atol=2e-3)
    np.testing.assert_allclose(embargo.imports_parts_new.sum(axis=1), embargo.imports_new, rtol=1e-12)
    np.testing.assert_allclose(embargo.exports_parts.sum(axis=1), embargo.exports, rtol=1e-12)
    rows = {row.head for row in run_tables(embargo)[1].rows}
    assert {"· goods", "· margins on goods", "· other services"} <= rows


def test_the_equivalent_of_an_embargo_is_what_goes_round(embargo: SanctionsOutcome) -> None:
    """A tenth goes round 20% dearer: (0.1 × 1.2^−ε)^(−1/ε) − 1."""
    one_, margins = embargo.equivalents
    np.testing.assert_allclose(np.exp(margins.log_change), 1 - 0.745, atol=1e-3)
    np.testing.assert_allclose(one_.duty, [(0.1 * 1.2**-e) ** (-1 / e) - 1 for e in (3, 4, 6)], rtol=1e-12)
    np.testing.assert_allclose(np.exp(one_.log_change), [0.1 * 1.2**-e for e in (3, 4, 6)], rtol=1e-12)


def test_tables_and_data_of_a_run_say_the_same(embargo: SanctionsOutcome) -> None:
    levers, sides, burdens = run_tables(embargo)
    assert levers.rows[0].head == "embargo"
    assert sides.rows[2].cells[0].text.startswith("−")
    assert burdens.rows[0].head == "Germany"
    assert run_json(embargo)["potential"] == embargo.potential.tolist()


def test_what_is_eased_has_no_potential_and_says_why() -> None:
    text = {"kind": "trade_cost", "imposer": "EU27", "target": "GBR", "cost": -0.05, "assumed": "a test"}
    found = sanctions_outcome(read_scenario(ONE_SECTOR | {"title": "Easier", "levers": [text]}))
    assert np.isnan(found.potential).all()
    assert "easier" in found.global_reason
    assert (found.target_change > 0).all()
    _, sides, gains = run_tables(found)
    assert "No potential in any run: trade becomes easier" in sides.note
    assert "No burden: the target gains." in sides.note
    assert gains.caption.startswith("Who gains besides the target")
    assert gains.columns == ("real income", "gain, USD bn", "part of the senders' gains")
    first = found.senders[int(np.argmin(found.sender_loss[0]))]
    assert gains.rows[0].head == country_name(first)


def test_an_answer_stays_and_other_levers_are_left_aside() -> None:
    levers = [
        {"kind": "trade_cost", "name": "ours", "imposer": "EU27", "target": "RUS", "cost": 0.5, "assumed": "x"},
        {"kind": "trade_cost", "name": "theirs", "imposer": "RUS", "target": "EU27", "cost": 0.1, "assumed": "x"},
        {"kind": "tariff", "name": "duty", "imposer": "USA", "target": "CHN", "rate": 0.1, "assumed": "x"},
    ]
    found = sanctions_outcome(read_scenario(ONE_SECTOR | {"title": "Both ways", "levers": levers}))
    assert (found.targets, found.left_aside) == (("RUS",), ("duty",))
    assert "RUS" not in found.senders
    assert [one_.lever for one_ in found.equivalents] == ["ours", "theirs"]


def test_a_run_names_its_base_and_the_year_of_its_trade(embargo: SanctionsOutcome) -> None:
    """The base with sanctions is of 2022 but for goods traded with Russia, which are those of 2023."""
    assert "the base icio-2022 (2022)" in run_tables(embargo)[1].caption
    later = run_tables(replace(embargo, base="icio-2022-sanctioned"))[1]
    for words in (later.caption, later.note):
        assert "the base icio-2022-sanctioned (2022, goods traded with Russia of 2023)" in words
        assert "world of 2022" not in words


# Drafts from positions


def _position(doc: Document, words: str, **fields: Any) -> Reading:
    start = doc.text.index(words)
    span = doc.span(start, start + len(words))
    given: dict[str, Any] = {
        "id": "p1", "actor": "UK", "stance": "will impose", "object": words, "lever": None, "modality": "announced",
        "issue": "sanctions", "codes": ("GBR",), "rule": "test", "confidence": "high",
    }  # fmt: skip
    position = Position(span=span, claim=doc.claim_id(span), **(given | fields))
    return Reading(document=doc, figures=(), dates=(), positions=(position,))


def test_a_class_is_drafted_in_the_words_of_the_sentence_that_says_who_is_kept_out() -> None:
    text = (
        "London announced travel sanctions for loyal elites to step up pressure on Belarus. Judges and prosecutors, as "
        "well as heads of state farms, will face exclusion from the UK. More would follow."
    )
    (made,), left = draft([_position(document(text), "travel sanctions for loyal elites")])
    lever = made.lever
    assert left == ()
    assert (lever.kind, lever.imposer, lever.target) == ("exclusion", ("GBR",), "BLR")
    assert lever.persons == "judges and prosecutors, as well as heads of state farms"
    assert (lever.measures, lever.from_) == (("travel_ban",), 2025)
    assert made.quotations[0].claim == lever.claims[0]
    assert "about zero" in lever.assumed


def test_without_such_a_sentence_the_class_is_whom_the_ban_is_on() -> None:
    text = "Paris announced visa restrictions on judges of Belarus on Tuesday. It said no more."
    (made,), _ = draft([_position(document(text), "visa restrictions on judges of Belarus on Tuesday", codes=("FRA",))])
    assert (made.lever.persons, made.lever.measures) == ("judges of Belarus", ("visa_refusal",))


def test_the_same_rule_in_two_reports_is_one_draft() -> None:
    text = "London announced a travel ban on judges of Belarus. {} said so."
    readings = [_position(document(text.format(who)), "a travel ban on judges of Belarus") for who in ("Ann", "Bob")]
    (made,), _ = draft(readings)
    assert len(made.claims) == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("new sanctions on Iran", "no measure is named"),
        ("a package of sanctions with an import ban on steel from Iran", "not how much of which trade"),
        ("sanctions on Iran with an asset freeze", "moves no trade in the model"),
        ("to ease sanctions on Iran", "which of them is not said"),
        ("a travel ban on Anna Example", "it names persons, not a class"),
        ("a travel ban on judges", "whose persons they are is not said"),
        ("new travel sanctions", "whom the rule keeps out is not said"),
    ],
)
def test_what_is_left_open_says_why(words: str, reason: str) -> None:
    drafts, (left,) = draft([_position(document(f"The minister announced {words}. More is to come."), words)])
    assert drafts == ()
    assert reason in left.reason


def test_who_merely_supports_sanctions_proposes_none() -> None:
    read = _position(document("London supports new sanctions on Iran."), "new sanctions on Iran", stance="supports")
    assert draft([read]) == ((), ())


def test_a_doubtful_position_says_so_in_the_draft() -> None:
    doc = document("London is expected to bring a travel ban on judges of Belarus.", date(2025, 5, 1))
    (made,), _ = draft([_position(doc, "a travel ban on judges of Belarus", modality="expected")])
    assert "the report calls it expected" in made.lever.assumed


def test_a_cap_sentence_and_a_rule_sentence() -> None:
    cap = OilCap(cap={2025: 60.0, 2027: 47.6}, world_price=82.0, capped=0.5, volume=5.0, from_=2025, assumed="a test")
    assert lever_words(cap) == (
        "A cap of $60 a barrel, $47.6 from 2027 on 50% of the oil Russia sells, $82 on board, from 2025 on."
    )
