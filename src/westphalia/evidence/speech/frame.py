"""One verb of saying with its subject and the words it reports, as tokens of a line."""

from dataclasses import dataclass
from typing import Literal

from westphalia.evidence.lines.phrases import Phrase
from westphalia.evidence.lines.tokens import Line

Way = Literal["before", "after", "inverted", "participle", "by", "according", "headline", "colon", "silence", "parser"]
FORWARD_STOPS = ".,-;kbhy("


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb of saying with its subject and the tokens it reports (`pieces`, as first and last, inclusive).

    `subject` is None where it is taken up from an earlier verb (`shared`) or stays open; `it` is the place of "it" as
    subject. `addressee` is who is told, `circumstances` the tokens between the verb and its content (outlet,
    occasion). `ahead` marks what is not said yet, `open_end` a colon whose words follow in the next line, `inside` a
    relative clause, whose content ends with it.
    """

    line: Line
    cue: int
    lemma: str
    way: Way
    subject: Phrase | None
    pieces: tuple[tuple[int, int], ...]
    addressee: Phrase | None = None
    circumstances: tuple[int, int] | None = None
    particle: int | None = None
    shared: bool = False
    ahead: bool = False
    open_end: bool = False
    inside: bool = False
    it: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a verb: its phrase and first token, or how it is taken up from before."""

    phrase: Phrase | None
    first: int
    shared: bool = False
    inside: bool = False
    it: int | None = None
