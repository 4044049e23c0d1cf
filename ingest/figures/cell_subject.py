"""What a table cell counts: the indicator its row and column name together.

A noun in the row counts for more than one in the column; verbs and context may come from the row's group, the
caption or the heading above the table, nouns and context from the columns to the left and the rows above.
Where neither row nor column says what is counted, the caption may.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.label_words import KEPT, TIERS
from ingest.figures.labels import Label, leftover, names_plan
from ingest.figures.subject import Subject
from ingest.figures.wording import LEVELS
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.terms import Role, TermHit

_NOUN_IN_COLUMN_COST = 10
_NOUN_BESIDE_COST = 15
_NOUN_ABOVE_COST = 20
_NO_NOUN_COST = 25
_OTHER_ACT_COST = 5
_ALONE_COST = 40
_ACT_ABOVE_COST = 50
_DEPTH_COST = 10
_TELLING_ACT = 3  # syllables of an act that says by itself what is counted (`Hòa giải thành`)

Named = tuple[Subject, frozenset[str]]
"""An indicator, and the words of the labels that name it."""


@dataclass(frozen=True, slots=True)
class Near:
    """The texts a cell shares: `above` the table or over its rows, `beside` it in the table; nearest first.

    From what stands above it takes nouns, verbs and context, from what stands beside it nouns and context.
    """

    above: tuple[Sentence, ...]
    beside: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Labels:
    """A cell's labels; `own` is the innermost segment of its column's label."""

    row: Sentence
    column: Sentence
    own: Sentence

    def having(self, indicator: str, role: Role) -> tuple[TermHit, ...]:
        """Where the labels use words in this role for this indicator."""
        return self.row.with_role(indicator, role) + self.column.with_role(indicator, role)

    def excludes(self, indicator: str) -> bool:
        """Whether a label makes the number something else; a heading over a column that names it does not."""
        column = self.own if self.own.with_role(indicator, Role.ACT) else self.column
        return bool(self.row.with_role(indicator, Role.NOT) or column.with_role(indicator, Role.NOT))

    def names_other_noun(self, acts: Sequence[TermHit], indicator: Indicator) -> bool:
        """Whether the label of a verb names, beside it, something else counted (`Tin, bài tuyên truyền`)."""
        for text in (self.row, self.own):
            inside = [act for act in acts if act in text.hits]
            for hit in text.hits if inside else ():
                words = " ".join(text.keys[hit.first : hit.last])
                apart = not any(act.first <= hit.first < act.last for act in inside)
                if hit.is_noun and apart and not words.endswith(indicator.nouns):
                    return True
        return False

    def acted_above_only(self, indicator: str) -> bool:
        """Whether the verb stands in the heading over a column that names another one."""
        nearer = self.row.with_role(indicator, Role.ACT) or self.own.with_role(indicator, Role.ACT)
        return not nearer and any(hit.is_act for hit in self.own.hits)


@dataclass(frozen=True, slots=True)
class _Match:
    indicator: Indicator
    cost: int
    distance: int
    words: frozenset[str]
    in_row: bool
    whole_in_column: bool
    in_column: bool

    @property
    def rank(self) -> tuple[int, int, int]:
        """The better, the smaller."""
        return self.cost, -len(self.words), self.distance


def subject_of_cell(row: Label, column: Label, near: Near, *, money: bool, percent: bool) -> Named:
    """The indicator of a cell, and the words of its labels that name it.

    `money` and `percent` say what the cell's unit is: an amount is never a count of cases.
    """
    listed = indicators()
    if percent and names_plan(row) and not any(hit.is_noun for hit in row.sentence.hits):
        return Subject(None), frozenset()  # how much of some plan
    if column.is_role and any(hit.is_noun for hit in row.sentence.hits):
        labels = _Labels(row.sentence, _nothing(), _nothing())
    else:
        labels = _Labels(row.sentence, column.sentence, column.own.sentence)
    matches = [
        match
        for name in sorted(labels.row.spoken_of | labels.column.spoken_of)
        if (percent or listed[name].is_money == money)
        and (match := _match(labels, near, listed[name], percent=percent)) is not None
        and not (match.indicator.stock and not row.names_place and leftover(row, match.words | KEPT))
        and not (match.indicator.stock and match.in_row and _names_one(labels.row, match.indicator))
        and (money or not _counts_others(labels, match.indicator))
        and not (match.in_column and _is_field_only(row, column, match.indicator))
    ]
    if any(m.whole_in_column and not m.indicator.stock for m in matches):  # the row says whose
        matches = [m for m in matches if not (m.indicator.stock and m.in_row)]
    found = _best(matches)
    if found is None or (found[0].rivals and percent and min(m.cost for m in matches) >= _NO_NOUN_COST):
        return Subject(None), frozenset()
    return found


def _names_one(row: Sentence, indicator: Indicator) -> bool:
    """Whether a row names one office by its number, and not how many there are (`Phòng Công chứng số 1`)."""
    return any(
        row.keys[hit.last : hit.last + 1] == ("số",) and "".join(row.keys[hit.last + 1 :])[:1].isdigit()
        for hit in row.with_role(indicator.id, Role.NOUN)
    )


def _is_field_only(row: Label, column: Label, indicator: Indicator) -> bool:
    """Whether a row names a field of work and the column counts what all fields have (`Số hồ sơ`)."""
    if row.unmarked.lower() != indicator.field.lower():
        return False
    used = {
        " ".join(column.sentence.keys[h.first : h.last])
        for h in column.sentence.with_role(indicator.id, Role.NOUN)
    }
    return not any(indicator.unit in noun for noun in used)


def _counts_others(labels: _Labels, indicator: Indicator) -> bool:
    """Whether a column says by its noun that something else is counted (`Số người` beside cases)."""
    own = labels.own
    if own.with_role(indicator.id, Role.NOUN) or own.with_role(indicator.id, Role.ACT):
        return False
    if TIERS.issuperset(own.keys) or any(level in own.text.lower() for level in LEVELS):
        return False
    counted = [
        " ".join(own.keys[hit.first : hit.last])
        for hit in own.hits
        if hit.is_noun and (indicator.stock or not _has_stock(hit))
    ]
    return bool(counted) and not any(noun.endswith((*indicator.nouns, *indicator.units)) for noun in counted)


def _has_stock(hit: TermHit) -> bool:
    listed = indicators()
    return any(listed[name].stock for name, _ in hit.roles)


def subject_of_caption(texts: Sequence[Sentence], *, money: bool) -> Named:
    """The one indicator that the text above a table names, noun and verb."""
    listed = indicators()
    for depth, text in enumerate(texts):
        labels = _Labels(text, _nothing(), _nothing())
        near = Near(tuple(texts[depth + 1 :]))
        matches = [
            match
            for name in sorted(text.spoken_of)
            if listed[name].is_money == money
            and (match := _match(labels, near, listed[name], percent=False)) is not None
            and match.cost == 0
        ]
        found = _best(matches)
        if found is not None:
            return (Subject(None), frozenset()) if found[0].rivals else found
    return Subject(None), frozenset()


def _best(matches: list[_Match]) -> Named | None:
    if not matches:
        return None
    matches = sorted(matches, key=lambda match: match.rank)
    best = matches[0]
    rivals = tuple(match.indicator.id for match in matches[1:] if match.rank == best.rank)
    return Subject(best.indicator.id, rivals), best.words


def _match(labels: _Labels, near: Near, indicator: Indicator, *, percent: bool) -> _Match | None:
    name = indicator.id
    if labels.excludes(name):
        return None
    nouns, acts = labels.having(name, Role.NOUN), labels.having(name, Role.ACT)
    in_row = bool(labels.row.with_role(name, Role.NOUN))
    cost = _OTHER_ACT_COST if acts and labels.acted_above_only(name) else 0
    if not nouns:
        far = (
            None
            if labels.names_other_noun(acts, indicator)
            else _noun_cost(acts, near, name, percent=percent)
        )
        if far is None:
            return None
        cost += far
    elif not in_row:
        cost += _NOUN_IN_COLUMN_COST
    if indicator.acts and not acts:
        depth = next((d for d, text in enumerate(near.above) if text.with_role(name, Role.ACT)), None)
        if depth is not None:
            cost += _ACT_ABOVE_COST + _DEPTH_COST * depth
        elif labels.having(name, Role.ALONE):
            cost += _ALONE_COST
        else:
            return None
    distance = _context_distance(labels, near, indicator)
    if distance is None:
        return None
    in_column = bool(labels.column.with_role(name, Role.NOUN))
    acted = not indicator.acts or bool(labels.column.with_role(name, Role.ACT))
    words = frozenset(
        text.keys[at]
        for text in (labels.row, labels.column)
        for role in (Role.NOUN, Role.ACT, Role.CONTEXT)
        for hit in text.with_role(name, role)
        for at in range(hit.first, hit.last)
    )
    return _Match(indicator, cost, distance, words, in_row and not in_column, in_column and acted, in_column)


def _noun_cost(acts: Sequence[TermHit], near: Near, name: str, *, percent: bool) -> int | None:
    """What it costs that the labels name a verb only; None where nothing near says of what.

    A rate needs no noun: it brings its own unit.
    """
    if not acts:
        return None
    if any(text.with_role(name, Role.NOUN) for text in near.beside):
        return _NOUN_BESIDE_COST
    if any(text.with_role(name, Role.NOUN) for text in near.above):
        return _NOUN_ABOVE_COST
    telling = any(hit.last - hit.first >= _TELLING_ACT for hit in acts)
    return _NO_NOUN_COST if percent else (_NOUN_ABOVE_COST if telling else None)


def _context_distance(labels: _Labels, near: Near, indicator: Indicator) -> int | None:
    """How far away the words are that the indicator needs around it: 0 in the labels; None: nowhere."""
    if not indicator.context:
        return 0
    if labels.having(indicator.id, Role.CONTEXT):
        return 0
    if any(text.with_role(indicator.id, Role.CONTEXT) for text in near.beside):
        return 1
    depths = (d for d, text in enumerate(near.above) if text.with_role(indicator.id, Role.CONTEXT))
    return next((2 + depth for depth in depths), None)


@cache
def _nothing() -> Sentence:
    return read_sentence("", 0, 0)
