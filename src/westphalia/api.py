"""The same work from Python: `run`, `read`, `brief`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.evidence.claims import Reading
    from westphalia.outcome import Outcome

__all__ = ["brief", "read", "run"]


def run(scenario: str, *changes: str) -> "Outcome":
    """What follows from a preset or scenario file; changes as on the command line, e.g. "us_tariff.rate=0.3"."""
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate

    return simulate(load_scenario(scenario, changes))


def read(report: str | Path, on: date | None = None) -> "Reading":
    """Figures and dates of one report."""
    from westphalia.evidence.read import read_report

    return read_report(Path(report), on)


def brief(reports: Iterable[str | Path], countries: Iterable[str] = (), on: date | None = None) -> str:
    """The brief on some reports as one self-contained HTML page.

    `countries` are shown beside the standard six; `on` is the day of reports that do not say it.
    """
    from westphalia.report.assemble import assemble_brief
    from westphalia.report.brief import render_brief
    from westphalia.world.countries import shown_codes

    paths = [Path(reports)] if isinstance(reports, str | Path) else [Path(report) for report in reports]
    if not paths:
        raise UsageError("brief: no reports. Give at least one path, e.g. brief(['report.txt']).")
    return render_brief(assemble_brief([read(path, on) for path in paths], shown_codes(countries)))
