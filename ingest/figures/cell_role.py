"""Which number of an indicator stands in a table cell: level, plan, change, share, year before, part."""

import re
from collections.abc import Iterable
from functools import cache

from ingest.figures.label_words import (
    CAME_IN,
    COMPARED,
    DIFFERENCE,
    DIVIDES,
    DOING,
    DONE,
    FIELD_WORDS,
    KEPT,
    LEFT_OVER,
    NARROWING,
    OCCASION,
    OTHER,
    PLANNED_WORDS,
    SORTING,
    WORK_WORDS,
)
from ingest.figures.labels import Label, leftover, names_another, names_plan, period_of, read_label
from ingest.figures.wording import (
    CARRIED,
    COMPARED_LABELS,
    LABEL_FILLERS,
    PLANNED_LABELS,
    PREVIOUS,
    RATE_LABELS,
)
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.terms import Role
from vectorstore.analysis.text import place_tone, tokens
from vectorstore.schema import FigureKind

OF_PLAN = "kế hoạch"
_PLANNED_HEAD = re.compile(
    r"(?:chỉ tiêu|giao|dự toán)(?: (?:năm|quý|cả|được|\d)|\Z)"
    r"|dự toán (?:\(|giao|kinh phí|ngân sách|thu|chi)\b"
)


def kind_of(row: Label, column: Label, *, percent: bool) -> FigureKind:
    """What a cell's labels say of its number; `percent`: its unit is per cent."""
    words = f"{row.text} {column.text}".lower()
    planned = _planned(row) or _planned(column)
    rate = percent or any(phrase in words for phrase in RATE_LABELS)
    if any(phrase in words for phrase in COMPARED):
        return FigureKind.SHARE if compares_with_plan(column, percent=percent) else FigureKind.CHANGE
    if rate and "bằng" in words.split() and any(phrase in words for phrase in PREVIOUS):
        return FigureKind.CHANGE  # `Kỳ này bằng % cùng kỳ`
    if rate:
        return FigureKind.TARGET if planned and not _rates_plan(row, column) else FigureKind.SHARE
    if any(phrase in words and f"{phrase} {CARRIED}" not in words for phrase in PREVIOUS):
        return FigureKind.PREVIOUS
    return FigureKind.TARGET if planned else FigureKind.ACHIEVED


def is_difference(row: Label, column: Label) -> bool:
    """Whether a cell is told as a difference and nothing in its labels says from when."""
    words = f"{row.text} {column.text}".lower()
    return DIFFERENCE in words and not any(p in words for p in COMPARED if p != DIFFERENCE)


def tells_earlier(labels: Iterable[str], anchor: str | None) -> bool:
    """Whether the labels of a table or the words above it name an earlier time than its own."""
    periods: set[str] = set()
    for text in labels:
        words = text.lower()
        if any(phrase in words for phrase in PREVIOUS) or any(p in words for p in COMPARED_LABELS):
            return True
        periods |= {period} if (period := period_of(read_label(text), anchor)) else set()
    return len(periods) > 1


def compares_with_plan(column: Label, *, percent: bool) -> bool:
    """Whether a column tells how much of a plan was reached (`So với kế hoạch (%)`)."""
    words = column.text.lower()
    moved = any(phrase in words for phrase in ("tăng", "giảm", "vượt", "hụt"))
    return percent and not moved and names_plan(column)


def part_of(
    row: Label,
    column: Label,
    group: str,
    indicator: str | None,
    used: frozenset[str],
    kind: FigureKind,
    anchor: str | None,
) -> str | None:
    """The part a row, column or group names: what it says beyond the indicator, a place, a period or a unit.

    `used` are the words that name the indicator.
    """
    if kind is FigureKind.SHARE and names_plan(column):
        return OF_PLAN
    listed = indicators().get(indicator or "")
    known = used | LABEL_FILLERS | DOING | (_own_words(listed.id) if listed else frozenset())
    named: list[str] = []
    if group and listed and (level := _level(read_label(group), listed)):
        named.append(level)
    if not row.is_total and used:
        named += _parts_in(row, listed, known, anchor, row_label=True)
    if kind not in (FigureKind.CHANGE, FigureKind.PREVIOUS, FigureKind.TARGET) and not column.is_total:
        named += _parts_in(column, listed, known, anchor, row_label=False)
    return ", ".join(dict.fromkeys(named)) or None


def _parts_in(
    label: Label, indicator: Indicator | None, known: frozenset[str], anchor: str | None, *, row_label: bool
) -> list[str]:
    found: list[str] = []
    for segment in label.segments:
        if segment.is_total or segment.is_role or (segment is not label.own and _only_divides(segment)):
            continue
        if not (level := _level(segment, indicator)) and (
            segment.names_place or period_of(segment, anchor) is not None
        ):
            continue
        part = level or _kind_counted(segment, indicator)
        inner = row_label or segment is label.own
        told = (
            known
            if inner and segment is label.own
            else known | FIELD_WORDS | _field_words(segment, indicator)
        )
        if part is None and _says_more(segment, indicator, told, strict=inner):
            part = label.text
        found += [part] if part else []
    return found


