"""Tables that users supply: what is no table, cells too long, counts too large, in one line each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from westphalia.errors import DataError
from westphalia.world.attacks import months_of, read_daily
from westphalia.world.tracker_file import read_tracker

DAILY = "date,drones_launched,drones_destroyed,drones_lost_or_suppressed"
MONTHLY = (
    "donor,iso3,year,month,allocations_total_eur_bn,allocations_military_eur_bn,allocations_financial_eur_bn,"
    "allocations_humanitarian_eur_bn,commitments_eur_bn"
)
READERS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "daily": (lambda path: read_daily(path, "drones"), DAILY, "2024-01-01,5,4,0"),
    "monthly": (lambda path: read_tracker(path, 29), MONTHLY, "Germany,DEU,2024,1,0.6,0.3,0.2,0.1,0.7"),
}


def _refused(folder: Path, reader: str, content: bytes, said: str) -> None:
    read, _, _ = READERS[reader]
    path = folder / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said) as refused:
        read(path)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert len(message) < len(str(path)) + 400


@pytest.mark.parametrize("reader", READERS)
def test_both_readers_refuse_the_same_in_the_same_words(tmp_path: Path, reader: str) -> None:
    _, head, row = (READERS[reader][0], *(text.encode() for text in READERS[reader][1:]))
    for content, said in (
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (head + b"\n\0" + row, "holds a null character"),
        (head + b"\n", "no rows. Expected"),
        (b"a,b\n1,2\n", "no column "),
        (head + b"," + head.split(b",")[1] + b"\n" + row, "column '.*' stands twice"),
        (head + b"\n" + b"x" * 131_073 + row, "line 2: no CSV .field larger than field limit"),
        (head + b"\n" + row + b",7\n", r"line 2: \d+ cells, expected"),
        (b" " * 20_000_001, r"larger than (5|20) MB"),
    ):
        _refused(tmp_path, reader, content, said)


@pytest.mark.parametrize("reader", READERS)
def test_a_mark_that_is_no_line_end_for_a_table_is_none(tmp_path: Path, reader: str) -> None:
    read, head, row = READERS[reader]
    path = tmp_path / "mine.csv"
    path.write_text(f"{head},note\r\n{row},a\u2028b\x0bc\x0cd\r\n", encoding="utf-8", newline="")
    read(path)


@pytest.mark.parametrize("count", ["9" * 5000, "1" + "0" * 400, "100000"])
def test_a_count_no_day_can_have_is_refused(tmp_path: Path, count: str) -> None:
    _refused(tmp_path, "daily", f"{DAILY}\n2024-01-01,{count},0,0\n".encode(), "Expected at most 99,999 on a day")


@pytest.mark.parametrize("amount", ["1e308", "10001"])
def test_a_sum_no_donor_can_give_is_refused(tmp_path: Path, amount: str) -> None:
    content = f"{MONTHLY}\nGermany,DEU,2024,1,{amount},{amount},0,0,0\n".encode()
    _refused(tmp_path, "monthly", content, "line 2: allocations_total_eur_bn .* is above 10,000. Give it in billions")


def test_more_stopped_than_launched_in_a_month_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{DAILY}\n2024-01-01,5,4,3\n2024-01-02,5,2,1\n", encoding="utf-8")
    assert months_of(read_daily(path, "drones"), "drones")[0].stopped == 10
    path.write_text(f"{DAILY}\n2024-01-01,5,4,3\n", encoding="utf-8")
    with pytest.raises(DataError, match="2024-01 drones: 7 destroyed or lost of 5 launched"):
        months_of(read_daily(path, "drones"), "drones")
