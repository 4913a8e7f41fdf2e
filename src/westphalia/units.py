"""Conversions at the border: the only module where a bare 100 or 1e9 may stand."""

from typing import Final

PER_CENT: Final = 0.01
THOUSAND: Final = 1e3
MILLION: Final = 1e6
BILLION: Final = 1e9
MILLION_PER_BILLION: Final = 1e3


def billions(amount: float) -> float:
    """Money in whole units as billions of the same currency."""
    return amount / BILLION


def musd_to_usd_bn(amount: float) -> float:
    """Millions of US dollars as billions."""
    return amount / MILLION_PER_BILLION


def fraction(per_cent: float) -> float:
    """Per cent as a fraction: 20 → 0.20."""
    return per_cent * PER_CENT


def per_cent(share: float) -> float:
    """A fraction as per cent: 0.20 → 20."""
    return share / PER_CENT
