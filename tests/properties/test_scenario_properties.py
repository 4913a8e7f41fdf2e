"""Whatever a figure or a file says, the scenario says the same."""

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from westphalia.axes import Axes, Axis
from westphalia.errors import WestphaliaError
from westphalia.evidence.claims import DateInterval, Document, Figure, Reading, Span
from westphalia.scenario.draft import draft
from westphalia.scenario.files import dump_scenario, load_scenario, read_scenario
from westphalia.scenario.levers import LEVERS, DefenceBudget, Tariff
from westphalia.scenario.levers.diversion import Diversion, cost_hat
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.world.baseline import Baseline
from westphalia.world.countries import members

places = st.sampled_from(["USA", "GBR", "DEU", "CHN", "FRA", "POL", "EU27", "JPN"])
states = st.sampled_from(["USA", "GBR", "DEU", "FRA", "POL", "ITA", "NOR"])
tenths = st.integers(1, 99).map(lambda k: k / 10)
days = st.dates(date(2024, 7, 1), date(2026, 6, 30))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)


def _reading(on: date, per_cent: float, **fields: Any) -> Reading:
    text = f"{per_cent:g}% is planned."
    document = Document(
        doc_id="d", source_file="d.txt", text=text, report_date=on, report_date_status="given", report_date_evidence=()
    )
    span = document.span(0, text.index("%") + 1)
    figure = Figure(
        id="f0", span=span, value=per_cent, unit="percent", kind="share", concerns="", lever=None, salience="core",
        approx=False, attributed_to=None, claim=document.claim_id(span), normalised=per_cent / 100,
        context=document.span(0, len(text)), rule="by hand", confidence="high", **fields,
    )  # fmt: skip
    return Reading(document=document, figures=(figure,), dates=())


@given(days, tenths, places, places)
def test_a_drafted_duty_is_the_one_reported(on: date, rate: float, imposer: str, target: str) -> None:
    reading = _reading(on, rate, measure="tariff_rate", subject=(imposer,), target=(target,))
    if set(members(target)) <= set(members(imposer)):
        drafts, (open_,) = draft([reading])
        assert drafts == ()
        assert "nobody hits his own" in open_.reason
        return
    (made,), left = draft([reading])
    assert left == ()
    assert isinstance(made.lever, Tariff)
    assert (made.lever.imposer, made.lever.target, made.lever.rate) == ((imposer,), (target,), rate / 100)
    assert made.scenario.date == on
    assert made.claims == (reading.figures[0].claim,)
    assert made.scenario.title.startswith(f"{rate:g}% ")


@given(days, tenths, states, st.integers(2027, 2035))
def test_a_drafted_budget_reaches_the_target_in_the_year_reported(
    on: date, share: float, country: str, year: int
) -> None:
    by = DateInterval(span=Span(start=0, end=1, text="x"), start=None, end=date(year, 12, 31), rule="by hand")
    (made,), left = draft([_reading(on, share, measure="defence_share", subject=(country,), role="to", by=by)])
    assert left == ()
    assert isinstance(made.lever, DefenceBudget)
    assert made.lever.country == country
    assert made.lever.share[year] == share / 100
    assert min(made.lever.share) <= on.year
    assert made.scenario.title.endswith(f"defence to {share:g}% of GDP by {year}")


@given(days, tenths, states)
def test_an_undated_target_is_never_given_one_date(on: date, share: float, country: str) -> None:
    (made,), _ = draft([_reading(on, share, measure="defence_share", subject=(country,), role="to", no_date=True)])
    assert isinstance(made.lever, DefenceBudget)
    assert made.lever.reached == tuple(range(on.year + 3, on.year + 9))
    assert len(made.lever.share) == 1


