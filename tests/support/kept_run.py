"""A small run on disk with one row of every outcome, hostile text in it, and limits met and missed."""

import datetime as dt
import itertools
from pathlib import Path

from assistant.answer import Answer
from eval.run import run_suite
from eval.suite import Limit, Suite
from tests.support.scripted_system import (
    NOT_FOUND,
    ScriptedSystem,
    factory_of,
    make_answer,
    make_citation,
    make_question,
    make_value,
    perfect_answer,
)

HOSTILE = "<script>alert(1)</script> & \x0c \"'|`\n[x](javascript:1)"
VALUE = {"value": 1234.5, "unit": "văn bản", "province": "Hậu Giang", "period": "2023"}
EXPECTED = {"status": "answered", "values": [VALUE], "sources": ["a.txt"], "evidence": "Có 1.234,5 văn bản."}
QUESTIONS = (
    make_question("good", "lookup", EXPECTED),
    make_question("refused", "lookup", EXPECTED, history=[{"role": "user", "content": "câu trước đó"}]),
    make_question("number", "trend", EXPECTED, filters={"provinces": ["Hậu Giang"], "years": [2023]}),
    make_question(
        "wrong",
        "list",
        {"status": "answered", "items": ["Đà Nẵng", "Hà Nam"], "sources": ["a.txt"]},
        note=HOSTILE,
    ),
    make_question("failed", "text", {"status": "answered", "phrases": ["còn hạn chế"]}),
    make_question("bare", "text", {"status": "answered"}),
    make_question("quiet", "unanswerable", {"status": "not_found"}),
)
LIMITS = (
    Limit("floor", "lookup", "right", 0.9),
    Limit("floor", "unanswerable", "right", 1),
    Limit("ceiling", "all", "wrong_number", 0),
    Limit("ceiling", "all", "latency_p95_ms", 5),
    Limit("floor", "ranking", "right", 0.5),
)


def system() -> ScriptedSystem:
    """Answers the questions above, each as its id says."""
    answers: dict[str, Answer | Exception] = {
        "câu good": perfect_answer(QUESTIONS[0]),
        "câu refused": NOT_FOUND,
        "câu number": make_answer(
            HOSTILE,
            values=[make_value(55, HOSTILE, province="Cần Thơ", period="2023")],
            citations=[make_citation(HOSTILE, source="b.txt")],
        ),
        "câu wrong": make_answer("Đạt: Huế [1].", citations=[make_citation("Huế đạt.")]),
        "câu failed": RuntimeError(HOSTILE),
        "câu bare": make_answer("Có [1].", citations=[make_citation("Có")]),
        "câu quiet": NOT_FOUND,
    }
    return ScriptedSystem(answers)


def keep_run(folder: Path, *, baselines: bool = True, limits: tuple[Limit, ...] = LIMITS) -> Path:
    """The folder of a finished run under `folder`; always the same."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "a.txt").write_text("Có 1.234,5 văn bản.", encoding="utf-8")
    suite = Suite(name="Bộ <thử>", path=folder, corpus=corpus, questions=QUESTIONS, limits=limits)
    ticks = itertools.count()
    others = {name: factory_of(ScriptedSystem()) for name in ("bm25", "tutorial")} if baselines else {}
    return run_suite(
        suite,
        factory_of(system()),
        folder / "runs",
        about={"kind": "built-in", "settings": {"embedding_model": HOSTILE}},
        baselines=others,
        started_at=dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
        timer=lambda: next(ticks) / 100,
        memory=lambda: 512.0,
    ).path
