"""A figure against our own models: which model answers it."""

from collections.abc import Sequence

from westphalia.check.accounts import effect_on_accounts
from westphalia.check.budgets import check_target
from westphalia.check.duties import check_duty
from westphalia.check.exports import check_exports_loss
from westphalia.check.forces import check_force
from westphalia.check.group_budgets import check_group_target
from westphalia.check.needs import check_need
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import Outcome
from westphalia.scenario.draft_defence import is_target
from westphalia.scenario.levers import Tariff
from westphalia.scenario.places import EVERYBODY
from westphalia.world.countries import members


def check_model(
    figure: Figure, reading: Reading, outcomes: Sequence[Outcome], replay: Outcome | None, *, published: bool
) -> tuple[Verdict, ...]:
    """Verdicts of the models on a figure they can answer; nothing where they cannot.

    `replay` is our model's run of the scenario of the study the figure comes from, where there is one; `published`
    tells whether a study the report leads to gives the figure.
    """
    if figure.measure == "exports_loss" and len(figure.subject) == 1:
        outcome = _behind(figure, outcomes)
        return (check_exports_loss(figure, reading, outcome, replay, published=published),) if outcome else ()
    citing = [o for o in outcomes if any(figure.claim in lever.claims for lever in o.scenario.levers)]
    if figure.measure == "tariff_rate":
        return tuple(check_duty(figure, outcome) for outcome in citing if outcome.trade)[:1]
    if figure.measure == "defence_share" and is_target(figure):
        return _targets(figure, reading, citing)
    if figure.measure == "force_size":
        return tuple(check_force(figure, reading, force) for o in citing for force in o.forces)[:1]
    if figure.measure == "defence_spending":
        return tuple(check_need(figure, o, shared) for o in citing for shared in o.autonomy)[:1]
    return ()


def _targets(figure: Figure, reading: Reading, citing: Sequence[Outcome]) -> tuple[Verdict, ...]:
    """One verdict for each country or group that a target is for, as far as a budget was run for it."""
    found = [
        check_group_target(figure, group)
        if group.lever.is_group
        else check_target(figure, reading, group.members[0], effect_on_accounts(outcome, group.members[0]))
        for outcome in citing
        for group in outcome.budgets
        if group.members and group.lever.country in figure.subject
    ]
    return tuple(found)


def _behind(figure: Figure, outcomes: Sequence[Outcome]) -> Outcome | None:
    """The run of a duty on the country concerned, announced nearest to the figure in the same report."""
    prefix, at, subject = figure.claim.partition("@")[0], figure.span.start, figure.subject[0]
    runs = [
        (abs(at - int(claim.partition("@")[2].partition("-")[0])), k)
        for k, outcome in enumerate(outcomes)
        if outcome.trade is not None
        for lever in outcome.scenario.levers
        if isinstance(lever, Tariff) and _hits(lever, subject)
        for claim in lever.claims
        if claim.startswith(prefix)
    ]
    return outcomes[min(runs)[1]] if runs else None


def _hits(lever: Tariff, country: str) -> bool:
    hit = {code for name in lever.target if name != EVERYBODY for code in members(name)}
    imposing = {code for name in lever.imposer for code in members(name)}
    return not set(members(country)) & imposing and (EVERYBODY in lever.target or set(members(country)) <= hit)
