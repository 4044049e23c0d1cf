"""Whose and when: the place and period a number inherits from its clause, sentence, heading and report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.figures.clauses import Sentence
from ingest.figures.wording import CARRIED, WHOLE_PERIOD, WHOLE_PLACE
from ingest.relative_period import only_points
from vectorstore.analysis.gazetteer import places
from vectorstore.analysis.period_notation import bounds, months_of
from vectorstore.analysis.periods import PeriodMention, find_periods, shift_years, year_of
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.schema import Metadata

_SIDE_BY_SIDE = re.compile(r"\s*(?:,|,?\s*và|&)\s*(?:[^\W\d_]+\s+){0,2}")
_MONTHS = re.compile(r"\b\d{1,2} tháng\b")
# `3 năm gần đây`, `Trong 5 năm, luật sư …`
_SEVERAL_YEARS = re.compile(
    r"\b\w+ năm (?:gần đây|gần nhất|vừa qua|liên tiếp|trở lại đây)"
    r"|\b(?:trong|sau|qua|suốt)(?: vòng)? (?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm"
    r"(?=\s*[,(]| qua\b)"
)
# `tính đến hết 9 tháng`, `lũy kế 9 tháng`: of the year in force.
_UP_TO_MONTHS = re.compile(
    r"\b(?:(?:đến|tính|sau) hết|lũy kế|luỹ kế|cộng dồn) (?P<count>0?[369]|ba|sáu|chín) tháng\b"
    r"(?!\s+(?:đầu|cuối|năm|\d))"
)
_SINCE_NEW_YEAR = re.compile(
    r"\btừ đầu năm(?: (?P<year>20\d\d))?,? (?:cho )?(?:đến|tới)(?: hết| cuối)? tháng "
    r"(?P<month>\d{1,2})(?!\d)(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<of>20\d\d))?"
)
_SAME_LENGTH, _CLOSED_EARLY = 5, 95  # days
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_SINGLED_OUT = re.compile(r"(?:riêng|trong đó|trong số đó)(?:\s+[^\W\d_]+){0,2}\s*$")
_OVER = re.compile("[;()]")
_CARRIED = re.compile(rf"\s?{CARRIED}(?!\s+\d)", re.IGNORECASE)  # `năm 2022 chuyển 5.210 việc`: of 2022
_COMPARED_LEVEL = re.compile(r"so với\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)
# A place below the province that stands in no list, or in the lists of several provinces: it is the report's.
_LOCALITY = re.compile(
    r"\b(?P<many>(?:các|hai|ba|những)\s)?(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)(?=\s)",
    re.IGNORECASE,
)
_NAME_WORD, _NEXT_NAME = re.compile(r"\s+([^\W\d_]+)"), re.compile(r",|\s+và(?=\s)")
_BODIES = frozenset({"Đoàn", "Đội", "Ủy", "Uỷ"})  # `Huyện Đoàn` is no place
_COMPARED = ("so với", "so với cùng kỳ", "so", "so với thời điểm", "so với trước", "hơn", "trước")


@dataclass(frozen=True, slots=True)
class Scope:
    """The place and period in force at a point of a report."""

    province: str | None
    locality: str | None
    period: str | None

    @classmethod
    def of_report(cls, metadata: Metadata) -> "Scope":
        """What the whole report is about."""
        return cls(metadata.province, metadata.locality, metadata.period)

    def within(self, heading: str) -> "Scope":
        """The scope under a heading, which may name a period or a place of its own."""
        periods = [
            m.period
            for m in find_periods(heading, anchor=self.period)
            if m.period and not m.same_period_before and not only_points(heading[m.start : m.end])
        ]
        places = find_places(heading)
        scope = replace(self, period=periods[0]) if periods else self
        if not places or (places[0].locality is None and places[0].name == self.province):
            return scope  # naming its own province, a district's heading does not leave the district
        return scope.at(places[0])

    def same_place(self, other: "Scope") -> bool:
        """Whether both are of one place."""
        return (self.province, self.locality) == (other.province, other.locality)

    def at(self, place: PlaceMention) -> "Scope":
        """The same period at a place named."""
        return replace(self, province=place.name or self.province, locality=place.locality)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The periods and places a sentence names, and the token positions that name them.

    `compared` are periods that something is only compared with (`so với năm 2022`).
    """

    periods: tuple[PeriodMention, ...]
    places: tuple[PlaceMention, ...]
    positions: frozenset[int]
    compared: tuple[PeriodMention, ...] = ()


