"""What a question asks to be done with figures: looked up, compared, ranked, summed, put in relation.

The words that say so are data (`task_words.toml`). What the figures are of is read by `query.py`; whether
they exist is not known here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Literal

from vectorstore.analysis.question.phrases import Phrasebook, PhraseMatch, read_phrasebook
from vectorstore.analysis.question.thresholds import Threshold
from vectorstore.analysis.text import Token

__all__ = ["Asked", "Over", "Task", "TaskKind", "Threshold", "find_task_words", "read_task"]


class TaskKind(StrEnum):
    """What is to be done.

    `COMPARE`: two or more places, periods or indicators against each other. `CHANGE`: how much more or less
    at one period than at an earlier one, or from the first to the last year of a span. `RATIO`: one thing
    as a share or multiple of another. `WHICH`: which places or periods have a figure, or one that meets a
    threshold.
    """

    LOOKUP = "lookup"
    COMPARE = "compare"
    CHANGE = "change"
    RANKING = "ranking"
    TREND = "trend"
    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    WHICH = "which"


Over = Literal["places", "periods", "indicators"]


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with the figures asked for.

    `over`: what is ranked, summed, compared or set in relation; None: what the question lists. Over places
    within one named province, its localities are meant. `descending`: the most first. `limit`: top n, 1 for
    `nhiều nhất`, None for the whole order. `percent`: a change or ratio is wanted in per cent.
    """

    kind: TaskKind = TaskKind.LOOKUP
    over: Over | None = None
    descending: bool = True
    limit: int | None = None
    percent: bool = False
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What else a question names: how many provinces, localities, periods and indicators, and what kinds.

    `earlier`: the same period of an earlier year is spoken of; `years_listed`: the years of a span are
    (`các năm 2021-2023`); `counts`: a question word for numbers stands there.
    """

    provinces: int
    localities: int
    region: bool
    national: bool
    all_places: bool
    periods: int
    span: bool
    indicators: int
    earlier: bool
    years_listed: bool = False
    counts: bool = True

    @property
    def several_places(self) -> bool:
        """Whether more than one place is meant."""
        return self.provinces > 1 or self.region or self.all_places

    @property
    def several_periods(self) -> bool:
        """Whether more than one period is meant."""
        return self.periods > 1 or self.span

    @property
    def pairs(self) -> Over | None:
        """What there are two of, to be set against each other."""
        places = self.provinces + self.region + self.national
        if places > 1 or self.localities > 1:
            return "places"
        if self.periods > 1:
            return "periods"
        return "indicators" if self.indicators > 1 else None


@cache
def _task_words() -> Phrasebook:
    return read_phrasebook("task_words.toml")


def find_task_words(words: Sequence[Token], text: str, known: Collection[int]) -> list[PhraseMatch]:
    """The words of the task in a question; tokens in `known` already name a place or period."""
    return _task_words().find(words, text, outside=known)


class _Words:
    """The groups of words met, by name."""

    def __init__(self, matches: Sequence[PhraseMatch]) -> None:
        self._matches = matches
        self._groups = frozenset(match.group for match in matches)

    def has(self, *groups: str) -> bool:
        return not self._groups.isdisjoint(groups)

    def number(self, *groups: str) -> int | None:
        return next((m.number for m in self._matches if m.group in groups and m.number is not None), None)


def read_task(
    matches: Sequence[PhraseMatch],
    asked: Asked,
    threshold: Threshold | None,
    *,
    in_per_cent: bool,
    of_rate: bool = False,
) -> Task:
    """The task that the words set, given what they are about.

    `in_per_cent`: wanted in per cent; `of_rate`: because of a rate that is spoken of.
    """
    met = _Words(matches)
    for reading in (_ranking, _which, _ratio, _trend, _change, _compare, _mean, _sum):
        task = reading(met, asked, threshold)
        if task is not None:
            change = task.kind is TaskKind.CHANGE or met.has("more_by")
            return replace(task, percent=True) if change and in_per_cent else task
    if in_per_cent and not of_rate and threshold is None and asked.pairs is not None:
        return Task(TaskKind.RATIO, asked.pairs, percent=True)  # `… quý I 2024 = ? % cả năm 2024`
    return Task()


def _places_asked(met: _Words) -> bool:
    return met.has("place_asked", "numbered_places", "top", "bottom")


def _periods_asked(met: _Words) -> bool:
    return met.has("period_asked", "numbered_periods", "peak_period", "low_period")


def _ranking(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if met.has("rank_of_one") and asked.indicators:
        return Task(TaskKind.RANKING, "places")
    if met.has("leading", "trailing") and not (asked.indicators or _places_asked(met)):
        return None
    superlative = met.has("most", "least", "most_change", "leading", "trailing", "peak_period", "low_period")
    if not (superlative or met.has("order", "ascending", "top", "bottom")):
        return None
    over = _ranked(met, asked)
    if over is None:
        return None
    limit = met.number("top", "bottom", "numbered_places", "numbered_periods")
    if limit is None and superlative and not met.has("order", "ascending"):
        limit = 1
    rising = met.has("least", "trailing", "bottom", "ascending", "low_period")
    return Task(TaskKind.RANKING, over, descending=not rising, limit=limit)


def _ranked(met: _Words, asked: Asked) -> Over | None:
    """What is put in order; None where there is only one thing of each kind."""
    if _periods_asked(met):
        return "periods"
    if met.has("kind_asked") and asked.indicators > 1:
        return "indicators"
    if _places_asked(met) or asked.several_places or asked.localities > 1:
        return "places"
    if asked.several_periods:
        return "periods"
    if asked.indicators > 1 and asked.provinces:
        return "indicators"
    return None if asked.provinces or not asked.indicators else "places"


def _which(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    counted = met.has("places_counted") and (threshold is not None or met.has("reported"))
    bounded = threshold is not None and asked.several_places
    if threshold is None and met.has("none_of"):
        threshold = Threshold("eq", 0, None)
    if _periods_asked(met):
        return Task(TaskKind.WHICH, "periods", threshold=threshold)
    reporting = met.has("reported") and asked.region and not (asked.provinces or asked.counts)
    if not (met.has("place_asked") or counted or bounded or reporting):
        return None
    if threshold is None and met.has("compare"):
        # `tỉnh nào cao hơn mức cả nước`: no number bounds them, so their order shows it
        return None if asked.pairs is not None else Task(TaskKind.RANKING, "places")
    return Task(TaskKind.WHICH, "places", threshold=threshold)


def _ratio(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if met.has("change", "more_by") or not met.has("share_of", "share_of_first", "times_as_many"):
        return None
    over: Over | None = "periods" if asked.periods > 1 else asked.pairs
    return Task(TaskKind.RATIO, over, percent=not met.has("times_as_many"))


def _trend(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if met.has("mean", "sum") or (
        met.has("change", "change_noun", "more_by") and not met.has("trend", "each_period")
    ):
        return None
    somehow = met.has("changed_somehow") and (asked.span or asked.periods not in (1, 2))
    listed = asked.years_listed and not met.has("total")
    if not (met.has("trend", "each_period") or somehow or listed):
        return None
    return Task(TaskKind.TREND, "periods")


def _change(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if not met.has("change", "change_noun", "changed_somehow", "more_by"):
        return None
    if (
        met.has("more_by")
        and not met.has("change", "change_noun")
        and asked.pairs in ("places", "indicators")
    ):
        return Task(TaskKind.COMPARE, asked.pairs)
    return Task(TaskKind.CHANGE)


def _compare(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    against = met.has("compare", "exceeds_by", "compared_with") or asked.earlier
    if not against or asked.pairs is None:
        return None
    return Task(TaskKind.COMPARE, asked.pairs)


def _mean(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if met.has("each_place") and not met.has("each_period", "one_period"):
        return Task(TaskKind.MEAN, "places")
    if not met.has("mean", "each_place"):
        return None
    if met.has("each_period", "one_period"):
        return Task(TaskKind.MEAN, "periods")
    over = _gathered(asked)
    return Task(TaskKind.MEAN, over) if over else None


def _sum(met: _Words, asked: Asked, threshold: Threshold | None) -> Task | None:
    if not met.has("sum", "total"):
        return None
    over = _gathered(asked)
    if over is None and met.has("sum") and asked.indicators > 1:
        over = "indicators"
    return Task(TaskKind.SUM, over) if over else None


def _gathered(asked: Asked) -> Over | None:
    """What there are several of, to be taken together."""
    if asked.several_places or asked.localities > 1:
        return "places"
    return "periods" if asked.several_periods else None
