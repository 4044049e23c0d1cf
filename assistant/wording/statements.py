"""One figure in words: a sentence of its own, a row of several, what another source says."""

from assistant.answer import Language
from assistant.wording.phrases import NATIONAL_EN, amount, part_name, sentence, when, with_unit
from vectorstore.analysis.indicators import indicators
from vectorstore.schema import Figure, FigureKind, Metadata

_UP = ("tăng", "vượt", "cao hơn", "nhiều hơn", "increase", "up", "rose")
_DOWN = ("giảm", "thấp hơn", "hụt", "ít hơn", "decrease", "down", "fell")


def statement(figure: Figure, printed: str, mark: int, language: Language) -> str:
    """One figure as a sentence of its own, its citation before the full stop."""
    shown = amount(figure, printed, language)
    if language == "en":
        return _statement_en(figure, shown, mark)
    indicator = indicators()[figure.indicator] if figure.indicator else None
    name = indicator.name if indicator else figure.unit
    who = figure.locality or figure.province
    part = part_name(figure, "vi")
    head = ", ".join(words for words in (when(figure.period, "vi"), who) if words)
    if figure.kind is FigureKind.SHARE:
        body = f"tỷ lệ {name}{part}: {shown}"
    elif figure.kind is FigureKind.CHANGE:
        body = f"{name}{part}: {direction(figure)}{with_unit(shown, figure.unit, 'vi')}"
    elif figure.kind is FigureKind.TARGET:
        body = f"chỉ tiêu {name}{part}: {with_unit(shown, figure.unit, 'vi')}"
    elif indicator and indicator.name.startswith(figure.unit) and figure.unit not in shown:
        body = f"{'có ' if who else ''}{shown} {name}{part}"
        return sentence(f"{head} {body} [{mark}].") if who else sentence(f"{head}: {body} [{mark}].")
    else:
        body = f"{name}{part}: {with_unit(shown, figure.unit, 'vi')}"
    return sentence(f"{head}, {body} [{mark}]." if head else f"{body} [{mark}].")


def _statement_en(figure: Figure, shown: str, mark: int) -> str:
    indicator = indicators()[figure.indicator] if figure.indicator else None
    name = indicator.english if indicator else figure.unit
    who = figure.locality or NATIONAL_EN.get(figure.province or "", figure.province)
    head = ", ".join(words for words in (who, when(figure.period, "en")) if words)
    label = {
        FigureKind.SHARE: f"share of {name}",
        FigureKind.CHANGE: f"change in {name}",
        FigureKind.TARGET: f"target for {name}",
    }.get(figure.kind, name)
    part = part_name(figure, "en")
    said = f"{label}{part}: {with_unit(shown, figure.unit, 'en')} [{mark}]."
    return sentence(f"{head}: {said}" if head else said)


def row_statement(label: str, shown: str, mark_text: str) -> str:
    """One row of several: what the row is about, its number with unit, and citations."""
    return f"{sentence(label)}: {shown} {mark_text}." if label else f"{sentence(shown)} {mark_text}."


def differing_statement(shown: str, mark: int, source: str, metadata: Metadata, language: Language) -> str:
    """Another report's number for the same thing, with its source and date."""
    date = metadata.date
    if language == "en":
        dated = f" of {date.day}/{date.month}/{date.year}" if date else ""
        return f"Another report, {source}{dated}, states {shown} [{mark}]."
    dated = f" ngày {date.day}/{date.month}/{date.year}" if date else ""
    return f"Nguồn khác, {source}{dated}, ghi {shown} [{mark}]."


def differing_in_report(shown: str, mark: int, language: Language) -> str:
    """Another number for the same thing in the very report."""
    if language == "en":
        return f"Elsewhere the same report states {shown} [{mark}]."
    return f"Chỗ khác trong cùng báo cáo lại ghi {shown} [{mark}]."


def first_of_differing(mark: int, source: str, metadata: Metadata, language: Language) -> str:
    """Where the number above comes from, said when another source differs."""
    date = metadata.date
    if language == "en":
        dated = f" of {date.day}/{date.month}/{date.year}" if date else ""
        return f"The number above is from {source}{dated} [{mark}]."
    dated = f" ngày {date.day}/{date.month}/{date.year}" if date else ""
    return f"Số trên lấy từ {source}{dated} [{mark}]."


def direction(figure: Figure, quote: str = "") -> str:
    """The word that says which way something changed, with a space; as the report prints it, else nothing.

    `quote` is what stands before the number in its sentence, where the figure's own words do not say it.
    """
    way = way_of(figure, quote)
    return "" if way == 0 else "tăng " if way > 0 else "giảm "


def way_of(figure: Figure, before: str = "") -> int:
    """1 up, -1 down, 0 not said."""
    if figure.value < 0:
        return -1
    labels = f"{figure.row or ''} {figure.column or ''}".lower()
    if any(word in labels for word in _UP) and any(word in labels for word in _DOWN):
        return 1 if figure.value > 0 else 0  # `Tăng (+), giảm (-)`: the sign says which
    words = f"{figure.phrase} {labels}".lower()
    return _way(words) or _way(before.lower())


def _way(words: str) -> int:
    """Which of the words that tell a direction stands last."""
    up = max((words.rfind(word) for word in _UP), default=-1)
    down = max((words.rfind(word) for word in _DOWN), default=-1)
    if up == down or ("tăng/giảm" in words or "tăng, giảm" in words):
        return 0
    return 1 if up > down else -1
