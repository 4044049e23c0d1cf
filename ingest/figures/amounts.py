"""Amounts of money printed without their currency: `từ lập vi bằng 15,8 tỷ`, `640 triệu` beside `đồng`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vectorstore.analysis.quantities import Quantity

_CLOSED = re.compile(r"\s*(?:[.,;:()]|và\s|\Z)")
_BILLIONS = ("tỷ", "tỉ")
_MILLIONS = "triệu"


def with_currency(text: str, end: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """A sentence's numbers; billions of nothing are money, so are millions where others are.

    The sentence ends at `end`.
    """
    others = any(quantity.money for quantity in quantities)
    return [
        replace(quantity, money=True) if _is_amount(text, end, quantity, others) else quantity
        for quantity in quantities
    ]


def _is_amount(text: str, end: int, quantity: Quantity, others: bool) -> bool:
    if quantity.money or quantity.percent or quantity.words or quantity.denominator is not None:
        return False
    printed = text[quantity.number_start : quantity.number_end].lower()
    scaled = printed.endswith(_BILLIONS) or (others and printed.endswith(_MILLIONS))
    return scaled and _CLOSED.match(text, quantity.end, end) is not None
