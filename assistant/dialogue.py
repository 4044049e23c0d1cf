"""Follow-up questions made whole: `còn năm 2022?` after a question about 2023 becomes that question about
2022.

Works on the words: what the follow-up names replaces what the earlier question named, so that the result
reads as a question of its own and everything after this knows nothing of conversations.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from assistant.question import Question, Turn
from vectorstore.analysis.query import QuestionReading, read_question

_KEPT_CONVERSATIONS = 1_000


class Conversations:
    """The last question of each recent conversation, for clients that send an id and no history."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def last(self, conversation_id: str) -> str | None:
        """The last standalone question asked in a conversation, if it is still known."""
        with self._lock:
            return self._last.get(conversation_id)

    def remember(self, conversation_id: str, question: str) -> None:
        """Keep a conversation's last question, forgetting the oldest conversation beyond a bound."""
        with self._lock:
            self._last[conversation_id] = question
            self._last.move_to_end(conversation_id)
            while len(self._last) > _KEPT_CONVERSATIONS:
                self._last.popitem(last=False)


def standalone(question: Question, remembered: str | None) -> QuestionReading:
    """The question as read, completed from the conversation where it does not stand by itself."""
    reading = read_question(question.text)
    earlier = _asked_before(question.history) or ([remembered] if remembered else [])
    if not earlier or not _leans_on_earlier(reading):
        return reading
    whole = read_question(earlier[0])
    for text in earlier[1:]:
        following = read_question(text)
        whole = _completed(following, whole) if _leans_on_earlier(following) else following
    return _completed(reading, whole)


def _asked_before(history: Sequence[Turn]) -> list[str]:
    return [turn.content for turn in history if turn.role == "user" and turn.content.strip()]


def _leans_on_earlier(reading: QuestionReading) -> bool:
    """A question that names a place or period and nothing to be known about it."""
    return not reading.indicators and not reading.terms and bool(reading.places or reading.periods)


def _completed(reading: QuestionReading, earlier: QuestionReading) -> QuestionReading:
    text = earlier.text
    swaps: list[tuple[int, int, str]] = []
    tail: list[str] = []
    for new, old in (
        ([(m.start, m.end) for m in reading.periods], [(m.start, m.end) for m in earlier.periods]),
        ([(m.start, m.end) for m in reading.places], [(m.start, m.end) for m in earlier.places]),
    ):
        words = ", ".join(reading.text[start:end] for start, end in new)
        if not words:
            continue
        if old:
            swaps.append((old[0][0], old[0][1], words))
            swaps.extend((start, end, "") for start, end in old[1:])
        else:
            tail.append(words)
    for start, end, words in sorted(swaps, reverse=True):
        text = text[:start] + words + text[end:]
    return read_question(" ".join((text.rstrip(" ?.!"), *tail)) + "?")
