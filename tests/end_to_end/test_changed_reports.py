"""Change names, numbers or order in a report, and the drafts and verdicts change with them."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.check import check_readings
from westphalia.evidence.read import read_text
from westphalia.scenario.draft import draft
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.world.countries import countries
from westphalia.world.defence import defence_share

ON = date(2025, 2, 24)
NATO_JUNE_2024 = "NATO-2024-06"
EXAMPLES = settings(max_examples=25, deadline=None)
ALLIES = ("GBR", "USA", "FRA", "DEU", "POL", "ITA", "ESP", "NLD", "NOR", "CAN", "GRC", "EST")
PARTNERS = ("FRA", "DEU", "CHN", "MEX", "CAN", "JPN", "IND", "VNM", "POL", "BRA")
NAMES = {"USA": "the United States", "GBR": "the United Kingdom", "NLD": "the Netherlands"}

shares = st.integers(min_value=2, max_value=60).map(lambda tenths: tenths / 10)
rates = st.integers(min_value=1, max_value=95)


def name(iso3: str) -> str:
    return NAMES.get(iso3, countries()[iso3].name)


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def tariff_sentence(rate: int, partner: str) -> str:
    return f"The United States will impose a {rate}% tariff on goods from {name(partner)}, the White House said."


def spending_sentence(share: float, ally: str) -> str:
    return f"{capital(name(ally))} spent {share:.1f} per cent of its GDP on defence last year."


def target_sentence(start: float, target: float, year: int, ally: str) -> str:
    return f"{capital(name(ally))} will raise defence spending from {start:.1f}% to {target:.1f}% of GDP by {year}."


def _read(*sentences: str) -> Any:
    return read_text("\n".join(sentences) + "\n", "made-up.txt", ON)


@EXAMPLES
@given(rate=rates, partner=st.sampled_from(PARTNERS))
def test_the_draft_has_the_rate_and_the_partner_of_the_report(rate: int, partner: str) -> None:
    reading = _read(tariff_sentence(rate, partner))
    (found,) = draft([reading]).drafts
    lever = found.scenario.levers[0]
    assert isinstance(lever, Tariff)
    assert (lever.imposer, lever.target) == (("USA",), (partner,))
    assert abs(lever.rate - rate / 100) < 1e-12
    assert lever.claims == (reading.figures[0].claim,)


@EXAMPLES
@given(
    start=shares,
    more=st.integers(min_value=1, max_value=20),
    year=st.integers(2027, 2035),
    ally=st.sampled_from(ALLIES),
)
def test_the_budget_has_the_country_target_and_year_of_the_report(
    start: float, more: int, year: int, ally: str
) -> None:
    target = round(start + more / 10, 1)
    (found,) = draft([_read(target_sentence(start, target, year, ally))]).drafts
    lever = found.scenario.levers[0]
    assert isinstance(lever, DefenceBudget)
    assert lever.country == ally
    assert abs(lever.share[year] - target / 100) < 1e-12


@EXAMPLES
@given(share=shares, ally=st.sampled_from(ALLIES))
def test_the_verdict_follows_the_table_and_nothing_else(share: float, ally: str) -> None:
    reading = _read(spending_sentence(share, ally))
    (figure,) = [f for f in reading.figures if f.measure == "defence_share"]
    assert figure.subject == (ally,)
    (then,) = [v for v in check_readings([reading], [])[figure.claim] if v.route == "table" and v.known == "then"]
    published = {r.year: r.share for y in (2024, 2025) for r in defence_share(ally, y) if r.edition == NATO_JUNE_2024}
    agrees = f"{100 * published[2024]:.1f}" == f"{share:.1f}"
    assert (then.word in ("matches", "rounds to")) == agrees


@EXAMPLES
@given(
    rate=rates, partner=st.sampled_from(PARTNERS), share=shares, ally=st.sampled_from(ALLIES),
    order=st.permutations(range(3)),
)  # fmt: skip
def test_the_order_of_sentences_changes_places_and_nothing_else(
    rate: int, partner: str, share: float, ally: str, order: list[int]
) -> None:
    sentences = [
        tariff_sentence(rate, partner), spending_sentence(share, ally), "Some 4,321 trucks crossed on Monday.",
    ]  # fmt: skip
    plain, turned = _read(*sentences), _read(*(sentences[k] for k in order))
    assert sorted(_content(plain)) == sorted(_content(turned))
    assert [_lever(d) for d in draft([plain]).drafts] == [_lever(d) for d in draft([turned]).drafts]
    words = [sorted(_words(reading)) for reading in (plain, turned)]
    assert words[0] == words[1]


def _content(reading: Any) -> list[tuple[Any, ...]]:
    """What was read, without places."""
    return [(f.value, f.unit, f.kind, f.measure, f.subject, f.target, f.span.text) for f in reading.figures]


def _lever(found: Any) -> dict[str, Any]:
    return dict(found.scenario.levers[0].model_dump(exclude={"claims", "name"}))


def _words(reading: Any) -> list[tuple[str, str]]:
    verdicts = check_readings([reading], [])
    return [(f.span.text, v.word) for f in reading.figures for v in verdicts[f.claim]]


@EXAMPLES
@given(rate=rates, other=rates)
def test_two_reports_do_not_mix(rate: int, other: int) -> None:
    first = read_text(tariff_sentence(rate, "FRA"), "first.txt", date(2025, 2, 3))
    second = read_text(tariff_sentence(other, "JPN"), "second.txt", ON)
    found = {d.scenario.levers[0].target: d.scenario for d in draft([first, second]).drafts}
    assert {target: s.levers[0].rate for target, s in found.items()} == {("FRA",): rate / 100, ("JPN",): other / 100}
    assert found["FRA",].date == date(2025, 2, 3)
    assert draft([second]).drafts[0].scenario.levers == found["JPN",].levers
