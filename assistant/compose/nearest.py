"""LOOKUP in other words: the one figure whose sentence says all that the question does, in that sentence."""

from assistant.closeness import closest
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Finding, Topic
from assistant.territory import Where
from vectorstore.analysis.question.vocabulary import wanted_words


def look_up_nearest(bench: Workbench) -> Draft | None:
    """The figure closest to the question's words, told as the report does; None where none clearly is.

    A question that names no place must name something else that few figures have beside them: a case, a
    programme. What many places report is answered by place, or not at all.
    """
    wanted, slots = wanted_words(bench.reading), bench.slots
    if bench.reading.all_places or slots.contradicted:
        return None
    if not slots.wheres and not (wanted.literal and bench.reading.asked):
        return None
    topic = bench.topics()[0]
    figures = bench.finder.whatever_counted(topic.aspect, slots.wheres, slots.periods, wanted.literal)
    figure = closest(figures, wanted, bench.sources)
    if figure is None:
        return None
    where = Where(figure.province or "", figure.locality)
    sheet = Sheet(bench)
    amount = Amount(Topic(figure.indicator, topic.aspect), where, figure.period, (Finding(figure),))
    sheet.say(f"{bench.sources.quote(figure).rstrip(' .;:')} {bench.marks(amount)}.")
    sheet.give(amount)
    sheet.tell_about([amount])
    return sheet.draft()
