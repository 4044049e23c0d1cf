"""Which of a question's periods are asked about, and which one they are compared with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from vectorstore.analysis.periods import PeriodMention, bounds, find_periods, shift_years
from vectorstore.analysis.question.wording import AGAINST, BETWEEN, MEASURED_FROM
from vectorstore.analysis.text import Token, fold

# `so với cuối năm 2022`, `than in the same period of 2023`
_COMPARED = re.compile(rf"(?:^|\W)(?:{'|'.join(MEASURED_FROM)})(?:\s+(?:{'|'.join(BETWEEN)})){{0,4}}\s*$")
_JOINED = re.compile(r"\s*(?:,|va|and|voi|so voi|,\s*so voi)\s+")
_ANY_YEAR = "2000"
_CLAUSE_END = re.compile(r"[,;:?.!\n]")


_SHORT_YEAR = re.compile(r"\b[Nn]\.?(?=\s?20\d\d\b)")
_ARROW = re.compile(r"(?<=\b20\d\d)\s*(?:[-–=]*>|→)\s*(?=20\d\d\b)")
_MERGER = re.compile(
    r"\b20\d\d (?:merger|reorganisation)\b|\b(?:merger|sap nhap|hop nhat) (?:of|in|nam|vao nam) 20\d\d\b"
)
_END_QUARTER = re.compile(
    r"(?<!\d )(?<!hai )(?<!ba )"
    r"\b(?:qu[ýy])\s+(?:(đầu|dau)|(cuối|cuoi))(?=\s+(?:tiên\s+)?(?:của\s+)?n[ăa]m\b)",
    re.IGNORECASE,
)


def legible(text: str, other: Iterable[tuple[int, int]]) -> str:
    """The text with its periods as they are usually written, each letter in its place.

    `n2023` for a year, `quý đầu năm` for its first quarter, `2018->2024` for a range; the year of a merger is
    no period. The spans `other` name something else, whatever
    they look like (`Hà Nam`, `việc năm trước chuyển sang`).
    """
    letters = list(text)
    for start, end in other:
        letters[start:end] = ("x" if letter.isalnum() else letter for letter in letters[start:end])
    for found in _END_QUARTER.finditer(text):
        group = 1 if found[1] else 2
        start, end = found.span(group)
        letters[start:end] = ("1" if group == 1 else "4").ljust(end - start)
    for found in _SHORT_YEAR.finditer(text):
        letters[found.start() : found.end()] = " " * len(found[0])
    for found in _ARROW.finditer(text):
        letters[found.start() : found.end()] = "-".ljust(len(found[0]))
    for found in _MERGER.finditer(fold(text)):
        letters[found.start() : found.end()] = "x" * len(found[0])
    return "".join(letters)


def told_by_calendar(
    text: str, named: Sequence[PeriodMention], today: date | None
) -> Sequence[PeriodMention]:
    """The mentions, `năm nay` and `năm ngoái` counted from the day of asking where that is known."""
    if today is None or not any(m.period is None and _by_calendar(text, m) for m in named):
        return named
    anchored = {(m.start, m.end): m for m in find_periods(text, anchor=str(today.year))}
    return [
        anchored.get((m.start, m.end), m) if m.period is None and _by_calendar(text, m) else m for m in named
    ]


_CALENDAR = re.compile(r"\bnam (?:nay|ngoai)\b|\b(?:this|last) year\b")


def _by_calendar(text: str, mention: PeriodMention) -> bool:
    return _CALENDAR.search(fold(text[mention.start : mention.end])) is not None


def resolved(named: Sequence[PeriodMention]) -> tuple[PeriodMention, ...]:
    """The mentions, a bare `cùng kỳ` before its period read as the year before the one asked about."""
    own = next((m.period for m in named if m.period and not m.same_period_before and not m.as_of), None)
    own = own or next((m.period for m in named if m.period and not m.same_period_before), None)
    if own is None:
        return tuple(named)
    return tuple(
        replace(m, period=shift_years(own, -1)) if m.same_period_before and m.period is None else m
        for m in named
    )


def with_their_part(text: str, named: Sequence[PeriodMention]) -> tuple[PeriodMention, ...]:
    """The mentions, years given the part of the year that is named once for them all.

    `6 tháng đầu năm các năm 2021, 2022`: of each; `quý I năm 2022 và 2023`: a bare year behind it too.
    """
    years = [m for m in named if _is_year(m)]
    parts = [m for m in named if m.period is None and _part(text, m)]
    if len(parts) == 1 and len(years) > 1 and all(parts[0].end <= m.start for m in years):
        part = _part(text, parts[0])
        return tuple(_of_part(m, part) if _is_year(m) else m for m in named if m is not parts[0])
    found: list[PeriodMention] = []
    for mention in named:
        before = found[-1] if found else None
        joined = before and _JOINED.fullmatch(fold(text[before.end : mention.start]))
        bare = text[mention.start : mention.end] == mention.period
        own = before.period[4:] if before and before.period and "/" not in before.period else ""
        found.append(_of_part(mention, own) if joined and bare else mention)
    return tuple(found)


def _is_year(mention: PeriodMention) -> bool:
    return mention.period is not None and len(mention.period) == 4


def _of_part(mention: PeriodMention, part: str) -> PeriodMention:
    return replace(mention, period=f"{mention.period}{part}")


def _part(text: str, mention: PeriodMention) -> str:
    """What stands behind the year in the notation of a mention that names no year (`-H1`)."""
    again = find_periods(text[mention.start : mention.end], anchor=_ANY_YEAR)
    period = again[0].period if len(again) == 1 else None
    return period[4:] if period and "/" not in period else ""


def split_compared(
    text: str, named: Sequence[PeriodMention]
) -> tuple[tuple[PeriodMention, ...], PeriodMention | None]:
    """The periods a change is asked of, and the one it is measured from, when the words name it.

    Of two periods with nothing said, the earlier one.
    """
    compared = [m for m in named if m.same_period_before or _COMPARED.search(fold(text[: m.start]))]
    own = tuple(m for m in named if m not in compared)
    if own and compared:
        return own, _like(compared[0], own[0])
    dated = [m for m in named if m.period]
    if len(dated) != len(named) or len({m.period for m in dated}) != 2:
        return tuple(named), None
    earlier = min(dated, key=lambda m: bounds(m.period or "")[1])
    return tuple(m for m in dated if m.period != earlier.period), earlier


def _like(compared: PeriodMention, own: PeriodMention) -> PeriodMention:
    """A part of a year is measured from that part of the other year, though only the year is named."""
    part = own.period[4:] if own.period and "/" not in own.period else ""
    other_year = _is_year(compared) and (own.period or "")[:4] != compared.period
    return _of_part(compared, part) if part and other_year else compared


def compared_clause(text: str, words: Sequence[Token], periods: Sequence[PeriodMention]) -> frozenset[int]:
    """The tokens that say what a change is measured from where that is no period (`trước Pháp lệnh`)."""
    keys = [fold(word.text) for word in words]
    found: set[int] = set()
    for at in range(len(words) - 2):
        if tuple(keys[at : at + 2]) not in AGAINST:
            continue
        end = _CLAUSE_END.search(text, words[at + 1].end)
        stop = end.start() if end else len(text)
        if any(words[at].start <= m.start < stop for m in periods):
            continue
        found.update(i for i in range(at + 2, len(words)) if words[i].end <= stop)
    return frozenset(found)
