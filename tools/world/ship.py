"""Writing a base: three arrays, small, and still exactly reconciled when read back."""

from pathlib import Path

import numpy as np

_PASSES = 60


def stored_shares(flow: np.ndarray, tariff: np.ndarray, input_share: np.ndarray) -> np.ndarray:
    """Input shares in single precision that leave no final demand below zero.

    Rounding can push a final demand of nil a hair below it; the row of input shares is then lowered by a few
    units of the last place until FD = X − γY ≥ 0, and value added takes the difference.
    """
    share = input_share.astype(np.float32)
    spending, output = (flow * (1 + tariff)).sum(axis=1), flow.sum(axis=0)
    for _ in range(_PASSES):
        short = spending < np.einsum("nsk,nk->ns", share.astype(float), output)
        if not short.any():
            return share
        lower = np.nextafter(share, np.float32(0))
        share = np.where(short[:, :, None], lower, share)
    raise RuntimeError(f"{int(short.sum())} final demands stay below zero; they are more than a rounding.")


def write_base(path: Path, year: int, axes: tuple[tuple[str, ...], tuple[str, ...]], **arrays: np.ndarray) -> None:
    """Write one base as a compressed archive of named arrays."""
    np.savez_compressed(path, year=np.int16(year), countries=np.array(axes[0]), sectors=np.array(axes[1]), **arrays)
