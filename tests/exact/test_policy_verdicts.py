"""Verdicts of the models on targets of groups, soldiers to be deployed and yearly needs: sentences made by hand."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from readings import document, figure, reading
from westphalia.check import Verdict, check_figure
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import Outcome
from westphalia.scenario.draft import draft
from westphalia.simulate import simulate
from westphalia.world.countries import members
from westphalia.world.needs import need

ON = date(2025, 3, 10)


def _share(text: str, printed: str, value: float, **fields: Any) -> tuple[Figure, Reading]:
    doc = document(text, fields.pop("on", ON))
    given = {"measure": "defence_share", "subject": ("NATO",), "role": "target", "no_date": True} | fields
    found = figure(doc, printed, value, "percent_of_gdp", "share", **given)
    return found, reading(doc, found)


def _troops(text: str, printed: str, value: float, **fields: Any) -> tuple[Figure, Reading]:
    doc = document(text, fields.pop("on", ON))
    found = figure(doc, printed, value, "troops", "count", **({"measure": "force_size"} | fields))
    return found, reading(doc, found)


def _money(text: str, printed: str, billions: float, unit: str = "EUR", **fields: Any) -> tuple[Figure, Reading]:
    doc = document(text, ON)
    given = {"measure": "defence_spending", "subject": ("EU27",), "per": "year"} | fields
    found = figure(doc, printed, billions * 1e9, unit, "money", **given)
    return found, reading(doc, found)


def _model(found: Figure, read: Reading) -> tuple[Verdict, Outcome]:
    """The model's one verdict on a figure, and the run behind it."""
    (made,), _ = draft([read])
    outcome = simulate(made.scenario)
    (verdict,) = [v for v in check_figure(found, read, (outcome,)) if v.route == "model"]
    assert verdict.claim == found.claim
    assert "\n" not in verdict.sentence
    return verdict, outcome


def _values(verdict: Verdict) -> dict[tuple[str, str], float | None]:
    return {(c.label, c.unit): c.value for c in verdict.comparisons}


@pytest.fixture(scope="module")
def alliance() -> tuple[Verdict, Outcome]:
    return _model(*_share("Allies should spend 5% of GDP, he said.", "5% of GDP", 5))


def test_a_target_of_the_alliance_costs_in_dollars_and_euros_against_each_counterfactual(alliance: Any) -> None:
    verdict, outcome = alliance
    (group,) = outcome.budgets
    values = _values(verdict)
    for words, name in (("a constant share of GDP", "constant_share"), ("flat cash", "flat_cash")):
        for currency in ("USD", "EUR"):
            ours = float(group.total(name, currency, 2035).mean())
            assert values[f"extra spending in 2035, against {words}", f"{currency} bn"] == pytest.approx(ours)
            added = sum(float(group.total(name, currency, year).mean()) for year in range(2025, 2036))
            label = f"extra spending added up over 2025–2035, against {words}"
            assert values[label, f"{currency} bn"] == pytest.approx(added)
    assert verdict.word == "cannot be checked"
    for said in ("$", "€", "dates assumed", "At the GDP of 2024", "Iceland has no share", "No member is there"):
        assert said in verdict.sentence
    assert "NATO-2024-06" in verdict.sentence
    assert {"nato-2024-06", "westphalia-defence"} <= set(verdict.sources)


def test_who_carries_it_adds_up_to_all_of_it(alliance: Any) -> None:
    verdict, outcome = alliance
    parts = {c.label: c.value for c in verdict.comparisons if c.unit == "share of the cost"}
    assert len(parts) == 3
    assert sum(parts.values()) == pytest.approx(1)
    (group,) = outcome.budgets
    (states,) = [one for one in group.members if one.country == "USA"]
    own = float((states.extra["constant_share"][:, -1] * states.rates["USD"][-1]).mean())
    all_of_it = float(group.total("constant_share", "USD", 2035).mean())
    assert parts["carried by the United States in 2035, against a constant share of GDP"] == pytest.approx(
        own / all_of_it
    )


