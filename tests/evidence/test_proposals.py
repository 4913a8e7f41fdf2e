"""A model may point to places of a report; whatever else it answers is refused, in one line, and costs nothing."""

import json
import re
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westphalia.errors import UsageError
from westphalia.evidence.claims import Document
from westphalia.evidence.documents.document import make_document
from westphalia.evidence.read import read_text, reading_json
from westphalia.proposals.answer import MAX_ANSWER
from westphalia.proposals.command import CommandProposer
from westphalia.proposals.endpoint import HttpProposer, http_proposer
from westphalia.proposals.proposed import PROTOCOL, Proposals, proposals_json
from westphalia.proposals.proposer import proposals_for, propose
from westphalia.proposals.request import request_json
from westphalia.proposals.screening import MAX_PROPOSALS
from westphalia.proposals.stored import with_proposals

FOLDER = Path(__file__).parent / "texts" / "proposals"
TEXT = (FOLDER / "report.txt").read_text(encoding="utf-8")
ON = date(2025, 5, 14)
DOCUMENT = make_document(TEXT, "report.txt", ON)
FIGURE = {"kind": "figure", "quote": "12.5%"}


class Said:
    """A proposer that says the same whatever it is asked."""

    name = "said"

    def __init__(self, answer: bytes | str | dict[str, Any]) -> None:
        given = json.dumps(answer) if isinstance(answer, dict) else answer
        self._bytes = given.encode("utf-8") if isinstance(given, str) else given

    def answer(self, request: bytes) -> bytes:
        return self._bytes


def _of(*entries: Any, document: Document = DOCUMENT) -> Proposals:
    return propose(document, Said({"proposals": list(entries)}))


def _reason(entry: Any) -> str:
    """Why a single entry is refused."""
    found = _of(entry)
    assert found.accepted == ()
    assert len(found.refused) == 1
    return found.refused[0].reason


def _command(code: str, timeout: float = 10) -> CommandProposer:
    return CommandProposer((sys.executable, "-c", code), timeout)


def _line(notice: str | None) -> str:
    assert notice is not None
    assert notice.isprintable(), notice
    assert len(notice) < 500
    assert notice.endswith("The reading stands without them.")
    return notice


# The recorded answer


def test_a_recorded_answer_is_screened() -> None:
    stand_in = CommandProposer((sys.executable, str(FOLDER / "stand_in.py"), str(FOLDER / "answer.json")))
    found = propose(DOCUMENT, stand_in)
    assert found.notice is None
    assert [(p.kind, p.span.text) for p in found.accepted] == [
        ("figure", "12.5%"),
        ("figure", "5%"),
        ("figure", "€900 billion"),
        ("statement", "the fleet had already shrunk by 5% in a year"),
        ("statement", "“We will talk again,”"),
        ("position", "The ministers want a common quota by 2027"),
        ("event", "Lamela met Sequeira in Lisbon on Tuesday"),
    ]
    assert {r.entry: r.reason.split(":")[0].split(",")[0] for r in found.refused} == {
        3: "ambiguous",
        4: "cuts a word or a number in two",
        7: "not verbatim in the text",
        9: "field “speaker”",
        11: "field “stance” is “adores”",
        13: "unknown kind “verdict”",
        14: "field “status” is not one of a figure",
    }
    assert {p.model for p in found.accepted} == {"recorded-1"}


def test_whatever_is_kept_stands_at_its_offsets_and_is_only_proposed() -> None:
    entries = json.loads((FOLDER / "answer.json").read_text(encoding="utf-8"))["proposals"]
    for kept in _of(*entries).accepted:
        assert TEXT[kept.span.start : kept.span.end] == kept.span.text
        assert kept.claim == DOCUMENT.claim_id(kept.span)
        assert (kept.status, kept.origin, kept.confidence) == ("proposed", "proposed", "low")


