"""What a table cell counts: the indicator its row and column name together.

A row and a column label are read as one text. A noun in the row counts for more than one in the column;
verbs and context may come from the caption or heading above the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.subject import Subject, Surroundings
from ingest.figures.wording import FILLERS, LABEL_FILLERS
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.places import find_places
from vectorstore.analysis.terms import Role, TermHit

_NOUN_IN_COLUMN_COST = 10
_NOUN_ABOVE_COST = 20
_ACT_ABOVE_COST = 50
_DEPTH_COST = 10


@dataclass(frozen=True, slots=True)
class _Match:
    indicator: Indicator
    cost: int
    words: frozenset[str]


def subject_of_cell(
    row: str, column: str, caption: str, around: Surroundings, *, money: bool, percent: bool
) -> tuple[Subject, frozenset[str]]:
    """The indicator of a cell, and the words of its labels that name it.

    `money` and `percent` say what the cell's unit is: an amount is never a count of cases.
    """
    label = f"{row} | {column}"
    named = [(place.start, place.end) for place in find_places(label)]
    own = read_sentence(label, 0, len(label)).without_terms_in(named)
    above = (read_sentence(caption, 0, len(caption)), *around.shared)
    spoken_of = {name for hit in own.hits for name, _ in hit.roles}
    matches = [
        match
        for indicator in indicators().values()
        if indicator.id in spoken_of
        and (percent or indicator.is_money == money)
        and (match := _match(own, len(row), above, indicator)) is not None
        and not (indicator.stock and not find_places(row) and leftover(row, match.words | LABEL_FILLERS))
    ]
    if not matches:
        return Subject(None), frozenset()
    matches.sort(key=lambda match: (match.cost, -len(match.words)))
    best = matches[0]
    rivals = tuple(
        match.indicator.id
        for match in matches[1:]
        if (match.cost, len(match.words)) == (best.cost, len(best.words))
    )
    return Subject(best.indicator.id, rivals), best.words


def leftover(label: str, used: frozenset[str]) -> tuple[str, ...]:
    """The words of a label that neither name the indicator nor are small words or numbers."""
    keys = read_sentence(label, 0, len(label)).keys
    return tuple(key for key in keys if key not in used and key not in FILLERS and not key.isdigit())


def _match(own: Sentence, row_length: int, above: Sequence[Sentence], indicator: Indicator) -> _Match | None:
    if _with(own, indicator, Role.NOT):
        return None
    nouns, acts = _with(own, indicator, Role.NOUN), _with(own, indicator, Role.ACT)
    cost = 0
    if not nouns:
        if not acts or not any(_with(text, indicator, Role.NOUN) for text in above):
            return None
        cost += _NOUN_ABOVE_COST
    elif not any(own.words[hit.first].start < row_length for hit in nouns):
        cost += _NOUN_IN_COLUMN_COST
    if indicator.acts and not acts:
        depth = next((d for d, text in enumerate(above) if _with(text, indicator, Role.ACT)), None)
        if depth is None:
            return None
        cost += _ACT_ABOVE_COST + _DEPTH_COST * depth
    if indicator.context and not any(_with(text, indicator, Role.CONTEXT) for text in (own, *above)):
        return None
    words = frozenset(own.keys[at] for hit in (*nouns, *acts) for at in range(hit.first, hit.last))
    return _Match(indicator, cost, words)


def _with(sentence: Sentence, indicator: Indicator, role: Role) -> list[TermHit]:
    return [hit for hit in sentence.hits if hit.has(indicator.id, role)]
