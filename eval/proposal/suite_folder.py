"""The folder of a proposed suite: the reports, the sheet to review, and the questions once accepted."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.adapters.pairs import load_pairs
from eval.errors import EvaluationError
from eval.proposal.facts import Progress, read_facts
from eval.proposal.proposing import propose
from eval.proposal.review_sheet import write_review
from eval.suite import Suite

REVIEW = "review.xlsx"
_CORPUS = "corpus"
_HEAD = "suite.toml"
_QUESTIONS = "questions.jsonl"


class ProposalError(EvaluationError):
    """A suite cannot be proposed or taken over as asked."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What stands in the folder now; `refused` are the reports that could not be read, with the reason."""

    review: Path
    proposals: int
    facts: int
    reports: int
    refused: Mapping[str, str]


def propose_suite(
    reports: Path, output: Path, count: int, progress: Progress = lambda done, total, what: None
) -> Proposed:
    """Makes the folder `output` with the reports and at most `count` proposals to review.

    Raises ProposalError: there is something at `output` already, or no report states a figure.
    """
    if not reports.is_dir():
        raise ProposalError(reports, "không phải thư mục báo cáo · is not a folder of reports")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ProposalError(output, "đã có; chọn thư mục khác hoặc xóa đi · is there already")
    held = read_facts(reports, progress)
    if not held.facts:
        raise ProposalError(reports, "không đọc được số liệu nào để đặt câu hỏi · no figure could be read")
    for file in held.files:
        copy = output / _CORPUS / file.source
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.path, copy)
    proposals = propose(held, count)
    write_review(output / REVIEW, proposals)
    name = json.dumps(output.resolve().name, ensure_ascii=False)  # a JSON string is a TOML one
    (output / _HEAD).write_text(f"name = {name}\n", encoding="utf-8", newline="\n")
    return Proposed(
        review=output / REVIEW,
        proposals=len(proposals),
        facts=len(held.facts),
        reports=len(held.files),
        refused=held.refused,
    )


def accept_reviewed(suite: Path, sheet: Path | None = None) -> Suite:
    """Makes the accepted rows of the reviewed sheet the suite's questions, in place of those it had.

    What was left out stands in the result. Raises SuiteError when no row can be used, ProposalError when
    there is no sheet.
    """
    sheet = sheet or suite / REVIEW
    if not sheet.is_file():
        raise ProposalError(sheet, "không có tệp này; tạo bằng tuphap eval init · is missing")
    accepted = load_pairs(sheet, corpus=suite / _CORPUS)
    lines = (question.model_dump_json(exclude_defaults=True) for question in accepted.questions)
    (suite / _QUESTIONS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    if not (suite / _HEAD).is_file():
        (suite / _HEAD).write_text('name = "suite"\n', encoding="utf-8", newline="\n")
    return accepted
