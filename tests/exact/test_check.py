"""Verdicts by hand-made figures: each word of the vocabulary, by the rule that produces it."""

from dataclasses import replace
from datetime import date

import pytest

from readings import document, figure, reading
from westphalia.check import check_figure, check_readings, study_scenarios
from westphalia.check.table import check_table
from westphalia.check.verdict import printed
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import Variant, simulate

NOVEMBER, FEBRUARY = date(2024, 11, 11), date(2025, 2, 24)
VARIANTS = (Variant("fixed_world_share", "fgo", 5.0), Variant("balanced", "broad", 1.5))


def _share(text: str, value: float, iso3: str, on: date, role: str | None = "current"):
    doc = document(f"The country spends {text} of its GDP on defence.", on)
    found = figure(
        doc, text, value, "percent_of_gdp", "share", measure="defence_share", subject=(iso3,), role=role
    )  # fmt: skip
    return found, reading(doc, found)


@pytest.mark.parametrize(
    ("text", "value", "iso3", "then", "now"),
    [
        ("2.3 per cent", 2.3, "GBR", "rounds to", "rounds to"),
        ("3.4 per cent", 3.4, "USA", "rounds to", "superseded since"),
        ("2.1 per cent", 2.1, "FRA", "rounds to", "superseded since"),
        ("3.38%", 3.38, "USA", "matches", "superseded since"),
        ("3.21%", 3.21, "USA", "not supported", "matches"),
        ("1.2%", 1.2, "USA", "not supported", "not supported"),
    ],
)
def test_table_verdicts_as_known_then_and_now(text, value, iso3, then, now):
    found, read = _share(text, value, iso3, FEBRUARY)
    verdicts = {v.known: v.word for v in check_table(found, read)}
    assert verdicts == {"then": then, "now": now}


def test_table_names_both_editions_and_their_values():
    found, read = _share("3.4 per cent", 3.4, "USA", FEBRUARY)
    first, second = check_table(found, read)
    assert "3.38%" in first.sentence and "17 June 2024" in first.sentence
    assert "3.21%" in second.sentence and "28 August 2025" in second.sentence
    for verdict in (first, second):
        assert "3.4%" in verdict.sentence and "24 February 2025" in verdict.sentence
    assert first.sources and second.sources


def test_a_report_before_every_edition_cannot_be_checked():
    found, read = _share("3.4 per cent", 3.4, "USA", date(2014, 1, 5))
    (verdict,) = check_table(found, read)
    assert verdict.word == "cannot be checked"


def test_a_target_is_not_held_against_a_table():
    found, read = _share("5 per cent", 5, "DEU", FEBRUARY, role="target")
    assert check_table(found, read) == ()
    (verdict,) = check_figure(found, read, ())
    assert verdict.route is None and "target" in verdict.sentence
    assert "put Germany at 2.12%" in verdict.sentence and "NATO-2024-06" in verdict.sentence


def test_a_state_without_a_table_is_no_error():
    found, read = _share("1.9 per cent", 1.9, "EU27", FEBRUARY)
    (verdict,) = check_figure(found, read, ())
    assert verdict.word == "cannot be checked"


def test_the_year_a_report_names_is_the_year_looked_up():
    for value, word in ((2.2, "rounds to"), (4.1, "not supported")):
        doc = document(f"Poland spent {value} per cent of GDP on defence in 2022.", FEBRUARY)
        found = figure(
            doc, f"{value} per cent", value, "percent_of_gdp", "share", measure="defence_share", subject=("POL",),
            year=2022,
        )  # fmt: skip
        first = check_table(found, reading(doc, found))[0]
        assert first.word == word and "2022" in first.sentence


def test_a_year_outside_every_table_cannot_be_checked():
    doc = document("France spent 2.1 per cent of GDP on defence in 1999.", FEBRUARY)
    found = figure(
        doc, "2.1 per cent", 2.1, "percent_of_gdp", "share", measure="defence_share", subject=("FRA",), year=1999
    )  # fmt: skip
    (verdict,) = check_table(found, reading(doc, found))
    assert verdict.word == "cannot be checked" and "1999" in verdict.sentence


