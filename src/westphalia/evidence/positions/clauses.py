"""Clauses on tagged lines: the verb group, who its subject is, and where its object ends."""

import re
from dataclasses import dataclass

from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.phrases import Phrase, ending_at, phrases, starting_at
from westphalia.evidence.lines.tokens import Line, Token
from westphalia.evidence.positions.stances import BE, MODALS, NOT, verbs
from westphalia.evidence.words.vocabulary import word_set

_GROUP = "uvxw"
_CLAUSE_START = frozenset(",;:.-btkhcwv(Qf")
_STOPS = word_set("while whereas although though because but since")
_COMPLETING = word_set("on by about over under between against during into onto upon towards toward regarding via per")
_SUPPOSING = word_set("if unless whether")
_COMPARING = word_set("such as so well long soon far much same")
_ADDED = word_set("with after according as before amid saying adding despite given")
_CARRIED = word_set("that which who")
_HIDDEN = re.compile(r"[gi](?=l[jlJCagio#]{0,3}[rB])")
_CONTRACTED = re.compile(r"(i|we|you|he|she|they|it|that|there)[’'](ll|re|m|ve|d)")
_SHORTENED = re.compile(r"[’'](?:ll|re|m|ve|d)\b|\bam\b")
_FULL = {"ll": "will", "re": "are", "m": "am", "ve": "have", "d": "would"}
_THIRD = ("he", "she", "they")
_PASTS = word_set(
    """sent took gave held met saw made went came began spent built won lost left put set ran cut got brought kept drew
    remains remained stands stood appears seems wants says has
    does spends sends faces fears hopes goes takes gives makes sees holds"""
)
_PLURAL_PEOPLE = word_set("british french dutch irish polish chinese japanese danish swedish finnish spanish turkish")


class View:
    """A line to be read: one of the text with its short quotations opened, or a sentence within a long one."""

    __slots__ = ("_phrases", "inside", "line", "tags", "text", "tokens", "words")

    def __init__(self, line: Line, text: str, inside: bool = False, known: tuple[Phrase, ...] | None = None) -> None:
        self.line, self.text, self.inside = line, text, inside
        self.tokens, self.tags = line.tokens, line.tags
        self.words = frozenset([t.word for t in line.tokens])
        self._phrases = known

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The noun phrases that can act."""
        if self._phrases is None:
            self._phrases = phrases(self.line)
        return self._phrases


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with what stands before it: auxiliaries, negation, adverbs; `first` is where the group begins."""

    first: int
    verb: int
    words: tuple[str, ...]

    @property
    def negated(self) -> bool:
        """Whether the group says not."""
        return any(word in NOT for word in self.words)

    @property
    def modal(self) -> str | None:
        """The modal of the group."""
        return next((word for word in self.words if word in MODALS), None)

    @property
    def be(self) -> bool:
        """Whether a form of be stands before the verb."""
        return any(word in BE for word in self.words)


def group_at(line: Line, verb: int) -> Group:
    """The verb group that ends with a token."""
    first = verb
    while first > 0 and line.tags[first - 1] in _GROUP:
        first -= 1
    return Group(first, verb, tuple(t.word for t in line.tokens[first:verb]))


def _spelled(line: Line, text: str) -> Line:
    """A line with "we’ll" and the like as two tokens, and "am" as the auxiliary it is."""
    words = text[line.start : line.end]
    if not ("’" in words or "'" in words or " am " in words) or not _SHORTENED.search(words):
        return line
    tokens: list[Token] = []
    for token in line.tokens:
        found = _CONTRACTED.fullmatch(token.word) if token.tag not in "Qnio" else None
        if found is not None:
            cut = token.start + found.end(1)
            tag = "e" if found[1] in ("it", "that", "there") else "p" if found[1] in _THIRD else "y"
            tokens += [Token(tag, token.start, cut, found[1]), Token("u", cut, token.end, _FULL[found[2]])]
        else:
            tokens.append(token._replace(tag="u") if token.word == "am" else token)
    return Line(tuple(tokens), "".join(t.tag for t in tokens), line.paragraph)


def _with_verbs(line: Line) -> Line:
    """A line in which a verb of stance right after a country is no part of its name: "Poland wants Nato members"."""
    found = [
        m.start() + 1 for m in _HIDDEN.finditer(line.tags)
        if any(f.form in ("finite", "past") for f in verbs().get(line.tokens[m.start() + 1].word, ()))
    ]  # fmt: skip
    if not found:
        return line
    tokens = list(line.tokens)
    for at in found:
        tokens[at] = tokens[at]._replace(tag="c")
    return Line(tuple(tokens), "".join(t.tag for t in tokens), line.paragraph)


