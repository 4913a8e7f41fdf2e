"""The UK Sanctions List as the FCDO publishes it in XML, read as a stream.

Elements as in the published file: `Designations` holds `Designation`s, each with `UniqueID`, `Names/Name` (`Name1` to
`Name6`, `NameType`, `AliasStrength`), `NonLatinNames`, `RegimeName`, `IndividualEntityShip`, `DesignationSource`,
`SanctionsImposedIndicators` (one true or false each) or `SanctionsImposed` (a text), `UKStatementofReasons`,
`DateDesignated`, `LastUpdated`, `OFSIGroupID`, `UNReferenceNumber`, `IMONumber`.

No tree is built. A document type is refused where it begins, so no entity can be declared and no other file is read;
a record longer than MAX_RECORD and nesting deeper than MAX_DEPTH end the reading.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from westphalia.errors import DataError
from westphalia.register.designation import BadValue, Designation, SubjectType, Unread, british_day, measure, plain

ROOT: Final = "Designations"
MAX_RECORD: Final = 1_000_000  # bytes; the longest of the published list are some tens of thousands
MAX_DEPTH: Final = 16  # the published list has seven
_CHUNK: Final = 1 << 16
_RECORD: Final = "Designation"
_FLAGS: Final = "SanctionsImposedIndicators"
_TYPES: Final[dict[str, SubjectType]] = {"individual": "individual", "entity": "entity", "ship": "ship"}
_PARTS: Final = frozenset(("Name1", "Name2", "Name3", "Name4", "Name5", "Name6"))
_SEVERAL: Final = _PARTS | {"NameType", "NameNonLatinScript", "IMONumber"}
_ONCE: Final = frozenset((
    "UniqueID", "OFSIGroupID", "UNReferenceNumber", "RegimeName", "IndividualEntityShip", "DesignationSource",
    "SanctionsImposed", "UKStatementofReasons", "DateDesignated", "LastUpdated", "DateGenerated",
))  # fmt: skip
_NUMBERS: Final = (("un", "UNReferenceNumber"), ("ofsi", "OFSIGroupID"))
_TRUTH: Final = {"true": True, "1": True, "false": False, "0": False, "": False}
Fields = list[tuple[str, str]]


def designations(path: Path, as_of: date) -> Iterator[Designation | Unread]:
    """The entries of a list one by one, the bad ones as Unread. Raises DataError where the file cannot be trusted."""
    reading = _Reading(path, as_of)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            reading.feed(chunk)
            yield from reading.taken()
        reading.feed(b"")
        yield from reading.taken()


class _Reading:
    """One pass of expat over a file: the wanted texts of the record at hand, and the records that are done."""

    def __init__(self, path: Path, as_of: date) -> None:
        self._path, self._as_of = path, as_of
        self._done: list[Designation | Unread] = []
        self._fed = self._since = 0
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._handle()

    def _handle(self) -> None:
        """Set what is called at each tag: closures on local names, since they run a hundred times for each record."""
        parser, texts, record = self._parser, list[str](), _Record()
        clear, joined, once, flags, names = texts.clear, "".join, record.once, record.flags, record.names
        depth, in_flags = 0, False

        def start(tag: str, _: object) -> None:
            nonlocal depth, in_flags
            clear()
            depth += 1
            if depth <= 2:
                self._begin(tag, depth)
                record.line = parser.CurrentLineNumber
            elif tag == _FLAGS:
                in_flags = True
            elif depth > MAX_DEPTH:
                raise DataError(self._wrong(f"elements within elements more than {MAX_DEPTH} deep"))

        def end(tag: str) -> None:
            nonlocal depth, in_flags
            depth -= 1
            if in_flags:
                in_flags = tag != _FLAGS
                flags.append((tag, joined(texts)))
            elif tag in _ONCE:
                once[tag] = joined(texts)
            elif tag in _SEVERAL:
                names.append((tag, joined(texts)))
            if depth == 1:
                self._end(tag, record)
            clear()

        parser.CharacterDataHandler = texts.append
        parser.StartElementHandler, parser.EndElementHandler = start, end

    def feed(self, chunk: bytes) -> None:
        """Read on; no bytes end the file."""
        try:
            self._parser.Parse(chunk, not chunk)
        except ExpatError as problem:
            raise DataError(f"{self._path}: line {problem.lineno}: not well-formed XML ({problem}). {_ANEW}") from None
        self._fed += len(chunk)
        if self._fed - max(self._since, self._parser.CurrentByteIndex if not self._since else 0) > MAX_RECORD + _CHUNK:
            raise DataError(self._wrong(f"a record or tag of more than {MAX_RECORD:,} bytes"))

    def taken(self) -> list[Designation | Unread]:
        """The records done since it was last asked."""
        done, self._done = self._done, []
        return done

    def _begin(self, tag: str, depth: int) -> None:
        if depth == 1 and tag != ROOT:
            raise DataError(
                f"{self._path}: its root element is {tag[:60]!r}, expected {ROOT!r} of the UK Sanctions List. "
                "Give that list as XML, or FollowTheMoney entities as JSON lines."
            )
        self._since = self._parser.CurrentByteIndex

    def _end(self, tag: str, record: "_Record") -> None:
        self._since = self._parser.CurrentByteIndex
        if tag == _RECORD:
            self._done.append(record.read())
        elif tag == "DateGenerated":
            self._require_day(record.once[tag])
        record.clear()

    def _require_day(self, text: str) -> None:
        """A list cannot have been seen before it was made."""
        try:
            made = british_day(text)
        except BadValue as problem:
            raise DataError(self._wrong(f"DateGenerated: {problem}")) from None
        if made and made > self._as_of.isoformat():
            raise DataError(
                f"{self._path}: generated on {made}, after the day {self._as_of} it is said to be of. "
                "Give its own day with --as-of."
            )

    def _refuse_doctype(self, *_: object) -> None:
        raise DataError(self._wrong("a document type declaration (DOCTYPE), which may declare entities"))

    def _wrong(self, what: str) -> str:
        return f"{self._path}: line {self._parser.CurrentLineNumber}: {what}, expected a plain list. {_ANEW}"


_ANEW: Final = "Fetch the list anew from its publisher; nothing was stored."


class _Record:
    """The texts of one record: what stands in it once, its flags, its names and ships' numbers in their order."""

    def __init__(self) -> None:
        self.once: dict[str, str] = {}
        self.flags: Fields = []
        self.names: Fields = []
        self.line = 0

    def clear(self) -> None:
        """Forget them."""
        self.once.clear()
        self.flags.clear()
        self.names.clear()

    def read(self) -> Designation | Unread:
        """The designation, or why it is none."""
        key = plain(self.once.get("UniqueID", "")) or None
        try:
            return self._designation(key or "")
        except BadValue as problem:
            return Unread(self.line, key, str(problem))

    def _designation(self, key: str) -> Designation:
        text = self.once.get
        return Designation(
            key=key,
            subject_type=_subject_type(text("IndividualEntityShip", "")),
            regime=self._required("RegimeName"),
            measures=_flagged(self.flags) or _worded(text("SanctionsImposed", "")),
            listed_on=british_day(self._required("DateDesignated")),
            updated_on=british_day(text("LastUpdated", "")),
            source=plain(text("DesignationSource", "")),
            names=_names(self.names),
            ids=self._ids(),
            reason=plain(text("UKStatementofReasons", "")),
            line=self.line,
        )

    def _required(self, tag: str) -> str:
        text = plain(self.once.get(tag, ""))
        if not text:
            raise BadValue(f"no {tag}")
        return text

    def _ids(self) -> tuple[tuple[str, str], ...]:
        """Official numbers, the ship's without the letters before it."""
        known = [(kind, plain(self.once.get(tag, ""))) for kind, tag in _NUMBERS]
        ships = [("imo", imo_number(text)) for tag, text in self.names if tag == "IMONumber"]
        return tuple((kind, text) for kind, text in known + ships if text)


