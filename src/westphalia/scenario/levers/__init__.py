"""One file a lever: its schema and its effect."""

from typing import Annotated

from pydantic import Field

from westphalia.scenario.levers.defence_budget import DefenceBudget
from westphalia.scenario.levers.tariff import Tariff

Lever = Annotated[Tariff | DefenceBudget, Field(discriminator="kind")]

__all__ = ["DefenceBudget", "Lever", "Tariff"]
