"""The numbers of an answer against the expected ones."""

from collections.abc import Callable, Sequence

from assistant.answer import Answer, Citation, Status, Value, ValueKind
from eval.metrics.printed import prints, same_number, shown_numbers
from eval.metrics.words import same_words
from eval.question import Expected, ExpectedValue


def amount_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The number itself, within the tolerance: exact where the source is, wider where it says `khoảng`."""
    return same_number(shown.value, expected.value, expected.tolerance)


def unit_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The unit: letter case and diacritics aside, `%` is `phần trăm`."""
    return same_words(_spelt(shown.unit), _spelt(expected.unit))


def place_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The province, where one is expected."""
    return expected.province is None or same_words(shown.province or "", expected.province)


def period_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The period, where one is expected."""
    return expected.period is None or shown.period == expected.period


def number_matches(shown: Value, expected: ExpectedValue) -> bool:
    """The amount, and the place and period where they are expected."""
    return (
        amount_matches(shown, expected) and place_matches(shown, expected) and period_matches(shown, expected)
    )


def value_matches(shown: Value, expected: ExpectedValue) -> bool:
    """As `number_matches`, and the unit."""
    return number_matches(shown, expected) and unit_matches(shown, expected)


def first_values_match(
    values: Sequence[Value],
    expected: Sequence[ExpectedValue],
    matches: Callable[[Value, ExpectedValue], bool],
) -> float:
    """1 when the first `len(expected)` values match in order, by the part that `matches` looks at; else 0."""
    return float(
        len(values) >= len(expected) and all(matches(*pair) for pair in zip(values, expected, strict=False))
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
    """1 when each of the first `count` values is proved by its citations, and there are so many; else 0."""
    return float(len(values) >= count and all(value_proved(value, citations) for value in values[:count]))


def value_proved(value: Value, citations: Sequence[Citation]) -> bool:
    """Whether the quote of one of its citations prints the value.

    A change is proved by its size, as words may say which way it went (`giảm 7,8%`). A computed value is
    printed nowhere: each of its citations must exist and print some number.
    """
    cited = [citation for citation in citations if citation.number in value.citations]
    if value.operation is not None:
        return len(cited) == len(set(value.citations)) > 0 and all(
            _has_number(citation.quote) for citation in cited
        )
    ends = [value.value] if value.value_to is None else [value.value, value.value_to]
    if value.kind is ValueKind.CHANGE:
        ends = [abs(end) for end in ends]
    return any(all(citation_prints(citation, end) for end in ends) for citation in cited)


def citation_prints(citation: Citation, value: float) -> bool:
    """Whether the quote prints the value (see `printed.prints`).

    The unit of a table stands in its head: a cell may print the value in thousands, millions or billions.
    """
    scales = (1.0,) if citation.cell is None else (1.0, 1e3, 1e6, 1e9)
    return any(prints(citation.quote, value / scale) for scale in scales)


def shows_wrong_number(answer: Answer, expected: Expected, question: str) -> float:
    """1 when the reader is shown a number that is not so; else 0.

    - Nothing should be answered: any value, any number in a table, or any number in the words of an
      `answered` answer (dates, years and the question's own numbers aside).
    - Values are expected: the first value is another number than the first expected one, unless it is of
      another thing asked for as well (`_tells_a_part`); when there is no value, the words of an `answered`
      answer show numbers and the first expected one is not among them.
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
        shown = number_matches(answer.values[0], first) or _tells_a_part(answer.values, expected.values)
        return float(not shown)
    readings = shown_numbers(answer.answer, question) if answer.status is Status.ANSWERED else []
    return float(
        bool(readings)
        and not any(
            same_number(value, first.value, first.tolerance) for reading in readings for value in reading
        )
    )


def _tells_a_part(values: Sequence[Value], expected: Sequence[ExpectedValue]) -> bool:
    """Whether several things of one place and period are asked for, and each value is the number of one.

    Every value says by its indicator what it is of, no two the same: such an answer lacks a part, or tells
    the parts in another order, and is not right, but nobody is misled. What is ranked (provinces, years)
    differs by place or period and has no such allowance: without its first, the second passes for it.
    """
    told = values[: len(expected)]
    named = {value.indicator for value in told if value.indicator is not None}
    if len(expected) < 2 or len({(e.province, e.period) for e in expected}) > 1 or len(named) < len(told):
        return False
    left = list(expected)
    for value in told:
        match = next((e for e in left if value_matches(value, e)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _has_number(quote: str) -> bool:
    return any(character.isdigit() for character in quote)


def _spelt(unit: str) -> str:
    return unit.replace("%", " phần trăm ")
