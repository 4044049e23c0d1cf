"""A run of many questions takes memory for none of them, and time for each only once."""

import datetime as dt
import time
import tracemalloc
from pathlib import Path

from assistant.answer import Answer
from assistant.question import Filters, Question
from eval.run import run_suite
from eval.suite import Limit, Suite
from eval.system import SearchHit
from tests.support.scripted_system import factory_of, make_question, perfect_answer

FEW, MANY = 40, 200
EXPECTED = {
    "status": "answered",
    "values": [{"value": 42, "unit": "văn bản", "province": "Hậu Giang", "period": "2023"}],
    "sources": ["a.txt"],
    "evidence": "Năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản.",
    "relevant": {"a.txt": 2},
}
PADDING = "Các báo cáo không nói gì thêm về việc này. " * 12


class _Talkative:
    """Gives the expected answer with some hundreds of letters more."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def ask(self, question: Question) -> Answer:
        return self._answer.model_copy(update={"answer": f"{self._answer.answer} {question.text} {PADDING}"})

    def search(self, text: str, k: int, filters: Filters) -> list[SearchHit]:
        hit = SearchHit(source="a.txt", report_id="a", start=0, end=9, score=1.0, quote=PADDING)
        return [hit] * k


def _run(folder: Path, count: int) -> tuple[float, int]:
    """The processor seconds and the most bytes held at once, what the suite itself holds aside."""
    (folder / "corpus").mkdir(parents=True)
    kinds = ("lookup", "paraphrase", "english")
    suite = Suite(
        name="nhiều câu",
        path=folder,
        corpus=folder / "corpus",
        questions=tuple(make_question(f"q{n}", kinds[n % 3], EXPECTED) for n in range(count)),
        limits=(Limit("floor", "all", "value", 1.0),),
    )
    system = _Talkative(perfect_answer(suite.questions[0]))
    started_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    before = time.process_time()
    tracemalloc.start()
    try:
        finished = run_suite(suite, factory_of(system), folder / "runs", started_at=started_at)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert finished.summary.missed == ()
    assert finished.summary.kinds["all"].rows == count
    return time.process_time() - before, peak


def test_many_questions_take_no_memory_for_each_and_time_in_proportion(tmp_path: Path) -> None:
    _run(tmp_path / "warm", 10)
    few_s, few_bytes = _run(tmp_path / "few", FEW)
    many_s, many_bytes = _run(tmp_path / "many", MANY)
    kept_of_each = (many_bytes - few_bytes) / (MANY - FEW)
    assert kept_of_each < 1_000  # scores are numbers; a row as kept in the file has some 6,000 letters
    assert many_s / few_s < 1.6 * MANY / FEW
