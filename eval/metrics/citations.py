"""Whether an answer cites what it should, and whether its citations hang together."""

import re
from collections.abc import Callable, Sequence

from assistant.answer import Answer, Citation

_MARK = re.compile(r"\[(\d+)\]")

ReportText = Callable[[str], str | None]
"""Gives the text of a report by its id, the one that offsets refer to; None for a report it does not hold."""


def cites_any(citations: Sequence[Citation], sources: Sequence[str]) -> float:
    """1 when a citation's source is one of the expected ones; else 0."""
    return float(any(citation.source in sources for citation in citations))


def citation_precision(citations: Sequence[Citation], sources: Sequence[str]) -> float:
    """The share of the citations whose source is one of the expected; 0 without citations.

    After the citation precision of ALCE (Gao et al., EMNLP 2023), with known sources in place of a model that
    judges.
    """
    return sum(citation.source in sources for citation in citations) / len(citations) if citations else 0.0


def citation_recall(answer: Answer, sources: Sequence[str], statements: int) -> float:
    """The share of the statements asked for that cite one of the expected sources.

    After the citation recall of ALCE (Gao et al., EMNLP 2023). The statements are the first `statements`
    values of the answer, each with its own citations; without expected values (0) the answer as a whole is
    one.
    """
    if statements == 0:
        return cites_any(answer.citations, sources)
    right = {citation.number for citation in answer.citations if citation.source in sources}
    return sum(bool(right.intersection(value.citations)) for value in answer.values[:statements]) / statements


def quotes_exact(citations: Sequence[Citation], report_text: ReportText | None = None) -> float:
    """The share of the quotes that are their report's text from `start` to `end`, character for character; 0
    without citations.

    Where the system measured gives no texts (`report_text` None), that a quote is as long as its offsets
    say is all that can be told. With texts, the quote of a report that is not held is not exact.
    """
    return (
        sum(_is_exact(citation, report_text) for citation in citations) / len(citations) if citations else 0.0
    )


def citations_whole(answer: Answer) -> float:
    """1 when there are citations and nothing about them dangles; else 0.

    Numbers are unique; every mark in the words and every number that a value or a table row cites has its
    citation; every quote is as long as its offsets say.
    """
    numbers = [citation.number for citation in answer.citations]
    used = {int(mark) for mark in _MARK.findall(answer.answer)}
    used.update(number for value in answer.values for number in value.citations)
    if answer.table is not None:
        used.update(number for row in answer.table.row_citations for number in row)
    return float(
        bool(numbers)
        and len(set(numbers)) == len(numbers)
        and used <= set(numbers)
        and all(_is_exact(citation, None) for citation in answer.citations)
    )


def _is_exact(citation: Citation, report_text: ReportText | None) -> bool:
    if not citation.quote or citation.start < 0 or citation.end - citation.start != len(citation.quote):
        return False
    if report_text is None:
        return True
    text = report_text(citation.report_id)
    return text is not None and text[citation.start : citation.end] == citation.quote
