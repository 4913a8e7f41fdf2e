"""Bad scenarios: one line that names the path, the value, what was expected and the next step."""

import re
from pathlib import Path

import pytest

from westphalia.errors import ScenarioError, UsageError
from westphalia.scenario.files import load_scenario, read_scenario

LEVER = "{kind: tariff, name: duty, imposer: USA, target: ALL, rate: 0.2, source: test}"
BUDGET = (
    "{kind: defence_budget, country: GBR, share: {2024: 0.0233, 2027: 0.025}, definition: nato, "
    "edition: NATO-2024-06, price_basis: nominal, source: test}"
)


def _scenario(folder: Path, *levers: str, head: str = "title: A duty\ndate: 2025-01-02\n") -> str:
    path = folder / "duty.yaml"
    path.write_text(head + "levers:\n" + "".join(f"  - {lever}\n" for lever in levers), encoding="utf-8")
    return str(path)


def _complaint(name: str, *overrides: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name, overrides)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_rate_written_as_25_for_25_per_cent(tmp_path: Path) -> None:
    wrong = LEVER.replace("0.2,", "25,").replace("duty", "third")
    complaint = _complaint(_scenario(tmp_path, LEVER, BUDGET, wrong))
    assert complaint == ("duty.yaml: levers[2].rate: 25 is above 10. Rates are fractions; for 25 per cent write 0.25.")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("tariff,", "tarif,", "levers[0].kind: no lever is of kind 'tarif'. Did you mean tariff or tariff_war?"),
        ("kind: tariff, ", "", "levers[0].kind: missing. Say which lever it is: tariff, retaliation, "),
        ("rate: 0.2", "rte: 0.2", "levers[0].rate: missing. Expected: fraction of the value"),
        ("source:", "soruce:", "levers[0].soruce: no such field. Did you mean source?"),
        ("0.2,", "20%,", "levers[0].rate: '20%' is not a number. Rates and shares are fractions; for 20 per cent"),
        ("0.2,", "-0.2,", "levers[0].rate: -0.2 is below 0. Expected: fraction"),
        ("0.2,", ".nan,", "levers[0].rate: nan is not a finite number."),
        ("0.2,", "yes,", "levers[0].rate: True is not a number"),
        ("0.2,", ",", "levers[0].rate: None is not a number"),
        ("USA", "usa", "levers[0].imposer: 'usa' is not a code. For United States write USA."),
        ("USA", "Germny", "levers[0].imposer: 'Germny' is not a code. For Germany write DEU."),
        ("USA", "ZZZ", "levers[0].imposer: unknown country or group 'ZZZ'."),
        ("USA", "ALL", "levers[0].imposer: ALL cannot impose a duty on itself."),
        ("imposer: USA", "imposer: []", "levers[0].imposer: a list has too few entries. Expected: ISO-3 codes"),
        ("ALL", "[CHN, Freedonia]", "levers[0].target: unknown country or group 'Freedonia'."),
        ("rate:", "sectors: 29, rate:", "levers[0].sectors: 29 is neither goods, all, nor a list of sector codes"),
        ("rate:", "sectors: [], rate:", "levers[0].sectors: [] is neither goods"),
        ("rate:", "sectors: [C92], rate:", "levers[0].sectors: unknown sector 'C92'. Did you mean C29"),
        ("name: duty", "name: [a]", "levers[0].name: a list is not text. Write one word"),
        ("rate:", "from: 20, rate:", "levers[0].from: 20 is below 1990. Expected: first year."),
        (", source: test", "", "levers[0]: no origin. Cite claims, a source, or say what is assumed and why."),
        ("source: test", "claims: [x]", "levers[0].claims[0]: 'x' does not fit. Expected: claims it rests on"),
        ("name: duty", "name: My duty", "levers[0].name: 'My duty' does not fit. Expected: handle for --set"),
        (LEVER, "20", "levers[0]: 20 is no lever."),
    ],
)
def test_a_bad_tariff_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert _complaint(_scenario(tmp_path, LEVER.replace(old, new))).startswith(f"duty.yaml: {complaint}")


