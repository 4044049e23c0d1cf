"""What a check of the derived stores against the catalog found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drift:
    """How one derived store differs from the catalog: what it lacks and what it should not have.

    BM25 holds passages, by id; Chroma holds texts, by the hash that the catalog notes with every passage.

    `unreadable` is the reason when the store could not be read at all; then both are empty.
    """

    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    unreadable: str | None = None

    @property
    def clean(self) -> bool:
        """Whether the store holds exactly what the catalog holds."""
        return not self.missing and not self.surplus and self.unreadable is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The state of the index: what the catalog holds, and how far the derived stores agree with it.

    `without_vector` are passages that have no vector of the index's model, `without_sentences` those whose
    sentences have none (`tuphap index rebuild --embeddings` makes them, and search does without until then);
    `surplus_sentences` are hashes of texts that are gone; `pending` counts what the journal still holds.
    """

    reports: int
    passages: int
    figures: int
    without_vector: tuple[str, ...]
    without_sentences: tuple[str, ...] = ()
    surplus_sentences: tuple[str, ...] = ()
    pending: int
    dense: Drift
    lexical: Drift

    @property
    def clean(self) -> bool:
        """Whether nothing is missing, left over, unreadable or pending."""
        vectors_clean = not (self.without_vector or self.without_sentences or self.surplus_sentences)
        return self.dense.clean and self.lexical.clean and vectors_clean and not self.pending
