"""Takes the words of what is gone out of BM25's files, beside searches and changes that go on meanwhile.

A report that was deleted or replaced is found no more at once, but its words stay in tantivy's files until
these are written afresh: it drops what was deleted only when it merges files, which cannot be asked of it.
So a copy is written from the catalog while the old files serve, then takes over what changed since it was
begun, and then their place. When there is something to erase is known to the Index.
"""

import threading
from collections.abc import Callable, Collection
from typing import Protocol

from vectorstore.catalog import Catalog
from vectorstore.derived import DerivedStores
from vectorstore.errors import StoreError
from vectorstore.lexical import LexicalCopy

_PAUSE_S = 0.001  # after every report, for searches waiting for Python's one lock
_LOOK_EVERY_S = 0.05


class _Lock(Protocol):
    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool: ...
    def release(self) -> None: ...


class Eraser:
    """One thread at most, at work from `start` until everything gone by then is out of the files.

    `changing` is what whoever changes reports holds; `settled(remains)` is called holding it, when the files
    were written afresh: `remains` says that something went while they were. Where a file cannot be read or
    written, or it is stopped, the old files stay and nothing is called.
    """

    def __init__(
        self,
        catalog: Catalog,
        stores: DerivedStores,
        changing: _Lock,
        settled: Callable[[bool], None],
    ) -> None:
        self._catalog = catalog
        self._stores = stores
        self._changing = changing
        self._settled = settled
        self._thread: threading.Thread | None = None
        self._running = False  # changed holding `changing`, so that no call of `start` is lost
        self._stopped = threading.Event()
        self._again = False
        self._changed: set[str] = set()
        self._copied: set[str] = set()

    @property
    def running(self) -> bool:
        """Whether there is something under way."""
        return self._running

    # The methods below are called holding `changing`, but for `wait`.

    def start(self) -> None:
        """Begin, or begin once more when what is under way is through."""
        if self._running:
            self._again = True
            return
        self._running = True
        self._stopped.clear()
        self._again, self._changed, self._copied = False, set(), set()
        self._thread = threading.Thread(target=self._run, name="erasing", daemon=True)
        self._thread.start()

    def note(self, report_ids: Collection[str]) -> None:
        """These reports have changed or gone."""
        if self._running:
            self._changed.update(report_ids)

    def stop(self) -> None:
        """Give up what is under way, leaving the old files."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._running = False

    def wait(self) -> None:
        """Until nothing is under way. Not holding `changing`."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        try:
            while self._running:
                copy = self._stores.lexical.copy()
                if not (self._filled(copy) and self._put_in_place(copy)):
                    copy.abandon()
                    self._running = False
        except StoreError:  # the Index still knows that there is something to erase
            self._running = False

    def _filled(self, copy: LexicalCopy) -> bool:
        """Copy every report the catalog holds; False when stopped."""
        for report_id in self._catalog.report_ids():
            if self._stopped.wait(_PAUSE_S):
                return False
            self._copied.add(report_id)
            copy.add(self._stores.lexical_entries([report_id]))
        copy.settle()
        return True

    def _put_in_place(self, copy: LexicalCopy) -> bool:
        """Bring the copy up to the present and have it serve; False when stopped."""
        while not self._changing.acquire(timeout=_LOOK_EVERY_S):
            if self._stopped.is_set():
                return False
        try:
            if self._stopped.is_set():
                return False
            remains = not self._changed.isdisjoint(self._copied)
            for report_id in sorted(self._changed):
                copy.put(report_id, self._stores.lexical_entries([report_id]))
            self._stores.lexical.adopt(copy)
            self._settled(remains)
            self._running = self._again and remains
            self._again, self._changed, self._copied = False, set(), set()
            return True
        finally:
            self._changing.release()
