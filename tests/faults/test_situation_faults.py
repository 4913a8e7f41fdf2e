"""Bad situations: one line that names the path, the value, what was expected and the next step; exit code 3."""

import json
import os
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from westphalia.errors import ScenarioError
from westphalia.scenario.named_files import LARGEST_FILE
from westphalia.settlement import settle
from westphalia.situation import load_situation, read_situation, situation_text, situations
from westphalia.situation.arrays import grid_of

Content = dict[str, Any]
Change = Callable[[Content], None]


def _number(value: float, span: float = 0.0) -> Content:
    return {"low": value - span, "mode": value, "high": value + span, "assumed": "for a test"}


def _position(actor: str, issue: str, place: float) -> Content:
    return {"actor": actor, "issue": issue, "date": "2025-02-01", "salience": _number(1.0)} | _number(place)


SMALL: Content = {
    "title": "Two over two things",
    "date": "2025-02-24",
    "actors": [
        {"name": "a", "title": "A", "country": "GBR", "veto": True, "capability": _number(1.0),
         "no_deal": _number(-0.7)},
        {"name": "b", "title": "B", "veto": True, "capability": _number(1.0), "no_deal": _number(-0.7)},
    ],
    "issues": [
        {"name": "x", "title": "X", "low": "none", "high": "all",
         "levels": [{"name": "none", "at": 0.0}, {"name": "half", "at": 0.5}, {"name": "all", "at": 1.0}],
         "status_quo": {"at": 0.0, "source": "a report"}},
        {"name": "y", "title": "Y", "low": "four", "high": "ten", "scale": [4.0, 10.0],
         "levels": [{"name": "four", "at": 4.0}, {"name": "ten", "at": 10.0}]},
    ],
    "positions": [_position("a", "x", 0.0), _position("b", "x", 1.0),
                  _position("a", "y", 5.0), _position("b", "y", 9.0)],
    "conditions": [{"when": {"x": ["all"]}, "needs": {"y": ["ten"]}, "why": "for a test"}],
    "texts": [{"title": "T", "date": "2025-02-20", "levels": {"x": "half", "y": "ten"}, "source": "a report"}],
}  # fmt: skip
"""A situation that holds; every fault below is one change to it."""


def _set(*path: Any, to: Any) -> Change:
    def change(content: Content) -> None:
        at: Any = content
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def _drop(*path: Any) -> Change:
    def change(content: Content) -> None:
        at: Any = content
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


def _changed(*changes: Change) -> Content:
    content = deepcopy(SMALL)
    for change in changes:
        change(content)
    return content


NOBODY = (_set("actors", 0, "veto", to=False), _set("actors", 1, "veto", to=False))
SILENT = tuple(_set("positions", k, "salience", to=_number(0.0)) for k in (0, 2))
NUMBER, LEVELS = ("positions", 0), ("issues", 0, "levels")
REFUSAL = {"levels": ["all"], "source": "a report"}
LEVER = {"kind": "aid", "donor": "USA", "amount": 1.0, "form": "money", "from": 2025, "assumed": "for a test"}

