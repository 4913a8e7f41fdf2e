"""The words that tie the numbers of one sentence together: changes, shares, rates, sums; figures stand as ‹marks›."""

import re
from typing import Final

from westphalia.evidence.words.vocabulary import any_of

_RISES: Final = "rise increase growth gain jump surge boost climb expansion uplift hike advance improvement"
_FALLS: Final = "fall drop decline decrease cut loss reduction slump plunge dip contraction slide"
_UP: Final = """up rose rises? rising risen grew grows? growing grown increas(?:e[sd]?|ing) jump(?:s|ed|ing)?
    climb(?:s|ed|ing)? soar(?:s|ed|ing)? surg(?:es|ed|ing) goes_up went_up gone_up going_up raised raises? raising
    swelled"""
_DOWN: Final = """down fell falls? falling fallen drop(?:s|ped|ping)? declin(?:es|ed|ing) decreas(?:es|ed|ing) cut cuts
    slashed reduc(?:es|ed|ing) shr(?:ank|inks?|unk) plung(?:es|ed|ing) slump(?:s|ed|ing)? slid tumbled lowered
    goes_down went_down gone_down"""
_NOUN: Final = any_of(f"{_RISES} {_FALLS} change difference")
_VERB: Final = rf"\b{any_of(f'{_UP} {_DOWN}')}"
RISING: Final = re.compile(rf"\b(?:{any_of(_RISES)}|{any_of(_UP)}|more|higher)\b")
FALLING: Final = re.compile(rf"\b(?:{any_of(_FALLS)}|{any_of(_DOWN)}|less|lower|fewer)\b")
MULTIPLES: Final = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}

# small words before a number; the rest of its phrase after it; an article with its adjectives; the end of a statement
_BEFORE: Final = r"(?:[a-z’'-]+ ){0,3}"
_AFTER: Final = r"(?:(?! (?:while|and|but|as|whereas|though|although|when|which|who|because|after)\b)[^‹›,;:()]){0,40}?"
_THE: Final = r"(?:(?:the|its|their|a|an|all|this|that|his|her|our|those) )?(?:[\w’'-]+ ){0,3}"
_APART: Final = r"(?:,| [–—-]| ?\()"
_OR: Final = r"(?:or |which is |that is |i\.e\. |equal to |equivalent to )"
_END: Final = r"(?=\W*$|[,;:)]| (?:of it|of the total|and|while|but|[–—])\b)"
_MEANS: Final = (
    r"(?: (?:would|will|may|could))? (?:be worth|be|means?|comes? to|came to|costs?|amounts? to|equals?|makes?|yields?|"
    r"works? out at|worked out at|is worth|was worth|is|was)"
)
_TOTAL: Final = r"(?:a (?:combined |grand |joint )?total of|totalling|totaling|making|in all|altogether|in total)"


def _slot(name: str, kinds: str) -> str:
    return rf"‹(?P<{name}>[{kinds}]\d+)›"


def _patterns(*several: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in several)


_A, _B, _C = _slot("a", "MQP"), _slot("b", "MQP"), _slot("c", "MQPDF")
_FROM_TO: Final = rf"\bfrom {_BEFORE}{_A}{_AFTER},? to {_BEFORE}{_B}"
_TO_FROM: Final = rf"\bto {_BEFORE}{_B}{_AFTER},? (?:from|compared with|against) {_BEFORE}{_A}"
_CHANGE: Final = (
    rf"(?:an? |the )?(?:[a-z]+ ){{0,2}}{_NOUN} of {_BEFORE}{_C}",
    rf"(?:{_VERB} )?(?:by |up |down ){_BEFORE}{_C}",
    rf"(?:an? )?{_BEFORE}{_C}[ -](?:[a-z]+ )?(?:{_NOUN}|more|less|higher|lower|fewer)\b",
)
_TO_BE_MULTIPLIED: Final = rf"(?P<verb>\b{any_of('doubl tripl trebl quadrupl halv')}(?:e[sd]?|ing)\b)"

# a, the level before; b, the level after; c, the change between them
CHANGES: Final = _patterns(
    *(rf"{_FROM_TO}{_AFTER}{_APART} ?(?:{_OR}|in all )?{change}" for change in _CHANGE),
    *(rf"{_VERB} (?:by )?{_BEFORE}{_C}{_AFTER},? {order}" for order in (_FROM_TO, _TO_FROM)),
    *(rf"\b(?:an?|the) {_C}[ -]{_NOUN}{_AFTER},? {order}" for order in (_FROM_TO, _TO_FROM)),
    *(rf"\b{_NOUN} of {_BEFORE}{_C}{_AFTER},? {order}" for order in (_FROM_TO, _TO_FROM)),
    *(rf"{_B}{_AFTER},? (?:up|down) from {_BEFORE}{_A}{_AFTER}{_APART} ?{change}" for change in _CHANGE),
    rf"{_B}{_AFTER},? (?:up|down) {_BEFORE}{_C} (?:from|on|compared with) {_THE}{_A}",
    rf"{_B}{_AFTER}, {_BEFORE}{_C} (?:more|less|higher|lower|fewer) than {_THE}{_A}",
)
# the same with "doubled" or x, "fivefold"
FOLDS: Final = _patterns(
    *(rf"{_slot('x', 'X')}{_AFTER},? {order}" for order in (_FROM_TO, _TO_FROM)),
    rf"{_FROM_TO}{_AFTER}, {_BEFORE}{_slot('x', 'X')}",
    *(rf"{_TO_BE_MULTIPLIED}{_AFTER},? {order}" for order in (_FROM_TO, _TO_FROM)),
)