@given(words, words, st.lists(words, max_size=3), st.floats(0, 10), places, places, days)
def test_every_scenario_survives_its_file(
    title: str, source: str, limits: list[str], rate: float, imposer: str, target: str, on: date
) -> None:
    assume(not set(members(target)) <= set(members(imposer)))
    lever = Tariff(imposer=(imposer,), target=(target,), rate=rate, source=source)
    scenario = Scenario(title=title, date=on, not_modelled=tuple(limits), levers=(lever,))
    again = read_scenario(parse_yaml(dump_scenario(scenario), "copy"))
    assert again == scenario
    assert again.sha256 == scenario.sha256


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), words,
    st.sampled_from(["USA", "ALL", "tariff", "defence_budget", "us_tariff", "goods", "20%", "2025-01-02", "GBR"]),
)  # fmt: skip
fields = st.one_of(
    st.sampled_from(
        sorted(
            {*Scenario.model_fields, *(f for lever in LEVERS.values() for f in lever.model_fields), "from", "except"}
        )
    ),
    words,
    st.integers(1980, 2060),
)
structures = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(fields, inner, max_size=5), max_leaves=12
)
heads = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("title", "date", "not_modelled", "horizon", "base", "levers"), structures)
)
some_fields = (
    "name", "rate", "share", "reached", "target", "imposer", "sectors", "assumed", "rates", "except", "from", "until",
    "ramp", "answers", "rule", "cost", "diversion", "lifts", "players", "by",
)  # fmt: skip
levers = st.fixed_dictionaries(
    {"kind": st.sampled_from([*LEVERS, "x"])}, optional=dict.fromkeys(some_fields, structures)
)
contents = st.one_of(
    structures, heads, st.builds(lambda head, some: head | {"levers": some}, heads, st.lists(levers, max_size=3))
)
keys = st.one_of(
    st.sampled_from([
        "levers", "levers[0]", "levers[0].name", "levers[0].kind", "us_tariff", "us_tariff.rate", "us_tariff.assumed",
        "us_tariff.name", "a.rate", "horizon", "horizon[0]", "date", "title", "base", "not_modelled", "us_tariff.0",
    ]),
    words,
)  # fmt: skip
values = st.one_of(words, st.sampled_from(["3", "[]", "[a]", "{a: 1}", "20%", "!!int x", "0b_", "2025-13-45", "~"]))
changes = st.builds("{}={}".format, keys, values) | words


def _scenario_or_a_word(name: str, overrides: list[str]) -> None:
    try:
        assert isinstance(load_scenario(name, overrides), Scenario)
    except WestphaliaError as error:
        assert "\n" not in str(error)
        assert "nput should" not in str(error)


