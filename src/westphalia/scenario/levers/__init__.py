"""One file a lever: its schema and its effect."""

from typing import Annotated, Final

from pydantic import Field

from westphalia.scenario.levers.aid import Aid
from westphalia.scenario.levers.aid_replacement import AidReplacement
from westphalia.scenario.levers.autonomy import Autonomy
from westphalia.scenario.levers.base import LeverBase
from westphalia.scenario.levers.defence_budget import DefenceBudget
from westphalia.scenario.levers.embargo import Embargo
from westphalia.scenario.levers.exclusion import Exclusion
from westphalia.scenario.levers.force import Force
from westphalia.scenario.levers.immobilised_assets import ImmobilisedAssets
from westphalia.scenario.levers.lifting import Lifting
from westphalia.scenario.levers.minerals_deal import MineralsDeal
from westphalia.scenario.levers.oil_cap import OilCap
from westphalia.scenario.levers.optimal_tariff import OptimalTariff
from westphalia.scenario.levers.reconstruction import Reconstruction
from westphalia.scenario.levers.retaliation import Retaliation
from westphalia.scenario.levers.tariff import Tariff
from westphalia.scenario.levers.tariff_war import TariffWar
from westphalia.scenario.levers.trade_cost import TradeCost

TradeLever = Tariff | Retaliation | TradeCost | Embargo | Lifting | OptimalTariff | TariffWar
SpendingLever = DefenceBudget | Autonomy | Force | Aid | AidReplacement
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
    | Aid
    | AidReplacement
    | ImmobilisedAssets
    | Reconstruction
    | OilCap
    | Exclusion
    | MineralsDeal,
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
    "aid_replacement": AidReplacement,
    "immobilised_assets": ImmobilisedAssets,
    "reconstruction": Reconstruction,
    "oil_cap": OilCap,
    "exclusion": Exclusion,
    "minerals_deal": MineralsDeal,
}

__all__ = [
    "LEVERS", "Aid", "AidReplacement", "Autonomy", "DefenceBudget", "Embargo", "Exclusion", "Force",
    "ImmobilisedAssets", "Lever", "Lifting", "MineralsDeal", "OilCap", "OptimalTariff", "Reconstruction", "Retaliation",
    "SpendingLever", "Tariff", "TariffWar", "TradeCost", "TradeLever",
]  # fmt: skip