def test_a_record_for_another_text_ends_with_its_own_words() -> None:
    how = f"{sys.executable} {FOLDER / 'stand_in.py'} {FOLDER / 'answer.json'}"
    notice = _line(proposals_for(make_document(TEXT + "\nMore.", "other.txt", ON), how).notice)
    assert "other.txt" in notice
    assert "ended with exit code 1: “no answer is recorded for the text" in notice


def test_the_plain_form_holds_all() -> None:
    data = proposals_json(_of(FIGURE, {"kind": "event", "quote": "Lamela met", "type": "coup"}))
    assert json.loads(json.dumps(data)) == data
    assert data["accepted"] == [
        {
            "kind": "figure", "span": {"start": 160, "end": 165, "text": "12.5%"}, "claim": "a1d7969e@160-165",
            "status": "proposed", "origin": "proposed", "confidence": "low",
        }
    ]  # fmt: skip
    assert [set(refused) for refused in data["refused"]] == [{"entry", "kind", "quote", "reason"}]  # type: ignore[attr-defined]


def test_the_request_holds_the_text_and_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "s3cr3t-value")
    request = json.loads(request_json(DOCUMENT))
    assert set(request) == {"protocol", "instructions", "document", "kinds", "schema"}
    assert set(request["document"]) == {"sha256", "date", "text", "paragraphs"}
    assert request["document"]["text"] == TEXT
    first, *_ = request["document"]["paragraphs"]
    assert TEXT[first["start"] : first["end"]] == "Harbour talks end without a deal"
    assert "s3cr3t-value" not in json.dumps(request)
    assert str(Path.cwd()) not in json.dumps(request)


def test_the_reading_of_the_rules_does_not_change() -> None:
    before = reading_json(read_text(TEXT, "report.txt", ON))
    assert _of(FIGURE).accepted
    assert reading_json(read_text(TEXT, "report.txt", ON)) == before


# Entries that are refused


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({**FIGURE, "quote": "12,5%"}, "not verbatim"),
        ({**FIGURE, "quote": "The quota would be cut"}, "not verbatim"),
        ({"kind": "statement", "quote": '"We will talk again,"'}, "not verbatim"),
        ({"kind": "statement", "quote": "“We will talk again,”"}, "ambiguous"),
        ({"kind": "statement", "quote": "“We will talk again,”", "prefix": "Tuesday, "}, "prefix or suffix does"),
        ({**FIGURE, "quote": "2.5%"}, "cuts a word"),
        ({**FIGURE, "quote": "12.5"}, None),
        ({**FIGURE, "quote": "12"}, "cuts a word"),
        ({**FIGURE, "quote": "€900 bill"}, "cuts a word"),
        ({**FIGURE, "quote": " 12.5%"}, "begins or ends with a space"),
        ({**FIGURE, "quote": "12.5%\x00"}, "control characters"),
        ({**FIGURE, "quote": "\x1b[31m12.5%"}, "control characters"),
        ({**FIGURE, "quote": "“"}, "no word or number"),
        ({**FIGURE, "quote": ""}, "at least 1 character"),
        ({**FIGURE, "quote": "x" * 2001}, "too long"),
        ({**FIGURE, "quote": "\ud800"}, "unicode"),
        ({**FIGURE, "quote": 12.5}, "valid string"),
        ({**FIGURE, "quote": None}, "valid string"),
        ({**FIGURE, "quote": ["12.5%"]}, "valid string"),
        ({"kind": "figure"}, "field “quote” is missing"),
        ({"kind": "statement", "quote": "any port on the coast”.\n\nLamela met"}, "not verbatim"),
        ({"kind": "statement", "quote": "on the coast”.\n\nLamela met"}, "more than one paragraph"),
        ({"kind": "verdict", "quote": "12.5%"}, "unknown kind “verdict”"),
        ({"kind": None, "quote": "12.5%"}, "unknown kind nothing"),
        ({"quote": "12.5%"}, "unknown kind nothing"),
        ({**FIGURE, "value": 12.5}, "field “value” is not one of a figure"),
        ({**FIGURE, "confidence": "high"}, "field “confidence” is not one"),
        ({**FIGURE, "status": "accepted"}, "field “status” is not one"),
        ({**FIGURE, "rule": "before"}, "field “rule” is not one"),
        ({**FIGURE, "span": {"start": 0, "end": 5}}, "field “span” is not one"),
        ({**FIGURE, "\x1b]0;title\x07": 1}, r"field “\x1b]0;title\x07” is not one"),
        ({**FIGURE, "actor": "France"}, "“France” is neither in the text nor known"),
        ({**FIGURE, "actor": "Port"}, "“Port” is neither"),
        ({**FIGURE, "concerns": "the fleet"}, "which its paragraph does not hold"),
        ({"kind": "statement", "quote": "a deal", "speaker": "he"}, "is a pronoun"),
        ({"kind": "statement", "quote": "a deal", "speaker": "Ana\nSequeira"}, "is no name"),
        ({"kind": "statement", "quote": "a deal", "speaker": 7}, "valid string"),
        ({"kind": "position", "quote": "want a common quota", "actor": "The ministers"}, "field “stance” is missing"),
        ({"kind": "event", "quote": "a deal", "type": "agreement", "who": "Spain"}, "valid tuple"),
        ({"kind": "event", "quote": "a deal", "type": "agreement", "who": ["Nobody"]}, "“Nobody” is neither"),
        ({"kind": "event", "quote": "a deal", "type": "agreement", "who": ["Spain"] * 21}, "too long"),
        ({"kind": "event", "quote": "a deal", "type": "agreement", "where": "Lisbon"}, "its paragraph does not hold"),
        ("12.5%", "“12.5%” is not an object"),
        (None, "nothing is not an object"),
        ([[]], "a list is not an object"),
    ],
)  # fmt: skip
def test_an_entry_is_held_against_the_text(entry: Any, reason: str | None) -> None:
    if reason is None:
        assert len(_of(entry).accepted) == 1
    else:
        assert reason in _reason(entry)
        assert _reason(entry).isprintable()


