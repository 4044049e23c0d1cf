"""Follow-up questions made whole: `còn năm 2022?` after a question about 2023 becomes that question about
2022.

Works on the words: what the follow-up names replaces what the earlier question named, what it wants done
(`tăng bao nhiêu so với năm trước?`) is asked of what the earlier one was about, so that the result reads as a
question of its own and everything after this knows nothing of conversations.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from threading import Lock

from assistant.question import Question, Turn
from assistant.wording import follow_ups
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.periods import PeriodMention, find_periods, year_of
from vectorstore.analysis.places import PlaceMention
from vectorstore.analysis.query import QuestionReading, read_question
from vectorstore.analysis.tasks import TaskKind
from vectorstore.analysis.text import fold, sentences, tokens

_KEPT_CONVERSATIONS = 1_000
_LONGEST_TOPIC = 8
_JOINED = re.compile(r"[^\W\d]+-$")

Span = tuple[int, int]


class Conversations:
    """The last questions of each recent conversation, for clients that send an id and no history."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def last(self, conversation_id: str) -> tuple[str, ...]:
        """The last standalone questions asked in a conversation, two at most, if they are still known."""
        with self._lock:
            return self._last.get(conversation_id, ())

    def remember(self, conversation_id: str, question: str) -> None:
        """Keep a conversation's last questions, forgetting the oldest conversation beyond a bound."""
        with self._lock:
            self._last[conversation_id] = (*self._last.get(conversation_id, ())[-1:], question)
            self._last.move_to_end(conversation_id)
            while len(self._last) > _KEPT_CONVERSATIONS:
                self._last.popitem(last=False)


def standalone(question: Question, remembered: Sequence[str], today: date | None = None) -> QuestionReading:
    """The question as read, completed from the conversation where it does not stand by itself.

    `remembered`: the standalone questions before it, oldest first, where its history does not tell them.
    `today`: the day it is asked on; `năm ngoái` then is the year that it was.
    """
    reading = _asked_sentence(read_question(_dated(question.text, today)))
    earlier = [_dated(text, today) for text in _asked_before(question.history)] or list(remembered)
    if not earlier or not _leans_on_earlier(reading):
        return reading
    wholes = [read_question(earlier[0])]
    for text in earlier[1:]:
        following = read_question(text)
        wholes.append(_completed(following, wholes) if _leans_on_earlier(following) else following)
    return _completed(reading, wholes)


def _dated(text: str, today: date | None) -> str:
    """The question with the years named that it counts from today (`năm nay`)."""
    if today is None or not follow_ups.COUNTED_YEAR.search(fold(text)):
        return text
    for mention in sorted(read_question(text, today=today).periods, key=lambda m: -m.start):
        words = text[mention.start : mention.end]
        counted = follow_ups.COUNTED_YEAR.search(fold(words))
        year = year_of(mention.period) if mention.period else None
        if counted is None or year is None or len(fold(words)) != len(words):
            continue
        start, end = mention.start + counted.start(), mention.start + counted.end()
        head = text[start : start + len("năm")]
        named = f"{head} {year}" if fold(head) == "nam" else str(year)
        text = f"{text[:start]}{named}{text[end:]}"
    return text


def _asked_sentence(reading: QuestionReading) -> QuestionReading:
    """The one sentence of several that asks, when the others name nothing that is looked up."""
    parts = [reading.text[start:end] for start, end in sentences(reading.text)]
    if len(parts) < 2 or not all(tokens(part) for part in parts):  # a sign behind (`= ? %`) is its end
        return reading
    read = [read_question(part) for part in parts]
    asking = [one for one in read if one.indicators and one.numeric]
    others = [one for one in read if one not in asking]
    named = any(one.indicators or one.places or one.periods for one in others)
    return asking[0] if len(asking) == 1 and not named else reading


def _asked_before(history: Sequence[Turn]) -> list[str]:
    return [turn.content for turn in history if turn.role == "user" and turn.content.strip()]


def _leans_on_earlier(reading: QuestionReading) -> bool:
    """A question that says nothing about what is to be known, or takes up the one before (`còn góp ý?`)."""
    folded = fold(reading.text)
    if follow_ups.OPENERS.match(folded):
        return not (reading.indicators and reading.places and reading.periods)
    if follow_ups.OF_WHICH.match(folded):
        return not (reading.places and reading.periods)
    if follow_ups.BETWEEN.search(folded):
        return not (reading.places or reading.periods or reading.indicators)
    if reading.indicators:
        asks = reading.numeric or follow_ups.ASKS_ON.search(folded) is not None
        return asks and not (reading.places or reading.periods or _ranges(reading))
    if _says_more(reading):
        return False
    return bool(reading.places or reading.periods or reading.task.kind is not TaskKind.LOOKUP)


def _ranges(reading: QuestionReading) -> bool:
    """Whether a question goes over all places or through time, so that it stands by itself without any."""
    return reading.all_places or reading.task.over == "places" or reading.span is not None


