"""The UK Sanctions List as the FCDO publishes it in XML, read as a stream.

Elements as in the published file: `Designations` holds `Designation`s, each with `UniqueID`, `Names/Name` (`Name1` to
`Name6`, `NameType`), `NonLatinNames`, `RegimeName`, `IndividualEntityShip`, `DesignationSource`,
`SanctionsImposedIndicators` (one true or false each) or `SanctionsImposed` (a text), `UKStatementofReasons`,
`DateDesignated`, `LastUpdated`, `OFSIGroupID`, `UNReferenceNumber`, `ShipDetails/…/IMONumber`.

A document type can only stand before the first element. What stands there is read by itself first and a document type
refused, so that no entity is ever declared and no other file read. After it one record at a time is in memory, and a
record of more than MAX_RECORD bytes or MAX_ELEMENTS elements, beside or within each other, ends the reading.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate

from westphalia.errors import DataError
from westphalia.register.designation import (
    BadValue,
    Designation,
    Hash,
    SubjectType,
    Unread,
    british_day,
    measure,
    plain,
)

ROOT: Final = "Designations"
MAX_RECORD: Final = 1_000_000  # bytes; a long record of the published list has some tens of thousands
MAX_ELEMENTS: Final = 20_000  # in one record, side by side or within each other; the published list has below a hundred
_CHUNK: Final = 1 << 16
_RECORD: Final = "Designation"
_TYPES: Final[dict[str, SubjectType]] = {"individual": "individual", "entity": "entity", "ship": "ship"}
_PARTS: Final = frozenset(("Name1", "Name2", "Name3", "Name4", "Name5", "Name6"))
_NUMBERS: Final = (("un", "UNReferenceNumber"), ("ofsi", "OFSIGroupID"))
_TRUTH: Final = {"true": True, "1": True, "false": False, "0": False, "": False}
_ANEW: Final = "Fetch the list anew from its publisher; nothing was stored."
Pairs = tuple[tuple[str, str], ...]


def designations(path: Path, as_of: date, told: Hash) -> Iterator[Designation | Unread]:
    """The entries of a list one by one, the bad ones as Unread. Raises DataError where the file cannot be trusted."""
    _require_plain(path)
    number = 0
    for element in _children(path, told):
        if element.tag == _RECORD:
            number += 1
            yield _read(element, number)
        elif element.tag == "DateGenerated":
            _require_day(path, element.text or "", as_of)


def _require_plain(path: Path) -> None:
    """Refuse a document type and another root element, from what stands up to the root and no further."""
    parser: Any = ParserCreate()
    roots: list[str] = []

    def refuse(*_: object) -> None:
        raise DataError(
            f"{path}: line {parser.CurrentLineNumber}: a document type declaration (DOCTYPE), which may declare "
            f"entities, expected a plain list. {_ANEW}"
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, _: roots.append(tag)
    with path.open("rb") as file:
        while not roots and file.tell() <= MAX_RECORD:
            chunk = file.read(_CHUNK)
            try:
                parser.Parse(chunk, not chunk)
            except (ExpatError, LookupError, ValueError) as problem:  # the latter two: an encoding Python does not know
                if not roots:
                    raise _malformed(path, parser.CurrentLineNumber, problem) from None
    if not roots:
        raise _oversized(path, "before its first element")
    if roots[0] != ROOT:
        raise DataError(
            f"{path}: its root element is {roots[0][:60]!r}, expected {ROOT!r} of the UK Sanctions List. Give that "
            "list as XML, or FollowTheMoney entities as JSON lines."
        )


def _children(path: Path, told: Hash) -> Iterator[Element]:
    """The elements within the root, each when it is whole, and forgotten after.

    The root is built within an element begun by hand, so that it can be looked into while the file is read.
    """
    builder = TreeBuilder()
    around, parser, waiting = builder.start("file", {}), XMLParser(target=builder), 0
    with path.open("rb") as file, _well_formed(path):
        while chunk := file.read(_CHUNK):
            told(chunk)
            parser.feed(chunk)
            whole = around[0][:-1] if len(around) else []  # the last may be half read
            waiting = 0 if whole else waiting + len(chunk)
            if waiting:
                _require_short(path, waiting, around)
            yield from whole
            if whole:
                del around[0][:-1]
        builder.end("file")
        parser.close()
    yield from around[0]


@contextmanager
def _well_formed(path: Path) -> Iterator[None]:
    try:
        yield
    except ParseError as problem:
        raise _malformed(path, problem.position[0], problem) from None


def _require_short(path: Path, waiting: int, around: Element) -> None:
    """Refuse to wait longer for the end of a record."""
    if waiting > MAX_RECORD or sum(1 for _ in around.iter()) > MAX_ELEMENTS:
        raise _oversized(path, "in a row without the end of a record")


def _malformed(path: Path, line: int, problem: Exception) -> DataError:
    return DataError(f"{path}: line {line}: not well-formed XML ({problem}), expected a whole list. {_ANEW}")


def _oversized(path: Path, where: str) -> DataError:
    size = f"{MAX_RECORD:,} bytes or {MAX_ELEMENTS:,} elements"
    return DataError(f"{path}: more than {size} {where}, expected a list of short records. {_ANEW}")


def _require_day(path: Path, text: str, as_of: date) -> None:
    """A list cannot have been seen before it was made."""
    try:
        made = british_day(text)
    except BadValue as problem:
        raise DataError(f"{path}: DateGenerated: {problem}. {_ANEW}") from None
    if made and made > as_of.isoformat():
        raise DataError(
            f"{path}: generated on {made}, after the day {as_of} it is said to be of. Give its own day with --as-of."
        )


def _read(element: Element, number: int) -> Designation | Unread:
    """The designation in an element, or why it is none."""
    parts = {child.tag: child for child in element}
    texts = {tag: child.text or "" for tag, child in parts.items()}
    key = plain(texts.get("UniqueID", ""))
    try:
        return Designation(
            key=key,
            subject_type=_subject_type(texts.get("IndividualEntityShip", "")),
            regime=_required(texts, "RegimeName"),
            measures=_flagged(parts.get("SanctionsImposedIndicators", ()))
            or _worded(texts.get("SanctionsImposed", "")),
            listed_on=british_day(_required(texts, "DateDesignated")),
            updated_on=british_day(texts.get("LastUpdated", "")),
            source=plain(texts.get("DesignationSource", "")),
            names=_names(parts.get("Names", ()), parts.get("NonLatinNames")),
            ids=_ids(texts, parts.get("ShipDetails")),
            reason=plain(texts.get("UKStatementofReasons", "")),
            place=number,
        )
    except BadValue as problem:
        return Unread(number, key or None, str(problem))


def _required(texts: dict[str, str], tag: str) -> str:
    text = plain(texts.get(tag, ""))
    if not text:
        raise BadValue(f"no {tag}")
    return text


def _subject_type(text: str) -> SubjectType:
    known = _TYPES.get(text.strip().lower())
    if known is None:
        raise BadValue(f"IndividualEntityShip: {plain(text)[:40]!r}, expected Individual, Entity or Ship")
    return known


def _flagged(flags: Iterable[Element]) -> tuple[str, ...]:
    """The measures whose flag is set, whatever their names."""
    found = []
    for flag in flags:
        said = _TRUTH.get(flag.text or "")
        if said is None:
            said = _TRUTH.get((flag.text or "").strip().lower())
        if said is None:
            raise BadValue(f"{flag.tag[:40]}: {plain(flag.text or '')[:40]!r}, expected true or false")
        if said:
            found.append(flag.tag)
    return tuple(found)


def _worded(text: str) -> tuple[str, ...]:
    """The measures of a list that gives them in words."""
    return tuple(measure(part) for part in text.split("|") if part.strip())


def _names(names: Iterable[Element], others: Element | None) -> Pairs:
    """Names with their kind: of each the parts in their order, the family or entity name last."""
    found = []
    for name in names:
        kind = name.findtext("NameType") or "name"
        words = [part.text for part in name if part.tag in _PARTS and part.text]
        found.append((plain(kind).lower(), plain(" ".join(words))))
    if others is not None:
        found += [("non-latin", plain(name.text or "")) for name in others.iter("NameNonLatinScript")]
    return tuple(pair for pair in found if pair[1])


def _ids(texts: dict[str, str], ship: Element | None) -> Pairs:
    """Official numbers, the ship's without the letters before it."""
    found = [(kind, plain(texts.get(tag, ""))) for kind, tag in _NUMBERS]
    if ship is not None:
        found += [("imo", imo_number(number.text or "")) for number in ship.iter("IMONumber")]
    return tuple(pair for pair in found if pair[1])


def imo_number(text: str) -> str:
    """The digits of a ship's number: IMO 1234567, IMO1234567 and 1234567 are one."""
    return plain(text).upper().removeprefix("IMO").strip()
