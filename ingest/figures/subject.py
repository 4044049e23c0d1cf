"""What a number counts: the indicator its clause names, decided by the nearest noun and verb.

The noun must stand beside the number, the verb in the number's own clause or, when that clause says nothing
of its own, in words it shares (the opening of the sentence, the lead-in above a list, the heading). What
does not fit is left without an indicator: kept under its own words, never forced onto the list. Verbs set
side by side over one number (`thẩm định, góp ý 120 văn bản`) make rivals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.figures.acts import Act, act_of, acts_beside
from ingest.figures.clauses import Clause, Sentence, beside, read_sentence, segment
from ingest.figures.narrowing import content, field_label, narrowing, of_field, says_it_exists
from ingest.figures.wording import OF_ALL
from vectorstore.analysis.indicators import Indicator, indicators
from vectorstore.analysis.terms import Role, TermHit

_FAR_CONTEXT_COST = 1
_OF_CASES = ("về", "việc")
_LABEL_LENGTH = 2  # words; a single one (`Thành: 12`) says too little


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: `extras` are words that narrow the indicator, `rivals` indicators that fit as well."""

    indicator: str | None
    rivals: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()

    def without_extras(self) -> "Subject":
        """The same subject for a number that speaks of it again."""
        return Subject(self.indicator, self.rivals)


class Passed:
    """A sentence before the one being read; looked into only when something is asked of it."""

    def __init__(self, text: str, start: int, end: int, english: bool) -> None:
        self._span = text, start, end, english
        self._sentence: Sentence | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence, read once."""
        if self._sentence is None:
            text, start, end, english = self._span
            self._sentence = read_sentence(text, start, end, english=english)
        return self._sentence


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words above a sentence that it shares, nearest first: the lead-in of a list, headings, the title.

    `before` are the sentences before it in its paragraph, nearest first: they give context, never verbs;
    `opening` is the first of the paragraph, which often names what it is about (`Đấu giá tài sản. …`).
    """

    shared: tuple[Sentence, ...] = ()
    before: tuple[Passed, ...] = ()
    opening: Passed | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a number's words already settle before its indicator is looked for.

    `known` are the positions that name a place or period, `base` the indicator of the number before it in the
    sentence (for a number that names neither noun nor verb), `money` whether it measures money where the
    words say so (`về tiền`), `noun_optional` that the number brings its own unit (a percentage), `whole` the
    indicator of the number that it splits up, whose noun it may leave out (`trong đó thành 2.001`).
    """

    known: frozenset[int]
    base: str | None = None
    money: bool | None = None
    noun_optional: bool = False
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    indicator: Indicator
    act: Act
    used: frozenset[int]
    extras: tuple[str, ...]

    @property
    def cost(self) -> int:
        return self.act.cost


def subject_of(sentence: Sentence, clause: Clause, around: Surroundings, wanted: Wanted) -> Subject:
    """The indicator a clause's number counts."""
    listed = indicators()
    names = sentence.spoken_of | {name for name in (wanted.base,) if name}
    candidates = [
        found
        for name in names
        if (found := _candidate(sentence, clause, listed[name], around, wanted)) is not None
    ]
    if not candidates:
        return Subject(None)
    candidates.sort(key=lambda c: c.indicator.id)
    standing = [
        c for c in candidates if not any(c.used < other.used and other.cost <= c.cost for other in candidates)
    ]
    best = min(c.cost for c in standing)
    winners = [c for c in standing if c.cost == best]
    first = max(winners, key=lambda c: len(c.used))
    named = [c for c in winners if _in_own_unit(sentence, clause, c.indicator)]
    if len(named) == 1 and not any(c.act.set_beside for c in winners) and named[0].used >= first.used:
        return Subject(named[0].indicator.id, (), named[0].extras)
    together = _counted_together(sentence, clause, first.indicator, [c.indicator for c in candidates])
    if together is not None:
        return together
    rivals = tuple(
        c.indicator.id
        for c in winners
        if c is not first and (len(c.used) == len(first.used) or c.act.set_beside)
    )
    return Subject(first.indicator.id, rivals, first.extras)


def _counted_together(
    sentence: Sentence, clause: Clause, one: Indicator, others: Sequence[Indicator]
) -> Subject | None:
    """What two parts of a whole make that are named side by side before a number (`cả số 1 và số 2`).

    The whole where a word says that it is all of it, else nothing that is sure.
    """
    parts = [other for other in others if other.whole and other.whole == one.whole and other is not one]
    hits = {h for h in sentence.with_role(one.id, Role.ACT) if h.first in clause.left}
    for other in parts:
        for hit in sentence.with_role(other.id, Role.ACT):
            if hit.first in clause.left and hit not in hits and any(beside(sentence, hit, h) for h in hits):
                said = {"cả", "tổng"} & set(sentence.keys[clause.left.first : clause.left.last])
                return Subject(one.whole if said else None)
    return None


