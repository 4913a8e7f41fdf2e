"""One file a lever: its schema and its effect."""

from typing import Annotated, Final

from pydantic import Field

from westphalia.scenario.levers.defence_budget import DefenceBudget
from westphalia.scenario.levers.tariff import Tariff

Lever = Annotated[Tariff | DefenceBudget, Field(discriminator="kind")]
LEVERS: Final[dict[str, type[Tariff] | type[DefenceBudget]]] = {"tariff": Tariff, "defence_budget": DefenceBudget}

__all__ = ["LEVERS", "DefenceBudget", "Lever", "Tariff"]
