"""A turn is one thread's at a time, unless it is lent."""

import threading
from concurrent.futures import ThreadPoolExecutor

from vectorstore.turns import Turns


def test_a_lent_turn_lets_another_thread_compute() -> None:
    turns = Turns(1)
    done: list[str] = []
    waits = threading.Event()

    def other() -> None:
        waits.set()
        with turns.taken():
            done.append("other")

    with ThreadPoolExecutor(1) as pool, turns.taken():
        running = pool.submit(other)
        assert waits.wait(5)
        done.append("first")
        with turns.lent():
            running.result(5)
        done.append("first again")
    assert done == ["first", "other", "first again"]
