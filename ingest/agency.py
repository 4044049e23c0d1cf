"""Which agency a paper is from, by the lines of its head: `UBND TỈNH X` over `SỞ TƯ PHÁP`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.analysis.places import find_places
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
_LONGEST = 120


def find_agency(head: Sequence[str]) -> Agency | None:
    """The agency whose paper has these head lines: the lowest named; None where none is."""
    found: tuple[_Kind, str] | None = None
    place = ""
    committee: Agency | None = None
    for line in head:
        folded = fold(line).strip()
        if len(line) > _LONGEST:
            continue
        kind = next((kind for kind in _KINDS if kind.pattern.match(folded)), None)
        over = _COMMITTEE.match(folded)
        if over is not None:
            named = _place_in(line[over.end() :])
            place = named[0] if named else place
            committee = Agency(f"Ủy ban nhân dân {named[0]}", named[1], named[2]) if named else committee
        if kind is not None:
            named = _place_in(line)
            found = (kind, named[0] if named else place)
    if found is None:
        return committee
    kind, at = found
    local = kind.level in (AgencyLevel.DISTRICT, AgencyLevel.COMMUNE)
    name = f"{kind.name} {at}".strip() if kind.level is not AgencyLevel.NATIONAL else kind.name
    return Agency(name, kind.level, (at or None) if local else None)


def _place_in(line: str) -> tuple[str, AgencyLevel, str | None] | None:
    """The unit a line names: as written out, its level, and its name again where it is below a province."""
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
            return f"{words} {whole.name}", level, None
        if words == "thành phố":  # a city below a province
            name = f"{words} {_cased(rest)}"
            return name, AgencyLevel.DISTRICT, name
        return f"{words} {_cased(rest)}", level, None
    name = f"{words} {_cased(rest)}"
    return name, level, name


def _cased(name: str) -> str:
    """A name in capitals with only its first letters large."""
    cut = re.split(r"[,;(]|\s+-\s+|\s+(?i:tỉnh|thành phố)\s", name, maxsplit=1)[0].strip()
    return " ".join(word.capitalize() for word in cut.split()) if cut.isupper() else cut
