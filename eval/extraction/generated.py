"""Generated reports as cases: a folder with `gold.jsonl`, the simulator's names told in the program's."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.extraction.errors import ExtractionError
from eval.extraction.gold import Also, Case, Expectation, Expected, Gold
from eval.extraction.locate import Locator
from eval.simulate.gold import GoldFigure, Kind, read_gold
from eval.simulate.questions.geography import called
from vectorstore.analysis.indicators import indicators
from vectorstore.schema import FigureKind, StructuredText

IDS = Path(__file__).with_name("indicator_ids.toml")


@dataclass(frozen=True, slots=True)
class GeneratedReport(Expectation):
    """The gold of one generated report."""

    gold: tuple[GoldFigure, ...]

    def of(self, text: StructuredText) -> Expected:
        """The figures where their sentences and cells stand in the text; what is not there is lost."""
        locator = Locator(text)
        placed = [(figure, locator.find(figure)) for figure in self.gold]
        return Expected(
            figures=tuple(_gold(figure, *span) for figure, span in placed if span is not None),
            lost=tuple(_gold(figure, 0, 0) for figure, span in placed if span is None),
        )


def generated_cases(folder: Path) -> list[Case]:
    """The reports of a folder, or of its `corpus`.

    Raises ExtractionError where there is no gold or a file is absent.
    """
    gold_file = folder / "gold.jsonl"
    if not gold_file.is_file():
        raise ExtractionError(f"no gold.jsonl in {folder}")
    by_report: dict[str, list[GoldFigure]] = defaultdict(list)
    for figure in read_gold(gold_file):
        by_report[figure.report].append(figure)
    homes = [home for home in (folder, folder / "corpus") if home.is_dir()]
    cases = []
    for report, figures in by_report.items():
        path = next((home / report for home in homes if (home / report).is_file()), None)
        if path is None:
            raise ExtractionError(f"{report} of gold.jsonl is not in {folder}")
        cases.append(Case(path=path, quotable=True, expectation=GeneratedReport(tuple(figures))))
    return cases


class _Part(BaseModel):
    """What is not on the program's list but may be read as a part of what is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    part: str


class IndicatorIds(BaseModel):
    """The simulator's indicators told in the program's: `indicator_ids.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ids: Mapping[str, str]
    parts: Mapping[str, _Part]
    named_parts: Mapping[str, Mapping[str, str]]


@cache
def indicator_ids() -> IndicatorIds:
    """The file, read once."""
    return IndicatorIds.model_validate(tomllib.loads(IDS.read_text(encoding="utf-8")))


def program_id(simulated: str) -> str | None:
    """The program's id of what the simulator counts, None for what is not on the program's list."""
    name = indicator_ids().ids.get(simulated, simulated)
    return name if name in indicators() else None


def _gold(figure: GoldFigure, start: int, end: int) -> Gold:
    indicator, also, part = _subject(figure)
    levels = (
        (FigureKind.ACHIEVED, FigureKind.PART) if also and figure.kind in (Kind.ACHIEVED, Kind.PART) else ()
    )
    return Gold(
        start=start,
        end=end,
        value=figure.value,
        value_to=figure.value_to,
        unit=figure.unit,
        qualifier=figure.qualifier,
        kind=FigureKind(figure.kind.value),
        indicator=indicator,
        name=indicator or f"({figure.indicator})",
        province=called().get(figure.province, figure.province),
        locality=figure.locality,
        period=figure.period,
        part=part,
        construction=figure.construction or ("table" if figure.table else figure.kind.value),
        style=figure.style or "house",
        document_kind=figure.document_kind,
        also=Also(indicator=also, kind=levels, period=(figure.dates,) if figure.dates else ()),
    )


def _subject(figure: GoldFigure) -> tuple[str | None, tuple[str | None, ...], str | None]:
    """The indicator, others that are right as well, and the part that is named then."""
    ids, own = indicator_ids(), program_id(figure.indicator)
    named = ids.named_parts.get(figure.indicator, {}).get(figure.part or "")
    if named in indicators():
        return named, (own,), figure.part
    part_of = ids.parts.get(figure.indicator)
    return (own, (part_of.of,), figure.part or part_of.part) if part_of else (own, (), figure.part)
