"""Stretches of reports' texts, cut out by the database: a text is not carried over for one sentence of it."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, TextClause, text

from vectorstore.catalog.chunks import chunks

Span = tuple[str, int, int]

_AT_ONCE = 256


def read_quotes(connection: Connection, spans: Sequence[Span]) -> dict[Span, str]:
    """The words of each span (report, start, end) whose report is held."""
    found: dict[Span, str] = {}
    for part in chunks(spans, _AT_ONCE):
        values: dict[str, str | int] = {}
        for n, (report_id, start, end) in enumerate(part):
            values |= {f"report{n}": report_id, f"start{n}": start, f"stop{n}": end}
        for report_id, start, end, quote in connection.execute(_cut_out(len(part)), values):
            found[report_id, start, end] = quote
    return found


@lru_cache(maxsize=_AT_ONCE)
def _cut_out(spans: int) -> TextClause:
    """The statement for so many spans, kept because making it costs many times what running it does."""
    rows = ", ".join(f"(:report{n}, :start{n}, :stop{n})" for n in range(spans))
    return text(
        f"WITH wanted (report, start, stop) AS (VALUES {rows}) "  # noqa: S608 - placeholders only
        "SELECT wanted.report, wanted.start, wanted.stop, "
        "substr(texts.text, wanted.start + 1, wanted.stop - wanted.start) "
        "FROM wanted JOIN texts ON texts.report_id = wanted.report"
    )