def test_those_above_the_target_are_named_and_a_union_has_its_largest_payers() -> None:
    verdict, _ = _model(*_share("They aim at 4% of GDP.", "4% of GDP", 4, subject=("EU_NATO",)))
    assert "Poland is there already and pays nothing more." in verdict.sentence
    assert "Germany carries" in verdict.sentence
    assert "United States" not in verdict.sentence
    two, _ = _model(*_share("They aim at 2% of GDP.", "2% of GDP", 2))
    assert "of them are there already and pay nothing more." in two.sentence


def test_a_single_target_says_what_it_does_to_debt_and_output() -> None:
    verdict, outcome = _model(*_share("Berlin aims at 3.5% of GDP.", "3.5% of GDP", 3.5, subject=("DEU",)))
    annual = outcome.annual
    assert annual is not None
    rows = {c.label: c for c in verdict.comparisons}
    for label, name in (("public debt", "debt"), ("GDP", "gdp")):
        row, change = rows[f"{label} in 2035 against the outlook"], annual.change(name, "DEU")[:, -1]
        assert (row.low, row.high) == (pytest.approx(change.min()), pytest.approx(change.max()))
        assert row.value == pytest.approx(change[annual.reference].mean())
    assert rows["public debt in 2035 against the outlook"].value > 0
    assert "If paid by debt, it changes public debt by +" in verdict.sentence
    assert "points of GDP (" in verdict.sentence
    assert "interest rates do not answer" in " ".join(verdict.caveats)


def test_the_effect_on_debt_is_of_the_budget_alone() -> None:
    found, read = _share("Berlin aims at 3.5% of GDP.", "3.5% of GDP", 3.5, subject=("DEU",))
    (made,), _ = draft([read])
    aid = {"kind": "aid", "donor": "DEU", "share": 0.001, "form": "money", "from": 2026, "assumed": "by hand"}
    content = made.scenario.model_dump(by_alias=True)
    both = made.scenario.model_validate(content | {"levers": (*content["levers"], aid)})
    (verdict,) = [v for v in check_figure(found, read, (simulate(both),)) if v.route == "model"]
    assert "public debt" not in verdict.sentence


def test_a_force_takes_a_pool_and_money_and_may_be_too_large() -> None:
    text = "They plan a force of 40,000 men."
    verdict, outcome = _model(*_troops(text, "40,000 men", 40_000, on=date(2025, 2, 20), subject=("GBR", "FRA")))
    (force,) = outcome.forces
    rows = {c.label: c for c in verdict.comparisons}
    assert [rows[f"pool, one in {n} in place"].value for n in ("three", "four", "five")] == [120_000, 160_000, 200_000]
    cost = rows["cost a year, prices of 2024"]
    assert (cost.low, cost.value, cost.high) == (pytest.approx(40e3 * 0.208e-3), pytest.approx(16), pytest.approx(40))
    largest = rows["largest force of those who may send, one in four in place"]
    assert largest.value == pytest.approx(40_000 - force.short)
    assert largest.low < largest.value < largest.high
    for said in ("120,000, 160,000 or 200,000", "€16.0bn (", "10% of free land forces (assumed)", "short."):
        assert said in verdict.sentence
    assert "what states have offered begins on 17 March 2025, after this" in verdict.sentence
    assert verdict.word == "cannot be checked"


def test_pledges_are_those_known_on_the_day_of_the_report_by_firmness() -> None:
    text = "They plan a force of 9,000 men."
    early, _ = _model(*_troops(text, "9,000 men", 9_000, on=date(2025, 3, 31)))
    assert "Said by 31 March 2025: unsized commitment:" in early.sentence
    assert "declined: Finland" in early.sentence
    assert "Poland" not in early.sentence
    late, _ = _model(*_troops(text, "9,000 men", 9_000, on=date(2026, 2, 1)))
    assert "Poland" in late.sentence
    assert (
        late.sentence.index("funded: the United Kingdom")
        < late.sentence.index("size named")
        < late.sentence.index("declined")
    )
    assert any(c.source == "force-statements" and c.as_of and c.as_of <= date(2026, 2, 1) for c in late.comparisons)


