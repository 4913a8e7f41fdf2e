r"""What actors on one scale expect of challenging one another: chances, stakes, and how much risk each bears.

After Scholz, Calbert and Smith (2011), their reconstruction of the expected-utility model of Bueno de Mesquita.
Distances are fractions of the range of positions at the start. A square array is `[..., challenger, opponent]`;
a rival of actor i is written j, a third party k.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

__all__ = ["TIE", "Field", "field", "gain", "median_position", "risk_exponent", "stakes", "success"]

TIE = 1e-12  # two numbers nearer than this are taken as equal: who moves must not hang on the last digit of a sum


@dataclass(frozen=True)
class Field:
    r"""Where the actors stand in one round, as fractions of the range of positions at the start.

    `apart` is :math:`D_{ij} = |x_i - x_j| / R`; `off_median` is :math:`M_i = |x_i - m| / R`, m the weighted median.
    """

    apart: Float[np.ndarray, "*d a a"]
    off_median: Float[np.ndarray, "*d a"]
    salience: Float[np.ndarray, "*d a"]
    weight: Float[np.ndarray, "*d a"]


def field(
    position: Float[np.ndarray, "*d a"],
    salience: Float[np.ndarray, "*d a"],
    weight: Float[np.ndarray, "*d a"],
    span: Float[np.ndarray, "*d"],
) -> Field:
    r"""Distances between the actors and to the weighted median; all zero where the span R is (all agreed at the start).

    A distance below `TIE` is none: an exponent below one would blow up what rounding has left of it. Nor does rounding
    make one longer than R.
    """
    scale = np.where(span > 0, span, 1.0)[..., None]
    apart = np.abs(position[..., :, None] - position[..., None, :]) / scale[..., None]
    off_median = np.abs(position - median_position(position, weight)[..., None]) / scale
    apart, off_median = (np.where(far > TIE, np.minimum(far, 1.0), 0.0) for far in (apart, off_median))
    return Field(apart, off_median, salience, weight)


def median_position(position: Float[np.ndarray, "*d a"], weight: Float[np.ndarray, "*d a"]) -> Float[np.ndarray, "*d"]:
    r"""The position m with at most half of the weight on either side; the middle of all such positions.

    It minimises :math:`\sum_a w_a |y - x_a|`, and so wins every pairwise vote in which actors cast weight times the
    difference of distances. Weights are zero or more, not all zero.
    """
    order = np.argsort(position, axis=-1)
    ranked = np.take_along_axis(position, order, axis=-1)
    reached = np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)
    reached = reached / reached[..., -1:]
    lower, upper = (np.argmax(reached > 0.5 + margin, axis=-1)[..., None] for margin in (-TIE, TIE))
    ends = np.take_along_axis(ranked, lower, axis=-1) + np.take_along_axis(ranked, upper, axis=-1)
    return np.asarray(ends[..., 0] / 2)


def success(
    now: Field, bend: Float[np.ndarray, "*d a"] | Float[np.ndarray, ""], all_pairs: bool
) -> Float[np.ndarray, "*d a a"]:
    r"""Probability that i prevails over j if third parties vote with their capability and salience.

    .. math:: v_k^{ij} = w_k \big(D_{kj}^{\rho_k} - D_{ki}^{\rho_k}\big), \qquad
       P_{ij} = \frac{\sum_k \max(v_k^{ij}, 0)}{\sum_k |v_k^{ij}|}

    Scholz and others (2011), eq. 31, print linear distances, :math:`\rho_k = 1`; public code takes
    :math:`\rho_k = r_k` and sums the denominator over all ordered pairs (i, j), which makes every probability small.
    As :math:`v_k^{ji} = -v_k^{ij}`, with :math:`F_{ij}` the numerator the two denominators are
    :math:`F_{ij} + F_{ji}` and :math:`2 \sum_{ij} F_{ij}`. Where two actors stand together any probability gives
    the same utilities; it is 1/2 here.
    """
    loss = now.apart ** np.broadcast_to(bend, now.weight.shape)[..., None]
    votes = np.zeros_like(now.apart)
    for k in range(now.weight.shape[-1]):
        seen = loss[..., k, :]
        votes += now.weight[..., k, None, None] * np.maximum(seen[..., None, :] - seen[..., :, None], 0.0)
    cast = votes + np.swapaxes(votes, -1, -2)
    cast = np.broadcast_to(cast.sum(axis=(-2, -1), keepdims=True), cast.shape) if all_pairs else cast
    return np.asarray(np.divide(votes, cast, out=np.full_like(votes, 0.5), where=cast > 0))


def gain(
    exponent: Float[np.ndarray, "*d a 1"],
    apart: Float[np.ndarray, "*d a a"],
    off_median: Float[np.ndarray, "*d #a #a"],
    stubborn: Float[np.ndarray, "*d #a #a"],
    chance: Float[np.ndarray, "*d a a"],
    quiet: float,
) -> Float[np.ndarray, "*d a a"]:
    r"""What a challenge is worth over leaving things alone, judged with the risk exponent r of whoever looks at it.

    .. math:: E = s [P U_s + (1 - P) U_f] + (1 - s) U_s - Q U_q - (1 - Q)(T U_b + (1 - T) U_w)

    .. math:: U_{s,f} = 2 - 4 \left(\tfrac12 \mp \tfrac12 D\right)^r, \quad U_q = 2 - 4 \left(\tfrac12\right)^r, \quad
       U_{b,w} = 2 - 4 \left(\tfrac12 \mp \tfrac14 (M + D)\right)^r

    D is the distance of the two, M the challenger's to the median, s the opponent's salience (`stubborn`: with 1 - s
    it gives way unasked), P the challenger's chance, Q that things stay as they are if nobody challenges (`quiet`,
    a constant), and T is 1 where M < D and else 0. Scholz and others (2011). Utilities lie between -2 and 2.
    """

    def worth(base: Float[np.ndarray, "..."]) -> Float[np.ndarray, "..."]:
        return np.asarray(2.0 - 4.0 * base**exponent)

    won, lost = worth(0.5 - 0.5 * apart), worth(0.5 + 0.5 * apart)
    fought = stubborn * (chance * won + (1.0 - chance) * lost) + (1.0 - stubborn) * won
    left_alone = quiet * worth(np.full_like(apart, 0.5))
    if quiet < 1:
        reach = np.minimum(0.25 * (off_median + apart), 0.5)
        drift = np.where(off_median < apart - TIE, worth(0.5 - reach), worth(0.5 + reach))
        left_alone = left_alone + (1.0 - quiet) * drift
    return np.asarray(fought - left_alone)


def stakes(
    now: Field, exponent: Float[np.ndarray, "*d a"], chance: Float[np.ndarray, "*d a a"], quiet: float
) -> tuple[Float[np.ndarray, "*d a a"], Float[np.ndarray, "*d a a"]]:
    r"""Two gains for each i and j, both in the eyes of i: of i challenging j, and of j challenging i.

    Whoever looks is always one of the two, so no third view :math:`E^k_{ij}` is ever needed: :math:`n^2` numbers
    a draw instead of :math:`n^3`.
    """
    eyes, s, far = exponent[..., :, None], now.salience, now.off_median
    own = gain(eyes, now.apart, far[..., :, None], s[..., None, :], chance, quiet)
    against = gain(eyes, now.apart, far[..., None, :], s[..., :, None], np.swapaxes(chance, -1, -2), quiet)
    return own, against


def risk_exponent(against: Float[np.ndarray, "*d a a"]) -> Float[np.ndarray, "*d a"]:
    r"""Exponent of each actor's utility, from 1/2 (who is least in danger) to 2 (who is most).

    .. math:: S_i = \sum_{j \ne i} E^i_{ji}, \quad
       R_i = \frac{2 S_i - \max S - \min S}{\max S - \min S}, \quad r_i = \frac{1 - R_i / 3}{1 + R_i / 3}

    The sum is of what others gain by challenging i, in the eyes of i, at exponents of one. All as safe: all one.
    Scholz and others (2011), after Bueno de Mesquita.
    """
    off_diagonal = ~np.eye(against.shape[-1], dtype=bool)
    danger = (against * off_diagonal).sum(axis=-1)
    high, low = danger.max(axis=-1, keepdims=True), danger.min(axis=-1, keepdims=True)
    spread = np.where(high - low > TIE, high - low, np.inf)
    risk = np.where(np.isinf(spread), 0.0, (2.0 * danger - high - low) / spread)
    return np.asarray((1.0 - risk / 3.0) / (1.0 + risk / 3.0))
