"""The phrases by which an assistant's text is read; data in `chat_words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Filters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    provinces: str
    years: str


class ChatWords(BaseModel):
    """The phrases of `chat_words.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    refusals: tuple[str, ...]
    asking_back: tuple[str, ...]
    source_headings: tuple[str, ...]
    filters: _Filters


@cache
def chat_words() -> ChatWords:
    """The phrases, read once."""
    text = (files("eval.adapters") / "chat_words.toml").read_text(encoding="utf-8")
    return ChatWords.model_validate(tomllib.loads(text))
