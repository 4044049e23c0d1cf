"""What a number says of its subject: reached, last year's, aimed at, changed by, a share, a part."""

from dataclasses import dataclass

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.wording import CHANGE, LEVELS, PARTS, PLANNED, PREVIOUS, TARGET
from vectorstore.schema import FigureKind

_STRONG_TARGET = ("phấn đấu", "chỉ tiêu", "mục tiêu", "dự kiến")
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Role:
    """A figure's kind, whether it stands in a list of parts, and the level named as the part."""

    kind: FigureKind
    listed_as_part: bool = False
    level: str | None = None


def role_of(sentence: Sentence, clause: Clause, *, planned: bool) -> Role:
    """The role of a clause's number; `planned` says that it stands under a heading about what is to come."""
    left = clause.left
    level = _level(sentence, clause)
    part_at = sentence.find(PARTS, Span(0, clause.number.first))
    listed = part_at is not None and (
        level is not None or not any(";" in sentence.gap(at) for at in range(part_at, left.first + 1))
    )
    if _changed(sentence, clause):
        return Role(FigureKind.CHANGE, listed, level)
    if _before(sentence, clause):
        return Role(FigureKind.PREVIOUS, listed, level)
    if _aimed_at(sentence, clause) or planned:
        return Role(FigureKind.TARGET, listed, level)
    if clause.quantity.percent or clause.quantity.points:
        return Role(FigureKind.SHARE, listed, level)
    return Role(FigureKind.ACHIEVED, listed, level)


def _changed(sentence: Sentence, clause: Clause) -> bool:
    quantity = clause.quantity
    if quantity.multiple or quantity.points:
        return True
    at = sentence.find(CHANGE, clause.left)
    if at is not None and clause.number.first - at <= _NEAR:
        return True
    # "bằng 98% so với cùng kỳ": a ratio to another period, not a rate of its own
    after = Span(clause.phrase.last, min(clause.phrase.last + 2, len(sentence.keys)))
    return quantity.percent and sentence.find(("so với", "so cùng"), after) is not None


def _before(sentence: Sentence, clause: Clause) -> bool:
    at = sentence.find(PREVIOUS, clause.left)
    if at is None:
        return False
    compared = sentence.find(("so với cùng kỳ", "so với năm trước", "so cùng kỳ"), clause.left) == at
    return not compared or clause.number.first - at <= _NEAR


def _aimed_at(sentence: Sentence, clause: Clause) -> bool:
    strong = sentence.find(_STRONG_TARGET, clause.left)
    if strong is not None and sentence.find(CHANGE, Span(strong - 2, strong)) is None:
        return True
    if sentence.find(PLANNED, clause.left) is not None and "phải" in _before_number(sentence, clause):
        return True
    weak = sentence.find(TARGET, clause.left)
    return weak is not None and clause.number.first - weak <= 2


def _before_number(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    return sentence.keys[clause.left.first : clause.left.last]


def _level(sentence: Sentence, clause: Clause) -> str | None:
    """The tier named beside the number, unless it is part of what is counted (`đơn vị cấp xã`)."""
    named = frozenset(at for hit in sentence.hits if hit.is_named for at in range(hit.first, hit.last))
    for span in (clause.phrase, clause.left):
        for level in LEVELS:
            at = sentence.find((level,), span)
            if at is not None and at - 1 not in named:
                return level
    return None
