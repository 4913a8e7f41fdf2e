"""A figure against the published studies: which one it comes from, and what that study supposed and counts.

A number alone proves nothing. A study answers a figure when it is about the same quantity of the same country in the
same unit and direction, the figure is not something already measured, and the report leads to the study: it names
the study's author or publisher, or the figure is lost exports under duties of the same imposer.
"""

import re
from collections.abc import Sequence
from typing import Final

from westphalia.check.verdict import Comparison, Verdict, printed
from westphalia.evidence.claims import Figure, Measure, Reading
from westphalia.scenario.draft_autonomy import says_increase
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.units import BILLION, PER_CENT, per_cent
from westphalia.wording import listed, percent
from westphalia.world.countries import the
from westphalia.world.studies import Study, studies

_ANSWERS: Final[dict[Measure, tuple[str, ...]]] = {
    "exports_loss": ("exports_loss",),
    "gdp_change": ("gdp", "growth"),
    "defence_spending": ("defence_need", "defence_cost"),
    "force_size": ("force_size",),
    "aid": ("aid",),
}
_WIDER: Final[dict[str, tuple[str, ...]]] = {"EU27": ("EUROPE",), "NATO": ("EUROPE",)}
_RULE: Final = (
    "a published value, rounded as printed, for the same quantity, country, unit and direction, to which the report "
    "leads by name or by the duties it reports; then what the study supposes and counts"
)
_GENERIC: Final = frozenset(
    (
        "Centre",
        "Center",
        "Institute",
        "University",
        "Office",
        "Research",
        "Policy",
        "Economic",
        "Economics",
        "Economy",
        "Budget",
        "National",
        "International",
        "World",
        "Bank",
        "Fund",
        "Studies",
        "Strategic",
        "Foundation",
        "Government",
        "School",
        "Council",
        "Commission",
        "United",
        "Kingdom",
        "States",
        "Business",
        "Global",
        "Trade",
        "Energy",
        "Clean",
        "Other",
        "Others",
    )
)
_WITH_ARTICLE: Final = re.compile(
    r"(^|\band )(?!The )(?=(?:\w+ )?(?:Centre|Center|Office|Institute|Government|Commission|Foundation|Budget Lab)\b)"
)


def check_studies(figure: Figure, reading: Reading, scenarios: Sequence[Scenario]) -> tuple[Verdict, ...]:
    """Verdict against the study a report leads to; nothing where it leads to none that states the quantity."""
    if figure.equivalent_of is not None:
        return ()
    led_to = [s for s in studies_for(figure) if _leads_to(s, figure, scenarios)]
    comparable = [s for s in led_to if _in_printed_unit(s, figure)]
    if not comparable:
        return ()
    study = _behind(figure, reading, comparable)
    held = studies_for(figure)
    if study is None:
        named = [s for s in comparable if _named(s, figure)]
        return (_none_agrees(figure, named),) if named else ()
    return (_from_study(figure, study, held, scenarios),)


def studies_for(figure: Figure) -> tuple[Study, ...]:
    """Published estimates of the quantity a figure states, for whom, towards whom and in the direction it states it."""
    if figure.outlook == "observed":
        return ()
    wanted = _ANSWERS.get(figure.measure, ())
    subjects = {place for iso3 in figure.subject for place in (iso3, *_WIDER.get(iso3, ()))}
    partners = {"", *figure.target}
    return tuple(
        s
        for s in studies()
        if s.measure in wanted
        and s.subject in subjects
        and s.partner in partners
        and s.outlook != "observed"
        and _same_direction(s, figure)
        and _same_time(s, figure)
    )


def study_behind(figure: Figure, reading: Reading, scenarios: Sequence[Scenario]) -> Study | None:
    """The published estimate that gives the printed figure and to which the report leads."""
    return _behind(figure, reading, [s for s in studies_for(figure) if _leads_to(s, figure, scenarios)])


def _behind(figure: Figure, reading: Reading, held: Sequence[Study]) -> Study | None:
    matching = [s for s in held if _agrees(s, figure)]
    return next((s for s in matching if s.published <= reading.document.report_date), next(iter(matching), None))


def _leads_to(study: Study, figure: Figure, scenarios: Sequence[Scenario]) -> bool:
    return _named(study, figure) or (bool(study.imposer) and _lever(study, scenarios) is not None)


def _named(study: Study, figure: Figure) -> bool:
    """Whether the report names the study's publisher, its initials or an author beside the figure."""
    said = f"{figure.attributed_to or ''} {figure.context.text}"
    parties = re.findall(r"[^\W\d_]{2,}", f"{study.by} {study.publisher} {' '.join(study.authors)}")
    initials = "".join(word[0] for word in study.publisher.split() if word[0].isupper())
    names = {word for word in parties if word[0].isupper() and len(word) > 3 and word not in _GENERIC}
    if len(initials) > 2:
        names.add(initials)
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in names)


def _lever(study: Study, scenarios: Sequence[Scenario]) -> Tariff | None:
    """The duty in the report whose imposer is the study's."""
    levers = (lever for scenario in scenarios for lever in scenario.levers if isinstance(lever, Tariff))
    return next((lever for lever in levers if set(study.imposer) & set(lever.imposer)), None)


