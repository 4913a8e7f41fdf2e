"""A figure against its own report: printed conversions, and sums the text itself lets a reader do."""

from westphalia.check.conversion import check_conversion, sum_words
from westphalia.check.operands import Operand, Range
from westphalia.check.relations import Relation, relations
from westphalia.check.sentence import masked_sentence
from westphalia.check.verdict import Comparison, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.units import BILLION, MILLION_PER_BILLION, PER_CENT, fraction
from westphalia.wording import PERCENT, Unit, listed, written

_SOURCE = "printed in the report"
_MILLION = BILLION / MILLION_PER_BILLION


def check_arithmetic(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    """Verdicts on a printed conversion, for both of its ends, and on a result the sentence's other numbers give.

    The verdict on a result stands with the number the sentence presents as one: the percentage, the total, the rate.
    """
    return check_conversion(figure, reading) + _own_sums(figure, reading)


def _own_sums(figure: Figure, reading: Reading) -> tuple[Verdict, ...]:
    sentence = masked_sentence(figure, reading)
    if sentence is None:
        return ()
    found = [one for one in relations(sentence) if one.result.figure is not None and one.result.figure.id == figure.id]
    return (_verdict(figure, found[0]),) if found else ()


def _verdict(figure: Figure, relation: Relation) -> Verdict:
    word, expected = _word(relation), relation.expected
    return Verdict(
        claim=figure.claim,
        route="arithmetic",
        word=word,
        rule=f"{relation.rule}, allowing for the rounding of every number printed",
        sentence=_sentence(figure, relation, word),
        comparisons=(_comparison(figure, relation, expected),),
        caveats=("done with the numbers of this sentence alone",),
    )


def _word(relation: Relation) -> Word:
    if relation.result.agrees(relation.expected):
        return "matches" if relation.result.is_exactly(relation.expected) else "rounds to"
    if relation.otherwise is not None and relation.result.agrees(relation.otherwise):
        return "depends on the definition"
    return "not supported"


def _sentence(figure: Figure, relation: Relation, word: Word) -> str:
    """What the other numbers of the sentence give, beside what is printed."""
    given = listed(_shown(one) for one in relation.given)
    makes = _written(figure, relation, relation.expected.value)
    outcome = f"The report's own {given} {'give' if len(relation.given) > 1 else 'gives'} {makes} ({relation.rule})"
    return {
        "matches": f"{outcome}, as printed: “{figure.span.text}”.",
        "rounds to": f"{outcome}, which fits the “{figure.span.text}” printed.",
        "depends on the definition": f"{outcome}; “{figure.span.text}” is the difference in percentage points.",
    }.get(word, f"{outcome}, not the “{figure.span.text}” printed.")


def _shown(operand: Operand) -> str:
    return f"“{operand.text}”"


def _written(figure: Figure, relation: Relation, value: float) -> str:
    if relation.result.unit in ("percent", "fraction"):
        return written(fraction(value) if relation.result.unit == "percent" else value, PERCENT)
    if figure.kind == "money":
        return sum_words(value, figure.unit)
    return written(value, Unit(after=f" {relation.result.unit.replace('_', ' ')}"))


def _comparison(figure: Figure, relation: Relation, expected: Range) -> Comparison:
    unit, scale = _unit(figure, relation)
    low, high = sorted((expected.low * scale, expected.high * scale))
    return Comparison(
        label="from the report's own numbers", value=expected.value * scale, low=low, high=high, unit=unit,
        source=_SOURCE, note="the range is that of the rounding of the numbers printed",
    )  # fmt: skip


def _unit(figure: Figure, relation: Relation) -> tuple[str, float]:
    if relation.result.unit in ("percent", "fraction"):
        return "fraction", PER_CENT if relation.result.unit == "percent" else 1.0
    if figure.kind != "money":
        return relation.result.unit.replace("_", " "), 1.0
    return (f"{figure.unit} bn", 1 / BILLION) if abs(figure.value) >= _MILLION else (figure.unit, 1.0)
