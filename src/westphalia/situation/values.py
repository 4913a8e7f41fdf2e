"""Kinds of value that situations share: text a terminal can print as it stands, and mappings nobody can change."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, Field, PlainSerializer

from westphalia.scenario.levers.base import short

K = TypeVar("K")
V = TypeVar("V")
_UNPRINTED: Final = ("Cc", "Cs", "Zl", "Zp")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAK: Final = re.compile(r"[ \t]*\r?\n\s*")


class Fixed(Mapping[K, V]):
    """A mapping that is read and never written, so that a situation held for many callers stays as it was read."""

    def __init__(self, content: Mapping[K, V]) -> None:
        self._content = dict(content)

    def __getitem__(self, key: K) -> V:
        return self._content[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def __hash__(self) -> int:
        return hash(frozenset(self._content.items()))

    def __repr__(self) -> str:
        return repr(self._content)


def one_line(text: str) -> str:
    """The text, where it is one line that can be printed."""
    if "\n" in text or "\r" in text:
        raise ValueError(f"{short(text)} is more than one line. Write it in one line")
    if any(unicodedata.category(sign) in _UNPRINTED or sign in _TURNING for sign in text):
        raise ValueError(f"{short(text)} holds a control character. Write plain text")
    return text


def folded(text: str) -> str:
    """The text with its lines joined, where it can be printed."""
    return one_line(_BREAK.sub(" ", text.strip("\r\n")) if "\n" in text else text)


Line = Annotated[str, Field(min_length=1), AfterValidator(one_line)]
Prose = Annotated[str, Field(min_length=1), AfterValidator(folded)]
Levels = Annotated[dict[str, str], Field(min_length=1), AfterValidator(Fixed), PlainSerializer(dict)]
End = Annotated[
    dict[str, tuple[str, ...]], Field(min_length=1, max_length=1), AfterValidator(Fixed), PlainSerializer(dict)
]
