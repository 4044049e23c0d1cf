"""Reads report files as ingestion does, without embedding, and judges what was read; takes the time of it."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from eval.extraction.gold import Case
from eval.extraction.judge import Judgement, judge
from ingest.errors import IngestError
from ingest.figures import read_figures
from ingest.reading import read_file
from vectorstore.schema import Report, StructuredText

_CHUNK = 4  # cases a process takes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReport:
    """One report read and judged; `seconds` is the processor's time spent on reading its figures alone.

    `quotes` are the sentences of the figures read, by the start of the number, empty for real texts.
    """

    name: str
    format: str
    characters: int
    seconds: float
    judgement: Judgement
    quotes: dict[int, str]


def judge_all(cases: Sequence[Case], processes: int = 1) -> list[JudgedReport]:
    """Every report read and judged, in order."""
    if processes <= 1 or len(cases) <= _CHUNK:
        return [judge_report(case) for case in cases]
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(judge_report, cases, chunksize=_CHUNK))


def judge_report(case: Case) -> JudgedReport:
    """Read a file, its figures too, and compare; a file that ingestion refuses has no figures."""
    name = case.path.name
    try:
        read = read_file(case.path.read_bytes(), name)
    except IngestError:
        return _refused(case)
    report = Report(
        report_id=name,
        sources=(name,),
        content_hash="",
        format=read.format,
        metadata=read.metadata,
        pages=read.pages,
    )
    begun = time.process_time()
    figures = read_figures(report, read.text)
    seconds = time.process_time() - begun
    return JudgedReport(
        name=name,
        format=read.format,
        characters=len(read.text.text),
        seconds=seconds,
        judgement=judge(case.expectation.of(read.text), figures),
        quotes={f.value_start: read.text.text[f.start : f.end] for f in figures} if case.quotable else {},
    )


def _refused(case: Case) -> JudgedReport:
    return JudgedReport(
        name=case.path.name,
        format=case.path.suffix.removeprefix("."),
        characters=0,
        seconds=0.0,
        judgement=judge(case.expectation.of(StructuredText("", ())), ()),
        quotes={},
    )
