"""Lays a style's tables out for one report: a row a district or an indicator, each cell with its gold."""

from eval.simulate import numerals
from eval.simulate.document import Table, TableCell
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.numerals import Printed
from eval.simulate.slots import Filling
from eval.simulate.style import Column, TablePattern
from eval.simulate.world import indicators

_ORDINAL = "TT"


def build_table(
    pattern: TablePattern, filling: Filling, sheet: str = ""
) -> tuple[Table, tuple[GoldFigure, ...]] | None:
    """The table without what the report leaves out; None where nothing is left of it."""
    columns = tuple(column for column in pattern.columns if column.indicator not in filling.omits)
    if not columns:
        return None
    lay_out = _by_district if pattern.by_district else _by_indicator
    return lay_out(pattern, columns, filling, sheet)


def _by_district(
    pattern: TablePattern, columns: tuple[Column, ...], filling: Filling, sheet: str
) -> tuple[Table, tuple[GoldFigure, ...]]:
    title = filling.words(pattern.title)
    values = {c: filling.world.districts(filling.place, c.indicator, filling.period) for c in columns}
    rows: list[tuple[TableCell, ...]] = []
    gold: list[GoldFigure] = []
    for ordinal, district in enumerate((*filling.place.districts, pattern.total), start=1):
        is_total = district == pattern.total
        cells = [
            TableCell("" if is_total else str(ordinal), None if is_total else ordinal),
            TableCell(district),
        ]
        for column in columns:
            value = filling.value(column.indicator) if is_total else values[column][district]
            printed = numerals.plain(value)
            cells.append(TableCell(printed.text, value))
            locality = None if is_total else district
            where = {"locality": locality, "table": title, "row": district, "column": column.label}
            gold.append(filling.figure(column.indicator, Kind.ACHIEVED, printed, **where))
        rows.append(tuple(cells))
    labels = (_ORDINAL, pattern.corner, *(column.label for column in columns))
    return Table(title, labels, tuple(rows), sheet), tuple(gold)


def _by_indicator(
    pattern: TablePattern, columns: tuple[Column, ...], filling: Filling, sheet: str
) -> tuple[Table, tuple[GoldFigure, ...]]:
    title = filling.words(pattern.title)
    period_words = filling.style.periods[filling.period.span]
    before_label, now_label = (
        _capital(period_words.format(year=year)) for year in (filling.period.year - 1, filling.period.year)
    )
    rows: list[tuple[TableCell, ...]] = []
    gold: list[GoldFigure] = []
    for ordinal, column in enumerate(columns, start=1):
        key = column.indicator
        before, now = filling.value(key, filling.period.previous), filling.value(key)
        change = filling.change_percent(key)
        figures = (
            (before_label, Kind.PREVIOUS, before, None),
            (now_label, Kind.ACHIEVED, now, None),
            (pattern.change, Kind.CHANGE, change, "%"),
        )
        cells = [TableCell(str(ordinal), ordinal), TableCell(column.label), TableCell(indicators()[key].unit)]
        for label, kind, value, unit in figures:
            printed = numerals.plain(value)
            cells.append(TableCell(printed.text, value))
            where = {"unit": unit, "table": title, "row": column.label, "column": label}
            gold.append(filling.figure(key, kind, Printed(printed.text, numerals.whole(value)), **where))
        rows.append(tuple(cells))
    labels = (_ORDINAL, pattern.corner, pattern.unit, before_label, now_label, pattern.change)
    return Table(title, labels, tuple(rows), sheet), tuple(gold)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
