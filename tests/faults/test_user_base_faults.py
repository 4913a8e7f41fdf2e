"""Bad folders: one line that names the file, the line or cell, the value and what was expected; nothing half-read."""

from pathlib import Path

import numpy as np
import pytest

from strategies import make_baseline
from westphalia.errors import DataError
from westphalia.world import long_table
from westphalia.world.export import write_world
from westphalia.world.load import load_baseline, load_elasticities, load_world
from westphalia.world.user_base import World, read_world
from worlds import KITE_TWO_BY_ONE, TWO_BY_TWO, folder_of, meta

Files = dict[str, str]


def complaint_of(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_world(folder)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(str(folder))
    return text


def changed(files: Files, name: str, old: str, new: str) -> Files:
    assert old in files[name]
    return files | {name: files[name].replace(old, new)}


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("flows.csv", "importer,", "buyer,", "column 'importer' is missing. The first line must be importer,exporter"),
        ("flows.csv", "sector,value", "sector,value,year", "column 'year' is not known here"),
        ("flows.csv", ",sector,", ",importer,", "column 'sector' is missing"),
        ("flows.csv", "Abroad,Home,cars,10", "Abroad,Home,cars", "line 5: 3 cells; expected 4"),
        ("flows.csv", "Abroad,Home,cars,10", "Abroad,Hme,cars,10", "line 5: unknown country 'Hme' in exporter. Did"),
        ("flows.csv", "Abroad,Home,cars,10", "Abroad,Home,boats,10", "line 5: unknown sector 'boats' in sector. Kno"),
        ("flows.csv", "cars,10", "cars,-10", "flows.csv line 5: value '-10'; expected a number, 0 or more"),
        ("flows.csv", "cars,10", "cars,", "flows.csv line 5: value is empty; expected a number such as 12.5"),
        ("flows.csv", "cars,10", "cars,n/a", "flows.csv line 5: value 'n/a'; expected a number such as 12.5"),
        ("flows.csv", "cars,10", "cars,nan", "flows.csv line 5: value 'nan'; expected a number, 0 or more"),
        ("flows.csv", "cars,10", "cars,1e999", "flows.csv line 5: value '1e999'; expected a number"),
        ("flows.csv", "Abroad,Home,cars,10", "\n\nHome,Home,cars,10", "line 7: Home, Home, cars stands twice"),
        ("input_shares.csv", "cars,cars,0.3", "cars,cars,0.9", "Home, cars: input shares add to 1.1, above 1"),
        ("input_shares.csv", "cars,cars,0.3", "cars,cars,0.8", "Home, cars: value added is not above 0 on an output"),
        ("value_added.csv", "Home,cars,35", "Home,cars,36", "value_added.csv: Home, cars: value added in USD bn is 36"),
        ("value_added.csv", "Home,cars,35\n", "", "value_added.csv: Home, cars: no row, but 70 USD bn of it is sold"),
        ("duties.csv", "Home,Abroad", "Home,Home", "Home, cars: a duty of 0.1 on goods from home; it must be 0"),
        ("elasticities.csv", "haircuts,5", "haircuts,0", "haircuts: trade elasticity 0; give a number above 0"),
        ("elasticities.csv", "haircuts,5", "haircuts,-5", "elasticities.csv line 3: value '-5'"),
        ("elasticities.csv", "haircuts,5", "", "unknown sector 'haircuts'"),
    ],
)
def test_one_wrong_cell(tmp_path: Path, name: str, old: str, new: str, complaint: str) -> None:
    files = {key: "\n".join(line.strip() for line in text.splitlines()) + "\n" for key, text in TWO_BY_TWO.items()}
    assert complaint in complaint_of(folder_of(tmp_path / "w", changed(files, name, old, new)))


