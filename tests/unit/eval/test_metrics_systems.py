"""What systems of known worth score: a perfect one 1, an empty one 0, on every metric and for every kind."""

from collections.abc import Callable, Mapping

import pytest

from assistant.answer import Answer, Status, Understood
from eval.metrics.registry import BY_NAME, METRICS
from eval.metrics.score import score_row
from eval.question import QuestionKind, SuiteQuestion
from eval.summary import ScoredRow, SummaryBuilder
from eval.system import SearchHit
from tests.support.scripted_system import make_answer, make_question, make_value, perfect_answer

VALUE = {"value": 42, "unit": "văn bản", "province": "Hậu Giang", "period": "2023"}
OTHER = {"value": 1234.5, "unit": "ha", "province": "Cần Thơ", "period": "2023-H1"}
VALUES = {"status": "answered", "values": [VALUE], "sources": ["a.txt"], "relevant": {"a.txt": 2, "b.txt": 1}}
SEVERAL = {**VALUES, "values": [VALUE, OTHER]}
TABLE = {
    "status": "answered",
    "table": {"rows": [["Hậu Giang", 42], ["Cần Thơ", 1234.5]]},
    "coverage": {"with_data": ["Hậu Giang", "Cần Thơ"], "without_data": ["Huế"]},
    "sources": ["a.txt"],
}
EXPECTED: Mapping[QuestionKind, Mapping[str, object]] = {
    **dict.fromkeys(QuestionKind, VALUES),
    **dict.fromkeys((QuestionKind.SEVERAL, QuestionKind.COMPARE, QuestionKind.CONFLICT), SEVERAL),
    QuestionKind.NO_PLACE: TABLE,
    QuestionKind.LIST: {"status": "answered", "items": ["Đà Nẵng", "Hà Nam"], "sources": ["a.txt"]},
    QuestionKind.TEXT: {
        "status": "answered",
        "phrases": ["còn hạn chế"],
        "evidence": "Công tác còn hạn chế.",
        "sources": ["a.txt"],
    },
    QuestionKind.UNANSWERABLE: {"status": "not_found"},
    QuestionKind.OFF_TOPIC: {"status": "not_found"},
    QuestionKind.RANKING: {**TABLE, "values": [VALUE]},
}
HISTORY = [{"role": "user", "content": "Năm 2023 Cần Thơ thẩm định bao nhiêu văn bản?"}]
SUITE = [
    make_question(kind.value, kind.value, EXPECTED[kind], history=HISTORY if kind == "follow_up" else [])
    for kind in QuestionKind
]
OF_ROWS = [metric for metric in METRICS if metric.measure in ("share", "count")]
LOWER = {metric.name for metric in OF_ROWS if metric.better == "lower"}
Said = Callable[[SuiteQuestion], Answer | None]
SHOWN = {"a.txt": 100.0, "b.txt": 50.0}


def said_nothing(question: SuiteQuestion) -> Answer:
    return make_answer("")


def not_found(question: SuiteQuestion) -> Answer:
    return make_answer("Các báo cáo không nêu.", status=Status.NOT_FOUND)


def failed(question: SuiteQuestion) -> None:
    return None


def wrong(question: SuiteQuestion) -> Answer:
    values = [make_value(7, "xe"), make_value(8, "xe"), make_value(9, "xe")]
    return make_answer("Có 7 xe [1].", values=values)


def means(said: Said, *, hits: tuple[str, ...] = ()) -> Mapping[str, Mapping[str, float]]:
    builder = SummaryBuilder("thử")
    for question in SUITE:
        found = [SearchHit(source=s, report_id=s, start=0, end=1, score=SHOWN[s], quote="x") for s in hits]
        answer = said(question)
        scored = score_row(
            question.expected, answer, found, question.question, follow_up=bool(question.history)
        )
        builder.add(
            ScoredRow(
                question=question,
                scores=scored.scores,
                unscorable=scored.unscorable,
                error="hỏng" if answer is None else None,
                elapsed_ms=None,
            )
        )
    kinds = builder.finish(()).kinds
    return {kind: {name: m.value for name, m in of.metrics.items()} for kind, of in kinds.items()}


