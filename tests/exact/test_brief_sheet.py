"""The printable sheet: one page of A4 in a browser whatever it is given, what does not fit counted, nothing fetched."""

import io
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings import document, figure, reading
from westphalia.check.verdict import Verdict
from westphalia.outcome import Outcome
from westphalia.record import run_record
from westphalia.report.contents import Brief, Together
from westphalia.report.fitting import cut, fitting
from westphalia.report.sheet import render_sheet
from westphalia.scenario.combined import combined
from westphalia.scenario.draft import draft
from westphalia.simulate import simulate
from westphalia.world.load import sources

COUNTRIES = ("GBR", "USA", "FRA")
HOSTILE = "<script>alert(1)</script>"
WORDS = f"{HOSTILE} lorries on the road to the border, as far as anybody knows"


@cache
def _outcome() -> Outcome:
    return simulate(_drafted()[0].scenario)


@cache
def _drafted() -> Any:
    doc = document("Britain is to spend 2.5% of GDP.", date(2025, 2, 24))
    share = figure(doc, "2.5%", 2.5, "percent_of_gdp", "share", measure="defence_share", subject=("GBR",), role="to",
                   no_date=True)  # fmt: skip
    return draft([reading(doc, share)]).drafts


def _brief(figures: int, *, accounts: bool = True, several: int = 1) -> Brief:
    """A brief with as many figures as asked for, one lever, and that lever as all levers."""
    numbers = [f"{n} lorries" for n in range(1, figures + 1)]
    doc = document(f"{HOSTILE} counted {', then '.join(numbers)}.", date(2025, 2, 24))
    doc = doc.model_copy(
        update={"source_file": f"{'a-rather-long-name-of-a-report-' * 4}.txt" if several > 1 else "a.txt"}
    )
    found = [figure(doc, f"{text.split()[0]} lorries", n, "lorries", "count", concerns=WORDS)
             for n, text in enumerate(numbers, start=1)]  # fmt: skip
    verdicts = {
        f.claim: tuple(
            Verdict(claim=f.claim, route=route, word="depends on the definition", rule="r", sentence="s")
            for route in ("table", "study", "model")
        )
        for f in found
    }
    outcomes = (_outcome(),) * several if accounts else ()
    together = Together(combined(_drafted()), _outcome(), None) if accounts else None
    read = reading(doc, *found)
    return Brief(
        title=("Report of 24 February 2025, checked " * several).strip(), readings=(read,) * several,
        verdicts=verdicts, outcomes=outcomes, reasons=(None,) * len(outcomes), yearly=(None,) * len(outcomes),
        beside=(), record=run_record([doc], outcomes), sources=sources(), studies=(), estimated=(), not_modelled=(),
        countries=COUNTRIES, command="westphalia brief " + " ".join(["a.txt"] * several) + " -o brief.html",
        undrafted={}, together=together,
    )  # fmt: skip


@given(st.lists(st.integers(1, 5), max_size=30), st.integers(1, 40))
def test_what_fits_keeps_to_its_lines_and_counts_the_rest(lines: list[int], most: int) -> None:
    some = fitting(range(len(lines)), lines, most)
    assert len(some.shown) + some.more == len(lines)
    assert sum(lines[: len(some.shown)]) + (some.more > 0) <= most
    assert some.shown == tuple(range(len(some.shown)))
    if some.more:
        assert sum(lines[: len(some.shown) + 1]) + 1 > most or sum(lines) > most


def test_a_text_is_cut_with_a_mark() -> None:
    assert cut("short", 5) == "short"
    assert cut("longer than that", 8) == "longer…"


@cache
def _page(figures: int, accounts: bool, several: int) -> str:
    return render_sheet(_brief(figures, accounts=accounts, several=several))


def test_the_sheet_holds_figures_levers_sources_and_how_to_make_it_again() -> None:
    page = _page(2, True, 1)
    assert "1 lorries" in page
    assert "table: <b class=" in page
    assert "All levers together, year by year: the United Kingdom" in page
    assert len(re.findall(r'<tr><th scope="row">20\d\d', page)) == 12
    assert page.count("<svg") == 1
    assert "westphalia brief a.txt -o brief.html" in page
    assert "more on the full page" in page
    assert HOSTILE not in page


def test_with_nothing_to_follow_there_is_room_for_more_figures() -> None:
    few, many = _page(60, True, 1), _page(60, False, 1)
    assert "<svg" not in many
    assert many.count("<tr>") > few.count('<tr><th scope="row"><span')
    assert re.search(r"and \d+ more on the full page", many)


def test_the_policy_admits_the_style_alone() -> None:
    page = _page(2, True, 1)
    (style,) = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy.replace("&#39;", "'")
    assert "script" not in policy
    assert "<script" not in page


@pytest.fixture(scope="module")
def printer(chromium: Any) -> Iterator[Any]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("figures", "accounts", "several"), [(3, True, 1), (60, True, 1), (60, True, 6), (60, False, 6)]
)
def test_a_browser_prints_exactly_one_page_and_cuts_nothing(
    printer: Any, tmp_path: Path, figures: int, accounts: bool, several: int
) -> None:
    from pypdf import PdfReader

    path, asked = tmp_path / "sheet.html", []
    path.write_text(_page(figures, accounts, several), encoding="utf-8")
    printer.on("request", lambda request: asked.append(request.url))
    printer.goto(path.as_uri())
    printer.emulate_media(media="print")
    inside, room = printer.evaluate(
        "[document.querySelector('main').scrollHeight, document.querySelector('main').clientHeight]"
    )
    assert inside <= room
    wide = printer.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('svg') && e.className !== 'one' &&"
        " e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').length"
    )
    assert wide == 0
    printed = PdfReader(io.BytesIO(printer.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    words = printed.pages[0].extract_text()
    assert "Made by" in words
    assert "more on the full page" in words
    assert asked == [path.as_uri()]


def test_the_same_brief_gives_the_same_sheet() -> None:
    brief = _brief(3, accounts=False)
    assert render_sheet(brief) == render_sheet(replace(brief))
