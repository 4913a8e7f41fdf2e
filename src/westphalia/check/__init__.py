"""A figure against table, arithmetic, studies and model → verdicts."""

from typing import TYPE_CHECKING, Any

from westphalia.check.verdict import VOCABULARY, Comparison, Route, Verdict, Word

if TYPE_CHECKING:
    from westphalia.check.readings import check_figure, check_readings, study_scenarios

__all__ = ["VOCABULARY", "Comparison", "Route", "Verdict", "Word", "check_figure", "check_readings", "study_scenarios"]


def __getattr__(name: str) -> Any:
    """The checks themselves, loaded when asked for: whoever wants a verdict's words alone need not wait for them."""
    if name in __all__:
        from westphalia.check import readings

        return getattr(readings, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
