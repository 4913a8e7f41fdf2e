"""How alike two texts are: copies of one wire story count as one source.

A text is the set of its runs of five words ("shingles"), each as a 64-bit number. The resemblance of two texts is
the share of common shingles among all of both, their containment the share of the smaller one's that the larger
has too. Both are estimated from the 256 smallest numbers of each text, its sketch, with a standard error of at
most 1 / (2 √256) = 0.03.

Source: A. Z. Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences
1997, for both measures and their estimates; A. Z. Broder, S. C. Glassman, M. S. Manasse and G. Zweig, "Syntactic
clustering of the Web", Computer Networks 29 (1997), for the threshold of one half of resemblance.
"""

import re
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    UInt64 = NDArray[np.uint64]

SHINGLE_WORDS = 5
SKETCH_SIZE = 256
RESEMBLANCE = 0.5  # at least this alike: one text (Broder et al. 1997)
CONTAINMENT = 0.75  # at least this much of the shorter in the longer: a copy with its tail cut, or with more added,
LENGTH_RATIO = 1 / 3  # where the shorter has at least this part of the longer one's shingles
_SPACE = 2.0**64
_STEP = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio
_WORD = re.compile(r"\w+")

Sketch = tuple[int, ...]


def _mixed(numbers: "UInt64") -> "UInt64":
    """Numbers spread over 64 bits: the finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    import numpy as np

    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> np.uint64(31))


def shingles(text: str) -> "UInt64":
    """The runs of five words of a text as numbers in order, each once, the same everywhere; a short text is one run."""
    import numpy as np

    words = [crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.casefold())]
    words += [0] * (SHINGLE_WORDS - len(words)) if words else []
    numbers = _mixed(np.array(words, dtype=np.uint64) + np.uint64(_STEP))
    runs = np.zeros(max(0, len(words) - SHINGLE_WORDS + 1), dtype=np.uint64)
    for k in range(SHINGLE_WORDS):
        runs = _mixed(runs + np.uint64(_STEP) + numbers[k : k + len(runs)])
    return np.unique(runs)


def sketch(text: str) -> Sketch:
    """The smallest numbers among the shingles of a text, in order: all of them where there are no more than 256."""
    return tuple(shingles(text)[:SKETCH_SIZE].tolist())


def resemblance(a: Sketch, b: Sketch) -> float:
    """Estimated resemblance of two texts: the share of common numbers among the smallest of both (Broder 1997)."""
    smallest = sorted({*a, *b})[: _depth(a, b)]
    return len({*a} & {*b} & {*smallest}) / len(smallest) if smallest else 1.0


def _depth(a: Sketch, b: Sketch) -> int:
    """How many of the smallest numbers of the union two sketches know for certain."""
    full = [len(one) for one in (a, b) if len(one) >= SKETCH_SIZE]
    return min(full) if full else len(a) + len(b)


def size(a: Sketch) -> float:
    """Estimated number of shingles of a text: counted, or from how dense the smallest 256 stand."""
    return float(len(a)) if len(a) < SKETCH_SIZE else (len(a) - 1) / ((a[-1] + 1) / _SPACE)


def containment(a: Sketch, b: Sketch) -> float:
    """Estimated share of the shorter text that stands in the longer (Broder 1997), at most one."""
    alike, one, other = resemblance(a, b), size(a), size(b)
    smaller = min(one, other)
    return min(1.0, alike / (1 + alike) * (one + other) / smaller) if smaller else alike


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story: as alike as Broder's threshold, or the one mostly part of the other.

    A report that quotes a short one whole among much else is no copy of it: the shorter must have a third of
    the longer one's length.
    """
    small, large = sorted((size(a), size(b)))
    return resemblance(a, b) >= RESEMBLANCE or (small >= LENGTH_RATIO * large and containment(a, b) >= CONTAINMENT)
