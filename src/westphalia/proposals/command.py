"""A proposer that is a command: the request on its standard input, the answer on its standard output."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO

from westphalia.errors import DataError
from westphalia.proposals.answer import MAX_ANSWER
from westphalia.proposals.shown import plain, shown

TIMEOUT = 120.0  # seconds
_CHUNK = 65536
_LAST_WORDS = 2000  # bytes of the standard error that are kept
_GRACE = 1.0


class _Reader(Thread):
    """Reads a stream to its end, or until it holds more than `limit`; `tail` keeps the last bytes and never stops."""

    def __init__(self, stream: IO[bytes], limit: int, *, tail: bool) -> None:
        super().__init__(daemon=True)
        self.stream, self.limit, self.tail = stream, limit, tail
        self.held = bytearray()

    def run(self) -> None:
        """Read; a stream that is closed under way ends it."""
        with suppress(OSError, ValueError):
            while chunk := self.stream.read(_CHUNK):
                self.held += chunk
                if self.tail:
                    del self.held[: -self.limit]
                elif len(self.held) > self.limit:
                    return


class _Writer(Thread):
    """Writes the request; a command that does not want to read it is no fault."""

    def __init__(self, stream: IO[bytes], content: bytes) -> None:
        super().__init__(daemon=True)
        self.stream, self.content = stream, content

    def run(self) -> None:
        """Write all, then close."""
        with suppress(OSError, ValueError):
            left = memoryview(self.content)
            while left:
                left = left[self.stream.write(left) or 0 :]
        with suppress(OSError):
            self.stream.close()


@dataclass(frozen=True)
class CommandProposer:
    """A command with its arguments, run without a shell, as the user and with the user's environment."""

    words: tuple[str, ...]
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        """The command without its arguments."""
        return self.words[0]

    def answer(self, request: bytes) -> bytes:
        """What the command writes, once it ended well and in time."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        writer = _Writer(process.stdin, request)
        out = _Reader(process.stdout, MAX_ANSWER, tail=False)
        err = _Reader(process.stderr, _LAST_WORDS, tail=True)
        threads = (writer, out, err)
        try:
            for thread in threads:
                thread.start()
            code = self._code(process, out)
            err.join(0 if process.poll() is None else _GRACE)
        finally:
            _end(process, threads)
        if code:
            raise DataError(f"{_ending(code)}{_last_words(bytes(err.held))}")
        return bytes(out.held)

    def _started(self) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(
                self.words, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, start_new_session=os.name == "posix"
            )
        except (OSError, ValueError) as fault:
            reason = getattr(fault, "strerror", None) or str(fault)
            raise DataError(f"cannot be started ({reason}). Check the command and its path") from None

    def _code(self, process: "subprocess.Popen[bytes]", out: _Reader) -> int:
        """How the command ended; zero where more than an answer may hold was read."""
        end = time.monotonic() + self.timeout
        out.join(self.timeout)
        if not out.is_alive():
            if len(out.held) > out.limit:
                return 0
            with suppress(subprocess.TimeoutExpired):
                return process.wait(max(0.0, end - time.monotonic()))
        raise DataError(f"no complete answer within {self.timeout:g} seconds")


def _end(process: "subprocess.Popen[bytes]", threads: tuple[Thread, ...]) -> None:
    """Nothing of the command goes on: what still runs or holds a stream is stopped."""
    if process.poll() is None or any(thread.is_alive() for thread in threads):
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
    for thread in threads:
        thread.join(_GRACE)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _ending(code: int) -> str:
    return f"ended with exit code {code}" if code > 0 else f"was ended by signal {-code}"


def _last_words(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {shown(plain(lines[-1]))}" if lines else ""
