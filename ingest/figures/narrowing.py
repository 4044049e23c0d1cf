"""Which words around a number say something of their own: they narrow what the indicator counts.

`45 công chứng viên đã nghỉ hưu` are not the notaries there are, `án tham nhũng: 12 việc` not all cases.
"""

from ingest.figures.brackets import closed_before
from ingest.figures.clauses import Clause, Sentence, Span
from ingest.figures.wording import (
    AVERAGE,
    BODIES,
    CHANGE,
    EACH_PERIOD,
    EXISTS,
    FILLER_PAIRS,
    FILLERS,
    LEADS_IN,
    LEVELS,
    NARROWED_UP_TO,
    NARROWS,
    NUMBERED,
    PARTS,
    PLAN_LABELS,
    PREDICATE,
    PREVIOUS,
    RATIO,
    REMAINS,
    STATE,
    STOCK_VERBS,
    TARGET,
    WHOLE_HAS,
)
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.terms import Role, TermHit

_ROLE_WORDS = frozenset(
    word for phrase in (*CHANGE, *PARTS, *PREVIOUS, *LEVELS, *RATIO) for word in phrase.split()
)
_PLANS = frozenset(word for phrase in (*TARGET, *PLAN_LABELS) for word in phrase.split())
_SILENT = FILLERS | _ROLE_WORDS
_LONGEST_LABEL = 14  # words
_LONGEST_BODY = 5  # words
_AT_WORK = ("hoạt", "động", "của")
_LISTED = frozenset({Role.NOUN, Role.ALONE, Role.ACT, Role.CONTEXT})


def content(sentence: Sentence, span: Span, known: frozenset[int]) -> tuple[str, ...]:
    """The words of a span that say something: no fillers, places, periods or role words."""
    keys = sentence.keys
    return tuple(
        key
        for at, key in enumerate(keys[span.first : span.last], start=span.first)
        if at not in known
        and key not in _SILENT
        and not key[0].isdigit()
        and not (keys[at - 1 : at + 1] in FILLER_PAIRS or keys[at : at + 2] in FILLER_PAIRS)
    )


def words_of(sentence: Sentence, indicator: str) -> frozenset[int]:
    """The positions of the words that speak of an indicator."""
    return frozenset(
        at
        for role in _LISTED
        for hit in sentence.with_role(indicator, role)
        for at in range(hit.first, hit.last)
    )


def narrowing(
    sentence: Sentence,
    clause: Clause,
    indicator: Indicator,
    noun: TermHit | None,
    used: frozenset[int],
    known: frozenset[int],
) -> tuple[str, ...]:
    """Words of a number's clause that the indicator does not account for."""
    explained = used | words_of(sentence, indicator.id) | known
    if clause.quantity.denominator is not None and indicator.whole:
        explained |= words_of(sentence, indicator.whole)  # `hòa giải thành 61/70 vụ việc đã thụ lý`
    elif clause.quantity.denominator is not None:
        explained |= _words_of_whole(sentence, clause, indicator)
    span = clause.phrase
    if noun is not None and noun.first not in clause.phrase:
        span = Span(noun.last, clause.number.first)
    elif indicator.stock:
        span = Span(span.first, _predicate(sentence, span))
    if _spelled_fraction(sentence, clause):
        span = Span(span.first, span.first)  # `8.123 việc trong tổng số 9.876 việc có điều kiện`
    found = _topic(sentence, clause, indicator, explained) + content(sentence, span, explained)
    found += _average(sentence, clause) + _kinds(sentence, clause, indicator) + _some_bodies(sentence, clause)
    if indicator.stock and clause.quantity.words and not _told_to_exist(sentence, clause):
        found += (sentence.printed(clause.number).lower(),)  # `hai văn phòng ở … lưu trữ`
    return found if indicator.stock else _singled_out(sentence, clause, explained) + found


def _told_to_exist(sentence: Sentence, clause: Clause) -> bool:
    """Whether the word before a number says that so many there are."""
    before = clause.number.first - 1
    return before >= 0 and sentence.keys[before] in STOCK_VERBS


