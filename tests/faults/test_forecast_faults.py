"""Logs that were tampered with, cut or are none, and entries that do not fit: one clear line, nothing half-written."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from forecast_logs import CODED, MADE, TODAY, came, sealed_anew, write_log, write_two
from westphalia.errors import CheckFailed, DataError, NotStored, UsageError, WestphaliaError
from westphalia.settlement import forecast_log
from westphalia.settlement.forecast_intake import add_forecast, add_outcome
from westphalia.settlement.forecast_log import read_log, require_head
from westphalia.settlement.forecasts import Came


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    return write_two(tmp_path / "two.yaml")


@pytest.fixture
def log(tmp_path: Path, situation: Path) -> Path:
    """A forecast and two outcomes: three lines."""
    return write_log(tmp_path / "log.jsonl", situation, came(), came("y", 7.0))


def _lines(log: Path) -> list[bytes]:
    return log.read_bytes().splitlines(keepends=True)


Change = Callable[[list[bytes]], list[bytes]]


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (lambda one: [one[0], one[1].replace(b'"value":0.7', b'"value":0.8'), one[2]], 2, "was changed: its seal is"),
        (lambda one: [one[0].replace(b"2025-03-01", b"2025-02-26"), *one[1:]], 1, "was changed"),
        (lambda one: [one[0], one[2]], 2, "was sealed behind .* an entry was removed, added or moved"),
        (lambda one: one[1:], 1, "was sealed behind .* and 000000000000… stands before it"),
        (lambda one: [one[0], one[2], one[1]], 2, "removed, added or moved"),
        (lambda one: [*one, one[2]], 4, "removed, added or moved"),
        (lambda one: [one[0], one[1], one[2][:-1]], 3, "is cut short"),
        (lambda one: [one[0], one[1], one[2][:40]], 3, "is cut short"),
        (lambda one: [one[0], one[1][:40] + b"\n", one[2]], 2, "is no JSON"),
        (lambda one: [one[0], b"\n", *one[1:]], 2, "is no JSON"),
        (lambda one: [one[0], b"[]\n", *one[1:]], 2, "is no entry"),
        (lambda one: [one[0], b"[" * 100_000 + b"\n", *one[1:]], 2, "is no JSON"),
        (lambda one: [one[0], b"\xff\n", *one[1:]], 2, "is no JSON"),
        (lambda one: [one[0], b'{"a":"\\ud800"}\n', *one[1:]], 2, "is no JSON"),
        (lambda one: [one[0], b'{"a":NaN}\n', *one[1:]], 2, "is no JSON"),
        (lambda one: [one[0], b"{}\n", *one[1:]], 2, "was changed: its seal is none"),
        (lambda one: [one[0], one[1].replace(b",", b", ", 1), one[2]], 2, "is written otherwise than it was sealed"),
        (lambda one: [line.replace(b"\n", b"\r\n") for line in one], 1, "is written otherwise"),
        (lambda one: [one[0], one[1].replace(b'"value":', b'"value":0.2,"value":'), one[2]], 2, "written otherwise"),
    ],
)  # fmt: skip
def test_a_log_that_was_touched_is_told_by_its_line(
    log: Path, situation: Path, change: Change, line: int, said: str
) -> None:
    log.write_bytes(b"".join(change(_lines(log))))
    before = log.read_bytes()
    with pytest.raises(CheckFailed, match=rf"line {line}: .*{said}") as refused:
        read_log(log)
    assert "\n" not in str(refused.value)
    with pytest.raises(CheckFailed, match=rf"line {line}: "):
        add_outcome(log, str(situation), came(), TODAY)
    assert log.read_bytes() == before


def test_every_single_byte_counts(log: Path) -> None:
    """Changing any one byte of the log, or leaving it out, breaks it."""
    whole = log.read_bytes()
    for k in range(0, len(whole), 97):
        for touched in (whole[:k] + bytes([whole[k] ^ 1]) + whole[k + 1 :], whole[:k] + whole[k + 1 :]):
            log.write_bytes(touched)
            with pytest.raises((CheckFailed, DataError)):
                read_log(log)


def test_what_the_chain_cannot_show_a_published_head_does(log: Path) -> None:
    """Without its last line the chain still holds; sealed anew, everything holds. Only the head tells."""
    head, lines = read_log(log).head, _lines(log)
    require_head(read_log(log), head[:8])
    log.write_bytes(b"".join(lines[:2]))
    with pytest.raises(CheckFailed, match="is not in the chain"):
        require_head(read_log(log), head)
    log.write_bytes(sealed_anew([line.replace(b'"value":0.7', b'"value":0.8') for line in lines]))
    assert read_log(log).outcomes[0][1].value == 0.8
    with pytest.raises(CheckFailed, match="is not in the chain"):
        require_head(read_log(log), head)


def test_an_entry_of_another_format_is_named(log: Path) -> None:
    lines = _lines(log)
    for before, after, said in (
        (b'"kind":"outcome"', b'"kind":"wager"', "line 3: kind 'wager' is not known"),
        (b"westphalia-forecasts/1", b"westphalia-forecasts/2", "line 3: format: Input should be"),
        (b'"value":7.0', b'"value":"7"', "line 3: value: "),
        (b'"source":', b'"sauce":', "line 3: "),
    ):
        log.write_bytes(sealed_anew([*lines[:2], lines[2].replace(before, after)]))
        with pytest.raises(DataError, match=said):
            read_log(log)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (came("z"), "--issue: no issue is called 'z'. Known: x, y"),
        (came("xx"), "--issue: .* Did you mean x"),
        (came(value=1.5), "--value: 1.5 is off the scale of x, 0 to 1"),
        (came(value=float("nan")), "--value: nan is off the scale"),
        (came("y", 3.0), "--value: 3 is off the scale of y, 4 to 10. .* --beyond-scale"),
        (came("y", 7.5, beyond_scale=True), "--beyond-scale: 7.5 is within the scale of y, 4 to 10"),
        (came(beyond_scale=True), "--beyond-scale: 0.7 is within the scale of x, 0 to 1"),
        (came(on=date(2025, 7, 1)), "--on: 2025-07-01 is to come"),
        (came(on=CODED - timedelta(1)), "--on: 2025-02-23 is before 2025-02-24, the day the situation is coded as of"),
        (came(source=" "), "--source: ' ' is empty or not printable"),
        (came(source="a\nb"), "--source: .* not printable"),
        (came(source="\udcff"), "--source: .* not printable"),
        (came(value=0.6), "line 2 has 0.7 on 2025-05-01 as outcome of x. If that was wrong, .* --correction"),
        (came(on=date(2025, 5, 2)), "line 2 has 0.7 on 2025-05-01"),
        (came(value=0.6, correction=""), "--correction: '' is empty"),
    ],
)  # fmt: skip
def test_an_outcome_that_does_not_fit_is_refused(log: Path, situation: Path, outcome: Came, said: str) -> None:
    _refused(log, lambda: add_outcome(log, str(situation), outcome, TODAY), said)


def test_a_correction_needs_something_to_correct(tmp_path: Path, situation: Path) -> None:
    log = write_log(tmp_path / "other.jsonl", situation)
    outcome = came(correction="misread")
    _refused(log, lambda: add_outcome(log, str(situation), outcome, TODAY), "has no outcome of x to correct")


def test_a_situation_that_was_not_forecast_is_named(log: Path, tmp_path: Path, situation: Path) -> None:
    other = write_two(tmp_path / "three.yaml", "Another title")
    _refused(log, lambda: add_outcome(log, str(other), came(), TODAY), "no forecast of .*three.yaml, content .* by its")
    _refused(log, lambda: add_outcome(log, "0123abcd", came(), TODAY), "no forecast of 0123abcd")
    _refused(log, lambda: add_outcome(log, "nothing", came(), TODAY), "neither a file nor a shipped situation")


def test_days_are_in_order(log: Path, tmp_path: Path, situation: Path) -> None:
    other = write_two(tmp_path / "three.yaml", "Another title")
    before = CODED - timedelta(1)
    _refused(log, lambda: add_forecast(log, str(other), MADE, MADE), "2025-03-01, is before 2025-06-30, the day of the")
    _refused(log, lambda: add_forecast(log, str(situation), before, TODAY), "before 2025-02-24, the day the situation")
    _refused(log, lambda: add_forecast(log, str(situation), TODAY, MADE), "--on: 2025-06-30 is to come")


def test_places_that_hold_no_log(tmp_path: Path, situation: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_log(tmp_path / "absent.jsonl")
    with pytest.raises(DataError, match=r"cannot be opened .*forecasts add"):
        add_outcome(tmp_path / "absent.jsonl", str(situation), came(), TODAY)
    assert not (tmp_path / "absent.jsonl").exists()
    with pytest.raises(DataError, match="cannot be written"):
        add_forecast(tmp_path, str(situation), MADE, MADE)
    with pytest.raises(DataError, match="cannot be written"):
        add_forecast(tmp_path / "none" / "log.jsonl", str(situation), MADE, MADE)
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary\n", encoding="utf-8")
    with pytest.raises(DataError, match="holds no log of forecasts"):
        add_forecast(text, str(situation), MADE, MADE)
    assert text.read_text(encoding="utf-8") == "Dear diary\n"


@pytest.mark.parametrize("content", [b"\n", b"{}\n", b"a,b\n1,2\n", b"\x00" * 100, b'{"format":"other/1"}\n'])
def test_another_file_is_no_log_that_was_touched(tmp_path: Path, situation: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(DataError, match="holds no log of forecasts"):
        read_log(path)
    _refused(path, lambda: add_forecast(path, str(situation), MADE, MADE), "holds no log of forecasts")


@pytest.mark.parametrize("first", [b"\n", b"Dear diary\n", b"{}\n"])
def test_a_log_whose_first_line_was_overwritten_was_touched(log: Path, first: bytes) -> None:
    log.write_bytes(b"".join([first, *_lines(log)[1:]]))
    with pytest.raises(CheckFailed, match="line 1: "):
        read_log(log)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path, situation: Path) -> None:
    pipe = tmp_path / "p.fifo"
    os.mkfifo(pipe)
    for place in (pipe, Path("/dev/null"), Path("/dev/full")):
        with pytest.raises(DataError, match=f"^{place}: no regular file"):
            read_log(place)
        with pytest.raises(DataError, match=f"^{place}: no regular file"):
            add_forecast(place, str(situation), MADE, MADE)
    with pytest.raises(DataError, match="no regular file"):
        read_log(tmp_path)


def test_an_empty_file_becomes_a_log(tmp_path: Path, situation: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.touch()
    assert add_forecast(path, str(situation), MADE, MADE) is not None


def test_a_disk_without_room_leaves_the_log_as_it_was(
    log: Path, situation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotStored, match="nothing was added"):
        add_outcome(log, str(situation), came(value=0.8, correction="misread"), TODAY)
    assert log.read_bytes() == before


def test_who_waits_too_long_is_told(log: Path, situation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.read_bytes()
    monkeypatch.setattr(forecast_log, "PATIENCE", 0.1)
    with (
        forecast_log._opened(log, create=False) as file,
        forecast_log._alone(file, log),
        pytest.raises(NotStored, match="locked by another writer"),
    ):
        add_outcome(log, str(situation), came(value=0.8, correction="misread"), TODAY)
    assert log.read_bytes() == before


def test_a_file_too_large_is_no_log(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast_log, "LARGEST", 100)
    with pytest.raises(DataError, match="larger than 100 bytes"):
        read_log(log)


OUTCOME = ("outcome", "log.jsonl", "two.yaml", "--issue", "x", "--value", "0.7", "--source", "s")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "log.jsonl", "--head", "abc"), 2, "--head: 'abc' is no seal"),
        (("check", "log.jsonl", "--head", "0" * 64), 4, "is not in the chain"),
        (("check", "empty.jsonl"), 3, "^empty.jsonl: holds no entry"),
        (("show", "empty.jsonl"), 3, "^empty.jsonl: holds no entry"),
        (("score", "empty.jsonl", "--json"), 3, "^empty.jsonl: holds no entry"),
        (("add", "two.yaml", "--log", ""), 2, "^--log: '' names no file"),
        (("check", ""), 2, "^FILE: '' names no file"),
        (("add", "two.yaml", "--log", "log.jsonl", "--on", "soon"), 2, "--on: 'soon' is not a date"),
        (("add", "two.yaml", "--log", "log.jsonl", "--on", "2999-01-01"), 2, "--on: 2999-01-01 is to come"),
        (("score", "none.jsonl"), 3, "cannot be read"),
        ((*OUTCOME, "--on", ""), 2, "--on: '' is not a date"),
        ((*OUTCOME, "--on", "2999-01-01"), 2, "--on: 2999-01-01 is to come"),
    ],
)
def test_what_the_terminal_refuses(
    log: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    from westphalia.cli import app

    monkeypatch.chdir(log.parent)
    Path("empty.jsonl").touch()
    before = log.read_bytes()
    with pytest.raises(WestphaliaError, match=said) as refused:
        app(["forecasts", *arguments], standalone_mode=False)
    assert refused.value.exit_code == code
    assert log.read_bytes() == before


def test_the_command_ends_with_code_4_and_one_line(log: Path, westphalia: Any) -> None:
    log.write_bytes(log.read_bytes().replace(b'"value":0.7', b'"value":0.8'))
    done = westphalia("forecasts", "check", log)
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert "line 2: was changed" in done.stderr


def _refused(log: Path, add: Callable[[], object], said: str) -> None:
    before = log.read_bytes()
    with pytest.raises(WestphaliaError, match=said) as refused:
        add()
    assert refused.value.exit_code in (UsageError.exit_code, DataError.exit_code)
    assert "\n" not in str(refused.value)
    assert log.read_bytes() == before
