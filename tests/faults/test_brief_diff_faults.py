"""An earlier page that is none, is cut short, keeps no data or was changed: one line, exit code 3, nothing written."""

import json
import re
import sys
from pathlib import Path

import pytest

from westphalia.cli import main
from westphalia.errors import DataError
from westphalia.report.kept import LARGEST, read_kept

MADE_BY = '<!DOCTYPE html>\n<html lang="en"><head><meta name="generator" content="Westphalia 0.1.0"></head><body>'
DATA = {
    "schema": "westphalia-brief/1", "version": "0.1.0", "date": "2025-02-24", "results": "aa", "figures": [],
    "reports": [{"file": "one.txt", "date": "2025-02-24", "sha256": "11"}], "scenarios": [], "numbers": [],
    "tables": {}, "corrections": [],
}  # fmt: skip
REPORT = "London, 24 February 2025\n\nMinisters want UK defence spending to be 2.5% of GDP.\n"


def _page(data: object = DATA, end: str = "</body></html>\n") -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'{MADE_BY}<script type="application/json" id="westphalia-brief">{text}</script>{end}'


NUMBER = {"scenario": "a", "what": "b", "unit": "points", "central": 1, "low": 1, "high": 1}
FAULTY = {
    "not a page": ("London, 24 February 2025", "is no page of westphalia brief"),
    "another page": ("<html><head></head><body></body></html>", "is no page of westphalia brief"),
    "an empty file": ("", "is no page of westphalia brief"),
    "cut in the text": (f"{MADE_BY}<p>and then", "is cut short"),
    "cut in the data": (_page()[:-80], "is cut short"),
    "before data were kept": (f"{MADE_BY}</body></html>\n", "made by a version that kept no data"),
    "no JSON": (_page('{"schema": '), "its data cannot be read"),
    "no schema": (_page({}), "its data cannot be read"),
    "a list": (_page([1]), "its data cannot be read"),
    "too deep": (_page("[" * 200_000), "its data cannot be read"),
    "a later schema": (_page(DATA | {"schema": "westphalia-brief/9"}), "its data is of 'westphalia-brief/9'"),
    "a part missing": (_page({k: v for k, v in DATA.items() if k != "tables"}), "does not fit at tables"),
    "a part too many": (_page(DATA | {"more": 1}), "does not fit at more"),
    "words for a number": (_page(DATA | {"numbers": [NUMBER | {"central": "x"}]}), "does not fit at numbers.0.central"),
    "no number": (_page(json.dumps(DATA | {"numbers": [NUMBER | {"low": float("nan")}]})), "at numbers.0.low"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_page_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    text, said = FAULTY[name]
    path = tmp_path / "old.html"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)) as refused:
        read_kept(path)
    assert refused.value.exit_code == 3
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)


def test_a_page_that_is_whole_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_text(_page(), encoding="utf-8")
    assert read_kept(path).reports[0].file == "one.txt"


def test_bytes_a_folder_and_a_file_too_large_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_bytes(b"\xff\xfe\x00\x81" * 10)
    with pytest.raises(DataError, match="not UTF-8 text"):
        read_kept(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_kept(tmp_path)
    with pytest.raises(DataError, match=r"cannot be read \(No such file"):
        read_kept(tmp_path / "none.html")
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(DataError, match="larger than 64 MiB"):
        read_kept(path)


@pytest.mark.parametrize(
    ("old", "options", "code", "said"),
    [(FAULTY["cut in the data"][0], (), 3, "is cut short"),
     (_page(), (), 3, "is a brief of other reports (one.txt)"),
     (_page(), ("-o", "old.html"), 2, "old.html: cannot be written (it is one of the reports or pages read)"),
     (_page(), ("--sheet", "old.html"), 2, "Give another place with --sheet FILE."),
     (_page(), ("-o", "new.html", "--sheet", "new.html"), 2, "--sheet: new.html is where the page goes")],
)  # fmt: skip
def test_nothing_is_written_where_pages_cannot_be_compared(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    options: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "old.html").write_text(old, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["westphalia", "brief", "report.txt", "--diff", "old.html", "--quiet", *options])
    with pytest.raises(SystemExit) as done:
        main()
    told = capsys.readouterr()
    assert done.value.code == code
    assert told.out == ""
    assert told.err.startswith("westphalia: ")
    assert told.err.count("\n") == 1
    assert said in told.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.html", "report.txt"]
    assert (tmp_path / "old.html").read_text(encoding="utf-8") == old
