"""A question as understood: what all its readers hand on."""

from dataclasses import dataclass
from typing import Literal

from vectorstore.analysis.periods import PeriodMention
from vectorstore.analysis.places import PlaceMention
from vectorstore.analysis.question.aspects import Aspect
from vectorstore.analysis.question.numbers import Given
from vectorstore.analysis.tasks import Task


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """An indicator of the list named in a question, from its first word to its last."""

    indicator: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """A question as understood.

    `places`: a mention each, so that several localities of one province are several mentions of it.
    `periods` are those asked about, in the order named; the one a change is measured from is not among them
    but in `compared_period`. A mention without a period is an open one (`từ 2019 đến nay`).
    `indicators` are in the order asked; of a ratio or comparison, what is measured first.
    `terms` are the folded words that say something and are not explained by what else is read here: an
    answer must account for them too; of an English question in Vietnamese where the glossary knows them.
    `compared_terms` only say what a change is measured from (`trước Pháp lệnh`). `given` are numbers that the
    question states itself with what they count (`18 xã`): nobody asks for them. `asked` is the folded noun
    right after the question word; `tien` when money is asked for without one. `level` is the tier of
    government named (`cấp tỉnh`). `numeric` says that a number is wanted. `span`: first and last year of a
    range wanted year by year, None where open; `span_years`: that many of the latest. `merged`: today's
    province is meant, its parts together. `all_places`: the words range over all provinces, and none is named
    but that whose rank is asked (`đứng thứ mấy`). `named_part`: the folded words of the one part asked
    for of what is named before it (`riêng cấp xã`); the figure itself must be of that part. `of_service`: it
    asks whom to reach, what to bring or where to go (`cần giấy tờ gì`), which reports do not tell.
    """

    text: str
    language: Literal["vi", "en"]
    folded: bool
    places: tuple[PlaceMention, ...]
    periods: tuple[PeriodMention, ...]
    indicators: tuple[IndicatorMention, ...]
    aspects: frozenset[Aspect]
    terms: tuple[str, ...]
    asked: str | None
    level: str | None
    numeric: bool
    task: Task
    span: tuple[int | None, int | None] | None = None
    span_years: int | None = None
    merged: bool = False
    all_places: bool = False
    compared_period: PeriodMention | None = None
    compared_terms: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    named_part: tuple[str, ...] = ()
    of_service: bool = False

    @property
    def localities(self) -> tuple[str, ...]:
        """The localities named, as printed, each once."""
        return tuple(dict.fromkeys(m.locality for m in self.places if m.locality))
