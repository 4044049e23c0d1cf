"""Parts that are listed behind a colon and no `trong đó`: `Trong 512 vụ việc …: hình sự 233, dân sự 141`.

Only where the sentence says so (`Trong …`) or the parts add up to the number before the colon.
"""

from collections.abc import Sequence

from ingest.figures.brackets import bracket_at
from ingest.figures.clauses import Clause, Sentence

_OPENS = "trong"


def parts_behind_colon(sentence: Sentence, clauses: Sequence[Clause]) -> frozenset[int]:
    """The places, among a sentence's numbers, of those that split up the number before the colon."""
    for index, clause in enumerate(clauses):
        if ":" in sentence.gap(max(clause.phrase.last, clause.number.last)):
            parts = _listed(sentence, clauses, index)
            values = [clauses[at].quantity.value for at in parts]
            total = clause.quantity.value
            said = index == 0 and sentence.keys[:1] == (_OPENS,) and sum(values) <= total
            return frozenset(parts) if len(parts) > 1 and (said or sum(values) == total) else frozenset()
    return frozenset()


def _listed(sentence: Sentence, clauses: Sequence[Clause], whole: int) -> list[int]:
    """The numbers behind the colon up to one that is no count, or to a semicolon."""
    found: list[int] = []
    for at in range(whole + 1, len(clauses)):
        quantity = clauses[at].quantity
        other = quantity.percent or quantity.points or quantity.multiple or quantity.money
        over = any(
            ";" in sentence.gap(p) for p in range(clauses[whole].phrase.last, clauses[at].number.first)
        )
        if other or over:
            break
        if bracket_at(sentence, clauses[at].quantity.start) is None:  # one in a bracket splits up a part
            found.append(at)
    return found
