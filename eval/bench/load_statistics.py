"""What a load generator draws and tells: when requests come, how long they took, how many failed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One request: seconds from when it was due to its whole answer, and what went wrong, if anything."""

    seconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """Requests answered and failed, over how long, and how long the answered ones took (ms; 0 of none)."""

    requests: int
    errors: int
    elapsed_s: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    first_error: str | None


def arrivals(rate: float, seconds: float, seed: int) -> tuple[float, ...]:
    """When requests come, in seconds from the start: a Poisson process of `rate` a second."""
    draw = random.Random(seed)
    times: list[float] = []
    at = draw.expovariate(rate)
    while at < seconds:
        times.append(at)
        at += draw.expovariate(rate)
    return tuple(times)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that `share` of them do not exceed; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]


def report(taken: Sequence[Taken], elapsed_s: float) -> LoadReport:
    """What requests made over `elapsed_s` seconds took; `per_second` counts those answered."""
    answered_ms = [each.seconds * 1000 for each in taken if each.error is None]
    failed = [each.error for each in taken if each.error is not None]
    return LoadReport(
        requests=len(taken),
        errors=len(failed),
        elapsed_s=elapsed_s,
        per_second=len(answered_ms) / elapsed_s if elapsed_s > 0 else 0.0,
        p50_ms=percentile(answered_ms, 0.50),
        p95_ms=percentile(answered_ms, 0.95),
        p99_ms=percentile(answered_ms, 0.99),
        first_error=failed[0] if failed else None,
    )
