"""`python -m eval.bench.search_latency`: search under load, over HTTP, in an index of 100,000 passages.

A `tuphap serve` with the bundled model on this machine, and a load generator in a process of its own on the
same cores: requests at random moments, without and with filters, then askers who ask one after the other.
Beside it, in the same run, the retrieval of the LangChain tutorial line. No two requests ask the same
question, so that no cache of questions helps.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from eval.bench.large_index import PartlySyntheticEmbedder, fill
from eval.bench.load_statistics import LoadReport
from eval.bench.search_requests import (
    Parameters,
    PlaceAndYear,
    distinct_questions,
    search_parameters,
    write_requests,
)
from eval.bench.serving import served
from eval.bench.tutorial_load import TutorialLoad
from vectorstore.embeddings import open_embedder
from vectorstore.embeddings.bundled import unpack
from vectorstore.index import Index

WANTED_P50_MS, WANTED_P95_MS, WANTED_PER_SECOND = 40.0, 120.0, 80.0
_WARM_UP, _WARM_UP_S = 200, 20.0
_MOST_A_SECOND = 400.0  # of the askers
_MARGIN = 1.3  # more requests than are likely to come
_STARTING_S = 60.0
_SHOWN_EVERY_S = 20.0


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=10_000, help="passages with the model's own vectors")
    parser.add_argument("--rate", type=float, default=40.0, help="requests a second")
    parser.add_argument("--askers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each measurement")
    parser.add_argument("--keep", type=Path, help="keep the index here, and use the one that is there")
    parser.add_argument("--model-dir", type=Path, default=Path("data/models"))
    parser.add_argument("--no-tutorial", action="store_true", help="leave the tutorial line out")
    arguments = parser.parse_args()
    # Told to end, it unwinds, so that the server it started ends too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="tuphap-search-latency-") as folder:
        _measure(arguments, arguments.keep or Path(folder))


def _measure(arguments: argparse.Namespace, folder: Path) -> None:
    seconds, rate, askers = arguments.seconds, arguments.rate, arguments.askers
    model_dir: Path = arguments.model_dir.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    held = _index(folder / "data", model_dir, arguments.passages, arguments.embedded)
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"load of the machine over 1, 5, 15 minutes: {load} on {os.cpu_count()} processors")
    open_count = int(_MARGIN * rate * seconds) + 10
    texts = distinct_questions(1)

    def requests(count: int, among: Sequence[PlaceAndYear] = ()) -> list[Parameters]:
        draw = random.Random(2)
        return [search_parameters(text, among, draw) for text in islice(texts, count)]

    warming = requests(_WARM_UP)
    plain, filtered = requests(open_count), requests(open_count, held)
    asked = requests(int(_MOST_A_SECOND * seconds))
    print(
        f"{'':46}{'asked':>7}{'errors':>8}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}", flush=True
    )
    with served(folder / "data", model_dir) as server:
        load_of = _Generator(f"{server.url}/api/search", folder)
        load_of(warming, askers=2, seconds=_WARM_UP_S)
        used = server.processor_s()
        measured = (
            load_of(plain, rate=rate, seconds=seconds),
            load_of(filtered, rate=rate, seconds=seconds),
            load_of(asked, askers=askers, seconds=seconds),
        )
        used_now = server.processor_s()
    titles = (f"{rate:.0f} a second", f"{rate:.0f} a second, place and year", f"{askers} askers")
    for title, figures in zip(titles, measured, strict=True):
        _print(f"tuphap, HTTP: {title}", figures)
    if used is not None and used_now is not None:
        each_ms = 1000 * (used_now - used) / sum(one.requests for one in measured)
        print(f"the server took {each_ms:.1f} ms of processor time a search")
    if not arguments.no_tutorial:
        tutorial = _tutorial(folder / "data", model_dir)
        tutorial.closed(warming, askers=2, seconds=_WARM_UP_S)
        _print(f"tutorial line: {titles[0]}", tutorial.open(plain, rate=rate, seconds=seconds))
        _print(f"tutorial line: {titles[1]}", tutorial.open(filtered, rate=rate, seconds=seconds))
        _print(f"tutorial line: {titles[2]}", tutorial.closed(asked, askers=askers, seconds=seconds))
        tutorial.close()
    _verdict(measured)


class _Generator:
    """The load generator, in a process of its own that cannot outlive its time."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._file = folder / "requests.jsonl"

    def __call__(
        self, requests: Sequence[Parameters], *, seconds: float, rate: float = 0.0, askers: int = 0
    ) -> LoadReport:
        write_requests(self._file, requests)
        command = [sys.executable, "-m", "eval.bench.load", self._url, str(self._file)]
        command += ["--seconds", str(seconds), "--rate", str(rate), "--askers", str(askers)]
        ran = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=True, timeout=2 * seconds + _STARTING_S
        )
        return LoadReport(**json.loads(ran.stdout))


