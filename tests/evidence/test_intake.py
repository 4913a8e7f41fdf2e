"""Reports as text, HTML and PDF, in folders and on standard input."""

import io
import sys
import tracemalloc
from datetime import date
from importlib import util
from itertools import repeat
from pathlib import Path

import pytest
from tests.evidence.pages import html, locked, pdf

from westphalia.errors import EvidenceError
from westphalia.evidence.documents.document import document_of, load_report
from westphalia.evidence.documents.intake import load_reports

ON = date(2025, 4, 9)
TEXT = "BERN, 3 April 2025 — The levy is 20%.\n"
BODY = (
    "<p>The levy is £20, the minister said on Tuesday. He called it a “reset”.</p>"
    "<p>It was £10 before, and nobody liked it. The host said: &quot;No.&quot;</p>"
)
META = (
    '<meta property="og:site_name" content="The Daily Sheet">'
    '<meta property="article:published_time" content="2025-04-03T10:00:00Z">'
)


def _standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    class Stream:
        buffer = io.BytesIO(content)

    monkeypatch.setattr(sys, "stdin", Stream())


def test_a_page_gives_its_article_title_outlet_and_day() -> None:
    document = document_of(html(BODY, META), "page.html")
    assert document.text == (
        "Levy at 20%\n\nThe levy is £20, the minister said on Tuesday. He called it a “reset”.\n\n"
        'It was £10 before, and nobody liked it. The host said: "No."\n'
    )
    assert (document.title, document.outlet, document.doc_id) == ("Levy at 20%", "The Daily Sheet", "page")
    assert (document.report_date, document.report_date_status) == (date(2025, 4, 3), "printed")
    assert "2025-04-03" in document.report_date_evidence[0]


def test_the_day_given_and_the_day_in_the_text_go_before_that_of_the_page() -> None:
    assert document_of(html(BODY, META), "page.html", ON).report_date == ON
    dated = document_of(html(f"<p>1 April 2025</p>{BODY}", META), "page.html")
    assert (dated.report_date, dated.report_date_status) == (date(2025, 4, 1), "printed")


def test_a_page_dated_ahead_is_read_as_it_says_whatever_the_day() -> None:
    assert document_of(html(BODY, META.replace("2025", "2061")), "page.html").report_date == date(2061, 4, 3)


def test_html_is_known_by_its_first_bytes() -> None:
    assert document_of(b"\xef\xbb\xbf \n" + html(BODY, META), "page.txt").outlet == "The Daily Sheet"
    assert document_of(b"<p>This is a line of text, 3 April 2025.</p>", "a.txt", ON).text.startswith("<p>")


def test_a_page_is_decoded_as_it_says_and_never_by_guess() -> None:
    page = html(BODY, META + '<meta charset="iso-8859-1">').decode().encode("cp1252")
    assert "£20" in document_of(page, "page.html").text
    assert "“reset”" in document_of(page, "page.html").text
    with pytest.raises(EvidenceError, match="is not UTF-8"):
        document_of(html(BODY, META).decode().encode("cp1252"), "page.html")
    assert "£20" in document_of(html(BODY, META + '<meta charset="iso-8859-1">'), "page.html").text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body><script>let a = 1</script></body></html>", "no article was found"),
        (b"<html><body>" + b"<p>a" * 50_000, "50,002 tags, expected the page of one report"),
        (b"", "is empty"),
    ],
)
def test_a_page_without_an_article_says_so(content: bytes, words: str) -> None:
    with pytest.raises(EvidenceError, match=words):
        document_of(content, "page.html", ON)


