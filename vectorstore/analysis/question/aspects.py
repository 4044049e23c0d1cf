"""What of an indicator a question wants: its level, a share, a change, a target."""

from collections.abc import Sequence
from enum import StrEnum

from vectorstore.analysis.question.numbers import asks_before
from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.question.wording import AND, PER_CENT, POINTS, RATES
from vectorstore.analysis.tasks import Task, TaskKind


class Aspect(StrEnum):
    """What of an indicator is wanted."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    TARGET = "target"


_CHANGES = frozenset({"change", "change_noun", "more_by", "most_change"})


def names_rate(keys: Sequence[str], text: str) -> bool:
    """Whether a rate or a percentage is spoken of."""
    return bool(_find(keys, (*RATES, *PER_CENT))) or "%" in text


def names_per_cent(keys: Sequence[str], text: str) -> bool:
    """Whether the answer is wanted in per cent, and not in percentage points."""
    named = _find(keys, (*PER_CENT, ("percentage",)))
    points = any(key in POINTS for at in named for key in keys[max(0, at - 1) : at + 2])
    return not points and (bool(named) or "%" in text)


def read_aspects(
    keys: Sequence[str],
    matches: Sequence[PhraseMatch],
    task: Task,
    asked_at: Sequence[int],
    *,
    asks_noun: bool,
    english: bool,
) -> frozenset[Aspect]:
    """The aspects wanted; the level where nothing else is, or where its noun is asked for beside it."""
    if task.kind is TaskKind.RATIO:
        return frozenset({Aspect.SHARE if task.over in (None, "indicators") else Aspect.LEVEL})
    changes = [match for match in matches if match.group in _CHANGES]
    taken = frozenset(at for match in changes for at in match.at)
    rates = [at for at in _find(keys, RATES) if at not in taken]
    found: set[Aspect] = set()
    if task.threshold is not None and task.threshold.unit == "%":
        return frozenset({Aspect.SHARE})
    if rates or (_find(keys, PER_CENT) and not changes):
        found.add(Aspect.SHARE)
    if task.kind is TaskKind.CHANGE or any(match.group == "most_change" for match in matches):
        found.add(Aspect.CHANGE)
    if any(match.group == "target" for match in matches):
        found.add(Aspect.TARGET)
    if not found:
        return frozenset({Aspect.LEVEL})
    if Aspect.CHANGE in found:
        level = _level_beside_change(keys, matches, changes, asked_at, english=english)
    elif Aspect.SHARE in found:
        behind = {at + 2 for at in rates} | {at + 3 for at in rates}  # `tỷ lệ số xã`: the rate of these
        level = asks_noun and any(at not in behind for at in asked_at)
    else:
        level = False
    if level:
        found.add(Aspect.LEVEL)
    return frozenset(found)


def _level_beside_change(
    keys: Sequence[str],
    matches: Sequence[PhraseMatch],
    changes: Sequence[PhraseMatch],
    asked_at: Sequence[int],
    *,
    english: bool,
) -> bool:
    """Whether the level is asked for too: `bao nhiêu tổ, tăng bao nhiêu`, `số vụ … và mức tăng`."""
    if not changes:
        return False
    first = min(match.first for match in changes)
    if asks_before(keys, matches, first, english=english):
        return True
    return any(m.first and keys[m.first - 1] in AND for m in changes) and any(at < first for at in asked_at)


def _find(keys: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> list[int]:
    """Where any of these phrases begins."""
    return [
        at
        for at, key in enumerate(keys)
        for phrase in phrases
        if phrase[0] == key and tuple(keys[at : at + len(phrase)]) == phrase
    ]
