"""Files people name: one of those that ship, by its name, or one of their own, by its path."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from westphalia.errors import ScenarioError, nearest

LARGEST_FILE: Final = 1_000_000
SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True)
class Shelf:
    """The files of one kind that ship in a folder of the package: `preset` of a `scenario`, for instance."""

    package: str
    folder: str
    shipped: str
    kind: str

    def names(self) -> tuple[str, ...]:
        """Names of the files that ship."""
        found = [Path(entry.name) for entry in (files(self.package) / self.folder).iterdir()]
        return tuple(sorted(path.stem for path in found if path.suffix in SUFFIXES))

    def text(self, name: str) -> str:
        """A shipped file as it stands, comments included."""
        if name not in self.names():
            raise ScenarioError(f"no {self.shipped} is called {name!r}. {nearest(name, self.names())}")
        return (files(self.package) / self.folder / f"{name}.yaml").read_text(encoding="utf-8")

    def read(self, part: str) -> tuple[str, str]:
        """Text of a file or of one that ships, and the name to call it by."""
        if not part.strip():
            raise ScenarioError(f"no {self.kind} is named. Give a file or a {self.shipped}: {', '.join(self.names())}.")
        path = Path(part)
        there = found(part)
        if part in self.names() and not there:
            return self.text(part), part
        if path.suffix not in SUFFIXES and not there:
            raise ScenarioError(f"{part}: neither a file nor a {self.shipped}. {nearest(part, self.names())}")
        return self._file_text(part), path.name

    def _file_text(self, path: str) -> str:
        """Text of a file; of a device or pipe, which may never end, nothing is read."""
        if found(path, Path.is_dir):
            raise ScenarioError(f"{path}: a folder. Name the {self.kind} file in it.")
        if found(path) and not found(path, Path.is_file):
            raise ScenarioError(f"{path}: a device or pipe. Save the {self.kind} as a file and name that.")
        try:
            with Path(path).open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                large = f"{path}: larger than {LARGEST_FILE} bytes"
                raise ScenarioError(f"{large}. A {self.kind} is a small file; is it another?")
            return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        except FileNotFoundError:
            shipped = f"{self.shipped.capitalize()}s: {', '.join(self.names())}"
            raise ScenarioError(f"{path}: no such file. {shipped}.") from None
        except UnicodeDecodeError as error:
            raise ScenarioError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8 text.") from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise ScenarioError(f"{path}: cannot be read ({why}). Check the file and its rights.") from None


def found(part: str, how: Callable[[Path], bool] = Path.exists) -> bool:
    """Whether there is such a file; a name no file can have is none."""
    try:
        return how(Path(part))
    except (OSError, ValueError):
        return False
