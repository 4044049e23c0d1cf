"""What a number says of its subject: reached, last year's, aimed at, changed by, a share, a part."""

import re
from dataclasses import dataclass

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.wording import (
    ANNOUNCES_TARGETS,
    BECOMES,
    CARRIED,
    CHANGE,
    COMPARED_WITH,
    DONE,
    DONE_WORDS,
    ENDS_AIMS,
    FALLS,
    LEVELS,
    LONG_AGO,
    MEETS,
    OF_THE_PLAN,
    OF_THESE,
    PARTS,
    PLANNED,
    PREVIOUS,
    REACHED,
    REST,
    SETS_AIMS,
    SINCE_THEN,
    TARGET,
    TARGET_LABEL,
)
from vectorstore.schema import FigureKind

_SIGN = re.compile(r"[(:,;]\s?([-–−+])$")
_STRONG_TARGET = ("phấn đấu", "chỉ tiêu", "mục tiêu", "dự kiến")
_NEAR = 4
_COMPARED = ("so với cùng kỳ", "so với năm trước", "so cùng kỳ", "so với ck", "so ck")
_SIDE_BY_SIDE = 3  # words from the end of one tier to the end of the next where they are named together
_LONGEST_BASIS = 12  # words
_ARRIVES = frozenset({"đạt", "lên", "xuống"})
_SEVERAL_YEARS = (("các", "năm", "trước"), ("những", "năm", "trước"))


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
    listed = part_at is not None and (level is not None or _in_list(sentence, part_at, left.first))
    phrase = clause.phrase.first
    listed = (
        listed or sentence.keys[phrase : phrase + 2] in OF_THESE or _is_rest(sentence, clause.number.first)
    )
    if _changed(sentence, clause):
        return Role(FigureKind.CHANGE, listed, level)
    if _before(sentence, clause):
        return Role(FigureKind.PREVIOUS, listed, level)
    if _aimed_at(sentence, clause) or (planned and DONE not in _before_number(sentence, clause)):
        return Role(FigureKind.TARGET, listed, level)
    if _aims_on(sentence, clause):
        return Role(FigureKind.TARGET, listed, level)
    if clause.quantity.percent or clause.quantity.points:
        return Role(FigureKind.SHARE, listed, level)
    return Role(FigureKind.ACHIEVED, listed, level)


def _is_rest(sentence: Sentence, number: int) -> bool:
    """Whether a number is what is left of a whole told before (`còn lại 1.664 cuộc`)."""
    said = sentence.keys[:number]
    return said[-len(REST) :] == REST or said[-len(REST) - 1 :] == (*REST, "là")


def _in_list(sentence: Sentence, opened: int, at: int) -> bool:
    """Whether a list opened before still goes on; over semicolons if they set its items apart."""
    marks = [
        mark for position in range(opened + 1, at + 1) for mark in sentence.gap(position) if mark in ",;"
    ]
    return ";" not in marks or (":" in sentence.gap(opened) and marks[0] == ";")


def _changed(sentence: Sentence, clause: Clause) -> bool:
    quantity = clause.quantity
    if quantity.multiple or quantity.points:
        return True
    if _signed(sentence, clause):
        return True
    at = sentence.find(CHANGE, clause.left)
    if (
        at is not None
        and clause.number.first - at <= _NEAR
        and not _reaches(sentence, at, clause.number.first)
    ):
        return True
    # "bằng 98% so với cùng kỳ": a ratio to another period, not a rate of its own
    after = Span(clause.phrase.last, min(clause.phrase.last + 2, len(sentence.keys)))
    if quantity.percent and _of_the_period_before(sentence, clause):
        return True
    return quantity.percent and sentence.find(("so với", "so cùng", "so ck"), after) is not None


def _of_the_period_before(sentence: Sentence, clause: Clause) -> bool:
    """`bằng 103% cùng kỳ`, `bằng 98% năm trước`, `bằng 106,5% năm 2022`."""
    number, phrase = clause.number.first, clause.phrase.first
    if sentence.keys[number - 1 : number] != ("bằng",):
        return False
    if sentence.keys[phrase : phrase + 1] == ("năm",) and sentence.keys[phrase + 1 : phrase + 2]:
        return sentence.keys[phrase + 1][0].isdigit()
    before = [tuple(words.split()) for words in PREVIOUS]
    return any(sentence.keys[phrase : phrase + len(words)] == words for words in before)