def test_one_refused_entry_does_not_take_the_others_along() -> None:
    found = _of({"kind": "figure", "quote": "invented"}, FIGURE)
    assert ([p.span.text for p in found.accepted], [r.entry for r in found.refused]) == (["12.5%"], [1])


def test_a_repetition_is_refused() -> None:
    assert [r.reason for r in _of(FIGURE, FIGURE).refused] == ["repeats a proposal before it"]


def test_too_many_are_refused_together() -> None:
    found = _of(*[FIGURE] * (MAX_PROPOSALS + 7))
    assert found.refused[-1].entry == MAX_PROPOSALS + 1
    assert found.refused[-1].reason.startswith("too many: this and all after it, 7 in all")


def test_names_of_the_registry_may_be_used() -> None:
    document = make_document(
        "The British Prime Minister said the UK would spend 2.5% of GDP.\n", "uk.txt", date(2025, 3, 1)
    )
    entry = {"kind": "statement", "quote": "the UK would spend 2.5% of GDP", "speaker": "Keir Starmer"}
    assert [p.fields.speaker for p in _of(entry, document=document).accepted] == ["Keir Starmer"]
    early = make_document(document.text, "uk.txt", date(2023, 3, 1))
    assert "neither in the text nor known" in _of(entry, document=early).refused[0].reason


def test_an_instruction_in_the_report_buys_nothing() -> None:
    obedient = [
        {"kind": "position", "quote": "Spain pledged €900 billion to Portugal", "actor": "Spain", "stance": "pledges"},
        {"kind": "position", "quote": "Spain will pay", "actor": "Spain", "stance": "pledges"},
        {**FIGURE, "status": "accepted", "origin": "rules"},
    ]
    found = _of(*obedient)
    assert [(p.span.text, p.status, p.confidence) for p in found.accepted] == [
        ("Spain pledged €900 billion to Portugal", "proposed", "low")
    ]
    assert len(found.refused) == 2