FAULTS: list[tuple[str, tuple[Change, ...], str]] = [
    # what the whole needs
    ("no title", (_drop("title"),), r"title: missing. Expected: the negotiation in a line."),
    ("no date", (_drop("date"),), r"date: missing. Expected: day as of which it is coded"),
    ("not a date", (_set("date", to="24 February"),), r"date: '24 February' is not a date. Write year-month-day"),
    ("an unknown field", (_set("positon", to=[]),), r"positon: no such field. Did you mean positions\? Fields: title"),
    ("one actor", (_drop("actors", 1),), r"actors: a list has too few entries. Expected: who takes part."),
    ("no issue", (_set("issues", to=[]),), r"issues: a list has too few entries. Expected: what is negotiated"),
    ("no position", (_set("positions", to=[]),), r"positions: a list has too few entries. Expected: who stood where"),
    ("a loss nobody knows", (_set("loss", to="cubic"),),
     r"loss: 'cubic' does not fit; expected 'linear' or 'quadratic'"),
    ("a seed below zero", (_set("seed", to=-1),), r"seed: -1 is below 0. Expected: seed of draws."),
    # numbers and where they come from
    ("no origin", (_drop(*NUMBER, "assumed"),), r"positions\[0\]: no origin. Cite claims, a source, or say what is"),
    ("an inference from nothing", (_drop(*NUMBER, "assumed"), _set(*NUMBER, "inferred", to="so it seems")),
     r"positions\[0\]: no origin."),
    ("a reason of blanks", (_set(*NUMBER, "assumed", to="  "),), r"positions\[0\]: no origin."),
    ("an empty source", (_set(*NUMBER, "source", to=""),), r"positions\[0\]\.source: '' is empty. Write a text"),
    ("an address that is none", (_set(*NUMBER, "source", to="a report"), _set(*NUMBER, "url", to="example.org")),
     r"positions\[0\]\.url: 'example.org' does not fit. Expected: page it was read on."),
    ("a page and nobody who said it", (_set(*NUMBER, "url", to="https://example.org/a"),),
     r"positions\[0\]: a url without a source. Write who said it and when in source."),
    ("a claim of another form", (_set(*NUMBER, "claims", to=["page 3"]),), r"claims\[0\]: 'page 3' does not fit."),
    ("low above mode", (_set(*NUMBER, "low", to=0.3),),
     r"positions\[0\]: 0.3, 0, 0 are not in order. Expected low ≤ mode"),
    ("a number as text", (_set(*NUMBER, "mode", to="half"),), r"positions\[0\]\.mode: 'half' is not a number."),
    ("no number", (_set(*NUMBER, "mode", to=float("nan")),), r"positions\[0\]\.mode: nan is not a finite number."),
    ("no mode", (_drop(*NUMBER, "mode"),), r"positions\[0\]\.mode: missing. Expected: most likely value."),
    # actors
    ("a name with a blank", (_set("actors", 0, "name", to="A B"),),
     r"actors\[0\]\.name: 'A B' does not fit. Expected:"),
    ("an actor twice", (_set("actors", 1, "name", to="a"),), r"actors\[1\]\.name: a stands twice. Give each a name"),
    ("a country by its name", (_set("actors", 0, "country", to="Britain"),), r"actors\[0\]\.country: .*GBR"),
    ("no capability", (_drop("actors", 0, "capability"),), r"actors\[0\]\.capability: missing. Expected: what it can"),
    ("capability of zero", (_set("actors", 0, "capability", to=_number(0.0)),),
     r"actors\[0\]\.capability\.low: 0 is not above 0. Leave the actor out."),
    ("no disagreement value", (_drop("actors", 0, "no_deal"),),
     r"actors\[0\]\.no_deal: missing. Expected: utility of no agreement, from -1 \(nothing it wants\) to 0"),
    ("no deal better than all", (_set("actors", 0, "no_deal", to=_number(0.1)),),
     r"actors\[0\]\.no_deal\.low: 0.1 is no utility. Expected -1 \(worst\) to 0 \(best\)."),
    ("no deal worse than worst", (_set("actors", 0, "no_deal", to=_number(-1.0, 0.1)),),
     r"actors\[0\]\.no_deal\.low: -1.1 is no utility."),
    ("votes below zero", (_set("actors", 0, "votes", to=-1.0),), r"actors\[0\]\.votes: -1.0 is below 0. Expected: its"),
    ("salience all zero", SILENT,
     r"actors\[0\]: a has salience on no issue. Give it a position that matters to it, or leave it out."),
    ("an actor without a position", (_drop("positions", 2), _drop("positions", 0), _set("actors", 0, "veto", to=False)),
     r"actors\[0\]: a has salience on no issue."),
    ("a veto absent from an issue", (_drop("positions", 3),),
     r"actors\[1\]: b has a veto and no position on y. Add one, with salience 0 where the issue is nothing to it, or"),
    ("capability next to nothing", (_set("actors", 0, "capability", "low", to=1e-300),),
     r"actors\[0\]\.capability\.low: 1e-300 is out of bounds. Expected 0.000000001 to 1,000,000,000; only ratios"),
    ("capability beyond bounds", (_set("actors", 0, "capability", "high", to=1e300),),
     r"actors\[0\]\.capability\.high: 1e\+300 is out of bounds. Expected 0.000000001 to 1,000,000,000; only"),
    ("capability of any size",
     (_set("actors", 0, "capability", to={"low": 1e-3, "mode": 1.0, "high": 1e4, "assumed": "for a test"}),),
     r"actors\[0\]\.capability\.high: 10000 is more than 1,000,000 times 0.001, the low. Narrow the range."),
    ("votes beyond bounds", (_set("actors", 0, "votes", to=1e308),), r"actors\[0\]\.votes: 1e\+308 is above 1e\+09."),
    ("a quota without end", (_set("quota", to=float("inf")),), r"quota: inf is not a finite number."),
    ("a title that paints", (_set("actors", 0, "title", to="A\x1b[31m"),),
     r"actors\[0\]\.title: 'A\\x1b\[31m' holds a control character. Write plain text."),
    ("a title that turns", (_set("title", to="A\u202eB"),), r"title: 'A\\u202eB' holds a control character."),
    ("a title of two lines", (_set("title", to="A\nB"),),
     r"title: 'A\\nB' is more than one line. Write it in one line."),
    ("an end of two lines", (_set("issues", 0, "low", to="no\nne"),), r"issues\[0\]\.low: 'no\\nne' is more than one"),
    ("a level that paints", (_set("issues", 0, "levels", 0, "name", to="\x1b[2J"),),
     r"issues\[0\]\.levels\[0\]\.name: '\\x1b\[2J' holds a control character."),
    ("a reason that paints", (_set("positions", 0, "assumed", to="so\n\x9b31m"),),
     r"positions\[0\]\.assumed: 'so \\x9b31m' holds a control character."),
    ("a page that paints", (_set("positions", 0, "url", to="https://a.org/\x1b[2J"),),
     r"positions\[0\]\.url: 'https://a.org/\\x1b\[2J' holds a control character."),
    # issues
    ("an issue twice", (_set("issues", 1, "name", to="x"),), r"issues\[1\]\.name: x stands twice. Give each a name"),
    ("a scale upside down", (_set("issues", 1, "scale", to=[10.0, 4.0]),),
     r"issues\[1\]: scale from 10 to 4. Expected the lower number first."),
    ("a scale beyond arithmetic", (_set("issues", 1, "scale", to=[-1e308, 1e308]),),
     r"issues\[1\]\.scale: -1e\+308 to 1e\+308 cannot be told apart in numbers. Take another unit."),
    ("a scale of nothing", (_set("issues", 1, "scale", to=[0.0, 1e-300]),),
     r"issues\[1\]\.scale: 0 to 1e-300"),
    ("one level", (_set(*LEVELS, to=[{"name": "none", "at": 0.0}]),),
     r"issues\[0\]\.levels: a list has too few entries"),
    ("a level off the scale", (_set(*LEVELS, 2, "at", to=1.5),),
     r"issues\[0\]\.levels\[2\]\.at: 1.5 is off the scale of x. Expected 0 to 1."),
    ("levels out of order", (_set(*LEVELS, 2, "at", to=0.4),),
     r"issues\[0\]\.levels\[2\]\.at: 0.4 is not above 0.5. Write levels in order."),
    ("two levels of one name", (_set(*LEVELS, 2, "name", to="half"), _drop("conditions")),
     r"issues\[0\]: two levels of the same name. Give each a name of its own."),
    ("a status quo off the scale", (_set("issues", 0, "status_quo", "at", to=-1.0),),
     r"issues\[0\]\.status_quo\.at: -1 is off the scale of x. Expected 0 to 1."),
    ("a status quo from nowhere", (_drop("issues", 0, "status_quo", "source"),),
     r"issues\[0\]\.status_quo: no origin."),
    ("a level with levers and a preset", (_set(*LEVELS, 1, "levers", to=[LEVER]), _set(*LEVELS, 1, "preset", to="era")),
     r"issues\[0\]\.levels\[1\]: levers and a preset. Write one of them."),
    ("changes to no preset", (_set(*LEVELS, 1, "changes", to=["a.b=1"]),),
     r"issues\[0\]\.levels\[1\]: changes without a preset. Name the preset they change."),
    ("a lever nobody knows", (_set(*LEVELS, 1, "levers", to=[LEVER | {"kind": "peace"}]),),
     r"issues\[0\]\.levels\[1\]\.levers\[0\]\.kind: no lever is of kind 'peace'."),
    ("a lever that does not hold", (_set(*LEVELS, 1, "levers", to=[LEVER | {"amount": None}]),),
     r"issues\[0\]\.levels\[1\]\.levers\[0\]: give amount or share"),
    ("an issue no report knows", (_set("issues", 0, "about", to=["weather"]),),
     r"issues\[0\]\.about\[0\]: 'weather' does"),
    ("an issue nobody cares for",
     (_set("positions", 2, "salience", to=_number(0.0)), _set("positions", 3, "salience", to=_number(0.0))),
     r"issues\[1\]: nobody has salience on y. Add a position, or leave it out."),
    # positions
    ("a position off its scale", (_set(*NUMBER, "high", to=1.2),),
     r"positions\[0\]\.high: 1.2 is off the scale of x. Expected 0 to 1."),
    ("a place where a value is meant", (_set("positions", 2, "low", to=0.5),),
     r"positions\[2\]\.low: 0.5 is off the scale of y. Expected 4 to 10."),
    ("a position of nobody", (_set(*NUMBER, "actor", to="c"),), r"positions\[0\]\.actor: no actor is called 'c'."),
    ("a position on nothing", (_set(*NUMBER, "issue", to="z"),), r"positions\[0\]\.issue: no issue is called 'z'."),
    ("a position of tomorrow", (_set(*NUMBER, "date", to="2025-02-25"),),
     r"positions\[0\]\.date: 2025-02-25 is after 2025-02-24, the day it is coded as of."),
    ("a position twice on a day", (_set("positions", to=[*SMALL["positions"], _position("a", "x", 0.5)]),),
     r"positions\[4\]: a on x on 2025-02-01 stands twice. Keep one."),
    ("no salience", (_drop(*NUMBER, "salience"),), r"positions\[0\]\.salience: missing. Expected: how much the issue"),
    ("salience below zero", (_set(*NUMBER, "salience", to=_number(-1.0)),),
     r"positions\[0\]\.salience\.low: -1 does not fit. Expected a number above 0, or 0 in all three."),
    ("salience next to nothing",
     (_set(*NUMBER, "salience", to={"low": 1e-300, "mode": 1.0, "high": 1e308, "assumed": "for a test"}),),
     r"positions\[0\]\.salience\.low: 1e-300 is out of bounds."),
    ("salience from zero on", (_set(*NUMBER, "salience", to=_number(1.0, 1.0)),),
     r"positions\[0\]\.salience\.low: 0 does not fit. Expected a number above 0, or 0 in all three."),
    ("a level ruled out that is none", (_set(*NUMBER, "rules_out", to=REFUSAL | {"levels": ["most"]}),),
     r"positions\[0\]\.rules_out\.levels: no level of x is called 'most'."),
    ("nothing ruled out", (_set(*NUMBER, "rules_out", to=REFUSAL | {"levels": []}),),
     r"positions\[0\]\.rules_out\.levels: a list has too few entries. Expected: levels of the issue that it rules"),
    ("ruled out from nowhere", (_set(*NUMBER, "rules_out", to={"levels": ["all"]}),),
     r"positions\[0\]\.rules_out: no origin."),
    # who must agree
    ("nobody must agree", NOBODY, r"actors: nobody has a veto and there is no quota. Say who must agree."),
    ("a quota nobody reaches", (_set("quota", to=3.0), _set("actors", 0, "votes", to=2.0)),
     r"quota: 3 of 2 votes. Expected no more than there are."),
    # links and texts
    ("a condition on nothing", (_set("conditions", 0, "when", to={"z": ["all"]}),),
     r"conditions\[0\]\.when: no issue is called 'z'."),
    ("a condition on no level", (_set("conditions", 0, "needs", to={"y": ["eleven"]}),),
     r"conditions\[0\]\.needs\.y: no level of y is called 'eleven'."),
    ("a condition within an issue", (_set("conditions", 0, "needs", to={"x": ["half"]}),),
     r"conditions\[0\]\.needs: the same issue twice. A condition links two issues."),
    ("a condition over three issues", (_set("conditions", 0, "when", to={"x": ["all"], "y": ["ten"]}),),
     r"conditions\[0\]\.when: a mapping has too many entries. Expected: issue and its levels."),
    ("a condition without a reason", (_drop("conditions", 0, "why"),), r"conditions\[0\]\.why: missing. Expected: why"),
    ("a text that leaves an issue open", (_drop("texts", 0, "levels", "y"),),
     r"texts\[0\]\.levels: no level of y. A text settles every issue."),
    ("a text at no level", (_set("texts", 0, "levels", "x", to="most"),),
     r"texts\[0\]\.levels\.x: no level of x is called 'most'."),
    ("a text on nothing", (_set("texts", 0, "levels", "z", to="all"),), r"texts\[0\]\.levels: no issue is called 'z'."),
    ("a text from nowhere", (_drop("texts", 0, "source"),), r"texts\[0\]: no origin."),
    ("a horizon of a century", (_set("consequences", to={"horizon": [2025, 2999]}),),
     r"consequences\.horizon\[1\]: 2999"),
    ("a horizon backward", (_set("consequences", to={"horizon": [2035, 2025]}),),
     r"consequences\.horizon: 2035–2025 runs backward. Write \[first year, last year\]."),
    ("a base nobody knows", (_set("consequences", to={"base": "icio-2021"}),),
     r"consequences\.base: unknown base 'icio-2021'.* Or give a folder"),
    ("a base that is no folder", (_set("consequences", to={"base": "no/such/folder"}),),
     r"consequences\.base: .*no/such/folder"),
]  # fmt: skip


