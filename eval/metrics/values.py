"""The numbers of an answer against the expected ones."""

from collections.abc import Sequence

from assistant.answer import Answer, Citation, Status, Value, ValueKind
from eval.metrics.printed import prints, same_number, shown_numbers
from eval.metrics.words import same_words
from eval.question import Expected, ExpectedValue


def number_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The number within the tolerance, and the place and period where they are expected."""
    return (
        same_number(shown.value, expected.value, expected.tolerance)
        and (expected.province is None or same_words(shown.province or "", expected.province))
        and (expected.period is None or shown.period == expected.period)
    )


def value_matches(shown: Value, expected: ExpectedValue) -> bool:
    """As `number_matches`, and the unit: letter case and diacritics aside, `%` is `phần trăm`."""
    return number_matches(shown, expected) and same_words(_spelt(shown.unit), _spelt(expected.unit))


def values_right(values: Sequence[Value], expected: Sequence[ExpectedValue]) -> float:
    """1 when the first `len(expected)` values match in order, units included; else 0."""
    return float(
        len(values) >= len(expected)
        and all(value_matches(*pair) for pair in zip(values, expected, strict=False))
    )


def numbers_right(values: Sequence[Value], expected: Sequence[ExpectedValue]) -> float:
    """As `values_right`, units left aside: the difference of the two is what the units cost."""
    return float(
        len(values) >= len(expected)
        and all(number_matches(*pair) for pair in zip(values, expected, strict=False))
    )


def extra_values(
    values: Sequence[Value], expected: Sequence[ExpectedValue], also: Sequence[int | float] = ()
) -> float:
    """How many values stand behind the expected ones and are not among `also`: numbers nobody asked for."""
    return float(
        sum(
            not any(same_number(abs(value.value), abs(allowed), 0) for allowed in also)
            for value in values[len(expected) :]
        )
    )


def values_quoted(values: Sequence[Value], citations: Sequence[Citation], count: int) -> float:
    """1 when each of the first `count` values is proved by its citations, and there are so many; else 0.

    A value is proved when the quote of one of its citations prints it (see `printed.prints`), a change by its
    size, as words may say which way it went (`giảm 7,8%`). A computed value is printed nowhere: each of its
    citations must exist and print some number.
    """
    return float(len(values) >= count and all(_proved(value, citations) for value in values[:count]))


def shows_wrong_number(answer: Answer, expected: Expected, question: str) -> float:
    """1 when the reader is shown a number that is not so; else 0.

    - Nothing should be answered: any value, any number in a table, or any number in the words of an
      `answered` answer (dates, years and the question's own numbers aside).
    - Values are expected: the first value is another number than the first expected one; when there is no
      value, the words of an `answered` answer show numbers and the first expected one is not among them.
    """
    if expected.status is not Status.ANSWERED:
        tabled = answer.table is not None and any(
            isinstance(cell, int | float) for row in answer.table.rows for cell in row
        )
        worded = answer.status is Status.ANSWERED and bool(shown_numbers(answer.answer, question))
        return float(bool(answer.values) or tabled or worded)
    if not expected.values:
        return 0.0
    first = expected.values[0]
    if answer.values:
        return float(not number_matches(answer.values[0], first))
    readings = shown_numbers(answer.answer, question) if answer.status is Status.ANSWERED else []
    return float(
        bool(readings)
        and not any(
            same_number(value, first.value, first.tolerance) for reading in readings for value in reading
        )
    )


def _proved(value: Value, citations: Sequence[Citation]) -> bool:
    quotes = [citation.quote for citation in citations if citation.number in value.citations]
    if value.operation is not None:
        return bool(quotes) and len(quotes) == len(set(value.citations)) and all(map(_has_number, quotes))
    ends = [value.value] if value.value_to is None else [value.value, value.value_to]
    if value.kind is ValueKind.CHANGE:
        ends = [abs(end) for end in ends]
    return any(all(prints(quote, end) for end in ends) for quote in quotes)


def _has_number(quote: str) -> bool:
    return any(character.isdigit() for character in quote)


def _spelt(unit: str) -> str:
    return unit.replace("%", " phần trăm ")