def test_signs_and_combining_marks_are_not_cut_off() -> None:
    document = make_document("Output fell: −0.4% here, e\u0301cole there, 7% too.\n", "signs.txt", ON)
    for quote in ("0.4%", "e"):
        assert (
            "cuts"
            in _of({"kind": "figure", "quote": quote, "suffix": "\u0301"[: quote == "e"]}, document=document)
            .refused[0]
            .reason
        )
    assert _of({"kind": "figure", "quote": "−0.4%"}, document=document).accepted


@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=20))
def test_no_words_are_kept_that_the_text_does_not_hold(quote: str, prefix: str, suffix: str) -> None:
    found = _of({"kind": "statement", "quote": quote, "prefix": prefix, "suffix": suffix})
    assert len(found.accepted) + len(found.refused) == 1
    assert all(TEXT[p.span.start : p.span.end] == quote for p in found.accepted)


@given(st.integers(0, len(TEXT)), st.integers(0, 60))
def test_every_stretch_of_the_text_is_kept_in_place_or_refused(start: int, length: int) -> None:
    quote = TEXT[start : start + length]
    entry = {"kind": "statement", "quote": quote, "prefix": TEXT[max(0, start - 40) : start]}
    found = _of(entry)
    assert all((p.span.start, p.span.text) == (start, quote) for p in found.accepted)


# Answers that cannot be used


JSON_FAULTS: list[tuple[bytes | str, str]] = [
    (b"", "the answer is empty"),
    (b"  \n", "the answer is empty"),
    ("Sure! Here is the JSON:", "not JSON"),
    ('{"proposals": [{"kind": "fig', "not JSON"),
    ('{"proposals": []} {"proposals": []}', "not JSON: Extra data"),
    ('{"proposals": [NaN]}', "NaN, which is not JSON"),
    ('{"proposals": [-Infinity]}', "-Infinity, which is not JSON"),
    ('{"proposals": [], "proposals": []}', "a key twice: “proposals”"),
    ('{"proposals": [{"kind": "figure", "kind": "event", "quote": "5%"}]}', "a key twice: “kind”"),
    ("[" * 100_000, "nested more than"),
    ('{"a":' * 50_000, "nested more than"),
    ('{"proposals": [' + "9" * 5000 + "]}", "a number that is too long"),
    (b'{"proposals": ["\xff"]}', "not UTF-8: byte 0xff at 16"),
    ('{"proposals": []}'.encode("utf-16"), "not UTF-8"),
    ("[]", "not a JSON object"),
    ('"proposals"', "not a JSON object"),
    ("{}", "no list `proposals`"),
    ('{"proposals": {}}', "no list `proposals`"),
    ('{"proposals": null}', "no list `proposals`"),
    ('{"proposals": [], "statements": []}', "has the key “statements”"),
    ('{"proposals": [], "sha256": "' + "0" * 64 + '"}', "about another text"),
    ('{"proposals": [], "sha256": 1}', "sha256 is 1"),
    ('{"proposals": [], "protocol": "westphalia-proposals/2"}', "speaks “westphalia-proposals/2”"),
    ('{"proposals": [], "model": "a\\u001b[2Jb"}', "model is “a\\x1b[2Jb”"),
    ('{"proposals": [], "model": "' + "m" * 500 + '"}', "model is"),
    ('{"proposals": [], "model": ["x"]}', "model is a list"),
    ('"' + '\\"' * 400_000, "not JSON"),
    (" " * 10_000_000, "larger than 1 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "reason"), JSON_FAULTS, ids=[reason for _, reason in JSON_FAULTS])
def test_a_broken_answer_is_one_line(raw: bytes | str, reason: str) -> None:
    began = time.process_time()
    found = propose(DOCUMENT, Said(raw))
    assert (found.accepted, found.refused) == ((), ())
    assert reason in _line(found.notice)
    assert time.process_time() - began < 2


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_one_line(raw: bytes) -> None:
    found = propose(DOCUMENT, Said(raw))
    assert found.accepted == ()
    _line(found.notice)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_arbitrary_entries_are_refused(entry: Any) -> None:
    found = _of(entry)
    assert found.accepted == ()
    assert found.notice is not None or all(refused.reason.isprintable() for refused in found.refused)


# Commands


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.exit(1)", "ended with exit code 1."),
        ("import sys; sys.exit('no \\x1b[31mmodel')", r"exit code 1: “no \x1b[31mmodel”"),
        ("print('{\"proposals\": []}'); raise SystemExit(3)", "ended with exit code 3"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9"),
        ("pass", "the answer is empty"),
        ("import sys; sys.stdin.close(); print('{')", "not JSON"),
        ("import sys\nwhile True: sys.stdout.write('x' * 65536)", "larger than 1 MB"),
        ("print(' ' * 10_000_000)", "larger than 1 MB"),
    ],
)
def test_a_command_that_fails_is_one_line(code: str, reason: str) -> None:
    assert reason in _line(propose(DOCUMENT, _command(code)).notice)


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "import os, time; os.close(1); time.sleep(60)",
        "import sys, time\nwhile True: print('[', flush=True); time.sleep(0.01)",
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
        "import sys, time\nwhile True: sys.stderr.write('x' * 65536)",
    ],
    ids=["silent", "closed", "endless", "child", "complaining"],
)
def test_a_command_that_takes_too_long_is_stopped(code: str) -> None:
    began = time.perf_counter()
    assert "within 0.5 seconds" in _line(propose(DOCUMENT, _command(code, timeout=0.5)).notice)
    assert time.perf_counter() - began < 5


