"""Which agency a paper is from, by the lines of its head: `UBND TỈNH X` over `SỞ TƯ PHÁP`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.analysis.places import find_places, places
from vectorstore.analysis.text import fold
from vectorstore.schema import AgencyLevel


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by name, whose work it tells of, and the district or commune it belongs to, as printed."""

    name: str
    level: AgencyLevel
    locality: str | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    pattern: re.Pattern[str]
    name: str
    level: AgencyLevel


_COMMITTEE = re.compile(r"(?:ubnd|uy ban nhan dan)\s+(?=\S)")
_COMMITTEE_ALONE = re.compile(r"(?:ubnd|uy ban nhan dan)\b")
_KINDS = tuple(
    _Kind(re.compile(rf"(?:{pattern})\b"), name, level)
    for pattern, name, level in (
        ("bo tu phap", "Bộ Tư pháp", AgencyLevel.NATIONAL),
        ("tong cuc thi hanh an dan su", "Tổng cục Thi hành án dân sự", AgencyLevel.NATIONAL),
        ("cuc quan ly thi hanh an dan su", "Cục Quản lý thi hành án dân sự", AgencyLevel.NATIONAL),
        (
            "chi cuc (?:thi hanh an dan su|thads|tha dan su)",
            "Chi cục Thi hành án dân sự",
            AgencyLevel.DISTRICT,
        ),
        ("cuc (?:thi hanh an dan su|thads|tha dan su)", "Cục Thi hành án dân sự", AgencyLevel.PROVINCE),
        ("phong (?:thi hanh an dan su|thads)", "Phòng Thi hành án dân sự", AgencyLevel.DISTRICT),
        ("(?:thi hanh an dan su|thads) (?=tinh|thanh pho|tp)", "Thi hành án dân sự", AgencyLevel.PROVINCE),
        ("so tu phap", "Sở Tư pháp", AgencyLevel.PROVINCE),
        ("phong tu phap", "Phòng Tư pháp", AgencyLevel.DISTRICT),
        (
            "trung tam tro giup phap ly(?: nha nuoc)?",
            "Trung tâm Trợ giúp pháp lý nhà nước",
            AgencyLevel.PROVINCE,
        ),
    )
)
_UNITS = {
    "tinh": ("tỉnh", AgencyLevel.PROVINCE),
    "thanh pho": ("thành phố", AgencyLevel.PROVINCE),
    "tp": ("thành phố", AgencyLevel.PROVINCE),
    "huyen": ("huyện", AgencyLevel.DISTRICT),
    "quan": ("quận", AgencyLevel.DISTRICT),
    "thi xa": ("thị xã", AgencyLevel.DISTRICT),
    "dac khu": ("đặc khu", AgencyLevel.COMMUNE),
    "thi tran": ("thị trấn", AgencyLevel.COMMUNE),
    "phuong": ("phường", AgencyLevel.COMMUNE),
    "xa": ("xã", AgencyLevel.COMMUNE),
}
_UNIT = re.compile(rf"\b({'|'.join(_UNITS)})\.?\s+(?=\S)")
_UNIT_ALONE = re.compile(rf"(?:{'|'.join(_UNITS)})\.?\s+(?!uy\b|doan\b|hoi\b)[^\d,;:]{{2,40}}")
_OTHER_COLUMN = re.compile(r"\s*\b(?:cong hoa xa hoi chu nghia|doc lap\s*[-–—])")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Unit:
    """A province, district or commune that a line names: as written out, and again where it is below one."""

    name: str
    level: AgencyLevel
    locality: str | None = None


