"""What changed between two briefs: found, explained, written into the page and read from it again."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from westphalia.errors import DataError
from westphalia.report.change_words import change_lines, change_tables, changes_json, print_lines
from westphalia.report.changes import UNEXPLAINED, changes, logged, require_same_story
from westphalia.report.corrections import Correction, _rows, all_corrections, corrections, corrections_json
from westphalia.report.kept import (
    SCHEMA,
    KeptBrief,
    KeptFigure,
    KeptHeld,
    KeptReport,
    KeptScenario,
    KeptVerdict,
    block,
    read_kept,
)
from westphalia.report.kept_numbers import KeptNumber

ROOT = Path(__file__).parents[2]
TARIFF, DEBT = "20% US tariff on goods", "debt, United Kingdom, 2035"
HOSTILE = "</script><script>alert(1)</script> & <b>"


def _figure(claim: str, printed: str, word: str) -> KeptFigure:
    return KeptFigure(
        claim=claim, printed=printed, concerns="exports", verdicts=(KeptVerdict(route="table", known="now", word=word),)
    )


def _number(central: float, what: str = DEBT, scenario: str = TARIFF, unit: str = "points") -> KeptNumber:
    return KeptNumber(
        scenario=scenario, what=what, unit=unit, central=central, low=central - 0.001, high=central + 0.001
    )


def _page(**changed: Any) -> KeptBrief:
    content: dict[str, Any] = {
        "schema_": SCHEMA,
        "version": "0.1.0",
        "date": date(2025, 2, 24),
        "results": "aa",
        "reports": (KeptReport(file="one.txt", date=date(2025, 2, 24), sha256="11"),),
        "figures": (_figure("11111111@1-2", "20%", "matches"), _figure("11111111@5-9", "£22bn", "rounds to")),
        "scenarios": (KeptScenario(title=TARIFF, sha256="s1", levers=("The United States adds 20%.",)),),
        "numbers": (_number(0.0027),),
        "tables": {"macro.csv": "m1", "defence.csv": "d1"},
        "corrections": (),
    }
    return KeptBrief(**(content | changed))


def test_equal_pages_differ_in_nothing() -> None:
    found = changes(_page(), _page(), "old.html")
    assert found.nothing
    assert change_lines(found) == (
        "Nothing: the same reports, figures, verdicts, levers, data and version, and the same results.",
    )
    assert change_tables(found) == ()
    assert logged(found, date(2026, 1, 1)) == ()


def test_a_number_that_moved_with_the_data_says_by_how_much_and_why() -> None:
    new = _page(numbers=(_number(0.0035),), tables={"macro.csv": "m2", "defence.csv": "d1"}, results="bb")
    found = changes(_page(), new, "old.html")
    (moved,) = found.numbers
    assert (moved.was, moved.now) == ("+0.27 pp (+0.17 to +0.37)".replace(" pp", "\u00a0pp"),
                                      "+0.35 pp (+0.25 to +0.45)".replace(" pp", "\u00a0pp"))  # fmt: skip
    assert moved.by == "+0.08\u00a0pp"
    assert moved.why == "1 table of data changed (macro.csv)"
    assert found.tables == ("macro.csv",)


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"version": "0.2.0"}, "version 0.1.0 became 0.2.0"),
     ({"version": "0.2.0", "tables": {"macro.csv": "m2"}},
      "version 0.1.0 became 0.2.0 and 2 tables of data changed (macro.csv and defence.csv); the two pages cannot tell "
      "which"),
     ({"scenarios": (KeptScenario(title=TARIFF, sha256="s2", levers=("25%.",)),)}, "its levers differ"),
     ({}, UNEXPLAINED)],
)  # fmt: skip
def test_what_differs_beneath_explains_a_number(changed: dict[str, Any], why: str) -> None:
    found = changes(_page(), _page(numbers=(_number(0.0035),), **changed), "old.html")
    assert found.numbers[0].why == why


def test_a_number_that_reads_the_same_has_not_moved() -> None:
    new = _page(numbers=(_number(0.0027 + 1e-7),), results="bb")
    found = changes(_page(), new, "old.html")
    assert found.numbers == ()
    assert "The results differ beyond the digits shown." in change_lines(found)[-1]
    assert not found.nothing


def test_figures_verdicts_reports_and_levers_that_came_went_or_changed() -> None:
    other = KeptReport(file="two.txt", date=date(2025, 3, 1), sha256="22")
    more = KeptScenario(title="UK: defence to 2.5% of GDP", sha256="u", levers=("x",))
    new = _page(
        reports=(*_page().reports, other),
        figures=(_figure("11111111@1-2", "20%", "superseded since"), _figure("22222222@1-2", "84", "matches")),
        scenarios=(KeptScenario(title=TARIFF, sha256="s2", levers=("25%.",)), more),
        numbers=(_number(0.0027), _number(1.0, scenario=more.title), _number(1.0, what="another")),
    )
    found = changes(_page(), new, "old.html")
    assert found.reports_added == ("two.txt",)
    assert [f.printed for f in found.figures_added] == ["84"]
    assert [f.printed for f in found.figures_gone] == ["£22bn"]
    assert [s.title for s in found.scenarios_added] == [more.title]
    assert [s.title for s, _ in found.scenarios_changed] == [TARIFF]
    (verdict,) = found.verdicts
    assert (verdict.was, verdict.now) == ("table now: matches", "table now: superseded since")
    assert found.on_one_page == 1
    back = changes(new, _page(), "new.html")
    assert back.reports_gone == ("two.txt",)
    assert [s.title for s in back.scenarios_gone] == [more.title]
    said = " ".join(print_lines(found))
    assert "Figures gone: £22bn (exports)." in said
    assert "“20%”, exports: table now: matches → table now: superseded since" in said
    assert said.count(UNEXPLAINED) == 1


def _held(said: str, value: str, claim: str = "11111111@1-2") -> KeptFigure:
    held = (KeptHeld(label="Tradeland's exports", words=value), KeptHeld(label="GDP", words="£9bn"))
    verdict = KeptVerdict(route="table", known="now", word="not supported", sentence=said, held=held)
    return KeptFigure(claim=claim, printed="20%", concerns="exports", verdicts=(verdict,))


def test_a_finding_that_is_reversed_under_the_same_word_is_listed_with_the_number_that_moved() -> None:
    tables = {"macro.csv": "m2", "defence.csv": "d1"}
    old, new = (
        _page(figures=(_held("It is less.", "25%"),)),
        _page(figures=(_held("It is more.", "15%"),), tables=tables),
    )
    found = changes(old, new, "old.html")
    (verdict,) = found.verdicts
    assert verdict.same_word
    assert (verdict.was, verdict.now) == (
        "table now: not supported (Tradeland's exports 25%)", "table now: not supported (Tradeland's exports 15%)",
    )  # fmt: skip
    said = " ".join(print_lines(found))
    assert "No verdict changed. The verdict stayed and its finding changed on 1 figure." in said
    assert "same verdict, another finding: table now: not supported (Tradeland's exports 25%)" in said
    assert [row.what for row in logged(found, date(2026, 1, 1))] == ["verdict on “20%”, exports"]


def test_a_sentence_that_says_the_reverse_of_the_same_numbers_is_another_finding() -> None:
    found = changes(_page(figures=(_held("More.", "25%"),)), _page(figures=(_held("Less.", "25%"),)), "old.html")
    assert [(v.was, v.now) for v in found.verdicts] == [
        ("table now: not supported (“More.”)", "table now: not supported (“Less.”)")
    ]
    before_findings = _page(figures=(_figure("11111111@1-2", "20%", "not supported"),))
    assert changes(before_findings, _page(figures=(_held("Less.", "25%"),)), "old.html").verdicts == ()


def test_levers_that_another_table_drafted_are_laid_to_the_data_and_logged() -> None:
    new = _page(
        scenarios=(KeptScenario(title=TARIFF, sha256="s2", levers=("25%.",)),), numbers=(_number(0.0035),),
        tables={"macro.csv": "m2", "defence.csv": "d1"},
    )  # fmt: skip
    found = changes(_page(), new, "old.html")
    assert found.numbers[0].why == "1 table of data changed (macro.csv)"
    assert [row.why for row in logged(found, date(2026, 1, 1))] == ["1 table of data changed (macro.csv)"]


def _first() -> KeptBrief:
    old = KeptReport(file="one.txt", date=date(2025, 2, 24), sha256="1" * 64)
    figures = (_figure("11111111@1-4", "20%", "matches"), _figure("11111111@5-9", "£22bn", "rounds to"),
               _figure("11111111@20-23", "20%", "matches"))  # fmt: skip
    lever = KeptScenario(title=TARIFF, sha256="s1", levers=("It adds 20%.",), asked="a")
    return _page(reports=(old,), figures=figures, scenarios=(lever,))


def _edited() -> KeptBrief:
    """The same report with one rate and the place of every figure changed."""
    new = KeptReport(file="one.txt", date=date(2025, 2, 24), sha256="2" * 64)
    figures = (_figure("22222222@3-6", "20%", "matches"), _figure("22222222@7-12", "£22bn", "matches"),
               _figure("22222222@22-25", "25%", "not supported"))  # fmt: skip
    lever = KeptScenario(title=TARIFF, sha256="s2", levers=("It adds 20%.",), asked="a")
    return _page(reports=(new,), figures=figures, scenarios=(lever,), numbers=(_number(0.0035),))


def test_an_edited_report_is_the_same_report_and_its_figures_are_paired() -> None:
    found = changes(_first(), _edited(), "old.html")
    assert (found.reports_edited, found.reports_added, found.reports_gone) == (("one.txt",), (), ())
    assert (found.figures_added, found.figures_gone) == ((), ())
    assert [(was.printed, now.printed) for was, now in found.figures_changed] == [("20%", "25%")]
    assert [v.printed for v in found.verdicts] == ["£22bn", "20% → 25%"]
    assert {v.why for v in found.verdicts} == {"the text of one.txt changed"}
    said = " ".join(change_lines(found))
    assert "one.txt: same name, text changed; 1 figure changed." in said
    assert "Figures changed: 20% → 25% (exports)." in said
    assert "Verdicts changed on 2 figures." in said


def test_a_citation_alone_changes_no_lever_and_no_edit_of_a_report_enters_the_log() -> None:
    found = changes(_first(), _edited(), "old.html")
    assert found.scenarios_changed == ()
    assert [row.what for row in logged(found, date(2026, 1, 1))] == [f"{TARIFF}: {DEBT}"]
    asked = _edited().model_copy(
        update={"scenarios": (KeptScenario(title=TARIFF, sha256="s2", levers=("It adds 20%.",), asked="b"),)}
    )
    again = changes(_first(), asked, "old.html")
    assert [now.title for _, now in again.scenarios_changed] == [TARIFF]
    assert again.numbers[0].why == "its levers differ"


def test_a_renamed_report_or_one_of_another_day_is_another_report() -> None:
    (report,) = _edited().reports
    for changed in ({"file": "two.txt"}, {"date": date(2025, 2, 25)}):
        new = _edited().model_copy(update={"reports": (report.model_copy(update=changed),)})
        found = changes(_first(), new, "old.html")
        assert (len(found.figures_added), len(found.figures_gone), found.reports_edited) == (3, 3, ())


def test_of_a_scenario_that_changed_the_levers_of_one_page_alone_are_shown() -> None:
    def page(*levers: str) -> KeptBrief:
        return _page(scenarios=(KeptScenario(title=TARIFF, sha256=str(levers), levers=levers),))

    def cells(old: KeptBrief, new: KeptBrief) -> list[str]:
        (table,) = change_tables(changes(old, new, "old.html"))
        return [cell.text for cell in table.rows[0].cells]

    assert cells(page("A", "B"), page("A", "C")) == ["B", "C"]
    assert cells(page("A"), page("A", "C")) == ["–", "C"]


def test_the_log_holds_what_moved_under_equal_levers_alone() -> None:
    new = _page(numbers=(_number(0.0035),), version="0.2.0")
    (row,) = logged(changes(_page(), new, "old.html"), date(2026, 1, 1))
    assert (row.version, row.what, row.why) == ("0.2.0", f"{TARIFF}: {DEBT}", "version 0.1.0 became 0.2.0")
    asked = _page(numbers=(_number(0.0035),), scenarios=(KeptScenario(title=TARIFF, sha256="s2", levers=("25%.",)),))
    assert logged(changes(_page(), asked, "old.html"), date(2026, 1, 1)) == ()


def test_logs_are_one_each_row_once_by_day() -> None:
    def row(day: int, what: str) -> Correction:
        return Correction(date=date(2026, 1, day), version="1", what=what, was="1", now="2", why="x")

    assert all_corrections([row(3, "c"), row(1, "a")], [row(1, "a"), row(2, "b")]) == (
        row(1, "a"), row(2, "b"), row(3, "c"),
    )  # fmt: skip


def _written(tmp_path: Path, kept: KeptBrief) -> Path:
    path = tmp_path / "page.html"
    path.write_text(
        f'<html><head><meta name="generator" content="Westphalia 0.1.0"></head><body><script type="application/json" '
        f'id="westphalia-brief">{block(kept)}</script></body></html>',
        encoding="utf-8",
    )
    return path


def test_a_block_is_read_as_it_was_written_and_no_word_ends_it(tmp_path: Path) -> None:
    log = (Correction(date=date(2026, 1, 1), version="1", what=HOSTILE, was="1", now="2", why="x"),)
    kept = _page(figures=(_figure("11111111@1-2", HOSTILE, "matches"),), corrections=log)
    assert not set("<>&") & set(block(kept))
    assert json.loads(block(kept))["schema"] == SCHEMA
    assert read_kept(_written(tmp_path, kept)) == kept


def test_pages_of_one_report_are_compared_and_of_none_refused() -> None:
    (one,) = _page().reports
    other = KeptReport(file="two.txt", date=one.date, sha256="99")
    require_same_story(_page(), [one, other], Path("old.html"))
    require_same_story(_page(), [one.model_copy(update={"sha256": "99"})], Path("old.html"))
    with pytest.raises(DataError, match=r"old\.html: is a brief of other reports \(one\.txt\)"):
        require_same_story(_page(), [other], Path("old.html"))


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in _keys(value)}
    return {key for item in data for key in _keys(item)} if isinstance(data, list) else set()


def test_every_key_of_the_data_is_documented() -> None:
    new = _edited()
    data = changes_json(changes(_first(), new, "old.html"))
    json.dumps(data)
    assert data["reports"]["edited"] == ["one.txt"]
    assert data["figures"]["changed"][0]["is"]["printed"] == "25%"
    assert data["numbers_moved"][0]["is"].startswith("+0.35")
    docs = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`([a-z_0-9]+)", docs))
    assert _keys(data) - known == set()
    assert _keys(corrections_json(corrections())) - known == set()


def test_the_log_of_the_package_is_complete_and_by_day() -> None:
    rows = corrections()
    assert rows
    assert list(rows) == sorted(rows, key=lambda row: row.date)
    with pytest.raises(DataError, match=r"corrections\.csv, line 2: .*Write date, version, what, was, is, why\."):
        _rows("date,version,what,was,is,why\n2026-01-01,0.1.0,x,1,,y\n")


_RESULTS = re.compile(r"^### Results\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^- (.*?)(?=^- |\Z)", re.MULTILINE | re.DOTALL)


def _entries(changelog: str) -> list[str]:
    """Every entry on results that moved a number: those that say that nothing moves tell of none."""
    found = [" ".join(entry.split()) for part in _RESULTS.findall(changelog) for entry in _ENTRY.findall(part)]
    return [entry for entry in found if "nothing moves" not in entry]


def _unlogged(changelog: str, rows: list[dict[str, str]]) -> list[str]:
    """The entries that no row of the log repeats: what it was and what it is stand in both."""
    return [
        entry for entry in _entries(changelog) if not any(row["was"] in entry and row["is"] in entry for row in rows)
    ]


def test_every_entry_of_the_changelog_that_moved_a_number_has_a_row() -> None:
    table = ROOT / "src" / "westphalia" / "report" / "corrections.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert _unlogged((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), rows) == []
    moved = (
        "## Unreleased\n\n### Results\n- Nothing: nothing moves.\n- UK debt moves from 1.2\n  to 1.3 points.\n\n## 1\n"
    )
    assert _unlogged(moved, rows) == ["UK debt moves from 1.2 to 1.3 points."]
    assert _unlogged(moved, [{"was": "1.2", "is": "1.3"}]) == []


@pytest.fixture
def command() -> Callable[..., str]:
    from typer.testing import CliRunner

    from westphalia.cli import app

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_the_log_is_listed_by_a_command(command: Callable[..., str]) -> None:
    data = json.loads(command("corrections", "--json"))
    assert data["corrections"] == corrections_json(corrections())
    assert corrections()[0].now in command("corrections")
