"""A question on its way into a suite, what it was made of, and what its makers share."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.answer import Coverage, Status
from eval.question import Expected, ExpectedValue, QuestionKind, SuiteQuestion, SuiteTurn
from eval.simulate.chance import shuffled
from eval.simulate.questions.facts import Agreed, Facts, Key
from eval.simulate.questions.geography import called
from eval.simulate.questions.phrasings import Manner
from eval.simulate.questions.wording import Slots, Worded, Wording, bare

T = TypeVar("T")

VIETNAMESE: tuple[Manner, ...] = ("vi", "short")
ANY: tuple[Manner, ...] = ("vi", "vi", "short", "en")
_WITHOUT_DIACRITICS = 0.15


@dataclass(frozen=True, slots=True)
class Origin:
    """What a question was made of, to group failures by: task, frame, first figure and how that is printed.

    A question that nothing answers tells what it asks for instead, as far as that is one figure.
    """

    task: str
    phrasing: str
    indicator: str = ""
    province: str = ""
    period: str = ""
    construction: str = ""
    style: str = ""
    document_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question without an id."""

    kind: QuestionKind
    text: str
    expected: Expected
    origin: Origin
    history: tuple[SuiteTurn, ...] = ()
    note: str | None = None

    @property
    def id(self) -> str:
        """Made from what is asked alone, so that a question keeps its id when others come or go."""
        asked = "\x1f".join([*(turn.content for turn in self.history), self.text])
        return f"{self.kind.value}-{hashlib.blake2b(asked.encode(), digest_size=5).hexdigest()}"

    def question(self) -> SuiteQuestion:
        """The line of the suite."""
        return SuiteQuestion(
            id=self.id,
            question=self.text,
            history=self.history,
            kind=self.kind,
            expected=_as_answers_name(self.expected),
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Quiz:
    """What every maker of questions works with."""

    facts: Facts
    wording: Wording

    @property
    def seed(self) -> int:
        """The seed of the wording."""
        return self.wording.seed

    def worded(self, task: str, manners: Sequence[Manner], slots: Slots, *draws: object) -> Worded | None:
        """The question in words; None where an indicator has no names or no frame fits."""
        if not all(map(self.wording.knows, slots.indicators)):
            return None
        return self.wording.word(task, manners, slots, *draws, slots.indicators, slots.places, slots.periods)


Maker = Callable[[Quiz], Iterator[Draft]]
"""Makes drafts of one kind until it runs out, the most different first."""


def drafted(
    kind: QuestionKind,
    task: str,
    worded: Worded,
    expected: Expected,
    example: Agreed | None = None,
    *,
    about: Key | None = None,
    note: str | None = None,
    without_diacritics: bool = False,
) -> Draft:
    """A draft; `example` is a figure it rests on, `about` the one it asks for where there is none."""
    return Draft(
        kind=kind,
        text=bare(worded.text) if without_diacritics else worded.text,
        expected=expected,
        origin=origin_of(task, worded, example, about),
        note=note,
    )


def origin_of(task: str, worded: Worded, example: Agreed | None, about: Key | None) -> Origin:
    """What a question was made of."""
    if example is None:
        topic = (about.indicator, about.province, about.period) if about else ("", "", "")
        return Origin(task, worded.frame, *topic)
    figure = example.example
    return Origin(
        task=task,
        phrasing=worded.frame,
        indicator=figure.indicator,
        province=figure.province,
        period=figure.period,
        construction=figure.construction,
        style=figure.style,
        document_kind=figure.document_kind,
    )


def answered(values: Iterable[ExpectedValue], reports: Iterable[str]) -> Expected:
    """An answer with these values first, out of any of these reports."""
    return Expected(status=Status.ANSWERED, values=tuple(values), sources=tuple(sorted(set(reports))))


REFUSED = Expected(status=Status.NOT_FOUND)


def _as_answers_name(expected: Expected) -> Expected:
    """With the names that answers give to places."""
    names, coverage, table = called(), expected.coverage, expected.table
    changes: dict[str, object] = {
        "values": tuple(
            value.model_copy(update={"province": names.get(value.province or "", value.province)})
            for value in expected.values
        ),
        "items": tuple(names.get(item, item) for item in expected.items),
    }
    if coverage is not None:
        lists = (coverage.with_data, coverage.without_data)
        with_data, without_data = (tuple(names.get(name, name) for name in each) for each in lists)
        changes["coverage"] = Coverage(with_data=with_data, without_data=without_data)
    if table is not None:
        rows = tuple(tuple(names.get(str(cell), cell) for cell in row) for row in table.rows)
        changes["table"] = table.model_copy(update={"rows": rows})
    return expected.model_copy(update=changes)


def value_of(key: Key, agreed: Agreed) -> ExpectedValue:
    """A fact as expected; a report that gives its period by days of its own may be answered by these days."""
    return ExpectedValue(
        value=agreed.value,
        unit=agreed.unit,
        province=key.province,
        period=None if agreed.dated else key.period,
        tolerance=agreed.tolerance,
    )


def balanced(items: Iterable[T], group: Callable[[T], object], *draws: object) -> Iterator[T]:
    """The items in a drawn order that goes round the groups, so that no large one crowds out the rest."""
    groups: dict[object, list[T]] = defaultdict(list)
    for item in items:
        groups[group(item)].append(item)
    names = shuffled(sorted(groups, key=str), *draws, "groups")
    queues = [shuffled(groups[name], *draws, name) for name in names]
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue):
                yield queue[turn]


def sometimes_bare(draft: Draft, share: float) -> Draft:
    """The draft without diacritics where `share`, a number drawn in [0, 1), is small: many type so."""
    return replace(draft, text=bare(draft.text)) if share < _WITHOUT_DIACRITICS else draft
