"""Two levers of one scenario that would count one thing twice are refused, where their years overlap."""

import pytest

from westphalia.errors import ScenarioError
from westphalia.scenario.files import read_scenario

Lever = dict[str, object]
AID: Lever = {"kind": "aid_replacement", "donors": ["EU27", "GBR"], "from": 2026, "until": 2028, "assumed": "test"}
CAP: Lever = {
    "kind": "oil_cap", "cap": 60.0, "world_price": 82.0, "capped": 0.5, "volume": 5.0, "from": 2026, "until": 2028,
    "assumed": "test",
}  # fmt: skip
ASSETS: Lever = {"kind": "immobilised_assets", "from": 2026, "amortisation": 3, "assumed": "test"}
DEAL: Lever = {"kind": "minerals_deal", "royalty": 0.1, "revenue": 1.0, "from": 2026, "years": 2, "assumed": "test"}
OTHER_LOAN: Lever = {"loans": {"NOR": {"amount": 5.0, "currency": "EUR"}}}
CASES = {
    "aid": (AID, "withdrawn", "the aid of the United States is in first already"),
    "oil": (CAP, "exporter", "a cap on the oil of Russia is in first already"),
    "loan": (ASSETS, "loans", "the loan of Canada is in first already"),
    "deal": (DEAL, "from", "a deal on the same minerals is in first already"),
}


def both(one: Lever, **changed: object) -> None:
    levers = [one | {"name": "first"}, one | {"name": "second"} | changed]
    read_scenario({"title": "A", "date": "2025-03-13", "levers": levers})


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("begins", [2026, 2028])
def test_one_thing_in_two_levers_is_refused_with_its_place(case: str, begins: int) -> None:
    lever, field, complaint = CASES[case]
    with pytest.raises(ScenarioError) as caught:
        both(lever, **{"from": begins})
    said = str(caught.value)
    assert said.startswith(f"levers[1].{field}: {complaint}, in years both hold, and would be counted twice")
    assert "\n" not in said


@pytest.mark.parametrize("case", CASES)
def test_years_of_their_own_are_taken(case: str) -> None:
    both(CASES[case][0], **{"from": 2029, "until": 2030} if case in ("aid", "oil") else {"from": 2029})


@pytest.mark.parametrize(
    ("lever", "changed"),
    [(AID, {"withdrawn": "CAN"}), (CAP, {"exporter": "IRN"}), (ASSETS, OTHER_LOAN)],
    ids=["another donor", "another seller", "another loan"],
)
def test_different_things_are_taken_in_the_same_years(lever: Lever, changed: Lever) -> None:
    both(lever, **changed)


def test_one_loan_of_two_sets_is_refused() -> None:
    named = {"loans": {"NOR": {"amount": 5.0, "currency": "EUR"}, "USA": {"amount": 1.0, "currency": "USD"}}}
    with pytest.raises(ScenarioError, match="the loan of Norway"):
        both(ASSETS | OTHER_LOAN, **named)
