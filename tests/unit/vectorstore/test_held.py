"""What ranking remembers of the catalog is what the catalog says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.contents import content
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.catalog.passage_reading import _by_driver, _by_query
from vectorstore.held import HeldCatalog
from vectorstore.space import note_change
from vectorstore.vector_cache import PassageVectors

REPORTS = (
    ("d", "Hậu Giang", "2022"),
    ("a", "Hậu Giang", "2023-H1"),
    ("c", "Sóc Trăng", "2023"),
    ("b", None, None),
)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    made = Catalog(sqlite_url(tmp_path / "tuphap.db"))
    put(made, *REPORTS)
    yield made
    made.close()


def put(catalog: Catalog, *reports: tuple[str, str | None, str | None]) -> None:
    with write(catalog.engine) as connection:
        for report_id, province, period in reports:
            add_content(connection, content(report_id, province=province, period=period), {})
        note_change(connection)


@pytest.mark.parametrize("provinces", [(), ("Hậu Giang",), ("Sóc Trăng", "Hậu Giang"), ("Huế",)])
@pytest.mark.parametrize("years", [(), (2023,), (2022, 2023), (1999,)])
def test_reports_of_places_and_years_are_the_catalogs(
    catalog: Catalog, provinces: tuple[str, ...], years: tuple[int, ...]
) -> None:
    held = HeldCatalog(catalog, PassageVectors(catalog)).now()
    assert held.report_ids(provinces, years) == catalog.report_ids(provinces=provinces, years=years)


def test_a_report_that_comes_is_known_at_once(catalog: Catalog) -> None:
    every = HeldCatalog(catalog, PassageVectors(catalog))
    assert every.now().report_ids(("Huế",), ()) == []
    put(catalog, ("e", "Huế", "2024"))
    assert every.now().report_ids(("Huế",), ()) == ["e"]


def test_passages_are_the_same_however_they_are_read(catalog: Catalog) -> None:
    ids = catalog.passage_ids()
    assert ids
    by_id = catalog.passages_by_id([*ids, "unknown"])
    assert list(by_id.values()) == list(_by_driver(catalog.engine, ids))
    assert sorted(by_id.values(), key=str) == sorted(_by_query(catalog.engine, ids), key=str)
    assert {p.passage_id: p for id_, *_ in REPORTS for p in catalog.passages(id_)} == by_id
    assert catalog.passages_by_id([]) == {}
