"""Why a date was inferred, as a reader can check it: whole words, and what speaks against it said so."""

import re
from collections.abc import Iterable
from typing import Final

from westphalia.evidence.claims import Document

_QUOTED: Final = re.compile("“([^”]+)”")
_AGAINST: Final = "against: "
_PRINTED: Final = "printed: "


def date_clues(document: Document) -> tuple[str, ...]:
    """The clues in the order of the reading; those that speak against the date come last."""
    said = [clue.removeprefix(_PRINTED) for clue in document.report_date_evidence if not clue.startswith(_AGAINST)]
    against = [c.removeprefix(_AGAINST) for c in document.report_date_evidence if c.startswith(_AGAINST)]
    return tuple(whole_words(clue, document.text) for clue in (*said, *_outweighed(against)))


def _outweighed(clues: Iterable[str]) -> list[str]:
    return [f"{clue} would fit another day; outweighed by the clues above" for clue in clues]


def whole_words(clue: str, text: str) -> str:
    """A clue whose quotations begin and end with whole words of the text; an ellipsis stands for the rest."""
    return _QUOTED.sub(lambda m: f"“{_whole(m.group(1), text)}”", clue)


def _whole(quoted: str, text: str) -> str:
    at = text.find(quoted)
    if at < 0:
        return quoted
    end = at + len(quoted)
    if at > 0 and text[at - 1].isalnum() and quoted[0].isalnum():
        quoted = "… " + quoted.partition(" ")[2]
    if end < len(text) and text[end].isalnum() and quoted[-1].isalnum():
        quoted = quoted.rpartition(" ")[0] + " …"
    return quoted
