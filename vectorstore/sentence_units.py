"""What of a passage gets a vector of its own besides the passage's: its sentences and its table rows.

A question is about one sentence more often than about the whole passage. Of a table row only what is put in
words is taken: its numbers say nothing to a model, and rows that differ in numbers alone share one vector.
Embedding and keeping the units is the index's work, weighing them the retriever's.
"""

from collections.abc import Iterator

from vectorstore.analysis.text import sentences
from vectorstore.schema import Passage

_CELLS = " | "
_SHORTEST = 40  # characters: less is no statement, and goes with the sentence that follows it
_MOST = 64  # of a passage; beyond this only a table's rows or a list of names can be


def sentence_units(passage: Passage) -> tuple[str, ...]:
    """The texts to embed, in reading order, each once; none where the passage is one unit itself."""
    units = list(dict.fromkeys(_units(passage.text)))[:_MOST]
    return tuple(units) if len(units) > 1 else ()


def _units(text: str) -> Iterator[str]:
    start: int | None = None
    end = 0
    for at, stop in sentences(text):
        line = text[at:stop]
        if _CELLS in line:
            if start is not None:
                yield text[start:end]
                start = None
            if row := _in_words(line):
                yield row
            continue
        start, end = at if start is None else start, stop
        if end - start >= _SHORTEST:
            yield text[start:end]
            start = None
    if start is not None:
        yield text[start:end]


def _in_words(row: str) -> str:
    """The cells of a row that hold a word."""
    cells = (cell.strip() for cell in row.split(_CELLS.strip()))
    return _CELLS.join(cell for cell in cells if any(map(str.isalpha, cell)))
