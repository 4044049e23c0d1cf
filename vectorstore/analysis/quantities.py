"""Quantities in a text: what was counted, with its hedge, scale, percent sign and currency.

A small parser over words, numbers and signs. How digits and number words are read is in `numerals.py`, what
stands behind a number in `measures.py`, which digits count nothing in `number_contexts.py` and `periods.py`.
Units are left to the callers: they begin where a quantity ends.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from vectorstore.analysis.countables import countable_at
from vectorstore.analysis.lexemes import Lexed, Lexeme, qualifier_start
from vectorstore.analysis.measures import (
    currency_beside,
    currency_end,
    is_measure,
    is_points,
    percent_end,
    scale_at,
)
from vectorstore.analysis.number_contexts import counted_in_words, names_something, uncounted_spans
from vectorstore.analysis.numerals import NUMBER_WORDS_EN, NUMBER_WORDS_VI, read_digits, read_words
from vectorstore.analysis.periods import time_spans
from vectorstore.analysis.text import fold


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts or measures something, in base units (`1,2 triệu` is 1200000).

    `start`, `end`: qualifier, number, scale words and percent sign; `number_start`, `number_end`: number and
    scale words only. `value_to`: the upper end of a range. `qualifier`: the hedge as printed, `trở lên` too.
    `percent`: a percent sign or word follows (`98,5%` is 98.5); `points` as well for percentage points.
    `denominator`: `139/143` is 139 with 143, which begins at `denominator_start`. `multiple`: `1,27 lần`, so
    many times as much. `words`: written in words. `money`: a currency word stands beside it; `currency` is
    that word as printed.
    """

    value: float
    value_to: float | None
    qualifier: str | None
    percent: bool
    points: bool
    start: int
    end: int
    number_start: int
    number_end: int
    denominator: float | None
    multiple: bool
    words: bool
    money: bool
    currency: str | None
    denominator_start: int | None = None


def lowered(quantity: Quantity) -> Quantity:
    """The same quantity as what something fell by: below nought."""
    upper = None if quantity.value_to is None else -abs(quantity.value_to)
    return replace(quantity, value=-abs(quantity.value), value_to=upper)


def find_quantities(
    text: str, start: int = 0, end: int | None = None, language: str = "vi"
) -> list[Quantity]:
    """The quantities in `text[start:end]` in order, none overlapping; `language` settles `1.234 million`."""
    stop = len(text) if end is None else min(end, len(text))
    return _Parser(text[start:stop], start, language).quantities()


_DURATIONS = frozenset(("năm", "tháng", "nam", "thang", "year", "years", "month", "months"))
_MULTIPLIED = frozenset(("gấp", "tăng", "giảm", "bằng", "vượt", "hơn", "gap", "tang", "giam", "bang"))
_CHANGED = frozenset(
    ("tăng", "giảm", "nâng", "tang", "giam", "nang", "rose", "fell", "increased", "up", "down")
)
_DASHES = frozenset("-–—")
_LIST_JOINTS = frozenset((",", "và", "and", "va", "-", "–"))
_TELLS = frozenset(
    (":", "(", "=", "là", "đạt", "được", "có", "la", "dat", "duoc", "co", "kỳ", "ky", "xuống", "lên")
)
_ENDS = frozenset(".;,()|%/")
_SPACED_GROUPS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?!\d|[.,/]\d)")
_SPACED_FRACTION = re.compile(r"([1-9]\d{0,2}(?: \d{3})*)\s?/\s?([1-9]\d{0,2}(?: \d{3})+)(?!\d|[.,/]\d)")
_OUT_OF = r"(?:/|(?:trên|trong) tổng số(?: là)?|trên)"
_REPEATED_UNIT = re.compile(
    r"\s+([^\W\d_]+(?: [^\W\d_]+){0,2})\s?" + _OUT_OF + r"\s?(\d[\d.,]*)\s+\1\b"
    r"|\s+()(?:(?:trên|trong) tổng số(?: là)?|trên) (\d[\d.,]*)(?! ?%)"
)
_WORDS_AHEAD = 12  # the longest number in words that is looked for


@dataclass(slots=True)
class _Number:
    """A number with its scale words: lexemes `first` to `last` (exclusive)."""

    value: Decimal
    first: int
    last: int
    literal: str = ""
    scale: int = 1


