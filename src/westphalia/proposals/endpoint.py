"""A proposer behind an address: the request as POST, the answer as the body; no redirect, no proxy, no cookie."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

from westphalia.errors import DataError, UsageError
from westphalia.proposals.answer import MAX_ANSWER
from westphalia.proposals.command import TIMEOUT
from westphalia.proposals.shown import plain, shown

_OK = 200
_REDIRECTS = range(300, 400)
_HEADERS = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json", "Connection": "close"}


@dataclass(frozen=True)
class HttpProposer:
    """An http or https address that takes a request as POST."""

    address: SplitResult
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        """The address without its query."""
        return plain(f"{self.address.scheme}://{self.address.netloc}{self.address.path}")

    def answer(self, request: bytes) -> bytes:
        """The body of the answer, whole and in time."""
        made = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        assert self.address.hostname is not None
        connection = made(self.address.hostname, self.address.port, timeout=self.timeout)
        late = Event()
        try:
            with _deadline(connection, self.timeout, late):
                body = self._body(connection, request)
        except (OSError, HTTPException, ValueError) as fault:
            if late.is_set() or isinstance(fault, TimeoutError):
                raise self._too_late() from None
            raise DataError(f"cannot be reached or broke off ({_said(fault)}). Check the address") from None
        finally:
            connection.close()
        if late.is_set():
            raise self._too_late()
        return body

    def _too_late(self) -> DataError:
        return DataError(f"no complete answer within {self.timeout:g} seconds")

    def _body(self, connection: HTTPConnection, request: bytes) -> bytes:
        query = f"?{self.address.query}" if self.address.query else ""
        connection.request("POST", (self.address.path or "/") + query, request, _HEADERS)
        with connection.getresponse() as response:
            _require_answer(response)
            return response.read(MAX_ANSWER + 1)


@contextmanager
def _deadline(connection: HTTPConnection, seconds: float, late: Event) -> Iterator[None]:
    """The exchange is cut off after a time, however slowly the other side goes on sending."""
    connection.connect()
    line = connection.sock

    def cut() -> None:
        late.set()
        with suppress(OSError, ValueError):
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _require_answer(response: HTTPResponse) -> None:
    if response.status in _REDIRECTS:
        to = shown(response.headers.get("Location"))
        raise DataError(f"HTTP {response.status}, a redirect to {to}, is not followed. Give the address itself")
    if response.status != _OK:
        raise DataError(f"HTTP {response.status} {plain(response.reason or '')}".rstrip())


def _said(fault: Exception) -> str:
    return plain(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)


def http_proposer(how: str) -> HttpProposer:
    """The proposer behind an address as the user writes it."""
    try:
        address = urlsplit(how)
        named = bool(address.hostname) and address.port != 0
    except ValueError:
        named = False
    if not named or not how.isprintable() or not how.isascii() or " " in how:
        raise UsageError(f"--propose-with: {shown(how)} is no address. Write it as http://127.0.0.1:8080/propose.")
    if address.username is not None or address.password is not None:
        raise UsageError("--propose-with: an address with a name or password is not taken. Use a command that has it.")
    return HttpProposer(address)
