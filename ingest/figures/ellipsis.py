"""What a number counts whose own words leave the noun out, because a number before it said it already.

`592 vụ việc (hình sự 290, dân sự 132 …)` splits up, `264 luật sư (88 tổ chức)` leaves half of a name out,
`90 vụ, trong khi năm trước có 85 vụ` repeats a unit, `30 việc, tương ứng 2 tỷ đồng` gives the amount.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.narrowing import content, field_label
from ingest.figures.reading import Reading
from ingest.figures.subject import Subject, Wanted, subject_of
from ingest.figures.told import Told
from ingest.figures.wording import (
    AVERAGE,
    BECOMES,
    CAME_IN,
    CHANGE,
    IN_POST,
    OUT_OF,
    PREDICATE_OPENS,
    PREVIOUS,
    RATIO,
    REACHED,
    TARGET,
)
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.terms import Role
from vectorstore.analysis.text import place_tone, tokens
from vectorstore.schema import FigureKind

_LONGEST_REST = 4
_FINE = "tien_phat"
_POSTS, _FILLED = "bien_che", "bien_che_co_mat"
_AND = ("và",)
_ARRIVING = frozenset((*REACHED, BECOMES, *CHANGE, "nâng", "đã"))
_LEVELS = (FigureKind.ACHIEVED, FigureKind.PREVIOUS, FigureKind.TARGET)
_NO_PART = frozenset(
    word for phrase in (*AVERAGE, *CHANGE, *PREVIOUS, *RATIO, *TARGET) for word in phrase.split()
)


def whole_of_parts(spoken: Sequence[Reading], bracket: int | None) -> Reading | None:
    """The number that the numbers of a bracket or of a list split up: the nearest level before them."""
    for reading in reversed(spoken):
        outside = reading.bracket != bracket if bracket is not None else reading.bracket is None
        if outside and not reading.listed and reading.kind in _LEVELS:
            return reading
    return None


def names_part(sentence: Sentence, label: Span) -> bool:
    """Whether words before a number may name a part: neither a role (`cùng kỳ`, `tăng`) nor nothing."""
    keys = [key for key in sentence.keys[label.first : label.last] if not key[0].isdigit()]
    return bool(keys) and not any(key in _NO_PART for key in keys)


def part_of(whole: Reading, clause: Clause) -> Subject | None:
    """The subject of a number that splits up another, where it can be a part of it."""
    quantity = clause.quantity
    if whole.subject.indicator is None or quantity.percent or quantity.points or quantity.multiple:
        return None
    if (whole.unit == "đồng") != quantity.money or quantity.value > whole.quantity.value:
        return None
    return whole.subject.without_extras()


def repeated(sentence: Sentence, clause: Clause, spoken: Sequence[Reading]) -> Subject | None:
    """The subject of a number of an earlier period that gives only the unit of one thing told before."""
    same = {
        reading.subject.indicator
        for reading in spoken
        if reading.subject.indicator is not None
        and reading.kind is FigureKind.ACHIEVED
        and _same_unit(sentence, clause, reading)
    }
    return Subject(same.pop()) if len(same) == 1 else None


def _same_unit(sentence: Sentence, clause: Clause, reading: Reading) -> bool:
    if clause.quantity.money or reading.unit == "đồng":
        return clause.quantity.money and reading.unit == "đồng"
    words = _words(reading.unit)
    phrase = clause.phrase
    if not words or sentence.keys[phrase.first : phrase.first + len(words)] != words:
        return False
    return not content(sentence, Span(phrase.first + len(words), phrase.last), frozenset())


def completed(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """The subject whose name the number before completes: `148 luật sư tại 56 tổ chức hành nghề`."""
    own = sentence.keys[clause.phrase.first : clause.phrase.last]
    while len(own) > 1 and own[-1] in PREDICATE_OPENS:
        own = own[:-1]
    if previous is None or previous.subject.indicator is None or not own or len(own) > _LONGEST_REST:
        return None
    listed = indicators()
    told = listed[previous.subject.indicator]
    label = field_label(sentence)  # `Luật sư: 258 người; 98 tổ chức hành nghề`
    headed = label is not None and sentence.printed(label).lower() in told.nouns
    if ";" in sentence.text[previous.quantity.end : clause.quantity.start] and not headed:
        return None
    lent = {word for noun in told.nouns for word in _words(noun)}
    found = {
        indicator.id
        for indicator in listed.values()
        if indicator.stock and told.stock and indicator.field == told.field and indicator.id != told.id
        for noun in map(_words, indicator.nouns)
        if len(noun) > len(own) and noun[: len(own)] == own and set(noun[len(own) :]) <= lent
    }
    return Subject(found.pop()) if len(found) == 1 else None


def taken_from(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words set a number against the whole that it is taken from (`88 trong 113 vụ việc`)."""
    return sentence.keys[first:last] in OUT_OF


