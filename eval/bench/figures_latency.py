"""Measures numeric questions on a large catalog: `python -m eval.bench.figures_latency [--figures 500000]`.

Fills a catalog with made-up reports in a temporary folder, asks the built-in assistant questions of every
sort in turns, round by round, and takes one report in, changes it and takes it out again. Whether the
answers are right is not measured here; that they are found, not_found or asked back is printed beside.
"""

import argparse
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import quantiles

import numpy as np
from numpy.typing import NDArray

from assistant.chain import Assistant
from assistant.question import Question
from eval.bench.synthetic_catalog import YEARS, indicators_by_commonness, provinces, reports, shared_phrases
from vectorstore.analysis.places import places
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content, remove_content
from vectorstore.catalog.engine import write
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever
from vectorstore.schema import FigureKind, ReportContent

TARGET_MS = 30.0
AT_ONCE = 200  # reports a transaction
COMMON = 40  # indicators and phrases asked about, the commonest first


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question of any sort may be about."""

    thing: str
    unlisted: str
    place: str
    other: str
    year: int
    region: str


# Questions that differ in what has to be looked up, in words that the question reader knows.
SORTS: dict[str, str] = {
    "place and year": "Năm {year}, {place} có bao nhiêu {thing}?",
    "place, half a year": "6 tháng đầu năm {year} {place} có bao nhiêu {thing}?",
    "place, latest period": "{place} có bao nhiêu {thing}?",
    "no place": "Năm {year} có bao nhiêu {thing}?",
    "no place, latest period": "Có bao nhiêu {thing}?",
    "ranking of 63": "Năm {year} tỉnh nào có nhiều {thing} nhất?",
    "trend": "Số {thing} của {place} qua các năm thế nào?",
    "change": "Số {thing} của {place} năm {year} tăng bao nhiêu phần trăm so với năm trước?",
    "comparison": "Năm {year}, {place} và {other} nơi nào có nhiều {thing} hơn?",
    "sum of a region": "Năm {year} các tỉnh {region} có tổng cộng bao nhiêu {thing}?",
    "mean of all": "Trung bình mỗi tỉnh năm {year} có bao nhiêu {thing}?",
    "which places": "Năm {year} những tỉnh nào có trên 5.000 {thing}?",
    "unlisted, place and year": "Năm {year}, {place} có bao nhiêu {unlisted}?",
    "unlisted, place": "{place} có bao nhiêu {unlisted}?",
    "unlisted, year": "Năm {year} có bao nhiêu {unlisted}?",
    "unlisted, no place or year": "Có bao nhiêu {unlisted}?",
    "not found: year": "Năm 1999, {place} có bao nhiêu {thing}?",
    "not found: words": "Năm {year}, {place} có bao nhiêu {thing} trên sao Hỏa?",
    "not found: unlisted": "Năm {year} có bao nhiêu lượt đua thuyền buồm trên sao Hỏa?",
}


class NoEmbedder:
    """Stands where an embedder must; figures are found without one."""

    model_id = "bench"
    dimension = 8

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Never asked: the made-up reports have no passages."""
        raise NotImplementedError

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Any vector: a question that is not read as numeric finds no passage by it."""
        return np.full(self.dimension, self.dimension**-0.5, np.float32)


def fill(catalog: Catalog, figures: int) -> None:
    """Write made-up reports straight into the catalog, many a transaction."""
    made = reports(figures)
    while part := list(islice(made, AT_ONCE)):
        with write(catalog.engine) as connection:
            for content in part:
                add_content(connection, content, {})


def subjects(count: int, seed: int) -> list[Subject]:
    """What to ask about, the common things as often as they are told of."""
    draw = random.Random(seed)
    things = [indicator.name for indicator in indicators_by_commonness()[:COMMON]]
    regions = [place.name for place in places().values() if place.kind == "region"]
    return [
        Subject(
            thing=draw.choice(things),
            unlisted=draw.choice(shared_phrases()[:COMMON])[1],
            place=one,
            other=other,
            year=draw.choice(YEARS),
            region=draw.choice(regions),
        )
        for one, other in (draw.sample(provinces(), 2) for _ in range(count))
    ]


def measure_questions(assistant: Assistant, questions: int, rounds: int) -> None:
    """Prints what an answer takes by sort; each round asks the same things, each sort once in turn."""
    asked = {
        sort: [Question(pattern.format(**_fields(one))) for one in subjects(questions, seed=7)]
        for sort, pattern in SORTS.items()
    }
    for sort in SORTS:  # the first question of a sort loads what the program needs once
        assistant.ask(asked[sort][0])
    times: dict[str, list[float]] = defaultdict(list)
    used: dict[str, list[float]] = defaultdict(list)
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(rounds):
        for number in range(questions):
            for sort in SORTS:
                start, busy = time.perf_counter(), time.process_time()
                answer = assistant.ask(asked[sort][number])
                times[sort].append((time.perf_counter() - start) * 1000)
                used[sort].append((time.process_time() - busy) * 1000)
                statuses[sort][answer.status.value] += 1
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"\n{questions} questions of each sort, {rounds} rounds, ms (cpu: of the processor);", end=" ")
    print(f"load of the machine over 1, 5, 15 minutes: {load} on {os.cpu_count()} processors")
    print(f"  {'sort':28} {'p50':>7} {'p95':>7} {'most':>7} {'cpu p50':>8} {'cpu p95':>8}   answers")
    for sort, taken in times.items():
        cuts = quantiles(taken, n=20, method="inclusive")
        late = "" if cuts[-1] <= TARGET_MS else f"  over {TARGET_MS:.0f}"
        found = ", ".join(f"{count} {status}" for status, count in statuses[sort].most_common())
        busy_cuts = quantiles(used[sort], n=20, method="inclusive")
        print(
            f"  {sort:28} {cuts[9]:7.1f} {cuts[-1]:7.1f} {max(taken):7.1f}"
            f" {busy_cuts[9]:8.1f} {busy_cuts[-1]:8.1f}   {found}{late}"
        )


def measure_writing(index: Index, extra: Sequence[ReportContent]) -> None:
    """Prints what changing one report of about 100 figures takes: the median of the reports given."""
    takes: dict[str, list[float]] = defaultdict(list)

    def timed(what: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        takes[what].append((time.perf_counter() - start) * 1000)

    for content in extra:
        changed = replace(content, figures=tuple(f for f in content.figures if f.kind is FigureKind.ACHIEVED))
        figure_id = changed.figures[0].figure_id
        timed("add a report", lambda content=content: index.put(content))  # type: ignore[misc]
        timed("replace it", lambda changed=changed: index.put(changed))  # type: ignore[misc]
        timed("mark a figure", lambda id_=figure_id: index.catalog.mark_figure(id_, note="bench"))  # type: ignore[misc]
        timed("replace it, marked", lambda content=content: index.put(content))  # type: ignore[misc]
        timed("take the mark away", lambda id_=figure_id: index.catalog.unmark_figure(id_))  # type: ignore[misc]
        timed("look through a page", lambda: index.catalog.figures_page(limit=50, offset=0))
        timed("take its rows out", lambda id_=content.report.report_id: _remove(index.catalog, id_))  # type: ignore[misc]
    print(f"\none report of {len(extra[0].figures)} figures, median of {len(extra)}, ms:")
    for what, taken in takes.items():
        print(f"  {what:28} {sorted(taken)[len(taken) // 2]:7.1f}")


def measure(figures: int, questions: int, rounds: int, folder: Path) -> None:
    """The whole measurement, with the catalog in `folder`, which is filled unless it has one."""
    known = (folder / "tuphap.db").exists()
    with Index.open(folder, embedder=NoEmbedder(), create=True) as index:
        start = time.perf_counter()
        if not known:
            fill(index.catalog, figures)
            print(f"filled in {time.perf_counter() - start:.0f} s")
        held, _, count = index.catalog.counts()
        size = sum(path.stat().st_size for path in folder.glob("tuphap.db*")) / 2**20
        print(f"{count} figures of {held} reports, {size:.0f} MiB")
        assistant = Assistant(index.catalog, HybridRetriever(index=index))
        measure_questions(assistant, questions, rounds)
        # other reports than those held: numbers go on where the held ones end
        measure_writing(index, list(islice(reports(10**9, seed=1, first=10**6), 15)))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=500_000)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the catalog here, and use the one that is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.folder or Path(made)
        measure(arguments.figures, arguments.questions, arguments.rounds, folder)


def _remove(catalog: Catalog, report_id: str) -> None:
    with write(catalog.engine) as connection:
        remove_content(connection, report_id)


def _fields(subject: Subject) -> dict[str, str | int]:
    return {name: getattr(subject, name) for name in Subject.__dataclass_fields__}


if __name__ == "__main__":
    main()
