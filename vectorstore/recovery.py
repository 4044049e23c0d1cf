"""What the opening of the derived stores takes, depending on how the last owner left them."""

from enum import StrEnum

from vectorstore import analysis
from vectorstore.catalog import Catalog
from vectorstore.derived import DerivedStores
from vectorstore.errors import DerivedStoreError
from vectorstore.space import VectorSpace, held_space

_STATE, _WORDS = "state", "words"


class State(StrEnum):
    """How the derived stores were left: closed, in use, or while they were being opened."""

    CLEAN = "clean"
    IN_USE = "in use"
    OPENING = "opening"


def bring_up(catalog: Catalog, stores: DerivedStores) -> None:
    """Open both stores in the catalog's state, repaired or written afresh where that is needed.

    An opening that did not come to its end may have died of what it read (Chroma's native code can crash on
    broken files), so the next one starts from the catalog alone. DerivedStoreError when a store cannot be
    written either.
    """
    state = State(catalog.meta.get(_STATE) or State.CLEAN)
    catalog.meta.set(_STATE, State.OPENING)
    try:
        _restore(catalog, stores, state)
    finally:
        catalog.meta.set(_STATE, State.IN_USE)


def needs_bringing_up(catalog: Catalog) -> bool:
    """Whether the last owner left work behind."""
    return catalog.meta.get(_STATE) not in (None, State.CLEAN) or bool(catalog.journal.pending())


def put_away(catalog: Catalog) -> None:
    """Note that the stores were closed; not when the journal still has work for them."""
    if not catalog.journal.pending():
        catalog.meta.set(_STATE, State.CLEAN)


def _restore(catalog: Catalog, stores: DerivedStores, state: State) -> None:
    pending = catalog.journal.pending()
    space = held_space(catalog)
    held = stores.dense.exists, stores.lexical.exists
    if space is None and state is State.CLEAN and not any(held):
        stores.open()
    elif space is None or state is State.OPENING or any(entry.report_id is None for entry in pending):
        stores.rebuild(space)
    else:
        _open(stores, space)
        suspect = state is not State.CLEAN or not all(held)
        try:
            stores.follow(pending, space)
        except DerivedStoreError:
            suspect = True
        if suspect:
            stores.repair(space)
        if catalog.meta.get(_WORDS) != analysis.VERSION:
            stores.rebuild_lexical()
    catalog.meta.set(_WORDS, analysis.VERSION)
    catalog.journal.done(pending)


def _open(stores: DerivedStores, space: VectorSpace) -> None:
    try:
        stores.dense.open()
    except DerivedStoreError:
        stores.rebuild_dense(space)
    try:
        stores.lexical.open()
    except DerivedStoreError:
        stores.rebuild_lexical()
