"""Asks a system every question of a suite, scores the answers and keeps everything that was said.

A run is a folder of its own: `config.json` (what was measured, how), `rows.jsonl` (a line a question, written
as it is answered), `summary.json`, and a folder of the same kind for each baseline. Rows are not held: a run
may have any number of them. What people read is made of the folder by `eval.report`.
"""

import datetime as dt
import functools
import hashlib
import json
import platform
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from assistant.answer import Answer
from eval import provenance
from eval.metrics.citations import ReportText
from eval.metrics.ranking import DEPTH
from eval.metrics.score import score_row
from eval.question import SuiteQuestion
from eval.resume import Taken, take_up
from eval.rows import FILE, StoredRow, as_line
from eval.suite import Suite
from eval.summary import Json, Summary, SummaryBuilder, as_json
from eval.system import SearchHit, System, SystemFactory
from vectorstore.analysis.text import fold

BASELINES = "baselines"
"""The folder inside a run that holds the runs of the baselines, each under its name."""

Progress = Callable[[int, int], None]
"""Told after each question: how many are done, of how many, those of the baselines included."""

_TEXTS_HELD = 32


@runtime_checkable
class ShowsReports(Protocol):
    """A system that shows the texts its quotes are of, to compare them character by character."""

    def report_text(self, report_id: str) -> str | None:
        """The text of a report, the one that offsets refer to; None for a report it does not hold."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """A finished run and the folder it is kept in; `setup_s` is the time the system took to be ready."""

    path: Path
    summary: Summary
    setup_s: float


def run_suite(
    suite: Suite,
    factory: SystemFactory,
    output: Path,
    progress: Progress | None = None,
    *,
    about: Mapping[str, Json] | None = None,
    baselines: Mapping[str, SystemFactory] | None = None,
    resume: Path | None = None,
    started_at: dt.datetime | None = None,
    timer: Callable[[], float] = time.perf_counter,
    memory: Callable[[], float | None] = lambda: None,
) -> RunResult:
    """Runs the suite in order and writes a new folder under `output`, or takes up the folder `resume`.

    `about` describes the measured system in `config.json`; `timer` gives seconds, `memory` the MiB that the
    measured system has held at most, where that can be known. `baselines` are asked the same, without limits.
    A question whose asking raises is a failed row; the factory's errors are the caller's, leaving
    no folder. Raises RunUnreadableError when `resume` is of other questions or of another system.
    """
    baselines = baselines or {}
    started_at = started_at or dt.datetime.now(dt.UTC)
    total = len(suite.questions) * (1 + len(baselines))
    config = _config(suite, about or {}, started_at)
    taken = Taken() if resume is None else take_up(resume, config)

    def told(done: int) -> None:
        if progress is not None:
            progress(done, total)

    def folder() -> Path:
        return resume or _new_folder(output, suite.name, started_at)

    finished = _ask_all(suite, factory, folder, config, taken, told, timer, memory)
    for number, (name, baseline) in enumerate(baselines.items(), start=1):
        where = finished.path / BASELINES / name
        _ask_all(
            replace(suite, limits=()),
            baseline,
            functools.partial(_made, where),
            {**config, "limits": [], "system": {"kind": name}},
            Taken(),
            functools.partial(_told_behind, told, number * len(suite.questions)),
            timer,
            lambda: None,
        )
    return finished


def _ask_all(
    suite: Suite,
    factory: SystemFactory,
    folder: Callable[[], Path],
    config: Mapping[str, Json],
    taken: Taken,
    told: Callable[[int], None],
    timer: Callable[[], float],
    memory: Callable[[], float | None],
) -> RunResult:
    """`folder` is called once the system is ready, so that one that cannot be had leaves none behind."""
    builder = SummaryBuilder(suite.name)
    before = timer()
    with factory(suite.corpus) as system:
        setup_s = timer() - before
        path = folder()
        if not taken.rows:
            _write_json(path / "config.json", config)
        for row in taken.rows_of(path):
            builder.add(row.scored)
        report_text = _report_text(system)
        before = timer()
        with (path / FILE).open("a" if taken.rows else "w", encoding="utf-8", newline="\n") as lines:
            for done, question in enumerate(suite.questions[taken.rows :], start=taken.rows + 1):
                row = _ask(system, question, report_text, timer)
                builder.add(row.scored)
                lines.write(as_line(row) + "\n")
                lines.flush()
                told(done)
        asking_s = timer() - before
        peak = memory()
    summary = builder.finish(suite.limits, peak_memory_mib=peak)
    costs: dict[str, Json] = {"setup_s": round(setup_s, 3), "asking_s": round(asking_s, 3)}
    _write_json(path / "summary.json", {**as_json(summary), "costs": {**costs, "peak_memory_mib": peak}})
    return RunResult(path=path, summary=summary, setup_s=setup_s)


def _ask(
    system: System, question: SuiteQuestion, report_text: ReportText | None, timer: Callable[[], float]
) -> StoredRow:
    asked = question.asked()
    answer: Answer | None = None
    hits: tuple[SearchHit, ...] | None = None
    elapsed_ms: float | None = None
    error: str | None = None
    try:
        before = timer()
        answer = system.ask(asked)
        elapsed_ms = (timer() - before) * 1000
        if question.expected.relevant:
            hits = tuple(system.search(asked.text, DEPTH, asked.filters))
    except Exception as fault:  # noqa: BLE001  whatever the measured system raises is a result, kept and named
        error = f"{type(fault).__name__}: {fault}"
    scored = score_row(
        question.expected,
        answer if error is None else None,
        hits,
        question.question,
        follow_up=bool(question.history),
        report_text=report_text,
    )
    return StoredRow(
        question=question,
        answer=answer,
        hits=hits,
        scores=scored.scores,
        unscorable=scored.unscorable,
        error=error,
        elapsed_ms=None if elapsed_ms is None or error is not None else round(elapsed_ms, 3),
    )


def _report_text(system: System) -> ReportText | None:
    if not isinstance(system, ShowsReports):
        return None
    return functools.lru_cache(maxsize=_TEXTS_HELD)(system.report_text)


def _config(suite: Suite, about: Mapping[str, Json], started_at: dt.datetime) -> dict[str, Json]:
    return {
        "suite": suite.name,
        "path": str(suite.path),
        "corpus": str(suite.corpus),
        "questions": len(suite.questions),
        "questions_sha256": _hash(question.model_dump_json().encode() for question in suite.questions),
        "corpus_sha256": _corpus_hash(suite.corpus),
        "limits": [asdict(limit) for limit in suite.limits],
        "system": dict(about),
        "program": provenance.program(),
        "started_at": started_at.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": provenance.machine(),
        "packages": provenance.packages(),
    }


def _corpus_hash(corpus: Path) -> str:
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    return _hash(
        part for path in files for part in (path.relative_to(corpus).as_posix().encode(), path.read_bytes())
    )


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _new_folder(output: Path, name: str, started_at: dt.datetime) -> Path:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "suite"
    stem = f"{slug}-{started_at:%Y%m%dT%H%M%SZ}"
    output.mkdir(parents=True, exist_ok=True)
    folder, number = output / stem, 1
    while folder.exists():
        number += 1
        folder = output / f"{stem}-{number}"
    folder.mkdir()
    return folder


def _told_behind(told: Callable[[int], None], before: int, done: int) -> None:
    told(before + done)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write_json(path: Path, content: Mapping[str, Json]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
