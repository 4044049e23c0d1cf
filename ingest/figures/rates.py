"""Which number a rate speaks of where that is left open: a rate of a plan, one told for another time."""

from ingest.figures.clauses import Clause
from ingest.figures.reading import Reading
from ingest.figures.told import Told
from ingest.figures.wording import ACCOMPANIED, TARGET
from vectorstore.schema import FigureKind


def planned_level(told: Told, clause: Clause) -> Reading | None:
    """The level that a rate of the plan is of, where several stand before it.

    The one counted as the plan is in the bracket behind (`… cho 423 lượt người, đạt 95% chỉ tiêu (390 vụ
    việc)`), else the one that the others accompany.
    """
    sentence, quantity = told.sentence, clause.quantity
    if not quantity.percent or sentence.find(TARGET, clause.phrase) is None:
        return None
    levels = [r for r in told.open if r.kind is FigureKind.ACHIEVED and r.bracket == told.bracket]
    levels = [r for r in levels if ";" not in sentence.text[r.quantity.end : quantity.start]]
    at = clause.phrase.last
    behind = next((c for c in told.clauses if c.number.first == at), None)
    if behind is not None and "(" in sentence.gap(at):
        unit = sentence.printed(behind.phrase).lower()
        levels = [r for r in levels if r.unit and f"{unit} ".startswith(f"{r.unit} ")] or levels
    elif len(levels) > 1:
        levels = [r for r in levels if not _accompanies(told, r)] or levels
    return levels[-1] if levels and levels[-1].subject.indicator else None


def _accompanies(told: Told, reading: Reading) -> bool:
    """Whether a number only goes with the one before it (`412 vụ việc cho 430 lượt người`)."""
    before = told.sentence.text[told.sentence.start : reading.quantity.start].split()
    return bool(before) and before[-1].lower() in ACCOMPANIED


def rate_again(told: Told, clause: Clause) -> Reading | None:
    """The rate just told, where a number only gives its value at another time (`71% (năm 2022: 60%)`)."""
    last = told.open[-1] if told.open else None
    if last is None or last.kind is not FigureKind.SHARE or not clause.quantity.percent:
        return None
    if not last.quantity.percent or not last.subject.indicator or not clause.left.positions:
        return None
    start = told.sentence.words[clause.left.first].start
    dated = any(start <= m.start < clause.quantity.start for m in told.mentions.periods)
    return last if dated else None
