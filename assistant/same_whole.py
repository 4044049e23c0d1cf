"""Parts that are the whole by another name: told by numbers of the two that are always the same.

A report may call a total by a narrower name than another does (`vi bằng do thừa phát lại lập` for `vi bằng`)
and is then read as telling a part. Where both are told of one place and time and agree to the digit, again
and again, they count the same. Pure: figures of one indicator in, figures out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from vectorstore.schema import Figure, FigureKind

_TELLING = 100
"""From so great a number on, one agreement is no chance."""
_AGREEMENTS = 2
_OUTWEIGHS = 3
"""So many agreements for each difference, as one of the two may be misread or stated anew."""

_Spot = tuple[str | None, str | None, str | None, str | None]


def as_wholes(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, those of parts that turn out to be the whole as of the whole."""
    if not any(figure.part for figure in figures):
        return list(figures)
    same = _same_as_whole(figures)
    return [_as_whole(f) if (f.indicator, f.part) in same else f for f in figures]


def _same_as_whole(figures: Sequence[Figure]) -> set[tuple[str | None, str | None]]:
    """The indicators and parts of them whose numbers are those of the whole wherever both are told."""
    wholes: dict[_Spot, dict[float, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    told: dict[tuple[str | None, str | None], dict[_Spot, list[Figure]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for figure in figures:
        if figure.rivals or figure.qualifier or figure.value_to is not None or figure.unit == "%":
            continue
        if figure.part is not None:
            told[figure.indicator, figure.part][_spot(figure)].append(figure)
        elif figure.kind is not FigureKind.PART:
            wholes[_spot(figure)][figure.value].append(figure)
    return {
        key
        for key, spots in told.items()
        if _is_same([_agreement(parts, wholes[spot]) for spot, parts in spots.items() if spot in wholes])
    }


def _agreement(parts: Sequence[Figure], wholes: dict[float, list[Figure]]) -> float | None:
    """The number on which part and whole agree, told in two places; None where they differ."""
    return max(
        (
            part.value
            for part in parts
            if any((w.report_id, w.start) != (part.report_id, part.start) for w in wholes.get(part.value, ()))
        ),
        default=None,
    )


def _is_same(agreed: Sequence[float | None]) -> bool:
    agreements = [value for value in agreed if value is not None]
    enough = len(agreements) >= _AGREEMENTS or any(value >= _TELLING for value in agreements)
    return enough and len(agreements) >= _OUTWEIGHS * (len(agreed) - len(agreements))


def _as_whole(figure: Figure) -> Figure:
    kind = FigureKind.ACHIEVED if figure.kind is FigureKind.PART else figure.kind
    return replace(figure, part=None, kind=kind, phrase=f"{figure.phrase} {figure.part}")


def _spot(figure: Figure) -> _Spot:
    return figure.indicator, figure.province, figure.locality, figure.period
