"""Build the tables the package ships: `python tools/build_world.py ../shared/data`.

Reads the source data, writes `src/westphalia/world/tables/` (or the folder given by `--to`) and prints every
change it makes. Name parts (`trade`, `actors`) to rebuild only those.
"""

import argparse
import importlib
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "src" / "westphalia" / "world" / "tables"
PARTS = ("trade", "actors", "labour", "policy", "support", "assets", "minerals", "attacks", "bargaining")


def main() -> None:
    """Run each part of the build on the source folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of the source data")
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=f"which of {', '.join(PARTS)}; all by default")
    parser.add_argument("--to", type=Path, default=TABLES, help="folder of the tables")
    choice = parser.parse_args()
    unknown = sorted(set(choice.parts) - set(PARTS))
    if unknown:
        parser.error(f"unknown part {', '.join(unknown)}; choose from {', '.join(PARTS)}.")
    if not choice.source.is_dir():
        parser.error(f"{choice.source} is not a folder; give the folder of the source data, such as ../shared/data.")
    choice.to.mkdir(parents=True, exist_ok=True)
    for part in choice.parts:
        importlib.import_module(f"world.{part}").build(choice.source, choice.to, print)


if __name__ == "__main__":
    main()
