"""Figures are found by what they are of, counted by place and period, paged, and quoted where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from tests.support.contents import content, figure
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.catalog.rows import context_words, unit_head, year_of_period
from vectorstore.schema import Figure, FigureKind, ReportContent


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.db"))
    yield catalog
    catalog.close()


def put(catalog: Catalog, *made: ReportContent) -> None:
    with write(catalog.engine) as connection:
        for one in made:
            add_content(connection, one, {})


def ids(found: list[Figure]) -> list[str]:
    return [figure.figure_id for figure in found]


def test_years_are_those_that_a_period_counts_for(catalog: Catalog) -> None:
    periods = ["2023", "2023-H1", "2022-11-15/2023-11-14", "2022", "2019-01-01/2023-12-31", None]
    put(catalog, content("a", figures=[figure("a", n, period=period) for n, period in enumerate(periods)]))
    assert ids(catalog.figures(years=[2023])) == ["a-f0", "a-f1", "a-f2"]
    assert ids(catalog.figures(years=[2022, 2023])) == ["a-f0", "a-f1", "a-f2", "a-f3"]
    assert catalog.figures(years=[2021]) == []


def test_stretches_come_with_the_periods_named(catalog: Catalog) -> None:
    periods = ["2023", "2023-H1", "2022-11-15/2023-11-14", "2022", "2019-01-01/2023-12-31", None]
    put(catalog, content("a", figures=[figure("a", n, period=period) for n, period in enumerate(periods)]))
    assert ids(catalog.figures(years=[2023], periods=["2023"])) == ["a-f0"]
    assert ids(catalog.figures(years=[2023], periods=["2023"], stretches=True)) == ["a-f0", "a-f2"]
    assert ids(catalog.figures(periods=["2023"], stretches=True)) == ["a-f0", "a-f2", "a-f4"]


def test_coverage_of_a_year_without_what_fits_several_indicators(catalog: Catalog) -> None:
    put(
        catalog,
        content(
            "a",
            figures=[
                replace(figure("a", period="2023"), rivals=()),
                replace(figure("a", 1, period="2022"), rivals=()),
                replace(figure("a", 2, period="2023-H1"), rivals=("luat_su",)),
            ],
        ),
    )
    assert [period for _, period, _ in catalog.figure_coverage(years=[2023], ambiguous=False)] == ["2023"]
    assert {period for _, period, _ in catalog.figure_coverage(years=[2023])} == {"2023", "2023-H1"}


def test_a_statistics_year_counts_for_a_year_even_when_it_is_somewhat_too_long() -> None:
    # 397 days still mean the year 2023 to `same_period`
    assert year_of_period("2022-11-01/2023-12-02") == 2023
    assert year_of_period("2021-01-01/2023-12-31") is None


def test_kinds_and_units_narrow(catalog: Catalog) -> None:
    put(
        catalog,
        content(
            "a",
            figures=[
                replace(figure("a"), kind=FigureKind.ACHIEVED, unit="văn bản"),
                replace(figure("a", 1), kind=FigureKind.TARGET, unit="Văn kiện"),
                replace(figure("a", 2), kind=FigureKind.SHARE, unit="%"),
                replace(figure("a", 3), kind=FigureKind.CHANGE, unit="vụ, việc"),
                replace(figure("a", 4), kind=FigureKind.CHANGE, unit=""),
            ],
        ),
    )
    assert ids(catalog.figures(kinds=[FigureKind.SHARE, FigureKind.TARGET])) == ["a-f1", "a-f2"]
    assert ids(catalog.figures(unit_heads=["van"])) == ["a-f0", "a-f1"]
    assert ids(catalog.figures(unit_heads=["vu", "%"])) == ["a-f2", "a-f3"]
    assert catalog.figures(unit_heads=["bản"]) == []


@given(unit=st.text())
def test_every_unit_has_a_head_of_at_most_one_word(unit: str) -> None:
    assert len(unit_head(unit).split()) <= 1


def test_unlisted_figures_are_those_without_an_indicator(catalog: Catalog) -> None:
    phrase = "phòng họp trực tuyến"
    listed, other = figure("a", phrase=phrase), figure("a", 2, indicator=None)
    put(catalog, content("a", figures=[listed, figure("a", 1, indicator=None, phrase=phrase), other]))
    assert ids(catalog.figures(unlisted=True)) == ["a-f1", "a-f2"]
    assert ids(catalog.figures(unlisted=True, phrase_terms=["tuyen", "hop"])) == ["a-f1"]
    assert ids(catalog.figures(phrase_terms=["tuyen", "hop"])) == ["a-f0", "a-f1"]
    assert catalog.figures(unlisted=True, phrase_terms=["tuyen", "hoa"]) == []
    assert catalog.figures(unlisted=True, phrase_terms=["tuye"]) == []
    assert ids(catalog.figures(unlisted=True, phrase_terms=["tuyen"], unit_heads=["van"])) == ["a-f1"]


def test_context_terms_stand_anywhere_in_what_the_report_says_of_a_figure(catalog: Catalog) -> None:
    line = "Đã cải tạo 3 phòng họp ở trụ sở."
    one = replace(
        figure("a", phrase="phòng họp", indicator=None),
        end=len(line),
        part="cấp huyện",
        row="Mục A",
        column="Kỳ này",
        heading="II. Cơ sở vật chất",
    )
    put(catalog, content("a", [line, "Chuyện khác."], title="Báo cáo tổng kết", figures=[one]))
    for term in ("phong", "huyen", "muc", "nay", "chat", "tru", "tong"):
        assert ids(catalog.figures(context_terms=[term])) == ["a-f0"], term
        assert catalog.figure_coverage(context_terms=[term]) == [("Hậu Giang", "2023", 1)]
    assert ids(catalog.figures(context_terms=["phong", "tong"], unlisted=True)) == ["a-f0"]
    for term in ("khac", "phon", "%", "…", "_"):
        assert catalog.figures(context_terms=[term]) == [], term
        assert catalog.figures(context_terms=["phong", term]) == [], term


def test_a_context_too_long_for_an_index_is_never_wrongly_left_out(catalog: Catalog) -> None:
    line = " ".join(f"từ{n}" for n in range(400))
    put(catalog, content("a", [line], figures=[replace(figure("a"), end=len(line))]))
    assert ids(catalog.figures(context_terms=["tu1", "tu399"])) == ["a-f0"]


@given(parts=st.lists(st.none() | st.text(max_size=2_000), max_size=3))
def test_any_context_fits_an_index_key(parts: list[str | None]) -> None:
    assert len(context_words(*parts).encode()) < 2_600


def test_coverage_counts_by_place_and_period(catalog: Catalog) -> None:
    put(catalog, content("a", figures=[figure("a"), figure("a", 1), figure("a", 2, period="2022")]))
    put(catalog, content("b", figures=[figure("b", province="Sóc Trăng"), figure("b", 1, indicator="x")]))
    put(
        catalog,
        content("c", figures=[replace(figure("c", province=None, period=None), kind=FigureKind.SHARE)]),
    )
    found = catalog.figure_coverage(indicators=["van_ban_tham_dinh"])
    assert sorted(found, key=str) == [
        ("Hậu Giang", "2022", 1),
        ("Hậu Giang", "2023", 2),
        ("Sóc Trăng", "2023", 1),
        (None, None, 1),
    ]
    assert catalog.figure_coverage(provinces=["Sóc Trăng"]) == [("Sóc Trăng", "2023", 1)]
    assert catalog.figure_coverage(kinds=[FigureKind.SHARE]) == [(None, None, 1)]
    assert catalog.figure_coverage(unlisted=True) == []


def test_a_page_comes_in_order_with_the_count_of_all(catalog: Catalog) -> None:
    put(
        catalog,
        content("b", figures=[figure("b", 0, indicator=None), figure("b", 1, indicator="z", period="2022")]),
        content("a", figures=[figure("a", 0, indicator="z"), figure("a", 1, province="An Giang")]),
    )
    everything = ["a-f1", "b-f1", "a-f0", "b-f0"]
    for size in (1, 2, 3, 4, 5):
        pages = [catalog.figures_page(limit=size, offset=offset) for offset in range(0, 6, size)]
        assert [total for _, total in pages] == [4] * len(pages)
        assert [m.figure.figure_id for page, _ in pages for m in page] == everything
    page, total = catalog.figures_page(indicators=["z"], periods=["2022"], limit=9, offset=0)
    assert ([m.figure.figure_id for m in page], total) == (["b-f1"], 1)
    assert catalog.figures_page(provinces=["Cà Mau"], limit=9, offset=0) == ([], 0)


def test_a_page_of_figures_that_fit_several_indicators(catalog: Catalog) -> None:
    put(catalog, content("a", figures=[replace(figure("a"), rivals=()), figure("a", 1)]))
    for ambiguous, expected in ((True, ["a-f1"]), (False, ["a-f0"]), (None, ["a-f0", "a-f1"])):
        page, total = catalog.figures_page(ambiguous=ambiguous, limit=9, offset=0)
        assert [m.figure.figure_id for m in page] == expected
        assert total == len(expected)
        assert all(m.mark is None for m in page)


def test_quotes_are_cut_at_code_points_out_of_every_report(catalog: Catalog) -> None:
    put(catalog, content("a", ["Hòa giải 350 vụ. 𝟛 👍 việc."]), content("b", ["Đã thẩm định 42 văn bản."]))
    spans = [("a", 0, 16), ("a", 17, 18), ("b", 3, 12), ("b", 0, 4000), ("b", 5, 5), ("none", 0, 3)]
    assert catalog.quotes([*spans, spans[0]]) == {
        ("a", 0, 16): "Hòa giải 350 vụ.",
        ("a", 17, 18): "𝟛",
        ("b", 3, 12): "thẩm định",
        ("b", 0, 4000): "Đã thẩm định 42 văn bản.",
        ("b", 5, 5): "",
    }
    assert catalog.quotes([]) == {}


def test_a_thousand_quotes_are_asked_for_in_parts(catalog: Catalog) -> None:
    put(catalog, content("a", ["0123456789" * 200]))
    found = catalog.quotes([("a", n, n + 1) for n in range(2000)])
    assert len(found) == 2000
    assert all(quote == str(start % 10) for (_, start, _), quote in found.items())


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"indicators": ["i"], "provinces": ["p"]}, "ix_figures_listed (indicator=? AND province=?)"),
        ({"indicators": ["i"], "years": [2023]}, "ix_figures_by_year (indicator=? AND year=?)"),
        ({"indicators": ["i"], "periods": ["2023-H1"]}, "ix_figures_by_year (indicator=? AND year=?)"),
        ({"provinces": ["p"], "unit_heads": ["vu"]}, "ix_figures_by_place (province=? AND unit_head=?)"),
        (
            {"unlisted": True, "unit_heads": ["vu"], "context_terms": ["hop"]},
            "ix_figures_unlisted (unit_head=?)",
        ),
    ],
)
def test_figures_are_found_by_an_index(catalog: Catalog, wanted: dict[str, Any], index: str) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(
        catalog.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, values, *_: asked.append((statement, values)),
    )
    catalog.figures(**wanted)
    if "years" not in wanted and "periods" not in wanted:
        catalog.figure_coverage(**wanted)
    for statement, values in [one for one in asked if one[0].startswith("SELECT")]:
        with catalog.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        assert index in str(plan)
