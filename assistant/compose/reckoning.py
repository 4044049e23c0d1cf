"""Which amounts may be reckoned with: alike, exact, none that jumps; what is left out or unread is named."""

from collections.abc import Sequence

from assistant.compose.sheet import Sheet, asked_places
from assistant.compose.workbench import unit_of
from assistant.findings import Amount, Found, Topic, alike
from assistant.untold import Matters, Untold, untold
from assistant.wording import remarks

POINTS = "điểm %"


def reckonable(sheet: Sheet, amounts: Sequence[Amount], *, keep_unlike: bool = False) -> list[Amount]:
    """The amounts to reckon with, in their order; the sheet says which are not and why.

    `keep_unlike` is for different indicators, which count different things by nature.
    """
    bench = sheet.bench
    sound: list[Amount] = []
    for amount in amounts:
        if amount.jumps:
            what = bench.label(amount, by_place=True, by_period=True)
            sheet.warn(remarks.jump_left_out(what, bench.language))
        elif amount.is_exact:
            sound.append(amount)
    if keep_unlike:
        return sound
    same, others = alike(sound, bench.asked_words)
    if others:
        names = [bench.label(amount, by_place=True, by_period=True) for amount in others]
        sheet.remark(remarks.unlike_left_out(names, bench.language))
    return same


def left_out(sheet: Sheet, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts that are there and may not be reckoned with, as they count something else than the rest."""
    sound = [amount for amount in amounts if not amount.jumps and amount.is_exact]
    return alike(sound, sheet.bench.asked_words)[1]


def as_rate(amount: Amount) -> str:
    """The unit of a difference: rates differ by points."""
    return POINTS if amount.first.unit == "%" else unit_of(amount)


def untold_places(
    sheet: Sheet, found: Found, topic: Topic, period: str | None, matters: Matters = lambda _: True
) -> list[Untold]:
    """The provinces asked about without an amount whose reports may tell one that matters all the same."""
    bench = sheet.bench
    there = {a.where.name for a in found if a.topic == topic and a.period == period}
    missing = [name for name in asked_places(found, bench.slots) if name not in there]
    return untold(bench.sources.catalog, topic, period, missing, bench.reading.terms, matters)
