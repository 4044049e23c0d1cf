"""Composes a simulated report from its plan: the document and the gold of every figure in it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.document import Block, Document, Foot, Head, Heading, Paragraph
from eval.simulate.errors import StyleError
from eval.simulate.filling import Filling, place_words
from eval.simulate.gold import GoldFigure
from eval.simulate.numbering import Numbering
from eval.simulate.period import Span
from eval.simulate.plan import ReportPlan
from eval.simulate.style import BlockPattern, DocumentKind, Style
from eval.simulate.tables import as_typed, build_table
from eval.simulate.telling import tell
from eval.simulate.world import World, places

_AGENCIES = {
    DocumentKind.REPORT: "Sở Tư pháp {place}",
    DocumentKind.APPENDIX: "Sở Tư pháp {place}",
    DocumentKind.PRESS: "báo chí",
    DocumentKind.ENFORCEMENT: "Cục Thi hành án dân sự {place}",
    DocumentKind.DISTRICT: "Phòng Tư pháp {locality}, {place}",
    DocumentKind.NATIONAL: "Bộ Tư pháp",
}
_SIGNED = {
    Span.YEAR: dt.date(2000, 12, 5),
    Span.HALF: dt.date(2000, 6, 5),
    Span.NINE_MONTHS: dt.date(2000, 9, 5),
    Span.QUARTER: dt.date(2000, 3, 5),
    Span.SECOND_QUARTER: dt.date(2000, 6, 8),
    Span.THIRD_QUARTER: dt.date(2000, 9, 8),
}
_SIGNED_WITHIN_DAYS = 16
_ENFORCEMENT_MONTHS_EARLIER = 2
_PRESS_DAYS_EARLIER = 21


@dataclass(frozen=True, slots=True)
class Composed:
    """A report to be written, what is true of it, and the plan it was made from (a real one has none)."""

    file: str
    document: Document
    gold: tuple[GoldFigure, ...]
    plan: ReportPlan | None = None

    @property
    def description(self) -> Mapping[str, str | bool]:
        """What the report is, as a line of `reports.jsonl`; fields that say nothing are left out."""
        plan = self.plan
        if plan is None:
            return {"file": self.file, "date": self.document.date.isoformat()}
        place = places()[plan.place]
        fields: dict[str, str | bool] = {
            "file": self.file,
            "kind": plan.kind.value,
            "agency": _AGENCIES[plan.kind].format(place=place_words(place), locality=plan.locality or ""),
            "place": place.name,
            "locality": plan.locality or "",
            "period": plan.period.notation,
            "date": self.document.date.isoformat(),
            "style": plan.style,
            "merged": place.key != place.name,
            "preliminary": plan.preliminary,
            "misprint": plan.misprint if any(figure.misprint for figure in self.gold) else "",
        }
        return {name: value for name, value in fields.items() if value}


def compose(plan: ReportPlan, style: Style, world: World) -> Composed:
    """The report of a plan in a style; the same arguments give the same report."""
    filling = Filling(
        report=plan.file,
        style=style,
        world=world,
        place=places()[plan.place],
        period=plan.period,
        kind=plan.kind,
        date=date_of(plan, world),
        omits=plan.omits,
        locality=plan.locality,
        preliminary=plan.preliminary,
        misprint=plan.misprint,
    )
    appendix = plan.kind is DocumentKind.APPENDIX
    head, of_title = _head(filling, appendix=appendix)
    blocks, gold = _appendix(filling) if appendix else _text(filling)
    document = Document(head=head, blocks=tuple(blocks), foot=_foot(filling), date=filling.date)
    return Composed(plan.file, document, (*of_title, *gold), plan)


def date_of(plan: ReportPlan, world: World) -> dt.date:
    """The day a report bears: an enforcement office's year ends earlier, the press may be ahead."""
    days = int(draw(world.seed, plan.place, plan.period.notation, "date") * _SIGNED_WITHIN_DAYS)
    day = _SIGNED[plan.period.span].replace(year=plan.period.year) + dt.timedelta(days=days)
    if plan.kind is DocumentKind.PRESS and plan.preliminary:
        return day - dt.timedelta(days=_PRESS_DAYS_EARLIER)
    if plan.kind is DocumentKind.ENFORCEMENT:
        return day.replace(month=day.month - _ENFORCEMENT_MONTHS_EARLIER)
    return day


