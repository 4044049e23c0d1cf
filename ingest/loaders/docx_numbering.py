"""Word's automatic numbering: the marks it prints before paragraphs but does not write into their text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

_BULLET = "-"
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts a document's numbered paragraphs in reading order."""

    levels: dict[str, dict[int, _Level]]
    """By list (`w:numId`), by depth."""
    shared: dict[str, str]
    """The counters a list shares with others (`w:abstractNumId`)."""
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, number_id: str, depth: int) -> str:
        """The mark of the next paragraph of this list and depth, `` where it has none."""
        levels = self.levels.get(number_id, {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return _BULLET
        counter = self.counters.setdefault(self.shared[number_id], {})
        counter[depth] = counter.get(depth, level.start - 1) + 1
        for deeper in [other for other in counter if other > depth]:
            del counter[deeper]
        mark = level.text
        for other, shown in levels.items():
            place = f"%{other + 1}"
            if place in mark:
                mark = mark.replace(place, _numeral(counter.get(other, shown.start), shown.format))
        return mark.strip()


def read_numbering(root: etree._Element | None) -> Numbering:
    """Read `numbering.xml`; a document without one numbers nothing."""
    if root is None:
        return Numbering({}, {})
    abstract = {
        definition.get(qn("w:abstractNumId")): dict(_levels(definition))
        for definition in root.iterfind(qn("w:abstractNum"))
    }
    levels: dict[str, dict[int, _Level]] = {}
    shared: dict[str, str] = {}
    for number in root.iterfind(qn("w:num")):
        number_id = number.get(qn("w:numId"))
        reference = number.find(qn("w:abstractNumId"))
        if number_id is None or reference is None:
            continue
        used = reference.get(qn("w:val"), "")
        own = dict(abstract.get(used, {}))
        restarts = False
        for override in number.iterfind(qn("w:lvlOverride")):
            depth = _integer(override.get(qn("w:ilvl")), 0)
            start = override.find(qn("w:startOverride"))
            if start is not None and depth in own:
                own[depth] = _Level(_integer(start.get(qn("w:val")), 1), own[depth].format, own[depth].text)
                restarts = True
        levels[number_id] = own
        shared[number_id] = f"{used}/{number_id}" if restarts else used
    return Numbering(levels, shared)


def _levels(definition: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in definition.iterfind(qn("w:lvl")):
        yield (
            _integer(level.get(qn("w:ilvl")), 0),
            _Level(
                _integer(_value(level, "w:start"), 1),
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText") or "",
            ),
        )


def _value(element: etree._Element, tag: str) -> str | None:
    child = element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 5 else default


def _numeral(number: int, format: str) -> str:
    if format in {"upperRoman", "lowerRoman"}:
        roman = ""
        for unit, letters in _ROMAN_UNITS:
            roman += letters * (number // unit)
            number %= unit
        return roman.upper() if format == "upperRoman" else roman
    if format in {"upperLetter", "lowerLetter"} and number > 0:
        times, place = divmod(number - 1, len(_ALPHABET))
        letters = _ALPHABET[place] * (times + 1)
        return letters.upper() if format == "upperLetter" else letters
    return f"{number:02d}" if format == "decimalZero" else str(number)
