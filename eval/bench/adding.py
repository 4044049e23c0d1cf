"""Measures adding one report to a large index: `python -m eval.bench.adding [--passages 100000]`.

Fills an index with made-up reports of twenty passages, then takes single reports in, changes them and takes
them out, and says after how long a search finds what came and no more what went; no store is written afresh
for that. What the exact scoring of passages costs at this size is printed beside. Every vector is synthetic,
those of the first 10,000 passages too: hashed syllables of the length of the bundled model's vectors, so the
time that a model takes to embed a report (about a second for twenty passages and their sentences) comes on
top. Whether passages are found well is not measured here.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from numpy.typing import NDArray

from eval.bench.hashed_embedder import HashedEmbedder
from eval.bench.synthetic_catalog import FIGURES_PER_REPORT, reports
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import write
from vectorstore.catalog.sentence_vectors import add_sentence_vectors
from vectorstore.catalog.vectors import add_vectors
from vectorstore.index import Index
from vectorstore.reading import SentenceMemory, embed_new
from vectorstore.retriever import HybridRetriever
from vectorstore.schema import Passage, ReportContent
from vectorstore.space import VectorSpace, claim_space

TARGET_S = 2.0
PASSAGES_PER_REPORT = 20
DIMENSION = 384
AT_ONCE = 50  # reports a transaction
CANDIDATES = 200  # passages scored for one question
FILTERS = (1, 10, 100, 500)  # reports
ASKED = "Theo số liệu tổng hợp của các đơn vị, đã tiếp dân định kỳ bao nhiêu lượt?"
STRANGE = "xylophonquyt"  # a word no report has


def made_up(passages: int, *, seed: int = 0, first: int = 0) -> Iterator[ReportContent]:
    """Reports that hold so many passages and no figures; their ids count from `first`."""
    count = passages // PASSAGES_PER_REPORT
    held = reports(count * 2 * FIGURES_PER_REPORT, seed=seed, first=first)
    return (replace(cut(content), figures=()) for content in islice(held, count))


def cut(content: ReportContent, word: str = "") -> ReportContent:
    """The report with its lines dealt out to passages; `word` is said at the end of the first."""
    report_id = content.report.report_id
    blocks = content.text.blocks
    step = -(-len(blocks) // PASSAGES_PER_REPORT)
    passages = []
    for ordinal, at in enumerate(range(0, len(blocks), step)):
        start, end = blocks[at].start, blocks[min(at + step, len(blocks)) - 1].end
        text = content.text.text[start:end] + (f" {word}" if word and not ordinal else "")
        passages.append(
            Passage(
                passage_id=f"{report_id}:{start}{word}",
                report_id=report_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=text,
            )
        )
    return replace(content, passages=tuple(passages))


def fill(index: Index, passages: int) -> None:
    """Write made-up reports straight into the catalog, then the stores that follow from it."""
    embedder = index.embedder
    with write(index.catalog.engine) as connection:
        claim_space(connection, VectorSpace(embedder.model_id, embedder.dimension))
    made = made_up(passages)
    memory = SentenceMemory()
    while part := list(islice(made, AT_ONCE)):
        every = [passage for content in part for passage in content.passages]
        vectors = embed_new(every, embedder, index.catalog, memory)
        with write(index.catalog.engine) as connection:
            for content in part:
                add_content(connection, content, {})
            add_vectors(connection, vectors.passages, embedder.model_id)
            add_sentence_vectors(connection, vectors.sentences, embedder.model_id)
    index.rebuild()


def measure_scoring(index: Index) -> None:
    """Prints what exact scoring takes, in a quiet index, ms."""
    draw = random.Random(3)
    catalog, vectors = index.catalog, index.vectors
    every = catalog.report_ids()
    vectors.forget()
    start, busy = time.perf_counter(), time.process_time()
    vectors.warm()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    took, used = time.perf_counter() - start, time.process_time() - busy
    print(
        f"vectors loaded in {took:.1f} s ({used:.1f} s of the processor); the process at most {grown:.0f} MiB"
    )
    ids = draw.sample(catalog.passage_ids(), min(CANDIDATES, len(vectors)))
    texts = [passage.text for passage in catalog.passages_by_id(ids[:20]).values()]
    asked = [" ".join(text.split()[:12]) for text in texts]
    stores = index.searchable()
    questions = [index.embedder.embed_query(text) for text in asked]
    some = [draw.sample(every, count) for count in FILTERS if count <= len(every)]
    by_vector: dict[str, Callable[[NDArray[np.float32]], object]] = {
        f"nearest 100 of all {len(vectors)}": partial(vectors.nearest, n=100),
        **{
            f"nearest 100 of {len(one)} reports": partial(vectors.nearest, n=100, report_ids=one)
            for one in some
        },
        f"cosines of {len(ids)} passages": partial(vectors.passage_cosines, ids=ids),
        f"best sentences of {len(ids)} passages": partial(vectors.sentence_cosines, ids=ids),
        "Chroma, nearest 100": partial(stores.dense.query, n=100),
    }
    by_words: dict[str, Callable[[str], object]] = {
        "BM25, best 100": partial(stores.lexical.query, n=100),
        f"BM25 of {len(ids)} passages": partial(stores.lexical.scores, passage_ids=ids),
    }
    print(f"  {'scoring for one question, ms':40} {'p50':>8} {'p95':>8}")
    for what, near in by_vector.items():
        _print(what, [_ms(partial(near, question)) for _ in range(3) for question in questions])
    for what, best in by_words.items():
        _print(what, [_ms(partial(best, text)) for _ in range(3) for text in asked])


def measure_changes(index: Index, extra: Sequence[ReportContent]) -> None:
    """Prints how long after its start a change is seen by search, and what searches take while erasing."""
    retriever = HybridRetriever(index=index)
    takes: dict[str, list[float]] = defaultdict(list)
    words = [(f"{STRANGE}{number}a", f"{STRANGE}{number}b") for number in range(len(extra))]

    def search() -> None:
        retriever.search(ASKED)

    def timed(what: str, change: Callable[[], None], word: str, *, found: bool) -> None:
        start = time.perf_counter()
        change()
        hits = retriever.search(f"đơn vị {word}", k=10)
        takes[what].append((time.perf_counter() - start) * 1000)
        if any(word in hit.passage.text for hit in hits) is not found:
            raise RuntimeError(f"{what}: {word!r} should {'' if found else 'not '}be found")

    search()
    for content, (first, _) in zip(extra, words, strict=True):
        timed("add a report", partial(index.put, cut(content, first)), first, found=True)
    for content, (_, second) in zip(extra, words, strict=True):
        timed("replace it", partial(index.put, cut(content, second)), second, found=True)
    takes["a search"] = [_ms(search) for _ in range(30)]
    for content, (_, second) in zip(extra, words, strict=True):
        timed("delete it", partial(index.delete, content.report.report_id), second, found=False)
    deleted = time.perf_counter()
    takes["a search while it is erased"] = []
    while index.erasing:
        takes["a search while it is erased"].append(_ms(search))
        time.sleep(0.05)
    erased = time.perf_counter() - deleted
    print(f"  {'until a search has seen it, ms':40} {'p50':>8} {'p95':>8}")
    for what, taken in takes.items():
        if taken:
            _print(what, taken)
    worst = max(takes["add a report"]) / 1000
    kept = "within" if worst <= TARGET_S else "OVER"
    print(f"adding, worst of {len(extra)}: {worst:.2f} s, {kept} {TARGET_S:.0f} s")
    print(f"{erased:.0f} s after the last deletion the words of all of them are out of every file")


def measure(passages: int, folder: Path) -> None:
    """The whole measurement, with the index in `folder`, which is filled unless it holds one."""
    known = (folder / "tuphap.db").exists()
    start = time.perf_counter()
    with Index.open(folder, embedder=HashedEmbedder(DIMENSION), create=True) as index:
        if not known:
            fill(index, passages)
            print(f"filled in {time.perf_counter() - start:.0f} s")
        stats = index.stats()
        size = stats.bytes_on_disk / 2**20
        print(f"{stats.passages} passages of {stats.reports} reports, {size:.0f} MiB on disk")
        print("all vectors synthetic: hashed syllables, 384 numbers each; no model's time is in any figure")
        load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
        print(f"load of the machine over 1, 5, 15 minutes: {load} on {os.cpu_count()} processors")
        HybridRetriever(index=index).warm()
        measure_scoring(index)
        # other reports than those held: numbers go on where the held ones end
        measure_changes(index, list(made_up(7 * PASSAGES_PER_REPORT, seed=1, first=10**6)))


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _print(what: str, taken: Sequence[float]) -> None:
    print(f"  {what:40} {median(taken):8.2f} {quantiles(taken, n=20, method='inclusive')[-1]:8.2f}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="keep the index here, and use the one that is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        measure(arguments.passages, arguments.folder or Path(made))


if __name__ == "__main__":
    main()