def test_a_perfect_system_scores_one_on_every_metric_of_every_kind() -> None:
    scores = means(perfect_answer, hits=("a.txt", "b.txt"))
    assert set(scores["all"]) == {metric.name for metric in OF_ROWS}
    for kind, of_kind in scores.items():
        assert of_kind == {name: float(name not in LOWER) for name in of_kind}, kind


@pytest.mark.parametrize("said", [said_nothing, failed])
def test_an_empty_system_scores_nothing_on_every_metric_of_every_kind(said: Said) -> None:
    scores = means(said)
    assert set(scores["all"]) == {metric.name for metric in OF_ROWS}
    for kind, of_kind in scores.items():
        higher = {name: score for name, score in of_kind.items() if name not in LOWER}
        assert higher == dict.fromkeys(higher, 0.0), kind
        assert of_kind["wrong_number"] == of_kind["wrong_answer"] == of_kind.get("extra_values", 0) == 0
        assert of_kind["refused"] == (said is said_nothing)


def test_a_system_that_always_declines_is_right_only_where_it_should_and_shows_nothing_wrong() -> None:
    scores = means(not_found)
    assert scores["unanswerable"]["right"] == scores["all"]["abstention_recall"] == 1
    assert scores["all"]["abstention_precision"] == pytest.approx(2 / len(SUITE))
    assert scores["all"]["wrong_answer"] == scores["all"]["wrong_number"] == 0
    assert scores["lookup"]["refused"] == 1
    assert scores["lookup"]["right"] == scores["lookup"]["value"] == scores["lookup"]["citation"] == 0


def test_planted_wrong_answers_are_caught_wherever_lower_is_better() -> None:
    scores = means(wrong)
    for kind, expected in EXPECTED.items():
        of_kind = scores[kind.value]
        assert (of_kind["right"], of_kind["wrong_answer"], of_kind["refused"]) == (0, 1, 0), kind
        if "values" in expected or expected["status"] == "not_found":
            assert of_kind["wrong_number"] == 1, kind
    assert scores["lookup"]["extra_values"] == 2
    assert scores["all"]["abstention_recall"] == scores["all"]["abstention_precision"] == 0


@pytest.mark.parametrize(
    ("fault", "kind", "metric"),
    [
        ({"citations": ()}, "lookup", "citation"),
        ({"citations": ()}, "lookup", "citation_recall"),
        ({"citations": ()}, "lookup", "quoted"),
        ({"citations": ()}, "lookup", "grounded"),
        ({"values": ()}, "several", "amount"),
        ({"table": None}, "no_place", "table_cells"),
        ({"table": None, "answer": "Đà Nẵng."}, "list", "items_recall"),
        ({"coverage": None}, "no_place", "coverage"),
        ({"answer": "Công tác tốt."}, "text", "phrases"),
        ({"status": Status.CLARIFY}, "lookup", "status"),
        (
            {
                "values": (),
                "understood": Understood(places=(), periods=(), indicators=(), standalone_question=""),
            },
            "follow_up",
            "follow_up",
        ),
    ],
)
def test_a_planted_fault_lowers_the_metric_that_names_it(
    fault: Mapping[str, object], kind: str, metric: str
) -> None:
    def faulty(question: SuiteQuestion) -> Answer:
        answer = perfect_answer(question)
        return answer.model_copy(update=dict(fault)) if question.kind == kind else answer

    scores = means(faulty, hits=("a.txt", "b.txt"))
    assert scores[kind][metric] < 1
    assert scores["all"][metric] < 1
    assert scores["unanswerable"]["right"] == 1


def test_every_row_has_one_outcome() -> None:
    for said in (perfect_answer, said_nothing, not_found, wrong):
        for of_kind in means(said).values():
            assert of_kind["right"] + of_kind["wrong_answer"] + of_kind["refused"] == pytest.approx(1)


def test_every_metric_says_what_it_is_once() -> None:
    assert len(BY_NAME) == len(METRICS) == len({metric.definition for metric in METRICS})
