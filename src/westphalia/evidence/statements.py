"""What somebody is reported to have said: quotations and indirect speech with their speakers."""

from westphalia.evidence.claims import Span, Statement
from westphalia.evidence.material import Material


def read_statements(material: Material) -> tuple[tuple[Statement, ...], tuple[Span, ...]]:
    """The statements of a text in order, and the quoted terms that nobody is said to have spoken."""
    return (), ()
