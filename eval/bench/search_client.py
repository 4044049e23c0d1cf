"""A lean HTTP client for load: one that takes as long as the server would measure itself.

HTTP/1.1 over kept connections, `GET` alone, bodies of a known length: what `tuphap serve` speaks. httpx takes
some 5 ms of processor time for each request, on the cores that the server is measured on; this takes less
than half a millisecond.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

_HEAD_END = b"\r\n\r\n"


class LoadError(Exception):
    """A request that was not answered as it should have been."""


class LeanClient:
    """Asks one URL with many parameters, from one event loop; as many connections as ask at once."""

    def __init__(self, url: str, *, patience: float) -> None:
        """`patience`: seconds after which a request has failed."""
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._path = parts.path or "/"
        self._patience = patience
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, parameters: Mapping[str, str | int | Sequence[str | int]]) -> object:
        """The JSON of a 200 response; LoadError or TimeoutError for any other end."""
        target = f"{self._path}?{urlencode(parameters, doseq=True)}"
        request = f"GET {target} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAccept: */*\r\n\r\n".encode()
        try:
            async with asyncio.timeout(self._patience):
                body = await self._answered(request)
        except TimeoutError:  # an OSError, too
            raise
        except (OSError, EOFError) as error:
            raise LoadError(f"{type(error).__name__}: {error}") from error
        return json.loads(body)

    async def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop()[1].close()

    async def _answered(self, request: bytes) -> bytes:
        reader, writer = self._kept() or await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(request)
            head = await reader.readuntil(_HEAD_END)
            status, length = _read_head(head)
            body = await reader.readexactly(length)
        except BaseException:
            writer.close()  # what is left of the answer must not be taken for the next
            raise
        self._idle.append((reader, writer))
        if status != 200:
            raise LoadError(f"status {status}: {body[:200].decode(errors='replace')}")
        return body

    def _kept(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection that the server has not ended meanwhile."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return None


def _read_head(head: bytes) -> tuple[int, int]:
    """The status and the length of the body."""
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    length = headers.get("content-length")
    if length is None:
        raise LoadError("the body's length is not told")
    return int(first.split(" ", 2)[1]), int(length)
