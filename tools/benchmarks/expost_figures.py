"""The figures of docs/expost.md, from predictions and customs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from expost_customs import AFTER, BASE_YEAR, BEFORE, CHINA, YEARS, Customs, restated
from expost_model import REFERENCE, Experiment, Prediction, Variant, variants
from expost_scores import inside, mean_error, relative, standard_error, weighted_line
from expost_tables import Figure
from jaxtyping import Bool, Float

SMALLEST = 0.05  # USD bn in 2017
ENERGY = ("B06", "C19")
OTHER_DUTY_ON_CHINA = 44.3  # USD bn in 2019, as other customs tabulations have it
VEHICLES = "C29+C301+C302T309"
TARGETED = (0.01, 0.05)
VIEWS = {"total change": None, "against its sector": 0, "against its partner": 1}
LISTED = 8
Cells = Float[np.ndarray, "partner group"]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What happened and what the rivals say: factors of change 2017 to 2019 by cell, and which cells count."""

    customs: Customs
    kept: Bool[np.ndarray, "partner group"]
    targeted_by: Cells

    @cached_property
    def weight(self) -> Cells:
        """Imports of 2017."""
        return np.where(self.kept, self.customs.imports_of(BEFORE), 0.0)

    @cached_property
    def observed(self) -> Cells:
        """Imports of 2019 over those of 2017."""
        return self._ratio(AFTER, BEFORE)

    @cached_property
    def trend(self) -> Cells:
        """Imports of 2017 over those of 2015: the same growth once more."""
        return self._ratio(BEFORE, YEARS[0])

    def _ratio(self, year: int, earlier: int) -> Cells:
        new, old = self.customs.imports_of(year), self.customs.imports_of(earlier)
        return np.asarray(np.divide(new, old, out=np.ones_like(new), where=self.kept))

    def within(self, part: Bool[np.ndarray, "partner group"]) -> "Outcome":
        """The same with only some of the cells."""
        return replace(self, kept=self.kept & part)


def outcome(experiment: Experiment, smallest: float = SMALLEST) -> Outcome:
    """Cells with at least `smallest` imports in 2017, some in 2015 (else no trend), and a flow in the base."""
    customs = experiment.customs
    kept = (customs.imports_of(BEFORE) >= smallest) & (customs.imports_of(YEARS[0]) > 0)
    return Outcome(customs, kept & (experiment.base_imports > 0), customs.rate(AFTER) - customs.rate(BEFORE))


def samples(seen: Outcome) -> dict[str, Outcome]:
    """All cells, and parts of them."""
    china = np.array([[p == CHINA] for p in seen.customs.partners])
    energy = np.array([[g in ENERGY for g in seen.customs.groups]])
    parts = {"all": ~china | china, "without China": ~china, "China alone": china, "without oil and gas": ~energy}
    parts["without China, oil and gas"] = ~china & ~energy
    return {name: seen.within(part & np.ones_like(seen.kept)) for name, part in parts.items()}


def viewed(change: Cells, seen: Outcome, view: str) -> Float[np.ndarray, " c"]:
    """Changes of the cells that count, as fractions, in total or against the whole of their sector or partner."""
    axis = VIEWS[view]
    factor = change if axis is None else relative(change, seen.weight, axis)
    return np.asarray(factor[seen.kept] - 1)


def scores(change: Cells, seen: Outcome, view: str) -> dict[str, float]:
    """Line and errors of one prediction in one view."""
    weight = seen.weight[seen.kept]
    observed, predicted = viewed(seen.observed, seen, view), viewed(change, seen, view)
    line = weighted_line(predicted, observed, weight)

    def error(rival: Cells) -> float:
        return mean_error(viewed(rival, seen, view), observed, weight)

    still = np.ones_like(change)
    worst = max(error(seen.trend), error(still))
    if worst < 1e-12:  # one partner alone never moves against its sector
        return {}
    return {
        "correlation": line.correlation,
        "slope": line.slope,
        "intercept %": line.intercept,
        "error / trend's": error(change) / error(seen.trend),
        "error / no change's": error(change) / error(still),
        "error with trend / trend's": error(change * seen.trend) / error(seen.trend),
    }