def _in_own_unit(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether a number is printed with the indicator's own unit and not one it may also have."""
    own = tuple(indicator.unit.split())
    phrase = sentence.keys[clause.phrase.first : clause.phrase.last]
    return phrase[: len(own)] == own


def _candidate(
    sentence: Sentence, clause: Clause, indicator: Indicator, around: Surroundings, wanted: Wanted
) -> _Candidate | None:
    optional = wanted.noun_optional
    if clause.quantity.money != indicator.is_money and not optional:
        return None
    if wanted.money is not None and indicator.is_money != wanted.money:
        return None
    if _excluded(sentence, clause, indicator):
        return None
    noun = _noun(sentence, clause, indicator)
    spared = wanted.base == indicator.id or _splits(indicator, wanted.whole)
    spared = spared or _labelled(sentence, clause, indicator)
    if noun is None and not ((optional or indicator.is_money or spared) and bool(indicator.acts)):
        return None
    if noun is None and not optional and not indicator.is_money and clause.phrase.positions:
        return None
    if optional and noun is None and _of_another(sentence, clause, indicator):
        return None
    act = (
        Act(0)
        if not indicator.acts
        else act_of(sentence, clause, indicator, noun, wanted.known, around.shared)
    )
    if act is None:
        return None
    distance = _context_distance(sentence, clause, indicator, around)
    if distance is None:
        return None
    act = act.farther(_FAR_CONTEXT_COST * distance)
    used = act.positions | (frozenset(range(noun.first, noun.last)) if noun else frozenset())
    extras = narrowing(sentence, clause, indicator, noun, used, wanted.known)
    if indicator.stock and (extras or not says_it_exists(sentence, clause, noun)):
        return None
    if extras and act.from_above:  # `13.534 người khuyết tật` under a title on legal aid
        return None
    return _Candidate(indicator, act, used, extras)


def _splits(indicator: Indicator, whole: str | None) -> bool:
    """Whether an indicator is a part of what a number counts, or of what that is a part of."""
    if whole is None or indicator.whole is None:
        return False
    return indicator.whole in (whole, indicators()[whole].whole)


def _labelled(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether a number with nothing behind it stands right behind words that only name what was done.

    As a label (`Tham gia tố tụng: 795`), or in a sentence that opens by saying it counts cases (`Về việc:
    thụ lý 12, có điều kiện 10`).
    """
    left, number = clause.left, clause.number.first
    if clause.phrase.positions or clause.quantity.money:
        return False
    acts = [h for h in sentence.with_role(indicator.id, Role.ACT) if h.last == number and h.first in left]
    if not acts:
        return False
    if sentence.keys[: len(_OF_CASES)] == _OF_CASES and set(",:") & set(sentence.gap(len(_OF_CASES))):
        return _OF_CASES[-1] in indicator.nouns
    first = min(h.first for h in acts)
    opens = first == left.first and (first == 0 or bool(set(";.") & set(sentence.gap(first))))
    return opens and ":" in sentence.gap(number) and number - first >= _LABEL_LENGTH


def _of_another(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether the noun behind a rate is one that the indicator has not (`100% hồ sơ đúng hạn`)."""
    first = clause.phrase.first
    while first < clause.phrase.last and sentence.keys[first] in OF_ALL:
        first += 1  # `52% số vụ việc thuộc lĩnh vực hình sự`
    behind = [h for h in sentence.hits if h.first == first and h.last <= clause.phrase.last]
    behind = [h for h in behind if h.is_noun]
    return bool(behind) and not any(
        h.has(indicator.id, role) for h in behind for role in (Role.NOUN, Role.ACT)
    )


def _excluded(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether a word of the number's own clause makes it something else; not one set beside the verb."""
    excluding = [h for h in sentence.with_role(indicator.id, Role.NOT) if clause.owns(h.first)]
    if not excluding:
        return False
    beside = acts_beside(sentence, clause, indicator)
    # `đề nghị sửa đổi, bãi bỏ`: what governs the verbs beside it is no verb beside them
    return any(hit.last not in beside for hit in excluding)


def _noun(sentence: Sentence, clause: Clause, indicator: Indicator) -> TermHit | None:
    """The indicator's noun beside the number: after it, or before it where only a counter word follows."""
    nouns = sentence.with_role(indicator.id, Role.NOUN)
    starts = (clause.phrase.first, clause.phrase.first + clause.currency_words)
    beside = [h for h in nouns if h.first in starts and h.last <= clause.phrase.last]
    if beside:
        return max(beside, key=lambda h: h.last)
    if not indicator.is_money and not _only_counted(sentence, clause, indicator):
        return None
    before = [h for h in nouns if h.first in clause.left and h.last <= clause.left.last]
    return max(before, key=lambda h: (h.last, h.last - h.first)) if before else None


def _only_counted(sentence: Sentence, clause: Clause, indicator: Indicator) -> bool:
    """Whether nothing but a counter stands after the number (`luật sư: 143 người`, `tổ hòa giải: 281 tổ`)."""
    after = " ".join(sentence.keys[clause.phrase.first : clause.phrase.last])
    if after.startswith("người ") and indicator.counts_people:  # `Luật sư: 10 người đang hành nghề`
        return not content(sentence, clause.phrase, frozenset({clause.phrase.first}))
    return not after or after == "người" or after in indicator.units or after == indicator.unit.split()[0]


def _context_distance(
    sentence: Sentence, clause: Clause, indicator: Indicator, around: Surroundings
) -> int | None:
    """How far away the words are that the indicator needs around it: 0 beside the number; None: nowhere.

    Between the semicolons around the number they are nearest, then in the sentence, then above it.
    """
    if not indicator.context:
        return 0
    named = sentence.with_role(indicator.id, Role.CONTEXT)
    if named:
        near = segment(sentence, clause)
        return 0 if any(hit.first in near for hit in named) else 1
    label = field_label(sentence)
    if label is not None and not of_field(sentence, label, indicator):
        return None  # `Công chứng: … thực hiện 91 việc` under a heading on legal aid
    texts = chain((passed.sentence for passed in around.before), around.shared)
    depths = (d for d, text in enumerate(texts, start=2) if text.with_role(indicator.id, Role.CONTEXT))
    return next(depths, None)
