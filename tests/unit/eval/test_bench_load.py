"""The load generator: when requests come, what is counted of them, and that every run ends."""

import asyncio
import random
import time
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.load import Parameters, closed_loop, open_loop
from eval.bench.load_statistics import Taken, arrivals, percentile, report
from eval.bench.search_requests import distinct_questions, search_parameters


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.floats(0.01, 1))
def test_a_percentile_is_one_of_the_values_and_so_many_are_not_above_it(values: list[float], share: float):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    assert sum(value < found for value in values) < max(share * len(values), 1)


def test_percentiles_are_nearest_rank():
    values = list(range(1, 101))
    random.Random(1).shuffle(values)
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert percentile([], 0.5) == 0


def test_arrivals_are_a_poisson_process_of_the_rate_and_the_same_for_the_same_seed():
    times = arrivals(40, 600, seed=3)
    assert list(times) == sorted(times)
    assert times[0] > 0
    assert times[-1] < 600
    gaps = [later - earlier for earlier, later in pairwise(times)]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert 1 / mean == pytest.approx(40, rel=0.05)
    assert deviation == pytest.approx(mean, rel=0.05)  # as of exponential gaps, not of a steady beat
    assert arrivals(40, 600, seed=3) == times
    assert arrivals(40, 600, seed=4) != times


def test_failed_requests_are_counted_and_their_times_left_out():
    told = report([Taken(seconds=0.01), Taken(seconds=5, error="503"), Taken(seconds=0.03)], 2.0)
    assert (told.requests, told.errors, told.first_error) == (3, 1, "503")
    assert told.per_second == 1.0
    assert (told.p50_ms, told.p99_ms) == (10, 30)


def test_nothing_answered_is_no_time_at_all():
    told = report([Taken(seconds=1, error="no")], 0.0)
    assert (told.per_second, told.p95_ms, told.errors) == (0, 0, 1)


def test_a_request_that_waits_behind_others_is_counted_from_when_it_was_due():
    one_at_a_time = asyncio.Lock()

    async def ask(parameters: Parameters) -> None:
        async with one_at_a_time:
            await asyncio.sleep(0.05)

    told = asyncio.run(open_loop(ask, [{"q": "?"}] * 6, times=[0.0] * 6))
    assert told.requests == 6
    assert told.p99_ms >= 6 * 50 * 0.99
    assert told.p50_ms >= 3 * 50 * 0.99


def test_open_loop_asks_at_its_times_and_no_more_than_there_are():
    asked: list[float] = []
    start = time.perf_counter()

    async def ask(parameters: Parameters) -> None:
        asked.append(time.perf_counter() - start)

    asyncio.run(open_loop(ask, [{"q": str(n)} for n in range(9)], times=[0.0, 0.05, 0.1]))
    assert len(asked) == 3
    assert asked[2] >= 0.1


def test_askers_ask_on_after_an_error_and_stop_when_the_time_is_over():
    async def ask(parameters: Parameters) -> None:
        await asyncio.sleep(0.01)
        if parameters["q"] == 1:
            raise TimeoutError("too late")

    requests = [{"q": number} for number in range(10_000)]
    told = asyncio.run(closed_loop(ask, requests, askers=4, seconds=0.2))
    assert told.errors == 1
    assert told.first_error == "TimeoutError: too late"
    assert 4 < told.requests <= 4 * 21
    assert told.elapsed_s < 2


def test_askers_share_the_requests_out_and_end_with_them():
    asked: list[object] = []

    async def ask(parameters: Parameters) -> None:
        asked.append(parameters["q"])

    told = asyncio.run(closed_loop(ask, [{"q": number} for number in range(30)], askers=8, seconds=60))
    assert sorted(asked, key=str) == sorted(range(30), key=str)
    assert told.requests == 30


def test_questions_to_load_with_are_all_different():
    texts = list(islice(distinct_questions(1), 3_000))
    assert len(set(texts)) == len(texts)
    assert texts[:5] == list(islice(distinct_questions(1), 5))


def test_a_filtered_search_names_one_of_the_provinces_and_a_year():
    draw = random.Random(1)
    plain = search_parameters("bao nhiêu?", (), draw)
    filtered = search_parameters("bao nhiêu?", (("Cà Mau", 2020), ("Huế", 2021)), draw)
    assert plain == {"q": "bao nhiêu?", "k": 10}
    assert filtered["province"] in ("Cà Mau", "Huế")
    assert 2017 <= int(str(filtered["year"])) <= 2024
