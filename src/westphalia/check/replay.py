"""The scenario a published study supposed, as one of ours: so that like is held against like."""

from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import DEFAULT_BASE, Scenario
from westphalia.wording import listed, percent
from westphalia.world.countries import the
from westphalia.world.load import load_baseline
from westphalia.world.studies import Study

_EVERYBODY = "WLD"


def study_scenario(study: Study) -> Scenario | None:
    """The study's duties on goods; None where it supposes retaliation or its duties are not one rate a country."""
    if not study.imposer or study.rate is None or study.retaliation:
        return None
    known = load_baseline(DEFAULT_BASE).axes.countries
    if not all(code in known for code in study.other_rates):
        return None
    others = tuple(code for code in known.labels if code not in study.other_rates)
    first = others if study.target == _EVERYBODY else (study.target,)
    source = f"{study.publisher}, {study.title}"
    levers = tuple(
        Tariff(imposer=study.imposer, target=target, sectors="goods", rate=rate, source=source)
        for target, rate in ((first, study.rate), *(((code,), rate) for code, rate in study.other_rates.items()))
    )
    rates = [f"{percent(study.rate, 0)} on all goods"]
    rates += [f"{percent(rate, 0)} on {the(code)}" for code, rate in study.other_rates.items()]
    return Scenario(
        title=listed(rates), date=study.published, reference=source, base=DEFAULT_BASE, levers=levers,
        not_modelled=("whatever else the study's model holds",),
    )  # fmt: skip
