"""An answer in the terminal: words, table, a small chart, what is held and what is not, notices, sources."""

import sys
from collections.abc import Iterator, Sequence

from api.cli.output import result
from assistant.answer import Answer, Chart, Citation, Coverage, Language, Table
from assistant.numbers import format_number

_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "with": "Có số liệu",
        "without": "Không có số liệu",
        "source": "Nguồn",
        "page": "trang",
        "gap": "–",
    },
    "en": {"with": "With data", "without": "Without data", "source": "Source", "page": "page", "gap": "–"},
}
_BAR = 32  # characters of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉"


def print_answer(answer: Answer) -> None:
    """The whole answer on stdout."""
    result(answer.answer)
    for choice in answer.choices:
        result(f"  - {choice}")
    if answer.table is not None and answer.table.rows:
        result("")
        _print_table(answer.table, answer.language)
    if answer.chart is not None:
        for line in chart_lines(answer.chart, answer.language):
            result(line)
    if answer.coverage is not None:
        result("")
        for line in _coverage(answer.coverage, answer.language):
            result(line)
    for notice in answer.notices:
        result(f"! {notice}")
    for citation in answer.citations:
        result("")
        result(_cited(citation, _WORDS[answer.language]["page"]))
        result(f"    “{citation.quote}”")


def chart_lines(chart: Chart, language: Language) -> Iterator[str]:
    """A line of bars as text, each with its number; a missing number is a dash, one below zero has no bar."""
    numbers = [value for series in chart.series for value in series.values if value is not None]
    highest = max(numbers, default=0)
    if highest <= 0 or len(numbers) < 2:
        return
    width = max(len(label) for label in chart.x)
    for series in chart.series:
        yield ""
        yield series.name
        for label, value in zip(chart.x, series.values, strict=True):
            shown = _WORDS[language]["gap"] if value is None else format_number(value, language)
            yield f"  {label:<{width}}  {_bar(value or 0, highest)}{shown}"


def _bar(value: float, highest: float) -> str:
    eighths = round(max(value, 0) / highest * _BAR * 8)
    bar = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    return f"{bar} " if bar else ""


def _print_table(table: Table, language: Language) -> None:
    from rich.box import SIMPLE_HEAD  # only where a table is drawn: the import costs a tenth of a second
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    cited = any(table.row_citations)
    for index, column in enumerate(table.columns):
        numeric = any(isinstance(row[index], int | float) for row in table.rows)
        drawn.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    if cited:
        drawn.add_column(Text(_WORDS[language]["source"]), overflow="fold")
    for index, row in enumerate(table.rows):
        cells = [_cell(value, language) for value in row]
        if cited:
            cells.append("".join(f"[{number}]" for number in _citations(table, index)))
        drawn.add_row(*map(Text, cells))
    Console(file=sys.stdout, highlight=False, markup=False, emoji=False).print(drawn)


def _citations(table: Table, row: int) -> Sequence[int]:
    return table.row_citations[row] if row < len(table.row_citations) else ()


def _cell(value: str | float | None, language: Language) -> str:
    if value is None:
        return _WORDS[language]["gap"]
    return value if isinstance(value, str) else format_number(value, language)


def _coverage(coverage: Coverage, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    for label, names in ((words["with"], coverage.with_data), (words["without"], coverage.without_data)):
        if names:
            yield f"{label} ({len(names)}): {', '.join(names)}"


def _cited(citation: Citation, page: str) -> str:
    place = f", {page} {citation.page}" if citation.page else ""
    heading = f" › {citation.heading}" if citation.heading else ""
    return f"[{citation.number}] {citation.title} ({citation.source}{place}){heading}"