DUTY = LEVER.replace("ALL", "[CHN, CAN]")
ANSWER = "{kind: retaliation, name: answer, imposer: CHN, answers: duty, source: test}"
COST = "{kind: trade_cost, name: cost, imposer: EU27, target: RUS, cost: 0.2, source: test}"
STOP = "{kind: embargo, name: stop, imposer: EU27, target: RUS, source: test}"
LIFT = "{kind: lifting, lifts: duty, from: 2030, source: test}"
BEST = "{kind: optimal_tariff, name: best, imposer: USA, source: test}"
WAR = "{kind: tariff_war, name: war, players: [USA, EU27, [CHN, HKG]], source: test}"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("rate:", "from: 2030, until: 2028, rate:", "levers[0]: until 2028 is before from 2030."),
        ("rate:", "from: 2026, until: 2028, ramp: 4, rate:", "levers[0]: ramp takes 4 years and the lever lasts 3."),
        ("rate:", "ramp: 4, rate:", "levers[0]: ramp without from."),
        ("rate:", "from: 2026, ramp: 0, rate:", "levers[0].ramp: 0 is below 1. Expected: years in which it rises"),
        ("rate:", "from: 2026, ramp: yes, rate:", "levers[0].ramp: True is not a whole number."),
        ("rate:", "from: 2040, rate:", "levers[0].from: 2040 is beyond the outlook for GDP, which ends in 2035."),
        ("rate:", "until: 2040, rate:", "levers[0].until: 2040 is beyond the outlook for GDP"),
        ("rate:", "until: 2020, rate:", "levers[0].until: 2020 is before the horizon, 2025–2035"),
        ("rate:", "rates: {CHN: 34}, rate:", "levers[0].rates.CHN: 34 is above 10. Rates are fractions;"),
        ("rate:", "rates: {CHN: -0.1}, rate:", "levers[0].rates.CHN: -0.1 is below 0."),
        ("rate:", "rates: {JPN: 0.1}, rate:", "levers[0].rates.JPN: JPN is not among the targets."),
        ("rate:", "rates: {Chna: 0.1}, rate:", "levers[0].rates.Chna: 'Chna' is not a code. For China write CHN."),
        ("rate:", "rates: {J61: 0.1}, rate:", "levers[0].rates.J61: J61 is not among the lever's sectors."),
        ("rate:", "rates: {C29: 0.1, CHN: 0.2}, rate:", "levers[0].rates: codes of sectors and of countries stand"),
        ("rate:", "rates: {USMCA: 0.1, CAN: 0.2}, rate:", "levers[0].rates.USMCA: MEX is not among the targets."),
        (
            "[CHN, CAN], rate: 0.2",
            "ALL, rates: {EU27: 0.1, DEU: 0.2}, rate: 0.2",
            "levers[0].rates.DEU: DEU also stands",
        ),
        (
            "rate:",
            "basis: net, rate:",
            "levers[0].basis: 'net' does not fit; expected 'on_top', 'total' or 'in_place'.",
        ),
        (
            "rate:",
            "except: [{target: CAN, share: 38}], rate:",
            "levers[0].except[0].share: 38 is above 1. Shares are fractions; for 38 per cent write 0.38",
        ),
        ("rate:", "except: [{target: CAN, share: 0}], rate:", "levers[0].except[0].share: 0 is not above 0."),
        ("rate:", "except: [{share: 0.3}], rate:", "levers[0].except[0]: an exemption without target or sectors."),
        ("rate:", "except: [{target: MEX}], rate:", "levers[0].except[0].target: MEX is not hit by the duty"),
        ("rate:", "except: [{sectors: J61}], rate:", "levers[0].except[0].sectors: the duty does not hit them"),
        ("rate:", "except: [{sectors: C92}], rate:", "levers[0].except[0].sectors: unknown sector 'C92'."),
        ("rate:", "except: [{tarjet: CAN}], rate:", "levers[0].except[0].tarjet: no such field. Did you mean target?"),
        ("[CHN, CAN]", "USA", "levers[0].target: USA lies within USA, and nobody hits his own."),
        ("[CHN, CAN]", "XKX", "levers[0].target: Kosovo (XKX) is no country of base icio-2022. It lies in its rest of"),
    ],
)
def test_a_bad_date_rate_or_exemption_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert _complaint(_scenario(tmp_path, DUTY.replace(old, new))).startswith(f"duty.yaml: {complaint}")


