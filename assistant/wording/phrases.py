"""The pieces sentences are made of: amounts, names of things and places, lists, citation marks."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.answer import Language
from assistant.findings import Topic
from assistant.numbers import format_number, format_qualifier
from assistant.territory import Where
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import describe
from vectorstore.analysis.quantities import find_quantities
from vectorstore.analysis.query import Aspect
from vectorstore.schema import Figure

NATIONAL_EN = {"Cả nước": "Nationwide"}
_ENGLISH_PARTS = {"cấp tỉnh": "province level", "cấp huyện": "district level", "cấp xã": "commune level"}
_ENGLISH_UNITS = {"đồng": " đồng", "điểm %": " percentage points", "lần": " times"}


def amount(figure: Figure, printed: str, language: Language) -> str:
    """The number as a sentence shows it: as printed in Vietnamese where that reads back the same."""
    reads_back = any(c.isdigit() for c in printed) and _reads_as(printed) == (figure.value, figure.value_to)
    if language == "vi" and reads_back:
        return printed
    text = format_qualifier(figure.qualifier, language) + format_number(figure.value, language)
    if figure.value_to is not None:
        text += f"–{format_number(figure.value_to, language)}"
    return f"{text}%" if figure.unit == "%" else text


@lru_cache(maxsize=4096)
def _reads_as(printed: str) -> tuple[float, float | None] | None:
    """The number that a printed one is read as by itself; None where it is not just one."""
    read = find_quantities(printed)
    return (read[0].value, read[0].value_to) if len(read) == 1 else None


def with_unit(shown: str, unit: str, language: Language) -> str:
    """A number with what it counts, unless it says so already; English leaves Vietnamese count nouns out."""
    if unit == "%":
        return shown if shown.endswith("%") else f"{shown}%"
    if unit in shown:
        return shown
    if language == "en":
        return f"{shown}{_ENGLISH_UNITS.get(unit, '')}"
    return f"{shown} {unit}".rstrip()


def reckoned(value: float, unit: str, language: Language, *, hedged: bool = False) -> str:
    """A number that was worked out, with its unit."""
    about = format_qualifier("khoảng", language) if hedged else ""
    return with_unit(about + format_number(value, language), unit, language)


def part_name(figure: Figure | None, language: Language) -> str:
    """The part a figure counts, in brackets behind what it is a part of."""
    if figure is None or not figure.part:
        return ""
    part = _ENGLISH_PARTS.get(figure.part, figure.part) if language == "en" else figure.part
    return f" ({part})"


def topic_name(topic: Topic, language: Language, figure: Figure | None = None) -> str:
    """What is asked about, as a sentence names it; what is not on the list by the words of a figure of it."""
    if topic.indicator is None and figure is not None and figure.indicator is not None:
        topic = Topic(figure.indicator, topic.aspect)
    if topic.indicator is None:
        name = (figure.phrase or figure.unit) if figure else ("this" if language == "en" else "nội dung này")
    else:
        indicator = indicators()[topic.indicator]
        name = indicator.english if language == "en" else indicator.name
    part = part_name(figure, language)
    if topic.aspect is Aspect.SHARE:
        name = f"rate of {name}" if language == "en" else f"tỷ lệ {name}"
    elif topic.aspect is Aspect.TARGET:
        name = f"target for {name}" if language == "en" else f"chỉ tiêu {name}"
    elif topic.aspect is Aspect.CHANGE:
        name = f"change in {name}" if language == "en" else f"mức tăng giảm {name}"
    elif language == "vi" and topic.listed and topic.indicator and not topic.listed.is_money:
        name = f"số {name}"
    return name + part


def place_name(where: Where, language: Language) -> str:
    """A place as a sentence names it."""
    name = NATIONAL_EN.get(where.name, where.name) if language == "en" else where.name
    if where.today:
        return f"today's {name}" if language == "en" else f"{name} (sau sáp nhập)"
    return name


def before_mergers(name: str, language: Language) -> str:
    """An old province beside today's of the same name."""
    return f"{name} before the mergers" if language == "en" else f"{name} trước sáp nhập"


def when(period: str | None, language: Language) -> str:
    """A period as a sentence names it; nothing without one."""
    return describe(period, language) if period else ""


def listed(words: Iterable[str], language: Language) -> str:
    """`A, B và C`."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'and' if language == 'en' else 'và'} {words[-1]}"


def marks(numbers: Sequence[int]) -> str:
    """Citation marks, each once, as they stand before the full stop."""
    return " ".join(f"[{number}]" for number in dict.fromkeys(numbers))


def head(*words: str) -> str:
    """What a sentence begins with: the words that are there, joined by commas."""
    return ", ".join(word for word in words if word)


def sentence(text: str) -> str:
    """The text with a capital at its beginning and single spaces."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]
