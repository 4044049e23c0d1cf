"""BM25 over folded words, in tantivy, under the data dir.

A passage is found by its folded syllables and by adjacent pairs of them, so that a question typed without
diacritics finds what one with diacritics finds, and compounds count for more than their syllables. Which
passages it should hold is the catalog's to say. Every failure of tantivy is a DerivedStoreError.
"""

import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import tantivy

from vectorstore.analysis.text import fold, tokens
from vectorstore.errors import DerivedStoreError
from vectorstore.swap import NEW, swap_in, sweep

_WRITER_BYTES = 32_000_000
_SPARE = 50  # hits asked for beyond those wanted, to see which are as good as the last of them
_LARGE = 10_000  # passages: from there on what stands in most of them is not looked up
_TOO_COMMON = 0.5  # of the passages: it tells hardly anything (idf below 0.7), and takes longest to look up
_LISTED = 300  # values that are looked up faster one by one than as a set
_REMEMBERED_TERMS = 50_000  # some 8 MB
_REMEMBERED_QUERIES = 32  # the searches under way ask twice each
_WORD, _PAIR = "word", "pair"
_FIELDS = (_WORD, _PAIR)


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage to be held: whose it is, and all the text it is to be found by."""

    passage_id: str
    report_id: str
    text: str


class _Reader:
    """The index as the last write left it, and what has been looked up in it so far."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self.ids: dict[int, str] = {}  # by segment and number in it
        self.queries: OrderedDict[str, tuple[tantivy.Query | None]] = OrderedDict()
        self._held: dict[tuple[str, str], int] = {}

    def held(self, field: str, term: str) -> int:
        """How many documents a term stands in."""
        key = field, term
        known = self._held.get(key)
        if known is None:
            if len(self._held) >= _REMEMBERED_TERMS:
                self._held.clear()
            known = self._held[key] = self.searcher.doc_freq(field, term)
        return known


