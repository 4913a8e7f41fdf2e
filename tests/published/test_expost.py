"""US imports under the US duties of 2018-19, as customs counted them, and docs/expost.md.

`expost.csv` holds every figure of the page, as `python tools/benchmarks/expost.py --write` left it. The page must print
the file, and with the customs tables beside the checkout a fresh run must give it again, to 1e-5.

What this cannot see: whether the model is right. That is what the page is about, and no figure here was a target.
"""

import csv
import math
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "tools" / "benchmarks"
SHARED = ROOT.parent / "shared" / "data" / "trade"
sys.path.append(str(BENCHMARKS))

import expost_customs as customs_record  # noqa: E402
import expost_model as model  # noqa: E402
import expost_scores as score  # noqa: E402
from expost import experiment  # noqa: E402
from expost_customs import CHINA, OTHERS, Customs, MissingFiles, read_customs, restated  # noqa: E402
from expost_figures import all_figures, outcome  # noqa: E402
from expost_tables import markdown, read_figures, tables  # noqa: E402

from westphalia.report.methods import METHODS  # noqa: E402
from westphalia.trade.solve import no_shock  # noqa: E402
from westphalia.world.load import load_baseline  # noqa: E402

STORED = Path(__file__).with_name("expost.csv")
PAGE = (ROOT / "docs" / "expost.md").read_text(encoding="utf-8")
TOLERANCE = 1e-5


@cache
def _stored() -> dict[tuple[str, str, str], float]:
    return {(f.table, f.row, f.column): f.value for f in read_figures(STORED)}


@cache
def _experiment() -> model.Experiment:
    if not (SHARED / customs_record.EVENT_FILE).is_file():
        pytest.skip(f"shared/data/trade/{customs_record.EVENT_FILE} is not beside the checkout")
    return experiment(SHARED)


def test_line_by_hand() -> None:
    """Weights 1, 1, 2: means 1.25 and 2.25, Sxx = 0.6875, Syy = 3.1875, Sxy = 1.4375."""
    line = score.weighted_line(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 4.0]), np.array([1.0, 1.0, 2.0]))
    assert abs(line.slope - 1.4375 / 0.6875) < 1e-12
    assert abs(line.intercept - (2.25 - 1.4375 / 0.6875 * 1.25)) < 1e-12
    assert abs(line.correlation - 1.4375 / math.sqrt(0.6875 * 3.1875)) < 1e-12


def test_a_perfect_prediction_and_a_flat_one() -> None:
    happened, weight = np.array([0.1, -0.2, 0.4]), np.array([3.0, 1.0, 2.0])
    perfect = score.weighted_line(happened, happened, weight)
    assert np.allclose([perfect.correlation, perfect.slope, perfect.intercept], [1, 1, 0], atol=1e-12)
    assert math.isnan(score.weighted_line(np.zeros(3), happened, weight).correlation)


def test_errors_and_coverage_by_hand() -> None:
    happened = np.array([0.1, -0.2])
    assert abs(score.mean_error(np.array([0.0, 0.2]), happened, np.array([3.0, 1.0])) - 0.175) < 1e-12
    assert score.inside(np.array([0.1, 0.0]), np.array([0.3, 0.1]), happened).tolist() == [True, False]


def test_change_against_the_sector_and_the_partner() -> None:
    """Sector 0 goes from 1 + 3 to 2 + 3, a factor of 1.25; partner 0 from 1 + 1 to 2 + 1, a factor of 1.5."""
    change, weight = np.array([[2.0, 1.0], [1.0, 1.0]]), np.array([[1.0, 1.0], [3.0, 1.0]])
    assert np.allclose(score.relative(change, weight, 0), [[1.6, 1.0], [0.8, 1.0]], atol=1e-12)
    assert np.allclose(score.relative(change, weight, 1), [[4 / 3, 2 / 3], [1.0, 1.0]], atol=1e-12)


