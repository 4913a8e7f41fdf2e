"""Words of an answer as they can be shown: one short line without anything a terminal would act on."""

MAX_SHOWN = 120


def shown(value: object) -> str:
    """A value as one printable line in quotation marks, cut where it is long."""
    if not isinstance(value, str):
        return "nothing" if value is None else plain(repr(value) if not isinstance(value, dict | list) else "a list")
    return f"“{plain(value)}”"


def plain(text: str) -> str:
    """A text as one printable line: what cannot be printed is written as its escape."""
    cut = text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
