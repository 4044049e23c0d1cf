"""SQuAD-style files run as they are, and any other format is known by its name."""

import json
from pathlib import Path

import pytest

from assistant.answer import Status
from eval.adapters.opening import open_suite
from eval.adapters.squad import load_squad
from eval.errors import SuiteError
from eval.question import QuestionKind

CONTEXT = "Sở Tư pháp họp sáng 3/5. Năm 2023, Sở đã thẩm định 42 văn bản! Việc này đúng hạn."


def squad(path: Path, *questions: dict[str, object], twice: bool = False) -> Path:
    paragraph = {"context": CONTEXT, "qas": list(questions)}
    again = {"context": CONTEXT, "qas": [{**question, "id": f"{question['id']}-2"} for question in questions]}
    articles = [{"title": "Hậu Giang", "paragraphs": [paragraph, again] if twice else [paragraph]}]
    path.write_text(json.dumps({"version": "v2.0", "data": articles}), encoding="utf-8")
    return path


def asked(*texts: str, **more: object) -> dict[str, object]:
    answers = [{"text": text, "answer_start": CONTEXT.index(text)} for text in texts]
    return {"id": "q", "question": "Bao nhiêu?", "answers": answers, **more}


def test_a_question_expects_the_words_all_annotators_marked_and_their_sentence(tmp_path: Path) -> None:
    suite = load_squad(squad(tmp_path / "s.json", asked("42 văn bản", "42")), texts_under=tmp_path / "kept")
    (question,) = suite.questions
    assert question.kind is QuestionKind.TEXT
    assert question.expected.phrases == ("42",)
    assert question.expected.evidence == "Năm 2023, Sở đã thẩm định 42 văn bản!"
    (source,) = question.expected.sources
    assert (suite.corpus / source).read_text(encoding="utf-8") == CONTEXT
    assert source == "001-hau-giang-01.txt"


def test_words_that_annotators_do_not_share_are_not_asked_for(tmp_path: Path) -> None:
    suite = load_squad(squad(tmp_path / "s.json", asked("42 văn bản", "đúng hạn")), texts_under=tmp_path)
    assert suite.questions[0].expected.phrases == ()


def test_what_is_impossible_is_to_be_refused(tmp_path: Path) -> None:
    impossible = asked("42", is_impossible=True)
    suite = load_squad(squad(tmp_path / "s.json", impossible), texts_under=tmp_path)
    (question,) = suite.questions
    assert (question.kind, question.expected.status) == (QuestionKind.UNANSWERABLE, Status.NOT_FOUND)


def test_equal_paragraphs_are_one_report_and_are_written_once(tmp_path: Path) -> None:
    path = squad(tmp_path / "s.json", asked("42"), twice=True)
    suite = load_squad(path, texts_under=tmp_path / "kept")
    assert len(list(suite.corpus.iterdir())) == 1
    (file,) = suite.corpus.iterdir()
    stamp = file.stat().st_mtime_ns
    assert load_squad(path, texts_under=tmp_path / "kept").corpus == suite.corpus
    assert file.stat().st_mtime_ns == stamp


def test_an_offset_that_lies_gives_the_answer_itself(tmp_path: Path) -> None:
    question = {"id": "q", "question": "?", "answers": [{"text": "42", "answer_start": 0}]}
    suite = load_squad(squad(tmp_path / "s.json", question), texts_under=tmp_path)
    assert suite.questions[0].expected.evidence == "42"


def test_bad_squad_files_are_named_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"data": [{"paragraphs": [{"context": "x", "qas": [{"id": "q"}]}]}]}', encoding="utf-8")
    with pytest.raises(SuiteError, match=r"data\.0\.paragraphs\.0\.qas\.0\.question"):
        load_squad(path, texts_under=tmp_path)
    with pytest.raises(SuiteError, match="already stands"):
        load_squad(squad(path, asked("42"), asked("42")), texts_under=tmp_path)


def test_each_format_is_known_by_its_name(tmp_path: Path) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    (corpus / "a.txt").write_text("x", encoding="utf-8")
    pairs = tmp_path / "q.CSV"
    pairs.write_text("câu hỏi,đáp án\nBao nhiêu?,42 văn bản\n", encoding="utf-8")
    assert len(open_suite(pairs, corpus=corpus, texts_under=tmp_path).questions) == 1
    assert open_suite(squad(tmp_path / "s.json", asked("42")), texts_under=tmp_path).name == "s"
    for path, options, words in (
        (pairs, None, "--corpus"),
        (tmp_path / "s.json", corpus, "SQuAD"),
        (tmp_path / "gone.xlsx", corpus, "is missing"),
        (corpus / "a.txt", corpus, "is no suite"),
        (tmp_path / "reports", None, "suite.toml"),
    ):
        with pytest.raises(SuiteError, match=words):
            open_suite(path, corpus=options, texts_under=tmp_path)
