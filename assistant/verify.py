"""The last gate: nothing is shown that its citations do not prove.

Every number of a sentence must stand in a quote the sentence cites, or be a value worked out from figures
that are each cited; a sentence that fails is taken out, and with the last one the answer becomes
`not_found`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Language, Status, Value
from assistant.draft import Draft
from vectorstore.analysis.quantities import find_quantities

_MARK = re.compile(r"\[(\d+)\]")


def verify(draft: Draft, citations: Sequence[Citation], language: Language, refusal: str) -> Draft:
    """The draft without the sentences and values that its citations do not prove.

    `refusal` is what is said when nothing is left of an answer.
    """
    if draft.status is not Status.ANSWERED:
        return draft
    by_number = {citation.number: citation for citation in citations}
    values = tuple(v for v in draft.values if _value_stands(v, by_number))
    computed = {v.value for v in values if v.operation is not None}
    kept = tuple(s for s in draft.sentences if _sentence_stands(s, by_number, computed, language))
    if not any(_MARK.search(sentence) for sentence in kept):
        return Draft(status=Status.NOT_FOUND, sentences=(refusal,))
    return replace(draft, sentences=kept, values=values)


def _value_stands(value: Value, citations: dict[int, Citation]) -> bool:
    if not value.citations or any(n not in citations for n in value.citations):
        return False
    return value.operation is not None or any(
        _holds(citations[n], float(value.value)) for n in value.citations
    )


def _sentence_stands(
    sentence: str, citations: dict[int, Citation], computed: set[int | float], language: Language
) -> bool:
    marks = [int(n) for n in _MARK.findall(sentence)]
    if any(n not in citations for n in marks):
        return False
    if not marks:  # a heading line: it may count places, but states no figure of a report
        return sentence.endswith(":")
    words = _MARK.sub("", sentence)
    stated = [q.value for q in find_quantities(words, language=language)]
    return all(value in computed or any(_holds(citations[n], value) for n in marks) for value in stated)


def _holds(citation: Citation, value: float) -> bool:
    """Whether a quote states a value; a table row also in the unit its heading may give (`triệu đồng`)."""
    stated = {q.value for q in find_quantities(citation.quote)}
    stated |= {q.value for q in find_quantities(citation.quote, language="en")}
    scales = (1, 1e3, 1e6, 1e9) if citation.cell is not None else (1,)
    return any(abs(value) == abs(number) * scale for number in stated for scale in scales)
