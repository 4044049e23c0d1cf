"""Has questions that wait at the same time embedded together: a third less work than one after the other.

Nobody waits for others to come: who finds a lane free takes all that wait, and embeds them. How they are
embedded is the engine's work.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_MOST = 4  # questions a batch: more save hardly anything, and each waits for all


@dataclass(slots=True, eq=False)
class _Asked:
    """A question whose thread sleeps until `woken`: then it has its vector, or a lane to embed in."""

    text: str
    woken: threading.Event = field(default_factory=threading.Event)
    vector: NDArray[np.float32] | None = None


class QuestionBatches:
    """Embeds the questions of any number of threads, at most `lanes` batches at a time."""

    def __init__(
        self, embed: Callable[[Sequence[str]], NDArray[np.float32]], *, lanes: int, most: int = _MOST
    ) -> None:
        """`embed` gives a vector (row) for each text."""
        self._embed = embed
        self._free = lanes
        self._most = most
        self._waiting: deque[_Asked] = deque()
        self._lock = threading.Lock()

    def vector(self, text: str) -> NDArray[np.float32]:
        """The vector of a question. What embedding a batch raises, the thread that embedded it raises."""
        mine = _Asked(text)
        with self._lock:
            leads = self._free > 0
            if leads:
                self._free -= 1
            else:
                self._waiting.append(mine)
        if not leads:
            mine.woken.wait()
        return self._lead(mine) if mine.vector is None else mine.vector

    def _lead(self, mine: _Asked) -> NDArray[np.float32]:
        """Embed this question and the oldest that wait, then hand the lane on."""
        with self._lock:
            batch = [mine]
            while self._waiting and len(batch) < self._most:
                batch.append(self._waiting.popleft())
        try:
            vectors = self._embed([each.text for each in batch])
            for each, vector in zip(batch, vectors, strict=True):
                each.vector = vector
            first: NDArray[np.float32] = vectors[0]
            return first
        finally:
            with self._lock:  # those of a batch that failed are embedded again, without the one that led it
                self._waiting.extendleft(each for each in reversed(batch[1:]) if each.vector is None)
                heir = self._waiting.popleft() if self._waiting else None
                self._free += heir is None
            for each in batch[1:]:
                if each.vector is not None:
                    each.woken.set()
            if heir is not None:
                heir.woken.set()