@given(contents, st.lists(changes, max_size=2))
def test_any_structure_is_a_scenario_or_refused_in_words(content: Any, overrides: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        for name in (str(path), f"us-tariff-20+{path}", f"{path}+uk-2.5-no-date"):
            _scenario_or_a_word(name, overrides)


@given(st.lists(changes, min_size=1, max_size=4), st.sampled_from(["us-tariff-20", "us-tariff-20+uk-2.5-no-date"]))
def test_any_change_gives_a_scenario_or_is_refused_in_words(overrides: list[str], name: str) -> None:
    _scenario_or_a_word(name, overrides)


SMALL = ("USA", "DEU", "FRA", "CHN", "CAN", "RUS")
ELASTICITY = np.array([4.0, 2.0, 5.0])
_rng = np.random.default_rng(5)
WORLD = Baseline(
    name="small",
    year=2022,
    axes=Axes(Axis("country", SMALL), Axis("sector", ("A01", "C29", "J61"))),
    flow=_rng.lognormal(0.0, 1.0, (6, 6, 3)),
    tariff=_rng.uniform(0.0, 0.2, (6, 6, 3)) * ~np.eye(6, dtype=bool)[:, :, None],
    input_share=np.zeros((6, 3, 3)),
    goods=np.array([True, True, False]),
    tariff_known=np.ones((6, 6), dtype=bool),
)
sides = st.permutations(["USA", "EU27", "CHN", "CAN", "RUS"]).map(lambda codes: (codes[0], codes[1:3]))
dates = st.fixed_dictionaries(
    {"from": st.integers(2025, 2028)}, optional={"until": st.integers(2031, 2035), "ramp": st.integers(1, 3)}
)
rates = st.floats(0.0, 3.0)
some_sectors = st.sampled_from(["goods", "all", ["C29"], ["A01", "J61"]])


def _lever(side: tuple[str, list[str]], when: dict[str, int], **fields: Any) -> dict[str, Any]:
    return {"imposer": side[0], "target": side[1], "assumed": "test", **when, **fields}


tariffs = st.builds(
    _lever, sides, dates, kind=st.just("tariff"), rate=rates, sectors=some_sectors,
    basis=st.sampled_from(["on_top", "total"]),
)  # fmt: skip
barriers = st.builds(
    _lever, sides, dates, kind=st.just("trade_cost"), cost=rates, sectors=some_sectors,
    direction=st.sampled_from(["imports", "exports", "both"]), rent_share=st.floats(0, 1),
)  # fmt: skip
embargoes = st.builds(
    _lever, sides, dates, kind=st.just("embargo"), sectors=some_sectors,
    diversion=st.none() | st.fixed_dictionaries({"share": st.floats(0.01, 1), "cost": rates}),
)  # fmt: skip
trade = st.lists(st.one_of(tariffs, barriers, embargoes), min_size=1, max_size=5)
in_force = st.integers(2025, 2035)


def _shock(levers: list[dict[str, Any]], year: int) -> tuple[np.ndarray, np.ndarray]:
    scenario = read_scenario({"title": "test", "date": "2025-01-02", "levers": levers})
    shock = compiled(scenario, WORLD, ELASTICITY, year, Decisions()).shock
    return shock.tariff_new, np.ones_like(WORLD.flow) if shock.iceberg_hat is None else shock.iceberg_hat


def _same(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> None:
    for first, second in zip(one, other, strict=True):
        np.testing.assert_array_equal(np.isinf(first), np.isinf(second))
        finite = np.isfinite(first)
        np.testing.assert_allclose(first[finite], second[finite], rtol=1e-12, atol=1e-13)


@given(trade, in_force, st.randoms(use_true_random=False))
def test_the_order_of_levers_does_not_matter(levers: list[dict[str, Any]], year: int, rng: Random) -> None:
    named = [lever | {"name": f"lever{k}"} for k, lever in enumerate(levers)]
    answer = {"kind": "retaliation", "imposer": "ALL", "answers": ["first"], "assumed": "test"}
    first = _lever(("USA", ["CHN"]), {}, kind="tariff", name="first", rate=0.3)
    lifting = {"kind": "lifting", "lifts": ["lever0", "first"], "share": 0.3, "assumed": "test"}
    whole = [*named, answer, first, lifting]
    turned = rng.sample(whole, len(whole))
    _same(_shock(turned, year), _shock(whole, year))


@given(trade, in_force)
def test_levers_of_no_strength_change_nothing(levers: list[dict[str, Any]], year: int) -> None:
    zero = {"tariff": {"rate": 0.0}, "trade_cost": {"cost": 0.0}, "embargo": {"from": 2035, "until": 2035, "ramp": 1}}
    idle = [lever | zero[lever["kind"]] for lever in levers]
    tariff, cost = _shock(idle, min(year, 2034))
    np.testing.assert_allclose(tariff, WORLD.tariff, rtol=0, atol=1e-15)
    np.testing.assert_allclose(cost, 1.0, rtol=0, atol=1e-15)


@given(trade, trade, in_force)
def test_what_is_lifted_wholly_was_never_there(
    kept: list[dict[str, Any]], lifted: list[dict[str, Any]], year: int
) -> None:
    named = [lever | {"name": f"lever{k}"} for k, lever in enumerate(lifted)]
    lifting = {"kind": "lifting", "lifts": [lever["name"] for lever in named], "assumed": "test"}
    _same(_shock([*kept, *named, lifting], year), _shock(kept, year))


@given(tariffs, in_force)
def test_an_answer_of_everybody_mirrors_the_duty(lever: dict[str, Any], year: int) -> None:
    answer = {"kind": "retaliation", "imposer": "ALL", "answers": "duty", "assumed": "test"}
    duty = lever | {"name": "duty"}
    alone = _shock([duty], year)[0] - WORLD.tariff
    answered = _shock([duty, answer], year)[0] - WORLD.tariff
    np.testing.assert_allclose(answered, alone + alone.swapaxes(0, 1), rtol=0, atol=1e-13)


@given(st.floats(0.01, 5.0), st.floats(0.0, 1.0), st.floats(0.0, 5.0), rates)
def test_going_round_never_costs_more_than_the_barrier_nor_less_than_the_way_round(
    elasticity: float, share: float, around: float, cost: float
) -> None:
    assume(share > 0.01)
    direct, epsilon = np.array([1 + cost]), np.array([elasticity])
    found = cost_hat(direct, epsilon, Diversion(share=share, cost=around))
    assert min(direct[0], 1 + around) - 1e-9 <= found[0] <= direct[0] + 1e-9
