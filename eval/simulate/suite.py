"""Writes a whole suite of simulated reports: the corpus, questions, what is right, how good is good enough.

Beside the files of every suite stand `gold.jsonl` and `reports.jsonl` (the corpus's, see `corpus`) and
`origins.jsonl`: what each question was made of, to group failures by.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.simulate.corpus import write_many
from eval.simulate.gold import read_gold
from eval.simulate.questions.draft import Draft, Quiz
from eval.simulate.questions.facts import Facts
from eval.simulate.questions.mix import counted, make_questions
from eval.simulate.questions.wording import Wording
from eval.simulate.writers import FORMATS

GOLD, REPORTS, ORIGINS = "gold.jsonl", "reports.jsonl", "origins.jsonl"
_LIMITS = """
[floors.all]
value = 0.97
citation = 0.97
abstention_recall = 0.98

[ceilings.all]
wrong_number = 0.005
"""


@dataclass(frozen=True, slots=True)
class WrittenSuite:
    """What was written: how many reports, and questions by kind."""

    folder: Path
    reports: int
    questions: Mapping[str, int]


def write_suite(
    folder: Path,
    *,
    count: int,
    questions: int,
    seed: int,
    formats: Sequence[str] = FORMATS,
    styles: Sequence[str] = ("house",),
    phrasings: Sequence[str] = ("visible",),
) -> WrittenSuite:
    """Writes a suite of `count` reports and `questions` questions; the same arguments give the same bytes.

    Raises SimulateError where a format, a style or a set of phrasings cannot be used.
    """
    wording = Wording(phrasings, seed)
    corpus = folder / "corpus"
    paths = write_many(corpus, count=count, seed=seed, formats=formats, styles=styles)
    for name in (GOLD, REPORTS):
        if (corpus / name).exists():
            (corpus / name).replace(folder / name)
    for left_over in set(corpus.iterdir()) - set(paths):
        left_over.unlink()
    drafts = make_questions(Quiz(Facts(read_gold(folder / GOLD)), wording), questions)
    _write_questions(folder, drafts)
    about = f"{len(paths)} báo cáo mô phỏng (seed {seed}), câu hỏi theo cách nói {', '.join(phrasings)}."
    head = f'name = "simulated"\ndescription = "{about}"\n{_LIMITS}'
    (folder / "suite.toml").write_text(head, encoding="utf-8", newline="\n")
    return WrittenSuite(folder, len(paths), counted(drafts))


def read_origins(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What each question of a suite was made of, by its id; empty where the suite was not made here."""
    file = folder / ORIGINS
    if not file.is_file():
        return {}
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {row.pop("id"): row for row in rows}


def _write_questions(folder: Path, drafts: Sequence[Draft]) -> None:
    asked = [draft.question().model_dump(mode="json", exclude_defaults=True) for draft in drafts]
    origins = [{"id": draft.id, **asdict(draft.origin)} for draft in drafts]
    for name, rows in (("questions.jsonl", asked), (ORIGINS, origins)):
        text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
