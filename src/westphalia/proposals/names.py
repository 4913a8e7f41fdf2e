"""Names a proposal may use: those of the text, and those the registry knows for it."""

from functools import cached_property

from westphalia.evidence.claims import Document
from westphalia.evidence.lines.offices import short_name
from westphalia.evidence.names.registry import build_registry
from westphalia.evidence.words.vocabulary import word_set
from westphalia.proposals.places import Places
from westphalia.world.countries import office_holders

_PRONOUNS = word_set("he she they it we i you him her them us me who which this that these those one")


class Names:
    """The names of one document."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document = document
        self.places = places

    def fault(self, name: str) -> str | None:
        """Why a name is none of this document; None for one that is."""
        if name.casefold() in _PRONOUNS:
            return "is a pronoun, not a name"
        if not any(c.isalpha() for c in name) or name != name.strip() or not name.isprintable():
            return "is no name"
        known = self.places.names(name) or name in self._registered
        return None if known else "is neither in the text nor known for it"

    @cached_property
    def _registered(self) -> frozenset[str]:
        """Fullest names of persons, countries by their short names, and who held office in them that day."""
        day = self.document.report_date
        registry = build_registry(self.document.text, day)
        codes = {mention.actor for mention in registry.mentions}
        persons = {person.name for person in registry.persons.values()} | set(registry.titles.values())
        held = {holder.person for holder in office_holders() if holder.iso3 in codes and holder.holds(day)}
        return frozenset(persons | held | {short_name(code) for code in codes})
