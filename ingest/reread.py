"""Redoes a step from the stored text, without the source files: after a change of the rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest import splitter
from ingest.figures import read_figures
from ingest.reading import current_versions
from vectorstore.catalog import Catalog
from vectorstore.index import Index
from vectorstore.schema import ReportContent


@dataclass(frozen=True, slots=True)
class Outdated:
    """Reports that older rules have read, and the command that reads them again."""

    reports: int
    command: str


def outdated(catalog: Catalog) -> tuple[Outdated, ...]:
    """The steps that this program's rules would do otherwise than those that read the reports held."""
    read_by = catalog.read_by()
    old_passages = sum(n for v, n in read_by.items() if v.splitter != current_versions(v.embedding).splitter)
    old_figures = sum(
        n
        for v, n in read_by.items()
        if (v.figures, v.analysis)
        != (current_versions(v.embedding).figures, current_versions(v.embedding).analysis)
    )
    steps = ((old_passages, "--passages"), (old_figures, "--figures"))
    return tuple(Outdated(n, f"tuphap index rebuild {step}") for n, step in steps if n)


def reread(
    index: Index,
    *,
    passages: bool,
    figures: bool,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Cut passages and read figures again, those that are asked for, of every report held.

    `progress(done, total)` counts reports. Passages that read as before keep their vectors.
    """
    catalog = index.catalog
    reports = catalog.reports()
    for done, report in enumerate(reports):
        if progress is not None:
            progress(done, len(reports))
        text = catalog.text(report.report_id)
        versions = catalog.versions(report.report_id)
        current = current_versions(versions.embedding)
        if passages:
            versions = replace(versions, splitter=current.splitter)
        if figures:
            versions = replace(versions, figures=current.figures, analysis=current.analysis)
        index.put(
            ReportContent(
                report=report,
                text=text,
                passages=splitter.split(report.report_id, text)
                if passages
                else tuple(catalog.passages(report.report_id)),
                figures=read_figures(report, text)
                if figures
                else tuple(catalog.figures_of(report.report_id)),
                versions=versions,
            )
        )
    index.erase_leftovers()
    if progress is not None:
        progress(len(reports), len(reports))
