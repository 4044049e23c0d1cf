"""Has a judge look at the rows of a finished run; keeps what it says in the run's folder.

`judged.jsonl` has a line a row with verdict and reasons, `judged.json` the means, how many rows could not be
judged, and how often the judge agrees with the run's own scores: the measure of what it is worth.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.answer import Status
from eval.judge.material import material_of
from eval.judge.model import UnreadableVerdictError, Verdict
from eval.rows import StoredRow, iter_rows
from eval.summary import Json

LINES = "judged.jsonl"
MEANS = "judged.json"

Judge = Callable[[str], Verdict]
"""Gives the verdict on a row told in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Means over the rows judged (None without any).

    `agreement` is the share of the rows whose `correct` is the run's own `right`; `unreadable` are the rows
    whose reply was no verdict, with the reply.
    """

    rows: int
    faithful: float | None
    correct: float | None
    agreement: float | None
    agreement_rows: int
    unreadable: tuple[tuple[str, str], ...]


def judge_run(
    run: Path,
    judge: Judge,
    *,
    about: dict[str, Json],
    limit: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Judged:
    """Judges the answered rows of a run in order, at most `limit` of them, and writes both files.

    Raises RunUnreadableError, and what the judge raises when it cannot be asked; lines already written stay.
    """
    verdicts: list[tuple[StoredRow, Verdict]] = []
    unreadable: list[tuple[str, str]] = []
    judgeable = list(islice(_judgeable(run), limit))  # read first: what is no run gets no file
    with (run / LINES).open("w", encoding="utf-8", newline="\n") as lines:
        for done, (row, material) in enumerate(judgeable, start=1):
            content: dict[str, Json] = {"id": row.question.id}
            try:
                verdict = judge(material)
            except UnreadableVerdictError as error:
                unreadable.append((row.question.id, str(error)))
                content["unreadable"] = str(error)
            else:
                verdicts.append((row, verdict))
                content |= verdict.model_dump()
                content["right"] = row.scores.get("right")
            lines.write(json.dumps(content, ensure_ascii=False) + "\n")
            lines.flush()
            progress(done, len(judgeable))
    judged = _summary(verdicts, unreadable)
    _write_means(run / MEANS, judged, about)
    return judged


def _judgeable(run: Path) -> Iterator[tuple[StoredRow, str]]:
    """Rows that were answered and have something to be judged by; a refusal is judged by its status alone."""
    for row in iter_rows(run):
        if row.answer is not None and row.answer.status is Status.ANSWERED:
            material = material_of(row.question, row.answer)
            if material is not None:
                yield row, material


def _summary(verdicts: list[tuple[StoredRow, Verdict]], unreadable: list[tuple[str, str]]) -> Judged:
    compared = [
        verdict.correct == bool(row.scores["right"]) for row, verdict in verdicts if "right" in row.scores
    ]
    return Judged(
        rows=len(verdicts),
        faithful=_mean([verdict.faithful for _, verdict in verdicts]),
        correct=_mean([verdict.correct for _, verdict in verdicts]),
        agreement=_mean(compared),
        agreement_rows=len(compared),
        unreadable=tuple(unreadable),
    )


def _mean(verdicts: list[bool]) -> float | None:
    return sum(verdicts) / len(verdicts) if verdicts else None


def _write_means(path: Path, judged: Judged, about: dict[str, Json]) -> None:
    content: dict[str, Json] = {
        "judge": about,
        "rows": judged.rows,
        "faithful": judged.faithful,
        "correct": judged.correct,
        "agreement": judged.agreement,
        "agreement_rows": judged.agreement_rows,
        "unreadable": [{"id": identifier, "reply": reply} for identifier, reply in judged.unreadable],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
