"""Bad aid: files of the tracker, donors counted twice, releases not named, levers that do not hold together."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from westphalia.errors import DataError, ScenarioError, UsageError
from westphalia.report.support import support
from westphalia.scenario.files import read_scenario
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.simulate import simulate
from westphalia.support import aid
from westphalia.world import aid as world
from westphalia.world.aid import Period, tracker
from westphalia.world.tracker_file import read_tracker

HEAD = (
    "donor,iso3,year,month,allocations_total_eur_bn,allocations_military_eur_bn,allocations_financial_eur_bn,"
    "allocations_humanitarian_eur_bn,commitments_eur_bn"
)
GOOD = ("Germany,DEU,2024,1,0.6,0.3,0.2,0.1,0.7", "EU,EU,2024,2,1,0,1,0,2", "France,FRA,2024,3,0.2,0.1,0,0.1,0.2")


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "monthly.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("years", "absent"), [((2024,), 2022), ((2022, 2024), 2023)])
def test_a_file_without_a_year_is_refused_by_that_year(years: tuple[int, ...], absent: int, tmp_path: Path) -> None:
    path = written(tmp_path, *(f"Germany,DEU,{year},1,0.6,0.3,0.2,0.1,0.7" for year in years))
    read = read_tracker(path, 31)
    said = f"^aid in {absent}: release 31 has no rows of that year, only of {', '.join(map(str, years))}\\. Name years"
    with pytest.raises(DataError, match=said):
        support(read, (), read.span, "donor")


def test_a_good_file_is_read_by_month_with_its_release(tmp_path: Path) -> None:
    read = read_tracker(written(tmp_path, *GOOD), 31)
    assert (read.release, read.data_to) == (31, (2024, 3))
    assert read.totals(Period(2024, 2024, 2), "donor")["DEU"].allocated == pytest.approx(0.6, abs=1e-12)
    assert read.totals(Period(2024, 2024, 1), "donor")["FRA"].allocated == 0
    assert read.totals(Period(2024, 2024, 3), "members")["DEU"].allocated > 0.6


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Germany,DEU,2024,4,-0.6,0.3,0.2,0.1,0.7", r"line 5: allocations_total_eur_bn -0.6 is no sum of zero or more"),
        ("Germany,DEU,2024,4,nan,0.3,0.2,0.1,0.7", r"line 5: allocations_total_eur_bn nan is no sum of zero or more"),
        ("Germany,DEU,2024,4,inf,0.3,0.2,0.1,0.7", r"line 5: allocations_total_eur_bn inf is no sum"),
        ("Germany,DEU,2024,4,,0.3,0.2,0.1,0.7", r"line 5: allocations_total_eur_bn '' is no number. Write 0"),
        ("Germany,DEU,2024,4,0.9,0.3,0.2,0.1,0.7", r"military 0.3 \+ financial 0.2 \+ humanitarian 0.1 make 0.6"),
        ("Germany,DEU,2024,1,0.6,0.3,0.2,0.1,0.7", r"line 5: Germany in month 1 of 2024 stands twice"),
        ("Germany,DEU,2024,13,0.6,0.3,0.2,0.1,0.7", r"line 5: month 13 of 2024 is none from January 2022 on"),
        ("Germany,DEU,1999,1,0.6,0.3,0.2,0.1,0.7", r"line 5: month 1 of 1999 is none"),
        ("Germany,DEU,2024,May,0.6,0.3,0.2,0.1,0.7", r"line 5: month 'May' is no whole number"),
        ("Atlantis,ATL,2024,4,0.6,0.3,0.2,0.1,0.7", r"line 5: unknown donor 'ATL'"),
        ("Europe,EU27,2024,4,0.6,0.3,0.2,0.1,0.7", r"line 5: unknown donor 'EU27'"),
        ("Allemagne,DEU,2024,4,0.6,0.3,0.2,0.1,0.7", r"line 5: DEU is 'Germany' above and 'Allemagne' here"),
        ("Germany,AUT,2024,4,0.6,0.3,0.2,0.1,0.7", r"Germany is DEU above and AUT here, and would be counted in two"),
        ("Germany,DEU", r"line 5: year '' is no whole number"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=complaint) as caught:
        read_tracker(written(tmp_path, *GOOD, row), 29)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (f"{HEAD},commitments_usd_bn", "sums in EUR and USD, and the two cannot be added"),
        (HEAD.replace("_eur_", "_usd_"), "sums in USD; the tracker counts in EUR"),
        (HEAD.replace("iso3", "code"), "no column iso3"),
        (HEAD.replace("_eur_bn", ""), "no column allocations_total_eur_bn, "),
    ],
)
def test_a_file_in_two_currencies_or_without_a_column_is_refused(head: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=complaint):
        read_tracker(written(tmp_path, *GOOD, head=head), 29)


def test_a_row_in_another_currency_than_its_column_is_refused(tmp_path: Path) -> None:
    rows = (f"{GOOD[0]},EUR", f"{GOOD[1]},USD")
    with pytest.raises(DataError, match="line 3: a sum in USD under a column in EUR"):
        read_tracker(written(tmp_path, *rows, head=f"{HEAD},currency"), 29)


@pytest.mark.parametrize("release", [None, 0, -3])
def test_a_release_not_named_is_refused(release: int | None, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no release named"):
        read_tracker(written(tmp_path, *GOOD), release)


def test_a_file_that_names_another_release_is_refused(tmp_path: Path) -> None:
    rows = [f"{row},Ukraine Support Tracker Release 27" for row in GOOD]
    with pytest.raises(DataError, match=r"line 2: the file names release 27, not 29\. Write --release 27"):
        read_tracker(written(tmp_path, *rows, head=f"{HEAD},source"), 29)
    assert read_tracker(written(tmp_path, *rows, head=f"{HEAD},source"), 27).release == 27


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda path: path.write_bytes(b"\xff\xfe\x00bad"), "no text in UTF-8"),
        (lambda path: path.write_text("a\0b", encoding="utf-8"), "null character"),
        (lambda path: path.write_text(HEAD + "\n", encoding="utf-8"), "no rows"),
        (lambda path: path.write_text("", encoding="utf-8"), "no column donor, "),
        (lambda path: path.mkdir(), "Expected the monthly file"),
        (lambda path: None, "No such file"),
    ],
    ids=["binary", "null", "empty table", "empty", "folder", "missing"],
)
def test_what_is_no_table_is_refused(make: Callable[[Path], object], complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "monthly.csv"
    make(path)
    with pytest.raises(DataError, match=complaint):
        read_tracker(path, 29)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "monthly.csv"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    with pytest.raises(DataError, match="larger than 20 MB"):
        read_tracker(path, 29)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"currency": "USD"}, "stands twice or in USD"), ({}, "stands twice")],
    ids=["in two currencies", "twice"],
)
def test_a_shipped_total_in_another_currency_or_twice_is_refused(
    change: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = world.read_rows("support.csv")[0]
    monkeypatch.setattr(world, "read_rows", lambda name: [row, row | change])
    with pytest.raises(DataError, match=complaint):
        world._shipped()


def test_another_release_than_the_one_held_says_how_to_use_it() -> None:
    with pytest.raises(DataError, match=r"release 24 of the tracker is not held; release 29 is\. Give its monthly"):
        tracker(24)


def test_a_month_that_is_not_held_says_which_are() -> None:
    with pytest.raises(DataError, match=r"aid to month 3 of 2025: release 29 is held to month 2, 4, 10, 12"):
        tracker().totals(Period(2022, 2025, 3), "donor")
    with pytest.raises(DataError, match="ends before it begins"):
        Period(2025, 2024)


@pytest.mark.parametrize(
    ("asked", "eu", "error", "complaint"),
    [
        (("DEU", "EU27"), "donor", DataError, "Germany stands in DEU and in EU27, and would be counted twice"),
        (("EU27", "EU_NATO"), "donor", DataError, "stands in EU27 and in EU_NATO"),
        (("EU_INSTITUTIONS",), "members", UsageError, "charged to the members here. Write --eu donor"),
        (("BRA",), "donor", UsageError, "BRA: release 29 follows nobody of it"),
        (("XYZ",), "donor", UsageError, "donor: unknown country or group 'XYZ'"),
    ],
)
def test_donors_counted_twice_or_unknown_are_refused(
    asked: tuple[str, ...], eu: str, error: type[Exception], complaint: str
) -> None:
    with pytest.raises(error, match=complaint):
        support(tracker(), asked, Period(2022, 2024), eu)  # type: ignore[arg-type]


ONE = np.array([1.0])
TWO = np.array([1.0, 2.0])


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: aid.average(1.0, 0.0), "window of the average: 0 years"),
        (lambda: aid.average(-1.0, 3.0), "aid over the window: -1.0 is not an amount"),
        (lambda: aid.income_key(np.array([1.0, 0.0])), "income: 0.0 at place 1"),
        (lambda: aid.income_key(np.array([])), "income: no values"),
        (lambda: aid.gap_key(ONE, ONE, 0.0), "target of aid over GDP: 0.0 is not above zero"),
        (lambda: aid.gap_key(np.array([np.nan]), ONE, 0.1), "aid today: nan at place 0"),
        (lambda: aid.published_key(np.array([-1.0, np.nan]), 1.0, TWO), "published addition: -1.0 at place 0"),
        (lambda: aid.published_key(np.array([1.0, np.nan]), np.inf, TWO), "addition of the rest: inf"),
        (lambda: aid.mixed_key(np.ones((2, 2)), np.array([0.5, 0.6])), r"add up to 1.1\. They must add up to 1"),
        (lambda: aid.kappa(np.zeros(2)), "key: zero for every donor"),
        (lambda: aid.added(-1.0, TWO, 0.0, TWO), "aid to replace: -1.0"),
        (lambda: aid.added(1.0, TWO, 1.5, TWO), "part through the common budget: 1.5"),
        (lambda: aid.added(1.0, TWO, 0.5, TWO), "it adds up to 3, not 1"),
        (lambda: aid.reached(np.nan, TWO, TWO), "aid to replace: nan"),
        (lambda: aid.arms_part(60.0, 0.5), "military part: 60.0 is not a part"),
        (lambda: aid.arms_part(0.5, -0.1), "part through the common budget: -0.1 is not a part"),
        (lambda: aid.bought_at_home(60.0, 0.5), "military aid in kind: 60.0 is not a part"),
    ],
)
def test_what_cannot_be_shared_is_refused(call: Callable[[], object], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        call()


LEVER = "{kind: aid_replacement, donors: [EU27, GBR], from: 2026, assumed: test}"


def _said(lever: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(parse_yaml(f"title: A\ndate: 2025-03-13\nlevers:\n  - {lever}\n", "test"))
    said = str(caught.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "[EU27, GBR]",
            "[EU27, DEU]",
            "levers[0].donors: Germany stands in EU27 and in DEU, and would be counted twice",
        ),
        ("[EU27, GBR]", "[EU27, EU_NATO]", "levers[0].donors: "),
        ("[EU27, GBR]", "[]", "levers[0].donors: "),
        ("[EU27, GBR]", "[EU27, France]", "levers[0].donors: 'France' is not a code. For France write FRA"),
        ("[EU27, GBR]", "[EU27, USA]", "levers[0]: USA stands among the donors, and stops or receives"),
        ("[EU27, GBR]", "[EU27, UKR]", "levers[0]: UKR stands among the donors"),
        ("from: 2026, ", "", "levers[0]: no first year. Write from, the year in which others begin"),
        ("assumed", "withdrawn: EU27, assumed", "levers[0].withdrawn: EU27 is a group; one donor stops"),
        ("assumed", "withdrawn: BRA, assumed", "levers[0]: BRA is not among the 42 donors of release 29"),
        ("assumed", "average: [2019, 2021], assumed", "levers[0]: average or release: aid in 2019: release 29 has no"),
        ("assumed", "average: [2024, 2022], assumed", "levers[0]: average or release: period: 2024 to 2022"),
        ("assumed", "average: [2024, 2026], assumed", "levers[0]: average or release: aid to month 12 of 2026"),
        ("assumed", "release: 28, assumed", "levers[0]: average or release: release 28 of the tracker is not held"),
        ("assumed", "key: {income: 0.7, gap: 0.7}, assumed", "levers[0].key: the weights add to 1.4, not to 1"),
        ("assumed", "key: {wealth: 1.0}, assumed", "levers[0].key.wealth"),
        ("assumed", "target: 0, assumed", "levers[0].target: 0 of GDP leaves no gap to share by"),
        ("assumed", "target: 21, assumed", "levers[0].target: 21 is not between 0 and"),
        ("assumed", "through_eu: 53, assumed", "levers[0].through_eu"),
        ("assumed", "in_kind: 1.2, assumed", "levers[0].in_kind"),
        ("assumed", "amount: -1, assumed", "levers[0].amount"),
        ("assumed", "amount: .nan, assumed", "levers[0].amount"),
        ("assumed", "currency: ZZZ, assumed", "levers[0].currency: no economy of the outlook"),
        ("assumed", "recipient: MDA, assumed", "levers[0].recipient"),
        ("2026", "2024", "levers[0].from: 2024 is past on the scenario's date"),
    ],
)
def test_a_lever_that_does_not_hold_together_is_refused_in_one_line(old: str, new: str, complaint: str) -> None:
    assert old in LEVER
    assert _said(LEVER.replace(old, new, 1)).startswith(complaint)


def test_a_donor_that_gave_nothing_needs_an_amount() -> None:
    lever = LEVER.replace("assumed", "average: [2026, 2026], withdrawn: USA, assumed")
    assert re.match(r"levers\[0\]: average or release: aid to month 12 of 2026", _said(lever))
    nothing = LEVER.replace("[EU27, GBR]", "[DEU]").replace("assumed", "withdrawn: CHN, average: [2024, 2024], assumed")
    assert _said(nothing).startswith("levers[0]: CHN allocated nothing in 2024. Write amount")


def test_a_key_under_which_nobody_is_below_the_target_is_refused_with_its_place() -> None:
    lever = LEVER.replace("[EU27, GBR]", "[DNK]").replace("assumed", "key: {gap: 1.0}, assumed")
    scenario = read_scenario(parse_yaml(f"title: A\ndate: 2025-03-13\nlevers:\n  - {lever}\n", "test"))
    with pytest.raises(ScenarioError, match=r"levers\[0\]\.key: key: zero for every donor"):
        simulate(scenario)


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("--tracker", "none.csv", "--release", "29"), 3, "none.csv: cannot be read (No such file"),
        (("--eu", "both"), 2, "--eu: 'both' is neither. Write donor, or members; its aid is never counted twice."),
        (("--to", "2025"), 2, "--to: '2025' is no month from 2022 on. Write it as YYYY-MM"),
        (("--to", "2021-05"), 2, "--to: '2021-05' is no month"),
        (("DEU", "EU27"), 3, "Germany stands in DEU and in EU27"),
        (("--release", "12"), 3, "release 12 of the tracker is not held"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(
    arguments: tuple[str, ...], code: int, complaint: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    from westphalia.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["westphalia", "support", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    printed, said = capsys.readouterr()
    assert ended.value.code == code
    assert printed == ""
    assert complaint in said
    assert len(said.splitlines()) == 1
