"""What a question asks for within its frame: what its names and words choose, the task, what is left over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import PeriodMention
from vectorstore.analysis.places import PlaceMention
from vectorstore.analysis.question.asides import asides, beside_spans, glosses
from vectorstore.analysis.question.aspects import Aspect, names_per_cent, names_rate, read_aspects
from vectorstore.analysis.question.breaks import find_breaks
from vectorstore.analysis.question.frame import Frame
from vectorstore.analysis.question.indicators import (
    QuestionWords,
    choose_indicators,
    named_in_english,
    question_terms,
    rate_positions,
    used_positions,
    wholes_of,
)
from vectorstore.analysis.question.loose_names import own_words
from vectorstore.analysis.question.named_part import named_part, told_apart
from vectorstore.analysis.question.names import Names, with_names
from vectorstore.analysis.question.numbers import (
    asked_in,
    given_numbers,
    how_many_at,
    speaks_of_money,
    wants_money,
)
from vectorstore.analysis.question.periods import compared_clause, split_compared
from vectorstore.analysis.question.phrases import PhraseMatch, token_positions
from vectorstore.analysis.question.places import (
    BESIDE_PLACES,
    RANGES_OVER_ALL,
    before_places,
    is_national,
    is_region,
    of_place_kinds,
    places_meant,
)
from vectorstore.analysis.question.reading import IndicatorMention, QuestionReading
from vectorstore.analysis.question.remarks import find_remarks
from vectorstore.analysis.question.services import asks_for_service
from vectorstore.analysis.question.terms import asked_word, left_over, narrowing_terms, narrows
from vectorstore.analysis.question.wording import (
    ANY_HOW_MANY,
    ASKING,
    COUNTS,
    LEVELS,
    MONEY_FROM,
    MONEY_WORDS,
    RATES,
    REASONS,
    THROUGH,
    WANTS_TEXT,
    WHAT_DID,
    WHAT_IS,
    YEAR,
)
from vectorstore.analysis.question.year_spans import YearSpan, find_year_span, lists_years
from vectorstore.analysis.tasks import Asked, Task, TaskKind, find_task_words, read_task
from vectorstore.analysis.terms import Role, TermHit
from vectorstore.analysis.text import Token, has_diacritics


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A reading of a question, by its tokens.

    `left`: those that nothing in the reading explains; `used`: those that say something of its indicators;
    `narrowing`: those that narrow whatever they look like. `field`: the folded words that only name a field
    of work. `one_of_two`: two things are set against each other, and only one of them is read.
    """

    reading: QuestionReading
    left: frozenset[int]
    used: frozenset[int]
    narrowing: frozenset[int]
    field: tuple[str, ...]
    one_of_two: bool


