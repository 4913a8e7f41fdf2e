"""Published figures as published, signs kept, what is not known said, and our own costs beside published ones."""

import re
from dataclasses import replace
from datetime import date

import pytest

from briefs import COUNTRIES, hand_brief, hand_page
from readings import document, figure
from westphalia.check.verdict import Comparison, Verdict
from westphalia.errors import DataError
from westphalia.report import strips
from westphalia.report.budgets import budget_lines, budget_part
from westphalia.report.clues import date_clues, whole_words
from westphalia.report.comparisons import unit_of
from westphalia.report.costs import studies_of_cost
from westphalia.report.duties import Supposed, headline_table, services_reason
from westphalia.report.exports import country_detail
from westphalia.report.figures import figure_cards
from westphalia.report.names import scenario_title, titled
from westphalia.report.published import estimate_cell, flow_words, provenance_words, study_of
from westphalia.report.studies import study_matrices
from westphalia.report.tables import NO_RANGE, ONE_PATH, RANGE_ONLY
from westphalia.world.defence import cash_of_edition
from westphalia.world.load import sources
from westphalia.world.studies import studies, study


def test_the_study_behind_a_comparison_is_the_one_it_names() -> None:
    row = Comparison(label="x", value=1.0, unit="GBP bn", source="nobody")
    assert study_of(row) is None
    for one in studies():
        assert study_of(row.model_copy(update={"study": one.id})) is one
    with pytest.raises(DataError, match="study"):
        study_of(row.model_copy(update={"study": "nobody-2020"}))


@pytest.mark.parametrize(
    ("name", "text", "spread"),
    [
        ("citp-2024-11-exports-gdp", "0.8% of GDP", NO_RANGE),
        ("citp-2024-11-exports-share", "more than 2.6% of exports", NO_RANGE),
        ("iiss-2025-05-procurement", "$226–344bn", RANGE_ONLY),
        ("ifs-2025-02-cost", "around £6bn", NO_RANGE),
        ("scotland-2025-09-gdp", "−0.36%", "−0.44 to −0.15"),
    ],
)
def test_an_estimate_keeps_its_own_digits(name: str, text: str, spread: str) -> None:
    one = study(name)
    cell = estimate_cell(one, unit_of(one.unit), "#s")
    assert (cell.text, cell.spread) == (text, spread)


def test_extra_money_is_told_from_a_total() -> None:
    assert flow_words(study("ifs-2025-02-cost")) == "extra, a year"
    assert flow_words(study("osr-2024-total")) == "in all, over six years"
    assert flow_words(study("citp-2024-11-exports")) == "a year"


def test_second_hand_sources_say_so() -> None:
    by_id = {s.id: s for s in sources()}
    assert titled(by_id["citp-2024-11"]).endswith("[our description], as reported by BBC News")
    assert titled(by_id["ifs-2025-02"]) == by_id["ifs-2025-02"].title
    assert provenance_words("origin named, original not read").endswith("original not read")
    assert provenance_words("compiled here") == "compiled here"
    assert "as reported by BBC News: https://" in hand_page()
    assert "origin named" not in hand_page()
    assert "Elsevier, " not in " ".join(
        row.head for table in study_matrices(hand_brief()) if table for row in table.rows
    )


def test_other_estimates_are_of_the_same_duties() -> None:
    other = study_matrices(hand_brief())[1]
    assert other is not None
    assert other.caption == "Other published estimates, each under its own scenario"
    heads = [row.head for row in other.rows if not row.cells]
    assert heads
    assert not [h for h in heads if re.search(r"equipment|force|aid|defence", h)]


def test_a_gain_among_losses_stays_a_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(strips, "draw", lambda *parts: "<svg></svg>")
    monkeypatch.setattr(strips, "strip", lambda marks, *rest: drawn.append((marks, rest)))
    doc = document("A hit of £22bn to exports.", date(2024, 11, 11))
    said = figure(doc, "£22bn", 22e9, "GBP", "money", measure="exports_loss", subject=("GBR",))
    rows = tuple(
        Comparison(label=label, value=v, low=low, high=high, unit="GBP bn", source="westphalia-trade")
        for label, v, low, high in (("a gain", -3.0, -5.0, -1.0), ("a loss", 20.0, 14.0, 25.0))
    )
    verdict = Verdict(claim=said.claim, route="model", word="not supported", rule="r", sentence="s", comparisons=rows)
    chart = strips.strip_chart(said, [verdict])
    assert chart is not None
    ((marks, rest),) = drawn
    assert [(m.value, m.low, m.high) for m in marks] == [(-3.0, -5.0, -1.0), (20.0, 14.0, 25.0)]
    assert rest[0] == 22.0
    assert "left of zero a gain" in chart.description
    assert chart.table.rows[0].cells[0].text == "−£3bn"


