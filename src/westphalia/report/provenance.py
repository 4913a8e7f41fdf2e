"""Where every number comes from: equations, ranges, sources, limits, the run record and how to repeat the run."""

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from westphalia.report.names import Link, source_anchor, source_links
from westphalia.report.tables import Row, Table, label

if TYPE_CHECKING:
    from westphalia.record import RunRecord
    from westphalia.report.brief import Brief
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
class Provenance:
    """The last section of the page."""

    methods: tuple[Method, ...]
    sources: tuple["Source", ...]
    estimated: tuple[str, ...]
    not_modelled: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    solved: Table | None
    hashes: Table
    command: str


_TRADE_SOURCES: Final = ("oecd-icio-2025", "elasticities-fgo", "elasticities-caliendo-parro", "elasticities-broad")
_METHODS: Final = (
    (
        "how-trade", "The trade model",
        "π′_{nis} = π_{nis} (ĉ_{is} b̂_{nis})^{−ε_s} / Φ_{ns}, ĉ_b = ŵ^{β_b} Π_a P̂_a^{γ_ab}",
        "Countries buy each good where it is cheapest after duties; producers use goods of all sectors. The new "
        "world is found in exact changes from the observed one (Caliendo & Parro 2015; Dekle, Eaton & Kortum 2008). "
        "n buys, i sells, s is the good; a hat is new over old.", "tables",
    ),
    (
        "how-real-income", "Real income", "Î_n / P̂_n − 1",
        "Income of the country (labour, duties, transfers) over the price of what its people buy. For a bloc, the "
        "members' changes weighted by income.", "how-trade",
    ),
    (
        "how-consumer-price", "Consumer prices", "P̂_n − 1, P̂_n = Π_s P̂_{ns}^{α_ns}",
        "Relative to the numeraire named in the run record; only relative prices mean anything.", "how-trade",
    ),
    (
        "how-tariff-revenue", "Duty revenue", "Σ t′x′ − Σ t x",
        "Duties collected after minus before, USD bn in the numeraire, at prices of the base year.", "how-trade",
    ),
    (
        "how-exports", "Exports", "Σ x′_{nis} / Σ x_{nis} − 1, n ≠ i",
        "At basic prices, in the numeraire; goods and services apart. A bloc's trade among its members is left out "
        "unless the table says otherwise.", "how-trade",
    ),
    (
        "how-exports-to-imposer", "Exports to those who impose the duty", "Σ x′_{nis} / Σ x_{nis} − 1, n imposes",
        "As exports, for the buyers that raise the duty only.", "how-trade",
    ),
    (
        "how-export-volume", "Export volume", "Σ (x′/ĉ) / Σ x − 1",
        "The same flows at prices of the base year.", "how-trade",
    ),
    (
        "how-closure", "Closures", "T′ = T·Σ ŵ VA / Σ VA; T′_n = ŵ_n VA_n (T_n/VA_n − μ); T = 0 first",
        "Who pays when a country spends more than it earns: deficits keep their share of world income; they keep their "
        "share of own GDP; or trade is balanced first and then shocked (Ossa 2014). Level and sometimes sign "
        "depend on it.", "how-trade",
    ),
    (
        "how-range", "What a range covers", "lowest to highest of all runs",
        "For trade: three closures, three elasticity sets and services elasticities of 5, 2.5 and 1.5, each with each. "
        "For budgets: the dates in which the target may be reached. A spread of models or dates, not a probability; "
        "errors of the model itself are not in it. Models of this kind have predicted past trade reforms poorly "
        "(Kehoe 2014).", "",
    ),
    (
        "how-defence", "Defence spending", "G_t = s_t Y_t",
        "Share of GDP by year, on a straight path unless the scenario says otherwise, times nominal GDP.", "budgets",
    ),
    (
        "how-extra", "Extra spending", "E_t = G_t − G_t^{c}",
        "Against flat cash, flat real spending, or a constant share of GDP (c): the same policy is three different "
        "sums. Added up over the years without discounting.", "how-defence",
    ),
)  # fmt: skip
_TITLES: Final = {anchor: title for anchor, title, *_ in _METHODS}


def provenance(brief: "Brief") -> Provenance:
    """Methods, sources, limits and run record of a brief."""
    return Provenance(
        methods=tuple(_method(m, brief) for m in _METHODS),
        sources=brief.sources,
        estimated=brief.estimated,
        not_modelled=brief.not_modelled,
        facts=_facts(brief.record),
        solved=_solved_table(brief.record),
        hashes=_hash_table(brief.record),
        command=brief.command,
    )


def _method(row: tuple[str, str, str, str, str], brief: "Brief") -> Method:
    anchor, title, equation, words, rests_on = row
    held = {s.id for s in brief.sources}
    if rests_on == "tables":
        links = source_links([i for i in _TRADE_SOURCES if i in held], brief.sources)
    elif rests_on == "budgets":
        links = _budget_links(brief)
    else:
        links = (Link(_TITLES[rests_on], f"#{rests_on}"),) if rests_on else ()
    return Method(anchor, title, _typeset(equation), words, links)


def _typeset(equation: str) -> str:
    """Subscripts and superscripts as HTML: `π_{nis}` → π<sub>nis</sub>; equations are ours, never input."""
    marked = re.sub(r"\^\{([^}]*)\}", r"<sup>\1</sup>", re.sub(r"_\{([^}]*)\}", r"<sub>\1</sub>", escape(equation)))
    return re.sub(r"_([a-z]+)", r"<sub>\1</sub>", marked)


def _budget_links(brief: "Brief") -> tuple[Link, ...]:
    """Sources of the defence and macro tables, as the source table itself assigns them."""
    return tuple(
        Link(s.title, f"#{source_anchor(s.id)}") for s in brief.sources if "defence" in s.table or "macro" in s.table
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
        ("Central run", [s.central for s in record.solved]),
        ("Numeraire", [s.numeraire for s in record.solved]),
    )
    return Table(
        id="record-solved",
        caption="How well the trade model was solved",
        corner="Fact",
        columns=tuple(s.scenario for s in record.solved),
        rows=tuple(Row(name, tuple(label(value) for value in values)) for name, values in facts),
    )


def _hash_table(record: "RunRecord") -> Table:
    kinds = (("report", record.reports), ("scenario", record.scenarios), ("table", record.tables))
    rows = tuple(Row(i.name, (label(kind), label(i.sha256))) for kind, inputs in kinds for i in inputs)
    return Table("record-inputs", "What was read, with the hash of each", "Input", ("Kind", "SHA-256"), rows)
