"""Composes a simulated report from its plan: the document and the gold of every figure in it."""

import datetime as dt
from dataclasses import dataclass

from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.document import Block, Document, Foot, Head, Heading, Paragraph
from eval.simulate.errors import StyleError
from eval.simulate.gold import GoldFigure
from eval.simulate.period import Span
from eval.simulate.plan import ReportPlan
from eval.simulate.slots import Filling
from eval.simulate.style import BlockPattern, Style
from eval.simulate.tables import build_table
from eval.simulate.world import World, places

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_SIGNED = {
    Span.YEAR: dt.date(2000, 12, 5),
    Span.HALF: dt.date(2000, 6, 5),
    Span.NINE_MONTHS: dt.date(2000, 9, 5),
    Span.QUARTER: dt.date(2000, 3, 5),
}
_SIGNED_WITHIN_DAYS = 16


@dataclass(frozen=True, slots=True)
class Composed:
    """A report ready to be written, and what is true of it."""

    file: str
    document: Document
    gold: tuple[GoldFigure, ...]


def compose(plan: ReportPlan, style: Style, world: World) -> Composed:
    """The report of a plan in a style; the same arguments give the same report."""
    filling = Filling(
        report=plan.file,
        style=style,
        world=world,
        place=places()[plan.place],
        period=plan.period,
        omits=plan.omits,
    )
    date = _date(plan, world)
    blocks, gold = _appendix(filling) if plan.appendix else _text(filling)
    head = _head(filling, date, appendix=plan.appendix)
    document = Document(head=head, blocks=tuple(blocks), foot=_foot(filling), date=date)
    return Composed(plan.file, document, tuple(gold))


def _date(plan: ReportPlan, world: World) -> dt.date:
    days = int(draw(world.seed, plan.place, plan.period.notation, "date") * _SIGNED_WITHIN_DAYS)
    return _SIGNED[plan.period.span].replace(year=plan.period.year) + dt.timedelta(days=days)


def _head(filling: Filling, date: dt.date, *, appendix: bool) -> Head:
    layout = filling.style.layout
    number = 40 + int(draw(filling.world.seed, filling.place.name, filling.period.notation, "number") * 400)
    dated = {"number": number, "day": f"{date.day:02d}", "month": f"{date.month:02d}", "date_year": date.year}

    def fill(pattern: str) -> str:
        for name, value in dated.items():
            pattern = pattern.replace(f"{{{name}}}", str(value))
        return filling.words(pattern)

    subject = layout.subject_year if filling.period.span is Span.YEAR else layout.subject
    return Head(
        mark=layout.mark,
        left=tuple(fill(line) for line in layout.left),
        right=tuple(fill(line) for line in layout.right),
        title=layout.appendix.title if appendix else layout.title,
        subject=fill(layout.appendix.subject if appendix else subject),
        salutation="" if appendix else fill(layout.salutation),
    )


def _foot(filling: Filling) -> Foot:
    layout = filling.style.layout
    signer = choose(layout.signers, filling.place.name, filling.period.notation, "signer")
    return Foot(
        recipients=(layout.recipients_title, *layout.recipients),
        signature=(*layout.signature, signer),
        mark=layout.mark_end,
    )


def _appendix(filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    appendix = filling.style.layout.appendix
    blocks: list[Block] = []
    gold: list[GoldFigure] = []
    for name in appendix.tables:
        sheet = appendix.sheet.format(number=len(blocks) + 1)
        built = build_table(filling.style.tables[name], filling, sheet)
        if built:
            blocks.append(built[0])
            gold.extend(built[1])
    return blocks, gold


def _text(filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    layout = filling.style.layout
    blocks: list[Block] = [Paragraph(filling.words(layout.opening))]
    gold: list[GoldFigure] = []
    pending: list[BlockPattern] = []
    numbers: list[int] = []
    for ordinal, pattern in enumerate(filling.style.blocks):
        if pattern.heading:
            # A heading waits until something stands under it.
            pending = [*(above for above in pending if above.level < pattern.level), pattern]
            continue
        if filling.period.span not in pattern.spans:
            continue
        written, found = _body(pattern, ordinal, filling)
        if not written:
            continue
        for heading in pending:
            numbers = _numbered(numbers, heading.level)
            blocks.append(Heading(heading.level, f"{_number(numbers)} {filling.words(heading.heading)}"))
        pending = []
        blocks.extend(written)
        gold.extend(found)
    blocks.append(Paragraph(filling.words(layout.closing)))
    return blocks, gold


def _body(pattern: BlockPattern, ordinal: int, filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    if pattern.table:
        if pattern.table not in filling.style.tables:
            raise StyleError(filling.style.name, f"no table '{pattern.table}'")
        built = build_table(filling.style.tables[pattern.table], filling)
        return ([built[0]], list(built[1])) if built else ([], [])
    bullet = f"{pattern.bullet} " if pattern.bullet else ""
    if pattern.pool:
        drawn = shuffled(
            pattern.pool, filling.world.seed, filling.place.name, filling.period.notation, ordinal
        )
        return [Paragraph(bullet + sentence) for sentence in drawn[: pattern.pick]], []
    sentences: list[str] = []
    gold: list[GoldFigure] = []
    for place, alternatives in enumerate(pattern.sentences):
        told = filling.sentence(alternatives, ordinal, place)
        if told is None:
            if not place:
                return [], []  # the sentences that follow lean on the first one
            continue
        sentences.append(told[0])
        gold.extend(told[1])
    return [Paragraph(bullet + " ".join(sentences))], gold


def _numbered(numbers: list[int], level: int) -> list[int]:
    deep = [*numbers, *[0] * (level - len(numbers))][:level]
    return [*deep[:-1], deep[-1] + 1]


def _number(numbers: list[int]) -> str:
    match numbers:
        case [part]:
            return f"{_ROMAN[part]}."
        case [_, section]:
            return f"{section}."
        case [_, section, subsection]:
            return f"{section}.{subsection}."
        case [*_, item]:
            return f"{chr(ord('a') + item - 1)})"
    return ""