def test_standard_error_draws_whole_partners() -> None:
    """Cells repeated within a partner add nothing; few partners give none."""
    chance = np.random.default_rng(1)
    x, y, w = chance.normal(size=8), chance.normal(size=8), np.ones(8)
    once = score.standard_error(x, y, w, np.arange(8))
    twice = score.standard_error(*(np.tile(each, 2) for each in (x, y, w)), np.tile(np.arange(8), 2))
    assert abs(once - twice) < 1e-12
    assert 0.1 < once < 0.6
    assert math.isnan(score.standard_error(x, y, w, np.arange(8) // 2))


def _folder(tmp_path: Path) -> Path:
    import gzip

    header = "iso3,NAICS,NAICS_SDESC,icio,year,imports_usd,duty_usd\n"
    rows = [
        f"{who},{code},,{group},{year},{imports}e9,{duty}e9\n"
        for year in (2015, 2016, 2017, 2018, 2019, 2022)
        for who, code, group, imports, duty in (
            ("CHN", "331", "C24A+C24B", 4, 0.4 if year == 2019 else 0.2),
            ("CHN", "111", "A01", 1, 0.1), ("CHN", "112", "A01", 1, 0.3 if year == 2019 else 0.1),
            ("GBR", "111", "A01", 2, 0), ("EU27", "111", "A01", 9, 1),
            ("WLD", "331", "C24A+C24B", 6, 0.5), ("WLD", "111", "A01", 5, 0.2), ("WLD", "112", "A01", 3, 0.4),
            ("WLD", "990", "", 7, 0), ("WLD", "00", "", 21, 1.1),
        )
    ]  # fmt: skip
    event = [row for row in rows if row.split(",")[4] in ("2017", "2018", "2019")]
    (tmp_path / customs_record.EVENT_FILE).write_text(header + "".join(event), encoding="utf-8")
    with gzip.open(tmp_path / customs_record.TREND_FILE, "wt", encoding="utf-8") as file:
        file.write(header + "".join(rows))
    return tmp_path


def test_all_others_are_the_world_less_the_countries_alone(tmp_path: Path) -> None:
    """The row EU27 is not used; codes of one group add up; codes of no sector are put aside."""
    record = read_customs(_folder(tmp_path))
    assert record.partners == (CHINA, "GBR", OTHERS)
    assert record.groups == ("A01", "C24A+C24B")
    assert np.allclose(record.imports_of(2019), [[2, 4], [2, 0], [4, 2]], atol=1e-12)
    assert np.allclose(record.rate(2017)[0], [0.1, 0.05], atol=1e-12)
    assert np.allclose(record.unmapped, 7, atol=1e-12)


def test_restated_duty_has_its_total_and_scales_the_rise_alike(tmp_path: Path) -> None:
    """0.8 collected on China, 0.4 of it at the rates of 2017: a total of 1 needs a rise half as large again."""
    record = read_customs(_folder(tmp_path))
    other = restated(record, CHINA, 1.0)
    assert abs(other.duty_on(CHINA, 2019) - 1.0) < 1e-12
    assert np.allclose(other.rate(2019)[0], [0.25, 0.125], atol=1e-12)
    assert np.array_equal(other.rate(2017), record.rate(2017))
    assert np.array_equal(other.rate(2019)[1:], record.rate(2019)[1:])


def _places(record: Customs) -> tuple[model.Concordance, np.ndarray]:
    baseline = load_baseline()
    return model.concordance(baseline, record), baseline.flow[baseline.axes.countries.index("USA")]


def test_splitting_conserves_totals(tmp_path: Path) -> None:
    record = read_customs(_folder(tmp_path))
    places, flow = _places(record)
    split = places.split(record.imports_of(2017), flow)
    assert np.allclose(places.joined(split), record.imports_of(2017), rtol=1e-12)
    ratio = split[flow > 0] / flow[flow > 0]
    assert len(np.unique(ratio.round(12))) <= record.imports_of(2017).size + 1
    sectors = load_baseline().axes.sectors
    china = load_baseline().axes.countries.index(CHINA)
    metals = [sectors.index(code) for code in ("C24A", "C24B")]
    assert abs(split[china, metals].sum() - 4) < 1e-12
    assert (
        abs(split[china, metals[0]] / split[china, metals[1]] - flow[china, metals[0]] / flow[china, metals[1]]) < 1e-9
    )


def test_every_country_is_one_partner_and_home_is_none(tmp_path: Path) -> None:
    places, _ = _places(read_customs(_folder(tmp_path)))
    home = load_baseline().axes.countries.index("USA")
    assert np.array_equal(places.countries.sum(axis=0), np.arange(places.countries.shape[1]) != home)
    assert places.sectors.sum() == 3


def test_no_shock_predicts_no_change_and_a_duty_less(tmp_path: Path) -> None:
    record = read_customs(_folder(tmp_path))
    baseline = load_baseline()
    tried = model.Experiment(baseline, record, model.concordance(baseline, record))
    still = tried.predicted(no_shock(baseline), no_shock(baseline), model.REFERENCE)
    counted = record.imports_of(2017) > 0
    assert np.allclose(still.change[counted], 1, atol=1e-8)
    china = tried.undone_and_redone(model.REFERENCE)
    assert (china.change[0] < 0.95).all()
    assert (china.after[0] < china.before[0]).all()


def test_what_is_missing_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(MissingFiles, match=customs_record.EVENT_FILE):
        read_customs(tmp_path)
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "expost.py", tmp_path], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize("table", tables(read_figures(STORED)))
def test_the_page_prints_the_stored_figures(table: str) -> None:
    _, _, rest = PAGE.partition(f"<!-- {table} -->\n")
    printed, _, _ = rest.partition(f"\n<!-- end of {table} -->")
    assert printed == markdown(read_figures(STORED), table)


FIXED = "long run, fixed_world_share, fgo"
SOON = "short run, fixed_world_share, fgo"
SAID = (
    ("Imports from China fell by {}%; the reference", ("aggregates", "from China", "happened %")),
    ("the reference run says\n  {}%, and the 27", ("aggregates", "from China", "reference %")),
    ("the 27 runs say {}% to", ("aggregates", "from China", "highest %")),
    ("% to {}%. Against imports", ("aggregates", "from China", "lowest %")),
    ("all others the fall was {}%", ("aggregates", "from China against all others", "happened %")),
    ("the reference says {}%, the runs", ("aggregates", "from China against all others", "reference %")),
    ("the runs {}%\n", ("aggregates", "from China against all others", "highest %")),
    ("to {}%. The reference is the long run", ("aggregates", "from China against all others", "lowest %")),
    ("changes over {} cells", ("samples", "all, total change", "cells")),
    ("cells is {} (standard", ("samples", "all, total change", "correlation")),
    ("(standard error {})", ("samples", "all, total change", "s.e.")),
    ("China: {}% of what the two", ("partners", "CHN", "share of the covariance %")),
    ("Without China the correlation is {};", ("samples", "without China, total change", "correlation")),
    ("across its\n  {} sectors", ("samples", "China alone, total change", "cells")),
    ("sectors, it is {}.", ("samples", "China alone, total change", "correlation")),
    ("Viet Nam's sales rose by {}%", ("partners", "VNM", "happened %")),
    ("Taiwan's by {}%", ("partners", "TWN", "happened %")),
    ("the reference says {}% and", ("partners", "VNM", "reference %")),
    ("% and {}%.\n- **Better", ("partners", "TWN", "reference %")),
    ("mean error is {} of the trend's", ("variants", FIXED, "error / trend's")),
    ("of the trend's and {} of", ("variants", FIXED, "error / no change's")),
    ("elasticities it is {} and", ("variants", SOON, "error / trend's")),
    ("it is 0.82 and {}.", ("variants", SOON, "error / no change's")),
    ("for {}% of the cells, or", ("coverage", "all, total change", "inside, of cells %")),
    ("of the cells, or {}% of imports", ("coverage", "all, total change", "inside, of imports %")),
    ("coverage is {}% of imports", ("coverage", "all, against its sector", "inside, of imports %")),
    (
        "a reader of the brief sees: {}% from China",
        ("aggregates", "from China, in the base's own dollars", "reference %"),
    ),
    ("Japan's rise is {}% and", ("checks", "base with US imports as counted in 2017", "vehicles from JPN %")),
    ("% and not {}%", ("checks", "reference", "vehicles from JPN %")),
)


@pytest.mark.parametrize(("phrase", "key"), SAID, ids=[phrase.strip()[:40] for phrase, _ in SAID])
def test_the_prose_says_the_stored_figures(phrase: str, key: tuple[str, str, str]) -> None:
    before, after = (re.escape(part) for part in phrase.split("{}"))
    found = re.search(f"{before}(−?[0-9.]+){after}", PAGE)
    assert found, f"the page no longer says {phrase!r}"
    said = found[1].replace("−", "-")
    digits = len(said.partition(".")[2])
    value = _stored()[key] * (100 if key[2].endswith("%") else 1)
    fall = said[0] != "-" and value < 0  # "fell by 10.8%"
    assert f"{-value if fall else value:.{digits}f}" == said


@pytest.mark.shared
def test_a_fresh_run_gives_the_stored_figures() -> None:
    fresh = {(f.table, f.row, f.column): f.value for f in all_figures(_experiment())}
    assert list(fresh) == list(_stored())
    apart = {
        key: (value, _stored()[key])
        for key, value in fresh.items()
        if not np.isclose(value, _stored()[key], rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
    }
    assert not apart, "run `python tools/benchmarks/expost.py --write` and read docs/expost.md again"


@pytest.mark.shared
def test_the_record_adds_up() -> None:
    """Duty on China as the tables have it; nothing negative, which the row EU27 (with the UK up to 2017) would give."""
    record = _experiment().customs
    assert abs(record.duty_on(CHINA, 2019) - 40.7) < 0.05
    assert abs(restated(record, CHINA, 44.3).duty_on(CHINA, 2019) - 44.3) < 1e-9
    assert (record.imports >= 0).all()
    assert abs(record.imports_of(2017).sum() + record.unmapped[2] - 2327.15) < 0.01
    assert abs(record.unmapped[2] - 111) < 0.5
    seen = outcome(_experiment())
    assert seen.weight.sum() > 0.998 * record.imports_of(2017).sum()


@pytest.mark.shared
def test_splitting_the_record_conserves_totals() -> None:
    tried = _experiment()
    imports = np.where(tried.base_imports > 0, tried.customs.imports_of(2017), 0)
    split = tried.places.split(tried.customs.imports_of(2017), tried.baseline.flow[tried.us])
    assert np.allclose(tried.places.joined(split), imports, rtol=1e-12)


@pytest.mark.shared
def test_base_with_counted_imports() -> None:
    """Origins as counted, the total of each group as in the base, home sales and other importers untouched."""
    tried = _experiment()
    counted = tried.with_counted_imports()
    wanted, kept = tried.customs.imports_of(2017), tried.base_imports > 0
    assert np.allclose(counted.base_imports.sum(axis=0), tried.base_imports.sum(axis=0), rtol=1e-12)
    share = np.where(kept, wanted, 0) / np.where(kept, wanted, 0).sum(axis=0)
    assert np.allclose(counted.base_imports / counted.base_imports.sum(axis=0), share, rtol=1e-9, atol=1e-15)
    us, others = tried.us, np.arange(len(tried.baseline.flow)) != tried.us
    assert np.array_equal(counted.baseline.flow[us, us], tried.baseline.flow[us, us])
    assert np.array_equal(counted.baseline.flow[others], tried.baseline.flow[others])
    assert (counted.baseline.final_demand >= 0).all()
    same = replace(counted, customs=replace(counted.customs, duty=counted.customs.duty * 0))
    assert same.duties(same.customs.rate(2017)).tariff_new[us, :, 0].max() == 0


def test_the_file_has_one_value_for_each_figure() -> None:
    with STORED.open(newline="", encoding="utf-8") as file:
        keys = [tuple(row[:3]) for row in csv.reader(file)]
    assert len(keys) == len(set(keys))


def test_the_brief_quotes_the_figures_of_the_page() -> None:
    """What `how-range` says of 2018-19, number by number; "a quarter" is between 20 and 30 per cent."""
    words = next(text for anchor, _, _, text, _ in METHODS if anchor == "how-range")
    china = {column: 100 * -_stored()["aggregates", "from China", f"{column} %"]
             for column in ("happened", "reference", "lowest", "highest")}  # fmt: skip
    against = 100 * -_stored()["aggregates", "from China against all others", "happened %"]
    correlation, error = (_stored()["samples", "all, total change", c] for c in ("correlation", "error / trend's"))
    spread = f"fall by {china['reference']:.0f}% by 2019 ({china['highest']:.0f} to {china['lowest']:.0f} over"
    for said in (
        spread, f"they fell by {china['happened']:.0f}, or by {against:.0f} against",
        f"{correlation:.2f}, an average error {error:.2f} of a trend's",
    ):  # fmt: skip
        assert said in words, said
    assert 0.2 <= _stored()["coverage", "all, total change", "inside, of imports %"] <= 0.3
