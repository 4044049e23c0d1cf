"""The gate: many inside at once, one alone, nobody lost."""

import threading
import time

from vectorstore.gate import Gate


def test_many_pass_together() -> None:
    gate, together = Gate(), threading.Barrier(3, timeout=10)

    def enter() -> None:
        with gate.passing():
            together.wait()

    threads = [threading.Thread(target=enter) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not together.broken


def test_who_closes_it_is_alone() -> None:
    gate, inside, seen = Gate(), [], []
    stop = time.monotonic() + 0.5

    def pass_again_and_again() -> None:
        while time.monotonic() < stop:
            with gate.passing():
                inside.append(1)
                inside.pop()

    threads = [threading.Thread(target=pass_again_and_again) for _ in range(4)]
    for thread in threads:
        thread.start()
    while time.monotonic() < stop:
        with gate.closed():
            seen.append(len(inside))
    for thread in threads:
        thread.join(10)
    assert seen
    assert set(seen) == {0}
    assert not any(thread.is_alive() for thread in threads)


def test_an_error_inside_opens_it_again() -> None:
    gate = Gate()
    for way in (gate.passing, gate.closed):
        try:
            with way():
                raise KeyError
        except KeyError:
            pass
    with gate.closed():
        pass
    with gate.passing():
        pass