def growth(change: Cells, seen: Outcome, part: Bool[np.ndarray, "partner group"] | None = None) -> float:
    """Growth of the imports of all cells that count in a part, as a fraction."""
    weight = seen.weight if part is None else np.where(part, seen.weight, 0.0)
    return float((weight * change).sum() / weight.sum() - 1)


def own_growth(prediction: Prediction, part: Bool[np.ndarray, "partner group"] | None = None) -> float:
    """Growth of imports in the dollars of the base, which weighs cells otherwise than customs did in 2017."""
    chosen = np.ones_like(prediction.before) if part is None else part
    return float((prediction.after * chosen).sum() / (prediction.before * chosen).sum() - 1)


def by_variant(predicted: dict[Variant, Prediction], seen: Outcome) -> Iterator[Figure]:
    """One row for each variant: all cells."""
    china = np.array([[p == CHINA] for p in seen.customs.partners]) & seen.kept
    rest = ~china & seen.kept
    for variant, prediction in predicted.items():
        change = prediction.change
        row = f"{variant.horizon}, {variant.closure}, {variant.elasticities}"
        total, sector, partner = (scores(change, seen, view) for view in VIEWS)
        figures = {name: total[name] for name in ("correlation", "slope", "intercept %")}
        figures |= {"correlation, sector": sector["correlation"], "slope, sector": sector["slope"]}
        figures |= {"correlation, partner": partner["correlation"]}
        figures |= {name: total[name] for name in total if name.startswith("error")}
        figures |= {"from China %": growth(change, seen, china), "total %": growth(change, seen)}
        figures |= {"China against others %": _ratio(change, seen, china, rest)}
        figures |= {"from China, own dollars %": own_growth(prediction, china)}
        yield from (Figure("variants", row, name, value) for name, value in figures.items())


def by_sample(change: Cells, seen: Outcome) -> Iterator[Figure]:
    """The reference variant in each part of the cells and each view."""
    for name, part in samples(seen).items():
        cluster = np.repeat(np.arange(len(seen.kept))[:, None], seen.kept.shape[1], axis=1)[part.kept]
        for view in VIEWS:
            found = scores(change, part, view)
            if not found:
                continue
            seeing = (viewed(change, part, view), viewed(part.observed, part, view), part.weight[part.kept])
            spread = standard_error(*seeing, cluster)
            figures = {"cells": part.kept.sum(), "correlation": found.pop("correlation"), "s.e.": spread} | found
            yield from (Figure("samples", f"{name}, {view}", key, float(value)) for key, value in figures.items())


def aggregates(predicted: dict[Variant, Prediction], seen: Outcome) -> Iterator[Figure]:
    """Sums that papers and news speak of: observed, trend, the reference and the range."""
    china = np.array([[p == CHINA] for p in seen.customs.partners]) & np.ones_like(seen.kept)
    low, high = (seen.targeted_by > limit for limit in TARGETED)
    parts = {
        "from China": china, "from all but China": ~china, "all": china | ~china,
        "duty up by more than 1 point": low, "duty up by more than 5 points": high, "duty not up by 1 point": ~low,
    }  # fmt: skip
    for name, part in parts.items():
        ranged = [growth(each.change, seen, part) for each in predicted.values()]
        figures = {"imports 2017 bn": seen.weight[part].sum(), "happened %": growth(seen.observed, seen, part)}
        figures |= {"trend %": growth(seen.trend, seen, part)}
        figures |= {"reference %": growth(predicted[REFERENCE].change, seen, part)}
        figures |= {"lowest %": min(ranged), "highest %": max(ranged)}
        yield from (Figure("aggregates", name, key, float(value)) for key, value in figures.items())
    for name in ("from China", "all"):
        own = {variant: own_growth(each, parts[name]) for variant, each in predicted.items()}
        figures = {"happened %": growth(seen.observed, seen, parts[name]), "reference %": own[REFERENCE]}
        figures |= {"lowest %": min(own.values()), "highest %": max(own.values())}
        yield from (Figure("aggregates", f"{name}, in the base's own dollars", key, v) for key, v in figures.items())
    yield from _against(predicted, seen, "from China against all others", china, ~china)
    yield from _against(predicted, seen, "duty up by more than 1 point against not up", low, ~low)


