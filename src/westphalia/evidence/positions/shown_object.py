"""The object of a position as it is shown: whole quotations, no tail that tells of somebody else."""

import re

_TAIL = re.compile(
    r",? (?:and |but |then |later )?(?:\w+ly )?(?:rejected|rebuffed|dismissed|echoed|welcomed|backed|hailed|praised|"
    r"condemned|criticised|criticized|opposed|endorsed|denounced|mocked|shared|repeated) by\b|"
    r", (?:and|but) (?:\w+ly )?(?:echoed|rejected|welcomed|praised|warned|added|said)\b|, according to\b|"
    r", (?:which|who)\b|"
    r", (?:raising|saying|adding|warning|arguing|citing|instead)\b|"
    r" ahead of (?:\w+ ){0,3}(?:talks|meeting|summit|vote)\b|"
    r",?[”\"] (?:\w+ ){1,3}(?:said|told|added|warned|stated|insisted)\b|"
    r" (?:appeared|appears|seemed|seems) to\b| after (?=(?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3} \w+ed\b)|"
    r", (?:he|she|they|it) (?:said|added|told)\b"
)
_PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»"}
_TRIMMED = " ,;:—–-"
_LEADING = re.compile(
    r"^(?:under|after|before|following|despite|amid|in|on|at|with|as|that|of|from|to)\s+", re.IGNORECASE
)
_MOST = 3


def shown(text: str, start: int, end: int) -> str:
    """The words of an object from a place of the text on, without its tail, each quotation closed."""
    cut = _TAIL.search(text, start, end)
    if cut is not None and cut.start() > start + _MOST:
        end = cut.start()
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return text[_opened(text, start, end) : _closed(text, start, end)].lstrip(_TRIMMED)


def meant(words: str) -> str:
    """What a passive or a relative clause takes up, without the preposition before it."""
    words = words.strip(_TRIMMED)
    bare = _LEADING.sub("", words)
    return bare if " " in bare else words


def _opened(text: str, start: int, end: int) -> int:
    """One place earlier where a quotation that ends within the words opens right before them."""
    closing = _PAIRS.get(text[start - 1 : start])
    if closing is None:
        return start
    marks = text.count(closing, start, end)
    return start - 1 if marks and (closing != '"' or marks % 2) else start


def _closed(text: str, start: int, end: int) -> int:
    """The end past the mark that closes a quotation opened within the words."""
    for opening, closing in _PAIRS.items():
        opened = text.count(opening, start, end)
        lacking = opened % 2 == 1 if opening == closing else opened > text.count(closing, start, end)
        if lacking:
            past = re.compile(rf"[.,!?…]?{re.escape(closing)}").match(text, end)
            if past is not None:
                return past.end()
    return end
