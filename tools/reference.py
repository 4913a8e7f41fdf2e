"""The reference: what the code itself says of its commands, levers, presets, fields and sources, as pages.

`python tools/reference.py` writes docs/reference; tests/contracts/test_reference.py fails where a page says otherwise
than the code. Nothing there is written by hand, so there is no second truth: descriptions are those of `--help`, of
the schema of scenarios and of world/fields.csv.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
WORLD = ROOT / "src" / "westphalia" / "world"
MADE = "<!-- written by tools/reference.py from the code: make docs -->\n"
SIMPLE = {"number": "number", "integer": "whole number", "string": "text", "boolean": "`true` or `false`"}
OF_EVERY_LEVER = ("name", "claims", "source", "assumed")
SOURCE_COLUMNS = ("id", "title", "publisher", "edition", "date", "terms", "provenance")
FIELD_COLUMNS = ("field", "symbol", "axes", "unit", "stock_or_flow", "meaning", "source")


def _cell(value: object) -> str:
    """A value as it stands in a table."""
    return " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;")


def _code(value: object) -> str:
    return f"`{value}`"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as a table of Markdown."""
    lines = [header, ["---"] * len(header), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


# --- commands ---------------------------------------------------------------------------------------------------------


def _named(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """A command with its full name, and those of a group below it."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _named(inner, f"{path} {name}")


def commands() -> list[tuple[str, Any]]:
    """Every command by its full name, as the command line has them."""
    from typer.main import get_command

    from westphalia.cli import app

    return list(_named(get_command(app), "westphalia"))


def _argument(parameter: Any) -> str:
    named = parameter.metavar or parameter.name.upper()
    named += "..." if parameter.nargs == -1 else ""
    return named if parameter.required else f"[{named}]"


def _option(parameter: Any) -> str:
    names = ", ".join(_code(name) for name in parameter.opts)
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return f"{names}{value}"


def _unless_told(parameter: Any) -> str:
    """What holds where an option is left out."""
    if parameter.required:
        return "required"
    if parameter.is_flag or parameter.default in (None, (), []):
        return ""
    told = f", or the variable `{parameter.envvar}`" if parameter.envvar else ""
    return f"`{parameter.default}`{told}"


def _command(path: str, command: Any) -> str:
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p.opts[0].startswith("-")]
    usage = " ".join([path, *([] if not options else ["[OPTIONS]"]), *map(_argument, arguments)])
    if hasattr(command, "commands"):
        usage += " COMMAND"
    text = f"## {path}\n\n{_prose(command.help)}\n\n    {usage}\n"
    if arguments:
        text += "\n" + table(("argument", "meaning"), ((_code(_argument(p)), p.help or "") for p in arguments))
    if options:
        rows = ((_option(p), p.help or "", _unless_told(p)) for p in options)
        text += "\n" + table(("option", "meaning", "unless told"), rows)
    return text


def _prose(text: str) -> str:
    """Paragraphs of a docstring, each on a line."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def command_page() -> str:
    """Every command with its arguments and options."""
    opening = (
        "# Commands and options\n\nAll of them, as `--help` prints them; what they are for is in"
        " [the guide](../commands.md).\n"
    )
    return "\n".join([opening, *(_command(path, command) for path, command in commands())])


# --- levers -----------------------------------------------------------------------------------------------------------


def _takes(schema: dict[str, Any]) -> str:
    """What a field takes, in words."""
    if "$ref" in schema:
        return f"fields of {_code(schema['$ref'].rpartition('/')[2])}, below"
    if "anyOf" in schema:
        inner = [_takes(part) for part in schema["anyOf"] if part.get("type") != "null"]
        return " or ".join(dict.fromkeys(inner))
    if "enum" in schema:
        return " or ".join(_code(value) for value in schema["enum"])
    kind = schema["type"]
    if kind == "array":
        return f"list: {_takes(schema['items'])}" if schema.get("items") else "list"
    if kind == "object":
        return f"by key: {_takes(schema['additionalProperties'])}"
    return SIMPLE[kind] + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    words = {
        "minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most", "exclusiveMaximum": "below",
    }  # fmt: skip
    said = [f"{word} {schema[key]:g}" for key, word in words.items() if key in schema]
    return f", {', '.join(said)}" if said else ""


def _default(name: str, schema: dict[str, Any], required: Sequence[str]) -> str:
    if name in required:
        return "required"
    value = schema.get("default")
    return "" if value in (None, [], {}) else _code(_yaml(value))


def _yaml(value: Any) -> str:
    """A default as a scenario file would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _fields(schema: dict[str, Any], leave_out: Sequence[str] = ()) -> str:
    rows = (
        (_code(name), _takes(field), _default(name, field, schema.get("required", ())), field["description"])
        for name, field in schema["properties"].items()
        if name not in leave_out
    )
    return table(("field", "takes", "unless given", "meaning"), rows)


def _model(title: str, schema: dict[str, Any], leave_out: Sequence[str] = ()) -> str:
    text = f"## {title}\n\n{_prose(schema['description'])}\n\n{_fields(schema, leave_out)}"
    for name, part in schema.get("$defs", {}).items():
        if part.get("type") == "object":
            text += f"\n`{name}`: {_prose(part['description'])}\n\n{_fields(part)}"
    return text


def lever_page() -> str:
    """Every lever with its fields, and what a scenario holds beside levers."""
    from westphalia.scenario.behaviour import Behaviour
    from westphalia.scenario.economy import Economy
    from westphalia.scenario.levers import LEVERS

    opening = (
        "# Levers and fields\n\nAll of them, from the schema that scenario files are read by; how they work together is"
        " in [the guide](../scenarios.md). Every lever has a `kind`, its name here, and may have\n\n"
    )
    schemas = {kind: lever.model_json_schema(by_alias=True) for kind, lever in LEVERS.items()}
    first = next(iter(schemas.values()))
    shared = first | {"properties": {name: first["properties"][name] for name in OF_EVERY_LEVER}}
    levers = [_model(kind, schema, ("kind", *OF_EVERY_LEVER)) for kind, schema in schemas.items()]
    others = [_model(model.__name__.lower(), model.model_json_schema(by_alias=True)) for model in (Behaviour, Economy)]
    return opening + "\n".join([_fields(shared), *levers, *others])


# --- presets ----------------------------------------------------------------------------------------------------------


def preset_page() -> str:
    """Every preset: its day, its levers with what each rests on, and what it leaves out."""
    from westphalia.scenario.files import load_scenario, presets

    opening = "# Presets\n\nScenarios that come with the package: `westphalia run NAME`.\n"
    return "\n".join([opening, *(_preset(name, load_scenario(name)) for name in presets())])


def _preset(name: str, scenario: Any) -> str:
    text = f"## {name}\n\n**{_cell(scenario.title)}.** {scenario.date:%-d %B %Y}; {_cell(scenario.reference)}.\n\n"
    rows = ((_code(lever.name or lever.kind), _code(lever.kind), _ground(lever)) for lever in scenario.levers)
    text += table(("lever", "kind", "rests on"), rows)
    return text + "\nNot modelled: " + "; ".join(map(_cell, scenario.not_modelled)) + ".\n"


def _ground(lever: Any) -> str:
    assumed = f"assumed: {lever.assumed}" if lever.assumed else ""
    return ". ".join(part.rstrip(".") for part in (lever.source, assumed) if part)


# --- the world --------------------------------------------------------------------------------------------------------


def _rows(name: str) -> list[dict[str, str]]:
    with (WORLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def field_page() -> str:
    """Every field of the shipped tables and bases: symbol, axes, unit, meaning, source."""
    text = (
        "# Fields of the shipped tables\n\nThe same rows stand in `westphalia/world/fields.csv`; their sources are"
        " [here](sources.md).\n"
    )
    for name, rows in groupby(_rows("fields.csv"), key=lambda row: row["table"]):
        text += f"\n## {name}\n\n" + table(
            [column.replace("_", " ") for column in FIELD_COLUMNS],
            ([row[column] for column in FIELD_COLUMNS] for row in rows),
        )
    return text


def source_page() -> str:
    """Every source of the shipped tables with its terms and what was read of it."""
    rows = ([_linked(row) if c == "title" else row[c] for c in SOURCE_COLUMNS] for row in _rows("sources.csv"))
    return "# Sources\n\nThe same as `westphalia sources` prints.\n\n" + table(SOURCE_COLUMNS, rows)


def _linked(row: dict[str, str]) -> str:
    return f"[{row['title']}]({row['url']})" if row["url"].startswith("https://") else row["title"]


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": command_page,
    "levers.md": lever_page,
    "presets.md": preset_page,
    "fields.md": field_page,
    "sources.md": source_page,
}


def written(name: str) -> str:
    """A page as it has to stand in docs/reference."""
    return MADE + "\n" + PAGES[name]()


def main() -> None:
    """Write all pages, or none where one cannot be made."""
    texts = {name: written(name) for name in PAGES}
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
