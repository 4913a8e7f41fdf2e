"""From readings to a brief: what is given twice counts once, and what the base does not hold is named."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

from rich.console import Console

from briefs import COUNTRIES, hand_brief
from readings import document, figure, reading
from westphalia.evidence.claims import Reading
from westphalia.report.assemble import assemble_brief
from westphalia.report.brief import render_brief
from westphalia.report.data import brief_json, outcome_json
from westphalia.report.follows import scenario_parts
from westphalia.report.printed import print_outcome


def _plain(words: str, on: date = date(2025, 2, 1), name: str = "one.txt") -> Reading:
    doc = document(words, on).model_copy(update={"source_file": name})
    return reading(doc, figure(doc, "40 lorries", 40, "lorries", "count"))


def test_a_report_given_twice_counts_once() -> None:
    said: list[str] = []
    first, copy = _plain("The convoy had 40 lorries."), _plain("The convoy had 40 lorries.", name="copy.txt")
    brief = assemble_brief([first, copy], COUNTRIES, said.append)
    assert brief.readings == (first,)
    assert brief.title == "Report of 1 February 2025, checked"
    assert said == ["copy.txt: the same text as one.txt; counted once", "read 1 report, 1 figure"]
    assert brief.command.count("one.txt") == 1
    assert "copy.txt" not in brief.command
    idents = Counter(re.findall(r'\bid="([^"]+)"', render_brief(brief)))
    assert [ident for ident, times in idents.items() if times > 1] == []


def test_two_reports_of_one_day_name_it_once() -> None:
    brief = assemble_brief([_plain("It had 40 lorries."), _plain("They lost 40 lorries.", name="b.txt")], COUNTRIES)
    assert len(brief.readings) == 2
    assert brief.title == "Reports of 1 February 2025, checked"


def test_a_country_that_is_not_in_the_base_is_named() -> None:
    outcome, asked = hand_brief().outcomes[0], (*COUNTRIES, "AFG")
    out = io.StringIO()
    print_outcome(outcome, asked, Console(file=out, width=120))
    assert "Afghanistan: not in base icio-2022" in out.getvalue()
    data = outcome_json(outcome, asked)
    assert data["not_in_base"] == ["AFG"]
    assert list(data["trade"]["effects"]) == list(COUNTRIES)
    assert json.dumps(data["trade"]["effects"])
    assert outcome_json(outcome, COUNTRIES)["not_in_base"] == []


def test_page_and_data_of_a_brief_name_it_too() -> None:
    brief = replace(hand_brief(), countries=(*COUNTRIES, "AFG"))
    assert scenario_parts(brief)[0].absent == ("Afghanistan",)
    assert "Not in base icio-2022: Afghanistan." in render_brief(brief)
    assert [o["not_in_base"] for o in brief_json(brief)["outcomes"]] == [["AFG"], []]
