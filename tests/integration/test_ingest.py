"""Files through the real catalog, Chroma and BM25; only the embedder is a small one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.job import Ingestor
from ingest.reread import reread
from tests.support.toy_embedder import ToyEmbedder
from vectorstore.index import Index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "data", embedder=ToyEmbedder(), create=True) as opened:
        yield opened


@pytest.fixture
def corpus(tmp_path: Path, sample_corpus: Path) -> Path:
    """A copy of the sample reports that a test may change, lying there for a while."""
    folder = tmp_path / "corpus"
    shutil.copytree(sample_corpus, folder)
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def test_the_sample_reports_are_held_as_they_say_they_are(index: Index, corpus: Path) -> None:
    result = Ingestor(index).ingest([corpus])
    files = sorted(path.name for path in corpus.iterdir())
    assert result.failed == ()
    assert result.added == len(files)
    assert (result.passages, result.figures) == index.catalog.counts()[1:]
    assert index.verify().clean
    for report in index.catalog.reports():
        # the files are named by place and year
        folded = report.source.rsplit(".", 1)[0]
        assert report.metadata.period is not None, report.source
        assert report.metadata.period[:4] in folded, report.source
        assert report.metadata.province is not None, report.source
    provinces = index.catalog.provinces()
    assert "Hậu Giang" in provinces
    report = index.catalog.report_by_source("bao-cao-hau-giang-2023.docx")
    assert report is not None
    assert "42 văn bản" in index.catalog.text(report.report_id).text


def test_the_same_folder_again_writes_nothing(index: Index, corpus: Path) -> None:
    Ingestor(index).ingest([corpus])
    before = index.catalog.passage_ids()
    again = Ingestor(index).ingest([corpus])
    assert again.unchanged == len(list(corpus.iterdir()))
    assert (again.added, again.updated, again.duplicate, again.passages) == (0, 0, 0, 0)
    assert again.elapsed_s < 2
    assert index.catalog.passage_ids() == before


def test_copies_changes_moves_and_deletions_reach_every_store(index: Index, tmp_path: Path) -> None:
    root = tmp_path / "reports"
    root.mkdir()
    (root / "a.txt").write_text("Kết quả năm 2023\n\nTỉnh Hậu Giang đã thẩm định 42 văn bản.")
    (root / "b.txt").write_text("Kết quả năm 2023\n\nTỉnh Sóc Trăng đã thẩm định 33 văn bản.")
    shutil.copy(root / "a.txt", root / "c.txt")
    ingestor = Ingestor(index)
    first = ingestor.ingest([root])
    assert (first.added, first.duplicate) == (2, 1)

    (root / "a.txt").write_text("Kết quả năm 2023\n\nTỉnh Hậu Giang đã thẩm định 43 văn bản.")
    (root / "b.txt").rename(root / "d.txt")
    (root / "broken.pdf").write_bytes(b"%PDF-1.7 rubbish")
    second = ingestor.ingest([root], prune=True)
    assert (second.updated, second.duplicate, second.removed) == (1, 1, 1)
    assert [Path(failed.path).name for failed in second.failed] == ["broken.pdf"]
    held = {
        report.sources: index.catalog.text(report.report_id).text[-11:] for report in index.catalog.reports()
    }
    assert held == {("a.txt",): "43 văn bản.", ("c.txt",): "42 văn bản.", ("d.txt",): "33 văn bản."}
    assert index.verify().clean

    (root / "c.txt").unlink()
    assert ingestor.ingest([root], prune=True).removed == 1
    assert [report.source for report in index.catalog.reports()] == ["a.txt", "d.txt"]
    assert index.verify().clean


def test_rereading_gives_the_same_passages_and_figures(index: Index, corpus: Path) -> None:
    Ingestor(index).ingest(sorted(corpus.glob("*can-tho*")))
    before = index.catalog.passage_ids(), index.catalog.figures(), index.catalog.sources()
    reread(index, passages=True, figures=True)
    assert before[0]
    assert (index.catalog.passage_ids(), index.catalog.figures(), index.catalog.sources()) == before
    assert index.verify().clean


def test_the_real_articles_are_read(index: Index, shared_data: Path) -> None:
    result = Ingestor(index).ingest([shared_data / "reports"])
    assert result.failed == ()
    assert result.added == 30
    report = index.catalog.report_by_source("hau-giang_nganh-tu-phap_2023.txt")
    assert report is not None
    assert (report.metadata.province, report.metadata.period) == ("Hậu Giang", "2023")