@pytest.mark.parametrize(
    ("bound", "value", "word"),
    [("at_most", 3.0, "matches"), ("at_least", 3.0, "not supported"), ("at_least", 2.0, "matches")],
)
def test_a_bound_is_kept_or_not(bound, value, word):
    doc = document(f"Denmark spends {value:g} per cent of GDP or so.", FEBRUARY)
    found = figure(
        doc, f"{value:g} per cent", value, "percent_of_gdp", "share", measure="defence_share", subject=("DNK",),
        bound=bound,
    )  # fmt: skip
    assert check_table(found, reading(doc, found))[0].word == word


def test_a_minus_sign_is_part_of_the_figure():
    found, read = _share("2.3 per cent", -2.3, "GBR", FEBRUARY)
    assert {v.word for v in check_table(found, read)} == {"not supported"}


def test_a_conversion_at_another_days_fixing_is_right_and_named():
    _, two, read = _conversion("€26 billion", "$28.3 billion", 26e9, 28.3e9, date(2025, 3, 12))
    (verdict,) = check_figure(two, read, ())
    assert verdict.word == "rounds to" and "March 2025" in verdict.sentence


def _conversion(euros: str, dollars: str, first: float, second: float, on: date = FEBRUARY):
    doc = document(f"It costs {euros} ({dollars}) a year.", on)
    one = figure(doc, euros, first, "EUR", "money", id="f1")
    two = figure(doc, dollars, second, "USD", "money", id="f2", equivalent_of="f1")
    return one, two, reading(doc, one, two)


def test_a_right_conversion_rounds_to_the_rate_of_the_last_day_before():
    one, two, read = _conversion("€250 billion", "$261.6 billion", 250e9, 261.6e9)
    for found in (one, two):
        (verdict,) = check_figure(found, read, ())
        assert (verdict.route, verdict.word) == ("arithmetic", "rounds to")
        assert "1.0464" in verdict.sentence and "1.0465" in verdict.sentence
        assert verdict.comparisons[1].as_of == date(2025, 2, 21)


def test_a_wrong_conversion_is_not_supported():
    _, two, read = _conversion("€250 billion", "$281.6 billion", 250e9, 281.6e9)
    (verdict,) = check_figure(two, read, ())
    assert verdict.word == "not supported"


@pytest.mark.parametrize(
    ("text", "value", "reference", "agrees"),
    [("€250 billion", 250e9, 250.4e9, True), ("€250 billion", 250e9, 250.6e9, False), ("£22bn", 22e9, 21.6e9, True),
     ("2.3%", 2.3, 2.349, True), ("2.3%", 2.3, 2.351, False)],
)  # fmt: skip
def test_rounding_is_read_off_the_characters_printed(text, value, reference, agrees):
    doc = document(f"It is {text}.")
    found = figure(doc, text, value, "EUR", "money")
    assert (printed(found).agreement(reference) is not None) == agrees


@pytest.fixture(scope="module")
def warned():
    doc = document("A 20% tariff could cost UK exports £22bn, or £90bn in another reading.", NOVEMBER)
    duty = figure(doc, "20%", 20, "percent", "rate", measure="tariff_rate", subject=("USA",), target=("ALL",))
    loss = figure(doc, "£22bn", 22e9, "GBP", "money", measure="exports_loss", subject=("GBR",))
    far = figure(doc, "£90bn", 90e9, "GBP", "money", measure="exports_loss", subject=("GBR",))
    lever = Tariff(imposer="USA", target="ALL", rate=0.2, claims=(duty.claim,))
    outcome = simulate(Scenario(title="20% on all", date=NOVEMBER, levers=(lever,)), VARIANTS)
    return reading(doc, duty, loss, far), (outcome,)


def test_the_loss_of_exports_is_traced_to_the_study_and_what_it_rests_on(warned):
    read, outcomes = warned
    verdicts = {v.route: v for v in check_figure(read.figures[1], read, outcomes)}
    study = verdicts["study"]
    assert study.word == "depends on the definition"
    assert "60% on China" in study.sentence and "20%" in study.sentence
    assert any("8 November 2024" in v.sentence for v in verdicts.values())


def test_the_model_answers_in_per_cent_first_with_goods_and_services_apart(warned):
    read, outcomes = warned
    model = next(v for v in check_figure(read.figures[1], read, outcomes) if v.route == "model")
    labels = [c.label for c in model.comparisons]
    assert model.comparisons[0].unit == "fraction"
    for kind in ("goods and services", "goods", "services"):
        assert {f"exports, {kind}", f"exports to the United States, {kind}"} <= set(labels)
    assert any("2022 prices" in label for label in labels) and any("rescaled to 2024" in label for label in labels)
    assert all(c.low is not None and c.low <= c.value <= c.high for c in model.comparisons)
    assert any("not a probability" in caveat for caveat in model.caveats)


