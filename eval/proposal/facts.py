"""What a folder of reports states, as far as a question can be made of it.

Reports are read by the ordinary write path, without an index. A fact is a figure of one indicator, place and
period on which all reports agree; whatever is partial, local, ambiguous or contradicted is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.figures import read_figures
from ingest.identity import content_hash, report_id_for
from ingest.reading import read_file
from ingest.walk import FoundFile, walk
from vectorstore.analysis.text import fold
from vectorstore.schema import Figure, FigureKind, Report

Progress = Callable[[int, int, str], None]
"""Told how many reports are read, of how many, and which one is next."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which figure is meant."""

    indicator: str
    province: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with the first sentence or table row that proves it, and every report that states it."""

    key: Key
    value: float
    unit: str
    sources: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The facts of a folder, and what is known to be told of at all.

    `told` are the indicators of each province that any figure is of, whatever part or year; `periods` those
    of each province; `texts` the folded texts of its reports. `files` are the readable ones, `refused` the
    others with the reason.
    """

    facts: tuple[Fact, ...]
    told: Mapping[str, frozenset[str]]
    periods: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]
    files: tuple[FoundFile, ...]
    refused: Mapping[str, str]


def read_facts(folder: Path, progress: Progress = lambda done, total, what: None) -> Held:
    """What the reports of a folder state."""
    reading = _Reading()
    files = walk([folder]).files
    for number, file in enumerate(files):
        progress(number, len(files), file.source)
        reading.take(file)
    progress(len(files), len(files), "")
    return reading.held()


class _Reading:
    def __init__(self) -> None:
        self._stated: dict[Key, list[tuple[str, Figure, str]]] = defaultdict(list)
        self._told: dict[str, set[str]] = defaultdict(set)
        self._periods: dict[str, set[str]] = defaultdict(set)
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._files: list[FoundFile] = []
        self._refused: dict[str, str] = {}
        self._met: set[str] = set()

    def take(self, file: FoundFile) -> None:
        data = file.path.read_bytes()
        digest = content_hash(data)
        if digest in self._met:  # the same bytes under another path: one report
            return
        try:
            read = read_file(data, file.source)
        except IngestError as error:
            self._refused[file.source] = error.reason
            return
        self._met.add(digest)
        self._files.append(file)
        report = Report(
            report_id=report_id_for(file.source, lambda _: False),
            sources=(file.source,),
            content_hash=digest,
            format=read.format,
            metadata=read.metadata,
        )
        text = read.text.text
        if read.metadata.province is not None:
            self._texts[read.metadata.province].append(fold(text))
        for figure in read_figures(report, read.text):
            self._note(figure, file.source, text)

    def held(self) -> Held:
        facts = (_fact(key, stated) for key, stated in sorted(self._stated.items(), key=lambda item: item[0]))
        return Held(
            facts=tuple(fact for fact in facts if fact is not None),
            told={province: frozenset(indicators) for province, indicators in self._told.items()},
            periods={province: frozenset(periods) for province, periods in self._periods.items()},
            texts={province: "\n".join(texts) for province, texts in self._texts.items()},
            files=tuple(self._files),
            refused=self._refused,
        )

    def _note(self, figure: Figure, source: str, text: str) -> None:
        if figure.province is not None:
            self._told[figure.province].update(_indicators_of(figure))
            if figure.period is not None:
                self._periods[figure.province].add(figure.period)
        if (
            figure.indicator is not None
            and figure.province is not None
            and figure.period is not None
            and figure.kind in (FigureKind.ACHIEVED, FigureKind.PREVIOUS)
            and figure.part is None
            and figure.locality is None
        ):
            key = Key(figure.indicator, figure.province, figure.period)
            self._stated[key].append((source, figure, text[figure.start : figure.end]))


def _indicators_of(figure: Figure) -> tuple[str, ...]:
    return (*figure.rivals, *(() if figure.indicator is None else (figure.indicator,)))


def _fact(key: Key, stated: Sequence[tuple[str, Figure, str]]) -> Fact | None:
    """The fact that all statements agree on, proved by a report on the period itself; None without one."""
    figures = [figure for _, figure, _ in stated]
    own = [(source, figure, quote) for source, figure, quote in stated if _is_plain(figure)]
    if len({figure.value for figure in figures}) != 1 or len({figure.unit for figure in figures}) != 1:
        return None
    if not own or any(figure.rivals or figure.value_to is not None for figure in figures):
        return None
    _, first, quote = own[0]
    sources = tuple(sorted({source for source, _, _ in stated}))
    return Fact(key=key, value=first.value, unit=first.unit, sources=sources, evidence=quote)


def _is_plain(figure: Figure) -> bool:
    return figure.kind is FigureKind.ACHIEVED and not figure.rivals
