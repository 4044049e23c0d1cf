"""Any assistant behind an OpenAI-compatible server as a system, for comparison.

It answers in text from whatever it knows; nothing is sent to it but the question, its history and the filters
in words. How the text becomes an answer is `chat_text`'s.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Answer, Citation, Status, Understood
from assistant.question import Filters, Question
from eval.adapters.chat_sources import ListedSource, cited, split_sources
from eval.adapters.chat_text import status_of, values_of
from eval.adapters.chat_words import chat_words
from eval.errors import SystemUnavailableError
from eval.system import SearchHit, System
from ingest.identity import source_of
from vectorstore.analysis.text import detect_language


class _Received(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Message(_Received):
    content: str | None = None
    citations: tuple[Citation | str, ...] | None = None


class _Choice(_Received):
    message: _Message


class _Completion(_Received):
    """`citations` is no field of OpenAI's: our server puts its own there, others a list of addresses."""

    choices: tuple[_Choice, ...] = Field(min_length=1)
    citations: tuple[Citation | str, ...] | None = None


class _Sent(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class OpenAiChatSystem:
    """`POST {base}/chat/completions`, temperature 0, not streamed; `known` are the paths of the corpus.

    `ask` raises SystemUnavailableError: the server cannot be reached, refuses, or answers otherwise than by
    OpenAI's schema.
    """

    def __init__(self, client: httpx.Client, base_url: str, model: str, known: tuple[str, ...]) -> None:
        self._client = client
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._model = model
        self._known = known

    def ask(self, question: Question) -> Answer:
        """The assistant's text, read into an answer."""
        started = time.perf_counter()
        messages = [_Sent(role=turn.role, content=turn.content) for turn in question.history]
        messages.append(_Sent(role="user", content=_asked(question)))
        completion = self._completed(messages)
        message = completion.choices[0].message
        text, listed = split_sources((message.content or "").strip())
        given = message.citations or completion.citations
        citations = cited(listed, self._known) if given is None else _citations(given, self._known)
        language = detect_language(text or question.text)
        status = status_of(text, question.text)
        return Answer(
            status=status,
            answer=text,
            language=language,
            values=values_of(text, question.text, language) if status is Status.ANSWERED else (),
            citations=citations,
            understood=Understood(places=(), periods=(), indicators=(), standalone_question=question.text),
            conversation_id=question.conversation_id or "",
            message_id="",
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """Nothing: the protocol has no search, so what is measured of ranking is 0."""
        return []

    def _completed(self, messages: list[_Sent]) -> _Completion:
        body = {
            "model": self._model,
            "messages": [message.model_dump() for message in messages],
            "temperature": 0,
            "stream": False,
        }
        try:
            response = self._client.post(self._url, json=body)
            response.raise_for_status()
        except httpx.HTTPStatusError as error:
            reason = f"HTTP {error.response.status_code}: {error.response.text[:500]}"
            raise SystemUnavailableError(self._url, reason) from error
        except httpx.HTTPError as error:
            raise SystemUnavailableError(self._url, f"{type(error).__name__}: {error}") from error
        try:
            return _Completion.model_validate_json(response.content)
        except ValidationError as error:
            raise SystemUnavailableError(self._url, f"not as OpenAI's schema says: {error}") from error


def openai_factory(
    base_url: str,
    model: str,
    *,
    api_key: str | None = None,
    timeout_s: float = 300.0,
    transport: httpx.BaseTransport | None = None,
) -> Callable[[Path], AbstractContextManager[System]]:
    """A factory for the assistant at `base_url` (with its `/v1`); the suite's corpus is not sent to it."""
    headers = {} if api_key is None else {"Authorization": f"Bearer {api_key}"}

    @contextmanager
    def open_chat(corpus: Path) -> Iterator[System]:
        known = tuple(sorted(source_of(path, corpus) for path in corpus.rglob("*") if path.is_file()))
        # no proxy settings from the environment: the server is asked directly, or not at all
        with httpx.Client(headers=headers, timeout=timeout_s, trust_env=False, transport=transport) as client:
            yield OpenAiChatSystem(client, base_url, model, known)

    return open_chat


def _asked(question: Question) -> str:
    said = chat_words().filters
    text = question.text
    if question.filters.provinces:
        text += " " + said.provinces.format(names=", ".join(question.filters.provinces))
    if question.filters.years:
        text += " " + said.years.format(names=", ".join(map(str, question.filters.years)))
    return text


def _citations(given: tuple[Citation | str, ...], known: tuple[str, ...]) -> tuple[Citation, ...]:
    named = [ListedSource(n, text) for n, text in enumerate(given, start=1) if isinstance(text, str)]
    return (*(each for each in given if isinstance(each, Citation)), *cited(named, known))