@pytest.mark.parametrize(
    ("lever", "old", "new", "complaint"),
    [
        (
            ANSWER,
            "duty,",
            "steel,",
            "answers: 'steel' is neither a lever nor a code of the base. Levers with a name: du",
        ),
        (ANSWER, "duty,", "JPN,", "answers: JPN imposes no tariff in this scenario."),
        (ANSWER, "duty,", "answer,", "answers: answer is of kind retaliation; a retaliation answers tariffs."),
        (ANSWER, "CHN", "[CHN, JPN]", "imposer: JPN is not hit by duty, so it answers nothing."),
        (ANSWER, "CHN", "NATO", "imposer: NATO is not hit by duty, so it answers nothing."),
        (ANSWER, "source", "rule: rate, source", " rule rate needs rate. Add it"),
        (ANSWER, "source", "rule: proportional, source", " rule proportional needs factor."),
        (ANSWER, "source", "factor: 0.5, source", " factor belongs to rule proportional, and the rule is reciprocal."),
        (ANSWER, "source", "rule: rate, rate: 25, source", "rate: 25 is above 10. Rates are fractions;"),
        (ANSWER, "source", "rule: tit-for-tat, source", "rule: 'tit-for-tat' does not fit; expected 'reciprocal',"),
        (ANSWER.replace("source", "rule: optimal, source"), "CHN", "ALL", "rule: the best answer is one bloc's."),
        (COST, "cost: 0.2, ", "", " give either cost or trade_effect, the one or the other."),
        (COST, "cost: 0.2", "cost: 0.2, trade_effect: -0.5", " give either cost or trade_effect"),
        (COST, "0.2", "20", "cost: 20 is above 10. Costs are fractions; for 20 per cent write 0.2."),
        (COST, "0.2", "150", "cost: 150 is above 10. Costs are fractions; for 150 per cent write 1.5."),
        (COST, "0.2", "-1", "cost: -1 is not above -1. Expected: change of the trade cost"),
        (COST, "0.2", "0.2, rent_share: 1.5", "rent_share: 1.5 is above 1."),
        (COST, "0.2", "-0.2, rent_share: 0.5", " trade becomes cheaper, so nothing is kept as rent"),
        (COST, "0.2", "0.2, rent_share: 0.5, diversion: {share: 0.1, cost: 0.1}", " rent_share and diversion do not"),
        (
            COST,
            "0.2",
            "0.2, diversion: {share: 2, cost: 0.1}",
            "diversion.share: 2 is above 1. Shares are fractions; for 2 per cent write 0.02.",
        ),
        (COST, "0.2", "0.2, diversion: {share: 0.2}", "diversion.cost: missing. Expected: extra cost of the way round"),
        (COST, "0.2", "0.2, diversion: {share: 0.2, cost: 0.1, via: Turkey}", "diversion.via: 'Turkey' is not a code."),
        (COST, "0.2", "0.2, direction: import", "direction: 'import' does not fit; expected 'imports', 'exports' or"),
        (STOP, "RUS", "DEU", "target: DEU lies within EU27"),
        (LIFT, "duty", "steel", "lifts: no lever is called 'steel'. Levers with a name: duty"),
        (LIFT, "source", "share: 1.5, source", "share: 1.5 is above 1."),
        (
            BEST,
            "source",
            "by: country, source",
            "by: 'country' does not fit; expected 'uniform', 'partner' or 'sector'.",
        ),
        (BEST, "source", "largest: 25, source", "largest: 25 is above 10."),
        (WAR, "[CHN, HKG]", "DEU", "players: DEU fights on two sides. Name it once."),
        (WAR, "[USA, EU27, [CHN, HKG]]", "[USA]", "players: a list has too few entries."),
        (WAR, "EU27", "ALL", "players: ALL is no player."),
        (WAR, "EU27", "ZZZ", "players[1]: unknown country or group 'ZZZ'."),
    ],
)
def test_a_bad_lever_of_trade_is_named(tmp_path: Path, lever: str, old: str, new: str, complaint: str) -> None:
    path = _scenario(tmp_path, DUTY, lever.replace(old, new))
    place = "levers[1]:" if complaint.startswith(" ") else "levers[1]."
    assert _complaint(path).startswith(f"duty.yaml: {place}{complaint}")