def _against(
    predicted: dict[Variant, Prediction], seen: Outcome, row: str, part: Bool[np.ndarray, "partner group"],
    rest: Bool[np.ndarray, "partner group"],
) -> Iterator[Figure]:  # fmt: skip
    ranged = {variant: _ratio(each.change, seen, part, rest) for variant, each in predicted.items()}
    figures = {"happened %": _ratio(seen.observed, seen, part, rest), "trend %": _ratio(seen.trend, seen, part, rest)}
    figures |= {"reference %": ranged[REFERENCE], "lowest %": min(ranged.values()), "highest %": max(ranged.values())}
    yield from (Figure("aggregates", row, key, value) for key, value in figures.items())


def _ratio(
    change: Cells, seen: Outcome, part: Bool[np.ndarray, "partner group"], rest: Bool[np.ndarray, "partner group"]
) -> float:
    """Growth of a part over that of the rest."""
    return (1 + growth(change, seen, part)) / (1 + growth(change, seen, rest)) - 1


def coverage(predicted: dict[Variant, Prediction], seen: Outcome) -> Iterator[Figure]:
    """How often what happened lies in the range over all variants."""
    for name in ("all", "China alone"):
        part = samples(seen)[name]
        weight = part.weight[part.kept] / part.weight.sum()
        for view in VIEWS:
            ranged = np.array([viewed(each.change, part, view) for each in predicted.values()])
            low, high, observed = ranged.min(axis=0), ranged.max(axis=0), viewed(part.observed, part, view)
            if np.ptp(observed) < 1e-12:
                continue
            covered = inside(low, high, observed)
            figures = {
                "cells": covered.size, "inside, of cells %": covered.mean(), "inside, of imports %": weight @ covered,
                "below, of imports %": weight @ (observed < low), "above, of imports %": weight @ (observed > high),
                "mean width %": weight @ (high - low), "mean size of what happened %": weight @ abs(observed),
            }  # fmt: skip
            yield from (Figure("coverage", f"{name}, {view}", key, float(value)) for key, value in figures.items())


def levels(change: Cells, seen: Outcome) -> Iterator[Figure]:
    """Rivals side by side. In dollars all correlations are near 1 and mean nothing: no change has one too."""
    weight = seen.weight[seen.kept]
    actual = weight * seen.observed[seen.kept]
    rivals = {"model": change, "no change": np.ones_like(change), "trend": seen.trend}
    rivals |= {"model and trend": change * seen.trend}
    for name, rival in rivals.items():
        told = weight * rival[seen.kept]
        line = weighted_line(told, actual, np.ones_like(told))
        changes = weighted_line(rival[seen.kept], seen.observed[seen.kept], weight)
        figures = {"correlation of levels": line.correlation, "correlation of changes": changes.correlation}
        figures |= {"slope of changes": changes.slope, "absolute errors, sum bn": abs(told - actual).sum()}
        yield from (Figure("levels", name, key, float(value)) for key, value in figures.items())


def checks(experiment: Experiment, reference: Prediction) -> Iterator[Figure]:
    """The reference with one choice made otherwise."""
    other = replace(experiment, customs=restated(experiment.customs, CHINA, OTHER_DUTY_ON_CHINA))
    counted, seen = experiment.with_counted_imports(), outcome(experiment)
    soon = replace(REFERENCE, horizon="short run")
    made: dict[str, tuple[Prediction, Outcome]] = {
        "reference": (reference, seen),
        f"duty on China of {OTHER_DUTY_ON_CHINA} bn in 2019": (other.undone_and_redone(REFERENCE), seen),
        "duties put on top of those of 2022": (experiment.put_on_top(REFERENCE), seen),
        "base with US imports as counted in 2017": (counted.undone_and_redone(REFERENCE), seen),
        "the same, short run": (counted.undone_and_redone(soon), seen),
        "cells from 10 million on": (reference, outcome(experiment, 0.01)),
        "cells from 500 million on": (reference, outcome(experiment, 0.5)),
    }
    for name, (prediction, cells) in made.items():
        total, sector = (scores(prediction.change, cells, view) for view in ("total change", "against its sector"))
        china = np.array([[p == CHINA] for p in cells.customs.partners]) & cells.kept
        figures = {"cells": float(cells.kept.sum())}
        figures |= {key: total[key] for key in ("correlation", "slope", "error / trend's", "error / no change's")}
        figures |= {"correlation, sector": sector["correlation"], "slope, sector": sector["slope"]}
        figures |= {"from China %": growth(prediction.change, cells, china)}
        figures |= {"from China, own dollars %": own_growth(prediction, china)}
        vehicles = (cells.customs.partners.index("JPN"), cells.customs.groups.index(VEHICLES))
        figures |= {"vehicles from JPN %": float(prediction.change[vehicles] - 1)}
        yield from (Figure("checks", name, key, value) for key, value in figures.items())