def interpret(frame: Frame, names: Names, without: Collection[str] = ()) -> Interpretation:
    """Reads what is asked, the names of indicators being these; those in `without` are not asked for."""
    text, words, keys, english, known = frame.text, frame.words, frame.keys, frame.english, frame.known
    bound, bounded = frame.bound, frame.bounded
    listed = YEAR if len(frame.named) > 1 else THROUGH if _runs_through(keys, known) else frozenset[str]()
    taken = frozenset(at for at in known if keys[at] not in listed) | bounded
    matches = _apart_from(names, find_task_words(words, text, taken))
    meant = places_meant(words, frame.places, matches)
    said = meant.explained | {at for m in matches if m.group not in BESIDE_PLACES for at in m.at}
    span = find_year_span(text, frame.named, matches)
    marked = [*frame.spans, *((words[at].start, words[at].end) for at in said)]
    folded = _is_unmarked(frame.typed, token_positions(frame.typed, marked))
    hits = with_names(question_terms(words, folded=folded, english=english), names, english=english)
    beside = asides(words, text, matches, hits, known)
    said |= beside | _polite(matches)
    if english:
        said |= glosses(words, text) - names.at
    said |= beside_spans(words, text, frame.place_spans, frame.spans)
    polite = frozenset[int]() if english else _polite(matches)  # `ạ` is no English article
    about_places = before_places(words, frame.place_spans) | of_place_kinds(keys, matches)
    hits = _outside(hits, known | beside | polite | about_places)
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
    several = len({m.name for m in meant.places}) > 1 or len({m.period for m in frame.named}) > 1
    chosen = choose_indicators(question, find_breaks(words, text, matches, of_one=not several))
    chosen = tuple(name for name in chosen if name not in without)
    if _asks_for_money_of(keys) or speaks_of_money(words, text, known | used_positions(hits, chosen)):
        chosen = tuple(name for name in chosen if indicators()[name].is_money)
    if any(match.group == "share_of_first" for match in matches):
        chosen = chosen[::-1]
    all_places = _all_places(meant.places, matches, ranked=bool(chosen))
    asked = replace(
        _asked(
            meant.places, frame.named, all_places=all_places, span=span is not None, indicators=len(chosen)
        ),
        years_listed=span is not None and lists_years(text),
        counts=bool(question.asked_at) or _find(keys, ANY_HOW_MANY),
    )
    in_per_cent = names_per_cent(keys, text)
    task = read_task(
        matches,
        asked,
        bound.threshold if bound else None,
        in_per_cent=in_per_cent,
        of_rate=_find(keys, RATES),
    )
    if in_per_cent and task == Task() and len(chosen) == 1 and wholes_of(chosen) and not _find(keys, RATES):
        task = Task(TaskKind.RATIO, percent=True)  # `% vụ hòa giải thành`: of all of them
    task = Task() if _wants_reason(keys) else task
    changes = task.kind is TaskKind.CHANGE
    periods, compared = split_compared(text, frame.named) if changes else (frame.named, None)
    clause = compared_clause(text, words, frame.named) if changes else frozenset()
    used = used_positions(hits, (*chosen, *wholes_of(chosen)))
    if english:
        used |= named_in_english(keys, chosen)
    remarks = find_remarks(words, text, english=english, folded=folded)
    field = _positions_of(hits, Role.CONTEXT) - remarks.narrowing
    explained = used | known | said | clause | field
    explained |= {at for each in given for at in range(each.first, each.last)}
    if task.threshold and bound:
        explained |= bounded
    if question.share and chosen:
        explained |= rate_positions(words, text)
    level, of_level = _level(keys)
    if of_level <= used:
        level = None
    explained |= of_level
    whose = _named_beside(keys, hits, chosen) - said - clause
    left = left_over(words, remarks, explained, whose)
    if left and chosen:
        left -= own_words(words, text, chosen, english=english) - remarks.narrowing - whose
    left -= _asked_again(keys, left, hits, chosen, english=english)
    years = _years_asked(span, task, periods)
    aspects = read_aspects(
        keys, matches, task, question.asked_at, asks_noun=question.asks_noun, english=english
    )
    reading = QuestionReading(
        text=text,
        language=cast(Literal["vi", "en"], frame.language),
        folded=folded,
        places=meant.places,
        periods=periods,
        indicators=tuple(_mention(words, hits, name) for name in chosen),
        aspects=aspects,
        terms=narrowing_terms(words, left, remarks.narrowing | whose, explained, english=english),
        asked="tien"
        if question.money
        else asked_word(words, question.asked_at, known | said, english=english),
        level=level,
        numeric=_is_numeric(keys, question, task, chosen, aspects)
        or (bool(chosen) and any(match.group == "disagreement" for match in matches)),
        of_service=asks_for_service(words, text),
        task=task,
        span=(years.first, years.last) if years else None,
        span_years=years.years if years else None,
        merged=meant.merged,
        all_places=all_places,
        compared_period=compared,
        compared_terms=tuple(keys[at] for at in sorted(clause) if narrows(keys[at])),
        given=given,
        named_part=named_part(
            words, text, keys, used, known, left, told_apart(keys, matches), remarks.narrowing
        ),
    )
    return Interpretation(
        reading,
        left if chosen else frozenset(range(len(words))) - known,
        used,
        remarks.narrowing,
        tuple(keys[at] for at in sorted(field - used - known - said) if narrows(keys[at])),
        one_of_two=len(chosen) == 1 and asked.pairs is None and _sets_against(matches, text),
    )