def _head(filling: Filling, *, appendix: bool) -> tuple[Head, tuple[GoldFigure, ...]]:
    layout = filling.style.layout
    paper = layout.appendix if appendix else None
    subject = layout.subject_year if filling.period.span is Span.YEAR else layout.subject
    titles = (paper.title,) if paper else layout.title
    title, gold = tell(filling, titles, "title") or ("", ())
    gold = tuple(replace(figure, construction=f"title_{figure.construction}") for figure in gold)
    head = Head(
        mark=layout.mark,
        left=tuple(filling.words(line) for line in layout.left),
        right=tuple(filling.words(line) for line in layout.right),
        title=title,
        subject=filling.words(paper.subject if paper else subject),
        salutation="" if appendix else filling.words(layout.salutation),
    )
    return head, gold


def _foot(filling: Filling) -> Foot:
    layout = filling.style.layout
    signers = (
        [choose(layout.signers, filling.place.name, filling.period.notation, "signer")]
        if layout.signers
        else []
    )
    title = [layout.recipients_title] if layout.recipients_title else []
    return Foot(
        recipients=(*title, *(filling.words(line) for line in layout.recipients)),
        signature=(*(filling.words(line) for line in layout.signature), *signers),
        mark=layout.mark_end,
    )


def _appendix(filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    appendix = filling.style.layout.appendix
    if appendix is None:
        raise StyleError(filling.style.name, "writes no appendices")
    blocks: list[Block] = []
    gold: list[GoldFigure] = []
    for name in appendix.tables:
        sheet = appendix.sheet.format(number=len(blocks) + 1)
        built = build_table(filling.style.tables[name], filling, sheet)
        if built:
            blocks.append(as_typed(built[0]) if appendix.typed_numbers else built[0])
            gold.extend(built[1])
    return blocks, gold


def _text(filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    layout = filling.style.layout
    blocks: list[Block] = []
    gold: list[GoldFigure] = []
    _framing(layout.opening, "opening", filling, blocks, gold)
    pending: list[BlockPattern] = []
    numbering = Numbering(layout.numbering)
    for ordinal, pattern in enumerate(filling.style.blocks):
        if filling.period.span not in pattern.periods:
            continue
        if pattern.heading:
            # A heading waits until something stands under it.
            pending = [*(above for above in pending if above.level < pattern.level), pattern]
            continue
        if pattern.chance < 1 and draw(*filling.seed_names, ordinal, "told") >= pattern.chance:
            continue
        written, found = _body(pattern, ordinal, filling)
        if not written:
            continue
        for heading in pending:
            number = numbering.next(heading.level)
            words = filling.words(heading.heading)
            blocks.append(Heading(heading.level, f"{number} {words}" if number else words))
        pending = []
        blocks.extend(written)
        gold.extend(found)
    _framing(layout.closing, "closing", filling, blocks, gold)
    return blocks, gold


def _framing(
    alternatives: tuple[str, ...],
    name: str,
    filling: Filling,
    blocks: list[Block],
    gold: list[GoldFigure],
) -> None:
    told = tell(filling, alternatives, name)
    if told is not None:
        blocks.append(Paragraph(told[0]))
        gold.extend(told[1])


def _body(pattern: BlockPattern, ordinal: int, filling: Filling) -> tuple[list[Block], list[GoldFigure]]:
    if pattern.table:
        if pattern.table not in filling.style.tables:
            raise StyleError(filling.style.name, f"no table '{pattern.table}'")
        built = build_table(filling.style.tables[pattern.table], filling)
        return ([built[0]], list(built[1])) if built else ([], [])
    bullet = f"{pattern.bullet} " if pattern.bullet else ""
    if pattern.pool:
        drawn = shuffled(pattern.pool, *filling.seed_names, ordinal)
        return [Paragraph(bullet + filling.words(sentence)) for sentence in drawn[: pattern.pick]], []
    sentences: list[str] = []
    gold: list[GoldFigure] = []
    for place, alternatives in enumerate(pattern.sentences):
        told = tell(filling, alternatives, ordinal, place)
        if told is None:
            if not place:
                return [], []  # the sentences that follow lean on the first one
            continue
        sentences.append(told[0])
        gold.extend(told[1])
    lead = f"{filling.words(pattern.lead)} " if pattern.lead else ""
    bold = len(bullet + lead) if lead else 0
    return [Paragraph(bullet + lead + " ".join(sentences), bold)], gold
