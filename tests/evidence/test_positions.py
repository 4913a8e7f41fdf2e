"""Who wants, pledges or refuses what, in sentences of many makes."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.conftest import REPORTS, TEXTS
from tests.evidence.evaluate import evaluate

from westphalia.evidence.claims import Position
from westphalia.evidence.positions.issues import _ISSUES as ISSUES
from westphalia.evidence.positions.issues import issue_of, issues_in
from westphalia.evidence.read import read_text

DAY = date(2025, 3, 5)
WORDS = ["Poland", "France", "Trump", "he", "it", "wants", "that", "to", "not", ",", "and", "will", "must", "“", "”",
         ".", "by", "its", "plan", "of"]  # fmt: skip

ISSUE_WORDS = ["join", "the", "eu", "nato", "2%", "of", "gdp", "per cent", "spend", "on", "defence", "frozen", "assets",
               "russian", "troops", "for", "send", "military", "aid", "to", "ukraine", "trade", "deal", "end", "war",
               "pressure", "putin", "rare", "earths", "support", "a", "tariffs", "truce"]  # fmt: skip


def positions(text: str) -> list[Position]:
    return list(read_text(f"Growth was 2%. {text}", "x.txt", DAY).positions)


def told(text: str) -> list[tuple[str, str]]:
    return [(p.actor, p.stance) for p in positions(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Poland wants the EU to impose new sanctions on Russia.", [("Poland", "wants")]),
        ("France is expected to impose new sanctions on Iran on Monday.", [("France", "will impose")]),
        ("A plan to send troops to Ukraine was rejected by Italy last week.", [("Italy", "rejects")]),
        ("Germany, which backs the plan, spends 2.1% of its GDP on defence.", [("Germany", "supports")]),
        ("Spain does not support the plan to seize frozen Russian assets.", [("Spain", "opposes")]),
        ("Norway has ruled out sending troops to Ukraine.", [("Norway", "rules out")]),
        ("Canada urged Hungary not to block the sanctions against Russia.", [("Canada", "urges against")]),
        ("Sweden and Norway are said to be working on a brigade of 5,000 soldiers.", [("Sweden; Norway", "plans")]),
        ("Turkey, which has offered to host peace talks, borders Syria.", [("Turkey", "offers")]),
        ("Ireland is opposed to joining Nato, though it favours closer ties.", [("Ireland", "opposes"),
                                                                               ("Ireland", "wants")]),
        ("France is pushing for a ban on Russian gas, but Hungary and Malta are against the plan.",
         [("France", "pushes for"), ("Hungary; Malta", "opposes")]),
        ("Kyiv dismissed the offer of a truce and insisted on 30 days.", [("Ukraine", "rejects"),
                                                                          ("Ukraine", "demands")]),
        ("Japan's proposal to cut tariffs was welcomed by Canada but dismissed by China as a trick.",
         [("Japan", "proposes"), ("Canada", "approves"), ("China", "opposes")]),
        ("The Conservatives are calling for defence spending to rise to 3% of GDP.", [("Conservatives", "demands")]),
        ("A truce at sea is a condition that Ukraine has rejected.", [("Ukraine", "rejects")]),
        ("The EU has adopted a new package of sanctions against Russia.", [("EU", "will impose")]),
        ("The UK announced a plan to tighten travel bans on Russian officials.", [("UK", "will impose")]),
        ("Sweden has no plans to send troops to Ukraine.", [("Sweden", "rejects")]),
        ("Canada shows no signs of lifting its tariffs on cars.", [("Canada", "rejects")]),
        ("Canada will delay any new retaliatory tariffs against the United States.", [("Canada", "commits")]),
        ("The Kremlin criticised Finland over the delivery of missiles to Ukraine.", [("Kremlin", "opposes")]),
        ("Mark Carney had pushed back against the 28-point peace plan.", [("Mark Carney", "opposes")]),
        ("Ursula von der Leyen suggested the EU could ease its debt rules.", [("Ursula von der Leyen", "proposes")]),
        ("The US has expressed willingness to engage in talks on tariffs.", [("US", "offers")]),
        ("Mark Rutte reiterated his opposition to ceding land.", [("Mark Rutte", "opposes")]),
        ("Mark Carney opened the door to sending peacekeepers to Ukraine.", [("Mark Carney", "offers")]),
        ("Norway and Italy played down suggestions the army would join a peacekeeping force.",
         [("Norway; Italy", "opposes")]),
        ("Kaja Kallas defended the plan to use frozen Russian assets.", [("Kaja Kallas", "supports")]),
        ("Ukraine accepts this proposal for a truce.", [("Ukraine", "approves")]),
        ("Iran has ruled out talks with Canada.", [("Iran", "rules out")]),
        ("Norway has kept the door open to sanctions on Iran.", [("Norway", "offers")]),
        ("The EU remains open to a truce, but is prepared to retaliate if tariffs rise.",
         [("EU", "offers"), ("EU", "threatens")]),
        ("China has decided to engage with the United States on trade.", [("China", "plans")]),
        ("Leaders of the 32-nation alliance are expected to agree a new defence spending target of 5 per cent.",
         [("Nato", "is expected to")]),
        ("Donald Trump said European leaders would like a meeting on the peace plan.", [("European leaders", "wants")]),
    ],
)  # fmt: skip
def test_stance_with_its_subject(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Polish Prime Minister Donald Tusk said Poland would not send troops to Ukraine.", ("Poland", "rules out")),
        ("Chancellor Friedrich Merz said Germany would send more weapons to Ukraine.", ("Germany", "commits")),
        ('"We will raise defence spending to 3% of GDP," Emmanuel Macron said.', ("Emmanuel Macron", "pledges")),
        ('"We’ll never recognise the annexation of Crimea," Mark Carney said.', ("Mark Carney", "rejects")),
        ('"Ukraine must be at the table," Kaja Kallas told reporters.', ("Kaja Kallas", "demands")),
        ('"There can be no peace without Ukraine," Kaja Kallas said.', ("Kaja Kallas", "rules out")),
        ('"You cannot be weak with Russia," Emmanuel Macron said.', ("Emmanuel Macron", "urges")),
        ('"We cannot accept the deal," Volodymyr Zelensky said.', ("Volodymyr Zelensky", "rejects")),
        ('Donald Trump called the sanctions "a mistake".', ("Donald Trump", "opposes")),
        ("Donald Tusk said backing Ukraine against Russia was essential.", ("Donald Tusk", "supports")),
        ('Donald Tusk said it was a "serious setback" that the US had suspended aid.', ("Donald Tusk", "opposes")),
        (
            'Friedrich Merz said a deployment of troops to Ukraine was "out of the question".',
            ("Friedrich Merz", "rules out"),
        ),
        (
            "Peru will pay a heavy tariff if it buys oil from Russia, Donald Trump has warned.",
            ("Donald Trump", "threatens"),
        ),
        ('"No country should bear the risks of the loan alone," Kaja Kallas said.', ("Kaja Kallas", "opposes")),
        (
            "Volodymyr Zelensky said he hoped there would be no delays in approving the minerals deal.",
            ("Volodymyr Zelensky", "wants"),
        ),
        ('Mark Rutte answered the tariffs by calling them a "direct attack".', ("Mark Rutte", "opposes")),
    ],
)
def test_words_that_take_a_stance(text: str, wanted: tuple[str, str]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Poland is expected to hold talks with Germany on Monday.",
        "Questions were raised about the support of Ukraine by Germany in 2024.",
        "France has not ruled out a ban on Russian gas.",
        "Downing Street refused to rule out retaliatory measures.",
        "Officials asked whether Germany wanted a truce.",
        "The mayor agreed to a photograph. The company plans to open a shop.",
        "If Russia rejected a truce, the war would go on.",
        "The Kremlin said Brussels had lost because Moldova would have to pay for the arms with ore.",
        "The Kremlin said that Alexander Stubb would advocate a tougher line on the war.",
        "Kaja Kallas expressed confidence that Poland would support the loan to Ukraine.",
        "Mexican officials said voters would have to know where the money came from before the election.",
        '"I don’t want to go into who started the quarrel over sanctions," Olaf Scholz said.',
        "The Kremlin suggested that Moscow might retaliate should missiles be delivered to Ukraine.",
        "Belarus has imposed no sanctions on Russia.",
        "Friedrich Merz, who is set to take office next month, has visited the troops.",
        '"We must do everything with dignity," Volodymyr Zelensky said.',
    ],
)
def test_no_position(text: str) -> None:
    assert told(text) == []


def test_a_minister_named_in_the_text_comes_before_the_dated_table() -> None:
    text = "Anneliese Brandt, Germany's defence minister, is in Warsaw. The German defence minister wants a truce."
    assert told(text) == [("Anneliese Brandt", "wants")]


def test_he_is_the_agent_of_his_own_sentence() -> None:
    text = "Anna Holt wants a trade pact. A first one was signed by Donald Trump after he announced tariffs of 30%."
    assert told(text) == [("Anna Holt", "wants"), ("Donald Trump", "will impose")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mark Rutte opposed sending troops to Ukraine, and the negotiations stalled.", "sending troops to Ukraine"),
        ("Belgium rejected the sanctions, and Malta said it would wait.", "the sanctions"),
        ("Kyiv backs a truce as Britain is moving troops.", "a truce"),
        ("Kyiv wants a truce, rejected by Moscow last week.", "a truce"),
        ("Italy wants a so-called “reset of its ties.”", "a so-called “reset of its ties.”"),
        ("Mr Malicki has pushed for a ceasefire deal with Chad, rejected by Mark Rutte.", "a ceasefire deal with Chad"),
        ("Defence minister Sam Rudd said: “We’ve stepped up our support for Ukraine.”", "our support for Ukraine"),
        ("Malta’s push for Italy to drop its tariffs appeared to have failed.", "Italy to drop its tariffs"),
        ("Malta said the US-UK deal on tariffs was unacceptable.", "the US-UK deal on tariffs was unacceptable"),
        ('"We will not look away from Ukraine," Mark Rutte said.', "We will not look away from Ukraine"),
        ('"You cannot be weak with Russia," Mark Rutte said.', "You cannot be weak with Russia"),
    ],
)
def test_an_object_ends_with_its_clause(text: str, words: str) -> None:
    assert positions(text)[0].object == words


def test_a_threat_names_whom_it_hits() -> None:
    (found,) = positions("Peru will pay a heavy tariff if it buys oil from Russia, Donald Trump has warned.")
    assert (found.target, found.modality, found.issue) == ("Peru", "conditional", "tariffs")


def test_position_in_full() -> None:
    (found,) = positions("Donald Trump threatened to impose 50% tariffs on Canada unless it opened its market.")
    assert (found.issue, found.lever, found.modality) == ("tariffs", "us_tariff_rate_ca", "conditional")
    assert found.codes == ("USA",)
    assert len(found.figures) == 1


@pytest.mark.parametrize(
    ("text", "lever"),
    [
        ("Poland wants Nato members to increase defence spending.", "nato_defence_spend_share"),
        ("The EU plans to impose new sanctions on Russia.", "eu_sanctions_on_russia"),
        ("Italy rejected boots on the ground in Ukraine.", "reassurance_force_size"),
        ("Kyiv demanded a seat in the talks.", None),
        ("Finland welcomed the latest US sanctions on Iran.", "us_sanctions_on_iran"),
        ("France welcomed new sanctions on Russia.", None),
        ("Kyiv called for more sanctions on Russia.", None),
        ("Canada condemned Chinese sanctions on Japan.", "cn_sanctions_on_jp"),
        ("Donald Trump threatened to impose tariffs of 50% on steel.", "us_tariff_rate_steel"),
        ("Japan wants the tariffs to be cut.", None),
    ],
)
def test_a_lever_needs_its_object(text: str, lever: str | None) -> None:
    assert positions(text)[0].lever == lever


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Canada wants more investment in its military capabilities.", "defence_spending"),
        ("Norway will provide further military aid, including missiles and winter kits for troops.", "aid"),
        ("Spain wants a truce ahead of a summit on tariffs.", "ceasefire"),
        ("Italy urged allies to ramp up pressure on Vladimir Putin.", "sanctions"),
        ("Malta fears new tariffs. Canada is ready for retaliatory measures.", "tariffs"),
        ("Italy opposes the plan to seize Russian assets. Hungary is against it.", "frozen_assets"),
    ],
)
def test_an_issue_comes_from_the_nearest_words(text: str, issue: str) -> None:
    assert positions(text)[-1].issue == issue


def test_a_target_is_kept_apart() -> None:
    (found,) = positions("Friedrich Merz urged Hungary to lift its veto on aid to Ukraine.")
    assert (found.actor, found.target, found.issue) == ("Friedrich Merz", "Hungary", "aid")


def test_a_spokesperson_speaks_for_the_principal() -> None:
    text = "A spokeswoman for Donald Trump distanced the president from these remarks about Crimea."
    assert told(text) == [("Donald Trump (spokesperson)", "disavows")]


def test_words_that_a_text_lacks_name_no_issue() -> None:
    assert issue_of("the weather in May") is None
    assert issue_of("3.5% of GDP") == "defence_spending"
    assert issue_of("a loan from frozen Russian assets") == "frozen_assets"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ISSUE_WORDS), max_size=12))
def test_the_index_of_words_leaves_no_issue_out(words: list[str]) -> None:
    text = " ".join(words)
    searched = [issue for issue, index in ISSUES if index.pattern.search(text)]
    assert list(issues_in(text)) == list(dict.fromkeys(searched))


def test_real_reports() -> None:
    if not REPORTS.exists():
        pytest.skip("the real reports are not beside the checkout")
    score = evaluate(REPORTS)["positions"]
    assert score.precision >= 0.85
    assert score.recall >= 0.70


def test_development_passages() -> None:
    scores = evaluate(TEXTS / "development")
    assert scores["positions"].precision >= 0.80
    assert scores["positions"].recall >= 0.55
    assert scores["lever"].precision >= 0.75


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    for position in positions(" ".join(words) + "."):
        assert position.span.text and position.actor


@pytest.mark.slow
def test_time_grows_with_the_text() -> None:
    sentence = "Poland said it wanted the EU, which backs the plan, to urge Italy to send troops to Ukraine. "

    def seconds(times: int) -> float:
        start = time.process_time()
        positions(sentence * times)
        return time.process_time() - start

    seconds(5)
    assert seconds(400) < 12 * seconds(100) + 0.5
