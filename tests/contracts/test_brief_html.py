"""What any brief promises as a page: ranges and ways back for numbers, headings in order, nothing fetched."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from briefs import HOSTILE, hand_brief, hand_page
from westphalia.report.brief import render_brief
from westphalia.report.changes import changes, logged
from westphalia.report.corrections import all_corrections
from westphalia.report.kept import kept_brief, read_kept

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "line", "rect", "use"}


class Element:
    """An element with its attributes, its parent and the text inside it."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent, self.words = tag, attributes, parent, ""

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    def inside(self, tag: str) -> "Element | None":
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above


class Tree(HTMLParser):
    """All elements of a page in order; refuses a page that closes what it did not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[Element] = []
        self.stack: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.stack[-1] if self.stack else None)
        self.all.append(element)
        if tag not in _VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append(Element(tag, dict(attrs), self.stack[-1] if self.stack else None))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.stack, f"</{tag}> closes nothing"
            assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            element.words += data

    def named(self, *tags: str) -> list[Element]:
        return [e for e in self.all if e.tag in tags]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(hand_page())


def test_every_element_is_closed(tree: Tree) -> None:
    assert tree.stack == []


def test_numbers_in_tables_have_a_range(tree: Tree) -> None:
    numbers = [e for e in tree.named("td") if "num" in e.classes]
    said = re.compile(r"\((?:.+ to .+|no spread|one path|no range given|range only|(?:.+, )?one run)\)$")
    bare = [e for e in numbers if not said.search(e.words.strip())]
    tables = [e.inside("table") for e in bare]
    assert len(numbers) - len(bare) > 450
    assert all("alone" in e.classes for e in bare)
    levels = ("in the base", "balance: outlook")
    assert all(t is not None and ("runs" in t.classes or any(said in t.words for said in levels)) for t in tables)


def test_a_table_of_single_runs_says_that_it_is_the_range(tree: Tree) -> None:
    runs = [t.words for t in tree.named("table") if "runs" in t.classes]
    why, spread, *accounts = runs
    assert "Why real income changes, reference run" in why
    assert "Spread of models, not probability" in spread
    assert accounts
    assert all("Part of the change" in words or "all together" in words for words in accounts)


def test_numbers_lead_to_a_source_or_a_method(tree: Tree) -> None:
    ids = {str(e.attributes["id"]) for e in tree.all if e.attributes.get("id")}
    linked = Counter()
    for cell in (e for e in tree.named("td") if "num" in e.classes):
        links = [a for a in tree.named("a") if a.parent is cell]
        targets = [str(a.attributes["href"])[1:] for a in links]
        assert all(t in ids for t in targets)
        linked[bool(targets)] += 1
    assert linked[False] == 0
    assert linked[True] > 500


def test_links_and_labels_lead_somewhere(tree: Tree) -> None:
    ids = [str(e.attributes["id"]) for e in tree.all if e.attributes.get("id")]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    wanted = [str(e.attributes["href"])[1:] for e in tree.named("a") if str(e.attributes["href"]).startswith("#")]
    for e in tree.all:
        wanted += (e.attributes.get("aria-labelledby") or "").split()
        wanted += [e.attributes["data-copy"] or ""] if "data-copy" in e.attributes else []
    assert set(wanted) <= set(ids)


def test_headings_go_down_by_one(tree: Tree) -> None:
    levels = [int(e.tag[1]) for e in tree.named("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scoped_heads(tree: Tree) -> None:
    tables = tree.named("table")
    assert all(sum(c.inside("table") is t for c in tree.named("caption")) == 1 for t in tables)
    assert {e.attributes.get("scope") for e in tree.named("th")} == {"col", "row", "rowgroup"}


def test_drawings_have_names_and_their_numbers_beside_them(tree: Tree) -> None:
    figures = tree.named("figure")
    assert len(figures) >= 4
    tables = {t.attributes.get("id") for t in tree.named("table")}
    for figure in figures:
        assert sum(s.inside("figure") is figure for s in tree.named("svg")) == 1
    for svg in tree.named("svg"):
        assert svg.attributes["role"] == "img"
        assert {e.tag for e in tree.all if e.parent is svg} >= {"title", "desc"}
    assert {t for t in tables if t and t.endswith(("-closures", "-partners", "-sectors", "-yearly"))}


def test_the_policy_admits_exactly_the_style_and_the_script_inside() -> None:
    page = hand_page()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    for tag in ("style", "script"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        digest = b64encode(sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_words_of_a_report_are_never_markup() -> None:
    page = hand_page()
    assert HOSTILE not in page
    assert "<em>a blanket" not in page
    assert "&lt;em&gt;a blanket" in page


def test_every_figure_has_its_quotation_with_the_figure_marked(tree: Tree) -> None:
    marks = Counter(e.words for e in tree.named("mark"))
    assert marks == Counter(figure.span.text for _, figure in hand_brief().figures)


def test_then_and_now_stand_side_by_side(tree: Tree) -> None:
    paired = [e for e in tree.named("section") if "paired" in e.classes]
    assert len(paired) == 2
    assert ["As known then" in e.words for e in paired] == [True, False]
    assert "As known now" in paired[1].words


def test_sentences_to_print_have_a_button_that_works_only_with_a_script(tree: Tree) -> None:
    buttons = [b for b in tree.named("button") if not str(b.attributes["data-copy"]).endswith("-yaml")]
    verdicts = [v for several in hand_brief().verdicts.values() for v in several]
    minor = sum(len(hand_brief().verdicts[f.claim]) for _, f in hand_brief().figures if f.salience == "minor")
    assert len(buttons) == len(verdicts) - minor + 1
    assert all("hidden" in b.attributes for b in buttons)


def test_levers_left_out_and_the_command_are_on_the_page(tree: Tree) -> None:
    page = hand_page()
    assert "not worked out" in page
    assert hand_brief().command in page.replace("&#39;", "'")
    assert hand_brief().record.results_sha256 in page


def test_the_same_brief_gives_the_same_page() -> None:
    from westphalia.report.brief import render_brief

    assert render_brief(hand_brief()) == hand_page()


def test_the_sections_are_numbered_one_to_seven(tree: Tree) -> None:
    assert [e.words for e in tree.named("span") if "number" in e.classes] == ["1", "2", "3", "4", "5", "6", "7"]
    (deal,) = [e for e in tree.named("section") if e.attributes.get("id") == "deal"]
    assert "No situation that ships is about these reports" in deal.words


def test_all_levers_stand_together_with_what_was_left_out_and_in_short(tree: Tree) -> None:
    sections = {e.attributes.get("id"): e for e in tree.named("section")}
    assert "are alternatives and are never added up" in sections["together"].words
    assert "The United States adds 20% to the duties on goods" in sections["together"].words
    (short,) = [e for e in tree.named("section") if "takeaways" in e.classes]
    assert "Jobs in the United Kingdom at risk" in short.words
    assert "All levers together" in short.words
    assert all(any(li.inside("ul") is ul for li in tree.named("li")) for ul in tree.named("ul"))


def test_jobs_stand_for_every_country_with_the_sectors_of_each(tree: Tree) -> None:
    tables = {str(e.attributes["id"]): e for e in tree.named("table") if e.attributes.get("id")}
    exposed = tables["scenario-1-exposed"]
    shown = [e.words for e in tree.named("th") if e.inside("table") is exposed and e.attributes["scope"] == "row"]
    assert shown[:2] == ["United Kingdom", "United States"]
    assert {f"scenario-1-{code}-work" for code in ("usa", "fra", "deu", "eu27", "chn")} <= set(tables)


def test_a_page_is_compared_with_itself_and_with_one_that_differs(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_text(hand_page(), encoding="utf-8")
    old, new = read_kept(path), kept_brief(hand_brief())
    assert old == new
    assert changes(old, new, "old.html").nothing
    number = next(n for n in old.numbers if n.what.startswith("debt"))
    moved = number.model_copy(update={"central": number.central + 0.01, "high": number.high + 0.01})
    other = old.model_copy(update={"numbers": tuple(moved if n is number else n for n in old.numbers)})
    found = changes(other, new, f"{HOSTILE}.html")
    log = all_corrections(hand_brief().corrections, logged(found, date(2026, 1, 1)))
    page = render_brief(replace(hand_brief(), changes=found, corrections=log))
    shown = Tree(page)
    assert shown.stack == []
    assert HOSTILE not in page
    words = {e.attributes.get("id"): e.words for e in shown.named("section")}
    assert number.what in words["changes"]
    assert "neither version, data nor levers differ" in words["changes"]
    assert f"{number.scenario}: {number.what}" in words["sources"]
    path.write_text(page, encoding="utf-8")
    assert read_kept(path).corrections == log
