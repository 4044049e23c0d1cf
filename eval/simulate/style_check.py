"""Checks a style before reports are made with it: every slot, table and part it names must exist.

What the shape of the file already shows is refused when it is loaded (`style`); here the wordings are read,
and then tried on places and periods of every sort.
"""

from collections import Counter
from collections.abc import Iterator

from eval.simulate.compose import compose
from eval.simulate.errors import StyleError
from eval.simulate.period import Period, Span
from eval.simulate.plan import ReportPlan
from eval.simulate.slot import ASPECTS, FORMS, NAMES, SLOT, WHERE, Slot
from eval.simulate.style import Axis, DocumentKind, Style, load_style
from eval.simulate.world import World, indicators, places

_LEFT_OVER = "{}"
_TRIED_YEARS = (2023,)
_TRIED_PLACES = ("Cần Thơ", "Bắc Kạn", "Hồ Chí Minh", "Vĩnh Long 2025")


def check_style(name: str) -> str:
    """What the style covers, in words; raises StyleError naming the file and the key at fault."""
    style = load_style(name)
    for key, text, figures in _texts(style):
        _check_text(name, key, text, figures=figures)
    _check_tables(name, style)
    constructions: Counter[str] = Counter()
    told: set[str] = set()
    for plan in _trials(name, style):
        for figure in compose(plan, style, World(1)).gold:
            constructions[figure.construction] += 1
            told.add(figure.indicator)
    kinds = ", ".join(sorted(kind.value for kind in style.documents))
    counts = ", ".join(f"{name} {count}" for name, count in sorted(constructions.items()))
    return f"{style.name} ({kinds}): {len(told)} indicators; figures of the trial by construction: {counts}"


def _texts(style: Style) -> Iterator[tuple[str, str, bool]]:
    """Every pattern with its key and whether it may hold figures."""
    layout = style.layout
    for field in ("title", "opening", "closing"):
        yield from ((f"layout.{field}[{n}]", text, True) for n, text in enumerate(getattr(layout, field)))
    for field in ("left", "right", "signature"):
        yield from ((f"layout.{field}[{n}]", text, False) for n, text in enumerate(getattr(layout, field)))
    for field in ("subject", "subject_year", "salutation"):
        yield f"layout.{field}", getattr(layout, field), False
    yield from ((f"layout.recipients[{n}]", text, False) for n, text in enumerate(layout.recipients))
    if layout.appendix:
        yield "layout.appendix.title", layout.appendix.title, False
        yield "layout.appendix.subject", layout.appendix.subject, False
    for number, block in enumerate(style.blocks):
        key = f"block[{number}]"
        yield f"{key}.heading", block.heading, False
        yield f"{key}.lead", block.lead, False
        yield from ((f"{key}.pool[{n}]", text, False) for n, text in enumerate(block.pool))
        for n, alternatives in enumerate(block.sentences):
            yield from ((f"{key}.sentences[{n}][{m}]", text, True) for m, text in enumerate(alternatives))
    for number, table in enumerate(style.table_list):
        key = f"table[{number}]"
        yield f"{key}.title", table.title, False
        yield f"{key}.note", table.note, False
        yield f"{key}.total", table.total, False
        yield f"{key}.row_label", table.row_label, False
        yield from ((f"{key}.footnotes[{n}]", text, False) for n, text in enumerate(table.footnotes))
        for field, axes in (("columns", table.columns), ("items", table.items)):
            for n, axis in enumerate(axes):
                yield from ((f"{key}.{field}[{n}]", text, False) for text in (axis.label, *axis.above))


def _check_text(name: str, key: str, text: str, *, figures: bool) -> None:
    for match in SLOT.finditer(text):
        slot = Slot.of(match)
        if slot.where and not WHERE.fullmatch(slot.where):
            raise StyleError(name, f"slot {slot}: '@{slot.where}' names no place", key)
        if slot.name in indicators():
            _check_figure(name, key, slot, figures=figures)
        elif slot.name not in NAMES:
            raise StyleError(name, f"slot {slot}: there is no indicator and no name '{slot.name}'", key)
    if set(SLOT.sub("", text)) & set(_LEFT_OVER):
        raise StyleError(name, f"a brace that is no slot in '{text}'", key)


