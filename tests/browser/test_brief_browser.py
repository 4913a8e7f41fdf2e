"""The brief in a real browser: nothing asked for outside, nothing complained of, nothing cut off, the button copies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from briefs import hand_brief, hand_page

pytestmark = pytest.mark.browser
_PHONE, _DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@dataclass
class Opened:
    """A page in the browser with what it asked for and what the console said."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def _open(browser: Any, path: Path, viewport: dict[str, int], **options: Any) -> Opened:
    context = browser.new_context(viewport=viewport, **options)
    opened = Opened(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda said: opened.complaints.append(f"{said.type}: {said.text}"))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(path.as_uri())
    return opened


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("brief") / "brief.html"
    made.write_text(hand_page(), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def desk(chromium: Any, path: Path) -> Iterator[Opened]:
    opened = _open(chromium, path, _DESK, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def phone(chromium: Any, path: Path) -> Iterator[Opened]:
    opened = _open(chromium, path, _PHONE)
    yield opened
    opened.page.context.close()


def test_nothing_is_asked_for_but_the_file_itself(desk: Opened, path: Path) -> None:
    desk.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    desk.page.wait_for_timeout(200)
    assert desk.requests == [path.as_uri()]
    assert desk.complaints == []


def test_the_style_is_applied(desk: Opened) -> None:
    assert (
        desk.page.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor") == "rgb(253, 233, 166)"
    )


def test_the_button_copies_the_sentence(desk: Opened) -> None:
    button = desk.page.locator("article.card button[data-copy]").first
    button.click()
    desk.page.get_by_role("button", name="Copied").wait_for()
    sentence = desk.page.locator(f"#{button.get_attribute('data-copy')}").inner_text()
    assert desk.page.evaluate("navigator.clipboard.readText()") == sentence
    assert sentence == next(iter(hand_brief().verdicts.values()))[0].sentence


def test_on_a_phone_no_chart_and_no_table_then_or_now_is_wider_than_its_place(chromium: Any, path: Path) -> None:
    phone = _open(chromium, path, {"width": 390, "height": 800})
    wide = phone.page.evaluate(
        "(() => { document.querySelectorAll('details').forEach(d => d.open = true);"
        "const boxes = document.querySelectorAll('figure.chart > .scroll, .check.paired .scroll');"
        "return [boxes.length, [...boxes].filter(b => b.scrollWidth > b.clientWidth + 1).map(b => b.innerText)] })()"
    )
    assert wide[0] > 3
    assert wide[1] == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_scrolls_sideways_but_tables_and_charts(phone: Opened, width: int) -> None:
    phone.page.set_viewport_size({"width": width, "height": 800})
    phone.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= width
    wide = phone.page.evaluate(
        "[...document.querySelectorAll('main *, header *')]"
        ".filter(e => !e.closest('.scroll') && !e.closest('.visually-hidden')"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []


def test_every_number_shows_its_range_beside_it(desk: Opened) -> None:
    hidden = desk.page.evaluate(
        "[...document.querySelectorAll('table:not(.runs) td.num:not(.alone)')]"
        ".filter(c => c.checkVisibility() && !c.querySelector('.range')?.checkVisibility())"
        ".map(c => c.innerText)"
    )
    assert hidden == []
    assert desk.page.locator("table:not(.runs) td.num .range").count() > 450


def test_a_number_leads_to_its_equation_and_from_there_to_its_source(desk: Opened) -> None:
    desk.page.locator("[id$=-headline] td.num a").first.click()
    # a click answers before the page has gone where it leads
    desk.page.wait_for_url(re.compile(r"#how-real-income$"))
    desk.page.locator("#how-real-income + dd a").first.click()
    desk.page.wait_for_url(re.compile(r"#how-trade$"))
    desk.page.locator("#how-trade + dd a").first.click()
    desk.page.wait_for_url(re.compile(r"#source-"))
    target = desk.page.url.rpartition("#")[2]
    assert target.startswith("source-")
    assert desk.page.locator(f"#{target}").is_visible()


def test_a_link_into_folded_parts_opens_them(desk: Opened) -> None:
    desk.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
    minor = desk.page.locator("details.minor li").first.get_attribute("id")
    desk.page.evaluate(f"location.hash = '{minor}'")
    desk.page.locator(f"#{minor}").wait_for(state="visible")


def test_text_is_readable_on_its_background(desk: Opened) -> None:
    """WCAG 2 contrast of the colours as the browser computes them, for every text that is shown."""
    poor = desk.page.evaluate(_CONTRAST)
    assert poor == []


def test_the_keyboard_reaches_the_first_thing_first(chromium: Any, path: Path) -> None:
    opened = _open(chromium, path, _DESK)
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith("#figures")
    opened.page.context.close()


def test_without_a_script_everything_can_be_read(chromium: Any, path: Path) -> None:
    opened = _open(chromium, path, _DESK, java_script_enabled=False)
    assert opened.page.locator("button[data-copy]:visible").count() == 0
    assert opened.page.locator("h1").is_visible()
    summary = opened.page.locator("details.minor summary")
    summary.click()
    assert opened.page.locator("details.minor li").first.is_visible()
    opened.page.context.close()


@pytest.mark.shared
@pytest.mark.parametrize("viewport", [_PHONE, _DESK], ids=["phone", "desk"])
def test_the_real_brief_in_the_browser(chromium: Any, real_brief: Any, viewport: dict[str, int]) -> None:
    opened = _open(chromium, real_brief.path, viewport)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.wait_for_timeout(200)
    assert opened.requests == [real_brief.path.as_uri()]
    assert opened.complaints == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    numbers = opened.page.locator("table:not(.runs) td.num:not(.alone)")
    assert numbers.count() > 500
    assert (
        numbers.count()
        == opened.page.locator("table:not(.runs) td.num:not(.alone):has(.range):has(a[href^='#'])").count()
    )
    nowhere = opened.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert nowhere == []
    assert opened.page.evaluate(_CONTRAST) == []
    opened.page.context.close()


@pytest.mark.shared
def test_every_drawing_of_the_real_brief_fits_its_box(chromium: Any, real_brief: Any) -> None:
    opened = _open(chromium, real_brief.path, _DESK)
    cut = opened.page.evaluate(
        "[...document.querySelectorAll('svg')].flatMap(s => { const box = s.getBoundingClientRect();"
        " return [...s.querySelectorAll('text')].filter(t => { const r = t.getBoundingClientRect();"
        " return r.width && (r.left < box.left - 1 || r.right > box.right + 1); }).map(t => t.textContent) })"
    )
    assert opened.page.locator("svg").count() >= 5
    assert cut == []
    opened.page.context.close()


_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d');
  const rgb = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const lum = c => .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const poor = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const says = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (e.closest('svg') || !e.checkVisibility() || !says) continue;
    const style = getComputedStyle(e), a = lum(rgb(style.color)), b = lum(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) poor.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""
