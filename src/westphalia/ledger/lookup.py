"""What a person means by part of an identifier, of a name or of an issue; the nearest known where nothing fits."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, get_args

from westphalia.errors import DataError, UsageError
from westphalia.evidence.claims import Issue
from westphalia.ledger.store import Ledger
from westphalia.world.countries import code_of

_FEW: Final = 5
_BELONGING: Final = frozenset(("for", "of", "to", "from", "in", "at", "by", "with"))
_LAST: Final = "\U0010ffff"
_PLACES: Final = {
    "claim": ("claims", "id"), "verdict": ("verdicts", "id"), "report": ("reports", "hash"),
}  # fmt: skip


def claim_or_verdict(ledger: Ledger, given: str) -> str:
    """The identifier of the one claim or verdict that begins as given."""
    name, sort = target(ledger, given)
    if sort == "report":
        raise UsageError(
            f"{given!r} is a report, expected a claim or a verdict. See them with `westphalia ledger show`."
        )
    return name


def target(ledger: Ledger, given: str) -> tuple[str, str]:
    """The one claim, verdict or report that begins as given, and which of them it is."""
    sort = "claim" if "@" in given else "verdict" if given.startswith("v") else "report"
    table, column = _PLACES[sort]
    query = f"SELECT {column} FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT {_FEW + 1}"
    found = [row[0] for row in ledger.rows(query, (given, given + _LAST))] if given else []
    if given in found or len(found) == 1:
        return (given if given in found else found[0]), sort
    if found:
        many = ", ".join(found[:_FEW]) + ", …" * (len(found) > _FEW)
        raise UsageError(f"{given!r} stands for several: {many}. Write more of the one you mean.")
    raise UsageError(f"{given!r}: no {sort} of {ledger.path} begins so. {_nearest_id(ledger, given, sort)}")


def _nearest_id(ledger: Ledger, given: str, sort: str) -> str:
    table, column = _PLACES[sort]
    among = [row[0] for row in ledger.rows(f"SELECT {column} FROM {table}")] if sort != "claim" else []
    if sort == "claim":
        report = given.partition("@")[0]
        query = "SELECT claims.id FROM claims JOIN reports ON hash = report WHERE short = ?"
        among = [row[0] for row in ledger.rows(query, (report,))]
        shorts = [row[0] for row in ledger.rows("SELECT short FROM reports")] if not among else []
        near = get_close_matches(report, shorts, n=1)
        among += [f"{short}@{given.partition('@')[2]}" for short in near]
    near = get_close_matches(given, among, n=3, cutoff=0.5)
    advice = f"Did you mean {' or '.join(name[:24] if sort == 'report' else name for name in near)}? " if near else ""
    return f"{advice}Identifiers stand in the last column of `westphalia ledger timeline` and `figures`."


def names(ledger: Ledger, given: str) -> tuple[str, ...]:
    """Every name in the ledger that is the given one or ends in its words: "Trump" stands for Donald Trump too.

    Who speaks for somebody is another: "Trump" does not stand for a spokesperson for Donald Trump.
    """
    known = [row[0] for row in ledger.rows("SELECT DISTINCT word FROM parties WHERE sort = 'name'")]
    wanted = _plain(given)
    found = [name for name in known if wanted and _is_called(_plain(name), wanted)]
    if found:
        return tuple(sorted(found))
    near = _near_names(given, known)
    advice = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"{given!r}: nobody of {ledger.path} is called so. {advice}`westphalia ledger who` lists all.")


def _plain(name: str) -> list[str]:
    """The words of a name as they are compared, in one case and with one apostrophe."""
    return name.replace("’", "'").casefold().split()


def _is_called(name: list[str], wanted: list[str]) -> bool:
    """Whether a name ends in the words wanted, and they are not merely whom it speaks for or belongs to."""
    return name[-len(wanted) :] == wanted and _BELONGING.isdisjoint(name[: -len(wanted)])


def _near_names(given: str, known: Iterable[str]) -> list[str]:
    """Names that hold the words somewhere, or are spelt nearly so, whole or by their last word."""
    folded = {name.casefold(): name for name in known}
    holding = [name for low, name in folded.items() if set(given.casefold().split()) & set(low.split())]
    last = {low.split()[-1]: name for low, name in folded.items() if low.split()}
    close = get_close_matches(given.casefold(), folded, n=3) + get_close_matches(given.casefold(), last, n=3)
    return list(dict.fromkeys([*sorted(holding)[:3], *((folded | last)[low] for low in close)]))[:3]


def codes(given: str) -> tuple[str, ...]:
    """The code of a country or bloc."""
    try:
        return (code_of(given),)
    except DataError as unknown:
        raise UsageError(f"--country: {unknown}") from None


def issue(given: str) -> str:
    """An issue by its name, in any case and with spaces."""
    known = get_args(Issue)
    wanted = given.casefold().replace(" ", "_").replace("-", "_")
    if wanted in known:
        return wanted
    near = get_close_matches(wanted, known, n=3)
    advice = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"{given!r} is no issue. {advice}The issues are {', '.join(known)}.")
