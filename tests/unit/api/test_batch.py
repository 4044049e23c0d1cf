"""Batches: input order, bad lines named, an output that is whole or not there."""

import json
from pathlib import Path

import pytest

from tests.support.fake_application import FakeApplication, Tuphap, make_answer

GOOD = '{"id": "q1", "question": "một", "kind": "lookup", "expected": {}}'


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_in_a_line_out_in_order(
    application: FakeApplication,
    tuphap: Tuphap,
    tmp_path: Path,
) -> None:
    questions = [
        {"id": 7, "question": "một"},
        {"id": "b", "question": "hai", "history": [{"role": "user", "content": "x"}], "filters": None},
        {"id": "c", "question": "ba", "filters": {"provinces": ["hau giang"], "years": [2023]}},
    ]
    text = "\n".join(json.dumps(question) for question in questions)
    (tmp_path / "in.jsonl").write_text(f"\ufeff{text}\n\n", encoding="utf-8")
    application.answers.extend(make_answer(word) for word in ("1", "2", "3"))
    ran = tuphap("ask", "--batch", "in.jsonl", "--output", "out.jsonl")
    assert (ran.code, ran.out) == (0, "")
    answered = lines(tmp_path / "out.jsonl")
    assert [(line["id"], line["answer"]) for line in answered] == [(7, "1"), ("b", "2"), ("c", "3")]
    assert "status" in answered[0]
    asked = application.assistant.asked
    assert asked[1].history[0].content == "x"
    assert asked[2].filters.provinces == ("Hậu Giang",)


@pytest.mark.parametrize(
    ("line", "line_id", "named"),
    [
        ("{", None, "JSON"),
        ("[]", None, "JSON"),
        ('{"question": "x"}', None, "id"),
        ('{"id": "q"}', "q", "question"),
        ('{"id": "q", "question": ""}', "q", "question"),
        ('{"id": "q", "question": "x", "filters": {"provinces": ["Atlantis"]}}', "q", "Atlantis"),
        ('{"id": "q", "question": "x", "filters": {"province": ["Cần Thơ"]}}', "q", "filters.province"),
        ('{"id": "q", "question": "x", "history": [{"role": "boss", "content": "x"}]}', "q", "role"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_bad_line_is_named_and_the_others_go_on(
    application: FakeApplication,
    tuphap: Tuphap,
    tmp_path: Path,
    command: str,
    line: str,
    line_id: str | None,
    named: str,
) -> None:
    (tmp_path / "in.jsonl").write_text(f"{GOOD}\n{line}\n{GOOD}\n", encoding="utf-8")
    ran = tuphap(command, "--batch", "in.jsonl", "--output", "out.jsonl")
    assert ran.code == 3
    first, bad, last = lines(tmp_path / "out.jsonl")
    assert set(bad) == {"id", "error"}
    assert bad["id"] == line_id
    assert named in str(bad["error"])
    assert "in.jsonl:2" in ran.err
    assert (first["id"], last["id"]) == ("q1", "q1")


def test_search_batches_give_hits_and_time(
    application: FakeApplication,
    tuphap: Tuphap,
    tmp_path: Path,
) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "s", "question": "thẩm định"}', encoding="utf-8")
    assert tuphap("search", "--batch", "in.jsonl", "--output", "out.jsonl").code == 0
    (line,) = lines(tmp_path / "out.jsonl")
    assert set(line) == {"id", "hits", "elapsed_ms"}
    assert line["hits"][0]["source"] == "a.txt"


def test_a_bug_leaves_no_half_output(
    application: FakeApplication,
    tuphap: Tuphap,
    tmp_path: Path,
) -> None:
    (tmp_path / "in.jsonl").write_text(f"{GOOD}\n{GOOD}\n", encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    application.answers.extend([make_answer("1"), RuntimeError("boom")])
    assert tuphap("ask", "--batch", "in.jsonl", "--output", "out.jsonl").code == 1
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.glob("*.jsonl*")) == ["in.jsonl", "out.jsonl"]
    assert not list(tmp_path.glob(".*.part"))


def test_an_input_that_is_no_text_is_refused(
    application: FakeApplication,
    tuphap: Tuphap,
    tmp_path: Path,
) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\xff\xfe\x00")
    assert tuphap("ask", "--batch", "in.jsonl", "--output", "out.jsonl").code == 2
