"""The effects of the preset sanctions-lifted: those that return the coalition's trade with Russia of 2022.

    python tools/lifted_effects.py

writes them into the preset and prints what returns in each run; tests/exact/test_sanctions_lifted.py compares.

An effect is one at given prices. Prices answer: what Russia sells becomes dearer, so that the log change between the
bases, entered as an effect, returns less than what was lost. The effects sought solve

    ln X_k(θ) = ln X_k(2022)    for each lever k,

X_k the trade the lever hits, in the reference run once all have adjusted, over the flows that the base with sanctions
still holds: a flow of zero stays zero. From the log changes themselves, Newton's steps with Broyden's rule of the
secant; money is that of the base, world income fixed.
"""

import re
from pathlib import Path

import numpy as np
from jaxtyping import Bool, Float

from westphalia.scenario.files import load_scenario
from westphalia.scenario.schema import Scenario
from westphalia.simulate import all_variants, settled
from westphalia.world.load import load_baseline

BEFORE, AFTER, PRESET = "icio-2022", "icio-2022-sanctioned", "sanctions-lifted"
PLACE = Path(__file__).resolve().parents[1] / "src" / "westphalia" / "scenario" / "presets" / f"{PRESET}.yaml"
DECIMALS, CLOSE, STEPS = 3, 2e-4, 30


def cells(scenario: Scenario) -> list[Bool[np.ndarray, "n i s"]]:
    """What each lever hits of the trade that the base with sanctions still holds."""
    held = load_baseline(AFTER).flow > 0
    return [lever.cells_hit(load_baseline(AFTER)) & held for lever in scenario.levers]  # type: ignore[union-attr]


def trade(flow: Float[np.ndarray, "n i s"], hit: list[Bool[np.ndarray, "n i s"]]) -> Float[np.ndarray, " k"]:
    """Trade that each lever hits, USD bn."""
    return np.array([flow[where].sum() for where in hit])


def lifted(scenario: Scenario, effects: Float[np.ndarray, " k"]) -> Scenario:
    """The scenario with these effects in place of its own."""
    pairs = zip(scenario.levers, effects.tolist(), strict=True)
    return scenario.model_copy(update={"levers": tuple(x.model_copy(update={"trade_effect": e}) for x, e in pairs)})


def flows(scenario: Scenario, run: int = 0) -> tuple[Float[np.ndarray, "n i s"], Float[np.ndarray, "n i s"]]:
    """All flows before and once all have adjusted to the lifting, in one run; a closure may move the first."""
    found = settled(scenario, (all_variants(scenario.base)[run],)).trade
    assert found is not None
    return found.equilibrium.baseline.flow, found.equilibrium.flow_new


def returned_flow(scenario: Scenario) -> Float[np.ndarray, "n i s"]:
    """All flows once the sanctions are lifted and all have adjusted, in the reference run."""
    return flows(scenario)[1]


def changes(scenario: Scenario) -> Float[np.ndarray, " k"]:
    """Log change of trade between the two bases, by lever; as effects they are where the search begins."""
    hit = cells(scenario)
    before, after = (trade(load_baseline(name).flow, hit) for name in (BEFORE, AFTER))
    return np.asarray(np.log(before / after))


def effects(scenario: Scenario) -> Float[np.ndarray, " k"]:
    """The effects that return the trade of 2022 in the reference run."""
    hit = cells(scenario)
    goal = np.log(trade(load_baseline(BEFORE).flow, hit))

    def miss(at: Float[np.ndarray, " k"]) -> Float[np.ndarray, " k"]:
        return np.asarray(np.log(trade(returned_flow(lifted(scenario, at)), hit)) - goal)

    at = changes(scenario)
    gap, slope = miss(at), np.eye(len(at))
    for _ in range(STEPS):
        if abs(gap).max() < CLOSE:
            return at
        step = np.linalg.solve(slope, -gap)
        at, last = at + step, gap
        gap = miss(at)
        slope += np.outer(gap - last - slope @ step, step) / (step @ step)
    raise SystemExit(f"no effects found in {STEPS} steps: trade is off by {abs(gap).max():.1e} in logs")


def page(text: str, found: Float[np.ndarray, " k"]) -> str:
    """The preset with these effects, in the order of its levers."""
    values = iter(found.tolist())
    return re.sub(r"(?<=trade_effect: )-?[\d.]+$", lambda _: f"{next(values):.{DECIMALS}f}", text, flags=re.M)


def main() -> None:
    """Write the preset and print what returns in each run."""
    scenario = load_scenario(PRESET)
    found = effects(scenario)
    PLACE.write_text(page(PLACE.read_text(encoding="utf-8"), found), encoding="utf-8")
    rounded, hit = lifted(scenario, found.round(DECIMALS)), cells(scenario)
    goal, start = (trade(load_baseline(name).flow, hit) for name in (BEFORE, AFTER))
    print(
        [lever.label for lever in scenario.levers],
        "effects",
        found.round(DECIMALS),
        "from",
        changes(scenario).round(DECIMALS),
    )
    for run, variant in enumerate(all_variants(AFTER)):
        if variant.services == all_variants(AFTER)[0].services:
            before, after = (trade(flow, hit) for flow in flows(rounded, run))
            print(variant.closure, variant.elasticities, ((after - before) / (goal - start)).round(2))


if __name__ == "__main__":
    main()