def opened(material: Material, line: Line) -> tuple[View, ...]:
    """A line with its short quotations as plain tokens, and the sentences of its long ones apart."""
    given, line = line, _with_verbs(_spelled(line, material.text))
    if "Q" not in line.tags:
        return (View(line, material.text, known=material.cast.phrases_of(line) if line is given else None),)
    starts = material.quote_at
    tokens: list[Token] = []
    apart: list[View] = []
    for token in line.tokens:
        quote = starts.get(token.start) if token.tag == "Q" else None
        if quote is None:
            tokens.append(token)
            continue
        within = tuple(_with_verbs(_spelled(one, material.text)) for one in material.inside(quote) if one.tokens)
        if _is_short(material.text, within):
            tokens += [t for t in within[0].tokens if t.tag != "."]
        else:
            tokens.append(token)
            apart += [View(one, material.text, True) for one in within if one.tokens]
    whole = Line(tuple(tokens), "".join(t.tag for t in tokens), line.paragraph)
    return (View(whole, material.text), *apart)


def _is_short(text: str, within: tuple[Line, ...]) -> bool:
    """Whether a quotation is a few words of the writer's sentence rather than a sentence of its own."""
    return len(within) == 1 and bool(within[0].tokens) and not text[within[0].start].isupper()


def subject_of(view: View, group: Group) -> Phrase | Token | None:
    """The noun phrase or pronoun that a verb group has as its subject; None where it cannot be told."""
    at = group.first - 1
    if at < 0:
        return None
    tag = view.tags[at]
    if tag in "ey" or (view.tokens[at].word == "country" and view.tags[at - 1 : at] == "d"):
        return view.tokens[at]
    ending = _ending(view, at)
    if ending is not None and _within_another(view, ending):
        return None
    return ending or _across(view, at, tag, group)


def _within_another(view: View, phrase: Phrase) -> bool:
    """Whether a phrase completes a noun before it: "a tariff on goods from the EU"."""
    if phrase.first == 0:
        return False
    before = view.tokens[phrase.first - 1]
    return before.tag == "P" or (before.tag == "f" and before.word in _COMPLETING)


def _ending(view: View, at: int) -> Phrase | None:
    """The phrase that ends at a token; the people of a country count as the country."""
    found = ending_at(view.phrases, at)
    if found is not None or at < 0:
        return found
    token = view.tokens[at]
    if token.tag == "C":
        return _party(view, at)
    if token.tag == "a" and (token.word.endswith("s") or token.word in _PLURAL_PEOPLE):
        return Phrase(view.line, at, at, "country")
    return None


def _party(view: View, at: int) -> Phrase | None:
    """A body by a capitalised name after the article: "the Conservatives", "the FBM"."""
    first = at
    while first > 0 and view.tags[first - 1] == "C" and at - first < 2:
        first -= 1
    named = first > 0 and view.tokens[first - 1].word == "the"
    return Phrase(view.line, first, at, "institution") if named else None


def _across(view: View, at: int, tag: str, group: Group) -> Phrase | Token | None:
    if tag == "h":
        back = at - 1 if at and view.tags[at - 1] == "," else at
        return _ending(view, back - 1) if view.tokens[at].word in _CARRIED else None
    if tag in "kb" and view.tokens[at].word in ("and", "or", "but"):
        return shared_subject(view, at, group)
    if tag in ",-)":
        return before_aside(view, at) or (shared_subject(view, at, group) if tag in ",-" else None)
    return None


def before_aside(view: View, at: int) -> Phrase | None:
    """The phrase that opens a clause before an aside closed by the token: "Macron, one of few to know him, wants"."""
    opening = {",": ",", "-": "-", ")": "("}[view.tags[at]]
    found = at
    while found > 0:
        found = view.tags.rfind(opening, 0, found)
        apposed = _ending(view, at - 1)
        if apposed is not None and apposed.sort == "person" and apposed.first <= found + 1:
            return apposed
        phrase = _ending(view, found - 1) if found > 0 else None
        if phrase is not None:
            return phrase if _opens(view, phrase.first) else None
    return None


def shared_subject(view: View, at: int, group: Group) -> Phrase | Token | None:
    """The subject of the clause before a conjunction: of one with a modal, if this one has a modal too."""
    found = subjects(view, at)
    alike = [subject for subject, following in found if following in ("u" if group.modal else "cl")]
    return alike[-1] if alike else found[-1][0] if found else None


def subjects(view: View, upto: int) -> list[tuple[Phrase | Token, str]]:
    """Subjects of clauses before a token, in order, each with the tag of what follows it."""
    found: list[tuple[int, Phrase | Token, str]] = []
    for phrase in view.phrases:
        following = view.tags[phrase.last + 1 : phrase.last + 2]
        if following in (",", "-"):
            following = _after_aside(view.tags, phrase.last + 1)
        elif following == "l" and not _is_finite(view.tokens[phrase.last + 1].word):
            continue
        if (
            phrase.sort != "outlet"
            and phrase.last < upto
            and following
            and following in "ucxvl"
            and _opens(view, phrase.first)
        ):
            found.append((phrase.first, phrase, following))
    for number in range(min(upto, len(view.tags) - 1)):
        if view.tags[number] in "ey" and view.tags[number + 1] in "ucxvl" and _opens(view, number):
            found.append((number, view.tokens[number], view.tags[number + 1]))
    return [(subject, tag) for _, subject, tag in sorted(found, key=lambda one: one[0])]


