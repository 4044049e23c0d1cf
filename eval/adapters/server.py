"""A running server as a system: asked over HTTP, it answers from the reports it already holds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer
from assistant.question import Filters, Question
from eval.errors import SystemUnavailableError
from eval.system import SearchHit, System

_Parsed = TypeVar("_Parsed")


class _Hit(BaseModel):
    model_config = ConfigDict(extra="ignore")

    source: str
    report_id: str
    start: int
    end: int
    score: float
    quote: str


class _Hits(BaseModel):
    model_config = ConfigDict(extra="ignore")

    hits: tuple[_Hit, ...]


class ServerSystem:
    """`POST /api/chat` and `GET /api/search` of a server; `client` has its base URL.

    Both methods raise SystemUnavailableError: the server cannot be reached, refuses, or answers otherwise
    than by the contract.
    """

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, question: Question) -> Answer:
        """The server's answer."""
        body = {
            "question": question.text,
            "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
            "filters": {
                "provinces": list(question.filters.provinces),
                "years": list(question.filters.years),
            },
        }
        if question.conversation_id is not None:
            body["conversation_id"] = question.conversation_id
        response = self._received(lambda: self._client.post("/api/chat", json=body))
        return self._read(lambda: Answer.model_validate_json(response.content))

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """The server's hits, best first."""
        parameters: list[tuple[str, str | int | float | bool | None]] = [("q", text), ("k", k)]
        parameters += [("province", province) for province in filters.provinces]
        parameters += [("year", year) for year in filters.years]
        response = self._received(lambda: self._client.get("/api/search", params=parameters))
        return [
            SearchHit(
                source=hit.source,
                report_id=hit.report_id,
                start=hit.start,
                end=hit.end,
                score=hit.score,
                quote=hit.quote,
            )
            for hit in self._read(lambda: _Hits.model_validate_json(response.content)).hits
        ]

    def check_ready(self) -> None:
        """Raises SystemUnavailableError unless the server says that it is ready."""
        self._received(lambda: self._client.get("/health/ready"))

    def _received(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        try:
            response = send()
            response.raise_for_status()
        except httpx.HTTPStatusError as error:
            raise SystemUnavailableError(
                str(self._client.base_url), f"HTTP {error.response.status_code}: {error.response.text[:500]}"
            ) from error
        except httpx.HTTPError as error:
            raise SystemUnavailableError(
                str(self._client.base_url), f"{type(error).__name__}: {error}"
            ) from error
        return response

    def _read(self, parse: Callable[[], _Parsed]) -> _Parsed:
        try:
            return parse()
        except ValidationError as error:
            raise SystemUnavailableError(
                str(self._client.base_url), f"not as the contract says: {error}"
            ) from error


def server_factory(
    url: str, *, timeout_s: float = 120.0, transport: httpx.BaseTransport | None = None
) -> Callable[[Path], AbstractContextManager[System]]:
    """A factory for the server at `url`, which must be ready; the suite's corpus is not sent to it."""

    @contextmanager
    def open_server(corpus: Path) -> Iterator[System]:
        # no proxy settings from the environment: the server is asked directly, or not at all
        with httpx.Client(base_url=url, timeout=timeout_s, trust_env=False, transport=transport) as client:
            system = ServerSystem(client)
            system.check_ready()
            yield system

    return open_server
