"""The bytes of a report and the text they hold: nothing is guessed, nothing is repaired silently."""

import re
from pathlib import Path

from westphalia.errors import EvidenceError

MAX_BYTES = 5_000_000
_BOM = b"\xef\xbb\xbf"
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip archive or an Office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TWO_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}")


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise EvidenceError(
                f"{path}: is a directory, expected one report as a text file. Give the path of a file in it."
            )
        return path.stat().st_size
    except FileNotFoundError:
        raise EvidenceError(
            f"{path}: no such file, expected a report as a text file. Check the path and its spelling."
        ) from None
    except (OSError, ValueError) as problem:
        raise EvidenceError(
            f"{path}: cannot be read ({getattr(problem, 'strerror', problem)}), expected a readable "
            f"text file. Check the path and its permissions."
        ) from None


def _too_large(name: str, size: int) -> EvidenceError:
    return EvidenceError(
        f"{name}: {size / 1e6:.1f} MB, expected a report of at most {MAX_BYTES / 1e6:.0f} "
        f"MB. Split it into single reports."
    )


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a report; what is missing, a directory or enormous is refused before it is read."""
    path = Path(path)
    size = _size(path)
    if size > MAX_BYTES:
        raise _too_large(str(path), size)
    try:
        with path.open("rb") as file:
            content = file.read(size + 1)
            if len(content) > size:  # a pipe, or a file that grows
                content += file.read(MAX_BYTES - size)
    except OSError as problem:
        raise EvidenceError(
            f"{path}: cannot be read ({problem.strerror}), expected a readable text file. Check its permissions."
        ) from None
    if len(content) > MAX_BYTES:
        raise _too_large(str(path), len(content))
    return content


def require_text(text: str, source_file: str) -> str:
    """The text itself, where there is any."""
    if not text.strip():
        raise EvidenceError(f"{source_file}: is empty, expected the text of a report. Check that the report was saved.")
    return text


def _require_plain(content: bytes, source_file: str) -> None:
    """Refuse what is known not to be text in UTF-8 by its first bytes or by a zero byte."""
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise EvidenceError(
                f"{source_file}: is {what}, expected plain text in UTF-8. Save or export the report as a text file."
            )
    if content.startswith(_UTF16):
        raise EvidenceError(
            f"{source_file}: is encoded in UTF-16, expected UTF-8. Convert "
            f"it: iconv -f UTF-16 -t UTF-8 {source_file} > report.txt"
        )
    if b"\0" in content:
        at = content.index(b"\0")
        raise EvidenceError(
            f"{source_file}: holds a zero byte at byte {at}, so it is binary; "
            f"expected plain text in UTF-8. Save the report as a text file."
        )


def _not_utf8(content: bytes, at: int, source_file: str) -> EvidenceError:
    """What to say of a byte that is not UTF-8: the whole file in another encoding, or two encodings in one file."""
    line = content.count(b"\n", 0, at) + 1
    where = f"{source_file}: byte {at} (0x{content[at]:02x}) is not UTF-8"
    good = _TWO_BYTES.search(content)
    if good:
        return EvidenceError(
            f"{where} (line {line}), though byte {good.start()} is: the file mixes two encodings, expected UTF-8 "
            "throughout. Write that character anew in an editor; converting the whole file would damage the rest."
        )
    return EvidenceError(
        f"{where}. If it was written on Windows, convert it: iconv -f WINDOWS-1252 -t UTF-8 {source_file} > report.txt"
    )


def decode(content: bytes, source_file: str) -> str:
    """The text of a report in UTF-8, without a byte order mark; nothing else is changed, nothing is guessed."""
    if len(content) > MAX_BYTES:
        raise _too_large(source_file, len(content))
    _require_plain(content, source_file)
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as problem:
        at = problem.start + (len(_BOM) if content.startswith(_BOM) else 0)
        raise _not_utf8(content, at, source_file) from None
    return require_text(text, source_file)
