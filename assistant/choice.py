"""Which of several figures for the same thing answers: the one that says just what is asked, best sourced.

Official papers before press, later ones before earlier. What is stated differently, by other reports or
elsewhere in the same one, is kept beside.
"""

from collections.abc import Callable, Sequence

from assistant.findings import Finding
from assistant.fit import WordFit
from assistant.sources import Sources
from vectorstore.analysis.query import QuestionReading
from vectorstore.schema import Figure, FigureKind

_ORDER = list(FigureKind)
_NEAR = 1.5
_WHAT_IS_ASKED = 6
"""So many of what figures are ordered by tell what they are of, the others how well it is vouched for."""
_ROUNDED = 3
"""So many noughts at the end of a number tell that it is rounded."""


def best(
    group: Sequence[Figure],
    reading: QuestionReading,
    fit: WordFit,
    sources: Sources,
    jumps: Callable[[Figure], bool],
    beside: Sequence[Figure] = (),
) -> Finding | None:
    """The finding for figures of one topic, place and period (one at least); None when none can be so.

    `beside` are all that is told of these, parts as well.
    """
    group = _without_parts(group, beside)
    if len(group) == 1:
        belied = _is_belied(group[0], beside, sources)
        return None if belied else Finding(group[0], jump=jumps(group[0]))
    sources.load(group, quotes=False)

    def rank(figure: Figure) -> tuple[object, ...]:
        metadata = sources.report(figure).metadata
        named = bool(figure.part) and fit.names_part(figure)
        return (
            fit.uncovered(figure),
            not fit.names_part(figure),
            fit.leaves_payment_unsaid(figure),
            reading.level is not None and not named,
            0 if named else figure.kind is FigureKind.PART,
            jumps(figure),
            not _is_official(figure, sources),
            figure.qualifier is not None,
            -(metadata.date.toordinal() if metadata.date else 0),
            _ORDER.index(figure.kind),
            figure.ordinal,
        )

    ordered = sorted(group, key=rank)
    first = _printed_in_full(ordered, lambda figure: rank(figure)[:_WHAT_IS_ASKED])
    first = _exact_behind(first, ordered, sources)
    differing = [
        f
        for f in ordered
        if f is not first
        and (f.report_id != first.report_id or _contradicts(f, first))
        and f.kind in (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.SHARE)
        and f.part == first.part
        and not _says_the_same(f, first)
        and (f.unit == "%") == (first.unit == "%")
    ]
    by_report = {f.report_id: f for f in reversed(differing)}
    kept = tuple(f for f in differing if by_report[f.report_id] is f)
    if _is_belied(first, beside, sources):
        return None
    return Finding(first, _distinct(kept), jump=jumps(first))


def _printed_in_full(ordered: Sequence[Figure], fits: Callable[[Figure], object]) -> Figure:
    """The first figure, or one that fits as well and states the same number to more digits."""
    first = ordered[0]
    off, fit = _half_of_last_digit(first), fits(first)
    if not off or first.value_to is not None:
        return first
    fuller = (
        f
        for f in ordered[1:]
        if _half_of_last_digit(f) < off
        and f.kind is first.kind
        and _says_the_same(f, first)
        and fits(f) == fit
    )
    return next(fuller, first)


def _without_parts(group: Sequence[Figure], beside: Sequence[Figure]) -> Sequence[Figure]:
    """The figures but those that can only be a part taken for the whole.

    A sentence that has a greater number of the same thing, which another report states as the whole, has the
    whole in that one.
    """
    told = {(f.report_id, f.start, f.indicator, f.period, f.value) for f in beside}

    def is_part(figure: Figure) -> bool:
        return any(
            other.value > figure.value
            and other.report_id != figure.report_id
            and other.part == figure.part
            and (figure.report_id, figure.start, figure.indicator, figure.period, other.value) in told
            for other in group
        )

    kept = [figure for figure in group if not is_part(figure)]
    return kept or group


def _is_belied(figure: Figure, beside: Sequence[Figure], sources: Sources) -> bool:
    """Whether the press states less for the whole than an agency does for a part of it: one is misread."""
    if figure.part is not None or figure.qualifier or figure.kind is not FigureKind.ACHIEVED:
        return False
    greater = [
        f
        for f in beside
        if f.part is not None
        and f.value > figure.value
        and f.report_id != figure.report_id
        and (f.indicator, f.period, f.locality) == (figure.indicator, figure.period, figure.locality)
        and (f.unit, f.kind) == (figure.unit, FigureKind.ACHIEVED)
    ]
    if not greater:
        return False
    sources.load((figure, *greater), quotes=False)
    return not _is_official(figure, sources) and any(_is_official(f, sources) for f in greater)


def _is_official(figure: Figure, sources: Sources) -> bool:
    """Whether an agency's paper or a table of figures says it: not the press, nor nobody knows who."""
    metadata = sources.report(figure).metadata
    return metadata.number is not None or metadata.agency is not None or figure.row is not None


def _exact_behind(first: Figure, ordered: Sequence[Figure], sources: Sources) -> Figure:
    """The exact number that a hedged one (`trên 226.000`) rounds, where an agency or a table states it.

    Two numbers that agree so far are of the same thing, even where the hedged one has more of the question's
    words around it.
    """
    if first.qualifier is None or first.value_to is not None:
        return first
    off = 10 ** _noughts(first)
    exact = (
        f
        for f in ordered
        if f.qualifier is None
        and f.value_to is None
        and f.part == first.part
        and f.unit == first.unit
        and f.kind in (first.kind, FigureKind.ACHIEVED, FigureKind.PREVIOUS)
        and abs(f.value - first.value) <= off
        and _is_official(f, sources)
    )
    return next(exact, first)


def _contradicts(one: Figure, other: Figure) -> bool:
    """Whether a report states the same thing twice, in two places, with two numbers that cannot both be so.

    A hedge leaves room for the other number. What is far apart is rather a part of it, or misread.
    """
    if one.kind is not other.kind or (one.start, one.end) == (other.start, other.end):
        return False
    if any(f.qualifier or f.value_to is not None or f.rivals for f in (one, other)):
        return False
    low, high = sorted((one.value, other.value))
    return low > 0 and high <= _NEAR * low


def _says_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures are one number, maybe printed to fewer digits by one of them (`2.271,7 tỷ`).

    What is hedged (`trên 184.000`) is another statement, even if both may be true.
    """
    if (one.value_to, one.qualifier) != (other.value_to, other.qualifier):
        return (one.value, one.value_to) == (other.value, other.value_to)
    return abs(one.value - other.value) <= max(_half_of_last_digit(one), _half_of_last_digit(other))


def _half_of_last_digit(figure: Figure) -> float:
    """By how much a number printed in thousands or more may be off; nothing for one printed to the unit."""
    noughts = _noughts(figure)
    return 10**noughts / 2 if noughts >= _ROUNDED else 0


def _noughts(figure: Figure) -> int:
    """How many noughts a number ends in."""
    digits = f"{figure.value:.0f}" if float(figure.value).is_integer() else ""
    return len(digits) - len(digits.rstrip("0"))


def _distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure for each number stated."""
    seen: dict[tuple[float, float | None], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.value, figure.value_to), figure)
    return tuple(seen.values())
