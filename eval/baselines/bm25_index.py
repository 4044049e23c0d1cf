"""BM25 alone: tantivy in memory over lower-cased words as they are written, diacritics and all."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

import tantivy

_WORD = re.compile(r"\w+")
_WRITER_BYTES = 15_000_000


class Bm25Index:
    """The texts that share most with a question, by BM25 (k1 1.2, b 0.75)."""

    def __init__(self) -> None:
        self._index = tantivy.Index(_schema())
        self._size = 0

    def index(self, texts: Sequence[str], groups: Sequence[str] | None = None) -> None:
        """Adds texts, numbered on from those it holds; `groups` names what each belongs to, for `search`."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        for n, text in enumerate(texts):
            group = "" if groups is None else groups[n]
            writer.add_document(
                tantivy.Document(number=str(self._size + n), group=group, words=" ".join(_words(text)))
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._size += len(texts)

    def search(self, text: str, k: int, groups: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The numbers of the `k` best texts with their scores, best first; only of `groups` if given."""
        searcher = self._index.searcher()
        words = _words(text)
        if not searcher.num_docs or not words or k < 1 or (groups is not None and not groups):
            return []
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(_schema(), "words", word, "freq"))
            for word in words
        ]
        query = tantivy.Query.boolean_query(clauses)
        if groups is not None:
            among = tantivy.Query.term_set_query(_schema(), "group", sorted(groups))
            unscored = tantivy.Query.const_score_query(among, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, unscored), (tantivy.Occur.Must, query)])
        # all matches are ordered here: tantivy cuts equal scores by where they happen to lie
        hits = searcher.search(query, searcher.num_docs, count=False).hits
        found = [(int(searcher.doc(address)["number"][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("number", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("group", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())