def _words_of_whole(sentence: Sentence, clause: Clause, indicator: Indicator) -> frozenset[int]:
    """The words behind a fraction that say what it is taken from (`xong 12/16 việc có điều kiện`)."""
    listed = indicators()
    others = {
        name
        for name in sentence.spoken_of
        if listed[name].field == indicator.field and set(listed[name].nouns) & set(indicator.nouns)
    }
    named = (h for h in sentence.hits if h.is_act and h.first in clause.phrase)
    return frozenset(
        at for hit in named if {name for name, _ in hit.roles} & others for at in range(hit.first, hit.last)
    )


def _spelled_fraction(sentence: Sentence, clause: Clause) -> bool:
    """Whether the words behind a number are those of the total it is taken from."""
    quantity = clause.quantity
    if quantity.denominator_start is None:
        return False
    return any(c.isalpha() for c in sentence.text[quantity.number_end : quantity.denominator_start])


def _some_bodies(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    """The bodies that alone did what is counted (`có 3 huyện tổ chức trên 400 cuộc`)."""
    first = clause.left.first
    for at in range(first, max(first - _LONGEST_BODY, 0), -1):
        gap = sentence.gap(at)
        if set(",;()") & set(gap):
            return ()
        here = sentence.keys[at - 1]
        if here[0].isdigit():
            exists = at >= 2 and sentence.keys[at - 2] in EXISTS
            body = sentence.keys[at : at + 1]
            return (sentence.printed(Span(at - 1, at + 1)).lower(),) if exists and set(body) & BODIES else ()
    return ()


def _average(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    at = sentence.find(AVERAGE, clause.left)
    if at is None or EACH_PERIOD & set(sentence.keys[at : at + 1]):
        return ()
    return (sentence.keys[at - 1] if sentence.keys[at - 1] == "mỗi" else AVERAGE[0],)


def _kinds(sentence: Sentence, clause: Clause, indicator: Indicator) -> tuple[str, ...]:
    """The kind of what is counted, where the indicator counts several (`12 nghị quyết` of all documents)."""
    return tuple(
        kind
        for kind in indicator.kinds
        if any(sentence.find((kind,), span) is not None for span in (clause.phrase, _last_words(clause)))
    )


def _last_words(clause: Clause) -> Span:
    """The words just before a number with nothing behind it (`nghị quyết: 12`)."""
    if clause.phrase.first < clause.phrase.last:
        return Span(0, 0)
    return Span(max(clause.left.first, clause.left.last - 3), clause.left.last)


def says_it_exists(sentence: Sentence, clause: Clause, noun: TermHit | None) -> bool:
    """Whether the words before a number say that so many there are, and not what was done to them."""
    if noun is not None and noun.first not in clause.phrase:
        return True
    if clause.left.first >= clause.left.last:
        return True
    if sentence.keys[clause.left.last - 1] in STOCK_VERBS:
        return True
    if sentence.keys[clause.left.last - 3 : clause.left.last] == _AT_WORK:
        return True  # `duy trì hoạt động của 857 tổ hòa giải`
    colons = (at for at in range(clause.left.last, clause.left.first, -1) if ":" in sentence.gap(at))
    return not content(sentence, Span(next(colons, clause.left.first), clause.left.last), frozenset())


def _predicate(sentence: Sentence, phrase: Span) -> int:
    """Where a noun phrase becomes the subject of what those counted did (`45 công chứng viên đã lập …`)."""
    for at in phrase.positions:
        key, following = sentence.keys[at], sentence.keys[at + 1 : at + 2]
        if (key == "đã" and not STATE & set(following)) or key in PREDICATE or (key, *following) == REMAINS:
            return at
    return phrase.last


def field_label(sentence: Sentence) -> Span | None:
    """The name of a field that a sentence opens with before a colon (`Hòa giải ở cơ sở: …`)."""
    for at in range(1, min(_LONGEST_LABEL, len(sentence.words) - 1) + 1):
        if ":" in sentence.gap(at):
            label, named = Span(0, at), _named(sentence, Span(0, at))
            return label if named and not content(sentence, label, named) else None
    return None


def _topic(
    sentence: Sentence, clause: Clause, indicator: Indicator, explained: frozenset[int]
) -> tuple[str, ...]:
    """What stands before a colon ahead of the number: it says of which cases the sentence speaks.

    As far as it does not only name what an earlier number counts, or the field that the indicator is of.
    """
    for at in range(clause.number.first, 0, -1):
        if ":" in sentence.gap(at) and not closed_before(sentence, at, clause):
            if sentence.find(WHOLE_HAS, Span(at, clause.number.first)) == clause.number.first:
                return ()
            topic = _label(sentence, Span(clause.left.first if at > clause.left.first else 0, at), explained)
            if topic.last <= clause.left.first or (topic.first == 0 and of_field(sentence, topic, indicator)):
                explained = explained | _named(sentence, topic)
            told = frozenset(p for p in topic.positions if sentence.keys[p] in _PLANS)
            return _told(sentence, topic, explained | told)
    return ()


def _label(sentence: Sentence, span: Span, known: frozenset[int]) -> Span:
    """What stands before a colon without the letter that numbers it; nothing where it is no name.

    A sentence that reports or counts something itself leads to a list and names nothing.
    """
    first = span.first
    if first == 0 and len(sentence.keys[0]) == 1 and sentence.gap(1).startswith(")"):
        first = 1
    counts = any(at not in known and _is_count(sentence, at) for at in range(first, span.last))
    reports = any(sentence.keys[: span.last][-len(words) :] == words for words in LEADS_IN)
    return Span(span.last, span.last) if counts or reports else Span(first, span.last)


def _is_count(sentence: Sentence, at: int) -> bool:
    """Whether a word is a number that counts and does not tell one thing from others (`mức độ 3, 4`)."""
    while at and sentence.keys[at][0].isdigit() and sentence.keys[at - 1][0].isdigit():
        at -= 1
    return sentence.keys[at][0].isdigit() and not (at and sentence.keys[at - 1] in NUMBERED)


def _named(sentence: Sentence, span: Span) -> frozenset[int]:
    return frozenset(
        at
        for hit in sentence.hits
        if hit.first in span and any(role in _LISTED for _, role in hit.roles)
        for at in range(hit.first, hit.last)
    )


def of_field(sentence: Sentence, span: Span, indicator: Indicator) -> bool:
    """Whether a label names something of the indicator's field."""
    listed = indicators()
    return any(
        listed[name].field == indicator.field
        for hit in sentence.hits
        if hit.first in span
        for name, role in hit.roles
        if role in _LISTED
    )


def _told(sentence: Sentence, span: Span, explained: frozenset[int]) -> tuple[str, ...]:
    """The words of a span as printed, if any of them says something."""
    return (sentence.printed(span).lower(),) if content(sentence, span, explained) else ()


def _singled_out(sentence: Sentence, clause: Clause, explained: frozenset[int]) -> tuple[str, ...]:
    """What the clause, or the opening of its sentence, is about (`Riêng lĩnh vực đất đai …`)."""
    for opening in (clause.left, Span(0, clause.left.first)):
        at = sentence.find(NARROWS, opening)
        if at is None or (sentence.keys[at : at + 1] and sentence.keys[at][0].isdigit()):
            continue
        if opening is not clause.left and not _still_about(sentence, clause, at, explained):
            return ()
        ends = (after for after in range(at, opening.last) if sentence.keys[after] in NARROWED_UP_TO)
        commas = (after for after in range(at, opening.last) if "," in sentence.gap(after))
        end = next(ends, None) or next(commas, None) or opening.last
        return _told(sentence, Span(at, end), explained)
    return ()


def _still_about(sentence: Sentence, clause: Clause, at: int, explained: frozenset[int]) -> bool:
    """Whether a number after a semicolon still speaks of what was singled out: it names nothing else."""
    if not any(";" in sentence.gap(after) for after in range(at, clause.number.first + 1)):
        return True
    places = any(position in explained for position in clause.left.positions) and "toàn" in sentence.keys
    return not places and not content(sentence, clause.left, explained)
