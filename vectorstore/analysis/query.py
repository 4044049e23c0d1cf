"""How a question is read: its language, places, periods, the indicators it names and what it wants of them.

The one place for it: retrieval takes its boosts from here, the assistant its look-ups. What exists in the
reports is not known here; whether a reading can be answered is the assistant's business. A question is read
by the words of the lists first (`question/interpretation.py`); where these leave something unexplained, by
names in other words too (`question/loose_names.py`). The parts of the reading are the modules of `question/`;
what is to be done with the figures is read by `tasks.py`.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.question.aspects import Aspect
from vectorstore.analysis.question.breaks import is_parted, is_parted_text
from vectorstore.analysis.question.frame import Frame, find_frame
from vectorstore.analysis.question.indicators import wholes_of
from vectorstore.analysis.question.interpretation import Interpretation, interpret
from vectorstore.analysis.question.loose_names import find_loose_names
from vectorstore.analysis.question.names import Names
from vectorstore.analysis.question.number_asked import asked_alone, of_whole
from vectorstore.analysis.question.numbers import asked_in
from vectorstore.analysis.question.phrases import PhraseMatch
from vectorstore.analysis.question.reading import IndicatorMention, QuestionReading
from vectorstore.analysis.question.wording import DIFFERENCES
from vectorstore.analysis.tasks import TaskKind
from vectorstore.analysis.text import fold, normalise, tokens

__all__ = ["Aspect", "IndicatorMention", "QuestionReading", "read_question"]


def read_question(text: str, *, today: date | None = None) -> QuestionReading:
    """Read a question in Vietnamese, with or without diacritics, or in English.

    `today`: the day it is asked on, which `năm nay`, `năm ngoái` are counted from; without it they name no
    period.
    """
    return _read(normalise(text).strip(), today)


@lru_cache(maxsize=512)
def _read(text: str, today: date | None) -> QuestionReading:
    """Remembered: dialogue and search read the same question, and those before it, again."""
    frame = find_frame(text, today)
    return of_whole(frame, asked_alone(frame, _read_names(frame)))


def _read_names(frame: Frame) -> QuestionReading:
    listed = interpret(frame, frame.names)
    run_together = _run_together(frame, listed.reading)
    if listed.reading.indicators and not (listed.reading.terms or run_together or listed.one_of_two):
        return listed.reading
    reading = _best_reading(frame, listed, run_together=run_together)
    if reading.indicators:
        return reading
    return replace(reading, terms=tuple(dict.fromkeys((*reading.terms, *listed.field))))


def _best_reading(frame: Frame, listed: Interpretation, *, run_together: bool) -> QuestionReading:
    """What the names of the list say, or looser ones that explain more of the question."""
    whole = frozenset(range(len(frame.words)))
    other = _in_other_words(frame, listed, whole if run_together or listed.one_of_two else listed.left)
    if other is not None and run_together and _is_one_of(other.reading, listed.reading):
        return other.reading
    if other is not None and listed.one_of_two and len(other.reading.indicators) > 1:
        return other.reading
    best = (other if other is not None and _explains_more(frame, other, listed.reading) else listed).reading
    if _run_together(frame, best):
        return _one_narrowed(frame, best)
    return _against_unread(frame, best) if listed.one_of_two and best is listed.reading else best


def _run_together(frame: Frame, reading: QuestionReading) -> bool:
    """Whether several indicators are named without anything between them: the words of one name, perhaps."""
    if reading.task.kind in _OF_TWO or len(asked_in(frame.keys, english=frame.english)) > 1:
        return False
    named = sorted(reading.indicators, key=lambda mention: mention.start)
    return any(
        not is_parted_text(frame.text[one.start : max(one.end, other.end)]) for one, other in pairwise(named)
    )


def _one_narrowed(frame: Frame, reading: QuestionReading) -> QuestionReading:
    """Of two indicators joined by a preposition the first, which the words of the second narrow.

    `tiền phạt qua thanh tra`: of inspections, and not these too.
    """
    named = sorted(reading.indicators, key=lambda mention: mention.start)
    for first, other in pairwise(named):
        between = frame.text[first.end : other.start].lower().split()
        if between and not _NARROWING.isdisjoint(between):
            added = tuple(fold(token.text) for token in tokens(frame.text[other.start : other.end]))
            kept = tuple(mention for mention in reading.indicators if mention != other)
            reading = replace(reading, indicators=kept, terms=(*reading.terms, *added))
    return reading


def _against_unread(frame: Frame, reading: QuestionReading) -> QuestionReading:
    """A share (`A / B = ? %`) of what is not read: its words narrow, so that nothing else is told instead.

    So does the word that asks for a difference, where there is nothing to take one of the two from.
    """
    _, stroke, behind = frame.text.partition(" / ")
    if reading.task.kind is TaskKind.LOOKUP and not stroke:
        unmet = tuple(key for key in frame.keys if key in DIFFERENCES)
        return replace(reading, terms=(*reading.terms, *unmet))
    if not stroke or reading.task.kind is TaskKind.RATIO:
        return reading
    start = len(frame.text) - len(behind)
    unread = (
        key for at, key in enumerate(frame.keys) if frame.words[at].start >= start and at not in frame.known
    )
    return replace(reading, terms=(*reading.terms, *unread))


_NARROWING = frozenset(("qua", "từ", "do", "bởi", "nhờ", "through", "from", "by", "via", "during"))
_OF_TWO = frozenset({TaskKind.RATIO, TaskKind.COMPARE})


def _is_one_of(one: QuestionReading, several: QuestionReading) -> bool:
    """Whether one reading's indicators are some of another's, named by the words of those it lacks too."""
    names = {mention.indicator for mention in one.indicators}
    lacking = [mention for mention in several.indicators if mention.indicator not in names]
    return (
        bool(names and lacking)
        and len(one.terms) <= len(several.terms)
        and all(
            any(each.start <= mention.start and mention.end <= each.end for each in one.indicators)
            for mention in lacking
        )
    )


def _in_other_words(frame: Frame, listed: Interpretation, left: frozenset[int]) -> Interpretation | None:
    """The question with the names that the words in `left` make; None where they make none."""
    found = find_loose_names(
        frame.words,
        frame.text,
        left,
        frame.known | frame.bounded | _final_particle(frame),
        asked_in(frame.keys, english=frame.english),
        english=frame.english,
    )
    names = [name for name in found if _is_new(frame, listed, name)]
    if not names:
        return None
    kept = (m for m in frame.names.matches if not any(m.at <= name.at for name in names))
    both = Names(tuple(sorted((*kept, *names), key=lambda match: match.first)))
    fuller = [name.group for name in names if not name.at.isdisjoint(listed.used)]
    one = (
        listed.reading.task.kind not in _OF_TWO
        and not listed.one_of_two
        and len(asked_in(frame.keys, english=frame.english)) < 2
    )
    return interpret(frame, both, without=frozenset(wholes_of(fuller) if one else ()))


_SHARED = 2  # words with what is read already, for a name to be a fuller one of it


def _final_particle(frame: Frame) -> frozenset[int]:
    """`không`, `chưa` at the end only ask whether."""
    last = len(frame.keys) - 1
    return frozenset({last}) if frame.keys and frame.keys[last] in ("khong", "chua") else frozenset()


def _is_new(frame: Frame, listed: Interpretation, name: PhraseMatch) -> bool:
    """Whether a name says more of what is read already, or stands apart from it.

    What narrows an indicator does so beside another name of it too.
    """
    chosen = [mention.indicator for mention in listed.reading.indicators]
    parts = (exact for exact in frame.names.matches if name.group in wholes_of([exact.group]))
    if any(not name.at.isdisjoint(part.at) for part in parts):
        return False
    if name.group in chosen:
        return len(chosen) > 1 or name.at.isdisjoint(listed.narrowing)
    shared = len(name.at & listed.used)
    if not chosen or shared >= _SHARED or (shared and frame.english):
        return True
    if shared:
        return False
    first, last = min(name.at), max(name.at)
    if any(first < at < last for at in listed.used):
        return False
    before = max((at for at in listed.used if at < first), default=None)
    behind = min((at for at in listed.used if at > last), default=None)
    return all(
        is_parted(frame.words, frame.text, one, other)
        for one, other in ((before, first), (last, behind))
        if one is not None and other is not None
    )


def _explains_more(frame: Frame, new: Interpretation, other: QuestionReading) -> bool:
    """Whether a reading leaves fewer words unexplained, and says what is asked.

    Behind a question word the noun has been read: what counts something else is no better reading of it.
    """
    one = new.reading
    if not one.indicators:
        return False
    if not other.indicators:
        return len(one.terms) <= min(len(other.terms), len(new.used) - 1)
    names, others = ({mention.indicator for mention in each.indicators} for each in (one, other))
    if asked_in(frame.keys, english=frame.english) and others - names:
        lost = {indicators()[name].unit for name in others - names}
        if not lost <= {indicators()[name].unit for name in names}:
            return False
    return len(one.terms) < len(other.terms)
