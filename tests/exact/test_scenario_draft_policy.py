"""Targets of groups, soldiers to be deployed and yearly needs in a report → proposed scenarios."""

from datetime import date
from typing import Any

import pytest

from readings import document, figure, reading
from westphalia.evidence.claims import DateInterval, Reading, Span
from westphalia.scenario.draft import draft
from westphalia.scenario.proposal import Draft

ON = date(2025, 3, 10)


def _share(text: str, printed: str, value: float, on: date = ON, **fields: Any) -> Reading:
    doc = document(text, on)
    given = {"measure": "defence_share", "subject": ("NATO",), "role": "target"} | fields
    return reading(doc, figure(doc, printed, value, "percent_of_gdp", "share", **given))


def _troops(text: str, printed: str, value: float, on: date = ON, **fields: Any) -> Reading:
    doc = document(text, on)
    return reading(doc, figure(doc, printed, value, "troops", "count", **({"measure": "force_size"} | fields)))


def _money(text: str, printed: str, billions: float, unit: str = "EUR", **fields: Any) -> Reading:
    doc = document(text, ON)
    given = {"measure": "defence_spending", "subject": ("EU27",), "per": "year"} | fields
    return reading(doc, figure(doc, printed, billions * 1e9, unit, "money", **given))


def _only(read: Reading) -> Draft:
    (made,), left = draft([read])
    assert left == ()
    return made


def _reason(read: Reading) -> str:
    drafts, (left,) = draft([read])
    assert drafts == ()
    return left.reason


def test_an_undated_target_of_a_group_is_one_lever_from_the_edition_current_then() -> None:
    made = _only(_share("Allies should spend 5% of GDP.", "5%", 5, no_date=True))
    lever = made.lever
    assert (lever.kind, lever.country, lever.share, lever.start, lever.target) == (
        "defence_budget",
        "NATO",
        {},
        2024,
        0.05,
    )
    assert lever.reached == (2028, 2029, 2030, 2031, 2032, 2033)
    assert (lever.edition, lever.definition) == ("NATO-2024-06", "nato")
    assert "Iceland has no share there" in lever.assumed
    assert "stays where it is" in lever.assumed
    assert made.scenario.title == "Every member of NATO: defence to 5% of GDP, no date given"


def test_a_dated_target_of_a_group_has_one_year_of_arrival() -> None:
    day = DateInterval(span=Span(start=0, end=7, text="by 2032"), start=None, end=date(2032, 12, 31), rule="by hand")
    lever = _only(_share("The union aims at 3%, it said.", "3%", 3, subject=("EU27",), by=day)).lever
    assert (lever.country, lever.target, lever.reached) == ("EU27", 0.03, (2032,))
    assert "Austria, Cyprus, Ireland and Malta have no share there" in lever.assumed


def test_a_target_that_one_report_gives_with_and_without_its_date_is_one_lever() -> None:
    day = DateInterval(span=Span(start=0, end=7, text="by 2032"), start=None, end=date(2032, 12, 31), rule="by hand")
    doc = document("Allies speak of 5% again. They agreed on 5.0% by 2032.", ON)
    given: dict[str, Any] = {"measure": "defence_share", "subject": ("NATO",), "role": "target"}
    undated = figure(doc, "5%", 5, "percent_of_gdp", "share", no_date=True, **given)
    dated = figure(doc, "5.0%", 5, "percent_of_gdp", "share", by=day, **given)
    made = _only(reading(doc, undated, dated))
    assert made.lever.reached == (2032,)
    assert made.claims == (dated.claim, undated.claim)
    elsewhere = _share("Allies should spend 5%.", "5%", 5, no_date=True)
    assert len(draft([elsewhere, reading(doc, dated)]).drafts) == 2


def test_an_edition_that_holds_few_members_is_passed_by_for_one_that_holds_most() -> None:
    later = date(2025, 9, 10)
    assert _only(_share("Allies: 5% of GDP.", "5%", 5, later)).lever.edition == "NATO-2024-06"
    assert _only(_share("The seven: 5% of GDP.", "5%", 5, later, subject=("G7",))).lever.edition == "NATO-2025-08"


def test_a_group_target_before_every_edition_is_left_open() -> None:
    assert "gives more than half of NATO" in _reason(_share("Allies: 5% of GDP.", "5%", 5, date(2014, 5, 1)))


