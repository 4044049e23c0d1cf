"""The unit of a table's cell: stated in a column of its own, in a label, over a group or in the caption."""

import re
from dataclasses import dataclass
from functools import cache

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.places import find_places

_STATED = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*((?:[^.;)\n]|\.(?=\d|đ))+)", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[,/&;]|\bvà\b|\s-\s)\s*(?!đồng)")
_OF_MONEY = re.compile(r"\b(?:tiền|phí|giá trị|giá|doanh thu|thù lao|ngân sách|thuế)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MONEY = re.compile(
    r"(?:(nghìn|ngàn|triệu|tỷ|tỉ|1(?:[., ]?000){1,3})\s*)?(?:đồng|vnđ|vnd)\b(?!\s+chí)", re.IGNORECASE
)
_SHORT_MONEY = re.compile(r"(nghìn|ngàn|triệu|tr\.?|tỷ|tỉ|1(?:[., ]?000){1,3})?\s*đ\.?\Z", re.IGNORECASE)
_NAME_BEFORE, _NAME_AFTER = re.compile(r"([^\W\d_]+) \Z"), re.compile(r" ([^\W\d_]+)")
_PLACE_KIND = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|tp\.?|tx\.?) (?:[^\W\d_]+ )?\Z",
    re.IGNORECASE,
)
_NO_MONEY_BEFORE = ("hợp", "hội")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tr": 1e6, "tr.": 1e6, "tỷ": 1e9, "tỉ": 1e9}


_MAY_STATE = re.compile(r"[(%]|đồng|vn", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a table says its numbers are counted in; `scale` of an amount (`triệu đồng`)."""

    printed: str = ""
    money: bool = False
    percent: bool = False
    scale: float = 1.0


def unit_of(unit_cell: str, column: str, labels: tuple[str, ...], caption: str) -> Unit:
    """The unit nearest to a cell: of a column of rates, its unit column, its labels, the caption.

    `labels`, nearest first, are those of the row, the column and the group.
    """
    if "%" in column:
        return Unit("%", percent=True)
    for text in (unit_cell, *(each for label in labels for each in reversed(_BRACKETS.findall(label)))):
        unit = _unit(text.strip())
        if unit is not None:
            return unit
    for label in labels:
        amount = _amount(label)
        if amount is not None:
            return amount
        if "%" in label:
            return Unit("%", percent=True)
    stated = [found.group(1) for found in _STATED.finditer(caption)] + _BRACKETS.findall(caption)
    return next((unit for text in stated if (unit := _stated(text.strip(), labels)) is not None), Unit())


def may_state_unit(label: str) -> bool:
    """Whether a label holds anything that a unit could be read from."""
    return _MAY_STATE.search(label) is not None


def _stated(text: str, labels: tuple[str, ...]) -> Unit | None:
    """The unit a caption states; of a count and a currency (`việc và nghìn đồng`) the one its labels mean."""
    pieces = [piece for piece in _SEVERAL.split(text) if piece]
    units = [unit for piece in pieces if (unit := _unit(piece.strip())) is not None]
    if len({unit.money for unit in units}) == 2:
        wanted = any(_OF_MONEY.search(label) for label in labels)
        return next(unit for unit in units if unit.money == wanted)
    return _unit(text)


def _unit(text: str) -> Unit | None:
    """The unit a short text names, if it names one."""
    if not text:
        return None
    amount = _amount(text)
    if amount is not None:
        return amount
    short = _SHORT_MONEY.match(text)
    if short is not None:
        return Unit("đồng", money=True, scale=_scale(short[1]))
    lowered = text.lower()
    if "%" in lowered or lowered in ("tỷ lệ", "tỉ lệ", "phần trăm"):
        return Unit("%", percent=True)
    return Unit(text) if lowered in _counted() or countable_at(lowered, 0) else None


def _amount(text: str) -> Unit | None:
    for found in _MONEY.finditer(text):
        if text[: found.start()].lower().rstrip().endswith(_NO_MONEY_BEFORE):
            continue
        if found[1] or not _in_name(text, found.start(), found.end()):
            return Unit("đồng", money=True, scale=_scale(found[1]))
    return None


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a word is one of a name and no currency: `Huyện Đồng Phú`, `TỈNH LÂM ĐỒNG`."""
    if not text[start].isupper():
        return False
    if _PLACE_KIND.search(text, 0, start) or any(
        p.start <= start and end <= p.end for p in find_places(text)
    ):
        return True
    if not text[start:end].istitle():
        return False
    before, after = _NAME_BEFORE.search(text, 0, start), _NAME_AFTER.match(text, end)
    return bool((before and before[1].istitle()) or (after and after[1].istitle() and after[1] != "Việt"))


def _scale(word: str | None) -> float:
    if word is None:
        return 1.0
    digits = "".join(c for c in word if c.isdigit())
    return float(digits) if digits else _SCALES[word.lower()]


@cache
def _counted() -> frozenset[str]:
    return frozenset(unit for indicator in indicators().values() for unit in indicator.units)
