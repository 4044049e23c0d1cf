"""Whatever happens to the owner or to the files, the next open has the catalog's state in every store."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore.catalog import Catalog
from vectorstore.catalog.engine import sqlite_url
from vectorstore.catalog.rows import text_hash
from vectorstore.dense import DenseEntries, DenseIndex
from vectorstore.derived import DerivedStores
from vectorstore.errors import DerivedStoreError
from vectorstore.index import Index
from vectorstore.lexical import LexicalEntry, LexicalIndex

ROOT = Path(__file__).parents[2]


class PowerError(Exception):
    """The lights went out."""


class FailingDense(DenseIndex):
    """Dies before or after it has added or deleted something."""

    dies_at = ""

    def add(self, entries: DenseEntries) -> None:
        self._die("before add")
        super().add(entries)
        self._die("after add")

    def delete(self, hashes: Sequence[str]) -> None:
        self._die("before delete")
        super().delete(hashes)

    def _die(self, at: str) -> None:
        if at == self.dies_at:
            raise PowerError


def open_failing(data_dir: Path) -> tuple[Index, FailingDense]:
    catalog = Catalog(sqlite_url(data_dir / "tuphap.db"))
    dense = FailingDense(data_dir / "chroma")
    stores = DerivedStores(catalog, dense, LexicalIndex(data_dir / "lexical"))
    return Index(data_dir, catalog, stores, WordEmbedder()), dense


def abandon(index: Index) -> None:
    """Let go of the files as a dead process does, without a word to the catalog."""
    index._let_go()


def check(data_dir: Path, reports: dict[str, int]) -> None:
    """The index opens by itself into a clean state with this many passages a report, nothing embedded."""
    embedder = WordEmbedder()
    with Index.open(data_dir, embedder=embedder) as index:
        found = index.verify()
        assert found.clean, found
        assert {id_: len(index.catalog.passages(id_)) for id_ in index.catalog.report_ids()} == reports
        assert embedder.embedded == []
        for report_id in reports:
            passage = index.catalog.passages(report_id)[-1]
            stores = index.searchable()
            texts = dict(stores.dense.query(embedder.embed_query(passage.text), 5))
            assert text_hash(passage) in texts
            assert passage.passage_id in dict(stores.lexical.query(passage.text, 5))
    assert sorted(p.name for p in data_dir.iterdir() if p.is_dir()) == ["chroma", "lexical"]


@pytest.mark.parametrize("dies_at", ["before add", "after add", "before delete"])
def test_a_put_cut_off_between_the_stores_is_finished(tmp_path: Path, dies_at: str) -> None:
    index, dense = open_failing(tmp_path)
    index.put(content("a", ["Cũ một.", "Cũ hai."]))
    dense.dies_at = dies_at
    with pytest.raises(PowerError):
        index.put(content("a", ["Mới một.", "Mới hai.", "Mới ba."]))
    abandon(index)
    check(tmp_path, {"a": 3})


def test_a_delete_cut_off_between_the_stores_is_finished(tmp_path: Path) -> None:
    index, dense = open_failing(tmp_path)
    index.put(content("a", ["Đoạn xylophonquyt."]))
    index.put(content("b", ["Một.", "Hai."]))
    dense.dies_at = "before delete"
    with pytest.raises(PowerError):
        index.delete("a")
    abandon(index)
    check(tmp_path, {"b": 2})


def test_what_failed_is_done_before_the_next_change(tmp_path: Path) -> None:
    index, dense = open_failing(tmp_path)
    index.put(content("a", ["Cũ."]))
    dense.dies_at = "before add"
    with pytest.raises(PowerError):
        index.put(content("a", ["Mới."]))
    assert not index.verify().clean
    dense.dies_at = ""
    index.put(content("b", ["Khác."]))
    assert index.verify().clean
    index.close()
    check(tmp_path, {"a": 1, "b": 1})


def filled(data_dir: Path) -> None:
    with Index.open(data_dir, embedder=WordEmbedder(), create=True) as index:
        index.put(content("a", ["Một.", "Hai."]))
        index.put(content("b", ["Ba.", "Bốn.", "Năm."]))


def unclean(data_dir: Path) -> None:
    """As if the last owner had not closed the index."""
    catalog = Catalog(sqlite_url(data_dir / "tuphap.db"))
    catalog.meta.set("state", "in use")
    catalog.close()


def lose_chroma(data_dir: Path) -> None:
    shutil.rmtree(data_dir / "chroma")


def lose_lexical(data_dir: Path) -> None:
    shutil.rmtree(data_dir / "lexical")


def spoil_chroma(data_dir: Path) -> None:
    (data_dir / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)


def spoil_lexical(data_dir: Path) -> None:
    (data_dir / "lexical" / "meta.json").write_text("{")


def die_while_replacing(data_dir: Path) -> None:
    for name in ("chroma", "lexical"):
        (data_dir / name).rename(data_dir / f"{name}.old")
        (data_dir / f"{name}.new").mkdir()


@pytest.mark.parametrize(
    "harm", [lose_chroma, lose_lexical, spoil_chroma, spoil_lexical, die_while_replacing]
)
@pytest.mark.parametrize("closed", [True, False])
def test_lost_and_spoilt_files_are_written_afresh(
    tmp_path: Path, harm: Callable[[Path], None], closed: bool
) -> None:
    filled(tmp_path)
    harm(tmp_path)
    if not closed:
        unclean(tmp_path)
    check(tmp_path, {"a": 2, "b": 3})


def tampered(data_dir: Path) -> None:
    """A passage too few and one too many in each store."""
    catalog = Catalog(sqlite_url(data_dir / "tuphap.db"))
    gone = catalog.passages("a")[0]
    catalog.close()
    dense = DenseIndex(data_dir / "chroma")
    dense.open()
    dense.delete([text_hash(gone)])
    vector = WordEmbedder().embed_passages(["thừa"])
    dense.add(DenseEntries(["surplus"], vector))
    dense.close()
    lexical = LexicalIndex(data_dir / "lexical")
    lexical.open()
    lexical.delete([gone.passage_id])
    lexical.put("x", [LexicalEntry("surplus", "x", "thừa")])
    lexical.close()


def test_drift_is_seen_by_verify_and_mended_by_rebuild(tmp_path: Path) -> None:
    filled(tmp_path)
    tampered(tmp_path)
    with Index.open(tmp_path, embedder=WordEmbedder()) as index:
        found = index.verify()
        gone = index.catalog.passages("a")[0]
        assert (found.dense.missing, found.dense.surplus) == ((text_hash(gone),), ("surplus",))
        assert (found.lexical.missing, found.lexical.surplus) == ((gone.passage_id,), ("surplus",))
        assert not found.clean
        index.rebuild()
        assert index.verify().clean


def test_drift_is_mended_after_an_owner_that_did_not_close(tmp_path: Path) -> None:
    filled(tmp_path)
    tampered(tmp_path)
    unclean(tmp_path)
    check(tmp_path, {"a": 2, "b": 3})


def test_an_opening_that_killed_the_process_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma's native code crashes on some broken files; the next open must not read them."""
    filled(tmp_path)
    crash = (
        "import os; from pathlib import Path; from tests.support.word_embedder import WordEmbedder\n"
        "from vectorstore.dense import DenseIndex; from vectorstore.index import Index\n"
        "DenseIndex.open = lambda self: os.abort()\n"
        f"Index.open(Path({str(tmp_path)!r}), embedder=WordEmbedder()).verify()"
    )
    with run(crash) as process:
        process.wait(60)
    assert process.returncode == -signal.SIGABRT

    def fail(self: DenseIndex) -> None:
        raise AssertionError("the broken files were opened again")

    with monkeypatch.context() as patched:
        patched.setattr(DenseIndex, "open", fail)
        with Index.open(tmp_path, embedder=WordEmbedder()) as index:
            assert index.verify().clean
    check(tmp_path, {"a": 2, "b": 3})


def test_a_store_that_cannot_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(DerivedStoreError, match="Chroma"):
        Index.open(
            tmp_path, embedder=WordEmbedder(), chroma_url="http://127.0.0.1:9", create=True
        ).searchable()


PUT_FOREVER = """
import sys
from pathlib import Path
from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore.index import Index

index = Index.open(Path(sys.argv[1]), embedder=WordEmbedder(), create=True)
print("open", flush=True)
for number in range(10_000):
    name = f"r{number % 4}"
    if number % 7 == 6 and name in index.catalog.report_ids():
        index.delete(name)
    else:
        index.put(content(name, [f"Lần {number}, đoạn {n}." for n in range(30 + number % 5)]))
    print(number, flush=True)
"""


def run(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )


def test_kill_at_any_moment_leaves_a_store_that_heals(tmp_path: Path) -> None:
    for round_ in range(5):
        process = run(PUT_FOREVER, str(tmp_path))
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "open\n"
            for _ in range(2 + round_):
                assert process.stdout.readline()
            time.sleep(0.013 * round_)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
        embedder = WordEmbedder()
        with Index.open(tmp_path, embedder=embedder) as index:
            found = index.verify()
            assert found.clean, found
            assert found.passages >= 30
            assert embedder.embedded == []