def _same_direction(study: Study, figure: Figure) -> bool:
    """A fall is held against falls and a rise against rises; a loss of exports is a loss."""
    if figure.measure == "exports_loss":
        return figure.direction != "rise"
    if figure.measure != "gdp_change":
        return True
    end = next(v for v in (study.value, study.low, study.high) if v is not None)
    return figure.direction == ("fall" if end < 0 else "rise")


def _same_time(study: Study, figure: Figure) -> bool:
    """Money a year is not held against money over several years."""
    if figure.kind != "money" or figure.measure == "exports_loss":
        return True
    return (study.per == "year") == (figure.per == "year")


def _in_printed_unit(study: Study, figure: Figure) -> tuple[float, ...]:
    """The study's value, or the ends of its range, in whole units of the figure; nothing where the units differ."""
    ends = (study.low, study.high) if study.value is None or figure.range_with else ()
    stated = tuple(abs(v) for v in (study.value, *ends) if v is not None)
    if figure.kind == "money" and study.unit == f"{figure.unit} bn":
        return tuple(v * BILLION for v in stated)
    if figure.kind in ("rate", "share") and study.unit in ("fraction", *_ratio_units(figure)):
        return tuple(per_cent(v) for v in stated)
    if figure.kind == "count" and study.unit == "persons":
        return stated
    return ()


def _ratio_units(figure: Figure) -> tuple[str, ...]:
    """Units of a study that mean the same as the per cent of a figure."""
    return ("share of GDP",) if "gdp" in figure.unit or "income" in figure.unit else ("share of exports",)


def _agrees(study: Study, figure: Figure) -> bool:
    return any(printed(figure).agreement(value) is not None for value in _in_printed_unit(study, figure))


def _from_study(figure: Figure, study: Study, held: Sequence[Study], scenarios: Sequence[Scenario]) -> Verdict:
    differing = _differences(figure, study, scenarios)
    exact = f" ({study.printed})" if study.qualifier or study.value is None else ""
    reach = ", no range published" if study.low is None else ""
    sentence = (
        f"{figure.span.text} is the figure{exact} of {_by(study)}, {study.published_words}, for {study.counts}"
        f"{_supposing(study)}{reach}."
    )
    if differing:
        sentence += f" The report differs: {'; '.join(differing)}."
    return Verdict(
        claim=figure.claim,
        route="study",
        word="depends on the definition" if differing else "matches",
        rule=_RULE,
        sentence=sentence,
        comparisons=tuple(_comparison(s) for s in held),
        caveats=(
            *((study.note.rstrip("."),) if study.note else ()),
            *(("the study itself was not read here, only a report of it",) if "not read" in study.provenance else ()),
        ),
        sources=tuple(dict.fromkeys((study.source, *(s.source for s in held)))),
    )


def _by(study: Study) -> str:
    """Who published it, as it stands in running text: the Centre for Inclusive Trade Policy, Bruegel."""
    return _WITH_ARTICLE.sub(r"\1the ", study.by)


def _supposing(study: Study) -> str:
    """The study's own scenario, where it is one of duties: 20% on all goods and 60% on China, no retaliation."""
    if study.rate is None:
        return f", if {study.scenario}" if study.scenario and not study.imposer else ""
    duties = [f"{percent(study.rate, 0)} on all goods"]
    duties += [f"{percent(rate, 0)} on {the(code)}" for code, rate in study.other_rates.items()]
    duties += [study.also] if study.also else []
    answer = {True: ", with retaliation", False: ", without retaliation", None: ""}[study.retaliation]
    return f", under duties of {listed(duties)}{answer}"


def _differences(figure: Figure, study: Study, scenarios: Sequence[Scenario]) -> list[str]:
    """In what the report's words differ from what the study supposes and counts."""
    found = []
    lever = _lever(study, scenarios) if study.imposer else None
    if lever is not None and study.rate is not None and abs(study.rate - lever.rate) > PER_CENT / 2:
        found.append(f"it names {percent(lever.rate, 0)}, not {percent(study.rate, 0)}")
    if lever is not None and study.other_rates:
        found.append(
            f"it does not name the {listed(f'{percent(r, 0)} on {the(c)}' for c, r in study.other_rates.items())}"
        )
    if study.flow == "extra" and figure.measure == "defence_spending" and not says_increase(figure):
        found.append("it gives as all spending what the study gives as the increase")
    if figure.subject and study.subject not in figure.subject:
        found.append(
            f"the study is about {_WIDER_WORDS.get(study.subject, study.subject)}, not {the(figure.subject[0])}"
        )
    return found


_WIDER_WORDS: Final = {"EUROPE": "Europe"}


def _none_agrees(figure: Figure, held: Sequence[Study]) -> Verdict:
    names = listed(dict.fromkeys(_by(s) for s in held))
    several = "None of the estimates" if len(held) > 1 else "The estimate"
    return Verdict(
        claim=figure.claim,
        route="study",
        word="not supported",
        rule=_RULE,
        sentence=f"{several} of {names} held here {'gives' if len(held) > 1 else 'does not give'} {figure.span.text}.",
        comparisons=tuple(_comparison(s) for s in held),
        caveats=("the studies held here are a selection; another may exist",),
        sources=tuple(dict.fromkeys(s.source for s in held)),
    )


def _comparison(study: Study) -> Comparison:
    return Comparison(
        label=f"{study.publisher}: {study.title}", value=study.value, low=study.low, high=study.high,
        unit=study.unit, as_of=study.published, source=study.source, note=study.counts or None, study=study.id,
    )  # fmt: skip
