"""A file's bytes to all that is stored of it; the order of the steps, and nothing else."""

from dataclasses import dataclass

from ingest import splitter
from ingest.figures import VERSION as FIGURES_VERSION
from ingest.figures import read_figures
from ingest.loaders import load
from ingest.metadata import read_metadata
from ingest.structure import structure
from vectorstore.analysis import VERSION as ANALYSIS_VERSION
from vectorstore.schema import Metadata, Report, ReportContent, StructuredText, Versions


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says, before it is known which report it is."""

    format: str
    pages: int | None
    text: StructuredText
    metadata: Metadata
    notices: tuple[str, ...]


def read_file(data: bytes, source: str) -> ReadFile:
    """Load a file and read its structure and metadata; IngestError when it is refused."""
    document = load(data, source)
    text = structure(document)
    return ReadFile(
        document.format,
        document.pages,
        text,
        read_metadata(text, source, document.title),
        document.notices,
    )


def content_of(report: Report, text: StructuredText, embedding: str) -> ReportContent:
    """The report with its passages and figures read; `embedding` is the model that will embed it."""
    return ReportContent(
        report=report,
        text=text,
        passages=splitter.split(report.report_id, text),
        figures=read_figures(report, text),
        versions=current_versions(embedding),
    )


def current_versions(embedding: str) -> Versions:
    """The rules of this program."""
    return Versions(
        splitter=splitter.VERSION, analysis=ANALYSIS_VERSION, figures=FIGURES_VERSION, embedding=embedding
    )
