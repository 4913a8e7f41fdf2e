"""A brief around a short text of our own: figures by hand, real levers, real tables, real models, few variants."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from unittest.mock import patch

from readings import document, figure, reading
from westphalia.evidence.claims import Document, Figure, Reading
from westphalia.outcome import Outcome
from westphalia.scenario.schema import Scenario
from westphalia.simulate import all_variants, simulate

if TYPE_CHECKING:
    from westphalia.report.brief import Brief

COUNTRIES = ("GBR", "USA", "FRA", "DEU", "EU27", "CHN")
HOSTILE = "<script>alert(1)</script> & <b>bold</b>"
TEXT = (
    f"The candidate promised <em>a blanket 20% tariff</em> on imports into the US. {HOSTILE} said a pundit. "
    "One institute warned of a £22bn hit to UK exports. "
    "Ministers want defence spending to go from 2.3% to 2.5% of national income, with no date given. "
    "Europe would need around €250 billion ($261.6 billion) a year. "
    "The ministry said it shot down 84 drones. Two minutes of silence were held."
)


def _figures(doc: Document) -> tuple[Figure, ...]:
    def at(printed: str, value: float, unit: str, kind: str, **fields: object) -> Figure:
        start = doc.text.rfind(". ", 0, doc.text.index(printed)) + 1
        end = doc.text.find(". ", doc.text.index(printed))
        context = doc.span(start, end if end > 0 else len(doc.text))
        made = figure(doc, printed, value, unit, kind, **fields)
        return made.model_copy(update={"context": context})

    sum_in_euros = at("€250 billion", 250e9, "EUR", "money", measure="defence_spending", subject=("EU27",), per="year",
                      concerns="yearly European need", approx=True)  # fmt: skip
    income = "percent_of_national_income"
    return (
        at("20%", 20, "percent", "rate", measure="tariff_rate", subject=("USA",), target=("ALL",), sectors="goods",
           concerns="blanket tariff on imports into the US", attributed_to="the candidate", lever="us_tariff"),
        at("£22bn", 22e9, "GBP", "money", measure="exports_loss", subject=("GBR",),
           concerns="possible hit to UK exports", modality="potential"),
        at("2.3%", 2.3, income, "share", measure="defence_share", subject=("GBR",), role="from",
           concerns="UK defence spending now", lever="uk_defence_spend_share"),
        at("2.5%", 2.5, income, "share", measure="defence_share", subject=("GBR",), role="to", no_date=True,
           concerns="UK defence spending wanted", lever="uk_defence_spend_share"),
        sum_in_euros,
        at("$261.6 billion", 261.6e9, "USD", "money", measure="defence_spending", subject=("EU27",),
           concerns="the same sum converted", equivalent_of=sum_in_euros.id, approx=True),
        at("84 drones", 84, "drones", "count", measure="intercepted", concerns="drones said to be shot down",
           attributed_to="the ministry"),
        at("Two minutes", 2, "minute", "duration", concerns="silence", salience="minor"),
    )  # fmt: skip


def hand_reading(text: str = TEXT, on: date = date(2025, 2, 24)) -> Reading:
    """The reading of the text, its figures picked by hand."""
    doc = document(text, on)
    return reading(doc, *_figures(doc))


def _few(scenario: Scenario) -> Outcome:
    return simulate(scenario, all_variants()[::4])


@cache
def hand_brief() -> "Brief":
    """The brief of the reading: seven variants of the trade model instead of all."""
    from westphalia.report.assemble import assemble_brief

    with patch("westphalia.report.assemble.simulate", _few):
        return assemble_brief([hand_reading()], COUNTRIES)


@cache
def hand_page() -> str:
    """Its page."""
    from westphalia.report.brief import render_brief

    return render_brief(hand_brief())