def test_a_loss_far_outside_the_spread_is_not_supported(warned):
    read, outcomes = warned
    verdicts = {v.route: v.word for v in check_figure(read.figures[2], read, outcomes)}
    assert verdicts["model"] == "not supported"
    assert "study" not in verdicts


def test_a_duty_is_a_choice_and_the_model_says_what_follows(warned):
    read, outcomes = warned
    (verdict,) = check_figure(read.figures[0], read, outcomes)
    assert (verdict.route, verdict.word) == ("model", "cannot be checked")
    assert "the United States changes by" in verdict.sentence and "(" in verdict.sentence


def test_a_target_with_a_path_has_its_cost():
    doc = document("Spending is to rise to 2.5% of national income.", NOVEMBER)
    found = figure(
        doc, "2.5%", 2.5, "percent_of_national_income", "share", measure="defence_share", subject=("GBR",), role="to"
    )  # fmt: skip
    lever = DefenceBudget(
        country="GBR", share={2024: 0.0233}, target=0.025, reached=(2027, 2032), definition="nato",
        edition="NATO-2024-06", price_basis="nominal", claims=(found.claim,),
    )  # fmt: skip
    outcome = simulate(Scenario(title="2.5%", date=NOVEMBER, levers=(lever,)))
    (verdict,) = check_figure(found, reading(doc, found), (outcome,))
    assert verdict.route == "model" and "£" in verdict.sentence and "assumed" in verdict.sentence


def test_what_no_route_covers_says_why():
    doc = document("The ministry said it intercepted 84 drones.")
    found = figure(doc, "84", 84, "drones", "count", measure="intercepted", subject=("RUS",))
    (verdict,) = check_figure(found, reading(doc, found), ())
    assert verdict.route is None and verdict.word == "cannot be checked"
    assert "number launched" in verdict.sentence


def _loss(text: str, printed: str, value: float, unit: str = "GBP", kind: str = "money", **fields):
    doc = document(text, NOVEMBER)
    found = figure(doc, printed, value, unit, kind, **({"measure": "exports_loss", "subject": ("GBR",)} | fields))
    return found, reading(doc, found)


@pytest.mark.parametrize("outlook", ["observed", None])
def test_a_number_alone_leads_to_no_study(outlook):
    found, read = _loss("UK exports fell by £22bn last year, the office said.", "£22bn", 22e9, outlook=outlook)
    (verdict,) = check_figure(found, read, ())
    assert verdict.route is None


def test_growth_is_not_held_against_a_published_fall():
    text = "The economy grew by 0.6%, well above what the Office for Budget Responsibility had thought."
    for direction, routes in (("rise", [None]), ("fall", ["study"]), (None, [None])):
        found, read = _loss(
            text, "0.6%", 0.6, "percent", "rate", measure="gdp_change", direction=direction,
            attributed_to="Office for Budget Responsibility",
        )  # fmt: skip
        assert [v.route for v in check_figure(found, read, ())] == routes, direction


def test_the_increase_a_study_gives_is_not_all_spending():
    def word(text: str, subject: str) -> tuple[str, str]:
        found, read = _loss(
            text, "€250 billion", 250e9, "EUR", measure="defence_spending", subject=(subject,), per="year"
        )  # fmt: skip
        verdict = next(v for v in check_figure(found, read, ()) if v.route == "study")
        return verdict.word, verdict.sentence

    all_spending = word("Europe must spend €250 billion a year, says Bruegel.", "EU27")
    assert all_spending[0] == "depends on the definition" and "increase" in all_spending[1]


def test_a_sum_over_years_is_not_held_against_a_yearly_one():
    found, read = _loss(
        "The EU will spend €250 billion this decade, says Bruegel.", "€250 billion", 250e9, "EUR",
        measure="defence_spending", subject=("EU27",),
    )  # fmt: skip
    assert all(v.route != "study" for v in check_figure(found, read, ()))


def test_a_study_named_that_gives_another_number_is_said_so():
    found, read = _loss(
        "Europe must spend an extra €400 billion a year, says Bruegel.", "€400 billion", 400e9, "EUR",
        measure="defence_spending", subject=("EU27",), per="year", attributed_to="Bruegel",
    )  # fmt: skip
    verdict = next(v for v in check_figure(found, read, ()) if v.route == "study")
    assert verdict.word == "not supported" and "Bruegel" in verdict.sentence


