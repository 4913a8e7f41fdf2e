"""Countries, blocs and sectors as a headline writes them."""

from typing import Final

from westphalia.world.countries import countries
from westphalia.world.load import sectors

_ARTICLE: Final = ("United ", "Netherlands", "Philippines")


def short_name(code: str) -> str:
    """A country or bloc as a headline writes it: the US, the EU, Germany."""
    known = countries().get(code)
    if known is None:
        return code
    initials = _initials(code)
    if initials and known.name.startswith((*_ARTICLE, "European ")):
        return f"the {initials}"
    return f"the {known.name}" if known.name.startswith(_ARTICLE) else known.name


def adjective(code: str) -> str:
    """A country or bloc before a noun: US, EU, German."""
    known = countries().get(code)
    if known is None:
        return code
    if code == known.name or not known.demonyms:
        return known.name
    return _initials(code) or known.demonyms[0]


def sector_words(code: str) -> str:
    """A sector in words, such as motor vehicles, trailers and semi-trailers."""
    name = next((sector.name for sector in sectors() if sector.code == code), code)
    name = name.removeprefix("Manufacture of ").replace(" n.e.c.", "")
    return name if name == code else name[0].lower() + name[1:]


def _initials(code: str) -> str | None:
    """The two or three capitals a country goes by in headlines, such as US; None where its name is used."""
    known = countries()[code]
    return next((w for w in known.names if w.isalpha() and w.isupper() and len(w) <= 3 and " " in known.name), None)
