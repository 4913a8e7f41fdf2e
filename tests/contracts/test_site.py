"""The documentation as a site: it builds without a warning, asks nobody for anything and draws every equation."""

import functools
import html
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
NAV = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
LOADS = {"script", "link", "img", "iframe", "source", "video", "audio", "embed", "object", "input"}
SECTIONS = ("Equations", "Limits", "A worked example by hand")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it; a warning is an error there."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def _pages(nav: Any) -> Iterator[str]:
    """Pages named in a part of the navigation."""
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav if isinstance(nav, list) else nav.values():
            yield from _pages(part)


def _section(title: str) -> list[str]:
    (found,) = (part[title] for part in NAV if title in part)
    return list(_pages(found))


class _Loads(HTMLParser):
    """Addresses a page makes a browser fetch by itself; what a reader clicks on is not one."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LOADS:
            self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "poster")]


def _loaded(text: str) -> list[str]:
    parser = _Loads()
    parser.feed(text)
    return parser.found


def _elsewhere(addresses: list[str]) -> list[str]:
    return [address for address in addresses if re.match(r"(?:[a-z]+:)?//", address)]


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 25
    loaded = {page.name: _loaded(page.read_text(encoding="utf-8")) for page in pages}
    assert all(len(found) > 3 for found in loaded.values())
    assert [(name, out) for name, found in loaded.items() if (out := _elsewhere(found))] == []
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet
    for script in site.rglob("*.js"):
        assert "unpkg" not in script.read_text(encoding="utf-8"), script


def test_an_address_elsewhere_is_seen() -> None:
    assert _elsewhere(_loaded('<a href="https://x.example/"><script src="//x.example/m.js"></script><img src="a.png">'))


def test_every_equation_is_drawn(site: Path) -> None:
    drawn = 0
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        assert "arithmatex" not in text, page.name
        for equation in re.findall(r"<math .*?</math>", text, flags=re.DOTALL):
            words = html.unescape(re.sub(r"<[^>]+>", "", equation))
            assert not re.search(r"[\\&]|merror", words), f"{page.name}: not drawn: {words}"
        drawn += text.count("<math ")
    assert drawn > 400


def test_a_line_covers_what_stands_below_it(site: Path) -> None:
    """An overline is a border; the sign itself stays as short as a dash in most fonts."""
    text = (site / "optimal-tariffs.html").read_text(encoding="utf-8")
    assert '<mrow class="over">' in text
    assert "―" not in html.unescape(text)


def test_a_sum_of_money_is_no_equation(site: Path) -> None:
    """A dollar before a number may open an equation only if nobody could read it as a price."""
    for page in sorted(site.rglob("*.html")):
        found = re.findall(r"<math (?:(?!</math>).)*</math>", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = [re.sub(r"<[^>]+>", "", equation) for equation in found]
        assert [text for text in words if re.search(r"^\d+bn|millions?$", text)] == [], page.name


def test_the_site_has_its_five_parts() -> None:
    titles = [title for part in NAV for title in part]
    assert [t for t in titles if t != "Home"] == ["Tutorial", "How-to", "Models", "Reference", "About"]
    assert all(_section(title) for title in titles)


@pytest.mark.parametrize("name", _section("Models"))
def test_a_page_of_a_model_says_what_a_reader_needs_to_check_it(name: str) -> None:
    """Equations, where its numbers come from, what it leaves out, an example that the tests repeat."""
    text = (DOCS / name).read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (.+)$", text, flags=re.MULTILINE))
    assert [title for title in SECTIONS if title not in headings] == []
    assert headings & {"Parameters", "Sources"}
    example = re.search(r"^## A worked example by hand\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert example
    assert re.search(r"^```python\n.*?\bassert\b.*?^```", example[1], flags=re.MULTILINE | re.DOTALL)
    assert re.search(r"\$[^$\n]+\$|^\$\$", text, flags=re.MULTILINE), "no equation"


@pytest.mark.browser
def test_a_browser_asks_nobody_else_and_finds_what_is_looked_for(site: Path, chromium: Any) -> None:
    """Served on this machine: every request goes to it, an equation has a size, the search finds a page."""
    serve = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}/"
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{here}force.html")
        assert page.locator("math").first.bounding_box()["height"] > 5
        page.keyboard.press("/")
        page.keyboard.type("rotation multiple")
        page.get_by_text("matching documents").wait_for()
        page.close()
        server.shutdown()
    assert len(asked) > 3
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""