def _signed(sentence: Sentence, clause: Clause) -> bool:
    """Whether a sign is printed at a number that opens a bracket or a clause (`(+4,7%)`, `: -12 vụ`)."""
    before = sentence.text[max(sentence.start, clause.quantity.start - 3) : clause.quantity.start]
    return _SIGN.search(before) is not None


def tells_way(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number's own words say whether a change goes up or down."""
    return _signed(sentence, clause) or sentence.find(CHANGE, clause.left) is not None


def falls(sentence: Sentence, clause: Clause) -> bool:
    """Whether a change is said to go down."""
    before = sentence.text[max(sentence.start, clause.quantity.start - 3) : clause.quantity.start]
    signed = _SIGN.search(before)
    if signed is not None:
        return signed[1] != "+"
    last = max((sentence.find((word,), clause.left) or 0, word in FALLS) for word in CHANGE)
    return last[0] > 0 and last[1]


def _reaches(sentence: Sentence, at: int, number: int) -> bool:
    """Whether what changed is told by the level it came from or reached (`tăng từ …`, `tăng lên …`)."""
    if sentence.keys[at : at + 1] == ("từ",) or sentence.keys[at : at + 1] == (BECOMES,):
        return True
    return sentence.keys[number - 1] in REACHED


def _before(sentence: Sentence, clause: Clause) -> bool:
    if sentence.find(PREVIOUS[:1], clause.phrase) is not None:  # `962 vụ việc của cùng kỳ`
        return True
    changed = sentence.find(CHANGE, clause.left)
    if changed is not None and sentence.keys[changed : changed + 1] == ("từ",):  # `giảm từ 900 vụ xuống còn`
        return clause.number.first - changed <= _NEAR
    if _leaves(sentence, clause) or told_of_long_ago(sentence, clause):
        return True
    if sentence.keys[clause.number.first - 2 : clause.number.first] == COMPARED_WITH:
        return not clause.quantity.percent  # `so với 280 lượt người của năm 2022`
    at = sentence.find(PREVIOUS, clause.left)
    if at is None or sentence.keys[at - 3 : at] in _SEVERAL_YEARS:
        return False
    if sentence.keys[at : at + 1] == (CARRIED,):  # `số năm trước chuyển sang`
        return False
    compared = sentence.find(_COMPARED, clause.left) == at
    if compared and sentence.keys[clause.number.first - 1] in _ARRIVES:
        return False  # `tăng 0,6 điểm % so với cùng kỳ năm 2024, đạt 85%`
    closed = any(set("(,") & set(sentence.gap(position)) for position in range(at, clause.number.first))
    return not compared or (clause.number.first - at <= _NEAR and not closed)


def told_of_long_ago(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number tells how things stood when what the report looks back on began."""
    at = sentence.find(LONG_AGO, clause.left)
    return at is not None and sentence.find(SINCE_THEN, Span(at, clause.number.first)) is None


def _leaves(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number is where a change began, told after the change (`từ 402 vụ lên 439 vụ`)."""
    number, phrase = clause.number.first, clause.phrase.first
    if sentence.keys[number - 1 : number] != ("từ",):
        return False
    behind = sentence.keys[phrase : phrase + _NEAR]
    changes = Span(0, number), Span(phrase, min(phrase + _NEAR, len(sentence.keys)))
    if all(sentence.find(CHANGE, span) is None for span in changes):
        return False
    return any(word in REACHED or word == BECOMES for word in behind)


def _aimed_at(sentence: Sentence, clause: Clause) -> bool:
    strong = sentence.find(_STRONG_TARGET, clause.left)
    if strong is not None and sentence.find(CHANGE, Span(strong - 2, strong)) is None:
        met = sentence.keys[strong - 3] in MEETS if strong > 2 else False
        if not met or "," not in "".join(sentence.gap(at) for at in range(strong, clause.number.first + 1)):
            return True  # but `9 người đều đạt chỉ tiêu, có 4 người …`
    if sentence.find(PLANNED, clause.left) is not None and "phải" in _before_number(sentence, clause):
        return True
    if _announced(sentence, clause):
        return True
    weak = sentence.find(TARGET, clause.left)
    if weak is not None and not any(hit.is_noun and hit.first < weak <= hit.last for hit in sentence.hits):
        return clause.number.first - weak <= 2 or _of_the_plan(sentence, weak, clause.number.first)
    opened = clause.number.first
    if sentence.find(TARGET, Span(opened - 3, opened)) == opened and "," not in sentence.gap(opened):
        return True  # `vượt 12% chỉ tiêu 770 vụ việc`
    # `đạt 110% kế hoạch được giao cả năm (2.000 vụ việc)`
    return "(" in sentence.gap(opened) and sentence.find(TARGET, _rate_before(sentence, opened)) is not None


def _of_the_plan(sentence: Sentence, at: int, number: int) -> bool:
    """Whether only the plan's period stands before its number (`kế hoạch năm 2023 là thẩm định 140`)."""
    told = range(at, min((h.first for h in sentence.hits if h.is_act and h.last == number), default=number))
    keys = [sentence.keys[position] for position in told]
    named = any(":" in sentence.gap(position) for position in range(at, number + 1))
    return (named or "là" in keys) and all(key in OF_THE_PLAN or key[0].isdigit() for key in keys)


def _announced(sentence: Sentence, clause: Clause) -> bool:
    """Whether the words before the sentence's first colon say that what follows is to be reached."""
    colon = next((at for at in range(1, clause.number.first + 1) if ":" in sentence.gap(at)), 0)
    if sentence.keys[:colon] and all(k in TARGET_LABEL or k.isdigit() for k in sentence.keys[:colon]):
        named = sentence.find(("chỉ tiêu",), Span(0, colon)) is not None  # `Chỉ tiêu 2024: …; … 480 vụ việc`
        return named and not DONE_WORDS & set(_before_number(sentence, clause))
    if not colon or sentence.find(ANNOUNCES_TARGETS, Span(0, colon)) is None:
        return False
    return not DONE_WORDS & set(sentence.keys[:colon]) and DONE not in _before_number(sentence, clause)


def _rate_before(sentence: Sentence, opened: int) -> Span:
    """The words since the rate that a bracket stands behind, up to the bracket."""
    for first in range(opened - 1, max(opened - _LONGEST_BASIS, 0), -1):
        gap = sentence.gap(first)
        if "%" in gap:
            return Span(first, opened)
        if "," in gap or ";" in gap or ")" in gap:
            break
    return Span(opened, opened)


def _aims_on(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number goes on with the aims that a sentence sets (`phấn đấu …; thực hiện 820 vụ việc`)."""
    first = next((at for at, key in enumerate(sentence.keys) if at and _is_count(key)), 0)
    at = sentence.find(SETS_AIMS, Span(0, min(first, clause.number.first)))
    if at is None or any(
        sentence.keys[p] == DONE or sentence.keys[p] in ENDS_AIMS for p in range(at, clause.number.first)
    ):
        return False
    return not any("(" in sentence.gap(position) for position in range(at, clause.number.first + 1))


def _is_count(key: str) -> bool:
    """Whether a word begins with a digit and is no year."""
    return key[0].isdigit() and not (len(key) == 4 and key.isdigit())


def _before_number(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    return sentence.keys[clause.left.first : clause.left.last]


def _level(sentence: Sentence, clause: Clause) -> str | None:
    """The tier named beside the number, unless it is part of what is counted (`đơn vị cấp xã`)."""
    for span in (clause.phrase, clause.left):
        named: list[tuple[int, str]] = []
        for level in LEVELS:
            last = sentence.find((level,), span)
            if last is None:
                continue
            first = last - len(level.split())
            if not any(hit.is_named and hit.first < first and last <= hit.last for hit in sentence.hits):
                named.append((last, level))
        named.sort()
        if len(named) > 1 and named[-1][0] - named[-2][0] <= _SIDE_BY_SIDE:
            return None  # `UBND cấp huyện, cấp xã`: of both
        if named:
            last = named[-1][0]  # `UBND cấp xã và Phòng Tư pháp`: of both
            shared = span is clause.left and sentence.keys[last : last + 1] == ("và",)
            return None if shared else named[-1][1]
    return None
