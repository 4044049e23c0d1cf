"""A language model behind an OpenAI-compatible server as a judge: one question, one verdict.

No telemetry and no library between: one request a row, to the address that was given and nowhere else.
"""

import json

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import SystemUnavailableError
from eval.judge.material import judge_words

_MOST_TOKENS = 400


class Verdict(BaseModel):
    """What the judge says of an answer: held by its quotes, and what was asked for; each with a reason."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    faithful: bool
    faithful_reason: str = ""
    correct: bool
    correct_reason: str = ""


class UnreadableVerdictError(Exception):
    """The judge's reply is no verdict; the message is what it said."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: tuple[_Choice, ...] = Field(min_length=1)


class JudgeModel:
    """`POST {base}/chat/completions`, temperature 0, a JSON object wanted."""

    def __init__(self, client: httpx.Client, base_url: str, model: str) -> None:
        self._client = client
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._model = model

    def verdict(self, material: str) -> Verdict:
        """The judge's opinion.

        Raises UnreadableVerdictError, and SystemUnavailableError when the server cannot be asked.
        """
        body = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": judge_words().instructions.strip()},
                {"role": "user", "content": material.strip()},
            ],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "response_format": {"type": "json_object"},
        }
        try:
            response = self._client.post(self._url, json=body)
            response.raise_for_status()
            completion = _Completion.model_validate_json(response.content)
        except httpx.HTTPStatusError as error:
            reason = f"HTTP {error.response.status_code}: {error.response.text[:300]}"
            raise SystemUnavailableError(self._url, reason) from error
        except httpx.HTTPError as error:
            raise SystemUnavailableError(self._url, f"{type(error).__name__}: {error}") from error
        except ValidationError as error:
            raise SystemUnavailableError(self._url, f"not as OpenAI's schema says: {error}") from error
        return read_verdict(completion.choices[0].message.content or "")


def read_verdict(reply: str) -> Verdict:
    """The verdict in a reply, whatever is said around its JSON object. Raises UnreadableVerdictError."""
    start = reply.find("{")
    if start < 0:
        raise UnreadableVerdictError(reply.strip()[:300])
    try:
        found, _ = json.JSONDecoder().raw_decode(reply, start)
        return Verdict.model_validate(found, strict=True)
    except (json.JSONDecodeError, ValidationError) as error:
        raise UnreadableVerdictError(reply.strip()[:300]) from error
