"""Through which outlet or channel something was said."""

import re

from westphalia.evidence.lines.cast import Actor
from westphalia.evidence.lines.material import Material
from westphalia.evidence.lines.phrases import starting_at
from westphalia.evidence.speech.frame import Frame

_POST = re.compile(
    r"\b(?:post(?:ed|ing)?|wrote|writing|message|thread|video|statement|comments?|session|address|broadcast|"
    r"remarks|appearance|answers)\b[^.;]{0,40}?\b(?:on|to) "
    r"(?P<on>X|Twitter|Truth Social|Telegram|Facebook|Instagram|LinkedIn|Bluesky|TikTok|YouTube|Threads|social media)\b"
)
_TO_OUTLET = re.compile(r"\b(?:to|on|in|with|by|for|told|from|at)\s$")


def channel(
    material: Material, frame: Frame, actor: Actor | None, before: str | None
) -> tuple[str | None, Actor | None]:
    """The outlet or channel of a frame, and its speaker; the channel of the same speaker's last words goes on."""
    line = frame.line
    if frame.addressee is not None and frame.addressee.sort == "outlet":
        return _bare(material.text[frame.addressee.start : frame.addressee.end]), actor
    if frame.addressee is not None and set(frame.addressee.tags) <= set("dCJ") and frame.lemma == "tell":
        return _bare(material.text[frame.addressee.start : frame.addressee.end]), actor
    own = frame.subject if frame.way != "participle" else None
    for token in line.tokens:
        if token.tag != "o" or (own is not None and own.start <= token.start < own.end):
            continue
        if _TO_OUTLET.search(material.text, max(0, token.start - 6), token.start) or _magazine(material, token.start):
            return _bare(material.text[token.start : token.end]), actor
    post = _POST.search(material.text, line.start, line.end)
    if post:
        return post["on"], actor
    return before, actor


def cited(material: Material, frame: Frame) -> str | None:
    """Whom a speaker gives as the source: "Reuters reported, citing two officials, that …"."""
    line = frame.line
    for at, token in enumerate(line.tokens[:-1]):
        if token.word in ("citing", "quoting") and line.tags[at - 1 : at] == ",":
            source = starting_at(material.cast.phrases_of(line), at + 1)
            actor = material.cast.resolve(source) if source else None
            return actor.name if actor else None
    return None


def _magazine(material: Material, start: int) -> bool:
    return re.search(r"\b(?:magazine|newspaper|daily|broadcaster|channel|paper|agency|weekly)\s$",
                     material.text[max(0, start - 14) : start]) is not None  # fmt: skip


def _bare(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name