def read_mentions(sentence: Sentence, anchor: str | None) -> Mentions:
    """The periods and places named in a sentence."""
    periods = tuple(find_periods(sentence.text, sentence.start, sentence.end, anchor=anchor))
    since = tuple(_since_new_year(sentence, anchor))
    periods = tuple(m for m in periods if not any(s.start < m.end and m.start < s.end for s in since)) + since
    periods = tuple(_as_reported(mention, anchor) for mention in periods)
    periods = tuple(sorted((*periods, *_up_to_months(sentence, anchor, periods)), key=lambda m: m.start))
    compared = frozenset(m.start for m in periods if _is_compared_with(sentence, m.start))
    known = find_places(sentence.text, sentence.start, sentence.end)
    places = tuple(sorted((*known, *_unlisted(sentence, known)), key=lambda mention: mention.start))
    spans = [(m.start, m.end) for m in periods] + [(m.start, m.end) for m in places]
    positions = frozenset(
        at
        for at, word in enumerate(sentence.words)
        if any(start <= word.start and word.end <= end for start, end in spans)
    )
    carried = frozenset(m.start for m in periods if _carried_over(sentence.text, m.end))
    own = tuple(m for m in periods if m.start not in compared and m.start not in carried)
    return Mentions(own, places, positions, tuple(m for m in periods if m.start in compared))


def _since_new_year(sentence: Sentence, anchor: str | None) -> Iterator[PeriodMention]:
    """The months from the beginning of a year to the end of one (`từ đầu năm đến hết tháng 9`)."""
    for found in _SINCE_NEW_YEAR.finditer(sentence.text.lower(), sentence.start, sentence.end):
        year = next((int(named) for named in found.group("year", "of") if named), None)
        year = year or (year_of(anchor) if anchor else None)
        if year is not None and 1 <= int(found["month"]) <= 12:
            yield PeriodMention(found.start(), found.end(), months_of(year, int(found["month"])))


def _as_reported(mention: PeriodMention, anchor: str | None) -> PeriodMention:
    """A mention of the days that a report's period is counted by, as that period.

    Of a year or part of one that is as long and ends some weeks or months earlier (`từ 01/10/2018 đến
    30/9/2019` in a report on 2019).
    """
    if mention.period is None or "/" not in mention.period or anchor is None or "/" in anchor:
        return mention
    (first, last), (begins, ends) = bounds(mention.period), bounds(anchor)
    as_long = abs((last - first).days - (ends - begins).days) <= _SAME_LENGTH
    near = 0 <= (ends - last).days <= _CLOSED_EARLY
    return replace(mention, period=anchor) if as_long and near and first < begins else mention


def _up_to_months(
    sentence: Sentence, anchor: str | None, known: Sequence[PeriodMention]
) -> Iterator[PeriodMention]:
    """The months told up to whose end a number was counted, in the year of the period in force."""
    year = year_of(anchor) if anchor else None
    if year is None:
        return
    for found in _UP_TO_MONTHS.finditer(sentence.text.lower(), sentence.start, sentence.end):
        count = _COUNTS.get(found["count"]) or int(found["count"])
        if not any(m.period and m.start < found.end() and found.start() < m.end for m in known):
            yield PeriodMention(found.start(), found.end(), months_of(year, count))


