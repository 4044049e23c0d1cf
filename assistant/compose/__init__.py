"""An answer composed from figures without a language model: sentences, values, tables, charts, coverage.

A module for each task; arithmetic is done by `assistant.arithmetic` alone, from figures that are each cited.
"""

from collections.abc import Callable, Mapping

from assistant.answer import Status
from assistant.compose.absence import nothing
from assistant.compose.change import change
from assistant.compose.compare import compare
from assistant.compose.ranking import rank
from assistant.compose.ratio import relate
from assistant.compose.region import asks_each, tell_region
from assistant.compose.statement import look_up
from assistant.compose.totals import add_up
from assistant.compose.trend import follow
from assistant.compose.which import list_those
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from vectorstore.analysis.query import Aspect
from vectorstore.analysis.tasks import TaskKind

__all__ = ["Workbench", "compose"]

_COMPOSERS: Mapping[TaskKind, Callable[[Workbench], Draft]] = {
    TaskKind.LOOKUP: look_up,
    TaskKind.COMPARE: compare,
    TaskKind.CHANGE: change,
    TaskKind.RANKING: rank,
    TaskKind.TREND: follow,
    TaskKind.SUM: add_up,
    TaskKind.MEAN: add_up,
    TaskKind.RATIO: relate,
    TaskKind.WHICH: list_those,
}


def compose(bench: Workbench) -> Draft:
    """The draft for a numeric question."""
    if bench.slots.contradicted:
        return nothing(bench, bench.topics(), bench.slots.wheres, bench.slots.periods)
    composer = _COMPOSERS[bench.reading.task.kind]
    if bench.slots.region is not None and not _is_over_places(bench):
        whole = composer(bench.of_whole(bench.slots.region))
        if whole.status is Status.ANSWERED:
            return whole
        if _asks_level(bench) and not asks_each(bench):
            return tell_region(bench)
    draft = composer(bench)
    if draft.status is Status.NOT_FOUND and _asks_rate(bench):
        worked_out = relate(bench)
        return worked_out if worked_out.status is Status.ANSWERED else draft
    return draft


def _asks_level(bench: Workbench) -> bool:
    """Whether one number of a place is asked for, and nothing is to be done with it."""
    return bench.reading.task.kind is TaskKind.LOOKUP and bench.reading.aspects == {Aspect.LEVEL}


def _asks_rate(bench: Workbench) -> bool:
    """Whether a rate alone is asked for, which its two levels give where no report states it."""
    reading = bench.reading
    return reading.task.kind is TaskKind.LOOKUP and reading.aspects == {Aspect.SHARE}


def _is_over_places(bench: Workbench) -> bool:
    """Whether the provinces of a region are asked about one by one, not the region as reports tell of it."""
    task = bench.reading.task
    return task.over == "places" or task.kind in (TaskKind.WHICH, TaskKind.SUM)
