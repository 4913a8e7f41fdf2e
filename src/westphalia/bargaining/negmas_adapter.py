"""Packages handed to NegMAS, and its own Nash points and frontier handed back: a second route to the same answers.

NegMAS is an extra. It looks at one outcome after the other in Python, so keep to some ten thousand packages. Issues are
numbered from 0, and so are the steps of each; utilities are additive, an array of actors by steps for each issue.
"""

import importlib
import warnings
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.errors import DataError, UsageError

__all__ = ["negmas_frontier", "negmas_nash", "negmas_utilities"]

Tables = tuple[Float[np.ndarray, "a _"], ...]
_PARTS: Final = (
    "LinearAdditiveUtilityFunction", "TableFun", "make_issue", "make_os", "nash_points", "pareto_frontier"
)  # fmt: skip


def negmas_utilities(tables: Tables, no_deal: Float[np.ndarray, " a"] | None = None) -> tuple[Any, tuple[Any, ...]]:
    r"""The space of outcomes and each actor's additive utility over it, as NegMAS has them.

    .. math:: U_a(\ell) = \sum_q u_{aq\ell_q}, \qquad \text{reserved value } d_a

    An outcome is a tuple of steps, an issue each. No deal is worth minus infinity to all unless given. Both can be
    handed to any protocol or agent of NegMAS; what its agents then agree on depends on strategies no source gives.
    """
    negmas = _negmas()
    if not tables:
        raise DataError("tables: no issue. Give an array of actors by steps for each issue.")
    actors = {len(table) for table in tables}
    if len(actors) != 1:
        raise DataError(f"tables: {sorted(actors)} actors. Every issue has a row for each of the same actors.")
    issues = [negmas.make_issue(list(range(table.shape[1])), name=str(k)) for k, table in enumerate(tables)]
    space = negmas.make_os(issues)
    reserved = np.full(actors.pop(), -np.inf) if no_deal is None else no_deal
    return space, tuple(
        negmas.LinearAdditiveUtilityFunction(
            values={str(k): negmas.TableFun(dict(enumerate(table[a].tolist()))) for k, table in enumerate(tables)},
            weights={str(k): 1.0 for k in range(len(tables))},
            outcome_space=space,
            reserved_value=float(least),
        )
        for a, least in enumerate(reserved)
    )


def negmas_frontier(tables: Tables, no_deal: Float[np.ndarray, " a"] | None = None) -> Int[np.ndarray, "k q"]:
    """Steps of the packages on the frontier by NegMAS; with no deal given, of those nobody finds worse than it.

    NegMAS leaves out what is below a reserved value without a word, so the two differ; and of several packages that
    are worth the same to everybody it keeps one.
    """
    space, utilities = negmas_utilities(tables, no_deal)
    outcomes = list(space.enumerate())
    _, found = _negmas().pareto_frontier(utilities, outcomes=outcomes)
    return np.array([outcomes[k] for k in found], dtype=int).reshape(-1, len(tables))


def negmas_nash(tables: Tables, no_deal: Float[np.ndarray, " a"]) -> Int[np.ndarray, "k q"]:
    r"""Steps of the packages with the largest product of gains by NegMAS, every actor's power alike; empty if none."""
    space, utilities = negmas_utilities(tables, no_deal)
    negmas, outcomes = _negmas(), list(space.enumerate())
    values, found = negmas.pareto_frontier(utilities, outcomes=outcomes)
    points = negmas.nash_points(utilities, values, outcome_space=space)
    return np.array([outcomes[found[at]] for _, at in points], dtype=int).reshape(-1, len(tables))


def _negmas() -> Any:
    """NegMAS, whose own warnings on import are none of ours; it loads its parts when they are first named."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            negmas = importlib.import_module("negmas")
            for part in _PARTS:
                getattr(negmas, part)
            return negmas
    except ImportError:
        raise UsageError("NegMAS is not installed. Install it with: pip install 'westphalia[negmas]'") from None