def _unlisted(sentence: Sentence, known: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    """The localities named whose province is unclear; their `name` is empty."""
    text = sentence.text
    for found in _LOCALITY.finditer(text, sentence.start, sentence.end):
        end = _name_end(text, found.end(), sentence.end)
        while found["many"] and end and (more := _NEXT_NAME.match(text, end, sentence.end)):
            further = _name_end(text, more.end(), sentence.end)
            if not further:
                break
            end = further
        if end and not any(m.start < end and found.start() < m.end for m in known):
            yield PlaceMention(found.start(), end, "", text[found.start() : end])


def _name_end(text: str, start: int, limit: int) -> int:
    """Where a name in capitals that begins at `start` ends, 0 where there is none (`xã NTM`)."""
    end = 0
    while (word := _NAME_WORD.match(text, end or start, limit)) is not None:
        if not word[1].istitle() or word[1] in _BODIES:
            break
        end = word.end()
    return end


def _carried_over(text: str, end: int) -> bool:
    """Whether a period only says where what is counted was left from (`năm 2022 chuyển sang`)."""
    return _CARRIED.match(text, end) is not None


def _is_compared_with(sentence: Sentence, start: int) -> bool:
    """Whether a period is only what something is compared with (`so với năm 2022`)."""
    before = sentence.text[sentence.start : start].lower().rstrip()
    return before.endswith(_COMPARED)


def scope_of_number(
    sentence: Sentence, mentions: Mentions, start: int, phrase_end: int, scope: Scope, *, previous: bool
) -> Scope:
    """The scope of the number at `start`: the nearest period and place named before it, else what is in
    force.

    A period after the number counts only inside its own noun phrase. `previous` takes the scope one year
    back where the text says `cùng kỳ` without naming a year.
    """
    open_to_it = Mentions(
        tuple(m for m in mentions.periods if not _closed(sentence, m, start)),
        tuple(m for m in mentions.places if not _closed(sentence, m, start)),
        mentions.positions,
    )
    placed = _place_scope(sentence, open_to_it, start, scope)
    return _period_scope(sentence, open_to_it, start, phrase_end, placed, previous=previous)


def _closed(sentence: Sentence, mention: PeriodMention | PlaceMention, start: int) -> bool:
    """Whether a mention no longer holds: its bracket closed, or what it singled out ended at a semicolon."""
    between = sentence.text[mention.end : start]
    if between.count(")") > between.count("("):
        return True
    led_by = sentence.text[sentence.start : mention.start].lower()
    return ";" in between and _SINGLED_OUT.search(led_by) is not None


def listed_places(sentence: Sentence, mentions: Mentions, start: int) -> tuple[PlaceMention, ...]:
    """The places named one beside the other nearest before a number (`các huyện A, B và C`)."""
    named = [m for m in mentions.places if m.end <= start and not _closed(sentence, m, start)]
    listed = named[-1:]
    for mention in reversed(named[:-1]):
        between = sentence.text[mention.end : listed[0].start]
        if _is_region(mention) is not _is_region(listed[0]):  # a region and one of its provinces
            break
        if not _SIDE_BY_SIDE.fullmatch(between) or (mention.locality is None) != (listed[0].locality is None):
            break
        listed.insert(0, mention)
    return tuple(listed)


def _is_region(mention: PlaceMention) -> bool:
    place = places().get(mention.name)
    return place is not None and place.kind != "province"


def _place_scope(sentence: Sentence, mentions: Mentions, start: int, scope: Scope) -> Scope:
    named = [m for m in mentions.places if m.end <= start]
    if not named or any(word in sentence.text[named[-1].end : start].lower() for word in WHOLE_PLACE):
        return scope
    nearest = named[-1]
    listed = listed_places(sentence, mentions, start)
    if len(listed) > 1:  # a number of them all: of no single one
        together = sentence.text[listed[0].start : listed[-1].end]
        province = (nearest.name or scope.province) if nearest.locality else None
        return replace(scope, province=province, locality=together)
    if nearest.locality is None and nearest.name == scope.province:
        return replace(scope, locality=scope.locality if len(named) == 1 else None)
    return scope.at(nearest)


def _period_scope(
    sentence: Sentence, mentions: Mentions, start: int, phrase_end: int, scope: Scope, *, previous: bool
) -> Scope:
    before = [m for m in mentions.periods if m.end <= start]
    inside = [m for m in mentions.periods if start < m.start <= phrase_end and not m.same_period_before]
    if previous:
        named = [m for m in mentions.periods if start < m.start and m.period != scope.period]
        following = [m for m in named if not _OVER.search(sentence.text[start : m.start])]
        if _COMPARED_LEVEL.search(sentence.text[sentence.start : start]) and following:
            return replace(scope, period=following[0].period)  # `so với 12 vụ của năm 2022`
        earlier = [m for m in before if m.same_period_before and m.period]
        if earlier:
            return replace(scope, period=earlier[-1].period)
        return replace(scope, period=shift_years(scope.period, -1) if scope.period else None)
    plain = [m for m in before if not m.same_period_before]
    chosen = inside[0] if inside else (plain[-1] if plain else None)
    told = sentence.text[max(sentence.start, sentence.text.rfind(";", sentence.start, start)) : start].lower()
    several = _SEVERAL_YEARS.search(told)
    if several and not (chosen and chosen.start > sentence.start + several.start()):
        # several years, which no single one of them is
        return scope if scope.period and "/" in scope.period else replace(scope, period=None)
    if chosen is None or not chosen.period:
        return scope
    if not inside:
        since = sentence.text[chosen.end : start].lower()
        if any(word in since for word in WHOLE_PERIOD):
            return scope
        if _MONTHS.search(since):  # a stretch of months that the words do not place in a year
            return replace(scope, period=None)
    return replace(scope, period=chosen.period)