@pytest.mark.parametrize(
    ("levers", "complaint"),
    [
        (
            (BEST, LIFT.replace("duty", "best")),
            "levers[1].lifts: best is of kind optimal_tariff, and tariff, trade_cost",
        ),
        ((DUTY.replace("rate:", "until: 2028, rate:"), LIFT), "levers[1].from: duty ends in 2028, before it would be"),
        (
            (DUTY.replace("rate:", "from: 2032, rate:"), LIFT.replace("2030", "2028, until: 2030")),
            "levers[1].until: duty begins in 2032, after the lifting is over.",
        ),
        (
            (COST, ANSWER.replace("duty", "cost")),
            "levers[1].answers: cost is of kind trade_cost; a retaliation answers",
        ),
    ],
)
def test_levers_that_contradict_each_other_are_named(tmp_path: Path, levers: tuple[str, ...], complaint: str) -> None:
    assert _complaint(_scenario(tmp_path, *levers)).startswith(f"duty.yaml: {complaint}")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("0.025}", "2.5}", "levers[0].share: 2.5 is not between 0 and 0.5. Shares are fractions; for 2.5 per cent"),
        ("0.025}", "0.6}", "levers[0].share: 0.6 is not between 0 and 0.5."),
        ("{2024: 0.0233, 2027: 0.025}", "{}", "levers[0]: the path has no year and no target."),
        (", 2027: 0.025", "", "levers[0]: the path has one year and no target."),
        ("definition: nato", "definition: nata", "levers[0].definition: 'nata' does not fit; expected 'nato'"),
        ("definition: nato, ", "", "levers[0].definition: missing."),
        ("GBR", "EU27", "levers[0]: share is one country's path and EU27 is a group. Leave share out, so that every"),
        ("GBR", "Britain", "levers[0].country: 'Britain' is not a code. For United Kingdom write GBR."),
        ("source:", "target: 0.03, source:", "levers[0]: target and reached go together"),
        ("source:", "target: 3, reached: [2030], source:", "levers[0].target: 3 is not between 0 and 0.5."),
        ("source:", "target: 0.03, reached: [2026], source:", "levers[0]: reached 2026 is not after the last year"),
        ("source:", "target: 0.03, reached: [2030, 2030], source:", "levers[0]: a year stands twice in reached"),
        (
            "source:",
            "financing: {debt: 0.5}, source:",
            "levers[0].financing: the shares add to 0.5, not to 1. Write for",
        ),
        ("source:", "financing: {det: 1}, source:", "levers[0].financing.det: 'det' does not fit; expected 'debt'"),
        (
            "source:",
            "financing: {debt: 0.5, tax: 0.6}, source:",
            "levers[0].financing: the shares add to 1.1, not to 1.",
        ),
        ("2027: 0.025", "2050: 0.035", "levers[0].share: 2050 is beyond the outlook for GDP, which ends in 2035."),
        ("source:", "target: 0.03, reached: [2030, 2040], source:", "levers[0].reached: 2040 is beyond the outlook"),
        ("2024: 0.0233", "2009: 0.0233", "levers[0].share: 2009 is before the outlook for GDP of United Kingdom, 2019"),
        ("GBR", "AFG", "levers[0].country: the outlook for GDP of Afghanistan ends in 2024, before the horizon, 2035."),
        ("GBR", "PRK", "levers[0].country: PRK (North Korea) is not among"),
        ("2024: 0.0233", "x: 0.0233", "levers[0].share.x: 'x' is not a whole number."),
    ],
)
def test_a_bad_budget_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert _complaint(_scenario(tmp_path, BUDGET.replace(old, new))).startswith(f"duty.yaml: {complaint}")


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("date: 2025-01-02\n", "duty.yaml: title: missing. Expected: what is supposed, in a line."),
        ("title: A\ndate: soon\n", "duty.yaml: date: 'soon' is not a date. Write year-month-day"),
        ("title: A\ndate: 2025-01-02\nbase: icio-2023\n", "duty.yaml: base: unknown base 'icio-2023'. Did you mean"),
        ("title: A\ndate: 2025-01-02\nhorizon: [2030, 2026]\n", "duty.yaml: horizon: 2030–2026 runs backward"),
        ("title: A\ndate: 2025-01-02\nhorizon: [1990, 1991]\n", "duty.yaml: horizon: 1990–1991 leaves the outlook"),
        ("title: A\ndate: 2025-01-02\nhorizon: [2025, 2050]\n", "duty.yaml: horizon: 2025–2050 leaves the outlook"),
        ("title: A\ndate: 2025-01-02\nhorizon: 2030\n", "duty.yaml: horizon: 2030 is not a list. Write it in brackets"),
        ("title: A\ndate: 2025-01-02 10:00:00\n", "duty.yaml: date: 2025-01-02 10:00:00 is not a date."),
        ("title: A\ndate: 20250102\n", "duty.yaml: date: 20250102 is not a date."),
        ("title: 3\ndate: 2025-01-02\n", "duty.yaml: title: 3 is not text. If it is meant as text, put it in quotes."),
        ("title: A\ndate: 2025-01-02\nnot_modelled: 5\n", "duty.yaml: not_modelled: 5 does not fit. Write a list"),
        ("title: A\ndate: 2025-01-02\nnot_modelled: [[a]]\n", "duty.yaml: not_modelled: a list does not fit."),
        ("title: A\ntitle: B\ndate: 2025-01-02\n", "duty.yaml:2: title stands twice, keep one."),
        ("title: [A\ndate: 2025-01-02\n", "duty.yaml:2:"),
        ("title: &a A\ndate: 2025-01-02\nauthor: *a\n", "duty.yaml:3: an alias (*) is not allowed"),
        (
            "title: !!python/object:os.system A\ndate: 2025-01-02\n",
            "duty.yaml:1: a tag (tag:yaml.org,2002:python/object:os.system) is not",
        ),
        ("title: A\ndate: 2025-01-02\n[1, 2]: x\n", "duty.yaml:3: a key must be text or a year."),
        ("title: A\ndate: 2025-01-02\n2024: x\n", "duty.yaml: 2024 is not a field."),
        ("title: A\ndate: 2025-13-02\n", "duty.yaml:2: 2025-13-02 is not a date, write year-month-day."),
    ],
)
def test_a_bad_head_is_named(tmp_path: Path, head: str, complaint: str) -> None:
    assert _complaint(_scenario(tmp_path, LEVER, head=head)).startswith(complaint)