@pytest.mark.parametrize(("name", "content"), [("HTML", html(BODY)), ("PDF", pdf([["A line."]]))])
def test_without_the_extra_one_line_says_what_to_install(
    name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("westphalia.evidence.documents.extras.find_spec", lambda _: None)
    wanted = rf"^a: {name} needs the extra: pip install 'westphalia\[{name.lower()}\]'$"
    with pytest.raises(EvidenceError, match=wanted):
        document_of(content, "a", ON)
    assert util.find_spec("pypdf") is not None


PAGES = [
    [
        "The Daily Sheet",
        "",
        "Levy at 20 per cent",
        "",
        "BERN, 3 April 2025 — The govern-",
        "ment said on Tuesday that its long-",
        "term plan, worth €20bn, goes to par-",
        "liament. The Anglo-",
        "French talks go on with those who",
        "1",
    ],
    ["The Daily Sheet", "came. Nobody spoke.", "Parliament meets a second time in two weeks.", "Page 2 of 3"],
    ["The Daily Sheet", "• cheese", "• watches", "3"],
]


def test_a_pdf_gives_paragraphs_with_lines_and_hyphens_mended() -> None:
    document = document_of(pdf(PAGES, title="Levy at 20 per cent"), "sheet.pdf")
    assert document.text == (
        "Levy at 20 per cent\n\nBERN, 3 April 2025 — The government said on Tuesday that its long-term plan, worth "
        "€20bn, goes to parliament. The Anglo-French talks go on with those who came. Nobody spoke.\n\n"
        "Parliament meets a second time in two weeks.\n\n• cheese\n\n• watches\n"
    )
    assert (document.doc_id, document.title, document.report_date) == (
        "sheet",
        "Levy at 20 per cent",
        date(2025, 4, 3),
    )


def test_a_title_of_a_pdf_that_is_not_in_its_text_is_left_out() -> None:
    assert document_of(pdf(PAGES, title="Document1 - Writer"), "sheet.pdf").title is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf([[], []]), "holds no text in 2 pages, only images"),
        (locked(pdf(PAGES)), "locked with a password"),
        (pdf(PAGES)[:900], "is damaged"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 1000, "is damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_one_line(content: bytes, words: str) -> None:
    with pytest.raises(EvidenceError, match=words) as raised:
        document_of(content, "sheet.pdf", ON)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("sheet.pdf: ")


def _folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.html").write_bytes(html(BODY, META))
    (tmp_path / "c.PDF").write_bytes(pdf(PAGES))
    (tmp_path / "d.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "e.txt").write_bytes(b"The levy is \xa320.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "f.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_by_name_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    found = [d.source_file for d in load_reports([_folder(tmp_path)], None, told.append)]
    assert found == ["a.html", "b.txt", "c.PDF", "d.md"]
    assert len(told) == 2
    assert "left out older, picture.png" in told[0] and "no sub-folders" in told[0]
    assert "e.txt: byte 12 (0xa3) is not UTF-8" in told[1] and "other reports" in told[1]


def test_without_a_listener_the_unreadable_are_raised_after_the_others(tmp_path: Path) -> None:
    reports = load_reports([_folder(tmp_path), tmp_path / "b.txt"], None)
    assert [next(reports).source_file for _ in range(5)] == ["a.html", "b.txt", "c.PDF", "d.md", "b.txt"]
    with pytest.raises(EvidenceError, match=r"e\.txt: byte 12"):
        next(reports)


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"a folder without reports, expected files named \.txt"):
        list(load_reports([tmp_path], None))


def test_a_file_given_by_name_must_be_readable(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no such file"):
        list(load_reports([tmp_path / "none.txt"], None, lambda _: None))


@pytest.mark.parametrize(("content", "words"), [(TEXT.encode(), "20%"), (html(BODY), "£20"), (pdf(PAGES), "€20bn")])
def test_standard_input_takes_every_format(content: bytes, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_input(monkeypatch, content)
    (document,) = load_reports(["-"], ON)
    assert words in document.text
    assert document.source_file == "standard input"


def test_an_empty_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_input(monkeypatch, b"")
    with pytest.raises(EvidenceError, match="standard input: is empty"):
        list(load_reports(["-"], ON))


def _most_memory(path: Path, reports: int) -> int:
    """The most memory held at once while that many reports are read."""
    tracemalloc.start()
    assert sum(1 for _ in load_reports(repeat(path, reports), ON)) == reports
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_reports_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 500, encoding="utf-8")
    next(load_reports([path, tmp_path / "never read"], ON))
    assert _most_memory(path, 60) < 1.5 * _most_memory(path, 3)


def test_a_report_loaded_by_path_is_the_one_from_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html(BODY, META))
    assert load_report(path) == document_of(path.read_bytes(), str(path))
