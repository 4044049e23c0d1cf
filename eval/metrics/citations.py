"""Whether an answer cites what it should, and whether its citations hang together."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Citation

_MARK = re.compile(r"\[(\d+)\]")


def cites_any(citations: Sequence[Citation], sources: Sequence[str]) -> float:
    """1 when a citation's source is one of the expected ones; else 0."""
    return float(any(citation.source in sources for citation in citations))


def citations_whole(answer: Answer) -> float:
    """1 when there are citations and nothing about them dangles; else 0.

    Numbers are unique; every mark in the words and every number that a value or a table row cites has its
    citation; every quote is as long as its offsets say. (Whether the report really reads so at these offsets
    takes the report's text: that is the program's own tests' to check.)
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
        and all(
            citation.quote and citation.start >= 0 and citation.end - citation.start == len(citation.quote)
            for citation in answer.citations
        )
    )
