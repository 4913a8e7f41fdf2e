"""Whatever a figure or a file says, the scenario says the same."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from westphalia.errors import WestphaliaError
from westphalia.evidence.claims import DateInterval, Document, Figure, Reading, Span
from westphalia.scenario.draft import draft
from westphalia.scenario.files import dump_scenario, load_scenario, read_scenario
from westphalia.scenario.levers import LEVERS, DefenceBudget, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.scenario.strict_yaml import parse_yaml
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
    assert made.lever.start <= on.year
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
