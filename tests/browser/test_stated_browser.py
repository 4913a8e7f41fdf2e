"""Who wants what and who meets whom in a real browser: readable on any width, reachable, without a script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stated import stated_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stated") / "brief.html"
    made.write_text(stated_page(), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def tab(chromium: Any, path: Path) -> Iterator[Any]:
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(path.as_uri())
    yield tab
    tab.close()


@pytest.mark.parametrize("width", [360, 400, 768, 1280])
def test_nothing_is_cut_off(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    glance = tab.evaluate(
        "(() => { const r = document.querySelector('.wide'); return r.scrollWidth - r.clientWidth })()"
    )
    assert glance <= 0
    assert tab.locator("#glance").is_visible() == (width > 704)


def test_a_dot_leads_to_its_position(tab: Any) -> None:
    tab.set_viewport_size({"width": 1280, "height": 900})
    dot = tab.locator("#glance .dot").first
    dot.click()
    target = tab.url.rpartition("#")[2]
    assert target.startswith("position-")
    assert tab.locator(f"#{target}").is_visible()


def test_a_position_opens_to_its_sentence_without_a_script(chromium: Any, path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    wish = tab.locator(".wishes > li[id^='position-']").first
    assert not wish.locator("mark").is_visible()
    wish.locator("summary").click()
    assert wish.locator("mark").is_visible()
    context.close()


def test_a_disowned_statement_leads_into_the_folded_list(tab: Any) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
    tab.locator("#doubts a[href^='#statement-']").first.click()
    target = tab.url.rpartition("#")[2]
    tab.locator(f"#{target}").wait_for(state="visible")


@pytest.mark.parametrize("width", [400, 1280])
def test_labels_of_the_network_never_meet(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    met = tab.evaluate(
        """() => { const labels = [...document.querySelectorAll('svg.network text')];
        const all = labels.map(t => [t, t.getBoundingClientRect()]);
        const box = document.querySelector('svg.network').getBoundingClientRect(), bad = [];
        for (const [t, r] of all) {
          if (r.left < box.left - 1 || r.right > box.right + 1) bad.push(t.textContent);
          for (const [u, s] of all) if (t !== u && r.left < s.right - 1 && s.left < r.right - 1
            && r.top < s.bottom - 4 && s.top < r.bottom - 4) bad.push(t.textContent + ' / ' + u.textContent); }
        return bad }"""
    )
    assert met == []
    sizes = tab.evaluate(
        "[...document.querySelectorAll('svg.network text')].map(t => t.getBoundingClientRect().height)"
    )
    assert min(sizes) > 9
