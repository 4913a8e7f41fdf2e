"""Bad budgets, autonomy, forces and aid: one line with the path, the value, what was expected and the next step."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from westphalia.cli import main
from westphalia.errors import ScenarioError
from westphalia.scenario.files import read_scenario
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.simulate import simulate

WRITTEN = "definition: nato, edition: NATO-2024-06, price_basis: nominal, assumed: test}"
UK = f"{{kind: defence_budget, country: GBR, share: {{2024: 0.0233, 2027: 0.025}}, {WRITTEN}"
GERMANY = f"{{kind: defence_budget, country: DEU, target: 0.035, reached: 2030, {WRITTEN}"
ALLIES = f"{{kind: defence_budget, country: NATO, target: 0.035, reached: 2035, {WRITTEN}"
SUM = "{kind: autonomy, members: EU_NATO, amount: 250, from: 2026, assumed: test}"
MEN = "{kind: force, deployed: 30000, from: 2026, assumed: test}"
GIFT = "{kind: aid, donor: GBR, amount: 3, form: military, from: 2026, assumed: test}"
HEAD = "title: A\ndate: 2025-01-02\n"


def _content(*levers: str, head: str = HEAD) -> dict[str, Any]:
    return dict(parse_yaml(head + "levers:\n" + "".join(f"  - {lever}\n" for lever in levers), "x.yaml"))


def _said(*levers: str, head: str = HEAD) -> str:
    """The one line a scenario is refused with, when read or when run."""
    with pytest.raises(ScenarioError) as caught:
        simulate(read_scenario(_content(*levers, head=head)))
    said = str(caught.value)
    assert caught.value.exit_code == 3
    assert "\n" not in said
    assert said.endswith((".", "…", "?", "more)"))
    return said


def _changed(lever: str, old: str, new: str) -> str:
    assert old in lever
    return lever.replace(old, new)


def test_all_of_them_run_as_they_stand() -> None:
    for lever in (UK, GERMANY, ALLIES, SUM, MEN, GIFT):
        assert simulate(read_scenario(_content(lever))).annual is not None


@pytest.mark.parametrize(
    ("lever", "old", "new", "complaint"),
    [
        # a target below today's share
        (UK, "2027: 0.025", "2027: 0.02", "levers[0].share[2027]: 2% of GDP is below the start, 2.33% in 2024. Raise"),
        (GERMANY, "0.035", "0.02", "levers[0].target: 2% of GDP is below what DEU spends now, 2.12% in 2024 (NATO-202"),
        (ALLIES, "0.035", "0.005", "levers[0].target: 0.5% of GDP is below what ESP spends now, 1.28% in 2024"),
        # a date in the past
        (UK, "2024: 0.0233, 2027", "2022: 0.0233, 2024", "levers[0].share: 2024 is past on the scenario's date, 2025-"),
        (GERMANY, "DEU, target: 0.035, reached: 2030",
         "DEU, share: {2022: 0.015}, target: 0.035, reached: [2023, 2024]",
         "levers[0].reached: 2024 is past on the scenario's date, 2025-01-02. Name 2025 or later, or date it earlier."),
        (SUM, "2026", "2024", "levers[0].from: 2024 is past on the scenario's date, 2025-01-02. Name 2025 or later"),
        (MEN, "2026", "2024", "levers[0].from: 2024 is past"),
        (GIFT, "2026", "2024", "levers[0].from: 2024 is past"),
        # a country without data, named and never filled in
        (GERMANY, "DEU", "AUT", "levers[0].country: Austria has no share in NATO-2024-06. Write share with a start of"),
        (GERMANY, "DEU", "ISL", "levers[0].country: Iceland has no share in NATO-2024-06."),
        (GERMANY, "DEU", "PRK", "levers[0].country: North Korea has no share in NATO-2024-06."),
        (GERMANY, "DEU", "BRICS", "levers[0].country: United Arab Emirates has no share in NATO-2024-06; Brazil"),
        (UK, "GBR", "PRK", "levers[0].country: PRK (North Korea) is not among the 196 economies of WEO-2025-10;"),
        (GIFT, "GBR", "PRK", "levers[0].donor: North Korea (PRK) is not in the outlook WEO-2025-10. Name another."),
        (SUM, "EU_NATO", "BRICS", "levers[0].members: no member of BRICS has a share in NATO-2024-06. Name another"),
        (MEN, "from", "contributors: ISL, from", "levers[0].contributors: the size of no army of ISL is held. Name ot"),
        (MEN, "from", "contributors: RUS, from", "levers[0].contributors: RUS has 620,000 soldiers elsewhere, more"),
        # editions and definitions
        (UK, "NATO-2024-06", "NATO-2024-07", "levers[0].edition: unknown edition 'NATO-2024-07'. Did you mean"),
        (SUM, "from", "edition: NATO-2024-07, from", "levers[0].edition: unknown edition 'NATO-2024-07'. Did you mean"),
        (UK, "definition: nato", "definition: sipri", "levers[0].definition: NATO-2024-06 counts by definition nato,"),
        (GERMANY, "NATO-2024-06", "NATO-2026-07", "levers[0].definition: NATO-2026-07 counts by definition nato-core,"),
        (ALLIES, "definition: nato", "definition: national", "levers[0].share: missing. No table holds shares of defi"),
        (UK, "price_basis: nominal, ", "", "levers[0].price_basis: missing. Expected: prices of the sums"),
        (UK, "edition: NATO-2024-06, ", "", "levers[0].edition: missing. Expected: edition of the table"),
        # the first year
        (UK, "share: {2024: 0.0233, 2027: 0.025}, ", "", "levers[0]: the path has no year and no target."),
        (UK, "2024: 0.0233, ", "", "levers[0]: the path has one year and no target. Add a later year"),
        (UK, "2027: 0.025}", "2027: 0.025}, target: 0.03, reached: []", "levers[0]: target and reached go together"),
        (SUM, "from: 2026, ", "", "levers[0]: no first year. Write from, the year in which the spending begins."),
        (MEN, "from: 2026, ", "", "levers[0]: no first year. Write from, the year in which the soldiers arrive."),
        (GIFT, "from: 2026, ", "", "levers[0]: no first year. Write from, the year in which the aid begins."),
        (ALLIES, "reached", "start: 2014, reached", "levers[0].start: 2014 is before the outlook for GDP of Albania"),
        (ALLIES, "reached", "start: 2030, reached", "levers[0].start: Albania has no share for 2030 in NATO-2024-06;"),
        (UK, "definition", "start: 2024, definition", "levers[0]: start and share go apart: the first year of share"),
        (ALLIES, "target: 0.035, reached: 2035", "share: {2024: 0.02, 2030: 0.03}",
         "levers[0]: share is one country's path and NATO is a group. Leave share out, so that every member starts"),
        # the plan before
        (UK, "definition", "against: previous_plan, definition", "levers[0]: against previous_plan needs the plan."),
        (UK, "definition", "previous: {2024: 0.02}, definition",
         "levers[0].previous[2024]: 2% of GDP is not the start, 2.33%, which both plans share. Write 0.0233, or drop"),
        (UK, "definition", "previous: {2020: 0.02}, definition", "levers[0].previous[2020]: 2020 is before the start"),
        (ALLIES, "reached", "previous: {2025: 0.02}, reached", "levers[0]: previous is one country's plan and NATO"),
        # loans of the EU
        (UK, "definition", "eu_loan: {amount: 10, rate: 0.03}, definition",
         "levers[0].eu_loan: GBR is no member state of the EU; its loans go to single members. Drop it."),
        (_changed(ALLIES, "NATO,", "EU27,"), "reached", "eu_loan: {amount: 10, rate: 0.03}, reached",
         "levers[0].eu_loan: EU27 is no member state of the EU"),
        (GERMANY, "reached", "eu_loan: {amount: 151, rate: 0.03}, reached",
         "levers[0].eu_loan.amount: 151 is above the whole programme, EUR 150 bn. Lower it."),
        (GERMANY, "reached", "eu_loan: {amount: 10, rate: 3}, reached",
         "levers[0].eu_loan.rate: 3 is above 1. Shares are fractions; for 3 per cent write 0.03. Expected: interest"),
        (GERMANY, "reached", "eu_loan: {amount: 10}, reached", "levers[0].eu_loan.rate: missing. Expected: interest"),
        (GERMANY, "reached", "eu_loan: {amount: 1, rate: 0, rte: 1}, reached",
         "levers[0].eu_loan.rte: no such field. Did you mean rate? Fields: amount, rate, from, until."),
        (GERMANY, "reached", "eu_loan: {amount: 10, rate: 0.03, from: 2030, until: 2028}, reached",
         "levers[0].eu_loan: until 2028 is before from 2030."),
        (GERMANY, "reached", "financing: {tax: 1}, eu_loan: {amount: 10, rate: 0.03}, reached",
         "levers[0]: eu_loan is debt, and financing takes up none. Give debt a share, or drop the loan."),
        (UK, "definition", "lower: 1, definition", "levers[0].lower: 1 is neither true nor false. Expected: true wher"),
        # who shares a sum, and how
        (SUM, "EU_NATO", "USA", "levers[0].members: USA is one country, and one shares with nobody. Name a group"),
        (SUM, "from", "key: {income: 0.5, gap: 0.2}, from", "levers[0].key: the weights add to 0.7, not to 1. Write"),
        (SUM, "from", "key: {income: 1, gap: 0}, from", "levers[0].key.gap: 0 is not above 0. Expected: weights"),
        (SUM, "from", "key: {gni: 1}, from", "levers[0].key.gni: 'gni' does not fit; expected 'income', 'gap',"),
        (SUM, "from", "key: {}, from", "levers[0].key: the weights add to 0, not to 1."),
        (SUM, "from", "cap: 0.005, from", "levers[0].cap: caps: those of the 23 of 23 allies with a positive key add"),
        (SUM, "from", "key: {gap: 1}, cap: 0.012, from", "levers[0].cap: caps: those of the 22 of 23 allies"),
        (SUM, "from", "cap: 0, from", "levers[0].cap: 0 of GDP leaves nothing to share. Write a fraction above 0"),
        (SUM, "from", "cap: 1.5, from", "levers[0].cap: 1.5 is not between 0 and 0.5. Shares are fractions; for 1.5 p"),
        (SUM, "from", "target: 3.5, from", "levers[0].target: 3.5 is not between 0 and 0.5. Shares are fractions;"),
        (SUM, "from", "target: 0.01, key: {gap: 1}, from", "levers[0].target: nobody in EU_NATO spends less than 1%"),
        (SUM, "from", "common: 1.5, from", "levers[0].common: 1.5 is above 1. Shares are fractions;"),
        (SUM, "EU_NATO, amount", "NATO_EUROPE, common: 0.5, amount",
         "levers[0].common: 0.5 of it on common debt of the EU, and ALB, GBR, ISL and MKD … of NATO_EUROPE are no mem"),
        (SUM, "from: 2026", "from: 2026, until: 2025", "levers[0]: until 2025 is before from 2026. Write the last yea"),
        (SUM, "from: 2026", "from: 2026, until: 2027, ramp: 4", "levers[0]: ramp takes 4 years and the lever lasts 2."),
        # soldiers
        (MEN, "30000", "0", "levers[0].deployed: 0 is below 1. Expected: soldiers in place at one time."),
        (MEN, "from", "sent: {GBR: 20000, FRA: 20000}, from", "levers[0]: sent adds to 40000, more than the 30000 dep"),
        (MEN, "from", "sent: {EU27: 2000}, from", "levers[0].sent: EU27 is a group, and each ally sends its own. Name"),
        (MEN, "from", "sent: {Germany: 2000}, from", "levers[0].sent: 'Germany' is not a code. For Germany write DEU."),
        (MEN, "from", "contributors: FRA, sent: {GBR: 2000}, from", "levers[0]: GBR sends soldiers but is not among c"),
        (MEN, "from", "not_deployable: 1, from", "levers[0].not_deployable: 1 is not below 1. Expected: share of land"),
        (MEN, "from", "multiple: 0.5, from", "levers[0].multiple: 0.5 is below 1. Expected: soldiers needed for one"),
        (MEN, "from", "willingness: 15, from", "levers[0].willingness: 15 is above 1. Shares are fractions; for 15 pe"),
        (MEN, "from", "prices: 2011, from", "levers[0].prices: 2011 is not in the outlook WEO-2025-10, 2019–2035. Nam"),
        # aid
        (GIFT, "form", "recipient: EU27, form", "levers[0].recipient: EU27 is a group; aid goes to one country. Name"),
        (GIFT, "form", "recipient: GBR, form", "levers[0]: GBR is donor and recipient at once. Name another of the tw"),
        (GIFT, "form", "share: 0.01, form", "levers[0]: give amount or share, one of the two: bn a year, or a fractio"),
        (GIFT, "amount: 3, ", "", "levers[0]: give amount or share, one of the two"),
        (GIFT, "amount: 3", "share: 25", "levers[0].share: 25 is not between 0 and 0.5. Shares are fractions; for 25"),
        (GIFT, "form: military, ", "", "levers[0].form: missing. Expected: military: kit and training in kind;"),
        # currencies
        *((lever, "from", f"currency: {code}, from", f"levers[0].currency: no economy of the outlook WEO-2025-10 counts"
           f" in {code}. Write EUR or USD.") for lever in (SUM, MEN, GIFT) for code in ("XXX", "HRK")),
        (SUM, "from", "currency: eur, from", "levers[0].currency: 'eur' does not fit. Expected: currency of the amoun"),
    ],
)  # fmt: skip
def test_a_bad_lever_is_named(lever: str, old: str, new: str, complaint: str) -> None:
    assert _said(_changed(lever, old, new)).startswith(complaint)


@pytest.mark.parametrize("lever", [UK, SUM, MEN, GIFT], ids=["budget", "autonomy", "force", "aid"])
@pytest.mark.parametrize(
    ("financing", "complaint"),
    [
        ("{debt: 0.5}", "the shares add to 0.5, not to 1. Write for example {debt: 0.5, tax: 0.5}."),
        ("{debt: 0.5, cuts: 0.6}", "the shares add to 1.1, not to 1."),
        ("{}", "the shares add to 0, not to 1."),
        ("{debt: 1.5, tax: -0.5}", "1.5 is above 1. Shares are fractions;"),
        ("{dept: 1}", "'dept' does not fit; expected 'debt', 'tax' or 'cuts'."),
        ("debt", "'debt' is not a mapping. Write it in braces"),
    ],
)
def test_a_split_that_does_not_add_to_one_is_named(lever: str, financing: str, complaint: str) -> None:
    said = _said(_changed(lever, "assumed", f"financing: {financing}, assumed"))
    assert re.match(r"levers\[0\]\.financing(\.de[bp]t)?: ", said)
    assert complaint in said


@pytest.mark.parametrize(
    ("economy", "complaint"),
    [
        (
            "{multiplier: kiel, leakage: 0.3, assumed: x}",
            "economy: the multiplier of kiel is net of imports already, so",
        ),
        ("{multiplier: goldman, leakage: 0.3, assumed: x}", "economy: the multiplier of goldman is net of imports"),
        ("{multiplier: kiell, assumed: x}", "economy.multiplier: unknown multiplier 'kiell'. Did you mean kiel?"),
        ("{multiplier: '0.8', assumed: x}", "economy.multiplier: unknown multiplier '0.8'. Known: defence,"),
        ("{multiplier: 80, assumed: x}", "economy.multiplier: 80 is not between 0 and 3. Write what one unit adds"),
        ("{multiplier: .nan, assumed: x}", "economy.multiplier: nan is not between 0 and 3."),
        ("{multiplier: yes, assumed: x}", "economy.multiplier: True is neither a number nor the name of a study."),
        ("{multiplier: [1], assumed: x}", "economy.multiplier: a list is neither a number nor the name of a study."),
        ("{kernel: [0.5, 0.4], assumed: x}", "economy.kernel: the parts add to 0.9, not to 1. Write for example [0.6,"),
        ("{kernel: [], assumed: x}", "economy.kernel: a list has too few entries. Expected: parts of the answer"),
        ("{kernel: [1.5, -0.5], assumed: x}", "economy.kernel[0]: 1.5 is above 1."),
        (
            "{leakage: 20, assumed: x}",
            "economy.leakage: 20 is above 1. Shares are fractions; for 20 per cent write 0.2.",
        ),
        ("{leakage: 0.1}", "economy: no origin. Name a source, or say what is assumed and why."),
        ("{leekage: 0.1}", "economy.leekage: no such field. Did you mean leakage? Fields: multiplier, leakage,"),
        ("{semi_elasticity: 0.5}", "economy.semi_elasticity: 0.5 does not fit; expected 'by_source' or 'average'."),
        ("3", "economy: 3 is not a mapping of fields."),
    ],
)
def test_a_bad_economy_is_named(economy: str, complaint: str) -> None:
    assert _said(UK, head=f"{HEAD}economy: {economy}\n").startswith(complaint)


@pytest.mark.parametrize(
    ("levers", "complaint"),
    [
        ((UK, UK), "levers[1].country: the budget of GBR is set by levers[0] already, and a country has one path. Dro"),
        ((ALLIES, UK), "levers[1].country: the budget of GBR is set by levers[0] already"),
        ((UK, ALLIES), "levers[1].country: the budget of GBR is set by levers[0] already"),
        ((ALLIES, _changed(ALLIES, "NATO,", "EU27,")), "levers[1].country: the budget of BEL, BGR and CZE is set by"),
        (
            (UK, _changed(GERMANY, "nominal", "constant")),
            "levers[1].price_basis: constant stands beside nominal of levers[0], and sums in mixed prices cannot be ad",
        ),
        (
            tuple(_changed(GERMANY, "reached", "eu_loan: {amount: 100, rate: 0.03}, reached").replace("DEU", code)
                  for code in ("DEU", "FRA")),
            "levers[1].eu_loan.amount: all loans add to 200, above the whole programme, EUR 150 bn. Lower one of them.",
        ),
    ],
)  # fmt: skip
def test_levers_that_contradict_each_other_are_named(levers: tuple[str, ...], complaint: str) -> None:
    assert _said(*levers).startswith(complaint)


def test_two_countries_of_a_pair_of_groups_that_do_not_meet_are_fine() -> None:
    assert simulate(read_scenario(_content(UK, GERMANY))).annual is not None


APRIL = "outlook: WEO-2025-04\n"


@pytest.mark.parametrize(
    ("horizon", "lever", "complaint"),
    [
        ("[2020, 2030]", UK, "horizon: 2020–2030 leaves the outlook for GDP, 2021–2035. Write years within it."),
        ("[2025, 2040]", UK, "horizon: 2025–2040 leaves the outlook for GDP, 2021–2035."),
        ("[2025, 2030]", _changed(UK, "GBR", "VNM"), "levers[0].country: VNM (Vietnam) is not among the 39 economies"),
        ("[2025, 2030]", _changed(GIFT, "GBR", "VNM"), "levers[0].donor: Vietnam (VNM) is not in the outlook WEO-2025"),
        ("[2025, 2030]", _changed(MEN, "from", "sent: {VNM: 9}, from"), "levers[0].sent: Vietnam (VNM) is not in the"),
        ("[2025, 2030]", _changed(UK, "{2024", "{2020"), "levers[0].share: 2020 is before the outlook for GDP of Unit"),
    ],
)
def test_what_the_april_outlook_does_not_hold_is_named(horizon: str, lever: str, complaint: str) -> None:
    assert _said(lever, head=f"{HEAD}{APRIL}horizon: {horizon}\n").startswith(complaint)


@pytest.mark.parametrize(
    ("lever", "field"), [(UK, "share"), (GERMANY, "reached"), (SUM, "from"), (MEN, "from"), (GIFT, "from")]
)
def test_a_horizon_that_ends_before_the_lever_begins(lever: str, field: str) -> None:
    said = _said(lever, head=f"{HEAD}horizon: [2020, 2025]\n")
    assert re.fullmatch(rf"levers\[0\]\.{field}: \d+ is beyond the horizon, 2025\. Name earlier years, or set .*", said)


def test_who_is_left_out_of_a_group_is_named_and_nobody_else_changes() -> None:
    outcome = simulate(read_scenario(_content(_changed(ALLIES, "NATO,", "EU27,"))))
    (group,) = outcome.budgets
    assert [code for code, _ in group.left_out] == ["AUT", "CYP", "IRL", "MLT"]
    assert all("has no share in NATO-2024-06" in why for _, why in group.left_out)
    assert len(group.members) == 23
    assert outcome.annual is not None
    assert set(outcome.annual.countries) == {one.country for one in group.members}


def test_an_ally_outside_the_outlook_is_left_out_of_the_accounts_and_named() -> None:
    outcome = simulate(read_scenario(_content(_changed(GIFT, "GBR", "BRICS"), head=HEAD + APRIL)))
    assert outcome.annual is not None
    assert outcome.annual.countries == ("RUS",)
    assert ("BRA", "Brazil: not in the outlook WEO-2025-04") in outcome.annual.left_out


@pytest.mark.parametrize(
    ("lever", "old", "new"),
    [(SUM, "250", "0"), (GIFT, "amount: 3", "amount: 0"), (MEN, "from", "cost: 0, from")],
)
def test_nothing_costs_nothing(lever: str, old: str, new: str) -> None:
    annual = simulate(read_scenario(_content(_changed(lever, old, new)))).annual
    assert annual is not None
    assert not annual.extra.any()
    assert not annual.path.gdp_change.any()


def test_nobody_willing_is_short_of_the_whole_force() -> None:
    (force,) = simulate(read_scenario(_content(_changed(MEN, "from", "willingness: 0, from")))).forces
    assert force.short == 30_000
    assert not force.sends.any()


def test_the_command_line_says_it_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "caps.yaml"
    path.write_text(f"{HEAD}levers:\n  - {_changed(SUM, 'from', 'cap: 0.005, from')}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["westphalia", "run", str(path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed, said = capsys.readouterr()
    assert (stopped.value.code, printed) == (3, "")
    assert len(said.splitlines()) == 1
    assert "levers[0].cap: " in said


@pytest.mark.parametrize("code", ["AFG", "MAC"])
def test_a_donor_without_public_finances_is_named_beside_others(code: str) -> None:
    annual = simulate(read_scenario(_content(UK, _changed(GIFT, "GBR", code)))).annual
    assert annual is not None
    assert annual.countries == ("GBR",)
    assert [left for left, _ in annual.left_out] == [code]


def test_a_soldier_is_sent_once() -> None:
    men = {"kind": "force", "deployed": 5000, "contributors": ["GBR", "FRA"], "from": 2026, "assumed": "test"}
    later = {**men, "from": 2031, "contributors": ["GBR"]}
    fields = {"title": "A", "date": "2025-01-02"}
    with pytest.raises(ScenarioError, match=r"levers\[1\]\.contributors: soldiers of GBR are sent by levers\[0\]"):
        read_scenario({**fields, "levers": [men, later]})
    assert read_scenario({**fields, "levers": [{**men, "until": 2030}, later]}).levers