_P, _W, _S = _slot("p", "MQ"), _slot("w", "MQ"), _slot("s", "PF")
_BARE: Final = r"(?P<n>(?<![\d.,])\d{1,3}(?:,\d{3})+|(?<![\d.,])\d{1,4})(?![\d.,%]*\d)"
# p, the part; w, the whole; s, the share; where p or s comes last it is the result
SHARES: Final = _patterns(
    rf"{_P}{_AFTER} of {_THE}{_W}{_AFTER}{_APART} ?{_OR}?{_BEFORE}{_S}{_END}",
    rf"\b[Oo]f {_THE}{_W}{_AFTER}, {_BEFORE}{_P}{_AFTER}{_APART} ?{_OR}?{_BEFORE}{_S}{_END}",
    rf"\b[Oo]f {_THE}{_W}{_AFTER}, {_BARE}{_AFTER}{_APART} ?{_OR}?{_BEFORE}{_S}{_END}",
    rf"{_P}{_AFTER}{_APART} ?{_OR}?{_BEFORE}{_S} of {_THE}{_W}",
)
PARTS: Final = _patterns(
    rf"{_S} of {_THE}{_W}{_AFTER}(?:{_APART} ?{_OR}|{_MEANS} ){_BEFORE}{_P}",
    rf"\b(?:GDP|GNI|economy|output|income) (?:of|is|was|worth|at) {_BEFORE}{_W}[^‹›;:]{{0,40}}"
    rf"{_slot('s', 'P')}(?: of (?:GDP|it|that|output|national income))?(?:{_APART} ?{_OR}|,?{_MEANS} ){_BEFORE}{_P}",
)

_R, _T, _N, _Y = _slot("r", "M"), _slot("t", "M"), _slot("n", "Q"), _slot("y", "T")
_EACH: Final = r"(?:,? (?:each|apiece|a piece|per|a head|for each|for every|every|a)\b)"
_SPREAD: Final = r"(?:among|between|by|across|over)"
# t, the whole sum; r, the sum for each; n, how many; y, how long
RATES: Final = _patterns(
    rf"{_T}{_AFTER} (?:over|for|across|in) {_BEFORE}{_Y}{_AFTER}(?:{_APART} ?{_OR}|{_APART} ?){_BEFORE}{_R}",
    rf"{_T}{_AFTER},? (?:shared|split|divided|spread|distributed|shared out) (?:equally |evenly )?{_SPREAD} {_THE}{_N}"
    rf"{_AFTER}(?:{_APART} ?{_OR}|{_APART}?{_MEANS} ){_BEFORE}{_R}{_EACH}",
)
TOTALS: Final = _patterns(
    rf"{_R}{_AFTER} (?:over|for|across) {_BEFORE}{_Y}{_AFTER}{_APART} ?(?:or )?{_TOTAL} {_BEFORE}{_T}",
    rf"{_R}{_AFTER} (?:over|for|across) {_BEFORE}{_Y}{_AFTER}{_APART} ?(?:or )?{_BEFORE}{_T} {_TOTAL}",
    rf"{_N}{_AFTER},? (?:at|for|costing|worth|priced at) {_BEFORE}{_R}{_EACH}[^‹›;:()]{{0,30}}{_APART} ?"
    rf"(?:{_TOTAL}|an? (?:[a-z]+ )?(?:bill|cost|outlay|order|contract|price) of) {_BEFORE}{_T}",
    rf"{_N}{_AFTER},? (?:at|for|costing|worth|priced at) {_BEFORE}{_R}{_EACH}{_APART} ?(?:or )?{_BEFORE}{_T} {_TOTAL}",
)

LISTED: Final = re.compile(
    r"(?:(?! (?:including|such|of which|than|out of|over|up|down|per)\b)[^‹›;:.()]){0,60}?"
    rf"(?P<joint>, and|,| and| plus| as well as) {_BEFORE}(?:{_THE})?"
)
_ADDS_UP: Final = (
    r"(?:adds? up to|added up to|sums? to|totals?|totalled|makes?|made|comes? to|came to|amounts? to|amounted to)"
)
TOTAL_AFTER: Final = re.compile(rf"[^‹›;:()]{{0,60}}?(?:{_APART} ?(?:or )?{_TOTAL} {_BEFORE}|\b{_ADDS_UP} {_BEFORE})")
TOTAL_BARE: Final = re.compile(rf"[^‹›;:()]{{0,60}}?{_APART} ?(?:or )?{_BEFORE}")
TOTAL_CLOSES: Final = re.compile(r",? (?:in total|in all|altogether|all told|combined|all together|overall)\b")
_CONSISTS: Final = (
    r"(?:(?:is |are |was |were )?(?:made up of|composed of)|consist(?:s|ed|ing) of|compris(?:es?|ed|ing)|"
    r"(?:split|divided) into|broken down into)"
)
TOTAL_BEFORE: Final = re.compile(rf"[^‹›;:()]{{0,60}}?\b{_CONSISTS} (?:[a-z’'-]+ ){{0,3}}")
OPEN_ENDED: Final = re.compile(r"[^‹›]{0,40}?\b(?:since|so far|among other|and more|etc)\b")
