"""How a question is read: its language, places, periods, the indicators it names and what it wants of them.

The one place for it: retrieval takes its boosts from here, the assistant its look-ups. What exists in the
reports is not known here; whether a reading can be answered is the assistant's business. The parts of the
reading are the modules `question_*.py`; what is to be done with the figures is read by `tasks.py`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import PeriodMention, find_periods
from vectorstore.analysis.places import PlaceMention
from vectorstore.analysis.question.abbreviations import written_out
from vectorstore.analysis.question.asides import asides, beside_spans, glosses, outside_brackets
from vectorstore.analysis.question.aspects import (
    Aspect,
    names_per_cent,
    names_rate,
    read_aspects,
)
from vectorstore.analysis.question.breaks import find_breaks
from vectorstore.analysis.question.indicators import (
    QuestionWords,
    choose_indicators,
    named_in_english,
    question_terms,
    rate_positions,
    used_positions,
    wholes_of,
)
from vectorstore.analysis.question.names import find_names, with_names
from vectorstore.analysis.question.numbers import (
    Given,
    given_numbers,
    how_many_at,
    speaks_of_money,
    wants_money,
)
from vectorstore.analysis.question.periods import (
    compared_clause,
    legible,
    resolved,
    split_compared,
    told_by_calendar,
    with_their_part,
)
from vectorstore.analysis.question.phrases import PhraseMatch, token_positions
from vectorstore.analysis.question.places import BESIDE_PLACES, is_national, is_region, named_in, places_meant
from vectorstore.analysis.question.remarks import find_remarks
from vectorstore.analysis.question.terms import asked_word, narrowing_terms, narrows
from vectorstore.analysis.question.thresholds import find_bound
from vectorstore.analysis.question.wording import (
    ANY_HOW_MANY,
    ASKING,
    COUNTS,
    LEVELS,
    PLACE_PREPOSITIONS,
    RATES,
    REASONS,
    THROUGH,
    WANTS_TEXT,
    WHAT_IS,
    YEAR,
)
from vectorstore.analysis.question.year_spans import YearSpan, find_year_span
from vectorstore.analysis.tasks import Asked, Task, TaskKind, find_task_words, read_task
from vectorstore.analysis.terms import Role, TermHit
from vectorstore.analysis.text import Token, detect_language, fold, has_diacritics, normalise, tokens

__all__ = ["Aspect", "IndicatorMention", "QuestionReading", "read_question"]


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
    but that whose rank is asked (`đứng thứ mấy`).
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

    @property
    def localities(self) -> tuple[str, ...]:
        """The localities named, as printed, each once."""
        return tuple(dict.fromkeys(m.locality for m in self.places if m.locality))


def read_question(text: str, *, today: date | None = None) -> QuestionReading:
    """Read a question in Vietnamese, with or without diacritics, or in English.

    `today`: the day it is asked on, which `năm nay`, `năm ngoái` are counted from; without it they name no
    period.
    """
    text = normalise(text).strip()
    language = detect_language(outside_brackets(text))
    english = language == "en"
    typed = tokens(text)
    named_places = named_in(text, typed)
    place_spans = [(m.start, m.end) for m in named_places]
    words = typed if english else written_out(typed, token_positions(typed, place_spans))
    keys = [fold(word.text) for word in words]
    names = find_names(words, text, token_positions(words, place_spans), english=english)
    dated = legible(text, [*place_spans, *((words[at].start, words[at].end) for at in names.at)])
    periods_found = told_by_calendar(dated, find_periods(dated), today)
    spans = [*place_spans, *((m.start, m.end) for m in periods_found)]
    named = resolved(with_their_part(dated, periods_found))
    bound = find_bound(text, language, spans)
    known = token_positions(words, spans)
    bounded = token_positions(words, bound.spans) if bound else frozenset()

    listed = YEAR if len(named) > 1 else THROUGH if _runs_through(keys, known) else frozenset[str]()
    taken = frozenset(at for at in known if keys[at] not in listed) | bounded
    matches = find_task_words(words, text, taken)
    meant = places_meant(words, named_places, matches)
    said = meant.explained | {at for m in matches if m.group not in BESIDE_PLACES for at in m.at}
    span = find_year_span(text, named, matches)
    folded = _is_unmarked(
        typed, token_positions(typed, [*spans, *((words[at].start, words[at].end) for at in said)])
    )
    hits = with_names(question_terms(words, folded=folded, english=english), names, english=english)
    beside = asides(words, text, matches, hits, known)
    said |= beside | _polite(matches)
    if english:
        said |= glosses(words, text) - names.at
    said |= beside_spans(words, text, place_spans, spans)
    polite = frozenset[int]() if english else _polite(matches)  # `ạ` is no English article
    hits = _outside(hits, known | beside | polite | _before_places(words, place_spans))
    given, hits = given_numbers(words, text, hits, known | bounded | said)

    question = QuestionWords(
        words,
        text,
        hits,
        names.asked(how_many_at(words, hits, matches, english=english)),
        english=english,
        share=names_rate(keys, text),
        money=wants_money(words, text, matches, hits, known),
    )
    chosen = choose_indicators(question, find_breaks(words, text, matches))
    if speaks_of_money(words, text, known | used_positions(hits, chosen)):
        chosen = tuple(name for name in chosen if indicators()[name].is_money)
    if any(match.group == "share_of_first" for match in matches):
        chosen = chosen[::-1]
    all_places = _all_places(meant.places, matches, ranked=bool(chosen))
    asked = _asked(meant.places, named, all_places=all_places, span=span is not None, indicators=len(chosen))
    in_per_cent = names_per_cent(keys, text)
    task = read_task(
        matches,
        asked,
        bound.threshold if bound else None,
        in_per_cent=in_per_cent,
        of_rate=_find(keys, RATES),
    )
    changes = task.kind is TaskKind.CHANGE
    periods, compared = split_compared(text, named) if changes else (named, None)
    clause = compared_clause(text, words, named) if changes else frozenset()
    used = used_positions(hits, (*chosen, *wholes_of(chosen)))
    if english:
        used |= named_in_english(keys, chosen)
    remarks = find_remarks(words, text, english=english, folded=folded)
    explained = used | known | said | clause | (_positions_of(hits, Role.CONTEXT) - remarks.narrowing)
    explained |= {at for each in given for at in range(each.first, each.last)}
    if task.threshold and bound:
        explained |= token_positions(words, bound.spans)
    if question.share and chosen:
        explained |= rate_positions(words, text)
    level, of_level = _level(keys)
    if of_level <= used:
        level = None
    explained |= of_level
    years = _years_asked(span, task, periods)
    return QuestionReading(
        text=text,
        language=language,
        folded=folded,
        places=meant.places,
        periods=periods,
        indicators=tuple(_mention(words, hits, name) for name in chosen),
        aspects=read_aspects(
            keys, matches, task, question.asked_at, asks_noun=question.asks_noun, english=english
        ),
        terms=narrowing_terms(
            words,
            remarks,
            explained,
            _named_beside(keys, hits, chosen) - said - clause,
            english=english,
        ),
        asked="tien"
        if question.money
        else asked_word(words, question.asked_at, known | said, english=english),
        level=level,
        numeric=_is_numeric(keys, question, task, chosen),
        task=task,
        span=(years.first, years.last) if years else None,
        span_years=years.years if years else None,
        merged=meant.merged,
        all_places=all_places,
        compared_period=compared,
        compared_terms=tuple(keys[at] for at in sorted(clause) if narrows(keys[at])),
        given=given,
    )


_STRAY_MARKS = 0.3  # share of words; in marked Vietnamese text about three in four carry a mark
_RANGES_OVER_ALL = frozenset(
    {"place_asked", "numbered_places", "top", "bottom", "all_places", "each_place", "places_counted"}
)
_ALWAYS_NUMBERS = frozenset({TaskKind.SUM, TaskKind.MEAN, TaskKind.RATIO})


def _asked(
    places: Sequence[PlaceMention],
    periods: Sequence[PeriodMention],
    *,
    all_places: bool,
    span: bool,
    indicators: int,
) -> Asked:
    return Asked(
        provinces=len({m.name for m in places if not (is_region(m) or is_national(m))}),
        localities=len({m.locality for m in places if m.locality}),
        region=any(map(is_region, places)),
        national=any(map(is_national, places)),
        all_places=all_places,
        periods=len({m.period for m in periods if m.period}),
        span=span,
        indicators=indicators,
        earlier=any(m.same_period_before for m in periods),
    )


def _is_unmarked(words: Sequence[Token], known: Collection[int]) -> bool:
    """Whether a question is typed without diacritics, but for a polite word or a place taken from a list."""
    typed = [word.text for at, word in enumerate(words) if at not in known and word.text.isalpha()]
    return sum(map(has_diacritics, typed)) <= _STRAY_MARKS * len(typed)


def _runs_through(keys: Sequence[str], known: Collection[int]) -> bool:
    """Whether a range of years is run through: `qua các năm 2020-2024`."""
    return any(at not in known and at + 1 in known and key == "qua" for at, key in enumerate(keys[:-1]))


def _polite(matches: Sequence[PhraseMatch]) -> frozenset[int]:
    return frozenset(at for match in matches if match.group == "polite" for at in match.at)


def _before_places(words: Sequence[Token], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """`ở`, `tại`, `tỉnh` before a place: grammar, whatever else they exclude in the list."""
    starts = {start for start, _ in spans}
    return frozenset(
        at
        for at, word in enumerate(words[:-1])
        if words[at + 1].start in starts and fold(word.text) in PLACE_PREPOSITIONS
    )


def _all_places(named: Sequence[PlaceMention], matches: Sequence[PhraseMatch], *, ranked: bool) -> bool:
    """Whether the words range over all provinces; `đứng thứ mấy` ranks the one named among them."""
    if ranked and any(match.group == "rank_of_one" for match in matches):
        return not any(map(is_region, named))
    return all(map(is_national, named)) and any(match.group in _RANGES_OVER_ALL for match in matches)


def _years_asked(span: YearSpan | None, task: Task, periods: Sequence[PeriodMention]) -> YearSpan | None:
    """The range of years; a trend ranges over all years unless it lists its own."""
    several = len({m.period for m in periods if m.period}) > 1
    return YearSpan() if span is None and task.kind is TaskKind.TREND and not several else span


def _positions_of(hits: Sequence[TermHit], role: Role) -> frozenset[int]:
    return frozenset(
        at for hit in hits if any(r is role for _, r in hit.roles) for at in range(hit.first, hit.last)
    )


def _named_beside(keys: Sequence[str], hits: Sequence[TermHit], chosen: Sequence[str]) -> frozenset[int]:
    """Nouns of the list named but not asked about: they say whose or which (`văn phòng công chứng`).

    One that is an act of what is asked too is only that where no other is.
    """
    ways = (*chosen, *wholes_of(chosen))
    acts = [hit for hit in hits if any(hit.has(name, Role.ACT) for name in chosen)]
    whose = [hit for hit in acts if hit.is_noun and not any(hit.has(name, Role.NOUN) for name in ways)]
    used = used_positions(hits if len(whose) == len(acts) else [h for h in hits if h not in whose], ways)
    return frozenset(
        at
        for hit in hits
        if hit.is_noun and hit.last - hit.first > 2 and not used & set(range(hit.first, hit.last))
        for at in range(hit.first, hit.last)
        if keys[at] not in COUNTS
    )


def _outside(hits: Sequence[TermHit], known: Collection[int]) -> list[TermHit]:
    return [hit for hit in hits if not any(at in known for at in range(hit.first, hit.last))]


def _find(keys: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(
        tuple(keys[at : at + len(phrase)]) == phrase
        for phrase in phrases
        if phrase[0] in keys
        for at in range(len(keys))
    )


def _level(keys: Sequence[str]) -> tuple[str | None, frozenset[int]]:
    """The tier of government named, and the tokens that name it."""
    for phrase, name in LEVELS.items():
        if phrase[0] not in keys:
            continue
        for at in range(len(keys) - len(phrase) + 1):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                return name, frozenset(range(at, at + len(phrase)))
    return None, frozenset()


def _mention(words: Sequence[Token], hits: Sequence[TermHit], name: str) -> IndicatorMention:
    used = sorted(used_positions(hits, (name,))) or range(len(words))  # a rate has a name of its own
    return IndicatorMention(name, words[used[0]].start, words[used[-1]].end)


def _is_numeric(keys: Sequence[str], question: QuestionWords, task: Task, chosen: Sequence[str]) -> bool:
    if _find(keys, REASONS) and not _find(keys, ASKING):
        return False
    if question.asked_at or question.share or question.money or _find(keys, ANY_HOW_MANY):
        return True
    if task.kind in _ALWAYS_NUMBERS or task.threshold is not None:
        return True
    plain = task.kind is TaskKind.LOOKUP
    if any(indicators()[name].is_money for name in chosen) and _find(keys, WHAT_IS):
        return True
    used = used_positions(question.hits, chosen)
    texts = any(key in WANTS_TEXT and at not in used for at, key in enumerate(keys))
    return bool(chosen) and not (plain and texts)
