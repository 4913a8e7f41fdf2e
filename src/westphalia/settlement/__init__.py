"""Where a situation meets the models of bargaining: what its positions imply, with every limit said."""

from westphalia.settlement.settled import Settlement, settle

__all__ = ["Settlement", "settle"]
