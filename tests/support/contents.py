"""Small hand-made reports: a title, paragraphs and figures are enough to fill an index."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from vectorstore.schema import (
    Block,
    BlockKind,
    Figure,
    Metadata,
    Passage,
    Report,
    ReportContent,
    StructuredText,
    Versions,
)

VERSIONS = Versions(splitter="1", analysis="1", figures="1", embedding="toy")


def content(
    report_id: str,
    paragraphs: Sequence[str] = ("Sở Tư pháp đã thẩm định 42 văn bản.",),
    *,
    province: str | None = "Hậu Giang",
    period: str | None = "2023",
    sources: Sequence[str] = (),
    title: str = "Báo cáo công tác tư pháp",
    figures: Sequence[Figure] = (),
    heading: str = "",
) -> ReportContent:
    """A report of one passage a paragraph; ids are made of the report's id and the paragraph's text."""
    text = "\n".join(paragraphs)
    blocks: list[Block] = []
    passages: list[Passage] = []
    start = 0
    for ordinal, paragraph in enumerate(paragraphs):
        end = start + len(paragraph)
        blocks.append(Block(BlockKind.PARAGRAPH, start, end))
        key = hashlib.sha256(f"{report_id}/{ordinal}/{paragraph}".encode()).hexdigest()[:12]
        passages.append(
            Passage(
                passage_id=key,
                report_id=report_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=paragraph,
                heading=heading,
            )
        )
        start = end + 1
    report = Report(
        report_id=report_id,
        sources=tuple(sources) or (f"{report_id}.txt",),
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        format="txt",
        metadata=Metadata(
            title=title,
            agency="Sở Tư pháp",
            province=province,
            period=period,
            date=dt.date(2023, 12, 9),
        ),
        ingested_at=dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
    )
    return ReportContent(
        report=report,
        text=StructuredText(text, tuple(blocks)),
        passages=tuple(passages),
        figures=tuple(figures),
        versions=VERSIONS,
    )


def figure(
    report_id: str,
    ordinal: int = 0,
    *,
    indicator: str | None = "van_ban_tham_dinh",
    phrase: str = "văn bản được thẩm định",
    value: float = 42,
    province: str | None = "Hậu Giang",
    period: str | None = "2023",
) -> Figure:
    """A figure of a report, its number at the start of the text."""
    return Figure(
        figure_id=f"{report_id}-f{ordinal}",
        report_id=report_id,
        ordinal=ordinal,
        indicator=indicator,
        phrase=phrase,
        rivals=("van_ban_gop_y",),
        value=value,
        unit="văn bản",
        province=province,
        period=period,
        start=0,
        end=10,
        value_start=0,
        value_end=2,
    )