def base(experiment: Experiment) -> Iterator[Figure]:
    """US imports of the base beside those customs counted in the same year: all, and where China differs most."""
    customs, held = experiment.customs, experiment.base_imports
    counted = customs.imports_of(BASE_YEAR)
    apart = abs(held / held.sum() - counted / counted.sum())
    yield Figure("base", "all", "base bn", float(held.sum()))
    yield Figure("base", "all", "customs bn", float(counted.sum()))
    yield Figure("base", "all", "share in another cell %", float(apart.sum() / 2))
    china = customs.partners.index(CHINA)
    for g in np.argsort(-abs(held - counted)[china], kind="stable")[:LISTED]:
        row = f"{CHINA} {customs.groups[g]}"
        yield Figure("base", row, "base bn", float(held[china, g]))
        yield Figure("base", row, "customs bn", float(counted[china, g]))


def parts(change: Cells, seen: Outcome) -> Iterator[Figure]:
    """Which partners, sectors and cells drive the result: shares of the error and of the covariance."""
    share = seen.weight / seen.weight.sum()
    miss = share * abs(change - seen.observed)
    apart = [np.where(seen.kept, each - (share * each).sum(), 0.0) for each in (change, seen.observed)]
    together = share * apart[0] * apart[1]
    for table, axis, labels in (("partners", 1, seen.customs.partners), ("sectors", 0, seen.customs.groups)):
        error, joint = (part.sum(axis=axis) / part.sum() for part in (miss, together))
        old = (seen.weight).sum(axis=axis)
        what = [np.divide((seen.weight * each).sum(axis=axis), old, out=np.ones_like(old), where=old > 0) - 1
                for each in (seen.observed, change)]  # fmt: skip
        for k in np.argsort(-error, kind="stable")[:LISTED]:
            figures = {"imports 2017 bn": old[k], "happened %": what[0][k], "reference %": what[1][k]}
            figures |= {"share of the error %": error[k], "share of the covariance %": joint[k]}
            yield from (Figure(table, labels[k], key, float(value)) for key, value in figures.items())
    yield from _largest(miss, change, seen)


def _largest(miss: Cells, change: Cells, seen: Outcome) -> Iterator[Figure]:
    for k in np.argsort(-miss, axis=None, kind="stable")[:LISTED]:
        p, g = np.unravel_index(k, miss.shape)
        row = f"{seen.customs.partners[p]} {seen.customs.groups[g]}"
        figures = {"imports 2017 bn": seen.weight[p, g], "duty up, points %": seen.targeted_by[p, g]}
        figures |= {"happened %": seen.observed[p, g] - 1, "reference %": change[p, g] - 1}
        figures |= {"share of the error %": miss[p, g] / miss.sum()}
        yield from (Figure("misses", row, key, float(value)) for key, value in figures.items())


def all_figures(experiment: Experiment) -> list[Figure]:
    """Every figure of the page."""
    seen = outcome(experiment)
    predicted = {variant: experiment.undone_and_redone(variant) for variant in variants()}
    reference = predicted[REFERENCE]
    change = reference.change
    makers: tuple[Callable[[], Iterator[Figure]], ...] = (
        lambda: aggregates(predicted, seen), lambda: by_sample(change, seen), lambda: coverage(predicted, seen),
        lambda: levels(change, seen), lambda: parts(change, seen), lambda: checks(experiment, reference),
        lambda: base(experiment), lambda: by_variant(predicted, seen),
    )  # fmt: skip
    return [figure for maker in makers for figure in maker()]
