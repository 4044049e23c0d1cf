"""The faults, each with the limits that must catch it.

Each is what a careless change could do: to lose the figures, to compare words with their diacritics on, to
miscount citations, to answer whatever is asked.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from assistant.chain import Assistant
from eval.assistant_system import AssistantSystem
from eval.regressions.broken import CatalogWithoutFigures, LetterForLetter, NeverAbstains, ShiftedCitations
from eval.regressions.system import Parts
from eval.system import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is broken, how it is planted, and the limits, by kind and metric, that must be missed for it."""

    meaning: str
    plant: Callable[[Parts], AbstractContextManager[System]]
    caught_by: Collection[tuple[str, str]]


@contextmanager
def figures_off(parts: Parts) -> Iterator[System]:
    """Every question is answered as if no figure had been read."""
    catalog = CatalogWithoutFigures(parts.database_url)
    try:
        assistant = Assistant(catalog, parts.retriever)
        yield AssistantSystem(assistant, parts.retriever, parts.catalog)
    finally:
        catalog.close()


@contextmanager
def folding_off(parts: Parts) -> Iterator[System]:
    """Words are compared with their diacritics on."""
    yield LetterForLetter(parts)


@contextmanager
def citations_shifted(parts: Parts) -> Iterator[System]:
    """Citation numbers are off by one."""
    yield ShiftedCitations(parts)


@contextmanager
def abstention_off(parts: Parts) -> Iterator[System]:
    """Nothing is ever refused."""
    yield NeverAbstains(parts)


FAULTS: Mapping[str, Fault] = {
    "figures_off": Fault(
        meaning="no figure is read from the reports",
        plant=figures_off,
        caught_by=(("lookup", "value"), ("sum", "value"), ("no_place", "table")),
    ),
    "folding_off": Fault(
        meaning="words typed without diacritics match only words printed without them",
        plant=folding_off,
        caught_by=(("no_diacritics", "value"),),
    ),
    "citations_shifted": Fault(
        meaning="every citation number is one too high",
        plant=citations_shifted,
        caught_by=(("all", "quoted"), ("all", "citations_whole")),
    ),
    "abstention_off": Fault(
        meaning="the nearest passage answers what the reports do not say",
        plant=abstention_off,
        caught_by=(
            ("unanswerable", "abstention_recall"),
            ("off_topic", "abstention_recall"),
            ("unanswerable", "wrong_number"),
        ),
    ),
}
"""By name."""
