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
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

SHINGLE_WORDS = 5
SKETCH_SIZE = 256
RESEMBLANCE = 0.5  # at least this alike: one text (Broder et al. 1997)
CONTAINMENT = 0.75  # at least this much of the shorter in the longer: a copy with its tail cut, or with more added,
LENGTH_RATIO = 1 / 3  # where the shorter has at least this part of the longer one's shingles
_KEYS = 64  # numbers of a sketch by which like texts are looked up
_MOST = 50  # texts under one number; what more of them share is a turn of phrase of the trade
_SPACE = 2.0**64
_WORD = re.compile(r"\w+")

Sketch = tuple[int, ...]


def _number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text as numbers, the same on every machine; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    if len(words) <= SHINGLE_WORDS:
        return frozenset({_number(" ".join(words))} if words else ())
    runs = zip(*(words[k:] for k in range(SHINGLE_WORDS)), strict=False)
    return frozenset(_number(run) for run in set(map(" ".join, runs)))


def similarity(a: str, b: str) -> float:
    """Resemblance of two texts: common shingles over all shingles; two texts without words are alike."""
    one, other = shingles(a), shingles(b)
    return len(one & other) / len(one | other) if one or other else 1.0


def sketch(text: str) -> Sketch:
    """The smallest numbers among the shingles of a text, in order: all of them where there are no more than 256."""
    return tuple(sorted(shingles(text))[:SKETCH_SIZE])


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
    alike, smaller = resemblance(a, b), min(size(a), size(b))
    if not smaller:
        return alike
    return min(1.0, alike / (1 + alike) * (size(a) + size(b)) / smaller)


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story: as alike as Broder's threshold, or the one mostly part of the other.

    A report that quotes a short one whole among much else is no copy of it: the shorter must have a third of
    the longer one's length.
    """
    if resemblance(a, b) >= RESEMBLANCE:
        return True
    longer = max(size(a), size(b))
    return min(size(a), size(b)) >= LENGTH_RATIO * longer and containment(a, b) >= CONTAINMENT


def _candidates(one: Sketch, leaders: dict[int, list[int]]) -> list[int]:
    """The groups that share numbers with a text, the likeliest first."""
    return [group for group, _ in Counter(g for n in one[:_KEYS] for g in leaders.get(n, ())).most_common(8)]


def groups(sketches: Sequence[Sketch]) -> list[list[int]]:
    """Indices of the texts that are one story, each group led by its first text.

    Every text is compared with the eight first texts of groups that share most numbers with it, so the time grows
    with the number of texts and not with its square.
    """
    found: list[list[int]] = []
    leaders: dict[int, list[int]] = {}
    for index, one in enumerate(sketches):
        group = next((g for g in _candidates(one, leaders) if is_copy(sketches[found[g][0]], one)), None)
        if group is not None:
            found[group].append(index)
            continue
        for number in one[:_KEYS]:
            under = leaders.setdefault(number, [])
            if len(under) < _MOST:
                under.append(len(found))
        found.append([index])
    return found
