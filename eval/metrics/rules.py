"""The metrics of one answer by name: when each applies, and the function that computes it.

What cannot be told from the expectations and the answer alone (verdicts over other metrics, the ranking of a
search) is `score`'s work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.answer import Answer, Status, Table, Value
from eval.metrics import citations, follow_up, lists, outcome, values, words
from eval.metrics.citations import ReportText
from eval.question import Expected, ExpectedTable, ExpectedValue


@dataclass(frozen=True, slots=True)
class Asked:
    """What metrics look at beside the answer (`score.score_row` explains the fields)."""

    expected: Expected
    question: str
    follow_up: bool = False
    report_text: ReportText | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A metric of one answer: whether it applies, by the expectations alone, and its score where it does.

    `of_what_is_said` leaves it out where the system declined to answer: what was not said cannot be said
    badly, and that it should have been counts elsewhere (`refused`, `value`, `citation`).
    """

    applies: Callable[[Asked], bool]
    score: Callable[[Asked, Answer], float]
    of_what_is_said: bool = False

    def is_due(self, asked: Asked, answer: Answer | None) -> bool:
        """Whether the row gets a score by this rule; a question whose asking failed (None) always does."""
        left_out = self.of_what_is_said and answer is not None and outcome.declined(answer)
        return self.applies(asked) and not left_out


def _always(asked: Asked) -> bool:
    return True


def _an_answer(asked: Asked) -> bool:
    return asked.expected.status is Status.ANSWERED


def _an_absence(asked: Asked) -> bool:
    return asked.expected.status is Status.NOT_FOUND


def _values(asked: Asked) -> bool:
    return bool(asked.expected.values)


def _places(asked: Asked) -> bool:
    return any(value.province is not None for value in asked.expected.values)


def _periods(asked: Asked) -> bool:
    return any(value.period is not None for value in asked.expected.values)


def _table(asked: Asked) -> bool:
    return asked.expected.table is not None


def _sources(asked: Asked) -> bool:
    return _an_answer(asked) and bool(asked.expected.sources)


def _tabled(measure: Callable[[Table | None, ExpectedTable], float]) -> Callable[[Asked, Answer], float]:
    def score(asked: Asked, answer: Answer) -> float:
        return measure(answer.table, asked.expected.table) if asked.expected.table is not None else 0.0

    return score


def _covered(asked: Asked, answer: Answer) -> float:
    expected = asked.expected.coverage
    return lists.coverage_right(answer.coverage, expected) if expected is not None else 0.0


def _part(matches: Callable[[Value, ExpectedValue], bool]) -> Callable[[Asked, Answer], float]:
    return lambda asked, answer: values.first_values_match(answer.values, asked.expected.values, matches)


RULES: Mapping[str, Rule] = {
    "status": Rule(_always, lambda asked, answer: outcome.status_right(answer, asked.expected.status)),
    "wrong_number": Rule(
        _always, lambda asked, answer: values.shows_wrong_number(answer, asked.expected, asked.question)
    ),
    "abstention_recall": Rule(_an_absence, lambda asked, answer: float(outcome.abstained(answer))),
    "value": Rule(_values, _part(values.value_matches)),
    "number": Rule(_values, _part(values.number_matches)),
    "amount": Rule(_values, _part(values.amount_matches)),
    "unit": Rule(_values, _part(values.unit_matches)),
    "place": Rule(_places, _part(values.place_matches)),
    "period": Rule(_periods, _part(values.period_matches)),
    "quoted": Rule(
        _values,
        lambda asked, answer: values.values_quoted(
            answer.values, answer.citations, len(asked.expected.values)
        ),
    ),
    "extra_values": Rule(
        _values,
        lambda asked, answer: values.extra_values(answer.values, asked.expected.values, asked.expected.also),
    ),
    "citations_whole": Rule(_an_answer, lambda asked, answer: citations.citations_whole(answer)),
    "quote_exact": Rule(
        _an_answer,
        lambda asked, answer: citations.quotes_exact(answer.citations, asked.report_text),
        of_what_is_said=True,
    ),
    "citation": Rule(
        _sources, lambda asked, answer: citations.cites_any(answer.citations, asked.expected.sources)
    ),
    "citation_precision": Rule(
        _sources,
        lambda asked, answer: citations.citation_precision(answer.citations, asked.expected.sources),
        of_what_is_said=True,
    ),
    "citation_recall": Rule(
        _sources,
        lambda asked, answer: citations.citation_recall(
            answer, asked.expected.sources, len(asked.expected.values)
        ),
    ),
    # of an answer that shows no number where values are expected; any other is measured by `score`
    "grounded": Rule(_values, lambda asked, answer: 0.0, of_what_is_said=True),
    "items_recall": Rule(
        lambda asked: bool(asked.expected.items),
        lambda asked, answer: lists.items_recall(answer, asked.expected.items),
    ),
    "table": Rule(_table, _tabled(lists.table_rows_held)),
    "table_cells": Rule(_table, _tabled(lists.table_cells_right)),
    "coverage": Rule(lambda asked: asked.expected.coverage is not None, _covered),
    "phrases": Rule(
        lambda asked: bool(asked.expected.phrases),
        lambda asked, answer: words.phrases_held(answer, asked.expected.phrases),
    ),
    "evidence_f1": Rule(
        lambda asked: asked.expected.evidence is not None,
        lambda asked, answer: words.evidence_f1(
            answer.answer, answer.citations, asked.expected.evidence or ""
        ),
    ),
    "follow_up": Rule(
        lambda asked: asked.follow_up and (_places(asked) or _periods(asked)),
        lambda asked, answer: follow_up.follow_up_understood(answer, asked.expected.values),
    ),
}
