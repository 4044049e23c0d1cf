"""The counted words follow the catalog, in whatever order it came to what it holds."""

from pathlib import Path

import pytest

from tests.support.contents import content
from tests.support.word_embedder import WordEmbedder
from vectorstore import corpus_words
from vectorstore.analysis.diacritics import SyllableCounts, restore
from vectorstore.corpus_words import CorpusWords
from vectorstore.index import Index
from vectorstore.space import held_contents


def counted(words: CorpusWords, index: Index) -> SyllableCounts:
    return words.counts(held_contents(index.catalog))


def test_what_comes_and_goes_is_followed(tmp_path: Path) -> None:
    with Index.open(tmp_path, embedder=WordEmbedder(), create=True) as index:
        words = CorpusWords(index.catalog)
        assert restore("hoa giai", counted(words, index)) == "hoa giai"
        index.put(content("a", ["Đã hòa giải thành nhiều vụ."]))
        assert restore("hoa giai", counted(words, index)) == "hòa giải"
        index.put(content("b", ["Hỏa hoạn lớn."]))
        followed = counted(words, index)
        assert followed.words == counted(CorpusWords(index.catalog), index).words
        index.delete("a")
        assert "hòa" not in counted(words, index).words


def test_of_much_the_same_part_is_counted_in_any_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_words, "_MOST", 3)
    held = {name: content(name, [f"Đoạn {name} về hòa giải."]) for name in "abcdef"}
    found = []
    for number, order in enumerate(("abcdef", "fedcba")):
        with Index.open(tmp_path / str(number), embedder=WordEmbedder(), create=True) as index:
            words = CorpusWords(index.catalog)
            for name in order:
                index.put(held[name])
                counted(words, index)
            found.append(counted(words, index))
    assert found[0].words == found[1].words
    assert found[0].words["đoạn"] == 3
