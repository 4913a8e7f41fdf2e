"""Where every number comes from: equations, ranges, sources, limits, the run record and how to repeat the run."""

from dataclasses import dataclass
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
        "how-trade", "The trade model", "π′ₙᵢₛ = πₙᵢₛ (ĉᵢₛ b̂ₙᵢₛ)^(−εₛ) / Φₙₛ,   ĉ = ŵ^β Π P̂^γ",
        "Countries buy each good where it is cheapest after duties; producers use goods of all sectors. The new "
        "world is found in exact changes from the observed one (Caliendo & Parro 2015; Dekle, Eaton & Kortum 2008).",
        True,
    ),
    (
        "how-real-income", "Real income", "Î / P̂ − 1",
        "Income of the country (labour, duties, transfers) over the price of what its people buy. For a bloc, the "
        "members' changes weighted by income.", True,
    ),
    (
        "how-consumer-price", "Consumer prices", "P̂ₙ − 1 = Πₛ P̂ₙₛ^αₙₛ − 1",
        "Relative to the numeraire named in the run record; only relative prices mean anything.", True,
    ),
    (
        "how-tariff-revenue", "Duty revenue", "Σ t′x′ − Σ t x",
        "Duties collected after minus before, USD bn in the numeraire, at prices of the base year.", True,
    ),
    (
        "how-exports", "Exports", "Σ x′ₙᵢₛ / Σ xₙᵢₛ − 1,   n ≠ i",
        "At basic prices, in the numeraire; goods and services apart. A bloc's trade among its members is left out "
        "unless the table says otherwise.", True,
    ),
    (
        "how-exports-to-imposer", "Exports to those who impose the duty", "Σ x′ₙᵢₛ / Σ xₙᵢₛ − 1,   n imposes",
        "As exports, for the buyers that raise the duty only.", True,
    ),
    (
        "how-export-volume", "Export volume", "Σ (x′/ĉ) / Σ x − 1",
        "The same flows at prices of the base year.", True,
    ),
    (
        "how-closure", "Closures", "T′ = T·Σŵ VA/ΣVA  |  T′ₙ = ŵₙVAₙ(Tₙ/VAₙ − μ)  |  T = 0 first",
        "Who pays when a country spends more than it earns: deficits keep their share of world income; they keep their "
        "share of own GDP; or trade is balanced first and then shocked (Ossa 2014). Level and sometimes sign "
        "depend on it.",
        True,
    ),
    (
        "how-range", "What a range covers", "lowest – highest of all runs",
        "For trade: three closures × three elasticity sets × services elasticities 5, 2.5 and 1.5. For budgets: the "
        "dates in which the target may be reached. A spread of models or dates, not a probability; errors of the model "
        "itself are not in it. Models of this kind have predicted past trade reforms poorly (Kehoe 2014).", False,
    ),
    (
        "how-defence", "Defence spending", "Gₜ = sₜ Yₜ",
        "Share of GDP by year, on a straight path unless the scenario says otherwise, times nominal GDP.", False,
    ),
    (
        "how-extra", "Extra spending", "Eₜ = Gₜ − Gₜ(counterfactual)",
        "Against flat cash, flat real spending, or a constant share of GDP: the same policy is three different sums. "
        "Added up over the years without discounting.", False,
    ),
)  # fmt: skip


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


def _method(row: tuple[str, str, str, str, bool], brief: "Brief") -> Method:
    anchor, title, equation, words, trade = row
    held = {s.id for s in brief.sources}
    links = source_links([i for i in _TRADE_SOURCES if i in held], brief.sources) if trade else _budget_links(brief)
    return Method(anchor, title, equation, words, links)


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
    if not record.solved:
        return None
    columns = ("base", "runs", "tolerance", "worst residual", "worst Walras gap", "most sweeps", "closures",
               "central run", "numeraire")  # fmt: skip
    rows = tuple(
        Row(
            s.scenario,
            tuple(label(x) for x in (
                s.base, str(s.variants), f"{s.tolerance:.0e}", f"{s.worst_residual:.1e}", f"{s.worst_walras_gap:.1e}",
                str(s.most_sweeps), ", ".join(s.closures), s.central, s.numeraire,
            )),
        )
        for s in record.solved
    )  # fmt: skip
    return Table("record-solved", "How well the trade model was solved", "Scenario", columns, rows)


def _hash_table(record: "RunRecord") -> Table:
    kinds = (("report", record.reports), ("scenario", record.scenarios), ("table", record.tables))
    rows = tuple(Row(i.name, (label(kind), label(i.sha256))) for kind, inputs in kinds for i in inputs)
    return Table("record-inputs", "What was read, with the hash of each", "Input", ("Kind", "SHA-256"), rows)
