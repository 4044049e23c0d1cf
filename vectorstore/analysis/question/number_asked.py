"""Which of the things that a question names its one question word asks for, or which part of the one.

Asked last, of a reading that is otherwise whole: what is named is settled, only what of it is wanted is not.
"""

from dataclasses import replace
from itertools import pairwise

from vectorstore.analysis.question.frame import Frame
from vectorstore.analysis.question.numbers import asked_in
from vectorstore.analysis.question.reading import QuestionReading
from vectorstore.analysis.question.vocabulary import tells
from vectorstore.analysis.tasks import TaskKind
from vectorstore.analysis.text import fold

_FILLING = frozenset(("bao", "how", "la", "duoc", "dat", "khoang", "tong", "cong", "tat", "ca", "het"))
_LISTING = frozenset(("va", "voi", "cung", "hay", "hoac", "and", "or", "so"))
_OF_ALL = (("trong", "so"), ("trong", "tong", "so"), ("trong", "cac"), ("of", "the"), ("among",))
_PART_LENGTH = 2  # words
_LOOSE = 2  # words that may stand between what is asked and its question word
_TAKES = "chiem"
_COUNTED = frozenset(
    ("vu", "viec", "nguoi", "truong", "ho", "luot", "cuoc", "don", "van", "phan", "lan", "tien")
)
"""Nouns that only count what is told of behind them."""


def asked_alone(frame: Frame, reading: QuestionReading) -> QuestionReading:
    """Of several indicators that of the one question word, where those before it only say who or of what.

    `Các tổ chức đấu giá thu thù lao bao nhiêu`, `kiểm tra văn bản phát hiện mấy văn bản trái luật`.
    """
    asking = asked_in(frame.keys, english=frame.english)
    if len(asking) != 1 or len(reading.indicators) < 2 or reading.task.kind is not TaskKind.LOOKUP:
        return reading
    at = min(asking)
    question_word = frame.words[at - 1]
    behind = frame.words[at].start if at < len(frame.words) else -1
    named = sorted(reading.indicators, key=lambda mention: mention.start)
    asked = max((m for m in named if m.start <= behind < m.end), key=lambda m: (m.end, m.start), default=None)
    if asked is None and named[-1].end <= question_word.end:
        between = fold(frame.text[named[-1].end : question_word.start]).split()
        asked = named[-1] if len(set(between) - _FILLING) <= _LOOSE else None
    if asked is None:
        return reading
    earlier = [mention for mention in named if mention.start < asked.start and mention.end < asked.end]
    if len(earlier) != len(named) - 1:
        return reading
    spaces = [
        frame.text[min(one.end, other.start - 1) : other.start] for one, other in pairwise([*earlier, asked])
    ]
    told = any(set(",;:+/") & set(space) or not _LISTING.isdisjoint(fold(space).split()) for space in spaces)
    return reading if told else replace(reading, indicators=(asked,))


def of_whole(frame: Frame, reading: QuestionReading) -> QuestionReading:
    """`Trong số dự thảo đã thẩm định có mấy nghị quyết?`: what is asked is a part of what is named first."""
    asking = asked_in(frame.keys, english=frame.english)
    opens = any(tuple(frame.keys[: len(phrase)]) == phrase for phrase in _OF_ALL)
    if not opens or len(asking) != 1 or len(reading.indicators) != 1 or reading.named_part:
        return reading
    part = _share_named(frame, min(asking))
    for at in () if part else range(min(asking), min(min(asking) + _PART_LENGTH, len(frame.words))):
        if at in frame.known or not tells(frame.words[at].text) or frame.keys[at] in _COUNTED:
            break
        part.append(frame.keys[at])
    return replace(reading, named_part=tuple(part)) if part else reading


def _share_named(frame: Frame, asked: int) -> list[str]:
    """What takes a share of what is named first: `…, tài sản thi hành án chiếm mấy cuộc`."""
    takes = next((at for at in range(asked - 1, 0, -1) if frame.keys[at] == _TAKES), None)
    if takes is None or asked - takes > _PART_LENGTH + 1:
        return []
    first = takes
    while (
        first > 0
        and first - 1 not in frame.known
        and "," not in frame.text[frame.words[first - 1].end : frame.words[first].start]
    ):
        first -= 1
    return [frame.keys[at] for at in range(first, takes) if tells(frame.words[at].text)]