def test_the_studys_own_scenario_is_run_beside_ours(warned):
    read, outcomes = warned
    scenarios = study_scenarios([read], outcomes)
    (claim,) = scenarios
    assert claim == read.figures[1].claim
    assert {lever.rate for lever in scenarios[claim].levers} == {0.2, 0.6}
    verdicts = check_readings([read], outcomes, {claim: simulate(scenarios[claim], VARIANTS)})
    model = next(v for v in verdicts[claim] if v.route == "model")
    assert any(c.note and "study's own scenario" in c.note for c in model.comparisons)


def test_a_duty_on_others_is_not_the_run_behind_a_loss():
    doc = document("A 34% tariff on China. It could cost UK exports £22bn.", NOVEMBER)
    duty = figure(doc, "34%", 34, "percent", "rate", measure="tariff_rate", subject=("USA",), target=("CHN",))
    loss = figure(doc, "£22bn", 22e9, "GBP", "money", measure="exports_loss", subject=("GBR",))
    lever = Tariff(imposer="USA", target="CHN", rate=0.34, claims=(duty.claim,))
    outcome = simulate(Scenario(title="34% on China", date=NOVEMBER, levers=(lever,)), VARIANTS)
    assert all(v.route != "model" for v in check_figure(loss, reading(doc, duty, loss), (outcome,)))


def test_where_a_base_holds_no_duties_revenue_is_not_zero_but_missing(warned):
    _, (outcome,) = warned
    keys = {c: {e.key for e in outcome.trade.effects(c)} for c in ("GBR", "USA", "EU27")}
    assert "tariff_revenue" not in keys["GBR"]
    assert "tariff_revenue" in keys["USA"] and "tariff_revenue" in keys["EU27"]


@pytest.mark.parametrize(
    "on", [date(1990, 5, 1), date(2013, 5, 1), date(2022, 6, 1), date(2025, 2, 24), date(2045, 1, 2)]
)
@pytest.mark.parametrize("iso3", ["GBR", "EU27", "SYR", "RUS", "NATO", "USA"])
@pytest.mark.parametrize("unit", ["GBP", "UAH", "RUB", "TWD", "USD", "EUR"])
def test_a_number_that_is_lacking_silences_one_route_and_no_other(warned, on, iso3, unit):
    _, outcomes = warned
    doc = document("A 20% tariff: exports fall by £22bn ($28bn), and 2.1% of GDP goes to defence in 1999.", on)
    duty = figure(doc, "20%", 20, "percent", "rate", measure="tariff_rate", subject=("USA",), target=("ALL",))
    loss = figure(doc, "£22bn", 22e9, unit, "money", measure="exports_loss", subject=(iso3,), id="f1")
    again = figure(doc, "$28bn", 28e9, "USD", "money", id="f2", equivalent_of="f1")
    share = figure(
        doc, "2.1%", 2.1, "percent_of_gdp", "share", measure="defence_share", subject=(iso3,), role="target", year=1999
    )  # fmt: skip
    lever = Tariff(imposer="USA", target="ALL", rate=0.2, claims=(duty.claim,))
    run = replace(outcomes[0], scenario=Scenario(title="20%", date=on, levers=(lever,)))
    read = reading(doc, duty, loss, again, share)
    verdicts = check_readings([read], (run,))
    assert set(verdicts) == {f.claim for f in read.figures}
    assert all(found for found in verdicts.values())


def test_a_model_does_not_refute_a_published_figure():
    doc = document("A 25% duty on the EU would cut its exports to America by 15 per cent, says the Kiel Institute.")
    duty = figure(doc, "25%", 25, "percent", "rate", measure="tariff_rate", subject=("USA",), target=("EU27",))
    loss = figure(
        doc, "15 per cent", 15, "percent", "rate", measure="exports_loss", subject=("EU27",), target=("USA",),
        attributed_to="Kiel Institute",
    )  # fmt: skip
    lever = Tariff(imposer="USA", target="EU27", rate=0.25, claims=(duty.claim,))
    outcome = simulate(Scenario(title="25% on the EU", date=FEBRUARY, levers=(lever,)), VARIANTS)
    model = next(v for v in check_figure(loss, reading(doc, duty, loss), (outcome,)) if v.route == "model")
    assert model.word == "depends on the definition" and "published study" in model.sentence
