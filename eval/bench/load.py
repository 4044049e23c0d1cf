"""`python -m eval.bench.load URL REQUESTS`: asks a server as its users would, and says how long it took.

REQUESTS is a file of JSON objects, one a line: the parameters of one `GET URL`. Either they come at random
moments, `--rate` a second whatever the server does (open loop: a request that comes while others wait is
counted from when it came), or `--askers` ask one after the other. Every run ends: after `--seconds`, or when
the requests are used up, and whatever is still unanswered after `--patience` seconds counts as an error.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.bench.load_statistics import LoadReport, Taken, arrivals, report
from eval.bench.search_client import LeanClient, LoadError
from eval.bench.search_requests import Parameters

Ask = Callable[[Parameters], Awaitable[None]]
"""Makes one request; whatever it raises is that request's error."""


async def open_loop(ask: Ask, requests: Sequence[Parameters], *, times: Sequence[float]) -> LoadReport:
    """One request at each of `times` (seconds from now), whether those before are answered or not."""
    start = time.perf_counter()
    waiting: list[asyncio.Task[Taken]] = []
    for due, parameters in zip(times, requests, strict=False):
        await asyncio.sleep(max(0.0, start + due - time.perf_counter()))
        waiting.append(asyncio.create_task(_timed(ask, parameters, start + due)))
    taken = await asyncio.gather(*waiting)
    return report(taken, time.perf_counter() - start)


async def closed_loop(ask: Ask, requests: Sequence[Parameters], *, askers: int, seconds: float) -> LoadReport:
    """So many askers, each asking again once it is answered, until the time is over."""
    start = time.perf_counter()
    left = iter(requests)
    taken: list[Taken] = []

    async def one() -> None:
        for parameters in left:
            now = time.perf_counter()
            if now - start >= seconds:
                return
            taken.append(await _timed(ask, parameters, now))

    await asyncio.gather(*(one() for _ in range(askers)))
    return report(taken, time.perf_counter() - start)


async def _timed(ask: Ask, parameters: Parameters, since: float) -> Taken:
    try:
        await ask(parameters)
    except (LoadError, TimeoutError, ValueError) as error:
        return Taken(seconds=time.perf_counter() - since, error=f"{type(error).__name__}: {error}")
    return Taken(seconds=time.perf_counter() - since)


async def _run(arguments: argparse.Namespace, requests: Sequence[Parameters]) -> LoadReport:
    client = LeanClient(arguments.url, patience=arguments.patience)

    async def ask(parameters: Parameters) -> None:
        await client.get(parameters)

    try:
        if arguments.askers:
            return await closed_loop(ask, requests, askers=arguments.askers, seconds=arguments.seconds)
        times = arrivals(arguments.rate, arguments.seconds, arguments.seed)
        return await open_loop(ask, requests, times=times)
    finally:
        await client.close()


def main() -> None:
    """The command line; prints the report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("requests", type=Path)
    parser.add_argument("--rate", type=float, default=40.0, help="requests a second, on average")
    parser.add_argument("--askers", type=int, default=0, help="closed loop: how many ask at once")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--patience", type=float, default=10.0, help="seconds to wait for an answer")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with arguments.requests.open(encoding="utf-8") as lines:
        requests = [json.loads(line) for line in lines]
    print(json.dumps(asdict(asyncio.run(_run(arguments, requests)))))


if __name__ == "__main__":
    main()
