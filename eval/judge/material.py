"""What a judge is shown of a row: question, answer, quotes and what is right, in words."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from assistant.answer import Answer, Status
from eval.question import Expected, ExpectedValue, SuiteQuestion


class JudgeWords(BaseModel):
    """The texts of `wordings.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instructions: str
    material: str
    no_quotes: str
    not_in_reports: str
    ask_back: str
    value: str
    must_list: str
    must_say: str
    evidence: str


@cache
def judge_words() -> JudgeWords:
    """The texts, read once."""
    text = (files("eval.judge") / "wordings.toml").read_text(encoding="utf-8")
    return JudgeWords.model_validate(tomllib.loads(text))


def material_of(question: SuiteQuestion, answer: Answer) -> str | None:
    """The row in words; None where nothing but a status is expected, so that there is nothing to judge by."""
    gold = gold_of(question.expected)
    if gold is None:
        return None
    asked = "\n".join([*(turn.content for turn in question.history), question.question])
    quotes = "\n".join(f"[{citation.number}] {citation.quote}" for citation in answer.citations)
    return judge_words().material.format(
        question=_data(asked),
        answer=_data(answer.answer),
        quotes=_data(quotes) or judge_words().no_quotes,
        gold=gold,
    )


def gold_of(expected: Expected) -> str | None:
    """What is right, in words."""
    said = judge_words()
    if expected.status is not Status.ANSWERED:
        return said.not_in_reports if expected.status is Status.NOT_FOUND else said.ask_back
    lines = [_value(value) for value in expected.values]
    if expected.table is not None:
        lines += [
            " | ".join("" if cell is None else str(cell) for cell in row) for row in expected.table.rows
        ]
    if expected.items:
        lines.append(said.must_list.format(items="; ".join(expected.items)))
    if expected.phrases:
        lines.append(said.must_say.format(phrases="; ".join(expected.phrases)))
    if expected.evidence:
        lines.append(said.evidence.format(evidence=expected.evidence))
    return "\n".join(lines) or None


def _value(value: ExpectedValue) -> str:
    return judge_words().value.format(
        value=value.value,
        unit=value.unit,
        place=f", {value.province}" if value.province else "",
        period=f", {value.period}" if value.period else "",
    )


def _data(text: str) -> str:
    """Text that cannot close the tag it stands in."""
    return text.replace("<", "‹").replace(">", "›")
