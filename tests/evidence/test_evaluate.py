"""The scoring itself: a perfect reading scores 1, a damaged one less, and what is wrong by hand is named."""

import copy
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.evidence import evaluate as program
from tests.evidence.comparison import KINDS, compare
from tests.evidence.conftest import REAL, REPORTS
from tests.evidence.evaluate import evaluate, main
from tests.evidence.gold import Gold, GoldError, golds
from tests.evidence.matching import country, nearness, same_actors, same_free_name, same_name, same_names, same_unit

from westphalia.errors import EvidenceError

TEXT = """\
Freedonia will raise its spending to 5% of GDP, Ann Lee, its president, said on Tuesday. "We pay," she told Orbit News.

Sylvania must be at the table, Ann Lee’s adviser said. Lee's office said the adviser "does not speak for her".
The "great reset" of relations begins with a summit in Oslo on Friday, when Lee meets Tom Roe."""
ITEM: dict[str, Any] = {
    "id": "made-1",
    "style": "agency",
    "date": date(2025, 5, 7),
    "text": TEXT,
    "figures": [{"text": "5% of GDP", "value": 5, "unit": "percent_of_gdp", "kind": "share"}],
    "dates": [
        {"text": "on Tuesday", "start": date(2025, 5, 6), "end": date(2025, 5, 6)},
        {"text": "on Friday", "start": date(2025, 5, 9), "end": date(2025, 5, 9)},
    ],
    "terms": ['"great reset"'],
    "statements": [
        {"id": "s1", "mode": "indirect", "content": ["Freedonia will raise its spending to 5% of GDP"],
         "speaker": "Ann Lee", "speaker_mention": "Ann Lee", "cue": "said", "status": "asserted"},
        {"id": "s2", "mode": "direct", "content": ['"We pay,"'], "quoted": ['"We pay,"'], "speaker": "Ann Lee",
         "speaker_mention": "she", "cue": "told", "status": "asserted", "via": "Orbit News"},
        {"id": "s3", "mode": "indirect", "content": ["Sylvania must be at the table"], "speaker": "Ann Lee's adviser",
         "status": "disavowed", "disavowed_by": "s4"},
        {"id": "s4", "mode": "mixed", "content": ['the adviser "does not speak for her"'],
         "quoted": ['"does not speak for her"'], "speaker": "Lee’s office", "status": "disavows", "disavows": "s3"},
    ],
    "positions": [
        {"id": "p1", "actor": "Freedonia (Ann Lee)", "stance": "pledges", "span": "raise its spending to 5% of GDP",
         "issue": "defence_spending", "lever": "freedonia_defence_spend_share", "statements": ["s1"]},
    ],
    "events": [
        {"id": "e1", "type": "meeting", "what": "Lee meets Roe", "who": ["Ann Lee", "Tom Roe"], "where": "Oslo",
         "date_expr": "on Friday", "date_start": date(2025, 5, 9), "date_end": date(2025, 5, 9),
         "span": "Lee meets Tom Roe", "modality": "scheduled"},
    ],
}  # fmt: skip


