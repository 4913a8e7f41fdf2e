"""What a page keeps of itself: figures with verdicts, numbers with ranges, levers and hashes, for a later comparison.

The block is of a type that browsers do not run, so the page's policy holds; `<`, `>` and `&` are escaped, so no word
of a report can end it.
"""

import datetime
import json
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from westphalia.check.verdict import Verdict
from westphalia.errors import DataError
from westphalia.evidence.claims import Document
from westphalia.report.comparisons import held_words
from westphalia.report.contents import Brief
from westphalia.report.corrections import Correction
from westphalia.report.figures import what_it_is
from westphalia.report.kept_numbers import KeptNumber, kept_numbers
from westphalia.report.levers import lever_words
from westphalia.report.names import scenario_title
from westphalia.scenario.schema import Scenario

SCHEMA: Final = "westphalia-brief/1"
LARGEST: Final = 64 * 2**20
_BLOCK: Final = re.compile(r'<script type="application/json" id="westphalia-brief">(.*?)</script>', re.DOTALL)
_MADE_BY: Final = '<meta name="generator" content="Westphalia '
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_HASH: Final = 16


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptReport(_Kept):
    """One report that was read."""

    file: str
    date: datetime.date
    sha256: str


class KeptHeld(_Kept):
    """A number that a figure was held against, with its range, as the page writes it."""

    label: str
    words: str


class KeptVerdict(_Kept):
    """A verdict in its word, with its route, whether it is as known then or now, its sentence and its numbers.

    A page made before findings were kept has no `sentence` and nothing in `held`.
    """

    route: str | None
    known: str | None
    word: str
    sentence: str | None = None
    held: tuple[KeptHeld, ...] = ()


class KeptFigure(_Kept):
    """A figure as printed, what it is, and its verdicts."""

    claim: str
    printed: str
    concerns: str
    verdicts: tuple[KeptVerdict, ...]


class KeptScenario(_Kept):
    """A drafted scenario with its levers in words; `asked` is the hash of what they do, without what they cite."""

    title: str
    sha256: str
    levers: tuple[str, ...]
    asked: str | None = None


class KeptBrief(_Kept):
    """All that a later brief is compared with. It holds no clock: the same inputs give the same block.

    `date` is the day of the latest report. `tables` are the first digits of the hash of each table of the package,
    `corrections` the log as this page shows it.
    """

    schema_: Literal["westphalia-brief/1"]
    version: str
    date: datetime.date
    results: str
    reports: tuple[KeptReport, ...]
    figures: tuple[KeptFigure, ...]
    scenarios: tuple[KeptScenario, ...]
    numbers: tuple[KeptNumber, ...]
    tables: dict[str, str]
    corrections: tuple[Correction, ...]


def kept_brief(brief: Brief) -> KeptBrief:
    """What the page of a brief keeps."""
    record = brief.record
    return KeptBrief(
        schema_=SCHEMA,
        version=record.version,
        date=max(reading.document.report_date for reading in brief.readings),
        results=record.results_sha256,
        reports=kept_reports(reading.document for reading in brief.readings),
        figures=tuple(_figures(brief)),
        scenarios=tuple(
            KeptScenario(
                title=scenario_title(o.scenario.title),
                sha256=o.scenario.sha256,
                levers=tuple(map(lever_words, o.scenario.levers)),
                asked=_asked(o.scenario),
            )
            for o in brief.runs
        ),
        numbers=kept_numbers(brief),
        tables={table.name: table.sha256[:_HASH] for table in record.tables},
        corrections=brief.corrections,
    )


def kept_reports(documents: Iterable[Document]) -> tuple[KeptReport, ...]:
    """Name, day and hash of each report."""
    return tuple(KeptReport(file=d.source_file, date=d.report_date, sha256=d.sha256) for d in documents)


def _figures(brief: Brief) -> list[KeptFigure]:
    return [
        KeptFigure(
            claim=figure.claim,
            printed=figure.span.text,
            concerns=what_it_is(figure),
            verdicts=tuple(map(_verdict, brief.verdicts.get(figure.claim, ()))),
        )
        for _, figure in brief.figures
    ] + [
        KeptFigure(
            claim=one.said.claim,
            printed=one.said.words,
            concerns="a claim of a record",
            verdicts=tuple(map(_verdict, one.verdicts)),
        )
        for one in brief.records
    ]


def _verdict(verdict: Verdict) -> KeptVerdict:
    return KeptVerdict(
        route=verdict.route,
        known=verdict.known,
        word=verdict.word,
        sentence=verdict.sentence,
        held=tuple(KeptHeld(label=c.label, words=held_words(c, verdict.route or "")) for c in verdict.comparisons),
    )


def _asked(scenario: Scenario) -> str:
    """The first digits of the hash of base and levers: equal where nothing but a citation differs."""
    levers = [lever.model_dump(mode="json", exclude={"claims", "source", "assumed"}) for lever in scenario.levers]
    text = json.dumps([scenario.base, levers], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:_HASH]


def block(kept: KeptBrief) -> str:
    """The text inside the page's block of data."""
    content = {"schema": SCHEMA} | kept.model_dump(mode="json", by_alias=True, exclude={"schema_"})
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&]", lambda found: _ESCAPES[found.group()], text)


def read_kept(path: Path) -> KeptBrief:
    """What an earlier page kept; DataError with the reason where a file is no such page."""
    page = _text(path)
    if _MADE_BY not in page[: 2**14]:
        raise DataError(f"{path}: is no page of westphalia brief. Give one that it wrote.")
    found = _BLOCK.search(page)
    if found is None and not page.rstrip().endswith("</html>"):
        raise DataError(f"{path}: is cut short; it ends before the page does. Copy it again.")
    if found is None:
        raise DataError(
            f"{path}: was made by a version that kept no data in the page, so there is nothing to compare. Make it "
            "again with this one from the same reports."
        )
    return _validated(found.group(1), path)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path}: is larger than {LARGEST // 2**20} MiB, which no brief is. Give a page it wrote.")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise DataError(f"{path}: is no page of westphalia brief (not UTF-8 text). Give one that it wrote.") from None
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}). Give a page that westphalia brief wrote."
        ) from None


def _validated(text: str, path: Path) -> KeptBrief:
    try:
        content = json.loads(text)
        schema = content.pop("schema")
        if schema != SCHEMA:
            raise DataError(f"{path}: its data is of {str(schema)[:40]!r}, and this version reads {SCHEMA}. Use the "
                            "version that wrote it, or make it again.")  # fmt: skip
        return KeptBrief.model_validate(content | {"schema_": schema})
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise DataError(f"{path}: its data does not fit at {where}; the page was changed. Copy it again.") from None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise DataError(f"{path}: its data cannot be read; the page was changed. Copy it again.") from None
