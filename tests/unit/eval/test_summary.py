"""The summary of a run: means with intervals, what cannot be scored, and memory that does not grow."""

import math
import random
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.question import QuestionKind
from eval.summary import Measured, ScoredRow, Summary, SummaryBuilder, as_json, shown
from tests.support.scripted_system import make_question


def row(
    number: int,
    scores: dict[str, float],
    *,
    kind: str = "lookup",
    error: str | None = None,
    elapsed_ms: float | None = 10.0,
    unscorable: dict[str, str] | None = None,
) -> ScoredRow:
    return ScoredRow(
        question=make_question(f"q{number}", kind, {"status": "answered", "phrases": ["x"]}),
        scores=scores,
        unscorable=unscorable or {},
        error=error,
        elapsed_ms=None if error else elapsed_ms,
    )


def summary_of(*rows: ScoredRow, peak: float | None = None) -> Summary:
    builder = SummaryBuilder("thử")
    for one in rows:
        builder.add(one)
    return builder.finish((), peak_memory_mib=peak)


def test_every_metric_has_its_mean_its_rows_and_its_interval() -> None:
    right = [row(n, {"right": float(n < 15), "extra_values": float(n % 3)}) for n in range(20)]
    metrics = summary_of(*right).kinds["all"].metrics
    assert (metrics["right"].value, metrics["right"].rows) == (0.75, 20)
    low, high = metrics["right"].low, metrics["right"].high
    assert low is not None
    assert high is not None
    assert 0.5 < low < 0.75 < high < 1
    assert metrics["extra_values"].high is not None


def test_one_row_has_no_interval_and_eight_right_rows_leave_room() -> None:
    assert summary_of(row(1, {"right": 1.0})).kinds["all"].metrics["right"] == Measured(1.0, 1)
    eight = summary_of(*(row(n, {"right": 1.0}) for n in range(8))).kinds["all"].metrics["right"]
    assert (eight.low, eight.high) == (pytest.approx(0.6306, abs=1e-4), 1)


def test_kinds_stand_apart_in_the_order_of_the_contract() -> None:
    summary = summary_of(
        row(1, {"right": 0.0}, kind="text"),
        row(2, {"right": 1.0}, kind="lookup"),
        row(3, {"status": 0.0}, kind="text", error="KeyError: 'x'"),
    )
    assert list(summary.kinds) == ["all", "lookup", "text"]
    assert [(kind.rows, kind.failed) for kind in summary.kinds.values()] == [(3, 1), (1, 0), (2, 1)]
    assert summary.failed == {"q3": "KeyError: 'x'"}
    assert summary.kinds["text"].metrics["right"].value == 0


def test_what_cannot_be_scored_is_named_and_left_out() -> None:
    summary = summary_of(row(1, {"right": 1.0}), row(2, {}, unscorable={"right": "nothing is expected"}))
    assert summary.unscorable == (("q2", "right", "nothing is expected"),)
    assert summary.kinds["all"].metrics["right"] == Measured(1.0, 1)


def test_nobody_who_abstains_where_it_is_due_has_no_precision_to_show() -> None:
    due = summary_of(row(1, {"abstention_recall": 0.0}), row(2, {"abstention_recall": 0.0}))
    assert due.kinds["all"].metrics["abstention_precision"] == Measured(0.0, 0)
    assert "abstention_precision" not in summary_of(row(1, {"right": 1.0})).kinds["all"].metrics


def test_times_and_memory_are_measured_without_intervals() -> None:
    summary = summary_of(*(row(n, {}, elapsed_ms=float(n)) for n in range(1, 101)), peak=512.5)
    metrics = summary.kinds["all"].metrics
    assert [metrics[f"latency_p{share}_ms"].value for share in (50, 95, 99)] == [50, 95, 99]
    assert metrics["throughput_per_s"].value == pytest.approx(100 / 5.05)
    assert metrics["peak_memory_mib"] == Measured(512.5, 100)
    assert metrics["latency_p50_ms"].low is None
    assert "peak_memory_mib" not in summary.kinds["lookup"].metrics
    assert not {"latency_p50_ms", "throughput_per_s"} & set(
        summary_of(row(1, {}, error="x")).kinds["all"].metrics
    )


SCORES = st.dictionaries(
    st.sampled_from(["right", "ndcg_at_10", "extra_values"]), st.floats(0, 1, width=32), min_size=1
)


@given(
    st.lists(st.tuples(SCORES, st.sampled_from(["lookup", "text"])), min_size=1, max_size=30), st.randoms()
)
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_rows_never_matters(
    scored: list[tuple[dict[str, float], str]], chance: random.Random
) -> None:
    rows = [row(number, scores, kind=kind) for number, (scores, kind) in enumerate(scored)]
    before = as_json(summary_of(*rows))
    chance.shuffle(rows)
    assert as_json(summary_of(*rows)) == before


def test_a_long_run_takes_no_more_memory_than_its_numbers() -> None:
    kinds = [kind.value for kind in QuestionKind]

    def rows(count: int) -> Iterator[ScoredRow]:
        for number in range(count):
            scores = {name: float(number % 7 != 0) for name in ("right", "value", "citation", "status")}
            yield row(number, scores, kind=kinds[number % len(kinds)], elapsed_ms=float(number))

    def grown(count: int) -> int:
        builder = SummaryBuilder("thử")
        tracemalloc.start()
        try:
            for one in rows(count):
                builder.add(one)
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    grown(100)
    # four scores and a time in eight bytes each, with room to grow: no row, question or answer is held
    assert grown(3000) - grown(1000) < 2000 * 120


def test_the_json_has_intervals() -> None:
    summary = summary_of(row(1, {"right": 1.0}), row(2, {"right": 0.0}), peak=100.0)
    of_all = as_json(summary)["kinds"]["all"]["metrics"]  # type: ignore[index,call-overload]
    assert of_all["right"] == {"value": 0.5, "rows": 2, "low": 0.0, "high": 1.0}
    assert of_all["peak_memory_mib"]["low"] is None


def test_numbers_are_shown_as_their_measure_asks() -> None:
    assert shown("right", 0.5) == "0.500"
    assert shown("extra_values", 1.0) == "1.000"
    assert shown("latency_p50_ms", 12.34) == "12.3"
    assert shown("throughput_per_s", 88.8888) == "88.9"
    assert not math.isnan(float(shown("peak_memory_mib", 512.0)))
