"""Many amounts together: their order, their course over the years, their sum and mean, which meet a bound."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.numbers import format_number
from assistant.wording.phrases import listed, sentence, with_unit
from vectorstore.analysis.tasks import Threshold

_BOUNDS_VI = {"ge": "từ {} trở lên", "gt": "trên {}", "le": "không quá {}", "lt": "dưới {}", "eq": "đúng {}"}
_BOUNDS_EN = {
    "ge": "at least {}",
    "gt": "more than {}",
    "le": "at most {}",
    "lt": "fewer than {}",
    "eq": "exactly {}",
}


def extreme(
    context: str, names: Sequence[str], shown: str, marks: str, language: Language, *, highest: bool
) -> str:
    """Who is first or last, with all who share the place."""
    who = listed(names, language)
    if language == "en":
        rank = "highest" if highest else "lowest"
        verb = "are joint" if len(names) > 1 else "is"
        return sentence(f"{context}: {who} {verb} {rank} of those with a figure, at {shown} {marks}.")
    rank = "cao nhất" if highest else "thấp nhất"
    verb = "cùng" if len(names) > 1 else ""
    return sentence(f"{context}: {who} {verb} {rank} trong số có số liệu, {shown} {marks}.")


def order_heading(context: str, language: Language, *, highest_first: bool) -> str:
    """The line above an order."""
    if language == "en":
        return sentence(f"{context}, {'highest' if highest_first else 'lowest'} first:")
    return sentence(f"{context}, xếp từ {'cao xuống thấp' if highest_first else 'thấp lên cao'}:")


def trend(
    context: str,
    way: int,
    by: str,
    ends: tuple[str, str],
    shown: tuple[str, str],
    marks: str,
    language: Language,
) -> str:
    """The way from the first to the last period."""
    first, last = ends
    old, new = shown
    if language == "en":
        if way == 0:
            return sentence(f"{context}: the same in {last} as in {first}, {new} {marks}.")
        verb = "up" if way > 0 else "down"
        return sentence(f"{context}: {verb} {by} from {first} to {last} (from {old} to {new}) {marks}.")
    if way == 0:
        return sentence(f"{context}: {last} bằng {first}, cùng là {new} {marks}.")
    verb = "tăng" if way > 0 else "giảm"
    return sentence(f"{context}: từ {first} đến {last} {verb} {by} (từ {old} thành {new}) {marks}.")


def total(context: str, shown: str, marks: str, language: Language) -> str:
    """A sum."""
    if language == "en":
        return sentence(f"{context}: {shown} in total {marks}.")
    return sentence(f"{context}: tổng cộng {shown} {marks}.")


def average(context: str, each: str, shown: str, marks: str, language: Language) -> str:
    """A plain mean; `each` says of what."""
    if language == "en":
        return sentence(f"{context}: {shown} on average per {each} {marks}.")
    return sentence(f"{context}: trung bình mỗi {each} {shown} {marks}.")


def each(language: Language, *, periods: bool, topics: bool = False) -> str:
    """What a mean is per."""
    if topics:
        return "indicator" if language == "en" else "chỉ tiêu"
    if language == "en":
        return "period" if periods else "place"
    return "kỳ" if periods else "địa phương"


def years(language: Language) -> str:
    """What a mean over whole years is per."""
    return "year" if language == "en" else "năm"


def bound(threshold: Threshold, unit: str, language: Language) -> str:
    """A bound in words."""
    shown = with_unit(format_number(threshold.value, language), threshold.unit or unit, language)
    return (_BOUNDS_EN if language == "en" else _BOUNDS_VI)[threshold.comparison].format(shown)


def which_heading(context: str, bound_words: str, language: Language, *, periods: bool) -> str:
    """The line above those that have a figure or meet a bound."""
    if language == "en":
        thing = "Periods" if periods else "Places"
        told = f"with {bound_words}" if bound_words else "with a figure"
        return f"{thing} {told} ({context}):"
    thing = "Các kỳ" if periods else "Các địa phương"
    told = f"đạt {bound_words}" if bound_words else "có số liệu"
    return f"{thing} {told} ({context}):"


def column_titles(
    language: Language, *, by_place: bool, by_period: bool, by_topic: bool = False
) -> tuple[str, ...]:
    """The headings of the columns that tell rows apart."""
    place, period, topic = (
        ("Place", "Period", "Indicator") if language == "en" else ("Địa phương", "Kỳ", "Chỉ tiêu")
    )
    chosen = ((place, by_place), (period, by_period), (topic, by_topic))
    return tuple(title for title, shown in chosen if shown)


def value_title(language: Language) -> str:
    """The heading of a column of numbers."""
    return "Value" if language == "en" else "Số liệu"


def by_period_heading(context: str, language: Language) -> str:
    """The line above the latest amounts of many places, whose years stand in the table."""
    if language == "en":
        return sentence(f"{context}, the latest of each place (all periods in the table):")
    return sentence(f"{context}, số mới nhất của mỗi nơi (đủ các kỳ trong bảng):")
