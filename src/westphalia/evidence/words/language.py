"""Which paragraphs of a text are English, told by their function words and by their script."""

import re
from functools import cache, lru_cache

from westphalia.evidence.words.text import paragraphs
from westphalia.evidence.words.vocabulary import word_set

_ENGLISH = word_set(
    """the of and to in a is that for on with as was by it he at be from his have an this has had are were not which
    but who said they their will would she her we been its or if more than about could i no when there out what so up
    can do you after into over all one only also two our some other before them because him against under between
    these should says now being may us my your"""
)
_OTHERS = {
    "French": """le la les des une est dans pour qui sur pas plus par avec ce il au du et que se ont sont cette mais
        ses aux leur été était nous vous je elle ils deux après entre comme lui à dit être sans sous de un en""",
    "German": """der und den von das mit dem des sich auf für nicht ein eine als auch nach aus wird sind hat er
        bei einer einem einen noch wie nur über zu zum zur haben ich sie wir ist dass oder war wurde im die aber""",
    "Spanish": """el los las una por con para su del se al más como pero sus fue este ha sobre entre está
        también hasta hay son desde todo nos durante muy ya según dijo esta y que en la un lo es de""",
    "Italian": """il di che è la per una un del con non sono si da gli dei della alla anche nel come più ha ma
        delle lo le al dal alle suo questo stato hanno nella tra essere sul i e ed ai""",
    "Portuguese": """o os as um uma do da dos das no na nos nas que não em para com por se mais como mas foi ao ele
        sua seu pelo pela são tem à também já entre sobre e é ser de está""",
    "Dutch": """de het een van en dat die niet voor met zijn op aan er om ook als bij maar naar uit nog hij werd
        wordt heeft door over te zich ze deze haar dit kan hebben""",
    "Polish": """w we i z na do się nie że o jest od po za jak dla przez ale tym przy oraz ma są co już czy jego tego
        może był został który która to""",
    "Swedish": """och att det som en på är av för med den till inte om ett men har de vi jag han från var kan ska
        vid så också efter""",
    "Turkish": "ve bir bu da de için ile çok daha olarak gibi kadar olan ise değil ne sonra göre ancak her",
}
_FOREIGN = {
    name: (word_set(words) - _ENGLISH, _ENGLISH - word_set(words)) for name, words in _OTHERS.items()
}  # words of the language and not of English, and the reverse
_ANY_FOREIGN = frozenset().union(*(own for own, _ in _FOREIGN.values()))
_SCRIPTS = (
    ("Russian or Ukrainian", "Ѐ-ӿ"), ("Greek", "Ͱ-Ͽ"), ("Arabic", "؀-ۿ"), ("Hebrew", "֐-׿"), ("Hindi", "ऀ-ॿ"),
    ("Chinese", "一-鿿"), ("Japanese", "぀-ヿ"), ("Korean", "가-힯"),
)  # fmt: skip
_NOT_LATIN = re.compile("[Ͱ-῿぀-퟿]")
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"\d{1,3}\s?%")
_ENOUGH_WORDS = 8  # fewer tell nothing: names, places and headings
_ENGLISH_SHARE = 0.3  # of English prose 35 to 45 in 100 words stand in the list, of other languages few
_FOREIGN_SHARE = 0.12
_MANY_WORDS = 25
_STRAY_SHARE = 0.05


@cache
def _script_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{letters}]")) for name, letters in _SCRIPTS)


def _script(text: str) -> str | None:
    """The language of a script that is not Latin, where most letters are of it."""
    letters = sum(map(len, _WORD.findall(text)))
    other = {name: len(pattern.findall(text)) for name, pattern in _script_patterns()}
    likeliest = max(other, key=lambda name: other[name])
    if 2 * other[likeliest] > letters:
        return likeliest
    return "a language in another script" if 2 * len(_NOT_LATIN.findall(text)) > letters else None


def foreign_language(text: str) -> str | None:
    """The language a paragraph looks like, where that is not English; None for English and where it cannot be told.

    Counted are function words ("the", "der", "les"), those that two languages share left out, and of other
    languages only small ones, so that Los Angeles and Le Pen are not counted. Fewer than eight words tell nothing.
    """
    if _NOT_LATIN.search(text) and (script := _script(text)):
        return script
    words = _WORD.findall(text)
    small = list(map(str.lower, words))
    english = sum(word in _ENGLISH for word in small)
    if len(words) < _ENOUGH_WORDS or english >= _ENGLISH_SHARE * len(words):
        return None
    if sum(word in _ANY_FOREIGN for word in words) < _FOREIGN_SHARE * len(words):
        return _unlisted(words, english)
    counts = {name: sum(word in own for word in words) for name, (own, _) in _FOREIGN.items()}
    likeliest = max(counts, key=lambda name: counts[name])
    against = sum(word in _FOREIGN[likeliest][1] for word in small)
    if counts[likeliest] > against and counts[likeliest] >= _FOREIGN_SHARE * len(words):
        return likeliest
    return _unlisted(words, english)


def _unlisted(words: list[str], english: int) -> str | None:
    """A name for a language that is not listed: a long stretch of small words, hardly one of them English."""
    none_english = len(words) >= _MANY_WORDS and english < _STRAY_SHARE * len(words)
    return "another language" if none_english and 2 * sum(word[0].islower() for word in words) > len(words) else None


def foreign_paragraphs(text: str) -> list[tuple[int, int, str]]:
    """Paragraphs that are not English: start, end and the language each looks like."""
    return list(_foreign(text))


@lru_cache(maxsize=2)
def _foreign(text: str) -> tuple[tuple[int, int, str], ...]:
    found = ((start, end, foreign_language(text[start:end])) for start, end in paragraphs(text))
    return tuple((start, end, language) for start, end, language in found if language)


def readable(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs that are English, or too short to tell in a text that is mostly English."""
    foreign = {start for start, _, _ in foreign_paragraphs(text)}
    every = paragraphs(text)
    if not foreign:
        return list(every)
    kept = [(start, end) for start, end in every if start not in foreign]
    told = [span for span in kept if len(_WORD.findall(text[slice(*span)])) >= _ENOUGH_WORDS]
    return kept if told or not foreign else []


def english(text: str) -> bool:
    """Whether more of a text is English than not."""
    spans = readable(text)
    return not text.strip() or 2 * sum(end - start for start, end in spans) > sum(b - a for a, b in paragraphs(text))


def is_safe_figure(text: str, start: int, end: int) -> bool:
    """Whether a figure can be read without the language around it: a whole number and a percent sign.

    Other languages write 1.200 for 1,200 and 2,5 for 2.5, and their scale words follow the symbol ("20 Mrd. €"),
    so amounts of money and numbers with a separator are not safe.
    """
    before = text[max(0, start - 2) : start]
    return _PERCENT.fullmatch(text[start:end]) is not None and not re.search(r"\d[.,'’\s]?$|[.,]$", before)
