"""Keeps the few worst of any number of things, in bounded memory."""

import heapq
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Badness = tuple[float, ...]


@dataclass(slots=True)
class Worst(Generic[Thing]):
    """The `room` worst things added; of equally bad ones, those that came first."""

    room: int
    _held: list[tuple[Badness, int, Thing]] = field(default_factory=list)
    _added: int = 0

    def add(self, badness: Badness, thing: Thing) -> None:
        """Takes note of a thing; a larger `badness` is worse. All of one collection must be of one length."""
        self._added += 1
        entry = (badness, -self._added, thing)  # never compares things: the second place is unique
        if len(self._held) < self.room:
            heapq.heappush(self._held, entry)
        elif self._held and entry > self._held[0]:
            heapq.heapreplace(self._held, entry)

    @property
    def things(self) -> tuple[Thing, ...]:
        """What is held, the worst first."""
        return tuple(entry[2] for entry in sorted(self._held, key=lambda e: e[:2], reverse=True))