def _written(folder: Path, *items: dict[str, Any]) -> Path:
    (folder / "made.yaml").write_text(yaml.safe_dump(list(items), allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    (only,) = golds(_written(tmp_path, ITEM))
    return only


def _perfect(gold: Gold) -> dict[str, Any]:
    """The reading by hand as if it were ours."""
    return copy.deepcopy(gold.items)


def _all_right(gold: Gold, ours: dict[str, Any]) -> None:
    for name, score in compare(gold, ours).items():
        assert (score.right, score.missed, score.false, score.differing) == (score.wanted, [], [], []), name
        assert score.right == score.given, name


def test_the_gold_fed_back_scores_one_in_every_kind(gold: Gold) -> None:
    scores = compare(gold, _perfect(gold))
    assert {name for names in KINDS.values() for name in names} == scores.keys()
    counted = {name for name, score in scores.items() if score.precision == score.recall == 1.0}
    assert scores.keys() - counted == {"statements silence"}
    _all_right(gold, _perfect(gold))


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_the_gold_of_the_real_reports_fed_back_scores_one(name: str, real: Any) -> None:
    real(name)
    (found,) = [one for one in golds(REPORTS) if one.name == f"{name}.txt"]
    ours = _perfect(found)
    for item in ours["statements"]:
        item["status"] = item["status"].upper()
    _all_right(found, ours)
    assert compare(found, ours)["speakers"].wanted >= 8


def test_an_empty_reading_misses_everything_and_gives_nothing(gold: Gold) -> None:
    scores = compare(gold, {})
    wanted = {"figures": 1, "dates": 2, "quotes": 2, "speakers": 2, "statements": 4, "positions": 1, "events": 1}
    assert {name: len(scores[name].missed) for name in wanted} == wanted
    assert all(score.given == score.right == 0 for score in scores.values())
    assert scores["disavowals"].recall == 0 and scores["disavowals"].wanted == 1


DAMAGES: dict[str, tuple[str, int, dict[str, Any], float, float]] = {
    "figures": ("figures", 0, {"value": 6}, 0, 0),
    "dates": ("dates", 1, {"end": "2025-05-10"}, 0.5, 0.5),
    "speakers": ("statements", 1, {"speaker": "Tom Roe"}, 0.5, 0.5),
    "statements": ("statements", 0, {"speaker": "Tom Roe"}, 0.75, 0.75),
    "statements indirect": ("statements", 0, {"content": [{"start": 0, "end": 1, "text": "F"}]}, 1.0, 1.0),
    "status": ("statements", 2, {"status": "asserted"}, 0.75, 0.75),
    "mode": ("statements", 3, {"mode": "direct"}, 0.75, 0.75),
    "via": ("statements", 0, {"via": "Orbit News"}, 0.5, 1.0),
    "positions": ("positions", 0, {"actor": "Tom Roe"}, 0, 0),
    "stance": ("positions", 0, {"stance": "rejects"}, 0, 0),
    "lever": ("positions", 0, {"lever": "sylvania_tariff"}, 0, 0),
    "issue": ("positions", 0, {"issue": None}, 0, 0),
    "event type": ("events", 0, {"type": "call"}, 0, 0),
    "event dates": ("events", 0, {"date_start": None}, 0, 0),
    "event participants": ("events", 0, {"who": ["Ann Lee"]}, 0, 0),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_to_one_item_lowers_its_score(name: str, gold: Gold) -> None:
    kind, number, change, precision, recall = DAMAGES[name]
    ours = _perfect(gold)
    ours[kind][number] |= change
    score = compare(gold, ours)[name]
    assert (score.precision, score.recall) == (precision, recall)


@pytest.mark.parametrize("kind", ["figures", "dates", "statements", "positions", "events"])
def test_what_stands_nowhere_by_hand_is_false(kind: str, gold: Gold) -> None:
    ours = _perfect(gold)
    start = TEXT.index("Sylvania must") if kind != "statements" else TEXT.index("begins with")
    span = {"start": start, "end": start + 8, "text": TEXT[start : start + 8]}
    ours[kind].append(ours[kind][0] | {"id": "new", "span": span, "content": [span], "quoted": [], "who": ["Nobody"]})
    score = compare(gold, ours)[kind]
    assert len(score.false) == 1 and score.recall == 1.0 and score.precision < 1.0


def test_a_speaker_held_back_is_an_abstention_and_a_wrong_one_is_wrong(gold: Gold) -> None:
    ours = _perfect(gold)
    ours["statements"][1]["speaker"] = None
    ours["statements"][3]["speaker"] = "Tom Roe"
    score = compare(gold, ours)["speakers"]
    assert (score.right, score.given, score.wanted) == (0, 1, 2)
    assert ["Ann Lee" in score.missed[0], "Tom Roe" in score.false[0]] == [True, True]


def test_a_quoted_term_is_neither_wanted_nor_false(gold: Gold) -> None:
    ours = _perfect(gold)
    term = ours["terms"][0]["span"]
    ours["statements"][0]["quoted"] = [term]
    assert compare(gold, ours)["quotes"].precision == 1.0
    ours["statements"][0]["quoted"] = [{"start": 0, "end": 9, "text": "Freedonia"}]
    assert compare(gold, ours)["quotes"].precision == pytest.approx(2 / 3)


def test_what_is_optional_is_neither_wanted_nor_false(tmp_path: Path) -> None:
    item = copy.deepcopy(ITEM)
    item["statements"][0]["optional"] = item["positions"][0]["optional"] = item["events"][0]["optional"] = True
    (gold,) = golds(_written(tmp_path, item))
    for ours in (_perfect(gold), _perfect(gold) | {"positions": [], "events": []}):
        scores = compare(gold, ours)
        assert scores["statements"].given == scores["statements"].wanted == 3
        assert scores["positions"].given == scores["positions"].wanted == scores["events"].given == 0


def test_an_event_told_in_other_words_of_the_sentence_is_the_same(gold: Gold) -> None:
    ours = _perfect(gold)
    start = TEXT.index("a summit in Oslo")
    ours["events"][0]["span"] = {"start": start, "end": start + 16, "text": "a summit in Oslo"}
    assert compare(gold, ours)["events"].recall == 1.0
    ours["events"][0]["who"] = ["Tom Roe"]
    assert compare(gold, ours)["events"].recall == 0.0


def test_a_disavowal_is_found_from_either_end_and_a_wrong_link_is_false(gold: Gold) -> None:
    ours = _perfect(gold)
    del ours["statements"][3]["disavows"]
    assert compare(gold, ours)["disavowals"].right == 1
    ours["statements"][2]["disavowed_by"] = "s2"
    score = compare(gold, ours)["disavowals"]
    assert (score.right, len(score.false), len(score.missed)) == (0, 1, 1)


SAME = [
    ("Mr Macron", "Emmanuel Macron"), ("Volodymyr Zelensky", "Volodymyr Zelenskyy"), ("No 10", "Downing Street"),
    ("Élysée adviser", "an Elysee adviser (unnamed)"), ("President Lee", "Ann Lee"), ("US", "the United States"),
    ("the defence ministry", "Russia’s defence ministry"), ("Labour leader Ann Lee", "Ann Lee"),
    ("spokesman for Lee", "a spokesperson for Ann Lee"), ("two US officials", "US officials"),
]  # fmt: skip
OTHER = [
    ("Donald Trump", "a spokesperson for Donald Trump"), ("Macron", "Emmanuel Macron’s adviser"),
    ("Ann Lee", "Tom Lee"), ("US", "US officials"), ("Russia", "Russia's defence ministry"), ("the", "the president"),
    ("UK", "Ukraine"), ("France", "Germany"),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_names_of_the_same(ours: str, theirs: str) -> None:
    assert same_name(ours, theirs) and same_name(theirs, ours)


@pytest.mark.parametrize(("ours", "theirs"), OTHER)
def test_names_of_others(ours: str, theirs: str) -> None:
    assert not same_name(ours, theirs) and not same_name(theirs, ours)


def test_joined_names_are_sets() -> None:
    assert same_names("Macron; Starmer", "Keir Starmer; Emmanuel Macron")
    assert not same_names("Macron", "Keir Starmer; Emmanuel Macron")
    assert not same_names("Macron; Starmer; Lee", "Keir Starmer; Emmanuel Macron")


def test_a_minister_counts_as_his_country_where_the_gold_says_so() -> None:
    for ours in ("UK", "Britain", "John Healey", "British government"):
        assert same_actors(ours, "UK (John Healey)")
    assert same_actors("Britain", "UK government")
    assert same_actors("Darren Jones", "UK government", speakers="Darren Jones")
    assert not same_actors("Darren Jones", "UK government", speakers="Ann Lee")
    assert not same_actors("Darren Jones", "UK", speakers="Darren Jones")
    assert not same_actors("France", "UK (John Healey)")
    assert not same_actors("Donald Trump", "a spokesperson for Donald Trump")
    assert (country("the British government"), country("Ruritania")) == ("GBR", None)


def test_places_units_and_levers() -> None:
    assert nearness([(0, 10)], [(5, 30)]) > 0 == nearness([(0, 10)], [(6, 30)])
    assert nearness([(0, 4), (8, 12)], [(0, 12)]) == pytest.approx(8 / 12)
    assert same_unit("troops", "soldiers") and same_unit("tank", "tanks") and not same_unit("EUR", "USD")
    assert same_free_name("us_tariff_rate", "us_tariff_rate_all") and not same_free_name("us_tariff", "eu_sanctions")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"terms": ["“great reset”"]}, ("made.yaml#made-1", "“great reset”", "0 times")),
        ({"figures": [{"text": {"text": "5%", "nth": 2}, "value": 5}]}, ("made.yaml#made-1, figures", "5%", "1 times")),
        ({"figures": [{"text": "5%", "value": "five"}]}, ("made.yaml#made-1", "'five'", "a number")),
        ({"events": [{"id": "e9", "type": "call", "span": "no such"}]}, ("made.yaml#made-1, e9", "'no such'")),
        ({"positions": [{"id": "p9"}]}, ("made.yaml#made-1, p9", "no span")),
        ({"text": ""}, ("made.yaml#made-1", "no text")),
    ],
)
def test_a_string_that_does_not_occur_is_named(change: dict[str, Any], words: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(GoldError) as told:
        golds(_written(tmp_path, ITEM | change))
    assert all(word in str(told.value) for word in words)


def test_a_string_is_placed_at_its_number_or_where_it_stands_as_words(tmp_path: Path) -> None:
    text = "Mayor 12.5% in May, 5% in June, 5% in July."
    figures = [{"text": "5%", "value": 5}, {"text": "5%", "value": 5}, {"text": {"text": "5%", "nth": 1}, "value": 5}]
    dates = [{"text": "May", "start": None, "end": None}]
    item = {"id": "m", "date": "2025-05-07", "text": text, "figures": figures, "dates": dates}
    (gold,) = golds(_written(tmp_path, item))
    assert [one["span"]["start"] for one in gold.items["figures"]] == [20, 32, 9]
    assert gold.items["dates"][0]["span"]["start"] == text.index("May,")
    assert gold.kinds == {"figures", "dates"}


def test_a_folder_is_read_and_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = copy.deepcopy(ITEM) | {"id": "made-2"}
    monkeypatch.setattr(program, "read_text", lambda text, name, day: (name, day))
    monkeypatch.setattr(program, "reading_json", lambda read: _perfect(by_name[read[0]]) | {"events": []})
    by_name = {gold.name: gold for gold in golds(_written(tmp_path, ITEM, other))}
    scores = evaluate(tmp_path)
    assert (scores["reports"].right, scores["statements"].right, scores["statements"].recall) == (2, 8, 1.0)
    assert (scores["events"].recall, len(scores["events"].missed)) == (0.0, 2)


def test_the_day_is_given_to_the_reader_unless_it_is_to_infer_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = []
    monkeypatch.setattr(program, "read_text", lambda text, name, day: days.append(day))
    monkeypatch.setattr(program, "reading_json", lambda read: {})
    evaluate(_written(tmp_path, ITEM))
    evaluate(tmp_path, infer_date=True)
    assert days == [date(2025, 5, 7), None]


def test_a_refused_report_misses_everything_and_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise EvidenceError("made.yaml#made-1: refused for a reason")

    monkeypatch.setattr(program, "read_text", refuse)
    assert main([str(_written(tmp_path, ITEM)), "--kind", "statements"]) == 0
    printed = capsys.readouterr().out
    assert "refused for a reason" in printed and "reports, refused (1)" in printed
    assert evaluate(tmp_path)["statements"].missed and "| figures" not in printed


def test_the_program_writes_a_table_and_json_and_refuses_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = _written(tmp_path, ITEM), tmp_path / "scores.json"
    assert main([str(folder), "--no-misses", "--json", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("| reports") and all(line.startswith("|") for line in lines)
    assert len(lines) == 3 + sum(map(len, KINDS.values()))
    assert json.loads(file.read_text(encoding="utf-8"))["figures"]["wanted"] == 1
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty")]) == 2
    assert "no reports with a reading by hand" in capsys.readouterr().err
    assert main([str(_written(tmp_path, ITEM | {"text": "Nothing."}))]) == 2
    assert "stands 0 times" in capsys.readouterr().err


@pytest.mark.shared
def test_a_report_with_its_gold_beside_it_is_found_like_one_with_a_folder(tmp_path: Path, real: Any) -> None:
    path, on, _ = real(REAL[0])
    shutil.copy(path, tmp_path)
    shutil.copy(REPORTS / "gold" / f"{REAL[0]}.json", tmp_path)
    (gold,) = golds(tmp_path)
    assert (gold.day, gold.all_dates) == (on, False)
    assert gold.items == next(one for one in golds(REPORTS) if one.day == on).items
    moved = tmp_path / f"{REAL[0]}.txt"
    moved.write_text(f" {moved.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(GoldError, match="expected offsets in code points"):
        golds(tmp_path)


@pytest.mark.slow
def test_the_page_prints_the_scores() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    printed = page.partition("<!-- scores -->\n")[2].partition("\n<!-- end of scores -->")[0]
    assert printed == program.scores_table(), "refresh with: make docs"
