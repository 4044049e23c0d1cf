"""One amount as a share or multiple of another: the number, its unit, and the sentence that says it."""

from typing import NamedTuple

from assistant.arithmetic import Computed, multiple, share
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench, common_unit
from assistant.findings import Amount
from assistant.wording import comparing, phrases
from vectorstore.analysis.tasks import Over


class Proportion(NamedTuple):
    """The quotient of two amounts and what it is counted in: `%`, `lần`, or one unit per another."""

    term: Computed
    unit: str


def proportion(bench: Workbench, part: Amount, whole: Amount, over: Over) -> Proportion | None:
    """How the first of two amounts is to the second; None when there is nothing to divide by."""
    one, other = bench.term(part), bench.term(whole)
    same_unit = common_unit((part, whole)) is not None
    in_per_cent = same_unit and (bench.reading.task.percent or over == "indicators")
    term = share(one, other) if in_per_cent else multiple(one, other)
    if term is None:
        return None
    unit = "%" if in_per_cent else "lần" if same_unit else f"{part.first.unit}/{whole.first.unit}"
    return Proportion(term, unit)


def say_proportion(sheet: Sheet, part: Amount, whole: Amount, over: Over) -> bool:
    """Say it and give it with both amounts; False when there is none."""
    bench = sheet.bench
    found = proportion(bench, part, whole, over)
    if found is None:
        return False
    names = {"by_place": over == "places", "by_period": over == "periods", "by_topic": over == "indicators"}
    context = phrases.head(
        "" if over == "indicators" else bench.topic(part.topic, part),
        "" if over == "places" else bench.place(part.where),
        "" if over == "periods" else bench.when(part.period),
    )
    sheet.say(
        comparing.ratio(
            context,
            bench.label(part, **names),
            bench.label(whole, **names),
            bench.reckoned(found.term, found.unit),
            (bench.shown(part), bench.shown(whole)),
            bench.marks(part, whole),
            bench.language,
            within=found.unit == "%" and over == "indicators",
        )
    )
    sheet.give_value(bench.computed(found.term, part, unit=found.unit), found.term)
    sheet.give(part)
    sheet.give(whole)
    sheet.tell_about((part, whole))
    return True
