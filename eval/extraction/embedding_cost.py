"""Reading a report's figures beside embedding its passages, in the same run, on the same processor."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import splitter
from ingest.figures import read_figures
from ingest.reading import read_file
from vectorstore.embeddings import open_embedder
from vectorstore.schema import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of the processor for both works on the same reports."""

    reports: int
    passages: int
    reading: float
    embedding: float

    @property
    def ratio(self) -> float:
        """What reading figures costs of what embedding costs."""
        return self.reading / self.embedding


def measure(paths: Sequence[Path], model_dir: Path, count: int = 10) -> Cost:
    """Read and embed `count` of the reports, evenly drawn, report by report in turns."""
    embedder = open_embedder("bundled", model_dir)
    embedder.embed_query("làm nóng")
    drawn = paths[:: max(1, len(paths) // count)][:count]
    passages, reading, embedding = 0, 0.0, 0.0
    for path in drawn:
        read = read_file(path.read_bytes(), path.name)
        report = Report(
            report_id=path.name,
            sources=(path.name,),
            content_hash="",
            format=read.format,
            metadata=read.metadata,
        )
        texts = [passage.indexed_text for passage in splitter.split(report.report_id, read.text)]
        begun = time.process_time()
        read_figures(report, read.text)
        reading += time.process_time() - begun
        begun = time.process_time()
        embedder.embed_passages(texts)
        embedding += time.process_time() - begun
        passages += len(texts)
    return Cost(reports=len(drawn), passages=passages, reading=reading, embedding=embedding)
