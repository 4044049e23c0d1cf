"""Lays a style's tables out for one report, each cell with its gold.

A cell is where a row meets a column: the one says which place, year or indicator, the other what is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eval.simulate import numerals
from eval.simulate.aspects import CELL, Shown, show
from eval.simulate.document import Table, TableCell
from eval.simulate.errors import StyleError
from eval.simulate.filling import Filling, Spot
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.slot import Slot
from eval.simulate.style import Axis, TablePattern
from eval.simulate.world import indicators, places

_MONEY = {"nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
_MONEY_DECIMALS = 3
_NOTHING = "-"
_LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    spot: Spot
    indicator: str = ""
    back: int = 0
    total: bool = False


def build_table(
    pattern: TablePattern, filling: Filling, sheet: str = ""
) -> tuple[Table, tuple[GoldFigure, ...]] | None:
    """The table without what the report leaves out; None where nothing is left of it."""
    printing = filling.style.model_copy(update={"numbers": filling.style.table_numbers})
    filling = replace(filling, style=printing, misprint="")
    columns = [column for column in pattern.columns if column.indicator not in filling.omits]
    rows = list(_rows(pattern, filling))
    if not columns or not rows:
        return None
    table = _headed(pattern, columns, filling, sheet)
    named = len(table.columns) - len(columns)
    printed: list[tuple[TableCell, ...]] = []
    if pattern.numbered:
        printed.append(_numbering(named, len(table.columns)))
    gold: list[GoldFigure] = []
    ordinal = 0
    for row in rows:
        ordinal += 0 if row.total else 1
        cells = [TableCell("") if row.total else TableCell(str(ordinal), ordinal), TableCell(row.label)]
        if pattern.unit:
            cells.append(TableCell(indicators()[row.indicator].unit if row.indicator else ""))
        for number, column in enumerate(columns, start=named):
            cell, figure = _cell(row, column, filling, _construction(pattern, column, table))
            cells.append(cell)
            if figure is not None:
                gold.append(_placed(figure, table, row, number))
        printed.append(tuple(cells))
    return replace(table, rows=tuple(printed)), tuple(gold)


def _headed(pattern: TablePattern, columns: list[Axis], filling: Filling, sheet: str) -> Table:
    """The table with its headings and without rows."""
    labels = [pattern.ordinal, pattern.corner, *([pattern.unit] if pattern.unit else [])]
    above: list[tuple[str, ...]] = [()] * len(labels)
    above += [tuple(filling.words(label) for label in column.above) for column in columns]
    return Table(
        title=filling.words(pattern.title),
        columns=(*labels, *(filling.words(column.label) for column in columns)),
        rows=(),
        name=sheet,
        above=tuple(above) if any(above) else (),
        note=filling.words(pattern.note),
        footnotes=tuple(filling.words(note) for note in pattern.footnotes),
    )


def _placed(figure: GoldFigure, table: Table, row: _Row, number: int) -> GoldFigure:
    upper = " > ".join(table.above[number]) if table.above else ""
    return replace(
        figure,
        table=table.title,
        row=row.label,
        column=table.columns[number],
        column_number=number,
        above=upper or None,
    )


def as_typed(table: Table) -> Table:
    """The table with its numbers typed as text, as spreadsheets hold them when pasted from elsewhere."""
    rows = tuple(tuple(replace(cell, number=None) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _rows(pattern: TablePattern, filling: Filling) -> Iterator[_Row]:
    place = filling.place
    members = [places()[key] for key in place.members]
    total = _Row(filling.words(pattern.total), Spot(place), total=True)
    if pattern.total and pattern.total_first:
        yield total
    match pattern.rows:
        case "districts":
            yield from (_Row(district, Spot(place, district)) for district in place.districts)
        case "provinces":
            inside = [places()[key] for member in members for key in member.members] or members
            yield from (_Row(province.name, Spot(province)) for province in inside)
        case "regions":
            yield from (_Row(region.name, Spot(region)) for region in members)
        case "years":
            for back in range(pattern.years - 1, -1, -1):
                label = replace(filling, period=filling.period.back(back)).words(pattern.row_label)
                yield _Row(label, filling.spot, back=back)
        case "indicators":
            kept = (item for item in pattern.items if item.indicator not in filling.omits)
            yield from (_Row(filling.words(item.label), filling.spot, item.indicator) for item in kept)
    if pattern.total and not pattern.total_first:
        yield total


def _cell(
    row: _Row, column: Axis, filling: Filling, construction: str
) -> tuple[TableCell, GoldFigure | None]:
    key = column.indicator or row.indicator
    if key not in indicators():
        raise StyleError(filling.style.name, f"column '{column.label}': no indicator '{key}'")
    aspect, _, argument = column.show.partition(":")
    back = row.back + column.back
    asked = replace(filling, period=filling.period.back(back)) if back else filling
    shown = show(asked, indicators()[key], Slot(key, aspect=aspect, argument=argument, form=CELL), row.spot)
    if shown is None or (kind := shown.kind) is None:
        return TableCell(_NOTHING), None
    percent = shown.unit == "%" or kind is Kind.SHARE
    number: int | float = float(shown.printed.value) if percent else shown.printed.value
    if column.unit and kind in (Kind.ACHIEVED, Kind.PREVIOUS, Kind.PART):
        shown, number = _in_money(shown, column.unit, asked)
    figure = asked.figure(
        key,
        kind,
        shown.printed,
        row.spot,
        unit=shown.unit,
        part=shown.part,
        period=shown.period,
        construction=construction,
    )
    return TableCell(shown.printed.text, number), figure


def _in_money(shown: Shown, unit: str, filling: Filling) -> tuple[Shown, int | float]:
    size = _MONEY[unit]
    number = numerals.whole(round(shown.printed.value / size, _MONEY_DECIMALS))
    separators = filling.style.numbers.separators
    text = numerals.plain(number, separators, _MONEY_DECIMALS).text
    printed = replace(shown.printed, text=text, value=numerals.whole(round(number * size)))
    return replace(shown, printed=printed), number


def _construction(pattern: TablePattern, column: Axis, table: Table) -> str:
    """How the cells of a column are to be read, the hardest thing first."""
    if column.unit:
        return "table_scaled_unit"
    if table.head_rows > 2:
        return "table_three_level"
    if table.head_rows > 1:
        return "table_two_level"
    if column.show == "previous" or column.back or any(c.show == "previous" for c in pattern.columns):
        return "table_periods"
    return f"table_{pattern.rows}"


def _numbering(named: int, width: int) -> tuple[TableCell, ...]:
    letters = [TableCell(letter) for letter in _LETTERS[:named]]
    return (*letters, *(TableCell(str(number)) for number in range(1, width - named + 1)))