def _subject_type(text: str) -> SubjectType:
    known = _TYPES.get(text.strip().lower())
    if known is None:
        raise BadValue(f"IndividualEntityShip: {plain(text)[:40]!r}, expected Individual, Entity or Ship")
    return known


def _flagged(flags: Fields) -> tuple[str, ...]:
    """The measures whose flag is set, whatever their names."""
    found = []
    for tag, text in flags:
        said = _TRUTH.get(text) if text in _TRUTH else _TRUTH.get(text.strip().lower())
        if said is None:
            raise BadValue(f"{tag[:40]}: {plain(text)[:40]!r}, expected true or false")
        if said:
            found.append(tag)
    return tuple(found)


def _worded(text: str) -> tuple[str, ...]:
    """The measures of a list that gives them in words."""
    return tuple(measure(part) for part in text.split("|") if part.strip())


def _names(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Names with their kind, as `Name1` to `Name6` give them; `NameType` closes one."""
    found: list[tuple[str, str]] = []
    parts: list[str] = []
    for tag, text in fields:
        if tag in _PARTS:
            parts.append(text)
        elif tag == "NameType":
            found.append((plain(text).lower() or "name", plain(" ".join(parts))))
            parts.clear()
        elif tag == "NameNonLatinScript":
            found.append(("non-latin", plain(text)))
    found.append(("name", plain(" ".join(parts))))
    return tuple(pair for pair in found if pair[1])


def imo_number(text: str) -> str:
    """The digits of a ship's number: IMO 1234567, IMO1234567 and 1234567 are one."""
    return plain(text).upper().removeprefix("IMO").strip()
