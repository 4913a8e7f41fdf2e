"""One file a lever: its schema and its effect."""

from typing import Annotated, Final

from pydantic import Field

from westphalia.scenario.levers.aid import Aid
from westphalia.scenario.levers.autonomy import Autonomy
from westphalia.scenario.levers.base import LeverBase
from westphalia.scenario.levers.defence_budget import DefenceBudget
from westphalia.scenario.levers.embargo import Embargo
from westphalia.scenario.levers.force import Force
from westphalia.scenario.levers.lifting import Lifting
from westphalia.scenario.levers.optimal_tariff import OptimalTariff
from westphalia.scenario.levers.retaliation import Retaliation
from westphalia.scenario.levers.tariff import Tariff
from westphalia.scenario.levers.tariff_war import TariffWar
from westphalia.scenario.levers.trade_cost import TradeCost

TradeLever = Tariff | Retaliation | TradeCost | Embargo | Lifting | OptimalTariff | TariffWar
SpendingLever = DefenceBudget | Autonomy | Force | Aid
Lever = Annotated[
    Tariff
    | Retaliation
    | TradeCost
    | Embargo
    | Lifting
    | OptimalTariff
    | TariffWar
    | DefenceBudget
    | Autonomy
    | Force
    | Aid,
    Field(discriminator="kind"),
]
LEVERS: Final[dict[str, type[LeverBase]]] = {
    "tariff": Tariff,
    "retaliation": Retaliation,
    "trade_cost": TradeCost,
    "embargo": Embargo,
    "lifting": Lifting,
    "optimal_tariff": OptimalTariff,
    "tariff_war": TariffWar,
    "defence_budget": DefenceBudget,
    "autonomy": Autonomy,
    "force": Force,
    "aid": Aid,
}

__all__ = [
    "LEVERS", "Aid", "Autonomy", "DefenceBudget", "Embargo", "Force", "Lever", "Lifting", "OptimalTariff",
    "Retaliation", "SpendingLever", "Tariff", "TariffWar", "TradeCost", "TradeLever",
]  # fmt: skip
