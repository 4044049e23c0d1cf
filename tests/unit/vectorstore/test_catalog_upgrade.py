"""A catalog of an older revision becomes a present one in place, with everything it holds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, insert, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from tests.support.contents import content, figure
from vectorstore.catalog import Catalog, rows, tables, upgrade
from vectorstore.catalog.contents import add_content, remove_content
from vectorstore.catalog.engine import open_engine, sqlite_url, write
from vectorstore.catalog.sentence_vectors import quantised
from vectorstore.schema import ReportContent

PERIODS = ("2023", "2022-11-01/2023-12-02", "2019-01-01/2023-12-31", None)
MADE = content(
    "a",
    ["Phòng họp trực tuyến: 3 phòng."],
    figures=[
        replace(figure("a", n, indicator=None, phrase="phòng họp", period=period), value_start=n)
        for n, period in enumerate(PERIODS)
    ],
)


def first_catalog(url: str, *held: ReportContent) -> None:
    """A database as the first revision made and filled it."""
    engine = open_engine(url)
    config = Config()
    config.set_main_option("script_location", str(upgrade._MIGRATIONS))
    with write(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        old = MetaData()
        old.reflect(connection)
        for one in held:
            report = rows.report_values(one.report, one.versions, one.report.ingested_at)  # type: ignore[arg-type]
            values: dict[str, list[rows.Values]] = {
                "reports": [report],
                "sources": [{"source": "a.txt", "report_id": "a", "position": 0}],
                "texts": [rows.text_values("a", one.text)],
                "passages": [rows.passage_values(passage) for passage in one.passages],
                "figures": [
                    {**rows.figure_values(made, text=one.text.text, title=""), "year": None}
                    for made in one.figures
                ],
            }
            for name, made in values.items():
                columns = old.tables[name].c
                kept = [{key: row[key] for key in row if key in columns} for row in made]
                connection.execute(insert(tables.metadata.tables[name]), kept)
    engine.dispose()


def test_the_first_catalog_is_upgraded_with_its_figures(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.db")
    first_catalog(url, MADE)
    catalog = Catalog(url)
    with catalog.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        indices = {index["name"] for index in inspect(connection).get_indexes("figures")}
    assert "ix_figures_indicator_province_period" not in indices
    assert catalog.report("a") == MADE.report
    assert catalog.text("a") == MADE.text
    assert catalog.figures() == list(MADE.figures)
    catalog.mark_figure("a-f0", note="sai")
    found = catalog.figures(unlisted=True, unit_heads=["van"], phrase_terms=["hop"], years=[2023])
    assert [one.figure_id for one in found] == ["a-f1"]
    with write(catalog.engine) as connection:
        remove_content(connection, "a")
        add_content(connection, MADE, {})
    assert [one.figure_id for one in catalog.figures()] == ["a-f1", "a-f2", "a-f3"]
    catalog.close()


def test_upgraded_rows_are_as_new_ones(tmp_path: Path) -> None:
    first_catalog(sqlite_url(tmp_path / "old.db"), MADE)
    old, new = (Catalog(sqlite_url(tmp_path / name)) for name in ("old.db", "new.db"))
    with write(new.engine) as connection:
        add_content(connection, MADE, {})
    query = tables.figures.select().order_by(tables.figures.c.figure_id)
    with old.engine.connect() as one, new.engine.connect() as other:
        assert one.execute(query).all() == other.execute(query).all()
    old.close()
    new.close()


def test_the_second_catalog_gains_a_place_for_sentences(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.db")
    first_catalog(url, MADE)
    engine = open_engine(url)
    config = Config()
    config.set_main_option("script_location", str(upgrade._MIGRATIONS))
    with write(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        assert not inspect(connection).has_table("sentence_vectors")
    engine.dispose()
    catalog = Catalog(url)
    passage = MADE.passages[0]
    assert catalog.report("a") == MADE.report
    assert catalog.passages("a") == [passage]
    assert catalog.sentence_vectors.without("toy") == [passage.passage_id]
    made = {rows.text_hash(passage): quantised(np.eye(2, 4, dtype=np.float32))}
    catalog.sentence_vectors.set(made, "toy")
    assert catalog.sentence_vectors.without("toy") == []
    assert catalog.sentence_vectors.without("other") == [passage.passage_id]
    held = catalog.sentence_vectors.of_texts(list(made), "toy")[rows.text_hash(passage)]
    assert (held.steps * held.scales[:, None]).tolist() == pytest.approx(np.eye(2, 4), abs=1e-6)
    catalog.close()


def test_postgresql_takes_what_is_written_of_sentences() -> None:
    table = tables.sentence_vectors
    made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "vectors BYTEA NOT NULL" in made
    query = postgresql.insert(table).on_conflict_do_nothing().compile(dialect=postgresql.dialect())
    assert "ON CONFLICT DO NOTHING" in str(query)


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path / "catalog.db")
    first_catalog(url, MADE)

    def fail(unit: str) -> str:
        raise RuntimeError(unit)

    monkeypatch.setattr("vectorstore.catalog.rows.unit_head", fail)
    with pytest.raises(RuntimeError, match="văn bản"):
        Catalog(url)
    monkeypatch.undo()
    catalog = Catalog(url)
    assert catalog.figures() == list(MADE.figures)
    catalog.close()
