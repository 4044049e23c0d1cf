"""A suite folder is read whole, or refused with every bad place named."""

import json
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.question import Filters, Turn
from eval.errors import SuiteError
from eval.question import QuestionKind
from eval.suite import Limit, load_suite

GOOD = {
    "id": "q1",
    "question": "Còn năm 2022?",
    "history": [{"role": "user", "content": "Năm 2023 thì sao?"}],
    "filters": {"provinces": ["Hậu Giang"], "years": [2022]},
    "kind": "follow_up",
    "expected": {
        "status": "answered",
        "values": [{"value": 42, "unit": "văn bản", "period": "2022"}],
        "sources": ["a.txt"],
        "relevant": {"a.txt": 2},
    },
}


def write_suite(folder: Path, lines: list[object], head: str = 'name = "thử"\n') -> Path:
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.txt").write_text("x", encoding="utf-8")
    (folder / "suite.toml").write_text(head, encoding="utf-8")
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "questions.jsonl").write_text(text + "\n", encoding="utf-8")
    return folder


def problems_of(folder: Path) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(SuiteError) as caught:
        load_suite(folder)
    return [(problem.path.name, problem.line, problem.field) for problem in caught.value.problems]


def test_a_suite_is_read_with_its_floors(tmp_path: Path) -> None:
    floors = "[floors.all]\nstatus = 1\n[floors.follow_up]\nvalue = 0.9\n"
    head = f'name = "thử"\n{floors}[ceilings.all]\nwrong_number = 0\n'
    suite = load_suite(write_suite(tmp_path, [GOOD, "", {**GOOD, "id": "q2"}], head))
    assert suite.name == "thử"
    assert [question.id for question in suite.questions] == ["q1", "q2"]
    assert suite.limits == (
        Limit("floor", "all", "status", 1),
        Limit("floor", "follow_up", "value", 0.9),
        Limit("ceiling", "all", "wrong_number", 0),
    )
    question = suite.questions[0]
    assert (question.kind, question.expected.status) == (QuestionKind.FOLLOW_UP, Status.ANSWERED)
    asked = question.asked()
    assert asked.history == (Turn("user", "Năm 2023 thì sao?"),)
    assert asked.filters == Filters(provinces=("Hậu Giang",), years=(2022,))


def test_every_bad_line_is_named_with_its_field(tmp_path: Path) -> None:
    lines: list[object] = [
        GOOD,
        "{not json",
        {**GOOD, "id": "q3", "kind": "lokup"},
        {**GOOD, "id": "q4", "expected": {"status": "answered", "values": [{"value": "42", "unit": "vụ"}]}},
        {**GOOD, "id": "q5", "expected": {"status": "answered", "source": ["a.txt"]}},
        {**GOOD, "id": "q6", "expected": {"status": "not_found", "values": [{"value": 1, "unit": "vụ"}]}},
        {**GOOD, "id": "q7", "filters": {"province": ["Hậu Giang"]}},
        GOOD,
        {**GOOD, "id": "q9", "expected": {"status": "answered", "sources": ["b.txt"]}},
    ]
    folder = write_suite(tmp_path, lines)
    assert problems_of(folder) == [
        ("questions.jsonl", 2, None),
        ("questions.jsonl", 3, "kind"),
        ("questions.jsonl", 4, "expected.values.0.value"),
        ("questions.jsonl", 5, "expected.source"),
        ("questions.jsonl", 6, "expected"),
        ("questions.jsonl", 7, "filters.province"),
        ("questions.jsonl", 8, "id"),
        ("questions.jsonl", 9, "expected.sources"),
    ]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ('name = "x"\n[floors.lookup]\nvalues = 0.9\n', "floors.lookup.values"),
        ('name = "x"\n[floors.lokup]\nvalue = 0.9\n', "floors.lokup.value"),
        ('name = "x"\n[floors.all]\nwrong_number = 0\n', "floors.all.wrong_number"),
        ('name = "x"\n[ceilings.all]\nvalue = 1\n', "ceilings.all.value"),
        ('title = "x"\nname = "x"\n', "title"),
        ("[floors.all]\nvalue = 1\n", "name"),
        ("name = \n", None),
    ],
)
def test_a_bad_head_is_named(tmp_path: Path, head: str, field: str | None) -> None:
    assert problems_of(write_suite(tmp_path, [GOOD], head)) == [("suite.toml", None, field)]


def test_what_is_missing_is_named_at_once(tmp_path: Path) -> None:
    assert {name for name, _, _ in problems_of(tmp_path)} == {"suite.toml", "questions.jsonl", "corpus"}


def test_no_question_is_a_bad_suite(tmp_path: Path) -> None:
    assert problems_of(write_suite(tmp_path, [])) == [("questions.jsonl", None, None)]


def test_the_message_can_be_followed(tmp_path: Path) -> None:
    folder = write_suite(tmp_path, [{**GOOD, "kind": "lokup"}])
    with pytest.raises(SuiteError, match=r"questions\.jsonl:1: kind: .*'lookup'"):
        load_suite(folder)