def test_soldiers_to_be_deployed_are_a_force_of_those_named_where_nobody_had_spoken() -> None:
    made = _only(_troops("They plan a force of 20,000 men.", "20,000 men", 20_000, date(2025, 2, 20),
                         subject=("GBR", "FRA"), modality="reported", outlook="expected"))  # fmt: skip
    lever = made.lever
    assert (lever.kind, lever.deployed, lever.multiple, lever.contributors) == (
        "force", 20_000, 4.0, ("GBR", "FRA"),
    )  # fmt: skip
    assert (lever.from_, lever.until) == (2026, None)
    for said in (
        "those the report names send them",
        "10% of its land forces",
        "EUR 0.4 million a year",
        "prices of 2024",
        "debt",
    ):
        assert said in lever.assumed
    assert made.scenario.title == "A force of 20,000 soldiers"


def test_once_allies_have_spoken_those_send_who_have_not_declined() -> None:
    text = "A coalition would deploy 20,000 soldiers."
    spring = _only(_troops(text, "20,000 soldiers", 20_000, date(2025, 3, 31), subject=("FRA", "FIN"))).lever
    assert sorted(spring.contributors) == ["AUS", "DNK", "FRA", "SWE"]
    winter = _only(_troops(text, "20,000 soldiers", 20_000, date(2026, 2, 1))).lever
    assert {"GBR", "FRA", "BEL", "CAN", "NLD"} <= set(winter.contributors)
    assert not {"DEU", "ITA", "POL", "USA", "ESP", "UKR"} & set(winter.contributors)


def test_one_country_that_can_keep_them_up_sends_its_own() -> None:
    text = "Vilnius would send 200 soldiers."
    lever = _only(_troops(text, "200 soldiers", 200, subject=("LTU",), target=("UKR",))).lever
    assert (lever.contributors, lever.sent) == (("LTU",), {"LTU": 200})
    european = _only(_troops("Paris proposes a European force of 25,000.", "25,000", 25_000, subject=("FRA",))).lever
    assert european.contributors == ()


@pytest.mark.parametrize(
    ("text", "printed", "value", "fields", "reason"),
    [
        ("It takes a pool of 120,000 soldiers.", "120,000 soldiers", 120_000, {}, "it is a pool"),
        ("It takes 120,000 soldiers in rotation.", "120,000 soldiers", 120_000, {}, "it is a pool"),
        ("There were 900 soldiers killed.", "900 soldiers", 900, {}, "number of losses"),
        ("It has 71,000 soldiers.", "71,000 soldiers", 71_000, {"outlook": "observed"}, "what is, was"),
        ("It sent 4,000 soldiers, it said.", "4,000 soldiers", 4_000, {"modality": "claimed"}, "claimed to be"),
        ("A force of 9,000 men.", "9,000 men", 9_000, {"modality": "denied"}, "the report says it is denied"),
        ("It needs 800,000 men.", "800,000 men", 800_000, {"subject": ("UKR",)}, "soldiers of Ukraine"),
        ("It wants 190,000 men.", "190,000 men", 190_000, {"subject": ("POL",)}, "more than half of all soldiers"),
    ],
)  # fmt: skip
def test_what_is_no_force_to_be_deployed(text: str, printed: str, value: float, fields: Any, reason: str) -> None:
    assert reason in _reason(_troops(text, printed, value, **fields))


def test_the_soldiers_in_place_are_told_from_their_pool_in_one_sentence() -> None:
    text = "A force of 20,000 men would need a pool of 80,000 soldiers."
    assert _only(_troops(text, "20,000 men", 20_000)).lever.deployed == 20_000
    assert "pool" in _reason(_troops(text, "80,000 soldiers", 80_000))


def test_an_increase_a_year_is_shared_by_those_of_the_union_in_the_alliance() -> None:
    made = _only(_money("Europe should raise spending by €180bn a year.", "€180bn", 180))
    lever = made.lever
    assert (lever.kind, lever.members, lever.amount, lever.currency) == ("autonomy", "EU_NATO", 180.0, "EUR")
    assert (lever.key, lever.from_, lever.ramp, lever.target) == ({"income": 1.0}, 2026, 4, 0.035)
    assert "draws no line" in lever.assumed
    assert "the report gives it as an increase" in lever.assumed
    assert made.scenario.title == "€180bn a year more for defence, shared by the EU members of NATO"


def test_all_spending_is_an_increase_only_where_the_study_named_says_so() -> None:
    named = _money("Europe needs €250bn a year, Bruegel finds.", "€250bn", 250, attributed_to="Bruegel")
    assert "all spending; Bruegel" in _only(named).lever.assumed
    assert "gives it as the increase" in _only(named).lever.assumed
    unnamed = _money("Europe needs €250bn a year.", "€250bn", 250)
    assert "no study it names gives it as an increase" in _reason(unnamed)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"per": None}, "a sum a year"),
        ({"outlook": "observed"}, "is or was spent"),
        ({"subject": ()}, "who needs to spend"),
        ({"subject": ("POL",)}, "a sum of Poland alone"),
        ({"subject": ("BRICS",)}, "nobody is known to share it"),
        ({"equivalent_of": "f1"}, "another currency"),
        ({"modality": "withdrawn"}, "withdrawn"),
    ],
)
def test_what_is_no_yearly_need(fields: Any, reason: str) -> None:
    assert reason in _reason(_money("It takes €180bn more.", "€180bn", 180, **fields))


