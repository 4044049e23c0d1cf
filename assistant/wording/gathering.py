"""Many amounts together: their order, their course over the years, their sum and mean, which meet a bound."""

from collections.abc import Mapping, Sequence

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
_VERBS: Mapping[Language, Mapping[int, str]] = {"vi": {1: "tăng", -1: "giảm"}, "en": {1: "up", -1: "down"}}
_CHANGES_VI = {1: "tăng", -1: "giảm", 0: "thay đổi"}
_CHANGES_EN = {1: "increase", -1: "decrease", 0: "change"}


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


def against(new: str, old: str, language: Language) -> str:
    """`năm 2023 so với năm 2022`."""
    return f"{new} against {old}" if language == "en" else f"{new} so với {old}"


def moved(name: str, way: int, shown: str, marks: str, language: Language) -> str:
    """How one of several changed."""
    if way == 0:
        return sentence(f"{name}: {'no change' if language == 'en' else 'không thay đổi'} {marks}.")
    return sentence(f"{name}: {_VERBS[language][way]} {shown} {marks}.")


def moved_heading(context: str, way: int, language: Language, *, most: bool) -> str:
    """The line above an order of changes."""
    if language == "en":
        return sentence(f"{context}, {'largest' if most else 'smallest'} {_CHANGES_EN[way]} first:")
    return sentence(f"{context}, {_CHANGES_VI[way]} {'nhiều' if most else 'ít'} xếp trước:")


def moved_most(
    context: str, names: Sequence[str], way: int, shown: str, marks: str, language: Language, *, most: bool
) -> str:
    """Who went up or down most (or least), with all who share the place."""
    who, verb = listed(names, language), _VERBS[language][way or 1]
    if language == "en":
        return sentence(
            f"{context}: {who} went {verb} {'most' if most else 'least'} of those with figures,"
            f" by {shown} {marks}."
        )
    together = "cùng " if len(names) > 1 else ""
    most_words = "nhiều nhất" if most else "ít nhất"
    return sentence(
        f"{context}: {who} {together}{verb} {most_words} trong số có số liệu, {verb} {shown} {marks}."
    )


def change_title(language: Language) -> str:
    """The heading of a column of changes."""
    return "Change" if language == "en" else "Tăng, giảm"


def ratio_title(part: str, whole: str, language: Language) -> str:
    """What a list of ratios is of."""
    return f"{part} as a share of {whole}" if language == "en" else f"{part} so với {whole}"


def ratio_column(language: Language) -> str:
    """The heading of a column of ratios."""
    return "Ratio" if language == "en" else "Tỷ lệ"


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
        return sentence(f"{context}: {verb} {by} from {first} to {last}, from {old} to {new} {marks}.")
    if way == 0:
        return sentence(f"{context}: {last} bằng {first}, cùng là {new} {marks}.")
    verb, to = ("tăng", "lên") if way > 0 else ("giảm", "xuống")
    return sentence(f"{context}: từ {first} đến {last} {verb} {by}, từ {old} {to} {new} {marks}.")


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
    told = f"có {bound_words}" if bound_words else "có số liệu"
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
