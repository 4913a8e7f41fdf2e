"""Where scenarios set side by side do not rest on the same ground, and whom their levers leave out."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from westphalia.outcome import Outcome
from westphalia.scenario.levers.exclusion import NO_EFFECT
from westphalia.wording import listed
from westphalia.world.countries import the


def notes(outcomes: Sequence[Outcome], countries: Sequence[str]) -> tuple[str, ...]:
    """What a reader must know of scenarios A, B … before a difference: other ground, countries missing or left out."""
    return (*_grounds(outcomes), *_missing(outcomes, countries), *_without_effect(outcomes), *_left_out(outcomes))


def _grounds(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Where scenarios rest on different worlds or outlooks, so that a difference is not that of their levers alone."""
    for field, words in (("base", "Bases"), ("outlook", "Outlooks")):
        used = [str(getattr(one.scenario, field)) for one in outcomes]
        if len(set(used)) > 1:
            each = listed(f"{letter} on {name}" for letter, name in zip(ascii_uppercase, used, strict=False))
            yield f"{words} differ: {each}. A difference between them is not that of the levers alone."


def _missing(outcomes: Sequence[Outcome], countries: Sequence[str]) -> Iterator[str]:
    for letter, outcome in zip(ascii_uppercase, outcomes, strict=False):
        absent = outcome.absent(countries)
        if absent:
            yield f"{letter}: {listed(map(the, absent))} not in base {outcome.scenario.base}."


def _without_effect(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Rules that keep a class of persons out: nothing of them can be compared, since they move nothing."""
    for letter, outcome in zip(ascii_uppercase, outcomes, strict=False):
        for rule in outcome.exclusions:
            yield f"{letter}: {rule.label} moves no account: {NO_EFFECT}."


def _left_out(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Whom a lever names without data for it, with the reason, and what the accounts count only once."""
    told: dict[str, list[str]] = {}
    for letter, outcome in zip(ascii_uppercase, outcomes, strict=False):
        left = [one.left_out for one in outcome.budgets]
        left += [one.left_out for one in outcome.autonomy]
        left += [one.left_out for one in outcome.forces]
        left += [one.left_out for one in outcome.aid_replaced]
        for why in dict.fromkeys(words for some in left for _, words in some):
            told.setdefault(f"left out: {why}", []).append(letter)
        for note in () if outcome.annual is None else outcome.annual.notes:
            told.setdefault(note, []).append(letter)
    for words, letters in told.items():
        yield f"{listed(letters)}: {words}."
