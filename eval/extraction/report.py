"""The scores put into tables, and into JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eval.extraction.judge import Verdict
from eval.extraction.read import JudgedReport
from eval.extraction.score import (
    Score,
    by_construction,
    by_list,
    by_report_field,
    confusions,
    document_kind_of,
    fault_counts,
    overall,
    remark_counts,
    style_of,
)
from eval.extraction.table import Table

ALL = "all"
_HEADER = ("figures", "right", "recall", "wrong", "missed", "answerable", "precision", "spurious", "wrong in")
_CONFUSIONS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The judged reports of one source under one name (`real texts`, a folder of generated ones)."""

    name: str
    reports: tuple[JudgedReport, ...]


def tables(section: Section) -> list[Table]:
    """Everything that is counted, the summary first."""
    reports = section.reports
    found = [_by_construction(section)]
    for field, of in (("style", style_of), ("kind of document", document_kind_of), ("format", _format)):
        scores = by_report_field(reports, of)
        if len(scores) > 1:
            found.append(_scores(f"{section.name}, by {field}", field, scores))
    confused = confusions(reports)[:_CONFUSIONS]
    if confused:
        rows = tuple((c.fault, c.stands, c.read, str(c.times)) for c in confused)
        found.append(
            Table(f"{section.name}, what is taken for what", ("fault", "stands", "read", "times"), rows, 3)
        )
    remarked = tuple((remark.value, str(times)) for remark, times in remark_counts(reports).most_common())
    if remarked:
        found.append(Table(f"{section.name}, of the right ones", ("remark", "times"), remarked))
    found.append(_times(section))
    return found


def as_json(section: Section) -> dict[str, object]:
    """The same as values, with every wrong number; sentences only where they may be written down."""
    reports = section.reports
    return {
        "name": section.name,
        "reports": len(reports),
        "all": _values(overall(reports)),
        "by_list": {name: _values(score) for name, score in by_list(reports).items()},
        "by_construction": {name: _values(score) for name, score in by_construction(reports).items()},
        "by_style": {name: _values(score) for name, score in by_report_field(reports, style_of).items()},
        "confusions": [asdict(confusion) for confusion in confusions(reports)],
        "seconds_reading_figures": sum(report.seconds for report in reports),
        "characters": sum(report.characters for report in reports),
        "faults": [fault for report in reports for fault in worst(report)],
    }


def worst(report: JudgedReport) -> list[dict[str, object]]:
    """What is not right in a report, number by number."""
    found: list[dict[str, object]] = []
    for judged in report.judgement.numbers:
        if judged.verdict is Verdict.RIGHT:
            continue
        gold = judged.gold
        line: dict[str, object] = {
            "report": report.name,
            "start": gold.start,
            "end": gold.end,
            "construction": gold.construction,
            "stands": _told(gold.name, gold.value, gold.kind, gold.province, gold.locality, gold.period),
        }
        if judged.rows:
            figure = judged.rows[0].figure
            line["read"] = _told(
                figure.indicator or f"({figure.phrase})",
                figure.value,
                figure.kind,
                figure.province,
                figure.locality,
                figure.period,
            )
            line["faults"] = [fault.value for fault in judged.rows[0].faults]
            line["quote"] = report.quotes.get(figure.value_start)
        found.append(line)
    for row in report.judgement.spurious:
        if row.answerable:
            figure = row.figure
            read = _told(figure.indicator, figure.value, figure.kind, figure.province, None, figure.period)
            line = {"report": report.name, "start": figure.value_start, "end": figure.value_end, "read": read}
            found.append(line | {"spurious": row.why, "quote": report.quotes.get(figure.value_start)})
    return found


def _told(*values: object) -> str:
    return " · ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values if v is not None)


def _by_construction(section: Section) -> Table:
    faults = fault_counts(section.reports)
    scores = {ALL: overall(section.reports)} | by_list(section.reports) | by_construction(section.reports)
    wrong_in = {
        name: ", ".join(f"{fault.value} {times}" for fault, times in counts.most_common(4))
        for name, counts in faults.items()
    }
    title = f"{section.name}: {len(section.reports)} reports, by construction"
    return _scores(title, "construction", scores, wrong_in)


def _scores(
    title: str, column: str, scores: Mapping[str, Score], wrong_in: Mapping[str, str] | None = None
) -> Table:
    lost = any(score.lost for score in scores.values())
    header = (*_HEADER[:-1], *(("not located",) if lost else ()), *(_HEADER[-1:] if wrong_in else ()))
    rows = tuple(
        (
            name or "-",
            *_cells(score),
            *((str(score.lost),) if lost else ()),
            *((wrong_in.get(name, ""),) if wrong_in else ()),
        )
        for name, score in scores.items()
    )
    return Table(title, (column, *header), rows)


def _cells(score: Score) -> Sequence[str]:
    return (
        str(score.gold),
        str(score.right),
        _share(score.recall),
        str(score.wrong),
        str(score.missed),
        str(score.rows),
        _share(score.precision),
        str(score.spurious),
    )


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _values(score: Score) -> dict[str, object]:
    return asdict(score) | {
        "missed": score.missed,
        "recall": score.recall,
        "precision": score.precision,
    }


def _format(report: JudgedReport) -> str:
    return report.format


def _times(section: Section) -> Table:
    seconds = sum(report.seconds for report in section.reports)
    characters = sum(report.characters for report in section.reports)
    reports = len(section.reports)
    row = (
        f"{reports}",
        f"{characters}",
        f"{1000 * seconds / max(reports, 1):.1f}",
        f"{1000 * seconds / max(characters / 1000, 1e-9):.2f}",
    )
    header = ("reports", "characters", "ms a report", "ms per 1,000 characters")
    return Table(f"{section.name}, time of reading figures (processor)", header, (row,))
