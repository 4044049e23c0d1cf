"""The catalog gives back what was put in, finds it by what it is asked by, and forgets what it should."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from tests.support.contents import VERSIONS, content, figure
from vectorstore.catalog import Catalog, Origin, SourceRecord, tables, upgrade
from vectorstore.catalog.contents import add_content, remove_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.catalog.rows import read_text, text_values
from vectorstore.catalog.vectors import add_vectors
from vectorstore.errors import (
    LastSourceError,
    NewerDatabaseError,
    SourceTakenError,
    UnknownReportError,
)
from vectorstore.schema import Block, BlockKind, Cell, ReportContent, StructuredText


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.db"))
    yield catalog
    catalog.close()


def put(catalog: Catalog, made: ReportContent, **origins: Origin) -> None:
    with write(catalog.engine) as connection:
        remove_content(connection, made.report.report_id)
        add_content(connection, made, {f"{name}.txt": origin for name, origin in origins.items()})


def test_a_report_comes_back_as_it_was(catalog: Catalog) -> None:
    made = content("a", ["Một đoạn.", "Đoạn hai."], figures=[figure("a"), figure("a", 1, indicator=None)])
    put(catalog, made)
    assert catalog.report("a") == made.report
    assert catalog.text("a") == made.text
    assert catalog.passages("a") == list(made.passages)
    assert catalog.figures() == list(made.figures)
    assert catalog.versions("a") == VERSIONS
    assert catalog.counts() == (1, 2, 2)
    assert catalog.passages_by_id([made.passages[1].passage_id, "none"]) == {
        made.passages[1].passage_id: made.passages[1]
    }


def test_a_report_without_a_time_gets_one(catalog: Catalog) -> None:
    made = content("a")
    untimed = ReportContent(
        report=type(made.report)(
            **{
                **{f: getattr(made.report, f) for f in made.report.__dataclass_fields__},
                "ingested_at": None,
            }
        ),
        text=made.text,
        passages=made.passages,
        figures=made.figures,
        versions=made.versions,
    )
    put(catalog, untimed)
    found = catalog.report("a").ingested_at
    assert found is not None
    assert abs(found - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


def test_reports_are_found_by_what_they_are_of(catalog: Catalog) -> None:
    put(catalog, content("a", province="Hậu Giang", period="2022"))
    put(catalog, content("b", province="Hậu Giang", period="2023-H1"))
    put(catalog, content("c", province="Sóc Trăng", period="2023"))
    put(catalog, content("d", province=None, period=None))
    assert [r.report_id for r in catalog.reports(provinces=["Hậu Giang"])] == ["a", "b"]
    assert [r.report_id for r in catalog.reports(years=[2023])] == ["b", "c"]
    assert [r.report_id for r in catalog.reports(provinces=["Hậu Giang"], years=[2023])] == ["b"]
    assert len(catalog.reports()) == 4
    assert catalog.provinces() == ("Hậu Giang", "Sóc Trăng")
    assert catalog.report_ids(report_ids=["c", "x"]) == ["c"]
    assert catalog.report_by_hash(catalog.report("c").content_hash) is not None
    assert catalog.report_by_hash("x") is None


def test_an_unknown_report_is_an_error_that_names_it(catalog: Catalog) -> None:
    for read in (catalog.report, catalog.text, catalog.versions):
        with pytest.raises(UnknownReportError, match="nowhere"):
            read("nowhere")


def test_replacing_a_report_leaves_nothing_of_the_old_one(catalog: Catalog) -> None:
    put(catalog, content("a", ["Cũ một.", "Cũ hai."], figures=[figure("a")]))
    put(catalog, content("a", ["Mới."]))
    assert [p.text for p in catalog.passages("a")] == ["Mới."]
    assert catalog.figures() == []
    assert catalog.counts() == (1, 1, 0)


def test_figures_are_found_by_indicator_place_and_period(catalog: Catalog) -> None:
    put(catalog, content("a", figures=[figure("a"), figure("a", 1, indicator="hoa_giai")]))
    put(catalog, content("b", figures=[figure("b", province="Sóc Trăng"), figure("b", 1, period="2022")]))

    def found(
        indicators: Sequence[str] = (),
        provinces: Sequence[str] = (),
        periods: Sequence[str] = (),
        report_ids: Sequence[str] = (),
    ) -> list[str]:
        figures = catalog.figures(
            indicators=indicators, provinces=provinces, periods=periods, report_ids=report_ids
        )
        return [f.figure_id for f in figures]

    assert found(indicators=["van_ban_tham_dinh"]) == ["a-f0", "b-f0", "b-f1"]
    assert found(indicators=["van_ban_tham_dinh"], provinces=["Hậu Giang"], periods=["2023"]) == ["a-f0"]
    assert found(indicators=["van_ban_tham_dinh", "hoa_giai"], report_ids=["a"]) == ["a-f0", "a-f1"]
    assert found(periods=["2021"]) == []


def test_phrase_terms_match_whole_folded_words(catalog: Catalog) -> None:
    put(catalog, content("a", figures=[figure("a", indicator=None, phrase="lượt người được tuyên truyền")]))
    assert len(catalog.figures(phrase_terms=["truyen", "luot"])) == 1
    assert catalog.figures(phrase_terms=["tuyen", "hoa"]) == []
    assert catalog.figures(phrase_terms=["truye"]) == []
    assert catalog.figures(phrase_terms=["tr%yen"]) == []


def test_sources_and_where_they_came_from(catalog: Catalog) -> None:
    origin = Origin("/reports", 2**40, 2**61)
    put(catalog, content("a"), a=origin)
    put(catalog, content("b"))
    assert catalog.origin_of("a.txt") == origin
    assert catalog.origin_of("b.txt") == Origin()
    assert catalog.origin_of("c.txt") is None
    catalog.add_source("a", "copy.txt", Origin("/reports"))
    assert catalog.report("a").sources == ("a.txt", "copy.txt")
    assert [s.source for s in catalog.sources(root="/reports")] == ["a.txt", "copy.txt"]
    catalog.set_origin("copy.txt", Origin("/elsewhere", 1, 2))
    assert catalog.sources(root="/elsewhere") == [SourceRecord("copy.txt", "a", Origin("/elsewhere", 1, 2))]
    assert [s.source for s in catalog.sources()] == ["a.txt", "b.txt", "copy.txt"]
    catalog.remove_source("a.txt")
    report = catalog.report_by_source("copy.txt")
    assert report is not None
    assert report.sources == ("copy.txt",)
    assert catalog.report_by_source("a.txt") is None


def test_the_only_source_stays_with_its_report(catalog: Catalog) -> None:
    put(catalog, content("a"))
    with pytest.raises(LastSourceError):
        catalog.remove_source("a.txt")
    assert catalog.report("a").sources == ("a.txt",)


def test_a_source_has_one_report(catalog: Catalog) -> None:
    put(catalog, content("a"))
    with pytest.raises(SourceTakenError, match="'a'"):
        put(catalog, content("b", sources=["a.txt"]))
    with pytest.raises(UnknownReportError):
        catalog.report("b")
    with pytest.raises(UnknownReportError):
        catalog.add_source("nowhere", "x.txt", Origin())


def test_vectors_keep_float16_and_go_with_their_passage(catalog: Catalog) -> None:
    made = content("a", ["Một.", "Hai."])
    put(catalog, made)
    ids = [p.passage_id for p in made.passages]
    vectors = {id_: np.array([0.1, 0.2, n], dtype=np.float32) for n, id_ in enumerate(ids)}
    with write(catalog.engine) as connection:
        add_vectors(connection, {ids[0]: vectors[ids[0]]}, "m")
    assert catalog.vectors.without("m") == [ids[1]]
    assert catalog.vectors.without("other") == sorted(ids)
    catalog.vectors.set(vectors, "m")
    found, matrix = catalog.vectors.of_passages(ids, "m")
    assert dict(zip(found, matrix[:, 2].tolist(), strict=True)) == {ids[0]: 0.0, ids[1]: 1.0}
    assert np.allclose(matrix[:, :2], [0.1, 0.2], atol=1e-3)
    read = catalog.vectors.by_report(["a", "nowhere"], "m")
    assert [(each.passage_id, float(each.vector[2])) for each in read["a"]] == [(ids[0], 0.0), (ids[1], 1.0)]
    assert read.keys() == {"a"}
    put(catalog, content("a", ["Khác."]))
    assert catalog.vectors.of_passages(ids, "m")[0] == []


def test_a_thousand_keys_too_many_for_one_statement(catalog: Catalog) -> None:
    put(catalog, content("a"))
    known = catalog.passages("a")[0].passage_id
    ids = [f"id{n}" for n in range(40_000)]
    assert list(catalog.passages_by_id([*ids, known])) == [known]


def test_the_migrations_make_the_tables(catalog: Catalog) -> None:
    with catalog.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade._MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [upgrade.HEAD]


def test_a_newer_database_is_refused_in_words(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.db")
    catalog = Catalog(url)
    with write(catalog.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    catalog.close()
    with pytest.raises(NewerDatabaseError, match=r"9999.*newer tuphap"):
        Catalog(url)


def test_sqlite_is_set_up_to_survive_and_to_forget(catalog: Catalog) -> None:
    with catalog.engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "busy_timeout")
        ]
    assert values == ["wal", 1, 1, 30_000]


def test_postgresql_takes_every_table() -> None:
    for table in tables.metadata.sorted_tables:
        assert table.name in str(CreateTable(table).compile(dialect=postgresql.dialect()))


BLOCKS = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(BlockKind),
        start=st.integers(0, 10**6),
        end=st.integers(0, 10**6),
        level=st.integers(0, 6),
        page=st.none() | st.integers(1, 999),
        table=st.none() | st.integers(0, 9),
        row=st.none() | st.integers(0, 9),
        header=st.booleans(),
        cells=st.lists(st.builds(Cell, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))).map(tuple),
    )
).map(tuple)


@given(written=st.text(), blocks=BLOCKS)
def test_any_structured_text_survives_its_row(written: str, blocks: tuple[Block, ...]) -> None:
    made = StructuredText(written, blocks)
    assert read_text(text_values("a", made)) == made  # type: ignore[arg-type]