def _aid(text: str, printed: str, billions: float, unit: str = "EUR", **fields: Any) -> Reading:
    doc = document(text, ON)
    given = {"measure": "aid", "subject": ("DEU",), "target": ("UKR",)} | fields
    return reading(doc, figure(doc, printed, billions * 1e9, unit, "money", **given))


def test_a_promise_of_more_military_aid_for_a_year_is_a_lever_of_that_year() -> None:
    made = _only(_aid("Berlin pledged a further €9bn in military aid in 2026.", "€9bn", 9, year=2026))
    lever = made.lever
    assert (lever.kind, lever.donor, lever.recipient, lever.amount, lever.currency) == ("aid", "DEU", "UKR", 9, "EUR")
    assert (lever.form, lever.from_, lever.until) == ("military", 2026, 2026)
    assert made.scenario.title == "€9bn more aid to Ukraine in 2026, from Germany"


def test_a_promise_of_more_money_a_year_goes_on() -> None:
    read = _aid("Oslo will raise its help by $2bn a year.", "$2bn", 2, "USD", subject=("NOR",), per="year")
    lever = _only(read).lever
    assert (lever.donor, lever.form, lever.from_, lever.until) == ("NOR", "money", 2026, None)


@pytest.mark.parametrize(
    ("text", "fields", "reason"),
    [
        ("Berlin has sent €9bn more.", {"money_status": "delivered", "year": 2025}, "aid that was given"),
        ("Berlin will give €9bn in 2026.", {"year": 2026}, "gives it as all aid"),
        ("Berlin will give €9bn more.", {}, "over which years"),
        ("They will give €9bn more in 2026.", {"subject": (), "year": 2026}, "who gives it"),
        ("Berlin will give €9bn more in 2026.", {"target": ("MDA",), "year": 2026}, "goes to Moldova"),
        ("Berlin will not give €9bn more.", {"modality": "denied", "year": 2026}, "the report says it is denied"),
    ],
)
def test_aid_that_is_no_promise_of_more_is_left_with_the_reason(text: str, fields: Any, reason: str) -> None:
    assert reason in _reason(_aid(text, "€9bn", 9, **fields))


_STOP = "The United States pays no more aid to Ukraine; Europe must replace €38bn a year, the Kiel Institute estimates."


@pytest.mark.parametrize(
    ("text", "donors"),
    [
        (_STOP, ("EU27", "GBR", "NOR", "CHE", "ISL")),
        ("If Washington stops its aid, Europe has to make up for €38bn a year.", ("EU27", "GBR", "NOR", "CHE", "ISL")),
        ("The European Union would need €38bn a year to replace US aid to Ukraine.", ("EU27",)),
        ("Germany and France would have to find €38bn a year to fill the gap if US aid ends.", ("DEU", "FRA")),
    ],
)
def test_aid_that_somebody_stops_and_others_replace_is_a_replacement(text: str, donors: tuple[str, ...]) -> None:
    made = _only(_aid(text, "€38bn", 38, subject=("USA",), per="year"))
    lever = made.lever
    assert (lever.kind, lever.withdrawn, lever.amount, lever.currency) == ("aid_replacement", "USA", 38, "EUR")
    assert lever.donors == donors
    assert lever.from_ == 2026
    assert "€38bn a year of aid to Ukraine from the United States" in made.scenario.title


@pytest.mark.parametrize(
    ("text", "fields", "reason"),
    [
        ("Europe must replace €38bn a year.", {"per": "year"}, "does not say who stops"),
        ("If Washington stops its aid, €38bn a year must be replaced.", {"per": "year"}, "who makes up for"),
        ("If US aid stops and Norwegian aid stops, Europe must replace €38bn a year.", {"per": "year"}, "several"),
        ("If US aid stops, Europe must replace €38bn.", {}, "every year"),
        ("To replace US aid Europe must go to €38bn a year.", {"per": "year"}, "given in all"),
        ("Washington pays no more aid, which was €38bn a year.", {"per": "year"}, "aid stops"),
        ("If the US does not stop its aid, Europe must not replace €38bn a year.", {"per": "year"}, "who stops"),
    ],
)
def test_a_replacement_that_says_too_little_is_left_with_the_reason(text: str, fields: Any, reason: str) -> None:
    assert reason in _reason(_aid(text, "€38bn", 38, subject=("USA",), **fields))
