"""Sentences of the sixth to ninth sets: divisions, rates, named parts, what a text takes for granted.

Floors are today's scores (docs/figures.md). The held-back halves of the sixth and seventh came with their
rules, that of the eighth was written after them and scored once.
"""

import json
from pathlib import Path

import pytest

from tests.unit.ingest.figures.test_second_cases import read, wrong_fields

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("sixth_first", 37),
        ("sixth_held_back", 34),
        ("seventh_first", 42),
        ("seventh_held_back", 35),
        ("eighth_first", 7),
        ("eighth_held_back", 7),
        ("ninth_first", 19),
    ],
)
def test_figures_of_sentences(name: str, floor: int) -> None:
    right, wrong = 0, []
    for line in (HERE / f"cases_{name}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text, figures = read(case)
        for wanted in case["figures"]:
            fields = wrong_fields(wanted, text, figures)
            right += not fields
            if fields:
                wrong.append(f"{case['id']} {wanted['printed']}: {', '.join(fields)}")
    assert right >= floor, f"{right} of {right + len(wrong)} right; wrong: {wrong}"
