"""A noun that tells of an event, in its clause."""

from dataclasses import dataclass

from westphalia.evidence.claims import DateInterval, EventType
from westphalia.evidence.events.event_clauses import Site
from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.words.vocabulary import word_set

TAKES_PLACE = word_set(
    """place held due begins begin began begun start starts started resume resumes resumed scheduled planned expected
    set opens opened ended concluded concludes closed closes wrapped"""
)
BEFORE = word_set("before ahead")
AFTER = word_set("after following")
LEADS = ("before ", "after ", "following ", "of ")
DURING = word_set("during in at")
GATHERED = ("meeting", "summit", "talks")


@dataclass(frozen=True, slots=True)
class Mention:
    """An event noun in its clause: first token of its phrase, end of its clause, verb that holds it, and day."""

    site: Site
    kind: EventType
    at: int
    first: int
    end: int
    verb: int | None
    subject: Phrase | None
    day_at: int | None

    @property
    def day(self) -> DateInterval | None:
        """The day of the event."""
        return self.site.day(self.day_at) if self.day_at is not None else None

    @property
    def lead(self) -> str:
        """The preposition before the noun's phrase."""
        day = self.site.word(self.first) if self.site.tag(self.first) == "w" else ""
        if day.startswith(LEADS):
            return "ahead" if day.startswith("of ") else day.split(" ")[0]
        word = self.site.word(self.first - 1)
        return "ahead" if word == "of" and self.site.word(self.first - 2) == "ahead" else word
