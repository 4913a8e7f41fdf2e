"""Who wants what, disputes, doubts, calendar and network as plain data for `--json`; claims lead to the reports."""

from collections.abc import Mapping
from typing import Any

from westphalia.report.contents import Brief
from westphalia.report.diary import Entry
from westphalia.report.doubts import Utterance
from westphalia.report.network import Bond, network
from westphalia.report.network_drawing import TIES
from westphalia.report.parties import Party
from westphalia.report.proposals import LeverProposal, Proposals, proposals
from westphalia.report.stated import Stated, stated
from westphalia.report.wishes import Wish


def stated_json(brief: Brief) -> dict[str, Any]:
    """The parts of the page beside figures and scenarios, each person under one name over all reports."""
    held = stated(brief.readings)
    return {
        "wants": [_wish(wish) for block in held.blocks for wish in block.wishes],
        "disagreements": [
            {
                "issue": dispute.one[0].issue, "matter": dispute.matter, "why": dispute.why,
                "one_side": [w.claim for w in dispute.one], "other_side": [w.claim for w in dispute.other],
            }
            for dispute in held.disputes
        ],
        "doubtful": [_said(said) for kind in held.doubts for said in kind.utterances],
        "speakers": _speakers(held),
        "calendar": [_event(entry) for entry in held.diary.entries],
        "network": [_bond(bond) for bond in network(held.diary.entries).bonds],
        "proposed": _proposed(proposals(brief, held.wishes)),
    }  # fmt: skip


def _party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "country": party.code}


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "claim": wish.claim, "issue": wish.issue, "actors": [_party(p) for p in wish.actors], "stance": wish.stance,
        "side": wish.side, "object": wish.object, "lever": wish.lever, "modality": wish.modality or "stated",
        "report_date": wish.on, "quotation": wish.passage.marked, "figures": [f.claim for f in wish.figures],
    }  # fmt: skip


def _said(said: Utterance) -> dict[str, Any]:
    return {
        "claim": said.claim, "status": said.status, "speaker": said.speaker if said.known else None,
        "on_behalf_of": said.behalf or None, "source_chain": said.chain, "quotation": said.words,
        "answer": said.answer.text if said.answer else None,
    }  # fmt: skip


def _speakers(held: Stated) -> dict[str, Any]:
    counted = held.speakers
    return {
        "statements": counted.statements, "named": counted.named, "quotations": counted.quotations,
        "quotations_named": counted.quotations_named,
        "left_open": [{"reason": reason, "number": number} for reason, number in counted.open],
    }  # fmt: skip


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "claims": entry.claims, "type": entry.type, "what": entry.what, "who": [_party(p) for p in entry.who],
        "where": entry.where or None, "start": entry.start, "end": entry.end, "date_expr": entry.printed or None,
        "date_inferred": entry.inferred, "modality": entry.state, "as_of": entry.as_of,
    }  # fmt: skip


def _bond(bond: Bond) -> dict[str, Any]:
    claims = [claim for event in bond.events for claim in event.claims]
    return {
        "who": [_party(p) for p in bond.pair],
        "tie": TIES[bond.tie][0],
        "number": len(bond.events),
        "claims": claims,
    }


def _proposed(found: Proposals) -> Mapping[str, Any]:
    return {"levers": [_lever(item) for item in found.levers], "issue_positions": list(found.positions)}


def _lever(item: LeverProposal) -> dict[str, Any]:
    drafted = [link.text for link in item.drafted]
    return {"lever": item.lever, "claim": item.wish.claim, "drafted": drafted, "reason": item.why_not or None}
