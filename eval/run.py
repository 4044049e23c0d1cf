"""Asks a system every question of a suite, scores the answers and keeps everything that was said.

A run is a folder of its own: `config.json` (what was measured, how), `rows.jsonl` (a line a question, written
as it is answered), `summary.json` and `summary.md`.
"""

import datetime as dt
import hashlib
import json
import platform
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.answer import Answer
from eval.metrics.ranking import DEPTH
from eval.metrics.score import score_row
from eval.question import SuiteQuestion
from eval.suite import Suite
from eval.summary import Json, ScoredRow, Summary, as_json, as_markdown, summarise
from eval.system import SearchHit, System, SystemFactory
from vectorstore.analysis.text import fold

Progress = Callable[[int, int], None]
"""Told after each question: how many are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question with all that came of it; `answer` is None, and `error` says why, when asking failed."""

    scored: ScoredRow
    answer: Answer | None
    hits: tuple[SearchHit, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """A finished run and the folder it is kept in; `setup_s` is the time the system took to be ready."""

    path: Path
    rows: tuple[Row, ...]
    summary: Summary
    setup_s: float


def run_suite(
    suite: Suite,
    factory: SystemFactory,
    output: Path,
    progress: Progress | None = None,
    *,
    about: Mapping[str, str] | None = None,
    started_at: dt.datetime | None = None,
    timer: Callable[[], float] = time.perf_counter,
) -> RunResult:
    """Runs the suite in order and writes a new folder under `output`.

    `about` describes the measured system in `config.json`; `timer` gives seconds. A question whose asking
    raises is a failed row; the factory's errors are the caller's.
    """
    started_at = started_at or dt.datetime.now(dt.UTC)
    folder = _new_folder(output, suite.name, started_at)
    _write_json(folder / "config.json", _config(suite, about or {}, started_at))
    before = timer()
    rows: list[Row] = []
    with factory(suite.corpus) as system, (folder / "rows.jsonl").open("w", encoding="utf-8") as lines:
        setup_s = timer() - before
        for question in suite.questions:
            row = _ask(system, question, timer)
            rows.append(row)
            lines.write(json.dumps(_row_json(row), ensure_ascii=False) + "\n")
            lines.flush()
            if progress is not None:
                progress(len(rows), len(suite.questions))
    summary = summarise(suite.name, [row.scored for row in rows], suite.limits)
    _write_json(folder / "summary.json", {**as_json(summary), "setup_s": round(setup_s, 3)})
    (folder / "summary.md").write_text(as_markdown(summary), encoding="utf-8")
    return RunResult(path=folder, rows=tuple(rows), summary=summary, setup_s=setup_s)


def _ask(system: System, question: SuiteQuestion, timer: Callable[[], float]) -> Row:
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
    row_scores = score_row(question.expected, answer if error is None else None, hits, question.question)
    return Row(
        scored=ScoredRow(
            question=question,
            scores=row_scores.scores,
            unscorable=row_scores.unscorable,
            error=error,
            elapsed_ms=elapsed_ms if error is None else None,
        ),
        answer=answer,
        hits=hits,
    )


def _row_json(row: Row) -> dict[str, Json]:
    scored = row.scored
    question = scored.question.model_dump(mode="json", exclude_defaults=True)
    return {
        **question,
        "answer": None if row.answer is None else row.answer.model_dump(mode="json"),
        "hits": None if row.hits is None else [asdict(hit) for hit in row.hits],
        "error": scored.error,
        "scores": dict(scored.scores),
        "unscorable": dict(scored.unscorable),
        "elapsed_ms": None if scored.elapsed_ms is None else round(scored.elapsed_ms, 3),
    }


def _config(suite: Suite, about: Mapping[str, str], started_at: dt.datetime) -> dict[str, Json]:
    return {
        "suite": suite.name,
        "path": str(suite.path),
        "corpus": str(suite.corpus),
        "questions": len(suite.questions),
        "questions_sha256": _hash(question.model_dump_json().encode() for question in suite.questions),
        "corpus_sha256": _corpus_hash(suite.corpus),
        "limits": [asdict(limit) for limit in suite.limits],
        "system": dict(about),
        "started_at": started_at.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
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


def _write_json(path: Path, content: Mapping[str, Json]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
