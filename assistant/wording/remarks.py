"""What is said about an answer: how much it covers, what was chosen, left out, put together."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.findings import Topic
from assistant.wording.phrases import listed, sentence, topic_name, when

_NAMED = 20


def coverage(with_data: Sequence[str], without: Sequence[str], language: Language, *, periods: bool) -> str:
    """How many of those asked about have a figure, and which have not."""
    found, asked = len(with_data), len(with_data) + len(without)
    names = _named(without, language)
    if language == "en":
        thing = "periods" if periods else "places"
        return f"Figures for {found} of {asked} {thing}{f'; missing: {names}' if without else ''}."
    thing = "kỳ" if periods else "địa phương"
    return f"Có số liệu của {found}/{asked} {thing}{f'; thiếu: {names}' if without else ''}."


def overview(topics: Sequence[Topic], period: str | None, found: int, asked: int, language: Language) -> str:
    """The line above a table by place."""
    topic = listed((topic_name(t, language) for t in topics), language)
    time = when(period, language)
    if language == "en":
        return sentence(
            f"{topic} {f'in {time} ' if time else ''}by place, {found} of {asked} places reporting:"
        )
    return sentence(f"{topic} {time} theo địa phương (có số liệu của {found}/{asked} địa phương):")


def period_chosen(period: str, language: Language) -> str:
    """The notice that the question named no period."""
    words = when(period, language)
    if language == "en":
        return f"The question names no period: this is the latest one with figures ({words})."
    return f"Câu hỏi không nêu kỳ báo cáo: đây là kỳ gần nhất có số liệu ({words})."


def put_together(name: str, parts: Sequence[str], language: Language) -> str:
    """That figures before the mergers are those of the old provinces added up."""
    if language == "en":
        return f"For the time before the mergers, {name} is {listed(parts, 'en')} added up."
    return f"Số của {name} trước ngày 1/7/2025 là tổng của {listed(parts, 'vi')} trước sáp nhập."


def borders_changed(name: str, language: Language) -> str:
    """That figures on both sides of the mergers are of different territories."""
    if language == "en":
        return f"Note: {name} took in other provinces on 1 July 2025, so these are not one territory."
    return f"Lưu ý: {name} mở rộng địa giới từ ngày 1/7/2025 nên các số liệu không cùng phạm vi."


def differing_too(what: Sequence[str], language: Language) -> str:
    """Of which others, shown in the table alone, sources differ."""
    names = _named(what, language)
    if language == "en":
        return f"Sources also differ on: {names}."
    return f"Các nguồn cũng ghi khác nhau về số của: {names}."


def jump_shown(what: str, language: Language) -> str:
    """The warning beside a figure that is about a thousandfold off its neighbours."""
    if language == "en":
        return (
            f"Caution: the figure for {what} is off its neighbours by about a thousandfold; check the report."
        )
    return f"Lưu ý: số của {what} lệch cỡ nghìn lần so với các số lân cận, cần đối chiếu báo cáo gốc."


def jump_left_out(what: str, language: Language) -> str:
    """That such a figure is not reckoned with."""
    if language == "en":
        return f"Left out: {what}, whose figure is off its neighbours by about a thousandfold."
    return f"Không tính {what} vì số trong báo cáo lệch cỡ nghìn lần so với các số lân cận."


def unlike_left_out(what: Sequence[str], language: Language) -> str:
    """That figures which count something else are not put beside the others."""
    if language == "en":
        return f"Left out as not comparable: {listed(what, 'en')}."
    return f"Không xếp cùng vì không cùng loại số liệu: {listed(what, 'vi')}."


def rank_of(name: str, rank: int, of: int, language: Language, *, highest_first: bool) -> str:
    """Which place one has in the order."""
    if language == "en":
        order = "highest" if highest_first else "lowest"
        return f"{name} is number {rank} of {of} with a figure, {order} first."
    order = "cao xuống thấp" if highest_first else "thấp lên cao"
    return f"{name} đứng thứ {rank} trong {of} nơi có số liệu, xếp từ {order}."


def stated_whole(language: Language) -> str:
    """That a total is the one a report states."""
    if language == "en":
        return "This is the total as a report states it."
    return "Đây là số tổng do báo cáo nêu."


def _named(names: Sequence[str], language: Language) -> str:
    """The first of these names, as many as one reads."""
    return listed([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])], language)
