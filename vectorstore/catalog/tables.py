"""The catalog's tables, in the present revision's shape. How they came to it is told by `migrations`."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_report() -> ForeignKey:
    return ForeignKey("reports.report_id", ondelete="CASCADE")


reports = Table(
    "reports",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("content_hash", String, nullable=False, index=True),
    Column("format", String, nullable=False),
    Column("pages", Integer),
    Column("ingested_at", DateTime, nullable=False),  # UTC; SQLite keeps no time zone
    Column("title", Text, nullable=False),
    Column("agency", Text),
    Column("level", String),
    Column("province", String, index=True),
    Column("locality", Text),
    Column("period", String),
    Column("year", Integer, index=True),
    Column("number", String),
    Column("date", Date),
    Column("language", String, nullable=False),
    Column("splitter_version", String, nullable=False),
    Column("analysis_version", String, nullable=False),
    Column("figures_version", String, nullable=False),
    Column("embedding_version", String, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("source", String, primary_key=True),
    Column("report_id", _of_report(), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("root", Text),
    Column("size", BigInteger),
    Column("mtime_ns", BigInteger),
)

texts = Table(
    "texts",
    metadata,
    Column("report_id", _of_report(), primary_key=True),
    Column("text", Text, nullable=False),
    Column("blocks", Text, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("passage_id", String, primary_key=True),
    Column("report_id", _of_report(), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("table_header", Text, nullable=False),
    Column("page", Integer),
    Column("text_hash", String, nullable=False, index=True),  # of `Passage.indexed_text`
)

figures = Table(
    "figures",
    metadata,
    Column("figure_id", String, primary_key=True),
    Column("report_id", _of_report(), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("indicator", String),
    Column("phrase", Text, nullable=False),
    Column("folded_phrase", Text, nullable=False),  # `rows.folded_words` of it
    Column("rivals", JSON, nullable=False),
    Column("value", Double, nullable=False),
    Column("value_to", Double),
    Column("unit", String, nullable=False),
    Column("qualifier", String),
    Column("kind", String, nullable=False),
    Column("part", Text),
    Column("province", String),
    Column("locality", Text),
    Column("level", String),
    Column("period", String),
    Column("year", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value_start", Integer, nullable=False),
    Column("value_end", Integer, nullable=False),
    Column("page", Integer),
    Column("heading", Text, nullable=False),
    Column("row", Text),
    Column("column", Text),
    Column("mark", Integer),  # follows from `figure_marks`, which may come and go before the figure does
    Column("unit_head", String, nullable=False, server_default=""),  # the unit's first word, folded
    Column("context_words", Text, nullable=False, server_default=""),  # of all that the report says of it
    # The order figures are looked through in; `kind` and `mark` are there to count without opening a row.
    Index("ix_figures_listed", "indicator", "province", "period", "report_id", "ordinal", "kind", "mark"),
    Index("ix_figures_by_year", "indicator", "year", "kind"),
    Index("ix_figures_by_place", "province", "unit_head", "year"),
)

_marked, _unlisted = figures.c.mark.is_not(None), figures.c.indicator.is_(None)
Index("ix_figures_marked", figures.c.mark, sqlite_where=_marked, postgresql_where=_marked)
# Holds the words themselves, so that they are looked for without opening a row.
Index(
    "ix_figures_unlisted",
    *(figures.c[name] for name in ("unit_head", "year", "province", "context_words")),
    sqlite_where=_unlisted,
    postgresql_where=_unlisted,
)

figure_marks = Table(
    "figure_marks",
    metadata,
    Column("mark", Integer, primary_key=True),
    Column("report_id", String, nullable=False, index=True),  # no reference: marks outlive their report
    Column("number_hash", String, nullable=False),
    Column("ordinal", Integer, nullable=False),  # among the equal sentences of the report
    Column("equals", Integer, nullable=False),  # how many of them there were
    Column("noted_at", DateTime, nullable=False),  # UTC
    Column("note", Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("passage_id", ForeignKey("passages.passage_id", ondelete="CASCADE"), primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # little-endian float16
)

sentence_vectors = Table(
    "sentence_vectors",
    metadata,
    Column("text_hash", String, primary_key=True),  # no reference: many passages may have the text
    Column("model", String, primary_key=True),
    Column("units", Integer, nullable=False),  # 0: the text is one unit itself
    Column("vectors", LargeBinary, nullable=False),  # `units` float32 scales, then as many rows of int8
)

journal = Table(
    "journal",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("report_id", String),  # None: everything is to be rebuilt
    Column("added", JSON, nullable=False),  # text hashes that came in, and those that went
    Column("removed", JSON, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