def _check_figure(name: str, key: str, slot: Slot, *, figures: bool) -> None:
    if not figures:
        raise StyleError(name, f"slot {slot}: no figures may stand here", key)
    if slot.aspect not in ASPECTS:
        raise StyleError(name, f"slot {slot}: there is no aspect '{slot.aspect}'", key)
    if slot.form not in FORMS:
        raise StyleError(name, f"slot {slot}: there is no form '{slot.form}'", key)
    _check_argument(name, key, slot.name, slot.aspect, slot.argument, str(slot))


def _check_argument(name: str, key: str, indicator_key: str, aspect: str, argument: str, shown: str) -> None:
    indicator = indicators()[indicator_key]
    parts = {**indicator.parts, **indicator.groups}
    if aspect in ("part", "part_share", "rest"):
        for label in (part.strip() for part in argument.split(",")):
            if label not in parts:
                problem = f"{shown}: {indicator_key} has no part '{label}', only {', '.join(parts) or 'none'}"
                raise StyleError(name, problem, key)
    elif aspect.startswith("share") or aspect == "change_points":
        if not (argument or indicator.of) or (argument and argument not in indicators()):
            raise StyleError(name, f"{shown}: {indicator_key} is part of nothing, so it has no share", key)
    elif aspect == "within":
        if argument not in set(Span):
            raise StyleError(name, f"{shown}: '{argument}' is no period", key)
    elif aspect in ("previous", "since"):
        if argument and not argument.isdigit():
            raise StyleError(name, f"{shown}: '{argument}' is no number of years", key)
        if aspect == "since" and indicator.stock:
            raise StyleError(name, f"{shown}: what stands at a moment is not added up over years", key)


def _check_tables(name: str, style: Style) -> None:
    ids = Counter(table.id for table in style.table_list)
    for doubled in (table for table, count in ids.items() if count > 1):
        raise StyleError(name, f"two tables are named '{doubled}'", "table")
    used = [(f"block[{n}].table", block.table) for n, block in enumerate(style.blocks) if block.table]
    if style.layout.appendix:
        used += [(f"layout.appendix.tables[{n}]", t) for n, t in enumerate(style.layout.appendix.tables)]
    for key, table_id in used:
        if table_id not in ids:
            raise StyleError(name, f"no table '{table_id}'", key)
    for unused in sorted(ids.keys() - {table_id for _, table_id in used}):
        raise StyleError(name, f"table '{unused}' is used nowhere", "table")
    for number, table in enumerate(style.table_list):
        for field, axes in (("columns", table.columns), ("items", table.items)):
            for n, axis in enumerate(axes):
                _check_axis(
                    name,
                    f"table[{number}].{field}[{n}]",
                    axis,
                    row_has=bool(table.items) and field != "items",
                )


def _check_axis(name: str, key: str, axis: Axis, *, row_has: bool) -> None:
    aspect, _, argument = axis.show.partition(":")
    if aspect not in ASPECTS - {"word"}:
        raise StyleError(name, f"show = '{axis.show}': there is no aspect '{aspect}'", key)
    if axis.indicator in indicators():
        _check_argument(name, key, axis.indicator, aspect, argument, f"show = '{axis.show}'")
    elif axis.indicator or not row_has:
        raise StyleError(name, f"there is no indicator '{axis.indicator}'", key)


def _trials(name: str, style: Style) -> Iterator[ReportPlan]:
    for kind in sorted(style.documents):
        for year in _TRIED_YEARS:
            for span in Span:
                for key in ("Cả nước",) if kind is DocumentKind.NATIONAL else _TRIED_PLACES:
                    local = places()[key].districts[0] if kind is DocumentKind.DISTRICT else None
                    period = Period(2025 if key.endswith("2025") else year, span)
                    yield ReportPlan(
                        file="r.txt", place=key, period=period, kind=kind, style=name, locality=local
                    )
