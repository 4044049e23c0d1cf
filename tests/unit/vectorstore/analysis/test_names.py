"""Every name of an indicator is read as that indicator, and every indicator has names enough."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from zlib import crc32

import pytest

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.query import read_question
from vectorstore.analysis.text import fold

_AMBIGUOUS = 2  # of a thousand; each is read as something else only in a question typed without marks
_FIRST, _EVERY = 1, 16  # reading all of them takes a minute


def _book(file: str) -> dict:
    return tomllib.loads((files("vectorstore.analysis.question") / file).read_text(encoding="utf-8"))


def _shortest(pattern: str, sets: dict[str, list[str]]) -> str | None:
    """The pattern with nothing that may be missing; None where it holds a gap, a number or the question."""
    if "*" in pattern or "#" in pattern or "@how_many" in pattern:
        return None
    words = []
    for element in re.findall(r"\S+", pattern):
        comma = "," if element.endswith(",") else ""
        element = element.removesuffix(",")
        if not element.endswith("?"):
            chosen = sets[element[1:]][0] if element.startswith("@") else element.split("|")[0]
            words.append(chosen + comma)
    return " ".join(words)


def _names(file: str) -> Iterator[tuple[str, str]]:
    """The first names of each indicator and some of its others, the same ones on every run."""
    book = _book(file)
    for indicator, patterns in book["names"].items():
        for number, pattern in enumerate(patterns if indicator in indicators() else ()):
            if (number < _FIRST or crc32(pattern.encode()) % _EVERY == 0) and (
                name := _shortest(pattern, book["sets"])
            ):
                yield indicator, name


@pytest.mark.parametrize(("file", "least"), [("names.toml", 4), ("english_names.toml", 3)])
def test_every_indicator_has_names(file: str, least: int) -> None:
    names = _book(file)["names"]
    assert not [indicator for indicator in indicators() if len(names.get(indicator, ())) < least]


def test_vietnamese_names_mean_their_indicator() -> None:
    wrong = []
    for indicator, name in _names("names.toml"):
        noun = "tổng" if indicators()[indicator].is_money else "số"
        question = f"{noun} {name} của Hậu Giang năm 2023"
        for text in (question, fold(question)):
            reading = read_question(text)
            if [m.indicator for m in reading.indicators] != [indicator] or reading.terms:
                wrong.append((text, indicator))
    assert len(wrong) <= _AMBIGUOUS, wrong


def test_english_names_mean_their_indicator() -> None:
    wrong = []
    for indicator, name in _names("english_names.toml"):
        what = "What was the" if indicators()[indicator].is_money else "How many"
        text = f"{what} {name} in Hau Giang in 2023?"
        reading = read_question(text)
        if [m.indicator for m in reading.indicators] != [indicator] or reading.terms:
            wrong.append((text, indicator))
    assert len(wrong) <= _AMBIGUOUS, wrong
