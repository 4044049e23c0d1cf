"""What is measured: anything that answers questions and searches, and how a fresh one is made.

The evaluation knows a system by these two methods only, so that the built-in assistant, a server somewhere
and a baseline are all measured alike. Building the built-in one is the composition root's work.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Filters, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A passage found: `quote` is the text of report `report_id` from `start` to `end`."""

    source: str
    report_id: str
    start: int
    end: int
    score: float
    quote: str


class System(Protocol):
    """An assistant as its users meet it."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question; whatever it raises is recorded as that question's failure."""
        ...

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        """At most `k` passages, best first."""
        ...


SystemFactory = Callable[[Path], AbstractContextManager[System]]
"""Gives, for the time of a `with` block, a system that knows the reports of a corpus folder and no others."""
