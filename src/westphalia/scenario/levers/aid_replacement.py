"""Aid replacement: one donor stops, others make up for it by a key, and the EU's part is charged to members once."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from westphalia.errors import DataError
from westphalia.scenario.levers.base import Part, Year, place
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.levers.defence_budget import Share, fraction_of_gdp
from westphalia.scenario.levers.financed import Amount, Counted, Currency, Financed
from westphalia.world.aid import EUROPE, RELEASE, Period, bought_of, one_of_each, tracker

AidKey = Literal["income", "gap", "kiel"]
Whole = Annotated[float, Field(strict=True, ge=0, le=1)]
_WHOLE = 1e-9
BOUGHT_IN = 2025
"""Year whose origin of military aid stands for what is newly bought: the last the tracker holds whole."""


class AidReplacement(Dated, Financed):
    """A donor withdraws its aid, and others replace it: by income, by gap to a target, or as Kiel splits it."""

    MAIN: ClassVar[str] = "amount"

    kind: Literal["aid_replacement"] = "aid_replacement"
    withdrawn: str = Field(default="USA", description="ISO-3 code of the donor that stops")
    recipient: Literal["UKR"] = Field(default="UKR", description="who receives it; the tracker follows UKR alone")
    amount: Amount | None = Field(
        default=None, description="sum a year to replace, bn of the currency; without it the donor's mean over average"
    )
    currency: Currency = Field(default="EUR", description="currency of the amount")
    average: tuple[Year, Year] = Field(
        default=(2022, 2024), description="first and last year of the mean, of what is withdrawn and of aid today"
    )
    release: int = Field(default=RELEASE, description="release of the tracker that the means are of")
    donors: tuple[str, ...] = Field(
        default=EUROPE, min_length=1, description="who replaces it: ISO-3 codes or groups, none of them twice"
    )
    key: dict[AidKey, Part] = Field(
        default={"income": 1.0},
        description="weights of the keys: income, gap to the target, kiel as published; they add to one",
    )
    target: Share = Field(default=0.0021, description="bilateral aid over GDP to which the gap is counted")
    through_eu: Whole = Field(
        default=0.0, description="part that goes through the EU's institutions and is charged to all its members once"
    )
    in_kind: Whole | None = Field(
        default=None,
        description="military part, in kind, all of it bilateral; without it that of the donor that stops",
    )
    bought_at_home: Whole | None = Field(
        default=None, description="newly bought part of military aid, before imports; without it the tracker's of 2025"
    )
    counted: Counted = Field(
        default="inside_budget",
        description="inside_budget: the military part is in a defence_budget of the same scenario; on_top: beyond it",
    )

    @field_validator("withdrawn")
    @classmethod
    def _one_stops(cls, value: str) -> str:
        if len(place(value)) > 1:
            raise ValueError(f"{value} is a group; one donor stops. Name a country, e.g. USA")
        return value

    @field_validator("donors")
    @classmethod
    def _each_gives_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            place(code)
        try:
            one_of_each(value)
        except DataError as error:
            raise ValueError(str(error).removeprefix("donors: ").rstrip(".")) from None
        return value

    @field_validator("target")
    @classmethod
    def _some_of_gdp(cls, value: float) -> float:
        if value == 0:
            raise ValueError("0 of GDP leaves no gap to share by. Write a fraction above 0, such as 0.0021")
        return fraction_of_gdp(value) or value

    @field_validator("key")
    @classmethod
    def _weights_add_to_one(cls, value: dict[AidKey, float]) -> dict[AidKey, float]:
        total = sum(value.values())
        if abs(total - 1) > _WHOLE:
            raise ValueError(f"the weights add to {total:g}, not to 1. Write for example {{income: 0.5, gap: 0.5}}")
        return value

    @model_validator(mode="after")
    def _is_complete(self) -> "AidReplacement":
        if self.from_ is None:
            raise ValueError("no first year. Write from, the year in which others begin to replace it")
        twice = [code for code in (self.withdrawn, self.recipient) if code in self.givers]
        if twice:
            raise ValueError(f"{twice[0]} stands among the donors, and stops or receives. Leave it out of donors")
        self._window_is_held()
        return self

    def _window_is_held(self) -> None:
        """Refuse a mean over years the release does not hold, and one of a donor it does not follow."""
        try:
            held = tracker(self.release)
            found = held.totals(self.window, "donor")
        except DataError as error:
            raise ValueError(f"average or release: {str(error).rstrip('.')}") from None
        if self.withdrawn not in found:
            raise ValueError(
                f"{self.withdrawn} is not among the {len(found)} donors of release {self.release}. Name one that is"
            )
        if self.amount is None and found[self.withdrawn].allocated == 0:
            raise ValueError(f"{self.withdrawn} allocated nothing in {self.window.words}. Write amount")

    @property
    def window(self) -> Period:
        """The years of the mean."""
        return Period(*self.average)

    @property
    def givers(self) -> tuple[str, ...]:
        """Every country that replaces it, each once."""
        return one_of_each(self.donors)

    @property
    def military(self) -> float:
        """Military part: given, else that of the donor that stops over the window."""
        if self.in_kind is not None:
            return self.in_kind
        stopped = tracker(self.release).totals(self.window, "donor")[self.withdrawn]
        return stopped.military / stopped.allocated if stopped.allocated else 0.0

    @property
    def new(self) -> float:
        """Newly bought part of military aid: given, else that of all donors."""
        return bought_of(BOUGHT_IN) if self.bought_at_home is None else self.bought_at_home
