"""Questions that wait together are embedded together, and each thread gets its own vector."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from vectorstore.embeddings.question_batches import QuestionBatches

PATIENCE_S = 10


class Slow:
    """Embeds a number as itself; a batch ends when it is let go on."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.batches.append(list(texts))
        self.begun.release()
        assert self.go_on.acquire(timeout=PATIENCE_S)
        if "bad" in texts:
            raise RuntimeError("bad text")
        return np.array([[float(text)] for text in texts], np.float32)


def waiting(batches: QuestionBatches, count: int) -> None:
    """Until so many questions wait."""
    for _ in range(1000):
        if len(batches._waiting) == count:
            return
        threading.Event().wait(0.005)
    raise AssertionError(f"{len(batches._waiting)} wait, not {count}")


def test_who_is_alone_is_embedded_at_once() -> None:
    slow = Slow()
    slow.go_on.release()
    assert QuestionBatches(slow, lanes=1).vector("7").tolist() == [7.0]
    assert slow.batches == [["7"]]


def test_those_who_wait_share_the_next_batch_up_to_its_size() -> None:
    slow = Slow()
    batches = QuestionBatches(slow, lanes=1, most=3)
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(batches.vector, "0")
        assert slow.begun.acquire(timeout=PATIENCE_S)
        others = []
        for number in range(1, 6):
            others.append(pool.submit(batches.vector, str(number)))
            waiting(batches, number)
        slow.go_on.release(3)
        assert first.result(PATIENCE_S).tolist() == [0.0]
        assert [float(other.result(PATIENCE_S)[0]) for other in others] == [1, 2, 3, 4, 5]
    assert slow.batches == [["0"], ["1", "2", "3"], ["4", "5"]]


def test_a_batch_that_fails_fails_only_who_led_it() -> None:
    slow = Slow()
    batches = QuestionBatches(slow, lanes=1)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(batches.vector, "0")
        assert slow.begun.acquire(timeout=PATIENCE_S)
        bad = pool.submit(batches.vector, "bad")
        waiting(batches, 1)
        good = [pool.submit(batches.vector, str(number)) for number in (1, 2)]
        waiting(batches, 3)
        slow.go_on.release(3)
        assert first.result(PATIENCE_S).tolist() == [0.0]
        with pytest.raises(RuntimeError, match="bad text"):
            bad.result(PATIENCE_S)
        assert sorted(float(one.result(PATIENCE_S)[0]) for one in good) == [1, 2]
    assert slow.batches[0] == ["0"]


def test_as_many_batches_as_lanes_run_at_once() -> None:
    slow = Slow()
    batches = QuestionBatches(slow, lanes=2)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(batches.vector, text) for text in ("1", "2")]
        assert slow.begun.acquire(timeout=PATIENCE_S)
        assert slow.begun.acquire(timeout=PATIENCE_S)
        slow.go_on.release(2)
        assert [float(one.result(PATIENCE_S)[0]) for one in both] == [1, 2]
