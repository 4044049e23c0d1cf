"""The frame of a question: its language and words, the places, periods and bounds that it names.

What it asks for within this frame is read by `interpretation.py`.
"""

from dataclasses import dataclass
from datetime import date

from vectorstore.analysis.periods import PeriodMention, find_periods
from vectorstore.analysis.places import PlaceMention
from vectorstore.analysis.question.abbreviations import written_out
from vectorstore.analysis.question.asides import outside_brackets
from vectorstore.analysis.question.names import Names, find_names
from vectorstore.analysis.question.periods import legible, resolved, told_by_calendar, with_their_part
from vectorstore.analysis.question.phrases import token_positions
from vectorstore.analysis.question.places import named_in
from vectorstore.analysis.question.signs import with_signs
from vectorstore.analysis.question.thresholds import Bound, find_bound
from vectorstore.analysis.text import Token, detect_language, fold, tokens


@dataclass(frozen=True, slots=True)
class Frame:
    """A question before anything is asked in it.

    `typed`: its words as typed; `words` and their folded `keys`: with abbreviations written out. `named`: the
    periods meant. `known`: the tokens of places and periods, `bounded` those of the bound, `names` the names
    of indicators as listed.
    """

    text: str
    language: str
    typed: tuple[Token, ...]
    words: tuple[Token, ...]
    keys: tuple[str, ...]
    places: tuple[PlaceMention, ...]
    place_spans: tuple[tuple[int, int], ...]
    named: tuple[PeriodMention, ...]
    spans: tuple[tuple[int, int], ...]
    bound: Bound | None
    known: frozenset[int]
    bounded: frozenset[int]
    names: Names

    @property
    def english(self) -> bool:
        """Whether it is asked in English."""
        return self.language == "en"


def find_frame(text: str, today: date | None) -> Frame:
    """Reads the frame of a normalised question; `today`: see `read_question`."""
    language = detect_language(outside_brackets(text))
    english = language == "en"
    typed = tokens(text)
    places = named_in(text, typed)
    place_spans = tuple((m.start, m.end) for m in places)
    words = typed if english else written_out(typed, token_positions(typed, place_spans))
    words = with_signs(words, text, english=english)
    names = find_names(words, text, token_positions(words, place_spans), english=english)
    dated = legible(text, [*place_spans, *((words[at].start, words[at].end) for at in names.at)])
    periods = told_by_calendar(dated, find_periods(dated), today)
    spans = (*place_spans, *((m.start, m.end) for m in periods))
    bound = find_bound(text, language, spans)
    return Frame(
        text=text,
        language=language,
        typed=tuple(typed),
        words=tuple(words),
        keys=tuple(fold(word.text) for word in words),
        places=tuple(places),
        place_spans=place_spans,
        named=resolved(with_their_part(dated, periods)),
        spans=spans,
        bound=bound,
        known=token_positions(words, spans),
        bounded=token_positions(words, bound.spans) if bound else frozenset(),
        names=names,
    )