def whole_counted(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """The whole that the number just told was taken from (`hòa giải thành 88 trong 113 vụ việc`)."""
    quantity = clause.quantity
    if previous is None or previous.subject.indicator is None or quantity.percent or quantity.money:
        return None
    whole = indicators()[previous.subject.indicator].whole
    between = _words(sentence.text[previous.quantity.number_end : quantity.number_start].lower())
    leads = [words for words in OUT_OF if between[-len(words) :] == words]
    if not whole or not leads or quantity.value < previous.quantity.value:
        return None
    # `88 cuộc thành trên 141 cuộc`: what the first counts may stand between
    counted = between[: -max(map(len, leads))]
    own = {word for noun in indicators()[previous.subject.indicator].nouns for word in _words(noun)}
    own |= {word for act in indicators()[previous.subject.indicator].acts for word in _words(act)}
    same = set("();,") & set(sentence.text[previous.quantity.number_end : quantity.number_start])
    return Subject(whole) if not set(counted) - own and not same else None


def arrived_at(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """The subject of a number that tells where the one before it led (`từ 52 tăng thành 79`)."""
    if previous is None or previous.kind is not FigureKind.PREVIOUS or clause.left.first >= clause.left.last:
        return None
    own = sentence.keys[clause.left.first : clause.left.last]
    left = sentence.text[sentence.start : previous.quantity.start].lower().split()[-1:]
    if left != ["từ"] or own[-1] not in (*REACHED, BECOMES) or not set(own) <= _ARRIVING:
        return None
    return previous.subject.without_extras()


def fine_paid(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """The part of a fine that came in, told behind it (`số tiền 211 triệu đồng, đã nộp 204 triệu đồng`)."""
    if previous is None or previous.subject.indicator != _FINE or not clause.quantity.money:
        return None
    said = sentence.printed(clause.left).lower()
    return replace(previous.subject, extras=(said,)) if said in CAME_IN else None


def filled_posts(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """Those in post, told behind the posts allotted (`được giao 35 biên chế, có mặt 32`)."""
    quantity = clause.quantity
    if previous is None or previous.subject.indicator != _POSTS or previous.unit == "%":
        return None
    if quantity.money or quantity.percent or sentence.find(IN_POST, clause.left) != clause.left.last:
        return None
    behind = sentence.keys[clause.phrase.first : clause.phrase.last]
    counters = {unit.split()[0] for unit in (*indicators()[_FILLED].units, *indicators()[_POSTS].units)}
    return Subject(_FILLED) if not behind or behind[0] in counters else None


def amount_of(sentence: Sentence, clause: Clause, previous: Reading | None) -> Subject | None:
    """The amount of money that goes with the count just told (`30 việc, tương ứng 2 tỷ đồng`)."""
    if not clause.quantity.money or previous is None or previous.subject.indicator is None:
        return None
    rest = Span(clause.phrase.first + clause.currency_words, clause.phrase.last)
    if content(sentence, clause.left, frozenset()) or content(sentence, rest, frozenset()):
        return None
    amount = indicators()[previous.subject.indicator].amount
    if not amount or previous.kind not in (*_LEVELS, FigureKind.PART):
        return None
    return Subject(amount, extras=previous.subject.extras)


def _words(name: str) -> tuple[str, ...]:
    return tuple(place_tone(token.text.lower()) for token in tokens(name))


def with_last_unit(sentence: Sentence, clauses: Sequence[Clause], clause: Clause) -> Clause:
    """A number of a list with the unit that is printed behind its last (`hình sự 201, dân sự 74 vụ việc`)."""
    own = clause
    for following in clauses:
        if following.number.first < clause.number.last or own.phrase.positions:
            continue
        gaps = "".join(sentence.gap(at) for at in range(own.number.last, following.number.first + 1))
        joined = "," in gaps or "và" in sentence.keys[own.number.last : following.number.first]
        quantity = following.quantity
        if set(gaps) & set(";:.()") or not joined or quantity.percent or quantity.money:
            break
        own = following
    return replace(clause, phrase=own.phrase) if own is not clause else clause


def with_amount_of_next(told: Told, clause: Clause, wanted: Wanted) -> Subject | None:
    """The subject of a count that shares what is said behind the amount set beside it.

    `1.217 việc và 905 tỷ đồng chưa có điều kiện`: the count goes with the amount's indicator.
    """
    sentence = told.sentence
    following = next((c for c in told.clauses if c.number.first >= clause.number.last), None)
    if following is None or not following.quantity.money or clause.quantity.money:
        return None
    between = sentence.keys[clause.phrase.last : following.number.first]
    beside = not set(sentence.gap(following.number.first)) & set(";(),")
    if (
        not beside
        or len(clause.phrase.positions) != 1
        or between != _AND
        or content(sentence, clause.left, wanted.known)
    ):
        return None
    behind = [h for h in sentence.hits if h.is_act and h.first in following.phrase]
    noun = sentence.keys[clause.phrase.first]
    counts = {
        indicator.id
        for indicator in indicators().values()
        if indicator.amount
        and noun in indicator.nouns
        and any(hit.has(indicator.amount, Role.ACT) for hit in behind)
        and not any(hit.has(indicator.amount, Role.NOT) for hit in behind)
    }
    found = subject_of(sentence, following, told.around, replace(wanted, base=None, whole=None))
    fitting = [name for name in counts if indicators()[name].amount == found.indicator]
    return Subject(fitting[0]) if len(fitting) == 1 and not found.rivals else None
