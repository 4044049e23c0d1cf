"""The sentences an answer is made of, in Vietnamese and English. No decisions stand here."""

from assistant.answer import Language
from assistant.numbers import format_number, format_qualifier
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import describe
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import Aspect, QuestionReading
from vectorstore.schema import Figure, FigureKind

_NATIONAL_EN = {"Cả nước": "Nationwide"}


def amount(figure: Figure, printed: str, language: Language) -> str:
    """The number as a sentence shows it: as printed in Vietnamese where that reads back the same."""
    if language == "vi" and any(c.isdigit() for c in printed):
        read = find_quantities(printed)
        if len(read) == 1 and read[0].value == figure.value and read[0].value_to == figure.value_to:
            return printed
    text = format_qualifier(figure.qualifier, language) + format_number(figure.value, language)
    if figure.value_to is not None:
        text += f"–{format_number(figure.value_to, language)}"
    return f"{text}%" if figure.unit == "%" else text


def statement(figure: Figure, printed: str, mark: int, language: Language) -> str:
    """One figure as a sentence of its own, its citation before the full stop."""
    shown = amount(figure, printed, language)
    if language == "en":
        return _statement_en(figure, shown, mark)
    indicator = indicators()[figure.indicator] if figure.indicator else None
    name = indicator.name if indicator else figure.unit
    when, who = _when(figure, "vi"), figure.locality or figure.province
    part = f" ({figure.part})" if figure.part else ""
    head = ", ".join(words for words in (when, who) if words)
    if figure.kind is FigureKind.SHARE:
        body = f"tỷ lệ {name}{part}: {shown}"
    elif figure.kind is FigureKind.CHANGE:
        body = f"{name}{part}: {_direction(figure)}{_with_unit(shown, figure)}"
    elif figure.kind is FigureKind.TARGET:
        body = f"chỉ tiêu {name}{part}: {_with_unit(shown, figure)}"
    elif indicator and indicator.name.startswith(figure.unit) and figure.unit not in shown:
        body = f"{'có ' if who else ''}{shown} {name}{part}"
        return _capitalised(f"{head} {body} [{mark}].") if who else _capitalised(f"{head}: {body} [{mark}].")
    else:
        body = f"{name}{part}: {_with_unit(shown, figure)}"
    return _capitalised(f"{head}, {body} [{mark}]." if head else f"{body} [{mark}].")


def _statement_en(figure: Figure, shown: str, mark: int) -> str:
    indicator = indicators()[figure.indicator] if figure.indicator else None
    name = indicator.english if indicator else figure.unit
    who = figure.locality or _NATIONAL_EN.get(figure.province or "", figure.province)
    head = ", ".join(words for words in (who, _when(figure, "en")) if words)
    label = {
        FigureKind.SHARE: f"share of {name}",
        FigureKind.CHANGE: f"change in {name}",
        FigureKind.TARGET: f"target for {name}",
    }.get(figure.kind, name)
    part = f" ({figure.part})" if figure.part else ""
    unit = " đồng" if figure.unit == "đồng" and "đồng" not in shown else ""
    return _capitalised(
        f"{head}: {label}{part}: {shown}{unit} [{mark}]."
        if head
        else f"{label}{part}: {shown}{unit} [{mark}]."
    )


def row_statement(label: str, figure: Figure, printed: str, mark: int, language: Language) -> str:
    """One row of several: what the row is about, its number and citation."""
    return f"{label}: {_with_unit(amount(figure, printed, language), figure, language)} [{mark}]."


def differing_statement(figure: Figure, printed: str, mark: int, source: str, language: Language) -> str:
    """Another report's number for the same thing."""
    shown = _with_unit(amount(figure, printed, language), figure, language)
    if language == "en":
        return f"Another report, {source}, states {shown} [{mark}]."
    return f"Nguồn khác, {source}, ghi {shown} [{mark}]."