def test_an_open_end_is_not_drawn_as_if_it_were_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = document("A hit of £22bn to exports.", date(2024, 11, 11))
    said = figure(doc, "£22bn", 22e9, "GBP", "money", measure="exports_loss", subject=("GBR",))
    rows = tuple(
        Comparison(label=str(low), value=None, low=low, high=None, unit="GBP bn", source="westphalia-trade")
        for low in (10.0, 20.0)
    )
    verdict = Verdict(claim=said.claim, route="model", word="not supported", rule="r", sentence="s", comparisons=rows)
    assert strips.strip_chart(said, [verdict]) is None


def test_unknown_duties_are_not_known_and_not_zero() -> None:
    trade = hand_brief().outcomes[0].trade
    assert trade is not None
    assert not trade.knows_duties("GBR")
    table = headline_table(trade, COUNTRIES, "t", Supposed("title", duties="simple averages"))
    heads = [row.head for row in table.rows]
    assert heads[1:5] == ["Real income", "Real wage", "Consumer prices", "Duty revenue"]
    revenue = table.rows[heads.index("Duty revenue")]
    assert revenue.note.endswith("simple averages")
    assert (revenue.cells[0].text, revenue.cells[0].spread) == ("not known", "the base holds no duties of this country")
    assert revenue.cells[1].text.startswith("+$")
    assert "nobody retaliates" in table.rows[1].note
    answered = headline_table(trade, COUNTRIES, "t", Supposed("title", answered=True))
    assert "nobody retaliates" not in answered.rows[1].note


def test_services_rise_because_wages_do_or_nothing_is_said() -> None:
    trade = hand_brief().outcomes[0].trade
    assert trade is not None
    assert services_reason(trade) == "wages in the United States rise relative to others"
    assert services_reason(replace(trade, wage_hat=1 / trade.wage_hat)) == ""


def test_base_levels_are_those_of_the_reference_alone_and_never_called_observed() -> None:
    trade = hand_brief().outcomes[0].trade
    assert trade is not None
    detail = country_detail(trade, "GBR", "t", drawn=False)
    for table, columns in ((detail.partners, 2), (detail.sectors, 1)):
        assert table is not None
        assert all(c.endswith("in the base") for c in table.columns[:columns])
        assert all(cell.spread == "" for row in table.rows for cell in row.cells[:columns])
        assert all(cell.spread for row in table.rows for cell in row.cells[columns:])
    assert "everybody" not in hand_page()


def test_budgets_lead_with_the_constant_share_and_begin_a_year_later() -> None:
    (budget,) = hand_brief().outcomes[1].spending
    part = budget_part(budget, "b", studies())
    assert part.yearly.columns[2] == "more than a constant share of GDP"
    assert part.yearly.rows[0].cells[0].spread == ONE_PATH
    assert all(c.startswith(str(budget.start + 1)) for c in part.cumulative.columns)
    assert "£64.6bn of cash for 2024" in part.yearly.note
    assert "World Economic Outlook" in part.yearly.note
    yearly, added = budget_lines(budget)
    assert yearly.index("constant share") < yearly.index("flat cash")
    assert "flat cash" not in added


@pytest.mark.parametrize(
    ("reached", "shown"), [((2027, 2028, 2030), 2028), ((2034, 2040, 2041), 2035), ((2029,), 2029)]
)
def test_the_year_shown_is_one_that_was_run(reached: tuple[int, ...], shown: int) -> None:
    (budget,) = hand_brief().outcomes[1].spending
    early = replace(budget, lever=budget.lever.model_copy(update={"reached": reached}))
    assert (early.shown_year, early.years[early.shown]) == (shown, shown)
    assert f"costs in {shown}" in budget_lines(early)[0]


