"""What an assistant says in plain text, read into the fields of an Answer.

Status from phrases, values by the evaluation's own number reader. Where a text leaves open what it means, the
reading is the generous one: this is how others are compared with the program.
"""

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import Language, Status, Value, ValueKind
from eval.adapters.chat_words import chat_words
from eval.metrics.grounding import sentences
from eval.metrics.printed import Reading, digit_readings, same_number, shown_numbers
from eval.metrics.words import words
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import find_periods
from vectorstore.analysis.places import find_places

_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d.,])|\d+(?:[.,]\d+)*")
_BEHIND = 24  # characters behind a number that may hold its scale word
_MARK = re.compile(r"\[(\d+)\]")
_SCALES = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|thousand|million|billion)"
_DECIMAL_SCALE = re.compile(r"\d{1,3},\d{3}\s*" + _SCALES, re.IGNORECASE)
_BEFORE_UNIT = re.compile(rf"\s*(?:{_SCALES}\b\s*)*", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|phần trăm|per ?cent)", re.IGNORECASE)


def status_of(text: str, question: str) -> Status:
    """What the words amount to.

    A refusal that opens the text, or stands in one without numbers, is `not_found`; a question back at
    its end `clarify`. Whatever else is said is an answer.
    """
    said = sentences(text)
    if not said:
        return Status.NOT_FOUND
    shows = bool(shown_numbers(text, question))
    if _holds(said[0] if shows else text, chat_words().refusals):
        return Status.NOT_FOUND
    if not shows and said[-1].endswith("?") and _holds(said[-1], chat_words().asking_back):
        return Status.CLARIFY
    return Status.ANSWERED


def values_of(text: str, question: str, language: Language) -> tuple[Value, ...]:
    """The numbers a text shows of its own, each with the unit behind it and the marks of its sentence.

    Place and period are those named last before the number in its sentence, else first behind it, else the
    only one of the question.
    """
    found: list[Value] = []
    for sentence in sentences(text):
        shown = shown_numbers(sentence, question)
        marks = tuple(dict.fromkeys(int(mark) for mark in _MARK.findall(sentence)))
        for match in _NUMBER.finditer(sentence):
            reading = _reading_at(sentence, match, shown)
            if reading is None:
                continue
            found.append(
                Value(
                    value=_whole(_meant(reading, sentence[match.start() : match.end() + _BEHIND], language)),
                    unit=_unit_behind(sentence, match.end()),
                    indicator=None,
                    kind=ValueKind.ACHIEVED,
                    province=_place_near(sentence, match.start()) or _only_place(question),
                    period=_period_near(sentence, match.start()) or _only_period(question),
                    citations=marks,
                )
            )
    return tuple(found)


def _reading_at(sentence: str, match: re.Match[str], shown: Sequence[Reading]) -> Reading | None:
    """How the number at a match may be read, where it is one of those shown."""
    if sentence[max(match.start() - 1, 0) : match.start()] == "[":
        return None
    # cut at the next number, which may be another term of it
    behind = _NUMBER.search(sentence, match.end())
    end = min(match.end() + _BEHIND, behind.start() if behind else len(sentence))
    readings = digit_readings(sentence[match.start() : end])
    if not readings:
        return None
    first = readings[0]
    return first if any(same_number(a, b) for reading in shown for a in reading for b in first) else None


def _meant(reading: Reading, printed: str, language: Language) -> float:
    """One value of a reading: groups of thousands, but a Vietnamese comma before a scale word is decimal."""
    decimal = language == "vi" and _DECIMAL_SCALE.match(printed) is not None
    return min(reading) if decimal else max(reading)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _unit_behind(sentence: str, end: int) -> str:
    if _PERCENT.match(sentence, end):
        return "%"
    behind = _BEFORE_UNIT.match(sentence, end)
    start = behind.end() if behind else end
    said = words(sentence[start : start + 60])
    for unit in _units():
        if said[: len(unit)] == list(unit):
            return _units()[unit]
    return ""


@cache
def _units() -> dict[tuple[str, ...], str]:
    """Every unit of the indicator list by its folded words, the longest first."""
    written = {unit for indicator in indicators().values() for unit in indicator.units}
    by_words = {tuple(words(unit)): unit for unit in sorted(written)}
    return dict(sorted(by_words.items(), key=lambda item: -len(item[0])))


def _place_near(sentence: str, at: int) -> str | None:
    mentions = find_places(sentence)
    before = [mention.name for mention in mentions if mention.end <= at]
    return before[-1] if before else mentions[0].name if mentions else None


def _period_near(sentence: str, at: int) -> str | None:
    mentions = [mention for mention in find_periods(sentence) if mention.period is not None]
    before = [mention.period for mention in mentions if mention.end <= at]
    return before[-1] if before else mentions[0].period if mentions else None


def _only_place(question: str) -> str | None:
    found = {mention.name for mention in find_places(question)}
    return found.pop() if len(found) == 1 else None


def _only_period(question: str) -> str | None:
    found = {mention.period for mention in find_periods(question)}
    return found.pop() if len(found) == 1 else None


def _holds(text: str, phrases: Sequence[str]) -> bool:
    said = f" {_key(text)} "
    return any(f" {_key(phrase)} " in said for phrase in phrases)


def _key(text: str) -> str:
    return " ".join(words(text))
