"""Which questions of a run failed, gathered by what they were made of, so that a rule to blame shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.run import Row

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
    example: Row


def is_right(row: Row) -> bool:
    """Every expectation met and no wrong number shown; a row that cannot be scored so counts as right."""
    return row.scored.scores.get("right", 1.0) == 1.0


def groups_of(
    rows: Sequence[Row], origins: Mapping[str, Mapping[str, str]], names: Sequence[str]
) -> tuple[Group, ...]:
    """The groups with a failing row, those with most of them first."""
    gathered: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        question = row.scored.question
        made_of = {"kind": question.kind.value, **origins.get(question.id, {})}
        gathered[tuple(made_of.get(name, "") for name in names)].append(row)
    found = []
    for made, alike in gathered.items():
        wrong = [row for row in alike if not is_right(row)]
        if wrong:
            found.append(Group(made, len(alike), len(wrong), wrong[0]))
    return tuple(sorted(found, key=lambda group: (-group.failing, group.rows, group.made_of)))


def shown(row: Row) -> str:
    """A failing row in three lines: what was asked, what is right, what came."""
    scored = row.scored
    asked, expected = scored.question, scored.question.expected
    before = f" (sau: {asked.history[0].content})" if asked.history else ""
    right = [f"{v.value} {v.unit}, {v.province}, {v.period}" for v in expected.values[:3]]
    right += [f"items {', '.join(expected.items[:6])}"] if expected.items else []
    right += [f"table of {len(expected.table.rows)}"] if expected.table else []
    missed = [name for name, score in scored.scores.items() if name in _JUDGED and score < 1]
    missed += ["wrong_number"] if scored.scores.get("wrong_number") else []
    return "\n".join(
        (
            f"  {asked.id}: {asked.question}{before}",
            f"    right: {expected.status.value} {'; '.join(right)} [{', '.join(expected.sources[:2])}]",
            f"    came:  {_came(row)}  (missed: {', '.join(missed)})",
        )
    )


_JUDGED = ("status", "value", "number", "quoted", "citation", "items_recall", "table", "coverage")


def _came(row: Row) -> str:
    if row.answer is None:
        return row.scored.error or "nothing"
    values = [f"{v.value} {v.unit}, {v.province}, {v.period}, {v.indicator}" for v in row.answer.values[:3]]
    words = " ".join(row.answer.answer.split())
    return f"{row.answer.status.value} {'; '.join(values) or words[:160]}"
