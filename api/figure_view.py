"""A figure as the page of figures shows it, and the page's selects: values ready for the template."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import quote

from api.citing import report_url
from api.figure_choices import FigureChoices
from api.schemas import FigureItem, FigureMark
from assistant.answer import CellReference, Language
from assistant.numbers import format_number, format_qualifier
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import describe
from vectorstore.schema import FigureKind


@functools.cache
def words_of(language: Language) -> Mapping[str, str]:
    """The page's words."""
    data = tomllib.loads((files("api") / "templates" / "figures.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = data[language]
    return words


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    text: str
    chosen: bool


Options = list[tuple[str, list[Choice]]]
"""Choices under headings; the heading is empty where there is none."""


@dataclass(frozen=True, slots=True)
class MarkView:
    """Who reads a mark needs its day and its words."""

    date: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words. `before`, `printed` and `after` are the quote, cut at the number."""

    anchor: str
    amount: str
    name: str
    facts: tuple[str, ...]
    rivals: tuple[str, ...]
    before: str
    printed: str
    after: str
    cell: CellReference | None
    source: tuple[str, ...]
    url: str
    mark: MarkView | None
    mark_at: str
    unmark: str

    @classmethod
    def of(cls, item: FigureItem, language: Language, *, query: str) -> "FigureView":
        """The view of a figure; `query` is where its forms lead back to."""
        words = words_of(language)
        citation = item.citation
        start, end = item.value_start - citation.start, item.value_end - citation.start
        page = f"{words['sheet']} {citation.page}" if citation.page else ""
        back = f"?{query}" if query else ""
        path = f"figures/{quote(item.figure_id, safe='')}"
        source = (citation.title, citation.heading or "", page)
        return cls(
            anchor=anchor_of(item.figure_id),
            amount=_amount(item, language),
            name=_name(item, language, words),
            facts=_facts(item, language, words),
            rivals=tuple(_indicator_name(rival, language) or rival for rival in item.rivals),
            before=citation.quote[:start],
            printed=citation.quote[start:end],
            after=citation.quote[end:],
            cell=citation.cell,
            source=tuple(part for part in source if part),
            url=_report_address(item),
            mark=None if item.mark is None else _mark(item.mark),
            mark_at=f"{path}/mark{back}",
            unmark=f"{path}/unmark{back}",
        )


def anchor_of(figure_id: str) -> str:
    """The id of a figure's place on the page."""
    return f"f-{quote(figure_id, safe='')}".replace("%", "_")


def selects_of(
    left: FigureChoices, asked: Mapping[str, str], language: Language
) -> list[tuple[str, Options]]:
    """The selects in their order, each with its options; what is asked for is always one of them."""
    words = words_of(language)
    chosen = asked.get("indicator", "")
    listed = [id_ for id_ in indicators() if id_ in left.indicators or id_ == chosen]
    fields = dict.fromkeys(indicators()[id_].field for id_ in listed)
    by_field: Options = [
        (
            field,
            [
                Choice(id_, _indicator_name(id_, language) or id_, id_ == chosen)
                for id_ in listed
                if indicators()[id_].field == field
            ],
        )
        for field in fields
    ]
    if chosen and chosen not in listed:
        by_field.append(("", [Choice(chosen, chosen, True)]))
    period = asked.get("period", "")
    periods = [*left.periods, *([period] if period and period not in left.periods else [])]
    return [
        ("indicator", by_field),
        ("province", _plain(_with(left.provinces, asked.get("province", "")), asked.get("province", ""))),
        ("period", [("", [Choice(one, _period(one, language), one == period) for one in periods])]),
        ("kind", _worded([(kind.value, f"kind_{kind.value}") for kind in FigureKind], asked, "kind", words)),
        *(
            (name, _worded([("yes", f"{name}_yes"), ("no", f"{name}_no")], asked, name, words))
            for name in ("ambiguous", "marked")
        ),
    ]


def _with(names: Sequence[str], asked: str) -> list[str]:
    return [*names, *([asked] if asked and asked not in names else [])]


def _plain(names: Sequence[str], chosen: str) -> Options:
    return [("", [Choice(name, name, name == chosen) for name in names])]


def _worded(
    values: Sequence[tuple[str, str]], asked: Mapping[str, str], name: str, words: Mapping[str, str]
) -> Options:
    return [("", [Choice(value, words[key], asked.get(name) == value) for value, key in values])]


def _indicator_name(id_: str | None, language: Language) -> str | None:
    known = None if id_ is None else indicators().get(id_)
    if known is None:
        return id_
    return known.english if language == "en" else known.name


def _name(item: FigureItem, language: Language, words: Mapping[str, str]) -> str:
    """What is counted, as it reads on from the amount: `42 văn bản` `được thẩm định`."""
    name = _indicator_name(item.indicator, language)
    if name is None:
        return f"“{item.phrase}” ({words['unlisted']})"
    return name.removeprefix(f"{item.unit} ")


def _amount(item: FigureItem, language: Language) -> str:
    number = format_number(item.value, language)
    if item.value_to is not None:
        number = f"{number}–{format_number(item.value_to, language)}"
    unit = item.unit if item.unit == "%" else f" {item.unit}"
    return f"{format_qualifier(item.qualifier, language)}{number}{unit}".strip()


def _facts(item: FigureItem, language: Language, words: Mapping[str, str]) -> tuple[str, ...]:
    place = ", ".join(name for name in (item.locality, item.province) if name)
    period = _period(item.period, language) if item.period else words["no_period"]
    part = f"{words['part']}: {item.part}" if item.part else ""
    facts = (place or words["no_place"], period, words[f"kind_{item.kind.value}"], part)
    return tuple(fact for fact in facts if fact)


def _period(period: str, language: Language) -> str:
    try:
        told = describe(period, language)
    except ValueError:  # a period typed into the address
        return period
    return told[:1].upper() + told[1:]


def _report_address(item: FigureItem) -> str:
    """The report's page, relative to the page of figures, with the passage and the number in it marked."""
    citation = item.citation
    path, _, _ = report_url(citation.report_id, citation.start, citation.end).removeprefix("/").partition("#")
    return f"{path}&v={item.value_start}-{item.value_end}#c"


def _mark(mark: FigureMark) -> MarkView:
    noted = mark.noted_at if mark.noted_at.tzinfo else mark.noted_at.replace(tzinfo=dt.UTC)
    return MarkView(date=noted.astimezone().strftime("%d/%m/%Y"), note=mark.note)
