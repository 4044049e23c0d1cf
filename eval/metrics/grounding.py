"""Whether every number an answer's sentences show is proved where the sentence says so.

The contract asks that each figure in a sentence stands in the quote of a citation of that sentence, or is
computed from values that are each cited. Numbers are read by the evaluation's own reader (`printed`), never
by the program's. The idea is that of attribution (AIS: Rashkin et al., Computational Linguistics 49, 2023),
held to what can be decided without a judge: the numbers.
"""

import itertools
import math
import re
from collections.abc import Iterable, Sequence

from assistant.answer import Answer
from eval.metrics.printed import Reading, same_number, shown_numbers
from eval.metrics.values import citation_prints, value_proved

_MARK = re.compile(r"\[(\d+)\]")
_LATE_MARKS = re.compile(r"([.!?…])((?:[ \t]*\[\d+\])+)")
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+", re.MULTILINE)
# a sentence ends before white space, but not behind an abbreviation such as `TP.` or `Th.S.`
_END = re.compile(r"(?<=[.!?…])(?<!\b[A-ZĐ][A-ZĐa-z]\.)(?<!\b[A-ZĐ]\.)\s+|\n+")
# nor behind the number of a heading that the sentence opens with
_NUMBERED = re.compile(
    r"(?:^|\s)(?:bảng|biểu|phụ lục|mục|phần|điều|khoản|hình|table|annex|section|article)\s+\d+(?:\.\d+)*\.$",
    re.IGNORECASE,
)
_MOST_ADDENDS = 10
"""Up to so many values, any of them may be the addends of a sum; of more, only all together."""


def sentences(text: str) -> list[str]:
    """The sentences of an answer, list items among them without their numbers; none is blank.

    Marks that stand behind the full stop, as some write them, belong to the sentence before.
    """
    found: list[str] = []
    for part in _END.split(_LATE_MARKS.sub(r"\2\1", _LIST_NUMBER.sub("", text))):
        if found and _NUMBERED.search(found[-1]):
            found[-1] += f" {part.strip()}"
        elif stripped := part.strip():
            found.append(stripped)
    return found


def numbers_grounded(answer: Answer, question: str) -> float | None:
    """The share of the sentences showing numbers whose every number is proved; None when none shows any.

    A number is proved when the quote of a citation marked in its sentence prints it; when it is the sum, the
    difference, the mean or the ratio of figures of the answer that are themselves proved by citations marked
    there (a ratio as such or in percent, rounded as shown); or when it counts the places or periods of
    `coverage`. Dates, years and names of periods are no numbers here, nor are the question's own, unless the
    answer shows no other.
    """
    split = sentences(answer.answer)
    for said in (question, ""):
        numeric = [(sentence, shown) for sentence in split if (shown := shown_numbers(sentence, said))]
        if numeric:
            grounded = sum(_all_proved(answer, sentence, shown) for sentence, shown in numeric)
            return grounded / len(numeric)
    return None


def _all_proved(answer: Answer, sentence: str, shown: Iterable[Reading]) -> bool:
    marked = {int(mark) for mark in _MARK.findall(sentence)}
    citations = [citation for citation in answer.citations if citation.number in marked]
    operands = _proved_values(answer, marked) or _proved_cells(answer, marked)
    counts = _counts(answer)
    return all(
        any(
            any(citation_prints(citation, value) for citation in citations)
            or any(same_number(value, count) for count in counts)
            or _computed(value, operands)
            for value in reading
        )
        for reading in shown
    )


def _proved_values(answer: Answer, marked: set[int]) -> list[float]:
    """The values that are no results of arithmetic and are proved by a citation of the sentence."""
    return [
        float(value.value)
        for value in answer.values
        if value.operation is None
        and marked.intersection(value.citations)
        and value_proved(value, answer.citations)
    ]


def _proved_cells(answer: Answer, marked: set[int]) -> list[float]:
    """The numbers of the table that a citation of the sentence, and of their row, prints."""
    if answer.table is None:
        return []
    found: list[float] = []
    for row, cited in zip(answer.table.rows, answer.table.row_citations, strict=False):
        citations = [c for c in answer.citations if c.number in marked.intersection(cited)]
        numbers = [float(cell) for cell in row if isinstance(cell, int | float)]
        found += [number for number in numbers if any(citation_prints(c, number) for c in citations)]
    return found


def _counts(answer: Answer) -> tuple[int, ...]:
    if answer.coverage is None:
        return ()
    with_data, without = len(answer.coverage.with_data), len(answer.coverage.without_data)
    return with_data, without, with_data + without


def _computed(value: float, operands: Sequence[float]) -> bool:
    sizes = (len(operands),) if len(operands) > _MOST_ADDENDS else range(2, len(operands) + 1)
    for size in sizes:
        for addends in itertools.combinations(operands, size):
            total = math.fsum(addends)
            if size > 1 and (same_number(total, value) or _rounds_to(total / size, value)):
                return True
    return any(
        same_number(abs(a - b), value) or (b != 0 and _is_ratio(a, b, value))
        for a, b in itertools.permutations(operands, 2)
    )


def _is_ratio(a: float, b: float, value: float) -> bool:
    """In percent, or as such: then a whole number is no rounding, or every small number would be a ratio."""
    in_percent = _rounds_to(a / b * 100, value) or _rounds_to(abs(a - b) / abs(b) * 100, value)
    return in_percent or (same_number(a / b, value) if value.is_integer() else _rounds_to(a / b, value))


def _rounds_to(exact: float, shown: float) -> bool:
    """Whether a number shown with its decimals may stand for the exact one."""
    decimals = len(f"{shown:.6f}".rstrip("0").partition(".")[2])
    return same_number(exact, shown, 0.5 * 10**-decimals)
