"""What a stored text holds that calls for care: seen and said, never repaired."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from westphalia.evidence.claims import Document
from westphalia.evidence.words.language import foreign_paragraphs
from westphalia.evidence.words.text import LONGEST, paragraphs
from westphalia.evidence.words.vocabulary import any_of

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DAMAGED = re.compile("\ufffd|â€[™œ\u009d\u0153˜“”]|Â[£ €§°]|Ã[©¨¤¶¼±§]")
_TAG = re.compile(
    r"</?"
    + any_of("p div span br a b i em strong ul ol li table tr td th h[1-6] img script style article section blockquote")
    + r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:amp|nbsp|quot|lt|gt|[lr][sd]quo|pound|euro|[mn]dash|#\d{1,5}|#x[0-9a-f]{1,5});", re.IGNORECASE
)
_CELL = re.compile(r"\t|\||[^\S\n]{3,}")
_TABLE_LINES = 3
_TABLE_GAPS = 2
_OPEN, _CLOSE = "“", "”"
_CONTINUES = ("“", '"', "‘")
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST + 1}}}")


def notices(text: str) -> tuple[str, ...]:
    """What of a text is read with care or not at all, one line each; none for a clean English text."""
    checks: tuple[Callable[[str], Iterable[str]], ...] = (
        _invisible, _controls, _damaged, _markup, _endless, _tables, _unpaired, _foreign,
    )  # fmt: skip
    return tuple(line for check in checks for line in check(text))


def future(document: Document, today: date) -> str | None:
    """What to say of a report that is dated after today."""
    days = (document.report_date - today).days
    if days <= 0:
        return None
    return (
        f"{document.source_file}: dated {document.report_date.isoformat()} ({document.report_date_status}), {days} "
        f"day{'s' * (days > 1)} after today. Check the date, or give it: --date YYYY-MM-DD"
    )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _marks(text: str, pattern: re.Pattern[str], what: str, then: str) -> list[str]:
    """One line on single characters: how many, which, and the line of the first."""
    if text.isascii() and pattern is not _CONTROL:
        return []
    found = list(pattern.finditer(text))
    if not found:
        return []
    kinds = sorted({mark.group() for mark in found})
    names = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '').lower()}".strip() for c in kinds[:3])
    more = f" and {len(kinds) - 3} more" * (len(kinds) > 3)
    count = f"{len(found)} {what}{'s' * (len(found) > 1)}"
    return [f"{count} ({names}{more}), first in line {_line(text, found[0].start())}: {then}"]


def _invisible(text: str) -> list[str]:
    return _marks(text, _INVISIBLE, "invisible mark", "kept in the text; a number or name that one splits is not read")


def _controls(text: str) -> list[str]:
    return _marks(text, _CONTROL, "control character", "kept in the text; a number or name that one splits is not read")


def _damaged(text: str) -> list[str]:
    found = None if text.isascii() else _DAMAGED.search(text)
    if not found:
        return []
    return [
        f"{found.group()!r} in line {_line(text, found.start())} looks like text decoded wrongly before it was saved: "
        "read as it stands; currency signs and quotation marks may be lost"
    ]


def _markup(text: str) -> list[str]:
    tags = list(_TAG.finditer(text)) if "<" in text else []
    entities = list(_ENTITY.finditer(text)) if "&" in text else []
    found = min([*tags[:1], *entities[:1]], key=lambda match: match.start(), default=None)
    if not found or len(tags) + len(entities) < 2:
        return []
    return [
        f"HTML pasted as text ({len(tags) + len(entities)} tags and entities, first {found.group()[:40]!r} in line "
        f"{_line(text, found.start())}): read as it stands; save the page as .html to have it read as a page"
    ]


def _endless(text: str) -> list[str]:
    found = _LONG_RUN.search(text) if max(map(len, text.split()), default=0) > LONGEST else None
    if not found:
        return []
    return [f"more than {LONGEST} characters without a space in line {_line(text, found.start())}: not read as prose"]


def _tables(text: str) -> list[str]:
    """Lines of cells, three or more in a row."""
    if not any(gap in text for gap in ("\t", "|", "   ")):
        return []
    lines = (line.strip() for line in text.split("\n"))
    runs = _runs([number for number, line in enumerate(lines, start=1) if _is_row(line)])
    if not runs:
        return []
    where = ", ".join(f"{first}-{last}" for first, last in runs[:3]) + ", …" * (len(runs) > 3)
    return [f"lines {where} look like a table: its figures are read without the headings of their columns"]


def _is_row(line: str) -> bool:
    return "\t" in line or len(_CELL.findall(line)) >= _TABLE_GAPS


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of every run of three or more consecutive numbers."""
    edges = [0, *(k for k, (a, b) in enumerate(pairwise(numbers), start=1) if b != a + 1), len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(edges) if b - a >= _TABLE_LINES]


def _unpaired(text: str) -> list[str]:
    """Paragraphs whose quotation marks do not pair, save those whose quotation the next one takes up."""
    spans = paragraphs(text)
    goes_on = [text[start:end].lstrip()[:1] in _CONTINUES for start, end in spans]
    wrong = [
        start
        for (start, end), taken_up in zip(spans, [*goes_on, False][1:], strict=True)
        if _is_unpaired(text[start:end], taken_up)
    ]
    if not wrong:
        return []
    where = ", ".join(str(_line(text, start)) for start in wrong[:3]) + ", …" * (len(wrong) > 3)
    many = len(wrong) > 1
    return [f"quotation marks do not pair in the paragraph{'s' * many} at line {where}: quotations there with care"]


def _is_unpaired(block: str, goes_on: bool) -> bool:
    opened, closed = block.count(_OPEN), block.count(_CLOSE)
    straight = block.count('"')
    left_open = (opened - closed) + (straight % 2 if opened == closed else 0)
    if straight and opened != closed and (opened + closed + straight) % 2 == 0:
        return False
    return left_open not in ((0, 1) if goes_on else (0,))


def _foreign(text: str) -> list[str]:
    """What is not English, by language."""
    found = foreign_paragraphs(text)
    if not found:
        return []
    languages = " and ".join(sorted({language for _, _, language in found}))
    all_of_it = sum(end - start for start, end, _ in found) > 0.9 * sum(b - a for a, b in paragraphs(text))
    first = _line(text, found[0][0])
    what = "not English" if all_of_it else f"{len(found)} of {len(paragraphs(text))} paragraphs are not English"
    return [f"{what} (looks like {languages}, from line {first}): only whole percentages (20%) are read there"]
