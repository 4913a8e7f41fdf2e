"""A pipeline of spaCy that the user has installed, as a parser."""

from importlib.util import find_spec
from typing import Any

from westphalia.errors import UsageError
from westphalia.evidence.speech.parser import Parser, Word

_SAMPLE = "She said that it rained."


class _SpacyParser:
    """Sentences of a pipeline."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def __call__(self, text: str) -> tuple[tuple[Word, ...], ...]:
        """The parsed sentences of a text."""
        return parsed(self._pipeline(text))


def parsed(doc: Any) -> tuple[tuple[Word, ...], ...]:
    """The sentences of a document of spaCy."""
    return tuple(tuple(_word(token, sentence.start) for token in sentence) for sentence in doc.sents)


def _word(token: Any, first: int) -> Word:
    return Word(
        token.idx, token.idx + len(token.text), token.text, token.lemma_, token.pos_, token.head.i - first,
        token.dep_, token.ent_type_,
    )  # fmt: skip


def spacy_parser(name: str) -> Parser:
    """The pipeline of that name or folder; what is missing is an error that says how to install it."""
    if find_spec("spacy") is None:
        raise UsageError(
            f"--parser {name}: spaCy is not installed. Install it, then the pipeline: pip install 'westphalia[parse]' "
            f"and python -m spacy download {name}"
        )
    import spacy

    try:
        pipeline = spacy.load(name)
    except (OSError, ValueError, ImportError):
        raise UsageError(
            f"--parser {name}: no pipeline of that name can be loaded. Install it: python -m spacy download {name}"
        ) from None
    doc = pipeline(_SAMPLE)
    if not (doc.has_annotation("DEP") and doc.has_annotation("TAG" if not doc.has_annotation("POS") else "POS")):
        raise UsageError(
            f"--parser {name}: this pipeline gives no parse, expected one with a tagger and a parser for English. "
            "Install one: python -m spacy download en_core_web_sm"
        )
    return _SpacyParser(pipeline)
