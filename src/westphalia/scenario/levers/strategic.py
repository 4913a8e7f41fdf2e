"""What optimal tariffs and tariff wars share: duties chosen by the model, not written in the file."""

from typing import Annotated, Literal

from pydantic import Field

from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.partners import SectorCodes
from westphalia.scenario.levers.tariff import MAX_RATE

By = Literal["uniform", "partner", "sector"]
Largest = Annotated[float, Field(strict=True, gt=0, le=MAX_RATE)]


class Strategic(Dated):
    """Duties set where they serve their imposer best."""

    sectors: SectorCodes = Field(default="goods", description="goods, all, or sector codes of the base")
    by: By = Field(default="uniform", description="one duty for all, or one by partner, or one by sector")
    largest: Largest = Field(default=MAX_RATE, description="largest duty considered, as a fraction")
