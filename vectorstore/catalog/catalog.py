"""The catalog's reading side, and the small changes that concern no passage.

Whole reports come and go through the Index, which tells the derived stores in the same breath.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    func,
    select,
    update,
)

from vectorstore.catalog import rows
from vectorstore.catalog.chunks import chunks
from vectorstore.catalog.contents import add_source_row, held_texts
from vectorstore.catalog.engine import open_engine, write
from vectorstore.catalog.figure_marking import FigureMarking
from vectorstore.catalog.figure_reading import FigureReading
from vectorstore.catalog.journal import Journal, Meta
from vectorstore.catalog.origin import Origin, SourceRecord
from vectorstore.catalog.passage_reading import read_passages
from vectorstore.catalog.sentence_vectors import SentenceVectorTable
from vectorstore.catalog.tables import figures, passages, reports, sources, texts
from vectorstore.catalog.upgrade import upgrade
from vectorstore.catalog.vectors import VectorTable
from vectorstore.errors import LastSourceError, UnknownReportError
from vectorstore.schema import Passage, Report, StructuredText, Versions


class Catalog(FigureReading, FigureMarking):
    """Reports, texts, passages and figures, from any thread.

    `url` is SQLAlchemy's; the database is created or brought up to date (NewerDatabaseError when a newer
    program wrote it). Unknown reports raise UnknownReportError.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        try:
            upgrade(self.engine)
        except BaseException:
            self.engine.dispose()
            raise
        self.vectors = VectorTable(self.engine)
        self.sentence_vectors = SentenceVectorTable(self.engine)
        self.journal = Journal(self.engine)
        self.meta = Meta(self.engine)

    def close(self) -> None:
        """Let go of the database's connections."""
        self.engine.dispose()

    # Reports

    def reports(self, *, provinces: Sequence[str] = (), years: Sequence[int] = ()) -> list[Report]:
        """The reports of these provinces and years (empty: any), by province, year and source."""
        query = _filtered(select(reports), reports, province=provinces, year=years)
        with self.engine.connect() as connection:
            found = self._reports(connection, query)
        return sorted(found, key=lambda r: (r.metadata.province or "", r.metadata.period or "", r.source))

    def report_ids(
        self,
        *,
        provinces: Sequence[str] = (),
        years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> list[str]:
        """The ids of the reports of these provinces and years and among these ids (each empty: any)."""
        query = _filtered(select(reports.c.report_id), reports, province=provinces, year=years)
        with self.engine.connect() as connection:
            found = list(connection.execute(query.order_by(reports.c.report_id)).scalars())
        wanted = set(report_ids)
        return [id_ for id_ in found if id_ in wanted] if report_ids else found

    def places_and_years(self) -> list[tuple[str, str | None, int | None]]:
        """Every report's id with its province and year, by id."""
        query = select(reports.c.report_id, reports.c.province, reports.c.year).order_by(reports.c.report_id)
        with self.engine.connect() as connection:
            return [(row.report_id, row.province, row.year) for row in connection.execute(query)]

    def report_ids_in_order(self) -> list[str]:
        """The ids of all reports, those of a province and year together: what is asked for together."""
        query = select(reports.c.report_id).order_by(reports.c.province, reports.c.year, reports.c.report_id)
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def report(self, report_id: str) -> Report:
        """One report."""
        found = self.reports_by_id([report_id])
        if report_id not in found:
            raise UnknownReportError(report_id)
        return found[report_id]

    def reports_by_id(self, ids: Sequence[str]) -> dict[str, Report]:
        """Those of these reports that are held."""
        with self.engine.connect() as connection:
            return {
                report.report_id: report
                for part in chunks(ids)
                for report in self._reports(
                    connection, select(reports).where(reports.c.report_id.in_(_any_of(part)))
                )
            }

    def report_by_source(self, source: str) -> Report | None:
        """The report held under this path."""
        return self._one_report(select(sources.c.report_id).where(sources.c.source == source))

    def report_by_hash(self, content_hash: str) -> Report | None:
        """The report read from these very bytes."""
        return self._one_report(
            select(reports.c.report_id)
            .where(reports.c.content_hash == content_hash)
            .order_by(reports.c.report_id)
            .limit(1)
        )

    def versions(self, report_id: str) -> Versions:
        """Which rules and which model read a report."""
        return rows.read_versions(self._one(reports, report_id))

    def read_by(self) -> dict[Versions, int]:
        """How many reports each combination of rules and model has read."""
        columns = (
            reports.c.splitter_version,
            reports.c.analysis_version,
            reports.c.figures_version,
            reports.c.embedding_version,
        )
        query = select(*columns, func.count().label("held")).group_by(*columns)
        with self.engine.connect() as connection:
            return {rows.read_versions(row): int(row["held"]) for row in connection.execute(query).mappings()}

    def provinces(self) -> tuple[str, ...]:
        """The provinces that reports are held of, sorted."""
        query = select(reports.c.province).where(reports.c.province.is_not(None)).distinct()
        with self.engine.connect() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def counts(self) -> tuple[int, int, int]:
        """How many reports, passages and figures are held."""
        with self.engine.connect() as connection:
            report_count, passage_count, figure_count = (
                int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in (reports, passages, figures)
            )
        return report_count, passage_count, figure_count

    # What was read out of them

    def text(self, report_id: str) -> StructuredText:
        """A report's text, which offsets refer to."""
        return rows.read_text(self._one(texts, report_id))

    def passages(self, report_id: str) -> list[Passage]:
        """A report's passages in reading order."""
        query = select(*rows.PASSAGE_COLUMNS).where(passages.c.report_id == report_id)
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(passages.c.ordinal))
            return [rows.read_passage(row) for row in found]

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those of these passages that are held."""
        return read_passages(self.engine, ids)

    def passage_ids(self) -> list[str]:
        """The id of every passage held, sorted: what the derived stores must hold too."""
        with self.engine.connect() as connection:
            return sorted(connection.execute(select(passages.c.passage_id)).scalars())

    def passage_texts(self) -> dict[str, dict[str, str]]:
        """The passages of every report that has any, each with the hash of its text."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        query = select(passages.c.report_id, passages.c.passage_id, passages.c.text_hash)
        with self.engine.connect() as connection:
            for report_id, passage_id, text_hash in connection.execute(query):
                found[report_id][passage_id] = text_hash
        return found

    def text_hashes(self) -> list[str]:
        """The hash of every distinct text that passages have, sorted."""
        with self.engine.connect() as connection:
            return sorted(connection.execute(select(passages.c.text_hash).distinct()).scalars())

    def held_texts(self, hashes: Sequence[str]) -> frozenset[str]:
        """Those of these texts that any passage has."""
        with self.engine.connect() as connection:
            return held_texts(connection, hashes)

    def passages_with_text(
        self, hashes: Sequence[str], *, report_ids: Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """The ids of the passages that have these texts, by text; only those of `report_ids` if given."""
        among = None if report_ids is None else frozenset(report_ids)
        found: dict[str, list[str]] = defaultdict(list)
        with self.engine.connect() as connection:
            for part in chunks(hashes):
                query = select(passages.c.text_hash, passages.c.passage_id, passages.c.report_id)
                for row in connection.execute(
                    query.where(passages.c.text_hash.in_(part)).order_by(passages.c.passage_id)
                ):
                    if among is None or row.report_id in among:
                        found[row.text_hash].append(row.passage_id)
        return found

    def reports_of_passages(self, ids: Sequence[str]) -> dict[str, str]:
        """The report of each of these passages that is held."""
        with self.engine.connect() as connection:
            return {
                row.passage_id: row.report_id
                for part in chunks(ids)
                for row in connection.execute(
                    select(passages.c.passage_id, passages.c.report_id).where(passages.c.passage_id.in_(part))
                )
            }

    # Sources

    def origin_of(self, source: str) -> Origin | None:
        """Where a source came from; None when no report is held under it."""
        with self.engine.connect() as connection:
            row = connection.execute(select(sources).where(sources.c.source == source)).one_or_none()
        return None if row is None else Origin(row.root, row.size, row.mtime_ns)

    def sources(self, *, root: str | None = None) -> list[SourceRecord]:
        """Every source held, or those ingested from the folder `root`; sorted."""
        query = select(sources).order_by(sources.c.source)
        if root is not None:
            query = query.where(sources.c.root == root)
        with self.engine.connect() as connection:
            return [
                SourceRecord(row.source, row.report_id, Origin(row.root, row.size, row.mtime_ns))
                for row in connection.execute(query)
            ]

    def set_origin(self, source: str, origin: Origin) -> None:
        """Note where a source is now, and its size and time: a file that was moved or only touched."""
        with write(self.engine) as connection:
            connection.execute(
                update(sources)
                .where(sources.c.source == source)
                .values(root=origin.root, size=origin.size, mtime_ns=origin.mtime_ns)
            )

    def add_source(self, report_id: str, source: str, origin: Origin) -> None:
        """Another path with the same bytes; SourceTakenError when it is held already."""
        with write(self.engine) as connection:
            last = _last_position(connection, report_id)
            if last is None:
                raise UnknownReportError(report_id)
            add_source_row(connection, report_id, source, last + 1, origin)

    def remove_source(self, source: str) -> None:
        """Forget one of several paths; LastSourceError for the only one, which `Index.delete` takes out."""
        with write(self.engine) as connection:
            report_id = connection.execute(
                select(sources.c.report_id).where(sources.c.source == source)
            ).scalar_one_or_none()
            if report_id is None:
                return
            connection.execute(delete(sources).where(sources.c.source == source))
            if _last_position(connection, report_id) is None:
                raise LastSourceError(source, report_id)

    # How they are read

    def _one(self, table: Table, report_id: str) -> RowMapping:
        with self.engine.connect() as connection:
            query = select(table).where(table.c.report_id == report_id)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownReportError(report_id)
        return row

    def _one_report(self, query: Select[str]) -> Report | None:
        with self.engine.connect() as connection:
            report_id = connection.execute(query).scalar_one_or_none()
        return None if report_id is None else self.reports_by_id([report_id]).get(report_id)

    @staticmethod
    def _reports(connection: Connection, query: Select[Any]) -> list[Report]:
        found = connection.execute(query).mappings().all()
        paths: dict[str, list[str]] = defaultdict(list)
        for part in chunks([row["report_id"] for row in found]):
            ordered = (
                select(sources.c.report_id, sources.c.source)
                .where(sources.c.report_id.in_(_any_of(part)))
                .order_by(sources.c.report_id, sources.c.position)
            )
            for report_id, source in connection.execute(ordered):
                paths[report_id].append(source)
        return [rows.read_report(row, tuple(paths[row["report_id"]])) for row in found]


def _filtered(query: Select[Any], table: Table, **wanted: Sequence[str] | Sequence[int]) -> Select[Any]:
    """The query with each named column among its values; no values mean any."""
    for column, values in wanted.items():
        if values:
            query = query.where(table.c[column].in_(values))
    return query


def _any_of(values: Sequence[str]) -> BindParameter[list[str]]:
    """The values as one parameter: given as a list, each would be made a parameter of its own first."""
    return bindparam("any_of", list(values), expanding=True)


def _last_position(connection: Connection, report_id: str) -> int | None:
    query = select(func.max(sources.c.position)).where(sources.c.report_id == report_id)
    found = connection.execute(query).scalar_one()
    return None if found is None else int(found)
