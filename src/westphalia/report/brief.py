"""The brief: one self-contained page from readings, verdicts and outcomes."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from westphalia.check.verdict import VOCABULARY
from westphalia.report.beside import beside_tables
from westphalia.report.change_words import change_lines, change_tables
from westphalia.report.clues import date_clues
from westphalia.report.contents import Brief
from westphalia.report.deal import deal_part
from westphalia.report.figures import SYMBOLS, figure_cards, needing_care
from westphalia.report.follows import scenario_parts
from westphalia.report.headlines import found, headlines
from westphalia.report.kept import block, kept_brief
from westphalia.report.names import Link, claim_anchor
from westphalia.report.network import network
from westphalia.report.network_drawing import network_chart
from westphalia.report.proposals import proposals, scenario_yaml
from westphalia.report.provenance import provenance
from westphalia.report.records import record_cards
from westphalia.report.stances import SIDE_WORDS, SYMBOLS_OF_SIDES
from westphalia.report.stated import stated
from westphalia.report.studies import study_matrices
from westphalia.report.together import together_part
from westphalia.wording import day

if TYPE_CHECKING:
    from jinja2 import Environment, Template

__all__ = ["Brief", "render_brief"]

_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def render_brief(brief: Brief) -> str:
    """The page as one HTML document: styles, script and drawings inside, no request to anywhere."""
    cards, held = (*figure_cards(brief), *record_cards(brief)), stated(brief.readings)
    style, script = stylesheet("style.css"), _asset("copy.js")
    html = template("brief.html.j2").render(
        brief=brief,
        policy=content_policy(style, script),
        style=style,
        script=script,
        found=found(brief),
        headlines=headlines(brief),
        cards=cards,
        care=needing_care(cards),
        matrices=study_matrices(brief),
        besides=beside_tables(brief.beside) if brief.beside else (),
        parts=scenario_parts(brief),
        together=together_part(brief),
        deal=deal_part(brief),
        changes=brief.changes,
        change_lines=change_lines(brief.changes) if brief.changes else (),
        change_tables=change_tables(brief.changes) if brief.changes else (),
        kept=block(kept_brief(brief)),
        provenance=provenance(brief),
        vocabulary=VOCABULARY,
        clues=date_clues,
        symbols=SYMBOLS,
        undrafted=_undrafted(brief),
        stated=held,
        side_words=SIDE_WORDS,
        side_symbols=SYMBOLS_OF_SIDES,
        meetings=network_chart(network(held.diary.entries)),
        proposed=proposals(brief, held.wishes),
        scenario_files=[scenario_yaml(outcome) for outcome in brief.outcomes],
    )
    return _BLANK_LINES.sub("\n", html)


def _undrafted(brief: Brief) -> list[tuple[Link, str]]:
    """Figures that move a lever but led to no scenario, with the reason."""
    printed = {figure.claim: figure for _, figure in brief.figures}
    return [
        (Link(f"{printed[claim].span.text}, {printed[claim].concerns}", f"#{claim_anchor(claim)}"), why)
        for claim, why in brief.undrafted.items()
        if claim in printed
    ]


def content_policy(style: str, script: str | None = None) -> str:
    """A content security policy that admits exactly the style and the script, where there is one, inside the page."""
    run = "" if script is None else f"script-src '{_digest(script)}'; "
    return f"default-src 'none'; style-src '{_digest(style)}'; {run}base-uri 'none'; form-action 'none'"


def stylesheet(name: str) -> str:
    """A style of the package as it stands inside a page."""
    return _asset(name)


def template(name: str) -> "Template":
    """A page of the package, ready to be filled; text is escaped unless marked as ours."""
    return _environment().get_template(name)


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _asset(name: str) -> str:
    text = files("westphalia.report").joinpath("templates").joinpath(name).read_text(encoding="utf-8")
    return _BLANK_LINES.sub("\n", text.strip())


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("westphalia.report", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    filters: dict[str, Any] = {"day": day, "inline": Markup}
    environment.filters.update(filters)
    return environment
