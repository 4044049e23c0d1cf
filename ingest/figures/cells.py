"""What a table's cell holds: a number with its footnote mark, a dash, or words.

How a table separates thousands and decimals is settled once for all its cells: `12,450.5` anywhere makes a
comma a separator of thousands. Where it settles nothing, the other tables of the report do; where they do not
either, three digits behind one separator are thousands.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from vectorstore.analysis.numerals import read_digits
from vectorstore.analysis.quantities import Quantity
from vectorstore.schema import BlockKind, StructuredText

_NUMBER = re.compile(
    r"(?P<sign>[-+–−]\s?)?\(?(?P<number>\d[\d.,]*\d|\d|\d{1,3}(?:[  ]\d{3})+)\)?(?P<percent>\s?%)?"
    r"(?P<note>\s?\(\d{1,2}\)|\s?\*+|\s?[¹²³⁴⁵])?\s*\Z"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}\Z")
_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}\Z")
_COMMA_GROUP, _DOT_GROUP = re.compile(r"\d{1,3},\d{3}\Z"), re.compile(r"\d{1,3}\.\d{3}\Z")
_DOT_DECIMAL, _COMMA_DECIMAL = re.compile(r"\d+\.\d{1,2}\Z"), re.compile(r"\d+,\d{1,2}\Z")


class Separators(Enum):
    """Which sign stands before decimals in a table's numbers."""

    COMMA = ","
    DOT = "."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number alone in its cell: its digits as printed, where they stand, its sign."""

    digits: str
    start: int
    end: int
    negative: bool
    percent: bool

    @property
    def could_be_year(self) -> bool:
        """Whether it could as well be a year."""
        return _YEAR.match(self.digits) is not None

    def quantity(self, separators: Separators, *, fractional: bool) -> Quantity | None:
        """The number's value; `fractional`: an amount of money or a rate, which may have decimals."""
        value = _value(self.digits, separators, fractional=fractional or self.percent)
        if value is None:
            return None
        return Quantity(
            value=float(-value if self.negative else value),
            value_to=None,
            qualifier=None,
            percent=self.percent,
            points=False,
            start=self.start,
            end=self.end,
            number_start=self.start,
            number_end=self.end,
            denominator=None,
            multiple=False,
            words=False,
            money=False,
            currency=None,
        )


def cell_number(text: str, start: int, end: int) -> CellNumber | None:
    """The number a cell holds when it holds nothing else but a sign, a percent sign and a footnote mark."""
    found = _NUMBER.match(text, start, end)
    if found is None or found.end() != end:
        return None
    stop = found.end("percent") if found["percent"] else found.end("number")
    return CellNumber(
        digits=found["number"],
        start=found.start("number"),
        end=stop,
        negative=(found["sign"] or "").strip() in ("-", "–", "−") and bool(found["sign"]),
        percent=found["percent"] is not None,
    )


def separators_of(numbers: Iterable[str], elsewhere: Separators = Separators.UNKNOWN) -> Separators:
    """How a table writes its numbers, by those of them that can be read in one way only.

    Where it has none, as the other tables of its report are written (`elsewhere`).
    """
    printed = list(numbers)
    sure = _settled(printed)
    if sure is not Separators.UNKNOWN or elsewhere is not Separators.UNKNOWN:
        return sure if sure is not Separators.UNKNOWN else elsewhere
    # Three digits behind either sign: one of the two stands before decimals, which by rule is the comma.
    both = all(any(p.match(n) for n in printed) for p in (_COMMA_GROUP, _DOT_GROUP))
    return Separators.COMMA if both else Separators.UNKNOWN


def separators_of_report(text: StructuredText) -> Separators:
    """How the tables of a report write their numbers, where those that settle it agree."""
    printed: dict[int | None, list[str]] = defaultdict(list)
    for block in text.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            for cell in block.cells[1:]:  # the first one numbers the rows (`1.2`) or names them
                if (number := cell_number(text.text, cell.start, cell.end)) is not None:
                    printed[block.table].append(number.digits)
    found = {_settled(numbers) for numbers in printed.values()} - {Separators.UNKNOWN}
    return found.pop() if len(found) == 1 else Separators.UNKNOWN


def _settled(printed: Sequence[str]) -> Separators:
    english = any(_ENGLISH.match(n) for n in printed)
    vietnamese = any(_VIETNAMESE.match(n) for n in printed)
    if english == vietnamese:
        comma_groups, dot_groups = (any(p.match(n) for n in printed) for p in (_COMMA_GROUP, _DOT_GROUP))
        dots, commas = (any(p.match(n) for n in printed) for p in (_DOT_DECIMAL, _COMMA_DECIMAL))
        english = comma_groups and dots and not commas
        vietnamese = dot_groups and commas and not dots
    if english == vietnamese:
        return Separators.UNKNOWN
    return Separators.DOT if english else Separators.COMMA


def _value(digits: str, separators: Separators, *, fractional: bool) -> Decimal | None:
    digits = digits.replace(" ", "").replace(" ", "")
    if fractional and separators is Separators.DOT and _DOT_GROUP.match(digits):
        return Decimal(digits)
    if fractional and separators is Separators.COMMA and _COMMA_GROUP.match(digits):
        return Decimal(digits.replace(",", "."))
    return read_digits(digits, "vi", fractional=False)
