"""Proposals about a report: ask, hold the answer against the text, keep what holds apart from the reading."""

import shlex
from typing import Protocol

from westphalia.errors import DataError, UsageError
from westphalia.evidence.claims import Document
from westphalia.proposals.answer import read_answer
from westphalia.proposals.command import CommandProposer
from westphalia.proposals.endpoint import http_proposer
from westphalia.proposals.proposed import Proposals
from westphalia.proposals.request import request_json
from westphalia.proposals.screening import screened
from westphalia.proposals.shown import plain, shown


class Proposer(Protocol):
    """Whoever answers a request; `answer` raises a `DataError` of one line where there is no answer."""

    @property
    def name(self) -> str:
        """How the proposer is called in messages."""

    def answer(self, request: bytes) -> bytes:
        """The answer to a request, both JSON in UTF-8."""


def propose(document: Document, proposer: Proposer) -> Proposals:
    """What a proposer points to in a document; without a usable answer, nothing but a line that says why."""
    name = plain(proposer.name)
    try:
        answer = read_answer(proposer.answer(request_json(document)), document)
    except DataError as fault:
        notice = f"{document.source_file}: no proposals from {name}: {fault}. The reading stands without them."
        return Proposals(proposer=name, notice=notice)
    accepted, refused = screened(document, answer)
    return Proposals(proposer=name, model=answer.model, accepted=accepted, refused=refused)


def proposer_named(how: str) -> Proposer:
    """The proposer that the user names: an http or https address, or a command with its arguments."""
    scheme, colon, _ = how.partition("://")
    if colon and scheme.lower() in ("http", "https"):
        return http_proposer(how)
    if colon and scheme.isalpha():
        raise UsageError(f"--propose-with: {shown(how)} is neither http nor https. Give such an address, or a command.")
    try:
        words = tuple(shlex.split(how))
    except ValueError as fault:
        raise UsageError(f"--propose-with: {shown(how)} is no command ({fault}). Close its quotation marks.") from None
    if not words or not words[0]:
        raise UsageError(
            "--propose-with: empty, expected a command or an address. Write --propose-with 'COMMAND ARGS'."
        )
    return CommandProposer(words)


def proposals_for(document: Document, how: str) -> Proposals:
    """What the proposer that the user names points to in a document."""
    return propose(document, proposer_named(how))
