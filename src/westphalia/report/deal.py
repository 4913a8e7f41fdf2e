"""Section 6 of the page: the deal that the coded positions imply, model by model, with every limit said."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from westphalia.report.charts import Chart
from westphalia.report.contents import Brief
from westphalia.report.deal_picture import issue_strip, package_space
from westphalia.report.passages import anchor_of
from westphalia.report.settle_deciders import deciders_table
from westphalia.report.settle_json import settle_json
from westphalia.report.settle_lines import key_lines, limit_lines, origins_line, short_lines, title_line
from westphalia.report.settle_origins import sources_table
from westphalia.report.settle_refusals import refusals_table
from westphalia.report.settle_swings import package_swings_table, point_swings_table
from westphalia.report.settle_tables import (
    chosen_table,
    compromise_table,
    imposing_table,
    models_table,
    packages_table,
    texts_table,
)
from westphalia.report.settle_words import nearest_level, place_cell
from westphalia.report.settle_zone import zone_table
from westphalia.report.tables import Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.reported import Reported
from westphalia.wording import day

IDENT: Final = "deal"


@dataclass(frozen=True)
class DealPart:
    """The section as it is drawn: what the answers stand on, the answers in short, pictures, and the tables."""

    title: str
    stands_on: str
    reference: str
    key: tuple[str, ...]
    lines: tuple[str, ...]
    said: Table | None
    space: Chart | None
    strip: Chart
    tables: tuple[Table, ...]
    folded: tuple[Table, ...]
    limits: tuple[str, ...]
    command: str
    sha256: str


def deal_part(brief: Brief) -> DealPart | None:
    """The deal the reports are about; None where no situation is held for them."""
    if brief.deal is None:
        return None
    found = brief.deal.settlement
    every = tuple(range(len(found.situation.issues)))
    return DealPart(
        title=title_line(found),
        stands_on=origins_line(found),
        reference=found.situation.reference or "",
        key=key_lines(),
        lines=short_lines(found),
        said=said_table(found, brief.deal.said),
        space=package_space(found, IDENT),
        strip=issue_strip(found, IDENT),
        tables=(
            zone_table(found, IDENT), compromise_table(found, IDENT, every),
            chosen_table(found, IDENT), deciders_table(found, IDENT),
            *((texts_table(found, IDENT),) if found.texts else ()), imposing_table(found, IDENT),
        ),
        folded=(
            *(() if found.refusals is None else (refusals_table(found, found.refusals, IDENT),)),
            models_table(found, IDENT, every),
            packages_table(found, IDENT), package_swings_table(found, IDENT),
            point_swings_table(found, IDENT), sources_table(found, IDENT),
        ),
        limits=limit_lines(found),
        command=f"westphalia settle {shlex.quote(brief.deal.name)} --draws {found.number}",
        sha256=found.situation.sha256,
    )  # fmt: skip


def said_table(found: Settlement, said: Sequence[Reported]) -> Table | None:
    """What the reports say on the issues of the situation, beside what was coded; a sentence stands once."""
    if not said:
        return None
    together: dict[tuple[str, str], list[Reported]] = {}
    for one in said:
        together.setdefault((one.actor, anchor_of(one.reading, one.said)), []).append(one)
    return Table(
        id=f"{IDENT}-said",
        caption="What the reports say on these issues, beside what is coded",
        corner="Who",
        columns=("the report", "coded on these issues, with its range"),
        rows=tuple(_said_row(found, several) for several in together.values()),
        note="The coding is the situation file's, from public statements to the day of the situation; it is not read "
        "from these reports, and they may speak of another day or of a part of an issue only.",
    )


def _said_row(found: Settlement, several: Sequence[Reported]) -> Row:
    first = several[0]
    told = label(f"{first.said.stance}: {first.said.object}", f"#{anchor_of(first.reading, first.said)}")
    coded = "; ".join(_coded(found, one) for one in several)
    return Row(found.situation.actor(first.actor).title, (told, label(coded, "#how-compromise")))


def _coded(found: Settlement, one: Reported) -> str:
    """Where the situation has the actor on the issue, by the nearest level, and as of which day."""
    issue, held = found.situation.issue(one.issue), found.situation.held.get((one.actor, one.issue))
    if held is None:
        return f"{issue.title}: no position"
    mode, low, high = (issue.place(value) for value in (held.mode, held.low, held.high))
    cell = place_cell(issue, mode, low, high, "")
    near = nearest_level(issue, mode)
    return f"{issue.title}: {cell.text} ({cell.spread}), near “{near}”, {day(held.date)}, {held.basis}"


def deal_json(brief: Brief) -> dict[str, Any] | None:
    """The answers of the models, and the positions of the reports that speak of the situation's issues."""
    if brief.deal is None:
        return None
    said = [
        {"actor": one.actor, "issue": one.issue, "claim": one.said.claim, "stance": one.said.stance}
        for one in brief.deal.said
    ]
    return {"situation_name": brief.deal.name, "said": said} | settle_json(brief.deal.settlement)
