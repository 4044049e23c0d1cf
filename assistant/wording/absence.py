"""That the reports do not say, and in words what exists nearby. No number of a report stands here."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.findings import Topic
from assistant.territory import NATIONAL
from assistant.wording.phrases import listed, sentence, topic_name, when
from vectorstore.analysis.indicators import indicators

_NEARBY = 6
_NAMED = 20


def no_passage(language: Language) -> str:
    """That no passage speaks of what was asked."""
    if language == "en":
        return "The reports do not say: no passage speaks of this."
    return "Các báo cáo không có đoạn nào nói về nội dung này."


def not_found(
    topics: Sequence[Topic], places: Sequence[str], periods: Sequence[str], language: Language
) -> str:
    """That there is no figure on what was asked."""
    topic = listed((topic_name(t, language) for t in topics), language)
    place = ", ".join(_inside_sentence(name) for name in places[:_NEARBY])
    time = listed((when(period, language) for period in periods), language)
    if language == "en":
        words = (topic or "this", f"for {place}" if place else "", f"in {time}" if time else "")
        return f"The reports do not say: no figure on {' '.join(w for w in words if w)}."
    words = (topic or "nội dung này", f"của {place}" if place else "", time)
    return f"Các báo cáo không nêu số liệu về {' '.join(w for w in words if w)}."


def _inside_sentence(name: str) -> str:
    return name[:1].lower() + name[1:] if name == NATIONAL else name


def nearby_periods(places: Sequence[str], periods: Sequence[str], language: Language) -> str:
    """The other periods there are figures for at these places."""
    place, times = ", ".join(places[:_NEARBY]), ", ".join(when(p, language) for p in periods[-_NEARBY:])
    if language == "en":
        return f"For {place} there are figures for: {times}."
    return f"Về {place}, báo cáo có số liệu của: {times}."


def nearby_places(periods: Sequence[str], places: Sequence[str], language: Language) -> str:
    """The other places there are figures for in these periods."""
    times, names = listed((when(p, language) for p in periods), language), ", ".join(places[:_NEARBY])
    if language == "en":
        return f"For {times} there are figures for: {names}."
    return sentence(f"{times}, báo cáo có số liệu của: {names}.")


def only_ambiguous(names: Sequence[str], language: Language) -> str:
    """That a figure is there which fits several indicators, so that none is answered with it."""
    said = [indicators()[n].english if language == "en" else indicators()[n].name for n in names]
    if language == "en":
        return f"There is a figure that could mean {' or '.join(said)}; the report does not say which."
    return f"Có một số liệu có thể là {' hoặc '.join(said)}; báo cáo không nói rõ là loại nào."


def gone(old: str, new: str, language: Language) -> str:
    """That a province is part of another since the mergers."""
    if language == "en":
        return f"Since 1 July 2025 {old} is part of {new}."
    return f"Từ ngày 1/7/2025, {old} đã nhập vào {new}."


def not_stated(topic: Topic, place: str, period: str | None, language: Language) -> str:
    """That one of several things asked about is not stated."""
    words = topic_name(topic, language)
    if language == "en":
        time = f" in {when(period, 'en')}" if period else ""
        return f"Not stated: {words}{f' for {place}' if place else ''}{time}."
    time = f" {when(period, 'vi')}" if period else ""
    return f"Báo cáo không nêu {words}{f' của {place}' if place else ''}{time}."


def only_some_places(places: Sequence[str], asked: int, language: Language) -> str:
    """That only some places of a region have a figure, so that the region's is not known."""
    named = ", ".join(places[:_NAMED])
    if language == "en":
        return f"Only {len(places)} of its {asked} places have a figure for it: {named}."
    return f"Chỉ {len(places)}/{asked} địa phương của vùng có số liệu này: {named}."


def cannot_without(missing: Sequence[str], language: Language) -> str:
    """That something is not worked out because these figures are not there."""
    names = listed(missing[:_NAMED], language)
    if language == "en":
        return f"It cannot be worked out: there is no figure for {names}."
    return f"Không tính được vì thiếu số liệu của {names}."


def cannot_as_unlike(what: Sequence[str], language: Language) -> str:
    """That something is not worked out because these figures count something else than the others."""
    names = listed(what[:_NAMED], language)
    if language == "en":
        return f"It cannot be worked out: the figures for {names} are not of the same kind as the others."
    return f"Không tính được vì số liệu của {names} không cùng loại với các nơi còn lại."


def cannot_as_untold(places: Sequence[str], language: Language) -> str:
    """That something is not worked out because reports of these places speak of it with numbers not read."""
    names = listed(places[:_NAMED], language)
    if language == "en":
        return (
            f"It cannot be told reliably: the report of {names} speaks of this, but its number could not be "
            "read with certainty, and it could change the answer."
        )
    return (
        f"Chưa thể kết luận: báo cáo của {names} có nói đến nội dung này nhưng chưa đọc được chắc chắn "
        "con số, mà số đó có thể làm thay đổi kết quả."
    )


def parts_missing(name: str, missing: Sequence[str], language: Language) -> str:
    """That the sum of a merged province is not formed, as parts of it are missing."""
    if language == "en":
        return f"No total for today's {name}: there is no figure for {listed(missing, 'en')}."
    return f"Không cộng thành số của {name} sau sáp nhập vì thiếu số liệu của {listed(missing, 'vi')}."


def stock(topic: Topic, language: Language) -> str:
    """That what exists at a time is not added up over periods."""
    name = topic_name(topic, language)
    if language == "en":
        return sentence(f"{name} is counted at a point in time and is not added up over periods.")
    return sentence(f"{name} là số có tại từng thời điểm nên không cộng qua các kỳ.")


def rate(topic: Topic, language: Language) -> str:
    """That rates are not added up."""
    name = topic_name(topic, language)
    if language == "en":
        return sentence(f"{name} is a rate, and rates are not added up.")
    return sentence(f"{name} là tỷ lệ nên không cộng lại.")


def overlapping(periods: Sequence[str], language: Language) -> str:
    """That periods which share days are not added up."""
    times = listed((when(p, language) for p in periods), language)
    if language == "en":
        return f"{times} overlap, so their figures are not added up."
    return sentence(f"{times} trùng một phần thời gian nên không cộng lại.")


def units_differ(first: str, second: str, language: Language) -> str:
    """That two amounts count different things."""
    if language == "en":
        return f"{sentence(first)} and {second} are counted in different units, so no difference is formed."
    return f"{sentence(first)} và {second} tính theo đơn vị khác nhau nên không trừ cho nhau."


def none_meet(language: Language) -> str:
    """That no place or period with a figure meets the threshold."""
    if language == "en":
        return "Of those with a figure, none meets this condition."
    return "Trong số những nơi, những kỳ có số liệu, không có trường hợp nào đạt điều kiện này."


def which_place(language: Language) -> str:
    """The question back: which place is meant."""
    return "Which province is meant?" if language == "en" else "Bạn muốn hỏi tỉnh, thành phố nào?"


def only_one_side(understood: Sequence[str], language: Language) -> str:
    """That a comparison or ratio names something that was not understood, and what was."""
    names = listed(understood, language)
    if language == "en":
        heard = f" What was understood: {names}." if names else ""
        return f"This sets two things in relation, and only one of them was understood.{heard}"
    heard = f" Phần đã hiểu: {names}." if names else ""
    return f"Câu hỏi so sánh hai nội dung nhưng chỉ hiểu được một.{heard}"