def test_the_small_situation_holds() -> None:
    assert read_situation(SMALL).actor_names == ("a", "b")


@pytest.mark.parametrize(("changes", "said"), [(c, s) for _, c, s in FAULTS], ids=[name for name, *_ in FAULTS])
def test_a_situation_that_cannot_be_is_refused_in_a_line(changes: tuple[Change, ...], said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        read_situation(_changed(*changes), "talks.yaml")
    line = str(refused.value)
    assert line.startswith("talks.yaml: ")
    assert re.search(said, line), line
    assert "\n" not in line
    assert refused.value.exit_code == 3


def test_every_part_of_the_schema_has_a_fault_here() -> None:
    """A validator added without a fault in this list is found by the words it refuses with."""
    source = "".join(
        (Path(__file__).parents[2] / "src" / "westphalia" / "situation" / f"{name}.py").read_text(encoding="utf-8")
        for name in ("schema", "issue", "estimate", "values")
    )
    words = re.findall(r"(?:ValueError|Misplaced)\((?:\s*(?:\(.*?\)|path),)?\s*f?\"((?:[^\"{]|\{[^}]*\})+)", source)
    said = " ".join(pattern.replace("\\", "") for *_, pattern in FAULTS)
    fixed = [max(re.split(r"\{[^}]*\}", word), key=len).strip(" .") for word in words]
    assert len(fixed) == len(re.findall(r"raise (?:ValueError|Misplaced)\((?!str)", source))
    assert [word for word in fixed if word.split(". ")[0][:24] not in said] == []


def test_more_faults_than_one_are_counted() -> None:
    with pytest.raises(ScenarioError, match=r"\(and 1 more\)$"):
        read_situation(_changed(_drop("title"), _drop("date")))


def test_contradictory_conditions_are_named() -> None:
    """Each alone leaves packages; together none, and the line says which."""
    every = ["none", "half", "all"]
    content = _changed(
        _set("conditions", to=[
            {"when": {"x": every}, "needs": {"y": ["ten"]}, "why": "for a test"},
            {"when": {"y": ["ten"]}, "needs": {"x": ["none"]}, "why": "for a test"},
            {"when": {"x": ["none"]}, "needs": {"y": ["four"]}, "why": "for a test"},
        ])
    )  # fmt: skip
    with pytest.raises(
        ScenarioError,
        match=r"^t\.yaml: conditions\[0\] and conditions\[1\] and conditions\[2\]: together they leave no",
    ) as refused:
        read_situation(content, "t.yaml")
    assert refused.value.exit_code == 3
    content["conditions"].pop()
    assert grid_of(read_situation(content)).number == 1


def test_no_package_for_everybody_is_an_answer_that_says_who_empties_it() -> None:
    """Nearly everything or nothing for both: no error, and leaving out either of the two would help."""
    answer = settle(read_situation(_changed(*(_set("actors", k, "no_deal", to=_number(-0.1)) for k in (0, 1)))), None)
    assert not answer.agreed.at_mode.any()
    assert answer.agreed.emptied is not None
    assert [tuple(answer.deciders[v] for v in one) for one in answer.agreed.emptied.vetoes] == [("a",), ("b",)]
    assert answer.texts[0].agreed is False


def test_too_many_packages_are_refused_with_the_way_out() -> None:
    levels = [{"name": str(k), "at": k / 4} for k in range(5)]
    issue = SMALL["issues"][0] | {"levels": levels, "status_quo": None}
    names = [f"i{k}" for k in range(10)]
    content = SMALL | {
        "issues": [issue | {"name": name} for name in names],
        "positions": [_position(actor, name, 0.5) for actor in "ab" for name in names],
        "conditions": [],
        "texts": [],
    }
    said = r"t\.yaml: issues: 10 issues of 5 levels: 9,765,625 combinations are more than 5,000,000\. Give some"
    with pytest.raises(ScenarioError, match=said):
        read_situation(content, "t.yaml")
    content["issues"][0]["levels"] = levels[::2]
    with pytest.raises(ScenarioError, match=r"^issues: 9 issues of 5 levels and 1 of 3: 5,859,375 combinations"):
        read_situation(content)
    content["issues"][1]["levels"] = levels[::2]
    assert read_situation(content).issue_names == tuple(names)


def test_a_condition_that_leaves_no_package_by_itself_is_named() -> None:
    nothing = {"when": {"x": ["none", "half", "all"]}, "needs": {"y": []}, "why": "for a test"}
    with pytest.raises(ScenarioError, match=r"^t\.yaml: conditions\[1\]: it leaves no package. Drop it, or add levels"):
        read_situation(_changed(_set("conditions", to=[*SMALL["conditions"], nothing])), "t.yaml")


@pytest.mark.parametrize(
    ("level", "base", "said"),
    [
        ({"preset": "sanction-lifted"}, "icio-2022-sanctioned",
         r"sanction-lifted: neither a file nor a preset. Did you mean sanctions-lifted\?"),
        ({"preset": "sanctions-lifted"}, "icio-2022",
         r"sanctions-lifted is on base icio-2022-sanctioned, the situation on icio-2022. Set consequences.base to"),
        ({"preset": "sanctions-lifted", "changes": ["enery.trade_effect=0.5"]}, "icio-2022-sanctioned",
         r"--set enery.trade_effect=0.5: no lever is called 'enery'. Did you mean energy\?"),
        ({"preset": "sanctions-lifted", "changes": ["energy.trade_effect=much"]}, "icio-2022-sanctioned",
         r"--set: levers\[\d\]\.trade_effect: 'much' is not a number"),
    ],
)  # fmt: skip
def test_a_preset_that_does_not_hold_is_found_when_the_file_is_read(
    tmp_path: Path, level: Content, base: str, said: str
) -> None:
    path = tmp_path / "f.yaml"
    good = _set(*LEVELS, 0, to={"name": "none", "at": 0.0, "preset": "sanctions-lifted"})
    bad = _set(*LEVELS, 1, to={"name": "half", "at": 0.5} | level)
    path.write_text(json.dumps(_changed(bad, _set("consequences", to={"base": base}))), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"^f\.yaml: issues\[0\]\.levels\[1\]\.preset: " + said) as refused:
        load_situation(str(path))
    assert "\n" not in str(refused.value)
    on = _set("consequences", to={"base": "icio-2022-sanctioned"})
    path.write_text(json.dumps(_changed(good, on)), encoding="utf-8")
    assert load_situation(str(path)).issues[0].levels[0].preset == "sanctions-lifted"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list\n", r"^f\.yaml: holds no situation. Expected fields such as title, date, actors and issues.$"),
        ("", r"^f\.yaml: holds no situation."),
        ("title: [unclosed\n", r"^f\.yaml:2: .* Correct the line; docs/situations.md shows the format.$"),
        ("title: a\ntitle: b\n", r"^f\.yaml:2: title stands twice, keep one. Correct the line; docs/situations.md"),
        ("a: &x 1\nb: *x\n", r"an alias \(\*\) is not allowed"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=said) as refused:
        load_situation(str(path))
    assert refused.value.exit_code == 3


def test_a_name_nobody_knows_is_answered_with_those_that_ship(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"ukraine-2025-03: neither a file nor a shipped situation. Did you mean"):
        load_situation("ukraine-2025-03")
    with pytest.raises(ScenarioError, match=f"no such file. Shipped situations: {', '.join(situations())}."):
        load_situation(str(tmp_path / "absent.yaml"))
    with pytest.raises(ScenarioError, match=r"a folder. Name the situation file in it."):
        load_situation(str(tmp_path))
    with pytest.raises(ScenarioError, match=r"no shipped situation is called 'peace'"):
        situation_text("peace")


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    large, odd = tmp_path / "large.yaml", tmp_path / "odd.yaml"
    large.write_bytes(b"#" * (LARGEST_FILE + 1))
    odd.write_bytes(b"title: \xff\n")
    with pytest.raises(ScenarioError, match=r"A situation is a small file; is it another\?"):
        load_situation(str(large))
    with pytest.raises(ScenarioError, match=r"is not UTF-8. Save the file as UTF-8 text."):
        load_situation(str(odd))


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    """A device has size 0 and a pipe waits for somebody to write: neither is opened."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in ("/dev/zero", str(pipe)):
        with pytest.raises(ScenarioError, match=f"^{path}: a device or pipe. Save the situation as a file and name"):
            load_situation(path)


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_answered_with_those_that_ship(name: str) -> None:
    with pytest.raises(ScenarioError, match=r"^no situation is named. Give a file or a shipped situation: .*ukraine"):
        load_situation(name)


def test_a_path_is_told_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd.yaml").write_bytes(b"title: \xff\n")
    with pytest.raises(ScenarioError, match=r"^\.//odd\.yaml: byte 7 is not UTF-8"):
        load_situation(".//odd.yaml")


def test_line_ends_of_other_systems_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(json.dumps(SMALL, indent=1).replace("\n", "\r\n").encode())
    assert load_situation(str(path)).sha256 == read_situation(SMALL).sha256
