"""What leaves a ledger: JSON Lines, W3C Web Annotations, schema.org ClaimReview; written piece by piece."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, get_args

from westphalia.errors import UsageError
from westphalia.ledger import annotations, claimreview
from westphalia.ledger.entries import compact
from westphalia.ledger.records import Record, Selection, records
from westphalia.ledger.selectors import selector, stored_text
from westphalia.ledger.store import Ledger

Format = Literal["jsonl", "annotations", "claimreview"]
JSONL_SCHEMA: Final = "westphalia-ledger/1"
_ALL: Final = Selection(copies=True)
_FIGURES: Final = Selection(kinds=("figure",), copies=True)


def exported(ledger: Ledger, form: str, *, include_claims: bool) -> Iterator[str]:
    """The ledger in one of the formats, in pieces; `include_claims` adds open figures as Claim."""
    forms: dict[str, Callable[[], Iterator[str]]] = {
        "jsonl": lambda: _lines(ledger),
        "annotations": lambda: _collection(ledger),
        "claimreview": lambda: _reviews(ledger, include_claims),
    }
    if form not in forms:
        raise UsageError(f"--format: {form!r} is not known, expected {', '.join(get_args(Format))}.")
    if include_claims and form != "claimreview":
        raise UsageError(f"--include-claims: does not fit --format {form}, which holds every claim. Leave it out.")
    return forms[form]()


def _lines(ledger: Ledger) -> Iterator[str]:
    for held in records(ledger, _ALL):
        yield compact({"schema": JSONL_SCHEMA, **held}) + "\n"


def _collection(ledger: Ledger) -> Iterator[str]:
    (row,) = ledger.rows("SELECT count(*) AS total FROM claims")
    head = {"@context": annotations.CONTEXT, "id": annotations.COLLECTION, "type": "AnnotationCollection",
            "label": "Claims read from news reports", "total": row["total"]}  # fmt: skip
    page = {"id": f"{annotations.COLLECTION}:1", "type": "AnnotationPage", "startIndex": 0}
    yield _open(head) + ',\n"first": ' + _open(page) + ',\n"items": [\n'
    yield from _separated(_annotations(ledger))
    yield "\n]}}\n"


def _annotations(ledger: Ledger) -> Iterator[dict[str, Any]]:
    last, text = "", ""
    for held in records(ledger, _ALL):
        digest, span = held["report"]["hash"], held["claim"]["span"]
        if digest != last:
            last, text = digest, stored_text(ledger, digest)
        yield annotations.annotation(held, selector(text, span["start"], span["end"]))


def _reviews(ledger: Ledger, include_claims: bool) -> Iterator[str]:
    yield _open({"@context": claimreview.CONTEXT}) + ',\n"@graph": [\n'
    yield from _separated(_graph(ledger, include_claims))
    yield "\n]}\n"


def _graph(ledger: Ledger, include_claims: bool) -> Iterator[dict[str, Any]]:
    for held in records(ledger, _FIGURES):
        published = [claimreview.claim_review(held, v) for v in held["verdicts"] if claimreview.is_published(held, v)]
        yield from published
        if include_claims and not published and _may_stand(held):
            yield claimreview.claim(held)


def _may_stand(held: Record) -> bool:
    """Whether a claim may go out without a review: not rejected, and not merely proposed by a reader."""
    return bool(held["state"] == "accepted" or (held["state"] == "open" and held["origin"] != "proposed"))


def _separated(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = ""
    for item in items:
        yield before + compact(item)
        before = ",\n"


def _open(head: dict[str, Any]) -> str:
    """A JSON object that is not closed yet."""
    return compact(head)[:-1]
