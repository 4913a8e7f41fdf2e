"""Which goods a duty falls on, as sector codes of the world input-output tables where a report names them."""

import re
from typing import Literal

Sectors = Literal["goods", "all"] | tuple[str, ...] | None

_CODES = {
    r"steel|iron": ("C24A",),
    r"alumini?um|copper|metals?": ("C24B",),
    r"cars?|car parts|automobiles?|autos?|vehicles?|trucks|lorries|carmakers": ("C29",),
    r"pharmaceuticals?|medicines|drugs": ("C21",),
    r"semiconductors?|chips|microchips|electronics|computers|smartphones": ("C26",),
    r"wines?|spirits|whisk(?:e)?y|champagne|food|cheese|beef|dairy|tobacco|seafood": ("C10T12",),
    r"textiles?|clothing|clothes|shoes|footwear|apparel": ("C13T15",),
    r"chemicals?|fertili[sz]ers?": ("C20",),
    r"lumber|timber|wood": ("C16",),
    r"machinery|machine tools": ("C28",),
    r"furniture|toys": ("C31T33",),
    r"ships|vessels": ("C301",),
    r"aircraft|planes": ("C302T309",),
    r"grain|wheat|soya?beans?|farm (?:goods|products)|agricultural (?:goods|products)|crops": ("A01",),
    r"oil|crude|natural gas": ("B06",),
}  # fmt: skip
_WORDS = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), codes) for words, codes in _CODES.items()]
_EXEMPT = re.compile(
    r"\b(?:except|excluding|exempt\w*|but not|other than|apart from|spared?|includ\w+)\b.*", re.IGNORECASE
)
_SERVICES = re.compile(r"\bgoods and services\b", re.IGNORECASE)
_GOODS = re.compile(
    r"\b(?:goods|imports?|products|merchandise|exports?|wares|shipments|everything)\b(?! of\b)", re.IGNORECASE
)


def sectors_of(words: str) -> Sectors:
    """Sector codes for named goods, "goods" for goods in general, "all" with services, None where nothing is said.

    Goods in general come first where they stand first: "most goods, cars included".
    """
    kept = _EXEMPT.sub("", words)
    if _SERVICES.search(kept):
        return "all"
    general = _GOODS.search(kept)
    found = [(m.start(), codes) for pattern, codes in _WORDS if (m := pattern.search(kept))]
    named = tuple(sorted({code for at, codes in found for code in codes if general is None or at < general.start()}))
    return named or ("goods" if general else None)
