"""Marks that say a figure was read wrongly, kept so that they outlive whatever is done to its report.

A mark knows the report, a hash of the sentence or row with the number's place in it, and which of the equal
sentences of the report is meant; it holds none of the report's words. To which rows of `figures` it applies
is worked out whenever the report is written.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, TypedDict

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from vectorstore.catalog.engine import write
from vectorstore.catalog.tables import figure_marks, figures, texts
from vectorstore.errors import UnknownFigureError
from vectorstore.schema import Mark


class _Noted(TypedDict):
    noted_at: dt.datetime  # UTC, without its zone
    note: str


@dataclass(frozen=True, slots=True)
class _Number:
    """Which number of a report: in what sentence, where in it, and in which of the equal sentences."""

    number_hash: str
    ordinal: int
    equals: int


class FigureMarking:
    """What the catalog does with marks."""

    engine: Engine

    def mark_figure(self, figure_id: str, *, note: str) -> Mark:
        """Say that a figure is wrong, or say it anew in this note. UnknownFigureError.

        Every figure read from the same printed number is meant.
        """
        made = Mark(dt.datetime.now(dt.UTC), note)
        noted: _Noted = {"noted_at": made.noted_at.replace(tzinfo=None), "note": note}
        with write(self.engine) as connection:
            report_id, mark = _report_and_mark(connection, figure_id)
            if mark is not None:
                same = figure_marks.c.mark == mark
                connection.execute(update(figure_marks).where(same).values(**noted))
            else:
                _add_mark(connection, report_id, _numbers(connection, report_id)[figure_id], noted)
                apply_marks(connection, report_id)
        return made

    def unmark_figure(self, figure_id: str) -> bool:
        """Take a figure's mark away; whether it had one. UnknownFigureError."""
        with write(self.engine) as connection:
            report_id, mark = _report_and_mark(connection, figure_id)
            if mark is None:
                return False
            numbers = _numbers(connection, report_id)
            mine = numbers[figure_id]
            for stored in _marks(connection, report_id):
                if not _applies(stored, mine):
                    continue
                connection.execute(delete(figure_marks).where(figure_marks.c.mark == stored.mark))
                # One that could not tell equal sentences apart stays on each of the others.
                noted: _Noted = {"noted_at": stored.noted_at, "note": stored.note}
                others = {other for other in numbers.values() if _applies(stored, other)} - {mine}
                for other in sorted(others, key=lambda number: number.ordinal):
                    _add_mark(connection, report_id, other, noted)
            connection.execute(update(figures).where(figures.c.report_id == report_id).values(mark=None))
            apply_marks(connection, report_id)
        return True


def apply_marks(connection: Connection, report_id: str) -> None:
    """Give the figures of a report, which have just been written, the marks that apply to them."""
    by_hash: dict[str, list[Row[Any]]] = defaultdict(list)
    for stored in _marks(connection, report_id):
        by_hash[stored.number_hash].append(stored)
    if not by_hash:
        return
    for figure_id, number in _numbers(connection, report_id).items():
        applying = (s.mark for s in by_hash.get(number.number_hash, ()) if _applies(s, number))
        mark = next(applying, None)
        if mark is not None:
            same = figures.c.figure_id == figure_id
            connection.execute(update(figures).where(same).values(mark=mark))


def _applies(stored: Row[Any], number: _Number) -> bool:
    """Whether a mark means this number.

    Where an edit made equal sentences more or fewer, nothing tells which one was meant: all of them are.
    """
    if stored.number_hash != number.number_hash:
        return False
    return bool(stored.equals != number.equals or stored.ordinal == number.ordinal)


def _marks(connection: Connection, report_id: str) -> list[Row[Any]]:
    query = select(figure_marks).where(figure_marks.c.report_id == report_id).order_by(figure_marks.c.mark)
    return list(connection.execute(query))


def _add_mark(connection: Connection, report_id: str, number: _Number, noted: _Noted) -> None:
    connection.execute(
        insert(figure_marks).values(
            report_id=report_id,
            number_hash=number.number_hash,
            ordinal=number.ordinal,
            equals=number.equals,
            **noted,
        )
    )


def _report_and_mark(connection: Connection, figure_id: str) -> tuple[str, int | None]:
    query = select(figures.c.report_id, figures.c.mark).where(figures.c.figure_id == figure_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UnknownFigureError(figure_id)
    return row.report_id, row.mark


def _numbers(connection: Connection, report_id: str) -> dict[str, _Number]:
    """What the number of each figure of a report is known by, by the figure's id."""
    text = connection.execute(select(texts.c.text).where(texts.c.report_id == report_id)).scalar_one()
    found = connection.execute(
        select(figures.c.figure_id, figures.c.start, figures.c.end, figures.c.value_start).where(
            figures.c.report_id == report_id
        )
    ).all()
    starts: dict[str, set[int]] = defaultdict(set)
    for row in found:
        starts[_in_one_line(text[row.start : row.end])].add(row.start)
    places = {quote: sorted(these) for quote, these in starts.items()}
    numbers = {}
    for row in found:
        quote = _in_one_line(text[row.start : row.end])
        place = len(_in_one_line(text[row.start : row.value_start]))
        equal = places[quote]
        numbers[row.figure_id] = _Number(_hash(quote, place), equal.index(row.start), len(equal))
    return numbers


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _hash(quote: str, place: int) -> str:
    return hashlib.blake2b(f"{place}\n{quote}".encode(), digest_size=16).hexdigest()
