"""How a comparison of two runs reads: as plain text for a terminal, as Markdown for a pull request."""

from collections.abc import Iterator, Sequence

from eval.compare import SIGNIFICANT, Comparison, Difference
from eval.flips import Flip
from eval.summary import shown

_COLUMNS = ("metric", "pairs", "A", "B", "B − A", "95%", "p", "p (Holm)", "")
_NOTE = (
    "p: kiểm định hoán vị theo cặp của riêng từng chỉ số; p (Holm): đã hiệu chỉnh vì có nhiều chỉ số, "
    "trừ right. (…): có thể chỉ do ngẫu nhiên · "
    "p: a paired randomisation test of each metric alone; p (Holm): corrected for there being several, right "
    f"apart. (…): chance may do as much, p (Holm) is not under {SIGNIFICANT:g}"
)


def as_text(comparison: Comparison) -> str:
    """The comparison with its columns aligned, the flips with both answers under it."""
    lines = [
        f"A = {comparison.a}",
        f"B = {comparison.b}",
        "",
        *_aligned([_COLUMNS, *map(_cells, _moved(comparison))]),
        *_unmoved(comparison),
    ]
    if kinds := _moved_kinds(comparison):
        lines += ["", "right, theo loại · by kind:", *_aligned([_COLUMNS, *kinds])]
    lines += ["", _verdict(comparison), _NOTE]
    for heading, flips in _flips(comparison):
        lines += ["", f"{heading} ({len(flips)}):"]
        for flip in flips:
            lines += [
                f"  {flip.id} ({flip.kind}): {flip.question}",
                f"      cần · wanted: {flip.wanted}",
                f"      A: {flip.a}",
                f"      B: {flip.b}",
            ]
    lines += [f"{heading} ({len(ids)}): {', '.join(ids)}" for heading, ids in _unpaired(comparison)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """The comparison as tables, the flips under it."""
    lines = ["## So sánh · comparison", "", f"A: `{comparison.a}`, B: `{comparison.b}`", ""]
    lines += [_verdict(comparison), "", *_table(_cells(d) for d in _moved(comparison)), ""]
    lines += [*_unmoved(comparison), ""]
    if kinds := _moved_kinds(comparison):
        lines += ["### right, theo loại · by kind", "", *_table(iter(kinds)), ""]
    lines += [_NOTE, ""]
    for heading, flips in _flips(comparison):
        lines += [f"### {heading} ({len(flips)})", "", "| | câu hỏi · question | cần · wanted | A | B |"]
        lines += ["|---|---|---|---|---|"]
        lines += [_row((f"`{flip.id}`", flip.question, flip.wanted, flip.a, flip.b)) for flip in flips]
        lines += [""]
    for heading, ids in _unpaired(comparison):
        lines += [f"{heading} ({len(ids)}): {', '.join(f'`{identifier}`' for identifier in ids)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _moved(comparison: Comparison) -> list[Difference]:
    """What changed, in the order of the registry; `right` always."""
    return [d for d in comparison.differences if d.metric == "right" or d.change != 0 or d.low != d.high]


def _unmoved(comparison: Comparison) -> list[str]:
    moved = _moved(comparison)
    same = [difference.metric for difference in comparison.differences if difference not in moved]
    return [f"không đổi · unchanged: {', '.join(same)}"] if same else []


def _moved_kinds(comparison: Comparison) -> list[tuple[str, ...]]:
    return [(kind, *_cells(d)[1:]) for kind, d in comparison.kinds.items() if d.change != 0]


def _cells(difference: Difference) -> tuple[str, ...]:
    sign = "" if difference.improved is None else "hơn · better" if difference.improved else "kém · worse"
    if difference.p_value is None:
        sign = ""  # times: no test says whether it means anything
    elif not difference.significant and sign:
        sign = f"({sign})"
    return (
        difference.metric,
        str(difference.pairs),
        shown(difference.metric, difference.a),
        shown(difference.metric, difference.b),
        _signed(difference.metric, difference.change),
        _interval(difference),
        _p(difference.p_value),
        _p(difference.p_corrected),
        sign,
    )


def _signed(metric: str, value: float) -> str:
    return f"{'+' if value > 0 else ''}{shown(metric, value)}"


def _interval(difference: Difference) -> str:
    if difference.low is None or difference.high is None:
        return ""
    return f"{_signed(difference.metric, difference.low)} … {_signed(difference.metric, difference.high)}"


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


def _verdict(comparison: Comparison) -> str:
    """What can be said of the whole, in one line: which metrics changed by more than chance."""
    better = [d.metric for d in comparison.differences if d.significant and d.improved]
    worse = [d.metric for d in comparison.differences if d.significant and d.improved is False]
    parts = [
        f"{words}: {', '.join(metrics)}"
        for words, metrics in (
            ("kém hẳn · worse beyond chance", worse),
            ("hơn hẳn · better beyond chance", better),
        )
        if metrics
    ]
    turned = (
        f"McNemar: {len(comparison.to_wrong)} đúng→sai · right to wrong, "
        f"{len(comparison.to_right)} sai→đúng · wrong to right, p = {_p(comparison.p_value)} "
        f"({comparison.pairs} cặp · pairs)"
    )
    return "; ".join([*parts, turned] if parts else ["không khác hẳn · nothing beyond chance", turned])


def _flips(comparison: Comparison) -> Iterator[tuple[str, list[Flip]]]:
    for metric, improved, heading in (
        ("wrong_number", False, "nay đưa số sai · now shows a wrong number"),
        ("right", False, "đúng thành sai · right to wrong"),
        ("right", True, "sai thành đúng · wrong to right"),
        ("wrong_number", True, "hết đưa số sai · no longer shows a wrong number"),
    ):
        flips = [flip for flip in comparison.flips if (flip.metric, flip.improved) == (metric, improved)]
        if flips:
            yield heading, flips


def _unpaired(comparison: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    named = (
        ("chỉ có ở A · only in A", comparison.only_a),
        ("chỉ có ở B · only in B", comparison.only_b),
        ("khác câu hỏi hoặc kỳ vọng · asked or expected otherwise", comparison.changed),
    )
    return [(heading, ids) for heading, ids in named if ids]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    return [
        "  ".join(
            cell.ljust(width) if place in (0, last) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _table(rows: Iterator[tuple[str, ...]]) -> list[str]:
    return [_row(_COLUMNS), "|---|" + "---:|" * (len(_COLUMNS) - 2) + "---|", *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
