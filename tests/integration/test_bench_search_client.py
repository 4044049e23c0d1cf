"""The lean client of the load generator: what it asks, and what it takes for an error."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from eval.bench.search_client import LeanClient, LoadError

Answer = Callable[[str], bytes]


def ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


class Server:
    """Answers each request with `answer(path)`; counts connections."""

    def __init__(self, answer: Answer, *, ends_after: int = 1_000) -> None:
        self.connections = 0
        self._answer = answer
        self._ends_after = ends_after

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        for _ in range(self._ends_after):
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            writer.write(self._answer(head.split(b" ")[1].decode()))
        writer.close()


def asked(server: Server, ask: Callable[[LeanClient], Awaitable[None]], *, patience: float = 5.0) -> None:
    async def run() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        client = LeanClient(
            f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/api/search", patience=patience
        )
        try:
            await ask(client)
        finally:
            await client.close()
            listening.close()
            await asyncio.sleep(0.05)  # both ends of the connections see that they are closed

    asyncio.run(run())


def test_questions_arrive_whole_and_one_connection_serves_them_all():
    paths: list[str] = []

    def answer(path: str) -> bytes:
        paths.append(path)
        return ok(b'{"hits": []}')

    server = Server(answer)

    async def ask(client: LeanClient) -> None:
        for _ in range(3):
            assert await client.get({"q": "Số vụ & việc?", "k": 10, "year": [2023, 2024]}) == {"hits": []}

    asked(server, ask)
    assert server.connections == 1
    assert urlsplit(paths[0]).path == "/api/search"
    assert parse_qs(urlsplit(paths[0]).query) == {
        "q": ["Số vụ & việc?"],
        "k": ["10"],
        "year": ["2023", "2024"],
    }


def test_a_connection_that_the_server_ended_is_not_used_again():
    server = Server(lambda path: ok(b"1"), ends_after=1)

    async def ask(client: LeanClient) -> None:
        for _ in range(3):
            assert await client.get({}) == 1
            await asyncio.sleep(0.02)

    asked(server, ask)
    assert server.connections == 3


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 503 Busy\r\ncontent-length: 2\r\n\r\nno", b"HTTP/1.1 200 OK\r\n\r\n{}", b""],
    ids=["status", "no length", "no answer"],
)
def test_whatever_is_not_a_whole_answer_is_an_error(answer: bytes):
    async def ask(client: LeanClient) -> None:
        with pytest.raises(LoadError):
            await client.get({"q": "?"})

    asked(Server(lambda path: answer, ends_after=1), ask)


def test_an_answer_that_does_not_come_in_time_is_an_error():
    async def ask(client: LeanClient) -> None:
        with pytest.raises(TimeoutError):
            await client.get({"q": "?"})

    asked(Server(lambda path: b""), ask, patience=0.05)