def not_found(
    reading: QuestionReading,
    place: str | None,
    periods: tuple[str, ...],
    other_periods: tuple[str, ...],
    other_places: tuple[str, ...],
) -> str:
    """That the reports do not say, and in words what exists nearby."""
    language = reading.language
    topic = _topic(reading)
    when = ", ".join(describe(period, language) for period in periods)
    near_when = ", ".join(describe(period, language) for period in other_periods[:6])
    near_where = ", ".join(other_places[:6])
    if language == "en":
        asked = " ".join(
            p for p in (topic or "this", f"for {place}" if place else "", f"in {when}" if when else "") if p
        )
        text = f"The reports do not say: no figure on {asked}."
        if near_when and place:
            text += f" For {place} there are figures for: {near_when}."
        if near_where and when:
            text += f" For {when} there are figures for: {near_where}."
        return text
    asked = " ".join(p for p in (topic or "nội dung này", f"của {place}" if place else "", when) if p)
    text = f"Các báo cáo không nêu số liệu về {asked}."
    if near_when and place:
        text += f" Với {place}, báo cáo có số liệu của: {near_when}."
    if near_where and when:
        text += f" Cho {when}, báo cáo có số liệu của: {near_where}."
    return text


def no_passage(reading: QuestionReading) -> str:
    """That no passage speaks of what was asked."""
    if reading.language == "en":
        return "The reports do not say: no passage speaks of this."
    return "Các báo cáo không có đoạn nào nói về nội dung này."


def period_chosen(period: str, language: Language) -> str:
    """The notice that the question named no period."""
    words = describe(period, language)
    if language == "en":
        return f"The question names no period: this is the latest one with figures ({words})."
    return f"Câu hỏi không nêu kỳ báo cáo: đây là kỳ gần nhất có số liệu ({words})."


def overview(reading: QuestionReading, period: str | None, found: int, asked: int) -> str:
    """The sentence above a table by place."""
    topic = _topic(reading) or ("figures" if reading.language == "en" else "số liệu")
    when = describe(period, reading.language) if period else ""
    if reading.language == "en":
        return _capitalised(
            f"{topic} {f'in {when} ' if when else ''}by place, {found} of {asked} places reporting:"
        )
    return _capitalised(
        f"{topic} {when} theo địa phương (có số liệu của {found}/{asked} địa phương):".replace("  ", " ")
    )


def comparison(first: str, second: str, difference: str, marks: tuple[int, ...], language: Language) -> str:
    """Which of two is larger and by how much, from the figures above it."""
    cited = " ".join(f"[{mark}]" for mark in marks)
    if language == "en":
        return f"{first} is higher than {second} by {difference} {cited}."
    return f"{first} cao hơn {second} {difference} {cited}."


def equal(first: str, second: str, marks: tuple[int, ...], language: Language) -> str:
    """That two figures are the same."""
    cited = " ".join(f"[{mark}]" for mark in marks)
    return f"{first} equals {second} {cited}." if language == "en" else f"{first} bằng {second} {cited}."


def label_of(figure: Figure, language: Language, *, by_place: bool, by_period: bool) -> str:
    """What tells a row from its neighbours: its place, its period, or what it counts."""
    words = []
    if by_place:
        words.append(figure.locality or figure.province or "")
    if by_period and figure.period:
        words.append(describe(figure.period, language))
    return _capitalised(", ".join(word for word in words if word))


def column_titles(language: Language, *, by_place: bool, by_period: bool) -> tuple[str, ...]:
    """The headings of a table: its place and period columns where they differ between rows, the value."""
    place, period, value = (
        ("Place", "Period", "Value") if language == "en" else ("Địa phương", "Kỳ", "Số liệu")
    )
    return (*([place] if by_place else []), *([period] if by_period else []), value)


def _direction(figure: Figure) -> str:
    """The word that says which way something changed, as the report prints it."""
    words = figure.phrase.lower()
    return next((f"{word} " for word in ("tăng", "giảm", "vượt", "thấp hơn", "cao hơn") if word in words), "")


def _topic(reading: QuestionReading) -> str:
    names = [
        indicators()[m.indicator].english if reading.language == "en" else indicators()[m.indicator].name
        for m in reading.indicators
    ]
    joined = ", ".join(names)
    if Aspect.SHARE in reading.aspects and joined and Aspect.LEVEL not in reading.aspects:
        return f"share of {joined}" if reading.language == "en" else f"tỷ lệ {joined}"
    return joined


def _when(figure: Figure, language: Language) -> str:
    return describe(figure.period, language) if figure.period else ""


def _with_unit(shown: str, figure: Figure, language: Language = "vi") -> str:
    if figure.unit == "%" or figure.unit in shown:
        return shown
    if language == "en" and figure.unit != "đồng":
        return shown
    return f"{shown} {figure.unit}".rstrip()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
