"""Numerals that are no figures: years, days, clock times, ordinals and parts of names."""

import re

from westphalia.evidence.words.numerals import Numeral
from westphalia.evidence.words.vocabulary import word_set

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)?[ -](?:{MONTHS})\b")
_MONTH_BEFORE = re.compile(rf"\b(?:{MONTHS})\.? (?:the )?$")
_DAY_LIST = re.compile(rf"(?:-|–| ?(?:to|and|or|,) ?)\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b")
_DAY_LIST_BEFORE = re.compile(rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:-|–| ?(?:to|and|or|,) ?)$")
_CLOCK_AFTER = re.compile(
    r":\d|\.\d\d ?(?:[ap]\.?m\b|GMT|BST)| ?[ap]\.?m\b|[ -]?o[’']clock| ?(?:GMT|BST|UTC|CET|CEST|EST|EDT|ET)\b"
)
_CLOCK_BEFORE = re.compile(r"\d[:/]$|\d[:.]\d\d-$")
_ATTACHED_AFTER = re.compile(
    r"(?:st|nd|rd|th|s|D|G|mm|cm|x)\b|/\d|-(?!(?:second|minute|hour|day|week|month|year|decade|century|"
    r"nation|member|country|strong|km|kilomet(?:re|er)|mile|tonne|per|percent|billion|million|trillion|basis|point)s?\b|\d)\w|[A-Za-z]\d"
)
_ATTACHED_BEFORE = re.compile(
    r"[A-Za-z][-.]$|[#@/_]$|\d[.,]$|\+$|\d[-–]\d+[-–]$|(?:mid|pre|post|late|early)-$", re.IGNORECASE
)
_DESIGNATORS = word_set(
    """article section chapter channel radio room flight type level phase tier act route highway volume page figure
    table part point rule clause paragraph annex no nos number group title game stage category area formula
    resolution protocol vol gate platform pier schedule division class mark grade band zone lot step goal war bbc
    itv boeing airbus unit brigade battalion day week year chapter five-year horizon agenda pillar track line
    version section round item aged age"""
)
_BEFORE_WORD = re.compile(r"([\w’'.-]+)[ \u00a0]$")
_STREET = re.compile(r" (?:[A-Z][\w’'-]+ )+(?:Street|Road|Avenue|Square|Lane|House|Place|Boulevard|Drive|Gardens)\b")
_PHONE = re.compile(r"\d{3,}[ -]\d{3,}[ -]?$|\+\d[\d ()-]*$")
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w’'-]*$")


def is_year(numeral: Numeral, text: str) -> bool:
    """A bare number of four digits from 1500 to 2199."""
    plain = text[numeral.start : numeral.end]
    return plain.isdigit() and len(plain) == 4 and 1500 <= numeral.value < 2200


def is_moment(numeral: Numeral, text: str) -> bool:
    """A year, a day of a month, or a time of day."""
    before = text[max(0, numeral.start - 24) : numeral.start]
    end = numeral.end
    if is_year(numeral, text):
        return True
    day = numeral.value <= 31 and (
        _MONTH_AFTER.match(text, end)
        or _MONTH_BEFORE.search(before)
        or _DAY_LIST.match(text, end)
        or _DAY_LIST_BEFORE.search(before)
    )
    return bool(day) or bool(_CLOCK_AFTER.match(text, end)) or bool(_CLOCK_BEFORE.search(before))


def is_name_part(numeral: Numeral, text: str, opens_sentence: bool, known_words: frozenset[int]) -> bool:
    """Part of a name or label: "No 10", "BBC One", "World War One", "G7", "F-35", "Article 5", "11th".

    `known_words` holds the ends of words known as countries or persons: a number after those may count.
    """
    before = text[max(0, numeral.start - 30) : numeral.start]
    if _ATTACHED_AFTER.match(text, numeral.end) or _ATTACHED_BEFORE.search(before):
        return True
    if _STREET.match(text, numeral.end) or _PHONE.search(before):
        return True
    if numeral.in_words and text[numeral.start].isupper() and not opens_sentence:
        return True
    word = _BEFORE_WORD.search(before)
    if word is None:
        return False
    if word.group(1).rstrip(".").lower() in _DESIGNATORS:
        return True
    end = numeral.start - 1
    is_name = bool(_NAME_WORD.fullmatch(word.group(1))) and end not in known_words
    return is_name and not _starts_sentence(before, word.start(1))


def _starts_sentence(before: str, at: int) -> bool:
    lead = before[:at].rstrip(" “\"'‘(")
    return (not lead and len(before) < 30) or (bool(lead) and lead[-1] in ".!?:\n")