def test_a_state_without_defence_figures_has_no_cash_beside_ours() -> None:
    assert cash_of_edition("AFG", 2024, "NATO-2024-06", "AFN") is None
    assert cash_of_edition("GBR", 2024, "NATO-2024-06", "USD") is None
    assert cash_of_edition("GBR", 2024, "NATO-2024-06", "GBP") == pytest.approx(64.6, abs=0.05)


def test_one_date_is_one_path() -> None:
    (budget,) = hand_brief().outcomes[1].spending
    lever = budget.lever.model_copy(update={"reached": (2030,)})
    one = replace(
        budget, lever=lever, reached=budget.reached[:1], share=budget.share[:1], spending=budget.spending[:1],
        extra={key: values[:1] for key, values in budget.extra.items()},
    )  # fmt: skip
    part = budget_part(one, "b")
    assert {cell.spread for row in part.yearly.rows for cell in row.cells} == {ONE_PATH}
    assert part.published is None
    assert "no spread" not in " ".join(budget_lines(one))


def test_published_costs_stand_beside_ours_over_the_same_years() -> None:
    (budget,) = hand_brief().outcomes[1].spending
    found = {s.id for s in studies_of_cost(studies(), budget)}
    assert found == {
        "osr-2024-total", "osr-2024-flat-cash", "osr-2024-constant-share", "ifs-2025-02-cost", "gov-2025-02-cost",
    }  # fmt: skip
    table = budget_part(budget, "b", studies()).published
    assert table is not None
    rows = [(row.head, *(cell.text for cell in row.cells)) for row in table.rows]
    assert [r[0] for r in rows if len(r) == 1] == ["Added up over 2025–2030", "In 2027"]
    split = rows.index(("In 2027",))
    added, single = ({r[2]: r for r in part if r[0] == "Our accounts"} for part in (rows[:split], rows[split:]))
    years, reached, cash = budget.years.tolist(), budget.reached.tolist(), budget.extra["flat_cash"]
    assert 2030 in reached
    assert 2027 not in reached
    six = cash[reached.index(2030), years.index(2025) : years.index(2030) + 1].sum()
    assert added["against flat cash"][1] == f"£{six:.1f}bn"
    assert added["against flat cash"][3].endswith("reached in 2030")
    assert single["against flat cash"][1] == f"£{cash[:, years.index(2027)].mean():.1f}bn"
    assert single["against flat cash"][3].endswith("any of the dates of arrival")
    assert any(r[1] == "£13.4bn" for r in rows[split:] if len(r) > 1)


def test_a_printed_date_says_so_once() -> None:
    doc = document("x", date(2025, 2, 24)).model_copy(update={"report_date_evidence": ("printed: “24 February 2025”",)})
    assert date_clues(doc) == ("“24 February 2025”",)


def test_clues_are_cut_at_words() -> None:
    text = "He linked elites in a bid to win on Sunday."
    assert whole_words("“nked elites in a b”: about 2025", text) == "“… elites in a …”: about 2025"
    assert whole_words("“on Sunday” (past)", text) == "“on Sunday” (past)"
    assert whole_words("“not there”", text) == "“not there”"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("20% US tariff on sectors C29 from all countries",
         "20% US tariff on motor vehicles, trailers and semi-trailers from all countries"),
        ("20% US tariff on goods from all countries", "20% US tariff on goods from all countries"),
    ],
)  # fmt: skip
def test_titles_name_sectors(title: str, words: str) -> None:
    assert scenario_title(title) == words


def test_facts_name_speakers_as_a_sentence_would() -> None:
    reading = hand_brief().readings[0]
    figures = tuple(
        f.model_copy(update={"attributed_to": who, "measure": measure})
        for f, (who, measure) in zip(
            reading.figures,
            (("Some economists", "exports_loss"), ("The Budget Lab", "exports_loss"), ("A. Person", "war_end_time")),
            strict=False,
        )
    )
    cards = figure_cards(replace(hand_brief(), readings=(reading.model_copy(update={"figures": figures}),)))
    assert "according to some economists" in cards[0].facts
    assert "according to The Budget Lab" in cards[1].facts
    assert cards[2].facts == ("claimed by A. Person",)
    assert not [c for card in cards for check in card.checks for c in check.caveats if c.endswith(".")]