def test_demand_below_input_use(tmp_path: Path) -> None:
    files = changed(TWO_BY_TWO, "input_shares.csv", "Home,cars,haircuts,0.1", "Home,cars,haircuts,0.7")
    files = changed(files, "value_added.csv", "Home,haircuts,90", "Home,haircuts,30")
    complaint = complaint_of(folder_of(tmp_path / "w", files))
    assert "Home, cars: spending of 82 USD bn is below the 91 that its sectors use of this good" in complaint


def test_a_country_that_makes_nothing(tmp_path: Path) -> None:
    files = changed(TWO_BY_TWO, "value_added.csv", "Abroad,cars,102", "Abroad,cars,102\nNowhere,cars,0")
    assert "Nowhere: value added is 0; every country needs some" in complaint_of(folder_of(tmp_path / "w", files))


@pytest.mark.parametrize("name", ["flows.csv", "elasticities.csv"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    files = {key: text for key, text in TWO_BY_TWO.items() if key != name}
    complaint = complaint_of(folder_of(tmp_path / "w", files))
    assert f"{name}: the file is missing. Its first line is " in complaint


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("duty.csv", "duty.csv: no file of a world. Did you mean duties.csv or duties_known.csv?"),
        ("trade_share.csv", "no file of a world"),
        ("factor_shares.csv", "both stand of value_added.csv and factor_shares.csv; give one"),
        ("duties_known.csv", "goes with 'duties_known,listed' in meta.csv"),
    ],
)
def test_a_file_too_many(tmp_path: Path, name: str, complaint: str) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO | {name: "country,sector,value"})
    assert complaint in complaint_of(folder)


def test_neither_value_added_nor_factor_shares(tmp_path: Path) -> None:
    files = {key: text for key, text in TWO_BY_TWO.items() if key != "value_added.csv"}
    assert "neither stands of value_added.csv and factor_shares.csv" in complaint_of(folder_of(tmp_path / "w", files))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"source": ""}, "field 'source' is missing; give who published the figures"),
        ({"year": ""}, "field 'year' is missing"),
        ({"year": "twenty"}, "year 'twenty'; expected a calendar year such as 2022"),
        ({"year": "0"}, "year '0'; expected a calendar year"),
        ({"unit": ""}, "field 'unit' is missing; give USD bn, USD million"),
        ({"unit": "EUR bn"}, "unit 'EUR bn' is none of USD bn, USD million"),
        ({"unit": "EUR bn", "usd_bn_per_unit": "-1"}, "usd_bn_per_unit '-1'; expected a number above 0"),
        ({"usd_bn_per_unit": "1"}, "usd_bn_per_unit is known for 'USD bn'; leave it out"),
        ({"goods": ""}, "field 'goods' is missing"),
        ({"goods": "cars|hats"}, "goods: unknown sector 'hats'"),
        ({"sorce": "me"}, "unknown field 'sorce'. Did you mean source?"),
        ({"duties_known": "some"}, "duties_known 'some'; expected all, none or listed"),
        ({"duties_known": "none"}, "Home levies a duty on goods from Abroad that meta.csv says is not known"),
    ],
)
def test_a_wrong_description(tmp_path: Path, changes: dict[str, str], complaint: str) -> None:
    assert complaint in complaint_of(folder_of(tmp_path / "w", TWO_BY_TWO, **changes))