class LexicalIndex:
    """BM25, from any thread. Write from one thread at a time; a search sees the last finished write."""

    def __init__(self, folder: Path) -> None:
        """`folder` is opened, or created, by `open`."""
        self._folder = folder
        self._index: tantivy.Index | None = None
        self._reader: _Reader | None = None
        self._writer: tantivy.IndexWriter | None = None

    @property
    def exists(self) -> bool:
        """Whether the folder holds an index."""
        return (self._folder / "meta.json").is_file()

    def open(self) -> None:
        """Open or create the index."""
        if self._index is None:
            with _failures():
                sweep(self._folder)
                self._folder.mkdir(parents=True, exist_ok=True)
                self._index = _open(self._folder)
                self._reader = _Reader(self._index.searcher())
                self._writer = self._index.writer(_WRITER_BYTES, 1)

    def close(self) -> None:
        """Let go of the files; searches under way go on with what they have."""
        if self._writer is not None:
            with _failures():
                self._writer.wait_merging_threads()
        self._index = self._reader = self._writer = None

    def put(self, report_id: str, entries: Iterable[LexicalEntry]) -> None:
        """Hold these passages of a report and no others of it."""
        with _failures():
            index, writer = self._opened()
            writer.delete_documents_by_term("report", report_id)
            for entry in entries:
                writer.add_document(_document(entry))
            writer.commit()
            index.reload()
            self._reader = _Reader(index.searcher())

    def delete(self, passage_ids: Iterable[str]) -> None:
        """Forget passages, whatever report they were of. Their words stay in the files until `replace`."""
        with _failures():
            index, writer = self._opened()
            for passage_id in passage_ids:
                writer.delete_documents_by_term("id", passage_id)
            writer.commit()
            index.reload()
            self._reader = _Reader(index.searcher())

    def query(self, text: str, n: int, *, report_ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The `n` best passages with their BM25 score, best first, equals by id.

        Only those of `report_ids` if given.
        """
        query = self._query(text)
        if query is None or n < 1 or report_ids == []:
            return []
        if report_ids is not None:
            query = _among("report", report_ids, query)
        width = n + _SPARE
        while True:
            found = self._search(query, width)
            if len(found) < width or found[-1][1] < found[n - 1][1]:
                break
            width *= 4  # the last of them has still more equals, and which come first is chance
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:n]

    def scores(self, text: str, passage_ids: Sequence[str]) -> dict[str, float]:
        """The BM25 score of each of these passages; 0 where no word matches."""
        query = self._query(text)
        found: dict[str, float] = {}
        if query is not None and passage_ids:
            found = dict(self._search(_among("id", passage_ids, query), len(passage_ids)))
        return {id_: found.get(id_, 0.0) for id_ in passage_ids}

    def document_frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each folded word or pair (with a space) stands, and how many there are."""
        with _failures():
            reader = self._reader
            if reader is None:
                return dict.fromkeys(terms, 0), 0
            fields = {
                term: (_PAIR, term.replace(" ", "_")) if " " in term else (_WORD, term) for term in terms
            }
            return {term: reader.held(*field) for term, field in fields.items()}, reader.searcher.num_docs

    def warm(self) -> None:
        """Read now the ids that searches would read one by one: half a second for 100,000 passages."""
        self.ids()

    def ids(self) -> set[str]:
        """Every passage a search can find."""
        return {id_ for id_, _ in self._search(tantivy.Query.all_query(), None)}

    def replace(self, entries: Iterable[LexicalEntry]) -> None:
        """Hold exactly these passages, in fresh files written beside the old ones, which go.

        What is cut off half way leaves the old index, none at all, or the new one.
        """
        copy = self.copy()
        copy.add(entries)
        copy.settle()
        self.adopt(copy)

    def copy(self) -> "LexicalCopy":
        """Fresh files beside those that serve, empty, for `adopt`; there is only one at a time."""
        with _failures():
            sweep(self._folder)
            return LexicalCopy(self._folder.with_name(self._folder.name + NEW))

    def adopt(self, copy: "LexicalCopy") -> None:
        """Serve from the copy; the files that served until now go."""
        with _failures():
            copy.finish()
            if self._writer is not None:
                with suppress(ValueError):  # whatever is wrong with the old files, they go
                    self._writer.wait_merging_threads()
                self._writer = None
            swap_in(self._folder)
            fresh = _open(self._folder)
            self._index, self._writer = fresh, fresh.writer(_WRITER_BYTES, 1)
            self._reader = _Reader(fresh.searcher())
            sweep(self._folder)

    def _query(self, text: str) -> tantivy.Query | None:
        """Any of the words or pairs; None where no passage can have one.

        Of a large index without those that most passages have, unless there are no others.
        """
        with _failures():
            reader = self._serving()
            known = reader.queries.get(text)
            if known is None:
                known = reader.queries[text] = (_telling(text, reader),)
                if len(reader.queries) > _REMEMBERED_QUERIES:
                    reader.queries.popitem(last=False)
            return known[0]

    def _search(self, query: tantivy.Query, n: int | None) -> list[tuple[str, float]]:
        with _failures():
            reader = self._serving()
            searcher, ids = reader.searcher, reader.ids
            limit = searcher.num_docs if n is None else min(n, searcher.num_docs)
            if limit == 0:
                return []
            hits = searcher.search(query, limit, count=False).hits
            found: list[tuple[str, float]] = []
            for score, address in hits:
                place = address.segment_ord << 32 | address.doc
                if (id_ := ids.get(place)) is None:
                    id_ = ids[place] = str(searcher.doc(address)["id"][0])
                found.append((id_, float(score)))
            return found

    def _serving(self) -> _Reader:
        if self._reader is None:
            raise DerivedStoreError("BM25", "it is not open")
        return self._reader

    def _opened(self) -> tuple[tantivy.Index, tantivy.IndexWriter]:
        if self._index is None or self._writer is None:
            raise DerivedStoreError("BM25", "it is not open")
        return self._index, self._writer


class LexicalCopy:
    """An index being written that nobody searches yet, by one thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` must not exist."""
        folder.mkdir(parents=True)
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Hold these passages, too."""
        with _failures():
            writer = self._opened()
            for entry in entries:
                writer.add_document(_document(entry))

    def put(self, report_id: str, entries: Iterable[LexicalEntry]) -> None:
        """Hold these passages of a report and no others of it."""
        with _failures():
            self._opened().delete_documents_by_term("report", report_id)
        self.add(entries)

    def settle(self) -> None:
        """Do now what would keep `adopt` waiting."""
        with _failures():
            self.finish()

    def finish(self) -> None:
        """Put everything into the files, and let go of them."""
        writer, self._writer = self._opened(), None
        writer.commit()
        writer.wait_merging_threads()

    def abandon(self) -> None:
        """Delete the files, which are of no use any more."""
        if self._writer is not None:
            with _failures():
                writer, self._writer = self._writer, None
                writer.rollback()
                writer.wait_merging_threads()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _opened(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = _open(self._folder).writer(_WRITER_BYTES, 1)
        return self._writer


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("report", tokenizer_name="raw", index_option="basic")
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder))
    index.config_reader("manual")
    index.reload()
    return index


def _terms(text: str) -> dict[str, list[str]]:
    words = [token.text for token in tokens(fold(text))]
    return {_WORD: words, _PAIR: [f"{a}_{b}" for a, b in pairwise(words)]}


def _document(entry: LexicalEntry) -> tantivy.Document:
    terms = {field: " ".join(words) for field, words in _terms(entry.text).items()}
    return tantivy.Document(id=entry.passage_id, report=entry.report_id, **terms)


def _telling(text: str, reader: _Reader) -> tantivy.Query | None:
    """Any of the words or pairs of the text that tell something of where they stand."""
    terms = [(field, term) for field, terms in _terms(text).items() for term in terms]
    documents = reader.searcher.num_docs
    if documents >= _LARGE:
        held = {term: reader.held(*term) for term in dict.fromkeys(terms)}
        telling = [term for term in terms if 0 < held[term] <= _TOO_COMMON * documents]
        terms = telling or [term for term in terms if held[term]]
    return _any_of([(field, term, "freq") for field, term in terms]) if terms else None


def _any_of(terms: Sequence[tuple[str, str, str]]) -> tantivy.Query:
    """The documents with any of these terms: field, term, what of it counts."""
    queries = (tantivy.Query.term_query(_schema(), *term) for term in terms)
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _among(field: str, values: Sequence[str], query: tantivy.Query) -> tantivy.Query:
    """The query's matches among the documents with one of these values, which add nothing to the score."""
    if len(values) <= _LISTED:
        listed = _any_of([(field, value, "basic") for value in values])
    else:
        listed = tantivy.Query.term_set_query(_schema(), field, list(values))
    among = tantivy.Query.const_score_query(listed, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, among), (tantivy.Occur.Must, query)])


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:  # tantivy raises ValueError for whatever goes wrong in it
        raise DerivedStoreError("BM25", str(error)) from error
