"""The rows of a run as `rows.jsonl` keeps them: a line a question, with everything that was said and scored.

Written as they come, so that a run that was killed leaves what it had; read one at a time, so that a run may
have any number of them. Asking and scoring are `eval.run`'s and `eval.metrics`' work.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from assistant.answer import Answer
from eval.errors import RunUnreadableError
from eval.question import SuiteQuestion
from eval.summary import Json, ScoredRow
from eval.system import SearchHit

FILE = "rows.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A question with all that came of it; `answer` is None, and `error` says why, when asking failed.

    `hits` is None where nothing was searched; `elapsed_ms`, in whole microseconds, when asking failed.
    """

    question: SuiteQuestion
    answer: Answer | None
    hits: tuple[SearchHit, ...] | None
    scores: Mapping[str, float]
    unscorable: Mapping[str, str]
    error: str | None
    elapsed_ms: float | None

    @property
    def scored(self) -> ScoredRow:
        """The row without what was said: what a summary is made of."""
        return ScoredRow(
            question=self.question,
            scores=self.scores,
            unscorable=self.unscorable,
            error=self.error,
            elapsed_ms=self.elapsed_ms,
        )


class _Line(SuiteQuestion):
    model_config = ConfigDict(frozen=True, extra="ignore")

    answer: Answer | None
    hits: tuple[SearchHit, ...] | None
    error: str | None
    scores: Mapping[str, float]
    unscorable: Mapping[str, str] = Field(default_factory=dict)
    elapsed_ms: float | None


def as_line(row: StoredRow) -> str:
    """The row as one line of JSON, without its line break."""
    content: dict[str, Json] = {
        **row.question.model_dump(mode="json", exclude_defaults=True),
        "answer": None if row.answer is None else row.answer.model_dump(mode="json"),
        "hits": None if row.hits is None else [asdict(hit) for hit in row.hits],
        "error": row.error,
        "scores": dict(row.scores),
        "unscorable": dict(row.unscorable),
        "elapsed_ms": row.elapsed_ms,
    }
    return json.dumps(content, ensure_ascii=False)


def iter_rows(path: Path) -> Iterator[StoredRow]:
    """The rows of a run folder (or of its `rows.jsonl`), one at a time, in the order they were asked.

    A last line that was cut off when the run was killed is left out. Raises RunUnreadableError.
    """
    path = path / FILE if path.is_dir() else path
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip() and (line.endswith("\n") or _is_whole(line)):
                    yield _read(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise RunUnreadableError(path.parent, f"no rows of a run here ({error})") from error


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _read(path: Path, number: int, line: str) -> StoredRow:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        raise RunUnreadableError(path.parent, f"{path.name}, line {number} is not a row: {error}") from error
    question = SuiteQuestion.model_construct(
        **{field: getattr(read, field) for field in SuiteQuestion.model_fields}
    )
    return StoredRow(
        question=question,
        answer=read.answer,
        hits=read.hits,
        scores=read.scores,
        unscorable=read.unscorable,
        error=read.error,
        elapsed_ms=read.elapsed_ms,
    )
