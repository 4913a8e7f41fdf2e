"""Where every number comes from: equations, ranges, sources, limits, the run record and how to repeat the run."""

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from westphalia.report.contents import Brief
from westphalia.report.methods import METHODS, TITLES
from westphalia.report.names import Link, scenario_title, second_hand, source_anchor, source_links, titled
from westphalia.report.published import provenance_words
from westphalia.report.tables import Row, Table, label

if TYPE_CHECKING:
    from westphalia.record import RunRecord
    from westphalia.world.load import Source


@dataclass(frozen=True)
class Method:
    """How one measure is computed: its equation, what it means, and the sources it rests on."""

    anchor: str
    title: str
    equation: str
    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Entry:
    """One source as it stands in the list: who, what, when, how it was read, and where each address leads."""

    id: str
    by: str
    title: str
    ours: bool
    published: str
    terms: str
    read: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Provenance:
    """The last section of the page."""

    methods: tuple[Method, ...]
    sources: tuple["Entry", ...]
    estimated: tuple[str, ...]
    not_modelled: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    solved: Table | None
    hashes: Table
    command: str
    corrections: Table | None


_TRADE_SOURCES: Final = ("oecd-icio-2025", "elasticities-fgo", "elasticities-caliendo-parro", "elasticities-broad")


def provenance(brief: Brief) -> Provenance:
    """Methods, sources, limits and run record of a brief."""
    return Provenance(
        methods=tuple(_method(m, brief) for m in METHODS),
        sources=tuple(_entry(s) for s in brief.sources),
        estimated=brief.estimated,
        not_modelled=brief.not_modelled,
        facts=_facts(brief.record),
        solved=_solved_table(brief.record),
        hashes=_hash_table(brief.record),
        command=brief.command,
        corrections=_correction_table(brief),
    )


def _correction_table(brief: Brief) -> Table | None:
    """The log of corrections, oldest first; None where it is empty."""
    rows = tuple(
        Row(c.date.isoformat(), (label(c.version), label(c.what), label(c.was), label(c.now), label(c.why)))
        for c in brief.corrections
    )
    columns = ("version", "what", "was", "is", "why")
    return Table("corrections-log", "Published numbers that moved", "Day", columns, rows) if rows else None


def _entry(source: "Source") -> Entry:
    dated = (source.edition, source.date if source.date != source.edition else "")
    publisher = "" if source.credited == "authors" else source.publisher
    return Entry(
        id=source.id,
        by=", ".join(source.named),
        title=source.title,
        ours=source.title_kind == "our description",
        published=", ".join(words for words in (publisher, *dated) if words),
        terms=source.terms,
        read="not in the original" if second_hand(source) else provenance_words(source.provenance),
        links=_addresses(source),
    )


def _addresses(source: "Source") -> tuple[Link, ...]:
    """Where a source stands; an address that leads to another's report of it says so."""
    elsewhere = f"{source.provenance}: " if second_hand(source) else ""
    read = Link(f"{elsewhere}{source.url}", source.url)
    original = Link(f"original, not read: {source.original}", source.original)
    return tuple(link for link in (read, original) if link.href)


def _method(row: tuple[str, str, str, str, str], brief: Brief) -> Method:
    anchor, title, equation, words, rests_on = row
    held = {s.id for s in brief.sources}
    if rests_on == "tables":
        links = source_links([i for i in _TRADE_SOURCES if i in held], brief.sources)
    elif rests_on == "budgets":
        links = _budget_links(brief)
    else:
        links = (Link(TITLES[rests_on], f"#{rests_on}"),) if rests_on else ()
    return Method(anchor, title, _typeset(equation), words, links)


def _typeset(equation: str) -> str:
    """Subscripts and superscripts as HTML: `π_{nis}` → π<sub>nis</sub>; equations are ours, never input."""
    marked = re.sub(r"\^\{([^}]*)\}", r"<sup>\1</sup>", re.sub(r"_\{([^}]*)\}", r"<sub>\1</sub>", escape(equation)))
    return re.sub(r"_([a-z]+)", r"<sub>\1</sub>", marked)


def _budget_links(brief: Brief) -> tuple[Link, ...]:
    """Sources of the defence and macro tables, as the source table itself assigns them."""
    return tuple(
        Link(titled(s), f"#{source_anchor(s.id)}") for s in brief.sources if "defence" in s.table or "macro" in s.table
    )


def _facts(record: "RunRecord") -> tuple[tuple[str, str], ...]:
    return (
        ("Version of Westphalia", record.version),
        ("Hash of the results", record.results_sha256),
        ("Seeds", ", ".join(str(s) for s in record.seeds) or "none used"),
        ("Claims the scenarios rest on", ", ".join(record.claims) or "none"),
    )


def _solved_table(record: "RunRecord") -> Table | None:
    """One column for each scenario that needed the trade model, one row for each fact about its solution."""
    if not record.solved:
        return None
    facts = (
        ("Base", [s.base for s in record.solved]),
        ("Runs", [str(s.variants) for s in record.solved]),
        ("Tolerance", [f"{s.tolerance:.0e}" for s in record.solved]),
        ("Worst residual", [f"{s.worst_residual:.1e}" for s in record.solved]),
        ("Worst Walras gap", [f"{s.worst_walras_gap:.1e}" for s in record.solved]),
        ("Most sweeps", [str(s.most_sweeps) for s in record.solved]),
        ("Closures", [", ".join(s.closures) for s in record.solved]),
        ("Reference run", [s.reference for s in record.solved]),
        ("Numeraire", [s.numeraire for s in record.solved]),
    )
    return Table(
        id="record-solved",
        caption="How well the trade model was solved",
        corner="Fact",
        columns=tuple(scenario_title(s.scenario) for s in record.solved),
        rows=tuple(Row(name, tuple(label(value) for value in values)) for name, values in facts),
    )


def _hash_table(record: "RunRecord") -> Table:
    kinds = (
        ("report", record.reports), ("scenario", record.scenarios), ("situation", record.situations),
        ("table", record.tables),
    )  # fmt: skip
    rows = tuple(Row(i.name, (label(kind), label(i.sha256))) for kind, inputs in kinds for i in inputs)
    return Table("record-inputs", "What was read, with the hash of each", "Input", ("Kind", "SHA-256"), rows)
