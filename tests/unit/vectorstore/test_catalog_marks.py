"""A figure marked wrong is in no answer, whatever is done to its report, until the mark is taken away."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.support.contents import content
from vectorstore.catalog import Catalog
from vectorstore.catalog.contents import add_content, remove_content
from vectorstore.catalog.engine import sqlite_url, write
from vectorstore.errors import UnknownFigureError
from vectorstore.schema import Figure, ReportContent


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.db"))
    yield catalog
    catalog.close()


def read(*lines: str, report_id: str = "a") -> ReportContent:
    """A report with a figure for every number, a line being what is quoted."""
    figures: list[Figure] = []
    start = 0
    for line in lines:
        at = 0
        for word in line.split(" "):
            if word.isdigit():
                figures.append(
                    Figure(
                        figure_id=f"{report_id}:{start + at}",
                        report_id=report_id,
                        ordinal=len(figures),
                        indicator="vu_viec_hoa_giai",
                        phrase="vụ",
                        value=float(word),
                        unit="vụ",
                        province="Hậu Giang",
                        period="2023",
                        start=start,
                        end=start + len(line),
                        value_start=start + at,
                        value_end=start + at + len(word),
                    )
                )
            at += len(word) + 1
        start += len(line) + 1
    return content(report_id, lines, figures=figures)


def put(catalog: Catalog, made: ReportContent) -> None:
    with write(catalog.engine) as connection:
        remove_content(connection, made.report.report_id)
        add_content(connection, made, {})


def nth(catalog: Catalog, ordinal: int) -> str:
    return catalog.figures_of("a")[ordinal].figure_id


def marked(catalog: Catalog) -> list[int]:
    """The ordinals of the figures marked wrong, which no answer can have."""
    page, total = catalog.figures_page(marked=True, limit=100, offset=0)
    assert total == len(page)
    assert all(found.mark is not None for found in page)
    found = sorted(found.figure.ordinal for found in page)
    assert not set(found) & {figure.ordinal for figure in catalog.figures()}
    assert len(found) + len(catalog.figures()) == len(catalog.figures_of("a"))
    return found


def test_a_marked_figure_is_seen_but_never_answered_from(catalog: Catalog) -> None:
    put(catalog, read("Hòa giải 350 vụ.", "Thụ lý 12 vụ."))
    before = dt.datetime.now(dt.UTC)
    mark = catalog.mark_figure(nth(catalog, 0), note="đây là số của cả nước")
    assert mark.note == "đây là số của cả nước"
    assert before <= mark.noted_at <= dt.datetime.now(dt.UTC)
    assert [figure.value for figure in catalog.figures()] == [12]
    assert catalog.figure_coverage() == [("Hậu Giang", "2023", 1)]
    page, total = catalog.figures_page(limit=9, offset=0)
    assert [(m.figure.value, m.mark) for m in page] == [(350, mark), (12, None)]
    assert total == 2
    assert catalog.figures_page(marked=False, limit=9, offset=0)[1] == 1


def test_a_mark_goes_when_it_is_taken_away(catalog: Catalog) -> None:
    put(catalog, read("Hòa giải 350 vụ."))
    figure_id = nth(catalog, 0)
    assert not catalog.unmark_figure(figure_id)
    catalog.mark_figure(figure_id, note="")
    assert catalog.unmark_figure(figure_id)
    assert not catalog.unmark_figure(figure_id)
    assert marked(catalog) == []
    put(catalog, read("Hòa giải 350 vụ."))
    assert marked(catalog) == []


def test_marking_again_changes_the_note_only(catalog: Catalog) -> None:
    put(catalog, read("Hòa giải 350 vụ."))
    catalog.mark_figure(nth(catalog, 0), note="sai")
    second = catalog.mark_figure(nth(catalog, 0), note="sai kỳ")
    page, total = catalog.figures_page(marked=True, limit=9, offset=0)
    assert ([m.mark for m in page], total) == ([second], 1)
    assert catalog.unmark_figure(nth(catalog, 0))
    assert marked(catalog) == []


def test_an_unknown_figure_is_named(catalog: Catalog) -> None:
    with pytest.raises(UnknownFigureError, match="a:7"):
        catalog.mark_figure("a:7", note="")
    with pytest.raises(UnknownFigureError, match="a:7"):
        catalog.unmark_figure("a:7")


@pytest.mark.parametrize(
    "lines",
    [
        ("Thụ lý 12 vụ.", "Hòa giải 350 vụ."),
        ("Đoạn mới thêm 7 vụ.", "Hòa giải   350 vụ.", "Thụ lý 13 vụ."),
        ("Hòa giải 350 vụ.",),
    ],
)
def test_an_edit_elsewhere_leaves_the_mark(catalog: Catalog, lines: tuple[str, ...]) -> None:
    put(catalog, read("Thụ lý 12 vụ.", "Hòa giải 350 vụ."))
    catalog.mark_figure(nth(catalog, 1), note="sai")
    put(catalog, read(*lines))
    assert [catalog.figures_of("a")[n].value for n in marked(catalog)] == [350]


def test_an_edited_sentence_is_another_one(catalog: Catalog) -> None:
    put(catalog, read("Hòa giải 350 vụ."))
    catalog.mark_figure(nth(catalog, 0), note="sai")
    put(catalog, read("Hòa giải 360 vụ."))
    assert marked(catalog) == []
    put(catalog, read("Hòa giải 350 vụ."))
    assert marked(catalog) == [0]


def test_a_mark_outlives_the_report_and_knows_none_of_its_words(catalog: Catalog) -> None:
    put(catalog, read("Hòa giải 350 vụ."))
    catalog.mark_figure(nth(catalog, 0), note="sai")
    with write(catalog.engine) as connection:
        remove_content(connection, "a")
        left = str(connection.execute(text("SELECT * FROM figure_marks")).all())
    assert "350" not in left
    assert "giải" not in left
    assert catalog.figures() == []
    put(catalog, read("Hòa giải 350 vụ.", report_id="b"))  # the same words, another report
    assert len(catalog.figures()) == 1
    put(catalog, read("Hòa giải 350 vụ."))
    assert [figure.report_id for figure in catalog.figures()] == ["b"]


def test_equal_numbers_of_a_sentence_stay_apart(catalog: Catalog) -> None:
    put(catalog, read("Thụ lý 12 vụ, hòa giải thành 12 vụ."))
    catalog.mark_figure(nth(catalog, 1), note="sai")
    put(catalog, read("Mới.", "Thụ lý 12 vụ, hòa giải thành 12 vụ."))
    assert marked(catalog) == [1]


def test_equal_sentences_stay_apart(catalog: Catalog) -> None:
    lines = ("Kết quả: 5 vụ.", "Khác: 6 vụ.", "Kết quả: 5 vụ.")
    put(catalog, read(*lines))
    catalog.mark_figure(nth(catalog, 2), note="sai")
    assert marked(catalog) == [2]
    put(catalog, read("Mới 7 vụ.", *lines))
    assert marked(catalog) == [3]
    put(catalog, read(*lines))
    assert catalog.unmark_figure(nth(catalog, 2))
    assert marked(catalog) == []


def test_when_equal_sentences_become_more_or_fewer_none_of_them_is_trusted(catalog: Catalog) -> None:
    put(catalog, read("Kết quả: 5 vụ.", "Kết quả: 5 vụ."))
    catalog.mark_figure(nth(catalog, 1), note="sai")
    put(catalog, read("Kết quả: 5 vụ.", "Kết quả: 5 vụ.", "Kết quả: 5 vụ."))
    assert marked(catalog) == [0, 1, 2]
    assert catalog.unmark_figure(nth(catalog, 0))  # somebody has looked: the others stay
    assert marked(catalog) == [1, 2]
    put(catalog, read("Kết quả: 5 vụ.", "Kết quả: 5 vụ.", "Kết quả: 5 vụ.", "Mới 7 vụ."))
    assert marked(catalog) == [1, 2]
    for ordinal in (1, 2):
        assert catalog.unmark_figure(nth(catalog, ordinal))
    assert marked(catalog) == []


@settings(max_examples=15, deadline=None)
@given(
    lines=st.lists(st.sampled_from(["A 5 B 5", "A 5", "C  6", "A 5  B 5"]), min_size=1, max_size=6),
    data=st.data(),
)
def test_any_marks_are_the_same_after_any_rewriting(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    with closing(Catalog(sqlite_url(tmp_path_factory.mktemp("marks") / "catalog.db"))) as catalog:
        put(catalog, read(*lines))
        count = len(catalog.figures_of("a"))
        chosen = data.draw(st.sets(st.integers(0, count - 1)))
        for ordinal in chosen:
            catalog.mark_figure(nth(catalog, ordinal), note="sai")
        assert marked(catalog) == sorted(chosen)
        put(catalog, read("Mới 9", *lines))
        assert marked(catalog) == sorted(n + 1 for n in chosen)
        for ordinal in chosen:
            assert catalog.unmark_figure(nth(catalog, ordinal + 1))
        assert marked(catalog) == []
