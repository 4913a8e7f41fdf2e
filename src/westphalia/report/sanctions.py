"""Sanctions as others have counted them: effects with their scenarios, the duty they are worth, the cap on oil."""

from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import numpy as np

from westphalia.check.oil_readings import OilReading, implied_by_two_caps, oil_readings
from westphalia.report.comparisons import unit_of
from westphalia.report.names import Link, source_anchor
from westphalia.report.published import estimate_cell, second_hand_words
from westphalia.report.tables import ONE_PATH, Cell, Row, Table, label
from westphalia.sanctions import measures
from westphalia.wording import CHANGE, PERCENT, currency_unit, written
from westphalia.world.sanctions import (
    GravityEffect,
    SanctionsEffect,
    gravity_effects,
    resolved,
    sanctions_effect,
    sanctions_effects,
    shown_elasticities,
)

_HERE: Final = "#how-sanctions"
_OIL: Final = "#how-oil"
_HEADINGS: Final = {
    "exports": "Exports",
    "imports": "Imports",
    "income": "Real income or output of the target, and of senders",
    "share": "Shares of another effect",
    "oil price": "Price of oil",
    "oil revenue": "Revenue from oil",
}
_FALLS: Final = ("exports", "imports", "oil revenue")
_BARREL: Final = currency_unit("USD", "")
_INTERVAL: Final = (-0.003, -0.14)


def effects_table(ident: str = "sanctions") -> Table:
    """Every published effect with who sanctions, what is covered and when; by what it is about, never averaged."""
    ordered = sorted(sanctions_effects(), key=lambda effect: list(_HEADINGS).index(effect.metric))
    rows: list[Row] = []
    for metric, same in groupby(ordered, key=lambda effect: effect.metric):
        rows += [Row(_HEADINGS[metric]), *(_effect_row(effect) for effect in same)]
    low, high = (written(end, CHANGE, decimals) for end, decimals in zip(_INTERVAL, (1, 0), strict=True))
    return Table(
        id=f"{ident}-published",
        caption=f"Published effects of sanctions on Russia: from {low} to {high}, because the scenarios differ",
        corner="Said by",
        columns=("published", "what it counts", "scenario", "who sanctions", "what is covered, when"),
        rows=tuple(rows),
        note="Each figure belongs to its scenario; no average of them means anything. A share of another effect is "
        "worked out from that one. Our runs of the scenarios that the trade model can express: westphalia studies "
        "--beside all.",
        links=(Link("how sanctions are counted", _HERE),),
    )


def _effect_row(effect: SanctionsEffect) -> Row:
    said = effect.estimate
    href = f"#{source_anchor(said.source)}"
    cells = (
        _published(effect, href),
        label(said.counts),
        label(effect.episode),
        label(effect.senders),
        label(f"{effect.covers}; {effect.horizon}"),
    )
    remarks = "; ".join(words for words in (second_hand_words(said), effect.note.rstrip(".")) if words)
    return Row(said.label, cells, note=remarks, href=href)


def _published(effect: SanctionsEffect, href: str) -> Cell:
    """The figure as printed; a share of another effect with what it comes to."""
    said, value = effect.estimate, resolved(effect)
    if not effect.of or value is None:
        return _with_direction(effect, estimate_cell(said, unit_of(said.unit), href))
    whole = sanctions_effect(effect.of).estimate.printed
    return Cell(f"{said.printed} of {whole}: about {written(value, CHANGE)}", ONE_PATH, href)


def _with_direction(effect: SanctionsEffect, cell: Cell) -> Cell:
    """A fall that is printed as a bare number says that it is one, among figures with a minus."""
    bare = effect.metric in _FALLS and (cell.text[:1].isdigit() or cell.text[:1] in "€$£")
    return replace(cell, text=f"down by {cell.text}") if bare else cell


def equivalents_table(ident: str = "sanctions") -> Table:
    """The duty that would cut as much trade at given prices, by elasticity."""
    elasticities = shown_elasticities()
    return Table(
        id=f"{ident}-equivalents",
        caption="What a sanction is worth as a duty: the cost that cuts as much trade at given prices",
        corner="Effect on trade",
        columns=tuple(f"elasticity {e:g}" for e in elasticities),
        rows=tuple(
            Row(
                effect.words,
                tuple(_duty(duty, effect.confirmed) for duty in duties_worth(effect)),
            )
            for effect in gravity_effects()
        ),
        note="Unconfirmed: from memory of a gravity estimate. The columns are the range. "
        "Such a cost is lost on the way; a duty of that size would bring revenue.",
        links=(Link("how an equivalent is worked out", _HERE),),
        single_runs=True,
    )


