"""A figure marked wrong stays out through ingesting, editing, deleting, adding again and rebuilding."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.job import Ingestor
from ingest.reread import reread
from tests.support.toy_embedder import ToyEmbedder
from vectorstore.index import Index

TEXT = """BÁO CÁO
Kết quả công tác tư pháp năm 2023 của tỉnh Hậu Giang

I. Kết quả
Trong năm 2023, Sở Tư pháp tỉnh Hậu Giang đã thẩm định 42 văn bản.
Trong năm 2023, các tổ hòa giải trên địa bàn tỉnh đã tiếp nhận 350 vụ việc.
"""
EDITED = TEXT.replace("350 vụ việc", "351 vụ việc").replace("I. Kết quả\n", "I. Kết quả\nMở đầu.\n")


class Desk:
    """A folder with one report, the index that holds it, and what is known of its marked figure."""

    def __init__(self, index: Index, folder: Path) -> None:
        self.index = index
        self.folder = folder
        self.write(TEXT)

    def write(self, text: str) -> None:
        (self.folder / "bao-cao.txt").write_text(text, encoding="utf-8")
        result = Ingestor(self.index).ingest([self.folder], prune=True)
        assert result.failed == ()

    def remove(self) -> None:
        (self.folder / "bao-cao.txt").unlink()
        assert Ingestor(self.index).ingest([self.folder], prune=True).removed == 1

    def answered_from(self) -> set[float]:
        return {figure.value for figure in self.index.catalog.figures()}

    def marked(self) -> list[tuple[float, str]]:
        page, _ = self.index.catalog.figures_page(marked=True, limit=9, offset=0)
        return [(found.figure.value, found.mark.note) for found in page if found.mark]

    def id_of(self, value: float) -> str:
        page, _ = self.index.catalog.figures_page(limit=99, offset=0)
        (found,) = (m.figure.figure_id for m in page if m.figure.value == value)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "reports").mkdir()
    with Index.open(tmp_path / "data", embedder=ToyEmbedder(), create=True) as index:
        yield Desk(index, tmp_path / "reports")


def rebuilt(*, passages: bool, figures: bool) -> Callable[[Desk], None]:
    return lambda desk: reread(desk.index, passages=passages, figures=figures)


def deleted_and_added(desk: Desk) -> None:
    desk.remove()
    assert desk.index.catalog.counts() == (0, 0, 0)
    desk.write(TEXT)


@pytest.mark.parametrize(
    "done",
    [
        pytest.param(lambda desk: desk.write(TEXT), id="ingested again"),
        pytest.param(lambda desk: desk.write(EDITED), id="edited elsewhere"),
        pytest.param(deleted_and_added, id="deleted and added again"),
        pytest.param(rebuilt(passages=False, figures=True), id="figures rebuilt"),
        pytest.param(rebuilt(passages=True, figures=False), id="passages rebuilt"),
        pytest.param(lambda desk: desk.index.rebuild(), id="indexes rebuilt"),
    ],
)
def test_a_mark_outlives(desk: Desk, done: Callable[[Desk], None]) -> None:
    assert {42.0, 350.0} <= desk.answered_from()
    desk.index.catalog.mark_figure(desk.id_of(42), note="số của năm trước")
    done(desk)
    assert desk.marked() == [(42.0, "số của năm trước")]
    assert 42.0 not in desk.answered_from()
    assert desk.answered_from()
    assert desk.index.catalog.unmark_figure(desk.id_of(42))
    done(desk)
    assert desk.marked() == []
    assert 42.0 in desk.answered_from()


def test_a_marked_figure_that_an_edit_puts_right_is_answered_from(desk: Desk) -> None:
    desk.index.catalog.mark_figure(desk.id_of(42), note="sai")
    desk.write(TEXT.replace("thẩm định 42", "thẩm định 24"))
    assert desk.marked() == []
    assert 24.0 in desk.answered_from()
    desk.write(TEXT)
    assert desk.marked() == [(42.0, "sai")]


def test_erasing_a_marked_report_leaves_none_of_its_words(desk: Desk) -> None:
    desk.index.catalog.mark_figure(desk.id_of(350), note="ghi chú")
    desk.remove()
    desk.index.erase_leftovers()
    held = (desk.index.data_dir / "tuphap.db").read_bytes()
    assert "ghi chú".encode() in held
    assert "hòa giải trên địa bàn".encode() not in held
    assert "350 vụ".encode() not in held
