r"""What the actors of a negotiation want: ideal points, salience, capability, and what each has without a deal.

Actors run along `a`, issues along `q`, draws along `d`, packages along `p`. Every issue is a scale from 0 to 1.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.errors import DataError

__all__ = ["LINEAR", "QUADRATIC", "Preferences", "Rule", "issue_shares", "utility", "weights"]

LINEAR, QUADRATIC = 1.0, 2.0


@dataclass(frozen=True)
class Preferences:
    r"""One coding of a negotiation, or many draws of it along leading axes.

    `position` holds the ideal points in [0, 1]; `salience` how much each issue matters, zero where an actor takes no
    part in it; `capability` what an actor can bring to bear; `no_deal` the utility of no agreement in [-1, 0], where
    -1 is as far from everything wanted as the scales allow. `loss` is the exponent of the distance, 1 or 2.
    """

    position: Float[np.ndarray, "*d a q"]
    salience: Float[np.ndarray, "*d a q"]
    capability: Float[np.ndarray, "*d a"]
    no_deal: Float[np.ndarray, "*d a"]
    loss: float = LINEAR

    def __post_init__(self) -> None:
        _within("position", self.position, 0.0, 1.0)
        _within("utility of no deal", self.no_deal, -1.0, 0.0)
        _within("salience", self.salience, 0.0, np.inf)
        if not (np.isfinite(self.capability) & (self.capability > 0)).all():
            raise DataError("capability: every actor's is a finite number above 0. Leave an actor without any out.")
        if not (self.salience.sum(axis=-1) > 0).all():
            raise DataError("salience: an actor's is zero on every issue. Give it one that matters, or leave it out.")
        if self.loss not in (LINEAR, QUADRATIC):
            raise DataError(f"loss: {self.loss} is no exponent known. Expected 1 (linear) or 2 (quadratic).")

    def in_draws(self, draws: int | slice) -> "Preferences":
        """One draw, or some of them."""
        return Preferences(
            self.position[draws], self.salience[draws], self.capability[draws], self.no_deal[draws], self.loss
        )

    def of_actors(self, actors: Int[np.ndarray, " v"]) -> "Preferences":
        """What some of the actors want."""
        return Preferences(
            self.position[..., actors, :], self.salience[..., actors, :],
            self.capability[..., actors], self.no_deal[..., actors], self.loss,
        )  # fmt: skip


@dataclass(frozen=True)
class Rule:
    r"""Who must agree: every actor with a veto, and others until their votes reach the quota (0: vetoes alone)."""

    veto: Bool[np.ndarray, " a"]
    votes: Float[np.ndarray, " a"]
    quota: float = 0.0

    def __post_init__(self) -> None:
        if not (np.isfinite(self.votes) & (self.votes >= 0)).all():
            raise DataError("votes: every actor's are a finite number of zero or more.")
        if not 0 <= self.quota <= self.votes.sum():
            raise DataError(f"quota: {self.quota:g} of {self.votes.sum():g} votes. It lies between 0 and all votes.")
        if not self.veto.any() and self.quota == 0:
            raise DataError("rule: nobody has a veto and no quota is set. Name who must agree.")


def issue_shares(salience: Float[np.ndarray, "*d a q"]) -> Float[np.ndarray, "*d a q"]:
    r"""How much each issue counts for each actor, :math:`s_{aq} / \sum_q s_{aq}`; rows sum to one."""
    return np.asarray(salience / salience.sum(axis=-1, keepdims=True))


def weights(preferences: Preferences) -> Float[np.ndarray, "*d a q"]:
    r"""Weight of each actor on each issue, :math:`w_{aq} = c_a s_{aq}`: capability times salience."""
    return np.asarray(preferences.capability[..., None] * preferences.salience)


def utility(preferences: Preferences, settlement: Float[np.ndarray, "*d q"]) -> Float[np.ndarray, "*d a"]:
    r"""Utility of a settlement y for each actor, from -1 to 0.

    .. math:: U_a(y) = -\sum_q \frac{s_{aq}}{\sum_q s_{aq}} |y_q - x_{aq}|^p

    Additive over issues and falling with the distance to what is wanted: an assumption of the whole family of models.
    """
    distance = np.abs(settlement[..., None, :] - preferences.position) ** preferences.loss
    return np.asarray(-(issue_shares(preferences.salience) * distance).sum(axis=-1))


def _within(what: str, values: Float[np.ndarray, "..."], low: float, high: float) -> None:
    outside = ~((values >= low) & (values <= high))
    if outside.any():
        raise DataError(f"{what}: {values[outside].flat[0]:g} is off the scale. It lies between {low:g} and {high:g}.")