def test_the_children_of_a_late_command_are_stopped_too(tmp_path: Path) -> None:
    mark = tmp_path / "still-running"
    child = f"import time; time.sleep(1); open({str(mark)!r}, 'w').close()"
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}]).wait()"
    _line(propose(DOCUMENT, _command(code, timeout=0.5)).notice)
    time.sleep(1.5)
    assert not mark.exists()


def test_a_missing_command_is_one_line() -> None:
    assert "cannot be started (No such file or directory)" in _line(
        proposals_for(DOCUMENT, "no-such-command -x").notice
    )


def test_a_large_request_meets_a_command_that_writes_first() -> None:
    document = make_document(TEXT + "\n".join(["One more line of the report."] * 60_000), "large.txt", ON)
    code = "import json, sys; print('{\"proposals\": [' + ' ' * 900_000 + ']}'); sys.stdin.read()"
    assert propose(document, _command(code)).notice is None


@pytest.mark.parametrize(
    "how",
    ["", "   ", "''", "'open", "ftp://127.0.0.1/x", "file:///etc/hosts", "http://", "https://:80/",
     "http://127.0.0.1:99999/", "http://127.0.0.1/a b", "http://user:word@127.0.0.1/"],
)  # fmt: skip
def test_what_names_no_proposer_is_a_mistake_of_use(how: str) -> None:
    with pytest.raises(UsageError, match="--propose-with") as caught:
        proposals_for(DOCUMENT, how)
    assert "word" not in str(caught.value).replace("password", "")


# Addresses


