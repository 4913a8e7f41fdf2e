"""Noun phrases that can act or speak: persons, offices, unnamed sources, institutions, countries, pronouns."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from westphalia.evidence.lines.tokens import Line, Token

Sort = Literal["person", "office", "country", "institution", "outlet", "pronoun"]

_OWNER = r"(?:d?[JCl]{0,2}[gnioraBC]s)"  # Russia's, Mr Macron's, the bank's
_BEFORE = r"(?:[jlJCagio#]|n(?=r)){0,4}"
_GIVEN = (
    r"(?:[jlJCagio#]{0,3}[gioraB](?:k(?:d?[jlJC]{0,2})[gioraB])?|[jlJC]{0,2}n|[JC]{1,3}(?:k[JC]{1,2})?|[jl]{0,2}lP[gC])"
)
_OF = rf"(?:[Pm]d?{_GIVEN}(?:Pd?[JC]{{0,2}}[gia])?)?"
_STANDING = r"(?:j|#|n(?=r)|[agioJC]l{0,2}(?=[rJjagio])|[agioJC])"
_TITLED = rf"(?:{_STANDING}{{0,4}}r{{1,2}}{_OF},)"  # former French ambassador to the US, …
_TITLE = rf"(?:{_OWNER}|dl{{0,2}}(?![,f]))?{_STANDING}{{0,4}}(?:[rJ]{{1,3}}{_OF})?"
_PERSON = rf"(?:{_TITLE}|{_TITLED})n(?!r)(?!s[jlJCagio#]{{0,4}}[rB])"
_OFFICE = rf"(?:(?:{_OWNER}|d)?{_BEFORE}[rB]{{1,2}}(?!n){_OF})"
_PLACE = r"(?:d?C{0,2}[gi]{1,2}(?![rBCJ])|d?o|da(?![lrBC])|a(?=[uc]))"
_PHRASE = re.compile(rf"(?P<person>{_PERSON})|(?P<office>{_OFFICE})|(?P<place>{_PLACE})|(?P<pronoun>p)")
_JOIN = re.compile(r",?k|,")
_SORTS: dict[str, Sort] = {"g": "country", "a": "country", "i": "institution", "o": "outlet"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (inclusive) of a line that name somebody; `parts` where several are joined by and."""

    line: Line
    first: int
    last: int
    sort: Sort
    parts: tuple["Phrase", ...] = ()

    @property
    def start(self) -> int:
        """Where the phrase begins in the text."""
        return self.line.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where the phrase ends in the text."""
        return self.line.tokens[self.last].end

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the phrase."""
        return self.line.tokens[self.first : self.last + 1]

    @property
    def tags(self) -> str:
        """The tags of the phrase."""
        return self.line.tags[self.first : self.last + 1]

    @property
    def plural(self) -> bool:
        """Whether it stands for several: joined names, or a noun in the plural."""
        if self.parts:
            return True
        head = self.head
        return head.tag in "rB" and head.word.endswith("s") and not head.word.endswith("ss")

    @property
    def head(self) -> Token:
        """The noun that the phrase is about: the name, or the last noun before its complement."""
        tags = self.tags
        if self.sort == "person":
            return self.tokens[-1]
        if self.sort == "office":
            cut = re.search(r"[Pm]", tags)
            upto = cut.start() if cut else len(tags)
            return self.tokens[max(tags.rfind("r", 0, upto), tags.rfind("B", 0, upto))]
        return self.tokens[-1]


def _sort(kind: str, tags: str) -> Sort:
    if kind == "place":
        return _SORTS[tags[-1]]
    return kind  # type: ignore[return-value]


def _joined(line: Line, found: list[Phrase]) -> tuple[Phrase, ...]:
    """Phrases joined by commas and "and" as one: "Macron, Tusk and Merz"."""
    out: list[Phrase] = []
    chain: list[Phrase] = []
    for phrase in found:
        link = line.tags[chain[-1].last + 1 : phrase.first] if chain else ""
        if chain and phrase.sort != "pronoun" and _JOIN.fullmatch(link):
            chain.append(phrase)
            continue
        out.extend(_close(line, chain))
        chain = [phrase]
    return tuple(out + _close(line, chain))


def _close(line: Line, chain: list[Phrase]) -> list[Phrase]:
    """A chain is one phrase where "and" stands before its last part; otherwise its commas part it."""
    if len(chain) < 2 or "k" not in line.tags[chain[-2].last + 1 : chain[-1].first]:
        return chain
    return [Phrase(line, chain[0].first, chain[-1].last, chain[0].sort, tuple(chain))]


def phrases(line: Line) -> tuple[Phrase, ...]:
    """The noun phrases of a line that can act or speak, in order."""
    found = [
        Phrase(line, m.start(), m.end() - 1, _sort(m.lastgroup or "", m.group())) for m in _PHRASE.finditer(line.tags)
    ]
    return _joined(line, found)


def ending_at(found: tuple[Phrase, ...], last: int) -> Phrase | None:
    """The phrase whose last token is the given one."""
    at = bisect_left(found, last, key=lambda p: p.last)
    return found[at] if at < len(found) and found[at].last == last else None


def starting_at(found: tuple[Phrase, ...], first: int) -> Phrase | None:
    """The phrase whose first token is the given one."""
    at = bisect_left(found, first, key=lambda p: p.first)
    return found[at] if at < len(found) and found[at].first == first else None
