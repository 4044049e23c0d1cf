"""Periods named in a text: `6 tháng đầu năm 2023`, `quý I`, `cùng kỳ`, `tính đến 31/12`, bare years.

`find_periods` reads them with the patterns of `period_patterns.py`; the notation itself, its comparison and
its description are in `period_notation.py` and offered here too.
"""

import re
from dataclasses import dataclass
from datetime import date

from vectorstore.analysis.bare_years import BARE_YEAR, has_only_years, is_named_year, reads_as_year
from vectorstore.analysis.period_notation import (
    as_of,
    between,
    bounds,
    covers,
    describe,
    months_of,
    same_period,
    shift_years,
    year_of,
)
from vectorstore.analysis.period_patterns import (
    YEAR,
    Reading,
    absolute_rules,
)
from vectorstore.analysis.period_relative import relative_patterns
from vectorstore.analysis.text import comparable, fold, has_diacritics

__all__ = [
    "PeriodMention",
    "bounds",
    "covers",
    "describe",
    "find_periods",
    "same_period",
    "shift_years",
    "time_spans",
    "year_of",
]


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where a text names it; `period` is None when nothing tells which one is meant.

    `same_period_before`: the words compare with the same period of an earlier year. `as_of`: the words
    give the day up to which something was counted, not a stretch; its period is the anchor or the year that
    closes about that day, else its month.
    """

    start: int
    end: int
    period: str | None
    same_period_before: bool = False
    as_of: bool = False


def find_periods(
    text: str, start: int = 0, end: int | None = None, *, anchor: str | None = None
) -> list[PeriodMention]:
    """The periods named in `text[start:end]`, in order; `anchor` is the period of the report.

    A relative mention takes its year from the anchor, or from the sentence when that agrees with it.
    """
    return _Scan(text, start, end, anchor).mentions()


def time_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """What tells time in `text[start:end]`, periods or not, and document numbers: they count nothing."""
    return _Scan(text, start, end, None).time_spans()


_DOCUMENT_NUMBER = re.compile(
    r"\d+[A-Za-zđĐ]{0,2}\s?/(?:\d{4}/)?(?:[A-ZĐ]{2,}|[A-ZĐ]-|[a-zđ]{2,}-[a-zđ]{2,})[\w\-–./]*"
    r"|\d+[A-Za-z]?/\d{4}/[A-Za-zĐđ][\w\-–./]*"
    r"|(?i:\bsố:?\s*)\d+/\d{4}(?![\d/])"
)
# A law's own year is no period: `Luật Hòa giải ở cơ sở năm 2013`. Up to eight words may stand between, after
# the first of them a comma: `Luật Phổ biến, giáo dục pháp luật năm 2012`.
_LAW_YEAR = re.compile(
    r"(?<!Pháp )(?<!công ty )(?<!Công ty )\b(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?! sư| gia)"
    r"(?:\s+(?!trong\b|từ\b|tại\b|do\b|giai\b|sư\b)[^\W\d_]+(?:\s+[^\W\d_]+)?"
    r",(?=\s+(?!năm\b|kế\b|nghị\b|chương\b|các\b|trong\b|tính\b|đến\b)[a-zà-ỹđ]))?"
    rf"(?:\s+(?!trong\b|từ\b|tại\b|do\b|giai\b|sư\b)[^\W\d_]+){{0,8}}?\s+(?:năm\s+)?({YEAR})(?![\d/.-]\d)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    reading: Reading
    same_period: bool = False
    last_year: bool = False


class _Scan:
    """One pass over a text; `_taken` marks the characters that tell time."""

    def __init__(self, text: str, start: int, end: int | None, anchor: str | None) -> None:
        self._text = text
        self._start = start
        self._end = len(text) if end is None else min(end, len(text))
        self._anchor = anchor
        part = text[self._start : self._end]
        self._low = comparable(part)
        self._folded = fold(part)
        self._part = part
        self._marked = has_diacritics(part)
        self._taken = bytearray(len(part))
        self._found: list[_Found] = []
        self._claim_numbers_of_documents_and_laws()
        self._find_same_periods()
        self._find_absolute()
        self._find_relative()
        self._find_bare_years()
        self._found.sort(key=lambda found: found.start)

    def mentions(self) -> list[PeriodMention]:
        """The mentions with their periods resolved, offsets in the whole text."""
        mentions = []
        for index, found in enumerate(self._found):
            period = self._resolve(found, index)
            if period is None and found.reading.since is not None:
                period = self._open_stretch(found.reading.since)
            mentions.append(
                PeriodMention(
                    found.start + self._start,
                    found.end + self._start,
                    period,
                    found.same_period,
                    found.reading.as_of,
                )
            )
        return mentions

    def time_spans(self) -> list[tuple[int, int]]:
        """The stretches taken, offsets in the whole text."""
        stretches = re.compile(rb"\x01+").finditer(self._taken)
        return [(found.start() + self._start, found.end() + self._start) for found in stretches]

    # Finding

    def _free(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) < 0

    def _claim(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def _add(
        self, start: int, end: int, reading: Reading, *, same: bool = False, last_year: bool = False
    ) -> None:
        self._claim(start, end)
        if not reading.silent:
            self._found.append(_Found(start, end, reading, same, last_year))

    def _claim_numbers_of_documents_and_laws(self) -> None:
        for found in _DOCUMENT_NUMBER.finditer(self._part):
            self._claim(*found.span())
        if "uật" not in self._part and "háp" not in self._part:
            return
        anchored = str(year_of(self._anchor)) if self._anchor else None
        for found in _LAW_YEAR.finditer(self._part):
            if found[1] != anchored:
                self._claim(*found.span())

    def _find_same_periods(self) -> None:
        patterns = relative_patterns()
        if "cung" in self._folded or "period" in self._folded or "ck" in self._folded:
            for found in patterns.same_period.finditer(self._low):
                if self._free(*found.span()):
                    self._add_same_period(found.start(), found.end())
        for found in patterns.versus_last_year.finditer(self._low):
            if self._free(*found.span()):
                self._add(*found.span(), Reading(), same=True, last_year=True)

    def _add_same_period(self, start: int, end: int) -> None:
        last_year = relative_patterns().last_year.match(self._low, end)
        if last_year:
            self._add(start, last_year.end(), Reading(), same=True, last_year=True)
            return
        joint = re.compile(r"\s+(?:(?:của|of|in)\s+)?").match(self._low, end)
        if joint:
            for rule in absolute_rules():
                found = rule.pattern.match(self._low, joint.end())
                reading = rule.read(found) if found else None
                if found and reading and reading.period:
                    self._add(start, found.end(), reading, same=True)
                    return
            bare = BARE_YEAR.match(self._low, joint.end())
            if bare:
                self._add(start, bare.end(), Reading(bare[1]), same=True)
                return
        self._add(start, end, Reading(), same=True, last_year=True)

    def _find_absolute(self) -> None:
        for rule in absolute_rules():
            if rule.triggers and not any(trigger in self._folded for trigger in rule.triggers):
                continue
            for found in rule.pattern.finditer(self._low):
                if self._free(*found.span()):
                    reading = rule.read(found)
                    if reading is not None:
                        self._add(*found.span(), reading)

    def _find_relative(self) -> None:
        patterns = relative_patterns()
        whole = Reading(of_year=str)
        for pattern, reading, last_year in (
            (patterns.this_period, Reading(of_year=self._own_period), False),
            (patterns.last_year_alone, Reading(of_year=lambda year: str(year - 1)), False),
            (patterns.this_year, whole, False),
        ):
            for found in pattern.finditer(self._low):
                if self._free(*found.span()):
                    self._add(*found.span(), reading, last_year=last_year)
        for found in patterns.bare_months.finditer(self._low):
            if self._free(*found.span()):
                self._add_bare_months(found)

    def _own_period(self, year: int) -> str:
        return self._anchor or str(year)

    def _add_bare_months(self, found: re.Match[str]) -> None:
        reading = next(
            (
                rule.read(match)
                for rule in absolute_rules()
                if (match := rule.pattern.match(f"{found[0]} đầu năm"))
            ),
            None,
        )
        if reading is None or reading.of_year is None:
            return
        if self._anchor is None:
            wanted = reading.of_year(2000) in (months_of(2000, 3), months_of(2000, 6), months_of(2000, 9))
        else:
            year = year_of(self._anchor)
            wanted = year is not None and same_period(reading.of_year(year), self._anchor)
        self._add(*found.span(), reading if wanted else Reading(silent=True))

    def _find_bare_years(self) -> None:
        candidates = [found for found in BARE_YEAR.finditer(self._low) if self._free(*found.span())]
        if not candidates:
            return
        in_report = self._anchor is not None
        alone = in_report and has_only_years(self._low, self._free)
        ends = {found.end for found in self._found if found.reading.period}
        for found in candidates:
            if not reads_as_year(self._low, found, marked=self._marked):
                continue
            if not in_report or is_named_year(self._low, found, ends, alone=alone):
                self._add(*found.span(), Reading(found[1]))
                ends.add(found.end())

    # Resolving

    def _resolve(self, found: _Found, index: int) -> str | None:
        reading = found.reading
        if found.same_period:
            return self._earlier(found, self._reference(index))
        year = self._year_here(index) if reading.period is None else None
        period = reading.of_year(year) if reading.of_year is not None and year is not None else reading.period
        if period is not None and reading.closes is not None:
            month, day = reading.closes
            return as_of(date(int(period[:4]), month, day), self._anchor) or period
        return period

    def _earlier(self, found: _Found, reference: str | None) -> str | None:
        if found.last_year:
            return shift_years(reference, -1) if reference else None
        named = found.reading.period
        if reference is None or named is None or len(named) != 4:
            return named
        year = year_of(reference)
        return named if year is None else shift_years(reference, int(named) - year)

    def _reference(self, index: int) -> str | None:
        """The period that `cùng kỳ` compares with: the sentence's, if it agrees with the report's."""
        year = year_of(self._anchor) if self._anchor else None
        for found in reversed(self._found[:index]):
            if found.same_period or found.reading.as_of:
                continue
            period = self._resolve(found, -1)
            if period and year_of(period) is not None and year in (None, year_of(period)):
                return period
        return self._anchor

    def _year_here(self, index: int) -> int | None:
        """The year of a mention that names none: the report's, else the only or the last one before it."""
        if self._anchor is not None:
            return year_of(self._anchor)
        if index < 0:
            return None
        years = [
            (f.start, year_of(f.reading.period))
            for f in self._found
            if f.reading.period and not f.same_period
        ]
        before = [year for start, year in years if start < self._found[index].start and year is not None]
        if before:
            return before[-1]
        after = {year for _, year in years if year is not None}
        return after.pop() if len(after) == 1 else None

    def _open_stretch(self, since: int) -> str | None:
        if self._anchor is None:
            return None
        first, last = bounds(str(since))[0], bounds(self._anchor)[1]
        return between(first, last) if first <= last else None
