"""An answer as it comes: bytes of bounded size, read strictly as one JSON object of a known form."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import NoReturn

from westphalia.errors import DataError
from westphalia.evidence.claims import Document
from westphalia.proposals.proposed import PROTOCOL
from westphalia.proposals.shown import MAX_SHOWN, plain, shown

MAX_ANSWER = 1_000_000  # bytes
MAX_DEPTH = 6
_KEYS = {"protocol", "sha256", "model", "proposals"}
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """An answer about one report: what it calls itself, and its proposals as they came."""

    model: str | None
    entries: tuple[object, ...]


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_ANSWER:
        raise DataError(f"the answer is larger than {MAX_ANSWER / 1e6:.0f} MB")
    if not raw.strip():
        raise DataError("the answer is empty")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise DataError(f"the answer is not UTF-8: byte {raw[fault.start]:#04x} at {fault.start}") from None


def _require_shallow(text: str) -> None:
    depth = 0
    for mark in _BRACKETS.finditer(text):
        depth += (mark["open"] is not None) - (mark["close"] is not None)
        if depth > MAX_DEPTH:
            raise DataError(f"the answer is nested more than {MAX_DEPTH} deep")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise DataError(f"the answer gives a key twice: {shown(twice)}")
    return found


def _no_constant(name: str) -> NoReturn:
    raise DataError(f"the answer holds {name}, which is not JSON")


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        raise DataError(f"the answer is not JSON: {fault.msg} at character {fault.pos} of {len(text)}") from None
    except ValueError as fault:
        raise DataError(f"the answer holds a number that is too long: {plain(str(fault))}") from None


def _text_or_none(data: dict[str, object], key: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_SHOWN or not value.isprintable():
        raise DataError(f"the answer's {key} is {shown(value)}, expected a short line of text")
    return value


def read_answer(raw: bytes, document: Document) -> Answer:
    """The answer about a document; one that is broken, or about another document, is an error of one line."""
    text = _decoded(raw)
    _require_shallow(text)
    data = _parsed(text)
    if not isinstance(data, dict):
        raise DataError("the answer is not a JSON object")
    if extra := sorted(set(data) - _KEYS):
        raise DataError(f"the answer has the key {shown(extra[0])}, expected {', '.join(sorted(_KEYS))}")
    _require_ours(data, document)
    entries = data.get("proposals")
    if not isinstance(entries, list):
        raise DataError("the answer has no list `proposals`")
    return Answer(_text_or_none(data, "model"), tuple(entries))


def _require_ours(data: dict[str, object], document: Document) -> None:
    protocol, sha256 = _text_or_none(data, "protocol"), _text_or_none(data, "sha256")
    if protocol not in (None, PROTOCOL):
        raise DataError(f"the answer speaks {shown(protocol)}, expected {PROTOCOL}")
    if sha256 not in (None, document.sha256):
        raise DataError(f"the answer is about another text: sha256 {shown(sha256)}, expected {document.sha256}")
