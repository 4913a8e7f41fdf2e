"""What the user may add to the rules of reading: a parser, and a reader that may only propose."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.cli.output import say

if TYPE_CHECKING:
    from westphalia.evidence.claims import Reading
    from westphalia.evidence.speech.parser import Parser
    from westphalia.proposals.proposed import Proposals
    from westphalia.proposals.proposer import Proposer

ProposeWith = Annotated[
    str | None,
    typer.Option("--propose-with", metavar="HOW", help="a command or http address that may propose verbatim places"),
]
ParserName = Annotated[
    str | None,
    typer.Option("--parser", metavar="NAME", help="an installed spaCy pipeline that finds speakers rules leave open"),
]


@dataclass(frozen=True)
class Plugins:
    """The plug-ins a command was given; each is asked about every report."""

    parser: "Parser | None"
    proposer: "Proposer | None"

    def proposals(self, reading: "Reading") -> "Proposals | None":
        """What the proposer points to in a report; what kept it from answering is told."""
        if self.proposer is None:
            return None
        from westphalia.proposals.proposer import propose

        found = propose(reading.document, self.proposer)
        if found.notice:
            say(found.notice)
        return found


def plugins(propose_with: str | None, parser: str | None) -> Plugins:
    """The plug-ins named on the command line; a name that stands for none is refused before anything is read."""
    proposer, found = None, None
    if propose_with is not None:
        from westphalia.proposals.proposer import proposer_named

        proposer = proposer_named(propose_with)
    if parser is not None:
        from westphalia.evidence.speech.spacy_parser import spacy_parser

        found = spacy_parser(parser)
    return Plugins(found, proposer)


def with_key(data: dict[str, Any], proposals: "Proposals | None") -> dict[str, Any]:
    """A report as JSON, with the key `proposed` where somebody was asked to propose."""
    if proposals is None:
        return data
    from westphalia.proposals.proposed import proposals_json

    return data | {"proposed": proposals_json(proposals)}


def print_proposals(proposals: "Proposals | None") -> None:
    """The proposals below the reading, apart from it."""
    if proposals is not None:
        from westphalia.proposals.proposed import proposals_lines

        for line in proposals_lines(proposals):
            typer.echo(line)


def to_keep(reading: "Reading", proposals: "Proposals | None") -> "Reading":
    """What a ledger takes: the reading, and the accepted proposals as proposed claims."""
    if proposals is None:
        return reading
    from westphalia.proposals.stored import with_proposals

    return with_proposals(reading, proposals)
