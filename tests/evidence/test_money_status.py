"""How far a sum of money has come, by the verb of its clause."""

from datetime import date

import pytest

from westphalia.evidence.read import read_text

DAY = date(2025, 3, 5)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Britain has pledged £3bn in military aid for Ukraine.", "pledged"),
        ("Poland proposed a loan of €40bn for air defence.", "proposed"),
        ("The parliament approved a defence budget of $12bn on Tuesday.", "allocated"),
        ("Norway has delivered weapons worth €2bn to Ukraine.", "delivered"),
        ("Military aid of €5bn was disbursed in May.", "delivered"),
        ("Germany will send €1bn in military aid to Ukraine.", "pledged"),
        ("Aid of €5bn has not been disbursed.", None),
        ("Military aid to Ukraine stood at €5bn.", None),
        ("Exporters paid £4bn in duties.", None),
        ("The army lost 300 soldiers and the aid was delivered.", None),
    ],
)
def test_status_of_money(text: str, status: str | None) -> None:
    assert read_text(f"Growth was 2%. {text}", "x.txt", DAY).figures[-1].money_status == status