def _says_more(segment: Label, indicator: Indicator | None, known: frozenset[str], *, strict: bool) -> bool:
    """Whether a label says more than what is counted: another office, a kind, words of its own."""
    name = indicator.id if indicator else None
    known = known | _occasion(segment, indicator)
    if names_another(segment, name, known):
        return True
    counts = name is not None and any(
        segment.sentence.with_role(name, role) for role in (Role.NOUN, Role.ACT)
    )
    if strict and not counts:  # the other label says what is counted, so this one says whose or which
        return _names_others(segment, indicator) or any(
            k not in KEPT and k not in known and not k.isdigit() for k in segment.bare_keys
        )
    if indicator and not indicator.stock and NARROWING & (set(segment.bare_keys) - known):
        return True
    told = known | _act_words(name) if counts and name is not None else known
    return any(k in segment.bare_keys for k in leftover(segment, told))


def _occasion(segment: Label, indicator: Indicator | None) -> frozenset[str]:
    """The words for the work of the same field that something came out of (`kiến nghị sau rà soát`)."""
    listed = indicators()
    field = indicator.field if indicator else None
    keys = segment.sentence.keys
    return OCCASION.union(
        keys[at]
        for hit in segment.sentence.hits
        if OCCASION.intersection(keys[max(0, hit.first - 2) : hit.first])
        and any(listed[name].field == field for name, _ in hit.roles)
        for at in range(hit.first, hit.last)
    )


def _names_others(segment: Label, indicator: Indicator | None) -> bool:
    """Whether a label uses nouns or verbs that the list has only for other fields of work."""
    listed = indicators()
    field = indicator.field if indicator else None
    return any(
        hit.is_named
        and hit.last - hit.first > 1
        and not KEPT.issuperset(segment.sentence.keys[hit.first : hit.last])
        and not any(listed[name].field == field for name, _ in hit.roles)
        for hit in segment.sentence.hits
    )


def _field_words(label: Label, indicator: Indicator | None) -> frozenset[str]:
    """The words of a field of work in a heading over other labels: its name, and verbs of the list."""
    sentence = label.sentence
    acts = [at for hit in sentence.hits if hit.is_act for at in range(hit.first, hit.last)]
    field = place_tone(indicator.field.lower()).split() if indicator else ()
    work = {sentence.keys[at] for at in acts} | set(field)
    pairs = zip(sentence.keys, sentence.keys[1:], strict=False)
    if any(after == OTHER and before in work | WORK_WORDS for before, after in pairs):
        work.add(OTHER)
    return frozenset(work)


def _level(label: Label, indicator: Indicator | None) -> str | None:
    """The tier of government a label names, unless the indicator itself names it (`đơn vị cấp xã`)."""
    level = label.level
    return None if level and indicator and level in indicator.name else level


def _kind_counted(label: Label, indicator: Indicator | None) -> str | None:
    """The kind of what an indicator counts that a label names (`Nghị quyết` of all documents)."""
    words = label.text.lower()
    kinds = indicator.kinds if indicator else ()
    return next((kind for kind in kinds if kind in words), None)


def was_left_over(row: Label, column: Label, indicator: str | None) -> bool:
    """Whether a label says that this was left from the time before, which is no part of what came in."""
    listed = indicators().get(indicator or "")
    if listed is None or not any(word in listed.name for word in CAME_IN):
        return False
    own = (row.own.text.lower(), column.own.text.lower())
    return any(phrase in words for words in own for phrase in LEFT_OVER)


def divides(label: Label) -> bool:
    """Whether a heading divides what stands beside it into parts (`Chia ra`, `Trong đó`)."""
    return label.unmarked.lower().startswith(DIVIDES)


def _only_divides(label: Label) -> bool:
    """Whether a heading says no more than that the columns under it are parts or kinds (`Phân loại`)."""
    return SORTING.issuperset(label.bare_keys)


def only_rate(column: Label) -> bool:
    """Whether a column's own label says no more than that it holds a rate."""
    own = column.own
    return not any(hit.is_named for hit in own.sentence.hits) and not leftover(own, LABEL_FILLERS)


def _rates_plan(row: Label, column: Label) -> bool:
    """Whether a column of rates tells how much of a plan was reached, and is not the plan of a rate."""
    words = column.text.lower()
    if any(phrase in words for phrase in RATE_LABELS):
        return True
    return "%" in words and not any(phrase in row.text.lower() for phrase in RATE_LABELS)


def _planned(label: Label) -> bool:
    """Whether a label says that its numbers are planned; not what was done of a plan."""
    words = label.own.text.lower() if len(label.segments) > 1 else label.text.lower()
    at = min((words.find(p) for p in PLANNED_LABELS if p in words), default=-1)
    if at < 0 and (PLANNED_WORDS & set(label.own.sentence.keys) or _PLANNED_HEAD.match(words)):
        at = 0
    if at < 0:
        return len(label.segments) > 1 and names_plan(label.outer) and not any(d in words for d in DONE)
    return not any(done in words[:at] for done in DONE)


@cache
def _act_words(name: str) -> frozenset[str]:
    """The words of an indicator's verbs: beside its noun they narrow nothing (`phát hành miễn phí`)."""
    return frozenset(place_tone(t.text.lower()) for act in indicators()[name].acts for t in tokens(act))


@cache
def _own_words(name: str) -> frozenset[str]:
    """The words of an indicator's name and context: they are no part of it."""
    indicator = indicators()[name]
    texts = (indicator.name, *indicator.context, *indicator.units)
    return frozenset(place_tone(token.text.lower()) for text in texts for token in tokens(text))