class _Handler(BaseHTTPRequestHandler):
    """Answers as the test says."""

    def do_POST(self) -> None:
        self.server.seen.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))  # type: ignore[attr-defined]
        self.server.behave(self)  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {}, b""))  # type: ignore[attr-defined]
        _give(self, b'{"proposals": []}')

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _give(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for key, value in headers.items():
        handler.send_header(key, value)
    handler.end_headers()
    handler.wfile.write(body)


class _Server(HTTPServer):
    """A server that takes a client's going away as it comes."""

    def handle_error(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def _serving(behave: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[Any]]]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.behave, server.seen = behave, []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.seen  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_address_is_asked_once_and_its_answer_screened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    recorded = (FOLDER / "answer.json").read_bytes()
    with _serving(lambda h: _give(h, recorded)) as (address, seen):
        found = proposals_for(DOCUMENT, f"{address}/propose?model=small")
    assert (len(found.accepted), len(found.refused), found.model) == (7, 7, "recorded-1")
    ((path, headers, body),) = seen
    assert path == "/propose?model=small"
    assert json.loads(body)["protocol"] == PROTOCOL
    assert set(headers) == {"Host", "Accept-Encoding", "Content-Length", "Content-Type", "Accept", "Connection"}
    assert found.proposer == f"{address}/propose"


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        handler.wfile.write(b"H")
        time.sleep(0.05)


def _half(handler: BaseHTTPRequestHandler) -> None:
    _give(handler, b'{"proposals": [', **{"Content-Length": "1000"})


HTTP_FAULTS: list[tuple[str, Callable[[BaseHTTPRequestHandler], None], str]] = [
    ("500", lambda h: _give(h, b'{"proposals": []}', 500), "HTTP 500 Internal Server Error"),
    ("404", lambda h: _give(h, b"", 404), "HTTP 404 Not Found"),
    ("204", lambda h: _give(h, b"", 204), "HTTP 204"),
    ("302", lambda h: _give(h, b"", 302, Location="http://elsewhere.example/"), "a redirect to “http://elsewhere.example/”"),
    ("307", lambda h: _give(h, b"", 307, Location="/there"), "a redirect to “/there”, is not followed"),
    ("303", lambda h: _give(h, b"", 303, Location="file:///etc/passwd"), "is not followed"),
    ("page", lambda h: _give(h, b"<html>Welcome</html>"), "not JSON"),
    ("zipped", lambda h: _give(h, b"\x1f\x8b\x08\x00", **{"Content-Encoding": "gzip"}), "not UTF-8"),
    ("large", lambda h: _give(h, b" " * 10_000_000), "larger than 1 MB"),
    ("half", _half, "not JSON"),
    ("no-http", lambda h: h.wfile.write(b"\x00\x01\x02\x03\n") and None, "broke off"),
    ("silent", lambda h: time.sleep(1.5), "within 0.5 seconds"),
    ("drip", _drip, "within 0.5 seconds"),
    ("drip-headers", _drip_headers, "within 0.5 seconds"),
]  # fmt: skip


@pytest.mark.parametrize(("behave", "reason"), [f[1:] for f in HTTP_FAULTS], ids=[f[0] for f in HTTP_FAULTS])
def test_an_address_that_fails_is_one_line(behave: Callable[[BaseHTTPRequestHandler], None], reason: str) -> None:
    began = time.perf_counter()
    with _serving(behave) as (address, seen):
        found = propose(DOCUMENT, HttpProposer(http_proposer(address).address, timeout=0.5))
        taken = time.perf_counter() - began
    assert reason in _line(found.notice)
    assert len(seen) == 1
    assert taken < 5


def test_nobody_at_an_address_is_one_line() -> None:
    with _serving(lambda h: None) as (address, _):
        pass
    assert "cannot be reached or broke off (Connection refused)" in _line(proposals_for(DOCUMENT, address).notice)


def test_the_answer_may_be_as_large_as_the_limit() -> None:
    body = b'{"proposals": []}'
    assert propose(DOCUMENT, Said(body + b" " * (MAX_ANSWER - len(body)))).notice is None
    assert propose(DOCUMENT, Said(body + b" " * (MAX_ANSWER - len(body) + 1))).notice is not None


# The command


def _stand_in(record: Path = FOLDER / "answer.json") -> str:
    return f"{sys.executable} {FOLDER / 'stand_in.py'} {record}"


def test_read_shows_proposals_apart_from_the_reading(westphalia: Any) -> None:
    plain = westphalia("read", FOLDER / "report.txt")
    done = westphalia("read", FOLDER / "report.txt", "--propose-with", _stand_in())
    assert (plain.returncode, done.returncode) == (0, 0), done.stderr
    assert done.stdout.startswith(plain.stdout)
    added = done.stdout.removeprefix(plain.stdout).splitlines()
    assert added[0] == "Proposed by recorded-1, checked by nobody: 7; refused: 7"
    assert len(added) == 15


def test_read_gives_proposals_under_a_key_of_their_own(westphalia: Any) -> None:
    plain = json.loads(westphalia("read", FOLDER / "report.txt", "--json").stdout)
    done = json.loads(westphalia("read", FOLDER / "report.txt", "--json", "--propose-with", _stand_in()).stdout)
    proposed = done["reports"][0].pop("proposed")
    assert done == plain
    assert (proposed["model"], len(proposed["accepted"]), proposed["notice"]) == ("recorded-1", 7, None)


def test_every_key_of_proposals_is_documented() -> None:
    entries = json.loads((FOLDER / "answer.json").read_text(encoding="utf-8"))["proposals"]
    text = (Path(__file__).parents[2] / "docs" / "interfaces.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`([a-z_0-9]+)", text))
    assert {"proposed", *_keys(proposals_json(_of(*entries)))} - known == set()