def test_two_levers_of_one_name_in_a_file(tmp_path: Path) -> None:
    assert "two levers are called duty" in _complaint(_scenario(tmp_path, LEVER, LEVER))


def test_a_key_that_stands_twice_deep_in_a_lever(tmp_path: Path) -> None:
    twice = BUDGET.replace("2027:", "2024:")
    assert _complaint(_scenario(tmp_path, twice)).startswith("duty.yaml:4: 2024 stands twice")


def test_several_faults_are_counted(tmp_path: Path) -> None:
    complaint = _complaint(_scenario(tmp_path, LEVER.replace("source:", "until: 3, source:").replace("0.2,", "25,")))
    assert complaint.endswith(" (and 1 more)")


@pytest.mark.parametrize(
    ("override", "complaint"),
    [
        ("us_tarif.rate=0.3", "no lever is called 'us_tarif'. Did you mean us_tariff?"),
        ("levers[4].rate=0.3", "no lever is called '4'."),
        ("us_tariff.rate=20", "levers[0].rate: 20 is above 10. Rates are fractions; for 20 per cent write 0.2."),
        ("us_tariff=2000%", "levers[0].rate: 20 is above 10."),
        ("us_tariff.rat=20%", "levers[0].rat: no such field. Did you mean rate?"),
        ("us_tariff.rate.low=0.1", "rate has no parts. Set it as a whole, rate=VALUE."),
        ("horizon[2]=2040", "no entry '2'. The list has 2, counted from 0."),
        ("us_tariff.target={a: 1, a: 2}", "a stands twice"),
        ("us_tariff.imposer=Freedonia", "unknown country or group 'Freedonia'"),
        ("date=2025-13-45", "2025-13-45 is not a date, write year-month-day"),
        ("levers=3", "levers: expected a list of levers"),
        ("levers=[]", "levers: none. Add at least one"),
        ("levers[0].kind=[a]", "levers[0].kind: a list is not text."),
        ("us_tariff.0=1", "0 is not a field of a lever"),
        ("title=0x" + "f" * 5000, "a number with too many digits"),
        ('title="\\ud800"', "half of a character"),
        ("us_tariff.rate=[", "--set us_tariff.rate:1:"),
    ],
)
def test_a_change_that_does_not_fit_is_named(override: str, complaint: str) -> None:
    said = _complaint("us-tariff-20", override)
    assert said.startswith("--set")
    assert complaint in said


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        (("levers[0].name=[a]", "a.rate=1"), "--set levers[0].name=[a]: levers[0].name: a list is not text."),
        (("levers=[{name: a}]", "a=1"), "--set a=1: a has no kind. Name the field, a.FIELD=VALUE."),
        (("us_tariff.assumed=3", "us_tariff.rate=30%"), "--set: levers[0].assumed: 3 is not text."),
        (("levers=[]", "us_tariff.rate=30%"), "no lever is called 'us_tariff'."),
    ],
)
def test_changes_that_break_those_after_them_are_named(overrides: tuple[str, ...], complaint: str) -> None:
    assert complaint in _complaint("us-tariff-20", *overrides)


