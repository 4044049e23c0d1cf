"""A corpus as the baselines hold it: every report's plain text in chunks that know where they stand.

Reports are read by the ordinary write path, so that offsets mean the same as everywhere; nothing else of what
it makes of them (passages, figures) is used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.baselines.recursive_splitter import split_recursively
from ingest.errors import IngestError
from ingest.identity import report_id_for
from ingest.reading import read_file
from ingest.walk import walk
from vectorstore.schema import Block, Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A stretch of a report's text: `text` is that of the report from `start` to `end`."""

    source: str
    report_id: str
    metadata: Metadata
    page: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks of every readable report, in the order of their paths, and the texts by report id."""

    chunks: tuple[Chunk, ...]
    texts: Mapping[str, str]


def read_chunks(corpus: Path) -> Chunked:
    """A folder of reports in chunks."""
    chunks: list[Chunk] = []
    texts: dict[str, str] = {}
    for file in walk([corpus]).files:
        try:
            read = read_file(file.path.read_bytes(), file.source)
        except IngestError:  # the assistant under test names it; a baseline just has not got it
            continue
        report_id = report_id_for(file.source, texts.__contains__)
        text = texts[report_id] = read.text.text
        chunks += [
            Chunk(
                source=file.source,
                report_id=report_id,
                metadata=read.metadata,
                page=_page_at(read.text.blocks, start),
                start=start,
                end=end,
                text=text[start:end],
            )
            for start, end in split_recursively(text)
        ]
    return Chunked(tuple(chunks), texts)


def _page_at(blocks: Sequence[Block], start: int) -> int | None:
    return next((block.page for block in blocks if block.start <= start < block.end), None)