def test_soldiers_of_one_country_are_held_against_what_it_keeps_up() -> None:
    verdict, _ = _model(*_troops("Vilnius would send 200 soldiers.", "200 soldiers", 200, subject=("LTU",)))
    assert "Lithuania can keep up 200 of the 200 named, enough." in verdict.sentence


def test_statements_on_ukraine_are_not_held_against_soldiers_elsewhere() -> None:
    text = "Berlin plans a brigade of 4,800 soldiers."
    when = date(2026, 2, 1)
    verdict, _ = _model(*_troops(text, "4,800 soldiers", 4_800, on=when, subject=("DEU",), target=("LTU",)))
    assert not any(c.source == "force-statements" for c in verdict.comparisons)
    assert "Said by" not in verdict.sentence
    assert "force-statements" not in verdict.sources


@pytest.fixture(scope="module")
def needed() -> tuple[Verdict, Outcome]:
    text = "Europe needs €250bn a year, Bruegel finds."
    return _model(*_money(text, "€250bn", 250, attributed_to="Bruegel"))


def test_a_need_is_held_against_every_perimeter_and_no_nearest_is_chosen(needed: Any) -> None:
    verdict, outcome = needed
    values = _values(verdict)
    gaps = [v for (label, _), v in values.items() if label.startswith("gap to 3.5%")]
    rises = [v for (label, _), v in values.items() if label.startswith("1.5 points")]
    # of the EU's states four have no share there, so its gap is not known and is not said
    assert (len(gaps), len(rises)) == (3, 5)
    assert not any("the European Union" in label for label, _ in values if label.startswith("gap"))
    assert min(gaps) < max(gaps) and min(rises) < max(rises)
    assert verdict.word == "depends on the definition"
    assert "draws no line, so the nearest perimeter proves nothing" in verdict.sentence
    assert "shares of 2024, NATO-2024-06" in verdict.sentence
    (shared,) = outcome.autonomy
    assert np.isclose(values["gap to 3.5% of GDP, the EU members of NATO", "EUR bn"], shared.gap.sum(), rtol=0.06)


def test_the_rivals_stand_beside_it_and_are_not_averaged(needed: Any) -> None:
    verdict, _ = needed
    for said in ("Kiel €300bn a year", "IISS $1,000bn over 25 years", "NEF €613bn a year"):
        assert said in verdict.sentence
    assert "Bruegel" not in verdict.sentence
    assert {need(name).source for name in ("kiel", "iiss", "nef")} <= set(verdict.sources)
    assert "not averaged" in " ".join(verdict.caveats)


def test_a_need_beyond_every_perimeter_cannot_be_checked() -> None:
    text = "Europe must raise spending by €900bn a year."
    verdict, _ = _model(*_money(text, "€900bn", 900))
    assert verdict.word == "cannot be checked"
    assert "The report draws no line" in verdict.sentence


def test_a_need_in_dollars_is_held_against_euros() -> None:
    text = "Europe must raise spending by $290bn a year."
    verdict, outcome = _model(*_money(text, "$290bn", 290, unit="USD"))
    (shared,) = outcome.autonomy
    assert 230 < shared.total < 290
    assert verdict.word == "depends on the definition"


def test_who_pays_most_is_named_with_its_share(needed: Any) -> None:
    verdict, outcome = needed
    (shared,) = outcome.autonomy
    germany = float(shared.chosen[shared.allies.index("DEU")] / shared.total)
    assert f"Germany {germany:.0%}" in verdict.sentence
    assert set(shared.allies) <= set(members("EU_NATO"))


def test_what_was_not_drafted_has_no_verdict_of_a_model() -> None:
    found, read = _troops("Kyiv has 800,000 men.", "800,000 men", 800_000, subject=("UKR",), outlook="observed")
    (verdict,) = check_figure(found, read, ())
    assert verdict.route is None
    assert "no force was drafted from it" in verdict.sentence