def _duty(duty: float, confirmed: bool) -> Cell:
    """An equivalent duty; the word stands in the cell, since a long row head is cut off on a narrow screen."""
    words = "" if confirmed else ", unconfirmed"
    return Cell(f"{written(duty, PERCENT, 0)}{words}", "", _HERE)


def duties_worth(effect: GravityEffect) -> list[float]:
    """The equivalent duty of an effect at each elasticity shown."""
    elasticities = np.array(shown_elasticities())
    return [
        float(x) for x in measures.ad_valorem_equivalent(np.full(elasticities.shape, effect.log_change), elasticities)
    ]


def readings_table(ident: str = "sanctions") -> Table:
    """Two readings of the cap that disagree, beside ours at every share of sales under it."""
    readings = oil_readings()
    price, capped = implied_by_two_caps()
    rows: list[Row] = []
    for words, same in groupby(readings, key=lambda reading: reading.effect.estimate.label):
        rows += [Row(words), *(_reading_row(reading) for reading in same)]
    return Table(
        id=f"{ident}-oil-cap",
        caption="Two readings of the oil price cap that disagree: part of oil revenue a full cap takes, and ours",
        corner="Cap and price on board",
        columns=("published", *(f"{written(x, PERCENT, 0)} of sales capped" for x in readings[0].shares.tolist())),
        rows=tuple(rows),
        note="Ours at published prices and an unchanged volume; the share of sales under the cap is not known, so the "
        "columns are the range. At the price that the embargo left, a cap of $60 binds nobody: both readings can hold, "
        "of different prices. CREA's two figures together would need "
        f"{written(price, _BARREL)} a barrel and {written(capped, PERCENT, 0)} of sales capped: two equations for two "
        "unknowns, which confirms neither.",
        links=(Link("how a cap is counted", _OIL),),
        single_runs=True,
    )


def _reading_row(reading: OilReading) -> Row:
    said = reading.effect.estimate
    published = said.printed if reading.effect.metric == "oil revenue" else "negligible"
    cells = (
        label(published, f"#{source_anchor(said.source)}"),
        *(Cell(written(lost, PERCENT, 0), "", _OIL) for lost in reading.lost.tolist()),
    )
    head = f"cap of {written(reading.cap, _BARREL)}, {written(reading.on_board, _BARREL)} on board"
    return Row(head, cells, note=reading.price_words)


def published_tables(ident: str = "sanctions") -> tuple[Table, ...]:
    """What is known without a scenario: effects, equivalents, readings of the cap."""
    return effects_table(ident), equivalents_table(ident), readings_table(ident)


def published_json() -> dict[str, Any]:
    """The same as plain data: values as published, with unit, scenario, source and provenance."""
    return {
        "effects": [_effect_json(effect) for effect in sanctions_effects()],
        "equivalents": [
            {
                "effect": effect.words,
                "log_change": effect.log_change,
                "confirmed": effect.confirmed,
                "elasticity": list(shown_elasticities()),
                "duty": duties_worth(effect),
            }
            for effect in gravity_effects()
        ],
        "oil_cap_readings": [_reading_json(reading) for reading in oil_readings()],
        "oil_cap_implied": dict(zip(("price", "capped"), implied_by_two_caps(), strict=True)),
    }


def _effect_json(effect: SanctionsEffect) -> dict[str, Any]:
    own = ("id", "episode", "senders", "covers", "horizon", "metric", "of", "note")
    said = (
        "measure", "subject", "partner", "value", "low", "high", "unit", "printed", "counts", "source", "provenance",
    )  # fmt: skip
    return (
        {name: getattr(effect, name) for name in own}
        | {name: getattr(effect.estimate, name) for name in said}
        | {"resolved": resolved(effect)}
    )


def _reading_json(reading: OilReading) -> dict[str, Any]:
    return {
        "effect": reading.effect.id,
        "published": reading.effect.estimate.value if reading.effect.metric == "oil revenue" else None,
        "price": reading.price_words,
        "on_board": reading.on_board,
        "cap": reading.cap,
        "capped": reading.shares.tolist(),
        "lost": reading.lost.tolist(),
    }
