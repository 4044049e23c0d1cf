"""RATIO where no place is named: the share at every place that has both amounts, the highest first."""

from collections.abc import Sequence

from assistant.answer import Table
from assistant.compose.absence import nothing
from assistant.compose.proportion import Proportion, proportion
from assistant.compose.sheet import Sheet
from assistant.compose.workbench import Workbench
from assistant.draft import Draft
from assistant.findings import Amount, Found, Topic
from assistant.numbers import plain
from assistant.wording import gathering, phrases, statements

_SHOWN_ROWS = 12

_Row = tuple[Amount, Amount, Proportion]


def relate_places(bench: Workbench, topics: Sequence[Topic], periods: Sequence[str | None]) -> Draft:
    """A line a place, and a table with both amounts and the ratio."""
    found = bench.finder.find(topics[:2], (), periods[:1])
    bench.load(found)
    rows = sorted(_rows(bench, found), key=lambda row: -row[2].term.value)
    if len(rows) < 2:
        return nothing(bench, topics, (), periods)
    sheet = Sheet(bench)
    names = [bench.topic(topic) for topic in found.topics]
    title = gathering.ratio_title(names[0], names[1], bench.language)
    sheet.say(
        gathering.order_heading(
            phrases.head(title, bench.when(periods[0])), bench.language, highest_first=True
        )
    )
    for part, whole, (term, unit) in rows[:_SHOWN_ROWS]:
        shown = bench.reckoned(term, unit)
        sheet.say(statements.row_statement(bench.place(part.where), shown, bench.marks(part, whole)))
    for part, _, (term, unit) in rows:
        sheet.give_value(bench.computed(term, part, unit=unit), term)
    sheet.table = Table(
        columns=(
            gathering.column_titles(bench.language, by_place=True, by_period=False)[0],
            *names,
            f"{gathering.ratio_column(bench.language)} ({rows[0][2].unit})",
        ),
        rows=tuple(
            (
                bench.place(part.where),
                *(plain(bench.term(amount).value) for amount in (part, whole)),
                plain(ratio.term.value),
            )
            for part, whole, ratio in rows
        ),
        row_citations=tuple(ratio.term.marks for _, _, ratio in rows),
    )
    told = {part.where for part, _, _ in rows}
    kept = {key: amount for key, amount in found.amounts.items() if key[1] in told}
    wheres = tuple(where for where in found.wheres if where in told)
    sheet.cover_places(Found(found.topics, wheres, found.periods, kept, every_place=True))
    return sheet.draft()


def _rows(bench: Workbench, found: Found) -> list[_Row]:
    """Both amounts and their ratio of each place where it can be formed."""
    rows: list[_Row] = []
    for where in found.wheres:
        part, whole = (found.get(topic, where, found.periods[0]) for topic in found.topics)
        if part is None or whole is None or part.jumps or whole.jumps:
            continue
        ratio = proportion(bench, part, whole, "indicators") if part.is_exact and whole.is_exact else None
        if ratio is not None:
            rows.append((part, whole, ratio))
    return rows
