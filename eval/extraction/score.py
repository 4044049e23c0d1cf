"""Counts over judged reports: recall and precision by construction, style and overall; what is confused."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.extraction.faults import Fault, Remark
from eval.extraction.judge import Judged, Row, Verdict
from eval.extraction.read import JudgedReport

NO_FIGURE = "(no figure there)"
"""The construction of what was read where no figure stands."""
LISTED, UNLISTED = "on the indicator list", "not on the list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Numbers of the reports and figures read, of one construction, style or all.

    `gold` numbers stand in the reports: `right` were read right, `wrong` with something wrong, the others not
    at all. `rows` are the answerable figures read there, `rows_right` those without a fault. `spurious` are
    answerable figures where none stands (counted in `rows`), `kept` figures off the list where none stands.
    """

    gold: int = 0
    right: int = 0
    wrong: int = 0
    rows: int = 0
    rows_right: int = 0
    spurious: int = 0
    kept: int = 0
    lost: int = 0

    @property
    def missed(self) -> int:
        """Numbers at whose place nothing was read."""
        return self.gold - self.right - self.wrong

    @property
    def recall(self) -> float | None:
        """Share of the numbers that were read right; None where there are none."""
        return self.right / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Share of the answerable figures that are right; None where there are none."""
        return self.rows_right / self.rows if self.rows else None


def overall(reports: Iterable[JudgedReport]) -> Score:
    """The score of all reports together."""
    reports = list(reports)
    return _score(_numbers(reports), _spurious(reports))


def by_list(reports: Iterable[JudgedReport]) -> dict[str, Score]:
    """The score of what is on the program's indicator list and of what is not."""
    return _grouped(_numbers(list(reports)), lambda judged: LISTED if judged.gold.indicator else UNLISTED)


def by_construction(reports: Iterable[JudgedReport]) -> dict[str, Score]:
    """The score of each construction, the most frequent first; what stands nowhere has a line of its own."""
    reports = list(reports)
    scores = _grouped(_numbers(reports), lambda judged: judged.gold.construction)
    spurious = _spurious(reports)
    return scores | ({NO_FIGURE: _score([], spurious)} if spurious else {})


def by_report_field(
    reports: Iterable[JudgedReport], field: Callable[[JudgedReport], str]
) -> dict[str, Score]:
    """The score of the reports of each style, format or kind."""
    groups: dict[str, list[JudgedReport]] = {}
    for report in reports:
        groups.setdefault(field(report), []).append(report)
    return {name: overall(group) for name, group in sorted(groups.items())}


def style_of(report: JudgedReport) -> str:
    """The style that worded a report."""
    return next((judged.gold.style for judged in report.judgement.numbers), "")


def document_kind_of(report: JudgedReport) -> str:
    """What kind of paper a report is."""
    return next((judged.gold.document_kind for judged in report.judgement.numbers), "")


@dataclass(frozen=True, slots=True)
class Confusion:
    """Something that goes wrong repeatedly: what stands in the report, what was read, how often."""

    fault: str
    stands: str
    read: str
    times: int


def confusions(reports: Iterable[JudgedReport]) -> list[Confusion]:
    """What is read as what, the most frequent first; each number counts with its gravest fault."""
    reports = list(reports)
    counts: Counter[tuple[str, str, str]] = Counter()
    for judged in _numbers(reports):
        if judged.verdict is Verdict.MISSED:
            counts["missed", judged.gold.name, ""] += 1
        elif judged.verdict is Verdict.WRONG:
            counts[_told(judged.rows[0])] += 1
    for row in _spurious(reports):
        if row.answerable:
            counts["spurious", row.why, str(row.figure.indicator)] += 1
    return [Confusion(*told, times) for told, times in counts.most_common()]


def fault_counts(reports: Iterable[JudgedReport]) -> dict[str, Counter[Fault]]:
    """How often each field is wrong, by construction; a figure may be wrong in several."""
    counts: dict[str, Counter[Fault]] = {}
    for judged in _numbers(list(reports)):
        if judged.verdict is Verdict.WRONG:
            counts.setdefault(judged.gold.construction, Counter()).update(judged.rows[0].faults)
    return counts


def remark_counts(reports: Iterable[JudgedReport]) -> Counter[Remark]:
    """How often something is to be said of figures that are right."""
    return Counter(remark for judged in _numbers(list(reports)) for remark in judged.remarks)


def _told(row: Row) -> tuple[str, str, str]:
    gold, figure, fault = row.gold, row.figure, row.faults[0]
    if gold is None:
        raise ValueError("a figure where none stands is no confusion of fields")
    told: dict[Fault, tuple[object, object]] = {
        Fault.VALUE: (f"{gold.construction}: {gold.value:g}", f"{figure.value:g}"),
        Fault.INDICATOR: (gold.name, figure.indicator),
        Fault.RIVALS: (gold.name, " / ".join((str(figure.indicator), *figure.rivals))),
        Fault.WORDS: (gold.name, figure.phrase),
        Fault.KIND: (f"{gold.construction}: {gold.kind}", figure.kind),
        Fault.PART: (f"{gold.construction}: {gold.kind} of a part", "of the whole"),
        Fault.PROVINCE: (gold.province, figure.province),
        Fault.LOCALITY: (gold.locality, figure.locality),
        Fault.PERIOD: (f"{gold.construction}: {gold.period}", figure.period),
        Fault.UNIT: (gold.unit, figure.unit),
    }
    stands, read = told[fault]
    return fault.value, str(stands), str(read)


def _numbers(reports: Sequence[JudgedReport]) -> list[Judged]:
    return [judged for report in reports for judged in report.judgement.numbers]


def _spurious(reports: Sequence[JudgedReport]) -> list[Row]:
    return [row for report in reports for row in report.judgement.spurious]


def _grouped(numbers: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, Score]:
    groups: dict[str, list[Judged]] = {}
    for judged in numbers:
        groups.setdefault(key(judged), []).append(judged)
    most_first = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: _score(group, []) for name, group in most_first}


def _score(numbers: Sequence[Judged], spurious: Sequence[Row]) -> Score:
    verdicts = Counter(judged.verdict for judged in numbers)
    rows = [row for judged in numbers for row in judged.rows if row.answerable]
    unasked = sum(row.answerable for row in spurious)
    return Score(
        gold=len(numbers),
        right=verdicts[Verdict.RIGHT],
        wrong=verdicts[Verdict.WRONG],
        rows=len(rows) + unasked,
        rows_right=sum(row.right for row in rows),
        spurious=unasked,
        kept=len(spurious) - unasked,
        lost=sum(judged.gold.end == 0 for judged in numbers),
    )
