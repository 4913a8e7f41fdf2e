"""What a passive or a relative clause takes up: the noun phrase before it, or what that phrase asks for."""

from westphalia.evidence.positions.clauses import View, group_at
from westphalia.evidence.positions.complements import complement
from westphalia.evidence.positions.stances import nouns, verbs

_MOST = 12


def clause_before(view: View, text: str, first: int) -> str:
    """The noun phrase before a token: up to the clause's beginning, at most a dozen tokens."""
    tags, at = view.tags, first
    while at > 0 and tags[at - 1] in ",kb":
        at -= 1
    low = at
    while low > 0 and at - low < _MOST and tags[low - 1] not in ".;:,tbhQ":
        low -= 1
    return text[view.tokens[_inner(view, text, low, at)].start : view.tokens[at - 1].end] if at > low else ""


def _inner(view: View, text: str, low: int, upto: int) -> int:
    """Where what is asked for begins: of "Mr X has pushed for a deal" the deal, of "his proposal to go" the going."""
    for at in range(upto - 2, low, -1):
        word = view.tokens[at].word
        named = nouns().get(word, ())
        told = verbs().get(word, ()) if group_at(view.line, at).first > low else ()
        for frame in (*named, *told) if view.tags[at] in "lcuf" else ():
            found = complement(view, text, at, frame)
            if found is not None and found.start < upto:
                return found.start + (view.tags[found.start] == "m")
    return low
