"""The model against history: US imports under the US duties of 2018-19, predicted and counted (`make expost`).

`python tools/benchmarks/expost.py [DIR] [--write]` reads the customs tables in DIR (else ../shared/data/trade) and
prints the tables of docs/expost.md; with --write it also puts them into the page and into the test's file.
"""

import sys
import time
from pathlib import Path

from expost_customs import MissingFiles, read_customs
from expost_figures import all_figures
from expost_model import Experiment, concordance
from expost_tables import markdown, refreshed, tables, write_figures

from westphalia.world.load import load_baseline

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "trade"
PAGE = ROOT / "docs" / "expost.md"
STORED = ROOT / "tests" / "published" / "expost.csv"


def experiment(folder: Path) -> Experiment:
    """The base that ships and the customs tables of a folder."""
    customs, baseline = read_customs(folder), load_baseline()
    return Experiment(baseline, customs, concordance(baseline, customs))


def main(arguments: list[str]) -> None:
    """Print the tables; write them where asked."""
    write = "--write" in arguments
    folders = [Path(argument) for argument in arguments if argument != "--write"]
    started = time.process_time()
    try:
        figures = all_figures(experiment(folders[0] if folders else SHARED))
    except MissingFiles as missing:
        raise SystemExit(str(missing)) from None
    for table in tables(figures):
        print(f"\n{table}\n{markdown(figures, table)}")
    print(f"\n{len(figures)} figures, {time.process_time() - started:.1f} s of processor time")
    if write:
        write_figures(STORED, figures)
        PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), figures), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
