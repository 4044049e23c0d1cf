"""Questions that name the place and period of one report among thousands alike, in many wordings.

Questions for a number take what a report states and the frames of `eval/simulate/phrasings`; those for words
take `near_duplicate_frames.toml`. A report is asked for when it is of the place and period named and of the
office named, or tells of the thing named; where two offices' papers do, either is right.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from eval.simulate.chance import choose, shuffled
from eval.simulate.compose import compose
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.plan import ReportPlan
from eval.simulate.questions.geography import old_provinces
from eval.simulate.questions.phrasings import Manner, PeriodWords, Spellings, load_phrasings
from eval.simulate.questions.wording import Slots, Wording, bare
from eval.simulate.style import DocumentKind, load_style
from eval.simulate.world import World, places

PHRASINGS = ("held_back", "visible")
"""The files of phrasings; the first half was written by others than the rules' authors."""
MANNERS: tuple[Manner, ...] = ("vi", "short", "citizen", "en")
_NUMBERS = 0.6
_TRIES = 30


class _Frame(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: Literal["office", "topic", "paper"]
    manner: Literal["vi", "short", "en"]
    text: tuple[str, ...]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    vi: tuple[str, ...]
    en: tuple[str, ...]


class _Frames(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    office: dict[str, _Words]
    topics: dict[str, _Words]
    frame: tuple[_Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the files of which any is right; `printed` is the number asked for, as it stands there.

    `wording` is the kind of wording that scores are given by, `about` what else the question was made of.
    """

    text: str
    wording: str
    wanted: frozenset[str]
    printed: str | None = None
    about: tuple[str, ...] = ()


def questions(plans: Sequence[ReportPlan], count: int, seed: int) -> tuple[Asked, ...]:
    """`count` questions, each of a drawn report; the same arguments give the same questions."""
    maker = _Maker(plans, seed)
    asked: list[Asked] = []
    for number in range(count):
        for again in range(_TRIES):
            drawn = (number, again)
            plan = choose(plans, seed, *drawn, "report")
            made = maker.number(plan, drawn) if number < _NUMBERS * count else maker.words(plan, drawn)
            if made is not None:
                asked.append(made)
                break
    return tuple(asked)


class _Maker:
    def __init__(self, plans: Sequence[ReportPlan], seed: int) -> None:
        self._seed = seed
        self._world = World(seed)
        self._wordings = {name: Wording((name,), seed) for name in PHRASINGS}
        self._of_subject: dict[tuple[str, str], list[ReportPlan]] = {}
        for plan in plans:
            self._of_subject.setdefault((plan.place, plan.period.notation), []).append(plan)

    def number(self, plan: ReportPlan, drawn: tuple[int, int]) -> Asked | None:
        """A question for one of the numbers a report states of its own place and period."""
        stated = [figure for figure in self._stated(plan) if self._all_know(figure.indicator)]
        if not stated:
            return None
        figure = choose(stated, self._seed, *drawn, "figure")
        source = choose(PHRASINGS, self._seed, *drawn, "source")
        manner = choose(MANNERS, self._seed, *drawn, "manner")
        slots = Slots(
            indicators=(figure.indicator,),
            places=(places()[plan.place].name,),
            periods=(plan.period.notation,),
        )
        worded = self._wordings[source].word("level", (manner,), slots, *drawn)
        if worded is None:
            return None
        text, wording = worded.text, f"number, {manner}"
        if manner in ("vi", "short") and choose((True, False), self._seed, *drawn, "bare"):
            text, wording = bare(text), "number, no diacritics"
        wanted = frozenset(
            other.file
            for other in self._of_subject[plan.place, plan.period.notation]
            if other is plan or any(each.indicator == figure.indicator for each in self._stated(other))
        )
        about = (figure.indicator, worded.frame, plan.style, plan.period.span.value)
        return Asked(text=text, wording=wording, wanted=wanted, printed=figure.printed, about=about)

    def words(self, plan: ReportPlan, drawn: tuple[int, int]) -> Asked:
        """A question for what a report says, or for the report itself."""
        source = choose(PHRASINGS, self._seed, *drawn, "source")
        frame = choose(_frames().frame, self._seed, *drawn, "frame")
        pattern = choose(frame.text, self._seed, *drawn, "text")
        language: Literal["vi", "en"] = "en" if frame.manner == "en" else "vi"
        office = _of(_frames().office[plan.kind.value], language)
        topic = _of(_frames().topics[plan.kind.value], language)
        place = self._place(plan, source, frame.manner, drawn)
        period = _periods(source, plan)
        when = period.en_when if language == "en" else period.when
        name = period.en_name if language == "en" else period.name
        text = pattern.format(
            office=choose(office, self._seed, *drawn, "office").format(place=place),
            topic=choose(topic, self._seed, *drawn, "topic"),
            place=place,
            when=self._dated(when, plan, drawn),
            period=self._dated(name, plan, drawn),
            pshort=self._dated(period.short, plan, drawn),
        )
        text, wording = text[:1].upper() + text[1:], f"{frame.kind}, {frame.manner}"
        if language == "vi" and choose((True, False), self._seed, *drawn, "bare"):
            text, wording = bare(text), f"{frame.kind}, no diacritics"
        either = frame.kind == "topic" and plan.kind is DocumentKind.ENFORCEMENT
        rivals = self._of_subject[plan.place, plan.period.notation] if either else [plan]
        about = (pattern, source, plan.style, plan.period.span.value)
        return Asked(text=text, wording=wording, wanted=frozenset(each.file for each in rivals), about=about)

    def _stated(self, plan: ReportPlan) -> list[GoldFigure]:
        gold = compose(plan, load_style(plan.style), self._world).gold
        own = (plan.period.notation, places()[plan.place].name)
        return [
            figure
            for figure in gold
            if figure.kind is Kind.ACHIEVED
            and (figure.period, figure.province) == own
            and figure.locality is None
            and figure.part is None
        ]

    def _all_know(self, indicator: str) -> bool:
        return all(wording.knows(indicator) for wording in self._wordings.values())

    def _place(self, plan: ReportPlan, source: str, manner: str, drawn: tuple[int, int]) -> str:
        spelled = load_phrasings(source).place
        place = old_provinces()[places()[plan.place].name]
        own = spelled.get(place.name)
        spellings: Spellings = own or spelled["default" if place.kind == "tỉnh" else "default_city"]
        forms = {"en": spellings.en, "short": spellings.short or spellings.vi}.get(manner, spellings.vi)
        spelling = choose(forms, self._seed, *drawn, "place")
        return spelling.format(name=place.name, kind=place.kind, ascii=bare(place.name).title())

    def _dated(self, forms: Sequence[str], plan: ReportPlan, drawn: tuple[int, int]) -> str:
        return choose(shuffled(forms, *drawn), self._seed, *drawn, "period").format(year=plan.period.year)


def _periods(source: str, plan: ReportPlan) -> PeriodWords:
    return load_phrasings(source).period[plan.period.notation.partition("-")[2] or "year"]


def _of(words: _Words, language: Literal["vi", "en"]) -> tuple[str, ...]:
    return words.en if language == "en" else words.vi


@cache
def _frames() -> _Frames:
    file = resources.files("eval.bench").joinpath("near_duplicate_frames.toml")
    return _Frames.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
