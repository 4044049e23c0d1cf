"""What is asked: a question with its conversation and filters, as every door hands it over."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Only reports of these provinces (canonical names) and years; empty means any."""

    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked. `conversation_id` is made up by the assistant when None."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()
    conversation_id: str | None = None
