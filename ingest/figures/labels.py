"""What a table cell counts: the indicator its row and column name together.

A noun in the row counts for more than one in the column; verbs and context may come from the row's group, the
caption or the heading above the table. Each distinct label is read once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.subject import Subject
from ingest.figures.wording import CARRIED, FILLERS, LABEL_FILLERS, LEVELS, TOTALS
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.periods import PeriodMention, find_periods
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.analysis.terms import Role, TermHit
from vectorstore.analysis.text import fold

_NOUN_IN_COLUMN_COST = 10
_NOUN_ABOVE_COST = 20
_ALONE_COST = 40
_ACT_ABOVE_COST = 50
_DEPTH_COST = 10
_TELLING_ACT = 3  # syllables of an act that says by itself what is counted (`Hòa giải thành`)
_DISTINCT_LABELS = 8192
_DISTRICT = re.compile(r"(?:huyện|quận|thị xã|thành phố|tp\.?|tx\.?|xã|phường|thị trấn)\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's or column's label as printed, joined from one to three levels, and what it names."""

    text: str
    key: str
    sentence: Sentence
    places: tuple[PlaceMention, ...]
    district: bool

    @property
    def is_total(self) -> bool:
        """Whether it names the total of the rows or columns beside it."""
        return self.key in TOTALS

    @property
    def names_place(self) -> bool:
        """Whether it names a place."""
        return self.district or bool(self.places)

    @property
    def level(self) -> str | None:
        """The tier of government it names (`cấp tỉnh`)."""
        return next((level for level in LEVELS if level in self.text.lower()), None)


@lru_cache(maxsize=_DISTINCT_LABELS)
def read_label(text: str) -> Label:
    """A label read; the words of a place's name are no words of the list."""
    places = tuple(find_places(text)) if text else ()
    district = _names_district(text)
    named = [(0, len(text))] if district else [(p.start, p.end) for p in places]
    sentence = read_sentence(text, 0, len(text)).without_terms_in(named)
    key = " ".join(fold(text).replace(":", " ").split())
    return Label(text, key, sentence, places, district)


def _names_district(text: str) -> bool:
    """Whether a label is a district's or commune's name, a capital letter after the kind: `Xã Tân Phú`."""
    head = _DISTRICT.match(text)
    return head is not None and text[head.end() : head.end() + 1].isupper() and "›" not in text


@lru_cache(maxsize=_DISTINCT_LABELS)
def periods_of(text: str, anchor: str | None) -> tuple[PeriodMention, ...]:
    """The periods a label names; relative ones are told from `anchor`."""
    named = (m for m in find_periods(text, anchor=anchor) if m.period)
    return tuple(m for m in named if not text[m.end :].lower().lstrip().startswith(CARRIED))


def period_of(label: Label, anchor: str | None) -> str | None:
    """The period a label names; a bare year is one."""
    last = label.text.rpartition("›")[2].strip()
    if _YEAR.match(last):
        return last
    named = periods_of(label.text, anchor)
    return named[0].period if named else None


@dataclass(frozen=True, slots=True)
class _Match:
    indicator: Indicator
    cost: int
    words: frozenset[str]
    in_row: bool
    whole_in_column: bool


def subject_of_cell(
    row: Label, column: Label, above: Sequence[Sentence], *, money: bool, percent: bool
) -> tuple[Subject, frozenset[str]]:
    """The indicator of a cell, and the words of its labels that name it.

    `above`: texts it shares, nearest first. `money` and `percent` say what the cell's unit is: an amount is
    never a count of cases.
    """
    listed = indicators()
    matches = [
        match
        for name in sorted(row.sentence.spoken_of | column.sentence.spoken_of)
        if (percent or listed[name].is_money == money)
        and (match := _match(row.sentence, column.sentence, above, listed[name])) is not None
        and not (match.indicator.stock and not row.names_place and leftover(row, match.words | LABEL_FILLERS))
    ]
    if any(m.whole_in_column and not m.indicator.stock for m in matches):  # the row says whose
        matches = [m for m in matches if not (m.indicator.stock and m.in_row)]
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


def leftover(label: Label, used: frozenset[str]) -> tuple[str, ...]:
    """The words of a label that neither name the indicator nor are small words or numbers."""
    return tuple(
        key for key in label.sentence.keys if key not in used and key not in FILLERS and not key.isdigit()
    )


def names_another(label: Label, indicator: str | None) -> bool:
    """Whether a label names people or offices of the list that are not what is counted."""
    listed = indicators()
    return any(
        role is Role.NOUN and name != indicator and listed[name].stock
        for hit in label.sentence.hits
        if hit.last - hit.first > 1 and not any(name == indicator for name, _ in hit.roles)
        for name, role in hit.roles
    )


def _match(row: Sentence, column: Sentence, above: Sequence[Sentence], indicator: Indicator) -> _Match | None:
    name = indicator.id
    if _with(row, column, name, Role.NOT):
        return None
    nouns, acts = _with(row, column, name, Role.NOUN), _with(row, column, name, Role.ACT)
    in_row = bool(row.with_role(name, Role.NOUN))
    cost = 0
    if not nouns:
        telling = any(hit.last - hit.first >= _TELLING_ACT for hit in row.with_role(name, Role.ACT))
        if not acts or not (telling or any(text.with_role(name, Role.NOUN) for text in above)):
            return None
        cost += _NOUN_ABOVE_COST
    elif not in_row:
        cost += _NOUN_IN_COLUMN_COST
    if indicator.acts and not acts:
        depth = next((d for d, text in enumerate(above) if text.with_role(name, Role.ACT)), None)
        if depth is not None:
            cost += _ACT_ABOVE_COST + _DEPTH_COST * depth
        elif _with(row, column, name, Role.ALONE):
            cost += _ALONE_COST
        else:
            return None
    if indicator.context and not any(t.with_role(name, Role.CONTEXT) for t in (row, column, *above)):
        return None
    in_column = bool(column.with_role(name, Role.NOUN))
    acted = not indicator.acts or bool(column.with_role(name, Role.ACT))
    words = frozenset(
        text.keys[at]
        for text in (row, column)
        for role in (Role.NOUN, Role.ACT, Role.CONTEXT)
        for hit in text.with_role(name, role)
        for at in range(hit.first, hit.last)
    )
    return _Match(indicator, cost, words, in_row and not in_column, in_column and acted)


def _with(row: Sentence, column: Sentence, indicator: str, role: Role) -> tuple[TermHit, ...]:
    return row.with_role(indicator, role) + column.with_role(indicator, role)
