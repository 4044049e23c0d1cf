"""A sentence in the course of being read: what is named in it, what was told before it and so far in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.figures.brackets import bracket_at, within_reach
from ingest.figures.clauses import Clause, Sentence
from ingest.figures.reading import Reading
from ingest.figures.scope import Mentions, Scope
from ingest.figures.subject import Surroundings
from vectorstore.schema import FigureKind


@dataclass(slots=True)
class Told:
    """The sentence with its numbers, what is in force, and the readings made of it so far.

    `before`: the figures of the sentence before; `back`: the same where this one speaks of them; `above`: the
    wholes told in the line that the sentence is a bullet under. `spoken`:
    the readings that a later number may speak of, `open` those of them outside brackets that have closed;
    `bracket`: where the bracket opens that the number now read stands in.
    """

    sentence: Sentence
    clauses: Sequence[Clause]
    mentions: Mentions
    scope: Scope
    around: Surroundings
    before: Sequence[Reading]
    back: Sequence[Reading]
    above: Sequence[Reading] = ()
    spoken: list[Reading] = field(default_factory=list)
    open: list[Reading] = field(default_factory=list)
    bracket: int | None = None

    def turn_to(self, clause: Clause) -> None:
        """Go on to a number."""
        self.bracket = bracket_at(self.sentence, clause.quantity.start)
        self.open = within_reach(self.spoken, self.bracket)

    def latest_level(self) -> Reading | None:
        """The last level reached that was told in the sentence."""
        return next((r for r in reversed(self.spoken) if r.kind is FigureKind.ACHIEVED), None)

    @property
    def levels(self) -> list[Reading]:
        """The levels told in the sentence, else in the one before."""
        here = [r for r in self.spoken if r.kind is FigureKind.ACHIEVED]
        return here or [r for r in self.before if r.kind is FigureKind.ACHIEVED]
