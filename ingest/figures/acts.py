"""The verb that says what was done with what a number counts: the nearest one, or one it shares.

Nearness is a cost: words between verb and number in its own clause; more for a verb earlier in the sentence,
more still for one in the lead-in, the heading or the title.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.figures.brackets import closed_before
from ingest.figures.clauses import Clause, Sentence, joined_acts
from ingest.figures.narrowing import content
from vectorstore.analysis.indicators import Indicator
from vectorstore.analysis.terms import Role, TermHit

_ALONE_COST = 40
_EARLIER_COST = 50
_SHARED_COST = 100
_COMMA_COST = 3
_COLON_COST = 12


@dataclass(frozen=True, slots=True)
class Act:
    """A verb found: its cost, the positions it takes, and whether others are set beside it."""

    cost: int
    positions: frozenset[int] = field(default=frozenset())
    set_beside: bool = False

    @property
    def from_above(self) -> bool:
        """Whether the verb stands above the sentence and not in it."""
        return self.cost >= _SHARED_COST

    def farther(self, cost: int) -> "Act":
        """The same verb at a higher cost."""
        return replace(self, cost=self.cost + cost) if cost else self


def act_of(
    sentence: Sentence,
    clause: Clause,
    indicator: Indicator,
    noun: TermHit | None,
    known: frozenset[int],
    shared: Sequence[Sentence],
) -> Act | None:
    """The nearest verb of an indicator for a clause, or None; `shared` are the texts above the sentence."""
    own = _own_act(sentence, clause, indicator)
    if own is not None:
        return own
    named = frozenset(range(noun.first, noun.last)) if noun else frozenset[int]()
    elsewhere = noun is None and any(hit.is_act and hit.last == clause.left.last for hit in sentence.hits)
    if elsewhere or content(sentence, clause.left, known | named):
        found = None
    else:
        found = _shared_act(sentence, clause, indicator, shared)
    if found is None and noun is not None and _stands_alone(sentence, indicator, noun):
        return Act(_ALONE_COST)
    return found


def acts_beside(sentence: Sentence, clause: Clause, indicator: Indicator) -> frozenset[int]:
    """Where the verbs end that are set beside one of the indicator's own in a clause."""
    return frozenset(
        other.last
        for hit in sentence.with_role(indicator.id, Role.ACT)
        if clause.owns(hit.first)
        for other in joined_acts(sentence, hit)
    )


def _own_act(sentence: Sentence, clause: Clause, indicator: Indicator) -> Act | None:
    options: list[Act] = []
    for hit in sentence.with_role(indicator.id, Role.ACT):
        positions = frozenset(range(hit.first, hit.last))
        if hit.first in clause.phrase:
            beside = [h for h in joined_acts(sentence, hit) if h.first in clause.phrase]
            first = min(h.first for h in (hit, *beside))
            options.append(Act(first - clause.phrase.first, positions, bool(beside)))
        elif hit.first in clause.left:
            beside = [h for h in joined_acts(sentence, hit) if h.last <= clause.number.first]
            last = max(h.last for h in (hit, *beside))
            commas = sum("," in sentence.gap(at) for at in range(last, clause.number.first + 1))
            cost = clause.number.first - last + 1 + commas * _COMMA_COST
            if any(":" in sentence.gap(at) for at in range(last, clause.phrase.first)):
                cost += _COLON_COST if clause.phrase.positions else 0
            options.append(Act(cost, positions, bool(beside)))
    return min(options, key=lambda act: act.cost, default=None)


def _stands_alone(sentence: Sentence, indicator: Indicator, noun: TermHit) -> bool:
    return any(
        hit.first == noun.first and hit.last <= noun.last
        for hit in sentence.with_role(indicator.id, Role.ALONE)
    )


def _shared_act(
    sentence: Sentence, clause: Clause, indicator: Indicator, shared: Sequence[Sentence]
) -> Act | None:
    earlier = [h for h in sentence.with_role(indicator.id, Role.ACT) if h.last <= clause.left.first]
    earlier = [h for h in earlier if not closed_before(sentence, h.first, clause)]
    if earlier:
        nearest = max(earlier, key=lambda h: h.last)
        positions = frozenset(range(nearest.first, nearest.last))
        return Act(_EARLIER_COST + clause.left.first - nearest.last, positions)
    for depth, above in enumerate(shared):
        acts = above.with_role(indicator.id, Role.ACT)
        excluding = above.with_role(indicator.id, Role.NOT)
        if excluding and not _only_beside(above, acts, excluding):
            continue
        if acts:
            return Act(_SHARED_COST * (depth + 1))
    return None


def _only_beside(above: Sentence, acts: Sequence[TermHit], excluding: Sequence[TermHit]) -> bool:
    """Whether the excluding words are verbs set beside the indicator's own (`Thẩm định, góp ý văn bản`)."""
    beside = {
        at for hit in acts for other in joined_acts(above, hit) for at in range(other.first, other.last)
    }
    return all(hit.first in beside for hit in excluding)
