"""Which of several figures for the same thing answers: the one that says just what is asked, best sourced.

Official papers before press, later ones before earlier; what other reports state differently is kept beside.
"""

from collections.abc import Callable, Sequence

from assistant.findings import Finding
from assistant.fit import WordFit
from assistant.sources import Sources
from vectorstore.analysis.query import QuestionReading
from vectorstore.schema import Figure, FigureKind

_ORDER = list(FigureKind)
_ROUNDED = 3
"""So many noughts at the end of a number tell that it is rounded."""


def best(
    group: Sequence[Figure],
    reading: QuestionReading,
    fit: WordFit,
    sources: Sources,
    jumps: Callable[[Figure], bool],
) -> Finding:
    """The finding for figures of one topic, place and period (one at least)."""
    if len(group) == 1:
        return Finding(group[0], jump=jumps(group[0]))
    sources.load(group, quotes=False)

    def rank(figure: Figure) -> tuple[object, ...]:
        metadata = sources.report(figure).metadata
        named = bool(figure.part) and fit.names_part(figure)
        return (
            fit.uncovered(figure),
            not fit.names_part(figure),
            reading.level is not None and not named,
            0 if named else figure.kind is FigureKind.PART,
            jumps(figure),
            metadata.number is None,
            figure.qualifier is not None,
            -(metadata.date.toordinal() if metadata.date else 0),
            _ORDER.index(figure.kind),
            figure.ordinal,
        )

    ordered = sorted(group, key=rank)
    first = ordered[0]
    differing = [
        f
        for f in ordered[1:]
        if f.report_id != first.report_id
        and f.kind in (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.SHARE)
        and f.part == first.part
        and not _says_the_same(f, first)
        and (f.unit == "%") == (first.unit == "%")
    ]
    by_report = {f.report_id: f for f in reversed(differing)}
    kept = tuple(f for f in differing if by_report[f.report_id] is f)
    return Finding(first, _distinct(kept), jump=jumps(first))


def _says_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one number, maybe printed to fewer digits by one of them (`2.271,7 tỷ`).

    What is hedged (`trên 184.000`) is another statement, even if both may be true.
    """
    if (one.value_to, one.qualifier) != (other.value_to, other.qualifier):
        return (one.value, one.value_to) == (other.value, other.value_to)
    return abs(one.value - other.value) <= max(_half_of_last_digit(one), _half_of_last_digit(other))


def _half_of_last_digit(figure: Figure) -> float:
    """By how much a number printed in thousands or more may be off; nothing for one printed to the unit."""
    digits = f"{figure.value:.0f}" if figure.value.is_integer() else ""
    noughts = len(digits) - len(digits.rstrip("0"))
    return 10**noughts / 2 if noughts >= _ROUNDED else 0


def _distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure for each number stated."""
    seen: dict[tuple[float, float | None], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.value, figure.value_to), figure)
    return tuple(seen.values())
