"""One file a lever: its schema and its effect."""

from typing import Annotated, Final

from pydantic import Field

from westphalia.scenario.levers.base import LeverBase
from westphalia.scenario.levers.defence_budget import DefenceBudget
from westphalia.scenario.levers.embargo import Embargo
from westphalia.scenario.levers.lifting import Lifting
from westphalia.scenario.levers.optimal_tariff import OptimalTariff
from westphalia.scenario.levers.retaliation import Retaliation
from westphalia.scenario.levers.tariff import Tariff
from westphalia.scenario.levers.tariff_war import TariffWar
from westphalia.scenario.levers.trade_cost import TradeCost

TradeLever = Tariff | Retaliation | TradeCost | Embargo | Lifting | OptimalTariff | TariffWar
Lever = Annotated[
    Tariff | Retaliation | TradeCost | Embargo | Lifting | OptimalTariff | TariffWar | DefenceBudget,
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
}

__all__ = [
    "LEVERS", "DefenceBudget", "Embargo", "Lever", "Lifting", "OptimalTariff", "Retaliation", "Tariff", "TariffWar",
    "TradeCost", "TradeLever",
]  # fmt: skip
