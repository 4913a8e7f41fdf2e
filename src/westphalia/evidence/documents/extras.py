"""What is only there where the user has installed it with an extra of this package."""

from importlib.util import find_spec

from westphalia.errors import EvidenceError


def require_extra(module: str, kind: str, extra: str, source_file: str) -> None:
    """Refuse a format whose reader is not installed."""
    if find_spec(module) is None:
        raise EvidenceError(f"{source_file}: {kind} needs the extra: pip install 'westphalia[{extra}]'")
