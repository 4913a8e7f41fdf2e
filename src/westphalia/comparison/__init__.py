"""Scenarios side by side: what differs between their files, what follows from each, and each minus the first.

Called comparison because the package's own function is `westphalia.compare`.
"""

from westphalia.comparison.scenarios import named_scenarios
from westphalia.comparison.side_by_side import Comparison, comparison

__all__ = ["Comparison", "comparison", "named_scenarios"]
