"""LOOKUP of a region that no report states as a whole: the sum of all its provinces, or that it is not known.

The number of a few provinces never stands for their region; asking for a sum or for the provinces one by one
is another question, whose composer says what is there and what is missing.
"""

import re
from dataclasses import replace

from assistant.compose.absence import nothing
from assistant.compose.totals import add_up
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.wording import absence
from vectorstore.analysis.tasks import TaskKind
from vectorstore.analysis.text import fold

_ONE_BY_ONE = re.compile(
    r"\b(?:(?:cac|nhung|tung|moi|tai cac) (?:tinh|thanh pho|dia phuong|so tu phap)|tinh, thanh|tinh thanh"
    r"|each (?:province|place)|(?:the|its|their) provinces|by province|provinces (?:of|in))\b"
)


def asks_each(bench: Workbench) -> bool:
    """Whether the provinces of the region are asked about one by one."""
    return _ONE_BY_ONE.search(fold(bench.reading.text)) is not None


def tell_region(bench: Workbench) -> Draft:
    """The region's number worked out of its provinces where none is missing; else who has one."""
    topics, slots = bench.topics(), bench.slots
    found = bench.finder.find(topics, slots.wheres, slots.periods)
    amounts = list(found)
    if amounts and len(amounts) == len(found.topics) * len(found.wheres) * len(found.periods):
        task = replace(bench.reading.task, kind=TaskKind.SUM, over="places")
        return add_up(replace(bench, reading=replace(bench.reading, task=task)))
    reasons = []
    if amounts:
        names = sorted({amount.where.name for amount in amounts}, key=fold)
        reasons = [absence.only_some_places(names, len(found.wheres), bench.language)]
    return nothing(bench, topics, slots.wheres, slots.periods, *reasons)
