"""What the site needs beyond Markdown: equations as MathML, and pages that stand in the root of the repository.

mkdocs calls these functions (`hooks` in mkdocs.yml). Equations are written in TeX, between dollars, and are turned into
MathML when the site is built: browsers draw that themselves, without a script or a font from elsewhere.
"""

import html
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
ROOT_PAGES = {"CHANGELOG.md": "about/changelog.md", "CONTRIBUTING.md": "about/contributing.md"}
EQUATION = re.compile(r'<(span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</\1>', flags=re.DOTALL)
FOLLOWED = re.compile(r"(<math(?:(?!</math>).)*</math>[,.;:)]+)", flags=re.DOTALL)
NAMED = re.compile(r"(<mrow>|</m\w+>|<mspace[^>]*>)(<mi>(?:ln|log|exp)</mi>)(?=<m(?!o))")
THIN = '<mspace width="0.167em" />'
MATHML = "http://www.w3.org/1998/Math/MathML"
BAR = "\u2015"
ELSEWHERE = "https://unpkg.com/"


def on_files(files: Any, config: Any) -> Any:
    """Adds the pages of the root to those of docs."""
    from mkdocs.structure.files import File

    for name, place in ROOT_PAGES.items():
        files.append(File.generated(config, place, content=_moved((ROOT / name).read_text(encoding="utf-8"))))
    return files


def _moved(text: str) -> str:
    """A page of the root with its links as they read one folder below docs."""
    return re.sub(r"\]\(docs/", "](../", text)


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links to pages of the root lead to where they stand in the site."""
    up = "../" * page.file.src_uri.count("/")
    for name, place in ROOT_PAGES.items():
        markdown = markdown.replace(f"]({up}../{name})", f"]({up}{place})")
    return markdown


def on_page_content(content: str, **_: Any) -> str:
    """Equations as MathML, large where they stand alone; a comma stays on the line of what it follows."""
    return FOLLOWED.sub(r'<span class="whole">\1</span>', EQUATION.sub(_mathml, content))


def _mathml(found: re.Match[str]) -> str:
    from latex2mathml.converter import convert

    alone = found[1] == "div"
    drawn: str = convert(html.unescape(found["tex"]).strip(), display="block" if alone else "inline")
    drawn = _with_lines(NAMED.sub(_spaced, drawn))
    return f'<div class="equation">{drawn}</div>' if alone else drawn


def _spaced(found: re.Match[str]) -> str:
    """The thin spaces that TeX sets around the name of a function."""
    before = "" if found[1] in ("<mrow>", "</mo>") or found[1].startswith("<mspace") else THIN
    return f"{found[1]}{before}{found[2]}{THIN}"


def _with_lines(drawn: str) -> str:
    """An overline as the upper border of what it covers: hardly a font stretches the sign for it."""
    if html.unescape(drawn).count(BAR) == 0:
        return drawn
    ElementTree.register_namespace("", MATHML)
    tree = ElementTree.fromstring(drawn)
    for over in tree.iter(f"{{{MATHML}}}mover"):
        if over[1].text == BAR:
            over.tag = f"{{{MATHML}}}mrow"
            over.set("class", "over")
            over.remove(over[1])
    return ElementTree.tostring(tree, encoding="unicode")


def on_post_build(config: Any) -> None:
    """Takes out of the theme's script the addresses it would load from in old browsers or for diagrams."""
    for script in Path(config["site_dir"]).glob("assets/javascripts/bundle.*.js"):
        script.write_text(script.read_text(encoding="utf-8").replace(ELSEWHERE, "absent/"), encoding="utf-8")
