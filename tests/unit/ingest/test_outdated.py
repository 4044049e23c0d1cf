"""Rules that changed say which command reads the reports again."""

from dataclasses import replace
from pathlib import Path

from ingest.reading import current_versions
from ingest.reread import outdated
from tests.support.contents import content
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.schema import Versions


def catalog_read_by(folder: Path, *versions: Versions) -> Catalog:
    catalog = Catalog(sqlite_url(folder / "catalog.db"))
    for number, read_by in enumerate(versions):
        with write(catalog.engine) as connection:
            add_content(connection, replace(content(f"r{number}"), versions=read_by), {})
    return catalog


def test_reports_read_by_todays_rules_need_nothing(tmp_path: Path) -> None:
    assert outdated(catalog_read_by(tmp_path, current_versions("toy"))) == ()


def test_older_rules_name_the_step_to_redo(tmp_path: Path) -> None:
    today = current_versions("toy")
    catalog = catalog_read_by(
        tmp_path,
        today,
        replace(today, figures="0"),
        replace(today, analysis="0"),
        replace(today, splitter="0"),
    )
    found = {old.command: old.reports for old in outdated(catalog)}
    assert found == {"tuphap index rebuild --figures": 2, "tuphap index rebuild --passages": 1}
