"""What ranking must know of the catalog, remembered until the catalog changes.

Read when first met; the revision tells when to forget. Searches ask for the same reports again and again, and
a query of a database takes longer than all arithmetic of a search.
"""

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from vectorstore.catalog import Catalog
from vectorstore.schema import Passage, Report
from vectorstore.space import Contents, held_contents
from vectorstore.vector_cache import PassageVectors

_MOST_REPORTS = 50_000  # some 50 MB
_MOST_PASSAGES = 20_000  # some 30 MB
_WARMED_REPORTS = 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """The catalog as it was at one moment, as far as it has been asked; from any thread."""

    catalog: Catalog
    vectors: PassageVectors
    contents: Contents
    _reports: dict[str, Report] = field(default_factory=dict)
    _passages: dict[str, Passage] = field(default_factory=dict)
    _of_places: dict[tuple[tuple[str, ...], tuple[int, ...]], list[str]] = field(default_factory=dict)
    _by_place: dict[str | None, list[tuple[str, int | None]]] = field(default_factory=dict)

    def warm(self) -> None:
        """Read now what the first searches would read one by one."""
        self._reports.update(self.catalog.reports_by_id(self.report_ids((), ())[:_WARMED_REPORTS]))

    def reports(self, passage_ids: Sequence[str]) -> dict[str, Report]:
        """The report of each of these passages that the catalog holds, in their order."""
        owner_of = self.vectors.owners(passage_ids)
        if len(owner_of) < len(passage_ids):
            missing = [id_ for id_ in passage_ids if id_ not in owner_of]
            owner_of |= self.catalog.reports_of_passages(missing)
            owner_of = {id_: owner_of[id_] for id_ in passage_ids if id_ in owner_of}
        unread = set(owner_of.values()) - self._reports.keys()
        if unread:
            self._reports.update(self.catalog.reports_by_id(sorted(unread)))
        held = self._reports.get
        return {id_: report for id_, owner in owner_of.items() if (report := held(owner)) is not None}

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those of these passages that the catalog holds."""
        found = {id_: self._passages.get(id_) for id_ in ids}
        missing = [id_ for id_, passage in found.items() if passage is None]
        if missing:
            read = self.catalog.passages_by_id(missing)
            found |= read
            if len(self._passages) + len(read) > _MOST_PASSAGES:
                self._passages.clear()
            self._passages.update(read)
        return {id_: passage for id_, passage in found.items() if passage is not None}

    def report_ids(self, provinces: Sequence[str], years: Sequence[int]) -> list[str]:
        """The ids of the reports of these provinces and years (each empty: any)."""
        key = tuple(provinces), tuple(years)
        found = self._of_places.get(key)
        if found is None:
            by_place = self._placed()
            places = dict.fromkeys(provinces) if provinces else by_place
            found = sorted(
                id_ for place in places for id_, year in by_place.get(place, ()) if not years or year in years
            )
            self._of_places[key] = found
        return found

    def _placed(self) -> dict[str | None, list[tuple[str, int | None]]]:
        """The ids of all reports with their years, by province; read at once, a few megabytes."""
        if not self._by_place:
            by_place = defaultdict(list)
            for id_, province, year in self.catalog.places_and_years():
                by_place[province].append((id_, year))
            self._by_place.update(by_place)
        return self._by_place

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it had better be forgotten."""
        return len(self._reports) > _MOST_REPORTS


class HeldCatalog:
    """Gives what is held now; memory of an earlier state is dropped."""

    def __init__(self, catalog: Catalog, vectors: PassageVectors) -> None:
        """`vectors` are the catalog's: they know whose the passages are."""
        self._catalog = catalog
        self._vectors = vectors
        self._lock = threading.Lock()
        self._held: Held | None = None

    def now(self) -> Held:
        """The catalog as it is."""
        contents = held_contents(self._catalog)
        with self._lock:
            if self._held is None or self._held.contents != contents or self._held.is_full:
                self._held = Held(self._catalog, self._vectors, contents)
            return self._held