def find_agency(head: Sequence[str]) -> Agency | None:
    """The agency whose paper has these head lines: the lowest named; None where none is.

    Its place may stand in its own line, or in one above or below: `UBND` / `HUYỆN X` / `PHÒNG TƯ PHÁP`.
    """
    lines = [line for line in map(_first_column, head) if 0 < len(line) <= _LONGEST]
    kinds = [_kind_of(line) for line in lines]
    units = [_unit_of(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    named = [(number, kind) for number, kind in enumerate(kinds) if kind]
    if not named:
        return _committee(lines, units)
    at, kind = named[-1]
    unit = units[at] or _nearest(units, at, kind.level)
    if kind.level is AgencyLevel.NATIONAL:
        return Agency(kind.name, kind.level)
    name = f"{kind.name} {unit.name}" if unit else kind.name
    local = kind.level in (AgencyLevel.DISTRICT, AgencyLevel.COMMUNE)
    return Agency(name, kind.level, unit.name if unit and local else None)


def _first_column(line: str) -> str:
    """The line without the motto that stands beside it where two columns were read as one."""
    other = _OTHER_COLUMN.search(fold(line))
    return (line[: other.start()] if other else line).strip()


def _kind_of(line: str) -> _Kind | None:
    folded = fold(line)
    return next((kind for kind in _KINDS if kind.pattern.match(folded)), None)


def _unit_of(line: str, kind: _Kind | None) -> _Unit | None:
    """The unit an agency's or committee's line names, or that a line is."""
    folded = fold(line)
    over = _COMMITTEE.match(folded)
    if over is not None:
        return _place_in(line[over.end() :])
    if kind is not None:
        return _place_in(line) or _bare_province(line)
    return _place_in(line) if _UNIT_ALONE.fullmatch(folded) else None


def _nearest(units: Sequence[_Unit | None], at: int, level: AgencyLevel) -> _Unit | None:
    """The unit of the agency's own level, above it rather than below; else the one above, whichever."""
    above = [unit for unit in reversed(units[:at]) if unit]
    below = [unit for unit in units[at + 1 :] if unit]
    fitting = (unit for unit in (*above, *below) if unit.level is level)
    return next(fitting, above[0] if above else None)


def _committee(lines: Sequence[str], units: Sequence[_Unit | None]) -> Agency | None:
    """The People's Committee itself, by its own line or the line below it."""
    found = None
    for number, line in enumerate(lines):
        if _COMMITTEE_ALONE.match(fold(line)):
            below = units[number + 1] if number + 1 < len(units) else None
            unit = units[number] or below
            if unit:
                found = Agency(f"Ủy ban nhân dân {unit.name}", unit.level, unit.locality)
    return found


def _place_in(line: str) -> _Unit | None:
    """The unit a line names with its head word."""
    folded = fold(line)
    unit = _UNIT.search(folded)
    if unit is None:
        return None
    words, level = _UNITS[unit[1]]
    rest = line[unit.end() :].strip(" .,;:-–")
    provinces = [mention for mention in find_places(line) if mention.locality is None]
    if level is AgencyLevel.PROVINCE:
        whole = next((mention for mention in provinces if mention.end >= unit.end()), None)
        if whole is not None:
            return _Unit(f"{words} {whole.name.removeprefix('TP. ')}", AgencyLevel.PROVINCE)
        name = f"{words} {_cased(rest)}"
        # a city below a province
        return _Unit(name, AgencyLevel.DISTRICT, name) if words == "thành phố" else _Unit(name, level)
    name = f"{words} {_cased(rest)}"
    return _Unit(name, level, name)


def _bare_province(line: str) -> _Unit | None:
    """The province an agency's line ends with, its head word left out: `Sở Tư pháp Khánh Hòa`."""
    known = places()
    named = [m.name for m in find_places(line) if m.locality is None and known[m.name].kind == "province"]
    return _province(named[0]) if len(named) == 1 else None


def _province(name: str) -> _Unit:
    words = "thành phố" if places()[name].city else "tỉnh"
    return _Unit(f"{words} {name.removeprefix('TP. ')}", AgencyLevel.PROVINCE)


def _cased(name: str) -> str:
    """A name in capitals with only its first letters large."""
    cut = re.split(r"[,;(]|\s+-\s+|\s+(?i:tỉnh|thành phố)\s", name, maxsplit=1)[0].strip()
    return " ".join(word.capitalize() for word in cut.split()) if cut.isupper() else cut
