"""Offices: their words in one spelling, who holds them on a day, and a country's short name."""

from datetime import date
from functools import lru_cache

from westphalia.evidence.names.heads import OFFICES, PORTFOLIOS
from westphalia.world.countries import OfficeHolder, countries, office_holders

_SHORT = {"GBR": "UK", "USA": "US", "EU27": "EU", "NATO": "Nato"}
_SAME_OFFICE = {
    "pm": "prime minister", "premier": "prime minister", "taoiseach": "prime minister", "defense": "defence",
    "secretary": "minister", "vice-president": "vice president", "president-elect": "president",
    "treasury": "finance",
}  # fmt: skip


def short_name(code: str) -> str:
    """A country or bloc as a report calls it: UK, US, EU, Nato, France."""
    return _SHORT.get(code) or countries()[code].name


def office_words(words: list[str]) -> frozenset[str]:
    """The words of an office in one spelling: prime and minister for "PM", foreign and minister for a secretary."""
    joined = " ".join(words).replace("secretary general", "secretary-general")
    found = " ".join(_SAME_OFFICE.get(word, word) for word in joined.split())
    return frozenset(word for word in found.split() if word in OFFICES or word in PORTFOLIOS or word == "vice")


@lru_cache(maxsize=16)
def holders_on(on: date) -> tuple[tuple[OfficeHolder, frozenset[str]], ...]:
    """The office-holders of a day with the words of their offices."""
    return tuple(
        (h, office_words(h.role.lower().replace(" of ", " ").replace(" for ", " ").split()))
        for h in office_holders()
        if h.holds(on)
    )


@lru_cache(maxsize=16)
def offices_on(on: date) -> dict[str, tuple[tuple[frozenset[str], str | None], ...]]:
    """The offices of a day, as words with the country, by who holds them."""
    found: dict[str, tuple[tuple[frozenset[str], str | None], ...]] = {}
    for holder, words in holders_on(on):
        found[holder.person] = (*found.get(holder.person, ()), (words, holder.iso3))
    return found


def recorded(name: str) -> OfficeHolder | None:
    """The office-holder of that name, whatever the time."""
    return _by_spelling().get(name)


@lru_cache(maxsize=1)
def _by_spelling() -> dict[str, OfficeHolder]:
    return {name: holder for holder in reversed(office_holders()) for name in (holder.person, *holder.names)}
