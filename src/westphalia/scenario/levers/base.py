"""What every lever says about its origin, and the kinds of value levers share."""

import datetime
from difflib import get_close_matches
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from westphalia.errors import DataError
from westphalia.world.countries import countries, members

CLAIM_PATTERN: Final = r"^[0-9a-f]{8}@\d+-\d+$"
_LONGEST_VALUE: Final = 40
FIRST_YEAR, LAST_YEAR = 1990, 2100

Claim = Annotated[str, Field(pattern=CLAIM_PATTERN)]
Fraction = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Part = Annotated[float, Field(strict=True, gt=0, le=1)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


def short(value: object) -> str:
    """A value as an error shows it: in one line, cut where it is long."""
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value) if isinstance(value, datetime.date) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def as_day(value: object) -> object:
    """A date as YAML or text give it; anything else is refused."""
    if type(value) is datetime.date:
        return value
    try:
        return datetime.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError(f"{short(value)} is not a date. Write year-month-day, such as 2025-01-31") from None


Day = Annotated[datetime.date, BeforeValidator(as_day)]


class Misplaced(ValueError):
    """A value that does not fit what lies elsewhere, with its path below the model that finds it."""

    def __init__(self, path: tuple[str | int, ...], text: str) -> None:
        super().__init__(text)
        self.path = path


def place(code: str) -> tuple[str, ...]:
    """The countries behind a code; a name in its place is answered with the code to write."""
    try:
        return members(code)
    except DataError as error:
        raise ValueError(_code_for(code) or str(error)) from None


def _code_for(name: str) -> str | None:
    """The sentence that offers the code of a country written by name or in another case."""
    words = {word.casefold(): iso3 for iso3, c in countries().items() for word in (iso3, *c.aliases)}
    near = get_close_matches(name.casefold(), words, n=1, cutoff=0.8)
    if not near:
        return None
    iso3 = words[near[0]]
    return f"{name!r} is not a code. For {countries()[iso3].name} write {iso3}"


class LeverBase(BaseModel):
    """A choice of a government: frozen, sourced by claims, by a source, or assumed with a reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    MAIN: ClassVar[str]
    LATER: ClassVar[tuple[str, ...]] = ()
    """Fields added since the first release: at their default they are no part of a scenario's hash."""

    name: str | None = Field(
        default=None, pattern=r"^[a-z][a-z0-9_]*$", description="handle for --set NAME.FIELD=VALUE"
    )
    claims: tuple[Claim, ...] = Field(
        default=(), description="claims it rests on: <first 8 of the text's hash>@<start>-<end>"
    )
    source: str | None = Field(default=None, min_length=1, description="publication it rests on")
    assumed: str | None = Field(default=None, min_length=1, description="what is assumed in it, and why")

    @model_validator(mode="after")
    def _has_origin(self) -> "LeverBase":
        if not (self.claims or any(text and text.strip() for text in (self.source, self.assumed))):
            raise ValueError("no origin. Cite claims, a source, or say what is assumed and why")
        return self

    @property
    def label(self) -> str:
        """What the lever is called: its name, else its kind."""
        return self.name or str(type(self).model_fields["kind"].default)

    @property
    def unused(self) -> frozenset[str]:
        """The later fields that hold their default, as a file spells them."""
        fields = type(self).model_fields
        return frozenset(
            fields[name].alias or name for name in self.LATER if getattr(self, name) == fields[name].get_default()
        )