def _asks_for_money_of(keys: Sequence[str]) -> bool:
    """Whether a question begins with what was paid for something (`tiền thu từ …`, `what did … collect`).

    What it was paid for, and by whom, is then not asked about too.
    """
    return _find(keys[:_OPENING], MONEY_FROM) or (_find(keys[:2], WHAT_DID) and _find(keys, MONEY_WORDS))


def _asked_again(
    keys: Sequence[str],
    left: Collection[int],
    hits: Sequence[TermHit],
    chosen: Sequence[str],
    *,
    english: bool,
) -> frozenset[int]:
    """The words of a second number asked for of the one thing named (`bao nhiêu luật sư và mấy người là nữ`).

    They narrow that second number, not the first.
    """
    asking = sorted(asked_in(keys, english=english))
    if len(chosen) != 1 or len(asking) != 2 or not left:
        return frozenset()
    named = [hit for hit in hits if any(hit.has(name, Role.NOUN) for name in chosen)]
    if not any(asking[0] <= hit.first < asking[1] for hit in named):
        return frozenset()
    return frozenset(at for at in left if at >= asking[1])


def _sets_against(matches: Sequence[PhraseMatch], text: str) -> bool:
    """Whether words or a stroke set one thing against another."""
    return " / " in text or any(match.group in _AGAINST for match in matches)


_AGAINST = frozenset(
    {"compare", "exceeds_by", "compared_with", "share_of", "share_of_first", "times_as_many"}
)


_OPENING = 6  # words
_STRAY_MARKS = 0.3  # share of words; in marked Vietnamese text about three in four carry a mark
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


_OF_CHANGE = frozenset({"change", "change_noun", "changed_somehow", "sum", "total"})


def _apart_from(names: Names, matches: Sequence[PhraseMatch]) -> list[PhraseMatch]:
    """The task words that are not part of a name (`thay đổi, bổ sung hộ tịch`)."""
    return [
        match
        for match in matches
        if match.group not in _OF_CHANGE or not any(match.at < name.at for name in names.matches)
    ]


def _polite(matches: Sequence[PhraseMatch]) -> frozenset[int]:
    return frozenset(at for match in matches if match.group == "polite" for at in match.at)


def _all_places(named: Sequence[PlaceMention], matches: Sequence[PhraseMatch], *, ranked: bool) -> bool:
    """Whether the words range over all provinces; `đứng thứ mấy` ranks the one named among them."""
    if ranked and any(match.group == "rank_of_one" for match in matches):
        return not any(map(is_region, named))
    return all(map(is_national, named)) and any(match.group in RANGES_OVER_ALL for match in matches)


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


def _wants_reason(keys: Sequence[str]) -> bool:
    return _find(keys, REASONS) and not _find(keys, ASKING)


def _is_numeric(
    keys: Sequence[str],
    question: QuestionWords,
    task: Task,
    chosen: Sequence[str],
    aspects: Collection[Aspect],
) -> bool:
    if _wants_reason(keys):
        return False
    if question.asked_at or question.share or question.money or _find(keys, ANY_HOW_MANY):
        return True
    if task.kind in _ALWAYS_NUMBERS or task.threshold is not None:
        return True
    plain = task.kind is TaskKind.LOOKUP
    if any(indicators()[name].is_money for name in chosen) and _find(keys, WHAT_IS):
        return True
    used = used_positions(question.hits, chosen)
    if chosen and not {Aspect.TARGET, Aspect.SHARE, Aspect.CHANGE}.isdisjoint(aspects):
        return True
    texts = any(key in WANTS_TEXT and at not in used for at, key in enumerate(keys))
    return bool(chosen) and not (plain and texts)