def test_no_description(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    (folder / "meta.csv").unlink()
    assert "meta.csv: the file is missing. A world needs its source" in complaint_of(folder)


def test_a_field_twice(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    (folder / "meta.csv").write_text(meta() + "year,2023\n", encoding="utf-8")
    assert "field 'year' stands twice" in complaint_of(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("trade_share.csv", "A,A,s1,0.75", "A,A,s1,0.7", "trade_share.csv: A, s1: the shares add to 0.95; they must"),
        ("intermediate_share.csv", "A,s1,s1,1", "A,s1,s1,.9", "intermediate_share.csv: A, s1: the shares add to 0.9"),
        ("factor_share.csv", "A,s1,0.6", "A,s1,1.6", "factor_share.csv: value 1.6 is above 1"),
        ("tariff.csv", "1.25", "0.25", "value 0.25 is below 1. Tariffs here are one plus the rate"),
        ("expenditure.csv", "A,s1,200", "A,s1,20", "B, s1: spending of 300 USD bn"),
    ],
)
def test_a_wrong_cell_of_the_interchange_form(tmp_path: Path, name: str, old: str, new: str, complaint: str) -> None:
    files = changed(KITE_TWO_BY_ONE, name, old, new)
    if name == "expenditure.csv":
        files = changed(files, "factor_share.csv", "B,s1,0.5", "B,s1,0.01")
        files = changed(files, name, "B,s1,300", "B,s1,3")
        complaint = "is below the"
    assert complaint in complaint_of(folder_of(tmp_path / "w", files))


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("consumption_share.csv", "country,sector,value\nA,s1,.5\nB,s1,1", "A, s1: consumption share is 0.5 but 1 fol"),
        ("value_added.csv", "country,value\nA,120\nB,140", "value_added.csv: A: value added is 120 but 126 follows"),
        (
            "trade_balance.csv",
            "country,value\nA,-20\nB,20",
            "trade_balance.csv: A: trade balance is -20 but 20 follows",
        ),
        ("export_subsidy.csv", "origin,destination,sector,value\nA,B,s1,.9", "export taxes and subsidies are not mod"),
        ("flows.csv", "importer,exporter,sector,value\n", "flows.csv: no file of a world"),
    ],
)
def test_levels_that_disagree(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    assert complaint in complaint_of(folder_of(tmp_path / "w", KITE_TWO_BY_ONE | {name: text}))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("importer,exporter,sector,value\nHome,Home,cars,6\u00e9".encode("latin-1"), "not UTF-8 text"),
        (b"importer,exporter,sector,value\n" + b"x" * 200_000, "not a CSV file"),
        (b"", "column 'importer' is missing"),
        (b"importer;exporter;sector;value\n", "it is importer;exporter;sector;value"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, content: bytes, complaint: str) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    (folder / "flows.csv").write_bytes(content)
    assert complaint in complaint_of(folder)


def test_a_file_or_world_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    with monkeypatch.context() as smaller:
        smaller.setattr(long_table, "LARGEST_ARRAY", 7)
        assert "2 × 2 × 2 cells are above 7" in complaint_of(folder)
    monkeypatch.setattr(long_table, "LARGEST_FILE", 100)
    assert "is above 0 MB" in complaint_of(folder)


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    (folder / "flows.csv").unlink()
    (folder / "flows.csv").mkdir()
    assert "flows.csv: not a file" in complaint_of(folder)


def test_paths_that_are_no_folder(tmp_path: Path) -> None:
    assert "there is no such folder" in complaint_of(tmp_path / "nowhere")
    path = tmp_path / "world.csv"
    path.write_text("importer", encoding="utf-8")
    assert "a file; expected a folder of CSV files" in complaint_of(path)
    with pytest.raises(DataError, match="a file; expected a folder"):
        load_baseline(path)
    with pytest.raises(DataError, match=r"unknown base 'icio-2021'.*Or give a folder"):
        load_baseline("icio-2021")


def test_a_shipped_set_of_elasticities_with_a_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "w", TWO_BY_TWO)
    with pytest.raises(DataError, match=r"elasticities 'fgo': base .* brings its own in its files; write 'own'"):
        load_elasticities("fgo", base=folder)
    with pytest.raises(DataError, match="brings its own"):
        load_world(folder, "broad")


def test_nothing_is_overwritten_and_nothing_without_source_is_written(tmp_path: Path) -> None:
    base = make_baseline(np.ones((2, 2, 1)))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(DataError, match="not an empty folder"):
        write_world(World(base, np.array([4.0]), "me", ""), tmp_path / "full")
    with pytest.raises(DataError, match="no source"):
        write_world(World(base, np.array([4.0]), " ", ""), tmp_path / "none")
    assert not (tmp_path / "none").exists()
