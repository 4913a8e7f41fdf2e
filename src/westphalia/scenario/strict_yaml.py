"""YAML as scenario files use it: no duplicate keys, no aliases, one-line complaints with the line number."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from westphalia.errors import ScenarioError

_LONGEST_CODE: Final = 12
_LARGEST: Final = 2**53
_LINE: Final = 110
_ORIGIN: Final = ("claims", "source", "assumed")
_DATES: Final = ("from", "until", "ramp")


def parse_yaml(text: str, where: str, guide: str = "docs/scenarios.md") -> Any:
    """What a YAML text holds; a key that stands twice, an alias or broken syntax is refused, with where to read on."""
    try:
        return yaml.load(text, Loader=_StrictLoader)
    except yaml.MarkedYAMLError as error:
        mark, problem = error.problem_mark, error.problem or "not valid YAML"
        line = f"{where}:{mark.line + 1}" if mark else where
        raise ScenarioError(f"{line}: {problem}. Correct the line; {guide} shows the format.") from None
    except (yaml.YAMLError, ValueError) as error:
        why = (str(error).splitlines() or ["a value that cannot be read"])[0]
        step = "Save it as UTF-8 text" if isinstance(error, yaml.reader.ReaderError) else "Correct the value"
        raise ScenarioError(f"{where}: not valid YAML ({why}). {step}.") from None
    except RecursionError:
        raise ScenarioError(f"{where}: nested too deeply. A file needs no more than four levels.") from None


class _StrictLoader(yaml.SafeLoader):
    """SafeLoader that refuses duplicate keys, aliases, tags, odd dates, huge numbers and half characters."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        events: Any = self
        if events.check_event(yaml.AliasEvent):
            raise _refused("an alias (*) is not allowed, write the value out", events.peek_event().start_mark)
        event = events.peek_event()
        if getattr(event, "tag", None) is not None:
            raise _refused(f"a tag ({event.tag}) is not allowed, write the plain value", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int | float):
                raise _refused("a key must be text or a year", key_node.start_mark)
            if key in seen:
                raise _refused(f"{key} stands twice, keep one", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def _whole(loader: _StrictLoader, node: yaml.ScalarNode) -> int:
    value = int(loader.construct_yaml_int(node))
    if abs(value) > _LARGEST:
        raise _refused("a number with too many digits", node.start_mark)
    return value


def _day(loader: _StrictLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        raise _refused(f"{node.value} is not a date, write year-month-day", node.start_mark) from None


def _text(loader: _StrictLoader, node: yaml.ScalarNode) -> str:
    value = str(loader.construct_yaml_str(node))
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _refused("half of a character, which no text can hold", node.start_mark)
    return value


_StrictLoader.add_constructor("tag:yaml.org,2002:int", _whole)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _day)
_StrictLoader.add_constructor("tag:yaml.org,2002:str", _text)


def _refused(problem: str, mark: yaml.Mark) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def write_yaml(content: Mapping[str, Any]) -> str:
    """A content as YAML: kind and name lead a lever, its origin closes it, numbers and codes stand on one line."""
    return yaml.dump(_plain(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LINE)


def _plain(value: Any) -> Any:
    """Lists for tuples, empty ones left out, fields in reading order."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (key != "kind", key != "name", key in _DATES, key in _ORIGIN))
        return {key: _plain(value[key]) for key in keys if value[key] not in ((), [], {})}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


class _Dumper(yaml.SafeDumper):
    """SafeDumper that writes short leaves in brackets and repeats a value rather than point to it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _short(items: Any) -> bool:
    return all(isinstance(x, int | float) or (isinstance(x, str) and len(x) <= _LONGEST_CODE) for x in items)


_Dumper.add_representer(
    list, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=_short(items))
)
_Dumper.add_representer(
    dict,
    lambda dumper, content: dumper.represent_mapping(
        "tag:yaml.org,2002:map", content, flow_style=all(isinstance(x, float) for x in content.values())
    ),
)
