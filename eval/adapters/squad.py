"""SQuAD-style files (v1.1 and v2) as suites: paragraphs become reports, questions ask for words.

A suite's corpus is a folder, so the paragraphs are written out as text files, once for each content.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Status
from eval.errors import Problem, SuiteError
from eval.question import Expected, QuestionKind, SuiteQuestion, Text
from eval.suite import Suite, check_questions, validation_problems
from vectorstore.analysis.text import fold

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_LONGEST_NAME = 60


class _Squad(BaseModel):
    """Fields beyond these, such as `version`, are not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _SquadAnswer(_Squad):
    text: Text
    answer_start: int = Field(ge=0)


class _SquadQuestion(_Squad):
    id: Text
    question: Text
    answers: tuple[_SquadAnswer, ...] = ()
    is_impossible: bool = False


class _SquadParagraph(_Squad):
    context: Text
    qas: tuple[_SquadQuestion, ...]


class _SquadArticle(_Squad):
    title: str = ""
    paragraphs: tuple[_SquadParagraph, ...]


class _SquadFile(_Squad):
    data: tuple[_SquadArticle, ...]


@dataclass(slots=True)
class _Corpus:
    """The paragraphs by file name; one that stands twice is one file."""

    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def name_of(self, context: str, stem: str) -> str:
        if context not in self.names:
            self.names[context] = f"{stem}.txt"
            self.texts[f"{stem}.txt"] = context
        return self.names[context]


def load_squad(path: Path, *, texts_under: Path) -> Suite:
    """The suite of a SQuAD-style file; its paragraphs are written to a folder of their own in `texts_under`.

    Raises SuiteError naming every bad place.
    """
    problems: list[Problem] = []
    try:
        squad = _SquadFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise SuiteError(validation_problems(path, None, error)) from error
    corpus = _Corpus()
    questions = tuple(_questions(squad, corpus))
    folder = _written(corpus, texts_under)
    check_questions(path, list(enumerate(questions, start=1)), folder, problems)
    if problems:
        raise SuiteError([Problem(each.path, None, each.field, each.reason) for each in problems])
    return Suite(name=path.stem, path=path, corpus=folder, questions=questions)


def _questions(squad: _SquadFile, corpus: _Corpus) -> Iterator[SuiteQuestion]:
    for number, article in enumerate(squad.data, start=1):
        for ordinal, paragraph in enumerate(article.paragraphs, start=1):
            context = unicodedata.normalize("NFC", paragraph.context)
            source = corpus.name_of(context, f"{number:03}-{_slug(article.title)}-{ordinal:02}")
            for asked in paragraph.qas:
                yield SuiteQuestion(
                    id=asked.id,
                    question=asked.question,
                    kind=QuestionKind.TEXT if _answers(asked) else QuestionKind.UNANSWERABLE,
                    expected=_expected(asked, paragraph.context, source),
                )


def _answers(asked: _SquadQuestion) -> tuple[_SquadAnswer, ...]:
    return () if asked.is_impossible else asked.answers


def _expected(asked: _SquadQuestion, context: str, source: str) -> Expected:
    """What a reader must be shown: the sentence with the answer, and the answer's words where all agree.

    Annotators may have marked shorter and longer answers; words that stand in every one are asked for.
    """
    answers = _answers(asked)
    if not answers:
        return Expected(status=Status.NOT_FOUND)
    shortest = min((unicodedata.normalize("NFC", answer.text.strip()) for answer in answers), key=len)
    agreed = all(shortest in unicodedata.normalize("NFC", answer.text) for answer in answers)
    return Expected(
        status=Status.ANSWERED,
        phrases=(shortest,) if agreed and shortest else (),
        sources=(source,),
        relevant={source: 1},
        evidence=unicodedata.normalize("NFC", _sentence_at(context, answers[0])),
    )


def _sentence_at(context: str, answer: _SquadAnswer) -> str:
    """The sentence an answer stands in; the answer itself where the offset is not its own."""
    start, end = answer.answer_start, answer.answer_start + len(answer.text)
    if context[start:end] != answer.text:
        return answer.text
    begin = max((match.end() for match in _SENTENCE_END.finditer(context, 0, start + 1)), default=0)
    stop = next((match.start() for match in _SENTENCE_END.finditer(context) if match.start() >= end), None)
    return context[min(begin, start) : stop].strip()


def _written(corpus: _Corpus, texts_under: Path) -> Path:
    digest = hashlib.sha256()
    for name, text in corpus.texts.items():
        digest.update(f"{name}\0{text}\0".encode())
    folder = texts_under / digest.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in corpus.texts.items():
        if not (folder / name).is_file():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:_LONGEST_NAME] or "text"
