"""Reports that cannot be read say what is wrong, and the day of those that can."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from westphalia.errors import EvidenceError
from westphalia.evidence.documents.document import MAX_BYTES, decode, document_of, load_report, read_bytes
from westphalia.evidence.read import read_report, read_text, reading_of

GOOD = "LONDON, 3 April 2025 — The levy is 20%.\n"


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ("is empty", "expected the text of a report", "Check")),
        (b" \n\t\n", ("is empty", "expected the text of a report", "Check")),
        (b"%PDF-1.7 \x00", ("the PDF is damaged", "expected one whose text can be taken out", "Save it again")),
        ("The “levy” is £20.".encode() + "It cost £5.".encode("cp1252"), ("byte 31 (0xa3)", "line 1", "mixes two")),
        (b"PK\x03\x04 etc", ("a zip archive or an Office document", "expected plain text", "Save or export")),
        (b"The levy \x00 is 20%", ("zero byte at byte 9", "expected plain text in UTF-8", "Save")),
        ("The levy is £20.".encode("cp1252"), ("byte 12 (0xa3) is not UTF-8", "iconv -f WINDOWS-1252 -t UTF-8")),
        (b"\xef\xbb\xbfThe levy is \xa320.", ("byte 15 (0xa3) is not UTF-8", "iconv")),
        ("The levy is 20%.".encode("utf-16"), ("UTF-16", "expected UTF-8", "iconv -f UTF-16")),
        (
            b"3 April 2025\nNothing is counted here.",
            ("no figures, statements or events", "expected a news report", "Check"),
        ),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, content: bytes, words: tuple[str, ...]) -> None:
    path = _written(tmp_path / "report.txt", content)
    with pytest.raises(EvidenceError) as raised:
        read_report(path)
    message = str(raised.value)
    assert message.startswith((str(path), "report.txt"))
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert raised.value.exit_code == 3


def test_missing_and_directory(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"none\.txt: no such file, expected .*Check the path"):
        load_report(tmp_path / "none.txt")
    with pytest.raises(EvidenceError, match=r"is a directory, expected one report"):
        load_report(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(EvidenceError, match=r"100\.0 MB, expected a report of at most 5 MB\. Split"):
        read_bytes(path)
    with pytest.raises(EvidenceError, match="expected a report of at most 5 MB"):
        decode(b"x" * (MAX_BYTES + 1), "-")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    plain = load_report(_written(tmp_path / "a.txt", GOOD.encode()))
    marked = load_report(_written(tmp_path / "b.txt", b"\xef\xbb\xbf" + GOOD.encode()))
    assert (marked.text, marked.sha256) == (plain.text, plain.sha256)
    assert marked.text == GOOD


def test_bytes_and_paths_read_alike(tmp_path: Path) -> None:
    path = _written(tmp_path / "report.txt", GOOD.encode())
    assert reading_of(document_of(GOOD.encode(), "report.txt")) == read_report(path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BERLIN, April 3, 2025 — A 20% levy.", date(2025, 4, 3)),
        ("WASHINGTON (Newswire) - April 3, 2025 - A 20% levy.", date(2025, 4, 3)),
        ("TURNBERRY, Scotland, 3 April 2025 — A 20% levy.", date(2025, 4, 3)),
        ("A headline\nBy A Writer\n11 November 2024\n\nA 20% levy.", date(2024, 11, 11)),
        ("A headline\nThursday 3 April 2025 18.00 BST\n\nA 20% levy.", date(2025, 4, 3)),
        ("2025-04-03\nA 20% levy.", date(2025, 4, 3)),
        ("Published: 2025-04-03\nUpdated: 2025-04-05\nA 20% levy.", date(2025, 4, 3)),
        ("A 20% levy.\n" * 20 + "Published on April 3rd, 2025", date(2025, 4, 3)),
    ],
)
def test_printed_dates(text: str, day: date) -> None:
    document = read_text(text, "report.txt").document
    assert (document.report_date, document.report_date_status) == (day, "printed")
    assert document.report_date_evidence[0].startswith("printed")


@pytest.mark.parametrize(
    "text",
    [
        "On 2 April 2025 the president announced a 20% levy.",
        "A 20% levy.\n31 April 2025\n",
        "A 20% levy was announced on Wednesday.",
    ],
)
def test_no_printed_date_and_no_clue_asks_for_one(text: str) -> None:
    with pytest.raises(EvidenceError, match=r"report\.txt: .*--date YYYY-MM-DD"):
        read_text(text, "report.txt")


def test_a_given_date_wins_and_the_printed_one_is_noted() -> None:
    document = read_text(GOOD, "report.txt", date(2025, 4, 9)).document
    assert (document.report_date, document.report_date_status) == (date(2025, 4, 9), "given")
    assert "2025-04-03" in " ".join(document.report_date_evidence)


INFERRED = [
    (
        "US President-elect Donald Trump said on Wednesday he wanted a 20% levy. President Joe Biden was silent. "
        "On Thursday, Prime Minister Keir Starmer wished Americans a happy Thanksgiving.",
        date(2024, 11, 28),
    ),
    (
        "Ten years on from Russia's annexation of Crimea, Prime Minister Rishi Sunak promised 2.5% on Monday. "
        "On Monday, 18 March, he met Chancellor Olaf Scholz.",
        date(2024, 3, 18),
    ),
    (
        "On the eve of the 80th anniversary of the D-Day landings, King Charles met 40 veterans in Portsmouth on "
        "Wednesday. Prime Minister Rishi Sunak will fly to Normandy on Thursday.",
        date(2024, 6, 5),
    ),
]


@pytest.mark.parametrize(("text", "day"), INFERRED)
def test_inferred_days(text: str, day: date) -> None:
    document = read_text(text, "report.txt").document
    assert document.report_date_status == "inferred"
    assert document.report_date == day, document.report_date_evidence
    assert len(document.report_date_evidence) > 3


def test_reading_is_deterministic(tmp_path: Path) -> None:
    read: Callable[[], str] = lambda: read_text(GOOD, "report.txt").model_dump_json()  # noqa: E731
    assert read() == read()


def test_claims_name_text_and_place() -> None:
    reading = read_text(GOOD, "report.txt")
    (figure,) = reading.figures
    assert figure.claim == f"{reading.document.sha256[:8]}@{figure.span.start}-{figure.span.end}"
    assert GOOD[figure.span.start : figure.span.end] == figure.span.text == "20%"
