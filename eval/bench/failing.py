"""Which questions of a run failed, gathered by what they were made of, so that a rule to blame shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.rows import StoredRow

GROUPINGS: tuple[tuple[str, ...], ...] = (
    ("kind", "task"),
    ("construction", "document_kind"),
    ("indicator",),
    ("style",),
    ("phrasing",),
    ("kind", "construction", "style", "phrasing"),
)
"""By what failing rows are gathered."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that were made alike: how many, how many of them are not right, and one of these."""

    made_of: tuple[str, ...]
    rows: int
    failing: int
    example: StoredRow


def is_right(row: StoredRow) -> bool:
    """Every expectation met and no wrong number shown; a row that cannot be scored so counts as right."""
    return row.scores.get("right", 1.0) == 1.0


def groups_of(
    rows: Sequence[StoredRow], origins: Mapping[str, Mapping[str, str]], names: Sequence[str]
) -> tuple[Group, ...]:
    """The groups with a failing row, those with most of them first."""
    gathered: dict[tuple[str, ...], list[StoredRow]] = defaultdict(list)
    for row in rows:
        question = row.question
        made_of = {"kind": question.kind.value, **origins.get(question.id, {})}
        gathered[tuple(made_of.get(name, "") for name in names)].append(row)
    found = []
    for made, alike in gathered.items():
        wrong = [row for row in alike if not is_right(row)]
        if wrong:
            found.append(Group(made, len(alike), len(wrong), wrong[0]))
    return tuple(sorted(found, key=lambda group: (-group.failing, group.rows, group.made_of)))


def shown(row: StoredRow) -> str:
    """A failing row in three lines: what was asked, what is right, what came."""
    asked, expected = row.question, row.question.expected
    before = f" (sau: {asked.history[0].content})" if asked.history else ""
    right = [f"{v.value} {v.unit}, {v.province}, {v.period}" for v in expected.values[:3]]
    right += [f"items {', '.join(expected.items[:6])}"] if expected.items else []
    right += [f"table of {len(expected.table.rows)}"] if expected.table else []
    missed = [name for name, score in row.scores.items() if name in _JUDGED and score < 1]
    missed += ["wrong_number"] if row.scores.get("wrong_number") else []
    return "\n".join(
        (
            f"  {asked.id}: {asked.question}{before}",
            f"    right: {expected.status.value} {'; '.join(right)} [{', '.join(expected.sources[:2])}]",
            f"    came:  {_came(row)}  (missed: {', '.join(missed)})",
        )
    )


_JUDGED = ("status", "value", "number", "quoted", "citation", "items_recall", "table", "coverage")


def _came(row: StoredRow) -> str:
    if row.answer is None:
        return row.error or "nothing"
    values = [f"{v.value} {v.unit}, {v.province}, {v.period}, {v.indicator}" for v in row.answer.values[:3]]
    words = " ".join(row.answer.answer.split())
    return f"{row.answer.status.value} {'; '.join(values) or words[:160]}"
