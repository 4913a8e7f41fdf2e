"""What a tariff, a sanction or an embargo does to every country: arrays in, arrays out."""

from westphalia.trade.equilibrium import (
    CLOSURES,
    Closure,
    TradeEquilibrium,
    TradeParameters,
    TradeShock,
)
from westphalia.trade.solve import no_shock, purged, solve

__all__ = [
    "CLOSURES",
    "Closure",
    "TradeEquilibrium",
    "TradeParameters",
    "TradeShock",
    "no_shock",
    "purged",
    "solve",
]
