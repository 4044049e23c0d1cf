"""Which earlier number a share, a change or a part speaks of."""

from collections.abc import Sequence

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.reading import Reading
from ingest.figures.wording import ABOUT_CASES, ABOUT_MONEY, BARE_CASES, BARE_MONEY, SPEAKS_BACK
from vectorstore.analysis.quantities import Quantity
from vectorstore.schema import FigureKind

_LEVELS = (FigureKind.ACHIEVED, FigureKind.PART, FigureKind.TARGET)


def base_of(
    clause: Clause,
    kind: FigureKind,
    earlier: Sequence[Reading],
    before: Sequence[Reading],
    money: bool | None,
) -> Reading | None:
    """The nearest level before a number, of money or of cases where the words say which.

    In the sentence itself (`earlier`), else in the sentence before (`before`), if that counts one thing only.
    A change without a level before it speaks of the nearest rate; percentage points always do.
    """
    rates: Sequence[FigureKind] = (FigureKind.SHARE, FigureKind.TARGET)
    wanted: Sequence[FigureKind] = _LEVELS
    if kind is FigureKind.SHARE:
        wanted = (*_LEVELS, FigureKind.PREVIOUS)
    if kind is FigureKind.CHANGE and clause.quantity.points:
        wanted, rates = rates, wanted
    if kind is FigureKind.TARGET and clause.quantity.percent:
        wanted = (FigureKind.SHARE, *_LEVELS)
    found = _nearest(earlier, wanted, money)
    if kind is FigureKind.SHARE and found is not None:
        found = _worked_out_of(clause.quantity, found, earlier) or found
    if found is None and kind is FigureKind.CHANGE:
        found = _nearest(earlier, rates, money)
    if found is None and kind is FigureKind.ACHIEVED:
        found = _nearest(earlier, (FigureKind.PREVIOUS,), money)
    if found is not None or earlier:
        return found
    levels = [r for r in before if r.kind is FigureKind.ACHIEVED and r.part is None]
    levels = [r for r in levels if money is None or (r.unit == "đồng") is money]
    if kind is FigureKind.ACHIEVED:  # `15 chi nhánh tiếp nhận 87.443 hồ sơ. Cụ thể, …`
        levels = [r for r in levels if r.subject.indicator is not None] or levels
    return levels[-1] if len({r.subject.indicator for r in levels}) == 1 else None


def _worked_out_of(share: Quantity, nearest: Reading, earlier: Sequence[Reading]) -> Reading | None:
    """The level that a rate is by its arithmetic the rate of, where the nearest one is what it is taken from.

    `thi hành xong 12 việc / 16 việc có điều kiện (75,2%)`; a rate without decimals would fit by chance.
    """
    decimals = len(f"{share.value:.6f}".rstrip("0").partition(".")[2])
    if not decimals or nearest.quantity.percent or not nearest.quantity.value:
        return None
    near = 0.51 * 10.0**-decimals
    fitting = [
        reading
        for reading in earlier
        if reading.kind in _LEVELS
        and reading is not nearest
        and reading.unit == nearest.unit
        and abs(100 * reading.quantity.value / nearest.quantity.value - share.value) <= near
    ]
    return fitting[-1] if fitting else None


def _nearest(readings: Sequence[Reading], kinds: Sequence[FigureKind], money: bool | None) -> Reading | None:
    return next(
        (
            reading
            for reading in reversed(readings)
            if reading.kind in kinds and (money is None or (reading.unit == "đồng") is money)
        ),
        None,
    )


def speaks_back(sentence: Sentence) -> bool:
    """Whether a sentence opens with words that speak of the number before it (`Trong số đó`, `Tỷ lệ`)."""
    return sentence.find(SPEAKS_BACK, Span(0, min(4, len(sentence.keys)))) is not None


def money_meant(sentence: Sentence, clause: Clause) -> bool | None:
    """Whether a rate or change is of money (`về tiền`) or of cases (`về việc`); None where none is named."""
    for span in (clause.phrase, clause.left):
        bare = span is clause.phrase  # `101% chỉ tiêu số việc`
        cases = sentence.find((*ABOUT_CASES, *BARE_CASES) if bare else ABOUT_CASES, span)
        money = sentence.find((*ABOUT_MONEY, *BARE_MONEY) if bare else ABOUT_MONEY, span)
        if cases is not None or money is not None:
            return (money or 0) > (cases or 0)
    return None