def _says_more(reading: QuestionReading) -> bool:
    """Whether a question has words of its own beside what is read of it."""
    return not follow_ups.SAYS_NOTHING.issuperset(reading.terms)


def _completed(reading: QuestionReading, wholes: Sequence[QuestionReading]) -> QuestionReading:
    """The earlier question with what the follow-up names put in place, and what it wants done."""
    earlier, folded = wholes[-1], fold(reading.text)
    if follow_ups.BETWEEN.search(folded):
        return (_of_both(wholes[-2], earlier) if len(wholes) > 1 else None) or reading
    of_which = follow_ups.OF_WHICH.match(folded)
    if of_which and not reading.indicators and len(folded) == len(reading.text):
        return _of_part(reading.text[of_which.end() :], earlier)
    if reading.indicators or (_says_more(reading) and _topic_of(reading)):
        if reading.indicators:
            return _at_same_place_and_time(reading, earlier)
        taken_up = _with_topic(reading, earlier)
        if taken_up is None:
            return reading
        earlier = taken_up
    if follow_ups.AGAINST.match(fold(reading.text)):
        return _set_against(reading, earlier)
    if reading.task.kind not in (TaskKind.LOOKUP, earlier.task.kind):
        return _with_task(reading, earlier)
    periods = [_with_year(reading, earlier, m.start, m.end) for m in reading.periods]
    places = [reading.text[m.start : m.end] for m in reading.places]
    text = _put(
        earlier.text,
        ((_spans(earlier.periods), ", ".join(periods)), (_spans(earlier.places), ", ".join(places))),
    )
    return read_question(text)


def _of_both(first: QuestionReading, second: QuestionReading) -> QuestionReading | None:
    """How the two last questions compare, where they ask the same of two places or two periods."""
    if [m.indicator for m in first.indicators] != [m.indicator for m in second.indicators]:
        return None
    language = second.language
    for before, now in ((first.places, second.places), (first.periods, second.periods)):
        earlier = ", ".join(first.text[start:end] for start, end in _spans(before))
        latest = ", ".join(second.text[start:end] for start, end in _spans(now))
        if earlier and latest and fold(earlier) != fold(latest):
            both = f"{earlier} {follow_ups.AND[language]} {latest}"
            text = _put(second.text, ((_spans(now), both),))
            return read_question(f"{follow_ups.COMPARE[language]} {text[:1].lower()}{text[1:]}")
    return None


def _of_part(words: str, earlier: QuestionReading) -> QuestionReading:
    """The earlier question about one part of it: `trong đó cấp huyện là bao nhiêu?`."""
    part = _without(words, follow_ups.HOW_MANY).strip(" ?.!,")
    for end in (" là", " có", " thì", " la", " co", " thi"):
        part = part.removesuffix(end)
    return read_question(f"{earlier.text.rstrip(' ?.!')}, {follow_ups.ONLY[earlier.language]} {part}?")


def _put(text: str, swaps: Iterable[tuple[list[Span], str]]) -> str:
    """The text with the first of each list of spans replaced, the others cut; unplaced words behind."""
    cuts: list[tuple[int, int, str]] = []
    tail: list[str] = []
    for named, words in swaps:
        spans = _whole_words(text, named)
        if words and spans:
            cuts.append((*spans[0], words))
            cuts.extend((start, end, "") for start, end in spans[1:])
        elif words:
            tail.append(words)
    for start, end, words in sorted(cuts, reverse=True):
        text = text[:start] + words + text[end:]
    return " ".join((text.rstrip(" ?.!"), *tail)) + "?"


def _at_same_place_and_time(reading: QuestionReading, earlier: QuestionReading) -> QuestionReading:
    """A question about something else, with the place and period of the one before where it names none."""
    opener = follow_ups.OPENERS.match(fold(reading.text))
    asked = reading.text[opener.end() if opener else 0 :]
    closer = follow_ups.ASKS_ON.search(fold(asked))
    words = [asked[: closer.start() if closer else len(asked)].strip(" ,?.!")]
    if not reading.places and not reading.all_places:
        words += [earlier.text[start:end] for start, end in _spans(earlier.places)]
    if not reading.periods and reading.span is None:
        words += [earlier.text[start:end] for start, end in _spans(earlier.periods)]
    made = read_question(f"{', '.join(words)}?")
    if made.numeric or not earlier.numeric or reading.task.kind is not TaskKind.LOOKUP:
        return made
    pattern = follow_ups.NUMBER_OF[earlier.language]
    words[0] = (fold(pattern) if earlier.folded else pattern).format(topic=_topic_of(reading))
    counted = read_question(f"{', '.join(words)}?")
    same = [m.indicator for m in counted.indicators] == [m.indicator for m in reading.indicators]
    return counted if counted.numeric and same else made


