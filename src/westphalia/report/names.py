"""Names and addresses on the page: countries in words, anchors, and where a source is found."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from westphalia.scenario.places import EVERYBODY
from westphalia.wording import listed
from westphalia.world.countries import countries, groups, members, the
from westphalia.world.perimeters import PERIMETERS

if TYPE_CHECKING:
    from westphalia.world.load import Source

BUDGETS: Final = "westphalia-defence"
MODELS: Final[Mapping[str, str]] = {
    "westphalia-trade": "how-trade",
    BUDGETS: "how-defence",
}
_SECTORS: Final = re.compile(r"sectors ([A-Z]\w*(?:, [A-Z]\w*)*)")
CLOSURES: Final[Mapping[str, str]] = {
    "fixed_world_share": "deficits keep their share of world income",
    "share_of_own_gdp": "deficits keep their share of own GDP",
    "balanced": "trade balanced first",
}
ELASTICITIES: Final[Mapping[str, str]] = {
    "fgo": "Fontagné, Guimbard & Orefice 2022",
    "caliendo-parro": "Caliendo & Parro 2015",
    "broad": "broad groups of Ignatenko et al. 2025",
    "own": "the base's own",
}
_MODEL_WORDS: Final = {"westphalia-trade": "our trade model", BUDGETS: "our budget accounts"}


@dataclass(frozen=True)
class Link:
    """Words that lead to an anchor of this page; without an anchor, words alone."""

    text: str
    href: str = ""


def country_name(code: str) -> str:
    """The name of a country, bloc or perimeter as a reader knows it; an unknown code stands for itself."""
    known = countries().get(code) or PERIMETERS.get(code)
    return known.name if known else code


def whom(codes: Iterable[str]) -> str:
    """Those a duty hits, in running text: all countries, or by name."""
    return listed("all countries" if code == EVERYBODY else the(code) for code in codes)


def sector_name(code: str) -> str:
    """What a sector is called, without the words every goods sector shares."""
    from westphalia.world.load import sectors

    name = next((s.name for s in sectors() if s.code == code), code).removeprefix("Manufacture of ")
    return name[:1].upper() + name[1:]


def scenario_title(title: str) -> str:
    """A title with the sectors of a duty by name: `tariff on sectors C29` → tariff on motor vehicles …"""
    return _SECTORS.sub(lambda m: listed(_sector_words(code) for code in m.group(1).split(", ")), title)


def _sector_words(code: str) -> str:
    name = sector_name(code)
    return name[:1].lower() + name[1:]


def inside(part: str, whole: str) -> bool:
    """Whether a country is, or belongs to, a bloc."""
    return part == whole or (whole in groups() and part in members(whole))


def claim_anchor(claim: str) -> str:
    """The place of a figure on the page: `3f9a1c02@645-648` → `claim-3f9a1c02-645-648`."""
    return "claim-" + claim.replace("@", "-")


def source_anchor(ident: str) -> str:
    """The place of a source in the list of sources."""
    return f"source-{ident}"


def source_links(idents: Iterable[str], sources: Iterable["Source"]) -> tuple[Link, ...]:
    """Each source once, leading to its entry in the list, or to the account of our own model."""
    by_id = {s.id: s for s in sources}
    return tuple(_source_link(i, by_id) for i in dict.fromkeys(idents))


def titled(source: "Source") -> str:
    """The title of a source, marked where it is our own description, with the outlet it was read in if another."""
    ours = " [our description]" if source.title_kind == "our description" else ""
    return f"{source.title}{ours}{f', {source.provenance}' if second_hand(source) else ''}"


def second_hand(source: "Source") -> bool:
    """Whether the address of a source leads to another's report of it."""
    return source.provenance.startswith("as reported by ")


def _source_link(ident: str, by_id: Mapping[str, "Source"]) -> Link:
    if ident in MODELS:
        return Link(_MODEL_WORDS[ident], f"#{MODELS[ident]}")
    if ident in by_id:
        return Link(titled(by_id[ident]), f"#{source_anchor(ident)}")
    return Link(ident)