def _index(data_dir: Path, model_dir: Path, passages: int, embedded: int) -> list[PlaceAndYear]:
    """Make the index unless it is there; the provinces and years it tells of."""
    noted = data_dir.with_name("embedded.txt")  # written last: an index without it is not whole
    held = noted.is_file()
    if not held:
        shutil.rmtree(data_dir, ignore_errors=True)
    embedder = PartlySyntheticEmbedder(open_embedder("bundled", model_dir))
    started = last = time.perf_counter()
    with Index.open(data_dir, embedder=embedder, create=True) as index:
        if not held:
            for done in fill(index, embedder, passages=passages, embedded=embedded):
                if time.perf_counter() - last > _SHOWN_EVERY_S:
                    last = time.perf_counter()
                    print(f"{done} passages written, {last - started:.0f} s", file=sys.stderr)
            print(f"index made in {time.perf_counter() - started:.0f} s")
            noted.write_text(str(embedded), encoding="utf-8")
        stats = index.stats()
        real = min(int(noted.read_text(encoding="utf-8")), stats.passages)
        print(
            f"{stats.passages} made-up passages of {stats.reports} reports; of the first {real} of them the"
        )
        print("vectors, of passages and sentences, are the model's, those of the rest are synthetic")
        told = (report.metadata for report in index.catalog.reports())
        return sorted(
            {(one.province, int(one.period[:4])) for one in told if one.province and one.period is not None}
        )


def _tutorial(data_dir: Path, model_dir: Path) -> TutorialLoad:
    started = time.perf_counter()
    with Index.open(data_dir, embedder=open_embedder("bundled", model_dir)) as index:
        tutorial = TutorialLoad(index, unpack(model_dir))
    elapsed = time.perf_counter() - started
    print(f"tutorial line: the same texts and vectors, in Chroma's memory after {elapsed:.0f} s; no HTTP")
    return tutorial


def _print(what: str, measured: LoadReport) -> None:
    print(
        f"{what:46}{measured.requests:7}{measured.errors:8}{measured.per_second:10.1f}"
        f"{measured.p50_ms:9.1f}{measured.p95_ms:9.1f}{measured.p99_ms:9.1f}"
        + (f"  {measured.first_error}" if measured.first_error else ""),
        flush=True,
    )


def _verdict(measured: tuple[LoadReport, LoadReport, LoadReport]) -> None:
    at_random, asked = measured[:2], measured[2]
    for what, holds in (
        (f"p50 at most {WANTED_P50_MS:.0f} ms", all(one.p50_ms <= WANTED_P50_MS for one in at_random)),
        (f"p95 at most {WANTED_P95_MS:.0f} ms", all(one.p95_ms <= WANTED_P95_MS for one in at_random)),
        (f"at least {WANTED_PER_SECOND:.0f} a second", asked.per_second >= WANTED_PER_SECOND),
        ("no error", not any(one.errors for one in measured)),
    ):
        print(f"{what}: {'yes' if holds else 'NO'}")


if __name__ == "__main__":
    main()