def test_a_horizon_set_before_the_arrival_is_refused() -> None:
    said = _complaint("uk-2.5-no-date", "horizon=[2025, 2026]")
    assert said == (
        "--set: levers[0].reached: 2032 is beyond the horizon, 2026. "
        "Name earlier years, or set horizon to [2025, 2032]."
    )


@pytest.mark.parametrize("head", ["not_modelled: 5", "not_modelled: [[a]]", "levers: [{name: [a]}]", "levers: [3]"])
def test_a_file_of_the_wrong_shape_is_named_in_a_stack(tmp_path: Path, head: str) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text(head + "\n", encoding="utf-8")
    for name in (f"us-tariff-20+{odd}", f"{odd}+us-tariff-20"):
        assert _complaint(name).startswith(f"odd.yaml: {head.partition(':')[0]}")


def test_a_scenario_without_levers_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    path.write_text("title: A\ndate: 2025-01-02\n", encoding="utf-8")
    assert _complaint(str(path)) == "none.yaml: levers: none. Add at least one, e.g. a tariff."


def test_a_name_no_file_can_have() -> None:
    assert "neither a file nor a preset" in _complaint("a" * 5000)
    assert "cannot be read" in _complaint("a" * 5000 + ".yaml")


@pytest.mark.parametrize("override", ["rate", "=0.3", "us_tariff.rate=", "us tariff.rate=0.3", "us_tariff..rate=0.3"])
def test_a_change_without_name_or_value_is_a_usage_error(override: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"--set {override}: expected NAME.FIELD=VALUE")):
        load_scenario("us-tariff-20", [override])


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (
            "us-tarif-20",
            "us-tarif-20: neither a file nor a preset. Did you mean us-tariff-20 or us-tariff-20-china-60?",
        ),
        ("us-tariff-20+uk", "uk: neither a file nor a preset."),
        ("nowhere.yaml", "nowhere.yaml: no such file. Presets: "),
        ("", "no scenario is named. Give a file or a preset: "),
    ],
)
def test_a_missing_scenario_offers_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complaint in _complaint(name)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "holds no scenario"),
        (b"just words", "holds no scenario"),
        (b"- a\n- b\n", "holds no scenario"),
        (b"title: \xff\xfe", "byte 7 is not UTF-8"),
        (b"title: \x00\n", "not valid YAML"),
        (b"#" * 1_000_001, "larger than 1000000 bytes"),
        (b"[" * 20_000, "nested too deeply"),
        (b"levers: 3\ntitle: A\ndate: 2025-01-02\n", "levers"),
    ],
)
def test_a_file_that_is_no_scenario(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    said = _complaint(str(path))
    assert said.startswith(("odd.yaml", str(path)))
    assert complaint in said


def test_a_folder_and_a_broken_stack(tmp_path: Path) -> None:
    assert "a folder" in _complaint(str(tmp_path))
    odd = tmp_path / "odd.yaml"
    odd.write_text("levers: {a: 1}\n", encoding="utf-8")
    assert "levers: expected a list of levers" in _complaint(f"us-tariff-20+{odd}")


def test_python_callers_get_the_same_words() -> None:
    lever = {"kind": "tariff", "imposer": "USA", "target": "ALL", "rate": 25, "source": "test"}
    with pytest.raises(ScenarioError, match=r"^levers\[0\]\.rate: 25 is above 10\."):
        read_scenario({"title": "A", "date": "2025-01-02", "levers": [lever]})
