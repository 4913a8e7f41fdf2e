"""The command on the minerals deal: positions over time, distance to the text signed, what royalties are worth."""

from westphalia.cli.options import Json
from westphalia.cli.output import console, emit


def minerals(as_json: Json = False) -> None:
    """Positions on the US–Ukraine minerals deal, their distance to the text signed, and the worth of royalties."""
    from westphalia.report import minerals as page
    from westphalia.scenario.levers import MineralsDeal
    from westphalia.simulate.minerals import royalty_grid

    fields = MineralsDeal.model_fields
    grid = royalty_grid(*(fields[name].default for name in ("share", "ramp", "years")))
    if as_json:
        emit({"events": page.events_json(), "positions": page.positions_json(), "grid": page.grid_json(grid)})
        return
    from westphalia.report.printed import print_tables

    name = "minerals"
    tables = (page.timeline_table(name), page.positions_table(name), page.distance_table(name))
    print_tables((*tables, page.grid_table(grid, name)), console())
