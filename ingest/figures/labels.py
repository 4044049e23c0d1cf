"""The label of a table's row or column: its segments, what it names, which number it says stands there.

Each distinct label is read once.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.figures.clauses import Sentence, read_sentence
from ingest.figures.label_words import PART_LEADS, PLANNED_WORDS, ROLE_WORDS, TOTAL_WORDS, TOTALLING, WHOLES
from ingest.figures.wording import CARRIED, FILLERS, LEVELS, PLANNED_LABELS, TOTALS
from ingest.relative_period import only_points
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import PeriodMention, find_periods, shift_years, year_of
from vectorstore.analysis.places import PlaceMention, find_places
from vectorstore.analysis.terms import Role
from vectorstore.analysis.text import fold

JOINED = " › "
_DISTINCT_LABELS = 8192
_DISTRICT = re.compile(r"(?:huyện|quận|thị xã|thành phố|tp\.?|tx\.?|xã|phường|thị trấn)\s+", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]((?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_BRACKETS = re.compile(r"\([^()]*\)")
_WHOLES = re.compile("|".join(WHOLES), re.IGNORECASE)
_OF_BUDGET = re.compile(r"(?:so(?: với)?|đạt|bằng|/|%)\s*dự toán\b")
BULLET = re.compile(r"[-–+•*]+\s*|(?:\d{1,2}|[IVX]{1,4}|[a-zđ])(?:\.\d{1,2})*[.)]\s*")


@dataclass(frozen=True)
class Label:
    """A row's or column's label as printed, joined from its segments, and what it names.

    `district` is the segment that names a district or commune.
    """

    text: str
    key: str
    sentence: Sentence
    places: tuple[PlaceMention, ...]
    district: str

    @cached_property
    def segments(self) -> tuple["Label", ...]:
        """The labels it is joined from, the outermost first."""
        pieces = self.text.split(JOINED)
        return tuple(map(read_label, pieces)) if len(pieces) > 1 else (self,)

    @cached_property
    def own(self) -> "Label":
        """The innermost segment."""
        return self.segments[-1]

    @cached_property
    def outer(self) -> "Label":
        """The label without its innermost segment."""
        return read_label(JOINED.join(each.text for each in self.segments[:-1]))

    @cached_property
    def is_total(self) -> bool:
        """Whether it names the total of the rows or columns beside it."""
        if self.key in TOTALS:
            return True
        words = _BRACKETS.sub(" ", self.text).lower().replace(":", " ").split()
        return bool(TOTALLING & set(words)) and TOTAL_WORDS.issuperset(words)

    @cached_property
    def is_role(self) -> bool:
        """Whether it only says when, planned or done, changed by how much: not what is counted."""
        return all(key in ROLE_WORDS or key.isdigit() for key in self.bare_keys)

    @cached_property
    def bare_keys(self) -> tuple[str, ...]:
        """Its words without what stands in brackets and without the whole place (`toàn tỉnh`)."""
        bare = _WHOLES.sub(" ", _BRACKETS.sub(" ", self.text))
        return self.sentence.keys if bare == self.text else read_sentence(bare, 0, len(bare)).keys

    @cached_property
    def leads_to_parts(self) -> bool:
        """Whether it says that what it names is a part of what stands before it (`Trong đó: cấp tỉnh`)."""
        return self.unmarked.lower().startswith(PART_LEADS)

    @cached_property
    def unmarked(self) -> str:
        """Its words without the bullet or number before them."""
        found = BULLET.match(self.text)
        return self.text[found.end() :] if found else self.text

    @property
    def names_place(self) -> bool:
        """Whether it names a place."""
        return bool(self.district or self.places)

    @cached_property
    def level(self) -> str | None:
        """The tier of government it names (`cấp tỉnh`)."""
        return next((level for level in LEVELS if level in self.text.lower()), None)


@lru_cache(maxsize=_DISTINCT_LABELS)
def read_label(text: str) -> Label:
    """A label read; the words of a place's name are no words of the list."""
    places = tuple(find_places(text)) if text else ()
    district = next((piece for piece in text.split(JOINED) if _names_district(piece)), "")
    at = text.find(district)
    named = [(at, at + len(district))] if district else [(p.start, p.end) for p in places]
    sentence = read_sentence(text, 0, len(text)).without_terms_in(named)
    key = " ".join(fold(text).replace(":", " ").split())
    return Label(text, key, sentence, places, district)


def _names_district(text: str) -> bool:
    """Whether a label is a district's or commune's name, a capital letter after the kind: `Xã Tân Phú`."""
    head = _DISTRICT.match(text)
    return head is not None and text[head.end() : head.end() + 1].isupper()


@lru_cache(maxsize=_DISTINCT_LABELS)
def periods_of(text: str, anchor: str | None) -> tuple[PeriodMention, ...]:
    """The periods a label names; relative ones are told from `anchor`."""
    named = (m for m in find_periods(text, anchor=anchor) if m.period)
    return tuple(m for m in named if not text[m.end :].lower().lstrip().startswith(CARRIED))


def period_of(label: Label, anchor: str | None) -> str | None:
    """The period a label names; a bare year is one."""
    last = label.text.rpartition("›")[2].strip()
    if _YEAR.match(last):
        return last
    named = periods_of(label.text, anchor)
    if named:
        telling = (m for m in named if not only_points(label.text[m.start : m.end]))
        return next(telling, named[0]).period  # `Kỳ báo cáo (quý III/2024)`
    date = _DATE.search(label.text)
    year = year_of(anchor) if anchor else None
    if date is None or anchor is None or year is None:
        return None
    return shift_years(anchor, int(date[1]) - int(year))  # as of a day: told as the report's own period is


def names_plan(label: Label) -> bool:
    """Whether a label speaks of a plan or target."""
    words = label.text.lower()
    if any(phrase in words for phrase in PLANNED_LABELS) or PLANNED_WORDS & set(label.sentence.keys):
        return True
    return _OF_BUDGET.search(words) is not None


def leftover(label: Label, used: frozenset[str]) -> tuple[str, ...]:
    """The words of a label that neither name the indicator nor are small words or numbers."""
    return tuple(
        key for key in label.sentence.keys if key not in used and key not in FILLERS and not key.isdigit()
    )


def names_another(label: Label, indicator: str | None, known: frozenset[str] = frozenset()) -> bool:
    """Whether a label names people or offices of the list that are not what is counted.

    `known` are words that say nothing new of it.
    """
    listed = indicators()
    return any(
        role is Role.NOUN and name != indicator and listed[name].stock
        for hit in label.sentence.hits
        if hit.last - hit.first > 1
        and not any(name == indicator for name, _ in hit.roles)
        and not known.issuperset(label.sentence.keys[hit.first : hit.last])
        for name, role in hit.roles
    )
