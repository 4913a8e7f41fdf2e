"""What every lever says about its origin."""

from pydantic import BaseModel, ConfigDict, Field, model_validator

CLAIM_PATTERN = r"^[0-9a-f]{8}@\d+-\d+$"


class LeverBase(BaseModel):
    """A choice of a government: frozen, sourced by claims, by a source, or assumed with a reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str | None = Field(
        default=None, pattern=r"^[a-z][a-z0-9_]*$", description="handle for --set NAME.FIELD=VALUE"
    )
    claims: tuple[str, ...] = Field(
        default=(), description="claims it rests on: <first 8 of the text's hash>@<start>-<end>"
    )
    source: str | None = Field(default=None, description="publication it rests on")
    assumed: str | None = Field(default=None, description="what is assumed in it, and why")

    @model_validator(mode="after")
    def _has_origin(self) -> "LeverBase":
        if not (self.claims or self.source or self.assumed):
            raise ValueError("no origin. Cite claims, a source, or say what is assumed and why")
        return self