class _Parser:
    def __init__(self, part: str, offset: int, language: str) -> None:
        self._lexed = Lexed(part)
        self._offset = offset
        self._language = language
        self._number_words = NUMBER_WORDS_EN if language == "en" else NUMBER_WORDS_VI
        self._uncounted = bytearray()
        self._upper = part.isupper()

    def quantities(self) -> list[Quantity]:
        """All quantities of the part."""
        lexed = self._lexed
        if not any(lexeme.kind == "number" or lexeme.word in self._number_words for lexeme in lexed.items):
            return []
        self._uncounted = bytearray(len(lexed.text))
        for first, last in uncounted_spans(lexed.text, lexed.lowered) + time_spans(lexed.text):
            self._uncounted[first:last] = b"\x01" * (last - first)
        found: list[Quantity] = []
        named_at = -1
        at = 0
        while at < len(lexed):
            quantity: Quantity | None = None
            lexeme = lexed[at]
            if lexeme.kind == "sign" or self._counts_nothing(lexeme):
                at += 1
            elif lexeme.kind == "word":
                quantity, at = self._in_words(at)
            elif self._is_name(at, named_at):
                named_at, at = at, at + 1
            else:
                quantity, at = self._in_digits(at)
            if quantity is not None:
                found.append(quantity)
        return found

    def _counts_nothing(self, lexeme: Lexeme) -> bool:
        return self._uncounted.find(1, lexeme.start, lexeme.end) >= 0

    def _is_name(self, at: int, named_at: int) -> bool:
        lexed, lexeme = self._lexed, self._lexed[at]
        before = lexed.before(at, 6)
        if names_something(before, lexeme.word, lexed.lowered, lexeme.end, marked=lexed.marked):
            return True
        # `Điều 5, 6 và 7`: what follows a name in a list is one too, unless it counts something.
        joined = named_at == at - 2 >= 0 and lexed.word(at - 1) in _LIST_JOINTS
        short = len(lexeme.word) <= 3 and lexeme.word.isdigit()
        return joined and short and not countable_at(lexed.lowered, lexeme.end)

    # Digits

    def _in_digits(self, at: int) -> tuple[Quantity | None, int]:
        spaced = _SPACED_FRACTION.match(self._lexed.lowered, self._lexed[at].start)
        if spaced and countable_at(self._lexed.lowered, spaced.end()):
            return self._spaced_fraction(at, spaced)
        number = self._read_number(at)
        if number is None:
            return None, at + 1
        if self._glued(number) or self._lexed.word(number.last) in _DURATIONS:
            return None, number.last
        if self._slashed(number):
            return self._with_slash(number)
        below = self._unit_fraction(number)
        if below is not None:
            return self._quantity(number, below.last, denominator=below.value), below.last
        upper = self._range_end(number)
        last = upper.last if upper else number.last
        if upper and self._lexed.word(last) in _DURATIONS:
            return None, last
        if upper and number.scale == 1:
            number.value *= upper.scale
        return self._quantity(number, last, upper=upper), percent_end(self._lexed, last)

    def _read_number(self, at: int) -> _Number | None:
        """The number at a lexeme with its scale words, compounds (`15 tỷ 300 triệu`) included."""
        lexed, lexeme = self._lexed, self._lexed[at]
        literal, last = lexeme.word, at + 1
        spaced = _SPACED_GROUPS.match(lexed.lowered, lexeme.start)
        if spaced and literal.isdigit() and self._clearly_grouped(at, spaced):
            literal = spaced[0].replace(" ", "")
            last = at + spaced[0].count(" ") + 1
        scale, after = scale_at(lexed, last)
        percent = percent_end(lexed, last) > last
        fractional = scale > 1 or percent or is_measure(lexed.word(last))
        value = read_digits(literal, self._language, fractional=fractional, percent=percent)
        if value is None:
            return None
        number = _Number(value * scale, at, after, literal, scale)
        if scale > 1:
            self._read_lower_scales(number)
        return number

    def _clearly_grouped(self, at: int, spaced: re.Match[str]) -> bool:
        """`12 345 vụ` is one number, `Biểu 2 345` may be two.

        More groups, a group that no number begins with (`4 083`), a counted word behind, or a number that is
        told and ended (`: 4 298;`, `đạt 4 298 (`) settle it.
        """
        lexed = self._lexed
        if spaced[0].count(" ") > 1 or " 0" in spaced[0] or countable_at(lexed.lowered, spaced.end()):
            return True
        after = at + 2
        ended = after == len(lexed) or lexed.word(after) in _ENDS or scale_at(lexed, after)[0] > 1
        return ended and at > 0 and (lexed.word(at - 1) in _TELLS or qualifier_start(lexed, at) is not None)

    def _read_lower_scales(self, number: _Number) -> None:
        """`470 tỷ 581 triệu 046 nghìn 500 đồng`, `1 tỷ rưỡi`: what follows in smaller scales."""
        lexed, scale = self._lexed, number.scale
        if lexed.word(number.last) in ("rưỡi", "ruoi"):
            number.value += Decimal(scale) / 2
            number.last += 1
            return
        while number.last < len(lexed) and lexed[number.last].kind == "number":
            part = read_digits(lexed.word(number.last), self._language, fractional=True)
            smaller, after = scale_at(lexed, number.last + 1)
            belongs = smaller > 1 or currency_end(lexed, after) > after
            if part is None or not belongs or smaller >= scale or part * smaller >= scale:
                return
            number.value += part * smaller
            number.last, scale = after, smaller

    def _glued(self, number: _Number) -> bool:
        """Letters directly after the digits make it a code (`6T`, `5S`), unless they are what is counted."""
        lexed, at = self._lexed, number.first + 1
        if number.scale > 1 or not lexed.touching(at) or lexed[at].kind != "word":
            return False
        if currency_end(lexed, at) > at or is_measure(lexed.word(at)):
            return False
        return not countable_at(lexed.lowered, lexed[at].start)

    # Fractions and ranges

    def _slashed(self, number: _Number) -> bool:
        at = number.last
        followed = at + 1 < len(self._lexed) and self._lexed[at + 1].kind == "number"
        return number.scale == 1 and self._lexed.word(at) == "/" and followed

    def _with_slash(self, number: _Number) -> tuple[Quantity | None, int]:
        """`139/143 đơn vị`; what could be a day and month and counts nothing is taken for that."""
        lexed, at = self._lexed, number.last + 1
        below = lexed[at]
        value = read_digits(below.word, self._language, fractional=False)
        counted = countable_at(lexed.lowered, below.end) or lexed.word(at + 1) in ("(", "%")
        third = lexed.word(at + 1) == "/" and at + 2 < len(lexed) and lexed[at + 2].kind == "number"
        if value and not third and (counted or not _could_be_day(number.literal, below.word)):
            return self._quantity(number, at + 1, denominator=value), at + 1
        while lexed.word(at) and (lexed[at].kind == "number" or lexed.word(at) == "/"):
            at += 1
        return None, at

    def _spaced_fraction(self, at: int, found: re.Match[str]) -> tuple[Quantity, int]:
        """`7 365/8 995 việc`: thousands set apart by spaces on one or both sides of the slash."""
        above, below = (Decimal(digits.replace(" ", "")) for digits in found.groups())
        middle = at + 1 + found[1].count(" ")
        last = middle + 2 + found[2].count(" ")
        quantity = self._quantity(_Number(above, at, middle, found[1], 1), last, denominator=below)
        return replace(quantity, denominator_start=found.start(2) + self._offset), last

    def _unit_fraction(self, number: _Number) -> _Number | None:
        """`170 tờ/285 tờ`, `168 trên tổng số 184 xã`: a fraction in words or whose unit is printed twice."""
        found = _REPEATED_UNIT.match(self._lexed.lowered, self._lexed[number.last - 1].end)
        if found is None or number.scale > 1:
            return None
        below = found.start(2) if found[2] else found.start(4)
        at = number.last
        while self._lexed[at].start < below:
            at += 1
        value = read_digits(self._lexed.word(at), self._language, fractional=False)
        return _Number(value, at, at + 1) if value else None

    def _range_end(self, number: _Number) -> _Number | None:
        """The upper number of `10–15`, `từ 10 đến 15`, `10%-15%`; `tăng từ 10 đến 15` is two quantities."""
        lexed = self._lexed
        at = percent_end(lexed, number.last)
        spelled = lexed.word(at) in ("đến", "den", "tới", "to") and not self._changes(number)
        if not (lexed.word(at) in _DASHES or spelled) or at + 1 >= len(lexed):
            return None
        if lexed[at + 1].kind != "number" or self._counts_nothing(lexed[at + 1]):
            return None
        upper = self._read_number(at + 1)
        if upper is None or (at > number.last and percent_end(lexed, upper.last) == upper.last):
            return None
        low = number.value * (upper.scale if number.scale == 1 else 1)
        return upper if low < upper.value and lexed.word(upper.last) != "/" else None

    def _changes(self, number: _Number) -> bool:
        before = self._lexed.before(number.first, 2)
        return len(before) == 2 and before[1] in ("từ", "tu", "from") and before[0] in _CHANGED

    # Words

    def _in_words(self, at: int) -> tuple[Quantity | None, int]:
        lexed = self._lexed
        if lexed.word(at) not in self._number_words or (self._language != "en" and not lexed.marked):
            return None, at + 1
        ahead = [i for i in range(at, min(at + _WORDS_AHEAD, len(lexed))) if lexed.word(i) != "-"]
        read = read_words([lexed.word(i) for i in ahead], self._language)
        if read is None or not self._printed_as_number(at) or self._is_years(at):
            return None, at + 1
        value, length = read
        number = _Number(Decimal(value), at, ahead[length - 1] + 1)
        last = number.last
        number.last = self._repeated_in_digits(number)
        if not counted_in_words(lexed, number.first, number.last, number.last - at == 1, self._language):
            return None, number.last if number.last > last else at + 1
        return self._quantity(number, number.last, words=True), percent_end(lexed, number.last)

    def _is_years(self, at: int) -> bool:
        """Whether `năm` counts years behind another number word (`bảy năm xã hội hóa`)."""
        lexed = self._lexed
        return lexed.word(at) == "năm" and at > 0 and lexed.word(at - 1) in self._number_words

    def _printed_as_number(self, at: int) -> bool:
        """A capital letter makes a name of a number word, except where a line or sentence begins."""
        text, position = self._lexed.text, self._lexed[at].start
        if text[position].islower() or self._upper:
            return True
        position -= 1
        while position >= 0 and text[position] in " -+*•\t":
            position -= 1
        return position < 0 or text[position] in ".:;!?\n|"

    def _repeated_in_digits(self, number: _Number) -> int:
        """`hai (02) giải`: the same number again in brackets belongs to it."""
        opening, digits, closing = (self._lexed.word(number.last + i) for i in range(3))
        repeated = opening == "(" and closing == ")" and digits.isdigit() and int(digits) == number.value
        return number.last + 3 if repeated else number.last

    # The result

    def _quantity(
        self,
        number: _Number,
        last: int,
        *,
        upper: _Number | None = None,
        denominator: Decimal | None = None,
        words: bool = False,
    ) -> Quantity:
        lexed, offset = self._lexed, self._offset
        end = percent_end(lexed, last)
        hedge = qualifier_start(lexed, number.first)
        begin = number.first if hedge is None else hedge
        qualifier = None if hedge is None else lexed.printed(hedge, number.first)
        if hedge is None and lexed.word(number.first - 1) in ("từ", "tu"):
            qualifier = self._open_ended(end)
        currency = currency_beside(lexed, number.first, end)
        return Quantity(
            value=float(number.value),
            value_to=float(upper.value) if upper else None,
            qualifier=qualifier,
            percent=end > last,
            points=end > last and is_points(lexed, last),
            start=lexed[begin].start + offset,
            end=lexed[end - 1].end + offset,
            number_start=lexed[number.first].start + offset,
            number_end=lexed[(upper or number).last - 1].end + offset,
            denominator=None if denominator is None else float(denominator),
            denominator_start=None if denominator is None else lexed[last - 1].start + offset,
            multiple=self._multiple(number, end),
            words=words,
            money=currency is not None,
            currency=currency,
        )

    def _multiple(self, number: _Number, last: int) -> bool:
        word = self._lexed.word(last)
        if word not in ("lần", "times") and (word != "lan" or self._lexed.marked):
            return False
        return number.value % 1 != 0 or not _MULTIPLIED.isdisjoint(self._lexed.before(number.first, 4))

    def _open_ended(self, end: int) -> str | None:
        """`từ 10,5% trở lên`, `từ 05 hòa giải viên trở lên`: the hedge that stands behind."""
        lexed = self._lexed
        for at in range(end, min(end + 5, len(lexed) - 1)):
            if lexed[at].kind != "word":
                return None
            if fold(lexed.word(at)) == "tro" and fold(lexed.word(at + 1)) in ("len", "xuong"):
                return lexed.printed(at, at + 2)
        return None


def _could_be_day(day: str, month: str) -> bool:
    return day.isdigit() and month.isdigit() and 1 <= int(day) <= 31 and 1 <= int(month) <= 12
