"""Meetings, calls, visits, talks, announcements, sanctions, attacks: who, where, when, expected or done."""

from westphalia.evidence.claims import Event, Statement
from westphalia.evidence.material import Material


def read_events(material: Material, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """The events that a text reports, in order."""
    return ()
