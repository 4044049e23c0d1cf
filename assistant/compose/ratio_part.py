"""RATIO of a part that the question names (`cấp huyện`, `nữ`) to the whole it is a part of."""

from assistant.compose.proportion import say_proportion
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Topic
from assistant.territory import Where
from assistant.wording import comparing, phrases
from vectorstore.analysis.query import Aspect


def relate_part(bench: Workbench, topic: Topic, where: Where, period: str | None) -> Draft | None:
    """The share a report states of just this part, else that of the two levels; None without both."""
    reading = bench.reading
    if not (reading.terms or reading.level):
        return None
    stated = _part(bench, Topic(topic.indicator, Aspect.SHARE), where, period)
    part = _part(bench, topic, where, period)
    whole = bench.finder.of_wholes().find((topic,), (where,), (period,)).get(topic, where, period)
    sheet = Sheet(bench)
    if stated is not None and not stated.jumps:
        context = phrases.head(bench.place(where), bench.when(period))
        name = bench.topic(topic, part or stated)
        sheet.say(
            comparing.stated_ratio(
                context, name, bench.topic(topic), bench.shown(stated), bench.marks(stated), bench.language
            )
        )
        sheet.give(stated)
        return sheet.draft()
    if part is None or whole is None or whole.first.part is not None or part.value > whole.value:
        return None
    if any(amount.jumps or not amount.is_exact for amount in (part, whole)):
        return None
    return sheet.draft() if say_proportion(sheet, part, whole, "indicators") else None


def _part(bench: Workbench, topic: Topic, where: Where, period: str | None) -> Amount | None:
    amount = bench.finder.find((topic,), (where,), (period,)).get(topic, where, period)
    return amount if amount is not None and amount.first.part is not None else None
