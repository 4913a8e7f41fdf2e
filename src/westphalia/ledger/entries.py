"""From a reading to the rows of a ledger: one per claim, with the content that `read --json` prints."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, cast

from westphalia.evidence.claims import ClaimKind, Event, Figure, Position, Reading, Statement
from westphalia.evidence.read import reading_json

Claim = Figure | Statement | Position | Event
_PLURAL: Final[dict[ClaimKind, str]] = {
    "figure": "figures", "statement": "statements", "position": "positions", "event": "events",
}  # fmt: skip
_WORD: Final = re.compile(r"[\w%£€$.,]*\w")
_ORIGIN: Final = {"proposed": "proposed", "parser": "parser"}


@dataclass(frozen=True)
class Entry:
    """A claim as a row: its identifier in the ledger, its kind, its day and its content."""

    id: str
    kind: ClaimKind
    claim: Claim
    day: date
    content: str

    @property
    def origin(self) -> str:
        """What made the claim: the rules, the parser, or a reader that may only propose."""
        return _ORIGIN.get(self.claim.rule.partition(".")[0], "rules")

    @property
    def signature(self) -> str:
        """What two copies of one claim share, wherever it stands in each."""
        said = "\x1f".join([self.kind, *map(_plain, _said(self.claim))])
        return sha256(said.encode()).hexdigest()[:32]

    @property
    def names(self) -> tuple[str, ...]:
        """The persons and institutions a claim is by or about; whom somebody speaks for is another."""
        given = _names(self.claim)
        return tuple(dict.fromkeys(name for one in given if one for name in one.split("; ")))

    @property
    def codes(self) -> tuple[str, ...]:
        """The countries and blocs a claim is by or about."""
        claim = self.claim
        if isinstance(claim, Figure):
            return tuple(dict.fromkeys((*claim.subject, *claim.target)))
        if isinstance(claim, Statement):
            return (claim.speaker_code,) if claim.speaker_code else ()
        return tuple(dict.fromkeys(claim.codes))


def _said(claim: Claim) -> tuple[str, ...]:
    if isinstance(claim, Figure):
        parties = ("+".join(claim.subject), "+".join(claim.target), str(claim.role), str(claim.year))
        return claim.span.text, claim.measure, *(parties if claim.measure != "other" else (claim.concerns,))
    if isinstance(claim, Statement):
        return claim.speaker or "", *(span.text for span in claim.content)
    if isinstance(claim, Position):
        return claim.actor, claim.stance, claim.span.text
    return claim.type, claim.span.text


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _names(claim: Claim) -> tuple[str | None, ...]:
    if isinstance(claim, Figure):
        return (claim.attributed_to,)
    if isinstance(claim, Statement):
        return (claim.speaker,)
    if isinstance(claim, Position):
        return (claim.actor,)
    return claim.who


def entries(reading: Reading, short: str) -> tuple[Entry, ...]:
    """The claims of a reading as rows; `short` are the digits that tell its report from the others.

    An identifier is `<short>@<start>-<end>/<kind>`; a second claim of one kind at one place ends in `.2`.
    """
    plain = reading_json(reading)
    taken: Counter[str] = Counter()
    found = []
    for kind, claim, content in _claims(reading, plain):
        place = f"{short}@{claim.span.start}-{claim.span.end}/{kind}"
        taken[place] += 1
        name = place if taken[place] == 1 else f"{place}.{taken[place]}"
        found.append(Entry(name, kind, claim, _day(claim, reading), compact(content)))
    return tuple(found)


def _claims(reading: Reading, plain: dict[str, object]) -> Iterator[tuple[ClaimKind, Claim, object]]:
    groups: dict[ClaimKind, Iterable[Claim]] = {
        "figure": reading.figures, "statement": reading.statements, "position": reading.positions,
        "event": reading.events,
    }  # fmt: skip
    for kind, claims in groups.items():
        contents = cast(list[object], plain[_PLURAL[kind]])
        for claim, content in zip(claims, contents, strict=True):
            yield kind, claim, content


def _day(claim: Claim, reading: Reading) -> date:
    """The day an event falls on, as far as it is known; of everything else the day of the report."""
    on = claim.date_start or claim.date_end if isinstance(claim, Event) else None
    return on or reading.document.report_date


def compact(content: object) -> str:
    """Plain data as JSON on one line."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def packed(numbers: tuple[int, ...]) -> bytes:
    """A sketch as bytes: eight for each number, the lowest first."""
    return b"".join(number.to_bytes(8, "little") for number in numbers)


def unpacked(stored: bytes) -> tuple[int, ...]:
    """The sketch in some bytes."""
    return tuple(int.from_bytes(stored[k : k + 8], "little") for k in range(0, len(stored), 8))
