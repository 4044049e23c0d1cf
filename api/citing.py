"""The citation of a figure, and the address of a report's page, as the doors hand them out."""

from urllib.parse import quote as percent

from assistant.answer import CellReference, Citation
from vectorstore.schema import Figure, Report


def report_url(report_id: str, start: int | None = None, end: int | None = None) -> str:
    """The page of a report, with the passage to mark when there is one."""
    path = f"/reports/{percent(report_id, safe='')}"
    return path if start is None else f"{path}?c={start}-{end}#c"


def cite(figure: Figure, report: Report, quote: str) -> Citation:
    """The sentence or table row a figure stands in; `quote` is the report's text there."""
    metadata = report.metadata
    cell = CellReference(row=figure.row, column=figure.column or "") if figure.row else None
    return Citation(
        number=1,
        report_id=report.report_id,
        source=report.source,
        title=metadata.title,
        agency=metadata.agency,
        province=metadata.province,
        period=metadata.period,
        date=metadata.date.isoformat() if metadata.date else None,
        page=figure.page,
        heading=figure.heading or None,
        quote=quote,
        start=figure.start,
        end=figure.end,
        cell=cell,
        url=report_url(report.report_id, figure.start, figure.end),
    )
