"""Figures that people have marked wrong, and the indices that a large catalog's figures are found by."""

import sqlalchemy as sa
from alembic import op

from vectorstore.catalog.rows import context_words, unit_head, year_of_period

revision = "0002"
down_revision = "0001"

_INDICES = {
    "ix_figures_listed": ("indicator", "province", "period", "report_id", "ordinal", "kind", "mark"),
    "ix_figures_by_year": ("indicator", "year", "kind"),
    "ix_figures_by_place": ("province", "unit_head", "year"),
}

_PARTIAL_INDICES = (
    ("ix_figures_marked", ("mark",), "mark IS NOT NULL"),
    ("ix_figures_unlisted", ("unit_head", "year", "province", "context_words"), "indicator IS NULL"),
)

_READ = (
    "figure_id",
    "report_id",
    "period",
    "phrase",
    "part",
    "row",
    "column",
    "heading",
    "unit",
    "start",
    "end",
)


def upgrade() -> None:
    op.create_table(
        "figure_marks",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("number_hash", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("equals", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_figure_marks")),
    )
    op.create_index(op.f("ix_figure_marks_report_id"), "figure_marks", ["report_id"], unique=False)
    op.add_column("figures", sa.Column("mark", sa.Integer(), nullable=True))
    op.add_column("figures", sa.Column("unit_head", sa.String(), server_default="", nullable=False))
    op.add_column("figures", sa.Column("context_words", sa.Text(), server_default="", nullable=False))
    _fill_keys(op.get_bind())
    op.drop_index(op.f("ix_figures_indicator_province_period"), "figures")
    for name, columns in _INDICES.items():
        op.create_index(name, "figures", list(columns), unique=False)
    for name, columns, held in _PARTIAL_INDICES:
        where = sa.text(held)
        op.create_index(
            name, "figures", list(columns), unique=False, sqlite_where=where, postgresql_where=where
        )


def _fill_keys(connection: sa.Connection) -> None:
    """Give the figures held what those read from now on have: the year, unit and words they are found by."""
    figures = sa.table("figures", *map(sa.column, (*_READ, "year", "unit_head", "context_words")))
    reports = sa.table("reports", sa.column("report_id"), sa.column("title"))
    texts = sa.table("texts", sa.column("report_id"), sa.column("text"))
    fill = (
        sa.update(figures)
        .where(figures.c.figure_id == sa.bindparam("of"))
        .values({name: sa.bindparam(f"new_{name}") for name in ("year", "unit_head", "context_words")})
    )
    for report_id, title in connection.execute(sa.select(reports.c.report_id, reports.c.title)).all():
        text = connection.execute(sa.select(texts.c.text).where(texts.c.report_id == report_id)).scalar_one()
        read = sa.select(*(figures.c[name] for name in _READ)).where(figures.c.report_id == report_id)
        keys = [
            {
                "of": row.figure_id,
                "new_year": year_of_period(row.period),
                "new_unit_head": unit_head(row.unit),
                "new_context_words": context_words(
                    *(row.phrase, row.part, row.row, row.column, row.heading, title),
                    text[row.start : row.end],
                ),
            }
            for row in connection.execute(read)
        ]
        if keys:
            connection.execute(fill, keys)