def _is_finite(word: str) -> bool:
    """Whether a word that no lexicon knows may be a finite verb rather than a noun ("Nato membership")."""
    return word.endswith("ed") or word in verbs() or word in _PASTS


def _after_aside(tags: str, opening: int) -> str:
    """The tag of the verb after an aside that opens at a comma or dash; nothing where none follows."""
    closing = tags.find(tags[opening], opening + 2, opening + 24)
    following = tags[closing + 1 : closing + 2] if closing > 0 else ""
    return following if following and following in "ucl" else "l" if tags[opening + 1 : opening + 2] == "h" else ""


def _opens(view: View, first: int) -> bool:
    """Whether a clause may begin at a token: not after a verb of saying that takes no clause ("called it")."""
    while first > 1 and view.tags[first - 1] == "s" and view.tags[first - 2] in "gnioraBC":
        first -= 2
    if first == 0 or (first == 1 and view.tags[0] == "d"):
        return True
    before = view.tokens[first - 1]
    if before.cue is not None:
        return "clause" in before.cue.takes
    return before.tag in _CLAUSE_START


def is_supposed(view: View, subject: Phrase | Token) -> bool:
    """Whether a subject stands in a clause of "if", "unless" or "whether"."""
    first = subject.first if isinstance(subject, Phrase) else view.line.index(subject.start)
    return first > 0 and view.tokens[first - 1].word in _SUPPOSING


def _opens_as_clause(view: View, at: int) -> bool:
    """Whether "as" opens a clause with a subject of its own: not "such as", nor "as a condition"."""
    if view.tokens[at].word != "as" or view.tokens[at - 1].word in _COMPARING:
        return False
    return _AS_CLAUSE.match(view.tags[at : at + 24]) is not None


def object_end(view: View, start: int) -> int:
    """The token after the last of an object that begins at a token: up to the end of its clause."""
    tags, tokens = view.tags, view.tokens
    for at in range(start, len(tags)):
        tag = tags[at]
        if tag in ".;:" or (tag == "b" and tokens[at].word in _STOPS) or tag == "Q":
            return at
        if tag in ",-" and (at > start or tags[at - 1] in "ey") and _breaks(view, at):
            return at
        if tag == "b" and at > start and _opens_as_clause(view, at):
            return at
        if tag == "k" and at > start and _is_new_verb(view, at + 1):
            return at
    return len(tags)


_BREAK = re.compile(
    r"^[,-](?:k?v?(?:[bht]|[pey][uclv])|k?c|k?[ngioBr]{1,3}(?:u{0,2}c|u)|k?d?[ljaC]{0,3}[rB]u{0,2}c|kd[ljaC#]{1,3}u|Q|l?Q)"
)
_AS_CLAUSE = re.compile(r"^b(?:[pey]|d?[jlaC]{0,2}[gniorBa]{1,3}(?:,[^,]{1,12},|-[^-]{1,12}-)?)[uclv]")
_STOPPED = re.compile(r"^,kd[ljaC]{1,3}(?=[.,;])")


def _breaks(view: View, at: int) -> bool:
    """Whether a comma or dash ends a clause: a conjunction, a relative, a new subject or a tag of speech follows."""
    following = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
    if following is None or following.word in _ADDED or _BREAK.match(view.tags[at : at + 8]):
        return True
    joined = _STOPPED.match(view.tags[at : at + 8])
    if joined is not None and view.tokens[at + joined.end() - 1].word.endswith("ed"):
        return True
    after = starting_at(view.phrases, at + 1)
    verb = view.tags[after.last + 1 : after.last + 2] if after else ""
    return bool(verb) and verb in "cu"


def _is_new_verb(view: View, at: int) -> bool:
    """Whether a finite verb of saying or an auxiliary opens what "and" joins."""
    if at >= len(view.tokens):
        return False
    while at < len(view.tokens) - 1 and view.tags[at] in "v,":
        at += 1
    token = view.tokens[at]
    if (
        token.tag in "pey"
        and view.tags[at + 1 : at + 2] in ("u", "c", "l", "v")
        and token.word not in ("us", "me", "him", "them")
    ):
        return True
    if token.tag == "l" and any(f.form in ("finite", "past") for f in verbs().get(token.word, ())):
        return True
    return (token.cue is not None and token.cue.form == "finite") or token.tag == "u" or token.word in MODALS
