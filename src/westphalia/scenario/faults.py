"""What is wrong with a scenario or situation, in one line: the path, the value, what was expected, the next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from westphalia.errors import ScenarioError, nearest
from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.economy import Economy
from westphalia.scenario.levers import LEVERS
from westphalia.scenario.levers.base import Misplaced, short
from westphalia.scenario.levers.defence_budget import EuLoan
from westphalia.scenario.levers.diversion import Diversion
from westphalia.scenario.levers.tariff import Exemption
from westphalia.scenario.schema import Scenario
from westphalia.units import PER_CENT

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Format:
    """A kind of file: the model it is read into, the models of its parts by field name, and the page that shows it."""

    root: type[BaseModel]
    parts: Mapping[str, type[BaseModel]]
    guide: str

    def model(self, location: Sequence[int | str]) -> type[BaseModel]:
        """The model a path lies in: the innermost part or lever the path names, else the whole."""
        named = {**LEVERS, **self.parts}
        return next((named[step] for step in reversed(location) if isinstance(step, str) and step in named), self.root)

    def fields(self, location: Sequence[int | str]) -> list[str]:
        """The fields that may stand where a path leads."""
        return [field.alias or name for name, field in self.model(location).model_fields.items()]

    def description(self, location: Sequence[int | str]) -> str:
        """Meaning of the field a path ends in, as a sentence."""
        for model in (self.model(location[:-1]), self.model(location)):
            fields: dict[Any, Any] = {f.alias or name: f for name, f in model.model_fields.items()}
            found = next((fields[step] for step in reversed(location) if step in fields), None)
            if found is not None and found.description:
                return f"Expected: {found.description}."
        return f"See {self.guide}."


SCENARIO: Final = Format(
    Scenario,
    {"except": Exemption, "diversion": Diversion, "eu_loan": EuLoan, "behaviour": Behaviour, "economy": Economy},
    "docs/scenarios.md",
)
_EXPECTED: Final = {
    "tuple_type": "is not a list. Write it in brackets, [a, b].",
    "dict_type": "is not a mapping. Write it in braces, such as {2024: 0.02} or {debt: 1}.",
    "model_type": "is not a mapping of fields.",
    "model_attributes_type": "is not a lever. Write its fields, kind first; docs/scenarios.md shows one.",
    "string_type": "is not text. If it is meant as text, put it in quotes.",
    "string_unicode": "is not text that can be written. Remove the odd character.",
    "string_too_short": "is empty. Write a text, or leave the field out.",
    "too_short": "has too few entries.",
    "too_long": "has too many entries.",
    "bool_type": "is neither true nor false.",
    "int_type": "is not a whole number.",
    "int_parsing": "is not a whole number.",
    "int_parsing_size": "is not a whole number of this size.",
    "int_from_float": "is not a whole number.",
    "float_type": "is not a number. Rates and shares are fractions; for 20 per cent write 0.20.",
    "finite_number": "is not a finite number.",
}


def invalid(error: ValidationError, where: str | None = None, form: Format = SCENARIO) -> ScenarioError:
    """The first fault of a file in words, and how many more there are."""
    faults = error.errors(include_url=False)
    line = _line(faults[0], form)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return ScenarioError(f"{where}: {line}{more}" if where else f"{line}{more}")


def _line(fault: "ErrorDetails", form: Format) -> str:
    kind, location = fault["type"], fault["loc"]
    if kind == "extra_forbidden":
        fields = form.fields(location[:-1])
        near = get_close_matches(str(location[-1]), fields, n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}? " if near else ""
        return f"{_path(location)}: no such field. {hint}Fields: {', '.join(fields)}."
    if kind == "union_tag_invalid":
        tag = str(fault["ctx"]["tag"])
        return f"{_path((*location, 'kind'))}: no lever is of kind {tag!r}. {nearest(tag, LEVERS)}"
    if kind == "union_tag_not_found":
        return f"{_path((*location, 'kind'))}: missing. Say which lever it is: {', '.join(LEVERS)}."
    if kind == "missing":
        return f"{_path(location)}: missing. {form.description(location)}"
    error = fault.get("ctx", {}).get("error")
    below = error.path if isinstance(error, Misplaced) else ()
    return f"{_path((*location, *below))}: {_sentence(fault, form)}"


def _sentence(fault: "ErrorDetails", form: Format) -> str:
    """What does not fit, by type of fault."""
    kind, value, context = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "value_error":
        text = str(context["error"])
        return text if text.endswith((".", "?", "…")) else f"{text}."
    if kind == "greater_than_equal":
        return f"{value} is below {context['ge']:g}. {form.description(fault['loc'])}"
    if kind == "less_than":
        return f"{value} is not below {context['lt']:g}. {form.description(fault['loc'])}"
    if kind == "greater_than":
        return f"{value} is not above {context['gt']:g}. {form.description(fault['loc'])}"
    if kind == "less_than_equal":
        slip = context["le"] == 1 and 1 < value <= 1 / PER_CENT
        meant = f"Shares are fractions; for {value:g} per cent write {value * PER_CENT:g}. " if slip else ""
        return f"{value} is above {context['le']:g}. {meant}{form.description(fault['loc'])}"
    if kind == "literal_error":
        expected = str(context["expected"])
        return f"{short(value)} does not fit; expected {expected}."
    if kind == "string_pattern_mismatch":
        return f"{short(value)} does not fit. {form.description(fault['loc'])}"
    said = f"{short(value)} {_EXPECTED.get(kind, 'does not fit.')}"
    return said if kind == "float_type" else f"{said} {form.description(fault['loc'])}"


def _path(location: Sequence[int | str]) -> str:
    """`levers[2].rate`, without the tag of the union that pydantic puts in."""
    text = ""
    for k, step in enumerate(location):
        if step == "[key]" or (step in LEVERS and k >= 1 and isinstance(location[k - 1], int)):
            continue
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".") or "scenario"
