"""Writes a report with all that was read out of it into the tables, and takes it out again.

Every function works inside the caller's transaction.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table, delete, insert, select, update

from vectorstore.catalog import rows
from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.figure_marking import apply_marks
from vectorstore.catalog.origin import Origin
from vectorstore.catalog.tables import figures, passages, reports, sentence_vectors, sources, texts, vectors
from vectorstore.errors import SourceTakenError
from vectorstore.schema import ReportContent


def add_content(connection: Connection, content: ReportContent, origins: Mapping[str, Origin]) -> None:
    """Write a report that is not held (any more); its vectors are left to `vectors`.

    Sources without an entry in `origins` are noted without one. SourceTakenError when one of them belongs to
    another report.
    """
    report = content.report
    now = dt.datetime.now(dt.UTC)
    connection.execute(insert(reports).values(rows.report_values(report, content.versions, now)))
    for position, source in enumerate(report.sources):
        add_source_row(connection, report.report_id, source, position, origins.get(source, Origin()))
    connection.execute(insert(texts).values(rows.text_values(report.report_id, content.text)))
    _insert(connection, passages, [rows.passage_values(passage) for passage in content.passages])
    read_in = {"text": content.text.text, "title": report.metadata.title}
    _insert(connection, figures, [rows.figure_values(figure, **read_in) for figure in content.figures])
    apply_marks(connection, report.report_id)


def remove_content(connection: Connection, report_id: str) -> frozenset[str]:
    """Take a report out with all that hangs on it; the hashes of the texts its passages had."""
    query = select(passages.c.text_hash).where(passages.c.report_id == report_id)
    texts_gone = frozenset(connection.execute(query).scalars())
    connection.execute(delete(reports).where(reports.c.report_id == report_id))
    return texts_gone


def held_texts(connection: Connection, hashes: Collection[str]) -> frozenset[str]:
    """Those of these texts that any passage has."""
    return frozenset(
        text_hash
        for part in chunks(sorted(hashes))
        for text_hash in connection.execute(
            select(passages.c.text_hash).where(passages.c.text_hash.in_(part)).distinct()
        ).scalars()
    )


def adopt_model(connection: Connection, model: str) -> None:
    """Every report is embedded by this model now; the vectors of all others go."""
    for table in (vectors, sentence_vectors):
        connection.execute(delete(table).where(table.c.model != model))
    connection.execute(update(reports).values(embedding_version=model))


def origins_of(connection: Connection, report_id: str) -> dict[str, Origin]:
    """Where the sources of a report came from."""
    found = connection.execute(select(sources).where(sources.c.report_id == report_id)).all()
    return {row.source: Origin(row.root, row.size, row.mtime_ns) for row in found}


def add_source_row(
    connection: Connection, report_id: str, source: str, position: int, origin: Origin
) -> None:
    """Write one source; SourceTakenError when another report has it."""
    owner = connection.execute(
        select(sources.c.report_id).where(sources.c.source == source)
    ).scalar_one_or_none()
    if owner is not None:
        raise SourceTakenError(source, owner)
    connection.execute(
        insert(sources).values(
            source=source,
            report_id=report_id,
            position=position,
            root=origin.root,
            size=origin.size,
            mtime_ns=origin.mtime_ns,
        )
    )


def _insert(connection: Connection, table: Table, values: list[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), values)
