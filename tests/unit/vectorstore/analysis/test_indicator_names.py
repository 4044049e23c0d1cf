"""What officials, citizens and English-speaking advisers call the indicators, each read as that one alone.

The names were written before they were tried, and those that were not read were then added to the lists.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.query import read_question
from vectorstore.analysis.text import fold

_LINES = (Path(__file__).parent / "indicator_names.jsonl").read_text(encoding="utf-8").splitlines()
_NAMES = [(row["name"], row["id"], row["language"]) for row in map(json.loads, _LINES)]


def _unmarked(text: str) -> str:
    return "".join(f.upper() if c.isupper() else f for c, f in zip(text, fold(text), strict=True))


def _questions(name: str, indicator: str, language: str) -> list[str]:
    money = indicators()[indicator].is_money
    if language == "en":
        first = (
            f"What was the {name} in Hau Giang in 2023?"
            if money
            else f"How many {name} in Hau Giang in 2023?"
        )
        return [first, f"the {'amount' if money else 'number'} of {name} in Hau Giang in 2023"]
    asked = f"{'tổng' if money else 'số'} {name} của Hậu Giang năm 2023"
    other = f"{name} Hậu Giang 2023 là bao nhiêu" if money else f"Hậu Giang năm 2023 có bao nhiêu {name}?"
    return [asked, _unmarked(asked), other]


@pytest.mark.parametrize(("name", "indicator", "language"), _NAMES)
def test_a_name_is_its_indicator_alone(name: str, indicator: str, language: str) -> None:
    for question in _questions(name, indicator, language):
        reading = read_question(question)
        assert [m.indicator for m in reading.indicators] == [indicator], question
        assert reading.terms == (), question
        assert reading.numeric, question


def test_the_indicators_asked_most_have_names_enough() -> None:
    counted = Counter(indicator for _, indicator, _ in _NAMES)
    assert set(counted) <= set(indicators())
    assert sum(count >= 4 for count in counted.values()) >= 75