def _keys(data: Any) -> set[str]:
    if isinstance(data, list):
        return {key for item in data for key in _keys(item)}
    return {*data, *(key for item in data.values() for key in _keys(item))} if isinstance(data, dict) else set()


def test_a_proposer_that_fails_costs_one_line_and_nothing_else(westphalia: Any) -> None:
    plain = westphalia("read", FOLDER / "report.txt")
    done = westphalia("read", FOLDER / "report.txt", "--propose-with", f"{sys.executable} -c 'raise SystemExit(1)'")
    assert (done.returncode, done.stdout) == (0, plain.stdout)
    assert len(done.stderr.removeprefix(plain.stderr).splitlines()) == 1


@pytest.mark.parametrize(
    "option", [("--propose-with", "ftp://x"), ("--propose-with", ""), ("--parser", "no_such_model")]
)
def test_a_plug_in_that_cannot_be_is_refused_before_reading(westphalia: Any, option: tuple[str, str]) -> None:
    done = westphalia("read", "missing.txt", *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"westphalia: {option[0]}")
    assert done.stderr.count("\n") == 1


def test_a_ledger_keeps_proposals_as_proposed(westphalia: Any, tmp_path: Path) -> None:
    report, held = FOLDER / "report.txt", tmp_path / "held.sqlite"
    first = westphalia("read", report, "--ledger", held)
    again = westphalia("read", report, "--ledger", held, "--propose-with", _stand_in())
    third = westphalia("read", report, "--ledger", held, "--propose-with", _stand_in())
    assert (first.returncode, again.returncode, third.returncode) == (0, 0, 0)
    assert "held in" in again.stderr
    assert "4 proposals added" in again.stderr
    assert "nothing added" in third.stderr
    with closing(sqlite3.connect(held)) as database:
        rows = database.execute(
            "SELECT kind, rule, confidence FROM claims WHERE origin = 'proposed' ORDER BY kind"
        ).fetchall()
        others = database.execute(
            "SELECT count(*) FROM claims WHERE rule = 'proposed' AND origin <> 'proposed'"
        ).fetchone()
    assert rows == [(kind, "proposed", "low") for kind in ("event", "position", "statement", "statement")]
    assert others == (0,)


def test_proposals_become_claims_in_their_places() -> None:
    reading = read_text(TEXT, "report.txt", ON)
    entries = json.loads((FOLDER / "answer.json").read_text(encoding="utf-8"))["proposals"]
    whole = with_proposals(reading, _of(*entries))
    added = [*whole.statements[len(reading.statements) :], *whole.positions[len(reading.positions) :]]
    assert whole.statements[: len(reading.statements)] == reading.statements
    assert whole.figures == reading.figures
    assert [(c.rule, c.confidence, TEXT[c.span.start : c.span.end] == c.span.text) for c in added] == [
        ("proposed", "low", True)
    ] * 3
    assert [(s.mode, s.speaker, s.cue and s.cue.text) for s in added[:2]] == [
        ("indirect", "Rui Faria", "mused"), ("direct", "Lamela", None),
    ]  # fmt: skip
