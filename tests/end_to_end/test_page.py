"""The page alone: one file, nothing fetched, charts with words and numbers beside them."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction"}


class Page(HTMLParser):
    """Elements of a page with their attributes; notes what is left open, fetched or doubly identified."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="session")
def page(example_brief: Any) -> Page:
    return Page(example_brief.page)


def test_nothing_is_fetched(page: Page) -> None:
    fetched = [
        (tag, name, value)
        for tag, attributes in page.tags
        for name, value in attributes.items()
        if name in FETCHING or (tag in ("link", "image", "use") and name in ("href", "xlink:href"))
        if value and not value.startswith(("#", "data:"))
    ]
    assert fetched == []


def test_styles_fetch_nothing(example_brief: Any) -> None:
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", example_brief.page)


def test_a_policy_forbids_requests(page: Page) -> None:
    (policy,) = [m["content"] for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert "default-src 'none'" in policy


def test_identifiers_are_unique_and_links_inside_lead_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.named("a") if a.get("href") and str(a["href"]).startswith("#")}
    assert targets
    assert targets <= set(ids)


def test_charts_have_title_description_and_a_table(page: Page, example_brief: Any) -> None:
    charts = re.findall(r"<svg.*?</svg>", example_brief.page, flags=re.DOTALL)
    assert charts
    for chart in charts:
        assert "<title" in chart
        assert "<desc" in chart
    assert len(page.named("table")) >= len(charts)


def test_tables_have_captions_and_heads(page: Page) -> None:
    assert len(page.named("caption")) == len(page.named("table"))
    assert all(head.get("scope") for head in page.named("th"))


def test_the_page_says_its_language_and_title(page: Page) -> None:
    assert page.named("html")[0]["lang"] == "en"
    assert len(page.named("title")) >= 1
    assert len(page.named("h1")) == 1


def test_sources_of_figures_are_linked(page: Page) -> None:
    assert [a for a in page.named("a") if str(a.get("href")).startswith("#source-")]


def test_no_bare_python_shows_through(example_brief: Any) -> None:
    text = re.sub(r"<(style|script|svg).*?</\1>|<[^>]+>", " ", example_brief.page, flags=re.DOTALL)
    found = re.findall(
        r"\b(?:None(?! of)|nan|inf|NaN|dict_values|PosixPath|Decimal|array\()\b|\{\{|\}\}|[−-]0\.0+%", text
    )
    assert found == []
