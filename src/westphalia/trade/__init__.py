"""What a tariff, a sanction or an embargo does to every country: arrays in, arrays out."""

from westphalia.trade.equilibrium import (
    CLOSURES,
    Closure,
    TradeEquilibrium,
    TradeParameters,
    TradeShock,
)
from westphalia.trade.solve import no_shock, purged, solve
from westphalia.trade.welfare import (
    Partial,
    acr_log_wage,
    autarky_loss,
    export_volume_new,
    exports,
    group_mean,
    log_real_wage_hat,
    real_income_hat,
    welfare_hat,
)

__all__ = [
    "CLOSURES",
    "Closure",
    "Partial",
    "TradeEquilibrium",
    "TradeParameters",
    "TradeShock",
    "acr_log_wage",
    "autarky_loss",
    "export_volume_new",
    "exports",
    "group_mean",
    "log_real_wage_hat",
    "no_shock",
    "purged",
    "real_income_hat",
    "solve",
    "welfare_hat",
]
