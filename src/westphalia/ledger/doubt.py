"""What of a claim must be said with it: that it is only reported, expected or disowned, and which days it falls on."""

from typing import Any, Final

_UNSURE: Final = ("unconfirmed", "conditional", "expected", "believed", "denied", "disavowed", "withdrawn")
_PLAIN: Final = (None, "", "stated", "asserted")


def is_unsure(modality: str | None) -> bool:
    """Whether a position is not stated outright, by the words of its modality: reported, expected, disowned …"""
    return any(word in (modality or "") for word in _UNSURE)


def reservation(modality: str | None) -> str:
    """How far a claim can be relied on, in brackets to stand behind it; nothing where it is plainly stated."""
    return "" if modality in _PLAIN else f" ({modality})"


def days(content: dict[str, Any], told: str) -> str:
    """The day of a claim as ISO writes it; of an event its whole stretch: 1944, 2025-02-17/23.

    `told` is the day of the report, which is the day of everything that is no event.
    """
    if "date_start" not in content:
        return told
    start, end = content["date_start"], content["date_end"]
    if start and end:
        return _stretch(start, end)
    return f"from {start}" if start else f"by {end}" if end else "no day"


def _stretch(start: str, end: str) -> str:
    if start == end:
        return start
    if start[:4] == end[:4]:
        if (start[5:], end[5:]) == ("01-01", "12-31"):
            return start[:4]
        return f"{start}/{end[8:]}" if start[:7] == end[:7] else f"{start}/{end[5:]}"
    return f"{start}/{end}"