def _with_topic(reading: QuestionReading, earlier: QuestionReading) -> QuestionReading | None:
    """The earlier question about another indicator; None when the words name none that is known."""
    topic = _topic_of(reading)
    if not topic or len(topic.split()) > _LONGEST_TOPIC or not earlier.indicators:
        return None
    start = min(m.start for m in earlier.indicators)
    end = max(m.end for m in earlier.indicators)
    unit = indicators()[earlier.indicators[0].indicator].unit
    before = [m.indicator for m in earlier.indicators]
    rest = _spans(earlier.places) + _spans(earlier.periods)
    inside = " ".join(earlier.text[s:e] for s, e in rest if start <= s and e <= end)
    for pattern in follow_ups.TOPIC_PATTERNS[earlier.language]:
        asked = pattern.format(topic=topic, unit=unit, noun=follow_ups.ENGLISH_NOUN)
        made = read_question(f"{earlier.text[:start]}{asked} {inside}{earlier.text[end:]}".strip())
        if made.indicators and [m.indicator for m in made.indicators] != before and not made.terms:
            return made
    return None


def _topic_of(reading: QuestionReading) -> str:
    """The words of a follow-up that are not its opener, its closer, or a place or period."""
    text = reading.text
    named = _spans(reading.places) + _spans(reading.periods)
    for start, end in sorted(named, reverse=True):
        text = text[:start] + " " * (end - start) + text[end:]
    folded = fold(text)
    opener = follow_ups.OPENERS.match(folded)
    closer = follow_ups.CLOSERS.search(folded)
    topic = text[opener.end() if opener else 0 : closer.start() if closer else len(text)].strip(" ?,.!")
    joint = follow_ups.LOOSE_END.search(fold(topic))
    return topic[: joint.start()] if joint else topic


def _set_against(reading: QuestionReading, earlier: QuestionReading) -> QuestionReading:
    """`so với Cà Mau thì sao?`: a comparison with the earlier question's place or period."""
    language = earlier.language
    if reading.places and earlier.places:
        last = max(earlier.places, key=lambda m: m.end)
        added = ", ".join(reading.text[m.start : m.end] for m in reading.places)
        text = f"{earlier.text[: last.end]} {follow_ups.AND[language]} {added}{earlier.text[last.end :]}"
        return read_question(f"{follow_ups.COMPARE[language]} {text[:1].lower()}{text[1:]}")
    closer = follow_ups.CLOSERS.search(fold(reading.text))
    against = reading.text[: closer.start()] if closer else reading.text
    text = _without(earlier.text, follow_ups.HOW_MANY).rstrip(" ?.!")
    return read_question(f"{text} {follow_ups.CHANGE[language]} {against}?")


def _with_task(reading: QuestionReading, earlier: QuestionReading) -> QuestionReading:
    """The earlier question with what is to be done added, less the places or periods that goes over."""
    drops: list[Span] = []
    if reading.places or reading.all_places or reading.task.over == "places":
        drops += _spans(earlier.places)
    if reading.span or reading.task.over == "periods" or any(m.period for m in reading.periods):
        drops += _spans(earlier.periods)
    text = earlier.text
    for start, end in sorted(drops, reverse=True):
        text = text[:start].rstrip(" ,") + " " + text[end:].lstrip(" ,")
    if reading.task.kind is TaskKind.CHANGE:  # the change alone is asked for, not the level again
        text = _without(text, follow_ups.HOW_MANY)
    opener = follow_ups.OPENERS.match(fold(reading.text))
    asked = reading.text[opener.end() if opener else 0 :].strip()
    return read_question(f"{' '.join(text.split()).rstrip(' ?.!')}, {asked[:1].lower()}{asked[1:]}")


def _without(text: str, words: re.Pattern[str]) -> str:
    """The text without the words a pattern finds in its folded form, which is as long."""
    folded = fold(text)
    for found in reversed(list(words.finditer(folded)) if len(folded) == len(text) else []):
        text = text[: found.start()] + text[found.end() :]
    return " ".join(text.split())


def _with_year(reading: QuestionReading, earlier: QuestionReading, start: int, end: int) -> str:
    """A period as the follow-up names it, with the earlier question's year where it has none."""
    words = reading.text[start:end]
    if any(m.period for m in find_periods(words)):
        return words
    year = next((year for m in earlier.periods if m.period and (year := year_of(m.period))), None)
    if year is None:
        return words
    closing = "" if follow_ups.YEARLESS_END.search(fold(words)) or earlier.language == "en" else "năm "
    return f"{words} {closing}{year}"


def _spans(mentions: Iterable[PeriodMention | PlaceMention]) -> list[Span]:
    return [(m.start, m.end) for m in mentions]


def _whole_words(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans with what is joined to them by a hyphen (`full-year 2022`): it goes when they go."""
    return [(len(_JOINED.sub("", text[:start])), end) for start, end in spans]
